"""Sums over regions, draw by draw, so that the interval of a total is its own.

Draw i of every region rests on the same national assumptions; the sum over regions is
taken within each draw, and the quantiles of the sums after that. The numbers are
integers, so that the sum does not depend on the order. One scenario is in memory at a
time; the draws of a province's regions are deleted once they are summed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from analysis.run import store
from analysis.run.sweep_folder import SUMS as FOLDER
from analysis.run.sweep_folder import TOTALS, draws_file
from analysis.run.sweep_unit import SUMMED, THOUSANDTHS, summed_table, writer

if TYPE_CHECKING:
    import pyarrow as pa

WHO = b"regions"
NATION = "all"


def included(folder: Path, province: str) -> dict[str, str]:
    """Return the regions a province's sum holds: code -> what they were made from."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        metadata = pq.read_schema(_file(folder, province)).metadata or {}
        return json.loads(metadata.get(WHO, b"{}"))
    except (OSError, ValueError, pa.ArrowException):
        return {}


def exists(folder: Path, province: str) -> bool:
    """Say whether there is a sum of a province, whatever its state."""
    return _file(folder, province).exists()


def verified(folder: Path, province: str) -> dict[str, str]:
    """Return as ``included`` what a sum holds, nothing if a page of it is damaged."""
    import pyarrow as pa

    held = included(folder, province)
    try:
        with ExitStack() as stack:
            file = stack.enter_context(_open(_file(folder, province))) if held else None
            for group in range(file.num_row_groups if file else 0):
                file.read_row_group(group)
    except (OSError, ValueError, pa.ArrowException):
        return {}
    return held


def forget(folder: Path, province: str) -> None:
    """Delete the sum of a province: a region in it has changed."""
    _file(folder, province).unlink(missing_ok=True)


def add(folder: Path, province: str, regions: Mapping[str, str]) -> None:
    """Add the draws of finished regions to their province's sum and delete them.

    A region the sum holds is not added again. Raises MachineError (disk full).
    """
    held = included(folder, province)
    new = {code: key for code, key in regions.items() if code not in held}
    parts = [draws_file(folder, code) for code in sorted(new)]
    if new:
        place = _file(folder, province)
        with store.beside(place) as temporary:
            _write_sum([place, *parts] if held else parts, held | new, temporary)
    for code in regions:
        draws_file(folder, code).unlink(missing_ok=True)


def write_totals(folder: Path, provinces: Sequence[str]) -> dict[str, list[str]]:
    """Write the totals of provinces and of all together; return the regions in each.

    central, mean and percentiles of sum over regions of draw i, i = 1 ... draws.
    """
    held = {one: sorted(included(folder, one)) for one in provinces}
    held = {province: codes for province, codes in held.items() if codes}
    if not held:
        return {}
    with store.beside(folder / TOTALS) as temporary, ExitStack() as stack:
        opened = {one: stack.enter_context(_open(_file(folder, one))) for one in held}
        first = next(iter(opened.values()))
        out = None
        for group in range(first.num_row_groups):
            for table in _of_scenario(opened, held, group):
                out = out or stack.enter_context(writer(temporary, table.schema))
                out.write_table(table)
    return held | {NATION: sorted(code for codes in held.values() for code in codes)}


def _of_scenario(
    opened: Mapping[str, Any], held: Mapping[str, list[str]], group: int
) -> Iterator[pa.Table]:
    nation: np.ndarray | int = 0
    for province, file in opened.items():
        scenario, years, values = _read(file, group)
        nation = nation + values
        what = {"scenario": scenario, "region": province, "of": len(held[province])}
        yield _statistics(what, years, values)
    what = {"scenario": scenario, "region": NATION, "of": sum(map(len, held.values()))}
    yield _statistics(what, years, nation)


def _statistics(
    what: Mapping[str, Any], years: tuple[int, ...], values: np.ndarray
) -> pa.Table:
    """Return the totals of one scenario and place: a row a variable and year."""
    import pyarrow as pa

    from analysis.model.fans import percentiles
    from analysis.model.totals import STATISTICS

    drawn = values[..., 1:].reshape(len(SUMMED) * len(years), -1)
    count = len(drawn)
    columns: dict[str, Any] = {
        "scenario": pa.array([what["scenario"]] * count, pa.string()),
        "region": pa.array([what["region"]] * count, pa.string()),
    }
    labels = np.array(list(SUMMED.values()), dtype=object).repeat(len(years), axis=0)
    for at, name in enumerate(("variable", "programme", "funder", "unit")):
        columns[name] = pa.array(labels[:, at].tolist(), pa.string())
    columns["year"] = pa.array(list(years) * len(SUMMED), pa.int32())
    columns["regions"] = pa.array([what["of"]] * count, pa.int32())
    numbers = np.full((count, len(STATISTICS)), np.nan)
    numbers[:, 0] = values[..., 0].reshape(-1) / THOUSANDTHS
    if drawn.shape[1]:
        numbers[:, 1], numbers[:, 2:] = drawn.mean(axis=1), percentiles(drawn)
    for at, name in enumerate(STATISTICS):
        columns[name] = pa.array(numbers[:, at], from_pandas=True)
    return pa.table(columns)


def _write_sum(parts: Sequence[Path], regions: Mapping[str, str], place: Path) -> None:
    """Write the sum of files of draws, scenario by scenario."""
    who = {WHO: json.dumps(dict(sorted(regions.items()))).encode()}
    with ExitStack() as stack:
        files = [stack.enter_context(_open(path)) for path in parts]
        schema = files[0].schema_arrow.with_metadata(who)
        out = stack.enter_context(writer(place, schema))
        for group in range(files[0].num_row_groups):
            scenario, years, values = _read(files[0], group)
            for file in files[1:]:
                values = values + _read(file, group)[2]
            out.write_table(summed_table(scenario, years, values).cast(schema))


def _open(path: Path) -> Any:
    import pyarrow.parquet as pq

    return pq.ParquetFile(path, page_checksum_verification=True)


def _read(file: Any, group: int) -> tuple[str, tuple[int, ...], np.ndarray]:
    """Return one scenario: its name, years and (variable, year, 1 + draws) integers."""
    table = file.read_row_group(group)
    years = table["year"].to_pylist()[: len(table) // len(SUMMED)]
    flat = table["values"].combine_chunks().flatten().to_numpy()
    return (
        table["scenario"][0].as_py(),
        tuple(years),
        flat.reshape(len(SUMMED), len(years), -1),
    )


def _file(folder: Path, province: str) -> Path:
    return folder / FOLDER / f"{province}.parquet"
