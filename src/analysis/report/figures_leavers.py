"""A picture of the people who join a list and leave it, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.axes import Axes

from analysis.language import number, say
from analysis.report import enrolment, frames
from analysis.report.figures_axes import (
    from_zero,
    legend_above,
    number_axis,
    year_axis,
)
from analysis.report.figures_base import (
    INK,
    QUIET,
    Picture,
    Room,
    Words,
    listed,
    message,
    page,
    spoken,
    styled,
)
from analysis.report.labels import place
from analysis.report.sources import source_line

if TYPE_CHECKING:
    from analysis.model.projection import Results

_LEFT_COLOURS = {
    "pppk": "#d55e00",
    "pppk_paruh_waktu": "#e69f00",
    enrolment.WINDOW: "#666666",
    enrolment.CEILING: "#b3261e",
    enrolment.PLAN: "#cc79a7",
    enrolment.JOINED: "#009e73",
}
_OTHER_EXIT = "#8c6bb1"


@styled
def leavers(results: Results, lang: str = "en") -> Picture:
    """Draw who joined and who left by year and reason; beside it the PPPK's cost."""
    rows = enrolment.leavers(results)
    if rows.empty:
        title = say(
            id="Tidak ada yang masuk atau keluar dari daftar",
            en="Nobody joins or leaves the lists",
        )
        what = say(
            id="Skenario ini mempertahankan semua kelompok sebesar awalnya",
            en="This scenario keeps every group as large as it began",
        )
        return message(title[lang], f"{what[lang]}, {place(results)}", lang)
    wide = _by_reason(results, rows)
    cost = frames.by_year(results, "moved_cost_idr")
    title, what = _leavers_title(wide, lang), _leavers_words(results, len(cost), lang)
    reasons = [enrolment.leaving_label(str(name), lang) for name in wide.columns]
    told = listed(pd.Series(wide.sum().to_numpy(), reasons), lambda v: number(v, lang))
    words = Words(title, what, source_line(results, lang), spoken(title, told))
    shown = wide.assign(moved_cost_idr=cost) if len(cost) else wide
    many = bool(len(cost) and cost.max())
    room = Room(right=0.35, above=0.36, height=3.9)
    if many:
        room = Room(
            right=0.35, above=0.36, height=3.9, panels=2, gap=0.85, ratios=[1.5, 1]
        )
    shown = shown.rename_axis("year")
    picture, axes = page(words, shown, lang, room, units="people")
    _leaver_bars(axes[0], wide, lang)
    if many:
        _cost_bars(axes[1], cost, lang)
    return picture


def _by_reason(results: Results, rows: pd.DataFrame) -> pd.DataFrame:
    wide = rows.pivot_table(
        index="year", columns="reason", values="people", aggfunc="sum", fill_value=0.0
    )
    return wide.reindex(list(frames.years(results)), fill_value=0.0)


def _leavers_title(wide: pd.DataFrame, lang: str) -> str:
    out = wide.drop(columns=enrolment.JOINED, errors="ignore").sum()
    came = wide.get(enrolment.JOINED, pd.Series(dtype=float)).sum()
    first, last = wide.index[0], wide.index[-1]
    if out.empty:
        return say(
            id=f"{number(came, lang)} orang masuk antara {first} dan {last}; tidak "
            "ada yang keluar",
            en=f"{number(came, lang)} people join between {first} and {last}; nobody "
            "leaves",
        )[lang]
    why = enrolment.leaving_label(str(out.idxmax()), lang)
    gone = number(out.sum(), lang)
    return say(
        id=f"{gone} orang keluar antara {first} dan {last}, terbanyak karena {why}",
        en=f"{gone} people leave between {first} and {last}, mostly: {why}",
    )[lang]


def _leavers_words(results: Results, costs: int, lang: str) -> str:
    what = say(
        id=f"Orang setahun menurut sebab, {place(results)}; ke atas masuk, ke bawah "
        "keluar",
        en=f"People a year by reason, {place(results)}; upwards joined, downwards left",
    )[lang]
    if not costs:
        return what
    beside = say(
        id="; kanan: biaya JKK dan JKM PPPK pada rekening lain, juta Rp setahun",
        en="; right: cost of the PPPK on other accounts, Rp million a year",
    )
    return what + beside[lang]


def _leaver_bars(axes: Axes, wide: pd.DataFrame, lang: str) -> None:
    floor = pd.Series(0.0, index=wide.index)
    for reason in sorted(wide.columns, key=lambda r: (r != enrolment.JOINED, r)):
        sign = 1 if reason == enrolment.JOINED else -1
        tint = _LEFT_COLOURS.get(reason, _OTHER_EXIT)
        name = enrolment.leaving_label(reason, lang)
        bottom = floor if sign < 0 else 0.0
        axes.bar(wide.index, sign * wide[reason], 0.7, bottom, color=tint, label=name)
        if sign < 0:
            floor = floor - wide[reason]
    axes.axhline(0, color=INK, lw=0.8)
    came = wide.get(enrolment.JOINED, floor * 0)
    low, high = min(floor.min(), 0), came.max() if came.max() else 0
    air = 0.1 * (high - low)
    axes.set_ylim(low - air, high + air)
    for year in wide.index:
        for size, at in ((came[year], "bottom"), (floor[year], "top")):
            if abs(size) >= enrolment.AS_ONE:
                shown = number(size, lang)
                axes.text(year, size, shown, ha="center", va=at, size=8, color=QUIET)
    number_axis(axes, lang)
    year_axis(axes, _every_other(list(wide.index)))
    legend_above(axes, columns=3)


def _cost_bars(axes: Axes, cost: pd.Series, lang: str) -> None:
    axes.bar(cost.index, cost / 1e6, 0.7, color=QUIET)
    from_zero(axes, cost.max() / 1e6)
    number_axis(axes, lang)
    year_axis(axes, _every_other(list(cost.index)))
    axes.set_title(say(id="juta Rp", en="Rp million")[lang], size=8, loc="left")


def _every_other(years: list[int]) -> list[int]:
    """Return years few enough for a narrow panel."""
    return years[:: max(1, -(-len(years) // 5))]
