"""The budget calendar: when new cover can start."""

import datetime as dt

import pytest

from analysis.law.calendar import gate_month, month_after
from analysis.law.parameters import load_law

LAW = load_law()


@pytest.mark.parametrize(
    ("decision", "instrument", "revised", "gate"),
    [
        ("2019-10-29", None, False, "2021-01"),  # Cirebon: cannot start in 2020
        ("2019-10-29", None, True, "2020-10"),  # Cirebon with a revised budget
        ("2022-04-25", None, False, "2023-01"),  # Cirebon non-ASN, in time
        ("2022-04-25", None, True, "2022-10"),
        ("2024-07-31", None, False, "2025-01"),  # the last day counts
        ("2024-08-01", None, False, "2026-01"),
        ("2024-07-31", None, True, "2024-10"),
        ("2024-08-01", None, True, "2025-10"),
        ("2024-01-01", None, False, "2025-01"),
        ("2024-12-31", None, False, "2026-01"),
        ("2024-08-22", "2024-12-01", False, "2026-01"),  # Cilegon: the budget is later
        ("2024-02-01", "2025-03-15", False, "2025-04"),  # the month after the rule
        ("2024-02-01", "2024-12-31", False, "2025-01"),
        ("2024-02-01", "2025-12-02", False, "2026-01"),  # over the year's end
        ("2024-02-01", "2024-09-30", True, "2024-10"),
        ("2024-02-01", "2024-10-01", True, "2024-11"),
        ("2024-02-29", None, False, "2025-01"),
    ],
)
def test_gate(decision, instrument, revised, gate):
    signed = dt.date.fromisoformat(instrument) if instrument else None
    assert gate_month(dt.date.fromisoformat(decision), signed, revised, LAW) == gate


def test_the_cut_offs_are_parameters():
    optimistic = load_law(
        overrides={
            "budget_cutoff_month_day": {"2015-07": "09-30"},
            "revised_cutoff_month_day": {"2015-07": "08-31"},
        }
    )
    day = dt.date(2024, 8, 31)
    assert gate_month(day, None, False, optimistic) == "2025-01"
    assert gate_month(day, None, True, optimistic) == "2024-10"
    later = dt.date(2024, 10, 1)
    assert gate_month(later, None, False, optimistic) == "2026-01"
    assert gate_month(later, None, True, optimistic) == "2025-10"


def test_the_optimistic_reading_is_kept_beside():
    assert LAW.text("budget_cutoff_optimistic_month_day", "2026-01") == "09-30"
    assert LAW.text("revised_cutoff_optimistic_month_day", "2026-01") == "08-31"


@pytest.mark.parametrize(
    ("day", "month"), [("2024-12-31", "2025-01"), ("2024-02-29", "2024-03")]
)
def test_month_after(day, month):
    assert month_after(dt.date.fromisoformat(day)) == month
