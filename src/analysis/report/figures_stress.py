"""Picture of the shocks: a heat table, darker where a threshold is further behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, to_hex

from analysis.language import number, percent, rupiah_short, say
from analysis.report.colours import on
from analysis.report.figures_axes import (
    name_axis,
)
from analysis.report.figures_base import (
    FILLED,
    INK,
    QUIET,
    Picture,
    Room,
    Words,
    page,
    styled,
)
from analysis.report.figures_fan import (
    money_scale,
)
from analysis.report.labels import place
from analysis.report.sources import source_line

if TYPE_CHECKING:
    from analysis.model.results import Results
    from analysis.study.stress import Outcome, Tested

_SHADES = LinearSegmentedColormap.from_list("harm", ["#ffffff", "#fdae6b", "#a63603"])
_ROW_IN, _HEAD_IN = 0.3, 1.88


@styled
def stress(results: Results, lang: str = "en") -> Picture:
    """Draw what each shock does: bill, cut, chance, people dropped, claims."""
    from analysis.study.stress import stress as study
    from analysis.study.stress import top

    tested = [one for one in study(results) if one.applies]
    frame = _frame(tested, lang)
    title = _title(top(results, 1), lang)
    what = _what(results, money_scale(frame["worst_bill_idr"].max(), lang)[1], lang)
    words = Words(
        title,
        what,
        source_line(results, lang, prefix="budget.base"),
        _alt(title, tested, lang),
    )
    height = _HEAD_IN + _ROW_IN * len(frame)
    room = Room(left=2.3, right=0.2, below=0.05, height=height, above=0.55)
    picture, (axes,) = page(words, frame, lang, room)
    _cells(axes, frame, lang)
    return picture


def _what(results: Results, unit: str, lang: str) -> str:
    from analysis.study.stress import POINTS

    first, last = results.scenario.first_year, results.scenario.last_year
    return say(
        id=f"Tiap guncangan sendiri-sendiri, {place(results)}, proyeksi {first}-{last}"
        f"; tagihan dan pagu dalam {unit}; makin gelap makin buruk, putih: tidak lebih "
        f"buruk dari skenario atau di dalam ambang; {number(POINTS, lang)} kemungkinan,"
        " dapat beda 1-2 poin dari gambar lain; guncangan S: baris-baris di atas "
        "gabungannya",
        en=f"Each shock alone, {place(results)}, projected {first}-{last}; bill and "
        f"line in {unit}; the darker the worse, white: no worse than the scenario or "
        f"within the threshold; {number(POINTS, lang)} possibilities, may differ by "
        "1-2 points from other figures; S shocks: the rows above them together",
    )[lang]


def _title(worst: list[Tested], lang: str) -> str:
    if not worst:
        return say(
            id="Tidak satu guncangan pun menekan anggaran",
            en="No shock strains the budget",
        )[lang]
    name, found = worst[0].stress.name[lang], worst[0].outcome
    bill, cut = rupiah_short(found.worst_bill_idr, lang), percent(found.cut_share, lang)
    return say(
        id=f"Yang paling menekan anggaran: {name}, tagihan sampai {bill}, harus turun "
        f"{cut}",
        en=f"What strains the budget most: {name}, a bill of up to {bill} that must "
        f"fall by {cut}",
    )[lang]


def _frame(tested: list[Tested], lang: str) -> pd.DataFrame:
    """Return shocks x measures, the scenario as it is on top."""
    name = say(id="Skenario apa adanya", en="The scenario as it is")[lang]
    rows = {name: _measures(tested[0].base)}
    for one in tested:
        rows[one.stress.name[lang]] = _measures(one.outcome)
    frame = pd.DataFrame.from_dict(rows, orient="index")
    return frame.rename_axis("shock")


def _measures(found: Outcome) -> dict[str, float]:
    return {
        "worst_bill_idr": found.worst_bill_idr,
        "line_idr": float(found.line_idr.min()),
        "cut_share": found.cut_share,
        "breach_probability": found.probability,
        "left_out_people": found.most_left_out,
        "claim_ratio": found.worst_claim_ratio,
    }


def _heads(lang: str) -> list[str]:
    return [
        say(id="tagihan\nterbesar", en="highest\nbill")[lang],
        say(id="pagu\nterkecil", en="lowest\nline")[lang],
        say(id="potongan,\n% tagihan", en="cut, % of\neach bill")[lang],
        say(id="peluang\nlewat pagu", en="chance over\nthe line")[lang],
        say(id="orang\ntersisih", en="people\ndropped\nby the cut")[lang],
        say(id="klaim /\niuran", en="claims /\ncontributions")[lang],
    ]


def _shade(frame: pd.DataFrame) -> np.ndarray:
    """Return 0 (no harm) to 1 (worst of its column or of its scale)."""
    harm = frame.fillna(0.0).clip(lower=0.0).copy()
    harm["claim_ratio"] = (frame["claim_ratio"].fillna(0.0) - 1).clip(lower=0.0)
    as_it_is = frame.iloc[0]
    more = frame["worst_bill_idr"] - as_it_is["worst_bill_idr"]
    less = as_it_is["line_idr"] - frame["line_idr"]
    harm["worst_bill_idr"] = more.where(more >= 1, 0.0)
    harm["line_idr"] = less.where(less >= 1, 0.0)
    scale = harm.max().where(harm.max() > 0, 1.0)
    scale["breach_probability"] = 1.0
    return (harm / scale).to_numpy()


def _cells(axes: Axes, frame: pd.DataFrame, lang: str) -> None:
    shade = _shade(frame)
    money = [name.endswith("_idr") for name in frame.columns]
    scale = np.where(money, money_scale(frame["worst_bill_idr"].max(), lang)[0], 1.0)
    axes.pcolormesh(shade, cmap=_SHADES, vmin=0, vmax=1, edgecolors="white", lw=1.2)
    for (row, column), depth in np.ndenumerate(shade):
        text = _text(
            frame.columns[column], frame.iat[row, column] / scale[column], lang
        )
        tint = on(to_hex(_SHADES(depth)))
        spot = (column + 0.5, row + 0.5)
        look = {"ha": "center", "va": "center", "size": 8, "gid": FILLED}
        axes.text(*spot, text, color=tint, **look)
    name_axis(axes, list(frame.index))
    axes.set_yticks(np.arange(len(frame)) + 0.5, axes.get_yticklabels())
    axes.set_ylim(len(frame), 0)
    axes.set_xticks(np.arange(frame.shape[1]) + 0.5, _heads(lang))
    axes.xaxis.tick_top()
    axes.tick_params(length=0, colors=QUIET)
    axes.tick_params(axis="y", colors=INK)
    axes.grid(False)
    for spine in axes.spines.values():
        spine.set_visible(False)


def _text(measure: str, value: float, lang: str) -> str:
    if not np.isfinite(value):
        return "-"
    if measure == "left_out_people":
        return number(value, lang)
    if measure.endswith("_idr"):
        return number(value, lang, 2)
    return percent(value, lang, 0)


def _alt(title: str, tested: list[Tested], lang: str) -> str:
    parts = [
        f"{one.stress.name[lang]}: {percent(one.outcome.cut_share, lang)}"
        for one in tested
    ]
    what = say(
        id="Potongan yang perlu agar tiap tahun di bawah pagu",
        en="Cut needed to keep every year under the line",
    )[lang]
    return f"{title}. {what}: {'; '.join(parts)}."
