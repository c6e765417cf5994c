"""A second, slow reading of ``docs/claims.md``, kept only to test the model.

Central path only: plain loops and floats, one segment, year and month at a time. A
scenario is the plain mapping of its file; who is covered comes from ``oracle_tenure``
(or from the model's own months), contributions from ``oracle_table``.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from oracle import minimum_wage, number, ym
from oracle_rates import at_most, children, group_rate_y, member_shares, who_dies
from oracle_tenure import tenures

LAW = Path(__file__).parents[1] / "data" / "parameters"
LEVELS = ("tk", "sd", "smp", "sma", "pt")
FILES = ("claims", "benefits", "growth")
JKK, JKM = "jkk", "jkm"


def central(value) -> float:
    """Mean of a gamma, otherwise as the oracle of people has it."""
    if isinstance(value, dict) and "gamma" in value:
        return float(number(value["gamma"][0]))
    return float(number(value))


@cache
def parameters() -> dict:
    found = {}
    for name in FILES:
        found |= yaml.safe_load((LAW / f"{name}.yaml").read_text(encoding="utf-8"))
    return found


@cache
def load(name) -> dict:
    return yaml.safe_load((LAW / f"{name}.yaml").read_text(encoding="utf-8"))


class Law:
    """What holds in a month: the scenario's own value, else the dated one."""

    def __init__(self, scenario):
        self.overrides = (scenario.get("law") or {}).get("overrides") or {}

    def text(self, name, at):
        entry = parameters()[name]
        own = {ym(k): v for k, v in self.overrides.get(name, {}).items() if ym(k) <= at}
        if own:
            value = own[max(own)]
        else:
            dated = {ym(v["from"]): v["value"] for v in entry["values"]}
            # a detail of the school levels is asked for before there were levels
            past = [month for month in dated if month <= at] or [min(dated)]
            value = dated[max(past)]
        readings = entry.get("readings", {})
        if isinstance(value, str) and value in readings:
            return readings[value].get("value", value)
        return value

    def __call__(self, name, at) -> float:
        return central(self.text(name, at))


# ---- the group


def ends(band) -> tuple[int, int]:
    """Return low and high, low <= age < high, of ``"18-29"`` or ``"40"``."""
    first, _, last = str(band).partition("-")
    return int(first), int(last or first) + 1


def profile(segment, slug) -> tuple[list, float]:
    """Return (bands, share of men)."""
    given = segment.get("profile") or slug
    if isinstance(given, dict):
        bands = [(*ends(band), central(share)) for band, share in given["ages"].items()]
        return bands, central(given["male_share"])
    kind = load("profiles")[load("segments")[given]["profile"]]
    low, high = central(kind["age_low"]["value"]), central(kind["age_high"]["value"])
    return [(low, high, 1.0)], central(kind["male_share"]["value"])


class Group(NamedTuple):
    """A segment in a year: what its ages and the law of the year make of it."""

    law: Law
    first: int  # year of the projection
    year: int
    period: str
    bands: list
    male_share: float

    def of(self, name) -> float:
        return self.law(name, (self.year, 12))

    @property
    def rate_y(self) -> float:
        return group_rate_y(self.period, self.bands, self.male_share)


# ---- 4: scholarships


def amounts(group) -> list[float]:
    """Return what a child of each age is paid a year, enrolment inside."""
    end = int(group.of("scholarship_end_age"))
    levels = []
    for level in LEVELS:
        amount = group.of(f"scholarship_{level}_idr_y")
        enrolled = group.of(f"scholarship_enrolled_{level}_share")
        levels += [amount * enrolled] * int(group.of(f"scholarship_{level}_years"))
    return ([0.0] * (end - len(levels)) + levels)[-end:]


def award(group, by_death) -> list[float]:
    """Return the expected payments of one award, k = 0, 1, ... years later."""
    end = int(group.of("scholarship_end_age"))
    single = group.of("scholarship_single_idr")
    most = group.of("scholarship_max_children")
    use = group.of("scholarship_use_share")
    gap = group.of("father_age_gap_years")
    shares = member_shares(group.period, group.bands, group.male_share)
    amount = amounts(group)
    flow = [0.0] * end
    for (sex, age), part in who_dies(group.period, shares, by_death).items():
        mother = age - gap if sex == "male" else age
        young = children(group.period, mother, end)
        mean = sum(young)
        if not mean:
            continue
        paid = use * part * at_most(mean, most)
        if single:
            flow[0] += paid * single
            continue
        for a, n in enumerate(young):
            for k in range(end - a):
                flow[k] += paid * n / mean * amount[a + k]
    return flow


def present_value(flow, interest) -> float:
    return sum(paid * (1 + interest) ** -k for k, paid in enumerate(flow))


def plus(flow, times, other) -> list[float]:
    longest = max(len(flow), len(other))
    padded = [[*f, *[0.0] * (longest - len(f))] for f in (flow, other)]
    return [a + times * b for a, b in zip(*padded, strict=True)]


# ---- 1 to 3: a year's events


class Events(NamedTuple):
    """What a programme's events of a year are and cost, before any delay."""

    deaths: float
    count: float
    cost_idr: float  # scholarships apart
    flow: list  # of scholarships, from this year on


def deaths_and_jkm(group, cover, tenure) -> Events:
    entitled = sum(month.entitled for month in cover.values())
    if not entitled:
        return Events(0.0, 0.0, 0.0, [])
    young = sum(tenure[at].first_year for at in cover) / entitled
    first_year = group.of("selection_first_year_factor")
    rate = group.rate_y * group.law("selection_factor", (group.first, 1))
    rate_m = rate * (1 + (first_year - 1) * young) / 12
    cost, flow = 0.0, []
    for at, month in cover.items():
        early = tenure[at].early
        cost += early * rate_m * group.law("jkm_early_death_idr", at)
        cost += (month.entitled - early) * rate_m * group.law("jkm_death_idr", at)
        if month.entitled:
            awarded = tenure[at].qualifying * rate_m
            flow = plus(flow, awarded, cached_award(group, True))
    deaths = entitled * rate_m
    return Events(deaths, deaths, cost, flow)


def wage_idr_m(group, scenario, wages, segment) -> float:
    if segment["tariff"]["kind"] == "bpu":
        return group.of("bpu_wage_base_idr_m")
    wage = segment["tariff"]["reported_wage"]
    umk = minimum_wage(scenario, wages, group.year)
    return float(umk if wage == "umk" else number(wage))


def care_and_wage_idr(group, wage) -> float:
    months, full = (
        group.of("jkk_incapacity_months"),
        group.of("jkk_incapacity_full_months"),
    )
    later = max(0.0, months - full)
    lost = min(months, full) * wage
    if later:
        lost += later * group.of("jkk_incapacity_later_share") * wage
    return group.of("jkk_care_idr") + lost


def work_death_idr(group, wage) -> float:
    lump = group.of("jkk_death_wage_multiple") * wage
    lump = max(lump, group.of("jkm_lump_idr"))
    return lump + group.of("jkk_periodic_idr") + group.of("jkk_funeral_idr")


def disability_idr(group, wage) -> float:
    total = group.of("jkk_total_disability_share")
    partial = group.of("jkk_disability_degree")
    partial *= group.of("jkk_partial_disability_wage_multiple") * wage
    whole = group.of("jkk_total_disability_wage_multiple") * wage
    return (1 - total) * partial + total * (whole + group.of("jkk_periodic_idr"))


def accidents_and_jkk(group, cover, kind, wage) -> Events:
    entitled = sum(month.entitled for month in cover.values())
    incidence = group.of(f"jkk_incidence_{kind}_y")
    deadly, disabling = group.of("jkk_death_share"), group.of("jkk_disability_share")
    accidents = entitled / 12 * incidence
    each = care_and_wage_idr(group, wage)
    each += deadly * work_death_idr(group, wage)
    each += disabling * disability_idr(group, wage)
    awards = deadly + disabling * group.of("jkk_total_disability_share")
    flow = []
    for month in cover.values():
        if month.entitled:
            times = month.entitled / 12 * incidence * awards
            flow = plus(flow, times, cached_award(group, False))
    return Events(accidents * deadly, accidents, accidents * each, flow)


def cached_award(group, by_death):
    """All months of a year share one award."""
    key = (id(group.law), group.year, group.period, tuple(group.bands))
    key += (group.male_share, by_death)
    if key not in AWARDS:
        AWARDS[key] = award(group, by_death)
    return AWARDS[key]


AWARDS: dict = {}


# ---- 5 and 6: what is paid when


class Ledger:
    """A segment's programme, year after year."""

    def __init__(self, interest):
        self.interest = interest  # of present values
        self.delayed = 0.0
        self.flows = []  # (year, flow)

    def year(self, y, events, group) -> dict[str, float]:
        delay = min(group.of("claim_delay_months"), 12) / 12
        interest = self.interest
        before, self.delayed = self.delayed, delay * events.cost_idr
        self.flows.append((y, events.flow))
        due = [0.0]  # of all awards so far, this year and later
        for since, flow in self.flows:
            due = plus(due, 1, flow[y - since :])
        return {
            "deaths": events.deaths,
            "claims_count": events.count,
            "claims_idr": before + events.cost_idr - self.delayed + due[0],
            "claims_incurred_idr": events.cost_idr + sum(events.flow),
            "benefit_commitments_idr": sum(due[1:]),
            "benefit_commitments_pv_idr": present_value([0.0, *due[1:]], interest),
            "claims_outstanding_idr": self.delayed,
            "value_idr": events.cost_idr + present_value(events.flow, interest),
        }


def year_of(scenario, wages, law, slug, y, cover, tenure):
    """Return ``{programme: events}`` and the group of a segment in a year."""
    segment = scenario["segments"][slug]
    first, period = scenario["first_year"], law.text("mortality_period", (y, 1))
    group = Group(law, first, y, period, *profile(segment, slug))
    kind = segment["tariff"]["kind"]
    wage = wage_idr_m(group, scenario, wages, segment)
    of_year = {at: month for at, month in cover.items() if at[0] == y}
    return group, {
        JKM: deaths_and_jkm(group, of_year, tenure),
        JKK: accidents_and_jkk(group, of_year, kind, wage),
    }


def claims(scenario, wages, cover, contributions) -> dict[tuple, float]:
    """Return ``{(variable, segment, programme, year): value}``.

    ``cover`` holds the months of each segment, ``contributions`` what was paid in by
    (segment, programme, year).
    """
    AWARDS.clear()
    law, table, first = Law(scenario), {}, scenario["first_year"]
    for slug, months in cover.items():
        tenure = tenures(law, slug, scenario["segments"][slug], months)
        interest = law("discount_rate_y", (first, 1))
        ledgers = {JKK: Ledger(interest), JKM: Ledger(interest)}
        for y in range(first, first + scenario["years"]):
            group, events = year_of(scenario, wages, law, slug, y, months, tenure)
            funded = sum(m.paid or 0 for at, m in months.items() if at[0] == y)
            add(table, "funded", slug, "all", y, funded)
            for p, ledger in ledgers.items():
                paid_in = float(contributions.get((slug, p, y), 0))
                rows = ledger.year(y, events[p], group)
                levy = group.of("operating_levy_share")
                rows["contributions_idr"] = paid_in
                rows["operating_levy_idr"] = levy * paid_in
                incurred = rows["claims_incurred_idr"]
                rows["underwriting_result_idr"] = (1 - levy) * paid_in - incurred
                rows["to_balance"] = incurred / (1 - levy)
                for name, value in rows.items():
                    add(table, name, slug, p, y, value)
    return table | ratios(table)


def add(table, variable, segment, programme, y, value):
    for s in (segment, "all"):
        for p in {programme, "all"}:
            key = (variable, s, p, y)
            table[key] = table.get(key, 0.0) + value


def ratios(table) -> dict[tuple, float]:
    found = {}
    for (name, s, p, y), value in table.items():
        paid_in = table.get(("contributions_idr", s, p, y))
        if not paid_in:
            continue
        funded = table["funded", s, "all", y]
        if name == "to_balance" and funded:
            found["balancing_tariff_idr_m", s, p, y] = value / funded
        if name == "value_idr":
            found["value_per_rupiah", s, p, y] = value / paid_in
    return found
