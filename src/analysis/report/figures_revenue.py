"""Picture of the burden against every base side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.language import percent, say
from analysis.report.figures_axes import (
    from_zero,
    number_axis,
)
from analysis.report.figures_base import (
    ACCENT,
    INK,
    OURS,
    Picture,
    Room,
    Words,
    ends,
    message,
    page,
    spoken,
    styled,
)
from analysis.report.figures_fan import draw_fan
from analysis.report.labels import BASES, place, text_of
from analysis.report.sources import source_line
from analysis.study import bases as study

if TYPE_CHECKING:
    from analysis.model.projection import Results

_COLOURS = {"revenue": OURS, "pad": ACCENT, "fiscal_space": INK}


@styled
def bases(results: Results, lang: str = "en") -> Picture:
    """Draw the uncut bill over every base that is known, a panel a base, with bands."""
    found = study.bases(results)
    if not found:
        return message(_NO_BASE[lang], place(results), lang)
    parts = {name: base.burden.add_prefix(f"{name}_") for name, base in found.items()}
    frame = pd.concat(parts.values(), axis=1)
    room = Room(right=0.3, height=3.6, panels=len(found), gap=0.75, above=0.3)
    picture, panels = page(
        _words(results, found, lang), frame, lang, room, units="share"
    )
    highest = max(base.burden.max().max() for base in found.values())
    for axes, (name, base) in zip(panels, found.items(), strict=True):
        draw_fan(axes, base.burden, _COLOURS[name])
        from_zero(axes, highest)
        number_axis(axes, lang, share=True)
        years = base.burden.index
        ends = sorted({years[0], years[-1]})
        axes.set_xticks(ends, [str(year) for year in ends])
        what = text_of(BASES[name], lang)
        title = say(id=f"dari {what}", en=f"of {what}")[lang]
        axes.set_title(title, color=_COLOURS[name], size=9, loc="left")
    return picture


def _words(results: Results, found: dict[str, study.Base], lang: str) -> Words:
    year = next(iter(found.values())).burden.index
    shares = [
        say(
            id=f"{percent(base.burden['central'].iloc[0], lang, 2)} dari "
            f"{text_of(BASES[name], lang)}",
            en=f"{percent(base.burden['central'].iloc[0], lang, 2)} of "
            f"{text_of(BASES[name], lang)}",
        )[lang]
        for name, base in found.items()
    ]
    listed = say(id=" dan ", en=" and ")[lang].join(shares)
    title = say(
        id=f"Pada {year[0]} tagihan {listed}", en=f"In {year[0]} the bill is {listed}"
    )[lang]
    what = say(
        id=f"Tagihan APBD umum sebelum pagu dibagi setiap basis, {place(results)}, "
        f"proyeksi {year[0]}-{year[-1]}; pita: 50 dan 90 dari 100 kemungkinan; skala "
        "sama",
        en=f"Bill of the general APBD before the ceiling over each base, "
        f"{place(results)}, projected {year[0]}-{year[-1]}; bands: 50 and 90 in 100 "
        "possibilities; one scale",
    )[lang]
    source = source_line(results, lang, prefix="budget.base")
    told = [
        ends(
            text_of(BASES[name], lang),
            base.burden["central"],
            lambda value: percent(value, lang, 3),
        )
        for name, base in found.items()
    ]
    source = f"{source} {_growth(results, found, lang)}"
    return Words(title, what, source, spoken(title, *told))


def _growth(results: Results, found: dict[str, study.Base], lang: str) -> str:
    ids = [
        base.evidence.start.source
        for base in found.values()
        if not base.by_scenario and base.evidence.start.source
    ]
    pooled = say(
        id="Pertumbuhan gabungan: djpk-jatim.", en="Pooled growth: djpk-jatim."
    )[lang]
    return " ".join([*(f"{one}." for one in ids), pooled] if ids else [])


_NO_BASE = say(
    id="Tidak ada angka pendapatan untuk tahun mana pun: beban tidak dapat dihitung",
    en="No revenue is known for any year: the burden cannot be computed",
)
