"""Tables of people: who is insured, which months count."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.language import number, percent, say
from analysis.report import enrolment, frames
from analysis.report.labels import segment_label, text_of
from analysis.report.sentences_enrolment import origin
from analysis.report.table import Table, by_row, heads, shortened

if TYPE_CHECKING:
    from analysis.model.projection import Results


ORIGINS = {
    "evidence": say(id="angka terbit", en="published count"),
    "assumed": say(id="anggapan", en="assumed"),
    "file": say(id="berkas skenario", en="scenario file"),
}


def known(results: Results, lang: str = "en") -> Table:
    """Show what each group starts from, and how people get on its list and off it."""
    head = heads(
        lang,
        say(id="Kelompok", en="Group"),
        say(id="Peserta", en="Insured"),
        say(id="Jumlah dari", en="Count from"),
        say(id="Cara masuk", en="Getting on the list"),
        say(id="Cara keluar", en="Getting off it"),
    )
    rows = [
        [
            segment_label(results, slug, lang),
            number(frames.given(results, slug), lang),
            ORIGINS[origin(results, slug)][lang],
            *_entry_and_exit(results, slug, lang),
        ]
        for slug in results.scenario.segments
    ]
    title = say(
        id="Apa yang diketahui di awal, dan siapa yang masuk dan keluar",
        en="What is known at the start, and who gets on and off",
    )
    note = say(
        id="Cara masuk dan keluar: uraian kami tentang praktiknya, bukan kutipan "
        "aturan. Kelompok ad hoc belum ada di luar masa tugasnya.",
        en="Getting on and off: our description of the practice, not a rule quoted. "
        "An ad hoc group does not exist outside its months of service.",
    )
    frame = shortened(pd.DataFrame(rows, columns=head))
    left, widths = [head[0], *head[2:]], (20, 9, 13, 29, 29)
    return Table("known", title[lang], frame, note[lang], left, widths)


def _entry_and_exit(results: Results, slug: str, lang: str) -> list[str]:
    groups = results.law.segments
    profile = results.scenario.segments[slug].named_profile
    found = groups.get(slug) or groups.get(profile or "")
    if found is None:
        return ["-", "-"]
    return [text_of(found.entry, lang), text_of(found.exit, lang)]


def funnel(results: Results, lang: str = "en") -> Table:
    """Show every step from the people meant to those active, by year."""
    wide = enrolment.funnel(results)
    year = say(id="Tahun", en="Year")
    head = heads(lang, year, *(enrolment.STEPS[step] for step in wide.columns))
    rows = [[str(y), *(number(v, lang) for v in row)] for y, row in by_row(wide)]
    title = say(
        id="Dari sasaran sampai peserta aktif, orang, rata-rata setahun",
        en="From the people meant to active members, people, mean of the year",
    )
    frame = shortened(pd.DataFrame(rows, columns=head))
    return Table("funnel", title[lang], frame, left=head[:1])


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
