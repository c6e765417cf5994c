"""Cover for a share of the workers of all 514 regencies and cities: cost and return.

Each region is a scenario of its own with one group of workers, given to the ordinary
model; the sums of provinces and of the nation are sums of draws, in which what is one
number for Indonesia is the same in every region. Revenue is a region's own or none; the
share aged 15 and over is the nation's: bills per inhabitant differ by participation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache

import numpy as np
import pandas as pd

from analysis.errors import Problem, ScenarioError
from analysis.language import say
from analysis.model.projection.totals import totals
from analysis.model.totals import Totals
from analysis.scenario import region_counts
from analysis.scenario.load import parse_scenario
from analysis.scenario.region_names import codes, provinces
from analysis.scenario.region_workers import LabourForce, labour_force
from analysis.scenario.regions import region_pack
from analysis.scenario.schema import MAX_DRAWS, Scenario
from analysis.study import revenue

HALF = Fraction(1, 2)
ADMINISTRATIVE = "Administrasi"  # in the name of a region without a budget of its own
GROUP, PROFILE = "pekerja", "umum"
# what the deaths and accidents of the year cost in all, whenever it is paid, and what
# of it is paid in the year itself
BENEFITS, CASH = "claims_incurred_idr", "claims_idr"
KEPT = ("contributions_idr", BENEFITS, CASH, "deaths", "accidents")
STANDING = ("deaths", "accidents", BENEFITS, CASH)
JOINING = {"first_year_incurred_idr": BENEFITS, "first_year_claims_idr": CASH}
DRAWN = (*STANDING, *JOINING)
STATISTICS = ("mean", "p05", "p95")
LEAST_DRAWS = 100
REVENUE = ("revenue_idr", "revenue_year", "revenue_stage", "revenue_source")
_NO_REVENUE = (np.nan, None, "", "")
# members who have been insured for as long as is assumed of such groups, and members
# who all join in January of that year: the same bill, other benefits
_STANDING = "{{kind: hold}}, members: {people}"
_JOINING = "{{kind: schedule, members: {{{year}: {people}}}}}, members: 0"
_SCENARIO = """schema: 1
name: {name}
title: {{id: "Pekerja {code}", en: "Workers of {code}"}}
region: "{code}"
first_year: {year}
years: 1
draws: {draws}
seed: {seed}
segments:
  {group}: {{label: {{id: Pekerja, en: Workers}}, eligible: {eligible},
    tariff: {{kind: bpu}}, profile: {profile}, path: {path}}}
"""


@dataclass(frozen=True)
class Question:
    """What is asked of every region.

    ``share_of_workers``: of the labour force (estimated), covered all twelve months of
    ``year`` at the flat tariff; ``share_of_budget``: the yardstick for revenue. Both
    0-1.
    """

    share_of_workers: Fraction
    share_of_budget: Fraction
    year: int
    draws: int
    seed: int


@dataclass(frozen=True)
class National:
    """What all regions need and get; money in rupiah of one year.

    ``regions``: a row a region, index its code; ``draws``: variable -> (place, draw),
    the places those of ``places``: the 38 provinces by code, then ``""``, the nation.
    """

    question: Question
    regions: pd.DataFrame
    places: tuple[str, ...]
    draws: Mapping[str, np.ndarray]

    @cached_property
    def sums(self) -> pd.DataFrame:
        """Return provinces and nation (index ``""``): sums, and their percentiles.

        Columns: ``name, regions, with_own, population, labour_force, covered,
        cost_idr, cost_per_inhabitant_idr``, then as in ``regions`` what is drawn.
        """
        whole = self.regions.assign(province="")
        by_place = pd.concat([self.regions, whole]).groupby("province")
        summed = by_place[["population", "labour_force", "covered", "cost_idr"]].sum()
        summed.insert(0, "with_own", by_place["own_facts"].agg(lambda f: (f > 0).sum()))
        summed.insert(0, "regions", by_place.size())
        summed.insert(0, "name", summed.index.map({**provinces(), "": "Indonesia"}))
        summed = summed.loc[list(self.places)]
        summed["cost_per_inhabitant_idr"] = summed["cost_idr"] / summed["population"]
        return _alike(summed.join(_percentiles(self.draws, self.places)), self.draws)

    @property
    def nation(self) -> pd.Series:
        """Return the row of Indonesia of ``sums``."""
        return self.sums.loc[""]

    def share_draws(self, variable: str) -> np.ndarray:
        """Return draws of a sum of the nation over its contributions, (draw,)."""
        return self.draws[variable][-1] / self.nation["cost_idr"]


def national(
    share_of_workers: float,
    share_of_budget: float,
    *,
    year: int,
    draws: int,
    seed: int,
) -> National:
    """Return what covering a share of the labour force of every region comes to.

    ::

        covered = labour force x share_of_workers, rounded half up
        cost    = covered x tariff x 12 months (the model's bill)
        revenue at which it would be the share = cost / share_of_budget

    Shares are 0-1 and above 0. Raises ScenarioError for anything else, for fewer than
    100 draws and where a region's labour force cannot be estimated.
    """
    question = Question(
        _share("share_of_workers", share_of_workers),
        _share("share_of_budget", share_of_budget),
        year,
        _draws(draws),
        seed,
    )
    return _national(question)


@lru_cache(maxsize=2)
def _national(question: Question) -> National:
    places = (*provinces(), "")
    sums = {name: np.zeros((len(places), question.draws)) for name in DRAWN}
    rows = []
    for code in codes():
        standing, joining = totals(scenarios_of(code, question), keep=KEPT)
        drawn = {name: standing.draws[name][0] for name in STANDING}
        drawn |= {name: joining.draws[kept][0] for name, kept in JOINING.items()}
        own = (places.index(region_pack(code).province), len(places) - 1)
        for name, draws in drawn.items():
            sums[name][own, :] += draws
        rows.append({**_asked(code, question, standing), **_spread(drawn)})
    frame = _alike(pd.DataFrame(rows, index=list(codes())), sums)
    regions = _with_known(frame, question)
    return National(question, regions, places, sums)


def scenarios_of(code: str, question: Question) -> list[Scenario]:
    """Return the region's scenario with standing members, and with new ones."""
    people = covered(labour_force(code), question)
    paths = {"standing": _STANDING, "joining": _JOINING}
    return [
        parse_scenario(
            _SCENARIO.format(
                name=name,
                code=code,
                year=question.year,
                draws=question.draws,
                seed=question.seed,
                group=GROUP,
                profile=PROFILE,
                eligible=labour_force(code).people,
                path=path.format(people=people, year=question.year),
            ),
            f"{name}-{code}",
        )
        for name, path in paths.items()
    ]


def autonomous(code: str) -> bool:
    """Say whether a region has a budget of its own: those of Jakarta are its parts."""
    return ADMINISTRATIVE not in codes()[code]


def covered(workers: LabourForce, question: Question) -> int:
    """Return labour force x share, rounded half up to people."""
    return int(workers.people * question.share_of_workers + HALF)


def _asked(code: str, question: Question, found: Totals) -> dict[str, float]:
    """Return people and bill of a region, and the revenue its bill would fit."""
    workers = labour_force(code)
    cost = int(found.draws["contributions_idr"][0, 0])
    return {
        "population": workers.population,
        "participation_rate": float(workers.participation_rate),
        "labour_force": workers.people,
        "covered": covered(workers, question),
        "cost_idr": cost,
        "cost_per_inhabitant_idr": cost / workers.population,
        "revenue_needed_idr": (
            float(cost / question.share_of_budget) if autonomous(code) else np.nan
        ),
    }


def _spread(drawn: Mapping[str, np.ndarray]) -> dict[str, float]:
    """Return mean, p05 and p95 of each variable as ``variable_statistic``."""
    return {
        f"{name}_{statistic}": value
        for name, draws in drawn.items()
        for statistic, value in zip(
            STATISTICS, (draws.mean(), *np.percentile(draws, (5, 95))), strict=True
        )
    }


def _alike(frame: pd.DataFrame, sums: Mapping[str, np.ndarray]) -> pd.DataFrame:
    """Put the nation's mean a person covered, times the covered, as mean of each row.

    Tariff, profile and rates are the same in every region, so the mean a person is one
    number: what a region's own draws say beside it is the noise of its random numbers.
    """
    # rows of places hold the nation itself; without it the rows add up to it
    part = frame["covered"] / frame["covered"].get("", frame["covered"].sum())
    return frame.assign(
        **{f"{name}_mean": draws[-1].mean() * part for name, draws in sums.items()}
    )


def _percentiles(
    sums: Mapping[str, np.ndarray], places: tuple[str, ...]
) -> pd.DataFrame:
    rows = [
        _spread({name: draws[place] for name, draws in sums.items()})
        for place in range(len(places))
    ]
    return pd.DataFrame(rows, index=list(places))


def _with_known(frame: pd.DataFrame, question: Question) -> pd.DataFrame:
    """Put names and grade before what was asked; after it revenue where it is known."""
    known = region_counts.all_regions().set_index("region")
    kinds = {code: region_pack(code).kind for code in frame.index}
    named = known.loc[frame.index, ["name", "province", "grade", "own_facts"]]
    named = named.assign(kind=named.index.map(kinds))
    revenues = pd.DataFrame([_revenue(code, question) for code in frame.index])
    revenues.index = frame.index
    found = named.join(frame).join(revenues)
    found["revenue_share"] = found["cost_idr"] / found["revenue_idr"]
    return found.rename_axis("region")


def _revenue(code: str, question: Question) -> dict[str, object]:
    """Return the latest revenue held, not after the year, with its source."""
    years = region_pack(code).bases_idr.get("revenue", {})
    last = max((year for year in years if year <= question.year), default=None)
    # of rival figures of a year the region's file names the one that is used
    used = [
        one
        for one in revenue.figures(region_pack(code), "revenue")
        if one.year == last and one.idr == float(years[last])
    ]
    told = (used[0].idr, last, used[0].stage, used[0].source) if used else _NO_REVENUE
    return dict(zip(REVENUE, told, strict=True))


def _share(name: str, value: float) -> Fraction:
    share = Fraction(str(value)) if np.isfinite(value) else Fraction(0)
    if 0 < share <= 1:
        return share
    rule = say(
        id="Bagian ditulis sebagai pecahan di atas 0, paling besar 1.",
        en="A share is written as a fraction above 0, at most 1.",
    )
    remedy = say(id="misalnya 0.1 untuk 10%.", en="for example 0.1 for 10%.")
    raise ScenarioError(Problem("national", name, str(value), rule, remedy))


def _draws(draws: int) -> int:
    if LEAST_DRAWS <= draws <= MAX_DRAWS:
        return draws
    rule = say(
        id=f"Rentang butuh {LEAST_DRAWS} sampai {MAX_DRAWS} simulasi.",
        en=f"Intervals need {LEAST_DRAWS} to {MAX_DRAWS} draws.",
    )
    remedy = say(id="tulis misalnya 1000.", en="write for example 1000.")
    raise ScenarioError(Problem("national", "draws", str(draws), rule, remedy))
