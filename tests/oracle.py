"""A second, slow reading of the central path, kept only to test the first.

Written from the nine points of the scenario file's documentation alone, without
looking at the model: pure Python, exact fractions, one month at a time, and every
ceiling found by trying all candidates. Here are points 1 to 7; ``oracle_table`` adds
point 8 and the results, ``oracle_beside`` what stands beside the bill. A scenario is
the plain mapping of its file, ``wages`` the known minimum wages of its region by year,
and a year of a segment a list of twelve: people, or None in a month without money.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from itertools import product
from math import ceil, floor, log
from typing import NamedTuple

PROGRAMMES = ("jkk", "jkm")
BPU = {"jkk": ("bpu_jkk_idr_m", "10000"), "jkm": ("bpu_jkm_idr_m", "6800")}
PU_JKK = {1: "0.0024", 2: "0.0054", 3: "0.0089", 4: "0.0127", 5: "0.0174"}
PU_JKM = "0.0030"
RELIEF_MONTHS, RELIEF = ((2020, 8), (2021, 1)), Fraction(1, 100)
# Who insures staff that become PPPK, by kind of exit, if the exit does not say.
INSURER = {"pppk": "taspen", "pppk_paruh_waktu": "bpjs_tk"}
TASPEN = {"jkk": Fraction("0.0024"), "jkm": Fraction("0.0072")}  # since 2018


class Year(NamedTuple):
    """A segment in a year, before the ceiling; lists are of twelve months."""

    eligible: int  # counted
    target: Fraction
    verified: int
    planned: list
    open: list  # after the gate
    months: list  # None where not funded
    moved: dict  # {insurer: people who become PPPK at the start of this year}
    denominator: Fraction | None


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


def denominator(segment, first, y) -> Fraction | None:
    """The people of ``path.of``, growing from the second year on."""
    other = segment["path"].get("of")
    if not other:
        return None
    growth = 1 + number(other.get("growth_y", 0))
    return number(other["people"]) * growth ** (y - first)


def wanted_months(segment, first, y, eligible, left):
    path = segment["path"]
    if path["kind"] == "target":
        people = denominator(segment, first, y)
        given = number(segment["eligible"] if people is None else path["of"]["people"])
        c0 = number(segment["members"]) / given if given else Fraction(0)
        n = path["year"] - first + 1
        step = Fraction(min(y - first + 1, n), n)
        share = c0 + (number(path["coverage"]) - c0) * step
        return [share * (eligible if people is None else people)] * 12
    entries = {ym(k): number(v) for k, v in path.get("members", {}).items()}
    months = []
    for m in range(1, 13):
        named = [at for at in entries if at[0] == y and at[1] <= m]
        months.append(entries[max(named)] if named else left)
    return months


def months_later(at, months) -> tuple[int, int]:
    years, month = divmod(at[1] - 1 + months, 12)
    return at[0] + years, month + 1


def gate_month(decision, revised) -> tuple[int, int]:
    if not decision:
        return (0, 1)
    day = dt.date.fromisoformat(str(decision["date"]))
    late = (day.month, day.day) > (7, 31)
    gate = (day.year + late, 10) if revised else (day.year + 1 + late, 1)
    signed = None
    if decision.get("instrument_date"):
        date = dt.date.fromisoformat(str(decision["instrument_date"]))
        signed = (date.year, date.month)
    if decision.get("instrument_hazard_y"):
        wait = 12 * log(2) / float(number(decision["instrument_hazard_y"]))
        signed = months_later((day.year, day.month), ceil(wait))
    return max(gate, months_later(signed, 1)) if signed else gate


def windows(segment) -> list:
    spans = segment.get("window") or {"first": "0001-01", "last": "9999-12"}
    spans = spans if isinstance(spans, list) else [spans]
    return [(ym(span["first"]), ym(span["last"])) for span in spans]


def is_funded(segment, y, m) -> bool:
    months = segment.get("months", {"first": 1, "last": 12})
    months = months.get(y, months)
    inside = any(first <= (y, m) <= last for first, last in windows(segment))
    return inside and months["first"] <= m <= months["last"]


def exits_of(segment, y) -> list:
    return [leaving for leaving in segment.get("exits", []) if leaving["year"] == y]


def staying(segment, y, members=Fraction(0)) -> tuple[Fraction, dict]:
    """Return the share that stays and ``{insurer: people moved}``, exit by exit."""
    stay, moved = Fraction(1), {}
    for leaving in exits_of(segment, y):
        share = number(leaving["share"])
        if leaving["kind"] in INSURER:
            insurer = leaving.get("insurer") or INSURER[leaving["kind"]]
            moved[insurer] = moved.get(insurer, 0) + share * members * stay
        stay *= 1 - share
    return stay, moved


def segment_years(scenario, segment) -> dict[int, Year]:
    first = scenario["first_year"]
    eligible, members = number(segment["eligible"]), number(segment["members"])
    target = number(segment.get("target_people") or segment["eligible"])
    step_1_alone = members
    revised = (scenario.get("budget") or {}).get("revised", False)
    gate = gate_month(scenario.get("decision"), revised)
    result = {}
    for y in range(first, first + scenario["years"]):
        stay, moved = staying(segment, y, members)
        grown = stay
        if y > first:
            grown = stay * (1 + number(segment.get("eligible_growth_y", 0)))
            if segment.get("place") == "leave":
                stay *= number(segment.get("renewal_y", 1))
        eligible, target = eligible * grown, target * grown
        step_1_alone *= stay
        wanted = wanted_months(segment, first, y, eligible, members * stay)
        members = wanted[11]
        verified = floor(number(segment.get("verified_share", 1)) * eligible)
        planned = [min(half_up(people), verified) for people in wanted]
        opened = [
            min(people, half_up(step_1_alone)) if (y, m) < gate else people
            for m, people in enumerate(planned, start=1)
        ]
        people = denominator(segment, first, y)
        if any(start[0] <= y <= end[0] for start, end in windows(segment)):
            months = [
                n if is_funded(segment, y, m) else None
                for m, n in enumerate(opened, start=1)
            ]
            now = (half_up(eligible), target, verified, planned, opened, months)
        else:
            now = (0, Fraction(0), 0, [0] * 12, [0] * 12, [None] * 12)
        result[y] = Year(*now, moved, people)
    return result


# ---- point 5: what a month costs


def minimum_wage(scenario, wages, y) -> Fraction | None:
    """The last known one up to ``y``, grown; None before the first known one."""
    known = [year for year in wages if year <= y]
    if not known:
        return None
    growth = 1 + number(scenario.get("wage_growth_y", "0.05"))
    return number(wages[max(known)]) * growth ** (y - max(known))


def tariff(scenario, wages, segment, programme, at) -> Fraction:
    kind, wage = segment["tariff"], Fraction(1)
    name, amount = BPU[programme]
    if kind["kind"] == "pu":
        group, wage = kind.get("risk_group", 1), kind["reported_wage"]
        jkk = (f"pu_jkk_rate_group_{group}", PU_JKK[group])
        name, amount = jkk if programme == "jkk" else ("pu_jkm_rate", PU_JKM)
        umk = minimum_wage(scenario, wages, at[0])
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


def first_months(people, reached, kept):
    """Keep the calendar months 1..``kept`` of the segments that can be cut."""
    gone = [None] * (12 - kept)
    return {s: m[:kept] + gone if s in reached else m for s, m in people.items()}


def by_priority(scenario, people, fits):
    budget = scenario["budget"]
    protected, named = budget.get("protect") or [], budget.get("priority") or []
    order = [s for s in people if s in protected]
    order += [s for s in named if s not in order]
    order += [s for s in people if s not in order]
    so_far = {}
    for s in order:
        top = max(funded_only(people[s]), default=0)
        trials = ({**so_far, s: capped(people[s], cap)} for cap in range(top, -1, -1))
        so_far = next(filter(fits, trials))
    return {s: so_far[s] for s in people}


def within_reach(scenario, wages, y, people) -> set:
    """The segments a cut may touch: unprotected, and for two ways those that cost."""
    budget = scenario["budget"]
    free = {s for s in people if s not in (budget.get("protect") or [])}
    if budget.get("when_short", "heads") not in ("heads", "arrears"):
        return free
    bills = {s: bill(scenario, wages, s, y, months) for s, months in people.items()}
    paid = pay(scenario, bills)
    return {s for (s, _, funder), v in paid.items() if funder == "apbd" and v} & free


def after_ceiling(scenario, wages, y, people, debt=0):
    """Return the months people are paid in and what is paid of the old ``debt``."""
    ceiling = ceiling_of(scenario, y)
    if ceiling is None:
        return people, debt
    if not debt and general_apbd(scenario, wages, y, people) <= ceiling:
        return people, 0
    reached = within_reach(scenario, wages, y, people)
    rest = general_apbd(scenario, wages, y, first_months(people, reached, 0))
    limit = max(ceiling, rest)
    old = min(debt, limit - rest)

    def fits(trial):
        return general_apbd(scenario, wages, y, trial) <= limit - old

    how = scenario["budget"].get("when_short", "heads")
    if fits(people):
        return people, old
    if how == "priority":
        return by_priority(scenario, people, fits), old
    if how == "heads":
        return next(filter(fits, heads_trials(people, reached))), old
    trials = (first_months(people, reached, kept) for kept in range(12, -1, -1))
    return next(filter(fits, trials)), old
