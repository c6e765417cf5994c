"""What the claims of a random scenario depend on: ages, tenure, values of the law."""

from __future__ import annotations

from random import Random

NAMED = ("rt_rw", "kader", "nelayan", "petani", "non_asn", "pekerja_rentan")
AGES = (
    {"15-19": 1},
    {"18-29": 0.25, "30-64": 0.75},
    {"40": 1},
    {"20-64": 0.9, "65-99": 0.1},
    {"17": 0.5, "60-100": 0.5},
)
CHOICES = {
    "selection_factor": (0.7, 1, 1.4),
    "selection_first_year_factor": (0.6, 1, 2.5),
    "jkm_early_months": (0, 3, "fewer_than_three", 12),
    "jkm_early_death_idr": (10000000, 12345678),
    "jkm_death_idr": (42000000, 85000000),
    "jkm_scholarship_min_months": (12, 14, 36),
    "tenure_resets_after_gap": (0, 1),
    "tenure_36_months_share": (0, 0.4, 1),
    "turnover_y": (0, 0.1, 0.6),
    "turnover_rt_rw_y": (0, 0.3),
    "jkk_incidence_bpu_y": (0.002, 0.01),
    "jkk_incidence_pu_y": (0.002, 0.05),
    "jkk_death_share": (0, 0.01, 0.1),
    "jkk_disability_share": (0, 0.02, 0.15),
    "jkk_total_disability_share": (0, 0.05),
    "jkk_disability_degree": (0.05, 0.2),
    "jkk_incapacity_months": (0, 0.5, 4),
    "jkk_incapacity_full_months": (2, 3, 12),
    "bpu_wage_base_idr_m": (250000, 1000000),
    "scholarship_max_children": (1, 2, 3),
    "scholarship_end_age": (19, 23, 25),
    "scholarship_pt_years": (4, 5),
    "scholarship_sma_idr_y": (0, 3000000, 5000000),
    "scholarship_enrolled_tk_share": (0, 0.5),
    "scholarship_use_share": (0.3, 1),
    "father_age_gap_years": (0, 2.5, 4),
    "claim_delay_months": (0, 1.5, 7, 12),
    "discount_rate_y": (0, 0.03, 0.2),
    "operating_levy_share": (0, 0.02, 0.1),
}


def random_overrides(rng, years):
    """Return about a third of the values, some from a month inside the years."""
    chosen = rng.sample(sorted(CHOICES), rng.randint(0, len(CHOICES) * 2 // 3))
    found = {}
    for name in chosen:
        found[name] = {"2015-07": rng.choice(CHOICES[name])}
        if rng.random() < 0.3:
            month = f"{rng.choice(years)}-{rng.randint(1, 12):02d}"
            found[name][month] = rng.choice(CHOICES[name])
    return found


def random_profile(rng):
    if rng.random() < 0.5:
        return rng.choice(NAMED)
    return {"male_share": rng.choice((0, 0.3, 0.77, 1)), "ages": dict(rng.choice(AGES))}


def with_claims(scenario, seed):
    """Give a random scenario what its claims depend on."""
    rng = Random(seed)
    first = scenario["first_year"]
    years = list(range(first, first + scenario["years"]))
    for segment in scenario["segments"].values():
        if rng.random() < 0.6:
            months_ago = rng.choice((0, 1, 2, 5, 11, 14, 30, 33, 35, 50))
            y, m = divmod(first * 12 - months_ago, 12)
            segment["since"] = f"{y}-{m + 1:02d}"
        if rng.random() < 0.2:
            segment["turnover_y"] = rng.choice((0, 0.25))
        if rng.random() < 0.8:
            segment["profile"] = random_profile(rng)
    own = random_overrides(rng, years)
    if rng.random() < 0.4:  # gaps and waiting months meet
        own["tenure_resets_after_gap"] = {"2015-07": 1}
        own["jkm_early_months"] = {"2015-07": rng.choice((2, 3, 12))}
    scenario["law"]["overrides"] = {**own, **scenario["law"]["overrides"]}
    return scenario
