"""Parts V and VI of a memo: the conclusion, and what to do in which case, as rules."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from analysis.language import number, say
from analysis.report.labels import segment_label
from analysis.report.memo_line import (
    AT,
    NEED,
    held,
    is_published,
    is_unsure,
    line_unsure,
    need,
    needed,
    not_published,
)
from analysis.report.memo_text import LABEL, lowered, more, shortened
from analysis.study import asking, billion, options
from analysis.study.limits import SURE

if TYPE_CHECKING:
    from analysis.report.memo_told import Teller

GROUPS = 2  # named
SMALL = 0.05  # of the billion: less than that is not said to be left


def conclusion(told: Teller) -> str:
    """Return part V: whether the line carries the plan by a stated measure."""
    chance = told.value("breach_any_share")
    if chance is None:
        return say(
            id="APBD umum tidak punya tagihan dalam rencana ini; daya tahan pagu tidak "
            "dihitung.",
            en="The general APBD has no bill in this plan; whether a ceiling carries "
            "it was not computed.",
        )[told.lang]
    if not is_published(told):
        return f"{not_published(told)} {_households(told)}"
    return f"{_verdict(told)}{line_unsure(told)} {needed(told)} {_households(told)}"


def _verdict(told: Teller) -> str:
    chance = told.chance("breach_any_share")
    is_safe = told.value("breach_any_share") <= 1 - SURE + 1e-12
    word = {
        True: say(id="sanggup ditanggung", en="can be carried"),
        False: say(id="belum sanggup ditanggung", en="cannot yet be carried"),
    }[is_safe][told.lang]
    stays = say(id="", en="")
    if is_unsure(told):
        stays = say(
            id=" bila pagu itu bertahan tiap tahun",
            en=" if that ceiling stays every year",
        )
    return say(
        id=f"Dengan ukuran muat setiap tahun pada 9 dari 10 kemungkinan, rencana ini "
        f"{word} {held(told)} sampai {told.last}{stays['id']} (peluang terlewati "
        f"{chance}).",
        en=f"By the measure of fitting in every year in 9 of 10 possibilities, this "
        f"plan {word} by {held(told)} to {told.last}{stays['en']} (chance of passing "
        f"it {chance}).",
    )[told.lang]


def _households(told: Teller) -> str:
    at = {"year": told.first}
    if told.value("claims_incurred_idr", **at) is None:
        return ""
    worth = told.money("claims_incurred_idr", **at)
    paid = told.money("household_benefit_idr", **at)
    return say(
        id=f"Kematian dan kecelakaan pada {told.first} diperkirakan bernilai {worth} "
        f"santunan dan manfaat, {paid} dibayar pada {told.first}, oleh dana nasional "
        "BPJS Ketenagakerjaan, bukan APBD.",
        en=f"Deaths and accidents in {told.first} are expected to be worth {worth} of "
        f"benefits, of which {paid} is paid in {told.first}, by the national fund of "
        "BPJS Ketenagakerjaan, not by the APBD.",
    )[told.lang]


def rules(told: Teller) -> list[str]:
    """Return part VI: what to do in which case, as rules that results give."""
    parts = (_enough, _under_the_line, _more_money, _first_figure)
    return [text for part in parts if (text := part(told))]


def _enough(told: Teller) -> str:
    if told.value(NEED, **AT) is None:
        return ""
    return say(
        id=f"<b>Bila</b> pagu setiap tahun paling sedikit {need(told)}, <b>maka</b> "
        f"rencana dijalankan penuh; muat sampai {told.last} pada 9 dari 10 "
        "kemungkinan.",
        en=f"<b>If</b> the budget ceiling is at least {need(told)} every year, "
        f"<b>then</b> the plan is carried out in full; it fits to {told.last} in 9 of "
        "10 possibilities.",
    )[told.lang]


def _under_the_line(told: Teller) -> str:
    """Say how many fit where the line stays; where all do, if it is cut."""
    if told.value("line_idr", year=told.last) is None:
        return ""
    if told.value("option_fit_people", year=told.first) is None:
        return _lower(told)
    # to the rupiah where it is ours: the number of people holds under no lower line
    shown = told.money if is_published(told) else told.full
    height = shown("line_idr", year=told.last)
    most, plan = (
        _from_to(told, "option_fit_people"),
        _from_to(told, "option_plan_people"),
    )
    return say(
        id=f"<b>Bila</b> pagu hanya {height} setiap tahun, <b>maka</b> peserta paling "
        f"banyak {most}{_mix(told)}, bukan {plan}, agar setiap tahun muat pada 9 dari "
        "10 kemungkinan.",
        en=f"<b>If</b> the budget ceiling is only {height} every year, <b>then</b> "
        f"members are at most {most}{_mix(told)}, not {plan}, to fit in every year in "
        "9 of 10 possibilities.",
    )[told.lang]


def _mix(told: Teller) -> str:
    """Say how the most people divide over the groups, where these are few."""
    slugs = list(told.results.scenario.segments)
    if not 1 < len(slugs) <= GROUPS:
        return ""
    at = {"year": told.first}
    parts = [
        f"{told.count('option_fit_people', segment=slug, **at)} {_group(told, slug)}"
        for slug in slugs
    ]
    return f" ({'; '.join(parts)})"


def _group(told: Teller, slug: str) -> str:
    name = shortened(segment_label(told.results, slug, told.lang), LABEL)
    return escape(lowered(name))


def _from_to(told: Teller, variable: str) -> str:
    """Return people of the first year, and of the last where that is another number."""
    first, last = (told.count(variable, year=y) for y in (told.first, told.last))
    values = [told.value(variable, year=y) for y in (told.first, told.last)]
    if values[0] == values[1]:
        return first
    return say(
        id=f"{first} ({told.first}) dan {last} ({told.last})",
        en=f"{first} ({told.first}) and {last} ({told.last})",
    )[told.lang]


def _lower(told: Teller) -> str:
    """Say how many fit under a lower line, where the plan fits under the line."""
    height = f"line_at_{options.LOWER * 100:.0f}_idr"
    if told.value(height) is None or told.value("option_lower_people") is None:
        return ""
    money, people = told.money(height), told.count("option_lower_people")
    less = number(100 - options.LOWER * 100, told.lang)
    return say(
        id=f"<b>Bila</b> pagu dipotong {less}% (menjadi {money}), <b>maka</b> peserta "
        f"paling banyak {people} dalam susunan rencana, agar setiap tahun sampai "
        f"{told.last} muat pada 9 dari 10 kemungkinan.",
        en=f"<b>If</b> the ceiling is cut by {less}% (to {money}), <b>then</b> members "
        f"are at most {people} in the proportions of the plan, to fit in every year to "
        f"{told.last} in 9 of 10 possibilities.",
    )[told.lang]


def _more_money(told: Teller) -> str:
    """Say who is added first with a billion beyond the plan's need, and the rest."""
    at = {"year": told.first}
    if told.value("priority_money_idr", **at) is None:
        return ""
    money = told.money("priority_money_idr", **at)
    begin = say(id="masih ada", en="there is still")
    if told.value(NEED, **AT) is not None:
        begin = say(
            id="kaidah 1 terpenuhi dan masih ada", en="rule 1 holds and there is still"
        )
    return say(
        id=f"<b>Bila</b> {begin['id']} {money}, <b>maka</b> {_added(told)}.",
        en=f"<b>If</b> {begin['en']} {money}, <b>then</b> {_added(told)}.",
    )[told.lang]


def _added(told: Teller) -> str:
    """Say who is added with the billion and what it costs; what is left waits."""
    at = {"year": told.first}
    added = billion.next_billion(told.results)["poverty_months"].people
    slugs = [slug for slug, people in added.items() if people]
    if not slugs:
        return _NOBODY[told.lang]
    named = [
        say(id=f"{size} orang {name}", en=f"{size} {name}")[told.lang]
        for slug in slugs[:GROUPS]
        for size in [told.count("next_billion_people", segment=slug, **at)]
        for name in [_group(told, slug)]
    ]
    named.append(more(len(slugs) - GROUPS, told.lang))
    who = ", ".join(filter(None, named))
    cost = told.money("next_billion_cost_idr", **at)
    return say(
        id=f"yang didahulukan {who}, biayanya {cost}{_waits(told)}",
        en=f"first come {who}, which costs {cost}{_waits(told)}",
    )[told.lang]


_NOBODY = say(
    id="tidak ada nama dalam skenario yang dapat ditambah",
    en="there is no name in the scenario to add",
)


def _waits(told: Teller) -> str:
    """Say what stays unspent of the billion, and what it waits for."""
    at = {"year": told.first}
    left = told.value("next_billion_left_idr", **at)
    if left < SMALL * told.value("priority_money_idr", **at):
        return ""
    why = say(id="tidak menemukan sasaran lagi", en="finds nobody else")
    if told.is_above_zero("next_billion_waiting_people", **at):
        why = say(id="menunggu pendaftaran", en="waits for enrolment")
    if told.is_above_zero("next_billion_unverified_people", **at):
        why = say(id="menunggu nama terverifikasi", en="waits for verified names")
    shown = told.money("next_billion_left_idr", **at)
    return say(
        id=f"; sisanya {shown} {why['id']}", en=f"; the rest, {shown}, {why['en']}"
    )[told.lang]


def _first_figure(told: Teller) -> str:
    """Say which figure is worth most for the line of the first year, and of whom."""
    asked = asking.first_to_obtain(told.results)
    first = max(asked, key=lambda one: one.line_idr).asked  # the first one of equals
    title, of = (escape(one[told.lang]) for one in (first.title, first.institution))
    return say(
        id=f"<b>Bila</b> data untuk pagu {told.first} dapat diminta sebelum "
        f"diputuskan, <b>maka</b> mulai dari {lowered(title)}, dari {of}.",
        en=f"<b>If</b> figures for the budget ceiling of {told.first} can be asked for "
        f"before deciding, <b>then</b> start with {lowered(title)}, from {of}.",
    )[told.lang]
