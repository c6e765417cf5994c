"""Raw tables drawn and spoilt: right ones are built, a wrong one changes nothing."""

from __future__ import annotations

import csv
import io
import shutil

import pytest
from fuzz_bytes import CSV, TOKENS, spoilt
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from analysis import paths
from analysis.errors import InputDataError
from analysis.evidence import tables
from analysis.evidence.columns import raw_tables
from analysis.evidence.links import EVIDENCE
from analysis.evidence.reading import read_table

COLUMNS = raw_tables(tables.declared())
SLOW = {"phases": [Phase.explicit, Phase.generate]}
NEW = "S9{:03}"  # the ids of claims that are added


def rows_of(name):
    text = (paths.RAW / name).read_text(encoding="utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def bytes_of(rows):
    target = io.StringIO()
    csv.writer(target, lineterminator="\n").writerows(rows)
    return target.getvalue().encode()


@settings(max_examples=150)
@given(
    st.sampled_from(sorted(COLUMNS)),
    st.randoms(use_true_random=False),
    st.one_of(st.none(), st.binary(max_size=200), st.text(max_size=200)),
)
def test_a_spoilt_table_is_read_or_refused_in_words(name, chance, other):
    """Whatever stands in a table: its rows as text, or sentences, never an error."""
    data = (paths.RAW / name).read_bytes()
    data = data[:20_000].rpartition(b"\n")[0] + b"\n"
    if other is None:
        data = spoilt(chance, data, [data], CSV)[:100_000]
    else:
        data = other if isinstance(other, bytes) else other.encode("utf-8", "replace")
    rows, problems = read_table(data, f"data/raw/{name}", COLUMNS[name])
    declared = {column.name for column in COLUMNS[name]}
    assert problems or rows
    assert all(declared <= set(row) for row in rows)
    for problem in problems:
        for lang in ("id", "en"):
            assert problem.sentence(lang).startswith(f"data/raw/{name}")
            assert problem.sentence(lang).isprintable()
            assert problem.rule[lang]
            assert problem.remedy[lang]


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Raw tables of one's own to spoil, and where the processed ones go."""
    folder = tmp_path_factory.mktemp("tables")
    shutil.copytree(paths.RAW, folder / "raw")
    (folder / "processed").mkdir()
    tables.build(raw=folder / "raw", processed=folder / "processed")
    return folder


def built(place, name, rows):
    """Build with ``rows`` in the place of a table; return what there is then."""
    path = place / "raw" / name
    before = path.read_bytes()
    path.write_bytes(bytes_of(rows))
    failure = None
    try:
        tables.build(raw=place / "raw", processed=place / "processed")
    except InputDataError as error:
        failure = error
    finally:
        path.write_bytes(before)
    return processed(place), failure


def processed(place):
    files = sorted((place / "processed").iterdir())
    return {path.name: path.read_bytes() for path in files}


CELLS = st.one_of(
    st.sampled_from([token.decode("utf-8", "replace") for token in TOKENS]),
    st.text(max_size=30),
    st.text("0123456789.,- ", min_size=1, max_size=20),
)


@settings(max_examples=12, suppress_health_check=list(HealthCheck), **SLOW)
@given(st.data())
def test_a_wrong_cell_builds_nothing_or_everything(place, data):
    """With one cell changed: all tables built, or a message and the bytes as before."""
    name = data.draw(st.sampled_from(sorted(COLUMNS)), "table")
    rows = rows_of(name)
    row = data.draw(st.integers(1, len(rows) - 1), "row")
    column = data.draw(st.integers(0, len(rows[0]) - 1), "column")
    rows[row][column] = data.draw(CELLS, "cell")
    before = processed(place)
    after, error = built(place, name, rows)
    if error:
        assert after == before
        assert 1 <= len(error.message("id").splitlines()) <= 21
    else:
        assert set(after) == set(before)
        built(place, name, rows_of(name))


@settings(max_examples=4, suppress_health_check=list(HealthCheck), **SLOW)
@given(st.data())
def test_a_new_claim_reaches_the_ledger_as_it_was_written(place, data):
    """A figure somebody published: its exact number in its own row, all others kept."""
    rows = rows_of(EVIDENCE)
    header = rows[0]
    at = {name: number for number, name in enumerate(header)}
    counts = [
        row for row in rows[1:] if row[at["unit"]] == "people" and row[at["value"]]
    ]
    claim = list(data.draw(st.sampled_from(counts), "like"))
    claim[at["claim_id"]] = NEW.format(data.draw(st.integers(0, 999), "id"))
    claim[at["value"]] = str(data.draw(st.integers(1, 99_999), "people"))
    before = ledger(processed(place))
    files, error = built(place, EVIDENCE, [*rows, claim])
    assert error is None, error
    after = ledger(files)
    new = after.pop(claim[at["claim_id"]])
    assert new["value"] == claim[at["value"]]
    assert set(after) == set(before)
    built(place, EVIDENCE, rows)


def ledger(files):
    text = files["ledger.csv"].decode()
    return {row["claim_id"]: row for row in csv.DictReader(io.StringIO(text))}
