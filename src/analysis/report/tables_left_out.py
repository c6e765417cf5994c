"""Table of each group with known deaths, beside what the other groups say of it."""

from __future__ import annotations

import pandas as pd

from analysis.language import number, say
from analysis.report.table import Table, heads
from analysis.report.tables_claims import group_name


def left_out(lang: str = "en") -> Table:
    """Show each calibration group left out: deaths, band of the others, why outside."""
    from analysis.law.parameters import load_law
    from analysis.study.left_out import REASONS, groups_in_use
    from analysis.study.left_out import left_out as judged

    rows = []
    for _, row in judged(groups_in_use(load_law())).iterrows():
        reason = REASONS[row["group"]][lang] if not row["inside"] else ""
        rows.append(
            [
                group_name(row, lang),
                number(row["deaths"], lang),
                number(row["expected"], lang, 1),
                number(row["mean"], lang, 1),
                f"{number(row['low'], lang)} - {number(row['high'], lang)}",
                _INSIDE[bool(row["inside"])][lang],
                number(row["width"], lang, 1),
                reason,
            ]
        )
    head = heads(
        lang,
        say(id="Kelompok", en="Group"),
        say(id="Kematian", en="Deaths"),
        say(id="Tabel hayat", en="Life table"),
        say(id="Menurut kelompok lain", en="By the other groups"),
        say(id="90 dari 100", en="90 in 100"),
        say(id="Di dalam", en="Inside"),
        say(id="Lebar / tabel hayat", en="Width / life table"),
        say(id="Sebab", en="Reason"),
    )
    title = say(
        id="Tiap kelompok ditinggalkan: di mana kematiannya jatuh?",
        en="Each group left out: where do its deaths fall?",
    )
    frame = pd.DataFrame(rows, columns=head)
    left = [head[0], head[5], head[7]]
    widths = (21, 10, 8, 10, 10, 7, 9, 25)
    return Table("left-out", title[lang], frame, _NOTE[lang], left, widths)


_INSIDE = {True: say(id="ya", en="yes"), False: say(id="tidak", en="no")}
_NOTE = say(
    id="Pita memuat sebaran antarkelompok, ketidakpastian rata-ratanya, dan kebetulan. "
    "Tahun COVID tidak dipakai.",
    en="The band holds the spread between groups, the uncertainty of their mean, and "
    "chance. COVID years are not used.",
)
