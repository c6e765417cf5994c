"""Picture of what moved the burden from the first year to the last."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.axes import Axes

from analysis.language import percent, say
from analysis.report import frames
from analysis.report.figures_axes import (
    name_axis,
    number_axis,
)
from analysis.report.figures_base import (
    ACCENT,
    OURS,
    PALE,
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
from analysis.report.labels import BASES, place, text_of
from analysis.report.sentences_horizon import CAUSES, POINTS, points
from analysis.report.sources import source_line
from analysis.study import burden_change as burden

if TYPE_CHECKING:
    from analysis.model.projection import Results

LESS = "#56b4e9"


@styled
def burden_change(results: Results, lang: str = "en") -> Picture:
    """Draw the uncut burden of the first year, its causes of change, and the last."""
    moved = burden.causes(results)
    if moved is None:
        return message(_NO_BASE[lang], place(results), lang)
    first, last = frames.first_year(results), frames.last_year(results)
    base = text_of(BASES[results.scenario.budget.base], lang)
    title = _title(moved, base, lang)
    what = say(
        id=f"Tagihan APBD umum sebelum pemotongan dibagi {base}, {place(results)}, "
        f"{first} dan {last}; penyebab menurut Shapley, tepat berjumlah",
        en=f"Bill of the general APBD before any cut over {base}, {place(results)}, "
        f"{first} and {last}; causes by Shapley values, adding up exactly",
    )[lang]
    steps = _steps(moved)
    ends = {"first": str(first), "last": str(last)}
    names = [ends.get(str(n)) or CAUSES[n][lang] for n in steps.index]
    told = listed(
        pd.Series(steps.to_numpy(), names), lambda v: percent(v, lang, POINTS)
    )
    words = Words(title, what, source_line(results, lang), spoken(title, told))
    frame = steps.rename("share").rename_axis("step").reset_index()
    room = Room(left=1.75, right=0.9, height=3.2)
    picture, (axes,) = page(words, frame, lang, room)
    _draw(axes, steps, lang)
    name_axis(axes, names)
    number_axis(axes, lang, axis="x", share=True)
    return picture


def _steps(moved: pd.Series) -> pd.Series:
    """Return the first burden, the causes that move it, and the last one."""
    parts = moved[list(CAUSES)]
    return moved[["first", *parts.index[parts != 0], "last"]]


def _draw(axes: Axes, steps: pd.Series, lang: str) -> None:
    running = 0.0
    for row, (name, size) in enumerate(steps.items()):
        is_end = name in ("first", "last")
        left = 0.0 if is_end else running
        tint = {"first": PALE, "last": OURS}.get(name, ACCENT if size > 0 else LESS)
        axes.barh(row, size, left=left, color=tint, height=0.62)
        text = percent(size, lang, POINTS) if is_end else points(size, lang)
        axes.annotate(
            text,
            (max(left, left + size), row),
            xytext=(5, 0),
            textcoords="offset points",
            va="center",
            annotation_clip=False,
        )
        running = size if is_end else running + size
        if row < len(steps) - 1:
            axes.plot([running] * 2, [row, row + 1], color=QUIET, lw=0.7)
    axes.set_xlim(0, max(steps.max(), steps.iloc[:-1].cumsum().max()) * 1.05 or 1)


def _title(moved: pd.Series, base: str, lang: str) -> str:
    before, after = (percent(moved[end], lang, POINTS) for end in ("first", "last"))
    largest = moved[list(CAUSES)].abs().idxmax()
    if before == after:
        return say(
            id=f"Beban tetap {before} dari {base}",
            en=f"The burden stays {before} of {base}",
        )[lang]
    cause = CAUSES[largest][lang]
    return say(
        id=f"Beban dari {before} ke {after} dari {base}, terutama karena {cause}",
        en=f"The burden goes from {before} to {after} of {base}, mostly by {cause}",
    )[lang]


_NO_BASE = say(
    id="Tanpa basis anggaran pada dua tahun, perubahan beban tidak dapat diuraikan",
    en="Without a budget base in two years the change of burden has no parts",
)
