"""Sentences on what a budget carries: burden, ceiling, chance, what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.language import percent, rupiah_short, say
from analysis.report import frames
from analysis.report.extremes import extreme_words
from analysis.report.labels import BASES, CUTS, authority, segment_label, text_of
from analysis.report.prose import Prose, joined

if TYPE_CHECKING:
    from analysis.model.projection import Results


def sustainability(results: Results, lang: str = "en") -> Prose:
    """Say the burden with its denominator, and the cut or the room under a ceiling."""
    parts = [_burden(results, lang)]
    if not frames.has_ceiling(results):
        parts.append(_no_line(results, lang))
        return joined(*parts)
    parts.append(_ceiling(results, lang))
    if frames.limits_are_fixed(results):
        parts += [_FIXED[lang], _at_low_end(results, lang)]
    parts.append(_stopped(results, lang))
    return joined(*filter(None, parts))


_FIXED = say(
    id="Tagihan dan pagu di sini masukan tetap, jadi tidak ada peluang yang dihitung.",
    en="Bill and ceiling are both fixed inputs here, so no chance was computed.",
)


def _burden(results: Results, lang: str) -> str:
    first, last = frames.first_year(results), frames.last_year(results)
    base = text_of(BASES.get(results.scenario.budget.base), lang)
    burden = frames.by_year(results, "burden_share")
    if burden.empty:
        return _NO_BASE[lang]
    more = extreme_words(burden, lambda v: percent(v, lang, 3), lang)
    begin, end = (percent(burden.loc[year], lang, 3) for year in (first, last))
    if not _is_cut(results):
        return say(
            id=f"Tagihan APBD umum {begin} dari {base} pada {first} dan {end} pada "
            f"{last}{more}.",
            en=f"The bill of the general APBD is {begin} of {base} in {first} and "
            f"{end} in {last}{more}.",
        )[lang]
    uncut = frames.by_year(results, "uncut_bill_idr")
    share = (uncut / frames.by_year(results, "base_idr")).dropna()
    before = [percent(share.loc[year], lang, 3) for year in (first, last)]
    return say(
        id=f"Sesudah pagu tagihan APBD umum {begin} dari {base} pada {first} dan {end} "
        f"pada {last}{more}; tanpa pemotongan {before[0]} dan {before[1]}.",
        en=f"After the ceiling the bill of the general APBD is {begin} of {base} in "
        f"{first} and {end} in {last}{more}; uncut it would be {before[0]} and "
        f"{before[1]}.",
    )[lang]


_NO_BASE = say(
    id="Skenario ini tidak memberi basis anggaran, jadi bebannya tidak dapat dihitung.",
    en="This scenario gives no budget base, so the burden cannot be computed.",
)


def _is_cut(results: Results) -> bool:
    cut = frames.by_year(results, "required_cut_share")
    return bool(len(cut) and cut.max() > 0)


def _no_line(results: Results, lang: str) -> str:
    who = authority(results, lang)
    return say(
        id=f"Skenario ini tidak memuat pagu {who}, jadi belum dapat dikatakan apakah "
        "tagihan muat; isi `budget.ceiling`.",
        en=f"The scenario holds no budget line of the {who}, so whether the bill fits "
        "cannot be said; put the line in `budget.ceiling`.",
    )[lang]


def _ceiling(results: Results, lang: str) -> str:
    chance = ""
    if not frames.limits_are_fixed(results):
        chance = _chance(frames.breach_probability(results), lang)
    if not _is_cut(results):
        room = rupiah_short(frames.by_year(results, "headroom_idr").min(), lang)
        return say(
            id="Tanpa pemotongan setiap tahun muat di bawah pagu, dengan sisa paling "
            f"sedikit {room}{chance}.",
            en=f"Without a cut every year fits under the ceiling with at least {room} "
            f"to spare{chance}.",
        )[lang]
    cut = frames.by_year(results, "required_cut_share")
    how = CUTS[results.scenario.budget.when_short][lang]
    most, worst = percent(cut.max(), lang), cut.idxmax()
    return say(
        id=f"Agar setiap tahun muat di bawah pagu, tagihan harus turun {most} "
        f"({worst}); di sini dengan {how}{chance}.",
        en=f"For every year to fit under the ceiling the bill must fall by {most} "
        f"({worst}); here that is done by {how}{chance}.",
    )[lang]


def _chance(chance: pd.Series, lang: str) -> str:
    if chance.max() == 0:
        return say(
            id="; pada tidak satu simulasi pun pagu terlewati",
            en="; in none of the draws is it passed",
        )[lang]
    if chance.max() == 1:
        return say(
            id=f"; semua simulasi melewatinya pada {chance.idxmax()}",
            en=f"; every draw passes it in {chance.idxmax()}",
        )[lang]
    shown = percent(chance.max(), lang, 0 if chance.max() >= 0.1 else 1)
    return say(
        id=f"; peluang melewatinya paling besar {shown} ({chance.idxmax()})",
        en=f"; the chance of passing it is at most {shown} ({chance.idxmax()})",
    )[lang]


def _at_low_end(results: Results, lang: str) -> str:
    """Say what would be missing were the ceiling at the low end of its range."""
    mark = results.scenario.marks.get("budget.ceiling")
    line = frames.by_year(results, "ceiling_idr")
    in_rupiah = results.scenario.budget.ceiling.idr is not None
    if not in_rupiah or mark is None or mark.low is None or mark.low >= line.min():
        return ""
    low = float(mark.low)
    missing = frames.by_year(results, "uncut_bill_idr").max() - low
    shown, gap = rupiah_short(low, lang), rupiah_short(abs(missing), lang)
    if missing > 0:
        return say(
            id=f"Pada ujung bawah rentangnya ({shown}) kurang {gap} setahun.",
            en=f"At the low end of its range ({shown}) {gap} a year would be missing.",
        )[lang]
    return say(
        id=f"Pada ujung bawah rentangnya ({shown}) pun tersisa {gap}.",
        en=f"Even at the low end of its range ({shown}) {gap} would be left.",
    )[lang]


def _stopped(results: Results, lang: str) -> str:
    """Name the targets that the ceiling stops, with what is missing in their year."""
    texts = []
    for slug, segment in results.scenario.segments.items():
        path = segment.path
        if path.kind != "target" or path.year not in frames.years(results):
            continue
        gap = -frames.at(results, "headroom_idr", path.year)
        paid = frames.at(results, "coverage_rate", path.year, segment=slug)
        if gap <= 0 or paid >= float(path.coverage.central):
            continue
        wanted = float(path.coverage.central)
        share = percent(wanted, lang, 0 if round(wanted * 100, 6) % 1 == 0 else 1)
        group, missing = segment_label(results, slug, lang), rupiah_short(gap, lang)
        text = say(
            id=f"Dari {share} yang diinginkan bagi {group} pada {path.year}, pagu "
            f"membayar {percent(paid, lang)}; kurang {missing} setahun.",
            en=f"Of the {share} wanted for {group} in {path.year} the line pays "
            f"{percent(paid, lang)}; {missing} a year is missing.",
        )
        texts.append(text[lang])
    return " ".join(texts)
