"""Picture of people: who is insured, group by group."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.axes import Axes

from analysis.language import Text, number, say
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
    Picture,
    Room,
    Words,
    ends,
    page,
    spoken,
    styled,
)
from analysis.report.figures_entitled import but, part_of_year, until
from analysis.report.labels import place, short_label
from analysis.report.sources import source_line

if TYPE_CHECKING:
    from analysis.model.projection import Results

# eligible people far above the insured would squeeze the bars to a strip
WITHIN_SIGHT = 2.0


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
    if part_of_year(results):
        return say(
            id="Peserta terdaftar, dibayar hanya sebagian tahun",
            en="People registered, paid for only part of the year",
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
        there = frame.index[frame[slug] > 0]
        if len(there):
            year = int(there[-1])
            middle = frame.loc[year, :slug].sum() - frame.loc[year, slug] / 2
            name = until(short_label(results, slug, lang), year, lang)
            labels.append((middle, name, colour(slug)))
    return labels


def _people_title(results: Results, frame: pd.DataFrame, lang: str) -> str:
    last = frames.last_year(results)
    now, then = frame.iloc[0].sum(), frame.loc[last].sum()
    if yet := but(results, lang):
        return say(
            id=f"Di daftar {number(then, lang)} orang pada {last}{yet}",
            en=f"On the list {number(then, lang)} people in {last}{yet}",
        )[lang]
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
