"""Pictures of what moves the answers, and of what knowing it is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.axes import Axes

from analysis.language import number, percent, rupiah_short, say
from analysis.report import frames
from analysis.report.figures_axes import (
    legend_above,
    name_axis,
    number_axis,
)
from analysis.report.figures_base import (
    ACCENT,
    INK,
    OURS,
    Picture,
    Room,
    Words,
    listed,
    message,
    page,
    spoken,
    styled,
)
from analysis.report.figures_fan import (
    money,
    money_scale,
)
from analysis.report.labels import place
from analysis.report.sources import source_line
from analysis.study import decisions, uncertainty
from analysis.study.asking import ASKED

if TYPE_CHECKING:
    from analysis.model.projection import Results

MOST_BARS = 8
ON_TOP = 3.0  # in the order of drawing
SEEN = 1e-3  # of the widest bar: less is no bar


@styled
def tornado(results: Results, lang: str = "en", outcome: str = "bill") -> Picture:
    """Draw what one unknown at a time does to the ``bill`` or the ``fund``."""
    found = uncertainty.tornado(results)[outcome]
    widest = max((bar.swing for bar in found.bars), default=0.0)
    bars = [bar for bar in found.bars if bar.swing > SEEN * widest][:MOST_BARS]
    if not widest:
        return message(_NOTHING[lang], place(results), lang)
    frame = pd.DataFrame(
        [(bar.name, bar.low, found.base, bar.high) for bar in bars],
        columns=["unknown", "low_idr", "base_idr", "high_idr"],
    ).set_index("unknown")
    scale, unit = money_scale(float(frame.abs().max().max()), lang)
    title = _tornado_title(frame, lang)
    what = _tornado_what(results, outcome, unit, lang)
    names = [ASKED[name].title[lang] for name in frame.index]
    shown = money(lang)
    told = [
        f"{name}: {shown(low)} - {shown(high)}"
        for name, (low, _, high) in zip(names, frame.to_numpy(), strict=True)
    ]
    words = Words(title, what, source_line(results, lang), spoken(title, *told))
    height = 2.15 + 0.36 * len(frame)
    room = Room(left=1.75, right=1.4, below=0.55, height=height, above=0.34)
    picture, (axes,) = page(words, frame, lang, room)
    _draw_bars(picture, frame / scale, lang)
    _ranges(axes, frame / scale, lang)
    name_axis(axes, names)
    number_axis(axes, lang, axis="x")
    axes.set_xlabel(unit)
    legend_above(axes, columns=2)
    return picture


_NOTHING = say(
    id="Tidak ada yang belum diketahui yang menggerakkan angka ini",
    en="Nothing that is not known moves this figure",
)


def _draw_bars(picture: Picture, frame: pd.DataFrame, lang: str) -> None:
    axes, base, spots = picture.axes[0], frame["base_idr"].iloc[0], range(len(frame))
    longest = (frame - base).abs().max().max()
    ends = (
        ("low_idr", OURS, say(id="angka rendah (p10)", en="low value (p10)")),
        ("high_idr", ACCENT, say(id="angka tinggi (p90)", en="high value (p90)")),
    )
    for column, tint, words in ends:
        width = frame[column] - base
        bars = axes.barh(spots, width, left=base, color=tint, label=words[lang])
        for bar, size in zip(bars, width.abs(), strict=True):
            bar.set_zorder(ON_TOP - size / longest)  # the shorter one stays in sight
    axes.axvline(base, color=INK, lw=1.0, zorder=ON_TOP)


def _ranges(axes: Axes, frame: pd.DataFrame, lang: str) -> None:
    """Write from what to what each bar reaches beside it."""
    for spot, (low, _, high) in enumerate(frame.to_numpy()):
        ends = " – ".join(number(one, lang, 2) for one in sorted((low, high)))
        beside = axes.get_yaxis_transform()
        axes.text(1.03, spot, ends, va="center", size=8, transform=beside)


def _tornado_title(frame: pd.DataFrame, lang: str) -> str:
    top = ASKED[frame.index[0]].title[lang]
    ends = sorted(frame.iloc[0][["low_idr", "high_idr"]])
    low, high = (rupiah_short(one, lang, 1) for one in ends)
    return say(
        id=f"{top}: dari {low} sampai {high}", en=f"{top}: from {low} to {high}"
    )[lang]


def _tornado_what(results: Results, outcome: str, unit: str, lang: str) -> str:
    first, last = frames.first_year(results), frames.last_year(results)
    span = f"{first}-{last}, {place(results)}"
    return _OUTCOME[outcome][lang].format(unit=unit, span=span)


_OUTCOME = {
    "bill": say(
        id="Tagihan APBD umum sebelum pemotongan, {unit}, jumlah {span}; satu per "
        "satu, yang lain tetap; garis: skenario",
        en="Bill of the general APBD before any cut, {unit}, sum of {span}; one at a "
        "time, the others held; line: the scenario",
    ),
    "fund": say(
        id="Iuran dikurangi pungutan dan manfaat (hasil dana nasional), {unit}, "
        "jumlah {span}; satu per satu, yang lain tetap; garis: skenario",
        en="Contributions less levy and benefits (result of the national fund), "
        "{unit}, sum of {span}; one at a time, the others held; line: the scenario",
    ),
}


@styled
def worth(results: Results, lang: str = "en") -> Picture:
    """Draw what each answer is worth before the two decisions."""
    frame = uncertainty.ranked(results)[["line_idr", "cover_idr"]]
    frame = frame[frame.sum(axis=1) > 0].head(MOST_BARS)
    if frame.empty:
        return message(_NO_WORTH[lang], place(results), lang)
    scale, unit = money_scale(float(frame.sum(axis=1).max()), lang)
    title, what = _worth_title(results, frame, lang), _worth_what(results, unit, lang)
    names = [ASKED[name].title[lang] for name in frame.index]
    whole = pd.Series(frame.sum(axis=1).to_numpy(), names)
    alt = spoken(title, listed(whole, money(lang)))
    words = Words(title, what, source_line(results, lang), alt)
    room = Room(left=1.75, right=1.2, height=2.0 + 0.36 * len(frame), above=0.34)
    picture, (axes,) = page(words, frame, lang, room)
    line = say(id="untuk pagu tahun pertama", en="for the line of the first year")
    cover = say(id="untuk memperluas cakupan", en="for wider cover")
    spots, first = range(len(frame)), frame["line_idr"] / scale
    axes.barh(spots, first, color=OURS, label=line[lang])
    more = frame["cover_idr"] / scale
    axes.barh(spots, more, left=first, color=ACCENT, label=cover[lang])
    for spot, value in enumerate(whole):
        at = (value / scale, spot)
        look = {"xytext": (4, 0), "textcoords": "offset points", "va": "center"}
        axes.annotate(rupiah_short(value, lang), at, size=8, **look)
    name_axis(axes, names)
    number_axis(axes, lang, axis="x")
    axes.set_xlabel(unit)
    legend_above(axes, columns=2)
    return picture


_NO_WORTH = say(
    id="Tidak ada jawaban yang mengubah keputusan",
    en="No answer would change a decision",
)


def _worth_title(results: Results, frame: pd.DataFrame, lang: str) -> str:
    total = decisions.information(results).total_idr
    top = ASKED[frame.index[0]].title[lang]
    part = percent(min(1.0, frame.iloc[0].sum() / total), lang, 0)
    return say(
        id=f"{top}: {part} dari nilai mengetahui semuanya",
        en=f"{top}: {part} of the worth of knowing everything",
    )[lang]


def _worth_what(results: Results, unit: str, lang: str) -> str:
    return say(
        id=f"Nilai harapan dari mengetahui satu hal sebelum memutuskan, {unit} "
        f"setahun, {place(results)}",
        en=f"Expected worth of knowing one thing before deciding, {unit} a year, "
        f"{place(results)}",
    )[lang]
