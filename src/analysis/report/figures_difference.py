"""Pictures of what makes scenarios differ: by scenario, by cause, by year."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill
from typing import TYPE_CHECKING, Any

import pandas as pd
from matplotlib.axes import Axes

from analysis.language import rupiah, rupiah_short, say
from analysis.model.projection.series import ALL
from analysis.report import frames
from analysis.report.causes import cause_colour, cause_label
from analysis.report.figures_axes import (
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
from analysis.report.figures_fan import money_scale
from analysis.report.labels import place
from analysis.report.sentences_compare import signed
from analysis.study.differences import TOTAL, Split, differences, widest

if TYPE_CHECKING:
    from analysis.model.projection import Results

SHOWN_AT_MOST, CHARS = 6, 26


@styled
def waterfall(runs: Sequence[Results], lang: str = "en") -> Picture:
    """Draw how each scenario's bill of all years comes from the first's, by cause."""
    found = differences(runs)[:SHOWN_AT_MOST]
    frame = pd.concat([_bars(one) for one in found], ignore_index=True)
    scale, unit = money_scale(frame["value_idr"].abs().max(), lang)
    title, what = _title(found, lang), _what(found, unit, lang)
    listed = "; ".join(
        f"{row.scenario}, {cause_label(row.cause, lang)}: {rupiah(row.value_idr, lang)}"
        for row in frame.itertuples()
    )
    words = Words(title, what, _source(found, lang), f"{title}. {what}. {listed}.")
    lines = len(frame) + len(found)
    room = Room(left=1.9, right=1.1, height=1.7 + 0.27 * lines)
    picture, (axes,) = page(words, frame, lang, room)
    _groups(axes, frame, scale, lang)
    number_axis(axes, lang, axis="x")
    axes.set_xlabel(unit)
    return picture


def _bars(one: Split) -> pd.DataFrame:
    """Return a bar a cause: each starts where those before it end, the total at 0."""
    whole = one.bill_idr.loc[ALL]
    moved = [name for name in one.causes if abs(whole[name]) >= 1]
    sizes = whole[moved if len(moved) == 1 else [*moved, TOTAL]]
    starts = sizes.cumsum().shift(fill_value=0.0).where(sizes.index != TOTAL, 0.0)
    columns = {"cause": sizes.index, "start_idr": starts, "value_idr": sizes}
    return pd.DataFrame({"scenario": one.name, **columns}).reset_index(drop=True)


def _groups(axes: Axes, frame: pd.DataFrame, scale: float, lang: str) -> None:
    """Draw a line with the name of each scenario and below it a bar a cause."""
    ticks, at = [], 0
    for name, bars in frame.groupby("scenario", sort=False):
        ticks.append((at, name))
        for bar in bars.itertuples():
            at += 1
            ticks.append((at, cause_label(bar.cause, lang)))
            _bar(axes, at, bar, scale, lang)
        at += 1
    places, names = zip(*ticks, strict=True)
    axes.set_yticks(places, [fill(name, CHARS) for name in names])
    for label, name in zip(axes.get_yticklabels(), names, strict=True):
        label.set_fontweight("bold" if name in set(frame["scenario"]) else "normal")
    axes.set_ylim(at - 0.4, -0.6)
    axes.grid(False, axis="y")
    axes.grid(True, axis="x")
    axes.axvline(0, color=INK, lw=0.8)
    axes.use_sticky_edges = False
    axes.margins(x=0.04)


def _bar(axes: Axes, at: int, bar: Any, scale: float, lang: str) -> None:
    start, size = bar.start_idr / scale, bar.value_idr / scale
    tint = INK if bar.cause == TOTAL else cause_colour(bar.cause)
    axes.barh(at, size, left=start, color=tint, height=0.62)
    axes.annotate(
        signed(bar.value_idr, lang),
        (max(start, start + size, 0), at),
        xytext=(5, 0),
        textcoords="offset points",
        va="center",
        annotation_clip=False,
    )


def _title(found: Sequence[Split], lang: str) -> str:
    one = max(found, key=lambda one: abs(one.bill_idr.loc[ALL, TOTAL]))
    whole = one.bill_idr.loc[ALL]
    parts = whole.drop(TOTAL)
    if parts.empty or parts.abs().max() < 1:
        return say(
            id="Tagihan semua skenario sama", en="The bill is the same in all scenarios"
        )[lang]
    same_way = parts if whole[TOTAL] >= 0 else -parts
    cause, total = str(same_way.idxmax()), signed(whole[TOTAL], lang)
    label = cause_label(cause, lang).lower()
    return say(
        id=f"{one.name}: {total} pada tagihan semua tahun, terutama {label}",
        en=f"{one.name}: {total} on the bill of all years, mostly {label}",
    )[lang]


def _what(found: Sequence[Split], unit: str, lang: str) -> str:
    reference = found[0].reference
    runs = (reference, *(one.run for one in found))
    places = ", ".join(dict.fromkeys(place(run) for run in runs))
    years = [year for one in found for year in one.years]
    span = f"{min(years)}-{max(years)}"
    money = rupiah_short(frames.bill(reference).sum(), lang)
    name = reference.scenario.name
    return say(
        id=f"Tagihan APBD umum sesudah pagu dikurangi tagihan {name} (semua tahunnya "
        f"{money}), {unit}, {places}, {span}, jalur pusat",
        en=f"General APBD bill after the ceiling less that of {name} ({money} in all "
        f"its years), {unit}, {places}, {span}, central path",
    )[lang]


def _source(found: Sequence[Split], lang: str) -> str:
    listed = ", ".join(one.name for one in found)
    names = f"{found[0].reference.scenario.name}, {listed}"
    source = say(id=f"Sumber: skenario {names}.", en=f"Source: scenarios {names}.")
    shapley = say(
        id="Bagian setiap penyebab: nilai Shapley.",
        en="Part of each cause: Shapley value.",
    )
    stepped = [one for one in found if one.steps]
    said = "; ".join(f"{one.name}: {one.steps[lang]}" for one in stepped)
    steps = say(
        id=f"Langkah dengan urutan tetap ({said}).",
        en=f"Steps in one fixed order ({said}).",
    )
    parts = [shapley] * (len(stepped) < len(found)) + [steps] * bool(stepped)
    return " ".join(text[lang] for text in (source, *parts))


@styled
def difference_by_year(
    runs: Sequence[Results], lang: str = "en", name: str = ""
) -> Picture:
    """Draw one scenario's difference from the first, stacked by cause, by year.

    ``name``: which scenario; by default the one with most causes.
    """
    one = widest(runs, name)
    frame = one.bill_idr.drop(ALL)
    whole, frame = frame[TOTAL], frame[one.told_yearly]
    scale, unit = money_scale(frame.abs().max().max(), lang)
    title, what = _yearly_title(whole, one.name, lang), _what([one], unit, lang)
    told = [
        ends(cause_label(str(cause), lang), sizes, lambda value: signed(value, lang))
        for cause, sizes in frame.items()
        if sizes.abs().max() >= 1
    ]
    words = Words(title, what, _source([one], lang), spoken(title, *told))
    room = Room(height=tall(len(frame.columns)))
    picture, (axes,) = page(words, frame.rename_axis("year"), lang, room, units="idr")
    parts = frame.drop(columns=TOTAL, errors="ignore") / scale
    labels = _stacks(axes, parts, lang)
    if TOTAL in frame:
        axes.plot(parts.index, whole / scale, "--o", color=INK, ms=3.5, lw=1.2)
        labels.append((whole.iloc[-1] / scale, cause_label(TOTAL, lang), INK))
    axes.axhline(0, color=INK, lw=0.8)
    number_axis(axes, lang)
    year_axis(axes, list(parts.index))
    axes.set_ylabel(unit)
    label_ends(axes, labels)
    return picture


def _stacks(axes: Axes, parts: pd.DataFrame, lang: str) -> list[tuple[float, str, str]]:
    """Stack what adds above zero and what takes away below; return the labels."""
    above = below = pd.Series(0.0, index=parts.index)
    labels = []
    for cause in parts.columns[parts.abs().max() > 0]:
        sizes, tint = parts[cause], cause_colour(cause)
        floor = above.where(sizes > 0, below)
        axes.bar(parts.index, sizes, bottom=floor, color=tint, width=0.7)
        labels.append(
            ((floor + sizes / 2).iloc[-1], cause_label(cause, lang), tint),
        )
        above, below = above + sizes.clip(lower=0), below + sizes.clip(upper=0)
    return labels


def _yearly_title(total: pd.Series, name: str, lang: str) -> str:
    year = int(total.abs().idxmax())
    if abs(total[year]) < 1:
        return say(
            id=f"{name}: tagihan setiap tahun sama dengan acuan",
            en=f"{name}: the bill of every year is that of the reference",
        )[lang]
    most = signed(total[year], lang)
    return say(
        id=f"{name}: selisih terbesar {most} pada {year}",
        en=f"{name}: the largest difference is {most}, in {year}",
    )[lang]
