"""Pictures of who pays: every year by funder, and the steps of one year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.axes import Axes

from analysis.language import number, percent, say
from analysis.report import frames
from analysis.report.colours import funder_colour
from analysis.report.figures_axes import (
    from_zero,
    label_ends,
    name_axis,
    number_axis,
    tall,
    year_axis,
)
from analysis.report.figures_base import (
    INK,
    PALE,
    QUIET,
    WARN,
    Picture,
    Room,
    Words,
    ends,
    listed,
    page,
    spoken,
    styled,
)
from analysis.report.figures_fan import money, money_scale
from analysis.report.labels import funder_label, place
from analysis.report.sources import source_line
from analysis.report.tables_funders import step_label

if TYPE_CHECKING:
    from analysis.model.results import Results


@styled
def funders(results: Results, lang: str = "en") -> Picture:
    """Draw who pays the contributions, stacked by funder, a bar a year."""
    frame = frames.by_funder(results)
    scale, unit = money_scale(frame.sum(axis=1).max(), lang)
    first = frames.first_year(results)
    total = frame.sum(axis=1)
    share = frame["apbd"].loc[first] / total.loc[first] if total.loc[first] else 0.0
    title = say(
        id=f"APBD umum membayar {percent(share, lang)} iuran tahun {first}",
        en=f"The general APBD pays {percent(share, lang)} of the contributions "
        f"of {first}",
    )[lang]
    what = say(
        id=f"Iuran JKK+JKM menurut pembayar, {unit} setahun, {place(results)}, "
        f"proyeksi {frame.index[0]}-{frame.index[-1]}",
        en=f"JKK+JKM contributions by who pays, {unit} a year, {place(results)}, "
        f"projected {frame.index[0]}-{frame.index[-1]}",
    )[lang]
    lines = [
        ends(funder_label(name, lang), line, money(lang))
        for name, line in frame.items()
    ]
    words = Words(title, what, source_line(results, lang), spoken(title, *lines))
    room = Room(height=tall(len(frame.columns)))
    picture, (axes,) = page(words, frame.rename_axis("year"), lang, room, units="idr")
    floor = pd.Series(0.0, index=frame.index)
    labels = []
    for name in frame.columns:
        tint = funder_colour(name)
        axes.bar(frame.index, frame[name] / scale, bottom=floor / scale, color=tint)
        middle = (floor + frame[name] / 2).iloc[-1] / scale
        labels.append((middle, funder_label(name, lang), tint))
        floor = floor + frame[name]
    from_zero(axes, floor.max() / scale)
    number_axis(axes, lang)
    year_axis(axes, list(frame.index))
    axes.set_ylabel(unit)
    label_ends(axes, labels)
    return picture


_TINTS = {"whole_idr": PALE, "ceiling_idr": WARN, "arrears_idr": WARN}


@styled
def payers(results: Results, lang: str = "en", year: int | None = None) -> Picture:
    """Draw what the line and each other payer take off the contributions of a year."""
    from analysis.study.funders import waterfall as study

    year = year or frames.first_year(results)
    steps = study(results).loc[year]
    steps = steps[(steps != 0) | steps.index.isin(["whole_idr", "apbd_idr"])]
    scale, unit = money_scale(float(steps.abs().max()), lang)
    title = _title(steps, year, lang)
    what = say(
        id=f"Iuran JKK+JKM menurut pembayar, {unit}, {place(results)}, proyeksi {year}",
        en=f"JKK+JKM contributions by who pays, {unit}, {place(results)}, projected "
        f"{year}",
    )[lang]
    told = listed(steps.rename(lambda name: step_label(str(name), lang)), money(lang))
    words = Words(title, what, source_line(results, lang), spoken(title, told))
    frame = steps.rename("value_idr").rename_axis("step").reset_index()
    room = Room(left=1.7, right=0.6, below=0.5, height=1.6 + 0.4 * len(steps))
    picture, (axes,) = page(words, frame, lang, room)
    _bars(axes, steps / scale, lang)
    axes.set_xlabel(unit)
    return picture


def _title(steps: pd.Series, year: int, lang: str) -> str:
    whole, apbd = steps["whole_idr"], steps["apbd_idr"]
    share = percent(apbd / whole if whole else 0.0, lang)
    if len(steps) == 2 and whole == apbd:
        return say(
            id=f"APBD umum menanggung seluruh iuran {year}",
            en=f"The general APBD bears all contributions of {year}",
        )[lang]
    return say(
        id=f"Dari seluruh iuran {year}, {share} dibayar APBD umum",
        en=f"Of all contributions of {year}, {share} is paid by the general APBD",
    )[lang]


def _bars(axes: Axes, steps: pd.Series, lang: str) -> None:
    reached = 0.0
    for spot, (name, size) in enumerate(steps.items()):
        start = 0.0 if name in ("whole_idr", "apbd_idr") else reached
        tint = _TINTS.get(str(name)) or _colour(str(name))
        axes.barh(spot, size, left=start, color=tint, height=0.62)
        reached = start + size
        axes.text(
            max(start, reached),
            spot,
            f" {number(size, lang, 2)}",
            va="center",
            color=INK,
            size=8,
        )
        if spot < len(steps) - 1:
            axes.plot([reached, reached], [spot, spot + 1], color=QUIET, lw=0.7)
    name_axis(axes, [step_label(str(name), lang) for name in steps.index])
    axes.set_xlim(0, float(steps.abs().max()) * 1.15 or 1)
    number_axis(axes, lang, axis="x")


def _colour(name: str) -> str:
    return funder_colour("apbd" if name == "apbd_idr" else name)
