"""The sheet of inputs: yellow cells with bounds, everything else in its words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from analysis.language import Text, say
from analysis.report.live import rules
from analysis.report.live.expr import Live
from analysis.report.live.facts import Facts
from analysis.report.live.inputs_years import Yearly, write_years
from analysis.report.live.law import Law
from analysis.report.live.paper import Paper, Rule
from analysis.report.workbook_layout import text_height
from analysis.units import month_index, month_name

MASUKAN = say(id="Masukan", en="Inputs")
WIDTHS = (38, 20, 19, 14, 14, 14, 14, 14, 14, 14, 14)


@dataclass
class Group:
    """The cells of one group; ``spans`` and ``exits`` by year, ``named`` by month."""

    eligible: Live
    growth: Live
    verified: Live
    members: Live
    first: Live
    last: Live
    goal: Live | None = None
    goal_year: Live | None = None
    renewal: Live | None = None
    wage: Live | None = None
    of_people: Live | None = None
    of_growth: Live | None = None
    spans: dict[int, tuple[Live, Live]] = field(default_factory=dict)
    exits: dict[int, list[Live]] = field(default_factory=dict)
    named: dict[int, Live] = field(default_factory=dict)


@dataclass(frozen=True)
class Inputs:
    """All cells of the sheet: by group, and by year."""

    groups: list[Group]
    yearly: Yearly


def write_inputs(paper: Paper, facts: Facts, law: Law) -> Inputs:
    """Fill the sheet of inputs; the line of its state comes in row 3 later."""
    paper.line(0, _TITLE, "title", last=10)
    paper.line(1, _HOW, last=10)
    paper.target.freeze_panes(3, 1)
    paper.line(4, _GROUPS, "part", last=10)
    paper.heads(5, [*_HEADS])
    groups = [
        _write_group(paper, 6 + number, facts, number)
        for number in range(len(facts.groups))
    ]
    row = 7 + len(groups)
    yearly, row = write_years(paper, row, facts, law)
    for write in (_schedules, _exits, _spans, _denominators):
        row = write(paper, row, facts, groups)
    return Inputs(groups, yearly)


def _write_group(paper: Paper, row: int, facts: Facts, number: int) -> Group:
    one, lang = facts.groups[number], facts.lang
    path = one.path.kind
    texts = [facts.labels[number], _PATHS[path][lang]]
    for column, text in enumerate(texts):
        paper.put(row, column, text)
    paper.target.set_row(row, text_height(texts, WIDTHS[:2]))

    def ask(column: int, value: Any, rule: Rule, look: str = "people") -> Live:
        label = f"{facts.labels[number]}: {_HEADS[column][lang]}"
        return paper.ask((row, column), _number(value), rule, _fine(look, value), label)

    def none(column: int) -> None:
        paper.put(row, column, _NONE)

    cells = Group(
        eligible=ask(2, one.eligible, rules.PEOPLE),
        growth=ask(3, one.eligible_growth_y, rules.GROWTH, "share"),
        verified=ask(4, one.verified_share, rules.SHARE, "share"),
        members=paper.put(row, 5, _number(one.members), _fine("people", one.members))
        if path == "trend"
        else ask(5, one.members, rules.HEADS),
        first=ask(9, one.months.first, rules.MONTH, "whole"),
        last=ask(10, one.months.last, rules.MONTH, "whole"),
    )
    if path == "target":
        cells.goal = ask(6, one.path.coverage, rules.SHARE, "share")
        rule = rules.year_rule(facts.years[0])
        cells.goal_year = ask(7, one.path.year, rule, "whole")
    if one.place == "leave":
        cells.renewal = ask(8, one.renewal_y, rules.SHARE, "share")
    for column, cell in ((6, cells.goal), (7, cells.goal_year), (8, cells.renewal)):
        if cell is None:
            none(column)
    return cells


def _number(value: Any) -> float:
    return float(value.central) if hasattr(value, "central") else float(value)


def _fine(look: str, value: Any) -> str:
    """Return a look that shows what is not whole: half a person is an estimate."""
    return "halves" if look == "people" and _number(value) % 1 else look


def _list(paper: Paper, row: int, title: Text, heads: tuple[Text, ...]) -> int:
    paper.line(row, title, "part", last=10)
    paper.heads(row + 1, [*heads])
    return row + 2


def _schedules(paper: Paper, row: int, facts: Facts, groups: list[Group]) -> int:
    entries = [
        (number, month, people)
        for number, one in enumerate(facts.groups)
        if one.path.kind == "schedule"
        for month, people in sorted(one.path.members.items())
    ]
    if not entries:
        return row
    row = _list(paper, row, _SCHEDULE, (_GROUP, _FROM, _NUMBER))
    for number, month, people in entries:
        at = month_index(month, facts.years[0])
        paper.put(row, 0, facts.labels[number])
        paper.put(row, 1, month_name(at, facts.years[0]))
        label = f"{facts.labels[number]}: {_NUMBER[facts.lang]} {month}"
        cell = paper.ask((row, 2), people, rules.PLANNED, "people", label)
        groups[number].named[at] = cell
        row += 1
    return row + 1


def _exits(paper: Paper, row: int, facts: Facts, groups: list[Group]) -> int:
    entries = [
        (number, leave)
        for number, one in enumerate(facts.groups)
        for leave in one.exits
        if leave.year in facts.years
    ]
    if not entries:
        return row
    row = _list(paper, row, _LEAVE, (_GROUP, _YEAR, _SHARE_OUT))
    for number, leave in entries:
        paper.put(row, 0, f"{facts.labels[number]} ({leave.kind.replace('_', ' ')})")
        paper.put(row, 1, leave.year, "whole")
        label = f"{facts.labels[number]}: {_SHARE_OUT[facts.lang]} {leave.year}"
        value = _number(leave.share)
        cell = paper.ask((row, 2), value, rules.SHARE, "share", label)
        place = leave.year - facts.years[0]
        groups[number].exits.setdefault(place, []).append(cell)
        row += 1
    return row + 1


def _spans(paper: Paper, row: int, facts: Facts, groups: list[Group]) -> int:
    entries = [
        (number, year, one.months.of(year))
        for number, one in enumerate(facts.groups)
        for year in sorted(one.months.by_year)
        if year in facts.years
    ]
    if not entries:
        return row
    row = _list(paper, row, _OTHER_MONTHS, (_GROUP, _YEAR, _HEADS[9], _HEADS[10]))
    for number, year, span in entries:
        paper.put(row, 0, facts.labels[number])
        paper.put(row, 1, year, "whole")
        label = f"{facts.labels[number]} {year}: "
        cells = [
            paper.ask(
                (row, 2 + end),
                span[end],
                rules.MONTH,
                "whole",
                label + _HEADS[9 + end][facts.lang],
            )
            for end in (0, 1)
        ]
        groups[number].spans[year - facts.years[0]] = (cells[0], cells[1])
        row += 1
    return row + 1


def _denominators(paper: Paper, row: int, facts: Facts, groups: list[Group]) -> int:
    """Write the people other targets are a share of, and wages that are not minimum."""
    named = [
        (n, one.path.of)
        for n, one in enumerate(facts.groups)
        if getattr(one.path, "of", None) is not None
    ]
    if named:
        row = _list(paper, row, _OF, (_GROUP, _OF_NAME, _HEADS[2], _HEADS[3]))
    for number, of in named:
        label = f"{facts.labels[number]}: {_OF_NAME[facts.lang]}"
        paper.put(row, 0, facts.labels[number])
        paper.put(row, 1, dict(of.name)[facts.lang])
        at, people = (row, 2), _number(of.people)
        groups[number].of_people = paper.ask(at, people, rules.PEOPLE, "people", label)
        grown = f"{label}, {_HEADS[3][facts.lang]}"
        at, growth = (row, 3), _number(of.growth_y)
        groups[number].of_growth = paper.ask(at, growth, rules.GROWTH, "share", grown)
        row += 1
    row += bool(named)
    return _wages(paper, row, facts, groups)


def _wages(paper: Paper, row: int, facts: Facts, groups: list[Group]) -> int:
    own = [
        (n, one.tariff.reported_wage)
        for n, one in enumerate(facts.groups)
        if one.tariff.kind == "pu" and not facts.is_minimum_wage(n)
    ]
    if not own:
        return row
    row = _list(paper, row, _OWN_WAGES, (_GROUP, _WAGE))
    for number, wage in own:
        paper.put(row, 0, facts.labels[number])
        label = f"{facts.labels[number]}: {_WAGE[facts.lang]}"
        cell = paper.ask((row, 1), _number(wage), rules.WAGE, "money", label)
        groups[number].wage = cell
        row += 1
    return row + 1


_TITLE = say(id="Masukan", en="Inputs")
_HOW = say(
    id="Ubah sel KUNING saja; semua yang bertanda hidup ikut berubah. Sel lain "
    "terkunci tanpa kata sandi (Tinjau > Buka Proteksi Lembar).",
    en="Change YELLOW cells only; everything marked live moves. Other cells are locked "
    "without a password (Review > Unprotect Sheet).",
)
_GROUPS = say(id="Kelompok peserta", en="Groups of members")
_NONE = "-"
_HEADS = (
    say(id="Kelompok", en="Group"),
    say(id="Jalur peserta", en="Path of members"),
    say(id="Memenuhi syarat (orang)", en="Eligible (people)"),
    say(id="Pertumbuhannya setahun", en="Their growth a year"),
    say(id="Lolos verifikasi", en="Passing verification"),
    say(id="Peserta di awal (orang)", en="Members at the start (people)"),
    say(id="Sasaran cakupan", en="Coverage target"),
    say(id="Tahun sasaran", en="Target year"),
    say(id="Diperpanjang setiap tahun", en="Renewed each year"),
    say(id="Bulan pertama dibayar", en="First month paid"),
    say(id="Bulan terakhir dibayar", en="Last month paid"),
)
_PATHS = {
    "hold": say(id="tetap", en="held"),
    "schedule": say(id="jadwal (di bawah)", en="schedule (below)"),
    "target": say(id="menuju sasaran", en="to a target"),
    "trend": say(
        id="ramalan: cakupannya nilai, peserta awal terkunci",
        en="forecast: its coverage is a value, members locked",
    ),
}
_GROUP, _YEAR = say(id="Kelompok", en="Group"), say(id="Tahun", en="Year")
_SCHEDULE = say(id="Jadwal peserta", en="Scheduled members")
_FROM = say(id="Mulai bulan", en="From month")
_NUMBER = say(id="Peserta (orang)", en="Members (people)")
_LEAVE = say(id="Yang keluar pada awal tahun", en="Leaving at the start of a year")
_SHARE_OUT = say(id="Bagian yang keluar", en="Share that leaves")
_OTHER_MONTHS = say(
    id="Tahun dengan bulan dibayar yang lain", en="Years with other months paid"
)
_OF = say(id="Penyebut sasaran", en="What a target is a share of")
_OF_NAME = say(id="Penyebut", en="Denominator")
_OWN_WAGES = say(id="Upah yang dilaporkan (PU)", en="Reported wages (PU)")
_WAGE = say(id="Upah sebulan (Rp)", en="Wage a month (Rp)")
