"""Published sums as multiples of ours: bills as dots, claims with their range."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from analysis.language import number, say
from analysis.report.figures_base import (
    ACCENT,
    INK,
    OURS,
    PALE,
    Picture,
    Room,
    Words,
    page,
    spoken,
    styled,
)
from analysis.report.tables_replayed import place_name

TICKS = (0.2, 0.5, 1, 2, 5)
ROW_IN = 0.17


@styled
def published(lang: str = "en") -> Picture:
    """Draw each published sum over ours, bills above, claims below."""
    from analysis.study.published_against_ours import BILL, compared

    rows = compared().sort_values(["what", "ratio"], ascending=[False, True])
    bills = rows["what"] == BILL
    same, inside = (int(part["agrees"].sum()) for part in (rows[bills], rows[~bills]))
    title = say(
        id=f"{same} dari {int(bills.sum())} anggaran sama dengan hitungan kami; "
        f"{inside} dari {int((~bills).sum())} jumlah klaim di dalam rentang yang lebar",
        en=f"{same} of {int(bills.sum())} budgets equal ours; {inside} of "
        f"{int((~bills).sum())} sums of claims lie in a wide range",
    )[lang]
    what = say(
        id="Angka terbit dibagi hitungan kami (skala log; 1 = sama). Biru: sama atau "
        "di dalam rentang 90% (pita, hanya klaim), jingga: tidak",
        en="Published figure over ours (log scale; 1 = the same). Blue: the same, or "
        "inside the 90% range (band, claims only); orange: not",
    )[lang]
    ids = " ".join(rows["published_claims"]).split()
    source = say(
        id=f"Sumber: bukti {', '.join(ids)}.", en=f"Source: evidence {', '.join(ids)}."
    )[lang]
    told = [f"{_name(row)}: {number(row.ratio, lang, 2)}" for row in rows.itertuples()]
    words = Words(title, what, source, spoken(title, *told))
    room = Room(left=2.05, right=0.25, height=1.5 + ROW_IN * len(rows), below=0.35)
    columns = ["figure", "what", "ratio", "low", "high", "ours_idr", "agrees"]
    picture, (axes,) = page(words, rows[columns], lang, room)
    _dots(axes, rows, lang)
    return picture


def _dots(axes: Axes, rows: pd.DataFrame, lang: str) -> None:
    for place, row in enumerate(rows.itertuples()):
        ends = row.low / row.ours_idr, row.high / row.ours_idr
        if ends[0] < ends[1]:
            axes.plot(ends, [place, place], color=PALE, lw=5, solid_capstyle="butt")
        tint = OURS if row.agrees else ACCENT
        axes.plot([row.ratio], [place], "o", color=tint, ms=4.5, zorder=5)
    axes.axvline(1, color=INK, lw=1)
    axes.set_xscale("log")
    axes.set_xticks(TICKS, [number(tick, lang, tick < 1) for tick in TICKS])
    axes.minorticks_off()
    axes.set_yticks(range(len(rows)), [_name(row) for row in rows.itertuples()], size=8)
    axes.set_ylim(-0.7, len(rows) - 0.3)
    axes.grid(axis="y", visible=False)


def _name(row: tuple) -> str:
    first = row.published_claims.split()[0]
    place = place_name(first).removeprefix("Kabupaten ").removeprefix("Kota ")
    return f"{place} {row.first_month[:4]} [{first}]"
