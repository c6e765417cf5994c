"""The oracle's rows beside the bill: the funnel, a named denominator, PPPK, self-paid.

Nothing here changes a member or a rupiah of the budget.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from oracle import (
    INSURER,
    PROGRAMMES,
    TASPEN,
    funded_only,
    half_up,
    minimum_wage,
    number,
    staying,
    tariff,
)

BPU = {"tariff": {"kind": "bpu"}}
DISCOUNT_MONTHS, DISCOUNT = ((2026, 4), (2026, 12)), Fraction(1, 2)


def funnel_rows(year) -> dict[str, Fraction]:
    """Before the ceiling; what is left after it stands in other rows."""
    pairs = zip(year.planned, year.months, strict=True)
    funded = [people for people, at in pairs if at is not None]
    return {
        "target_people": half_up(year.target),  # as the eligible are counted
        "verified_people": year.verified,
        "planned_mean": Fraction(sum(year.planned), 12),
        "opened_mean": Fraction(sum(year.open), 12),
        "budgeted_mean": Fraction(sum(funded_only(year.months)), 12),
        "planned_end": (funded or year.planned)[-1],
    }


def moved_rows(scenario, wages, segment, years):
    """Yield (year, people moved so far, what they cost or None)."""
    stock = dict.fromkeys(("bpjs_tk", "taspen", "none_budgeted"), Fraction(0))
    wage_earner = segment["tariff"]["kind"] == "pu"
    for y, year in years.items():
        for insurer, people in year.moved.items():
            stock[insurer] += people
        wage = minimum_wage(scenario, wages, y)
        if wage_earner and segment["tariff"]["reported_wage"] != "umk":
            wage = number(segment["tariff"]["reported_wage"])
        cost = None if wage is None else moved_cost(scenario, wages, stock, wage, y)
        yield y, half_up(sum(stock.values())), cost


def moved_cost(scenario, wages, stock, wage, y) -> int:
    as_pu = {"kind": "pu", "reported_wage": wage, "risk_group": 1}
    cost = 0
    for m, p in product(range(1, 13), PROGRAMMES):
        pu = tariff(scenario, wages, {"tariff": as_pu}, p, (y, m))
        cost += half_up(half_up(stock["bpjs_tk"]) * pu)
        cost += half_up(half_up(stock["taspen"]) * TASPEN[p] * wage)
    return cost


def has_pppk(segment) -> bool:
    return any(leaving["kind"] in INSURER for leaving in segment.get("exits", []))


def self_paid_rows(scenario, wages, segment, years, members_end):
    """Yield (year, people who pay for themselves, what they pay)."""
    given = segment.get("self_paid") or {"people": 0}
    s, before = number(given["people"]), half_up(number(segment["members"]))
    for y, year in years.items():
        end = members_end[y]
        kept = before * staying(segment, y)[0]
        s -= number(given.get("crowd_out", 0)) * max(Fraction(0), end - kept)
        s += number(given.get("take_over", 0)) * max(Fraction(0), kept - end)
        s = min(max(Fraction(0), s), Fraction(max(0, year.eligible - end)))
        before, people = end, half_up(s)
        paid = 0
        for m, p in product(range(1, 13), PROGRAMMES):
            halved = DISCOUNT_MONTHS[0] <= (y, m) <= DISCOUNT_MONTHS[1]
            one = tariff(scenario, wages, BPU, p, (y, m)) * (DISCOUNT if halved else 1)
            paid += half_up(people * one)
        yield y, people, paid
