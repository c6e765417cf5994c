"""The size of each shock in words, with the numbers of the run."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from analysis.language import Text, number, percent, rupiah, say
from analysis.law.parameters import funders
from analysis.model.results import Results
from analysis.study import shocks
from analysis.study.tariff_shock import balanced_idr_m, published_ratio


def _both(text: Callable[[str], tuple[str, str]]) -> Text:
    """Return a text whose numbers are written as each language does."""
    return say(id=text("id")[0], en=text("en")[1])


def revenue(results: Results) -> Text:
    """Return how far growth falls, in words."""
    points = float(shocks.growth_sd(results)) * 100
    return _both(
        lambda lang: (
            f"pertumbuhan basis {number(points, lang, 1)} poin lebih rendah, dua tahun",
            f"growth of the base {number(points, lang, 1)} points lower, two years",
        )
    )


def take_up(results: Results) -> Text:
    """Return how far coverage rises, in words."""
    share = 0.5
    up = float(shocks.odds(Fraction(1, 2), shocks.take_up_sd()))
    return _both(
        lambda lang: (
            f"cakupan naik, misalnya dari {percent(share, lang, 0)} ke "
            f"{percent(up, lang, 0)} dari yang memenuhi syarat",
            f"coverage rises, for example from {percent(share, lang, 0)} to "
            f"{percent(up, lang, 0)} of the eligible",
        )
    )


def tariff(results: Results) -> Text:
    """Return the JKM tariff before and after, in words."""
    month = f"{results.scenario.first_year}-01"
    now = int(results.law.value("bpu_jkm_idr_m", month))
    then = balanced_idr_m(now, published_ratio())
    return _both(
        lambda lang: (
            f"iuran JKM {rupiah(now, lang)} menjadi {rupiah(then, lang)} sebulan; "
            "PU sebanding",
            f"JKM from {rupiah(now, lang)} to {rupiah(then, lang)} a month; PU in "
            "proportion",
        )
    )


def wages(results: Results) -> Text:
    """Return how much faster wages grow, in words."""
    points = float(shocks.wage_sd(results)) * 100
    return _both(
        lambda lang: (
            f"UMK naik {number(points, lang, 1)} poin lebih cepat, dua tahun (PU saja)",
            f"minimum wage {number(points, lang, 1)} points faster, two years (PU "
            "only)",
        )
    )


def transfers(results: Results) -> Text:
    """Return how far base and line fall, in words."""
    fall = float(shocks.transfers_fall(results))
    return _both(
        lambda lang: (
            f"pendapatan dan pagu turun {percent(fall, lang)}",
            f"revenue and the line fall by {percent(fall, lang)}",
        )
    )


def milder(results: Results) -> Text:
    """Return how far all tariffs rise, in words."""
    rise = float(shocks.MILD_RISE)
    return _both(
        lambda lang: (
            f"semua iuran JKK dan JKM naik {percent(rise, lang, 0)}",
            f"all JKK and JKM contributions rise by {percent(rise, lang, 0)}",
        )
    )


def election(results: Results) -> Text:
    """Return the election staff and their months, in words."""
    people = shocks.election_staff(results)
    year = shocks.election_year(results.scenario) or ""
    return _both(
        lambda lang: (
            f"{number(people, lang)} petugas, Januari-April {year}",
            f"{number(people, lang)} staff, January to April {year}",
        )
    )


def late(results: Results) -> Text:
    """Return from when the first year is paid, in words."""
    year = results.scenario.first_year
    return say(
        id=f"iuran {year} baru dibayar mulai Oktober",
        en=f"contributions of {year} are paid from October only",
    )


def leaver(results: Results) -> Text:
    """Return who stops paying, in words."""
    slug = shocks.largest_funder(results) or ""
    label = funders()[slug].label if slug in funders() else say(id=slug, en=slug)
    return say(id=f"{label['id']} berhenti", en=f"{label['en']} stops")


def fixed(*, id: str, en: str) -> Callable[[Results], Text]:
    """Return a size that is the same for every run."""
    text = say(id=id, en=en)
    return lambda results: text
