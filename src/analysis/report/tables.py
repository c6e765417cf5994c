"""Every table by its name: functions of results, evidence or law that return a "
"Table."""

from analysis.report.national_list import national_download
from analysis.report.register import register
from analysis.report.table import Table
from analysis.report.tables_assumed import assumed_law
from analysis.report.tables_benefits import household, small_groups
from analysis.report.tables_claims import calibration, death_rates
from analysis.report.tables_compare import summary, why
from analysis.report.tables_difference import difference, difference_by_year, stored
from analysis.report.tables_evidence import (
    assumed,
    checks,
    denominators,
    findings,
    receipts,
)
from analysis.report.tables_fund import age_mixes, fund, owed, programmes
from analysis.report.tables_funders import funders_leave, payers
from analysis.report.tables_information import indices, questions, worth
from analysis.report.tables_law import gates, law, segment_tariffs
from analysis.report.tables_left_out import left_out
from analysis.report.tables_limits import by_line, carried, differential
from analysis.report.tables_local import funder_rules, local_rules
from analysis.report.tables_money import bill, bridge, claims, ledgers
from analysis.report.tables_national import (
    national_ends,
    national_estimate,
    national_provinces,
    national_revenue,
)
from analysis.report.tables_people import funnel, known, months, segments
from analysis.report.tables_priority import (
    priority_left_out,
    priority_limits,
    priority_order,
    priority_people,
)
from analysis.report.tables_published import not_known, published
from analysis.report.tables_ratio import credibility, national, tariff_revision
from analysis.report.tables_regions import region_facts, region_provinces
from analysis.report.tables_replayed import explained
from analysis.report.tables_revenue import bases, fiscal_space, revenue
from analysis.report.tables_rules import prices, switches
from analysis.report.tables_settled import open_questions, reasons, settled
from analysis.report.tables_solve import inverse
from analysis.report.tables_sources import law_sources, sources
from analysis.report.tables_stress import stress, stress_sizes
from analysis.report.tables_tariffs import two_tariffs
from analysis.report.tables_validation import (
    backtest,
    backtest_horizons,
    quota_chances,
    simulation,
)
from analysis.report.tables_weights import (
    balanced,
    deviations,
    shares_under_weights,
    weight_sets,
)

__all__ = [
    "Table",
    "age_mixes",
    "assumed",
    "assumed_law",
    "backtest",
    "backtest_horizons",
    "balanced",
    "bases",
    "bill",
    "bridge",
    "by_line",
    "calibration",
    "carried",
    "checks",
    "claims",
    "credibility",
    "death_rates",
    "denominators",
    "deviations",
    "difference",
    "difference_by_year",
    "differential",
    "explained",
    "findings",
    "fiscal_space",
    "fund",
    "funder_rules",
    "funders_leave",
    "funnel",
    "gates",
    "household",
    "indices",
    "inverse",
    "known",
    "law",
    "law_sources",
    "ledgers",
    "left_out",
    "local_rules",
    "months",
    "national",
    "national_download",
    "national_ends",
    "national_estimate",
    "national_provinces",
    "national_revenue",
    "not_known",
    "open_questions",
    "owed",
    "payers",
    "prices",
    "priority_left_out",
    "priority_limits",
    "priority_order",
    "priority_people",
    "programmes",
    "published",
    "questions",
    "quota_chances",
    "reasons",
    "receipts",
    "region_facts",
    "region_provinces",
    "register",
    "revenue",
    "segment_tariffs",
    "segments",
    "settled",
    "shares_under_weights",
    "simulation",
    "small_groups",
    "sources",
    "stored",
    "stress",
    "stress_sizes",
    "summary",
    "switches",
    "tariff_revision",
    "two_tariffs",
    "weight_sets",
    "why",
    "worth",
]
