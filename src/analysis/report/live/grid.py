"""The sheet that counts: a row a year and group, months across.

Rules 1 to 5 of ``docs/central-path.md`` as formulas, and what is left after the
ceiling. Windows, the gate of new cover and the coverage of a forecast are values.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import reduce
from operator import mul

from analysis.language import Text, say
from analysis.report.live.expr import (
    Live,
    both,
    floored,
    largest,
    last_of,
    least,
    live,
    of_all,
    pick,
    rounded,
)
from analysis.report.live.facts import Facts
from analysis.report.live.grid_columns import BLOCKS, MONEY, NUMBERS, WHOLE
from analysis.report.live.inputs import Group, Inputs
from analysis.report.live.law import MONTHS
from analysis.report.live.paper import Paper
from analysis.units import MONTHS_PER_YEAR

HITUNG = say(id="Hitung", en="Grid")
FIRST_ROW = 5


@dataclass
class Grid:
    """The sheet with its columns; cells are asked for by name, year and group."""

    paper: Paper
    facts: Facts
    columns: dict[str, int]
    december: dict[tuple[int, int], Live] = field(default_factory=dict)

    def row(self, year: int, group: int) -> int:
        """Return the row of a year and group: years follow each other."""
        return FIRST_ROW + year * len(self.facts.slugs) + group

    def put(self, name: str, year: int, group: int, what: object) -> Live:
        """Write a number of a row."""
        look = NUMBERS[name][1] if name in NUMBERS else MONEY
        return self.paper.put(self.row(year, group), self.columns[name], what, look)

    def get(self, name: str, year: int, group: int) -> Live:
        """Return a number of a row."""
        return self.paper.at(self.row(year, group), self.columns[name])

    def put_month(self, name: str, at_: tuple[int, int, int], what: object) -> Live:
        """Write a month (0-11) of a block; ``at_`` is year, group and month."""
        year, group, month = at_
        column = self.columns[name] + month
        return self.paper.put(self.row(year, group), column, what, BLOCKS[name][1])

    def span(self, name: str, year: int, group: int | None = None) -> Live:
        """Return a column, or the months of a block, of one group or of all."""
        groups = (0, len(self.facts.slugs) - 1) if group is None else (group, group)
        first = self.columns[name]
        last = first + (MONTHS_PER_YEAR - 1 if name in BLOCKS else 0)
        return self.paper.numbers(
            (self.row(year, groups[0]), first), (self.row(year, groups[1]), last)
        )

    def whole(self, name: str) -> Live:
        """Return a column over all years and groups."""
        column, last = self.columns[name], self.row(len(self.facts.years), 0) - 1
        return self.paper.numbers((FIRST_ROW, column), (last, column))


def new_grid(paper: Paper, facts: Facts) -> Grid:
    """Name the columns of the sheet and write their headings."""
    funders = range(len(facts.funders))
    names = list(NUMBERS)
    for word in ("paid", "paid_after", "serves"):
        names += [f"{word} {number}" for number in funders]
    columns = {name: column for column, name in enumerate(names)}
    heads = [_head(name, facts) for name in names]
    for name, (head, _) in BLOCKS.items():
        columns[name] = len(heads)
        heads += [f"{head[facts.lang]} {one[facts.lang]}" for one in MONTHS]
    paper.widths[:] = (
        [8, 34] + [15] * (len(names) - 2) + [11] * (len(heads) - len(names))
    )
    for column, width in enumerate(paper.widths):
        paper.target.set_column(column, column, width)
    paper.line(0, _TITLE, "title", last=9)
    paper.line(1, _HOW, last=9)
    paper.heads(FIRST_ROW - 1, heads)
    paper.target.freeze_panes(FIRST_ROW, 2)
    paper.on_many_pages(FIRST_ROW - 1, 1)
    return Grid(paper, facts, columns)


def _head(name: str, facts: Facts) -> Text | str:
    if name in NUMBERS:
        return NUMBERS[name][0]
    word, _, number = name.partition(" ")
    return f"{_FUNDER[word][facts.lang]} {facts.funder_name(int(number))}"


def count(grid: Grid, inputs: Inputs) -> None:
    """Write people and bills before the ceiling, year by year."""
    for year, number in enumerate(grid.facts.years):
        for group, cells in enumerate(inputs.groups):
            grid.put("year", year, group, number)
            grid.put("group", year, group, grid.facts.labels[group])
            _path(grid, year, group, cells)
            _months(grid, year, group, cells)
            _bills(grid, (year, group), inputs)


def _path(grid: Grid, year: int, group: int, cells: Group) -> None:
    """Write rules 1 and 2: who is eligible, wanted and carried, unrounded."""
    one = live(1)
    keep = [one - share for share in cells.exits.get(year, [])]
    renew = [cells.renewal] if cells.renewal is not None and year else []

    def before(name: str, start: Live) -> Live:
        return grid.get(name, year - 1, group) if year else start

    grow = [one + cells.growth] if year else []
    can = _product(before("can", cells.eligible), *keep, *grow)
    can = grid.put("can", year, group, can)
    verified = floored(cells.verified * can)
    grid.put("verified", year, group, verified)
    carried = _product(before("carried", cells.members), *keep, *renew)
    grid.put("carried", year, group, carried)
    last = grid.december[year - 1, group] if year else cells.members
    asked = _product(last, *keep, *renew)
    course = _course(grid, year, group, cells)
    if course is not None:
        of = can
        if cells.of_people is not None:
            growth = [one + cells.of_growth] if year else []
            of = _product(before("base", cells.of_people), *growth)
            of = grid.put("base", year, group, of)
        asked = grid.put("course", year, group, course) * of
    grid.put("asked", year, group, asked)


def _product(*factors: Live) -> Live:
    return reduce(mul, factors)


def _course(grid: Grid, year: int, group: int, cells: Group) -> Live | None:
    """Return the coverage a path aims at in a year, None where it counts people."""
    if grid.facts.groups[group].path.kind == "trend":
        return live(grid.facts.course(group)[year])
    if cells.goal is None:
        return None
    of = cells.eligible if cells.of_people is None else cells.of_people
    start = pick(of > 0, _divided(cells.members, of), 0)
    steps = cells.goal_year - (grid.facts.years[0] - 1)
    return start + (cells.goal - start) * least(year + 1, steps) / steps


def _divided(part: Live, whole: Live) -> Live:
    """Return a share; where the whole is nothing the caller picks another value."""
    if not whole.value:
        return Live(f"({part.text}/{whole.text})", 0.0)
    return part / whole


def _months(grid: Grid, year: int, group: int, cells: Group) -> None:
    """Write rules 3 and 4: funded months and the people counted in them."""
    first, last = cells.spans.get(year, (cells.first, cells.last))
    first, last = (
        grid.put("first", year, group, first),
        grid.put("last", year, group, last),
    )
    inside, opened = grid.facts.inside(year, group), grid.facts.is_open(year)
    verified = grid.get("verified", year, group)
    carried = rounded(grid.get("carried", year, group))
    wanted = grid.get("asked", year, group)
    for month in range(MONTHS_PER_YEAR):
        at_ = (year, group, month)
        wanted = cells.named.get(year * MONTHS_PER_YEAR + month, wanted)
        is_funded = pick(both(first <= month + 1, last >= month + 1), 1, 0)
        funded = grid.put_month("funded", at_, is_funded if inside[month] else 0)
        held = [] if opened[month] else [carried]
        people = funded * least(rounded(wanted), verified, *held)
        grid.put_month("people", at_, people if inside[month] else 0)
    grid.december[year, group] = wanted
    exists = inside.any()
    eligible = rounded(grid.get("can", year, group)) if exists else 0
    grid.put("eligible", year, group, eligible)
    grid.put("largest", year, group, largest(grid.span("people", year, group)))
    numbers = grid.paper.numbers(
        (FIRST_ROW - 2, grid.columns["funded"]),
        (FIRST_ROW - 2, grid.columns["funded"] + MONTHS_PER_YEAR - 1),
    )
    ending = last_of(grid.span("funded", year, group) * numbers)
    grid.put("ending", year, group, ending)


def number_months(grid: Grid) -> None:
    """Write the numbers 1 to 12 above the funded months."""
    for month in range(MONTHS_PER_YEAR):
        column = grid.columns["funded"] + month
        grid.paper.put(FIRST_ROW - 2, column, month + 1, WHOLE)


def _bills(grid: Grid, where: tuple[int, int], inputs: Inputs) -> None:
    """Write rule 5: tariffs by month and the bill before the ceiling."""
    (year, group), facts = where, grid.facts
    wage = inputs.groups[group].wage
    if facts.is_minimum_wage(group) and inputs.yearly.wage is not None:
        wage = inputs.yearly.wage[year]
    if wage is not None:
        wage = grid.put("wage", year, group, wage)
    for programme, name in enumerate(("jkk", "jkm")):
        by_month = inputs.yearly.tariffs[facts.tariff_of(group, programme)][year]
        for month, rate in enumerate(by_month):
            paid = rate if wage is None else rate * wage
            grid.put_month(f"rate_{name}", (year, group, month), paid)
        people, rates = (grid.span(n, year, group) for n in ("people", f"rate_{name}"))
        grid.put(name, year, group, of_all(rounded(people * rates)))
    most_people = grid.get("largest", year, group)
    each = [grid.span(f"rate_{name}", year, group) for name in ("jkk", "jkm")]
    full = rounded(most_people * each[0]) + rounded(most_people * each[1])
    grid.put("full", year, group, of_all(full))


_TITLE = say(
    id="Hitung: setiap kelompok, tahun dan bulan",
    en="Grid: every group, year and month",
)
_HOW = say(
    id="Rumus hidup. Nilai tetap: masa tugas, gerbang peserta baru, cakupan ramalan. "
    "Pecahan dibulatkan setengah ke atas (pengaman 0,000001 terhadap galat biner).",
    en="Live formulas. Fixed values: windows of service, the gate of new cover, the "
    "coverage of a forecast. Halves are rounded up (guard 0.000001 against binary "
    "error).",
)
_FUNDER = {
    "paid": say(id="Sebelum pagu dibayar", en="Before ceiling, paid by"),
    "paid_after": say(id="Dibayar", en="Paid by"),
    "serves": say(id="Dilayani (1/0)", en="Served (1/0) by"),
}
