"""What a law case may ask, and the facts it may state.

Each outcome is a function of the facts, a month and the law. Names end with what they
are: ``_idr`` rupiah, ``_month`` a month, ``_date`` a day.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np

from analysis.law import benefits, parameters
from analysis.law.calendar import gate_month, month_after
from analysis.law.dated import Law
from analysis.law.funders import Condition
from analysis.law.local import with_rules
from analysis.law.tariff import Tariff, converted_tariff, relief_factor, tariff
from analysis.model.bill import monthly_bill
from analysis.model.enrolment import active_and_entitled
from analysis.scenario.local_law import rules_of
from analysis.units import month_index, month_name

FACTS = {
    "month": "the month asked about, where `expect` does not list months",
    "last_month": "last month of the time paid for, this month included",
    "membership": "bpu, pu, or pppk_part_time (a non-ASN worker after conversion)",
    "segment": "a group of data/parameters/segments.yaml, in place of membership",
    "risk_group": "1 to 5, of a pu member",
    "reported_wage_idr": "the wage reported, rupiah a month",
    "income_idr": "what a bpu member earns, rupiah a month",
    "people": "how many members",
    "paid_by": "apbd (if left out) or member, who pays for himself",
    "activity": "transport, or other (if left out)",
    "member_since": "month in which membership began",
    "membership_months": "full months of membership, in place of member_since",
    "months_contributed": "months of contributions paid",
    "deaths": "how many deaths, or {month: how many}",
    "cause": "illness (if left out) or work_accident",
    "children": "one mapping a child: school years ahead by level, and age if known",
    "disability_percent": "percentage of the table of partial disability",
    "months_unable_to_work": "how long the member could not work",
    "age": "age on the day of registration",
    "carried_by": "land, sea or air",
    "cost_idr": "what was spent, or {land: ..., sea: ..., air: ...}",
    "decided": "day of the decision",
    "rule_signed": "day the rule was signed",
    "budget": "ordinary (if left out) or revised",
    "region": "code of a region whose own rules apply",
    "funder": "a payer of data/parameters/funders.yaml",
    "paid_every_months": "contributions come at the end of so many months",
}


class Facts:
    """The facts of a case as written; remembers which of them were asked for."""

    def __init__(self, said: dict[str, Any]) -> None:
        self.said, self.used = said, set()

    def get(self, name: str) -> Any:
        assert name in FACTS
        self.used.add(name)
        return self.said.get(name)

    def text(self, name: str, default: str) -> str:
        return self.get(name) or default

    def number(self, name: str, default: int | None = None) -> Fraction | None:
        found = self.get(name)
        if found is None:
            return None if default is None else Fraction(default)
        return Fraction(found)

    def day(self, name: str) -> dt.date | None:
        found = self.get(name)
        return dt.date.fromisoformat(found) if found else None


def months_between(first: str, last: str) -> int:
    return month_index(last, int(first[:4])) - month_index(first, int(first[:4]))


def months_of(facts: Facts, month: str) -> list[str]:
    """Return the months paid for, ``month`` alone if no ``last_month`` is stated."""
    year = int(month[:4])
    last = facts.text("last_month", month)
    return [
        month_name(index, year)
        for index in range(month_index(month, year), month_index(last, year) + 1)
    ]


# Contributions


def membership(facts: Facts, law: Law) -> tuple[str, int]:
    """Return bpu or pu and the risk group, of the segment's default if one is named."""
    segment = facts.get("segment")
    if segment:
        default = law.segment(segment).default_tariff
        return default.kind, default.risk_group
    return facts.text("membership", ""), int(facts.number("risk_group", 1))


def discount(facts: Facts, month: str, law: Law) -> Fraction:
    """Return the discount of PP 50/2025: only for BPU members who pay themselves."""
    activity = facts.text("activity", "other")
    if facts.text("paid_by", "apbd") != "member":
        return Fraction(1)
    name = "discount_bpu_factor"
    if activity == "transport":
        name = "discount_bpu_transport_factor"
    return law.value(name, month)


def in_region(facts: Facts, law: Law) -> Law:
    """Return the law as the rules of the region named set it."""
    region = facts.get("region")
    return with_rules(law, rules_of(region)) if region else law


def paid(facts: Facts, month: str, law: Law) -> Tariff:
    law = in_region(facts, law)
    kind, group = membership(facts, law)
    wage = facts.number("income_idr") or facts.number("reported_wage_idr")
    if kind == "pppk_part_time":
        return converted_tariff(month, law, wage)
    plain = tariff(kind, month, law, wage, group)
    off = discount(facts, month, law)
    return Tariff(plain.jkk_idr_m * off, plain.jkm_idr_m * off, plain.basis)


def jkk_idr(facts: Facts, month: str, law: Law) -> Fraction:
    return paid(facts, month, law).jkk_idr_m


def jkm_idr(facts: Facts, month: str, law: Law) -> Fraction:
    return paid(facts, month, law).jkm_idr_m


def one_person_idr(facts: Facts, month: str, law: Law) -> Fraction:
    return paid(facts, month, law).total_idr_m


def all_people_idr(facts: Facts, month: str, law: Law) -> Fraction:
    """Return what all members pay over the months asked about, nothing rounded."""
    people = facts.number("people", 1)
    months = months_of(facts, month)
    return people * sum(paid(facts, one, law).total_idr_m for one in months)


def billed_idr(facts: Facts, month: str, law: Law) -> Fraction:
    """Return the same in whole rupiah: each programme and month rounded, half up."""
    people = np.array([int(facts.number("people", 1))])
    total = 0
    for one in months_of(facts, month):
        due = paid(facts, one, law)
        both = np.array([due.jkk_idr_m, due.jkm_idr_m], dtype=object)
        total += int(monthly_bill(people, both).sum())
    return Fraction(total)


def new_member_idr(facts: Facts, month: str, law: Law) -> Fraction:
    """Return what one new member pays under PP 49/2020: first some months in full."""
    kind, group = membership(facts, law)
    full = law.value("relief_new_member_full_months", month)
    total = Fraction(0)
    for index, one in enumerate(months_of(facts, month)):
        due = tariff(kind, one, law, facts.number("reported_wage_idr"), group)
        relief = relief_factor("bpu_jkm_idr_m", one, law)
        total += due.total_idr_m / (relief if index < full else 1)
    return total


def three_programmes_idr(facts: Facts, month: str, law: Law) -> Fraction:
    """Return JKK, JKM and the JHT a BPU member may add, on the lowest bracket."""
    base = law.value("bpu_wage_base_idr_m", month)
    return one_person_idr(facts, month, law) + law.value("bpu_jht_rate", month) * base


def labour_intensive_jkk_idr(facts: Facts, month: str, law: Law) -> Fraction:
    """Return the JKK of a private firm under PP 7/2025; no local government is one."""
    factor = law.value("relief_labour_intensive_jkk_factor", month)
    return jkk_idr(facts, month, law) * factor


def may_register(facts: Facts, month: str, law: Law) -> str:
    """Return yes up to the highest age on entry, that age included; else no."""
    return (
        "yes" if facts.number("age") <= law.value("bpu_entry_age_max", month) else "no"
    )


# Death


def tenure_months(facts: Facts, month: str) -> int | None:
    since = facts.get("member_since")
    if since:
        return months_between(since, month)
    stated = facts.number("membership_months")
    return None if stated is None else int(stated)


def death_benefit_idr(facts: Facts, month: str, law: Law) -> Fraction:
    """Return the JKM benefit of one death; in full where no tenure is stated."""
    tenure = tenure_months(facts, month)
    if tenure is None:
        return benefits.jkm_death_benefit_idr(month, law)
    return benefits.jkm_benefit_at_tenure_idr(tenure, month, law)


def all_deaths_idr(facts: Facts, month: str, law: Law) -> Fraction:
    deaths = facts.get("deaths")
    by_month = deaths if isinstance(deaths, dict) else {month: deaths}
    return sum(
        Fraction(count) * death_benefit_idr(facts, one, law)
        for one, count in by_month.items()
    )


def lump_sum_idr(facts: Facts, month: str, law: Law) -> Fraction:
    return law.value("jkm_lump_idr", month)


def periodic_idr(facts: Facts, month: str, law: Law) -> Fraction:
    return law.value("jkm_periodic_idr", month)


def funeral_idr(facts: Facts, month: str, law: Law) -> Fraction:
    return law.value("jkm_funeral_idr", month)


def first_full_month(facts: Facts, month: str, law: Law) -> str:
    """Return the first month in which a death brings the full JKM benefit."""
    since = facts.get("member_since")
    months = [month_name(step, int(since[:4])) for step in range(12 + 60)]
    return next(
        one
        for one in months[month_index(since, int(since[:4])) :]
        if death_benefit_idr(facts, one, law)
        == benefits.jkm_death_benefit_idr(one, law)
    )


# Scholarship


def scholarship_idr(facts: Facts, month: str, law: Law) -> Fraction:
    """Return what the children draw in all, undiscounted.

    ::

        0 unless enough months were contributed (a death at work needs none);
        the most expensive children first, at most so many of them
    """
    drawn = sorted(_child(one, month, law) for one in facts.get("children"))
    at_work = facts.text("cause", "illness") == "work_accident"
    programme = "jkk" if at_work else "jkm"
    least = getattr(benefits, f"{programme}_scholarship_min_months")(month, law)
    if facts.number("months_contributed", 0) < least:
        return Fraction(0)
    return sum(drawn[::-1][: int(law.value("scholarship_max_children", month))])


def _child(child: dict[str, str], month: str, law: Law) -> Fraction:
    total = law.value("scholarship_single_idr", month)
    left = None
    if "age" in child:
        left = law.value("scholarship_end_age", month) - Fraction(child["age"])
    for level in benefits.SCHOOL_LEVELS:
        amount = law.value(f"scholarship_{level}_idr_y", month)
        ahead = Fraction(child.get(level, "0"))
        if not amount or not ahead:
            continue
        years = min(ahead, law.value(f"scholarship_{level}_years", month))
        if left is not None:
            years = max(min(years, left), Fraction(0))
            left -= years
        total += amount * years
    return total


def scholarship_most_idr(facts: Facts, month: str, law: Law) -> Fraction:
    return benefits.scholarship_maximum_idr(month, law)


def death_and_scholarship_idr(facts: Facts, month: str, law: Law) -> Fraction:
    if facts.text("cause", "illness") == "work_accident":
        benefit = accident_death_idr(facts, month, law)
    else:
        benefit = death_benefit_idr(facts, month, law)
    return benefit + scholarship_idr(facts, month, law)


# Accidents


def wage(facts: Facts, law: Law) -> Fraction | None:
    """Return the reported wage, None for bpu members, who have a base."""
    kind, _ = membership(facts, law)
    return None if kind == "bpu" else facts.number("reported_wage_idr")


def accident_death_idr(facts: Facts, month: str, law: Law) -> Fraction:
    return benefits.jkk_death_benefit_idr(month, law, wage(facts, law))


def accident_death_at_bpu_base_idr(facts: Facts, month: str, law: Law) -> Fraction:
    """Return the sum written in the parameter files."""
    return law.value("jkk_death_idr", month)


def accident_periodic_idr(facts: Facts, month: str, law: Law) -> Fraction:
    return law.value("jkk_periodic_idr", month)


def accident_funeral_idr(facts: Facts, month: str, law: Law) -> Fraction:
    return law.value("jkk_funeral_idr", month)


def total_disability_idr(facts: Facts, month: str, law: Law) -> Fraction:
    return benefits.jkk_total_disability_idr(month, law, wage(facts, law))


def partial_disability_idr(facts: Facts, month: str, law: Law) -> Fraction:
    share = facts.number("disability_percent") / 100
    return benefits.jkk_partial_disability_idr(share, month, law, wage(facts, law))


def unable_to_work_idr(facts: Facts, month: str, law: Law) -> Fraction:
    months = facts.number("months_unable_to_work")
    return benefits.jkk_incapacity_idr(months, month, law, wage(facts, law))


def transport_idr(facts: Facts, month: str, law: Law) -> Fraction:
    cost = facts.get("cost_idr")
    by_carrier = cost if isinstance(cost, dict) else {facts.get("carried_by"): cost}
    exact = {carrier: Fraction(spent) for carrier, spent in by_carrier.items()}
    return benefits.jkk_transport_idr(exact, month, law)


def home_care_idr(facts: Facts, month: str, law: Law) -> Fraction:
    return benefits.jkk_home_care_idr(facts.number("cost_idr"), month, law)


def medical_care_idr(facts: Facts, month: str, law: Law) -> Fraction | str:
    """Return what is paid for treatment: all of it while there is no ceiling."""
    cost = facts.number("cost_idr")
    if law.text("jkk_medical_ceiling", month) == "no_ceiling":
        return cost
    return "up to a ceiling that is not on file"


def prosthesis_idr(facts: Facts, month: str, law: Law) -> Fraction:
    """Return the most paid for one, ``cost_idr`` being the public hospital's price."""
    return facts.number("cost_idr") * law.value("jkk_prosthesis_price_factor", month)


# Who may pay


def _condition(facts: Facts, month: str) -> Condition | None:
    return parameters.funders()[facts.text("funder", "")].in_force(month)


def may_pay(facts: Facts, month: str, law: Law) -> str:
    """Return yes or no, or not yet before the funder's first condition."""
    condition = _condition(facts, month)
    slug = facts.text("segment", "")
    if condition is None:
        return "not yet"
    names = (slug, law.segment(slug).profile)
    return "yes" if condition.may_pay(names) else "no"


def pays_for(facts: Facts, month: str, law: Law) -> list[str] | str:
    """Return all, or the groups the funder may pay for."""
    pays = _condition(facts, month).pays
    return "all" if pays is None else list(pays)


def rests_on(facts: Facts, month: str, law: Law) -> str:
    """Return the legal basis as the parameter files cite it."""
    return _condition(facts, month).basis["id"]


def needs_local_rule(facts: Facts, month: str, law: Law) -> str:
    condition = _condition(facts, month)
    return "yes" if condition and condition.needs_local_rule else "no"


def allocation_share_max(facts: Facts, month: str, law: Law) -> Fraction | str:
    condition = _condition(facts, month)
    return (condition and condition.allocation_share_max) or "none"


def first_month_of_the_year(facts: Facts, month: str, law: Law) -> Fraction | str:
    """Return from which month of a year the funder's money is there."""
    condition = _condition(facts, month)
    if condition is None:
        return "none"
    only = condition.revised_budget_only
    return law.value("revised_budget_first_month", month) if only else Fraction(1)


def local_rules(facts: Facts, month: str, law: Law) -> list[str]:
    """Return the rules of the region that were issued, drafts and wishes left out."""
    rules = rules_of(facts.text("region", ""))
    return [one.name("id") for one in rules if one.is_issued]


def local_rule_names_funder(facts: Facts, month: str, law: Law) -> str:
    rules = rules_of(facts.text("region", ""))
    funder = facts.text("funder", "")
    found = any(one.is_issued and funder in one.funders for one in rules)
    return "yes" if found else "no"


# Dates


def first_paid_month(facts: Facts, month: str, law: Law) -> str:
    revised = facts.text("budget", "ordinary") == "revised"
    return gate_month(facts.day("decided"), facts.day("rule_signed"), revised, law)


def due_date(facts: Facts, month: str, law: Law) -> str:
    """Return the day in the month after; the month's last day if it has no such day."""
    following = month_after(dt.date.fromisoformat(f"{month}-01"))
    year, number = int(following[:4]), int(following[5:])
    day = int(law.value("payment_due_day", month))
    last = calendar.monthrange(year, number)[1]
    return dt.date(year, number, min(day, last)).isoformat()


def entitled_months(facts: Facts, month: str, law: Law) -> list[str]:
    """Return the months of a year in which a member paid in arrears may claim."""
    grace = int(law.value("lapse_after_unpaid_months", month))
    one = np.ones((1, 1, 12), np.int64)
    every = int(facts.number("paid_every_months"))
    _, entitled = active_and_entitled(
        one, one.astype(bool), one[:, 0, 0], every=every, grace_months=grace
    )
    year = int(month[:4])
    return [month_name(index, year) for index in np.flatnonzero(entitled[0, 0])]


Outcome = Callable[[Facts, str, Law], Any]
OUTCOMES: dict[str, Outcome] = {
    one.__name__: one
    for one in (
        *(jkk_idr, jkm_idr, one_person_idr, all_people_idr, billed_idr),
        *(new_member_idr, three_programmes_idr, labour_intensive_jkk_idr),
        may_register,
        *(death_benefit_idr, all_deaths_idr, lump_sum_idr, periodic_idr, funeral_idr),
        *(first_full_month, scholarship_idr, scholarship_most_idr),
        *(death_and_scholarship_idr, accident_death_idr),
        *(accident_death_at_bpu_base_idr, accident_periodic_idr),
        *(accident_funeral_idr, total_disability_idr, partial_disability_idr),
        *(unable_to_work_idr, transport_idr, home_care_idr),
        *(medical_care_idr, prosthesis_idr),
        *(may_pay, pays_for, rests_on, needs_local_rule, allocation_share_max),
        first_month_of_the_year,
        *(local_rules, local_rule_names_funder),
        *(first_paid_month, due_date, entitled_months),
    )
}
