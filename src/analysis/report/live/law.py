"""The sheet of the law: what is in force, on what basis, and the tariff by month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from analysis.language import Text, say
from analysis.law.parameters import sources
from analysis.law.tariff import names
from analysis.law.wording import unit_words
from analysis.report.live.expr import Live
from analysis.report.live.facts import Facts
from analysis.report.live.paper import Paper
from analysis.report.workbook_layout import text_height
from analysis.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from analysis.law.reading import Entry

HUKUM = say(id="Hukum", en="Law")
MONTHS = (
    say(id="Jan", en="Jan"),
    say(id="Feb", en="Feb"),
    say(id="Mar", en="Mar"),
    say(id="Apr", en="Apr"),
    say(id="Mei", en="May"),
    say(id="Jun", en="Jun"),
    say(id="Jul", en="Jul"),
    say(id="Agu", en="Aug"),
    say(id="Sep", en="Sep"),
    say(id="Okt", en="Oct"),
    say(id="Nov", en="Nov"),
    say(id="Des", en="Dec"),
)
TARIF = say(id="Tarif bulanan", en="Monthly tariff")
WIDTHS = (34, 18, 14, 10, 36, 36, 40)
MONTH_WIDTHS = (44, *[11] * MONTHS_PER_YEAR)
_ALWAYS = (
    *("relief_jkk_jkm_factor", "spreadsheet_tariff_idr_m"),
    *("account_non_asn_jkk", "account_non_asn_jkm"),
)
SPREADSHEET = "spreadsheet_tariff_idr_m"


@dataclass(frozen=True)
class Law:
    """Cells of the sheet: each tariff by year and month, the planner's one tariff."""

    months: dict[tuple[str, int, int], list[list[Live]]]
    spreadsheet: Live


def tariff_name(key: tuple[str, int, int], lang: str) -> str:
    """Return a tariff in words: ``Iuran JKK BPU, Rp per orang sebulan``."""
    kind, risk, programme = key
    what = ("JKK", "JKM")[programme]
    if kind == "bpu":
        return say(
            id=f"Iuran {what} BPU, Rp per orang sebulan",
            en=f"{what} contribution BPU, Rp per person a month",
        )[lang]
    of = say(id=f", kelompok risiko {risk}", en=f", risk group {risk}")[lang]
    return say(
        id=f"Tarif {what} PU, % upah{of if risk else ''}",
        en=f"{what} rate PU, % of the wage{of if risk else ''}",
    )[lang]


def look(key: tuple[str, int, int]) -> str:
    """Return how a tariff looks: rupiah, or a share of a wage."""
    return "money" if key[0] == "bpu" else "share"


def write_law(paper: Paper, monthly: Paper, facts: Facts) -> Law:
    """Fill the sheets of the law and return the cells others build on."""
    paper.line(0, _TITLE, "title", last=6)
    paper.line(1, _HOW, last=6)
    paper.heads(3, [*_HEADS])
    paper.target.freeze_panes(4, 1)
    paper.target.repeat_rows(3)
    spreadsheet = None
    for row, (name, entry) in enumerate(_entries(facts), start=4):
        cell = _write_entry(paper, row, facts, (name, entry))
        spreadsheet = spreadsheet or (cell if name == SPREADSHEET else None)
    if spreadsheet is None:
        raise ValueError("the law files hold no tariff of the planner's sheet")
    return Law(_by_month(monthly, facts), spreadsheet)


def _entries(facts: Facts) -> Iterator[tuple[str, Entry]]:
    """Yield the values in force in the first month, then those that change later."""
    law, months = facts.results.law, facts.plan.months
    paid = [one.tariff for one in facts.groups]
    used = [name for one in paid for name in names(one.kind, one.risk_group)]
    for name in dict.fromkeys([*used, *_ALWAYS]):
        entries = law.parameter(name).entries
        before = [one for one in entries if one.from_month <= months[0]]
        during = [one for one in entries if months[0] < one.from_month <= months[-1]]
        for entry in (*before[-1:], *during):
            yield name, entry


def _write_entry(
    paper: Paper, row: int, facts: Facts, named: tuple[str, Entry]
) -> Live:
    (name, entry), lang = named, facts.lang
    law, known = facts.results.law, sources()
    unit = law.parameter(name).unit
    found = [known[one] for one in entry.sources if one in known]
    basis = _SET[lang] if entry.overridden else entry.basis_in(lang)
    texts = [
        law.title(name)[lang],
        "",
        unit_words(unit, lang),
        entry.from_month,
        f"{basis}. {entry.note[lang]}".removesuffix(" ") if basis else "",
        "; ".join(one["title"] for one in found),
        "\n".join(one["url"] for one in found),
    ]
    for column, text in enumerate(texts):
        paper.put(row, column, text)
    paper.target.set_row(row, text_height(texts, WIDTHS))
    value, kind = _value(entry, unit)
    return paper.put(row, 1, value, kind)


def _value(entry: Entry, unit: str) -> tuple[Any, str]:
    if isinstance(entry.value, str):
        return entry.value, "words"
    value = float(entry.value.central)
    return value, "money" if unit.startswith("idr") else "fine" if value < 1 else "real"


def _by_month(
    paper: Paper, facts: Facts
) -> dict[tuple[str, int, int], list[list[Live]]]:
    """Write the tariff of each month, a table a tariff."""
    paper.line(0, _PART, "title", last=MONTHS_PER_YEAR)
    paper.line(1, _MONTHLY, last=MONTHS_PER_YEAR)
    row = 3
    found: dict[tuple[str, int, int], list[list[Live]]] = {}
    for key, group in facts.tariffs.items():
        paper.heads(row, [tariff_name(key, facts.lang), *MONTHS])
        found[key] = []
        for place, year in enumerate(facts.years):
            row += 1
            paper.put(row, 0, year, "year")
            months = [float(one) for one in facts.tariff(group, place)[key[2]]]
            kind = look(key)
            found[key].append(
                [paper.put(row, m, one, kind) for m, one in enumerate(months, 1)]
            )
        row += 2
    return found


_TITLE: Text = say(id="Hukum yang dipakai", en="The law that is used")
_HOW = say(
    id="Nilai yang berlaku pada tahun anggaran ini, dengan dasar dan sumbernya. "
    "Terkunci: tarif lain dicoba di sel kuning lembar Masukan.",
    en="Values in force in these budget years, with basis and source. Locked: try "
    "another tariff in the yellow cells of the sheet Inputs.",
)
_SET = say(id="diganti oleh skenario", en="set by the scenario")
_HEADS = (
    say(id="Aturan", en="Rule"),
    say(id="Nilai", en="Value"),
    say(id="Satuan", en="Unit"),
    say(id="Berlaku mulai", en="From"),
    say(id="Dasar", en="Basis"),
    say(id="Sumber", en="Source"),
    say(id="Tautan", en="Link"),
)
_PART = say(id="Tarif menurut bulan", en="Tariff by month")
_MONTHLY = say(
    id="Sudah termasuk keringanan dan nilai yang diganti skenario. Lembar Hitung "
    "memakai baris ini bila sel tarif di lembar Masukan dikosongkan.",
    en="With reliefs and values set by the scenario. The sheet Grid takes these where "
    "the tariff cell of the sheet Inputs is left empty.",
)
