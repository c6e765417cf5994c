"""Sentences on people: the scenario, who is insured, who is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.language import number, percent, say
from analysis.report import frames
from analysis.report.choices import choice, counts_words
from analysis.report.extremes import extreme_words
from analysis.report.labels import place, segment_label, text_of
from analysis.report.prose import Prose, joined
from analysis.units import MONTHS_PER_YEAR

AS_ONE = 0.5  # fewer people than this are nobody

if TYPE_CHECKING:
    from analysis.model.projection import Results
    from analysis.scenario.segment import Segment


def title(results: Results, lang: str = "en") -> Prose:
    """Return the scenario's title and reason."""
    scenario = results.scenario
    why = text_of(scenario.why, lang)
    return Prose(f"**{text_of(scenario.title, lang)}.** {why}".strip())


def enrolment(results: Results, lang: str = "en") -> Prose:
    """Say who is insured at start and end, for how many months, and who is left out."""
    parts = [_start(results, lang), _end(results, lang), _paid_months(results, lang)]
    parts += [_left_as_staff(results, lang), _left_out(results, lang)]
    return joined(*filter(None, parts))


def _start(results: Results, lang: str) -> str:
    begin, found = frames.start(results), choice(results)
    members = begin["members"].sum()
    counts = [members]
    if found:
        counts = [members + count - found.counts[0] for count in found.counts]
    insured, eligible = (
        counts_words(counts, lang),
        number(begin["eligible"].sum(), lang),
    )
    first = frames.first_year(results)
    return say(
        id=f"{place(results)} mulai {first} dengan {insured} peserta dari {eligible} "
        "orang yang memenuhi syarat.",
        en=f"{place(results)} starts {first} with {insured} insured of {eligible} "
        "eligible people.",
    )[lang]


def _end(results: Results, lang: str) -> str:
    last = frames.last_year(results)
    members = frames.by_year(results, "members_end")
    more = extreme_words(members, lambda v: number(v, lang), lang)
    people, share = number(members.loc[last], lang), _share(results, last, lang)
    if frames.at(results, "unpaid_member_months", last) >= AS_ONE:
        paid = number(frames.at(results, "members_mean", last), lang)
        return say(
            id=f"Pada akhir {last} ada {people} orang di daftar ({share}){more}, "
            f"tetapi rata-rata hanya {paid} yang dibayar tepat waktu tahun itu.",
            en=f"At the end of {last} {people} are on the list ({share}){more}, but on "
            f"the mean of that year only {paid} are paid for on time.",
        )[lang]
    return say(
        id=f"Pada akhir {last} ada {people} peserta ({share}){more}.",
        en=f"At the end of {last} {people} are insured ({share}){more}.",
    )[lang]


def _share(results: Results, year: int, lang: str) -> str:
    """Return coverage, its range over the draws and what it is a share of."""
    fan = frames.fan(results, "coverage_rate")
    shown = percent(fan.loc[year, "central"], lang)
    marked = _assumed_eligible(results)
    if marked and all(_by_construction(segment) for segment in marked):
        own = say(id=" dari daftarnya sendiri", en=" of its own list")[lang]
        return shown + own
    if frames.is_certain(fan.loc[[year]]):
        return shown
    low, high = (percent(fan.loc[year, name], lang) for name in ("p05", "p95"))
    span = say(
        id=f"{shown}; {low} sampai {high} pada 90 dari 100 simulasi",
        en=f"{shown}; {low} to {high} in 90 of 100 draws",
    )[lang]
    if not marked:
        return span
    why = say(
        id="; yang memenuhi syarat dianggap, tidak dihitung",
        en="; eligible is assumed, not counted",
    )
    return span + why[lang]


def _assumed_eligible(results: Results) -> list[Segment]:
    marks = results.scenario.marks
    segments = results.scenario.segments.items()
    return [one for slug, one in segments if f"segments.{slug}.eligible" in marks]


def _by_construction(segment: Segment) -> bool:
    return segment.eligible == segment.members


def _paid_months(results: Results, lang: str) -> str:
    """Say which part of the possible months is paid, where the year hides a gap."""
    year = _year_with_a_gap(results)
    if year is None:
        return ""
    possible = frames.at(results, "eligible", year) * MONTHS_PER_YEAR
    paid = frames.at(results, "funded_member_months", year)
    share = percent(paid / possible if possible else 0.0, lang)
    some, every = number(paid, lang), number(possible, lang)
    return say(
        id=f"Sepanjang {year} dibayar {some} dari {every} bulan-peserta yang mungkin "
        f"({share}).",
        en=f"Over the year {year} {some} of {every} possible member-months are paid "
        f"({share}).",
    )[lang]


def _year_with_a_gap(results: Results) -> int | None:
    """Return the first year in which the mean and the last count of members differ."""
    gap = frames.by_year(results, "members_mean") - frames.by_year(
        results, "members_end"
    )
    years = gap.index[gap.abs() >= AS_ONE]
    return int(years[0]) if len(years) else None


def _left_as_staff(results: Results, lang: str) -> str:
    """Say how many left a list with their post; they are not left out."""
    begin = frames.start(results).set_index("segment")["eligible"]
    end = frames.by_segment(results, "eligible").loc[frames.last_year(results)]
    gone = sum(
        max(begin[slug] - end.get(slug, 0.0), 0.0)
        for slug, segment in results.scenario.segments.items()
        if any(leaving.kind == "pppk" for leaving in segment.exits)
    )
    if gone < AS_ONE:
        return ""
    people = number(gone, lang)
    return say(
        id=f"{people} orang keluar dari daftar sebagai pegawai (PPPK).",
        en=f"{people} people left the list as staff (PPPK).",
    )[lang]


def _left_out(results: Results, lang: str) -> str:
    last = frames.last_year(results)
    left = frames.by_segment(results, "people_left_out").loc[last]
    if left.sum() < AS_ONE:
        return say(
            id=f"Dari yang masih di daftar pada {last} tidak ada yang tertinggal.",
            en=f"Of those still on the list in {last} nobody is left out.",
        )[lang]
    worst = segment_label(results, str(left.idxmax()), lang)
    people, most = number(left.sum(), lang), number(left.max(), lang)
    return say(
        id=f"{people} orang tertinggal pada {last}, terbanyak di kelompok {worst} "
        f"({most}).",
        en=f"{people} people are left out in {last}, most of them in the group {worst} "
        f"({most}).",
    )[lang]
