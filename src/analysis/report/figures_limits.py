"""Pictures of what the budget can carry: burden, breach, the cut that would fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.language import percent, say
from analysis.report import frames
from analysis.report.figures_base import (
    OURS,
    WARN,
    Picture,
    Room,
    Words,
    from_zero,
    label_ends,
    message,
    number_axis,
    page,
    styled,
    year_axis,
)
from analysis.report.figures_bill import draw_fan, interval_words
from analysis.report.labels import BASES, place, text_of
from analysis.report.sources import source_line

if TYPE_CHECKING:
    from analysis.model.projection import Results


def base_name(results: Results, lang: str) -> str:
    """Return what the burden is divided by, in words."""
    base = results.scenario.budget.base
    return text_of(BASES[base], lang) if base in BASES else str(base)


@styled
def burden(results: Results, lang: str = "en") -> Picture:
    """Draw the general APBD's bill as a share of the budget base, with its fan."""
    fan = frames.fan(results, "burden_share")
    if fan.empty:
        return message(_NO_BASE[lang], place(results), lang)
    base = base_name(results, lang)
    first, last = fan.index[0], fan.index[-1]
    before, after = fan["central"].iloc[0], fan["central"].iloc[-1]
    moves = {
        True: say(id="naik", en="rises"),
        False: say(id="turun", en="falls"),
    }[after > before][lang]
    title = say(
        id=f"Beban {moves} dari {percent(before, lang, 3)} ke "
        f"{percent(after, lang, 3)} dari {base}",
        en=f"The burden {moves} from {percent(before, lang, 3)} to "
        f"{percent(after, lang, 3)} of {base}",
    )[lang]
    what = say(
        id=f"Tagihan APBD umum dibagi {base}, {place(results)}, proyeksi "
        f"{first}-{last}; "
        f"{interval_words(fan, lang)}",
        en=f"Bill of the general APBD over {base}, {place(results)}, projected {first}-"
        f"{last}; {interval_words(fan, lang)}",
    )[lang]
    source = source_line(results, lang, prefix="budget.base")
    words = Words(title, what, source, f"{title}. {what}.")
    picture, (axes,) = page(words, fan.rename_axis("year"), lang)
    draw_fan(axes, fan, OURS)
    from_zero(axes, fan.drop(columns="mean", errors="ignore").max().max())
    number_axis(axes, lang, share=True)
    year_axis(axes, list(fan.index))
    share = say(id=f"bagian dari {base}", en=f"share of {base}")[lang]
    label_ends(axes, [(after, share, OURS)])
    return picture


@styled
def breach(results: Results, lang: str = "en") -> Picture:
    """Draw the probability that the uncut bill is above the ceiling, a bar a year."""
    chance = frames.breach_probability(results)
    if chance.empty:
        return nothing_to_draw(results, lang)
    if frames.limits_are_fixed(results):
        return message(_FIXED[lang], _fixed_words(results, chance, lang), lang)
    if chance.max() == 0:
        return message(_NEVER[lang], place(results), lang)
    title = _breach_title(chance, lang)
    what = say(
        id="Peluang tagihan sebelum pemotongan di atas pagu, "
        f"{place(results)}, proyeksi {chance.index[0]}-{chance.index[-1]}",
        en="Probability that the uncut bill is above the ceiling, "
        f"{place(results)}, projected {chance.index[0]}-{chance.index[-1]}",
    )[lang]
    frame = chance.rename("breach_probability").rename_axis("year").reset_index()
    source = source_line(results, lang, prefix="budget.")
    words = Words(title, what, source, f"{title}. {what}.")
    picture, (axes,) = page(words, frame, lang, Room(right=0.4))
    bars = axes.bar(chance.index, chance, color=WARN, alpha=0.75, width=0.7)
    axes.bar_label(bars, [percent(v, lang, 0) for v in chance], padding=2, size=8)
    axes.set_ylim(0, 1.08)
    number_axis(axes, lang, share=True)
    year_axis(axes, list(chance.index))
    return picture


def _breach_title(chance: pd.Series, lang: str) -> str:
    most, worst = percent(chance.max(), lang, 0), chance.idxmax()
    return say(
        id=f"Peluang tagihan melewati pagu paling besar pada {worst}: {most}",
        en=f"The bill is most likely to pass the ceiling in {worst}: {most}",
    )[lang]


_FIXED = say(
    id="Tagihan dan pagu masukan tetap, jadi tidak ada peluang yang dihitung",
    en="Bill and ceiling are both fixed inputs here, so no chance was computed",
)
_NEVER = say(
    id="Tidak satu simulasi pun melewati pagu",
    en="In no draw does the bill pass the ceiling",
)


def _fixed_words(results: Results, chance: pd.Series, lang: str) -> str:
    over = [str(year) for year in chance.index if chance.loc[year] == 1]
    if not over:
        return say(
            id=f"{place(results)}; tagihan tidak melewati pagu pada tahun mana pun",
            en=f"{place(results)}; the bill passes the ceiling in no year",
        )[lang]
    listed = ", ".join(over)
    return say(
        id=f"{place(results)}; tagihan sebelum pemotongan di atas pagu pada {listed}",
        en=f"{place(results)}; the uncut bill is above the ceiling in {listed}",
    )[lang]


_NO_BASE = say(
    id="Skenario ini tidak memberi basis anggaran, jadi bebannya tidak dapat dihitung",
    en="This scenario gives no budget base, so the burden cannot be computed",
)
_NO_CUT = say(
    id="Tanpa pemotongan, setiap tahun masih di bawah pagu",
    en="Without any cut every year stays under the ceiling",
)


@styled
def required_cut(results: Results, lang: str = "en") -> Picture:
    """Draw the cut of the bill that would just fit under the ceiling, with its fan."""
    fan = frames.fan(results, "required_cut_share")
    if fan.empty:
        return nothing_to_draw(results, lang)
    worst = fan["central"].idxmax()
    cut = fan["central"].max()
    if fan.max().max() <= 0:
        return message(_NO_CUT[lang], place(results), lang)
    title = _NO_CUT[lang]
    if cut > 0:
        title = say(
            id=f"Agar setiap tahun di bawah pagu, tagihan harus dipotong "
            f"{percent(cut, lang)} (tahun terberat {worst})",
            en=f"To keep every year under the ceiling the bill must be cut by "
            f"{percent(cut, lang)} (hardest year {worst})",
        )[lang]
    what = say(
        id=f"Pemotongan tagihan yang tepat memenuhi pagu, {place(results)}, proyeksi; "
        f"{interval_words(fan, lang)}",
        en=f"Cut of the bill that just meets the ceiling, {place(results)}, projected; "
        f"{interval_words(fan, lang)}",
    )[lang]
    source = source_line(results, lang, prefix="budget.")
    words = Words(title, what, source, f"{title}. {what}.")
    picture, (axes,) = page(words, fan.rename_axis("year"), lang)
    draw_fan(axes, fan, WARN)
    from_zero(axes, max(fan.drop(columns="mean", errors="ignore").max().max(), 0.05))
    number_axis(axes, lang, share=True)
    year_axis(axes, list(fan.index))
    name = say(id="pemotongan yang diperlukan", en="required cut")[lang]
    label_ends(axes, [(fan["central"].iloc[-1], name, WARN)])
    return picture


def nothing_to_draw(results: Results, lang: str) -> Picture:
    """Return a picture that says the scenario has no ceiling."""
    title = say(
        id="Skenario ini tidak memuat pagu, jadi belum dapat dikatakan apakah muat",
        en="The scenario holds no budget line, so whether the bill fits is not said",
    )[lang]
    what = say(
        id=f"{place(results)}; pagu ditulis di budget.ceiling pada berkas skenario",
        en=f"{place(results)}; a ceiling is written in budget.ceiling of the scenario",
    )[lang]
    return message(title, what, lang)
