"""Data files: whole numbers without .0, shortest decimals, the same bytes each time."""

from __future__ import annotations

import math
from types import SimpleNamespace

import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.run import files


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (1251331200.0, "1251331200"),
        (0.1, "0.1"),
        (-2.5, "-2.5"),
        (2**53 + 0.0, "9007199254740992"),
        (1e-7, "1e-07"),
        (7, "7"),
    ],
)
def test_numbers_as_text(value, text):
    assert files.decimal_text(value) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_text_reads_back_as_the_same_number(value):
    assert float(files.decimal_text(value)) == value


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_not_a_number_is_refused(value):
    with pytest.raises(ValueError, match="not a finite number"):
        files.decimal_text(value)


def table(rows: int = 3) -> pd.DataFrame:
    content = {name: ["all"] * rows for name in files.COLUMNS}
    frame = pd.DataFrame(content)
    years = [str(2027 + row) for row in range(rows)]
    return frame.assign(year=years, value=[row / 2 for row in range(rows)])


def results() -> SimpleNamespace:
    scenario = SimpleNamespace(yaml_text=lambda: "name: demo\n")
    draws = pd.DataFrame({"draw": [0, 1], "year": [2027, 2027], "bill_idr": [1.0, 2.5]})
    return SimpleNamespace(
        scenario=scenario, table=table(), draw_frames=lambda: iter([draws])
    )


def test_csv_is_plain(tmp_path):
    files.write_table(table(), tmp_path)
    lines = (tmp_path / "results.csv").read_bytes().split(b"\n")
    assert lines[0].decode() == ",".join(files.COLUMNS)
    assert lines[1:] == [
        b"all,all,all,all,all,all,all,2027,all,0",
        b"all,all,all,all,all,all,all,2028,all,0.5",
        b"all,all,all,all,all,all,all,2029,all,1",
        b"",
    ]


def test_equal_results_give_equal_bytes(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        files.write_results(results(), tmp_path / name)
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert names == ["draws.parquet", "results.csv", "results.parquet", "scenario.yaml"]
    for name in names:
        one, two = (tmp_path / run / name for run in ("one", "two"))
        assert one.read_bytes() == two.read_bytes(), name


def test_parquet_and_csv_hold_the_same(tmp_path):
    files.write_table(table(), tmp_path)
    text = pd.read_csv(tmp_path / "results.csv", dtype={"year": str})
    binary = pd.read_parquet(tmp_path / "results.parquet")
    pd.testing.assert_frame_equal(text, binary, check_dtype=False)


def test_frames_follow_one_another(tmp_path):
    frames = [pd.DataFrame({"draw": [i, i], "bill_idr": [1.5, i]}) for i in range(3)]
    files.write_parquet(iter(frames), tmp_path / "draws.parquet")
    assert pq.ParquetFile(tmp_path / "draws.parquet").num_row_groups == 3
    written = pd.read_parquet(tmp_path / "draws.parquet")
    pd.testing.assert_frame_equal(written, pd.concat(frames, ignore_index=True))


def test_without_draws_no_draws_file(tmp_path):
    without = results()
    without.draw_frames = None
    files.write_results(without, tmp_path)
    assert not (tmp_path / "draws.parquet").exists()
