"""Picture of coverage: the share of the eligible who are insured."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.axes import Axes

from analysis.language import percent, say
from analysis.report import frames
from analysis.report.colours import colour
from analysis.report.figures_axes import label_ends, number_axis, tall, year_axis
from analysis.report.figures_base import (
    INK,
    QUIET,
    Picture,
    Room,
    Words,
    ends,
    message,
    page,
    spoken,
    styled,
)
from analysis.report.figures_entitled import but, until
from analysis.report.labels import place, short_label, text_of
from analysis.report.sources import source_line

if TYPE_CHECKING:
    from analysis.model.projection import Results

STEADY = 5e-4  # a coverage rate that moves less is called steady


@styled
def coverage(results: Results, lang: str = "en") -> Picture:
    """Draw the share of eligible people who are insured, a dashed line a segment."""
    frame, total = _rates(results)
    if total.dropna().empty:
        return message(_NOBODY[lang], place(results), lang)
    title = _coverage_title(total, but(results, lang), lang)
    span = f"{total.index[0]}-{total.index[-1]}"
    gone = _NO_RATE if frame.isna().any(axis=None) else say(id="", en="")
    what = say(
        id="Peserta akhir tahun dibagi orang yang memenuhi syarat di daftar kelompok "
        f"itu (bukan angkatan kerja), {place(results)}, proyeksi {span}{gone['id']}",
        en="Members at year end over the eligible people of the group's list (not the "
        f"labour force), {place(results)}, projected {span}{gone['en']}",
    )[lang]
    source = source_line(results, lang, prefix="segments.")
    whole = short_label(results, "all", lang)
    told = [
        ends(name, line, lambda value: percent(value, lang))
        for name, line in (
            (whole, total),
            *((short_label(results, slug, lang), frame[slug]) for slug in frame),
        )
    ]
    words = Words(title, what, source, spoken(title, *told))
    table = frame.assign(all=total)
    room = Room(height=tall(len(_alike(frame)) + 1))
    picture, (axes,) = page(words, table, lang, room, units="share")
    labels = [_coverage_line(axes, total, INK, whole, 2.4)]
    for alike in _alike(frame):
        name = ", ".join(short_label(results, slug, lang) for slug in alike)
        tint = colour(alike[0]) if len(alike) == 1 else QUIET
        here = frame[alike[0]].dropna().index[-1]
        if here != frame.index[-1]:
            name = until(name, int(here), lang)
        labels.append(_coverage_line(axes, frame[alike[0]], tint, name, 1.5))
    labels += _of_denominators(axes, results, lang)
    axes.set_ylim(0, 1.04)
    number_axis(axes, lang, share=True)
    year_axis(axes, list(frame.index))
    label_ends(axes, labels)
    return picture


_NOBODY = say(
    id="Tidak ada yang memenuhi syarat, jadi tidak ada cakupan",
    en="Nobody is eligible, so there is no coverage",
)
_NO_RATE = say(
    id="; tanpa titik: tidak ada yang memenuhi syarat",
    en="; no point: nobody is eligible",
)


def _rates(results: Results) -> tuple[pd.DataFrame, pd.Series]:
    """Return coverage of each group and of all, nothing where nobody is eligible."""
    frame = frames.by_segment(results, "coverage_rate")
    total = frames.by_year(results, "coverage_rate")
    eligible = frames.by_segment(results, "eligible").reindex_like(frame)
    known = frame.where(eligible > 0).dropna(axis=1, how="all")
    return known, total.where(frames.by_year(results, "eligible") > 0)


def _coverage_title(total: pd.Series, yet: str, lang: str) -> str:
    total = total.dropna()
    first, last = total.index[0], total.index[-1]
    before, after = (percent(total.loc[year], lang) for year in (first, last))
    if yet and before == after:
        return say(
            id=f"Di daftar tetap {after} sampai {last}{yet}",
            en=f"On the list {after} until {last}{yet}",
        )[lang]
    if yet:
        return say(
            id=f"Di daftar dari {before} ({first}) ke {after} ({last}){yet}",
            en=f"On the list from {before} ({first}) to {after} ({last}){yet}",
        )[lang]
    if before == after and total.max() - total.min() > STEADY:
        most, peak = percent(total.max(), lang), total.idxmax()
        return say(
            id=f"Cakupan paling tinggi pada {peak}: {most} dari yang memenuhi syarat",
            en=f"Coverage is highest in {peak}: {most} of the eligible",
        )[lang]
    if before == after:
        return say(
            id=f"Cakupan tetap {after} dari yang memenuhi syarat sampai {last}",
            en=f"Coverage stays at {after} of the eligible until {last}",
        )[lang]
    return say(
        id=f"Dari {before} yang memenuhi syarat ({first}) ke {after} ({last})",
        en=f"From {before} of the eligible ({first}) to {after} ({last})",
    )[lang]


def _of_denominators(
    axes: Axes, results: Results, lang: str
) -> list[tuple[float, str, str]]:
    """Draw coverage of the denominators that targets name, dotted."""
    labels = []
    for slug, line in frames.by_segment(results, "target_coverage_rate").items():
        of = text_of(results.scenario.segments[slug].path.of.name, lang)
        part = say(id="dari", en="of")[lang]
        axes.plot(line.index, line, ":", color=colour(slug), lw=1.8)
        name = f"{short_label(results, slug, lang)}, {part} {of}"
        labels.append((float(line.iloc[-1]), name, colour(slug)))
    return labels


def _alike(frame: pd.DataFrame) -> list[list[str]]:
    """Group the segments whose lines would lie on each other."""
    groups: dict[tuple, list[str]] = {}
    for slug in frame.columns:
        groups.setdefault(tuple(frame[slug].round(3).fillna(-1)), []).append(slug)
    return list(groups.values())


def _coverage_line(
    axes: Axes, line: pd.Series, tint: str, name: str, width: float
) -> tuple[float, str, str]:
    axes.plot(line.index, line, "--o", color=tint, lw=width, ms=3, clip_on=False)
    known = line.dropna()
    return (float(known.iloc[-1]) if len(known) else 0.0), name, tint
