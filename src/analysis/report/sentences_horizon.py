"""Sentences on what moves the burden, on other lines, and on how long it is set."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.language import Text, number, percent, rupiah_short, say
from analysis.report import frames
from analysis.report.labels import BASES, text_of
from analysis.report.prose import Prose, joined
from analysis.report.sentences_carried import share
from analysis.study import burden_change as burden
from analysis.study import limits, other_lines

if TYPE_CHECKING:
    from analysis.model.projection import Results

CAUSES: dict[str, Text] = {
    "people": say(id="jumlah orang", en="people"),
    "months": say(id="bulan yang dibayar", en="months paid"),
    "tariff": say(id="tarif dan upah", en="tariff and wages"),
    "funders": say(id="bagian pihak lain", en="the part of other payers"),
    "base": say(id="pertumbuhan basis", en="growth of the base"),
}
POINTS = 3  # decimals of a burden in percent


def burden_change(results: Results, lang: str = "en") -> Prose:
    """Say how the uncut burden moves from the first to the last year, and why."""
    moved = burden.causes(results)
    if moved is None:
        return Prose(_NO_CHANGE[lang])
    base = text_of(BASES[results.scenario.budget.base], lang)
    first, last = frames.first_year(results), frames.last_year(results)
    ends = [percent(moved[end], lang, POINTS) for end in ("first", "last")]
    listed = ", ".join(_cause_words(moved, lang)) or _NOTHING[lang]
    return Prose(
        say(
            id=f"Tanpa pemotongan, beban bergerak dari {ends[0]} ({first}) ke "
            f"{ends[1]} ({last}) dari {base}. Penyebabnya, dalam poin persen {base}: "
            f"{listed}.",
            en=f"Uncut, the burden goes from {ends[0]} ({first}) to {ends[1]} ({last}) "
            f"of {base}. What moves it, in percentage points of {base}: {listed}.",
        )[lang]
    )


def _cause_words(moved: pd.Series, lang: str) -> list[str]:
    """Return the causes that read as more than nothing, the largest first."""
    parts = moved[list(CAUSES)]
    order = parts.abs().sort_values(ascending=False, kind="stable").index
    seen = [name for name in order if round(abs(parts[name]) * 100, POINTS) > 0]
    return [f"{CAUSES[name][lang]} {points(parts[name], lang)}" for name in seen]


def points(value: float, lang: str) -> str:
    """Write a change of a share in percentage points, with its sign."""
    sign = "+" if value > 0 else ""
    return sign + number(value * 100, lang, POINTS)


_NOTHING = say(id="tidak ada", en="nothing")
_NO_CHANGE = say(
    id="Tanpa basis anggaran pada dua tahun atau lebih, perubahan beban tidak dapat "
    "diuraikan.",
    en="Without a budget base in two years or more the change of the burden cannot be "
    "taken apart.",
)


def other_line(results: Results, lang: str = "en") -> Prose:
    """Say what a line a tenth lower or higher would change."""
    found = other_lines.by_height(results)
    if found is None:
        return Prose(_NO_LINE[lang])
    low, high = (found.loc[height] for height in (0.9, 1.1))
    chances = [share(one["any_breach"], lang) for one in (low, high)]
    out = number(low["left_out"], lang)
    idr = rupiah_short(low["line_idr"], lang)
    return Prose(
        say(
            id=f"Dengan pagu sepersepuluh lebih rendah ({idr}) peluang terlewati "
            f"{chances[0]} dan {out} orang keluar pada tahun terberat; dengan pagu "
            f"sepersepuluh lebih tinggi peluangnya {chances[1]}.",
            en=f"Under a line a tenth lower ({idr}) the chance of passing it is "
            f"{chances[0]}, with {out} left out in the hardest year; "
            f"under one a tenth higher the chance is {chances[1]}.",
        )[lang]
    )


_NO_LINE = say(
    id="Tanpa pagu dan tanpa tagihan, pagu lain tidak mengubah apa pun.",
    en="Without a line and a bill another line changes nothing.",
)


def terms(results: Results, lang: str = "en") -> Prose:
    """Say when the head's term and the RPJMD end, or that it was not found."""
    texts = [_term(results, name, lang) for name in limits.TERMS]
    return joined(_YEARLY[lang], *texts)


_YEARLY = say(
    id="Anggaran ditetapkan setahun demi setahun; tidak ada janji yang melampauinya.",
    en="The budget is set year by year; no promise outlives it.",
)
TERM_NAMES: dict[str, Text] = {
    "head_term_end": say(
        id="Masa jabatan kepala daerah", en="The term of the head of the region"
    ),
    "rpjmd_end": say(id="RPJMD", en="The medium-term plan (RPJMD)"),
}


def _term(results: Results, name: str, lang: str) -> str:
    event, who = limits.terms(results)[name], TERM_NAMES[name][lang]
    if event is None:
        file = f"`data/regions/{results.scenario.region}.yaml`"
        return say(
            id=f"{who}: akhirnya tidak ditemukan; isi `{name}` di {file}.",
            en=f"{who}: its end was not found; fill in `{name}` in {file}.",
        )[lang]
    year = event.date.year
    if year >= frames.last_year(results):
        return say(
            id=f"{who} berakhir pada {year}, tidak sebelum tahun terakhir di sini.",
            en=f"{who} ends in {year}, not before the last year computed.",
        )[lang]
    return say(
        id=f"{who} berakhir pada {year}; anggaran sesudahnya menjadi pilihan orang "
        "lain.",
        en=f"{who} ends in {year}; the budgets after that are somebody else's choice.",
    )[lang]
