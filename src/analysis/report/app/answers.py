"""What the form shows: the bill, its risks and its steps, as HTML with row marks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from analysis.language import Text, number, percent, rupiah, rupiah_short, say
from analysis.report import frames, tables
from analysis.report.cited import Told
from analysis.report.html import element, table, wrap
from analysis.report.labels import BRIDGE
from analysis.report.table import Table, heads, millions
from analysis.study import limits
from analysis.study.line import line

if TYPE_CHECKING:
    from analysis.model.results import Results

_CERTAIN = 1  # rupiah a fan may scatter and still be called certain


def summary(results: Results, lang: str) -> str:
    """Return the four answers that are read out: bills, chance, people left out."""
    told = Told(_totals(results), lang)
    cards = [
        _bill(told, told.first),
        *([_bill(told, told.last)] if told.last > told.first else []),
        _chance(told),
        _people(told),
    ]
    return "".join(wrap("div", card, class_="card") for card in cards)


def _totals(results: Results) -> Results:
    """Return the run with the rows of all groups together: few, so quickly found."""
    table = results.table
    return replace(results, table=table[table["segment"] == "all"])


def _card(title: str, figure: str, *more: str) -> str:
    head = element("h3", title) + wrap("p", figure, class_="figure")
    return head + "".join(wrap("p", one, class_="more") for one in more if one)


def _bill(told: Told, year: int) -> str:
    lang, name = told.lang, "uncut_bill_idr"
    title = say(id=f"Tagihan {year}", en=f"Bill of {year}")[lang]
    return _card(
        title, told.money(name, year=year), _span(told, year), _cut(told, year)
    )


def _span(told: Told, year: int) -> str:
    name = "uncut_bill_idr"
    ends = [told.value(name, year=year, statistic=s) for s in ("p05", "p95")]
    if None in ends or ends[1] - ends[0] < _CERTAIN:
        return say(id="angka tunggal, tanpa rentang", en="single numbers, no range")[
            told.lang
        ]
    low, high = (told.money(name, year=year, statistic=s) for s in ("p05", "p95"))
    return say(
        id=f"90 dari 100 kemungkinan: {low} sampai {high}",
        en=f"90 in 100 possibilities: {low} to {high}",
    )[told.lang]


_SINGLE = say(id="angka tunggal, tanpa rentang", en="single numbers, no range")


def _cut(told: Told, year: int) -> str:
    """Return what the general APBD pays after the ceiling, where that is less."""
    where = {"year": year, "funder": "apbd"}
    uncut = told.value("uncut_bill_idr", year=year) or 0
    after = told.value("contributions_idr", **where)
    if after is None or uncut - after < _CERTAIN:
        return ""
    paid = told.money("contributions_idr", **where)
    return say(id=f"sesudah pagu: {paid}", en=f"after the ceiling: {paid}")[told.lang]


def _chance(told: Told) -> str:
    lang = told.lang
    title = say(id="Peluang melewati pagu", en="Chance of passing the ceiling")[lang]
    never = told.value("years_to_breach", statistic="never_share")
    if never is None:
        none = say(id="tanpa pagu", en="no ceiling")
        why = say(id="Isi pagu untuk melihatnya.", en="Fill in a ceiling to see it.")
        return _card(title, element("span", none[lang]), element("span", why[lang]))
    ever = element(
        "data", _share(1 - never, lang), value=repr(1 - never), title="ever_breach"
    )
    span = say(
        id=f"sampai {told.last}, menurut masukan di kiri",
        en=f"by {told.last}, from the inputs on the left",
    )[lang]
    first = told.chance("breach_probability", year=told.first, statistic="mean")
    return _card(title, ever, span, f"{told.first}: {first}")


def _share(value: float, lang: str) -> str:
    """Write a share as a whole percentage, one decimal more below a tenth."""
    return percent(value, lang, int(0 < value < 0.0995))


def _people(told: Told) -> str:
    lang, year = told.lang, told.first
    title = say(id=f"Peserta akhir {year}", en=f"Insured at the end of {year}")[lang]
    left = told.count("people_left_out", year=year)
    words = say(
        id=f"{left} yang memenuhi syarat belum terlindungi",
        en=f"{left} eligible people are left out",
    )[lang]
    return _card(title, told.count("members_end", year=year), words)


def whole(results: Results, lang: str) -> str:
    """Return band and chance with all that is unsure, as the report has them."""
    last = frames.last_year(results)
    fan, found = limits.measured_bill(results), limits.breach(results)
    low, high = (
        element(
            "data",
            rupiah_short(fan.loc[last, name], lang),
            value=repr(float(fan.loc[last, name])),
            title=f"measured {name}",
        )
        for name in ("p05", "p95")
    )
    said = say(
        id=f"Bila semua yang belum pasti ikut bergerak, seperti di laporan lengkap: "
        f"tagihan {last} antara {low} dan {high} (90 dari 100 kemungkinan)",
        en=f"With all that is unsure moving, as in the full report: a bill of {low} to "
        f"{high} in {last} (90 in 100 possibilities)",
    )[lang]
    return said + (_ever(results, 1 - found.never, lang) if found else "") + "."


def _ever(results: Results, chance: float, lang: str) -> str:
    last = frames.last_year(results)
    shown = element("data", _share(chance, lang), value=repr(chance), title="measured")
    limit = _LINE[line(results).basis][lang]
    return say(
        id=f"; {limit} terlewati sampai {last} pada {shown} kemungkinan",
        en=f"; {limit} is passed by {last} in {shown} of them",
    )[lang]


_LINE = {
    "scenario": say(id="pagunya", en="the ceiling"),
    "first_year": say(
        id="pagu yang dianggap (tagihan tahun pertama)",
        en="an assumed ceiling (the first year's bill)",
    ),
}


def details(results: Results, lang: str) -> str:
    """Return the tables below the picture: by year, bridge, what is assumed."""
    results = _totals(results)
    parts = [by_year(results, lang), steps(results, lang)]
    if results.scenario.marks:
        parts.append(assumed(results, lang))
    return "".join(table(one) for one in parts)


def by_year(results: Results, lang: str) -> Table:
    """Return bill, range, ceiling, chance and people, a row a year."""
    fan = frames.fan(results, "uncut_bill_idr")
    ceiling = frames.by_year(results, "ceiling_idr")
    chance = frames.by_year(results, "breach_probability", statistic="mean")
    insured = frames.by_year(results, "members_end")
    left = frames.by_year(results, "people_left_out")
    rows = [
        [
            str(year),
            millions(fan["central"].loc[year], lang),
            _range(fan.loc[year], lang),
            millions(ceiling.loc[year], lang) if year in ceiling.index else "-",
            _share(chance.loc[year], lang) if year in chance.index else "-",
            number(insured.loc[year], lang),
            number(left.loc[year], lang),
        ]
        for year in fan.index
    ]
    head = heads(
        lang,
        say(id="Tahun", en="Year"),
        say(id="Tagihan, Rp juta", en="Bill, Rp million"),
        say(id="90 dari 100", en="90 in 100"),
        say(id="Pagu, Rp juta", en="Ceiling, Rp million"),
        say(id="Peluang lewat", en="Chance passed"),
        say(id="Peserta", en="Insured"),
        say(id="Belum terlindungi", en="Left out"),
    )
    title = say(id="Tahun demi tahun", en="Year by year")[lang]
    frame = pd.DataFrame(rows, columns=head)
    return Table("by-year", title, frame, _NOTE[lang], head[:1])


_NOTE: Text = say(
    id="Tagihan APBD umum sebelum pagu. Peserta dan yang belum terlindungi: akhir "
    "tahun, sesudah pagu.",
    en="Bill of the general APBD before the ceiling. Insured and left out: at the end "
    "of the year, after the ceiling.",
)


def _range(fan: pd.Series, lang: str) -> str:
    if "p05" not in fan or fan["p95"] - fan["p05"] < _CERTAIN:
        return say(id="pasti", en="certain")[lang]
    return f"{millions(fan['p05'], lang)} - {millions(fan['p95'], lang)}"


def assumed(results: Results, lang: str) -> Table:
    """Return what no source gives: value, what is used and its range, why."""
    found = tables.assumed(results, lang)
    rows = []
    for what, used, low, high, unit, why in found.frame.to_numpy():
        shown = f"{used} {unit}" if used[:1].isdigit() else used
        rows.append([what, f"{shown} ({low} - {high})" if low else shown, why])
    head = [found.frame.columns[place] for place in (0, 1, 5)]
    frame = pd.DataFrame(rows, columns=head)
    return Table("assumed", found.title, frame, left=head)


def steps(results: Results, lang: str) -> Table:
    """Return the steps from people x tariff x 12 to the bill of the first year."""
    year = frames.first_year(results)
    bridge = frames.bridge(results).loc[year]
    rows = [[BRIDGE[str(name)][lang], rupiah(v, lang)] for name, v in bridge.items()]
    head = heads(lang, say(id="Langkah", en="Step"), say(id="Rupiah", en="Rupiah"))
    title = say(
        id=f"Dari orang x tarif x 12 ke tagihan {year}",
        en=f"From people x tariff x 12 to the bill of {year}",
    )[lang]
    frame = pd.DataFrame(rows, columns=head)
    return Table("steps", title, frame, left=head[:1])
