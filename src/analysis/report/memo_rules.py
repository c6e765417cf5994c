"""Parts V and VI of a memo: the conclusion, and what to do in which case, as rules."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from analysis.language import number, say
from analysis.report.labels import segment_label
from analysis.report.memo_text import LABEL, lowered, more, shortened
from analysis.study import asking, billion
from analysis.study.limits import SURE
from analysis.study.line import line

if TYPE_CHECKING:
    from analysis.report.memo_told import Teller

GROUPS, LOWER = 2, 90  # groups named; the lower line shown, percent of the line


def conclusion(told: Teller) -> str:
    """Return part V: whether the line carries the plan by a stated measure."""
    chance = told.value("breach_any_share")
    if chance is None:
        return say(
            id="APBD umum tidak punya tagihan dalam rencana ini; daya tahan pagu tidak "
            "dihitung.",
            en="The general APBD has no bill in this plan; whether a line carries it "
            "was not computed.",
        )[told.lang]
    is_safe = chance <= 1 - SURE + 1e-12
    line_words = _by_making(told) or _line_unsure(told)
    return f"{_verdict(told, is_safe)}{line_words} {_households(told)}"


def _line_unsure(told: Teller) -> str:
    name = "breach_any_line_unsure_share"
    if told.value(name) is None:
        return ""
    chance = told.chance(name)
    return say(
        id=f" Tinggi pagu itu sendiri anggapan; di mana pun dalam rentangnya, peluang "
        f"terlewati {chance}.",
        en=f" The height of that line is itself assumed; anywhere in its range the "
        f"chance is {chance}.",
    )[told.lang]


def _by_making(told: Teller) -> str:
    """Say of a line nobody published that it leaves no room by its making."""
    if not line(told.results).is_assumed:
        return ""
    return say(
        id=f" Pagu itu anggapan, setinggi tagihan {told.first}: setiap kemungkinan "
        "yang lebih tinggi melewatinya dengan sendirinya.",
        en=f" That line is assumed, as high as the bill of {told.first}: every higher "
        "possibility passes it by its making.",
    )[told.lang]


def _verdict(told: Teller, is_safe: bool) -> str:
    chance = told.chance("breach_any_share")
    word = {
        True: say(id="sanggup ditanggung", en="can be carried"),
        False: say(id="belum sanggup ditanggung", en="cannot yet be carried"),
    }[is_safe][told.lang]
    return say(
        id=f"Dengan ukuran muat setiap tahun pada 9 dari 10 kemungkinan, rencana ini "
        f"{word} pagu sampai {told.last} (peluang terlewati {chance}).",
        en=f"By the measure of fitting in every year in 9 of 10 possibilities, this "
        f"plan {word} by the line to {told.last} (chance of passing it {chance}).",
    )[told.lang]


def _households(told: Teller) -> str:
    benefit = told.money("household_benefit_idr", year=told.first)
    return say(
        id=f"Rumah tangga diperkirakan menerima {benefit} santunan dan manfaat pada "
        f"{told.first}, dibayar dana nasional BPJS Ketenagakerjaan, bukan APBD.",
        en=f"Households are expected to receive {benefit} of benefits in "
        f"{told.first}, paid by the national fund of BPJS Ketenagakerjaan, not by the "
        "APBD.",
    )[told.lang]


def rules(told: Teller) -> list[str]:
    """Return part VI: what to do in which case, as rules that results give."""
    parts = (_enough, _under_the_line, _more_money, _first_figure)
    return [text for part in parts if (text := part(told))]


def _enough(told: Teller) -> str:
    sure = {"statistic": f"confidence_{SURE * 100:.0f}"}
    if told.value("solve_line_idr", **sure) is None:
        return ""
    needed = told.money("solve_line_idr", **sure)
    return say(
        id=f"<b>Bila</b> pagu setiap tahun paling sedikit {needed}, <b>maka</b> "
        f"rencana dijalankan penuh; muat sampai {told.last} pada 9 dari 10 "
        "kemungkinan.",
        en=f"<b>If</b> the line is at least {needed} every year, <b>then</b> the plan "
        f"is carried out in full; it fits to {told.last} in 9 of 10 possibilities.",
    )[told.lang]


def _under_the_line(told: Teller) -> str:
    """Say how many fit where the line stays; where all do, if it is cut."""
    if told.value("line_idr", year=told.last) is None:
        return ""
    if told.value("option_fit_people", year=told.first) is None:
        return _lower(told)
    height = told.money("line_idr", year=told.last)
    most, plan = (
        _from_to(told, "option_fit_people"),
        _from_to(told, "option_plan_people"),
    )
    return say(
        id=f"<b>Bila</b> pagu tetap {height}, <b>maka</b> peserta paling banyak "
        f"{most}, bukan {plan}, agar tiap tahun muat pada 9 dari 10 kemungkinan.",
        en=f"<b>If</b> the line stays {height}, <b>then</b> members are at most "
        f"{most}, not {plan}, for each year to fit in 9 of 10 possibilities.",
    )[told.lang]


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
    name = f"line_at_{LOWER}"
    if told.value(f"{name}_people") is None:
        return ""
    height, people = told.money(f"{name}_idr"), told.count(f"{name}_people")
    less = number(100 - LOWER, told.lang)
    return say(
        id=f"<b>Bila</b> pagu dipotong {less}% (menjadi {height}), <b>maka</b> paling "
        f"banyak {people} peserta tertampung pada akhir {told.last} menurut jalur "
        "pusat.",
        en=f"<b>If</b> the line is cut by {less}% (to {height}), <b>then</b> at most "
        f"{people} members fit at the end of {told.last} on the central path.",
    )[told.lang]


def _more_money(told: Teller) -> str:
    """Say who is added first with a billion more, or that nobody is left."""
    at = {"year": told.first}
    if told.value("priority_money_idr", **at) is None:
        return ""
    money = told.money("priority_money_idr", **at)
    added = billion.next_billion(told.results)["poverty_months"].people
    slugs = [slug for slug, people in added.items() if people]
    named = [
        f"{told.count('next_billion_people', segment=slug, **at)} "
        + escape(shortened(segment_label(told.results, slug, told.lang), LABEL))
        for slug in slugs[:GROUPS]
    ]
    named.append(more(len(slugs) - GROUPS, told.lang))
    who = ", ".join(filter(None, named))
    if not slugs:
        who = say(id="tidak ada nama yang dapat ditambah", en="there is no name to add")
        who = who[told.lang]
    begin = say(
        id=f"<b>Bila</b> ada tambahan {money} di atas rencana, <b>maka</b>",
        en=f"<b>If</b> there is {money} beyond the plan, <b>then</b>",
    )[told.lang]
    first = say(id="yang didahulukan ", en="first come ")[told.lang] if slugs else ""
    return f"{begin} {first}{who}."


def _first_figure(told: Teller) -> str:
    first = asking.first_to_obtain(told.results)[0].asked
    title, of = (escape(one[told.lang]) for one in (first.title, first.institution))
    title = lowered(title)
    return say(
        id=f"<b>Bila</b> data dapat diminta sebelum diputuskan, <b>maka</b> mulai dari "
        f"{title}, dari {of}.",
        en=f"<b>If</b> figures can be asked for before deciding, <b>then</b> start "
        f"with {title}, from {of}.",
    )[told.lang]
