"""A second, slow reading of the central path, kept only to test the first.

Written from the nine points of the scenario file's documentation alone, without
looking at the model: pure Python, exact fractions, one month at a time, and every
ceiling found by trying all candidates. Here are points 1 to 7; ``oracle_table`` adds
point 8 and the results. A scenario is the plain mapping of its file, ``wages`` the
known minimum wages of its region by year, and a year of a segment a list of twelve:
people, or None in a month without money.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from itertools import product
from math import floor

PROGRAMMES = ("jkk", "jkm")
BPU = {"jkk": ("bpu_jkk_idr_m", "10000"), "jkm": ("bpu_jkm_idr_m", "6800")}
PU_JKK = {1: "0.0024", 2: "0.0054", 3: "0.0089", 4: "0.0127", 5: "0.0174"}
PU_JKM = "0.0030"
RELIEF_MONTHS, RELIEF = ((2020, 8), (2021, 1)), Fraction(1, 100)


def number(value) -> Fraction:
    """The central value, exactly as the decimal is written."""
    if not isinstance(value, dict):
        return Fraction(str(value))
    if "median" in value:
        return number(value["median"])
    if "normal" in value:
        return number(value["normal"][0])
    if "uniform" in value:
        return sum(map(number, value["uniform"])) / 2
    best = max(number(weight) for _, weight in value["choice"])
    return next(number(v) for v, weight in value["choice"] if number(weight) == best)


def half_up(x: Fraction) -> int:
    return floor(x + Fraction(1, 2))


def ym(month) -> tuple[int, int]:
    text = f"{month}-01" if len(str(month)) == 4 else str(month)
    return int(text[:4]), int(text[5:7])


def funded_only(months) -> list[int]:
    return [people for people in months if people is not None]


# ---- points 1 to 4: who counts in which month


def wanted_months(segment, first, y, eligible, left):
    path = segment["path"]
    if path["kind"] == "target":
        given = number(segment["eligible"])
        c0 = number(segment["members"]) / given if given else Fraction(0)
        n = path["year"] - first + 1
        step = Fraction(min(y - first + 1, n), n)
        return [(c0 + (number(path["coverage"]) - c0) * step) * eligible] * 12
    entries = {ym(k): number(v) for k, v in path.get("members", {}).items()}
    months = []
    for m in range(1, 13):
        named = [at for at in entries if at[0] == y and at[1] <= m]
        months.append(entries[max(named)] if named else left)
    return months


def gate_month(decision, revised) -> tuple[int, int]:
    if not decision:
        return (0, 1)
    day = dt.date.fromisoformat(str(decision["date"]))
    late = (day.month, day.day) > (7, 31)
    gate = (day.year + late, 10) if revised else (day.year + 1 + late, 1)
    if decision.get("instrument_date"):
        signed = dt.date.fromisoformat(str(decision["instrument_date"]))
        gate = max(gate, (signed.year + signed.month // 12, signed.month % 12 + 1))
    return gate


def is_funded(segment, y, m) -> bool:
    months = segment.get("months", {"first": 1, "last": 12})
    months = months.get(y, months)
    window = segment.get("window") or {"first": "0001-01", "last": "9999-12"}
    inside = ym(window["first"]) <= (y, m) <= ym(window["last"])
    return inside and months["first"] <= m <= months["last"]


def segment_years(scenario, segment):
    """Return ``{year: (eligible counted, twelve months)}`` before the ceiling."""
    first = scenario["first_year"]
    eligible, members = number(segment["eligible"]), number(segment["members"])
    step_1_alone = members
    revised = (scenario.get("budget") or {}).get("revised", False)
    gate = gate_month(scenario.get("decision"), revised)
    window = segment.get("window") or {"first": "0001-01", "last": "9999-12"}
    result = {}
    for y in range(first, first + scenario["years"]):
        stay = Fraction(1)
        for leaving in segment.get("exits", []):
            stay *= 1 - number(leaving["share"]) if leaving["year"] == y else 1
        eligible *= stay
        if y > first:
            eligible *= 1 + number(segment.get("eligible_growth_y", 0))
            if segment.get("place") == "leave":
                stay *= number(segment.get("renewal_y", 1))
        step_1_alone *= stay
        wanted = wanted_months(segment, first, y, eligible, members * stay)
        members = wanted[11]
        months = []
        for m in range(1, 13):
            most = floor(number(segment.get("verified_share", 1)) * eligible)
            people = min(half_up(wanted[m - 1]), most)
            if (y, m) < gate:
                people = min(people, half_up(step_1_alone))
            months.append(people if is_funded(segment, y, m) else None)
        touched = ym(window["first"])[0] <= y <= ym(window["last"])[0]
        result[y] = (half_up(eligible) if touched else 0, months)
    return result


# ---- point 5: what a month costs


def tariff(scenario, wages, segment, programme, at) -> Fraction:
    kind, wage = segment["tariff"], Fraction(1)
    name, amount = BPU[programme]
    if kind["kind"] == "pu":
        group, wage = kind.get("risk_group", 1), kind["reported_wage"]
        jkk = (f"pu_jkk_rate_group_{group}", PU_JKK[group])
        name, amount = jkk if programme == "jkk" else ("pu_jkm_rate", PU_JKM)
        last = max(wages)
        grown = (1 + number(scenario.get("wage_growth_y", "0.05"))) ** (at[0] - last)
        umk = number(wages[last]) * grown if at[0] > last else number(wages[at[0]])
        wage = umk if wage == "umk" else number(wage)
    dated = (scenario.get("law") or {}).get("overrides", {}).get(name, {})
    past = [month for month in dated if ym(month) <= at]
    if past:
        return number(dated[max(past)]) * wage
    relieved = RELIEF_MONTHS[0] <= at <= RELIEF_MONTHS[1]
    return Fraction(amount) * wage * (RELIEF if relieved else 1)


def bill(scenario, wages, slug, y, months) -> dict[str, int]:
    segment, cost = scenario["segments"][slug], dict.fromkeys(PROGRAMMES, 0)
    for p, (m, people) in product(PROGRAMMES, enumerate(months, start=1)):
        if people is not None:
            cost[p] += half_up(people * tariff(scenario, wages, segment, p, (y, m)))
    return cost


# ---- point 6: who pays, and point 7: the ceiling


def pay(scenario, bills) -> dict[tuple, int]:
    """Return ``{(segment, programme, funder): rupiah}``; ``apbd`` has the rest."""
    left = {s: dict(cost) for s, cost in bills.items()}
    paid = {}

    def add(s, amounts, funder):
        for p, amount in amounts.items():
            paid[s, p, funder] = paid.get((s, p, funder), 0) + amount
            left[s][p] -= amount

    for entry in scenario.get("funding") or []:
        money = number(entry.get("ceiling_idr_y", 10**18))
        for s in [s for s in scenario["segments"] if s in bills]:
            amount = min(sum(left[s].values()), floor(money))
            if amount and s in entry.get("segments", bills):
                money -= amount
                jkk = half_up(
                    Fraction(amount * bills[s]["jkk"], sum(bills[s].values()))
                )
                # Nothing is negative: never more of a programme than is left of it.
                jkk = min(max(jkk, amount - left[s]["jkm"]), left[s]["jkk"])
                add(s, {"jkk": jkk, "jkm": amount - jkk}, entry["funder"])
    for s in bills:
        add(s, dict(left[s]), "apbd")
    return paid


def general_apbd(scenario, wages, y, people) -> int:
    bills = {s: bill(scenario, wages, s, y, months) for s, months in people.items()}
    return sum(
        v for (*_, funder), v in pay(scenario, bills).items() if funder == "apbd"
    )


def base_of(scenario, y) -> Fraction | None:
    budget = scenario.get("budget") or {}
    given = [g for g in budget.get("base_idr", {}) if g <= y]
    if not given:
        return None
    growth = 1 + number(budget.get("growth_y", 0))
    value = number(budget["base_idr"][max(given)]) * growth ** (y - max(given))
    for cut in scenario.get("shocks", []):
        if max(given) < cut["year"] <= y:
            value *= 1 + number(cut["size"]) * number(cut["share"])
    return value


def ceiling_of(scenario, y) -> int | None:
    ceiling = (scenario.get("budget") or {}).get("ceiling") or {"idr": {}}
    if "share" in ceiling:
        return floor(number(ceiling["share"]) * base_of(scenario, y))
    past = [start for start in ceiling["idr"] if start <= y]
    return floor(number(ceiling["idr"][max(past)])) if past else None


def capped(months, cap):
    return [None if people is None else min(people, cap) for people in months]


def heads_trials(people, costly):
    """Yield all candidates, the largest share first."""
    top = {s: max(funded_only(people[s])) for s in costly}
    shares = {Fraction(k, top[s]) for s in top for k in range(top[s] + 1)}
    for f in sorted(shares, reverse=True):
        caps = {s: floor(f * top[s]) for s in top}
        yield {s: capped(m, caps[s]) if s in top else m for s, m in people.items()}


def months_trials(people):
    for kept in range(12, -1, -1):
        yield {s: months[:kept] + [None] * (12 - kept) for s, months in people.items()}


def by_priority(scenario, people, fits):
    named = scenario["budget"].get("priority", [])
    so_far = {}
    for s in [*named, *(s for s in people if s not in named)]:
        top = max(funded_only(people[s]), default=0)
        trials = ({**so_far, s: capped(people[s], cap)} for cap in range(top, -1, -1))
        so_far = next(filter(fits, trials))
    return {s: so_far[s] for s in people}


def after_ceiling(scenario, wages, y, people):
    ceiling = ceiling_of(scenario, y)

    def fits(trial):
        return general_apbd(scenario, wages, y, trial) <= ceiling

    if ceiling is None or fits(people):
        return people
    how = scenario["budget"].get("when_short", "heads")
    if how == "priority":
        return by_priority(scenario, people, fits)
    if how == "months":
        return next(filter(fits, months_trials(people)))
    bills = {s: bill(scenario, wages, s, y, months) for s, months in people.items()}
    paid = pay(scenario, bills)
    costly = {s for (s, _, funder), v in paid.items() if funder == "apbd" and v > 0}
    return next(filter(fits, heads_trials(people, costly)))
