"""Pictures of the bill: its fan and ceiling, its bridge, who pays it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.axes import Axes

from analysis.language import percent, rupiah, rupiah_short, say
from analysis.report import frames
from analysis.report.figures_axes import (
    from_zero,
    label_ends,
    number_axis,
    year_axis,
)
from analysis.report.figures_base import (
    ACCENT,
    INK,
    OURS,
    PALE,
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
from analysis.report.figures_fan import (
    band_words,
    draw_fan,
    interval_words,
    money,
    money_scale,
)
from analysis.report.labels import BRIDGE, place
from analysis.report.sources import source_line

if TYPE_CHECKING:
    from analysis.model.projection import Results


def _bill_title(results: Results, lang: str) -> str:
    uncut = frames.by_year(results, "uncut_bill_idr")
    first, last = frames.first_year(results), frames.last_year(results)
    money = rupiah_short(uncut.loc[first], lang)
    then = rupiah_short(uncut.loc[last], lang)
    ceiling = frames.by_year(results, "ceiling_idr")
    over = [y for y in ceiling.index if uncut.loc[y] > ceiling.loc[y]]
    if over:
        return say(
            id=f"Tagihan melewati pagu mulai {over[0]}: "
            f"{rupiah_short(uncut.loc[over[0]], lang)} banding "
            f"{rupiah_short(ceiling.loc[over[0]], lang)}",
            en=f"The bill passes the ceiling from {over[0]} on: "
            f"{rupiah_short(uncut.loc[over[0]], lang)} against "
            f"{rupiah_short(ceiling.loc[over[0]], lang)}",
        )[lang]
    if money == then and uncut.loc[first] - uncut.min() > 1:
        least, low = rupiah_short(uncut.min(), lang), uncut.idxmin()
        return say(
            id=f"Tagihan {first} dan {last} {money}, paling kecil pada {low}: {least}",
            en=f"The bill is {money} in {first} and {last}, lowest in {low}: {least}",
        )[lang]
    if money == then and uncut.max() - uncut.min() > 1:
        most, peak = rupiah_short(uncut.max(), lang), uncut.idxmax()
        return say(
            id=f"Tagihan paling besar pada {peak}: {most}",
            en=f"The bill is largest in {peak}: {most}",
        )[lang]
    if money == then:
        return say(
            id=f"Tagihan {first} dan {last} sama: {money} setahun",
            en=f"The bill of {first} and that of {last} are the same: {money} a year",
        )[lang]
    return say(
        id=f"Tagihan bergerak dari {money} ({first}) ke {then} ({last})",
        en=f"The bill goes from {money} ({first}) to {then} ({last})",
    )[lang]


@styled
def bill(results: Results, lang: str = "en") -> Picture:
    """Draw the general APBD's bill before the ceiling with its fan, and the ceiling."""
    fan = frames.fan(results, "uncut_bill_idr")
    ceiling, paid = frames.by_year(results, "ceiling_idr"), frames.bill(results)
    frame = fan.assign(ceiling=ceiling, after_ceiling=paid).rename_axis("year")
    frame = frame.drop(columns="mean", errors="ignore").dropna(axis=1, how="all")
    highest = frame.max().max()
    scale, unit = money_scale(highest, lang)
    what = say(
        id=f"Iuran JKK+JKM dari APBD umum sebelum pagu, {unit} setahun, "
        f"{place(results)}, proyeksi {fan.index[0]}-{fan.index[-1]}",
        en=f"JKK+JKM contributions of the general APBD before the ceiling, {unit} "
        f"a year, {place(results)}, projected {fan.index[0]}-{fan.index[-1]}",
    )[lang]
    title = _bill_title(results, lang)
    words = Words(
        title,
        f"{what}; {interval_words(fan, lang)}",
        source_line(results, lang),
        _bill_alt(title, frame, lang),
    )
    picture, (axes,) = page(words, frame, lang, units="idr")
    draw_fan(axes, fan, OURS, scale)
    labels = [(fan["central"].iloc[-1] / scale, _before_label(lang), OURS)]
    if not ceiling.empty:
        axes.step(ceiling.index, ceiling / scale, color=WARN, where="mid", lw=1.6)
        cap = say(id="pagu", en="ceiling")[lang]
        labels.append((ceiling.iloc[-1] / scale, cap, WARN))
    gap = (fan["central"] - paid).abs().max()
    if gap > 1:
        axes.plot(paid.index, paid / scale, "--s", color=INK, ms=3, lw=1.2)
        labels.append((paid.iloc[-1] / scale, _after_label(lang), INK))
    from_zero(axes, highest / scale)
    number_axis(axes, lang)
    year_axis(axes, list(fan.index))
    axes.set_ylabel(unit)
    label_ends(axes, labels)
    return picture


def _bill_alt(title: str, frame: pd.DataFrame, lang: str) -> str:
    names = {
        "central": _before_label(lang),
        "ceiling": say(id="pagu", en="ceiling")[lang],
        "after_ceiling": _after_label(lang),
    }
    known = [name for name in names if name in frame]
    lines = [ends(names[name], frame[name], money(lang)) for name in known]
    return spoken(title, *lines, band_words(frame, lang))


def _after_label(lang: str) -> str:
    return say(id="tagihan sesudah pagu", en="bill after the ceiling")[lang]


def _before_label(lang: str) -> str:
    return say(id="tagihan sebelum pagu", en="bill before the ceiling")[lang]


@styled
def bridge(results: Results, lang: str = "en", year: int | None = None) -> Picture:
    """Draw the steps from the planner's spreadsheet cell to our bill, one year.

    ``year``: the first, or where no step of it changes anything that of the largest
    step, unless given.
    """
    size = largest_step(results)
    year = year or int(size.index[0] if size.iloc[0] else size.idxmax())
    steps = frames.bridge(results).loc[year]
    scale, unit = money_scale(steps.abs().max(), lang)
    ours, theirs = steps["bill"], steps["spreadsheet_bill_idr"]
    title = _bridge_title(ours, theirs, year, lang)
    what = say(
        id=f"Dari orang x tarif x 12 ke tagihan APBD umum, {unit}, "
        f"{place(results)}, {year}",
        en=f"From people x tariff x 12 to the bill of the general APBD, {unit}, "
        f"{place(results)}, {year}",
    )[lang]
    listed = "; ".join(
        f"{BRIDGE[k][lang]}: {rupiah(v, lang)}" for k, v in steps.items()
    )
    words = Words(title, what, source_line(results, lang), f"{title}. {listed}.")
    frame = steps.rename("value_idr").rename_axis("step").reset_index()
    picture, (axes,) = page(words, frame, lang, Room(left=2.35, right=1.35, height=3.6))
    _waterfall(axes, steps / scale, steps, lang)
    number_axis(axes, lang, axis="x")
    axes.set_xlabel(unit)
    return picture


def largest_step(results: Results) -> pd.Series:
    """Return the largest step between the two bills by year, in whole rupiah."""
    steps = frames.bridge(results).drop(columns=["spreadsheet_bill_idr", "bill"])
    return steps.abs().max(axis=1).round()


def _bridge_title(ours: float, theirs: float, year: int, lang: str) -> str:
    mine = rupiah_short(ours, lang)
    if abs(ours - theirs) < 1:
        return say(
            id=f"Lembar kerja dan tagihan {year} sama: {mine}",
            en=f"Spreadsheet and bill of {year} agree: {mine}",
        )[lang]
    share = percent(abs(1 - ours / theirs), lang) if theirs else ""
    more = ours > theirs
    return say(
        id=f"Tagihan {year} {mine}, {share} {'di atas' if more else 'di bawah'} "
        f"lembar kerja ({rupiah_short(theirs, lang)})",
        en=f"The bill of {year} is {mine}, {share} {'above' if more else 'below'} "
        f"the spreadsheet's {rupiah_short(theirs, lang)}",
    )[lang]


def _waterfall(axes: Axes, sizes: pd.Series, exact: pd.Series, lang: str) -> None:
    running, names = 0.0, list(sizes.index)
    for place_, name in enumerate(names):
        size = sizes[name]
        is_end = name in ("spreadsheet_bill_idr", "bill")
        left = 0.0 if is_end else running
        tint = PALE if name == "spreadsheet_bill_idr" else OURS
        colour = tint if is_end else (ACCENT if size > 0 else "#56b4e9")
        axes.barh(place_, size, left=left, color=colour, height=0.62)
        end = max(left, left + size)
        sign = "+" if not is_end and exact[name] > 0 else ""
        text = sign + (rupiah_short(exact[name], lang) if exact[name] else "0")
        axes.annotate(
            text,
            (end, place_),
            xytext=(5, 0),
            textcoords="offset points",
            va="center",
            color=INK if is_end or size else QUIET,
            annotation_clip=False,
        )
        running = size if is_end else running + size
        if place_ < len(names) - 1:
            axes.plot([running] * 2, [place_, place_ + 1], color=QUIET, lw=0.7)
    axes.set_yticks(range(len(names)), [BRIDGE[name][lang] for name in names])
    axes.invert_yaxis()
    axes.grid(False, axis="y")
    axes.grid(True, axis="x")
    axes.set_xlim(0, max(sizes.max(), sizes.cumsum().iloc[:-1].max()) * 1.02 or 1)
