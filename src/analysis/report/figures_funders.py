"""Picture of the steps from all contributions to the general APBD's bill."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.axes import Axes

from analysis.language import number, percent, say
from analysis.report import frames
from analysis.report.figures_base import (
    INK,
    PALE,
    QUIET,
    WARN,
    Picture,
    Room,
    Words,
    name_axis,
    number_axis,
    page,
    styled,
)
from analysis.report.figures_bill import money_scale
from analysis.report.labels import FUNDER_COLOURS, place
from analysis.report.sources import source_line
from analysis.report.tables_funders import step_label

if TYPE_CHECKING:
    from analysis.model.results import Results

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
    words = Words(title, what, source_line(results, lang), f"{title}. {what}.")
    frame = steps.rename("idr").rename_axis("step").reset_index()
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
    return FUNDER_COLOURS.get("apbd" if name == "apbd_idr" else name, "#8c6bb1")
