"""The model against the oracle, a slow independent reading, on random scenarios."""

from __future__ import annotations

from fractions import Fraction

import pytest

from analysis.model.projection import project
from analysis.scenario.load import parse_scenario
from analysis.scenario.regions import region_pack
from minimal import scenario_text
from oracle_table import VARIABLES, central
from random_scenarios import REGION, random_scenario

EXAMPLES = 120
# What is a whole number in the text must be one in the table; the rest are shares.
SHARE_TOLERANCE = {
    "members_mean": Fraction(1, 10**9),
    "planned_mean": Fraction(1, 10**9),
    "opened_mean": Fraction(1, 10**9),
    "budgeted_mean": Fraction(1, 10**9),
    "active_mean": Fraction(1, 10**9),
    "target_coverage_rate": Fraction(1, 10**12),
    "coverage_rate": Fraction(1, 10**12),
    "burden_share": Fraction(1, 10**12),
    "required_cut_share": Fraction(1, 10**12),
    "base_idr": Fraction(1, 100),
}


def model_values(text):
    """Return ``{(variable, segment, programme, funder, year text): value}``."""
    table = project(parse_scenario(text, "random.yaml")).table
    table = table[table["statistic"] == "central"]
    keys = ("variable", "segment", "programme", "funder", "year")
    values = zip(*(table[key] for key in keys), table["value"], strict=True)
    return {tuple(key): Fraction(str(value)) for *key, value in values}


def disagreements(found, expected):
    """Yield every row of either side that the other has not, or has differently."""
    for key in sorted(set(found) | set(expected)):
        gap = abs(found.get(key, Fraction(0)) - expected.get(key, Fraction(0)))
        one_sided = (key in found) != (key in expected)
        # of nothing paid by one funder, and in years without a ceiling
        may_lack = key[0] in ("contributions_idr", "breach_probability")
        if gap > SHARE_TOLERANCE.get(key[0], 0) or (one_sided and not may_lack):
            yield f"{key}: oracle {expected.get(key)}, model {found.get(key)}"


@pytest.mark.parametrize("seed", range(EXAMPLES))
def test_model_and_oracle_agree(seed):
    scenario = random_scenario(seed)
    text = scenario_text("random", scenario)
    oracle = central(scenario, region_pack(REGION).minimum_wage_idr_m)
    expected = {(*key, str(year)): value for (*key, year), value in oracle.items()}
    found = {k: v for k, v in model_values(text).items() if k[0] in VARIABLES}
    wrong = list(disagreements(found, expected))
    assert not wrong, "\n".join([text, *wrong])
