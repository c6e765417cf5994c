"""Tables of several scenarios side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from analysis.language import number, percent, say
from analysis.report import frames
from analysis.report.labels import text_of
from analysis.report.table import ROWS_AT_MOST, Table, heads, millions
from analysis.study import together

if TYPE_CHECKING:
    from analysis.model.projection import Results


def summary(runs: Sequence[Results], lang: str = "en") -> Table:
    """Show bill, people, left out, ratio and cut of each scenario in its years."""
    listed = list(zip(runs, frames.compared_years(runs), strict=True))
    rows = [_row(run, years, lang) for run, years in listed[:ROWS_AT_MOST]]
    head = heads(
        lang,
        say(id="Skenario", en="Scenario"),
        say(id="Tahun", en="Years"),
        say(id="Tagihan awal, Rp juta", en="First bill, Rp million"),
        say(id="Tagihan akhir, Rp juta", en="Last bill, Rp million"),
        say(id="Peserta akhir", en="Insured at the end"),
        say(id="Tertinggal", en="Left out"),
        say(id="Klaim dibayar/iuran", en="Claims paid/contrib."),
        say(id="Potongan terbesar", en="Largest cut needed"),
        say(id="Lewat pagu sejak", en="Past the ceiling from"),
    )
    title = say(
        id="Skenario berdampingan, jalur pusat",
        en="Scenarios side by side, central path",
    )
    note = say(
        id="Tagihan: APBD umum sesudah pagu. Angka orang dan rasio: tahun akhir. "
        "Lewat pagu: tahun pertama tagihan sebelum pagu melampaui pagu.",
        en="Bill: general APBD after the ceiling. People and ratio: of the last year. "
        "Past the ceiling: the first year the bill before it exceeds it.",
    )
    frame = pd.DataFrame(rows, columns=head)
    said = note[lang] + left_off(len(runs), lang)
    return Table("side-by-side", title[lang], frame, said, head[:2])


def _row(run: Results, years: tuple[int, int], lang: str) -> list[str]:
    cut = frames.by_year(run, "required_cut_share")
    bill, (first, last) = frames.bill(run), years
    return [
        run.scenario.name,
        f"{first}-{last}",
        millions(float(bill.loc[first]), lang),
        millions(float(bill.loc[last]), lang),
        number(frames.at(run, "members_end", last), lang),
        number(frames.at(run, "people_left_out", last), lang),
        percent(frames.at(run, "claim_ratio", last), lang, 0),
        percent(cut.max(), lang) if len(cut) else "-",
        _crossed(run, lang),
    ]


def _crossed(run: Results, lang: str) -> str:
    if not frames.has_ceiling(run):
        return say(id="tanpa pagu", en="no ceiling")[lang]
    year = together.crossed(run)
    return str(year) if year else say(id="tidak pernah", en="never")[lang]


def left_off(count: int, lang: str) -> str:
    """Say how many rows a table leaves to the workbook, nothing where it has all."""
    left = count - ROWS_AT_MOST
    if left <= 0:
        return ""
    return say(
        id=f" {left} baris lagi ada di buku kerja.",
        en=f" {left} more rows are in the workbook.",
    )[lang]


def why(runs: Sequence[Results], lang: str = "en") -> Table:
    """Show the name and the reason of each scenario."""
    rows = [
        [
            run.scenario.name,
            text_of(run.scenario.title, lang),
            text_of(run.scenario.why, lang) or "-",
        ]
        for run in runs[:ROWS_AT_MOST]
    ]
    head = heads(
        lang,
        say(id="Skenario", en="Scenario"),
        say(id="Judul", en="Title"),
        say(id="Mengapa", en="Why"),
    )
    title = say(id="Apa yang dibandingkan", en="What is compared")[lang]
    note = left_off(len(runs), lang).strip()
    return Table("scenarios", title, pd.DataFrame(rows, columns=head), note, head)
