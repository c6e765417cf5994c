"""The data files of a run folder: long table, draws, resolved scenario.

Equal numbers give equal bytes: fixed columns, ``\\n``, shortest decimals, no times.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.run import manifest

if TYPE_CHECKING:
    import pandas as pd

    from analysis.model.results import Results

SCHEMA_KEY = "iuran_schema"  # in the metadata of Parquet files
COLUMNS = (
    *("scenario", "region", "segment", "programme", "funder"),
    *("variable", "unit", "year", "statistic", "value"),
)


def decimal_text(value: float) -> str:
    """Return a number as text: whole ones without ``.0``, others as short as exact.

    Raises:
        ValueError: the number is not finite.
    """
    if not math.isfinite(value):
        message = f"a result is not a finite number: {value}"
        raise ValueError(message)
    whole = int(value)
    return str(whole) if whole == value else repr(float(value))


def write_results(results: Results, folder: Path) -> None:
    """Write the resolved scenario, the long table and, if there are any, the draws."""
    text = results.scenario.yaml_text()
    (folder / "scenario.yaml").write_text(text, encoding="utf-8", newline="\n")
    write_table(results.table, folder)
    if results.draw_frames is not None:
        write_parquet(results.draw_frames(), folder / "draws.parquet")


def write_table(table: pd.DataFrame, folder: Path) -> None:
    """Write the long table as results.csv and results.parquet."""
    table = table[list(COLUMNS)]
    text = [_texts(table[name]) for name in COLUMNS[:-1]]
    values = map(decimal_text, table["value"].tolist())
    with (folder / "results.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(zip(*text, values, strict=True))
    write_parquet([table.astype({"value": "float64"})], folder / "results.parquet")


def _texts(column: pd.Series) -> list[str]:
    """Return a column as texts; the few different ones are each made once."""
    numbers, different = column.factorize(use_na_sentinel=False)
    texts = [str(one) for one in different]
    return [texts[number] for number in numbers.tolist()]


def write_parquet(frames: Iterable[pd.DataFrame], path: Path) -> None:
    """Write frames of equal columns one after the other, a group of rows each."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    tables = (pa.Table.from_pandas(frame, preserve_index=False) for frame in frames)
    first = next(tables)
    with pq.ParquetWriter(path, first.schema, compression="zstd") as writer:
        writer.add_key_value_metadata({SCHEMA_KEY: str(manifest.SCHEMA)})
        for table in chain([first], tables):
            writer.write_table(table)
