"""The five answers on the first half page of a memo, each number with its row."""

from __future__ import annotations

from analysis.language import Text, say
from analysis.report import keys
from analysis.report.cited import Told
from analysis.report.memo_facts import key_words
from analysis.report.memo_shocks import breaking, shock
from analysis.study.line import line

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


def five(told: Told) -> list[tuple[str, str]]:
    """Return question and answer of each, the answers as HTML with rows behind."""
    asked = [question[told.lang] for question in QUESTIONS]
    return list(zip(asked, (answer(told) for answer in _ANSWERS), strict=True))


def _people(told: Told) -> str:
    at = {"year": told.first}
    people, eligible, left = (
        told.count(name, **at)
        for name in ("members_end", "eligible", "people_left_out")
    )
    share = told.share("coverage_rate", 1, **at)
    return say(
        id=f"{people} peserta pada akhir {told.first}{_planned(told)}{_mean(told)}, "
        f"{share} dari {eligible} yang memenuhi syarat; {left} belum terlindungi.",
        en=f"{people} members at the end of {told.first}{_planned(told)}{_mean(told)}, "
        f"{share} of {eligible} eligible; {left} are not covered.",
    )[told.lang]


def _mean(told: Told) -> str:
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


def _planned(told: Told) -> str:
    """Say how many were planned, where fewer are covered."""
    at = {"year": told.first}
    planned, covered = (told.value(n, **at) for n in ("planned_end", "members_end"))
    if planned is None or covered is None or planned <= covered:
        return ""
    shown = told.count("planned_end", **at)
    return say(id=f" (direncanakan {shown})", en=f" ({shown} planned)")[told.lang]


def _cost(told: Told) -> str:
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


def _after_line(told: Told) -> str:
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


def _until(told: Told) -> str:
    if told.value("line_idr", year=told.last) is None:
        return _NO_LINE[told.lang]
    height = told.money("line_idr", year=told.last)
    kind = _LINES[line(told.results).basis][told.lang]
    begin = say(
        id=f"Pagu {height} setahun ({kind})", en=f"Line of {height} a year ({kind})"
    )[told.lang]
    return f"{begin}: {_central(told)} {_chance(told)}"


_NO_LINE = say(
    id="Tidak dihitung: APBD umum tidak punya tagihan, jadi tidak ada pagu yang dapat "
    "terlewati.",
    en="Not computed: the general APBD has no bill, so no line can be passed.",
)
_LINES = {
    "scenario": say(id="pagu skenario", en="the scenario's ceiling"),
    "first_year": say(
        id="anggapan: setinggi tagihan tahun pertama",
        en="assumed: as high as the first year's bill",
    ),
}


def _central(told: Told) -> str:
    """Say when the plan passes the line on the central path."""
    if told.value("stress_none_breach_year") is None:
        return _fits(told)
    year = told.year("stress_none_breach_year")
    return say(
        id=f"rencana melewatinya mulai {year}.",
        en=f"the plan passes it from {year} on.",
    )[told.lang]


def _fits(told: Told) -> str:
    hardest = int(told.value("hardest_year") or told.last)
    when = say(id=f"pada {told.last}", en=f"in {told.last}")
    if told.last > told.first:
        when = say(
            id=f"setiap tahun sampai {told.last}", en=f"in every year to {told.last}"
        )
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


def _chance(told: Told) -> str:
    if told.value("breach_any_share") is None:
        return say(id="Peluang tidak dihitung.", en="Chances were not computed.")[
            told.lang
        ]
    chance = told.chance("breach_any_share")
    return say(
        id=f"Bila semua yang belum pasti ikut berubah, peluang terlewati sampai "
        f"{told.last} adalah {chance}{_when(told)}{_high_plan(told)}.",
        en=f"With all that is uncertain, the chance of passing it by {told.last} is "
        f"{chance}{_when(told)}{_high_plan(told)}.",
    )[told.lang]


def _high_plan(told: Told) -> str:
    """Say why a plan that passes the line is passed in less than half of the cases."""
    is_over = told.value("stress_none_breach_year") is not None
    if not is_over or (told.value("breach_any_share") or 0) >= EVEN:
        return ""
    return say(
        id="; rencana berada di bagian atas rentang itu",
        en="; the plan lies in the upper part of that range",
    )[told.lang]


def _when(told: Told) -> str:
    where = {"statistic": "most_likely"}
    if told.value("breach_first_year", **where) is None:
        return ""
    year = told.year("breach_first_year", **where)
    return say(
        id=f", paling mungkin pertama kali pada {year}",
        en=f", most likely first in {year}",
    )[told.lang]


def _breaks(told: Told) -> str:
    tried = told.count("stress_applying_count")
    found = breaking(told)
    if told.value("line_idr", year=told.last) is None or not found:
        return say(
            id=f"Tidak satu pun dari {tried} guncangan yang diuji.",
            en=f"None of the {tried} shocks that were tried.",
        )[told.lang]
    broken = told.count("stress_breaking_count")
    named = "; ".join(shock(told, one) for one in found[:SHOCKS])
    already = ""
    if told.value("stress_none_breach_year") is not None:
        already = say(
            id=" Tanpa guncangan pun sudah terlewati.",
            en=" It is passed even without a shock.",
        )[told.lang]
    return say(
        id=f"{broken} dari {tried} guncangan yang diuji, terutama: {named}.{already}",
        en=f"{broken} of the {tried} shocks tried, above all: {named}.{already}",
    )[told.lang]


def _assumed(told: Told) -> str:
    named = [_of_line(told)] if told.value("line_idr", year=told.last) else []
    others = [key for key in told.results.scenario.marks if not _is_line(key)]
    named += [_of_mark(told, key) for key in others[:ASSUMED]]
    named = [one for one in named if one]
    if not named:
        return say(
            id="Tidak ada masukan skenario yang ditandai sebagai anggapan.",
            en="No input of the scenario is marked as assumed.",
        )[told.lang]
    said = "; ".join(named)
    return f"{said[:1].upper()}{said[1:]}{_more(told, len(others) - ASSUMED)}."


def _is_line(key: str) -> bool:
    return key.startswith("budget.ceiling")


def _of_line(told: Told) -> str:
    """Say that the line is assumed, where it is, and what its range does."""
    if line(told.results).is_assumed:
        height = told.money("line_idr", year=told.last)
        return say(
            id=f"pagu belum terbit, dianggap {height} setiap tahun",
            en=f"no line is published, it is taken as {height} every year",
        )[told.lang]
    if not any(map(_is_line, told.results.scenario.marks)):
        return ""
    if told.value("breach_any_line_unsure_share") is None:
        return say(id="tinggi pagu", en="the height of the line")[told.lang]
    chance = told.chance("breach_any_line_unsure_share")
    return say(
        id=f"tinggi pagu (di mana pun dalam rentangnya, peluang terlewati {chance})",
        en=f"the height of the line (anywhere in its range, the chance is {chance})",
    )[told.lang]


def _of_mark(told: Told, key: str) -> str:
    """Say whose value is assumed; a number of people with its row."""
    path, value = keys.value_at(told.results, key)
    label = key_words(told, path)
    known = {"eligible": "eligible", "members": "members_end"}
    variable = known.get(key.rpartition(".")[2])
    where = {"segment": key.split(".")[1], "year": told.first} if variable else {}
    found = told.value(variable, **where) if variable else None
    if found is None or abs(found - float(keys.central(value))) >= 1:
        return label  # the first year has another number than the mark
    return f"{label} {told.count(variable, **where)}"


def _more(told: Told, count: int) -> str:
    if count <= 0:
        return ""
    return say(
        id=f"; dan {count} lainnya (bagian II)", en=f"; and {count} more (part II)"
    )[told.lang]


_ANSWERS = (_people, _cost, _until, _breaks, _assumed)
