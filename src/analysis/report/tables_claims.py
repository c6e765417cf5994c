"""Tables of death rates: those used, and the groups they were estimated from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.language import number, say
from analysis.report.labels import known_label, segment_label
from analysis.report.table import Table, heads, shortened
from analysis.report.tables_law import MARKS
from analysis.scenario.ages import profile_of

if TYPE_CHECKING:
    from analysis.model.projection import Results

PER = 1000


def death_rates(results: Results, lang: str = "en") -> Table:
    """Show each group's ages, men, population deaths, selection and deaths used.

    ``used = population x selection``, deaths per 1,000 people and year.
    """
    law, month = results.law, f"{results.scenario.first_year}-01"
    rows = [
        _death_row(results, row._asdict(), lang)
        for row in results.death_rates.itertuples()
    ]
    mark = {one: text[lang] for one, text in MARKS.items()}
    selection = mark[law.entry("selection_factor", month).mark]
    guess, made = mark["assumed"], mark["derived"]
    head = heads(
        lang,
        say(id="Kelompok", en="Group"),
        say(id=f"Umur, tahun ({guess})", en=f"Ages, years ({guess})"),
        say(id=f"Laki-laki, % ({guess})", en=f"Men, % ({guess})"),
        say(
            id=f"Kematian penduduk per 1.000 setahun ({made})",
            en=f"Population deaths per 1,000 a year ({made})",
        ),
        say(id=f"Seleksi, kali ({selection})", en=f"Selection, times ({selection})"),
        say(
            id=f"Kematian dipakai per 1.000 setahun ({made})",
            en=f"Deaths used per 1,000 a year ({made})",
        ),
    )
    title = say(
        id="Dari tabel hayat ke tingkat kematian yang dipakai",
        en="From the life table to the death rates used",
    )[lang]
    period = law.text("mortality_period", month)
    note = say(
        id=f"Tabel hayat: UN WPP 2024 Indonesia, {period}. Dipakai = penduduk x "
        "seleksi. Umur peserta tidak diterbitkan.",
        en=f"Life table: UN WPP 2024 Indonesia, {period}. Used = population x "
        "selection. Ages of members are not published.",
    )[lang]
    frame = shortened(pd.DataFrame(rows, columns=head))
    return Table("death-rates", title, frame, note, head[:1])


def _death_row(results: Results, row: dict, lang: str) -> list[str]:
    slug = str(row["segment"])
    given = results.scenario.segments[slug].profile
    profile = profile_of(slug, given, results.law)
    ages = f"{int(profile.age_low.central)}-{int(profile.age_high.central) - 1}"
    population, used = row["population_death_rate_y"], row["death_rate_y"]
    return [
        segment_label(results, slug, lang),
        f"{ages}, {profile.title[lang]}" if profile.given else ages,
        number(float(profile.male_share.central) * 100, lang),
        number(population * PER, lang, 2),
        number(used / population, lang, 2) if population else "",
        number(used * PER, lang, 2),
    ]


SHOWN_READINGS = 8


def calibration(lang: str = "en") -> Table:
    """Show the pooled death rate as used, and under the readings that move it most.

    Readings: a disputed figure read the other way, or one group left out. The spread
    between the rows shows how few groups the estimate rests on.
    """
    from analysis.evidence.tables import read
    from analysis.model.credibility import pooled_variants

    groups = read("calibration_groups")
    variants = pooled_variants(groups, groups["exposure_person_years"])
    known = groups.set_index("group")
    rows = [
        [
            *_variant(str(row.variant), known, lang),
            number(row.ratio * PER, lang, 2),
            number(row.cv, lang, 2),
            number(row.groups, lang),
        ]
        for row in _most_moving(variants).itertuples()
    ]
    head = heads(
        lang,
        say(id="Hitungan", en="Reading"),
        say(id="Yang ditinggalkan", en="What it leaves out"),
        say(id="Kematian per 1.000 setahun", en="Deaths per 1,000 a year"),
        say(id="Variasi antarkelompok", en="Variation between groups"),
        say(id="Kelompok", en="Groups"),
    )
    used = int((groups["use"] == "yes").sum())
    title = say(
        id=f"Tingkat kematian teramati bertumpu pada {used} kelompok saja",
        en=f"The observed death rate rests on {used} groups only",
    )[lang]
    return Table(
        "calibration", title, pd.DataFrame(rows, columns=head), _NOTE[lang], head[:2]
    )


def _most_moving(variants: pd.DataFrame) -> pd.DataFrame:
    """Return the reading used and, in their order, those farthest from it."""
    gap = (variants["ratio"] - variants["ratio"].iloc[0]).abs()
    gap.iloc[0] = float("inf")
    return variants.loc[gap.nlargest(SHOWN_READINGS).index.sort_values()]


_NOTE = say(
    id="Tahun COVID tidak dipakai. Variasi: simpangan antarkelompok dibagi rata-rata, "
    "di luar kebetulan. Model memakai rata-rata kredibel (Buhlmann-Straub), yang "
    "memberi kelompok besar bobot lebih kecil daripada tingkat gabungan ini.",
    en="COVID years are not used. Variation: spread between groups over the mean, "
    "beyond what chance makes. The model uses the credible mean (Buhlmann-Straub), "
    "which gives large groups less weight than this pooled rate.",
)


def _variant(variant: str, known: pd.DataFrame, lang: str) -> tuple[str, str]:
    """Return the name of a reading and the group it leaves out."""
    kind, _, group = variant.partition(" ")
    if kind == "used":
        return say(id="semua kelompok", en="all groups")[lang], ""
    row = known.loc[group]
    named, size = group_name(row, lang), _person_years(row, lang)
    if kind == "without":
        only = say(id="tanpa satu kelompok", en="without one group")[lang]
        return only, f"{named}, {size}"
    read = say(id=f"bacaan lain: {size}", en=f"another reading: {size}")[lang]
    first = known.loc[row["instead_of"]]
    out = _person_years(first, lang)
    return f"{read} ({named})", f"{group_name(first, lang)}, {out}"


def _person_years(row: pd.Series, lang: str) -> str:
    size = number(float(row["exposure_person_years"]), lang)
    return say(id=f"{size} orang-tahun", en=f"{size} person-years")[lang]


def group_name(row: pd.Series, lang: str) -> str:
    """Return place, year and kind of a group with known deaths."""
    from analysis.law.parameters import load_law

    known = str(row.get("group", row.name))
    who = _WHO.get(known) or _WHO.get(str(row["segment"]))
    label = who[lang] if who else known_label(str(row["segment"]), load_law(), lang)
    return f"{row['region_name']} {row['year']}, {label}"


_WHO = {
    "bone_bolango_desa_2023": say(
        id="Pekerja rentan, dibayar desa", en="Vulnerable workers, paid by villages"
    ),
    "apbd": say(id="semua yang dibayar APBD", en="all paid by the APBD"),
    "guru_paud": say(id="guru PAUD", en="early-years teachers"),
}
