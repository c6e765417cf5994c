"""Sentences on the bill: first and last."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.language import number, rupiah_short, say
from analysis.report import frames
from analysis.report.choices import bills_words, choice, counts_words, first_bills_idr
from analysis.report.extremes import extreme_words
from analysis.report.labels import BRIDGE, place, segment_label
from analysis.report.prose import Prose, joined

if TYPE_CHECKING:
    from analysis.model.projection import Results


def bill(results: Results, lang: str = "en") -> Prose:
    """Say the first bill, how it differs from the spreadsheet's, and the last bill."""
    return joined(_first_bill(results, lang), _last_bill(results, lang))


def _first_bill(results: Results, lang: str) -> str:
    year, found = frames.first_year(results), choice(results)
    bills = first_bills_idr(results, found) if found else None
    theirs = _spreadsheet(results, year, lang)
    if not found or not bills:
        pays = rupiah_short(frames.bill(results).loc[year], lang)
        return say(
            id=f"Pada {year} APBD umum {place(results)} membayar {pays}; {theirs}.",
            en=f"In {year} the general APBD of {place(results)} pays {pays}; {theirs}.",
        )[lang]
    group = segment_label(results, found.segment, lang)
    counts = counts_words(found.counts, lang)
    pays, central = bills_words(bills, lang), number(found.counts[0], lang)
    return say(
        id=f"Pada {year}, dengan {counts} peserta di kelompok {group} (kedua hitungan "
        f"dibawa), APBD umum {place(results)} membayar {pays}. Untuk {central} "
        f"{theirs}.",
        en=f"In {year}, with {counts} insured in the group {group} (the scenario "
        f"carries each count), the general APBD of {place(results)} pays {pays}. "
        f"For {central}, {theirs}.",
    )[lang]


def _spreadsheet(results: Results, year: int, lang: str) -> str:
    steps = frames.bridge(results).loc[year]
    what = _VERIFIED[_checked(results)][lang]
    between = steps.drop(["spreadsheet_bill_idr", "bill"])
    if between.abs().max() < 1:
        return say(
            id=f"tepat sama dengan lembar kerja ({what})",
            en=f"the spreadsheet ({what}) says exactly the same",
        )[lang]
    theirs = rupiah_short(steps["spreadsheet_bill_idr"], lang)
    name = str(between.abs().idxmax())
    size, label = rupiah_short(between[name], lang), BRIDGE[name][lang]
    return say(
        id=f"lembar kerja ({what}) menyebut {theirs}; langkah terbesar di antaranya: "
        f"{label} ({size})",
        en=f"the spreadsheet ({what}) says {theirs}; the largest step between them: "
        f"{label} ({size})",
    )[lang]


def _checked(results: Results) -> bool:
    """Say whether only a part of some list passes verification."""
    segments = results.scenario.segments.values()
    return any(segment.verified_share.central < 1 for segment in segments)


_VERIFIED = {
    False: say(id="orang x tarif x 12", en="people x tariff x 12"),
    True: say(
        id="orang yang lolos verifikasi x tarif x 12",
        en="people who pass verification x tariff x 12",
    ),
}


def _last_bill(results: Results, lang: str) -> str:
    last = frames.last_year(results)
    fan = frames.fan(results, "uncut_bill_idr")
    what = _UNCUT[frames.has_ceiling(results)][lang]
    money = rupiah_short(fan.loc[last, "central"], lang)
    more = extreme_words(fan["central"], lambda v: rupiah_short(v, lang), lang)
    span = _range(fan.loc[last], lang)
    return say(
        id=f"Pada {last} {what} {money}{more}{span}.",
        en=f"In {last} {what} is {money}{more}{span}.",
    )[lang]


_UNCUT = {
    True: say(id="tagihan sebelum pagu", en="the bill before the ceiling"),
    False: say(id="tagihannya", en="the bill"),
}


def _range(fan: pd.Series, lang: str) -> str:
    if "p05" not in fan or abs(fan["p95"] - fan["p05"]) < 1:
        return say(
            id=", dari masukan yang ditetapkan skenario",
            en=", from inputs the scenario fixes",
        )[lang]
    low, high = rupiah_short(fan["p05"], lang), rupiah_short(fan["p95"], lang)
    return say(
        id=f"; 90 dari 100 simulasi ada di antara {low} dan {high}",
        en=f"; 90 in 100 draws lie between {low} and {high}",
    )[lang]
