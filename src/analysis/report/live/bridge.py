"""The sheet of the bridge: from people x tariff x 12 to the bill, with a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.language import say
from analysis.report.labels import BRIDGE
from analysis.report.live.cut import Year
from analysis.report.live.expr import Live, at, least, live, most, total
from analysis.report.live.grid import Grid
from analysis.report.live.law import Law
from analysis.report.live.paper import Paper
from analysis.report.live.rules import chosen_year
from analysis.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from analysis.model.results import Results

JEMBATAN = say(id="Jembatan", en="Bridge")
WIDTHS = (36, *[19] * 8)
FIRST = 5


def write_bridge(paper: Paper, grid: Grid, law: Law, years: list[Year]) -> None:
    """Fill the sheet of the bridge; the line of its state comes in row 2 later."""
    facts, lang = grid.facts, grid.facts.lang
    names = steps_of(facts.results)
    paper.line(0, _TITLE, "title", last=7)
    paper.line(3, _PART, "part", last=7)
    paper.heads(FIRST - 1, [_YEAR, *[BRIDGE[name] for name in names]])
    for place, number in enumerate(facts.years):
        paper.put(FIRST + place, 0, number, "year")
        steps = _steps(grid, place, law, years[place])
        for column, name in enumerate(names, start=1):
            paper.put(FIRST + place, column, steps[name], "money")
    row = FIRST + len(facts.years) + 1
    chosen = paper.ask((row, 1), facts.years[0], chosen_year(facts.years), "whole")
    paper.put(row, 0, _CHOSEN[lang], "strong")
    place, last = chosen - (facts.years[0] - 1), FIRST + len(facts.years) - 1
    amounts = [
        (name, at(paper.numbers((FIRST, column), (last, column)), place))
        for column, name in enumerate(names, start=1)
    ]
    _waterfall(paper, row + 2, lang, amounts)


def steps_of(results: Results) -> list[str]:
    """Return the steps a run has; old debt only where months may go unpaid."""
    owes = "bridge_arrears_idr" in set(results.table["variable"])
    return [one for one in BRIDGE if owes or one != "bridge_arrears_idr"]


def _steps(grid: Grid, year: int, law: Law, one: Year) -> dict[str, Live]:
    """Return the steps of a year, each its own formula; the last is their sum."""
    cell = total(grid.span("largest", year)) * law.spreadsheet * MONTHS_PER_YEAR
    full = total(grid.span("full", year))
    paid = live(0)
    for payment in one.paid:
        paid = paid - payment
    settled = grid.facts.settled(year)
    return {
        "spreadsheet_bill_idr": cell,
        "bridge_tariff_idr": full - cell,
        "bridge_months_idr": one.uncut - full,
        "bridge_ceiling_idr": one.bill - one.uncut,
        "bridge_funders_idr": paid,
        "bridge_arrears_idr": live(settled),
        "bill": one.apbd,
    }


def _waterfall(
    paper: Paper, row: int, lang: str, amounts: list[tuple[str, Live]]
) -> None:
    """Write what the bars of the chosen year stand on, and draw them."""
    paper.heads(row, [_STEP, _AMOUNT, _HIDDEN, _TOTAL, _UP, _DOWN])
    reached, zero = live(0), live(0)
    for number, (name, found) in enumerate(amounts, start=1):
        paper.put(row + number, 0, BRIDGE[name][lang])
        amount = paper.put(row + number, 1, found, "money")
        is_total = number in (1, len(amounts))
        after = amount if is_total else reached + amount
        bars = (zero, amount, zero, zero)
        if not is_total:
            rise, fall = most(amount, 0), most(zero - amount, 0)
            bars = (least(reached, after), zero, rise, fall)
        for column, bar in enumerate(bars, start=2):
            paper.put(row + number, column, bar, "money")
        reached = after
    _draw(paper, row, len(amounts), lang)


def _draw(paper: Paper, row: int, count: int, lang: str) -> None:
    chart = paper.book.file.add_chart({"type": "column", "subtype": "stacked"})
    name = paper.target.get_name()
    colours = {2: None, 3: "#1F4E79", 4: "#C55A11", 5: "#548235"}
    for column, colour in colours.items():
        fill = {"none": True} if colour is None else {"color": colour}
        chart.add_series(
            {
                "name": [name, row, column],
                "categories": [name, row + 1, 0, row + count, 0],
                "values": [name, row + 1, column, row + count, column],
                "fill": fill,
                "border": {"none": True},
                "gap": 40,
            }
        )
    chart.set_title({"name": _TITLE[lang], "name_font": {"size": 13}})
    chart.set_legend({"position": "bottom", "delete_series": [0]})
    chart.set_y_axis({"num_format": "#,##0,,", "name": _MILLION[lang]})
    chart.set_size({"width": 1100, "height": 400})
    paper.target.insert_chart(row + count + 2, 0, chart, {"description": _ALT[lang]})


_TITLE = say(
    id="Dari orang x tarif x 12 ke tagihan APBD",
    en="From people x tariff x 12 to the APBD's bill",
)
_PART = say(id="Setiap tahun, Rp (hidup)", en="Every year, Rp (live)")
_YEAR = say(id="Tahun", en="Year")
_CHOSEN = say(id="Tahun pada grafik (pilih)", en="Year in the chart (choose)")
_STEP, _AMOUNT = say(id="Langkah", en="Step"), say(id="Rupiah", en="Rupiah")
_HIDDEN = say(id="(alas batang)", en="(foot of the bar)")
_TOTAL = say(id="Jumlah", en="Total")
_UP, _DOWN = say(id="Naik", en="Up"), say(id="Turun", en="Down")
_MILLION = say(id="Rp juta", en="Rp million")
_ALT = say(
    id="Grafik jembatan dari orang kali tarif kali dua belas ke tagihan APBD umum pada "
    "tahun yang dipilih.",
    en="Bridge chart from people times tariff times twelve to the general APBD's bill "
    "in the chosen year.",
)
