"""The law over time: what a month costs and what a death pays."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.language import number, rupiah, say
from analysis.report import frames
from analysis.report.figures_base import (
    ACCENT,
    INK,
    OURS,
    Picture,
    Room,
    Words,
    from_zero,
    label_ends,
    number_axis,
    page,
    styled,
)
from analysis.report.tables_tariffs import wage
from analysis.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from analysis.law.dated import Law
    from analysis.model.projection import Results

FIRST_YEAR, LAST_YEAR = 2018, 2028
MILLION = 1e6


def law_by_month(law: Law, last_year: int, wage_idr_m: Fraction | None) -> pd.DataFrame:
    """Return by month: BPU tariff, PU tariff on a wage, death benefits, rupiah."""
    from analysis.law.benefits import (
        jkm_death_benefit_idr,
        jkm_early_death_benefit_idr,
    )
    from analysis.law.tariff import tariff

    rows = []
    for year in range(FIRST_YEAR, last_year + 1):
        for step in range(MONTHS_PER_YEAR):
            month = f"{year}-{step + 1:02d}"
            bpu = tariff("bpu", month, law)
            row = {"month": month, "bpu_idr_m": float(bpu.jkk_idr_m + bpu.jkm_idr_m)}
            if wage_idr_m is not None:
                pu = tariff("pu", month, law, reported_wage_idr_m=wage_idr_m)
                row["pu_idr_m"] = float(pu.jkk_idr_m + pu.jkm_idr_m)
            row["death_idr"] = float(jkm_death_benefit_idr(month, law))
            row["early_death_idr"] = float(jkm_early_death_benefit_idr(month, law))
            rows.append(row)
    return pd.DataFrame(rows)


@styled
def law_timeline(results: Results, lang: str = "en") -> Picture:
    """Draw the monthly contribution and the death benefit by month of law."""
    last, found = frames.last_year(results), wage(results)
    last = min(last, max(frames.first_year(results), LAST_YEAR))
    frame = law_by_month(results.law, last, found[1] if found else None)
    title = _title(frame, lang)
    what = say(
        id=f"Kiri: iuran JKK+JKM sebulan, rupiah; kanan: santunan kematian JKM, juta "
        f"rupiah; menurut bulan berlaku, {FIRST_YEAR}-{last}",
        en=f"Left: JKK+JKM contribution a month, rupiah; right: JKM death benefit, Rp "
        f"million; by month in force, {FIRST_YEAR}-{last}",
    )[lang]
    source = say(id="Sumber: ", en="Source: ")[lang] + law_basis(results.law, last)
    words = Words(title, what, source, f"{title}. {what}.")
    room = Room(right=1.3, panels=2, gap=1.6, height=3.7, left=0.75)
    picture, (left, right) = page(words, frame, lang, room)
    _contributions(left, frame, found, lang)
    _benefits(right, frame, lang)
    return picture


def _contributions(
    axes: Axes, frame: pd.DataFrame, found: tuple[int, Fraction] | None, lang: str
) -> None:
    ends = []
    if found:
        name = say(id="PU, upah Rp{}", en="PU, wage Rp{}")[lang]
        name = name.format(number(float(found[1]), lang))
        ends.append(_steps(axes, frame["pu_idr_m"], ACCENT, name))
    ends.append(_steps(axes, frame["bpu_idr_m"], OURS, "BPU"))
    _finish(axes, frame, lang, ends)


def _benefits(axes: Axes, frame: pd.DataFrame, lang: str) -> None:
    full = say(id="kematian sesudah itu", en="later death")[lang]
    ends = [_steps(axes, frame["death_idr"] / MILLION, INK, full)]
    early = frame["early_death_idr"].where(
        frame["early_death_idr"] != frame["death_idr"]
    )
    if early.notna().any():
        name = say(id="kematian bulan-bulan pertama", en="death in the first months")
        ends.append(_steps(axes, early / MILLION, ACCENT, name[lang]))
    _finish(axes, frame, lang, ends)


def _title(frame: pd.DataFrame, lang: str) -> str:
    now, low = frame["bpu_idr_m"].iloc[-1], frame["bpu_idr_m"].min()
    relief = int((frame["bpu_idr_m"] < now * 0.5).sum())
    return say(
        id=f"Iuran BPU {rupiah(now, lang)} sebulan; keringanan menurunkannya ke "
        f"{rupiah(low, lang)} selama {relief} bulan",
        en=f"The BPU contribution is {rupiah(now, lang)} a month; relief brought it to "
        f"{rupiah(low, lang)} for {relief} months",
    )[lang]


def _steps(
    axes: Axes, values: pd.Series, tint: str, name: str
) -> tuple[float, str, str]:
    axes.step(range(len(values)), values, where="post", color=tint)
    return float(values.iloc[-1]), name, tint


def _finish(
    axes: Axes, frame: pd.DataFrame, lang: str, ends: list[tuple[float, str, str]]
) -> None:
    highest = max(np.nanmax(line.get_ydata()) for line in axes.get_lines())
    from_zero(axes, highest)
    years = [int(month[:4]) for month in frame["month"]][::MONTHS_PER_YEAR]
    step = max(1, -(-len(years) // 4))
    spots = [i * MONTHS_PER_YEAR for i in range(len(years))]
    axes.set_xticks(spots[::step], [str(year) for year in years[::step]])
    number_axis(axes, lang)
    label_ends(axes, ends, chars=17)


def law_basis(law: Law, year: int) -> str:
    """Return the legal basis of the tariffs and benefits shown."""
    month = f"{year}-12"
    names = ("bpu_jkk_idr_m", "pu_jkm_rate", "relief_jkk_jkm_factor", "jkm_death_idr")
    found = dict.fromkeys(law.entry(name, month).basis for name in names)
    return "; ".join(found)
