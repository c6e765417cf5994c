"""The five answers on the first half page of a memo, each number with its row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.language import Text, say
from analysis.report.memo_line import (
    held,
    is_published,
    is_unsure,
    line_unsure,
    needed,
    not_published,
)
from analysis.report.memo_marks import brief, ordered
from analysis.report.memo_shocks import breaking, shock
from analysis.report.memo_text import capital

if TYPE_CHECKING:
    from analysis.report.memo_told import Teller

PART_OF_YEAR = 0.95  # a mean of the year below this share of its end is said
EVEN = 0.5
SHOCKS, ASSUMED = 2, 2  # named on the half page; the rest stands further down
QUESTIONS: tuple[Text, ...] = (
    say(id="Berapa orang?", en="How many people?"),
    say(id="Berapa biaya setahun?", en="What does a year cost?"),
    say(id="Sampai kapan sanggup?", en="Until when can it be carried?"),
    say(id="Apa yang membuatnya tidak sanggup?", en="What breaks it?"),
    say(id="Apa yang dianggap?", en="What is assumed?"),
)


def five(told: Teller) -> list[tuple[str, str]]:
    """Return question and answer of each, the answers as HTML with rows behind."""
    asked = [question[told.lang] for question in QUESTIONS]
    return list(zip(asked, (answer(told) for answer in _ANSWERS), strict=True))


def _people(told: Teller) -> str:
    at = {"year": told.first}
    names = ("members_end", "eligible", "people_left_out")
    people, eligible, left = (told.count(name, **at) for name in names)
    return say(
        id=f"Direncanakan {people} peserta pada akhir {told.first}{_planned(told)}"
        f"{_mean(told)}, dari {eligible} sasaran kelompok dalam skenario saja"
        f"{_guessed(told)}; {left} belum dibayari APBD.",
        en=f"{people} members are planned at the end of {told.first}{_planned(told)}"
        f"{_mean(told)}, of {eligible} people meant in the groups of the scenario only"
        f"{_guessed(told)}; {left} are not paid for by the APBD.",
    )[told.lang]


def _guessed(told: Teller) -> str:
    """Say that the people meant are assumed, where they are, and how many may be."""
    if not any(key.endswith(".eligible") for key in told.results.scenario.marks):
        return ""
    ends = [{"year": told.first, "statistic": one} for one in ("p05", "p95")]
    values = [told.value("eligible", **end) for end in ends]
    if None in values or values[0] == values[1]:
        return say(id=" (anggapan)", en=" (assumed)")[told.lang]
    low, high = (told.count("eligible", **end) for end in ends)
    return say(
        id=f" (anggapan; 90 dari 100 kemungkinan: {low} sampai {high})",
        en=f" (assumed; 90 in 100 possibilities: {low} to {high})",
    )[told.lang]


def _mean(told: Teller) -> str:
    """Say the mean of the year, where it is well below its end."""
    at = {"year": told.first}
    mean, end = (
        told.value(name, **at) or 0 for name in ("members_mean", "members_end")
    )
    if mean >= PART_OF_YEAR * end:
        return ""
    shown = told.count("members_mean", **at)
    return say(
        id=f" (rata-rata setahun {shown}: ada yang tidak dibayar setahun penuh)",
        en=f" (on the mean of the year {shown}: some are not paid for all year)",
    )[told.lang]


def _planned(told: Teller) -> str:
    """Say how many were proposed, where fewer are covered."""
    at = {"year": told.first}
    planned, covered = (told.value(n, **at) for n in ("planned_end", "members_end"))
    if planned is None or covered is None or planned <= covered:
        return ""
    shown = told.count("planned_end", **at)
    return say(id=f" (diusulkan {shown})", en=f" ({shown} proposed)")[told.lang]


def _cost(told: Teller) -> str:
    bill = told.money("uncut_bill_idr", year=told.first)
    band = told.last if told.last > told.first else told.first
    low, high = (
        told.money("measured_bill_idr", year=band, statistic=at)
        for at in ("p05", "p95")
    )
    then = ""
    if told.last > told.first:
        end = told.money("uncut_bill_idr", year=told.last)
        then = say(id=f" dan {end} pada {told.last}", en=f" and {end} in {told.last}")[
            told.lang
        ]
    return say(
        id=f"{bill} dari APBD umum pada {told.first}{_after_line(told)}{then} (90 dari "
        f"100 kemungkinan: {low} sampai {high}).",
        en=f"{bill} of the general APBD in {told.first}{_after_line(told)}{then} (90 "
        f"in 100 possibilities: {low} to {high}).",
    )[told.lang]


def _after_line(told: Teller) -> str:
    """Say what is paid once the ceiling has cut, where it does."""
    where = {"funder": "apbd", "year": told.first}
    paid = told.value("contributions_idr", **where)
    bill = told.value("uncut_bill_idr", year=told.first)
    if paid is None or bill is None or bill - paid < 1:
        return ""
    shown = told.money("contributions_idr", **where)
    owed = ""
    if told.is_above_zero("arrears_idr", year=told.first):
        debt = told.money("arrears_idr", year=told.first)
        owed = say(id=f", menunggak {debt}", en=f", {debt} left unpaid")[told.lang]
    return say(
        id=f" (sesudah pagu {shown}{owed})", en=f" ({shown} after the ceiling{owed})"
    )[told.lang]


def _until(told: Teller) -> str:
    if told.value("line_idr", year=told.last) is None:
        return _NO_LINE[told.lang]
    if not is_published(told):
        return not_published(told)
    begin = say(
        id=f"{capital(held(told))}: {_central(told)}",
        en=f"{capital(held(told))}: {_central(told)}",
    )
    if is_unsure(told):
        begin = say(
            id=f"Bila {held(told)} bertahan tiap tahun, {_central(told)}",
            en=f"If {held(told)} stays every year, {_central(told)}",
        )
    return f"{begin[told.lang]} {_chance(told)}{line_unsure(told)} {needed(told)}"


_NO_LINE = say(
    id="Tidak dihitung: APBD umum tidak punya tagihan, jadi tidak ada pagu yang dapat "
    "terlewati.",
    en="Not computed: the general APBD has no bill, so no ceiling can be passed.",
)


def _central(told: Teller) -> str:
    """Say when the plan passes the line on the central path."""
    if told.value("stress_none_breach_year") is None:
        return _fits(told)
    year = told.year("stress_none_breach_year")
    return say(
        id=f"rencana melewatinya mulai {year}.",
        en=f"the plan passes it from {year} on.",
    )[told.lang]


def _fits(told: Teller) -> str:
    hardest = int(told.value("hardest_year") or told.last)
    when = say(id=f"pada {told.last}", en=f"in {told.last}")
    if told.last > told.first:
        when = say(
            id=f"setiap tahun sampai {told.last}", en=f"in every year to {told.last}"
        )
    if is_unsure(told):  # what is left is not known better than the line is
        return say(id=f"rencana muat {when['id']}.", en=f"the plan fits {when['en']}.")[
            told.lang
        ]
    if (told.value("line_room_idr", year=hardest) or 0) < 1:
        return say(
            id=f"rencana pas {when['id']}, tanpa sisa.",
            en=f"the plan just fits {when['en']}, without room.",
        )[told.lang]
    room = told.money("line_room_idr", year=hardest)
    return say(
        id=f"rencana muat {when['id']}, sisa paling sedikit {room}.",
        en=f"the plan fits {when['en']}, with at least {room} to spare.",
    )[told.lang]


def _chance(told: Teller) -> str:
    chance = told.chance("breach_any_share")
    return say(
        id=f"Peluang terlewati sampai {told.last}: {chance}{_when(told)}"
        f"{_high_plan(told)}.",
        en=f"The chance of passing it by {told.last}: {chance}{_when(told)}"
        f"{_high_plan(told)}.",
    )[told.lang]


def _high_plan(told: Teller) -> str:
    """Say why a plan that passes the line is passed in less than half of the cases."""
    is_over = told.value("stress_none_breach_year") is not None
    if not is_over or (told.value("breach_any_share") or 0) >= EVEN:
        return ""
    return say(
        id="; tagihan rencana lebih tinggi daripada kebanyakan kemungkinan",
        en="; the bill of the plan is higher than most possibilities",
    )[told.lang]


def _when(told: Teller) -> str:
    where = {"statistic": "most_likely"}
    if told.value("breach_first_year", **where) is None:
        return ""
    year = told.year("breach_first_year", **where)
    return say(
        id=f", paling mungkin pertama kali pada {year}",
        en=f", most likely first in {year}",
    )[told.lang]


def _breaks(told: Teller) -> str:
    tried = told.count("stress_applying_count")
    found = breaking(told)
    if told.value("line_idr", year=told.last) is None or not found:
        return say(
            id=f"Tidak satu pun dari {tried} guncangan yang diuji.",
            en=f"None of the {tried} shocks that were tried.",
        )[told.lang]
    worse = told.count("stress_deepening_count")
    named = "; ".join(shock(told, one) for one in found[:SHOCKS])
    return say(
        id=f"{worse} dari {tried} guncangan yang diuji menambah potongan yang "
        f"diperlukan{_against(told)}, terutama: {named}.",
        en=f"{worse} of the {tried} shocks tried call for a deeper cut"
        f"{_against(told)}, above all: {named}.",
    )[told.lang]


def _against(told: Teller) -> str:
    """Say what stands in for a line that nobody published."""
    if is_published(told):
        return ""
    height = told.money("line_idr", year=told.last)
    return say(
        id=f" terhadap pagu anggapan {height}",
        en=f" under an assumed budget ceiling of {height}",
    )[told.lang]


def _assumed(told: Teller) -> str:
    keys = ordered(told)
    named = [brief(told, key) for key in keys[:ASSUMED]]
    if told.value("line_idr", year=told.last) and not is_published(told):
        named = [_COMPARED[told.lang].format(year=told.first), *named]
    if not named:
        return say(
            id="Tidak ada masukan skenario yang ditandai sebagai anggapan.",
            en="No input of the scenario is marked as assumed.",
        )[told.lang]
    said = capital("; ".join(named))
    return f"{said}{_more(told, len(keys) - ASSUMED)}."


_COMPARED = say(
    id="pagu (belum terbit; pembandingnya tagihan {year})",
    en="the budget ceiling (not published; the bill of {year} stands in for it)",
)


def _more(told: Teller, count: int) -> str:
    if count <= 0:
        return ""
    return say(
        id=f"; dan {count} lainnya (bagian II)", en=f"; and {count} more (part II)"
    )[told.lang]


_ANSWERS = (_people, _cost, _until, _breaks, _assumed)
