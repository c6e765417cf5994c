"""Tables of people: who is insured, which months count."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.language import number, percent, say
from analysis.report import frames
from analysis.report.labels import segment_label
from analysis.report.table import Table, by_row, heads, shortened

if TYPE_CHECKING:
    from analysis.model.projection import Results


def segments(results: Results, lang: str = "en") -> Table:
    """Show each group: eligible, insured at start and end, left out, coverage."""
    last = frames.last_year(results)
    begin = frames.start(results).set_index("segment")
    rows = []
    for slug in results.scenario.segments:
        at_end = {
            name: frames.at(results, name, last, segment=slug)
            for name in ("eligible", "members_end", "people_left_out", "coverage_rate")
        }
        rows.append(_segment_row(results, slug, begin.loc[slug], at_end, lang))
    total = {
        name: frames.at(results, name, last)
        for name in ("eligible", "members_end", "people_left_out", "coverage_rate")
    }
    rows.append(_segment_row(results, "all", begin.sum(), total, lang))
    columns = [
        say(id="Kelompok", en="Group")[lang],
        say(id="Peserta di awal", en="Insured at start")[lang],
        say(id=f"Memenuhi syarat {last}", en=f"Eligible {last}")[lang],
        say(id=f"Peserta {last}", en=f"Insured {last}")[lang],
        say(id=f"Tertinggal {last}", en=f"Left out {last}")[lang],
        say(id=f"Cakupan {last}", en=f"Coverage {last}")[lang],
    ]
    frame = shortened(pd.DataFrame(rows, columns=columns))
    title = say(id="Peserta menurut kelompok, orang", en="Members by group, people")
    note = say(
        id="Cakupan: peserta dibagi orang yang memenuhi syarat pada daftar kelompok.",
        en="Coverage: members over the eligible people of the group's list.",
    )
    return Table("segments", title[lang], frame, note[lang], columns[:1])


def _segment_row(
    results: Results, slug: str, begin: pd.Series, end: dict[str, float], lang: str
) -> list[str]:
    return [
        segment_label(results, slug, lang),
        number(begin["members"], lang),
        number(end["eligible"], lang),
        number(end["members_end"], lang),
        number(end["people_left_out"], lang),
        percent(end["coverage_rate"], lang),
    ]


def months(results: Results, lang: str = "en") -> Table:
    """Show funded, entitled and active member-months by year."""
    names = ("funded_member_months", "exposure_member_months", "active_member_months")
    wide = pd.DataFrame({name: frames.by_year(results, name) for name in names})
    head = heads(
        lang,
        say(id="Tahun", en="Year"),
        say(id="Dibayar", en="Funded"),
        say(id="Berhak", en="Entitled"),
        say(id="Aktif", en="Active"),
    )
    rows = [[str(y), *(number(v, lang) for v in row)] for y, row in by_row(wide)]
    frame = shortened(pd.DataFrame(rows, columns=head))
    title = say(id="Bulan-peserta setahun", en="Member-months a year")[lang]
    return Table("months", title, frame, left=head[:1])
