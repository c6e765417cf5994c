"""Sentences on what the bill leaves behind: debt, stopped targets, other accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.language import number, percent, rupiah_short, say
from analysis.report import enrolment, frames
from analysis.report.labels import INSURERS, segment_label, text_of
from analysis.report.prose import Prose, joined

if TYPE_CHECKING:
    from analysis.model.projection import Results
    from analysis.scenario.segment import Target


def arrears(results: Results, lang: str = "en") -> Prose:
    """Say how many months stay unpaid, what is owed, and who loses the claim."""
    debt = frames.by_year(results, "arrears_idr")
    if debt.empty or not debt.max():
        return Prose(_NO_ARREARS[lang])
    late = frames.by_year(results, "unpaid_member_months")
    year = int(late.index[late >= enrolment.AS_ONE][0])
    owed, end = rupiah_short(debt[year], lang), rupiah_short(debt.iloc[-1], lang)
    months, last = number(late[year], lang), int(debt.index[-1])
    lost = frames.by_year(results, "exposure_member_months")
    some = number(lost[last], lang)
    return Prose(
        say(
            id=f"Pada {year} {months} bulan-peserta menunggak dan utangnya {owed}; "
            f"pada {last} utang itu {end}, dan {some} bulan-peserta masih berhak atas "
            "manfaat.",
            en=f"In {year} {months} member-months stay unpaid and {owed} is owed; in "
            f"{last} the debt is {end}, and {some} member-months are still entitled "
            "to benefits.",
        )[lang]
    )


_NO_ARREARS = say(
    id="Tidak ada bulan yang menunggak dan tidak ada utang iuran dalam skenario ini.",
    en="No month stays unpaid and no contribution is owed in this scenario.",
)


def stopped(results: Results, lang: str = "en") -> Prose:
    """Say of what people each target is a share, and when the ceiling stops it."""
    parts = [
        _target(results, slug, segment.path, lang)
        for slug, segment in results.scenario.segments.items()
        if segment.path.kind == "target"
    ]
    if parts:
        return joined(*parts)
    year = enrolment.stopped_year(results)
    none = say(
        id="Tidak ada kelompok dengan sasaran cakupan.",
        en="No group has a coverage target.",
    )[lang]
    if year is None:
        return Prose(none)
    held = say(
        id=f"Pagu menahan rencana untuk pertama kali pada {year}.",
        en=f"The ceiling first holds the plan back in {year}.",
    )[lang]
    return joined(none, held)


def _target(results: Results, slug: str, path: Target, lang: str) -> str:
    group, share = segment_label(results, slug, lang), float(path.coverage.central)
    named = getattr(path, "of", None)
    variable = "coverage_rate" if named is None else "target_coverage_rate"
    of = _ELIGIBLE[lang] if named is None else text_of(named.name, lang)
    wanted, year = percent(share, lang), path.year
    opening = say(
        id=f"{group}: sasaran {wanted} dari {of} pada {year}",
        en=f"{group}: the target is {wanted} of {of} in {year}",
    )[lang]
    if year not in frames.years(results):
        beyond = say(id=", di luar tahun skenario.", en=", beyond the run's years.")
        return opening + beyond[lang]
    reached = percent(frames.at(results, variable, year, segment=slug), lang)
    first = enrolment.stopped_year(results, slug)
    if first is None:
        free = say(id=f"; tercapai {reached}.", en=f"; {reached} is reached.")
        return opening + free[lang]
    ends = say(
        id=f"; tercapai {reached}, karena pagu menghentikan jalurnya mulai {first}.",
        en=f"; {reached} is reached, because the ceiling stops the path from {first}.",
    )
    return opening + ends[lang]


_ELIGIBLE = say(
    id="yang memenuhi syarat di daftarnya", en="the eligible people of its list"
)


def beside(results: Results, lang: str = "en") -> Prose:
    """Say what stands beside the bill: PPPK on other accounts, people who pay alone."""
    parts = [*_converted(results, lang), *_alone(results, lang)]
    if parts:
        return joined(*parts)
    none = say(
        id="Tidak ada yang berpindah ke rekening lain atau membayar sendiri dalam "
        "skenario ini.",
        en="Nobody moves to another account or pays alone in this scenario.",
    )
    return Prose(none[lang])


def _converted(results: Results, lang: str) -> list[str]:
    moved = frames.by_year(results, "moved_people")
    if moved.empty or not moved.max():
        return []
    last = int(moved.index[-1])
    people, cost = (
        number(moved[last], lang),
        rupiah_short(frames.at(results, "moved_cost_idr", last), lang),
    )
    insurers = {one for *_, one in enrolment.conversions(results)}
    who = ", ".join(INSURERS[one][lang] for one in sorted(insurers))
    text = say(
        id=f"Sampai {last} {people} orang menjadi PPPK (penjamin: {who}); iuran JKK "
        f"dan JKM mereka {cost} pada {last}, di luar tagihan ini.",
        en=f"By {last} {people} people have become PPPK (insured by: {who}); their JKK "
        f"and JKM contributions are {cost} in {last}, outside this bill.",
    )
    return [text[lang]]


def _alone(results: Results, lang: str) -> list[str]:
    alone = frames.by_year(results, "self_paid_people")
    if alone.empty:
        return []
    last = int(alone.index[-1])
    people, paid = (
        number(alone[last], lang),
        rupiah_short(frames.at(results, "self_paid_idr", last), lang),
    )
    covered = number(frames.at(results, "covered_people", last), lang)
    text = say(
        id=f"Pada {last} {people} orang membayar sendiri ({paid}); bersama yang "
        f"dibayar APBD {covered} orang terlindungi.",
        en=f"In {last} {people} people pay for themselves ({paid}); with those the "
        f"APBD pays for, {covered} are covered.",
    )
    return [text[lang]]
