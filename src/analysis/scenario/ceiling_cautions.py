"""A ceiling that pays for nobody."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from analysis.language import Text, rupiah, say
from analysis.law.dated import Law
from analysis.law.parameters import load_law
from analysis.law.tariff import tariff
from analysis.scenario.regions import region_pack
from analysis.scenario.schema import Scenario
from analysis.scenario.segment import Segment


def of_ceiling(scenario: Scenario) -> Iterator[Text]:
    """Yield a caution for each ceiling below the cheapest person's year.

    A person's year is the funded months of the first year at the tariff of the group.
    """
    ceilings = dict(_ceilings(scenario))
    if not ceilings or min(ceilings.values()) > _MORE_THAN_ONE_IDR:
        return
    price = _one_person(scenario)
    for where, idr in ceilings.items():
        if price is not None and idr < price:
            yield _pays_nobody(where, idr, price)


_MORE_THAN_ONE_IDR = 10**8  # no person's contribution of a year comes near


def _ceilings(scenario: Scenario) -> Iterator[tuple[str, Fraction]]:
    budget = scenario.budget
    if budget.ceiling is None:
        return
    for year, idr in (budget.ceiling.idr or {}).items():
        yield f"budget.ceiling.idr.{year}", idr.central
    known = [year for year in budget.base_idr if year <= scenario.first_year]
    if budget.ceiling.share is not None and known:
        base = budget.base_idr[max(known)].central
        yield "budget.ceiling.share", budget.ceiling.share.central * base


def _one_person(scenario: Scenario) -> Fraction | None:
    """Return the least a person costs in the first year; None without a person."""
    law = load_law(scenario.law.variant, scenario.law.overrides)
    prices = [_price(one, scenario, law) for one in scenario.segments.values()]
    return min(prices, default=None)


def _price(segment: Segment, scenario: Scenario, law: Law) -> Fraction:
    first, last = segment.months.of(scenario.first_year)
    return one_month_idr(segment, scenario, law) * (last + 1 - first)


def one_month_idr(segment: Segment, scenario: Scenario, law: Law) -> Fraction:
    """Return what a person of a segment costs in its first funded month, rupiah."""
    year, wage = scenario.first_year, segment.tariff.reported_wage
    if wage == "umk":
        known = region_pack(scenario.region).minimum_wage_idr_m
        given = known[max(y for y in known if y <= year)]
    else:
        given = None if wage is None else wage.central
    month = f"{year}-{segment.months.of(year)[0]:02d}"
    one = tariff(segment.tariff.kind, month, law, given, segment.tariff.risk_group)
    return one.jkk_idr_m + one.jkm_idr_m


def _pays_nobody(where: str, idr: Fraction, price: Fraction) -> Text:
    return say(
        id=f"{where}: pagu {rupiah(float(idr), 'id')} tidak cukup untuk satu orang "
        f"setahun ({rupiah(float(price), 'id')}); tidak ada yang terlindungi. Tulis "
        "pagu dalam rupiah penuh, atau hapus bila tidak ada pagu.",
        en=f"{where}: a ceiling of {rupiah(float(idr), 'en')} does not pay for one "
        f"person for a year ({rupiah(float(price), 'en')}); nobody is covered. Write "
        "the ceiling in full rupiah, or delete it if there is none.",
    )
