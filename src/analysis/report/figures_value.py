"""Pictures of what households get: value per rupiah, the exact year of a group."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.language import number, percent, rupiah_short, say
from analysis.report import claims_frames, frames
from analysis.report.colours import colour
from analysis.report.figures_axes import (
    from_zero,
    legend_above,
    name_axis,
    number_axis,
)
from analysis.report.figures_base import (
    ACCENT,
    INK,
    OURS,
    QUIET,
    Picture,
    Room,
    Words,
    listed,
    message,
    page,
    spoken,
    styled,
)
from analysis.report.labels import place, segment_label, short_label
from analysis.report.sources import source_line

if TYPE_CHECKING:
    from analysis.model.projection import Results
    from analysis.study.small_group import SmallGroup

_RATES = {
    "known": (OURS, "-", "", say(id="tingkat diketahui", en="rate known")),
    "unknown": (
        *(ACCENT, "--", "////"),
        say(id="tidak diketahui", en="not known"),
    ),
}
LEAST_SHOWN = 0.002  # of the most likely number of deaths
BINS = 24


@styled
def value(results: Results, lang: str = "en", year: int | None = None) -> Picture:
    """Draw what a rupiah of contributions is worth to households, by segment."""
    year = year or frames.first_year(results)
    frame = claims_frames.value(results, year)
    if frame.empty:
        return message(_NO_MONEY[lang], place(results), lang)
    title = _value_title(frame, lang)
    what = say(
        id=f"Manfaat yang diperkirakan per rupiah iuran, {place(results)}, {year}; "
        "beasiswa pada nilai sekarang; garis: 90 dari 100 simulasi (tingkat yang tidak "
        "diketahui, bukan kebetulan)",
        en=f"Expected benefits per rupiah of contributions, {place(results)}, {year}; "
        "scholarships at present value; line: 90 in 100 draws (rates not known, not "
        "luck)",
    )[lang]
    names = [short_label(results, str(slug), lang) for slug in frame.index]
    told = pd.Series(frame["central"].to_numpy(), names)
    alt = spoken(title, listed(told, lambda value: number(value, lang, 2)))
    words = Words(title, what, source_line(results, lang), alt)
    room = Room(left=1.95, right=0.5, below=0.5, height=1.7 + 0.34 * len(frame))
    picture, (axes,) = page(words, frame, lang, room, units="ratio")
    for spot, slug in enumerate(frame.index):
        tint = INK if slug == "all" else colour(str(slug))
        _interval(axes, spot, frame.loc[slug], tint, lang)
    name_axis(axes, names)
    axes.set_xlim(0, frame.max().max() * 1.12)
    axes.axvline(1, color=QUIET, lw=1.0, ls="--")
    number_axis(axes, lang, axis="x")
    axes.set_xlabel(say(id="rupiah per rupiah", en="rupiah per rupiah")[lang])
    return picture


_NO_MONEY = say(
    id="Tanpa iuran tidak ada nilai per rupiah",
    en="Without contributions there is no value per rupiah",
)


def _value_title(frame: pd.DataFrame, lang: str) -> str:
    mean = number(frame.loc["all", "central"], lang, 2)
    groups = frame.drop(index="all")["central"]
    if len(groups) < 2:
        return say(
            id=f"Tiap rupiah iuran diperkirakan kembali {mean} rupiah kepada keluarga",
            en=f"Each rupiah paid in is expected to return {mean} to households",
        )[lang]
    low, high = number(groups.min(), lang, 2), number(groups.max(), lang, 2)
    return say(
        id=f"Tiap rupiah iuran diperkirakan kembali {mean} rupiah, {low} sampai {high} "
        "menurut kelompok",
        en=f"Each rupiah paid in is expected to return {mean}, by group {low} to "
        f"{high}",
    )[lang]


def _interval(axes: Axes, spot: int, row: pd.Series, tint: str, lang: str) -> None:
    if "p95" in row and pd.notna(row["p95"]):
        axes.plot([row["p05"], row["p95"]], [spot, spot], color=tint, lw=2.2, alpha=0.5)
    axes.plot([row["central"]], [spot], "o", color=tint, ms=6)
    axes.annotate(
        number(row["central"], lang, 2),
        (row["central"], spot),
        xytext=(0, 6),
        textcoords="offset points",
        ha="center",
        color=tint,
        size=8,
        bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 0.5},
    )


@styled
def small_group(results: Results, lang: str = "en", year: int | None = None) -> Picture:
    """Draw the exact year of the smallest group that expects a death: count, money."""
    from analysis.study import small_group as study

    year = year or frames.first_year(results)
    slug = study.smallest(results, year)
    if slug is None:
        return message(_NOBODY[lang], place(results), lang)
    group = study.small_group(results, slug, year)
    title = _group_title(results, group, lang)
    what = _group_what(results, group, lang)
    shown = _shown(group.counts)
    chance = pd.Series(shown["unknown"].to_numpy(), shown["deaths"])
    told = listed(chance, lambda value: percent(value, lang, 0))
    words = Words(title, what, source_line(results, lang), spoken(title, told))
    room = Room(left=0.65, right=0.3, below=0.55, panels=2, gap=0.75, above=0.32)
    units = {"known": "probability", "unknown": "probability", "deaths": "count"}
    picture, (left, right) = page(words, shown, lang, room, units=units)
    _deaths(left, shown, lang)
    _money(right, group, lang)
    return picture


_NOBODY = say(
    id="Tidak ada kelompok dengan peserta pada tahun itu",
    en="No group has members in that year",
)


def _group_title(results: Results, group: SmallGroup, lang: str) -> str:
    name = segment_label(results, group.segment, lang)
    people = number(group.person_years, lang)
    none = percent(group.counts["unknown"].iloc[0], lang, 0)
    loss = percent(group.unknown.above(group.contributions_idr), lang, 0)
    return say(
        id=f"{name}, {people} orang-tahun: {none} peluang tanpa kematian, {loss} "
        "peluang klaim melebihi iuran",
        en=f"{name}, {people} person-years: {none} chance of no death, {loss} chance "
        "that claims exceed contributions",
    )[lang]


def _group_what(results: Results, group: SmallGroup, lang: str) -> str:
    paid = rupiah_short(group.contributions_idr, lang, 1)
    mean = number(group.expected_deaths, lang, 1)
    return say(
        id=f"Peluang tiap jumlah kematian (harapan {mean}) dan klaim di atas suatu "
        f"jumlah, {place(results)}, {group.year}; garis utuh: tingkat kematian "
        f"diketahui; putus: tidak diketahui; tegak: iuran {paid}",
        en=f"Chance of each number of deaths ({mean} expected) and of claims above an "
        f"amount, {place(results)}, {group.year}; solid: death rate known; dashed: "
        f"not known; upright: contributions {paid}",
    )[lang]


def _shown(counts: pd.DataFrame) -> pd.DataFrame:
    likely = counts[["known", "unknown"]].max(axis=1)
    last = likely[likely > LEAST_SHOWN * likely.max()].index.max()
    return counts.loc[: min(last, BINS)]


def _deaths(axes: Axes, counts: pd.DataFrame, lang: str) -> None:
    for shift, (column, (tint, _, hatch, name)) in zip(
        (-0.2, 0.2), _RATES.items(), strict=True
    ):
        bars = axes.bar(counts["deaths"] + shift, counts[column], 0.4, label=name[lang])
        for bar in bars:
            bar.set(facecolor=tint, hatch=hatch, edgecolor="white", lw=0)
    legend_above(axes, columns=2)
    from_zero(axes, float(counts[["known", "unknown"]].max().max()))
    number_axis(axes, lang, share=True)
    axes.set_xticks(counts["deaths"][:: 1 + len(counts) // 13])
    axes.set_xlabel(say(id="kematian setahun", en="deaths a year")[lang])
    axes.set_ylabel(say(id="peluang tiap jumlah", en="chance of each number")[lang])


def _money(axes: Axes, group: SmallGroup, lang: str) -> None:
    end = max(group.unknown.quantile(0.99), 2 * group.contributions_idr, 1e6)
    amounts = np.linspace(0, end, 241)
    for column, claims in (("known", group.known), ("unknown", group.unknown)):
        tint, dash, *_ = _RATES[column]
        above = claims.above(amounts)
        axes.step(amounts / 1e6, above, where="post", color=tint, ls=dash)
    axes.axvline(group.contributions_idr / 1e6, color=INK, lw=1.0)
    axes.set_ylim(0, 1)
    axes.set_xlim(0, end / 1e6)
    number_axis(axes, lang, share=True)
    number_axis(axes, lang, axis="x")
    axes.set_xlabel(say(id="klaim, Rp juta", en="claims, Rp million")[lang])
    axes.set_ylabel(say(id="peluang klaim di atas", en="chance of claims above")[lang])
