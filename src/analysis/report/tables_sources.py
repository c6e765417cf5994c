"""Tables of sources: every id that stands in a figure or table, with its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.language import date_words, say
from analysis.report.sources import evidence_table, law_table
from analysis.report.table import Table, heads
from analysis.report.tables_assumed import CLAIM_PARAMETERS
from analysis.report.tables_law import SHOWN

if TYPE_CHECKING:
    from analysis.model.projection import Results

LONGEST_QUOTE = 120


def sources(results: Results, lang: str = "en") -> Table:
    """Show the evidence the scenario rests on: id, quote, use, publisher, link."""
    rows = [
        [
            row.id,
            _quoted(row.quote),
            row.used,
            row.publisher or row.title,
            date_words(row.date, lang),
            row.url,
        ]
        for row in evidence_table(results, lang).itertuples()
    ]
    head = heads(
        lang,
        say(id="Bukti", en="Evidence"),
        say(id="Kutipan", en="Quote (in Indonesian)"),
        say(id="Dipakai sebagai", en="Used as"),
        say(id="Penerbit", en="Publisher"),
        say(id="Tanggal", en="Date"),
        say(id="Tautan", en="Link"),
    )
    title = say(id="Bukti yang dipakai skenario", en="Evidence the scenario uses")
    frame = pd.DataFrame(rows, columns=head)
    return Table("sources", title[lang], frame, left=head)


def _quoted(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"


def law_sources(results: Results, lang: str = "en") -> Table:
    """Show the sources of the law values and the assumptions about claims."""
    head = heads(
        lang,
        say(id="Sumber", en="Source"),
        say(id="Judul", en="Title (in Indonesian)"),
        say(id="Tautan", en="Link"),
    )
    frame = law_table(results, (*SHOWN, *CLAIM_PARAMETERS)).set_axis(head, axis=1)
    title = say(
        id="Sumber nilai hukum dan anggapan tentang klaim",
        en="Sources of the law values and of the assumptions about claims",
    )
    return Table("law-sources", title[lang], frame, left=head)
