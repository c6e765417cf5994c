"""Part IV of a memo: the calculation, the choices, the risks."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from analysis.language import Text, number, rupiah, say
from analysis.model.results import BRIDGE as STEPS
from analysis.report.labels import BRIDGE, segment_label
from analysis.report.memo_shocks import breaking, shock
from analysis.report.memo_text import LABEL, lowered, more, shortened
from analysis.study import options
from analysis.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from collections.abc import Callable

    from analysis.report.memo_told import Teller

NAMES: dict[str, Text] = {
    options.PLAN: say(id="Sesuai rencana", en="As planned"),
    options.FIT: say(
        id="Peserta dibatasi agar muat pada 9 dari 10 kemungkinan",
        en="Fewer people, to fit in 9 of 10 possibilities",
    ),
    options.ALL_YEAR: say(
        id="Rencana dibayar dua belas bulan", en="Plan paid in all twelve months"
    ),
    options.EVERYONE: say(
        id="Semua sasaran skenario yang terverifikasi",
        en="Everybody meant and verified",
    ),
}
GROUPS = 5  # named; the rest is counted
ALIKE = 0.01  # first and last year are told apart beyond this share


def calculation(told: Teller) -> str:
    """Return the way from the cell of the spreadsheet to the bill, in full rupiah."""
    title = say(id="Perhitungan", en="Calculation")[told.lang]
    at, lang = {"year": told.first}, told.lang
    tariff = told.results.law.value("spreadsheet_tariff_idr_m", f"{told.first}-01")
    cell = told.value("spreadsheet_bill_idr", **at) or 0
    people = number(cell / float(tariff * MONTHS_PER_YEAR), lang)
    noun = say(id="orang", en="people")[lang]
    price = rupiah(float(tariff), lang)
    begin = told.full("spreadsheet_bill_idr", **at)
    steps = [
        f"{lowered(BRIDGE[name][lang])} {told.full(name, sign=True, **at)}"
        for name in STEPS[1:]
        if told.value(name, **at)
    ]
    paid = told.full("contributions_idr", funder="apbd", **at)
    end = say(
        id=f"tagihan APBD umum {told.first} {paid}",
        en=f"bill of the general APBD in {told.first} {paid}",
    )[lang]
    way = "; ".join([begin, *steps, end])
    return f"<b>{title}:</b> {people} {noun} × {price} × {MONTHS_PER_YEAR} = {way}."


def groups(told: Teller) -> str:
    """Return the members of the first year by group, the largest first."""
    at, lang = {"year": told.first}, told.lang
    slugs = list(told.results.scenario.segments)
    size = {slug: told.value("members_end", segment=slug, **at) or 0 for slug in slugs}
    largest = sorted(slugs, key=lambda slug: -size[slug])
    named = [
        f"{escape(shortened(segment_label(told.results, slug, lang), LABEL))} "
        f"{told.count('members_end', segment=slug, **at)}"
        for slug in largest[:GROUPS]
    ]
    named.append(more(len(slugs) - GROUPS, lang))
    title = say(id=f"Peserta akhir {told.first}", en=f"Members, end of {told.first}")
    return f"<b>{title[lang]}:</b> {'; '.join(filter(None, named))}."


def choices(told: Teller) -> tuple[list[str], list[list[str]]]:
    """Return the heads and rows of the table of choices."""
    found = options.options(told.results)
    return _heads(told), [_choice(told, name) for name in found]


def _heads(told: Teller) -> list[str]:
    heads = (
        say(id="Pilihan", en="Choice"),
        say(id=f"Tagihan APBD umum {told.first}", en=f"General APBD {told.first}"),
        say(id=f"Peserta akhir {told.first}", en=f"Covered, end of {told.first}"),
        say(id="Belum dibayari APBD", en="Not paid for by the APBD"),
        say(
            id=f"Peluang melewati pagu sampai {told.last}",
            en=f"Chance of passing the ceiling by {told.last}",
        ),
    )
    return [head[told.lang] for head in heads]


def _choice(told: Teller, name: str) -> list[str]:
    start = f"option_{name}"
    chance = f"{start}_breach_share"
    known = told.value(chance) is not None
    not_known = say(id="tidak dihitung", en="not computed")[told.lang]
    return [
        NAMES[name][told.lang],
        _ends(told, told.money, f"{start}_bill_idr"),
        _ends(told, told.count, f"{start}_people"),
        _ends(told, told.count, f"{start}_left_out_people"),
        told.chance(chance) if known else not_known,
    ]


def _ends(told: Teller, shown: Callable[..., str], variable: str) -> str:
    """Return a number of the first year; below it that of the last, if it differs."""
    first, last = (shown(variable, year=year) for year in (told.first, told.last))
    values = [told.value(variable, year=year) for year in (told.first, told.last)]
    if abs(values[0] - values[1]) <= ALIKE * max(values):
        return first
    return f"{first}\n{told.last}: {last}"


def risks(told: Teller) -> list[str]:
    """Return the shocks that call for a deeper cut, at most three."""
    found = breaking(told)
    if not found:
        title = say(id="Risiko", en="Risks")[told.lang]
        said = say(
            id="tidak satu guncangan pun yang diuji menambah potongan yang diperlukan",
            en="no shock that was tried calls for a deeper cut",
        )[told.lang]
        return [f"<b>{title}:</b> {said}."]
    return [
        f"{_numbered(told, at)} {shock(told, one)}." for at, one in enumerate(found)
    ]


def _numbered(told: Teller, at: int) -> str:
    title = say(id="Risiko", en="Risk")[told.lang]
    return f"<b>{title} {at + 1}:</b>"
