"""The model against the oracle, a slow independent reading, on random scenarios."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from analysis.model.projection import project
from analysis.scenario.load import parse_scenario
from analysis.scenario.regions import region_pack
from minimal import scenario_text
from oracle_table import central

REGION = "3672"
SLUGS = ("rt_rw", "kader", "nelayan")
FUNDERS = ("dbh_cht", "csr", "provinsi")
EXAMPLES = 120
SHARES = (0.1, 0.25, 0.333, 0.5, 0.9)
SPANS = ((1, 12), (1, 12), (1, 12), (4, 12), (8, 12), (2, 9), (5, 5))
TARIFFS = (
    {"kind": "bpu"},
    {"kind": "bpu"},
    {"kind": "pu", "reported_wage": "umk", "risk_group": 2},
    {"kind": "pu", "reported_wage": 1000625, "risk_group": 1},
)
# What is a whole number in the text must be one in the table; the rest are shares.
SHARE_TOLERANCE = {
    "members_mean": Fraction(1, 10**9),
    "coverage_rate": Fraction(1, 10**12),
    "burden_share": Fraction(1, 10**12),
    "required_cut_share": Fraction(1, 10**12),
    "base_idr": Fraction(1, 100),
}


def random_month(rng, years):
    return f"{rng.choice(years)}-{rng.randint(1, 12):02d}"


def random_span(rng):
    first, last = rng.choice(SPANS)
    return {"first": first, "last": last}


def random_path(rng, years, eligible):
    kind = rng.choice(("hold", "schedule", "schedule", "target"))
    if kind == "hold":
        return {"kind": kind}
    if kind == "target":
        goal = rng.choice((0, 1, *SHARES))
        return {"kind": kind, "coverage": goal, "year": rng.choice(years)}
    starts = (rng.choice(years), random_month(rng, years), random_month(rng, years))
    entries = {
        start: rng.randint(0, eligible + 5)
        for start in starts[: rng.randint(1, 3)]
        if not str(start).endswith("-01")
    }
    return {"kind": kind, "members": entries or {years[0]: eligible}}


def random_segment(rng, years):
    eligible = rng.randint(0, 30)
    segment = {
        "eligible": rng.choice((eligible, {"uniform": [eligible, eligible + 1]})),
        "eligible_growth_y": rng.choice((0, 0.05, -0.1, 0.333)),
        "members": rng.randint(0, eligible),
        "tariff": dict(rng.choice(TARIFFS)),
        "path": random_path(rng, years, eligible),
        "months": {**random_span(rng), rng.choice(years): random_span(rng)},
        "paid": {
            "every": rng.choice((1, 3, 6, 12)),
            "covers": rng.choice(("advance", "arrears", "arrears")),
        },
        "verified_share": rng.choice((1, 1, 0.9, 0.57)),
        "place": rng.choice(("refill", "leave")),
        "renewal_y": rng.choice((1, 0.95, 0.5)),
        "exits": [
            {"kind": "pppk", "year": rng.choice(years), "share": rng.choice(SHARES[:4])}
            for _ in range(rng.choice((0, 0, 1, 2)))
        ],
    }
    if rng.random() < 0.2:
        first, last = sorted(random_month(rng, years) for _ in range(2))
        segment["window"] = {"first": first, "last": last}
    return segment


def random_decision(rng, years):
    def day():
        year = rng.randint(years[0] - 2, years[-1] - 1)
        return f"{year}-{rng.choice(('03-10', '07-31', '08-01', '12-31'))}"

    decision = {"date": day(), "instrument": "perwali"}
    return decision | rng.choice(({}, {"instrument_date": day()}))


def random_ceiling(rng, years, slugs):
    if rng.random() < 0.3:
        return {"share": rng.choice((0.001, 0.0029, 0.0005))}
    # Whole member-months, so that a trial may fit to the rupiah.
    most = 80 * len(slugs)
    starts = (rng.choice(years[:2]), years[-1])
    return {"idr": {start: rng.randint(0, most) * 16800 for start in starts}}


def random_budget(rng, years, slugs):
    return {
        "base": "revenue",
        "base_idr": {
            years[0] - rng.randint(0, 2): rng.randint(1, 4) * 10**9,
            rng.choice(years): rng.randint(1, 4) * 10**9,
        },
        "growth_y": rng.choice((0, 0.045, -0.1)),
        "ceiling": random_ceiling(rng, years, slugs),
        "when_short": rng.choice(("heads", "months", "priority")),
        "revised": rng.random() < 0.5,
        "priority": rng.sample(slugs, rng.randint(0, len(slugs))),
    }


def random_funding(rng, slugs):
    entries = []
    for funder in rng.sample(FUNDERS, rng.choice((0, 1, 1, 2))):
        entry = {"funder": funder, "ceiling_idr_y": rng.randint(0, 150) * 10000}
        if rng.random() < 0.2:
            del entry["ceiling_idr_y"]
        if rng.random() < 0.5:
            entry["segments"] = rng.sample(slugs, rng.randint(1, len(slugs)))
        entries.append(entry)
    return [*entries, {"funder": "apbd"}]


def random_scenario(seed):
    rng = Random(seed)
    first = rng.choice((2019, 2020, 2025, 2026))
    years = list(range(first, first + rng.randint(2, 4)))
    slugs = SLUGS[: rng.choice((1, 2, 2, 3, 3))]
    overrides = {random_month(rng, years): rng.choice((4000, 9000, 13471))}
    return {
        "region": REGION,
        "first_year": first,
        "years": len(years),
        "wage_growth_y": rng.choice((0.05, 0.0333)),
        "segments": {slug: random_segment(rng, years) for slug in slugs},
        "decision": rng.choice((None, *[random_decision(rng, years)] * 2)),
        "budget": random_budget(rng, years, slugs),
        "funding": random_funding(rng, slugs),
        "law": {
            "variant": "current",
            "overrides": rng.choice(({}, {"bpu_jkm_idr_m": overrides})),
        },
        "shocks": [
            {
                "kind": "transfer_cut",
                "year": rng.choice(years),
                "size": rng.choice((-0.23, -0.5)),
                "share": rng.choice((0, 0.57, 1)),
            }
            for _ in range(rng.choice((0, 1, 2)))
        ],
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
        if gap > SHARE_TOLERANCE.get(key[0], 0):
            yield f"{key}: oracle {expected.get(key)}, model {found.get(key)}"


@pytest.mark.parametrize("seed", range(EXAMPLES))
def test_model_and_oracle_agree(seed):
    scenario = random_scenario(seed)
    text = scenario_text("random", scenario)
    oracle = central(scenario, region_pack(REGION).minimum_wage_idr_m)
    expected = {(*key, str(year)): value for (*key, year), value in oracle.items()}
    variables = {key[0] for key in expected}
    found = {k: v for k, v in model_values(text).items() if k[0] in variables}
    wrong = list(disagreements(found, expected))
    assert not wrong, "\n".join([text, *wrong])
