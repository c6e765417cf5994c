"""Pictures of ratios: the chance of one above 1 by size, what fits a published one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from analysis.language import date_words, number, percent, rupiah_short, say
from analysis.report import claims_frames, frames, readings
from analysis.report.figures_axes import (
    from_zero,
    label_ends,
    number_axis,
)
from analysis.report.figures_base import (
    ACCENT,
    INK,
    OURS,
    QUIET,
    Picture,
    Room,
    Words,
    message,
    page,
    spoken,
    styled,
)
from analysis.report.labels import place
from analysis.report.published_ratio import Published, published
from analysis.report.sources import source_line

if TYPE_CHECKING:
    from analysis.model.projection import Results

PER = 1000
SMALL, LARGE = 300, 30_000
HALF = 0.5


@styled
def loss_chance(results: Results, lang: str = "en", year: int | None = None) -> Picture:
    """Draw how likely claims above contributions are, by number of members."""
    year = year or frames.first_year(results)
    frame = claims_frames.loss_chance(results, year)
    if frame.empty:
        return message(_NO_MONEY[lang], place(results), lang)
    title = _chance_title(frame, lang)
    what = _chance_what(results, year, lang)
    told = [
        f"{number(row.members, lang)}: {percent(row.known, lang, 0)}, "
        f"{percent(row.unknown, lang, 0)}"
        for row in frame.iloc[:: max(1, len(frame) // 4)].itertuples()
    ]
    words = Words(title, what, source_line(results, lang), spoken(title, *told))
    room = Room(right=1.65, below=0.55)
    units = {"known": "probability", "unknown": "probability"}
    picture, (axes,) = page(words, frame, lang, room, units=units)
    axes.plot(frame["members"], frame["known"], color=OURS)
    axes.plot(frame["members"], frame["unknown"], color=ACCENT)
    axes.set_xscale("log")
    axes.set_xlim(frame["members"].min(), frame["members"].max())
    axes.set_ylim(0, 1)
    number_axis(axes, lang, share=True)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: number(x, lang)))
    axes.set_xlabel(say(id="peserta", en="members")[lang])
    known = say(id="tingkat kematian diketahui", en="death rate known")[lang]
    unknown = say(id="tidak diketahui", en="not known")[lang]
    last = frame.iloc[-1]
    label_ends(axes, [(last["known"], known, OURS), (last["unknown"], unknown, ACCENT)])
    return picture


_NO_MONEY = say(
    id="Tanpa iuran tidak ada rasio klaim terhadap iuran",
    en="Without contributions there is no ratio of claims to them",
)


def _chance_title(frame: pd.DataFrame, lang: str) -> str:
    """Say the chance at a small and a large size of those drawn."""
    size = frame["members"]
    rows = [(size - about).abs().idxmin() for about in (SMALL, LARGE)]
    small, large = (percent(one, lang, 0) for one in frame.loc[rows, "unknown"])
    few, many = (number(round(one, -2), lang) for one in size.loc[rows])
    return say(
        id=f"Peluang rasio di atas 1: {small} dengan {few} peserta, {large} dengan "
        f"{many}",
        en=f"Chance of a ratio above 1: {small} with {few} members, {large} with "
        f"{many}",
    )[lang]


def _chance_what(results: Results, year: int, lang: str) -> str:
    point = readings.scenario_point(results, year)
    rate = number(point["death_rate_y"] * PER, lang, 2)
    cost = rupiah_short(point["mean_payment_idr"], lang, 1)
    tariff = number(point["tariff_idr_m"], lang)
    return say(
        id=f"Peluang klaim setahun melebihi iuran, {place(results)}, {year}: {rate} "
        f"kematian per 1.000, {cost} tiap kematian, Rp{tariff} sebulan; diambil "
        "di tengah anak tangga; tidak diketahui: sebaran antarkelompok",
        en=f"Chance that a year's claims exceed contributions, {place(results)}, "
        f"{year}: {rate} deaths per 1,000, {cost} a death, Rp{tariff} a month; taken "
        "at the middle of each step; not known: spread between groups",
    )[lang]


@styled
def published_curve(results: Results, lang: str = "en") -> Picture:
    """Draw the death rates and mean tariffs that fit a published ratio alike."""
    found = published(results)
    if found is None:
        return message(_NOT_PUBLISHED[lang], place(results), lang)
    curve = found.curve()
    title, what = _curve_words(results, found, lang)
    source = source_line(results, lang, prefix="segments.")
    per = say(id="per 1.000", en="per 1,000")[lang]
    told = [
        f"Rp{number(row.tariff_idr_m, lang)}: "
        f"{number(row.death_rate_y * PER, lang, 1)} {per}"
        for row in curve.iloc[:: max(1, len(curve) // 4)].itertuples()
    ]
    words = Words(title, what, source, spoken(title, *told))
    picture, (axes,) = page(words, curve, lang, Room(right=1.75, below=0.55))
    _draw_curve(axes, curve, lang)
    _points(axes, found, lang)
    point = readings.scenario_point(results, frames.first_year(results))
    ours = point["death_rate_y"] * PER
    axes.axhline(ours, color=QUIET, lw=1.0, ls="--")
    last = curve.iloc[-1]
    fits = say(id="semuanya cocok dengan uangnya", en="all of this fits the money")
    model = say(id="model: skenario ini", en="model: this scenario")
    label_ends(
        axes,
        [(last["death_rate_y"] * PER, fits[lang], OURS), (ours, model[lang], QUIET)],
    )
    return picture


_NOT_PUBLISHED = say(
    id="Untuk daerah ini klaim dan iuran tidak diterbitkan bersama: tidak ada rasio "
    "untuk dibaca",
    en="For this place no source prints claims and contributions together: there is no "
    "ratio to read",
)


def _curve_words(results: Results, found: Published, lang: str) -> tuple[str, str]:
    ratio = percent(found.ratio, lang, 0)
    ends = found.curve()["death_rate_y"].iloc[[0, -1]] * PER
    low, high = (number(one, lang, 1) for one in ends)
    title = say(
        id=f"Rasio {ratio} cocok dengan {low} sampai {high} kematian per 1.000, "
        "tergantung tarif rata-rata",
        en=f"The ratio of {ratio} fits {low} to {high} deaths per 1,000, depending on "
        "the mean tariff",
    )[lang]
    benefit = rupiah_short(found.payment_idr, lang, 0)
    until = date_words(found.as_of, lang)
    what = say(
        id=f"Kematian per 1.000 orang-tahun di balik klaim [{found.claims_id}] dan "
        f"iuran [{found.contributions_id}], {place(results)}, {until}, bila tiap "
        f"klaim {benefit}; pita: 95 dari 100, kebetulan saja",
        en=f"Deaths per 1,000 person-years behind claims [{found.claims_id}] and "
        f"contributions [{found.contributions_id}], {place(results)}, {until}, "
        f"if each claim is {benefit}; band: 95 in 100, chance alone",
    )[lang]
    return title, what


def _draw_curve(axes: Axes, curve: pd.DataFrame, lang: str) -> None:
    tariffs = curve["tariff_idr_m"]
    axes.plot(tariffs, curve["death_rate_y"] * PER, color=OURS)
    axes.fill_between(
        tariffs, curve["low_y"] * PER, curve["high_y"] * PER, color=OURS, alpha=0.18
    )
    from_zero(axes, float(curve["high_y"].max() * PER))
    axes.set_xlim(tariffs.min(), 1.02 * tariffs.max())
    number_axis(axes, lang)
    number_axis(axes, lang, axis="x")
    words = say(
        id="tarif rata-rata yang dibayar, rupiah sebulan",
        en="mean tariff paid, rupiah a month",
    )
    axes.set_xlabel(words[lang])


def _points(axes: Axes, found: Published, lang: str) -> None:
    """Mark the full tariff and half of it, each with the exposure it means."""
    for share, side, lift in ((HALF, "left", -16), (1.0, "right", 10)):
        row = found.at([share * found.tariff_idr_m]).iloc[0]
        spot = (row["tariff_idr_m"], row["death_rate_y"] * PER)
        axes.plot(*spot, "D", color=ACCENT, ms=7, clip_on=False)
        rate, tariff = number(spot[1], lang, 1), number(spot[0], lang)
        years = number(row["person_years"], lang)
        words = say(
            id=f"Rp{tariff}: {rate} per 1.000, {years} orang-tahun",
            en=f"Rp{tariff}: {rate} per 1,000, {years} person-years",
        )
        axes.annotate(
            words[lang],
            spot,
            xytext=(-8 if side == "right" else 8, lift),
            textcoords="offset points",
            ha=side,
            size=8.5,
            color=INK,
        )
