"""The sheet of results: bill, ceiling, burden, coverage and people left out, live."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.language import Text, rupiah_short, say
from analysis.report.labels import text_of
from analysis.report.live.cut import Year
from analysis.report.live.expr import Live, live, over, pick, total
from analysis.report.live.grid import Grid
from analysis.report.live.inputs import Inputs
from analysis.report.live.paper import Paper
from analysis.report.seven import plain, seven
from analysis.report.workbook_layout import text_height
from analysis.study.line import line as line_of

HASIL = say(id="Hasil", en="Results")
WIDTHS = (8, *[15] * 6, 18, 13, 13, 13, 12, 13)
FIRST = 6
LAST_COLUMN = len(WIDTHS) - 1
_CHART_ROWS = 20


@dataclass(frozen=True)
class Outcome:
    """The results by year; ``columns`` holds each as a range and its cells."""

    cells: dict[str, list[Live]]
    rows: int


def write_outcome(
    paper: Paper, grid: Grid, inputs: Inputs, years: list[Year]
) -> Outcome:
    """Fill the sheet of results; the line of its state comes in row 2 later."""
    facts = grid.facts
    title = text_of(facts.results.scenario.title, facts.lang)
    paper.line(0, f"{_TITLE[facts.lang]}: {title}", "title", last=LAST_COLUMN)
    paper.line(3, _EACH_YEAR, "part", last=LAST_COLUMN)
    paper.heads(FIRST - 1, [text for text, _ in COLUMNS.values()])
    paper.target.freeze_panes(FIRST, 1)
    cells: dict[str, list[Live]] = {name: [] for name in COLUMNS}
    for at in range(len(years)):
        found = _year(grid, inputs, years[at], at)
        for column, (name, (_, look)) in enumerate(COLUMNS.items()):
            cell = paper.put(FIRST + at, column, found[name], look)
            cells[name].append(cell)
    row = FIRST + len(years) + 1
    line = _drawn_line(paper, row + _CHART_ROWS, grid, inputs)
    _chart(paper, row, facts.lang, line)
    row += _CHART_ROWS + (0 if line.name is None else len(years) + 3)
    for name, head, look in _TABLES:
        row = _by_group(paper, row, grid, (name, head, look))
    row = _answers(paper, row + 1, grid)
    return Outcome(cells, row)


def _year(grid: Grid, inputs: Inputs, one: Year, at: int) -> dict[str, object]:
    """Return a year's results as formulas."""
    ceiling = inputs.yearly.ceiling[at]
    eligible, end = (total(grid.span(name, at)) for name in ("eligible", "end"))
    base = inputs.yearly.base[at] if inputs.yearly.base else None
    paid = one.bill - one.apbd if one.paid else live(0)
    if settled := grid.facts.settled(at):
        paid = one.bill + settled - one.apbd
    return {
        "year": grid.facts.years[at],
        "uncut": one.uncut_apbd,
        "ceiling": pick(ceiling.blank, "", ceiling),
        "headroom": pick(ceiling.blank, "", _minus(ceiling, one.uncut_apbd)),
        "apbd": one.apbd,
        "others": paid,
        "all": one.bill if not settled else one.bill + settled,
        "base": "" if base is None else base,
        "burden": "" if base is None else pick(base > 0, over(one.apbd, base), ""),
        "eligible": eligible,
        "end": end,
        "coverage": pick(eligible > 0, over(end, eligible), 0),
        "left_out": eligible - end,
    }


def _minus(a: Live, b: Live) -> Live:
    """Return a difference that an empty cell keeps from being shown."""
    return Live(f"({a.text}-{b.text})", 0 if a.value == "" else a.value - b.value)


def _by_group(paper: Paper, row: int, grid: Grid, what: tuple[str, Text, str]) -> int:
    """Write a table of years and groups; return the row after it."""
    (name, head, look), facts = what, grid.facts
    paper.line(row, head, "part", last=LAST_COLUMN)
    widths = paper.widths + [14.0] * (len(facts.labels) + 2 - len(paper.widths))
    for column in range(len(paper.widths), len(widths)):
        paper.target.set_column(column, column, widths[column])
    paper.widths[:] = widths
    paper.heads(row + 1, [COLUMNS["year"][0], *facts.labels])
    row += 2
    for year, number in enumerate(facts.years):
        paper.put(row, 0, number, "year")
        for group in range(len(facts.slugs)):
            if name == "coverage":
                eligible = grid.get("eligible", year, group)
                share = over(grid.get("end", year, group), eligible)
                paper.put(row, 1 + group, pick(eligible > 0, share, 0), look)
            else:
                paper.put(row, 1 + group, grid.get(name, year, group), look)
        row += 1
    return row + 1


@dataclass(frozen=True)
class _Line:
    """The line of the chart: its cells, and the cell of its name (None: the column)."""

    cells: list[Live]
    name: tuple[int, int] | None


def _drawn_line(paper: Paper, row: int, grid: Grid, inputs: Inputs) -> _Line:
    """Return the ceiling to draw; an assumed one where none is published.

    That one is a value of the run; a ceiling typed by the planner replaces it.
    """
    facts, ceilings = grid.facts, inputs.yearly.ceiling
    line = line_of(facts.results)
    if not line.is_assumed or line.idr.isna().any():
        return _Line(ceilings, None)
    height = rupiah_short(float(line.idr.iloc[0]), facts.lang)
    paper.line(row, no_ceiling(height)[facts.lang], "part", last=LAST_COLUMN)
    paper.heads(row + 1, [COLUMNS["year"][0], _ASSUMED])
    cells = []
    for at, (year, ceiling) in enumerate(zip(facts.years, ceilings, strict=True)):
        paper.put(row + 2 + at, 0, year, "year")
        shown = pick(ceiling.blank, float(line.idr[year]), ceiling)
        cells.append(paper.put(row + 2 + at, 1, shown, "money"))
    return _Line(cells, (row + 1, 1))


def no_ceiling(height: str) -> Text:
    """Say that no ceiling is published, and what is taken in its place."""
    return say(
        id=f"Pagu belum terbit: grafik dan uji tekan memakai pagu anggapan {height}, "
        "setinggi tagihan tahun pertama saat dijalankan",
        en=f"No budget ceiling is published: chart and stress tests take an assumed "
        f"one of {height}, the first year's bill as run",
    )


def _chart(paper: Paper, row: int, lang: str, drawn: _Line) -> None:
    """Draw bill and ceiling; an empty ceiling leaves a gap."""
    book = paper.book.file
    chart = book.add_chart({"type": "column"})
    line = book.add_chart({"type": "line"})
    name, count = paper.target.get_name(), len(drawn.cells)
    last = FIRST + count - 1
    years = [name, FIRST, 0, last, 0]
    for column, colour in ((1, "#9DC3E6"), (4, "#1F4E79")):
        chart.add_series(
            {
                "name": [name, FIRST - 1, column],
                "categories": years,
                "values": [name, FIRST, column, last, column],
                "fill": {"color": colour},
                "gap": 60,
            }
        )
    ends = [drawn.cells[at].text for at in (0, count - 1)]
    values = f"={ends[0]}:{ends[1].rpartition('!')[2]}"
    line.add_series(
        {
            "name": [name, *(drawn.name or (FIRST - 1, 2))],
            "categories": years,
            "values": values,
            "line": {"color": "#C00000", "width": 2.5, "dash_type": "dash"},
            "marker": {"type": "diamond", "size": 7, "fill": {"color": "#C00000"}},
        }
    )
    chart.combine(line)
    chart.set_title({"name": _CHART[lang], "name_font": {"size": 13}})
    chart.set_legend({"position": "bottom"})
    chart.set_y_axis({"num_format": "#,##0,,", "name": _MILLION[lang], "min": 0})
    chart.show_blanks_as("gap")
    chart.set_size({"width": 1080, "height": 380})
    paper.target.insert_chart(row, 0, chart, {"description": _ALT[lang]})


def _answers(paper: Paper, row: int, grid: Grid) -> int:
    """Write the seven answers of the run as values, where the run has them."""
    facts = grid.facts
    paper.line(row, _SEVEN, "part", last=LAST_COLUMN)
    if not answered(grid):
        paper.line(row + 1, _NO_ANSWERS, last=LAST_COLUMN)
        return row + 2
    paper.line(row + 1, _VALUES, last=LAST_COLUMN)
    row += 2
    width = sum(WIDTHS[4:])
    for question, answer in seven(facts.results, facts.lang):
        paper.target.merge_range(row, 0, row, 3, "", paper.book.look("strong"))
        paper.put(row, 0, question, "strong")
        form = paper.book.look("words")
        paper.target.merge_range(row, 4, row, LAST_COLUMN, "", form)
        paper.put(row, 4, plain(answer))
        paper.target.set_row(row, text_height([plain(answer)], [width]))
        row += 1
    return row


def answered(grid: Grid) -> bool:
    """Say whether the run holds the numbers of the studies behind the answers."""
    return bool((grid.facts.results.table["variable"] == "measured_bill_idr").any())


_TITLE = say(id="Hasil", en="Results")
_EACH_YEAR = say(id="Setiap tahun (hidup: ikut berubah)", en="Every year (live: moves)")
COLUMNS: dict[str, tuple[Text, str]] = {
    "year": (say(id="Tahun", en="Year"), "year"),
    "uncut": (
        say(id="Tagihan APBD sebelum pagu (Rp)", en="APBD bill before ceiling (Rp)"),
        "money",
    ),
    "ceiling": (say(id="Pagu (Rp)", en="Ceiling (Rp)"), "money"),
    "headroom": (say(id="Sisa pagu (Rp)", en="Room under ceiling (Rp)"), "money"),
    "apbd": (
        say(id="Tagihan APBD sesudah pagu (Rp)", en="APBD bill after ceiling (Rp)"),
        "money",
    ),
    "others": (say(id="Dibayar pihak lain (Rp)", en="Paid by others (Rp)"), "money"),
    "all": (say(id="Iuran seluruhnya (Rp)", en="Contributions in all (Rp)"), "money"),
    "base": (say(id="Basis beban (Rp)", en="Base of the burden (Rp)"), "money"),
    "burden": (say(id="Beban", en="Burden"), "fine"),
    "eligible": (say(id="Memenuhi syarat", en="Eligible"), "people"),
    "end": (say(id="Peserta akhir tahun", en="Insured at year end"), "people"),
    "coverage": (say(id="Cakupan", en="Coverage"), "share"),
    "left_out": (say(id="Orang tertinggal", en="People left out"), "people"),
}
_TABLES = (
    (
        "end",
        say(
            id="Peserta akhir tahun menurut kelompok (hidup)",
            en="Insured at year end by group (live)",
        ),
        "people",
    ),
    (
        "coverage",
        say(id="Cakupan menurut kelompok (hidup)", en="Coverage by group (live)"),
        "share",
    ),
    (
        "left_out",
        say(
            id="Orang tertinggal menurut kelompok (hidup)",
            en="People left out by group (live)",
        ),
        "people",
    ),
)
_ASSUMED = say(id="Pagu anggapan (Rp)", en="Assumed ceiling (Rp)")
_CHART = say(id="Tagihan APBD dan pagu", en="Bill of the APBD and its ceiling")
_MILLION = say(id="Rp juta", en="Rp million")
_ALT = say(
    id="Grafik batang tagihan APBD setiap tahun sebelum dan sesudah pagu, dengan garis "
    "pagu.",
    en="Columns of the APBD's bill each year before and after the ceiling, with the "
    "ceiling as a line.",
)
_SEVEN = say(
    id="Tujuh jawaban (nilai saat dijalankan, tidak ikut berubah)",
    en="Seven answers (values of the run, they do not move)",
)
_VALUES = say(
    id="Dihitung dengan ribuan simulasi; ubah masukan berarti jalankan lagi "
    "skenarionya.",
    en="Computed with thousands of draws; with other inputs run the scenario again.",
)
_NO_ANSWERS = say(
    id="Skenario ini dijalankan tanpa kajian; jalankan lengkap untuk tujuh jawaban.",
    en="This run was made without the studies; run it in full for the seven answers.",
)
