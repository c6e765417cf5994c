"""Sentences on which figure to obtain first, what it is worth, and what moves what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analysis.language import number, percent, rupiah_short, say
from analysis.report.prose import Prose, joined
from analysis.study.asking import ASKED, Question, first_to_obtain
from analysis.study.decisions import NOBODY, TODAY, Information, information
from analysis.study.uncertainty import indices

if TYPE_CHECKING:
    from analysis.model.projection import Results
    from analysis.study.sensitivity import Indices

MOSTLY = 0.05  # of the variance: a smaller part is not worth a word
MOST = 2
HALF = 0.5


def first_question(results: Results, lang: str = "en") -> Prose:
    """Say which figure to obtain first, of whom, and what it is worth."""
    asked = first_to_obtain(results)
    top, for_line = asked[0], max(asked, key=lambda one: one.line_idr)
    if not top.total_idr:
        return Prose(_NO_QUESTION[lang])
    said = _worth(top, lang)
    if for_line is top or not for_line.line_idr:
        return said
    return joined(said, _worth_for_line(results, for_line, lang))


_NO_QUESTION = say(
    id="Tidak ada angka yang jawabannya akan mengubah pagu tahun pertama atau "
    "keputusan memperluas cakupan.",
    en="There is no figure whose answer would change the line of the first year or "
    "the decision on wider cover.",
)


def _worth(top: Question, lang: str) -> Prose:
    title, whom = _plain(top.asked.title[lang]), top.asked.institution[lang]
    worth = rupiah_short(top.total_idr, lang, 1)
    people = number(top.people, lang)
    return Prose(
        say(
            id=f"Yang pertama perlu didapat: {title} (tanyakan kepada {whom}). "
            f"Mengetahuinya sebelum memutuskan bernilai rata-rata sampai {worth} "
            f"setahun, setara iuran {people} orang.",
            en=f"The first figure to obtain: {title} (ask {whom}). To know it before "
            f"deciding is worth up to {worth} a year on average, the contributions of "
            f"{people} people.",
        )[lang]
    )


def _worth_for_line(results: Results, one: Question, lang: str) -> Prose:
    year = results.scenario.first_year
    title, whom = _plain(one.asked.title[lang]), one.asked.institution[lang]
    worth = rupiah_short(one.line_idr, lang, 1)
    return Prose(
        say(
            id=f"Untuk pagu {year} saja yang pertama: {title} (tanyakan kepada "
            f"{whom}); {worth} tidak menganggur atau kurang.",
            en=f"For the line of {year} alone the first is: {title} (ask {whom}); "
            f"{worth} would not lie idle or be missing.",
        )[lang]
    )


def cover(results: Results, lang: str = "en") -> Prose:
    """Say which line and which cover are best as things stand, and how surely."""
    found = information(results)
    return joined(_best_line(results, found, lang), _best_cover(found, lang))


def _best_line(results: Results, found: Information, lang: str) -> Prose:
    year = results.scenario.first_year
    line, loss = (rupiah_short(x, lang) for x in (found.best_line_idr, found.line))
    return Prose(
        say(
            id=f"Dengan yang diketahui sekarang, pagu {year} yang paling sedikit "
            f"meleset adalah {line}; rata-rata melesetnya {loss}"
            f"{_months_open(results, lang)}.",
            en=f"As things stand, the line of {year} that misses least is {line}; it "
            f"misses by {loss} on average{_months_open(results, lang)}.",
        )[lang]
    )


def _months_open(results: Results, lang: str) -> str:
    """Say why this line may lie outside the bill's band: months are a question here."""
    if not any(key.endswith(".months") for key in results.scenario.marks):
        return ""
    return say(
        id=" (di sini bulan yang dibayar dianggap belum pasti, sedangkan rentang "
        "tagihan memakai bulan menurut rencana)",
        en=" (here the months that will be paid count as not known, while the bill's "
        "band holds them as planned)",
    )[lang]


def _best_cover(found: Information, lang: str) -> Prose:
    """Say what is best for residents; a mean above a median needs its reason."""
    chance = percent(found.gain_probability, lang, 0)
    size, worth = _size(found.best_cover, lang), rupiah_short(found.cover, lang, 1)
    skewed = found.best_cover > TODAY and found.gain_probability < HALF
    return Prose(
        say(
            id=f"Bagi penduduk, yang rata-rata terbaik adalah {size}; menanggung semua "
            "yang memenuhi syarat mengalahkan cakupan sekarang pada "
            f"{chance} kemungkinan{_SKEWED['id'] if skewed else ''}. Untuk keputusan "
            f"itu, mengetahui semuanya lebih dahulu bernilai {worth} setahun.",
            en=f"For residents {size} is best on average; covering all the eligible "
            f"beats today's cover in {chance} of the possibilities"
            f"{_SKEWED['en'] if skewed else ''}. For that decision it is worth "
            f"{worth} a year to know everything beforehand.",
        )[lang]
    )


_SKEWED = say(
    id=", tetapi bila kematian banyak untungnya lebih besar daripada ruginya bila "
    "sedikit",
    en=", but where deaths are many it gains more than it loses where they are few",
)


def _size(share: float, lang: str) -> str:
    if share == NOBODY:
        return say(id="tidak menanggung siapa pun", en="covering nobody")[lang]
    if share == TODAY:
        return say(id="cakupan sekarang", en="today's cover")[lang]
    if share == 1:
        return say(
            id="menanggung semua yang memenuhi syarat", en="covering all the eligible"
        )[lang]
    part = percent(share, lang, 0)
    return say(
        id=f"menambah {part} dari yang belum tercakup",
        en=f"adding {part} of those left out",
    )[lang]


def movers(results: Results, lang: str = "en") -> Prose:
    """Say what the spread of the bill and of the fund's result comes from."""
    found = indices(results)
    years = number(results.scenario.years, lang)
    bill, fund = (_parts(found[name], lang) for name in ("bill", "fund"))
    return Prose(
        say(
            id=f"Keragaman tagihan {years} tahun berasal dari {bill}; keragaman hasil "
            f"dana nasional dari {fund} (masing-masing sendiri).",
            en=f"The spread of the bill of {years} years comes from {bill}; that of "
            f"the national fund's result from {fund} (each on its own).",
        )[lang]
    )


def _plain(title: str) -> str:
    """Return a title inside a sentence."""
    return title[0].lower() + title[1:]


def _parts(found: Indices, lang: str) -> str:
    order = np.argsort(-found.first, kind="stable")[:MOST]
    told = [
        f"{_plain(ASKED[found.names[at]].title[lang])} "
        f"({percent(found.first[at], lang, 0)})"
        for at in order
        if found.first[at] > MOSTLY
    ]
    if not told:
        return say(id="banyak hal kecil", en="many small things")[lang]
    return say(id=" dan ", en=" and ")[lang].join(told)
