"""What the studies of priority and the inverse questions say, as rows."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.model.results import Results
from analysis.study import answers_solve, billion, priority_order
from analysis.study.rows import Row, row


def rows(results: Results) -> list[Row]:
    """Return the next and the first billion, who is left, the order, what is solved."""
    year = results.scenario.first_year
    plans = {
        "next_billion": billion.next_billion,
        "first_billion": billion.first_billion,
    }
    found = [row("priority_money_idr", "idr", billion.BILLION, year=year)]
    found += [
        one
        for name, study in plans.items()
        for one in _rows_of(name, study(results)["poverty_months"], year)
    ]
    left = billion.left_out(results)[["unverified", "waiting"]]
    found += [
        row(f"next_billion_{name}_people", "people", n, segment=slug, year=year)
        for name in left
        for slug, n in {"all": left[name].sum(), **left[name]}.items()
    ]
    return [*found, *priority_order.rows(results), *answers_solve.rows(results)]


def _rows_of(name: str, spent: billion.Spent, year: int) -> Iterator[Row]:
    for slug, people in {"all": spent.people.sum(), **spent.people}.items():
        yield row(f"{name}_people", "people", people, segment=slug, year=year)
    numbers = {
        "cost_idr": "idr",
        "left_idr": "idr",
        "deaths": "deaths",
        "poverty_months": "months",
    }
    for number, unit in numbers.items():
        yield row(f"{name}_{number}", unit, getattr(spent, number), year=year)
