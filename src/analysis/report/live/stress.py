"""The sheet of the stress tests and the breach chances: values of the run."""

from __future__ import annotations

from analysis.language import Text, rupiah_short, say
from analysis.report import frames, tables
from analysis.report.live.facts import Facts
from analysis.report.live.paper import Paper
from analysis.report.table import Table
from analysis.report.workbook_layout import text_height
from analysis.study.line import line as line_of

UJI = say(id="Uji tekan", en="Stress tests")
WIDTHS = (40, 15, 19, 20, 16, 16, 13, 13, 13, 13)
_LAST = len(WIDTHS) - 1


def write_stress(paper: Paper, facts: Facts, answered: bool) -> None:
    """Fill the sheet; the line of its state comes in row 2 later."""
    paper.line(0, _TITLE, "title", last=_LAST)
    row = _chances(paper, 3, facts, answered)
    if not answered:
        paper.line(row, _NOT_TESTED, last=_LAST)
        return
    row = _table(paper, row, tables.stress(facts.results, facts.lang))
    _table(paper, row, tables.stress_sizes(facts.results, facts.lang))


def _chances(paper: Paper, row: int, facts: Facts, answered: bool) -> int:
    """Write the chance of passing the ceiling by year, where there is one."""
    chance = frames.breach_probability(facts.results)
    paper.line(row, _CHANCE, "part", last=_LAST)
    if chance.empty:
        paper.line(row + 1, _no_chance(facts, answered), last=_LAST)
        return row + 3
    paper.heads(row + 1, [_YEAR, _PROBABILITY])
    row += 2
    for year, value in chance.items():
        paper.put(row, 0, int(year), "year")
        paper.put(row, 1, float(value), "share")
        row += 1
    return row + 1


def _no_chance(facts: Facts, answered: bool) -> Text:
    """Say why there is no chance, and what line the tables below take instead."""
    line = line_of(facts.results)
    if not answered or line.idr.isna().all():
        return _NO_CEILING
    height = {
        lang: rupiah_short(float(line.idr.dropna().iloc[0]), lang)
        for lang in ("id", "en")
    }
    return say(
        id=f"Pagu belum terbit. Tabel di bawah memakai pagu anggapan {height['id']} "
        "setahun, setinggi tagihan tahun pertama.",
        en=f"No budget ceiling is published. The tables below take an assumed one of "
        f"{height['en']} a year, as high as the first year's bill.",
    )


def _table(paper: Paper, row: int, shown: Table) -> int:
    """Write a table of ready texts; long last columns run on over the free ones."""
    paper.line(row, shown.title, "part", last=_LAST)
    heads = [str(one) for one in shown.frame.columns]
    spread = len(heads) < len(WIDTHS)
    spans = (
        [(0, 0), (1, 3), (4, _LAST)] if spread else [(n, n) for n in range(_LAST + 1)]
    )
    widths = [sum(WIDTHS[a : b + 1]) for a, b in spans]
    for number, values in enumerate([heads, *shown.frame.to_numpy().tolist()]):
        row += 1
        look = "words" if number else "head"
        for (first, last), value in zip(spans, values, strict=True):
            if last > first:
                form = paper.book.look(look)
                paper.target.merge_range(row, first, row, last, "", form)
            paper.put(row, first, str(value), look)
        paper.target.set_row(row, text_height([str(v) for v in values], widths))
    if shown.note:
        row += 1
        paper.line(row, shown.note, last=_LAST)
    return row + 2


_TITLE = say(id="Uji tekan dan peluang", en="Stress tests and chances")
_CHANCE = say(
    id="Peluang melewati pagu menurut simulasi skenario saja (nilai saat dijalankan). "
    "Dengan semua yang belum pasti: tabel di bawah",
    en="Chance of passing the ceiling by the scenario's own draws only (values of the "
    "run). With all that is uncertain: the table below",
)
_NO_CEILING = say(
    id="Pagu belum terbit, jadi peluang melewatinya tidak dihitung.",
    en="No budget ceiling is published, so no chance of passing it was computed.",
)
_YEAR, _PROBABILITY = say(id="Tahun", en="Year"), say(id="Peluang", en="Chance")
_NOT_TESTED = say(
    id="Skenario ini dijalankan tanpa kajian; jalankan lengkap untuk uji tekan.",
    en="This run was made without the studies; run it in full for the stress tests.",
)
