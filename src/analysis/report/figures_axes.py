"""Axes of every figure: years, numbers, names, and labels that keep apart."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib import rcParams
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analysis.language import number, percent
from analysis.report.figures_text import wrapped

_PT = 72  # points to the inch
_LABEL_PT, _LABEL_LINE_IN, _LABEL_GAP_IN, _NAME_GAP_IN = 8, 0.142, 0.18, 0.16


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


def name_axis(axes: Axes, names: Sequence[str], lines: int = 2) -> None:
    """Write names beside horizontal bars, first on top, long ones in two lines."""
    room_in = axes.get_position().x0 * axes.figure.get_figwidth() - _NAME_GAP_IN
    size = rcParams["ytick.labelsize"]
    shown = [
        "\n".join(wrapped(name, room_in * _PT, size, most=lines)) for name in names
    ]
    axes.set_yticks(range(len(names)), shown, linespacing=1.05)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.grid(False, axis="y")
    axes.grid(True, axis="x")


def from_zero(axes: Axes, highest: float) -> None:
    """Set the baseline to zero and leave air above the highest value."""
    axes.set_ylim(0, highest * 1.12 if highest > 0 else 1)


def tall(labels: int, usual_in: float = 4.0) -> float:
    """Return the height of a picture beside which so many labels find room."""
    return max(usual_in, 1.4 + 2 * _LABEL_LINE_IN * labels)


def label_ends(axes: Axes, labels: Sequence[tuple[float, str, str]]) -> None:
    """Write labels at the right edge, each at its height, pushed apart if close.

    ``labels`` holds (y in data units, text, colour).
    """
    low, high = axes.get_ylim()
    box, picture = axes.get_position(), axes.figure
    line = (high - low) * _LABEL_LINE_IN / (box.height * picture.get_figheight())
    most = min(8, max(2, int((high - low) / (line * max(len(labels), 1)))))
    beside_in = (1 - box.x1) * picture.get_figwidth() - _LABEL_GAP_IN
    lines = [
        wrapped(text, beside_in * _PT, _LABEL_PT, most=most) for _, text, _ in labels
    ]
    halves = [line * len(one) / 2 for one in lines]
    wanted = [y for y, _, _ in labels]
    for at, (spot, (_, _, tint)) in enumerate(
        zip(apart(wanted, halves, low, high + line / 2), labels, strict=True)
    ):
        axes.annotate(
            "\n".join(lines[at]),
            (1, spot),
            xytext=(_LABEL_PT, 0),
            xycoords=axes.get_yaxis_transform(),
            textcoords="offset points",
            color=tint,
            size=_LABEL_PT,
            va="center",
            linespacing=1.1,
            annotation_clip=False,
        )


def apart(
    wanted: Sequence[float], halves: Sequence[float], low: float, high: float
) -> list[float]:
    """Return places moved up, then down, until things of these halves do not touch."""
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    places, free = list(wanted), low - (high - low) * 0.05
    for i in order:
        places[i] = max(wanted[i], free + halves[i])
        free = places[i] + halves[i]
    roof = high
    for i in reversed(order):
        places[i] = min(places[i], roof - halves[i])
        roof = places[i] - halves[i]
    return places


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
