"""The work of a sweep: one region with all its scenarios, as the bytes of its files.

Nothing is written here and nothing is kept: a unit gives the same bytes wherever it is
worked on. What goes wrong with a region is told, not raised, so that others go on.
"""

from __future__ import annotations

import io
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from analysis.errors import IuranError, Problem, masked
from analysis.language import say
from analysis.run.files import SCHEMA_KEY

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    from analysis.model.totals import Totals
    from analysis.scenario.schema import Scenario
    from analysis.scenario.sweep_file import Sweep

REGION, DRAWS, ROWS = "region", "draws", "rows"  # the files of a unit
SCHEMA = 1  # of a sweep's files, which carry it
AT_ONCE = 27  # scenarios projected together: bounds memory at any number of them
DEFECT_CODE, MACHINE_CODE = 5, 4
THOUSANDTHS = 1_000  # of the central path, whose expected counts are no whole numbers
# what is summed over regions, draw by draw: (variable, programme, funder, unit)
SUMMED = {
    "eligible": ("eligible", "all", "all", "people"),
    "members_end": ("members_end", "all", "all", "people"),
    "uncut_bill_idr": ("uncut_bill_idr", "all", "all", "idr"),
    "contributions_idr": ("contributions_idr", "all", "all", "idr"),
    "contributions_apbd_idr": ("contributions_idr", "all", "apbd", "idr"),
    "claims_idr": ("claims_idr", "all", "all", "idr"),
    "claims_incurred_idr": ("claims_incurred_idr", "all", "all", "idr"),
    "deaths": ("deaths", "all", "all", "count"),
    "accidents": ("accidents", "all", "all", "count"),
}


@dataclass(frozen=True)
class Unit:
    """One region of a sweep; ``summed``: its draws are wanted for sums over regions."""

    region: str
    sweep: Sweep
    summed: bool


@dataclass(frozen=True)
class Done:
    """What became of a unit: its files as bytes, or why there are none.

    ``exit_code`` is that of the failure: 2 data, 3 scenario, 4 machine, 5 our defect.
    """

    region: str
    files: Mapping[str, bytes] = field(default_factory=dict)
    rows: int = 0
    seconds: float = 0.0
    problems: tuple[Problem, ...] = ()
    exit_code: int = 0


def work(unit: Unit) -> Done:
    """Return all scenarios of a region, projected; a failure is part of the answer."""
    started = time.perf_counter()
    try:
        done = _made(unit)
    except IuranError as error:
        named = [_of(unit.region, problem) for problem in error.problems]
        done = Done(unit.region, problems=tuple(named), exit_code=error.exit_code)
    except MemoryError:
        problem = _of(unit.region, Problem("", "", "", *_MEMORY))
        done = Done(unit.region, problems=(problem,), exit_code=MACHINE_CODE)
    except Exception as error:
        what = masked(f"{type(error).__name__}: {error}".splitlines()[0][:200])
        problem = _of(unit.region, Problem("", "", what, *_DEFECT))
        done = Done(unit.region, problems=(problem,), exit_code=DEFECT_CODE)
    return replace(done, seconds=time.perf_counter() - started)


def projected(scenarios: list[Scenario], memo: dict, summed: bool) -> list[Totals]:
    """Return the totals of some scenarios of one region, projected together."""
    from analysis.model.projection.totals import totals

    return totals(scenarios, memo=memo, keep=tuple(SUMMED) if summed else ())


def region_table(found: Totals) -> pa.Table:
    """Return one scenario as a table: a row a label and year, a column a statistic."""
    import numpy as np
    import pyarrow as pa

    from analysis.model.totals import STATISTICS

    rows, years = len(found.labels), len(found.years)
    values = found.values.reshape(rows * years, len(STATISTICS))
    known = ~np.isnan(values).all(axis=1)
    columns: dict[str, Any] = {"scenario": [found.scenario] * int(known.sum())}
    columns["region"] = [found.region] * int(known.sum())
    for name in ("variable", "programme", "funder", "unit"):
        each = np.repeat([getattr(label, name) for label in found.labels], years)
        columns[name] = pa.array(each[known].tolist(), pa.string())
    every = np.tile(np.array(found.years, dtype=np.int32), rows)
    columns["year"] = pa.array(every[known])
    for index, name in enumerate(STATISTICS):
        # what is not known stays empty in a table, and is no number
        columns[name] = pa.array(values[known, index], from_pandas=True)
    return pa.table(columns)


def draws_table(found: Totals) -> pa.Table:
    """Return what is summed of one scenario: a row a variable and year.

    ``values`` holds the central number in thousandths, then that of each draw in whole
    rupiah or people: sums of integers do not depend on the order of the regions.
    """
    import numpy as np

    rows = zip(found.labels, found.values, strict=True)
    central = {tuple(label): row[:, 0] for label, row in rows}
    parts = []
    for name, label in SUMMED.items():
        middle = np.rint(central[label] * THOUSANDTHS).astype(np.int64)[:, None]
        drawn = found.draws.get(name, np.empty((len(found.years), 0), np.int64))
        parts.append(np.concatenate([middle, drawn], axis=1))
    return summed_table(found.scenario, found.years, np.stack(parts))


def summed_table(scenario: str, years: tuple[int, ...], values: np.ndarray) -> pa.Table:
    """Return ``values``, (variable, year, 1 + draws) integers, as a table of rows."""
    import pyarrow as pa

    names = [name for name in SUMMED for _ in years]
    flat = pa.array(values.reshape(-1), pa.int64())
    return pa.table(
        {
            "scenario": pa.array([scenario] * len(names), pa.string()),
            "variable": pa.array(names, pa.string()),
            "year": pa.array(list(years) * len(SUMMED), pa.int32()),
            "values": pa.FixedSizeListArray.from_arrays(flat, values.shape[-1]),
        }
    )


def _made(unit: Unit) -> Done:
    """Project the scenarios some at a time; each is a group of rows in the files."""
    from analysis.run.sweep_headline import rows_text
    from analysis.scenario.regions import region_pack

    files = {REGION: _File()} | ({DRAWS: _File()} if unit.summed else {})
    cells, memo, headline = unit.sweep.cells(), {}, ""
    while some := list(islice(cells, AT_ONCE)):
        scenarios = [unit.sweep.scenario(unit.region, cell) for cell in some]
        found = projected(scenarios, memo, unit.summed)
        headline += rows_text(unit.region, found)
        for one in found:
            files[REGION].add(region_table(one))
            if unit.summed:
                files[DRAWS].add(draws_table(one))
    content = {name: file.closed() for name, file in files.items()}
    region_pack.cache_clear()  # each region comes once; kept, they would add up
    return Done(unit.region, {**content, ROWS: headline.encode()}, files[REGION].rows)


class _File:
    """A Parquet file in memory, one table after the other."""

    def __init__(self) -> None:
        self._bytes, self._writer, self.rows = io.BytesIO(), None, 0

    def add(self, table: pa.Table) -> None:
        self._writer = self._writer or writer(self._bytes, table.schema)
        self._writer.write_table(table)
        self.rows += len(table)

    def closed(self) -> bytes:
        self._writer.close()
        return self._bytes.getvalue()


def writer(place: Any, schema: pa.Schema) -> Any:
    """Return a Parquet writer whose bytes depend on the tables alone."""
    import pyarrow.parquet as pq

    out = pq.ParquetWriter(place, schema, compression="zstd", write_page_checksum=True)
    out.add_key_value_metadata({SCHEMA_KEY: str(SCHEMA)})
    return out


def _of(region: str, problem: Problem) -> Problem:
    """Return the problem with its region in sight."""
    from analysis.scenario import region_names

    name = region_names.codes().get(region, "")
    place = f"{region} {name}".strip()
    return replace(problem, file=f"{place}, {problem.file}".removesuffix(", "))


_MEMORY = (
    say(id="Memori habis.", en="Memory ran out."),
    say(
        id="kurangi draws atau jalankan dengan --workers 1.",
        en="use fewer draws, or run with --workers 1.",
    ),
)
_DEFECT = (
    say(
        id="Kesalahan program kami di wilayah ini; wilayah lain diteruskan.",
        en="A defect of ours in this region; the others went on.",
    ),
    say(
        id="laporkan dengan berkas sapuannya.",
        en="report it, with the sweep file.",
    ),
)
