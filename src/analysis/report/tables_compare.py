"""Tables of several scenarios side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from analysis.language import Text, number, percent, say
from analysis.report import frames
from analysis.report.labels import text_of
from analysis.report.table import ROWS_AT_MOST, Table, heads, millions

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
        say(id="Klaim/iuran", en="Claims/contrib."),
        say(id="Potongan terbesar", en="Largest cut needed"),
    )
    title = say(
        id="Skenario berdampingan, jalur pusat",
        en="Scenarios side by side, central path",
    )
    note = say(
        id="Tagihan: APBD umum sesudah pagu. Angka orang dan rasio: tahun akhir.",
        en="Bill: general APBD after the ceiling. People and ratio: of the last year.",
    )
    frame = pd.DataFrame(rows, columns=head)
    return Table("side-by-side", title[lang], frame, note[lang], head[:2])


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
    ]


def difference(runs: Sequence[Results], lang: str = "en") -> Table:
    """Show, against the first scenario, which step of the bridge makes the difference.

    ``step of a run - step of the first run``; the steps add up to the difference of
    the general APBD's bills in the last year compared.
    """
    ends = [last for _, last in frames.compared_years(runs)]
    each = [frames.bridge(run).loc[y] for run, y in zip(runs, ends, strict=True)]
    taken = [step for step in _STEPS if any(step in steps.index for steps in each)]
    wide = [steps.reindex(taken).fillna(0.0) for steps in each]
    rows = [
        [run.scenario.name, *(millions(value, lang) for value in steps - wide[0])]
        for run, steps in list(zip(runs, wide, strict=True))[:ROWS_AT_MOST]
    ]
    scenario = say(id="Skenario", en="Scenario")
    head = heads(lang, scenario, *(_STEPS[step] for step in taken))
    title = say(
        id="Beda tagihan tahun akhir dengan skenario pertama per langkah, Rp juta",
        en="Last bill against the first scenario's, step by step, Rp million",
    )
    note = say(
        id="Setiap baris: langkah-langkah berjumlah sama dengan kolom terakhir.",
        en="In every row the steps add up to the last column.",
    )
    frame = pd.DataFrame(rows, columns=head)
    return Table("difference", title[lang], frame, note[lang], head[:1])


# steps of the bridge, in its order; old debt only where months may go unpaid
_STEPS: dict[str, Text] = {
    "spreadsheet_bill_idr": say(id="Orang", en="People"),
    "bridge_tariff_idr": say(id="Tarif", en="Tariffs"),
    "bridge_months_idr": say(id="Bulan", en="Months"),
    "bridge_ceiling_idr": say(id="Pagu", en="Ceiling"),
    "bridge_funders_idr": say(id="Pembayar lain", en="Other funders"),
    "bridge_arrears_idr": say(id="Utang lama", en="Old debt"),
    "bill": say(id="Tagihan", en="Bill"),
}


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
    return Table("scenarios", title, pd.DataFrame(rows, columns=head), left=head)
