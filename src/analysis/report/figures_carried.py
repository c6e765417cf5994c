"""Pictures of the limits of a budget: band and line, first breach, other lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.axes import Axes

from analysis.language import rupiah_short, say
from analysis.report import frames
from analysis.report.figures_axes import (
    from_zero,
    label_ends,
    legend_above,
    number_axis,
    year_axis,
)
from analysis.report.figures_base import (
    INK,
    OURS,
    QUIET,
    WARN,
    Picture,
    Room,
    Words,
    ends,
    listed,
    message,
    page,
    spoken,
    styled,
)
from analysis.report.figures_fan import (
    band_words,
    draw_fan,
    money,
    money_scale,
)
from analysis.report.labels import place
from analysis.report.sentences_carried import share
from analysis.report.sources import source_line
from analysis.study import limits
from analysis.study.line import line as line_of

if TYPE_CHECKING:
    from analysis.model.projection import Results

TERM_MARKS = {
    "head_term_end": say(id="masa jabatan", en="head's term"),
    "rpjmd_end": say(id="RPJMD", en="RPJMD"),
}


@styled
def carried(results: Results, lang: str = "en") -> Picture:
    """Draw the uncut bill with its bands, the line, and the ends of terms."""
    fan = limits.measured_bill(results).drop(columns=["mean", "p99"], errors="ignore")
    idr = line_of(results).idr
    own = frames.fan(results, "uncut_bill_idr")
    frame = fan.assign(line_idr=idr)
    scale, unit = money_scale(frame.max().max(), lang)
    title, what = _carried_title(results, fan, lang), _carried_what(results, unit, lang)
    told = [
        ends(_bill_label(lang), fan["central"], money(lang)),
        ends(line_label(results, lang), idr, money(lang)) if idr.notna().any() else "",
    ]
    alt = spoken(title, *told, band_words(fan, lang))
    words = Words(title, what, source_line(results, lang), alt)
    picture, (axes,) = page(words, frame, lang, units="idr")
    draw_fan(axes, fan, OURS, scale)
    labels = [(fan["central"].iloc[-1] / scale, _bill_label(lang), OURS)]
    if not frames.is_certain(own):
        axes.plot(own.index, own[["p05", "p95"]] / scale, ":", color=INK, lw=1)
        drawn = say(id="simulasi skenario", en="draws of the scenario")[lang]
        labels.append((own["p95"].iloc[-1] / scale, drawn, INK))
    if idr.notna().any():
        axes.step(idr.index, idr / scale, color=WARN, where="mid", lw=1.6)
        labels.append((idr.iloc[-1] / scale, line_label(results, lang), WARN))
    from_zero(axes, frame.max().max() / scale)
    _mark_terms(axes, results, lang)
    number_axis(axes, lang)
    year_axis(axes, list(fan.index))
    axes.set_ylabel(unit)
    label_ends(axes, labels)
    return picture


def _bill_label(lang: str) -> str:
    return say(id="tagihan sebelum pemotongan", en="bill before any cut")[lang]


def line_label(results: Results, lang: str) -> str:
    """Return what the line is called, with a word where it is assumed."""
    if line_of(results).is_assumed:
        return say(id="pagu (dianggap)", en="line (assumed)")[lang]
    return say(id="pagu", en="line")[lang]


def _carried_title(results: Results, fan: pd.DataFrame, lang: str) -> str:
    found, last = limits.breach(results), fan.iloc[-1]
    if found is None:
        bill = rupiah_short(last["central"], lang)
        return say(
            id=f"Tagihan {fan.index[-1]}: {bill}", en=f"Bill of {fan.index[-1]}: {bill}"
        )[lang]
    passed, limit = share(1 - found.never, lang), line_label(results, lang)
    low, high = (rupiah_short(last[name], lang) for name in ("p05", "p95"))
    return say(
        id=f"Tagihan {fan.index[-1]} antara {low} dan {high}; peluang {limit} "
        f"terlewati {passed}",
        en=f"A bill of {low} to {high} in {fan.index[-1]}; chance of passing the "
        f"{limit}: {passed}",
    )[lang]


def _carried_what(results: Results, unit: str, lang: str) -> str:
    first, last = frames.first_year(results), frames.last_year(results)
    return say(
        id=f"Iuran APBD umum sebelum pemotongan, {unit} setahun, {place(results)}, "
        f"proyeksi {first}-{last}; pita: 50, 80, 90 dari 100 kemungkinan"
        f"{_dots_words(results, lang)}{_term_words(results, lang)}",
        en=f"Contributions of the general APBD before any cut, {unit} a year, "
        f"{place(results)}, projected {first}-{last}; bands: 50, 80, 90 in 100 "
        f"possibilities{_dots_words(results, lang)}{_term_words(results, lang)}",
    )[lang]


def _dots_words(results: Results, lang: str) -> str:
    """Say what the dotted lines are, nothing where there are none."""
    if frames.is_certain(frames.fan(results, "uncut_bill_idr")):
        return ""
    return say(
        id="; titik-titik: 90 dari 100 simulasi skenario",
        en="; dotted: 90 in 100 draws of the scenario",
    )[lang]


def _term_words(results: Results, lang: str) -> str:
    unknown = [
        TERM_MARKS[name][lang]
        for name, event in limits.terms(results).items()
        if event is None
    ]
    if not unknown:
        return ""
    listed = say(id=" dan ", en=" and ")[lang].join(unknown)
    return say(
        id=f"; akhir {listed} tidak ditemukan", en=f"; end of {listed} not found"
    )[lang]


def _mark_terms(axes: Axes, results: Results, lang: str) -> None:
    """Draw a line after the last budget of each term that ends inside the years."""
    ends: dict[int, list[str]] = {}
    for name, event in limits.terms(results).items():
        if event is not None and event.date.year in frames.years(results)[:-1]:
            ends.setdefault(event.date.year, []).append(TERM_MARKS[name][lang])
    for place_, (year, names) in enumerate(sorted(ends.items())):
        axes.axvline(year + 0.5, color=QUIET, lw=0.9, ls=(0, (4, 3)))
        several, span = len(ends) > 1, frames.years(results)
        is_left = several and place_ == 0 and year - span[0] >= len(span) / 5
        lift = 0.03 if is_left or not several or place_ else 0.1
        axes.annotate(
            say(id="akhir ", en="end of ")[lang] + ", ".join(names),
            (year + 0.5, lift),
            xycoords=axes.get_xaxis_transform(),
            xytext=(-3 if is_left else 3, 0),
            textcoords="offset points",
            ha="right" if is_left else "left",
            size=8,
            color=QUIET,
        )


@styled
def first_breach(results: Results, lang: str = "en") -> Picture:
    """Draw the chance to be above the line, for the first time or again, and never."""
    found = limits.breach(results)
    if found is None:
        return message(NO_LINE[lang], place(results), lang)
    what = say(
        id="Peluang tagihan sebelum pemotongan di atas pagu, bagian dari kemungkinan, "
        f"{place(results)}, proyeksi {found.by_year.index[0]}-{found.by_year.index[-1]}"
        "; abu-abu: tidak pernah",
        en="Chance of the uncut bill to be above the line, share of the possibilities, "
        f"{place(results)}, projected {found.by_year.index[0]}-"
        f"{found.by_year.index[-1]}; grey: never",
    )[lang]
    title = _first_title(found, line_label(results, lang), lang)
    first = found.first.drop(limits.NEVER)
    frame = pd.DataFrame({"above": found.by_year, "first": first}).rename_axis("year")
    told = listed(found.by_year, lambda value: share(value, lang))
    last = say(id="tidak pernah", en="never")[lang]
    alt = spoken(title, told, f"{last}: {share(found.never, lang)}")
    words = Words(title, what, source_line(results, lang), alt)
    room = Room(right=0.4, above=0.32)
    frame = frame.assign(never=found.never)
    picture, (axes,) = page(words, frame, lang, room, units="probability")
    places = range(len(first))
    once, again = (say(id="pertama kali", en="first time"), say(id="lagi", en="again"))
    axes.bar(places, first, color=WARN, width=0.7, label=once[lang])
    more = found.by_year - first
    axes.bar(
        places, more, bottom=first, color=WARN, alpha=0.3, width=0.7, label=again[lang]
    )
    axes.bar(len(first), found.never, color=QUIET, width=0.7)
    heights = [*found.by_year, found.never]
    names = _every(found.by_year.index, last.replace(" ", "\n"))
    for place_, (height, name) in enumerate(zip(heights, names, strict=True)):
        if name:
            shown = share(height, lang)
            axes.annotate(shown, (place_, height + 0.02), ha="center", size=8)
    axes.set_xticks(range(len(heights)), names)
    axes.set_ylim(0, 1.12)
    legend_above(axes)
    number_axis(axes, lang, share=True)
    return picture


def _every(years: pd.Index, last: str) -> list[str]:
    """Return names of bars, years left out where there are many."""
    step = -(-len(years) // 11)
    return [str(y) if i % step == 0 else "" for i, y in enumerate(years)] + [last]


def _first_title(found: limits.Breach, limit: str, lang: str) -> str:
    name = limit[:1].upper() + limit[1:]
    year, never = found.most_likely, share(found.never, lang)
    if year is None:
        return say(
            id=f"Pada tidak satu kemungkinan pun {limit} terlewati",
            en=f"In none of the possibilities is the {limit} passed",
        )[lang]
    then = share(found.first[year], lang)
    if found.never == 0:
        return say(
            id=f"{name} terlewati pada semua kemungkinan, paling sering mulai {year}: "
            f"{then}",
            en=f"The {limit} is passed in all of the possibilities, most often from "
            f"{year} on: {then}",
        )[lang]
    return say(
        id=f"{name} paling sering terlewati pertama kali pada {year}: {then}; tidak "
        f"pernah: {never} kemungkinan",
        en=f"The {limit} is most often passed first in {year}: {then}; never: {never} "
        "of the possibilities",
    )[lang]


NO_LINE = say(
    id="Tidak ada pagu dan tidak ada tagihan untuk dibandingkan",
    en="There is no line and no bill to compare",
)
