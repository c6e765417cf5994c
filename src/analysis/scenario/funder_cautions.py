"""Earmarked money used outside its conditions, or without the rule it needs."""

from __future__ import annotations

from collections.abc import Iterator

from analysis import paths
from analysis.language import Text, percent, say
from analysis.law.funders import Condition
from analysis.law.funders import Funder as KnownFunder
from analysis.law.parameters import funders, load_law
from analysis.scenario.local_law import rules_of
from analysis.scenario.schema import Funder, Scenario

OWN_POCKET = "mandiri"
DISCOUNTS = ("discount_bpu_factor", "discount_bpu_transport_factor")


def of_funders(scenario: Scenario) -> Iterator[Text]:
    """Yield what the conditions of data/parameters/funders.yaml say of a scenario."""
    listed = [one for one in scenario.funding if one.funder != "apbd"]
    known = funders() if listed else {}
    for funder in listed:
        if funder.funder in known:
            yield from _of_one(funder, known[funder.funder], scenario)
        if funder.funder == OWN_POCKET and _discount_falls_in(scenario):
            yield _NO_DISCOUNT


def _of_one(funder: Funder, known: KnownFunder, scenario: Scenario) -> Iterator[Text]:
    first, last = f"{scenario.first_year}-01", f"{scenario.last_year}-12"
    if known.in_force(first) is None:
        yield _unknown_before(known)
    names = list(funder.segments or scenario.segments)
    outside: dict[str, Condition] = {}
    for condition in _during(known, first, last):
        outside |= {
            name: condition
            for name in names
            if name in scenario.segments and not _may_pay(condition, name, scenario)
        }
    if outside:
        yield _outside(known, list(outside), list(outside.values())[-1])
    latest = known.in_force(last)
    if latest is None:
        return
    if latest.needs_local_rule and not _has_rule(scenario.region, known.slug):
        yield _needs_rule(known, latest, scenario.region)
    if latest.allocation_share_max is not None:
        yield _only_a_share(known, latest)


def _during(known: KnownFunder, first: str, last: str) -> list[Condition]:
    """Return the conditions in force in any month of a projection."""
    started = [one for one in known.conditions if one.from_month <= last]
    earlier = [one for one in started if one.from_month <= first]
    return [*earlier[-1:], *(one for one in started if one.from_month > first)]


def _may_pay(condition: Condition, name: str, scenario: Scenario) -> bool:
    """Say whether a segment may be paid for; a new one counts as its profile."""
    return condition.may_pay({name, scenario.segments[name].named_profile or name})


def _has_rule(region: str, funder: str) -> bool:
    return any(rule.is_issued and funder in rule.funders for rule in rules_of(region))


def _discount_falls_in(scenario: Scenario) -> bool:
    law = load_law()
    months = [
        f"{year}-{month:02d}"
        for year in range(scenario.first_year, scenario.last_year + 1)
        for month in range(1, 13)
    ]
    return any(law.value(name, month) != 1 for name in DISCOUNTS for month in months)


def _unknown_before(known: KnownFunder) -> Text:
    first = known.conditions[0].from_month
    return say(
        id=f"{known.label['id']}: syarat sebelum {first} tidak diketahui.",
        en=f"{known.label['en']}: conditions before {first} are not known.",
    )


def _outside(known: KnownFunder, names: list[str], condition: Condition) -> Text:
    listed = ", ".join(names)
    may = ", ".join(condition.pays or ())
    return say(
        id=f"{known.label['id']}: {listed} di luar kelompok yang boleh dibayar "
        f"({may}; {condition.basis['id']}).",
        en=f"{known.label['en']}: {listed} is not among the groups it may pay for "
        f"({may}; {condition.basis['en']}).",
    )


def _needs_rule(known: KnownFunder, condition: Condition, region: str) -> Text:
    file = paths.shown(paths.REGIONS / f"{region}.yaml")
    return say(
        id=f"{known.label['id']}: perlu aturan daerah ({condition.basis['id']}); "
        f"{file} tidak mencantumkannya.",
        en=f"{known.label['en']}: a local rule is needed ({condition.basis['en']}); "
        f"{file} lists none.",
    )


def _only_a_share(known: KnownFunder, condition: Condition) -> Text:
    share = float(condition.allocation_share_max or 0)
    return say(
        id=f"{known.label['id']}: paling banyak {percent(share, 'id', 0)} dari "
        f"alokasinya ({condition.basis['id']}); alokasi daerah tidak diperiksa.",
        en=f"{known.label['en']}: at most {percent(share, 'en', 0)} of its allocation "
        f"({condition.basis['en']}); the region's allocation is not checked.",
    )


_NO_DISCOUNT = say(
    id="Peserta sendiri: diskon PP 50/2025 bagi yang membayar sendiri tidak "
    "dihitung; "
    "iuran penuh yang dipakai.",
    en="The members themselves: the discount of PP 50/2025 for those who pay "
    "themselves "
    "is not counted; contributions are billed in full.",
)
