"""A run as a workbook: planners live in Excel. Formulas that move, texts inert."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analysis.language import Text, say
from analysis.report import frames
from analysis.report.labels import funder_label, segment_label
from analysis.report.live.build import BACK, FRONT, add_sheets, fill
from analysis.report.live.compare import state_line
from analysis.report.live.facts import Facts
from analysis.report.live.paper import RESIZE, Book, Paper
from analysis.report.workbook_inputs import assumed, inputs, sources
from analysis.report.workbook_layout import (
    Column,
    Sheet,
    formats,
    new_book,
    write_sheet,
)
from analysis.report.workbook_words import VARIABLES, column, statistic, unit_kind

if TYPE_CHECKING:
    from analysis.model.projection import Results

NAMES: dict[str, Text] = {
    "readme": say(id="baca_dulu", en="readme"),
    "results": say(id="hasil", en="results"),
    "sources": say(id="Sumber", en="Sources"),
    "people": say(id="Peserta", en="People"),
    "claims": say(id="Klaim", en="Claims"),
    "ledgers": say(id="Tiga buku", en="Three ledgers"),
    "assumed": say(id="Anggapan", en="Assumptions"),
    "inputs": say(id="Asal masukan", en="Origin of inputs"),
}
_STATE_ROWS = 2  # above the headings of a sheet of values: its state, and an empty row


def write_workbook(results: Results, path: Path, lang: str = "id") -> None:
    """Write the workbook of a run: live sheets, then sheets of values.

    The yellow cells of the sheet Inputs move everything that is live, without Python;
    each formula carries the value our model gives. The same results give the same
    bytes.
    """
    file = new_book(path)
    book, facts = Book(file, lang), Facts(results, lang)
    sheets = add_sheets(book, FRONT)
    values = {
        "sources": sources(results, lang),
        "people": people(results, lang),
        "claims": claims(results, lang),
        "ledgers": ledgers(results, lang),
        "assumed": assumed(results, lang),
        "inputs": inputs(results, lang),
    }
    targets = {name: file.add_worksheet(NAMES[name][lang]) for name in values}
    sheets |= add_sheets(book, BACK)
    changed = fill(sheets, facts)
    looks = formats(file)
    for name, sheet in values.items():
        write_sheet(targets[name], sheet, looks, lang, top=_STATE_ROWS)
        targets[name].protect("", {"autofilter": True, **RESIZE})
        paper = Paper(book, targets[name])
        paper.put(0, 0, state_line(changed, lang, moves=False), "flag")
    file.close()


def _sheet(
    frame: pd.DataFrame, lang: str, own: Mapping[str, Column] | None = None
) -> Sheet:
    """Return a sheet whose columns are known codes, or described in ``own``."""
    own = own or {}
    columns = [
        own[code] if code in own else column(str(code), lang) for code in frame.columns
    ]
    return Sheet(frame, columns)


PEOPLE = (
    *("eligible", "members_end", "members_mean", "people_left_out", "coverage_rate"),
    *("funded_member_months", "active_member_months", "exposure_member_months"),
)


def people(results: Results, lang: str) -> Sheet:
    """Return by segment and year: eligible, insured, left out, coverage, months."""
    parts = []
    for slug in [*results.scenario.segments, "all"]:
        wide = pd.DataFrame(
            {name: frames.by_year(results, name, segment=slug) for name in PEOPLE}
        )
        wide = wide.rename_axis("year").reset_index()
        wide.insert(0, "label", segment_label(results, slug, lang))
        parts.append(wide.assign(segment=slug))
    return _sheet(pd.concat(parts, ignore_index=True), lang)


def _money(code: str, head: str) -> Column:
    return Column(code, head, "money")


def claims(results: Results, lang: str) -> Sheet:
    """Return counts and money of claims by variable, segment and year."""
    keep = results.table["variable"].isin(
        ("deaths", "accidents", "claims_count", "claims_idr", "claim_ratio")
    ) & (results.table["programme"] == "all")
    wide = results.table[keep].pivot_table(
        index=["variable", "unit", "segment", "year"],
        columns="statistic",
        values="value",
    )
    order = [c for c in ("central", "mean", *frames.QUANTILES) if c in wide.columns]
    frame = wide[order].rename_axis(columns=None).reset_index()
    kinds = [unit_kind(unit) for unit in frame["unit"]]
    frame = _labelled(frame, [results], lang)
    shown = ["variable_label", "label", "year", *order, "variable", "segment"]
    return Sheet(frame[shown], [column(code, lang) for code in shown], kinds)


def _labelled(frame: pd.DataFrame, runs: Sequence[Results], lang: str) -> pd.DataFrame:
    """Add variable (with its unit) and group in words; years become numbers."""
    slugs = {"all": segment_label(runs[0], "all", lang)}
    for run in runs:
        slugs |= {s: segment_label(run, s, lang) for s in run.scenario.segments}
    names = {
        name: column(name, lang).title(lang)
        for name in frame["variable"].unique()
        if name in VARIABLES
    }
    return frame.assign(
        variable_label=frame["variable"].map(names).fillna(frame["variable"]),
        label=frame["segment"].map(slugs),
    )


def ledgers(results: Results, lang: str) -> Sheet:
    """Return net positions by year; the last column is their sum, zero."""
    net = frames.ledgers(results)
    fixed = {
        "fund": say(id="Dana nasional", en="National fund")[lang],
        "households": say(id="Rumah tangga", en="Households")[lang],
        "sum": say(id="Jumlah (nol)", en="Sum (zero)")[lang],
    }
    net["sum"] = net.sum(axis=1).round(3) + 0.0
    own = {
        code: _money(
            code, fixed.get(code) or funder_label(code.removeprefix("payer:"), lang)
        )
        for code in net.columns
    }
    return _sheet(net.rename_axis("year").reset_index(), lang, own)


LONG = (
    *("variable_label", "label", "year", "statistic", "value", "unit"),
    *("variable", "segment", "programme", "funder", "scenario", "region"),
)


def long_table(runs: Sequence[Results], lang: str) -> Sheet:
    """Return every number of the runs, a row each, with words and code names."""
    frame = pd.concat([run.table for run in runs], ignore_index=True)
    kinds = [
        "share" if name == "never_share" else unit_kind(unit)
        for unit, name in zip(frame["unit"], frame["statistic"], strict=True)
    ]
    frame = _labelled(frame, runs, lang)
    words = {code: statistic(code, lang) for code in frame["statistic"].unique()}
    frame["statistic"] = frame["statistic"].map(words)
    columns = [column(code, lang) for code in LONG]
    return Sheet(frame[list(LONG)], columns, kinds)
