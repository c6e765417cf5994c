"""Tables of what claims rest on and nobody publishes: value, range, mark, basis."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.language import Text, say
from analysis.report.labels import text_of
from analysis.report.table import Table, heads
from analysis.report.tables_law import MARKS, basis_text, plain, unit_words

if TYPE_CHECKING:
    from analysis.law.dated import Law
    from analysis.model.projection import Results

# by what they are about; the notebook shows a table each
DEATHS = (
    "selection_factor",
    "selection_shared_share",
    "selection_national_share",
    "selection_first_year_factor",
    "mortality_period",
    "tenure_36_months_share",
    "tenure_resets_after_gap",
    "claim_delay_months",
    "operating_levy_share",
)
WORK = (
    "jkk_incidence_bpu_y",
    "jkk_incidence_pu_y",
    "jkk_death_share",
    "jkk_disability_share",
    "jkk_total_disability_share",
    "jkk_disability_degree",
    "jkk_care_idr",
    "jkk_incapacity_months",
    "jkk_cost_cv",
    "jkk_disability_cv",
)
SCHOLARSHIPS = (
    "father_age_gap_years",
    "scholarship_enrolled_tk_share",
    "scholarship_enrolled_sd_share",
    "scholarship_enrolled_smp_share",
    "scholarship_enrolled_sma_share",
    "scholarship_enrolled_pt_share",
    "scholarship_use_share",
    "discount_rate_y",
)
TOPICS = {"deaths": DEATHS, "work": WORK, "scholarships": SCHOLARSHIPS}
CLAIM_PARAMETERS = (*DEATHS, *WORK, *SCHOLARSHIPS)
# the same in every draw, at the centre; all others differ from draw to draw
FIXED = (
    "selection_shared_share",
    "selection_national_share",
    "mortality_period",
    "jkk_cost_cv",
    "jkk_disability_cv",
    "father_age_gap_years",
    "discount_rate_y",
)
_TITLES: dict[str, Text] = {
    "deaths": say(
        id="Yang dianggap tentang kematian, masa iur dan pembayaran",
        en="What is assumed about deaths, tenure and payment",
    ),
    "work": say(
        id="Yang dianggap tentang kecelakaan kerja",
        en="What is assumed about work accidents",
    ),
    "scholarships": say(
        id="Yang dianggap tentang anak dan beasiswa",
        en="What is assumed about children and scholarships",
    ),
    "": say(id="Yang dianggap tentang klaim", en="What is assumed about claims"),
}


def assumed_law(results: Results, lang: str = "en", topic: str = "") -> Table:
    """Show what claims rest on: value, range, whether it is drawn, mark, basis.

    ``topic``: ``deaths``, ``work`` or ``scholarships``; all of them without one.
    """
    names = TOPICS.get(topic, CLAIM_PARAMETERS)
    rows = [_parameter_row(results, name, lang) for name in names]
    if names is not WORK and names is not SCHOLARSHIPS:
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
    note = say(
        id="Diacak: berbeda tiap simulasi. Tetap: nilai tengah di setiap simulasi.",
        en="Drawn: differs from draw to draw. Fixed: the centre in every draw.",
    )
    left = [head[0], head[1], *head[4:]]
    frame = pd.DataFrame(rows, columns=head)
    name = "-".join(filter(None, ["assumed-law", topic]))
    return Table(name, _TITLES[topic][lang], frame, note[lang], left)


def _parameter_row(results: Results, name: str, lang: str) -> list[str]:
    law: Law = results.law
    entry = law.entry(name, f"{results.scenario.first_year}-01")
    return [
        text_of(law.title(name), lang),
        unit_words(law.parameter(name).unit, lang),
        *_numbers(entry.value, lang),
        _VARIES[name not in FIXED and not _certain(entry.value)][lang],
        MARKS[entry.mark][lang],
        basis_text(entry, lang),
    ]


def _certain(value: object) -> bool:
    return not isinstance(value, str) and value.certain


_VARIES = {
    True: say(id="diacak", en="drawn"),
    False: say(id="tetap", en="fixed"),
}


def _numbers(value: object, lang: str) -> list[str]:
    """Return centre and 80-in-100 range of a value; no range where it is certain."""
    if isinstance(value, str):
        return [value, ""]
    low, high = value.draws(np.array([0.1, 0.9]))
    to = "\N{NO-BREAK SPACE}-\N{NO-BREAK SPACE}"
    shown = "" if low == high else f"{_short(low, lang)}{to}{_short(high, lang)}"
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
