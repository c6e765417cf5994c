"""Picture of whom to cover first: a staircase of groups by worth per rupiah."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.axes import Axes

from analysis.language import number, rupiah_short, say
from analysis.report.colours import colour
from analysis.report.figures_axes import (
    name_axis,
    number_axis,
)
from analysis.report.figures_base import (
    INK,
    WARN,
    Picture,
    Room,
    Words,
    message,
    page,
    spoken,
    styled,
)
from analysis.report.labels import place, short_label
from analysis.report.sources import source_line
from analysis.study import billion
from analysis.study.newcomers import groups
from analysis.study.priority_order import orders

if TYPE_CHECKING:
    from analysis.model.projection import Results

LEAST_WIDE = 0.006  # of the axis, so that a small step is still seen
ROOM = 1.7  # of the longest stair, for the numbers behind the steps


@styled
def staircase(results: Results, lang: str = "en") -> Picture:
    """Draw what covering each group costs, the most poverty-months per rupiah first.

    Left: those not yet covered, on top of the plan. Right: all verified, from nothing.
    Rupiah are cumulated from group to group; the upright line is one billion.
    """
    frame = steps(results)
    if frame.empty:
        return message(_NOBODY[lang], place(results), lang)
    title, what = _title(results, lang), _what(results, lang)
    names = [short_label(results, str(slug), lang) for slug in frame.index]
    words = Words(
        title, what, source_line(results, lang), _alt(title, names, frame, lang)
    )
    room = Room(
        left=1.95,
        right=0.3,
        below=0.55,
        height=1.95 + 0.36 * len(frame),
        panels=2,
        gap=0.25,
        above=0.3,
    )
    units = {"next_reached": "people", "first_reached": "people"}
    picture, panels = page(words, frame, lang, room, units=units)
    for axes, which in zip(panels, ("next", "first"), strict=True):
        _panel(axes, frame, which, lang)
        name_axis(axes, names if which == "next" else [""] * len(names))
    return picture


def _alt(title: str, names: list[str], frame: pd.DataFrame, lang: str) -> str:
    """Say how many of each group the next billion reaches."""
    of = say(id="dari", en="of")[lang]
    pairs = zip(frame["next_reached"], frame["next_people"], strict=True)
    told = [
        f"{name}: {number(reached, lang)} {of} {number(people, lang)}"
        for name, (reached, people) in zip(names, pairs, strict=True)
    ]
    return spoken(title, *told)


_NOBODY = say(
    id="Tidak ada kelompok yang iurannya dibayar pada tahun pertama",
    en="No group has contributions paid in the first year",
)


def steps(results: Results) -> pd.DataFrame:
    """Return the stairs: where each group's step begins and ends, in rupiah.

    Index: segment, best worth per rupiah first. ``next_people`` verified and not yet
    covered, ``first_people`` all verified; ``*_reached`` of them by one billion;
    ``*_from_idr`` and ``*_to_idr`` cumulated; ``months_per_million``: poverty-months a
    million rupiah averts.
    """
    frame, order = groups(results), orders(results)
    frame = frame.reindex(order.index)
    found = pd.DataFrame(
        {
            "months_per_million": order["months_per_million"],
            "next_people": (frame["verified"] - frame["covered"]).clip(lower=0),
            "first_people": frame["verified"],
        }
    )
    plans = {"next": billion.next_billion, "first": billion.first_billion}
    for which, plan in plans.items():
        found[f"{which}_reached"] = plan(results)["poverty_months"].people
        cost = found[f"{which}_people"] * frame["cost_idr"]
        found[f"{which}_to_idr"] = cost.cumsum()
        found[f"{which}_from_idr"] = found[f"{which}_to_idr"] - cost
    return found


def _panel(axes: Axes, frame: pd.DataFrame, which: str, lang: str) -> None:
    end = max(frame[f"{which}_to_idr"].max(), billion.BILLION) / 1e9 * ROOM
    for spot, (slug, one) in enumerate(frame.iterrows()):
        people, reached = (int(one[f"{which}_{n}"]) for n in ("people", "reached"))
        start, stop = (one[f"{which}_{edge}_idr"] / 1e9 for edge in ("from", "to"))
        wide, tint = max(stop - start, end * LEAST_WIDE), colour(str(slug))
        if people:
            axes.barh(spot, wide, left=start, height=0.62, color=tint, alpha=0.3)
            of = wide * reached / people
            axes.barh(spot, of, left=start, height=0.62, color=tint)
            _count(axes, (start + wide, spot), reached, people, lang=lang)
    axes.axvline(billion.BILLION / 1e9, color=WARN, lw=1.2)
    axes.set_xlim(0, end)
    number_axis(axes, lang, axis="x")
    axes.set_title(_PANELS[which][lang], size=8.6)
    axes.set_xlabel(
        say(id="Rp miliar setahun, dijumlahkan", en="Rp billion a year, cumulated")[
            lang
        ]
    )


def _count(
    axes: Axes, at: tuple[float, float], reached: int, people: int, *, lang: str
) -> None:
    of = say(id="dari", en="of")[lang]
    axes.annotate(
        f"{number(reached, lang)} {of} {number(people, lang)}",
        at,
        xytext=(4, 0),
        textcoords="offset points",
        va="center",
        color=INK,
        size=8,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8},
        zorder=5,
    )


_PANELS = {
    "next": say(id="di atas rencana", en="on top of the plan"),
    "first": say(id="seakan belum ada", en="as if nobody were covered"),
}


def _title(results: Results, lang: str) -> str:
    spent = billion.next_billion(results)["poverty_months"]
    people = number(spent.people.sum(), lang)
    if not spent.people.sum():
        return say(
            id="Tidak ada lagi yang dapat ditambah dengan Rp1 miliar",
            en="There is nobody left whom Rp1 billion could add",
        )[lang]
    if spent.left_idr < groups(results)["cost_idr"].max():
        return say(
            id=f"Rp1 miliar lagi menjangkau {people} orang",
            en=f"Rp1 billion more reaches {people} people",
        )[lang]
    left = rupiah_short(spent.left_idr, lang, 0)
    return say(
        id=f"Rp1 miliar lagi hanya menjangkau {people} orang; {left} tidak terpakai",
        en=f"Rp1 billion more reaches only {people} people; {left} finds nobody",
    )[lang]


def _what(results: Results, lang: str) -> str:
    year = results.scenario.first_year
    return say(
        id="Biaya melindungi tiap kelompok, yang terbanyak bulan kemiskinan per rupiah "
        "di atas; pekat: terjangkau Rp1 miliar (garis tegak); angka: orang terjangkau "
        f"dari yang terverifikasi, {place(results)}, {year}",
        en="Cost of covering each group, most poverty-months per rupiah on top; solid: "
        "reached by Rp1 billion (upright line); numbers: people reached of those "
        f"verified, {place(results)}, {year}",
    )[lang]
