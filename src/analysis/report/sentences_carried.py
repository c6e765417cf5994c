"""Sentences on the limits of a budget: the bill with its band, the line, the breach.

Every number is a row of ``analysis.study.limits.rows``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.language import percent, rupiah_short, say
from analysis.report.extremes import extreme_words
from analysis.report.labels import place
from analysis.report.prose import Prose, joined
from analysis.study import limits
from analysis.study.line import line as line_of

if TYPE_CHECKING:
    from analysis.model.projection import Results


def share(value: float, lang: str) -> str:
    """Write a chance or a cut: no decimal from 10 % on, one below."""
    return percent(value, lang, 0 if value == 0 or value >= 0.0995 else 1)


def bill_band(results: Results, lang: str = "en") -> Prose:
    """Say the bill of the first and the last year and what it may be."""
    fan = limits.measured_bill(results)
    first, last = fan.index[0], fan.index[-1]
    bill, band = _bill_words(fan.loc[first], lang), _band_words(fan.loc[first], lang)
    more = _skewed(fan, lang)
    if len(fan) == 1:
        return Prose(
            say(
                id=f"Tagihan sebelum pemotongan {bill} pada {first}{band}.{more}",
                en=f"The bill before any cut is {bill} in {first}{band}.{more}",
            )[lang]
        )
    if _alike(fan):
        return Prose(
            say(
                id=f"Tagihan sebelum pemotongan {bill} setahun, {first} sampai {last}"
                f"{band}.{more}",
                en=f"The bill before any cut is {bill} a year, {first} to {last}"
                f"{band}.{more}",
            )[lang]
        )
    between = extreme_words(fan["central"], lambda v: rupiah_short(v, lang), lang)
    then = _bill_words(fan.loc[last], lang) + _band_words(fan.loc[last], lang) + between
    return Prose(
        say(
            id=f"Tagihan sebelum pemotongan {bill} pada {first}{band}; pada {last} "
            f"{then}.{more}",
            en=f"The bill before any cut is {bill} in {first}{band}; in {last} it is "
            f"{then}.{more}",
        )[lang]
    )


def _skewed(fan: pd.DataFrame, lang: str) -> str:
    """Say where the central bill lies outside the middle half of what is possible."""
    if (fan["central"] > fan["p75"]).all():
        return say(
            id=" Jalur pusat ada di seperempat teratas: rentang yang dianggap lebih "
            "jauh ke bawah daripada ke atas.",
            en=" The central path is in the highest quarter: the assumed ranges reach "
            "further down than up.",
        )[lang]
    if (fan["central"] < fan["p25"]).all():
        return say(
            id=" Jalur pusat ada di seperempat terbawah: rentang yang dianggap lebih "
            "jauh ke atas daripada ke bawah.",
            en=" The central path is in the lowest quarter: the assumed ranges reach "
            "further up than down.",
        )[lang]
    return ""


def _alike(fan: pd.DataFrame) -> bool:
    """Say whether all years read the same."""
    shown = fan[["central", "p05", "p95"]].map(lambda idr: rupiah_short(idr, "en"))
    return bool((shown == shown.iloc[0]).all(axis=None))


def _bill_words(one: pd.Series, lang: str) -> str:
    return rupiah_short(one["central"], lang)


def _band_words(one: pd.Series, lang: str) -> str:
    low, high = (rupiah_short(one[name], lang) for name in ("p05", "p95"))
    if low == high:
        return say(
            id=" (tidak ada angka terbuka yang menggerakkannya)",
            en=" (no open figure moves it)",
        )[lang]
    return say(
        id=f" (90 dari 100 kemungkinan: {low} sampai {high})",
        en=f" (90 in 100 possibilities: {low} to {high})",
    )[lang]


def line(results: Results, lang: str = "en") -> Prose:
    """Say which line the bill is held against, and whether anybody published it."""
    found = line_of(results)
    idr = found.idr.dropna()
    if idr.empty:
        return Prose(_NO_BILL[lang])
    first = rupiah_short(idr.iloc[0], lang)
    if found.is_assumed:
        return Prose(
            say(
                id=f"Pagu {place(results)} tidak diterbitkan. Sebagai gantinya dipakai "
                f"tagihan pusat {idr.index[0]}, {first}, tetap dalam rupiah, seperti "
                "pagu tahun lalu yang dibawa terus: ini anggapan.",
                en=f"No line of {place(results)} was published. In its place stands "
                f"the central bill of {idr.index[0]}, {first}, held in rupiah, as "
                "last year's line is carried on: an assumption.",
            )[lang]
        )
    last = rupiah_short(idr.iloc[-1], lang)
    if first == last:
        return Prose(
            say(
                id=f"Pagu skenario ini {first} setahun.",
                en=f"The line of this scenario is {first} a year.",
            )[lang]
        )
    return Prose(
        say(
            id=f"Pagu skenario ini {first} pada {idr.index[0]} dan {last} pada "
            f"{idr.index[-1]}.",
            en=f"The line of this scenario is {first} in {idr.index[0]} and {last} in "
            f"{idr.index[-1]}.",
        )[lang]
    )


_NO_BILL = say(
    id="Tidak ada pagu dan tidak ada tagihan, jadi tidak ada yang dapat terlewati.",
    en="There is no line and no bill, so there is nothing to pass.",
)


def breach_date(results: Results, lang: str = "en") -> Prose:
    """Say the line, the chance that the bill passes it, and when first."""
    found = limits.breach(results)
    if found is None:
        return line(results, lang)
    return joined(
        *filter(
            None,
            (
                line(results, lang),
                _when(found, lang),
                _by_making(results, found, lang),
                _unsure(results, lang),
            ),
        )
    )


def _when(found: limits.Breach, lang: str) -> str:
    first, last = found.by_year.index[0], found.by_year.index[-1]
    year = found.most_likely
    if year is None:
        return say(
            id=f"Tidak satu kemungkinan pun melewatinya, {first} sampai {last}.",
            en=f"No possibility passes it from {first} to {last}.",
        )[lang]
    passed = ever(found, lang)
    then = share(found.first[year], lang)
    more = _half(found, lang) + _never(found, lang)
    return say(
        id=f"Tagihan melewatinya pada {passed} kemungkinan, paling sering pertama kali "
        f"pada {year} ({then}){more}.",
        en=f"The bill passes it in {passed} of the possibilities, most often for the "
        f"first time in {year} ({then}){more}.",
    )[lang]


def _by_making(results: Results, found: limits.Breach, lang: str) -> str:
    """Say why a line nobody published is passed so often in its first year."""
    return _BY_MAKING[lang] if is_by_making(results, found) else ""


def is_by_making(results: Results, found: limits.Breach) -> bool:
    """Say whether some pass the line at once because it is that bill itself."""
    known = line_of(results)
    start = known.idr.first_valid_index()
    return known.is_assumed and found.by_year[start] > 0


_BY_MAKING = say(
    id="Pagu yang dianggap ini setinggi tagihan pusat tahun itu sendiri, jadi setiap "
    "kemungkinan di atas tagihan pusat langsung melewatinya dengan sendirinya: itu "
    "menunjukkan belum pastinya tagihan, bukan pemborosan.",
    en="The assumed line is that year's own central bill, so by construction every "
    "possibility above the central bill passes it at once: that says how uncertain "
    "the bill is, not that the city overspends.",
)


def ever(found: limits.Breach, lang: str) -> str:
    """Write the share of the possibilities in which any year passes the line."""
    if found.never == 0:
        return say(id="semua", en="all")[lang]
    return share(1 - found.never, lang)


def _half(found: limits.Breach, lang: str) -> str:
    half = found.quantile(0.5)
    if half is None or half == found.most_likely:
        return ""
    return say(
        id=f"; pada separuhnya paling lambat {half}", en=f"; in half of all by {half}"
    )[lang]


def _never(found: limits.Breach, lang: str) -> str:
    if found.never == 0:
        return ""
    never, last = share(found.never, lang), found.by_year.index[-1]
    return say(
        id=f"; pada {never} tidak pernah sampai {last}",
        en=f"; in {never} never through {last}",
    )[lang]


def _unsure(results: Results, lang: str) -> str:
    chance = limits.any_breach_with_the_line_unsure(results)
    if chance is None or chance == 1:
        return ""
    return say(
        id=f"Bila pagu sendiri berada di mana pun dalam rentang yang dianggap, "
        f"peluangnya {share(chance, lang)}.",
        en=f"With the line itself anywhere in its assumed range the chance is "
        f"{share(chance, lang)}.",
    )[lang]
