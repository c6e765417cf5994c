"""Picture of the three ledgers as a flow: payers, the national fund, households."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from analysis.language import rupiah_short, say
from analysis.report import frames
from analysis.report.colours import funder_colour
from analysis.report.figures_axes import apart
from analysis.report.figures_base import (
    INK,
    POINTS_PER_IN,
    QUIET,
    Picture,
    Room,
    Words,
    message,
    page,
    styled,
)
from analysis.report.figures_text import wrapped
from analysis.report.labels import funder_label, place
from analysis.report.sources import source_line

if TYPE_CHECKING:
    from analysis.model.projection import Results

FUND, RESERVE = "fund", "reserve"
_HOUSEHOLDS = {"jkm": "#009e73", "jkk": "#0f7b5f"}
_BENEFITS = {
    "jkm": say(id="Rumah tangga: JKM (kematian)", en="Households: JKM (deaths)"),
    "jkk": say(
        id="Rumah tangga: JKK (kecelakaan kerja)",
        en="Households: JKK (work accidents)",
    ),
}
_RESERVES = {
    "in": say(
        id="Kumpulan dana nasional menutup selisih",
        en="The national pool covers the rest",
    ),
    "out": say(id="Tinggal di kumpulan dana nasional", en="Stays in the national pool"),
}
_RESERVE_TINT = "#bbbbbb"
_NODE, _AIR, _HAIR = 0.035, 0.10, 0.9  # width, space between nodes; least line, pt
_SIDE_IN, _LABEL_IN = 2.0, 0.145


@styled
def flow(results: Results, lang: str = "en", year: int | None = None) -> Picture:
    """Draw the rupiah of a year from payers through the fund to households, to scale.

    What the fund pays beyond the contributions of these people comes from all its
    members; what is left stays with them. Neither is money of the region.
    """
    year = year or frames.first_year(results)
    frame = steps(results, year)
    if not frame["value_idr"].sum():
        return message(_NOTHING[lang], f"{place(results)}, {year}", lang)
    title, what = _title(frame, year, lang), _what(results, year, lang)
    listed = "; ".join(
        f"{_name(row.key, row.side, lang)}: {rupiah_short(row.value_idr, lang)}"
        for row in frame.itertuples()
    )
    words = Words(title, what, source_line(results, lang), f"{title}. {listed}.")
    most = frame["side"].value_counts().max()
    room = Room(left=_SIDE_IN, right=_SIDE_IN, below=0.1, height=2.4 + 0.42 * most)
    picture, (axes,) = page(words, frame, lang, room)
    axes.set_axis_off()
    axes.set_xlim(0, 1)
    _draw(axes, frame, lang)
    return picture


_NOTHING = say(
    id="Tidak ada iuran dan tidak ada manfaat pada tahun ini",
    en="There are no contributions and no benefits in this year",
)


def steps(results: Results, year: int) -> pd.DataFrame:
    """Return the flows of a year: side (in or out of the fund), key, value_idr.

    ``key`` is a payer, a programme, or ``reserve``; both sides add to the same.
    """
    paid = frames.by_funder(results).loc[year]
    claims = {
        programme: frames.at(results, "claims_incurred_idr", year, programme=programme)
        for programme in _HOUSEHOLDS
    }
    rows = [("in", str(key), value) for key, value in paid.items() if value]
    rows += [("out", key, value) for key, value in claims.items() if value]
    gap = paid.sum() - sum(claims.values())
    if abs(gap) >= 1:
        rows.append(("out" if gap > 0 else "in", RESERVE, abs(gap)))
    return pd.DataFrame(rows, columns=["side", "key", "value_idr"])


def _title(frame: pd.DataFrame, year: int, lang: str) -> str:
    money = frame[frame["key"] != RESERVE].groupby("side")["value_idr"].sum()
    paid, got = (rupiah_short(money.get(side, 0.0), lang) for side in ("in", "out"))
    return say(
        id=f"Dari iuran {paid} pada {year}, rumah tangga berhak atas manfaat {got}",
        en=f"For contributions of {paid} in {year}, households are due {got}",
    )[lang]


def _what(results: Results, year: int, lang: str) -> str:
    return say(
        id=f"Tiga buku dalam rupiah, {place(results)}, proyeksi {year}; tebal arus "
        "menurut jumlahnya; manfaat menurut tahun kejadian, kapan pun dibayar. Untung "
        "atau rugi dana nasional bukan surplus atau defisit daerah",
        en=f"Three ledgers in rupiah, {place(results)}, projected {year}; widths to "
        "scale; benefits by year of the event, whenever paid. A gain or loss of the "
        "national fund is no surplus or deficit of the region",
    )[lang]


def _name(key: str, side: str, lang: str) -> str:
    if key == RESERVE:
        return _RESERVES[side][lang]
    return (_BENEFITS[key] if side == "out" else {lang: funder_label(key, lang)})[lang]


def _tint(key: str, side: str) -> str:
    if key == RESERVE:
        return _RESERVE_TINT
    return _HOUSEHOLDS[key] if side == "out" else funder_colour(key)


def _draw(axes: Axes, frame: pd.DataFrame, lang: str) -> None:
    whole = float(frame.groupby("side")["value_idr"].sum().max())
    most = frame["side"].value_counts().max()
    air = _AIR * whole
    axes.set_ylim(-air, whole + most * air)
    low = (most - 1) * air / 2
    axes.add_patch(Rectangle((0.5 - _NODE / 2, low), _NODE, whole, color=INK))
    _fund_name(axes, low + whole, lang)
    for side, x, end in (("in", 0.0, 0.5 - _NODE / 2), ("out", 1.0, 0.5 + _NODE / 2)):
        part = frame[frame["side"] == side]
        top = whole + (most + len(part) - 2) * air / 2
        _side(axes, part, (x, end, top), (low + whole, air), lang=lang)


def _side(
    axes: Axes,
    part: pd.DataFrame,
    place_: tuple[float, float, float],
    sizes: tuple[float, float],
    *,
    lang: str,
) -> None:
    """Draw the nodes of one side from the top, and their bands to the fund."""
    (x, end, top), (fund_top, air) = place_, sizes
    inner = x + _NODE if x < end else x - _NODE
    middles = []
    for row in part.itertuples():
        tint, size = _tint(row.key, row.side), row.value_idr
        corner = (min(x, inner), top - size)
        edge = {"facecolor": tint, "edgecolor": tint, "lw": _HAIR}
        axes.add_patch(Rectangle(corner, _NODE, size, **edge))
        _band(axes, (inner, top), (end, fund_top), size, tint)
        middles.append(top - size / 2)
        top, fund_top = top - size - air, fund_top - size
    _names(axes, part, middles, lang)


def _band(
    axes: Axes,
    start: tuple[float, float],
    stop: tuple[float, float],
    size: float,
    tint: str,
) -> None:
    """Draw a band of one width that leaves and arrives level."""
    (x0, y0), (x1, y1) = start, stop
    middle = (x0 + x1) / 2
    corners = [(x0, y0), (middle, y0), (middle, y1), (x1, y1), (x1, y1 - size)]
    corners += [(middle, y1 - size), (middle, y0 - size), (x0, y0 - size), (x0, y0)]
    curve = [Path.CURVE4] * 3
    codes = [Path.MOVETO, *curve, Path.LINETO, *curve, Path.CLOSEPOLY]
    look = {"facecolor": tint, "edgecolor": tint, "alpha": 0.42, "lw": _HAIR}
    axes.add_patch(PathPatch(Path(corners, codes), **look))


def _names(axes: Axes, part: pd.DataFrame, middles: list[float], lang: str) -> None:
    """Write name and amount of each node beside it, apart where nodes are thin."""
    low, high = axes.get_ylim()
    height_in = axes.get_position().height * axes.figure.get_figheight()
    line = (high - low) * _LABEL_IN / height_in
    room_pt = (_SIDE_IN - 0.2) * POINTS_PER_IN
    texts = []
    for row in part.itertuples():
        name = wrapped(_name(row.key, row.side, lang), room_pt, 8.5, most=2)
        texts.append([*name, rupiah_short(row.value_idr, lang)])
    halves = [line * len(text) / 2 for text in texts]
    is_left = len(part) and part["side"].iloc[0] == "in"
    for spot, text in zip(apart(middles, halves, low, high), texts, strict=True):
        axes.annotate(
            "\n".join(text),
            (0 if is_left else 1, spot),
            xytext=(-6 if is_left else 6, 0),
            textcoords="offset points",
            ha="right" if is_left else "left",
            va="center",
            size=8.5,
            linespacing=1.1,
            annotation_clip=False,
        )


def _fund_name(axes: Axes, top: float, lang: str) -> None:
    name = say(id="Dana JKK/JKM\nnasional", en="National\nJKK/JKM fund")[lang]
    axes.annotate(
        name,
        (0.5, top),
        xytext=(0, 4),
        textcoords="offset points",
        ha="center",
        va="bottom",
        size=8.5,
        color=QUIET,
        weight="bold",
        linespacing=1.1,
        annotation_clip=False,
    )
