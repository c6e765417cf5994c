"""Picture of the edge: the death rate contributions can bear, by tariff."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.axes import Axes

from analysis.language import number, rupiah_short, say
from analysis.report import frames, readings
from analysis.report.figures_axes import (
    label_ends,
    number_axis,
)
from analysis.report.figures_base import (
    ACCENT,
    INK,
    Picture,
    Room,
    Words,
    page,
    spoken,
    styled,
)
from analysis.report.sources import source_line

if TYPE_CHECKING:
    from analysis.model.projection import Results

PER_THOUSAND = 1000
_LINES = (
    ("break_even_death_rate_y", "#009e73", "-"),
    ("break_even_all_claims_y", "#cc79a7", "-"),
)


@styled
def break_even(results: Results, lang: str = "en", year: int | None = None) -> Picture:
    """Draw the death rate at which claims equal contributions, by tariff."""
    year = year or frames.first_year(results)
    curve, point = (
        readings.break_even(results, year),
        readings.scenario_point(results, year),
    )
    limit = number(point["break_even_death_rate_y"] * PER_THOUSAND, lang, 2)
    lower = number(point["break_even_all_claims_y"] * PER_THOUSAND, lang, 2)
    ours = number(point["death_rate_y"] * PER_THOUSAND, lang, 2)
    title = say(
        id=f"Skenario ini memperkirakan {ours} kematian per 1.000; impas pada {limit} "
        f"atau, dengan semua klaim, {lower}",
        en=f"This scenario expects {ours} deaths per 1,000; break-even is {limit} or, "
        f"with all claims, {lower}",
    )[lang]
    what = _basis(point, year, lang)
    source = source_line(results, lang, law="PP 44/2015, PP 82/2019 [S01, S18]")
    words = Words(title, what, source, spoken(title, *_told(curve, lang)))
    room = Room(right=1.65, below=0.55)
    picture, (axes,) = page(words, curve, lang, room)
    _curves(axes, curve, lang)
    _point(axes, point, lang)
    return picture


def _basis(point: dict[str, float], year: int, lang: str) -> str:
    benefit = rupiah_short(point["claim_per_death_idr"], lang, 0)
    mean = rupiah_short(point["mean_payment_idr"], lang, 1)
    return say(
        id=f"Kematian per 1.000 orang-tahun yang menghabiskan iuran, menurut tarif "
        f"sebulan, {year}; dasar: {benefit} tiap kematian saja, atau {mean} ditambah "
        "kecelakaan kerja",
        en=f"Deaths per 1,000 person-years that use up the contribution, by monthly "
        f"tariff, {year}; basis: {benefit} a death and nothing else, or {mean} plus "
        "work accidents",
    )[lang]


def _told(curve: pd.DataFrame, lang: str) -> list[str]:
    """Return the rate each basis bears at the highest tariff."""
    last = curve.iloc[-1]
    tariff = number(last["tariff_idr_m"], lang)
    return [
        f"Rp{tariff}, {name}: {number(last[column] * PER_THOUSAND, lang, 2)}"
        for (column, *_), name in zip(_LINES, _names(lang), strict=True)
    ]


def _names(lang: str) -> tuple[str, ...]:
    return (
        say(id="santunan kematian saja", en="death benefit only")[lang],
        say(id="semua klaim rata-rata", en="all claims, on average")[lang],
    )


def _curves(axes: Axes, curve: pd.DataFrame, lang: str) -> None:
    labels = []
    for (column, tint, dash), name in zip(_LINES, _names(lang), strict=True):
        rate = curve[column] * PER_THOUSAND
        axes.plot(curve["tariff_idr_m"], rate, dash, color=tint)
        labels.append((float(rate.iloc[-1]), name, tint))
    highest = curve[[column for column, *_ in _LINES]].max().max() * PER_THOUSAND
    axes.set_ylim(0, highest * 1.05 or 1)
    axes.set_xlim(0, curve["tariff_idr_m"].max())
    number_axis(axes, lang)
    number_axis(axes, lang, axis="x")
    axes.set_xlabel(say(id="tarif, rupiah sebulan", en="tariff, rupiah a month")[lang])
    label_ends(axes, labels)


def _point(axes: Axes, point: dict[str, float], lang: str) -> None:
    spot = (point["tariff_idr_m"], point["death_rate_y"] * PER_THOUSAND)
    axes.plot(*spot, "D", color=ACCENT, ms=7)
    name = say(id="skenario ini", en="this scenario")[lang]
    tariff = number(point["tariff_idr_m"], lang)
    below = spot[1] > axes.get_ylim()[1] / 3
    axes.annotate(
        f"{name}\nRp{tariff}",
        spot,
        xytext=(9, -6 if below else 6),
        textcoords="offset points",
        va="top" if below else "bottom",
        color=INK,
        bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.75, "pad": 1},
    )
    low, high = axes.get_ylim()
    axes.set_ylim(low, max(high, spot[1] * 1.15))
