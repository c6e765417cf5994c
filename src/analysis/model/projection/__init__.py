"""The projection: a scenario in, people, money and claims out.

The only place where the pure modules of ``model`` meet. The same functions serve the
central path (one path of Fractions, exact) and each block of draws (floats); what is
certain in a scenario stays exact and is computed once. Steps: ``plan`` (months and
tariffs) -> ``people`` -> ``money`` (bill, ceiling, funders) -> ``ledgers`` (exposure,
claims) -> ``variables`` (named series).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pandas as pd

from analysis.law.parameters import Law, load_law
from analysis.model.draws import Stream, blocks
from analysis.model.fans import PERCENTS, Fans
from analysis.model.long_table import long_table
from analysis.model.projection import (
    claim_variables,
    ledgers,
    money,
    people,
    series,
    variables,
)
from analysis.model.projection.plan import Plan, Values
from analysis.model.results import Results
from analysis.scenario.regions import region_pack
from analysis.scenario.schema import Scenario

__all__ = ["bills", "central", "project"]

Found = dict[str, np.ndarray]


def project(
    scenario: Scenario, law: Law | None = None, memo: dict | None = None
) -> Results:
    """Return the central path and, if the scenario asks for draws, their quantiles.

    ``law`` and ``memo`` serve studies, see :func:`central`. Cost grows linearly in
    draws, years and segments; memory is bounded by blocks of draws and, for quantiles,
    by a temporary file (see ``analysis.model.fans``).
    """
    plan = _plan(scenario, law, memo)
    uncut = people.uncut(plan, Values())
    found, run = _run(plan, Values(), uncut)
    fans = _fans(plan, uncut, lambda *block: _run(plan, *block)[0])
    names = variables.funder_names(plan)
    draws = partial(variables.draws_frames, fans, plan.years, len(names))
    return Results(
        scenario=scenario,
        region=plan.region,
        law=plan.law,
        table=_table(plan, found, fans),
        draw_frames=draws if scenario.draws else None,
        gate_month=plan.gate,
        rates=claim_variables.rate_table(plan, run.ledgers, run.money),
        months=ledgers.monthly_table(plan, run.people, run.money),
        funders=names,
    )


def bills(scenario: Scenario, memo: dict | None = None) -> Results:
    """Return :func:`project` without claims, for who waits for the answer.

    People, bills, ceilings and their draws are those of ``project`` bit for bit; what
    rests on claims has no row.
    """
    plan = _plan(scenario, None, memo)
    uncut = people.uncut(plan, Values())

    def found(values: Values, people_: people.People, _: object = None) -> Found:
        paid = money.pay(plan, values, people_)
        return variables.of_bills(plan, values, people_, paid)

    return Results(
        scenario=scenario,
        region=plan.region,
        law=plan.law,
        table=_table(plan, found(Values(), uncut), _fans(plan, uncut, found)),
        draw_frames=None,
        gate_month=plan.gate,
        rates=pd.DataFrame(),
        months=pd.DataFrame(),
        funders=variables.funder_names(plan),
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
) -> tuple[Found, variables.Run]:
    paid = money.pay(plan, values, uncut)
    accounts = ledgers.keep(plan, values, uncut, paid, stream)
    run = variables.Run(uncut, paid, accounts)
    return variables.collect(plan, values, run), run


def _fans(plan: Plan, central: people.People, found: Callable[..., Found]) -> Fans:
    """Return the draws of what ``found`` makes of values, people and stream."""
    scenario = plan.scenario
    fans = Fans()
    for block, size in blocks(scenario.draws):
        stream = Stream(scenario.seed, scenario.region, block, size)
        values = Values(stream)
        uncut = people.uncut(plan, values, known=central)
        fans.add(found(values, uncut, stream), size)
    return fans


def _table(plan: Plan, found: Found, fans: Fans) -> pd.DataFrame:
    scenario = plan.scenario
    statistics = {"central": {name: values[0] for name, values in found.items()}}
    if scenario.draws:
        statistics |= _summaries(fans)
    elif "years_to_breach" in found:
        statistics["never_share"] = _never(np.isinf(found["years_to_breach"]).mean())
    return long_table(
        scenario.name,
        scenario.region,
        [str(year) for year in plan.years],
        series.describe(plan.slugs, variables.funder_names(plan)),
        statistics,
    )


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
