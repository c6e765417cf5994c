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
    widths = (8, 12, 14, 14, 11, 27, 14)  # the range stays on one line
    return Table("fund", title[lang], frame, _FUND_NOTE[lang], head[:1], widths)


_FUND_NOTE = say(
    id="Tarif impas: JKK dan JKM bersama, per bulan yang dibayar, termasuk biaya "
    "pengelola. Menurut aturan biaya itu paling banyak sebesar ini; beasiswa kemudian "
    "hari dihitung penuh dan hasil investasi dana tidak, jadi hasilnya di sisi "
    "hati-hati. Dana nasional menanggungnya, bukan APBD.",
    en="Balancing tariff: JKK and JKM together, per month paid, levy included. The law "
    "sets the most the levy may be; later scholarships count in full and what the fund "
    "earns on its money does not, so the result is on the cautious side. The national "
    "fund bears it, not the APBD.",
)


def programmes(results: Results, lang: str = "en", year: int | None = None) -> Table:
    """Show each programme alone: money in, cost of the year's events, their ratio."""
    year = year or frames.first_year(results)
    rows = [_programme(results, name, year, lang) for name in _PROGRAMMES]
    head = heads(
        lang,
        say(id="Program", en="Programme"),
        say(id="Iuran, Rp juta", en="Contributions, Rp million"),
        say(id="Biaya kejadian, Rp juta", en="Cost of the events, Rp million"),
        say(id="Biaya / iuran", en="Cost / contributions"),
        say(id="Tarif impas, Rp sebulan", en="Balancing tariff, Rp a month"),
    )
    title = say(
        id=f"JKM dan JKK sendiri-sendiri, {year}", en=f"JKM and JKK apart, {year}"
    )
    note = say(
        id="Apakah sisa JKK boleh menutup JKM tidak dijawab di sini.",
        en="Whether what JKK leaves may cover JKM is not answered here.",
    )
    frame = pd.DataFrame(rows, columns=head)
    return Table("programmes", title[lang], frame, note[lang], head[:1])


_PROGRAMMES: dict[str, Text] = {
    "jkm": say(id="JKM (kematian)", en="JKM (death)"),
    "jkk": say(id="JKK (kecelakaan kerja)", en="JKK (work accident)"),
    "all": say(id="Keduanya", en="Both"),
}


def _programme(results: Results, name: str, year: int, lang: str) -> list[str]:
    paid_in, cost = (
        frames.at(results, variable, year, programme=name)
        for variable in ("contributions_idr", "claims_incurred_idr")
    )
    tariffs = frames.by_year(results, "balancing_tariff_idr_m", programme=name)
    return [
        _PROGRAMMES[name][lang],
        millions(paid_in, lang),
        millions(cost, lang),
        percent(cost / paid_in, lang, 0) if paid_in else "-",
        _tariff(tariffs, year, lang),
    ]


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
        id=f"Pengaruh umur saja pada rasio, {year}",
        en=f"What ages alone do to the ratio, {year}",
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
