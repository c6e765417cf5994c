"""What one person more on the list costs and is worth, group by group.

Everybody added is new: in the first months a death pays the reduced benefit and nobody
has the months a scholarship asks for. So the worth comes from a projection in which
everybody joins in January of the first year, not from today's members.
"""

from __future__ import annotations

import math

import pandas as pd

from analysis.evidence.ledger import ledger
from analysis.law.dated import Law
from analysis.model.projection import project
from analysis.model.results import Results
from analysis.quantity import Quantity
from analysis.scenario.schema import Budget, Funder, Scenario
from analysis.scenario.segment import Schedule, Segment
from analysis.study.once import once
from analysis.study.poverty_line import poverty_line

PEOPLE = 1_000_000  # a round number of newcomers: rounding of rupiah does not show
# profiles of the law whose people draw an honorarium or a regular wage from the budget
HONORARIUM = {
    *("rt_rw", "lkk", "karang_taruna", "kader"),
    *("adhoc", "linmas", "marbot", "guru_ngaji"),
}
WAGE = {"pegawai", "kebersihan"}
WEIGHTS = {"honorarium": "poverty_weight_honorarium", "wage": "poverty_weight_wage"}
EMPLOYED, POOR_FIRST, OTHERS = 1, 2, 3  # whom the law asks to cover first


@once
def groups(results: Results) -> pd.DataFrame:
    """Return each group of the first year, and what one person in it costs and gets.

    ::

        bereaved_idr   = person-years x (deaths x JKM benefit + work deaths x JKK)
        poverty_months = weight x bereaved_idr / (poverty line x household size)

    Index: segment. People: eligible, verified, covered (on the list at the end of the
    year, after any ceiling). Of one newcomer in the first year: cost_idr (whole rupiah
    of contributions, whoever pays), deaths, bereaved_idr, poverty_months, benefit_idr
    (all expected benefits, scholarships at present value). Of one already covered:
    stay_deaths, stay_poverty_months. income, weight with low and high (of a vulnerable
    worker 1), duty: 1 employees of the region, 2 those the instruction puts first, 3
    others. Groups without a funded month in the year are left out.
    """
    year = results.scenario.first_year
    new = project(_all_new(results.scenario), results.law)
    found = _people(results, year).join(_one_of(new, year))
    stay = _one_of(results, year)[["deaths", "bereaved_idr"]].add_prefix("stay_")
    found = found.join(stay).fillna({"stay_deaths": 0.0, "stay_bereaved_idr": 0.0})
    found = found.dropna(subset=["cost_idr"])
    found["income"] = [_income(results, slug) for slug in found.index]
    weights = [_weight(results.law, one, year) for one in found["income"]]
    names = ["weight_low", "weight", "weight_high"]
    found = found.join(pd.DataFrame(weights, index=found.index, columns=names))
    a_month = poverty_line(results, year)
    for name in ("", "stay_"):
        months = a_month.months(1.0) * found[f"{name}bereaved_idr"]
        found[f"{name}poverty_months"] = found["weight"] * months
    found["duty"] = [_duty(results, str(slug), year) for slug in found.index]
    return found


def _all_new(scenario: Scenario) -> Scenario:
    """Return the first year with ``PEOPLE`` newcomers in each group and no limit."""
    first = scenario.first_year
    budget, payers = Budget(), (Funder(funder="apbd"),)
    joined = {
        "eligible": Quantity.exact(PEOPLE),
        "members": Quantity.exact(0),
        "verified_share": Quantity.exact(1),
        "path": Schedule.model_construct(
            kind="schedule", members={f"{first}-01": PEOPLE}
        ),
        **dict.fromkeys(("since", "target_people", "self_paid")),
        "exits": (),
    }
    segments = {
        slug: one.model_copy(update=joined) for slug, one in scenario.segments.items()
    }
    changes = {"segments": segments, "budget": budget, "funding": payers}
    alone = {"years": 1, "draws": 0, "decision": None, "shocks": (), "assumed": {}}
    return scenario.model_copy(update=changes | alone)


def _people(results: Results, year: int) -> pd.DataFrame:
    """Return eligible, verified and covered people of each group, whole numbers."""
    names = {
        "eligible": "eligible",
        "verified": "verified_people",
        "covered": "members_end",
    }
    found = {
        slug: {
            column: int(results.series(variable, segment=slug).get(year, 0))
            for column, variable in names.items()
        }
        for slug in results.scenario.segments
    }
    frame = pd.DataFrame(found).T.rename_axis("segment")
    every = [
        one.verified_share.central == 1 for one in results.scenario.segments.values()
    ]
    # the verified are a floor of the unrounded eligible: one less is no name unchecked
    frame.loc[every, "eligible"] = frame.loc[every, "verified"]
    return frame


def _one_of(results: Results, year: int) -> pd.DataFrame:
    """Return what one person on the list costs and gets in a year, by segment."""
    rates = results.rates[results.rates["year"] == year].set_index("segment")
    on_list = {
        s: results.series("members_end", segment=s).get(year, 0) for s in rates.index
    }
    rates = rates[[on_list[slug] > 0 for slug in rates.index]]
    people = pd.Series(on_list).reindex(rates.index)
    years = rates["person_years"] / people
    died, hurt = rates["death_rate_y"], rates["accident_rate_y"] * rates["death_share"]
    early = rates["early_share"]
    benefit = (
        early * rates["early_benefit_idr"] + (1 - early) * rates["full_benefit_idr"]
    )
    paid_in = _of_year(results, "contributions_idr", rates.index, year)
    returned = _of_year(results, "value_per_rupiah", rates.index, year)
    return pd.DataFrame(
        {
            "cost_idr": (paid_in / people).map(_whole).where(paid_in > 0),
            "deaths": years * (died + hurt),
            "bereaved_idr": years * (died * benefit + hurt * rates["work_death_idr"]),
            "benefit_idr": paid_in * returned / people,
        }
    )


def _of_year(results: Results, variable: str, slugs: pd.Index, year: int) -> pd.Series:
    found = [results.series(variable, segment=s).get(year, 0.0) for s in slugs]
    return pd.Series(found, index=slugs, dtype=float)


def _whole(idr: float) -> int:
    """Return whole rupiah, up: binary noise of a millionth is no rupiah more."""
    return math.ceil(idr - 1e-6)


def _income(results: Results, slug: str) -> str:
    """Return what the people of a group live on: wage, honorarium or vulnerable."""
    segment: Segment = results.scenario.segments[slug]
    known = slug in results.law.segments or slug in results.law.profiles
    name = segment.named_profile or (slug if known else "umum")
    profile = results.law.profile(name).slug
    if segment.tariff.kind == "pu" or profile in WAGE:
        return "wage"
    return "honorarium" if profile in HONORARIUM else "vulnerable"


def _weight(law: Law, income: str, year: int) -> tuple[float, float, float]:
    """Return low end, middle and high end of the poverty weight of an income."""
    if income not in WEIGHTS:
        return 1.0, 1.0, 1.0
    found = law.quantity(WEIGHTS[income], f"{year}-01")
    low, high = min(found.numbers), max(found.numbers)
    return float(low), float(found.central), float(high)


def _duty(results: Results, slug: str, year: int) -> int:
    """Return 1 where the region must enrol its staff, 2 whom it is told to put first.

    Permenaker 1/2025 and Inpres 8/2025, as dated in the law of the run.
    """
    law, month = results.law, f"{year}-01"
    employed = results.scenario.segments[slug].tariff.kind == "pu"
    if employed and _reading(law, "non_asn_enrolment_duty", month) == "duty":
        return EMPLOYED
    rule = _reading(law, "vulnerable_worker_instruction", month)
    vulnerable = _income(results, slug) == "vulnerable"
    return POOR_FIRST if rule == "poor_workers" and vulnerable else OTHERS


def _reading(law: Law, name: str, month: str) -> str:
    """Return the reading of a rule in force, empty before the first one."""
    known = law.parameter(name).entries[0].from_month <= month
    return law.text(name, month) if known else ""


def capacity() -> pd.Series:
    """Return the published row of most members added by one region in one year.

    Stands for how many people administration can newly enrol in a year: assumed.
    """
    rows = ledger()
    added = rows[(rows["concept"] == "members_added") & (rows["status"] == "accepted")]
    return added.loc[added["value"].astype(float).idxmax()]
