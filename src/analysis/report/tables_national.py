"""Tables of all 514 regions: provinces, the labour force held against, revenue."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.language import Text, number, percent, say
from analysis.report.budget_words import STAGE_NOT_STATED, STAGE_WORDS
from analysis.report.sentences_national_parts import stated
from analysis.report.table import ROWS_AT_MOST, Table, heads, millions
from analysis.scenario.regions import GRADES

if TYPE_CHECKING:
    from analysis.study.national import National

_RANGE = say(
    id="Bagi rumah tangga: untuk kejadian tahun itu, kapan pun dibayar. Kecelakaan "
    "yang berakibat kematian terhitung di kedua kolom. Dalam kurung: 90 dari 100 "
    "kemungkinan, paling sedikit selebar ini. Penduduk: Kemendagri 2025. Orang: "
    "taksiran.",
    en="To households: for the events of that year, whenever paid. Fatal accidents "
    "stand in both columns. In brackets: 90 in 100 possibilities, at least this wide. "
    "Inhabitants: civil register of 2025. People: estimated.",
)


def national_provinces(
    found: National, lang: str = "en", most: int = ROWS_AT_MOST
) -> Table:
    """Show the nation and its provinces, those with most workers first.

    ``most``: rows shown, the nation among them.
    """
    provinces = found.sums.drop(index="").sort_values("covered", ascending=False)
    rows = pd.concat([found.sums.loc[[""]], provinces]).head(most)
    head = heads(lang, *_PROVINCE)
    frame = pd.DataFrame([_province(row, lang) for _, row in rows.iterrows()])
    frame.columns = head
    title = _PROVINCES if len(rows) <= len(provinces) else _ALL_PROVINCES
    text = title[lang].format(count=len(rows) - 1, year=found.question.year)
    return Table("national-provinces", text, frame, _RANGE[lang], [head[0]])


_PROVINCE = (
    say(id="Provinsi", en="Province"),
    say(id="Wilayah (ada angka sendiri)", en="Regions (own figures)"),
    say(id="Orang, ribu", en="People, thousand"),
    say(id="Biaya, miliar Rp", en="Cost, Rp billion"),
    say(id="Rp per penduduk", en="Rp per inhabitant"),
    say(id="Kematian", en="Deaths"),
    say(id="Kecelakaan", en="Accidents"),
    say(id="Bagi rumah tangga, miliar Rp", en="To households, Rp billion"),
)
_PROVINCES = say(
    id="{count} provinsi dengan pekerja terbanyak, {year}",
    en="The {count} provinces with most workers, {year}",
)
_ALL_PROVINCES = say(
    id="Semua {count} provinsi, {year}", en="All {count} provinces, {year}"
)


def _province(row: pd.Series, lang: str) -> list[str]:
    return [
        str(row["name"]),
        f"{number(row['regions'], lang)} ({number(row['with_own'], lang)})",
        number(row["covered"] / 1e3, lang),
        number(row["cost_idr"] / 1e9, lang, 1),
        number(row["cost_per_inhabitant_idr"], lang),
        _band(row, "deaths", lang),
        _band(row, "accidents", lang),
        _band(row, "claims_incurred_idr", lang, 1e9),
    ]


def _band(row: pd.Series, name: str, lang: str, scale: float = 1.0) -> str:
    mean, low, high = (
        number(row[f"{name}_{one}"] / scale, lang) for one in ("mean", "p05", "p95")
    )
    return f"{mean} ({low} - {high})"


def national_estimate(lang: str = "en") -> Table:
    """Show the labour force we estimate beside each one that was published."""
    from analysis.study.national_check import beside_published

    head = heads(lang, *_ESTIMATE)
    rows = [
        [
            row.name,
            number(row.published, lang),
            str(row.year),
            number(row.estimated, lang),
            f"{'+' if row.deviation > 0 else ''}{percent(row.deviation, lang)}",
            row.claim_id,
        ]
        for row in beside_published().itertuples(index=False)
    ]
    frame = pd.DataFrame(rows, columns=head)
    left = [head[0], head[5]]
    return Table("national-estimate", _ESTIMATE_TITLE[lang], frame, left=left)


_ESTIMATE = (
    say(id="Kota", en="City"),
    say(id="Dipublikasikan", en="Published"),
    say(id="Agustus", en="August of"),
    say(id="Taksiran kami", en="Our estimate"),
    say(id="Selisih dari yang dipublikasikan", en="Off from published"),
    say(id="Bukti", en="Evidence"),
)
_ESTIMATE_TITLE = say(
    id="Angkatan kerja: yang dipublikasikan dan taksiran kami, orang",
    en="Labour force: published and by our estimate, people",
)


def national_revenue(found: National, lang: str = "en") -> Table:
    """Show the cost beside revenue where that is known, and what a share carries."""
    from analysis.study.national_check import carried

    head = heads(lang, *_REVENUE)
    rows = [_revenue(row, lang) for _, row in carried(found).iterrows()]
    frame = pd.DataFrame(rows, columns=head)
    asked = found.question
    workers = stated(asked.share_of_workers, lang)
    budget = stated(asked.share_of_budget, lang)
    title = _REVENUE_TITLE[lang].format(workers=workers, year=asked.year)
    note = _REVENUE_NOTE[lang].format(
        budget=budget, count=number(len(found.regions) - len(rows), lang)
    )
    left = [head[0], head[1], head[3]]
    return Table("national-revenue", title, frame, note, left)


_REVENUE = (
    say(id="Wilayah", en="Region"),
    say(id="Kelengkapan", en="Grade"),
    say(id="Pendapatan, miliar Rp", en="Revenue, Rp billion"),
    say(id="Tahun, tahap, bukti", en="Year, stage, evidence"),
    say(id="Biaya, juta Rp", en="Cost, Rp million"),
    say(id="% pendapatan", en="% of revenue"),
    say(id="Batas tolok ukur, juta Rp", en="Yardstick, Rp million"),
    say(id="Orang yang terbiayai", en="People it carries"),
    say(id="% angkatan kerja", en="% of labour force"),
)
_REVENUE_TITLE = say(
    id="Biaya {workers} angkatan kerja pada {year}, bagi wilayah yang pendapatan "
    "APBD-nya ada dalam data proyek ini",
    en="Cost of {workers} of the labour force in {year} where APBD revenue is in this "
    "project's data",
)
_REVENUE_NOTE = say(
    id="Batas tolok ukur: {budget} dari pendapatan itu; tidak ada yang menetapkannya "
    "dan bukan anjuran. Pendapatan dari tahun dan tahap yang disebut (rancangan belum "
    "final), tidak diproyeksikan. Pendapatan {count} wilayah lain tidak ada dalam data "
    "proyek ini; APBD daerah dipublikasikan DJPK.",
    en="Yardstick: {budget} of that revenue; nobody set it, and it is not advice. "
    "Revenue is of the year and stage named (a draft is not final), not projected. "
    "Revenue of the other {count} regions is not in this project's data; DJPK "
    "publishes the APBD of regions.",
)


def _revenue(row: pd.Series, lang: str) -> list[str]:
    stage = STAGE_WORDS.get(row["revenue_stage"], STAGE_NOT_STATED)[lang]
    return [
        row["name"],
        row["grade"],
        number(row["revenue_idr"] / 1e9, lang, 1),
        f"{row['revenue_year']:.0f}, {stage} [{row['revenue_source']}]",
        millions(row["cost_idr"], lang),
        percent(row["revenue_share"], lang, 2),
        millions(row["line_idr"], lang),
        number(row["workers"], lang),
        percent(row["workers_share"], lang),
    ]


def national_ends(found: National, lang: str = "en") -> Table:
    """Show the regions with the highest and the lowest participation rate."""
    by_rate = found.regions.sort_values("participation_rate", ascending=False)
    half = ROWS_AT_MOST // 2
    rows = pd.concat([by_rate.head(half), by_rate.tail(half)])
    head = heads(lang, *_ENDS)
    frame = pd.DataFrame([_end(row, lang) for _, row in rows.iterrows()], columns=head)
    grades = "; ".join(f"{grade} = {text[lang]}" for grade, text in GRADES.items())
    title = _ENDS_TITLE[lang].format(count=half)
    return Table("national-ends", title, frame, _grades(grades, lang), head[:2])


def _grades(listed: str, lang: str) -> str:
    return say(
        id="Bukan urutan biaya: bagian umur 15 tahun ke atas wilayah tidak diketahui. "
        f"Kelengkapan: {listed}.",
        en="No order of costs: the share aged 15 and over of a region is not known. "
        f"Grades: {listed}.",
    )[lang]


_ENDS = (
    say(id="Wilayah", en="Region"),
    say(id="Kelengkapan", en="Grade"),
    say(id="TPAK Agustus 2021", en="Participation (TPAK), August 2021"),
    say(id="Penduduk, ribu", en="Inhabitants, thousand"),
    say(id="Orang", en="People"),
)
_ENDS_TITLE: Text = say(
    id="{count} wilayah dengan tingkat partisipasi angkatan kerja (TPAK) tertinggi dan "
    "{count} terendah",
    en="The {count} regions with the highest labour force participation rate (TPAK) "
    "and the {count} lowest",
)


def _end(row: pd.Series, lang: str) -> list[str]:
    return [
        row["name"],
        row["grade"],
        percent(row["participation_rate"], lang),
        number(row["population"] / 1e3, lang, 1),
        number(row["covered"], lang),
    ]
