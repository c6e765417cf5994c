"""How many regions stand on how many facts of their own, as tables."""

from __future__ import annotations

from analysis.language import say
from analysis.report.table import Table
from analysis.scenario import region_counts
from analysis.scenario.regions import GRADES


def region_facts(lang: str = "en") -> Table:
    """Show the number of regions by own facts and grade of completeness."""
    frame = region_counts.by_own_facts(lang)
    rules = "; ".join(f"{grade} = {rule[lang]}" for grade, rule in GRADES.items())
    title = say(
        id="Berapa wilayah berdiri di atas berapa fakta sendiri",
        en="How many regions stand on how many own facts",
    )
    note = say(
        id="Fakta sendiri: yang diketahui tentang wilayah itu di luar tabel nasional "
        f"(penduduk, luas, TPAK). Kelengkapan: {rules}.",
        en="Own facts: what is known of the region beyond the national tables "
        f"(population, area, participation). Grades: {rules}.",
    )
    left = [frame.columns[0]]
    return Table("region-facts", title[lang], frame.astype(str), note[lang], left)


def region_provinces(lang: str = "en") -> Table:
    """Show the same for the country and each of the 38 provinces."""
    frame = region_counts.by_province(lang)
    title = say(
        id="Wilayah menurut provinsi: kelengkapan A-D dan jumlah fakta sendiri",
        en="Regions by province: grade A-D and number of own facts",
    )
    left = [frame.columns[0]]
    return Table("region-provinces", title[lang], frame.astype(str), left=left)
