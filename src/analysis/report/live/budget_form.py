"""The sheet as a budget form wants it: account, volume, unit, tariff, amount."""

from __future__ import annotations

import numpy as np

from analysis.errors import ScenarioError
from analysis.language import Text, say
from analysis.report.live.expr import Live, at, live, over, pick, rounded, total
from analysis.report.live.facts import Facts
from analysis.report.live.grid import Grid
from analysis.report.live.outcome import Outcome
from analysis.report.live.paper import Paper
from analysis.report.live.rules import FREE_TEXT, chosen_year
from analysis.report.workbook_layout import text_height

RKA = say(id="RKA", en="RKA")
WIDTHS = (24, 46, 13, 9, 16, 15, 15, 20)
_LAST = len(WIDTHS) - 1
_FIRST = 11
NON_ASN = "non_asn"


def write_form(paper: Paper, grid: Grid, outcome: Outcome) -> Live:
    """Fill the sheet; return the total, which is the general APBD's bill."""
    facts, lang = grid.facts, grid.facts.lang
    paper.line(0, _TITLE, "title", last=_LAST)
    paper.line(1, _HOW, last=_LAST)
    paper.put(3, 0, _YEAR[lang], "strong")
    years = chosen_year(facts.years)
    chosen = paper.ask((3, 1), facts.years[0], years, "whole")
    place = chosen - (facts.years[0] - 1)
    for row, text in enumerate(_BLANKS, start=4):
        paper.put(row, 0, text[lang], "strong")
        paper.ask((row, 1), None, FREE_TEXT, "text")
    paper.heads(_FIRST - 1, [*_HEADS])
    paper.target.repeat_rows(_FIRST - 1)
    row = _FIRST
    for group in range(len(facts.slugs)):
        for name in ("jkk", "jkm"):
            _line(paper, row, grid, (group, name, place))
            row += 1
    row = _debt(paper, row, grid, place)
    amounts = paper.numbers((_FIRST, _LAST), (row - 1, _LAST))
    paper.put(row, 1, _TOTAL[lang], "strong")
    found = paper.put(row, _LAST, total(amounts), "money", "total")
    bill, others = (
        at(_column(outcome.cells[name]), place) for name in ("apbd", "others")
    )
    said = pick(found.same(bill), _EQUAL[lang], _DIFFERS[lang])
    paper.line(row + 2, said, last=_LAST)
    paper.line(row + 3, _ROUNDING, last=_LAST)
    _by_others(paper, row + 5, grid, others)
    return found


def _column(cells: list[Live]) -> Live:
    ends = f"{cells[0].text}:{cells[-1].text.rpartition('!')[2]}"
    return Live(ends, np.array([one.value for one in cells], dtype=object))


def _line(paper: Paper, row: int, grid: Grid, what: tuple[int, str, Live]) -> None:
    """Write the line of a group and programme for the chosen year."""
    (group, name, place), facts = what, grid.facts
    where = (place - 1) * len(facts.slugs) + (group + 1)
    paper.ask((row, 0), _account(facts, group, name), FREE_TEXT, "text")
    said = f"{_PAY[facts.lang]} {name.upper()}: {facts.labels[group]}"
    paper.put(row, 1, said)
    paper.target.set_row(row, text_height([said], [WIDTHS[1]]))
    gross, amount, served, months = (
        at(grid.whole(column), where)
        for column in (f"{name}_after", f"{name}_apbd", "months", "count")
    )
    amount = paper.put(row, _LAST, amount, "money")
    tariff = pick(served > 0, over(gross, served), 0)
    tariff = paper.put(row, 6, tariff, "cents")
    months = paper.put(row, 3, months, "people")
    volume = pick(tariff > 0, rounded(over(amount, tariff)), served)
    volume = paper.put(row, 4, volume, "people")
    paper.put(row, 2, pick(months > 0, over(volume, months), 0), "people")
    paper.put(row, 5, _UNIT[facts.lang], "unit")


def _account(facts: Facts, group: int, name: str) -> str:
    """Return the code known for a group, or that none was found."""
    one, lang = facts.groups[group], facts.lang
    if NON_ASN not in (facts.slugs[group], one.named_profile):
        return _NOT_FOUND[lang]
    month = f"{facts.years[0]}-01"
    try:
        return facts.results.law.text(f"account_non_asn_{name}", month)
    except ScenarioError:  # a run before the first chart of accounts known
        return _NOT_FOUND[lang]


def _debt(paper: Paper, row: int, grid: Grid, place: Live) -> int:
    """Write old debt the run settles, where it may owe any; return the next row."""
    if grid.facts.paid.arrears is None:
        return row
    paper.put(row, 1, _DEBT[grid.facts.lang])
    values = [live(grid.facts.settled(y)) for y in range(len(grid.facts.years))]
    paper.put(row, _LAST, _chosen(values, place), "money")
    return row + 1


def _by_others(paper: Paper, row: int, grid: Grid, paid: Live) -> None:
    """Write below the total what others pay: it is no line of this form."""
    if grid.facts.funders:
        said = _OTHERS[grid.facts.lang]
        paper.put(row, 1, said)
        paper.target.set_row(row, text_height([said], [WIDTHS[1]]))
        paper.put(row, _LAST, paid, "money")


def _chosen(values: list[Live], place: Live) -> Live:
    text = ",".join(one.text for one in values)
    return Live(f"CHOOSE({place.text},{text})", values[int(place.value) - 1].value)


_TITLE = say(
    id="Bahan RKA: iuran JKK dan JKM", en="For the budget form (RKA): JKK and JKM"
)
_HOW = say(
    id="Satu baris setiap kelompok dan program, hidup, untuk tahun yang dipilih. Kode "
    "rekening hanya diisi bila ditemukan di bagan akun; selebihnya isi sendiri di sel "
    "kuning dan cocokkan dengan DPA.",
    en="One line a group and programme, live, for the chosen year. An account code is "
    "given only where a chart of accounts shows it; fill in the others in the yellow "
    "cells and check them against the DPA.",
)
_YEAR = say(id="Tahun anggaran (pilih)", en="Budget year (choose)")
_BLANKS = (
    say(id="SKPD", en="SKPD (agency)"),
    say(id="Program", en="Programme"),
    say(id="Kegiatan", en="Activity"),
    say(id="Sub kegiatan", en="Sub-activity"),
    say(id="Sumber dana", en="Source of funds"),
)
_HEADS: tuple[Text, ...] = (
    say(id="Kode rekening", en="Account code"),
    say(id="Uraian", en="Description"),
    say(id="Orang (rata-rata)", en="People (mean)"),
    say(id="Bulan", en="Months"),
    say(id="Volume (orang x bulan)", en="Volume (people x months)"),
    say(id="Satuan", en="Unit"),
    say(id="Tarif (Rp)", en="Tariff (Rp)"),
    say(id="Jumlah (Rp)", en="Amount (Rp)"),
)
_PAY = say(id="Iuran", en="Contribution")
_UNIT = say(id="orang bulan", en="person months")
_NOT_FOUND = say(id="isi menurut DPA", en="fill in from the DPA")
_OTHERS = say(
    id="Untuk diketahui, di luar RKA ini: dibayar pihak lain",
    en="For information, not in this form: paid by others",
)
_DEBT = say(
    id="Pelunasan tunggakan (nilai saat dijalankan)",
    en="Old debt settled (value of the run)",
)
_TOTAL = say(id="Jumlah: tagihan APBD umum", en="Total: bill of the general APBD")
_EQUAL = say(
    id="Cocok dengan tagihan APBD pada lembar Hasil.",
    en="Equal to the APBD's bill on the sheet Results.",
)
_DIFFERS = say(
    id="TIDAK cocok dengan lembar Hasil: periksa baris di atas.",
    en="NOT equal to the sheet Results: check the lines above.",
)
_ROUNDING = say(
    id="Iuran dibulatkan ke rupiah setiap kelompok, program dan bulan. Tarif di sini "
    "rata-rata setahun. Volume hanya orang-bulan yang ditanggung APBD umum; bila "
    "tarif pecahan atau pihak lain membayar sebagian, tarif x volume dapat selisih "
    "dari jumlah, paling banyak setengah tarif.",
    en="Contributions are rounded to the rupiah by group, programme and month. The "
    "tariff here is the mean of the year. The volume is only what the general APBD "
    "bears; with broken tariffs, or where others pay a part, tariff x volume may "
    "differ from the amount, by half a tariff at most.",
)
