"""What a full year costs at the flat tariff and at that of wage earners."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pandas as pd

from analysis.language import number, say
from analysis.report import frames
from analysis.report.labels import segment_label
from analysis.report.table import Table, heads, millions
from analysis.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from analysis.model.projection import Results


def wage(results: Results) -> tuple[int, Fraction] | None:
    """Return year and rupiah of the minimum wage in the year new cover may start.

    The latest known one before that year, where that year's is not known.
    """
    starts = frames.gate_year(results)
    known = results.region.minimum_wage_idr_m
    years = [y for y in known if y <= starts] or list(known)
    return (max(years), known[max(years)]) if years else None


def two_tariffs(results: Results, lang: str = "en") -> Table:
    """Show what a full year costs at the BPU tariff and as wage earners (PU).

    The PU tariff is group 1 on the region's minimum wage of the year new cover starts.
    """
    from analysis.law.tariff import tariff

    month = f"{frames.gate_year(results)}-12"
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
