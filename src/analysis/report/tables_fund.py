"""Tables of the national fund: its result by year, what it owes, what would balance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.language import Text, number, percent, say
from analysis.report import claims_frames, frames
from analysis.report.table import Table, heads, millions, shortened

if TYPE_CHECKING:
    from analysis.model.projection import Results

PER = 1000


def fund(results: Results, lang: str = "en") -> Table:
    """Show contributions, levy, cost and result by year, and the tariff that balances.

    Costs are those of the year's deaths and accidents, whenever they are paid.
    """
    result = frames.fan(results, "underwriting_result_idr")
    rows = [
        [
            str(year),
            millions(frames.at(results, "contributions_idr", year), lang),
            millions(frames.at(results, "operating_levy_idr", year), lang),
            millions(frames.at(results, "claims_incurred_idr", year), lang),
            millions(result.loc[year, "central"], lang),
            _spread(result.loc[year], lang),
            _tariff(frames.by_year(results, "balancing_tariff_idr_m"), year, lang),
        ]
        for year in result.index
    ]
    head = heads(
        lang,
        say(id="Tahun", en="Year"),
        say(id="Iuran", en="Contributions"),
        say(id="Biaya pengelola", en="Administrator's levy"),
        say(id="Biaya kejadian tahun itu", en="Cost of the year's events"),
        say(id="Hasil dana", en="Result of the fund"),
        say(id="90 dari 100 simulasi", en="90 in 100 draws"),
        say(id="Tarif impas, Rp sebulan", en="Balancing tariff, Rp a month"),
    )
    title = say(
        id="Hasil dana nasional dari daerah ini, Rp juta",
        en="What this place leaves the national fund, Rp million",
    )
    frame = shortened(pd.DataFrame(rows, columns=head))
    return Table("fund", title[lang], frame, _FUND_NOTE[lang], head[:1])


_FUND_NOTE = say(
    id="Tarif impas: JKK dan JKM bersama, per bulan yang dibayar, termasuk biaya "
    "pengelola. Dana nasional menanggung hasilnya, bukan APBD.",
    en="Balancing tariff: JKK and JKM together, per month paid, levy included. The "
    "national fund bears the result, not the APBD.",
)


def _spread(row: pd.Series, lang: str) -> str:
    if "p05" not in row or pd.isna(row["p05"]):
        return "-"
    to = say(id="sampai", en="to")[lang]
    return f"{millions(row['p05'], lang)} {to} {millions(row['p95'], lang)}"


def _tariff(tariffs: pd.Series, year: int, lang: str) -> str:
    return number(tariffs[year], lang) if year in tariffs.index else "-"


def owed(results: Results, lang: str = "en") -> Table:
    """Show by year what the fund still owes: scholarships, and claims paid late."""
    columns: dict[str, Text] = {
        "benefit_commitments_idr": say(
            id="Beasiswa yang masih dibayar", en="Scholarships still to be paid"
        ),
        "benefit_commitments_pv_idr": say(
            id="Nilainya sekarang", en="Their present value"
        ),
        "claims_outstanding_idr": say(
            id="Klaim belum dibayar", en="Claims not yet paid"
        ),
    }
    wide = pd.DataFrame({name: frames.by_year(results, name) for name in columns})
    owes = wide["benefit_commitments_idr"] + wide["claims_outstanding_idr"]
    rows = [
        [str(year), *(millions(v, lang) for v in row), millions(owes[year], lang)]
        for year, row in zip(wide.index, wide.fillna(0.0).to_numpy(), strict=True)
    ]
    last = say(id="Terutang, tanpa bunga", en="Owed, not discounted")
    head = heads(lang, say(id="Akhir tahun", en="End of"), *columns.values(), last)
    title = say(
        id="Yang masih terutang dana nasional kepada keluarga, Rp juta",
        en="What the national fund still owes families, Rp million",
    )
    note = say(
        id="Dari kematian dan kecelakaan sejak tahun pertama skenario; yang lebih dulu "
        "tidak diketahui.",
        en="From deaths and accidents since the first year of the scenario; earlier "
        "ones are not known.",
    )
    frame = shortened(pd.DataFrame(rows, columns=head))
    return Table("owed", title[lang], frame, note[lang], head[:1])


ENDS: dict[str, Text] = {
    "women_20_39": say(id="Perempuan 20-39", en="Women of 20-39"),
    "men_40_64": say(id="Laki-laki 40-64", en="Men of 40-64"),
}


def age_mixes(results: Results, lang: str = "en", year: int | None = None) -> Table:
    """Show what ages and sexes alone do to the ratio of claims to contributions."""
    year = year or frames.first_year(results)
    mixes = claims_frames.age_mixes(results, year)
    rows = [
        [
            _mix_name(results, str(slug), lang),
            number(row["death_rate_y"] * PER, lang, 2),
            percent(row["ratio_deaths"], lang, 0),
            percent(row["ratio_all"], lang, 0),
            number(row["tariff_idr_m"], lang),
        ]
        for slug, row in mixes.iterrows()
    ]
    head = heads(
        lang,
        say(id="Umur dan jenis kelamin", en="Ages and sexes"),
        say(
            id="Kematian penduduk per 1.000",
            en="Population deaths per 1,000",
        ),
        say(
            id="Santunan kematian / iuran JKK+JKM",
            en="Death benefits / JKK+JKM contributions",
        ),
        say(id="Semua klaim / iuran", en="All claims / contributions"),
        say(id="Iuran JKM impas, Rp", en="JKM tariff that balances, Rp"),
    )
    title = say(
        id=f"Umur saja sudah menentukan rasio, {year}",
        en=f"Ages alone decide the ratio, {year}",
    )
    frame = shortened(pd.DataFrame(rows, columns=head))
    return Table("age-mixes", title[lang], frame, _MIX_NOTE[lang], head[:1])


_MIX_NOTE = say(
    id="Tabel hayat penduduk, tanpa seleksi; tarif BPU. Semua klaim: biaya rata-rata "
    "kematian (dengan beasiswa) dan kecelakaan dalam skenario ini. Iuran JKM impas: "
    "santunan kematian saja.",
    en="Life table of the population, no selection; BPU tariff. All claims: the mean "
    "cost of a death (with scholarship) and of accidents in this scenario. JKM tariff "
    "that balances: death benefits alone.",
)


def _mix_name(results: Results, slug: str, lang: str) -> str:
    if slug in ENDS:
        return ENDS[slug][lang]
    law = results.law
    if slug in law.profiles:
        return law.profiles[slug].title[lang]
    return say(id="Umur dari skenario", en="Ages of the scenario")[lang]
