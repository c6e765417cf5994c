"""A run as a workbook: planners live in Excel. Numbers as they are, texts inert."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analysis.language import Text, say
from analysis.report import frames, sentences
from analysis.report.labels import funder_label, place, segment_label, text_of
from analysis.report.workbook_inputs import assumed, inputs, sources
from analysis.report.workbook_layout import Column, Sheet, write
from analysis.report.workbook_words import VARIABLES, column, statistic, unit_kind

if TYPE_CHECKING:
    from analysis.model.projection import Results

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
    "sources": say(id="sumber", en="sources"),
    "results": say(id="hasil", en="results"),
}


def write_workbook(results: Results, path: Path, lang: str = "id") -> None:
    """Write ``results.xlsx``: one sheet a table, the scenario and its sources first.

    Every sheet has two heading rows: words with units, and the code names of the
    long table. The same results give the same bytes.
    """
    sheets = {
        "readme": readme(results, lang),
        "bill": bill(results, lang),
        "people": people(results, lang),
        "bridge": bridge(results, lang),
        "funders": funders(results, lang),
        "claims": claims(results, lang),
        "ledgers": ledgers(results, lang),
        "limits": limits(results, lang),
        "inputs": inputs(results, lang),
        "assumed": assumed(results, lang),
        "sources": sources(results, lang),
        "results": long_table([results], lang),
    }
    write({NAMES[name][lang]: sheet for name, sheet in sheets.items()}, path, lang)


def _sheet(
    frame: pd.DataFrame, lang: str, own: Mapping[str, Column] | None = None
) -> Sheet:
    """Return a sheet whose columns are known codes, or described in ``own``."""
    own = own or {}
    columns = [
        own[code] if code in own else column(str(code), lang) for code in frame.columns
    ]
    return Sheet(frame, columns)


def readme(results: Results, lang: str) -> Sheet:
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
    rows += [(say(id="Cara membaca", en="How to read"), text[lang]) for text in _READ]
    content = [[key[lang], str(text)] for key, text in rows]
    return _sheet(pd.DataFrame(content, columns=["item", "content"]), lang)


_READ = (
    say(
        id="Baris pertama setiap lembar: judul kolom dengan satuan. Baris kedua: nama "
        "kode, sama dengan results.csv.",
        en="First row of every sheet: headings with units. Second row: the code names, "
        "the same as in results.csv.",
    ),
    say(
        id="Uang dalam rupiah penuh. Bagian dan peluang tersimpan 0-1, tampil dalam %.",
        en="Money in full rupiah. Shares and probabilities are kept as 0-1, shown in "
        "%.",
    ),
    say(
        id="Persentil 5 sampai 95: 90 dari 100 simulasi terletak di antaranya.",
        en="Percentile 5 to 95: 90 in 100 random draws lie between them.",
    ),
)


def bill(results: Results, lang: str) -> Sheet:
    """Return by year: the bill before and after the ceiling, quantiles, the ceiling."""
    fan = frames.fan(results, "uncut_bill_idr").add_prefix("uncut_bill_idr_")
    frame = pd.DataFrame(
        {
            "uncut_bill_idr": fan.pop("uncut_bill_idr_central"),
            "ceiling_idr": frames.by_year(results, "ceiling_idr"),
            "contributions_apbd_idr": frames.bill(results),
            "contributions_all_idr": frames.by_year(results, "contributions_idr"),
        }
    ).join(fan)
    return _sheet(frame.rename_axis("year").reset_index(), lang)


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


def bridge(results: Results, lang: str) -> Sheet:
    """Return the bridge, a row a year."""
    return _sheet(frames.bridge(results).rename_axis("year").reset_index(), lang)


def funders(results: Results, lang: str) -> Sheet:
    """Return contributions by funder, a row a year."""
    wide = frames.by_funder(results)
    own = {name: _money(name, funder_label(name, lang)) for name in wide.columns}
    return _sheet(wide.rename_axis("year").reset_index(), lang, own)


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


LIMITS = (
    *("base_idr", "uncut_bill_idr", "ceiling_idr", "headroom_idr"),
    *("burden_share", "required_cut_share"),
)


def limits(results: Results, lang: str) -> Sheet:
    """Return base, bill, ceiling, burden, breach probability and cut by year."""
    wide = pd.DataFrame({name: frames.by_year(results, name) for name in LIMITS})
    wide["breach_probability"] = frames.breach_probability(results)
    return _sheet(wide.rename_axis("year").reset_index(), lang)


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
