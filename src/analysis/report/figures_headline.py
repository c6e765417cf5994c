"""The picture people send on: four answers in big letters and a small fan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib import style
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Rectangle
from PIL.PngImagePlugin import PngInfo

from analysis.language import Text, say
from analysis.report.colours import WHITE
from analysis.report.figures_axes import from_zero, number_axis, year_axis
from analysis.report.figures_base import (
    INK,
    LOOK,
    OURS,
    POINTS_PER_IN,
    QUIET,
    WARN,
    small_png,
)
from analysis.report.figures_fan import draw_fan, money_scale
from analysis.report.figures_text import width_pt, wrapped
from analysis.report.headline_words import Card, Headline, headline, needed_idr
from analysis.study import limits
from analysis.study.line import line as line_of

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from analysis.model.projection import Results

WIDTH_PX, HEIGHT_PX, DPI = 1080, 1350, 150
_WIDE, _HIGH = WIDTH_PX / DPI, HEIGHT_PX / DPI
_EDGE, _BAND_IN, _GAP_IN = 0.32, 1.2, 0.14
_CARDS_IN, _LINES = (1.56, 1.78), (3, 4)  # of each row of cards: height, lines
_DARK, _SOFT, _ON_DARK = "#0b3c5d", "#eef4f8", "#dbe9f3"
# letters in points, 150 dots to the inch: 12 pt is 25 of the 1080 pixels
_PT = {"place": 26, "why": 13, "asked": 13.5, "answer": 28, "more": 12.5, "small": 12}
_LINE = 1.2
_LEAST_ANSWER_PT = 18


def picture(results: Results, lang: str = "id") -> tuple[bytes, Headline]:
    """Return the headline picture as PNG, 1080 pixels wide, and what it says."""
    said = headline(results, lang)
    with style.context(LOOK):
        figure = drawn(results, said, lang)
    info = PngInfo()
    info.add_itxt("Description", said.alt, lang=lang)
    return small_png(figure, pnginfo=info), said


def drawn(results: Results, said: Headline, lang: str) -> Figure:
    """Return the figure: a band, four cards, the fan, and the sources below."""
    figure = Figure(figsize=(_WIDE, _HIGH), dpi=DPI)
    _band(figure, said)
    top = _HIGH - _BAND_IN - _GAP_IN
    wide = (_WIDE - 2 * _EDGE - _GAP_IN) / 2
    for at, card in enumerate(said.cards):
        left, row = _EDGE + (at % 2) * (wide + _GAP_IN), at // 2
        _card(figure, card, (left, top - row * (_CARDS_IN[0] + _GAP_IN), wide), row)
    top -= sum(_CARDS_IN) + 2 * _GAP_IN
    floor = _foot(figure, said)
    _fan(figure, results, (top, floor), said, lang)
    return figure


def _write(
    figure: Figure,
    lines: list[str],
    spot: tuple[float, float],
    size: float,
    **look: str,
) -> float:
    """Write lines from a place in inches down; return where the next may begin."""
    x, top = spot
    figure.text(
        x / _WIDE,
        top / _HIGH,
        "\n".join(lines),
        size=size,
        va="top",
        linespacing=_LINE,
        **look,
    )
    return top - len(lines) * size * _LINE * 1.02 / POINTS_PER_IN


def _fit(
    text: str, wide_in: float, kind: str, most: int, weight: str = "normal"
) -> list[str]:
    return wrapped(text, wide_in * POINTS_PER_IN, _PT[kind], weight, most)


def _band(figure: Figure, said: Headline) -> None:
    high = _BAND_IN / _HIGH
    shape = Rectangle((0, 1 - high), 1, high, facecolor=_DARK, lw=0)
    figure.add_artist(shape)
    wide, top = _WIDE - 2 * _EDGE, _HIGH - 0.2
    name = _fit(said.place, wide, "place", 1, "bold")
    look = {"color": WHITE, "weight": "bold"}
    top = _write(figure, name, (_EDGE, top), _PT["place"], **look)
    why = _fit(said.why, wide, "why", 2)
    _write(figure, why, (_EDGE, top - 0.04), _PT["why"], color=_ON_DARK)


def _card(
    figure: Figure, card: Card, box: tuple[float, float, float], row: int
) -> None:
    (left, top, wide), high = box, _CARDS_IN[row]
    shape = FancyBboxPatch(
        (left / _WIDE, (top - high) / _HIGH),
        wide / _WIDE,
        high / _HIGH,
        boxstyle="square,pad=0",
        facecolor=_SOFT,
        edgecolor="none",
    )
    figure.add_artist(shape)
    left, wide, top = left + 0.14, wide - 0.28, top - 0.12
    asked = _fit(card.asked, wide, "asked", 1)
    top = _write(figure, asked, (left, top), _PT["asked"], color=INK)
    size = _answer_pt(card.answer, wide)
    look = {"color": _DARK, "weight": "bold"}
    _write(figure, [card.answer], (left, top - 0.02), size, **look)
    top -= 0.02 + _PT["answer"] * _LINE * 1.02 / POINTS_PER_IN
    more = _fit(card.more, wide, "more", _LINES[row])
    _write(figure, more, (left, top - 0.02), _PT["more"], color=INK)


def _answer_pt(text: str, wide_in: float) -> float:
    """Return the size at which the answer fills one line at most."""
    size = float(_PT["answer"])
    while size > _LEAST_ANSWER_PT and (
        width_pt(text, size, "bold") > wide_in * POINTS_PER_IN
    ):
        size -= 1
    return size


def _foot(figure: Figure, said: Headline) -> float:
    """Write what is assumed and the sources at the bottom; return their upper edge."""
    wide = _WIDE - 2 * _EDGE
    assumed = _fit(said.assumed, wide, "small", 2, "bold")
    source = _fit(said.source, wide, "small", 2)
    line = _PT["small"] * _LINE * 1.02 / POINTS_PER_IN
    top = 0.2 + (len(assumed) + len(source)) * line
    look = {"color": WARN, "weight": "bold"}
    below = _write(figure, assumed, (_EDGE, top), _PT["small"], **look)
    _write(figure, source, (_EDGE, below), _PT["small"], color=QUIET)
    return top


def _fan(
    figure: Figure,
    results: Results,
    edges: tuple[float, float],
    said: Headline,
    lang: str,
) -> None:
    top, floor = edges
    fan, (idr, name) = limits.measured_bill(results), _level(results)
    highest = max(fan.max().max(), idr.max() if idr.notna().any() else 0.0)
    scale, unit = money_scale(highest, lang)
    wide = _WIDE - 2 * _EDGE
    title = _fit(f"{said.fan}, {unit}", wide, "asked", 1, "bold")
    look = {"color": INK, "weight": "bold"}
    top = _write(figure, title, (_EDGE, top - 0.02), _PT["asked"], **look)
    bands = _fit(said.bands, wide, "small", 2)
    top = _write(figure, bands, (_EDGE, top), _PT["small"], color=QUIET) - 0.1
    low, left, right = floor + 0.42, _EDGE + 0.45, 1.3
    box = (left / _WIDE, low / _HIGH, (_WIDE - left - right) / _WIDE)
    axes = figure.add_axes((*box, (top - low) / _HIGH))
    draw_fan(axes, fan, OURS, scale)
    if idr.notna().any():
        axes.step(idr.index, idr / scale, color=WARN, where="mid", lw=2.4)
    from_zero(axes, highest / scale)
    number_axis(axes, lang)
    _years(axes, list(fan.index))
    axes.tick_params(labelsize=_PT["small"], length=0)
    ends = (float(fan["central"].iloc[-1]), float(idr.iloc[-1]))
    _ends(axes, ends, scale, (say(id="tagihan", en="bill")[lang], name[lang]))


def _years(axes: Axes, years: list[int]) -> None:
    year_axis(axes, sorted({years[0], years[len(years) // 2], years[-1]}))


def _level(results: Results) -> tuple[pd.Series, Text]:
    """Return the ceiling; where none is published, what would be needed, if known."""
    line = line_of(results)
    if not line.is_assumed:
        return line.idr, say(id="pagu", en="ceiling")
    needed = needed_idr(results)
    level = line.idr * float("nan") if needed is None else line.idr * 0 + needed
    return level, say(id="perlu", en="needed")


def _ends(
    axes: Axes, values: tuple[float, float], scale: float, said: tuple[str, str]
) -> None:
    """Name the bill and the line at their ends, apart where they are close."""
    pairs = zip(values, said, (OURS, WARN), strict=True)
    names = [one for one in pairs if one[0] == one[0]]
    names.sort(key=lambda one: one[0])
    least = 0.13 * axes.get_ylim()[1]
    spot = float("-inf")
    for value, text, tint in names:
        spot = max(value / scale, spot + least)
        axes.annotate(
            text,
            (1.02, spot),
            xycoords=axes.get_yaxis_transform(),
            size=_PT["asked"],
            color=tint,
            va="center",
            weight="bold",
            annotation_clip=False,
        )
