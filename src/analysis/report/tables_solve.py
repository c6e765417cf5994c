"""Table of the inverse questions: what the line carries, in half and in most draws."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.language import Text, number, percent, rupiah, say
from analysis.report.labels import short_label
from analysis.report.table import Table, heads
from analysis.study.answers_solve import JKM, Solved, solved
from analysis.study.billion import next_billion

if TYPE_CHECKING:
    from analysis.model.projection import Results

QUESTIONS: dict[str, Text] = {
    "people": say(
        id="Berapa orang, semua kelompok?", en="How many people, all groups?"
    ),
    "months": say(id="Berapa bulan setahun?", en="How many months a year?"),
    "line_idr": say(
        id="Pagu berapa untuk rencana ini?", en="Which line does this plan need?"
    ),
    "tariff_jkm_idr_m": say(
        id="Sampai tarif JKM BPU berapa sebulan?", en="Up to which JKM tariff (BPU)?"
    ),
    "start_month": say(id="Mulai kapan {} ditambah?", en="From when can {} be added?"),
}


def inverse(results: Results, lang: str = "en") -> Table:
    """Show the number at which the line just holds, and what binds beyond it.

    A column each for half and for nine in ten of the draws; the last one says for the
    stricter of the two by how much and in which year the next step fails.
    """
    rows = []
    found = solved(results)
    for half, most in zip(found[::2], found[1::2], strict=True):
        rows.append(
            [
                _question(results, half.name, lang),
                _now(results, half.name, lang),
                _answer(half, lang),
                _answer(most, lang),
                _binds(most, lang),
            ]
        )
    half, most = (percent(one, lang, 0) for one in (0.5, 0.9))
    head = heads(
        lang,
        say(id="Pertanyaan", en="Question"),
        say(id="Dalam skenario", en="In the scenario"),
        say(id=f"Cukup pada {half} simulasi", en=f"Holds in {half} of draws"),
        say(id=f"Cukup pada {most} simulasi", en=f"Holds in {most} of draws"),
        say(id=f"Yang mengikat pada {most}", en=f"What binds at {most}"),
    )
    title = say(
        id="Pertanyaan terbalik: berapa yang dapat ditanggung pagu",
        en="Asked backwards: how much the line can carry",
    )
    frame = pd.DataFrame(rows, columns=head)
    left = [head[0], head[-1]]
    return Table("inverse", title[lang], frame, _NOTE[lang], left, (21, 17, 17, 17, 28))


_NOTE = say(
    id="Setiap kali satu hal dicari dan yang lain tetap; pagu harus cukup pada setiap "
    "tahun (mulai: tahun pertama saja, diputuskan tepat waktu). Orang dibagi menurut "
    "yang memenuhi syarat. Pagu dicari: yang terkecil. Semua masukan yang tidak pasti "
    "ikut berubah.",
    en="Each time one thing is sought and the others stay; the line must hold in every "
    "year (start: the first only, decided in time). People are shared out by the "
    "eligible. A line sought is the smallest. All inputs that are not certain vary.",
)


def _question(results: Results, name: str, lang: str) -> str:
    if name != "start_month":
        return QUESTIONS[name][lang]
    people = next_billion(results)["poverty_months"].people
    slug = str(people.idxmax())
    group = f"{number(people[slug], lang)} {short_label(results, slug, lang)}"
    return QUESTIONS[name][lang].format(group)


def _now(results: Results, name: str, lang: str) -> str:
    """Return what the scenario has where the question asks for a number."""
    from analysis.study.line import line

    year = results.scenario.first_year
    if name == "people":
        return number(results.series("members_end")[year], lang)
    if name == "line_idr":
        return rupiah(line(results).idr.dropna().iloc[0], lang)
    if name == "tariff_jkm_idr_m":
        return rupiah(float(results.law.value(JKM, f"{year}-01")), lang)
    if name == "months":
        spans = [one.months.of(year) for one in results.scenario.segments.values()]
        found = sorted({last - first + 1 for first, last in spans})
        return "-".join(
            number(one, lang) for one in dict.fromkeys(found[:1] + found[-1:])
        )
    return ""


def _answer(one: Solved, lang: str) -> str:
    if one.value is not None:
        return one.shown(one.value, lang)
    return _NO_NUMBER[one.status][lang].format(one.shown(one.at, lang))


_NO_NUMBER = {
    "all": say(id="semua, sampai {}", en="all, up to {}"),
    "none": say(id="tidak satu pun, juga {}", en="none, not even {}"),
    "unclear": say(id="tidak ada satu jawaban", en="no single answer"),
}


def _binds(one: Solved, lang: str) -> str:
    if one.name == "line_idr":
        return say(id=f"tahun {one.year}", en=f"year {one.year}")[lang]
    at, gap = one.shown(one.at, lang), rupiah(one.gap_idr, lang)
    word = "all" if one.status == "all" else "short"
    return _GAP[word][lang].format(at=at, gap=gap, year=one.year)


_GAP = {
    "all": say(
        id="dengan {at} masih tersisa {gap} ({year})",
        en="with {at} there is {gap} to spare ({year})",
    ),
    "short": say(
        id="dengan {at} kurang {gap} ({year})", en="with {at} {gap} short ({year})"
    ),
}
