"""The picture of a memo: the bill with its bands and the line, its words beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.language import rupiah_short, say
from analysis.report.figures_axes import from_zero, label_ends, number_axis, year_axis
from analysis.report.figures_base import OURS, WARN, Picture, Words, styled
from analysis.report.figures_fan import draw_fan, money_scale
from analysis.report.labels import place
from analysis.report.sources import source_line
from analysis.study import limits
from analysis.study.line import line as line_of

if TYPE_CHECKING:
    import pandas as pd

    from analysis.model.projection import Results

WIDTH_IN, HEIGHT_IN = 6.4, 1.8
BOX = (0.085, 0.13, 0.715, 0.83)  # of the picture: left, bottom, width, height


@styled
def memo(results: Results, lang: str = "id") -> Picture:
    """Draw the uncut bill with its bands and the line, in the size a memo has room for.

    Title and source stand beside it as text, so that nothing is drawn too small.
    """
    fan, idr = limits.measured_bill(results), line_of(results).idr
    frame = fan.assign(line_idr=idr)
    scale, unit = money_scale(frame.max().max(), lang)
    picture = Picture(figsize=(WIDTH_IN, HEIGHT_IN))
    picture.words = _words(results, fan, unit, lang)
    picture.frame, picture.lang = frame, lang
    axes = picture.add_axes(BOX)
    draw_fan(axes, fan, OURS, scale)
    bill = say(id="tagihan", en="bill")[lang]
    labels = [(fan["central"].iloc[-1] / scale, bill, OURS)]
    if idr.notna().any():
        axes.step(idr.index, idr / scale, color=WARN, where="mid", lw=1.6)
        labels.append((idr.iloc[-1] / scale, _line_label(results, lang), WARN))
    from_zero(axes, frame.max().max() / scale)
    number_axis(axes, lang)
    year_axis(axes, list(fan.index))
    axes.set_ylabel(unit)
    label_ends(axes, labels)
    return picture


def _line_label(results: Results, lang: str) -> str:
    if line_of(results).is_assumed:
        return say(id="pagu (anggapan)", en="line (assumed)")[lang]
    return say(id="pagu", en="line")[lang]


def _words(results: Results, fan: pd.DataFrame, unit: str, lang: str) -> Words:
    first, last = fan.index[0], fan.index[-1]
    title = say(
        id=f"Tagihan APBD umum sebelum pagu ({unit} setahun) dan pagunya, "
        f"{place(results)}, {first}-{last}; pita: 50, 80, 90 dari 100 kemungkinan",
        en=f"The general APBD's bill before the ceiling ({unit} a year) and its line, "
        f"{place(results)}, {first}-{last}; bands: 50, 80, 90 in 100 possibilities",
    )[lang]
    end = fan.loc[last]
    bill, low, high = (
        rupiah_short(end[one], lang) for one in ("central", "p05", "p95")
    )
    alt = say(
        id=f"{title}. Pada {last}: {bill}, antara {low} dan {high}.",
        en=f"{title}. In {last}: {bill}, between {low} and {high}.",
    )[lang]
    return Words(title, "", source_line(results, lang), alt)
