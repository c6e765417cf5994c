"""The common parts of every figure: page, title, labels, source line, alt text."""

from __future__ import annotations

import base64
import io
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import wraps
from importlib.resources import files
from typing import Any

import pandas as pd
from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analysis.language import number, percent

DPI = 150
LABEL_CHARS, LABEL_X = 22, 1.015
WIDTH_IN, HEIGHT_IN = 7.0, 4.0
INK, QUIET, WARN = "#222222", "#6b6b6b", "#b3261e"
OURS, ACCENT, PALE = "#0072b2", "#d55e00", "#9ecae1"
_LINE_IN = {"title": 0.195, "subtitle": 0.155, "source": 0.125}
_SIZE_PT = {"title": 11.0, "subtitle": 8.6, "source": 6.8}
_WEIGHT = {"title": "bold", "subtitle": "normal", "source": "normal"}
POINTS_PER_IN = 72
_EDGE_IN = 0.14


@dataclass(frozen=True)
class Words:
    """What is written around a picture, and what is read out in its place.

    ``title`` is the message, ``subtitle`` says what, unit, place and years;
    ``alt`` is the text for readers who do not see the picture.
    """

    title: str
    subtitle: str
    source: str
    alt: str


class Picture(Figure):
    """A figure that carries its alt text, its numbers and its sources."""

    words: Words
    frame: pd.DataFrame
    lang: str
    _drawn: bytes = b""

    def png(self) -> bytes:
        """Return the picture as PNG, drawn once; equal figures give equal bytes."""
        if not self._drawn:
            buffer = io.BytesIO()
            self.savefig(buffer, format="png", dpi=DPI, metadata={"Software": None})
            self._drawn = buffer.getvalue()
        return self._drawn

    @property
    def meta(self) -> dict[str, Any]:
        """Return title, subtitle, source line and alt text for the JSON twin."""
        return {
            "title": self.words.title,
            "subtitle": self.words.subtitle,
            "source": self.words.source,
            "alt": self.words.alt,
            "language": self.lang,
        }

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, Any]]:
        data = base64.b64encode(self.png()).decode("ascii")
        width = round(self.get_figwidth() * 100)
        meta = {"image/png": {"alt": self.words.alt, "width": width}}
        return {"image/png": data, "text/plain": f"[{self.words.alt}]"}, meta


def styled(function: Callable[..., Picture]) -> Callable[..., Picture]:
    """Draw with the project's style, whatever the reader's matplotlib says."""
    sheet = str(files("analysis.report") / "iuran.mplstyle")

    @wraps(function)
    def drawn(*args: Any, **kwargs: Any) -> Picture:
        with style.context(["default", sheet]):
            return function(*args, **kwargs)

    return drawn


@dataclass(frozen=True)
class Room:
    """Space in inches around the axes, beyond title and source lines."""

    left: float = 0.8
    right: float = 1.65
    below: float = 0.42
    height: float = HEIGHT_IN
    panels: int = 1
    gap: float = 0.9
    ratios: Sequence[float] = field(default_factory=tuple)
    above: float = 0.1


def page(
    words: Words, frame: pd.DataFrame, lang: str, room: Room | None = None
) -> tuple[Picture, list[Axes]]:
    """Return a picture with its words set and one axes a panel.

    ``frame`` holds the numbers shown, written beside the picture as CSV.
    The axes fill what title, subtitle and source lines leave of ``room.height``.
    """
    room = room or Room()
    picture = Picture(figsize=(WIDTH_IN, room.height))
    picture.words, picture.frame, picture.lang = words, frame, lang
    top = room.height - _EDGE_IN
    for kind, text, colour in (
        ("title", words.title, INK),
        ("subtitle", words.subtitle, QUIET),
    ):
        top = _block(picture, kind, text, colour, top)
    floor = _source(picture, words.source)
    bottom = floor + room.below
    return picture, _axes(picture, room, bottom, top - room.above)


def _wrapped(kind: str, text: str) -> list[str]:
    """Break a text into lines that fit the page, by the width of its letters."""
    prop = FontProperties(size=_SIZE_PT[kind], weight=_WEIGHT[kind])
    room_pt = (WIDTH_IN - 2 * _EDGE_IN) * POINTS_PER_IN
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if text_to_path.get_text_width_height_descent(longer, prop, False)[0] > room_pt:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _block(picture: Picture, kind: str, text: str, colour: str, top: float) -> float:
    lines = _wrapped(kind, text)
    picture.text(
        _EDGE_IN / WIDTH_IN,
        top / picture.get_figheight(),
        "\n".join(lines),
        size=_SIZE_PT[kind],
        weight=_WEIGHT[kind],
        color=colour,
        va="top",
        linespacing=1.2,
    )
    return top - len(lines) * _LINE_IN[kind] - 0.04


def _source(picture: Picture, text: str) -> float:
    lines = _wrapped("source", text)
    height = len(lines) * _LINE_IN["source"]
    picture.text(
        _EDGE_IN / WIDTH_IN,
        0.07 / picture.get_figheight(),
        "\n".join(lines),
        size=_SIZE_PT["source"],
        color=QUIET,
        va="bottom",
    )
    return 0.07 + height


def _axes(picture: Picture, room: Room, bottom: float, top: float) -> list[Axes]:
    height = picture.get_figheight()
    ratios = room.ratios or [1.0] * room.panels
    width = WIDTH_IN - room.left - room.right - room.gap * (room.panels - 1)
    axes, left = [], room.left
    for ratio in ratios:
        wide = width * ratio / sum(ratios)
        box = (left / WIDTH_IN, bottom / height, wide / WIDTH_IN)
        axes.append(picture.add_axes((*box, (top - bottom) / height)))
        left += wide + room.gap
    return axes


def year_axis(axes: Axes, years: Sequence[int]) -> None:
    """Write years without thousands marks, at most eleven of them."""
    step = max(1, -(-len(years) // 11))
    axes.set_xticks(list(years)[::step], [str(year) for year in list(years)[::step]])


def number_axis(axes: Axes, lang: str, *, axis: str = "y", share: bool = False) -> None:
    """Start at zero and write numbers as the language does."""

    def shown(value: float, _: int) -> str:
        ticks = which.get_majorticklocs()
        step = abs(ticks[1] - ticks[0]) if len(ticks) > 1 else 1.0
        decimals = _decimals(step * (100 if share else 1))
        return (percent if share else number)(value, lang, decimals)

    which = axes.yaxis if axis == "y" else axes.xaxis
    which.set_major_locator(MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]))
    which.set_major_formatter(FuncFormatter(shown))


def _decimals(step: float) -> int:
    for decimals in range(6):
        if abs(step * 10**decimals - round(step * 10**decimals)) < 1e-6:
            return decimals
    return 6


def name_axis(axes: Axes, names: Sequence[str]) -> None:
    """Write names beside horizontal bars, first on top, long ones in two lines."""
    wrapped = [textwrap.fill(name, LABEL_CHARS) for name in names]
    axes.set_yticks(range(len(names)), wrapped)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.grid(False, axis="y")
    axes.grid(True, axis="x")


def from_zero(axes: Axes, highest: float) -> None:
    """Set the baseline to zero and leave air above the highest value."""
    axes.set_ylim(0, highest * 1.12 if highest > 0 else 1)


def label_ends(
    axes: Axes, labels: Sequence[tuple[float, str, str]], chars: int = LABEL_CHARS
) -> None:
    """Write labels at the right edge, each at its height, pushed apart if close.

    ``labels`` holds (y in data units, text, colour).
    """
    low, high = axes.get_ylim()
    height_in = axes.get_position().height * axes.figure.get_figheight()
    lines = [
        textwrap.wrap(text, chars, break_on_hyphens=False) for _, text, _ in labels
    ]
    one = (high - low) * 0.15 / height_in
    order = sorted(range(len(labels)), key=lambda i: labels[i][0])
    places, free = {}, low
    for i in order:
        half = one * len(lines[i]) / 2
        places[i] = max(labels[i][0], free + half)
        free = places[i] + half
    roof = high + one / 2
    for i in reversed(order):
        half = one * len(lines[i]) / 2
        places[i] = min(places[i], roof - half)
        roof = places[i] - half
    for i, (_, _, colour) in enumerate(labels):
        axes.text(
            LABEL_X,
            places[i],
            "\n".join(lines[i]),
            color=colour,
            size=8,
            va="center",
            transform=axes.get_yaxis_transform(),
        )


def legend_above(axes: Axes, columns: int = 3) -> None:
    """Write the legend in one line over the axes, left."""
    axes.legend(
        loc="lower left",
        bbox_to_anchor=(0.0, 1.0),
        ncol=columns,
        borderaxespad=0.2,
        handlelength=1.2,
        columnspacing=1.4,
    )


@styled
def message(title: str, what: str, lang: str) -> Picture:
    """Return a picture that only says why there is nothing to draw."""
    words = Words(title, what, "", f"{title}. {what}.")
    picture, (axes,) = page(words, pd.DataFrame(), lang, Room(height=1.2, below=0.05))
    axes.set_axis_off()
    return picture
