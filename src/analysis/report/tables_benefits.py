"""Tables of what households get: what an event pays, and the exact year of a group."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.language import Text, number, percent, say
from analysis.report import claims_frames, frames
from analysis.report.labels import segment_label
from analysis.report.table import Table, heads, millions, shortened
from analysis.study.poverty_line import poverty_line

if TYPE_CHECKING:
    from analysis.model.projection import Results
    from analysis.study.small_group import SmallGroup

EVENTS: dict[str, Text] = {
    "jkm": say(id="Meninggal, sebab lain", en="Death, other cause"),
    "early": say(id="Meninggal, bulan-bulan awal", en="Death in the first months"),
    "work_death": say(id="Meninggal karena kerja", en="Death at work"),
    "disability": say(id="Cacat karena kerja (rata-rata)", en="Disability (mean)"),
    "accident": say(id="Kecelakaan: rawat dan upah", en="Accident: care and wage"),
}


def household(results: Results, lang: str = "en", year: int | None = None) -> Table:
    """Show what each event pays a household, and for how many months that lasts."""
    year = year or frames.first_year(results)
    events = claims_frames.events(results, year)
    line = poverty_line(results, year)
    rows = [
        [
            EVENTS[name][lang],
            number(row["events"], lang, 1),
            millions(row["benefit_idr"], lang),
            millions(row["award_idr"], lang),
            number(line.months(row["benefit_idr"]), lang, 1),
        ]
        for name, row in events.iterrows()
    ]
    head = heads(
        lang,
        say(id="Kejadian", en="Event"),
        say(id="Diperkirakan setahun", en="Expected a year"),
        say(id="Dibayar, Rp juta", en="Paid, Rp million"),
        say(id="Beasiswa rata-rata, Rp juta", en="Mean scholarship, Rp million"),
        say(id="Bulan di garis kemiskinan", en="Months at the poverty line"),
    )
    title = say(
        id=f"Yang diterima satu keluarga menurut hukum, {year}",
        en=f"What the law pays one family, {year}",
    )
    frame = pd.DataFrame(rows, columns=head)
    return Table(
        "household", title[lang], frame, _household_note(results, year, lang), head[:1]
    )


def _household_note(results: Results, year: int, lang: str) -> str:
    from analysis.law.benefits import scholarship_maximum_idr

    most = float(scholarship_maximum_idr(f"{year}-12", results.law))
    line = poverty_line(results, year)
    size, amount = number(line.people, lang, 2), number(line.idr_m, lang)
    return say(
        id="Rata-rata semua kelompok. Beasiswa: menurut peluang ada anak, sekolah dan "
        f"masa iur; paling banyak Rp{millions(most, lang)} juta satu keluarga. Bulan: "
        f"tanpa beasiswa, untuk {size} orang pada garis {line.place} {line.as_of} "
        f"(Rp{amount} seorang sebulan).",
        en="Mean over all groups. Scholarship: by the chance of children, school and "
        f"months of contributions; at most Rp{millions(most, lang)} million a family. "
        f"Months: without scholarship, for {size} people at the line of {line.place} "
        f"{line.as_of} (Rp{amount} a person and month).",
    )[lang]


def small_groups(results: Results, lang: str = "en", year: int | None = None) -> Table:
    """Show the exact year of every group: chance of no death, money, chance of a loss.

    Small groups first; deaths and money with the death rate not known.
    """
    from analysis.study.small_group import small_group

    year = year or frames.first_year(results)
    rates = results.rates[results.rates["year"] == year]
    rates = rates[rates["person_years"] > 0].sort_values("person_years")
    rows = [
        _group_row(results, small_group(results, str(slug), year), lang)
        for slug in rates["segment"]
    ]
    head = heads(
        lang,
        say(id="Kelompok", en="Group"),
        say(id="Orang-tahun", en="Person-years"),
        say(id="Kematian diperkirakan", en="Expected deaths"),
        say(id="Peluang tanpa kematian", en="Chance of no death"),
        say(id="Klaim setahun, Rp juta: 5 / 50 / 95 dari 100", en=_QUANTILES_EN),
        say(id="Iuran, Rp juta", en="Contributions, Rp m"),
        say(id="Peluang klaim di atas iuran", en="Chance of claims above them"),
    )
    title = say(
        id=f"Satu tahun tiap kelompok, dihitung pasti, {year}",
        en=f"One year of each group, computed exactly, {year}",
    )
    frame = shortened(pd.DataFrame(rows, columns=head))
    return Table("small-groups", title[lang], frame, _GROUP_NOTE[lang], head[:1])


_QUANTILES_EN = "Claims of the year, Rp m: 5 / 50 / 95 in 100"
_GROUP_NOTE = say(
    id="JKK dan JKM, seluruh biaya kejadian tahun itu. Tingkat kematian kelompok tidak "
    "diketahui pasti: sebaran antarkelompok dipakai.",
    en="JKK and JKM, all that the year's events cost. The death rate of a group is not "
    "known for certain: the spread between groups is used.",
)


def _group_row(results: Results, group: SmallGroup, lang: str) -> list[str]:
    quantiles = group.unknown.quantile(np.array([0.05, 0.5, 0.95]))
    chance = group.unknown.above(group.contributions_idr)
    return [
        segment_label(results, group.segment, lang),
        number(group.person_years, lang),
        number(group.expected_deaths, lang, 1),
        percent(group.counts["unknown"].iloc[0], lang, 0),
        " / ".join(number(one / 1e6, lang) for one in quantiles),
        millions(group.contributions_idr, lang),
        percent(chance, lang, 0),
    ]
