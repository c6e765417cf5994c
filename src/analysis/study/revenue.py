"""The bases of one region: what is published of them, how they grow, fiscal space.

Only figures of one stage of the budget are compared with each other: an approved
budget with an approved one, realised with realised.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from analysis.evidence import tables
from analysis.law.dated import Law
from analysis.model import revenue
from analysis.model.results import Results
from analysis.model.revenue import Growth, Span
from analysis.scenario.region_blank import STAGES
from analysis.scenario.region_file import FISCAL_INPUTS
from analysis.scenario.region_values import FILE_SOURCE, LEDGER_NAMES
from analysis.study.once import once

if TYPE_CHECKING:
    from analysis.scenario.regions import RegionPack

BASES = ("revenue", "pad", "fiscal_space")
RECIPE = ("revenue", *FISCAL_INPUTS)  # the first less the others
_SURCHARGE, _CUT = "vehicle_tax_surcharge_share", "transfer_cut_share"
_PRIOR_YEAR_PAIRS = ("2022_2023", "2023_2024")
Lack = Literal["no_figure", "before_break", "input", "not_positive"]


@dataclass(frozen=True)
class Figure:
    """One figure of a base or of what is taken off it, rupiah.

    ``stage`` of the budget, empty where its source does not say; ``source``: id of the
    ledger's claim, or what the region's file names.
    """

    year: int
    idr: float
    stage: str
    source: str


@dataclass(frozen=True)
class Evidence:
    """What a base starts from and how it grows.

    ``start`` None: not computable, ``lacks`` says why, ``missing`` which inputs of the
    recipe. ``stage``, ``spans`` and ``count`` are those of the figures growth was taken
    from, ``crossing`` the breaks that figures of a stage lie on both sides of.
    """

    start: Figure | None
    growth: Growth
    stage: str = ""
    spans: tuple[Span, ...] = ()
    count: int = 0
    crossing: tuple[int, ...] = ()
    lacks: Lack | None = None
    missing: tuple[str, ...] = ()


@once
def evidence(results: Results) -> dict[str, Evidence]:
    """Return what is known of each base of the run's region as its first year begins.

    Figures of later years are left out, so that a replay knows no more than its time.
    """
    scenario, region, law = results.scenario, results.region, results.law
    last = scenario.first_year + scenario.years - 1
    found = {
        base: _of_base(region, law, base, (scenario.first_year, last))
        for base in ("revenue", "pad")
    }
    found["fiscal_space"] = _of_space(region, scenario.first_year, found["revenue"])
    return found


def realised_over_budget() -> tuple[float, float]:
    """Return mean and standard deviation of realised over budgeted revenue."""
    return (
        _prior("revenue_realised_over_budget_mean"),
        _prior("revenue_realised_over_budget_sd"),
    )


def pooled(base: str) -> Growth:
    """Return the growth of revenue or PAD over 38 kabupaten and kota of Jawa Timur.

    ``mean_sd_y``: by how much regions differ for longer than a year. It was measured
    for revenue and is taken for PAD too, where nothing of it could be seen. The spread
    of single years is that of growth over 1 + mean: of the logarithm.
    """
    mean = _prior(f"{base}_budget_growth_mean_y")
    years = _PRIOR_YEAR_PAIRS
    pairs = [_prior(f"{base}_budget_growth_correlation_{pair}") for pair in years]
    return Growth(
        mean_y=mean,
        mean_sd_y=_prior("revenue_budget_growth_region_sd_y"),
        sd_y=_prior(f"{base}_budget_growth_sd_y") / (1 + mean),
        correlation=sum(pairs) / len(pairs),
    )


def breaks(law: Law, base: str, years: range) -> list[int]:
    """Return the years in which the level of a base breaks.

    PAD: the year the vehicle tax surcharge starts. Revenue: years in which transfers
    are cut.
    """
    name = _SURCHARGE if base == "pad" else _CUT
    known_from = law.parameter(name).entries[0].from_month
    sizes = {
        year: law.value(name, f"{year}-01")
        for year in years
        if f"{year}-01" >= known_from
    }
    if base == "pad":
        return [y for y in sizes if y - 1 in sizes and sizes[y] != sizes[y - 1]]
    return [year for year, size in sizes.items() if size != 0]


def figures(region: RegionPack, base: str) -> list[Figure]:
    """Return every published figure of revenue or PAD that covers a whole year."""
    concept = LEDGER_NAMES.get(base, base)
    table = tables.read("budgets")
    own = table[(table["region"] == region.code) & (table["concept"] == concept)]
    found = {
        row["claim_id"]: Figure(
            int(row["year"]), float(row["value_idr"]), row["stage"], row["claim_id"]
        )
        for row in own[own["stage"].isin(STAGES)].to_dict("records")
    }
    filed = [one for one in _filed(region, base) if one.source not in found]
    return [*found.values(), *filed]


def fiscal_inputs(region: RegionPack, up_to: int) -> dict[str, Figure | None]:
    """Return the latest year of the recipe, each input with its figure or None.

    The year is the one with most inputs known, of several the latest, not after
    ``up_to``.
    """
    known = {name: {one.year: one for one in _filed(region, name)} for name in RECIPE}
    years = {year for found in known.values() for year in found if year <= up_to}
    if not years:
        return dict.fromkeys(RECIPE)
    best = max(years, key=lambda y: (sum(y in found for found in known.values()), y))
    return {name: found.get(best) for name, found in known.items()}


def given_space(region: RegionPack, up_to: int) -> Figure | None:
    """Return the latest fiscal space the region's file gives, not after ``up_to``."""
    given = [one for one in _filed(region, "fiscal_space") if one.year <= up_to]
    return given[-1] if given else None


def _filed(region: RegionPack, name: str) -> list[Figure]:
    """Return the figures of the region's file, the stage by the claim they cite."""
    facts = region.facts
    if facts is None:
        return []
    years = {**facts.bases_idr, **facts.fiscal_inputs_idr}.get(name, {})
    found = []
    for year, (number, source) in sorted(years.items()):
        claim_id = source.removeprefix(FILE_SOURCE)
        stage = _stages().get(claim_id, "")
        found.append(Figure(year, float(number), stage, claim_id))
    return found


def _of_base(
    region: RegionPack, law: Law, base: str, horizon: tuple[int, int]
) -> Evidence:
    first, last = horizon
    every = [one for one in figures(region, base) if one.year <= first]
    years = range(min([one.year for one in every], default=first), last + 1)
    broken = breaks(law, base, years)
    stage, own = _of_one_stage(every, broken)
    start = max(
        (one for one in _filed(region, base) if one.year <= first),
        key=lambda one: one.year,
        default=None,
    )
    spans = tuple(revenue.spans(own, broken))
    lacks: Lack | None = None if start else "no_figure"
    if start and base == "pad" and any(start.year < year for year in broken):
        start, lacks = None, "before_break"
    return Evidence(
        start,
        revenue.from_series(own, broken) or revenue.updated(pooled(base), own, broken),
        stage,
        spans=spans,
        count=sum(first <= y <= last for y in own for first, last in spans),
        crossing=tuple(year for year in broken if _is_crossed(every, year)),
        lacks=lacks,
    )


def _is_crossed(every: list[Figure], year: int) -> bool:
    before = {one.stage for one in every if one.year < year}
    return any(one.stage in before for one in every if one.year >= year)


def _of_one_stage(
    every: list[Figure], broken: list[int]
) -> tuple[str, dict[int, float]]:
    """Return the stage growth is taken from, with its figures; none without a span.

    The stage whose spans cover most years, of several the last in a budget's life.
    """
    order = ("", *STAGES)
    levels: dict[str, dict[int, float]] = {}
    for one in every:
        levels.setdefault(one.stage, {})[one.year] = one.idr
    covered = {
        stage: sum(last - first for first, last in revenue.spans(found, broken))
        for stage, found in levels.items()
        if stage in order
    }
    best = max(covered, key=lambda one: (covered[one], order.index(one)), default="")
    return (best, levels[best]) if covered.get(best) else ("", {})


def _of_space(region: RegionPack, first: int, of_revenue: Evidence) -> Evidence:
    """Return the fiscal space: a figure as given, else by the recipe.

    It grows as revenue does: that it keeps its share of revenue is assumed.
    """
    growth = of_revenue.growth
    given = given_space(region, first)
    if given:
        return Evidence(given, growth)
    inputs = fiscal_inputs(region, first)
    missing = tuple(name for name, found in inputs.items() if found is None)
    if missing:
        return Evidence(None, growth, lacks="input", missing=missing)
    left = inputs["revenue"].idr - sum(inputs[name].idr for name in FISCAL_INPUTS)
    if left <= 0:
        return Evidence(None, growth, lacks="not_positive")
    start = Figure(inputs["revenue"].year, left, inputs["revenue"].stage, "")
    return Evidence(start, growth)


def _prior(name: str) -> float:
    return _priors()[name]


@cache
def _priors() -> Mapping[str, float]:
    table = tables.read("fiscal_priors")
    return dict(zip(table["name"], table["value"].astype(float), strict=True))


@cache
def _stages() -> Mapping[str, str]:
    table = tables.read("budgets")
    return dict(zip(table["claim_id"], table["stage"], strict=True))
