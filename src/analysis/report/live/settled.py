"""What a row of the counting sheet comes to after the ceiling."""

from __future__ import annotations

from analysis.report.live.expr import Live, at, live, of_all, over, pick, rounded, total
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


def net(grid: Grid, year: int, group: int) -> None:
    """Write what the general APBD pays of each programme.

    Others pay for a group as a whole: each programme bears its share of that, whole
    rupiah, and the two add up to what they pay.
    """
    jkk, jkm = (grid.get(f"{name}_after", year, group) for name in ("jkk", "jkm"))
    paid = live(0)
    for number in range(len(grid.facts.funders)):
        paid = paid + grid.get(f"paid_after {number}", year, group)
    of_jkk = live(0)
    if grid.facts.funders:
        of_jkk = pick(jkk + jkm > 0, rounded(over(paid * jkk, jkk + jkm)), 0)
    grid.put("jkk_apbd", year, group, jkk - of_jkk)
    grid.put("jkm_apbd", year, group, jkm - (paid - of_jkk))


def end_of(grid: Grid, block: str, year: int, group: int) -> Live:
    """Return the people of the last funded month, 0 without one."""
    ending = grid.get("ending", year, group)
    found = at(grid.span(block, year, group), _place(ending))
    return pick(ending > 0, found, 0)


def _place(ending: Live) -> Live:
    """Return a place in a row; where there is none, the first."""
    return Live(ending.text, max(ending.value, 1))
