"""The common parts of every figure: page, title, labels, source line, alt text."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import wraps
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd
from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.text import Text
from pandas.api.types import is_bool_dtype, is_numeric_dtype
from PIL import Image

from analysis.report.colours import WHITE, readable
from analysis.report.figures_text import wrapped

DPI, PALETTE = 150, 224
_PACK = np.array([65536, 256, 1])  # three parts of a colour as one number
WIDTH_IN, HEIGHT_IN = 7.0, 4.0
INK, QUIET, WARN = "#222222", "#6b6b6b", "#b3261e"
OURS, ACCENT, PALE = "#0072b2", "#d55e00", "#9ecae1"
FILLED = "filled"  # id of letters that stand on a coloured shape, not on the page
_LINE_IN = {"title": 0.195, "subtitle": 0.155, "source": 0.14}
_SIZE_PT = {"title": 11.0, "subtitle": 8.6, "source": 8.0}
_WEIGHT = {"title": "bold", "subtitle": "normal", "source": "normal"}
_MOST_LINES = {"title": 3}
_USUAL_LINES = {"title": 1, "subtitle": 2, "source": 1}
POINTS_PER_IN = 72
_EDGE_IN = 0.14
# ends of column names that say a unit by themselves
UNITS = (
    *("idr", "idr_m", "idr_y", "share", "rate", "rate_y", "ratio", "probability"),
    *("people", "members", "member_months", "person_years", "months", "count", "y"),
    *("per_million", "per_1000"),
)
LOOK = ("default", str(files("analysis.report") / "iuran.mplstyle"))


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
    """A figure that carries its alt text, its numbers and their units."""

    words: Words
    frame: pd.DataFrame
    lang: str
    units: Mapping[str, str] = MappingProxyType({})
    _drawn: bytes = b""

    def png(self) -> bytes:
        """Return the picture as PNG, drawn once; equal figures give equal bytes."""
        if not self._drawn:
            self._drawn = small_png(self)
        return self._drawn

    @property
    def table(self) -> pd.DataFrame:
        """Return the numbers drawn, the unit at the end of each column's name."""
        return self.frame.rename(columns=self._with_unit)

    def _with_unit(self, column: str) -> str:
        unit = self.units.get(str(column), self.units.get("", ""))
        numbers = self.frame[column]
        is_number = is_numeric_dtype(numbers) and not is_bool_dtype(numbers)
        if not unit or not is_number or str(column).endswith(UNITS):
            return str(column)
        return f"{column}_{unit}"

    @property
    def meta(self) -> dict[str, Any]:
        """Return title, subtitle, source line and alt text for the JSON twin."""
        return {
            "title": self.words.title,
            "subtitle": self.words.subtitle,
            "source": self.words.source,
            "alt": self.words.alt,
            "language": self.lang,
            "units": {str(name): _unit_of(str(name)) for name in self.table.columns},
        }

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, Any]]:
        data = base64.b64encode(self.png()).decode("ascii")
        width = round(self.get_figwidth() * 100)
        meta = {"image/png": {"alt": self.words.alt, "width": width}}
        return {"image/png": data, "text/plain": f"[{self.words.alt}]"}, meta


def _unit_of(column: str) -> str:
    """Return the unit a column's name ends in, nothing for words."""
    return max((u for u in UNITS if column.endswith(u)), key=len, default="")


def small_png(picture: Figure, **said: Any) -> bytes:
    """Return a PNG of its most frequent colours, each as it was drawn.

    The rest, the edges of letters, take the nearest of them. ``said`` goes to the
    writer of the file.
    """
    picture.set_dpi(DPI)
    canvas = FigureCanvasAgg(picture)
    with style.context(LOOK):
        canvas.draw()
    packed = np.asarray(canvas.buffer_rgba())[:, :, :3].astype(np.int32) @ _PACK
    tints, at, counts = np.unique(packed, return_inverse=True, return_counts=True)
    usual = tints[np.lexsort((tints, -counts))][:PALETTE]
    parts = [tint[:, None] // _PACK % 256 for tint in (tints, usual)]
    apart = ((parts[0][:, None] - parts[1][None]) ** 2).sum(axis=2)
    nearest = apart.argmin(axis=1).astype(np.uint8)
    flat = Image.fromarray(nearest[at].reshape(packed.shape), mode="P")
    flat.putpalette(parts[1].astype(np.uint8).tobytes())
    buffer = io.BytesIO()
    flat.save(buffer, format="png", optimize=True, **said)
    return buffer.getvalue()


def styled(function: Callable[..., Picture]) -> Callable[..., Picture]:
    """Draw with the project's style, whatever the reader's matplotlib says."""

    @wraps(function)
    def drawn(*args: Any, **kwargs: Any) -> Picture:
        with style.context(LOOK):
            picture = function(*args, **kwargs)
        for text in picture.findobj(Text):
            _darken(text)
        return picture

    return drawn


def _darken(text: Text) -> None:
    """Darken letters on the white page until they can be read."""
    tint = to_hex(text.get_color())
    if tint != WHITE and text.get_gid() != FILLED:
        text.set_color(readable(tint))


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
    words: Words,
    frame: pd.DataFrame,
    lang: str,
    room: Room | None = None,
    *,
    units: str | Mapping[str, str] = "",
) -> tuple[Picture, list[Axes]]:
    """Return a picture with its words set and one axes a panel.

    ``frame`` holds the numbers shown, written beside the picture as CSV; ``units``
    their unit, or a unit a column. More than the usual lines of words make the
    picture higher.
    """
    room = room or Room()
    written = {
        kind: _wrapped(kind, getattr(words, kind)) for kind in ("title", "subtitle")
    }
    written["source"] = _wrapped("source", words.source)
    picture = Picture(figsize=(WIDTH_IN, room.height + _extra_in(written)))
    picture.words, picture.frame, picture.lang = words, frame, lang
    picture.units = {"": units} if isinstance(units, str) else units
    top = picture.get_figheight() - _EDGE_IN
    for kind, colour in (("title", INK), ("subtitle", QUIET)):
        top = _block(picture, kind, written[kind], colour, top)
    bottom = _source(picture, written["source"]) + room.below
    return picture, _axes(picture, room, bottom, top - room.above)


def _extra_in(written: Mapping[str, list[str]]) -> float:
    """Return the height of lines beyond those a picture usually has."""
    return sum(
        max(0, len(lines) - _USUAL_LINES[kind]) * _LINE_IN[kind]
        for kind, lines in written.items()
    )


def _wrapped(kind: str, text: str) -> list[str]:
    room_pt = (WIDTH_IN - 2 * _EDGE_IN) * POINTS_PER_IN
    most = _MOST_LINES.get(kind, 0)
    return wrapped(text, room_pt, _SIZE_PT[kind], _WEIGHT[kind], most)


def _block(
    picture: Picture, kind: str, lines: list[str], colour: str, top: float
) -> float:
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


def _source(picture: Picture, lines: list[str]) -> float:
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


def spoken(title: str, *numbers: str) -> str:
    """Return an alt text: the message, then the main numbers."""
    listed = "; ".join(filter(None, numbers))
    return f"{title}. {listed}." if listed else f"{title}."


def ends(name: str, line: pd.Series, shown: Callable[[float], str]) -> str:
    """Return the first and the last number of a line in words, for an alt text."""
    known = line.dropna()
    edges = dict.fromkeys([*known.index[:1], *known.index[-1:]])
    told = [f"{shown(known[at])} ({at})" for at in edges]
    return f"{name}: {', '.join(told)}"


def listed(numbers: pd.Series, shown: Callable[[float], str]) -> str:
    """Return every number with its name in words, for an alt text."""
    return "; ".join(f"{name}: {shown(value)}" for name, value in numbers.items())


@styled
def message(title: str, what: str, lang: str) -> Picture:
    """Return a picture that only says why there is nothing to draw."""
    words = Words(title, what, "", f"{title}. {what}.")
    picture, (axes,) = page(words, pd.DataFrame(), lang, Room(height=1.2, below=0.05))
    axes.set_axis_off()
    return picture
