"""Every table by its name: functions of results, evidence or law that return a "
"Table."""

from analysis.report.table import Table
from analysis.report.tables_claims import assumed_law, calibration, death_rates
from analysis.report.tables_compare import difference, summary, why
from analysis.report.tables_evidence import (
    assumed,
    checks,
    denominators,
    findings,
    receipts,
)
from analysis.report.tables_law import gates, law, segment_tariffs
from analysis.report.tables_money import bill, bridge, claims, ledgers, limits
from analysis.report.tables_people import months, segments
from analysis.report.tables_sources import law_sources, sources
from analysis.report.tables_tariffs import two_tariffs

__all__ = [
    "Table",
    "assumed",
    "assumed_law",
    "bill",
    "bridge",
    "calibration",
    "checks",
    "claims",
    "death_rates",
    "denominators",
    "difference",
    "findings",
    "gates",
    "law",
    "law_sources",
    "ledgers",
    "limits",
    "months",
    "receipts",
    "segment_tariffs",
    "segments",
    "sources",
    "summary",
    "two_tariffs",
    "why",
]
