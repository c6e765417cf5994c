"""Figures no region has: rupiah in thousands or millions, more people than live there.

The smallest and the largest region lie well inside the bounds; what is inside them but
far from what is known of the region itself is a caution.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from analysis.language import Text, rupiah, say
from analysis.quantity import Quantity
from analysis.scenario.checks import each_segment, needs
from analysis.scenario.kinds import MAX_RUPIAH
from analysis.scenario.messages import Issue
from analysis.scenario.numerals import decimal
from analysis.scenario.regions import region_pack
from analysis.scenario.schema import Scenario
from analysis.scenario.surroundings import Surroundings
from analysis.scenario.texts import Texts

# a region's revenue is Rp0.3 to Rp60 trillion, its own a hundredth of that or more
BASES = {
    "revenue": (10**8, MAX_RUPIAH),
    "fiscal_space": (10**8, MAX_RUPIAH),
    "pad": (10**8, MAX_RUPIAH),
}
WAGES = (50_000, 10**8)
FAR = 3  # times, or a third of, what is known of the region


@needs("budget")
def _bases_are_of_a_region(s: Any, around: Surroundings) -> Iterator[Issue]:
    low, high = BASES[s.budget.base or "revenue"]
    for year, idr in (s.budget.base_idr or {}).items():
        if idr is not None and min(idr.numbers) > 0 and not low <= idr.central <= high:
            yield Issue(("budget", "base_idr", year), *_rupiah_in_full(low, high))


@needs("segments")
def _wages_are_of_a_month(s: Any, around: Surroundings) -> Iterator[Issue]:
    low, high = WAGES
    for loc, _, segment in each_segment(s):
        wage = getattr(segment.tariff, "reported_wage", None)
        if isinstance(wage, Quantity) and not low <= wage.central <= high:
            where = (*loc, "tariff", "reported_wage")
            yield Issue(where, *_rupiah_in_full(low, high))


@needs("segments", "region")
def _people_live_in_the_region(s: Any, around: Surroundings) -> Iterator[Issue]:
    most = around.population(s.region)
    for loc, _, segment in each_segment(s):
        people = segment.eligible.central if segment.eligible else None
        if most and people is not None and people > most:
            yield Issue((*loc, "eligible"), *_more_than_live_there(most))


def of_base(scenario: Scenario) -> Iterator[Text]:
    """Yield a caution for a base far from what is known of that year in the region."""
    known = region_pack(scenario.region).bases_idr.get(scenario.budget.base, {})
    for year, idr in scenario.budget.base_idr.items():
        figure = known.get(year)
        if figure and not figure / FAR <= idr.central <= figure * FAR:
            yield _far(year, idr.central, figure)


def _far(year: int, idr: Fraction, known: Fraction) -> Text:
    return say(
        id=f"budget.base_idr.{year}: {rupiah(float(idr), 'id')} jauh dari angka yang "
        f"diketahui untuk wilayah ini, {rupiah(float(known), 'id')}. Tulis rupiah "
        "penuh.",
        en=f"budget.base_idr.{year}: {rupiah(float(idr), 'en')} is far from what is "
        f"known of the region, {rupiah(float(known), 'en')}. Write rupiah in full.",
    )


def _rupiah_in_full(low: int, high: int) -> Texts:
    span = decimal(Fraction(low)), decimal(Fraction(high))
    return (
        say(
            id=f"Angka ini tidak mungkin: harus antara {span[0]} dan {span[1]} rupiah.",
            en=f"This cannot be: it must lie between {span[0]} and {span[1]} rupiah.",
        ),
        say(
            id="Tulis rupiah penuh, bukan ribuan atau jutaan rupiah.",
            en="Write rupiah in full, not thousands or millions of rupiah.",
        ),
    )


def _more_than_live_there(most: int) -> Texts:
    return (
        say(
            id=f"Lebih banyak orang daripada penduduk wilayah ini ({most}).",
            en=f"More people than live in the region ({most}).",
        ),
        say(
            id="Tulis jumlah pekerja kelompok ini di wilayah itu.",
            en="Write the number of workers of this group in the region.",
        ),
    )
