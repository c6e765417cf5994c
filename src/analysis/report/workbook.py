"""A run as a workbook: planners live in Excel. Numbers as they are, texts inert."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.language import Text, say
from analysis.report import frames, sentences
from analysis.report.figures_compare import WHAT, side_by_side
from analysis.report.labels import BRIDGE, funder_label, place, segment_label, text_of

if TYPE_CHECKING:
    import xlsxwriter

    from analysis.model.projection import Results

# xlsxwriter writes the hour into the file; a fixed one keeps equal runs byte-equal
CREATED = dt.datetime(2026, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)
WIDEST = 60
_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
NAMES: dict[str, Text] = {
    "readme": say(id="baca_dulu", en="readme"),
    "bill": say(id="tagihan", en="bill"),
    "people": say(id="peserta", en="people"),
    "bridge": say(id="jembatan", en="bridge"),
    "funders": say(id="pembayar", en="funders"),
    "claims": say(id="klaim", en="claims"),
    "ledgers": say(id="tiga_buku", en="ledgers"),
    "limits": say(id="pagu_beban", en="sustainability"),
    "inputs": say(id="masukan", en="inputs"),
    "assumed": say(id="anggapan", en="assumed"),
    "results": say(id="hasil", en="results"),
    "comparison": say(id="perbandingan", en="comparison"),
}


def write_workbook(results: Results, path: Path, lang: str = "id") -> None:
    """Write ``results.xlsx``: one sheet a table, the scenario and its sources first.

    The same results give the same bytes.
    """
    sheets = {
        "readme": readme(results, lang),
        "bill": bill(results, lang),
        "people": people(results, lang),
        "bridge": bridge(results, lang),
        "funders": funders(results, lang),
        "claims": claims(results),
        "ledgers": ledgers(results, lang),
        "limits": limits(results),
        "inputs": inputs(results, lang),
        "assumed": assumed(results, lang),
        "results": results.table,
    }
    _write({NAMES[name][lang]: frame for name, frame in sheets.items()}, path)


def write_comparison_workbook(
    runs: Sequence[Results], path: Path, lang: str = "id"
) -> None:
    """Write the workbook of a comparison: a sheet a variable, then every long table."""
    about = pd.DataFrame(
        [[run.scenario.name, text_of(run.scenario.title, lang)] for run in runs],
        columns=[
            say(id="skenario", en="scenario")[lang],
            say(id="judul", en="title")[lang],
        ],
    )
    sheets = {NAMES["readme"][lang]: about}
    for variable in WHAT:
        sheets[variable] = side_by_side(runs, variable).reset_index()
    sheets[NAMES["results"][lang]] = pd.concat([run.table for run in runs])
    _write(sheets, path)


def readme(results: Results, lang: str) -> pd.DataFrame:
    """Return what the workbook is, the scenario, and the findings in sentences."""
    scenario = results.scenario
    rows = [
        (say(id="Skenario", en="Scenario"), scenario.name),
        (say(id="Judul", en="Title"), text_of(scenario.title, lang)),
        (say(id="Mengapa", en="Why"), text_of(scenario.why, lang)),
        (say(id="Daerah", en="Place"), f"{place(results)} ({scenario.region})"),
        (
            say(id="Tahun anggaran", en="Budget years"),
            f"{frames.first_year(results)}-{frames.last_year(results)}",
        ),
        (
            say(id="Tarikan acak, benih", en="Draws, seed"),
            f"{scenario.draws}, {scenario.seed}",
        ),
    ]
    finding = say(id="Temuan", en="Finding")
    rows += [(finding, str(text)) for text in sentences.headlines(results, lang)]
    rows.append((say(id="Pemeriksaan", en="Checks"), sentences.checks(results, lang)))
    rows.append((say(id="Satuan", en="Units"), _UNITS[lang]))
    columns = [say(id="Hal", en="Item")[lang], say(id="Isi", en="Content")[lang]]
    return pd.DataFrame([[k[lang], str(v)] for k, v in rows], columns=columns)


_UNITS = say(
    id="Uang dalam rupiah penuh; bagian dan peluang 0-1; orang dan bulan-peserta.",
    en="Money in full rupiah; shares and probabilities 0-1; people and member-months.",
)


def bill(results: Results, lang: str) -> pd.DataFrame:
    """Return by year: the bill before and after the ceiling, quantiles, the ceiling."""
    fan = frames.fan(results, "uncut_bill_idr").add_prefix("uncut_bill_idr_")
    fan["contributions_apbd_idr"] = frames.bill(results)
    fan["contributions_all_idr"] = frames.by_year(results, "contributions_idr")
    fan["ceiling_idr"] = frames.by_year(results, "ceiling_idr")
    return fan.rename_axis("year").reset_index()


def people(results: Results, lang: str) -> pd.DataFrame:
    """Return by segment and year: eligible, insured, left out, coverage, months."""
    variables = (
        "eligible",
        "members_end",
        "members_mean",
        "people_left_out",
        "coverage_rate",
        "funded_member_months",
        "active_member_months",
        "exposure_member_months",
    )
    parts = []
    for slug in [*results.scenario.segments, "all"]:
        wide = pd.DataFrame(
            {name: frames.by_year(results, name, segment=slug) for name in variables}
        )
        wide.insert(0, "label", segment_label(results, slug, lang))
        wide.insert(0, "segment", slug)
        parts.append(wide.rename_axis("year").reset_index())
    return pd.concat(parts, ignore_index=True)


def bridge(results: Results, lang: str) -> pd.DataFrame:
    """Return the bridge, a row a year."""
    wide = frames.bridge(results)
    wide.columns = [f"{BRIDGE[name][lang]} (Rp)" for name in wide.columns]
    return wide.rename_axis("year").reset_index()


def funders(results: Results, lang: str) -> pd.DataFrame:
    """Return contributions by funder, a row a year."""
    wide = frames.by_funder(results)
    wide.columns = [f"{funder_label(name, lang)} (Rp)" for name in wide.columns]
    return wide.rename_axis("year").reset_index()


def claims(results: Results) -> pd.DataFrame:
    """Return counts and money of claims by segment and year, central and quantiles."""
    keep = results.table["variable"].isin(
        ("deaths", "accidents", "claims_count", "claims_idr", "claim_ratio")
    ) & (results.table["programme"] == "all")
    wide = results.table[keep].pivot_table(
        index=["variable", "segment", "year"], columns="statistic", values="value"
    )
    order = [c for c in ("central", "mean", *frames.QUANTILES) if c in wide.columns]
    return wide[order].rename_axis(columns=None).reset_index()


def ledgers(results: Results, lang: str) -> pd.DataFrame:
    """Return net positions by year; the last column is their sum, zero."""
    net = frames.ledgers(results)
    fixed = {
        "fund": say(id="dana nasional", en="national fund")[lang],
        "households": say(id="rumah tangga", en="households")[lang],
    }
    total = net.sum(axis=1)
    net.columns = [
        fixed.get(name) or funder_label(name.removeprefix("payer:"), lang)
        for name in net.columns
    ]
    net[say(id="jumlah", en="sum")[lang]] = total.round(3) + 0.0
    return net.rename_axis("year").reset_index()


def limits(results: Results) -> pd.DataFrame:
    """Return base, bill, ceiling, burden, breach probability and cut by year."""
    variables = (
        "base_idr",
        "uncut_bill_idr",
        "ceiling_idr",
        "headroom_idr",
        "burden_share",
        "required_cut_share",
    )
    wide = pd.DataFrame({name: frames.by_year(results, name) for name in variables})
    chance = frames.breach_probability(results)
    wide["breach_probability"] = chance
    return wide.rename_axis("year").reset_index()


def inputs(results: Results, lang: str) -> pd.DataFrame:
    """Return every input of the scenario with where its value came from."""
    rows = [[key, str(origin)] for key, origin in results.scenario.provenance.items()]
    columns = [say(id="masukan", en="input")[lang], say(id="asal", en="origin")[lang]]
    return pd.DataFrame(rows, columns=columns)


def assumed(results: Results, lang: str) -> pd.DataFrame:
    """Return the values no source gives, with range and reason."""
    rows = [
        [key, _number(mark.low), _number(mark.high), text_of(mark.why, lang)]
        for key, mark in results.scenario.marks.items()
    ]
    columns = [
        say(id="masukan", en="input")[lang],
        say(id="bawah", en="low")[lang],
        say(id="atas", en="high")[lang],
        say(id="alasan", en="reason")[lang],
    ]
    return pd.DataFrame(rows, columns=columns)


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def _write(sheets: dict[str, pd.DataFrame], path: Path) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), _OPTIONS)
    book.set_properties({"title": "Iuran", "created": CREATED})
    head = book.add_format(
        {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}
    )
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    for name, frame in sheets.items():
        sheet = book.add_worksheet(name[:31])
        sheet.freeze_panes(1, 0)
        for column, title in enumerate(frame.columns):
            sheet.write_string(0, column, str(title), head)
            form = _form(str(title), book, wrap)
            sheet.set_column(
                column, column, _width(frame.iloc[:, column], str(title)), form
            )
        _cells(sheet, frame, wrap)
        if len(frame):
            sheet.autofilter(0, 0, len(frame), len(frame.columns) - 1)
    book.close()


def _form(title: str, book: xlsxwriter.Workbook, wrap: object) -> object:
    if title in ("year", "tahun"):
        return book.add_format({"num_format": "0"})
    if any(word in title for word in ("share", "rate", "ratio", "probability")):
        return book.add_format({"num_format": "0.0000"})
    return book.add_format({"num_format": "#,##0.##"}) if "idr" in title else wrap


def _width(column: pd.Series, title: str) -> float:
    longest = max((len(str(v)) for v in column.head(200)), default=0)
    return float(min(WIDEST, max(10, len(title) * 0.6, longest + 1)))


def _cells(
    sheet: xlsxwriter.worksheet.Worksheet, frame: pd.DataFrame, wrap: Any
) -> None:
    for column in range(len(frame.columns)):
        write = _writer(sheet, wrap)
        for row, value in enumerate(frame.iloc[:, column], start=1):
            write(row, column, value)


def _writer(
    sheet: xlsxwriter.worksheet.Worksheet, wrap: Any
) -> Callable[[int, int, object], None]:
    def write(row: int, column: int, value: object) -> None:
        if isinstance(value, str):
            sheet.write_string(row, column, value, wrap)
        elif value is not None and math.isfinite(value):  # type: ignore[arg-type]
            sheet.write_number(row, column, float(value))  # type: ignore[arg-type]

    return write
