"""Every table by its name: functions of results, evidence or law that return a "
"Table."""

from analysis.report.table import Table
from analysis.report.tables_compare import difference, summary, why
from analysis.report.tables_evidence import (
    assumed,
    assumed_law,
    checks,
    denominators,
    findings,
    receipts,
)
from analysis.report.tables_law import gates, law, segment_tariffs, two_tariffs
from analysis.report.tables_money import bill, bridge, claims, ledgers, limits
from analysis.report.tables_people import months, segments

__all__ = [
    "Table",
    "assumed",
    "assumed_law",
    "bill",
    "bridge",
    "checks",
    "claims",
    "denominators",
    "difference",
    "findings",
    "gates",
    "law",
    "ledgers",
    "limits",
    "months",
    "receipts",
    "segment_tariffs",
    "segments",
    "summary",
    "two_tariffs",
    "why",
]
