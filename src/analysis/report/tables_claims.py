"""Tables of what claims rest on: assumptions, death rates, the groups behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.language import number, say
from analysis.report.labels import known_label, segment_label, text_of
from analysis.report.table import Table, heads, shortened
from analysis.report.tables_law import MARKS, basis_text, plain, unit_words

if TYPE_CHECKING:
    from analysis.law.dated import Law
    from analysis.law.segments import Profile
    from analysis.model.projection import Results

# what the simulation draws, then what it keeps the same in every draw
DRAWN = (
    "selection_factor",
    "jkk_incidence_bpu_y",
    "jkk_incidence_pu_y",
    "jkk_cost_per_case_idr",
    "scholarship_award_idr",
    "tenure_36_months_share",
    "tenure_resets_after_gap",
)
FIXED = ("jkk_cost_cv", "scholarship_years", "mortality_period")
CLAIM_PARAMETERS = (*DRAWN, *FIXED)
PER = 1000


def assumed_law(results: Results, lang: str = "en") -> Table:
    """Show what claims rest on: value, range, whether it is drawn, mark, basis."""
    rows = [_parameter_row(results, name, lang) for name in CLAIM_PARAMETERS]
    rows.append(_profiles_row(lang))
    head = heads(
        lang,
        say(id="Nilai model", en="Model value"),
        say(id="Satuan", en="Unit"),
        say(id="Tengah", en="Centre"),
        say(id="80 dari 100", en="80 in 100"),
        say(id="Simulasi", en="Simulation"),
        say(id="Tanda", en="Mark"),
        say(id="Dasar", en="Basis"),
    )
    title = say(id="Yang dianggap tentang klaim", en="What is assumed about claims")
    note = say(
        id="Diacak: berbeda tiap simulasi. Tetap: nilai tengah di setiap simulasi.",
        en="Drawn: differs from draw to draw. Fixed: the centre in every draw.",
    )
    left = [head[0], head[1], *head[4:]]
    frame = pd.DataFrame(rows, columns=head)
    return Table("assumed-law", title[lang], frame, note[lang], left)


def _parameter_row(results: Results, name: str, lang: str) -> list[str]:
    law: Law = results.law
    entry = law.entry(name, f"{results.scenario.first_year}-01")
    return [
        text_of(law.title(name), lang),
        unit_words(law.parameter(name).unit, lang),
        *_numbers(entry.value, lang),
        _VARIES[name in DRAWN][lang],
        MARKS[entry.mark][lang],
        basis_text(entry, lang),
    ]


_VARIES = {
    True: say(id="diacak", en="drawn"),
    False: say(id="tetap", en="fixed"),
}


def _numbers(value: object, lang: str) -> list[str]:
    """Return centre and 80-in-100 range of a value; no range where it is certain."""
    if isinstance(value, str):
        return [value, ""]
    low, high = value.draws(np.array([0.1, 0.9]))
    shown = "" if low == high else f"{_short(low, lang)} - {_short(high, lang)}"
    return [plain(float(value.central), lang), shown]


def _short(value: float, lang: str) -> str:
    """Write a number with about three digits that count."""
    return plain(float(f"{value:.3g}"), lang)


def _profiles_row(lang: str) -> list[str]:
    what = say(id="Umur dan bagian laki-laki", en="Ages and share of men")
    where = say(
        id="per kelompok, lihat tabel tingkat kematian; rentangnya belum diacak",
        en="by group, see the table of death rates; their ranges are not drawn",
    )
    mark = MARKS["assumed"][lang]
    return [what[lang], "", "", "", _VARIES[False][lang], mark, where[lang]]


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
    profile: Profile = results.law.profile(
        results.scenario.segments[slug].profile or slug
    )
    population, used = row["population_death_rate_y"], row["death_rate_y"]
    return [
        segment_label(results, slug, lang),
        f"{int(profile.age_low.central)}-{int(profile.age_high.central) - 1}",
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
    from analysis.evidence.calibration import pooled_variants
    from analysis.evidence.tables import read

    groups = read("calibration_groups")
    known = groups.set_index("group")
    rows = [
        [
            *_variant(str(row.variant), known, lang),
            number(row.death_rate_y * PER, lang, 2),
            number(row.cv, lang, 2),
            number(row.groups, lang),
        ]
        for row in _most_moving(pooled_variants(groups)).itertuples()
    ]
    head = heads(
        lang,
        say(id="Hitungan", en="Reading"),
        say(id="Yang ditinggalkan", en="What it leaves out"),
        say(id="Kematian per 1.000 setahun", en="Deaths per 1,000 a year"),
        say(id="Variasi antarkelompok", en="CV between groups"),
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
    gap = (variants["death_rate_y"] - variants["death_rate_y"].iloc[0]).abs()
    gap.iloc[0] = float("inf")
    return variants.loc[gap.nlargest(SHOWN_READINGS).index.sort_values()]


_NOTE = say(
    id="Tahun COVID tidak dipakai. Variasi: simpangan antarkelompok dibagi rata-rata, "
    "di luar kebetulan. Model memakai rata-rata kredibel (Buhlmann-Straub), yang "
    "memberi kelompok besar bobot lebih kecil daripada tingkat gabungan ini.",
    en="COVID years are not used. CV: spread between groups over the mean, beyond what "
    "chance makes. The model uses the credible mean (Buhlmann-Straub), which gives "
    "large groups less weight than this pooled rate.",
)


def _variant(variant: str, known: pd.DataFrame, lang: str) -> tuple[str, str]:
    """Return the name of a reading and the group it leaves out."""
    kind, _, group = variant.partition(" ")
    if kind == "used":
        return say(id="dipakai", en="all groups")[lang], ""
    row = known.loc[group]
    named = _group_name(row, lang)
    if kind == "without":
        return say(id="tanpa satu kelompok", en="without one group")[lang], named
    size = number(float(row["exposure_person_years"]), lang)
    read = say(
        id=f"bacaan lain: {size} orang-tahun",
        en=f"another reading: {size} person-years",
    )[lang]
    first = known.loc[row["instead_of"]]
    size = number(float(first["exposure_person_years"]), lang)
    out = say(id=f"{size} orang-tahun", en=f"{size} person-years")[lang]
    return f"{read} ({named})", f"{_group_name(first, lang)}, {out}"


def _group_name(row: pd.Series, lang: str) -> str:
    from analysis.law.parameters import load_law

    who = _WHO.get(str(row["segment"]))
    label = who[lang] if who else known_label(str(row["segment"]), load_law(), lang)
    return f"{row['region_name']} {row['year']}, {label}"


_WHO = {
    "apbd": say(id="semua yang dibayar APBD", en="all paid by the APBD"),
    "guru_paud": say(id="guru PAUD", en="early-years teachers"),
}
