"""The projection: a scenario in, people, money and claims out.

The only place where the pure modules of ``model`` meet. The same functions serve the
central path (one path of Fractions, exact) and each block of draws (floats); what is
certain in a scenario stays exact and is computed once. Steps: ``plan`` (months and
tariffs) -> ``people`` -> ``money`` (bill, ceiling, funders) -> ``ledgers`` (exposure,
claims) -> ``variables`` (named series).
"""

from __future__ import annotations

from functools import partial

import numpy as np

from analysis.law.parameters import Law, load_law
from analysis.model.draws import Stream, blocks
from analysis.model.fans import PERCENTS, Fans
from analysis.model.projection import (
    claim_variables,
    ledgers,
    money,
    people,
    series,
    variables,
)
from analysis.model.projection.plan import Plan, Values
from analysis.model.results import Results, long_table
from analysis.scenario.regions import region_pack
from analysis.scenario.schema import Scenario

__all__ = ["central", "project"]


def project(
    scenario: Scenario, law: Law | None = None, memo: dict | None = None
) -> Results:
    """Return the central path and, if the scenario asks for draws, their quantiles.

    ``law`` and ``memo`` serve studies, see :func:`central`. Cost grows linearly in
    draws, years and segments; memory is bounded by blocks of draws and, for quantiles,
    by a temporary file (see ``analysis.model.fans``).
    """
    plan = _plan(scenario, law, memo)
    law = plan.law
    uncut = people.uncut(plan, Values())
    found, run = _run(plan, Values(), uncut)
    statistics = {"central": {name: values[0] for name, values in found.items()}}
    if "years_to_breach" in found and not scenario.draws:
        statistics["never_share"] = _never(np.isinf(found["years_to_breach"]).mean())
    draws, names = None, variables.funder_names(plan)
    if scenario.draws:
        fans = _fans(plan, uncut)
        statistics |= _summaries(fans)
        draws = partial(variables.draws_frames, fans, plan.years, len(names))
    return Results(
        scenario=scenario,
        region=plan.region,
        law=law,
        table=long_table(
            scenario.name,
            scenario.region,
            [str(year) for year in plan.years],
            series.describe(plan.slugs, names),
            statistics,
        ),
        draw_frames=draws,
        gate_month=plan.gate,
        rates=claim_variables.rate_table(plan, run.ledgers, run.money),
        months=ledgers.monthly_table(plan, run.people, run.money, run.ledgers),
        funders=names,
    )


def central(
    scenario: Scenario, law: Law | None = None, memo: dict | None = None
) -> dict[str, np.ndarray]:
    """Return the central path alone: variable -> (series, year), totals first.

    For studies that ask many times: no table is made. ``law`` stands in for the one the
    scenario names; ``memo``, handed over again for the same region, keeps what does not
    change from one question to the next.
    """
    plan = _plan(scenario, law, memo)
    found, _ = _run(plan, Values(), people.uncut(plan, Values()))
    return {name: values[0] for name, values in found.items()}


def _plan(scenario: Scenario, law: Law | None, memo: dict | None) -> Plan:
    law = law or load_law(scenario.law.variant, scenario.law.overrides)
    region = region_pack(scenario.region)
    return Plan(scenario, law, region, {} if memo is None else memo)


def _run(
    plan: Plan, values: Values, uncut: people.People, stream: Stream | None = None
) -> tuple[dict[str, np.ndarray], variables.Run]:
    paid = money.pay(plan, values, uncut)
    accounts = ledgers.keep(plan, values, uncut, paid, stream)
    run = variables.Run(uncut, paid, accounts)
    return variables.collect(plan, values, run), run


def _fans(plan: Plan, central: people.People) -> Fans:
    scenario = plan.scenario
    fans = Fans()
    for block, size in blocks(scenario.draws):
        stream = Stream(scenario.seed, scenario.region, block, size)
        values = Values(stream)
        uncut = people.uncut(plan, values, known=central)
        fans.add(_run(plan, values, uncut, stream)[0], size)
    return fans


def _summaries(fans: Fans) -> dict[str, dict[str, np.ndarray]]:
    """Return statistic -> variable -> (series, year)."""
    found = {"mean": {}, **{f"p{percent:02d}": {} for percent in PERCENTS}}
    for name in fans.names():
        mean, percentiles = fans.summary(name)
        if name == "years_to_breach":
            first = fans.at(name, 0)
            found["never_share"] = _never(np.isinf(first).mean())
        else:
            found["mean"][name] = mean
        if name != "breach_probability":
            for index, percent in enumerate(PERCENTS):
                found[f"p{percent:02d}"][name] = percentiles[..., index]
    return found


def _never(share: float) -> dict[str, np.ndarray]:
    return {"years_to_breach": np.array([[share]])}
