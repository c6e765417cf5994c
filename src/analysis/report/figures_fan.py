"""Fans of what may be: nested bands, a dashed centre, and money in a fitting unit."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
from matplotlib.axes import Axes

from analysis.language import rupiah_short, say
from analysis.report import frames

BANDS = (("p05", "p95", 0.16), ("p10", "p90", 0.16), ("p25", "p75", 0.22))


def money_scale(highest_idr: float, lang: str) -> tuple[float, str]:
    """Return the divisor and the name of the unit a money axis is written in."""
    if highest_idr >= 1e12:
        return 1e12, say(id="Rp triliun", en="Rp trillion")[lang]
    if highest_idr >= 1e9:
        return 1e9, say(id="Rp miliar", en="Rp billion")[lang]
    return 1e6, say(id="Rp juta", en="Rp million")[lang]


def draw_fan(axes: Axes, fan: pd.DataFrame, colour: str, scale: float = 1) -> None:
    """Shade the 50, 80 and 90 per cent bands and draw the central line dashed."""
    shade_bands(axes, fan, colour, scale)
    axes.plot(fan.index, fan["central"] / scale, "--o", color=colour, ms=3.5)


def shade_bands(axes: Axes, fan: pd.DataFrame, colour: str, scale: float = 1) -> None:
    """Shade the 50, 80 and 90 per cent bands, the narrower the darker."""
    for low, high, alpha in BANDS:
        if low in fan and high in fan:
            lower, upper = fan[low] / scale, fan[high] / scale
            axes.fill_between(fan.index, lower, upper, color=colour, alpha=alpha, lw=0)


def interval_words(fan: pd.DataFrame, lang: str) -> str:
    """Return what the shading means, or that nothing uncertain moves the line."""
    if frames.is_certain(fan):
        return say(
            id="tanpa pita: dihitung dari masukan tetap saja",
            en="no band: computed from fixed inputs only",
        )[lang]
    return say(
        id="pita: 50, 80, 90 dari 100 simulasi",
        en="bands: 50, 80, 90 in 100 draws",
    )[lang]


def band_words(fan: pd.DataFrame, lang: str) -> str:
    """Return the widest band of the last year in words; nothing where there is none."""
    if frames.is_certain(fan):
        return ""
    low, high = (rupiah_short(fan[name].iloc[-1], lang) for name in ("p05", "p95"))
    return say(
        id=f"90 dari 100 pada {fan.index[-1]}: {low} sampai {high}",
        en=f"90 in 100 in {fan.index[-1]}: {low} to {high}",
    )[lang]


def money(lang: str) -> Callable[[float], str]:
    """Return how an amount is written in an alt text."""
    return lambda value: rupiah_short(value, lang)
