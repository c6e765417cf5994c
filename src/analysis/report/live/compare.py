"""The sheet of the scenario: what was run, and the run beside the cells as they are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from analysis.language import Text, day, percent, say
from analysis.report import frames, keys
from analysis.report.labels import CUTS, place, text_of
from analysis.report.live.expr import Live, both, live, pick, total, typed
from analysis.report.live.facts import Facts
from analysis.report.live.outcome import COLUMNS, Outcome
from analysis.report.live.paper import FAULTS, MESSAGE, Paper
from analysis.report.workbook_layout import text_height

if TYPE_CHECKING:
    import pandas as pd

    from analysis.model.results import Results

SKENARIO = say(id="Skenario", en="Scenario")
WIDTHS = (58, *[17] * 6)
_LAST = 6


def write_comparison(paper: Paper, facts: Facts, outcome: Outcome) -> Live:
    """Fill the sheet; return the number of yellow cells that were changed."""
    paper.line(0, _TITLE, "title", last=_LAST)
    row = _about(paper, 3, facts)
    row = _outputs(paper, row + 1, facts, outcome)
    return _inputs(paper, row + 1, facts)


def _about(paper: Paper, row: int, facts: Facts) -> int:
    """Write what the run is and its switches."""
    results, lang = facts.results, facts.lang
    scenario = results.scenario
    said = [
        (_NAME[lang], scenario.name),
        (_HEAD[lang], text_of(scenario.title, lang)),
        (_WHY[lang], text_of(scenario.why, lang)),
        (_PLACE[lang], f"{place(results)} ({scenario.region})"),
        (_YEARS[lang], f"{facts.years[0]}-{facts.years[-1]}"),
        (_DRAWS[lang], f"{scenario.draws}, {scenario.seed}"),
        *_switches(facts),
    ]
    paper.line(row, _RUN, "part", last=_LAST)
    for label, text in said:
        row += 1
        paper.put(row, 0, label, "strong")
        form = paper.book.look("words")
        paper.target.merge_range(row, 1, row, 6, "", form)
        paper.put(row, 1, text)
        paper.target.set_row(row, text_height([text], [sum(WIDTHS[1:7])]))
    return row + 1


def _switches(facts: Facts) -> list[tuple[str, str]]:
    """Return the choices of the scenario that are no yellow cell."""
    scenario, lang = facts.plan.scenario, facts.lang
    budget, decision = scenario.budget, scenario.decision
    named = dict(zip(facts.slugs, facts.labels, strict=True))
    payers = [facts.funder_name(number) for number in range(len(facts.funders))]
    shocks = [
        f"{one.year}: {percent(float(one.size.central * one.share.central), lang)}"
        for one in scenario.shocks
    ]
    said = [
        (_SHORT, CUTS[budget.when_short][lang]),
        (_REVISED, keys.written(budget.revised, "text", lang)),
        (_PRIORITY, ", ".join(named[slug] for slug in budget.priority)),
        (_PROTECT, ", ".join(named[slug] for slug in budget.protect)),
        (_PAYERS, ", ".join(payers)),
        (_DECISION, "" if decision is None else day(decision.date, lang)),
        (_GATE, facts.results.gate_month or ""),
        (_SHOCKS, ", ".join(shocks)),
        (_LAW, _LAWS[scenario.law.variant][lang]),
        (_OVERRIDES, ", ".join(_titles(facts, scenario.law.overrides))),
    ]
    return [(label[lang], text or "-") for label, text in said]


def _titles(facts: Facts, names: Iterable[str]) -> list[str]:
    return [facts.results.law.title(name)[facts.lang] for name in names]


def _outputs(paper: Paper, row: int, facts: Facts, outcome: Outcome) -> int:
    """Write bill, members and coverage of the run beside those of the cells now."""
    paper.line(row, _COMPARED, "part", last=_LAST)
    for names in (("uncut", "apbd"), ("end", "coverage")):
        row = _measures(paper, row + 1, facts, (names, outcome))
    return row


def _measures(
    paper: Paper, row: int, facts: Facts, what: tuple[tuple[str, ...], Outcome]
) -> int:
    """Write measures side by side: as run, now, difference; return the next row."""
    (names, outcome), run = what, _of_run(facts.results)
    heads: list[Text | str] = [COLUMNS["year"][0]]
    for name in names:
        said = COLUMNS[name][0][facts.lang]
        heads += [f"{said}: {one[facts.lang]}" for one in (_AS_RUN, _NOW, _CHANGE)]
    paper.heads(row, heads)
    for at, year in enumerate(facts.years):
        row += 1
        paper.put(row, 0, year, "year")
        for number, name in enumerate(names):
            look, column = COLUMNS[name][1], 1 + 3 * number
            before = paper.put(row, column, float(run[name].loc[year]), look)
            now = paper.put(row, column + 1, outcome.cells[name][at], look)
            paper.put(row, column + 2, now - before, look)
    return row + 1


def _of_run(results: Results) -> dict[str, pd.Series]:
    return {
        "uncut": frames.by_year(results, "uncut_bill_idr"),
        "apbd": frames.bill(results),
        "end": frames.by_year(results, "members_end"),
        "coverage": frames.by_year(results, "coverage_rate"),
    }


def _inputs(paper: Paper, row: int, facts: Facts) -> Live:
    """Write every yellow cell as run and as it is; return how many differ."""
    paper.is_guarded = False  # from here on: what was typed, wrong or not
    paper.line(row, _CELLS, "part", last=_LAST)
    paper.heads(row + 1, [_CELL, _AS_RUN, _NOW, _DIFFERENT])
    first = row = row + 2
    for asked in paper.book.asked:
        paper.put(row, 0, asked.label)
        paper.target.set_row(row, text_height([asked.label], [WIDTHS[0]]))
        before = paper.put(row, 1, asked.cell.value, asked.look)
        now = paper.put(row, 2, typed(asked.cell), asked.look)
        equal = both(now.same(before), now.blank.same(before.blank))
        paper.put(row, 3, pick(equal, 0, 1), "whole")
        row += 1
    paper.put(row, 0, _COUNT[facts.lang], "strong")
    found = total(paper.numbers((first, 3), (row - 1, 3)))
    marked = {"bg_color": "#F8CBAD"}
    paper.target.conditional_format(
        first,
        0,
        row - 1,
        3,
        {
            "type": "formula",
            "criteria": f"=$D{first + 1}=1",
            "format": paper.book.file.add_format(marked),
        },
    )
    return paper.put(row, 3, found, "whole", "total")


def state_line(changed: Live, lang: str, moves: bool) -> Live:
    """Return the line that tells whether the yellow cells are still those of the run.

    ``moves``: the sheet follows them; else its values belong to the run alone.
    A wrong entry is told first.
    """
    same, other = _STATE[moves]
    state = pick(changed > 0, live(other[lang]), live(same[lang]))
    return pick(FAULTS > 0, MESSAGE, state)


_STATE = {
    True: (
        say(
            id="HIDUP: mengikuti sel kuning. Masukan masih sama dengan saat "
            "dijalankan.",
            en="LIVE: follows the yellow cells. The inputs are still those of the run.",
        ),
        say(
            id="HIDUP: masukan SUDAH DIUBAH dari yang dijalankan; angka di sini "
            "mengikuti masukan baru.",
            en="LIVE: the inputs HAVE BEEN CHANGED since the run; the numbers here "
            "follow the new ones.",
        ),
    ),
    False: (
        say(
            id="NILAI saat dijalankan, tidak ikut berubah. Masukan masih sama dengan "
            "saat dijalankan.",
            en="VALUES of the run, they do not move. The inputs are still those of the "
            "run.",
        ),
        say(
            id="PERHATIAN: masukan sudah diubah dari yang dijalankan; nilai di lembar "
            "ini milik masukan lama. Jalankan lagi skenarionya.",
            en="TAKE CARE: the inputs have been changed since the run; the values of "
            "this sheet belong to the old ones. Run the scenario again.",
        ),
    ),
}
_TITLE = say(id="Skenario ini", en="This scenario")
_RUN = say(id="Yang dijalankan (nilai)", en="What was run (values)")
_NAME, _HEAD = say(id="Skenario", en="Scenario"), say(id="Judul", en="Title")
_WHY, _PLACE = say(id="Mengapa", en="Why"), say(id="Daerah", en="Place")
_YEARS = say(id="Tahun anggaran", en="Budget years")
_DRAWS = say(id="Simulasi, benih acak", en="Draws, random seed")
_GATE = say(id="Peserta baru dibuka mulai", en="New cover opens in")
_SHORT = say(id="Bila pagu kurang", en="When the ceiling is short")
_REVISED = say(id="Juga lewat APBD-P", en="Revised budget too")
_PRIORITY = say(id="Urutan prioritas", en="Order of priority")
_PROTECT = say(id="Tidak boleh dipotong", en="No cut may touch")
_PAYERS = say(id="Pembayar lain", en="Other payers")
_DECISION = say(id="Keputusan peserta baru", en="Decision on new cover")
_SHOCKS = say(id="Potongan basis", en="Cuts of the base")
_LAW, _OVERRIDES = say(id="Hukum", en="Law"), say(id="Nilai diganti", en="Values set")
_LAWS = {
    "current": say(id="yang berlaku", en="in force"),
    "planned": say(id="dengan yang direncanakan", en="with what is planned"),
}
_COMPARED = say(
    id="Saat dijalankan dan sekarang menurut sel kuning (selisih hidup)",
    en="As run, and now by the yellow cells (differences are live)",
)
_AS_RUN, _NOW = say(id="saat dijalankan", en="as run"), say(id="sekarang", en="now")
_CHANGE = say(id="selisih", en="difference")
_CELLS = say(id="Setiap sel kuning", en="Every yellow cell")
_CELL = say(id="Masukan", en="Input")
_DIFFERENT = say(id="diubah (1/0)", en="changed (1/0)")
_COUNT = say(id="Sel yang diubah", en="Cells changed")
