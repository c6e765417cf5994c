"""What a row of the counting sheet comes to after the ceiling."""

from __future__ import annotations

from analysis.report.live.expr import Live, at, of_all, pick, rounded, total
from analysis.report.live.grid import Grid


def settle(grid: Grid, year: int, group: int) -> None:
    """Write what a row comes to after the ceiling; its people are there."""
    after = grid.span("after", year, group)
    for name in ("jkk", "jkm"):
        rates = grid.span(f"rate_{name}", year, group)
        grid.put(f"{name}_after", year, group, of_all(rounded(after * rates)))
    grid.put("months", year, group, total(after))
    grid.put("count", year, group, of_all((after > 0) * 1))
    eligible, end = (grid.get(name, year, group) for name in ("eligible", "end"))
    grid.put("left_out", year, group, eligible - end)


def end_of(grid: Grid, block: str, year: int, group: int) -> Live:
    """Return the people of the last funded month, 0 without one."""
    ending = grid.get("ending", year, group)
    found = at(grid.span(block, year, group), _place(ending))
    return pick(ending > 0, found, 0)


def _place(ending: Live) -> Live:
    """Return a place in a row; where there is none, the first."""
    return Live(ending.text, max(ending.value, 1))
