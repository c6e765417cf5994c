"""Picture of other lines: the chance of passing, by the height of the line."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pandas as pd

from analysis.language import percent, rupiah_short, say
from analysis.report.figures_axes import number_axis
from analysis.report.figures_base import (
    INK,
    WARN,
    Picture,
    Room,
    Words,
    listed,
    message,
    page,
    spoken,
    styled,
)
from analysis.report.figures_carried import NO_LINE, line_label
from analysis.report.figures_fan import money, money_scale
from analysis.report.labels import place
from analysis.report.sentences_carried import share
from analysis.report.sources import source_line
from analysis.study import limits, other_lines
from analysis.study.line import line as line_of

if TYPE_CHECKING:
    from analysis.model.projection import Results

_DECIMALS = 2


@styled
def breach_curve(results: Results, lang: str = "en") -> Picture:
    """Draw the chance of passing the line in any year, by the height of the line."""
    curve = other_lines.curve(results)
    if curve is None:
        return message(NO_LINE[lang], place(results), lang)
    idr = line_of(results).idr.dropna()
    scale, unit = money_scale(float(idr.iloc[0]) * curve.index[-1], lang)
    level = pd.Series(curve.to_numpy(), curve.index * float(idr.iloc[0]) / scale)
    title = _curve_title(curve, float(idr.iloc[0]), lang)
    what = say(
        id=f"Peluang terlewati pada tahun mana pun menurut tinggi pagu ({unit} pada "
        f"{idr.index[0]}), bagian dari kemungkinan, {place(results)}",
        en=f"Chance of passing it in any year by the height of the line ({unit} in "
        f"{idr.index[0]}), share of the possibilities, {place(results)}",
    )[lang]
    columns = {curve.index.name or "index": "line_share", curve.name: "probability"}
    frame = curve.reset_index().rename(columns=columns)
    frame = frame.assign(line_idr=frame["line_share"] * float(idr.iloc[0]))
    told = _heights(frame, lang)
    words = Words(title, what, source_line(results, lang), spoken(title, told))
    picture, (axes,) = page(words, frame, lang, Room(right=0.4, below=0.6))
    axes.plot(level.index, level, color=WARN, lw=2)
    here = float(idr.iloc[0]) / scale
    axes.axvline(here, color=INK, lw=1, ls="--")
    axes.annotate(
        line_label(results, lang),
        (here, 1.02),
        xytext=(4, 0),
        size=8,
        color=INK,
        textcoords="offset points",
    )
    axes.set_ylim(0, 1.1)
    axes.set_xlabel(unit)
    number_axis(axes, lang, share=True)
    number_axis(axes, lang, axis="x")
    return picture


def _heights(frame: pd.DataFrame, lang: str) -> str:
    """Return the chance at five heights of the line."""
    rows = frame.iloc[:: max(1, len(frame) // 5)]
    return listed(
        rows.set_index(rows["line_idr"].map(money(lang)))["probability"],
        lambda value: share(value, lang),
    )


def _curve_title(curve: pd.Series, idr: float, lang: str) -> str:
    safe = curve[curve <= 1 - limits.SURE]
    if safe.empty:
        most = rupiah_short(idr * float(curve.index[-1]), lang)
        return say(
            id=f"Dengan pagu {most} pun peluang terlewati lebih dari {_most(lang)}",
            en=f"Even with a line of {most} the chance of passing it is above "
            f"{_most(lang)}",
        )[lang]
    needed, chance = _rounded_up(idr * float(safe.index[0]), lang), _most(lang)
    if safe.index[0] == curve.index[0]:
        return say(
            id=f"Bahkan dengan pagu {needed} peluang terlewati paling banyak {chance}",
            en=f"Even with a line of {needed} the chance of passing it is at most "
            f"{chance}",
        )[lang]
    return say(
        id=f"Perlu pagu {needed} agar peluang terlewati paling banyak {chance}",
        en=f"A line of {needed} is needed for a chance of passing it of at most "
        f"{chance}",
    )[lang]


def _most(lang: str) -> str:
    return percent(1 - limits.SURE, lang, 0)


def _rounded_up(idr: float, lang: str) -> str:
    """Return an amount that is not below the one given, in the digits written."""
    step = money_scale(idr, lang)[0] / 10**_DECIMALS
    return rupiah_short(math.ceil(idr / step) * step, lang, _DECIMALS)
