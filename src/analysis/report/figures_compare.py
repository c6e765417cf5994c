"""Several scenarios side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.axes import Axes

from analysis.language import number, percent, rupiah_short, say
from analysis.report import frames
from analysis.report.figures_axes import (
    from_zero,
    label_ends,
    number_axis,
    tall,
    year_axis,
)
from analysis.report.figures_base import (
    QUIET,
    WARN,
    Picture,
    Room,
    Words,
    ends,
    page,
    spoken,
    styled,
)
from analysis.report.figures_fan import money_scale
from analysis.report.labels import place
from analysis.study import together

if TYPE_CHECKING:
    from analysis.model.projection import Results

TINTS = ("#222222", "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9")
SOURCES_AT_MOST = 12
CROSSED = "uncut_bill_idr"
BILLS = ("bill", CROSSED)
WHAT = {
    "bill": say(
        id="Tagihan APBD umum sesudah pagu", en="General APBD bill after the ceiling"
    ),
    "uncut_bill_idr": say(
        id="Tagihan APBD umum sebelum pagu", en="General APBD bill before the ceiling"
    ),
    "members_end": say(id="Peserta akhir tahun", en="Members at year end"),
    "people_left_out": say(id="Orang yang tertinggal", en="People left out"),
    "claim_ratio": say(
        id="Klaim yang dibayar tahun itu dibagi iuran",
        en="Claims paid in the year over contributions",
    ),
    "burden_share": say(
        id="Beban terhadap basis anggaran", en="Burden on the budget base"
    ),
}


def side_by_side(runs: Sequence[Results], variable: str) -> pd.DataFrame:
    """Return central values, years x scenarios; ``bill`` is the general APBD's."""
    if variable == "bill":
        columns = {run.scenario.name: frames.bill(run) for run in runs}
    else:
        columns = {run.scenario.name: frames.by_year(run, variable) for run in runs}
    return pd.DataFrame(columns).sort_index().rename_axis("year")


@styled
def comparison(
    runs: Sequence[Results], variable: str = "bill", lang: str = "en"
) -> Picture:
    """Draw one variable of several scenarios, a dashed line each.

    Before the ceiling, a ring marks the first year a bill passes it.
    """
    frame = side_by_side(runs, variable)
    money, share = variable in BILLS, variable in ("claim_ratio", "burden_share")
    scale, unit = money_scale(frame.max().max(), lang) if money else (1.0, "")
    title = _title(frame, _formatter(money, share, lang), lang)
    what = ", ".join(
        filter(None, (WHAT[variable][lang], unit, _where(runs, frame, lang)))
    )
    what += _more(runs, variable, lang)
    names = ", ".join(frame.columns[:SOURCES_AT_MOST])
    names += ", ..." * (len(frame.columns) > SOURCES_AT_MOST)
    source = say(id=f"Sumber: skenario {names}.", en=f"Source: scenarios {names}.")
    shown = _formatter(money, share, lang)
    told = [ends(str(name), line, shown) for name, line in frame.items()]
    words = Words(title, what, source[lang], spoken(title, *told[:SOURCES_AT_MOST]))
    room = Room(height=tall(min(len(frame.columns), len(TINTS))))
    units = "idr" if money else "share" if share else "people"
    picture, (axes,) = page(words, frame, lang, room, units=units)
    for name in frame.columns[len(TINTS) :]:
        line = (frame[name] / scale).dropna()
        axes.plot(line.index, line, color=QUIET, lw=0.6)
    labels = [
        _line(axes, step, (frame[name] / scale).dropna())
        for step, name in enumerate(frame.columns[: len(TINTS)])
    ]
    if variable == CROSSED:
        _rings(axes, runs, frame / scale)
    from_zero(axes, frame.max().max() / scale)
    number_axis(axes, lang, share=share)
    year_axis(axes, list(frame.index))
    axes.set_ylabel(unit)
    label_ends(axes, labels)
    return picture


def _line(axes: Axes, step: int, line: pd.Series) -> tuple[float, str, str]:
    tint = TINTS[step % len(TINTS)]
    width = 3.2 - 0.5 * min(step, 4)  # earlier lines stay visible under later ones
    axes.plot(line.index, line, "--", color=tint, lw=width, marker="o", ms=3)
    return float(line.iloc[-1]), str(line.name), tint


def _rings(axes: Axes, runs: Sequence[Results], frame: pd.DataFrame) -> None:
    """Mark the first year each bill passes its ceiling."""
    for run in runs:
        if year := together.crossed(run):
            height = frame.loc[year, run.scenario.name]
            axes.plot(year, height, "o", ms=10, mfc="none", mec=WARN, mew=1.6)


def _more(runs: Sequence[Results], variable: str, lang: str) -> str:
    said = []
    if variable == CROSSED and any(map(together.crossed, runs)):
        ring = say(
            id="lingkaran: tahun pertama melewati pagu",
            en="ring: first year past the ceiling",
        )
        said.append(ring[lang])
    if (others := len(runs) - len(TINTS)) > 0:
        grey = say(
            id=f"abu-abu: {others} skenario lain", en=f"grey: {others} other scenarios"
        )
        said.append(grey[lang])
    return "".join(f"; {text}" for text in said)


def _where(runs: Sequence[Results], frame: pd.DataFrame, lang: str) -> str:
    places = ", ".join(dict.fromkeys(place(run) for run in runs))
    span = f"{frame.index[0]}-{frame.index[-1]}"
    return say(
        id=f"{places}, proyeksi {span}, jalur pusat",
        en=f"{places}, projected {span}, central path",
    )[lang]


def _title(frame: pd.DataFrame, shown: Callable[[float], str], lang: str) -> str:
    ends = frame.ffill().iloc[-1]
    low, high = shown(ends.min()), shown(ends.max())
    together = frame.iloc[-1].notna().all()
    when = say(id=f"Pada {frame.index[-1]}", en=f"In {frame.index[-1]}")[lang]
    if not together:
        each = say(id="Pada tahun akhir masing-masing", en="In the last year of each")
        when = each[lang]
    if low == high:
        return say(
            id=f"{when} semua skenario sama: {high}",
            en=f"{when} all scenarios agree: {high}",
        )[lang]
    return say(
        id=f"{when}: {low} ({ends.idxmin()}) sampai {high} ({ends.idxmax()})",
        en=f"{when}: from {low} ({ends.idxmin()}) to {high} ({ends.idxmax()})",
    )[lang]


def _formatter(money: bool, share: bool, lang: str) -> Callable[[float], str]:
    if money:
        return lambda value: rupiah_short(value, lang)
    if share:
        return lambda value: percent(value, lang, 1 if value >= 0.01 else 3)
    return lambda value: number(value, lang)
