"""Forecasts against what came later: fans with dots, and where outcomes fell."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.language import number, say
from analysis.report.figures_base import (
    ACCENT,
    INK,
    OURS,
    PALE,
    QUIET,
    Picture,
    Room,
    Words,
    page,
    spoken,
    styled,
)
from analysis.report.forecast_words import METHODS
from analysis.report.tables_replayed import differences, place_name
from analysis.report.tables_validation import SHIPPED, backtest_rows

# one case a region, those with the most figures of the same people
DRAWN = ("cilegon", "palu", "minahasa", "sumenep", "bone_bolango", "raja_ampat")
PIT_METHODS = ("persistence", "quota_steps", SHIPPED)
COLUMNS, BINS = 3, 5
GAP_X, GAP_Y = 0.09, 0.22  # between panels, as shares of the box
HEADROOM = 1.3  # above the highest dot; what a fan has beyond is cut off


@styled
def forecast_fans(lang: str = "en") -> Picture:
    """Draw what the default made of first figures, and the later figures as dots."""
    from analysis.study import record

    fans = record.replayed()
    fans = fans[(fans["method"] == SHIPPED) & fans["case"].isin(DRAWN)]
    dots = differences()
    dots = dots[dots["case"].isin(DRAWN)]
    same = dots[dots["comparable"]]
    inside = int(same[f"inside_{SHIPPED}"].sum())
    title = say(
        id=f"{inside} dari {len(same)} angka kemudian ada di dalam rentang 80%, dan "
        "rentangnya lebar",
        en=f"{inside} of {len(same)} later figures lie inside the 80% interval, and it "
        "is wide",
    )[lang]
    what = say(
        id="Peserta (ribu orang) dari angka pertama dengan tren bawaan, ditaksir tanpa "
        "daerah itu: median, rentang 50 dan 80%; titik: angka terbit, kosong bila "
        "menghitung kelompok lain; garis putus: angka pertama ditahan",
        en="Members (thousand people) from the first figure by the default trend, "
        "calibrated without that region: median, 50 and 80% intervals; dots: published "
        "figures, hollow where they count other groups; dashed: the first figure held",
    )[lang]
    ids = ", ".join(dict.fromkeys(" ".join(_claims(dots)).split()))
    source = say(id=f"Sumber: bukti {ids}.", en=f"Source: evidence {ids}.")[lang]
    told = [
        f"{place_name(rows['first_claims'].iloc[0])}: "
        f"{number(rows['people'].iloc[-1], lang)}"
        for _, rows in dots.groupby("case", sort=False)
    ]
    words = Words(title, what, source, spoken(title, *told))
    room = Room(left=0.5, right=0.2, below=0.3, height=5.0, above=0.3)
    picture, (box,) = page(
        words, fans.drop(columns="method"), lang, room, units="people"
    )
    for axes, case in zip(_grid(picture, box), DRAWN, strict=True):
        _fan(axes, fans[fans["case"] == case], dots[dots["case"] == case], lang)
    return picture


def _claims(dots: pd.DataFrame) -> list[str]:
    return [*dots["first_claims"], *dots["later_claims"]]


def _grid(picture: Picture, box: Axes) -> list[Axes]:
    """Return panels, row by row, in the place of one axes."""
    place = box.get_position()
    box.remove()
    rows = -(-len(DRAWN) // COLUMNS)
    wide = place.width * (1 - GAP_X * (COLUMNS - 1)) / COLUMNS
    high = place.height * (1 - GAP_Y * (rows - 1)) / rows
    return [
        picture.add_axes(
            (
                place.x0 + column * (wide + GAP_X * place.width),
                place.y1 - high - row * (high + GAP_Y * place.height),
                *(wide, high),
            )
        )
        for row in range(rows)
        for column in range(COLUMNS)
    ]


def _fan(axes: Axes, fan: pd.DataFrame, dots: pd.DataFrame, lang: str) -> None:
    first = fan.iloc[0]
    quantiles = [name for name in fan.columns if name.startswith("q")]
    shown = fan[fan["number"] == 0].sort_values("date")
    start = pd.DataFrame([dict.fromkeys(quantiles, first["hold"])])
    start["date"] = first["first_date"]
    line = pd.concat([start, shown[["date", *quantiles]]])
    values = line[quantiles] / 1000
    for low, high, tint in (("q10", "q90", PALE), ("q25", "q75", OURS)):
        alpha = 0.55 if tint == PALE else 0.35
        axes.fill_between(
            line["date"], values[low], values[high], color=tint, alpha=alpha, lw=0
        )
    axes.plot(line["date"], values["q50"], color=OURS, lw=1.2)
    hold = first["hold"] / 1000
    ends = [line["date"].min(), line["date"].max()]
    axes.plot(ends, [hold] * 2, "--", color=QUIET, lw=1)
    for comparable, face in ((True, ACCENT), (False, "white")):
        part = dots[dots["comparable"] == comparable]
        at = part["people"] / 1000
        axes.plot(part["date"], at, "o", mfc=face, mec=ACCENT, ms=4.5, zorder=5)
    axes.plot([first["first_date"]], [hold], "o", color=INK, ms=4.5, zorder=5)
    top = max(dots["people"].max() / 1000 * HEADROOM, values["q75"].max())
    axes.set_ylim(0, top)
    name = place_name(dots["first_claims"].iloc[0])
    axes.set_title(name.replace("Kabupaten", "Kab."), size=8, loc="left")
    _years(axes, line["date"])
    axes.yaxis.set_major_formatter(lambda value, _: number(value, lang))


def _years(axes: Axes, days: pd.Series) -> None:
    years = range(days.min().year + 1, days.max().year + 1)
    step = -(-len(years) // 4)
    ticks = [pd.Timestamp(year, 1, 1) for year in years][::step]
    axes.set_xticks(ticks, [str(tick.year) for tick in ticks], size=8)


@styled
def pit(lang: str = "en") -> Picture:
    """Draw where later figures fell in their forecasts, for three methods."""
    rows = backtest_rows()
    counts = _pit_counts(rows)
    n = int(rows["method"].eq(SHIPPED).sum())
    title = _pit_title(counts[SHIPPED].to_numpy(), n, lang)
    what = say(
        id="Letak angka terbit di dalam prakiraannya (0 = di bawah semua simulasi, 1 = "
        f"di atas semua), jumlah prakiraan dari {n}; rata bila terkalibrasi (garis "
        "putus)",
        en="Where the published figure fell in its forecast (0 = below all draws, 1 = "
        f"above all), number of forecasts of {n}; flat if calibrated (dashed line)",
    )[lang]
    source = say(
        id="Sumber: uji ke belakang menurut hari terbit, data/processed/backtest.csv.",
        en="Source: back-test by day of publication, data/processed/backtest.csv.",
    )[lang]
    told = [
        f"{METHODS[name][lang]}: {', '.join(number(one, lang) for one in counts[name])}"
        for name in PIT_METHODS
    ]
    words = Words(title, what, source, spoken(title, *told))
    room = Room(left=0.45, right=0.25, height=2.9, panels=3, gap=0.35, above=0.32)
    picture, panels = page(words, counts, lang, room, units="count")
    edges = np.linspace(0, 1, BINS + 1)
    for axes, name in zip(panels, PIT_METHODS, strict=True):
        tint = OURS if name == SHIPPED else QUIET
        axes.bar(
            edges[:-1], counts[name], 1 / BINS, align="edge", color=tint, ec="white"
        )
        axes.axhline(n / BINS, ls="--", color=INK, lw=1)
        axes.set_ylim(0, counts.to_numpy().max() * 1.1)
        axes.set_xticks(edges, [number(edge, lang, 1) for edge in edges], size=8)
        axes.set_title(METHODS[name][lang], size=8.5, loc="left")
    return picture


def _pit_counts(rows: pd.DataFrame) -> pd.DataFrame:
    """Return how many figures fell into each part, a column a method."""
    from analysis.study.skill import pit_counts

    found = pit_counts(rows[rows["method"].isin(PIT_METHODS)], BINS)
    wide = found.pivot_table(index="from", columns="method", values="n", sort=False)
    return wide[list(PIT_METHODS)].astype(int)


def _pit_title(counts: np.ndarray, n: int, lang: str) -> str:
    low, high = counts[: BINS // 2].sum(), counts[-(BINS // 2) :].sum()
    if high > low:
        return say(
            id=f"Lebih banyak angka jatuh di atas tengah prakiraan bawaan ({high}) "
            f"daripada di bawahnya ({low})",
            en=f"More figures fell above the middle of the default's forecast ({high}) "
            f"than below it ({low})",
        )[lang]
    return say(
        id=f"{low} dari {n} angka jatuh di bawah tengah prakiraan bawaan, {high} di "
        "atasnya",
        en=f"{low} of {n} figures fell below the middle of the default's forecast, "
        f"{high} above",
    )[lang]
