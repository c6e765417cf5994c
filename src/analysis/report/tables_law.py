"""Tables of the law: what applies, and when new cover can start."""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction
from typing import TYPE_CHECKING

import pandas as pd

from analysis.language import date_words, day, number, say
from analysis.law.wording import unit_words
from analysis.report import frames
from analysis.report.labels import segment_label, text_of
from analysis.report.table import Table, heads, shortened

if TYPE_CHECKING:
    from analysis.law.dated import Law
    from analysis.law.reading import Entry
    from analysis.model.projection import Results

SHOWN = (
    "bpu_jkk_idr_m",
    "bpu_jkm_idr_m",
    "pu_jkk_rate_group_1",
    "pu_jkm_rate",
    "relief_jkk_jkm_factor",
    "discount_bpu_factor",
    "jkm_death_idr",
    "jkm_early_months",
    "jkm_early_death_idr",
    "jkm_scholarship_min_months",
    "jkk_death_idr",
    "lapse_after_unpaid_months",
)
MARKS = {
    "law": say(id="hukum", en="law"),
    "official": say(id="resmi", en="official"),
    "published": say(id="terbit", en="published"),
    "derived": say(id="turunan", en="derived"),
    "assumed": say(id="anggapan", en="assumed"),
}
# days on which the four seed articles report a decision or a wish for new cover
DECISIONS = ("S001", "S002", "S036", "S022")


def law(results: Results, lang: str = "en") -> Table:
    """Show the values in force as the first year starts that bill and claims need."""
    month = f"{frames.first_year(results)}-01"
    rows = [_law_row(results.law, name, month, lang) for name in SHOWN]
    head = heads(
        lang,
        say(id="Aturan", en="Rule"),
        say(id="Nilai", en="Value"),
        say(id="Satuan", en="Unit"),
        say(id="Sejak", en="Since"),
        say(id="Dasar", en="Basis"),
        say(id="Tanda", en="Mark"),
    )
    when = date_words(month, lang)
    title = say(id=f"Yang berlaku pada {when}", en=f"What is in force in {when}")[lang]
    left = [head[0], *head[2:]]
    body = pd.DataFrame(rows, columns=head)
    return Table("law", title, body, left=left, widths=(24, 12, 18, 9, 27, 10))


def _law_row(law: Law, name: str, month: str, lang: str) -> list[str]:
    entry = law.entry(name, month)
    value = law.value(name, month)
    ids = ", ".join(entry.sources)
    basis = basis_text(entry, lang)
    return [
        text_of(law.title(name), lang),
        number(float(value), lang, _places(value)),
        unit_words(law.parameter(name).unit, lang),
        date_words(entry.from_month, lang),
        f"{basis} [{ids}]" if ids else basis,
        MARKS[entry.mark][lang],
    ]


_FIRST_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


def basis_text(entry: Entry, lang: str) -> str:
    """Return what a value rests on, in the language; a law's name stays Indonesian.

    An assumed value rests on little, so the first sentence of its note follows.
    """
    basis = entry.basis_in(lang)
    note = _FIRST_SENTENCE.split(entry.note[lang])[0]
    return f"{basis}. {note}" if note and entry.mark == "assumed" else basis


def plain(value: object, lang: str) -> str:
    """Write a number with the decimals it needs, at most four; texts as they are."""
    if isinstance(value, str):
        return value
    size = float(value)
    if size != size:
        return "-"
    places = next(p for p in range(5) if abs(round(size, p) - size) < 5e-7 or p == 4)
    places = 2 if abs(size) >= 100 and places > 2 else places
    return number(size, lang, places)


def _places(value: Fraction) -> int:
    return next(p for p in range(9) if (value * 10**p).denominator == 1 or p == 8)


def gates(results: Results, lang: str = "en") -> Table:
    """Show for the dates of the seed articles when new cover can first be paid."""
    from analysis.evidence.ledger import claim
    from analysis.law.calendar import gate_month

    law, rows = results.law, []
    for claim_id in DECISIONS:
        row = claim(claim_id)
        date = dt.date.fromisoformat(row["as_of"])
        rows.append(
            [
                row["region_name"],
                f"{day(date, lang)} [{claim_id}]",
                date_words(gate_month(date, None, False, law), lang),
                date_words(gate_month(date, None, True, law), lang),
            ]
        )
    head = heads(
        lang,
        say(id="Daerah", en="Place"),
        say(id="Tanggal", en="Date"),
        say(id="Lewat APBD", en="Through the budget"),
        say(id="Lewat APBD-P juga", en="With the revised budget"),
    )
    title = say(
        id="Bulan pertama peserta baru dapat dibayar",
        en="First month in which new cover can be paid",
    )[lang]
    return Table("gates", title, pd.DataFrame(rows, columns=head), left=head[:2])


def segment_tariffs(results: Results, lang: str = "en") -> Table:
    """Show each group's tariff in the first year, its kind and the reason."""
    year = frames.first_year(results)
    rows = []
    for slug, segment in results.scenario.segments.items():
        rows.append(
            [
                segment_label(results, slug, lang),
                segment.tariff.kind.upper(),
                number(monthly_tariff(results, slug, year), lang),
                _reason(results, slug, segment.tariff.kind, lang),
            ]
        )
    head = heads(
        lang,
        say(id="Kelompok", en="Group"),
        say(id="Jenis", en="Kind"),
        say(id=f"Rp sebulan {year}", en=f"Rp a month {year}"),
        say(id="Alasan", en="Reason"),
    )
    title = say(id="Tarif tiap kelompok", en="Tariff of each group")[lang]
    frame = shortened(pd.DataFrame(rows, columns=head))
    return Table("tariffs", title, frame, left=[head[0], head[1], head[3]])


def monthly_tariff(results: Results, slug: str, year: int) -> float:
    """Return the mean contribution a funded member-month of a group cost, rupiah."""
    months = frames.at(results, "funded_member_months", year, segment=slug)
    paid = frames.at(results, "contributions_idr", year, segment=slug)
    return paid / months if months else 0.0


def _reason(results: Results, slug: str, kind: str, lang: str) -> str:
    known = results.law.segments.get(slug)
    if known is not None and known.default_tariff.kind == kind:
        return text_of(known.default_tariff.reason, lang)
    return say(id="dipilih dalam skenario", en="chosen in the scenario")[lang]
