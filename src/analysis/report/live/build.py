"""All live sheets of a workbook, each filled once what it builds on is there."""

from __future__ import annotations

from analysis.language import Text
from analysis.report.live import (
    bridge,
    budget_form,
    checks,
    compare,
    cut,
    grid,
    guide,
    inputs,
    law,
    outcome,
    stress,
    ties,
)
from analysis.report.live.expr import Live, pick
from analysis.report.live.facts import Facts
from analysis.report.live.paper import FAULTS, MESSAGE, Book, Paper

FRONT: dict[str, tuple[Text, tuple[float, ...]]] = {
    "guide": (guide.PETUNJUK, guide.WIDTHS),
    "inputs": (inputs.MASUKAN, inputs.WIDTHS),
    "law": (law.HUKUM, law.WIDTHS),
    "outcome": (outcome.HASIL, outcome.WIDTHS),
    "bridge": (bridge.JEMBATAN, bridge.WIDTHS),
    "compare": (compare.SKENARIO, compare.WIDTHS),
    "stress": (stress.UJI, stress.WIDTHS),
    "form": (budget_form.RKA, budget_form.WIDTHS),
}
BACK: dict[str, tuple[Text, tuple[float, ...]]] = {
    "grid": (grid.HITUNG, ()),
    "cut": (cut.PAGU, ()),
    "monthly": (law.TARIF, law.MONTH_WIDTHS),
    "checks": (checks.PERIKSA, checks.WIDTHS),
}
# where the line of a sheet's state stands, across how many columns, and if it moves
_STATES = {
    "inputs": (2, 10, True),
    "outcome": (1, 12, True),
    "bridge": (1, 7, True),
    "compare": (1, 6, True),
    "stress": (1, 9, False),
    "form": (2, 7, True),
}
# where a sheet that needs no state shows a wrong entry, and across how many columns
_ALARMS = {
    "guide": (2, 2),
    "law": (2, 6),
    "grid": (2, 9),
    "cut": (2, 7),
    "monthly": (2, 12),
    "checks": (2, 3),
}
# results, and what they are counted from
_GUARDED = ("inputs", "outcome", "bridge", "compare", "form", "grid", "cut")


def add_sheets(
    book: Book, sheets: dict[str, tuple[Text, tuple[float, ...]]]
) -> dict[str, Paper]:
    """Add empty sheets in their order."""
    return {
        key: book.sheet(name, widths=widths) for key, (name, widths) in sheets.items()
    }


def fill(sheets: dict[str, Paper], facts: Facts) -> Live:
    """Fill the sheets of ``FRONT`` and ``BACK``; return how many cells were changed."""
    for key in _GUARDED:
        sheets[key].is_guarded = True
    guide.write_guide(sheets["guide"], facts)
    rules = law.write_law(sheets["law"], sheets["monthly"], facts)
    asked = inputs.write_inputs(sheets["inputs"], facts, rules)
    ties.tie(sheets["inputs"].book, asked)
    rows = grid.new_grid(sheets["grid"], facts)
    grid.number_months(rows)
    grid.count(rows, asked)
    years = cut.cut(sheets["cut"], rows, asked)
    found = outcome.write_outcome(sheets["outcome"], rows, asked, years)
    bridge.write_bridge(sheets["bridge"], rows, rules, years)
    total = budget_form.write_form(sheets["form"], rows, found)
    stress.write_stress(sheets["stress"], facts, outcome.answered(rows))
    changed = compare.write_comparison(sheets["compare"], facts, found)
    checks.write_checks(sheets["checks"])
    _write_states(sheets, changed, facts.lang)
    _name(sheets["outcome"], found, {"Masukan_diubah": changed, "Jumlah_RKA": total})
    _name_inputs(sheets["inputs"], asked)
    return changed


def _write_states(sheets: dict[str, Paper], changed: Live, lang: str) -> None:
    """Write on top of each sheet how it stands, in red while an entry is wrong."""
    for key, (row, last, moves) in _STATES.items():
        line = compare.state_line(changed, lang, moves)
        sheets[key].line(row, line, "state", last=last)
        sheets[key].alarm((row, 0), FAULTS > 0)
    for key, (row, last) in _ALARMS.items():
        sheets[key].line(row, pick(FAULTS > 0, MESSAGE, ""), "flag", last=last)
        sheets[key].alarm((row, 0), FAULTS > 0)


def _name(paper: Paper, found: outcome.Outcome, single: dict[str, Live]) -> None:
    """Name the main outputs, so that formulas of the planner's own can use them."""
    for name, words in _NAMES.items():
        paper.name(words, _range(found.cells[name]))
    for words, cell in single.items():
        paper.name(words, cell)


def _name_inputs(paper: Paper, asked: inputs.Inputs) -> None:
    """Name the main inputs."""
    paper.name("Pagu", _range(asked.yearly.ceiling))
    paper.name("Peserta_awal", _range([one.members for one in asked.groups]))
    paper.name("Memenuhi_syarat", _range([one.eligible for one in asked.groups]))


def _range(cells: list[Live]) -> Live:
    last = cells[-1].text.rpartition("!")[2]
    return Live(f"{cells[0].text}:{last}", None)


_NAMES = {
    "year": "Tahun_anggaran",
    "uncut": "Tagihan_sebelum_pagu",
    "apbd": "Tagihan_APBD",
    "headroom": "Sisa_pagu",
    "end": "Peserta_akhir_tahun",
    "coverage": "Cakupan",
    "left_out": "Orang_tertinggal",
}
