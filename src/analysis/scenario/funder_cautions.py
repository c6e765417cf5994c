"""Earmarked money used outside its conditions, or without the rule it needs."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from analysis import paths
from analysis.language import Text, percent, rupiah, say
from analysis.law.funders import Condition
from analysis.law.funders import Funder as KnownFunder
from analysis.law.parameters import funders, load_law
from analysis.scenario.ceiling_cautions import one_month_idr
from analysis.scenario.local_law import rules_of
from analysis.scenario.schema import Funder, Scenario
from analysis.scenario.segment import Segment
from analysis.units import MONTHS_PER_YEAR

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
    yield from _without_effect(listed, scenario)


def _without_effect(listed: list[Funder], scenario: Scenario) -> Iterator[Text]:
    """Yield the payers who can pay nothing: no ceiling to speak of, or no bill left."""
    taken: set[str] = set()
    for funder in listed:
        named = set(funder.segments or scenario.segments)
        ceiling = funder.ceiling_idr_y
        if ceiling is not None and ceiling.certain and ceiling.central == 0:
            yield _pays_nothing(funder.funder)
        elif named <= taken:
            yield _nothing_left(funder.funder)
        if ceiling is None:
            taken |= named


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
    if latest.revised_budget_only:
        yield from _before_the_revised_budget(funder, known, scenario)


def _before_the_revised_budget(
    funder: Funder, known: KnownFunder, scenario: Scenario
) -> Iterator[Text]:
    """Yield a caution where more is asked for than the months from then on cost."""
    year, law = scenario.first_year, load_law()
    first = int(law.value("revised_budget_first_month", f"{year}-01"))
    left = MONTHS_PER_YEAR + 1 - first
    paid = {
        name: scenario.segments[name]
        for name in funder.segments or scenario.segments
        if name in scenario.segments
    }
    early = [name for name, one in paid.items() if one.months.of(year)[0] < first]
    most = sum(
        _people(one) * one_month_idr(one, scenario, law) * left for one in paid.values()
    )
    ceiling = funder.ceiling_idr_y
    if early and (ceiling is None or ceiling.central > most):
        yield _from_the_revised_budget(known, first, left, float(most))


def _people(segment: Segment) -> Fraction:
    """Return the members of a segment, or the most its schedule names."""
    named = getattr(segment.path, "members", {}).values()
    return max([segment.members.central, *map(Fraction, named)])


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


def _from_the_revised_budget(
    known: KnownFunder, first: int, left: int, most_idr: float
) -> Text:
    return say(
        id=f"{known.label['id']}: uangnya baru ada sejak bulan {first}. Batasi "
        f"ceiling_idr_y pada iuran {left} bulan, paling banyak "
        f"{rupiah(most_idr, 'id')}.",
        en=f"{known.label['en']}: the money is there from month {first} only. Limit "
        f"ceiling_idr_y to the contributions of {left} months, at most "
        f"{rupiah(most_idr, 'en')}.",
    )


def _pays_nothing(funder: str) -> Text:
    return say(
        id=f"{funder}: ceiling_idr_y 0, jadi tidak membayar apa pun.",
        en=f"{funder}: ceiling_idr_y is 0, so it pays nothing.",
    )


def _nothing_left(funder: str) -> Text:
    return say(
        id=f"{funder}: tidak pernah membayar, karena pembayar sebelumnya tanpa batas "
        "sudah menanggung semua kelompoknya. Beri ceiling_idr_y atau ubah urutannya.",
        en=f"{funder}: it never pays, for a payer before it without a ceiling bears "
        "all of its groups. Give that one a ceiling_idr_y or change the order.",
    )


_NO_DISCOUNT = say(
    id="Peserta sendiri: diskon PP 50/2025 bagi yang membayar sendiri tidak dihitung "
    "dalam tagihan; iuran penuh yang dipakai, dan tabel pembayar menyebut bedanya.",
    en="The members themselves: the discount of PP 50/2025 for those who pay "
    "themselves is not in the bill; contributions are billed in full, and the table of "
    "payers says the difference.",
)
