"""The revenue a memo holds the bill against: a projection, and what it starts from."""

from __future__ import annotations

import datetime as dt
import re
from html import escape
from typing import TYPE_CHECKING

from analysis.evidence import ledger
from analysis.evidence.tables import read
from analysis.language import Text, day, percent, say
from analysis.study.revenue import evidence

if TYPE_CHECKING:
    from analysis.report.memo_told import Teller

BASE = "budget.base_idr"
_EVIDENCE = re.compile(r"evidence ([A-Za-z0-9_.\-]+):")
_BASES: dict[str, Text] = {
    "revenue": say(id="pendapatan daerah", en="APBD revenue"),
    "pad": say(id="PAD", en="own revenue (PAD)"),
}
_NO_BASE = say(
    id="pendapatan daerah dan PAD tidak ditemukan", en="no revenue or PAD was found"
)


def budget(told: Teller) -> str:
    """Return revenue and PAD of the first year, each with the share of the bill."""
    title = say(id="Anggaran", en="Budget")[told.lang]
    said = [_of_base(told, name, what[told.lang]) for name, what in _BASES.items()]
    known = "; ".join(filter(None, said)) or _NO_BASE[told.lang]
    return f"<b>{title}:</b> {known}."


def page_day(known: str, lang: str) -> str:
    """Return the day of a page in words; a month alone as it stands."""
    try:
        return day(dt.date.fromisoformat(known), lang)
    except ValueError:
        return known


def _of_base(told: Teller, name: str, what: str) -> str:
    at = {"year": told.first}
    base, burden = f"base_{name}_idr", f"burden_{name}_share"
    if told.value(base, **at) is None or told.value(burden, **at) is None:
        return ""
    money, share = told.money(base, **at), told.share(burden, 3, **at)
    start = _start(told, name, told.value(base, **at))
    return say(
        id=f"{what} {told.first} {money}{start}, tagihan {share} darinya",
        en=f"{what} of {told.first} {money}{start}, the bill is {share} of it",
    )[told.lang]


def _start(told: Teller, name: str, idr: float) -> str:
    """Say that a base is projected, from which year, and who published that figure."""
    own = told.results.scenario.budget
    if own.base_idr and own.base == name:
        year = max(y for y in own.base_idr if y <= told.first)
        known, of = float(own.base_idr[year].central), _source(told, year)
    else:
        figure = evidence(told.results)[name].start
        if figure is None:
            return ""
        year, known, of = figure.year, figure.idr, _publisher(figure.source, told.lang)
    if year == told.first:
        return f" ({of})" if of else ""
    growth = percent(idr / known - 1, told.lang)
    sign = "+" if idr >= known else ""
    projected = say(
        id=f"proyeksi, {sign}{growth} dari angka {year}",
        en=f"projected, {sign}{growth} on the figure of {year}",
    )[told.lang]
    return f" ({', '.join(filter(None, [projected, of]))})"


def _source(told: Teller, year: int) -> str:
    """Return who published a year's revenue, or that it is assumed."""
    scenario, key = told.results.scenario, f"{BASE}.{year}"
    if any(one in (BASE, key) for one in scenario.marks):
        return say(id="anggapan", en="assumed")[told.lang]
    found = _EVIDENCE.match(str(scenario.provenance.get(key, "")))
    return _publisher(found[1], told.lang) if found else ""


def _publisher(claim_id: str, lang: str) -> str:
    """Return who published a claim, and when; empty for what is no claim."""
    row = ledger.rows().get(claim_id)
    if row is None:
        return ""
    source = read("sources").set_index("source_id").loc[row["source_id"]]
    of = [
        source["publisher"] or source["title"],
        page_day(source["date_published"], lang),
    ]
    return escape(", ".join(filter(None, of)))
