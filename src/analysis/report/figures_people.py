"""Pictures of people: who is insured, and what share that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.axes import Axes

from analysis.language import Text, number, percent, say
from analysis.report import frames
from analysis.report.colours import colour
from analysis.report.figures_axes import (
    from_zero,
    label_ends,
    number_axis,
    tall,
    year_axis,
)
from analysis.report.figures_base import (
    INK,
    QUIET,
    Picture,
    Room,
    Words,
    ends,
    page,
    spoken,
    styled,
)
from analysis.report.labels import place, short_label, text_of
from analysis.report.sources import source_line

if TYPE_CHECKING:
    from analysis.model.projection import Results

# eligible people far above the insured would squeeze the bars to a strip
WITHIN_SIGHT = 2.0
STEADY = 5e-4  # a coverage rate that moves less is called steady


@styled
def people(results: Results, lang: str = "en") -> Picture:
    """Draw the insured by segment: the published start solid, the projection pale."""
    ahead = frames.by_segment(results, "members_end")
    begin = frames.start(results).set_index("segment")
    before = frames.first_year(results) - 1
    frame = pd.concat([begin["members"].to_frame(before).T, ahead]).fillna(0.0)
    eligible = frames.by_year(results, "eligible")
    eligible.loc[before] = begin["eligible"].sum()
    eligible = eligible.sort_index()
    title = _people_title(results, frame, lang)
    near = eligible.max() <= WITHIN_SIGHT * frame.sum(axis=1).max()
    listed = _listed(results)
    what = say(
        id=f"{listed['id']}, orang, {place(results)}; awal {before} "
        f"pekat, proyeksi {ahead.index[0]}-{ahead.index[-1]} bergaris; "
        + _eligible_words(eligible, near, "id"),
        en=f"{listed['en']}, {place(results)}; start of the run "
        f"({before}) solid, projected {ahead.index[0]}-{ahead.index[-1]} hatched; "
        + _eligible_words(eligible, near, "en"),
    )[lang]
    told = _each_group(results, frame, lang)
    source = source_line(results, lang, prefix="segments.")
    words = Words(title, what, source, spoken(title, *told))
    table = frame.assign(eligible=eligible).rename_axis("year")
    room = Room(height=tall(len(told) + 1))
    picture, (axes,) = page(words, table, lang, room, units="people")
    labels = _stack(axes, frame, results, lang)
    highest = frame.sum(axis=1).max()
    if near:
        axes.plot(eligible.index, eligible, "--", color=INK, lw=1.2)
        name = say(id="memenuhi syarat", en="eligible")[lang]
        labels.append((eligible.iloc[-1], name, INK))
        highest = max(highest, eligible.max())
    from_zero(axes, highest)
    number_axis(axes, lang)
    year_axis(axes, list(frame.index))
    axes.set_ylabel(say(id="orang", en="people")[lang])
    label_ends(axes, labels)
    return picture


def _each_group(results: Results, frame: pd.DataFrame, lang: str) -> list[str]:
    """Return people at first and last of every group, for the alt text."""
    return [
        ends(
            short_label(results, str(slug), lang),
            frame[slug],
            lambda value: number(value, lang),
        )
        for slug in frame.columns
    ]


def _listed(results: Results) -> Text:
    """Return who is counted: with unpaid months not everybody on the list is paid."""
    if frames.by_year(results, "unpaid_member_months").sum():
        return say(
            id="Orang di daftar, tidak setiap bulannya dibayar",
            en="People on the list, not paid for in every month",
        )
    return say(
        id="Peserta yang iurannya dibayar", en="People whose contributions are paid"
    )


def _eligible_words(eligible: pd.Series, near: bool, lang: str) -> str:
    if near:
        return say(id="garis: yang memenuhi syarat", en="line: eligible people")[lang]
    most = number(eligible.max(), lang)
    return say(
        id=f"yang memenuhi syarat {most}, di luar gambar",
        en=f"eligible: {most}, beyond the picture",
    )[lang]


def _stack(
    axes: Axes, frame: pd.DataFrame, results: Results, lang: str
) -> list[tuple[float, str, str]]:
    floor, labels = pd.Series(0.0, index=frame.index), []
    for slug in frame.columns:
        tint = colour(slug)
        bars = axes.bar(frame.index, frame[slug], bottom=floor, color=tint, width=0.74)
        for bar in bars[1:]:
            bar.set(alpha=0.72, hatch="////", edgecolor="white", linestyle="--")
        at_end = (floor + frame[slug] / 2).iloc[-1]
        if frame[slug].iloc[-1] > 0:
            labels.append((at_end, short_label(results, slug, lang), tint))
        floor = floor + frame[slug]
    gone = [slug for slug in frame.columns if frame[slug].iloc[-1] == 0]
    for slug in gone:
        year = int(frame[slug].idxmax())
        if frame.loc[year, slug]:
            middle = frame.loc[year, :slug].sum() - frame.loc[year, slug] / 2
            name = f"{short_label(results, slug, lang)} ({year})"
            labels.append((middle, name, colour(slug)))
    return labels


def _people_title(results: Results, frame: pd.DataFrame, lang: str) -> str:
    last = frames.last_year(results)
    now, then = frame.iloc[0].sum(), frame.loc[last].sum()
    change = then - now
    word = {
        True: say(id="naik", en="more"),
        False: say(id="turun", en="fewer"),
    }[change > 0][lang]
    most = frame.sum(axis=1)
    if round(change) == 0 and most.max() - now >= 1:
        return say(
            id=f"{number(then, lang)} peserta di awal dan pada {last}, paling banyak "
            f"{number(most.max(), lang)} pada {most.idxmax()}",
            en=f"{number(then, lang)} people covered at the start and in {last}, most "
            f"{number(most.max(), lang)} in {most.idxmax()}",
        )[lang]
    if round(change) == 0:
        return say(
            id=f"Jumlah peserta tetap {number(now, lang)} orang sampai {last}",
            en=f"Cover stays at {number(now, lang)} people until {last}",
        )[lang]
    return say(
        id=f"{number(then, lang)} peserta pada {last}: {word} "
        f"{number(abs(change), lang)} orang dari awal",
        en=f"{number(then, lang)} people covered in {last}: "
        f"{number(abs(change), lang)} "
        f"{word} than at the start",
    )[lang]


@styled
def coverage(results: Results, lang: str = "en") -> Picture:
    """Draw the share of eligible people who are insured, a dashed line a segment."""
    frame = frames.by_segment(results, "coverage_rate")
    total = frames.by_year(results, "coverage_rate")
    title = _coverage_title(total, lang)
    span = f"{total.index[0]}-{total.index[-1]}"
    what = say(
        id="Peserta akhir tahun dibagi orang yang memenuhi syarat di daftar kelompok "
        f"itu (bukan angkatan kerja), {place(results)}, proyeksi {span}",
        en="Members at year end over the eligible people of the group's list (not the "
        f"labour force), {place(results)}, projected {span}",
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
        labels.append(_coverage_line(axes, frame[alike[0]], tint, name, 1.5))
    labels += _of_denominators(axes, results, lang)
    axes.set_ylim(0, 1.04)
    number_axis(axes, lang, share=True)
    year_axis(axes, list(frame.index))
    label_ends(axes, labels)
    return picture


def _coverage_title(total: pd.Series, lang: str) -> str:
    first, last = total.index[0], total.index[-1]
    before, after = (percent(total.loc[year], lang) for year in (first, last))
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
        groups.setdefault(tuple(frame[slug].round(3)), []).append(slug)
    return list(groups.values())


def _coverage_line(
    axes: Axes, line: pd.Series, tint: str, name: str, width: float
) -> tuple[float, str, str]:
    axes.plot(line.index, line, "--o", color=tint, lw=width, ms=3, clip_on=False)
    return float(line.iloc[-1]), name, tint
