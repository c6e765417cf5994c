"""The rest of the oracle: point 8, the bridge and the table of central values."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from oracle import (
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

SPREADSHEET_IDR_M = 16800


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


def add(table, variable, y, value, segment="all", programme="all", funder="all"):
    """Add a value to its own row and to every row that sums it."""
    for dims in product(*({d, "all"} for d in (segment, programme, funder))):
        table[variable, *dims, y] = table.get((variable, *dims, y), Fraction(0)) + value


def central(scenario, wages):
    """Return ``{(variable, segment, programme, funder, year): Fraction}``."""
    segments, table = scenario["segments"], {}
    counted = {s: segment_years(scenario, segments[s]) for s in segments}
    cut = {s: {} for s in segments}
    first = scenario["first_year"]
    for y in range(first, first + scenario["years"]):
        before = {s: counted[s][y][1] for s in segments}
        after = after_ceiling(scenario, wages, y, before)
        for s in segments:
            cut[s][y] = after[s]
        money_rows(table, scenario, wages, y, before, after)
    for s, segment in segments.items():
        rhythm = active_and_entitled(segment, cut[s])
        for y, (eligible, _) in counted[s].items():
            people_rows(table, s, y, eligible, funded_only(cut[s][y]), rhythm[y])
    for variable, s, *_, y in list(table):
        if variable == "eligible":
            eligible, end = (
                table[v, s, "all", "all", y] for v in (variable, "members_end")
            )
            table["coverage_rate", s, "all", "all", y] = (
                end / eligible if eligible else eligible
            )
    return table


def people_rows(table, s, y, eligible, people, rhythm) -> None:
    end = people[-1] if people else 0
    add(table, "eligible", y, eligible, s)
    add(table, "members_end", y, end, s)
    add(table, "members_mean", y, Fraction(sum(people), 12), s)
    add(table, "people_left_out", y, eligible - end, s)
    add(table, "funded_member_months", y, sum(people), s)
    add(table, "active_member_months", y, rhythm[0], s)
    add(table, "exposure_member_months", y, rhythm[1], s)


def money_rows(table, scenario, wages, y, before, after) -> None:
    def total(people):
        return sum(
            sum(bill(scenario, wages, s, y, m).values()) for s, m in people.items()
        )

    bills = {s: bill(scenario, wages, s, y, months) for s, months in after.items()}
    paid = pay(scenario, bills)
    for (s, p, funder), amount in paid.items():
        add(table, "contributions_idr", y, amount, s, p, funder)
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
    add(table, "bridge_funders_idr", y, apbd - total(after))
