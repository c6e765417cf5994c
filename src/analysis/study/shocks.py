"""What each stress does to a scenario: fixed sizes, so that regions compare.

Every shock takes the run it starts from, the scenario as changed so far and the part of
the full size to apply; it returns the changed scenario, or None where the scenario has
nothing it could act on.
"""

from __future__ import annotations

import math
from fractions import Fraction

from analysis.evidence import ledger
from analysis.evidence.tables import read, stored
from analysis.law.dated import Law
from analysis.law.parameters import load_law
from analysis.model.results import Results
from analysis.quantity import Z_P90, Quantity
from analysis.scenario.regions import region_pack
from analysis.scenario.schema import Scenario
from analysis.scenario.segment import Exit, Segment, Window
from analysis.study.changes import (
    odds,
    odds_times,
    projected_years,
    times,
    with_falls,
    with_line_times,
    with_months,
    with_segments,
    with_tariffs,
    with_tariffs_from,
)
from analysis.study.tariff_shock import published_ratio
from analysis.units import MONTHS_PER_YEAR

YEARS_SHOCKED = 2
MILD_RISE = Fraction(1, 10)
CUT_OF = "2026-01"  # the transfers of that year were cut
ELECTION, EVERY = 2024, 5  # the last general election, and the years between two
ELECTION_STAFF = ("S017", "S018")  # KPU and Bawaslu of Kota Cilegon in that election
ELECTION_OF = "3672"
ELECTION_MONTHS = 4
ADHOC = ("adhoc_kpu", "adhoc_bawaslu")
STAFF = "non_asn"
BPU = ("bpu_jkk_idr_m", "bpu_jkm_idr_m")
PU_JKM = ("pu_jkm_rate", "pu_jkm_rate_in_jkp")
PU = (*PU_JKM, *(f"pu_jkk_rate_group_{group}" for group in range(1, 6)))


def growth_sd(results: Results) -> Fraction:
    """Return one standard deviation of a single year's growth of the scenario's base.

    PAD: of budgets of 38 kabupaten and kota. ``pad_growth_y`` of the law scatters by
    how much these differ over three years together, which is less.
    """
    if results.scenario.budget.base == "pad":
        priors = read("fiscal_priors").set_index("name")["value"]
        return Fraction(str(priors["pad_budget_growth_sd_y"]))
    return results.law.quantity("revenue_growth_y", _start(results)).numbers[1]


def revenue(results: Results, scenario: Scenario, part: Fraction) -> Scenario | None:
    """Lower the growth of the base by one standard deviation in two years::

    base_y = base_{y-1} (1 + growth - part x sd)
    """
    years = projected_years(scenario)[:YEARS_SHOCKED]
    if not years:
        return None
    fall = part * growth_sd(results) / (1 + scenario.budget.growth_y.central)
    return with_falls(scenario, dict.fromkeys(years, fall))


def take_up_sd() -> float:
    """Return one standard deviation of a year's change of coverage, in log-odds.

    About its drift, over the published series of people insured: ``trend.json``.
    """
    changes = stored("trend")["fit"]["changes"]
    return math.sqrt(changes["squares_about_drift"] / (changes["count"] - 1))


def take_up(results: Results, scenario: Scenario, part: Fraction) -> Scenario | None:
    """Raise the odds that an eligible person is covered, and that a name is verified::

    odds' = odds x exp(part x sd)
    """
    shift = float(part) * take_up_sd()
    changed = {
        slug: _more_covered(segment, shift)
        for slug, segment in scenario.segments.items()
    }
    return with_segments(scenario, changed)


def _more_covered(segment: Segment, shift: float) -> Segment:
    eligible, path = segment.eligible.central, segment.path
    update: dict[str, object] = {
        "members": times(
            segment.members, _rise(segment.members.central, eligible, shift)
        ),
        "verified_share": odds_times(segment.verified_share, shift),
    }
    if path.kind == "schedule":
        named = {
            month: round(people * _rise(Fraction(people), eligible, shift))
            for month, people in path.members.items()
        }
        update["path"] = path.model_copy(update={"members": named})
    if path.kind == "target":
        coverage = odds_times(path.coverage, shift)
        update["path"] = path.model_copy(update={"coverage": coverage})
    return segment.model_copy(update=update)


def _rise(people: Fraction, eligible: Fraction, shift: float) -> Fraction:
    """Return the factor by which people rise when their odds do."""
    if not 0 < people < eligible:
        return Fraction(1)
    share = people / eligible
    return odds(share, shift) / share


def tariff(results: Results, scenario: Scenario, part: Fraction) -> Scenario | None:
    """Raise JKM by what the published claim ratio asks for; PU in proportion.

    None where the scenario already revises the JKM tariff itself.
    """
    revised = {BPU[1], *PU_JKM} & set(results.scenario.law.overrides)
    if results.scenario.law.variant == "planned" or revised:
        return None
    ratio = 1 + part * (Fraction(str(published_ratio())) - 1)
    return with_tariffs(scenario, _law(scenario), (BPU[1], *PU_JKM), ratio)


def milder(results: Results, scenario: Scenario, part: Fraction) -> Scenario:
    """Raise every JKK and JKM tariff by a tenth."""
    return with_tariffs(scenario, _law(scenario), (*BPU, *PU), 1 + part * MILD_RISE)


def wage_sd(results: Results) -> Fraction:
    """Return one standard deviation of the rises of minimum wages observed::

    (90th - 10th percentile) / (2 x 1.2816)
    """
    low, _, high = results.law.quantity("wage_growth_y", _start(results)).numbers
    return Fraction(str(round(float(high - low) / (2 * Z_P90), 6)))


def wages(results: Results, scenario: Scenario, part: Fraction) -> Scenario | None:
    """Let the wages of PU groups grow faster by one standard deviation for two years.

    The rates rise instead, which gives the same contributions; benefits that follow
    the wage stay as they were.
    """
    if not any(one.tariff.kind == "pu" for one in scenario.segments.values()):
        return None
    growth = 1 + scenario.wage_growth_y.central
    step = 1 + part * wage_sd(results) / growth
    first = scenario.first_year
    steps = {f"{first + y}-01": step ** (y + 1) for y in range(YEARS_SHOCKED)}
    return with_tariffs_from(scenario, _law(scenario), dict.fromkeys(PU, steps))


def together(results: Results, scenario: Scenario, part: Fraction) -> Scenario | None:
    """Apply half of revenue, take-up, tariff and wages, each where it applies."""
    found = scenario
    for change in (revenue, take_up, tariff, wages):
        found = change(results, found, part / 2) or found
    return None if found is scenario else found


def transfers_fall(results: Results) -> Fraction:
    """Return the fall of revenue when transfers are cut as they were in 2026::

    national cut x share of transfers in revenue
    """
    share = results.law.value("transfer_share_of_revenue", _start(results))
    return -results.law.value("transfer_cut_share", CUT_OF) * share


def transfer_cut(
    results: Results, scenario: Scenario, part: Fraction
) -> Scenario | None:
    """Cut the base, and the line in the same proportion; PAD holds no transfers."""
    years, fall = projected_years(scenario), part * transfers_fall(results)
    year = years[0] if years else scenario.first_year
    found = with_line_times(scenario, 1 - fall, year)
    if years and scenario.budget.base != "pad":
        found = with_falls(found, {year: fall})
    return None if found is scenario else found


def election_staff(results: Results) -> int:
    """Return the ad hoc staff of an election round, half up::

    staff of Kota Cilegon in 2024 x population / population of Kota Cilegon
    """
    known = sum(ledger.value(claim) for claim in ELECTION_STAFF)
    people = Fraction(results.region.population, region_pack(ELECTION_OF).population)
    return math.floor(known * people + Fraction(1, 2))


def election_year(scenario: Scenario) -> int | None:
    """Return the first year of the horizon with a general election."""
    years = range(scenario.first_year, scenario.last_year + 1)
    return next((year for year in years if (year - ELECTION) % EVERY == 0), None)


def election(results: Results, scenario: Scenario, part: Fraction) -> Scenario | None:
    """Let the budget pay for the ad hoc staff of the next election, January to April.

    None without an election in the horizon, or where the scenario has such staff.
    """
    year = election_year(scenario)
    if year is None or set(ADHOC) & set(scenario.segments):
        return None
    people = Quantity.exact(round(part * election_staff(results)))
    window = Window(first=f"{year}-01", last=f"{year}-{ELECTION_MONTHS:02d}")
    staff = Segment(
        eligible=people,
        members=people,
        tariff={"kind": "bpu"},
        path={"kind": "hold"},
        place="leave",
        window=(window,),
    )
    return with_segments(scenario, {ADHOC[0]: staff})


def pppk(results: Results, scenario: Scenario, part: Fraction) -> Scenario | None:
    """Move all non-ASN staff to PPPK in the first year: other accounts pay for them."""
    leave = Exit.model_construct(
        kind="pppk_paruh_waktu",
        year=scenario.first_year,
        share=Quantity.exact(part),
        insurer=None,
    )
    staff = {
        slug: one.model_copy(update={"place": "leave", "exits": (leave,)})
        for slug, one in scenario.segments.items()
        if STAFF in (slug, one.named_profile)
    }
    return with_segments(scenario, staff)


def late_budget(results: Results, scenario: Scenario, part: Fraction) -> Scenario:
    """Fund the first year only from the first month of the revised budget."""
    first = int(results.law.value("revised_budget_first_month", _start(results)))
    return with_months(scenario, {scenario.first_year: (first, MONTHS_PER_YEAR)})


def half_months(results: Results, scenario: Scenario, part: Fraction) -> Scenario:
    """Fund the first half of the months of every year."""
    years = range(scenario.first_year, scenario.last_year + 1)
    return with_months(scenario, dict.fromkeys(years))


def epidemic(results: Results, scenario: Scenario, part: Fraction) -> Scenario:
    """Leave bill and people as they are: only deaths of the first year rise."""
    return scenario


def without(scenario: Scenario, funder: str) -> Scenario:
    """Return the scenario without one of its payers."""
    rest = tuple(one for one in scenario.funding if one.funder != funder)
    return scenario.model_copy(update={"funding": rest})


def largest_funder(results: Results) -> str | None:
    """Return who pays most beside the general APBD; None where nobody does."""
    paid = {
        name: float(results.series("contributions_idr", funder=name).sum())
        for name in results.funders
        if name != "apbd"
    }
    paying = {name: idr for name, idr in paid.items() if idr > 0}
    return max(paying, key=paying.__getitem__) if paying else None


def funder_leaves(
    results: Results, scenario: Scenario, part: Fraction
) -> Scenario | None:
    """Let the largest payer beside the general APBD pay nothing any more."""
    funder = largest_funder(results)
    return None if funder is None else without(scenario, funder)


def _start(results: Results) -> str:
    return f"{results.scenario.first_year}-01"


def _law(scenario: Scenario) -> Law:
    return load_law(scenario.law.variant, scenario.law.overrides)
