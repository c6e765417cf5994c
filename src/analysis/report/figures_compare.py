"""Several scenarios side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.axes import Axes

from analysis.language import number, percent, rupiah_short, say
from analysis.report import frames
from analysis.report.figures_base import (
    Picture,
    Words,
    from_zero,
    label_ends,
    number_axis,
    page,
    styled,
    year_axis,
)
from analysis.report.figures_bill import money_scale
from analysis.report.labels import place

if TYPE_CHECKING:
    from analysis.model.projection import Results

TINTS = ("#222222", "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9")
WHAT = {
    "bill": say(
        id="Tagihan APBD umum sesudah pagu", en="General APBD bill after the ceiling"
    ),
    "members_end": say(id="Peserta akhir tahun", en="Members at year end"),
    "people_left_out": say(id="Orang yang tertinggal", en="People left out"),
    "claim_ratio": say(id="Klaim dibagi iuran", en="Claims over contributions"),
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
    """Draw one variable of several scenarios, a dashed line each."""
    frame = side_by_side(runs, variable)
    money, share = variable == "bill", variable in ("claim_ratio", "burden_share")
    scale, unit = money_scale(frame.max().max(), lang) if money else (1.0, "")
    title = _title(frame, _formatter(money, share, lang), lang)
    what = ", ".join(
        filter(None, (WHAT[variable][lang], unit, _where(runs, frame, lang)))
    )
    names = ", ".join(frame.columns)
    source = say(id=f"Sumber: skenario {names}.", en=f"Source: scenarios {names}.")
    words = Words(title, what, source[lang], f"{title}. {what}.")
    picture, (axes,) = page(words, frame, lang)
    labels = [
        _line(axes, step, (frame[name] / scale).dropna())
        for step, name in enumerate(frame.columns)
    ]
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


def _where(runs: Sequence[Results], frame: pd.DataFrame, lang: str) -> str:
    places = ", ".join(dict.fromkeys(place(run) for run in runs))
    span = f"{frame.index[0]}-{frame.index[-1]}"
    return say(
        id=f"{places}, proyeksi {span}, jalur pusat",
        en=f"{places}, projected {span}, central path",
    )[lang]


_EACH = say(id="Pada tahun akhir masing-masing", en="In the last year of each")


def _title(frame: pd.DataFrame, shown: Callable[[float], str], lang: str) -> str:
    ends = frame.ffill().iloc[-1]
    low, high = shown(ends.min()), shown(ends.max())
    together = frame.iloc[-1].notna().all()
    when = say(id=f"Pada {frame.index[-1]}", en=f"In {frame.index[-1]}")[lang]
    if not together:
        when = say(id="Pada tahun akhir masing-masing", en="In the last year of each")[
            lang
        ]
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
