"""The claims of the model against a second, brute-force reading of docs/claims.md."""

from __future__ import annotations

from math import isclose
from pathlib import Path

import numpy as np
import pytest
import yaml
from scipy.interpolate import PchipInterpolator

from analysis.model.projection import project
from analysis.scenario.load import load_scenario, parse_scenario
from analysis.scenario.regions import region_pack
from minimal import scenario_text
from oracle_claims import claims
from oracle_rates import SEXES, hazard, rows
from oracle_table import central
from oracle_tenure import Month, cover
from random_claims import with_claims
from random_scenarios import REGION, random_scenario

EXAMPLES = 80
HERE = Path(__file__).parent
CASES = [
    case
    for file in sorted((HERE / "cases").glob("claims_*.yaml"))
    for case in yaml.safe_load(file.read_text(encoding="utf-8"))
]
SHIPPED = sorted((HERE.parent / "scenarios").glob("*.yaml"))
BY_PROGRAMME = {
    "deaths",
    "claims_count",
    "claims_idr",
    "claims_incurred_idr",
    "benefit_commitments_idr",
    "benefit_commitments_pv_idr",
    "claims_outstanding_idr",
    "operating_levy_idr",
    "underwriting_result_idr",
    "balancing_tariff_idr_m",
}
VARIABLES = BY_PROGRAMME | {"value_per_rupiah"}


def wages():
    return region_pack(REGION).minimum_wage_idr_m


def oracle_values(scenario):
    """Return the oracle's rows for a plain scenario, people and money its own too."""
    table = central(scenario, wages())
    paid_in = {
        (s, p, y): value
        for (name, s, p, funder, y), value in table.items()
        if name == "contributions_idr" and funder == "all"
    }
    return claims(scenario, wages(), cover(scenario, wages()), paid_in)


def model_values(results):
    """Return ``{(variable, segment, programme, year): value}`` of the central path."""
    table = results.table
    chosen = table["variable"].isin(VARIABLES) & (table["statistic"] == "central")
    table = table[chosen & (table["funder"] == "all")]
    keys = zip(*(table[k] for k in ("variable", "segment", "programme")), strict=True)
    years = (int(year) for year in table["year"])
    found = zip(keys, years, table["value"], strict=True)
    return {(*key, year): float(value) for key, year, value in found}


def near(a, b, variable) -> bool:
    money = variable.endswith(("_idr", "_idr_m"))
    return isclose(a, b, rel_tol=1e-9, abs_tol=1e-6 if money else 1e-15)


def disagreements(found, expected):
    """Yield every row of one side that the other has not, or has differently."""
    for key in sorted(set(found) | set(expected)):
        variable, _, programme, _ = key
        known = variable in BY_PROGRAMME or programme == "all"
        if variable not in VARIABLES or not known:
            continue
        a, b = expected.get(key), found.get(key)
        if a is None or b is None or not near(a, b, variable):
            yield f"{key}: oracle {a}, model {b}"


@pytest.mark.parametrize("seed", range(EXAMPLES))
def test_model_and_oracle_agree(seed):
    scenario = with_claims(random_scenario(seed), seed)
    text = scenario_text("random", scenario)
    found = model_values(project(parse_scenario(text, "random.yaml")))
    wrong = list(disagreements(found, oracle_values(scenario)))
    assert not wrong, "\n".join([text, *wrong[:20]])


# ---- the scenarios of the project, with the people of the model's own months


def plain(scenario):
    """Return what the claims of a parsed scenario depend on, as in its file."""
    segments = {}
    for slug, segment in scenario.segments.items():
        wage = segment.tariff.reported_wage
        segments[slug] = {
            "members": segment.members.central,
            "tariff": {
                "kind": segment.tariff.kind,
                "reported_wage": getattr(wage, "central", wage),
            },
            "since": segment.since,
            "place": segment.place,
            "turnover_y": getattr(segment.turnover_y, "central", None),
            "profile": segment.profile,
        }
    return {
        "first_year": scenario.first_year,
        "years": scenario.years,
        "wage_growth_y": scenario.wage_growth_y.central,
        "segments": segments,
        "law": {"overrides": {}},  # none of them changes a value of claims
    }


def model_cover(results):
    """Return the months of every segment; one that nobody is paid in is a gap."""
    covered = {}
    for row in results.months.itertuples():
        at = (int(row.month[:4]), int(row.month[5:]))
        month = Month(int(row.funded) or None, int(row.entitled))
        covered.setdefault(row.segment, {})[at] = month
    return covered


def model_contributions(results):
    table = results.table
    paid = table[
        (table["variable"] == "contributions_idr") & (table["funder"] == "all")
    ]
    paid = paid[paid["statistic"] == "central"]
    return {
        (row.segment, row.programme, int(row.year)): row.value
        for row in paid.itertuples()
    }


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_oracle_agrees_on_the_scenarios_of_the_project(path):
    results = project(load_scenario(path, draws=0))
    scenario = plain(results.scenario)
    known = results.region.minimum_wage_idr_m
    expected = claims(
        scenario, known, model_cover(results), model_contributions(results)
    )
    wrong = list(disagreements(model_values(results), expected))
    assert not wrong, "\n".join(wrong[:20])


# ---- the oracle itself


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_oracle_agrees_with_the_cases_worked_by_hand(case):
    found = oracle_values({"years": 1, **case["scenario"]})
    for row in case["expect"]:
        if row["variable"] not in VARIABLES:
            continue
        values = row["values"] if "values" in row else {row["year"]: row["value"]}
        for year, value in values.items():
            key = (row.get("segment", "all"), row.get("programme", "all"), year)
            oracle = found.get((row["variable"], *key))
            if value == "none":
                assert oracle is None, (key, oracle)
            else:
                assert oracle == pytest.approx(value, abs=row.get("tolerance", 0))


def test_every_variable_of_claims_has_a_case():
    covered = {row["variable"] for case in CASES for row in case["expect"]}
    assert not VARIABLES - covered
    assert len(CASES) >= 30


@pytest.mark.parametrize("sex", SEXES)
def test_the_monotone_cubic_is_that_of_scipy(sex):
    bands = sorted(
        (float(r["age_start"]), float(r["age_width"] or 1), float(r["death_rate_y"]))
        for r in rows("mortality")
        if (r["period"], r["sex"]) == ("2025-2030", sex)
    )
    edges = [start for start, *_ in bands] + [101]
    total = np.concatenate([[0], np.cumsum([width * rate for _, width, rate in bands])])
    theirs = PchipInterpolator(edges, total)(np.arange(102))
    assert np.allclose(hazard("2025-2030", sex), theirs, rtol=1e-13, atol=0)
