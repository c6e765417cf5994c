"""The seven answers a planner came for, each number with its row of results.csv."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING

from analysis.language import Text, say
from analysis.report.cited import Told
from analysis.report.labels import segment_label
from analysis.report.seven_line import breach, cut
from analysis.study import asking, billion, stress
from analysis.study.answers import with_answers

if TYPE_CHECKING:
    from analysis.model.results import Results

QUESTIONS: tuple[Text, ...] = (
    say(id="Berapa tagihannya?", en="What is the bill?"),
    say(id="Seberapa berat bagi anggaran?", en="How heavy is it on the budget?"),
    say(
        id="Mungkinkah pagu terlewati, dan kapan?",
        en="Can the line be passed, and when?",
    ),
    say(id="Berapa harus dipotong?", en="How much would have to be cut?"),
    say(id="Apa yang paling mengguncang?", en="What shakes it most?"),
    say(id="Siapa didahulukan?", en="Who comes first?"),
    say(
        id="Angka mana yang perlu dicari dulu?", en="Which figure should be got first?"
    ),
)


def seven(results: Results, lang: str = "id") -> list[tuple[str, str]]:
    """Return question and answer, the answers as HTML with a row behind each number.

    ``results`` hold the rows of the studies (``answers.with_answers``).
    """
    told = Told(results, lang)
    questions = [question[lang] for question in QUESTIONS]
    answers = [answer(told) for answer in _ANSWERS]
    return list(zip(questions, answers, strict=True))


def as_text(results: Results, lang: str) -> list[str]:
    """Return questions with their answers as plain text."""
    told = seven(with_answers(results), lang)
    return [f"{question} {plain(answer)}" for question, answer in told]


def plain(answer: str) -> str:
    """Return an answer without its marks."""
    return unescape(re.sub(r"<[^>]+>", "", answer))


def _bill(told: Told) -> str:
    begin = told.money("uncut_bill_idr", year=told.first)
    end = told.money("uncut_bill_idr", year=told.last)
    low, high = (
        told.money("measured_bill_idr", year=told.last, statistic=name)
        for name in ("p05", "p95")
    )
    return say(
        id=f"Tagihan APBD umum sebelum pemotongan {begin} pada {told.first} dan {end} "
        f"pada {told.last}; dengan semua yang belum pasti, pada {told.last} antara "
        f"{low} dan {high} (90 dari 100 kemungkinan). Tiap tahun: tabel pertama.",
        en=f"The general APBD's bill before any cut is {begin} in {told.first} and "
        f"{end} in {told.last}; with all that is uncertain, between {low} and {high} "
        f"in {told.last} (90 in 100 possibilities). Every year: the first table.",
    )[told.lang]


def _burden(told: Told) -> str:
    parts = [_of_base(told, base, name[told.lang]) for base, name in _BASES.items()]
    return " ".join(parts)


_BASES = {
    "revenue": say(id="pendapatan daerah", en="APBD revenue"),
    "pad": say(id="PAD", en="own revenue (PAD)"),
}


def _of_base(told: Told, base: str, name: str) -> str:
    variable = f"burden_{base}_share"
    if told.value(variable, year=told.first) is None:
        return say(
            id=f"Bagian dari {name} belum dapat dihitung: angkanya tidak ditemukan.",
            en=f"The share of {name} cannot be computed: no figure was found.",
        )[told.lang]
    begin, end = (told.share(variable, 3, year=y) for y in (told.first, told.last))
    low, high = (
        told.share(variable, 3, year=told.last, statistic=at) for at in ("p05", "p95")
    )
    return say(
        id=f"{begin} dari {name} pada {told.first}, {end} pada {told.last} "
        f"(90 dari 100 kemungkinan: {low} sampai {high}).",
        en=f"{begin} of {name} in {told.first}, {end} in {told.last} "
        f"(90 in 100: {low} to {high}).",
    )[told.lang]


def _shocks(told: Told) -> str:
    shown = [_shock(told, tested) for tested in stress.top(told.results)]
    return "; ".join(shown) + "." if shown else _NO_SHOCK[told.lang]


_NO_SHOCK = say(
    id="Tidak ada guncangan yang berlaku bagi skenario ini.",
    en="No shock applies to this scenario.",
)


def _shock(told: Told, tested: stress.Tested) -> str:
    name = f"stress_{tested.stress.slug}"
    title = escape(tested.stress.name[told.lang])
    bill = told.money(f"{name}_worst_bill_idr") + _lower_line(told, tested)
    if told.is_above_zero(f"{name}_cut_share"):
        cut = told.share(f"{name}_cut_share", 1)
        end = say(id=f"harus turun {cut}", en=f"must fall by {cut}")[told.lang]
    else:
        end = say(id="masih muat", en="still fits")[told.lang]
    return say(
        id=f"{title}: tagihan sampai {bill}, {end}",
        en=f"{title}: a bill of up to {bill}, {end}",
    )[told.lang]


def _lower_line(told: Told, tested: stress.Tested) -> str:
    year = tested.outcome.worst_year
    if not tested.outcome.line_idr[year] < tested.base.line_idr[year]:
        return ""
    height = told.money(f"stress_{tested.stress.slug}_line_idr")
    return say(id=f" terhadap pagu {height}", en=f" against a line of {height}")[
        told.lang
    ]


def _people(told: Told) -> str:
    where = {"year": told.first}
    money = told.money("priority_money_idr", **where)
    added = billion.next_billion(told.results)["poverty_months"].people
    word = say(id="orang", en="people:")[told.lang]
    names = [
        f"{told.count('next_billion_people', segment=slug, **where)} {word} "
        + escape(segment_label(told.results, slug, told.lang))
        for slug, people in added.items()
        if people
    ]
    if not names:
        return say(
            id=f"Dengan {money} lagi tidak ada nama yang dapat ditambah.",
            en=f"With {money} more there is no name left to add.",
        )[told.lang]
    months = told.count("next_billion_poverty_months", **where)
    who = ", ".join(names)
    return say(
        id=f"Dengan {money} lagi: {who}; menghindari {months} bulan kemiskinan "
        f"setahun (bulan satu keluarga ditopang santunan kematian pada garis "
        f"kemiskinan).{_unspent(told)}",
        en=f"With {money} more: {who}; it averts {months} poverty-months a year "
        "(months that a death benefit keeps a family at the poverty line)."
        f"{_unspent(told)}",
    )[told.lang]


def _unspent(told: Told) -> str:
    """Say what finds nobody, where it would pay for more than one person."""
    where = {"year": told.first}
    left = told.value("next_billion_left_idr", **where) or 0
    if left <= (told.value("person_year_idr", **where) or 0):
        return ""
    shown = told.money("next_billion_left_idr", **where)
    if told.is_above_zero("next_billion_unverified_people", **where):
        return say(
            id=f" Sisanya, {shown}, menunggu nama yang terverifikasi.",
            en=f" The rest, {shown}, waits for names that pass the check.",
        )[told.lang]
    return say(
        id=f" Sisanya, {shown}, tidak menemukan siapa pun: semua yang diketahui "
        "memenuhi syarat sudah masuk.",
        en=f" The rest, {shown}, finds nobody: all who are known to be eligible are "
        "in.",
    )[told.lang]


def _figure(told: Told) -> str:
    first = asking.first_to_obtain(told.results)[0]
    title = escape(first.asked.title[told.lang])
    of_whom = escape(first.asked.institution[told.lang])
    ask = escape(first.asked.ask[told.lang])
    if not told.is_above_zero(f"evppi_{first.unknown}_idr"):
        return say(
            id="Tidak satu angka pun akan mengubah keputusan; yang paling "
            f"menggerakkan tagihan: {title} ({of_whom}).",
            en="No single figure would change a decision; the one that moves the bill "
            f"most: {title} ({of_whom}).",
        )[told.lang]
    worth = told.money(f"evppi_{first.unknown}_idr")
    people = told.count(f"evppi_{first.unknown}_people")
    whose = _WHOSE[first.cover_idr > first.line_idr][told.lang]
    said = say(
        id=f"{title}, dari {of_whom}: {ask} Mengetahuinya bernilai sampai {worth} "
        f"setahun ({whose}), setara iuran {people} orang.",
        en=f"{title}, from {of_whom}: {ask} Knowing it is worth up to {worth} a year "
        f"({whose}), the contributions of {people} people.",
    )[told.lang]
    return said + _for_the_line(told, first)


_WHOSE = {
    True: say(
        id="santunan bagi warga dikurangi iuran, bukan uang APBD",
        en="benefits of residents less contributions, no money of the APBD",
    ),
    False: say(
        id="uang APBD yang tidak menganggur atau kurang",
        en="money of the APBD that does not lie idle or go missing",
    ),
}


def _for_the_line(told: Told, first: asking.Question) -> str:
    """Name the figure that the line alone asks for, where it is another one."""
    asked = asking.first_to_obtain(told.results)
    best = max(asked, key=lambda question: question.line_idr)
    if best.unknown == first.unknown or not best.line_idr:
        return ""
    title = escape(best.asked.title[told.lang])
    of_whom = escape(best.asked.institution[told.lang])
    worth = told.money(f"evppi_line_{best.unknown}_idr")
    return say(
        id=f" Untuk pagu {told.first} saja: {title}, dari {of_whom} ({worth}).",
        en=f" For the line of {told.first} alone: {title}, from {of_whom} ({worth}).",
    )[told.lang]


_ANSWERS = (_bill, _burden, breach, cut, _shocks, _people, _figure)
