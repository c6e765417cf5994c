"""The rest of the oracle: point 8, the bridge and the table of central values."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from oracle import (
    PROGRAMMES,
    after_ceiling,
    base_of,
    bill,
    ceiling_of,
    funded_only,
    general_apbd,
    half_up,
    number,
    pay,
    segment_years,
)
from oracle_beside import funnel_rows, has_pppk, moved_rows, self_paid_rows

SPREADSHEET_IDR_M = 16800
LAPSE_AFTER = 3
# All the oracle knows of: a row of these that only one side has is a disagreement.
VARIABLES = {
    "eligible",
    "members_end",
    "members_mean",
    "coverage_rate",
    "people_left_out",
    "funded_member_months",
    "active_member_months",
    "exposure_member_months",
    "contributions_idr",
    "base_idr",
    "ceiling_idr",
    "uncut_bill_idr",
    "headroom_idr",
    "burden_share",
    "breach_probability",
    "required_cut_share",
    "years_to_breach",
    "spreadsheet_bill_idr",
    "bridge_tariff_idr",
    "bridge_months_idr",
    "bridge_ceiling_idr",
    "bridge_funders_idr",
    "bridge_arrears_idr",
    "arrears_idr",
    "arrears_paid_idr",
    "unpaid_member_months",
    "target_coverage_rate",
    "moved_people",
    "moved_cost_idr",
    "self_paid_people",
    "self_paid_idr",
    "covered_people",
    "target_people",
    "verified_people",
    "planned_mean",
    "opened_mean",
    "budgeted_mean",
    "active_mean",
    "planned_end",
}


def active_and_entitled(segment, years):
    """Return ``{year: (active, entitled)}`` from the months after the ceiling."""
    paid = segment.get("paid", {"every": 1, "covers": "advance"})
    every = 1 if paid["covers"] == "advance" else paid["every"]
    before, result = half_up(number(segment["members"])), {}
    for y, months in years.items():
        active = entitled = 0
        for start in range(0, 12, every):
            block = funded_only(months[start : start + every])
            if block:
                active += block[-1]
                entitled += block[-1] + sum(min(p, before) for p in block[:-1][:3])
                before = block[-1]
        result[y] = (active, entitled)
    return result


def entitled_though_unpaid(segment, listed, on_time):
    """Return ``{year: member-months}``: the first three of every run of unpaid ones."""
    last, run, result = half_up(number(segment["members"])), 0, {}
    for y, months in listed.items():
        result[y] = 0
        for people, paid in zip(months, on_time[y], strict=True):
            if paid is not None:
                last, run = paid, 0
            elif people is not None:
                run += 1
                result[y] += min(people, last) if run <= LAPSE_AFTER else 0
    return result


def unpaid_only(listed, on_time):
    pairs = zip(listed, on_time, strict=True)
    return [people if paid is None else None for people, paid in pairs]


class Debt:
    """What is owed, by segment and programme; settled in file order, JKK first."""

    def __init__(self, segments):
        self.owed = {(s, p): 0 for s in segments for p in PROGRAMMES}

    @property
    def all(self):
        return sum(self.owed.values())

    def settle(self, rupiah):
        """Yield (segment, programme, rupiah) of what is settled."""
        for (s, p), owed in self.owed.items():
            paid = min(owed, rupiah)
            self.owed[s, p] -= paid
            rupiah -= paid
            yield s, p, paid


def add(table, variable, y, value, segment="all", programme="all", funder="all"):
    """Add a value to its own row and to every row that sums it."""
    for dims in product(*({d, "all"} for d in (segment, programme, funder))):
        table[variable, *dims, y] = table.get((variable, *dims, y), Fraction(0)) + value


def central(scenario, wages):
    """Return ``{(variable, segment, programme, funder, year): Fraction}``."""
    segments, table = scenario["segments"], {}
    counted = {s: segment_years(scenario, segments[s]) for s in segments}
    listed, on_time = {s: {} for s in segments}, {s: {} for s in segments}
    arrears = (scenario.get("budget") or {}).get("when_short") == "arrears"
    debt = Debt(segments)
    first = scenario["first_year"]
    for y in range(first, first + scenario["years"]):
        before = {s: counted[s][y].months for s in segments}
        after, old = after_ceiling(scenario, wages, y, before, debt.all)
        for s in segments:
            on_time[s][y] = after[s]
            listed[s][y] = before[s] if arrears else after[s]
        settled = list(debt.settle(old))
        money_rows(table, scenario, wages, y, before, after, settled)
        if arrears:
            debt_rows(table, scenario, wages, y, before, after, debt, old)
    for s in segments:
        people_rows(table, scenario, s, counted[s], listed[s], on_time[s])
        beside_rows(table, scenario, wages, s, counted[s])
    return table


def debt_rows(table, scenario, wages, y, before, after, debt, old) -> None:
    for s in before:
        unpaid = unpaid_only(before[s], after[s])
        for p, owed in bill(scenario, wages, s, y, unpaid).items():
            debt.owed[s, p] += owed
        owed = sum(debt.owed[s, p] for p in PROGRAMMES)
        add(table, "arrears_idr", y, owed, s)
        add(table, "unpaid_member_months", y, sum(funded_only(unpaid)), s)
    add(table, "arrears_paid_idr", y, old)
    add(table, "bridge_arrears_idr", y, old)


def people_rows(table, scenario, s, counted, listed, on_time) -> None:
    segment = scenario["segments"][s]
    rhythm = active_and_entitled(segment, on_time)
    though_unpaid = entitled_though_unpaid(segment, listed, on_time)
    for y, year in counted.items():
        end = (funded_only(listed[y]) or [0])[-1]
        people = sum(funded_only(on_time[y]))
        active, entitled = rhythm[y]
        add(table, "eligible", y, year.eligible, s)
        add(table, "members_end", y, end, s)
        add(table, "members_mean", y, Fraction(people, 12), s)
        add(table, "people_left_out", y, year.eligible - end, s)
        add(table, "funded_member_months", y, people, s)
        add(table, "active_member_months", y, active, s)
        add(table, "exposure_member_months", y, entitled + though_unpaid[y], s)
        add(table, "active_mean", y, Fraction(active, 12), s)
        for name, value in funnel_rows(year).items():
            add(table, name, y, value, s)
        if year.denominator:
            rate = end / year.denominator
            table["target_coverage_rate", s, "all", "all", y] = rate
        for group in (s, "all"):
            whole = table["eligible", group, "all", "all", y]
            ends = table["members_end", group, "all", "all", y]
            rate = Fraction(ends, whole) if whole else Fraction(0)
            table["coverage_rate", group, "all", "all", y] = rate


def beside_rows(table, scenario, wages, s, counted) -> None:
    segment, all_segments = scenario["segments"][s], scenario["segments"].values()
    if any(map(has_pppk, all_segments)):
        for y, people, cost in moved_rows(scenario, wages, segment, counted):
            add(table, "moved_people", y, people, s)
            if cost is not None:
                add(table, "moved_cost_idr", y, cost, s)
    if any(one.get("self_paid") for one in all_segments):
        ends = {y: table["members_end", s, "all", "all", y] for y in counted}
        for y, people, paid in self_paid_rows(scenario, wages, segment, counted, ends):
            add(table, "self_paid_people", y, people, s)
            add(table, "self_paid_idr", y, paid, s)
            add(table, "covered_people", y, ends[y] + people, s)


def money_rows(table, scenario, wages, y, before, after, settled) -> None:
    def total(people):
        return sum(
            sum(bill(scenario, wages, s, y, m).values()) for s, m in people.items()
        )

    bills = {s: bill(scenario, wages, s, y, months) for s, months in after.items()}
    paid = pay(scenario, bills)
    for (s, p, funder), amount in paid.items():
        add(table, "contributions_idr", y, amount, s, p, funder)
    on_time = table["contributions_idr", "all", "all", "apbd", y]
    for s, p, amount in settled:
        add(table, "contributions_idr", y, amount, s, p, "apbd")
    apbd = table["contributions_idr", "all", "all", "apbd", y]
    uncut = general_apbd(scenario, wages, y, before)
    base, ceiling = base_of(scenario, y), ceiling_of(scenario, y)
    add(table, "uncut_bill_idr", y, uncut)
    if base is not None:
        add(table, "base_idr", y, base)
        add(table, "burden_share", y, apbd / base)
    if ceiling is not None:
        add(table, "ceiling_idr", y, ceiling)
        add(table, "headroom_idr", y, ceiling - uncut)
        add(table, "breach_probability", y, int(uncut > ceiling))
        cut_share = 1 - Fraction(ceiling, uncut) if uncut > ceiling else 0
        add(table, "required_cut_share", y, cut_share)
        if uncut > ceiling and not any(key[0] == "years_to_breach" for key in table):
            add(table, "years_to_breach", "all", y - scenario["first_year"] + 1)
    top = {s: [max(funded_only(m))] * 12 for s, m in before.items() if funded_only(m)}
    sheet = sum(months[0] for months in top.values()) * SPREADSHEET_IDR_M * 12
    add(table, "spreadsheet_bill_idr", y, sheet)
    add(table, "bridge_tariff_idr", y, total(top) - sheet)
    add(table, "bridge_months_idr", y, total(before) - total(top))
    add(table, "bridge_ceiling_idr", y, total(after) - total(before))
    add(table, "bridge_funders_idr", y, on_time - total(after))
