"""Names, units and series of the variables of the results table."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from analysis.model.projection.plan import PROGRAMMES
from analysis.model.results import Variable

ALL = "all"
FUNNEL = (
    *("target_people", "verified_people"),
    *("planned_mean", "opened_mean", "budgeted_mean", "active_mean"),
)
BY_SEGMENT = {
    "eligible": "people",
    **dict.fromkeys(FUNNEL, "people"),
    "planned_end": "people",
    "members_end": "people",
    "members_mean": "people",
    "coverage_rate": "share",
    "target_coverage_rate": "share",
    "people_left_out": "people",
    "funded_member_months": "member-months",
    "active_member_months": "member-months",
    "exposure_member_months": "member-months",
    "unpaid_member_months": "member-months",
    "arrears_idr": "idr",
    "moved_people": "people",
    "moved_cost_idr": "idr",
    "self_paid_people": "people",
    "self_paid_idr": "idr",
    "covered_people": "people",
    "claim_ratio": "share",
    "incurred_ratio": "share",
    "value_per_rupiah": "share",
    "fund_balance_idr": "idr",
    "household_benefit_idr": "idr",
}
BY_PROGRAMME = {
    "deaths": ("count", PROGRAMMES),
    "accidents": ("count", ("jkk",)),
    "claims_count": ("count", PROGRAMMES),
    "claims_idr": ("idr", PROGRAMMES),
    "claims_incurred_idr": ("idr", PROGRAMMES),
    "claims_outstanding_idr": ("idr", PROGRAMMES),
    "benefit_commitments_idr": ("idr", PROGRAMMES),
    "benefit_commitments_pv_idr": ("idr", PROGRAMMES),
    "operating_levy_idr": ("idr", PROGRAMMES),
    "underwriting_result_idr": ("idr", PROGRAMMES),
    "balancing_tariff_idr_m": ("idr/person/month", PROGRAMMES),
}
BY_YEAR = {
    "base_idr": "idr",
    "ceiling_idr": "idr",
    "uncut_bill_idr": "idr",
    "headroom_idr": "idr",
    "burden_share": "share",
    "required_cut_share": "share",
    "spreadsheet_bill_idr": "idr",
    "bridge_tariff_idr": "idr",
    "bridge_months_idr": "idr",
    "bridge_ceiling_idr": "idr",
    "bridge_funders_idr": "idr",
    "bridge_arrears_idr": "idr",
    "arrears_paid_idr": "idr",
    "breach_probability": "share",
    "years_to_breach": "years",
}
IN_DRAWS = (
    "eligible",
    "members_end",
    "members_mean",
    "funded_member_months",
    "active_member_months",
    "exposure_member_months",
    "unpaid_member_months",
    "people_left_out",
    "contributions_idr",
    "arrears_idr",
    "deaths",
    "accidents",
    "claims_count",
    "claims_idr",
    "claims_incurred_idr",
    "claims_outstanding_idr",
    "benefit_commitments_idr",
    "benefit_commitments_pv_idr",
    "operating_levy_idr",
    "underwriting_result_idr",
    "fund_balance_idr",
    *[name for name, unit in BY_YEAR.items() if unit == "idr"],
    "burden_share",
)


def describe(slugs: Sequence[str], funders: Sequence[str]) -> dict[str, Variable]:
    """Return unit and series of every variable."""
    segments = [ALL, *slugs]
    found = {
        name: Variable(unit, [(s, ALL, ALL) for s in segments])
        for name, unit in BY_SEGMENT.items()
    }
    for name, (unit, programmes) in BY_PROGRAMME.items():
        labels = [(s, p, ALL) for s, p in product(segments, [ALL, *programmes])]
        found[name] = Variable(unit, labels)
    labels = list(product(segments, [ALL, *PROGRAMMES], [ALL, *funders]))
    found["contributions_idr"] = Variable("idr", labels)
    for name, unit in BY_YEAR.items():
        yearly = name != "years_to_breach"
        found[name] = Variable(unit, [(ALL, ALL, ALL)], yearly)
    return found
