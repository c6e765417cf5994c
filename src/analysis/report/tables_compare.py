"""Tables of several scenarios side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from analysis.language import number, percent, say
from analysis.report import frames
from analysis.report.labels import text_of
from analysis.report.table import ROWS_AT_MOST, Table, heads, millions

if TYPE_CHECKING:
    from analysis.model.projection import Results


def summary(runs: Sequence[Results], lang: str = "en") -> Table:
    """Show bill, people, left out, ratio and cut of each scenario, first and last "
    "year."""
    first = max(frames.first_year(run) for run in runs)
    last = min(frames.last_year(run) for run in runs)
    rows = [_row(run, first, last, lang) for run in runs[:ROWS_AT_MOST]]
    head = heads(
        lang,
        say(id="Skenario", en="Scenario"),
        say(id=f"Tagihan {first}, Rp juta", en=f"Bill {first}, Rp million"),
        say(id=f"Tagihan {last}, Rp juta", en=f"Bill {last}, Rp million"),
        say(id=f"Peserta {last}", en=f"Insured {last}"),
        say(id=f"Tertinggal {last}", en=f"Left out {last}"),
        say(id=f"Klaim/iuran {last}", en=f"Claims/contrib. {last}"),
        say(id="Potongan terbesar", en="Largest cut needed"),
    )
    title = say(
        id="Skenario berdampingan, jalur pusat",
        en="Scenarios side by side, central path",
    )[lang]
    note = say(
        id="Tagihan: APBD umum sesudah pagu.",
        en="Bill: general APBD after the ceiling.",
    )[lang]
    return Table(
        "side-by-side", title, pd.DataFrame(rows, columns=head), note, head[:1]
    )


def _row(run: Results, first: int, last: int, lang: str) -> list[str]:
    cut = frames.by_year(run, "required_cut_share")
    return [
        run.scenario.name,
        millions(float(frames.bill(run).get(first, 0.0)), lang),
        millions(float(frames.bill(run).get(last, 0.0)), lang),
        number(frames.at(run, "members_end", last), lang),
        number(frames.at(run, "people_left_out", last), lang),
        percent(frames.at(run, "claim_ratio", last), lang, 0),
        percent(cut.max(), lang) if len(cut) else "-",
    ]


def difference(runs: Sequence[Results], lang: str = "en") -> Table:
    """Show, against the first scenario, which step of the bridge makes the "
    "difference."""
    last = min(frames.last_year(run) for run in runs)
    base = frames.bridge(runs[0]).loc[last]
    rows = []
    for run in runs[:ROWS_AT_MOST]:
        step = frames.bridge(run).loc[last] - base
        rows.append([run.scenario.name, *(millions(value, lang) for value in step)])
    head = heads(
        lang,
        say(id="Skenario", en="Scenario"),
        say(id="Orang", en="People"),
        say(id="Tarif", en="Tariffs"),
        say(id="Bulan", en="Months"),
        say(id="Pagu", en="Ceiling"),
        say(id="Pembayar lain", en="Other funders"),
        say(id="Tagihan", en="Bill"),
    )
    title = say(
        id=f"Beda tagihan {last} dengan skenario pertama, langkah demi langkah, Rp "
        "juta",
        en=f"Bill of {last} against the first scenario, step by step, Rp million",
    )[lang]
    note = say(
        id="Setiap baris: langkah-langkah berjumlah sama dengan kolom terakhir.",
        en="In every row the steps add up to the last column.",
    )[lang]
    return Table("difference", title, pd.DataFrame(rows, columns=head), note, head[:1])


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
