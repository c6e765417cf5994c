"""Tables of the law: what applies, when new cover can start, two tariffs side by "
"side."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

import pandas as pd

from analysis.language import day, number, say
from analysis.report import frames
from analysis.report.labels import segment_label, text_of
from analysis.report.table import Table, heads, millions, shortened
from analysis.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from analysis.law.dated import Law
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
    title = say(id=f"Yang berlaku pada {month}", en=f"What is in force in {month}")[
        lang
    ]
    left = [head[0], *head[2:]]
    return Table("law", title, pd.DataFrame(rows, columns=head), left=left)


def _law_row(law: Law, name: str, month: str, lang: str) -> list[str]:
    entry = law.entry(name, month)
    value = law.value(name, month)
    ids = ", ".join(entry.sources)
    return [
        text_of(law.title(name), lang),
        number(float(value), lang, _places(value)),
        law.parameter(name).unit,
        entry.from_month,
        f"{entry.basis} [{ids}]" if ids else entry.basis,
        MARKS[entry.mark][lang],
    ]


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
                gate_month(date, None, False, law),
                gate_month(date, None, True, law),
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


def wage(results: Results) -> tuple[int, Fraction] | None:
    """Return year and rupiah of the minimum wage nearest before the first year."""
    first = frames.first_year(results)
    known = results.region.minimum_wage_idr_m
    years = [y for y in known if y <= first] or list(known)
    return (max(years), known[max(years)]) if years else None


def two_tariffs(results: Results, lang: str = "en") -> Table:
    """Show what a full year costs at the BPU tariff and as wage earners (PU).

    The PU tariff is group 1 on the region's latest known minimum wage.
    """
    from analysis.law.tariff import tariff

    month = f"{frames.first_year(results)}-12"
    bpu = tariff("bpu", month, results.law).total_idr_m
    found = wage(results)
    pu = None
    if found:
        pu = tariff("pu", month, results.law, reported_wage_idr_m=found[1]).total_idr_m
    begin = frames.start(results).set_index("segment")
    rows = [
        _two_row(segment_label(results, str(slug), lang), row["members"], bpu, pu, lang)
        for slug, row in begin.iterrows()
    ]
    people = begin.sum()
    whole = say(id="Semua peserta awal", en="All insured at start")[lang]
    outside = say(id="Belum terlindungi di awal", en="Not yet insured at start")[lang]
    rows = rows[:10]
    rows.append(_two_row(whole, people["members"], bpu, pu, lang))
    left = people["eligible"] - people["members"]
    rows.append(_two_row(outside, left, bpu, pu, lang))
    head = heads(
        lang,
        say(id="Kelompok", en="Group"),
        say(id="Orang", en="People"),
        say(id="BPU, Rp juta", en="BPU, Rp million"),
        say(id="PU, Rp juta", en="PU, Rp million"),
    )
    title = say(id="Setahun penuh pada dua tarif", en="A full year at the two tariffs")[
        lang
    ]
    note = _two_note(bpu, pu, found, lang)
    return Table("two-tariffs", title, pd.DataFrame(rows, columns=head), note, head[:1])


def _two_row(
    name: str, people: float, bpu: Fraction, pu: Fraction | None, lang: str
) -> list[str]:
    year = float(people) * MONTHS_PER_YEAR
    as_pu = "-" if pu is None else millions(year * float(pu), lang)
    return [name, number(people, lang), millions(year * float(bpu), lang), as_pu]


def _two_note(
    bpu: Fraction, pu: Fraction | None, found: tuple | None, lang: str
) -> str:
    if pu is None or found is None:
        return say(
            id=f"BPU Rp{number(float(bpu), lang)} sebulan; UMK daerah ini tidak "
            "diketahui.",
            en=f"BPU Rp{number(float(bpu), lang)} a month; no minimum wage is known "
            "here.",
        )[lang]
    return say(
        id=f"BPU Rp{number(float(bpu), lang)} sebulan; PU "
        f"Rp{number(float(pu), lang)} atas UMK {found[0]} "
        f"(Rp{number(float(found[1]), lang)}), kelompok risiko terendah.",
        en=f"BPU Rp{number(float(bpu), lang)} a month; PU "
        f"Rp{number(float(pu), lang)} on the minimum wage of {found[0]} "
        f"(Rp{number(float(found[1]), lang)}), lowest risk group.",
    )[lang]
