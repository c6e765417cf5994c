"""A picture of months: which are funded, which of them count, which are missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.axes import Axes

from analysis.language import number, percent, say
from analysis.report import frames
from analysis.report.figures_axes import (
    legend_above,
    name_axis,
    number_axis,
)
from analysis.report.figures_base import (
    Picture,
    Room,
    Words,
    page,
    spoken,
    styled,
)
from analysis.report.labels import place, short_label
from analysis.report.sources import source_line
from analysis.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from analysis.model.projection import Results

MONTHS = ("funded_member_months", "exposure_member_months", "active_member_months")
UNFUNDED = "unfunded_member_months"
MONTH_COLOURS = dict(
    zip((*MONTHS, UNFUNDED), ("#0072b2", "#009e73", "#e69f00", "#bbbbbb"), strict=True)
)
AS_ONE = 0.5  # fewer months than this are none


@styled
def member_months(
    results: Results, lang: str = "en", year: int | None = None
) -> Picture:
    """Draw funded, entitled, active and unfunded member-months, group by group.

    Equal funded, entitled and active months are one bar; unfunded ones are
    ``eligible x 12 - funded`` and have a bar only where there are any. ``year``: the
    first in which they differ, else that of most unfunded months, unless given.
    """
    year = year or _telling_year(results)
    frame = _months_frame(results, year)
    names = _month_names(frame, lang)
    title = _months_title(frame.sum(), year, lang)
    listed = ", ".join(names.values())
    what = say(
        id=f"Bulan-peserta, {place(results)}, {year}: {listed}",
        en=f"Member-months, {place(results)}, {year}: {listed}",
    )[lang]
    told = [
        f"{name}: {number(frame[column].sum(), lang)}" for column, name in names.items()
    ]
    words = Words(title, what, source_line(results, lang), spoken(title, *told))
    height = 1.95 + 0.42 * max(len(frame), 2)
    room = Room(left=1.75, right=0.35, height=height, above=0.34)
    picture, (axes,) = page(words, frame.rename_axis("segment"), lang, room)
    _month_bars(axes, frame, names)
    ticks = [short_label(results, slug, lang) for slug in frame.index]
    name_axis(axes, ticks)
    number_axis(axes, lang, axis="x")
    axes.set_xlim(0, frame.max().max() * 1.05 or 1)
    legend_above(axes, columns=2 if len(names) > len(MONTHS) else len(MONTHS))
    return picture


def _telling_year(results: Results) -> int:
    found = {year: _months_frame(results, year) for year in frames.years(results)}
    differ = [year for year, frame in found.items() if not _all_alike(frame)]
    unfunded = {year: round(frame[UNFUNDED].sum()) for year, frame in found.items()}
    return differ[0] if differ else max(unfunded, key=unfunded.__getitem__)


def _months_frame(results: Results, year: int) -> pd.DataFrame:
    found = {name: frames.by_segment(results, name) for name in MONTHS}
    frame = pd.DataFrame(
        {name: wide.loc[year] for name, wide in found.items() if year in wide.index}
    )
    possible = frames.by_segment(results, "eligible").loc[year] * MONTHS_PER_YEAR
    frame[UNFUNDED] = (possible - frame[MONTHS[0]]).clip(lower=0)
    return frame


def _month_bars(axes: Axes, frame: pd.DataFrame, names: dict[str, str]) -> None:
    step = 0.8 / len(names)
    for place_, (name, words) in enumerate(names.items()):
        shift = (place_ - (len(names) - 1) / 2) * step
        spots = [i + shift for i in range(len(frame))]
        tint = MONTH_COLOURS[name]
        axes.barh(spots, frame[name], height=step * 0.9, color=tint, label=words)


def _month_names(frame: pd.DataFrame, lang: str) -> dict[str, str]:
    """Return the bars to draw and their names."""
    if _all_alike(frame):
        one = say(id="dibayar, aktif dan berhak", en="funded, active and entitled")
        names = {MONTHS[0]: one[lang]}
    else:
        each = (
            say(id="dibayar", en="funded"),
            say(id="berhak atas manfaat", en="entitled to benefits"),
            say(id="aktif (lunas)", en="active (paid up)"),
        )
        names = {name: one[lang] for name, one in zip(MONTHS, each, strict=True)}
    if frame[UNFUNDED].sum() >= AS_ONE:
        names[UNFUNDED] = say(id="tidak dibayar", en="unfunded")[lang]
    return names


def _all_alike(frame: pd.DataFrame) -> bool:
    funded = frame[MONTHS[0]]
    return all((frame[name] - funded).abs().max() < AS_ONE for name in MONTHS[1:])


def _months_title(total: pd.Series, year: int, lang: str) -> str:
    funded, active = total["funded_member_months"], total["active_member_months"]
    entitled, possible = total["exposure_member_months"], total[UNFUNDED]
    possible = possible + funded
    if not funded:
        return say(
            id=f"Pada {year} tidak ada bulan yang dibayar",
            en=f"No month is funded in {year}",
        )[lang]
    if abs(funded - active) < AS_ONE and abs(funded - entitled) < AS_ONE:
        share = percent(funded / possible, lang, 0)
        return say(
            id=f"Pada {year} dibayar {share} bulan-peserta yang mungkin; setiap bulan "
            "itu aktif dan berhak",
            en=f"In {year} {share} of the possible member-months are funded; each of "
            "them is active and entitled",
        )[lang]
    if entitled > funded:
        paid, covered = number(funded, lang), number(entitled, lang)
        return say(
            id=f"Pada {year} dibayar {paid} bulan-peserta; {covered} berhak, sebab "
            "tunggakan masih dalam masa dijamin",
            en=f"In {year} {paid} member-months are funded; {covered} are entitled, "
            "as months in arrears still count within the time of grace",
        )[lang]
    ratio, right = active / funded, entitled / funded
    return say(
        id=f"Dari bulan yang dibayar pada {year}, {percent(ratio, lang, 0)} aktif dan "
        f"{percent(right, lang, 0)} berhak atas manfaat",
        en=f"Of the months funded in {year}, {percent(ratio, lang, 0)} are active and "
        f"{percent(right, lang, 0)} entitled to benefits",
    )[lang]
