"""The ceiling: rule 7 by heads as formulas, and who pays before and after it.

The largest share f that fits is k / n of some group's largest month n. It is searched
as the model does, in whole numbers, so the caps floor(f m) are exactly the model's.
"""

from __future__ import annotations

from dataclasses import dataclass

from analysis.language import Text, say
from analysis.report.live.expr import (
    NARROW,
    Live,
    at,
    both,
    floored,
    largest,
    last_of,
    least,
    live,
    most,
    of_all,
    pick,
    place_of,
    rounded,
    total,
)
from analysis.report.live.facts import STEPS, Facts
from analysis.report.live.grid import Grid
from analysis.report.live.inputs import Inputs
from analysis.report.live.paper import Paper
from analysis.report.live.settled import end_of, net, settle
from analysis.units import MONTHS_PER_YEAR

PAGU = say(id="Hitung pagu", en="Ceiling grid")
NO_LIMIT = 9e15  # where a year has no ceiling
_ROW = 4


@dataclass(frozen=True)
class Year:
    """What a year comes to before and after the ceiling."""

    uncut: Live
    uncut_apbd: Live
    bill: Live
    paid: list[Live]
    apbd: Live
    fits: Live


def cut(paper: Paper, grid: Grid, inputs: Inputs) -> list[Year]:
    """Write payers, cuts and bills after the ceiling; return the years."""
    facts = grid.facts
    _headings(paper, facts)
    found = []
    for year in range(len(facts.years)):
        _payers(grid, year, inputs, "paid")
        _scope(grid, year)
        line = _limit(paper, grid, year, inputs)
        if facts.cut_is_live:
            share = _share(paper, grid, year, inputs)
            _capped(grid, year, line["fits"], share)
        else:
            _as_run(grid, year, line["fits"])
        for group in range(len(facts.slugs)):
            settle(grid, year, group)
        _payers(grid, year, inputs, "paid_after")
        for group in range(len(facts.slugs)):
            net(grid, year, group)
        found.append(_year(grid, year, line))
    return found


def _payers(grid: Grid, year: int, inputs: Inputs, word: str) -> None:
    """Write rule 6: each payer in order, for its groups, up to its limit."""
    names = ("jkk", "jkm") if word == "paid" else ("jkk_after", "jkm_after")
    groups = range(len(grid.facts.slugs))
    left = [grid.get(names[0], year, g) + grid.get(names[1], year, g) for g in groups]
    for number, limit in enumerate(inputs.yearly.funders):
        spent = live(0)
        for group in groups:
            serves = grid.facts.serves(number, group)
            grid.put(f"serves {number}", year, group, int(serves))
            share = left[group] if limit is None else least(left[group], limit - spent)
            name = f"{word} {number}"
            paid = grid.put(name, year, group, share if serves else 0)
            if serves:
                spent, left[group] = spent + paid, left[group] - paid
    if word == "paid":
        for group in groups:
            grid.put("apbd", year, group, left[group])


def _scope(grid: Grid, year: int) -> None:
    """Write whom a cut may touch: groups the general APBD pays for, not protected."""
    protected = grid.facts.plan.protected
    for group in range(len(grid.facts.slugs)):
        paid = pick(grid.get("apbd", year, group) > 0, 1, 0)
        grid.put("scope", year, group, 0 if protected[group] else paid)


def _limit(paper: Paper, grid: Grid, year: int, inputs: Inputs) -> dict[str, Live]:
    row, ceiling = _ROW + year, inputs.yearly.ceiling[year]
    uncut = total(grid.span("jkk", year)) + total(grid.span("jkm", year))
    paper.put(row, 0, grid.facts.years[year], "whole")
    line = {"uncut": paper.put(row, 1, uncut, "money")}
    line["apbd"] = paper.put(row, 2, total(grid.span("apbd", year)), "money")
    limit = pick(ceiling.blank, NO_LIMIT, ceiling)
    line["limit"] = paper.put(row, 3, limit, "money")
    fits = pick(line["apbd"] <= line["limit"], 1, 0)
    line["fits"] = paper.put(row, 4, fits, "whole")
    return line


def _share(paper: Paper, grid: Grid, year: int, inputs: Inputs) -> tuple[Live, Live]:
    """Write the search; return the largest share that fits, as k and n of k / n.

    First among k / n of the largest group n, a bit of k a step; then among the one
    step each smaller group may have between k / n and (k + 1) / n.
    """
    row = _ROW + year
    nothing = _trial(grid, year, inputs, (live(0), live(1)))
    least_idr = paper.put(row, 5, nothing, "money")
    within = paper.put(row, 6, most(paper.at(row, 3), least_idr), "money")
    reach = last_of(grid.span("scope", year) * grid.span("largest", year))
    whole = paper.put(row, 7, most(reach, 1), "people")
    low = live(0)
    for step in range(STEPS):
        column = len(_HEADS) + step
        higher = low + paper.at(_ROW - 2, column)
        good = _trial(grid, year, inputs, (higher, whole)) <= within
        found = pick(both(higher <= whole - 1, good), higher, low)
        low = paper.put(row, column, found, "people")
    for group in range(len(grid.facts.slugs)):
        _candidate(grid, (year, group), inputs, (low, whole, within))
    scores = grid.span("score", year)
    best = paper.put(row, 8, largest(scores), "step")
    place = place_of(best, scores)
    k = pick(best > 0, at(grid.span("next", year), place), low)
    n = pick(best > 0, at(grid.span("largest", year), place), whole)
    return paper.put(row, 9, k, "people"), paper.put(row, 10, n, "people")


def _candidate(
    grid: Grid,
    where: tuple[int, int],
    inputs: Inputs,
    found: tuple[Live, Live, Live],
) -> None:
    """Write a group's next cap and its share, if it lies below the next k and fits."""
    (year, group), (low, whole, within) = where, found
    size, scope = (grid.get(name, year, group) for name in ("largest", "scope"))
    after = grid.put("next", year, group, floored(low * size / whole, NARROW) + 1)
    denominator = most(size, 1)
    inside = both(scope > 0, (low + 1) * size > after * whole)
    fits = _trial(grid, year, inputs, (after, denominator)) <= within
    grid.put("score", year, group, pick(both(inside, fits), after / denominator, 0))


def _trial(grid: Grid, year: int, inputs: Inputs, share: tuple[Live, Live]) -> Live:
    """Return the general APBD's bill where each group has at most that share."""
    people, scope = grid.span("people", year), grid.span("scope", year)
    caps = floored(share[0] * grid.span("largest", year) / share[1], NARROW)
    left = people - scope * (people > caps) * (people - caps)
    rates = [grid.span(f"rate_{name}", year) for name in ("jkk", "jkm")]
    bills = rounded(left * rates[0]) + rounded(left * rates[1])
    cost = of_all(bills)
    for number, limit in enumerate(inputs.yearly.funders):
        served = of_all(grid.span(f"serves {number}", year) * bills)
        cost = cost - (served if limit is None else least(limit, served))
    return cost


def _capped(grid: Grid, year: int, fits: Live, share: tuple[Live, Live]) -> None:
    """Write people after a cut by heads."""
    for group in range(len(grid.facts.slugs)):
        size, scope = (grid.get(name, year, group) for name in ("largest", "scope"))
        cut_to = floored(share[0] * size / share[1], NARROW)
        is_cut = both(fits <= 0, scope > 0)
        cap = grid.put("cap", year, group, pick(is_cut, cut_to, size))
        for month in range(MONTHS_PER_YEAR):
            one = grid.paper.at(grid.row(year, group), grid.columns["people"] + month)
            grid.put_month("after", (year, group, month), least(one, cap))
        grid.put("end", year, group, end_of(grid, "after", year, group))


def _as_run(grid: Grid, year: int, fits: Live) -> None:
    """Write people after a cut the sheets do not compute: as run, or uncut if it fits.

    Where months go unpaid, old debt may leave months unpaid in a year that fits.
    """
    facts = grid.facts
    owes = facts.paid.arrears is not None
    for group in range(len(facts.slugs)):
        run = facts.people_after(year, group)
        for month in range(MONTHS_PER_YEAR):
            one = grid.paper.at(grid.row(year, group), grid.columns["people"] + month)
            after = float(run[month])
            what = after if owes else pick(fits > 0, one, after)
            grid.put_month("after", (year, group, month), what)
        listed = end_of(grid, "people", year, group)
        end = facts.end_after(year, group)
        grid.put("end", year, group, listed if owes else pick(fits > 0, listed, end))


def _year(grid: Grid, year: int, line: dict[str, Live]) -> Year:
    after = [total(grid.span(name, year)) for name in ("jkk_after", "jkm_after")]
    paid = [
        total(grid.span(f"paid_after {number}", year))
        for number in range(len(grid.facts.funders))
    ]
    bill = after[0] + after[1]
    apbd = bill
    for one in paid:
        apbd = apbd - one
    if settled := grid.facts.settled(year):
        apbd = apbd + settled
    return Year(line["uncut"], line["apbd"], bill, paid, apbd, line["fits"])


def _headings(paper: Paper, facts: Facts) -> None:
    paper.widths[:] = [8, 17, 17, 22, 9, 17, 22, 12, 15, 12, 12, *[11] * STEPS]
    for column, width in enumerate(paper.widths):
        paper.target.set_column(column, column, width)
    paper.line(0, _TITLE, "title", last=7)
    paper.line(1, _LIVE if facts.cut_is_live else _NOT_LIVE, last=7)
    heads: list[Text | str] = list(_HEADS)
    if facts.cut_is_live:
        for step in range(STEPS):
            column = len(_HEADS) + step
            paper.put(_ROW - 2, column, 2 ** (STEPS - 1 - step), "people")
            heads.append(f"{_STEP[facts.lang]} {step + 1}")
    paper.heads(_ROW - 1, heads)
    paper.target.freeze_panes(_ROW, 1)
    paper.on_many_pages(_ROW - 1, 0)


_TITLE = say(id="Pagu dan pemotongan", en="Ceiling and cut")
_LIVE = say(
    id="Hidup. Bila tagihan melewati pagu, setiap kelompok yang dibayar APBD umum x",
    en="Live. Where the bill passes the ceiling, every group the general APBD pays for "
    "keeps the same share f of its largest month; the largest f that fits is searched "
    "step by step.",
)
_NOT_LIVE = say(
    id="Pemotongan skenario ini TIDAK dihitung ulang di sini (aturan lain, pembayar "
    "yang bertumpuk, atau kelompok lebih dari 1.048.575 orang): tahun yang melewati "
    "pagu memakai nilai saat dijalankan.",
    en="This scenario's cut is NOT computed here (another rule, payers that overlap, "
    "or a group of more than 1,048,575 people): a year over the ceiling takes the "
    "values of the run.",
)
_HEADS = (
    say(id="Tahun", en="Year"),
    say(id="Tagihan semua pembayar", en="Bill of all payers"),
    say(id="Bagian APBD umum", en="General APBD's part"),
    say(id="Batas", en="Limit"),
    say(id="Muat (1/0)", en="Fits (1/0)"),
    say(id="Yang tidak boleh dipotong", en="What no cut may touch"),
    say(id="Batas yang dipakai", en="Limit used"),
    say(id="Kelompok terbesar", en="Largest group"),
    say(id="Bagian di antaranya", en="Share in between"),
    say(id="f = k / n: k", en="f = k / n: k"),
    say(id="n", en="n"),
)
_STEP = say(id="langkah", en="step")
