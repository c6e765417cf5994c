"""How a figure is named in the sentence of a finding, in both languages."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import lru_cache

from analysis.evidence.facts import ABOUT, MORE_THAN, Fact
from analysis.language import Text, day, number, percent, rupiah, say

# what a concept is called in the middle of a sentence; others are read as written
CONCEPTS: dict[str, Text] = {
    "members": say(id="peserta", en="members"),
    "members_added": say(id="tambahan peserta", en="members added"),
    "members_planned": say(id="rencana peserta", en="members planned"),
    "members_part": say(id="bagian peserta", en="parts of the members"),
    "people_at_one_time_or_rounded": say(
        id="peserta (sekaligus atau dibulatkan)",
        en="members (at one time, or rounded)",
    ),
    "active_members": say(id="peserta aktif", en="active members"),
    "eligible": say(id="yang memenuhi syarat", en="eligible people"),
    "not_covered": say(id="yang belum terlindungi", en="people left out"),
    "population": say(id="penduduk", en="the population"),
    "labour_force": say(id="angkatan kerja", en="the labour force"),
    "angkatan_kerja": say(id="angkatan kerja", en="the labour force"),
    "employed": say(id="yang bekerja", en="the employed"),
    "bekerja": say(id="yang bekerja", en="the employed"),
    "unemployed": say(id="penganggur", en="the unemployed"),
    "menganggur": say(id="penganggur", en="the unemployed"),
    "penduduk_usia_kerja": say(id="penduduk usia kerja", en="the working-age people"),
    "non_asn_tersisa": say(id="honorer yang tersisa", en="contract staff left"),
    "diusulkan_susulan": say(id="yang diusulkan susulan", en="staff proposed later"),
    "sisa_di_luar_database": say(
        id="sisa di luar basis data", en="the rest outside the register"
    ),
    "pad": say(id="PAD", en="own revenue (PAD)"),
    "pendapatan_transfer": say(id="pendapatan transfer", en="transfers"),
    "pendapatan_lain_sah": say(id="pendapatan lain yang sah", en="other revenue"),
    "non_asn_unclear": say(
        id="non-ASN dengan arti tidak jelas", en="non-ASN staff, sense unclear"
    ),
    "people_outside_register": say(
        id="honorer di luar basis data", en="staff outside the register"
    ),
    "pppk_proposed": say(
        id="yang diusulkan menjadi PPPK paruh waktu",
        en="staff proposed as part-time PPPK",
    ),
    "pppk_paruh_waktu_diusulkan": say(
        id="yang diusulkan menjadi PPPK paruh waktu",
        en="staff proposed as part-time PPPK",
    ),
    "pppk_potential": say(id="calon PPPK paruh waktu", en="possible part-time PPPK"),
    "honorer_keseluruhan_menurut_bkpsdm": say(
        id="seluruh honorer menurut BKPSDM", en="all contract staff (BKPSDM)"
    ),
    "not_proposed": say(id="yang tidak diusulkan", en="staff not proposed"),
    "coverage_rate": say(id="cakupan", en="coverage"),
    "gap_rate": say(id="kesenjangan", en="the gap"),
    "target_rate": say(id="target cakupan", en="the coverage target"),
    "target_people": say(id="target peserta", en="the target"),
    "target_achieved": say(id="capaian target", en="the share of the target reached"),
    "pppk_proposed_rate": say(id="bagian yang diusulkan", en="the share proposed"),
    "tpt": say(id="tingkat pengangguran", en="the unemployment rate"),
    "tpak": say(id="tingkat partisipasi", en="the participation rate"),
    "deaths": say(id="kematian", en="deaths"),
    "claims_count": say(id="kasus klaim", en="claims"),
    "claims": say(id="klaim", en="claims"),
    "cases": say(id="kasus", en="cases"),
    "accidents": say(id="kasus kecelakaan kerja", en="work accidents"),
    "accidents_other_series": say(
        id="kasus kecelakaan kerja", en="work accidents (another series)"
    ),
    "recipients": say(id="penerima manfaat", en="recipients"),
    "claims_idr": say(id="klaim", en="claims paid"),
    "benefits_idr": say(id="manfaat", en="benefits paid"),
    "contributions_idr": say(id="iuran", en="contributions"),
    "budget_idr": say(id="anggaran", en="the budget"),
    "bill_idr_m": say(id="tagihan sebulan", en="the monthly bill"),
    "arrears_idr": say(id="tunggakan", en="arrears"),
    "arrears_villages": say(id="desa menunggak", en="villages in arrears"),
    "villages": say(id="desa", en="villages"),
    "villages_paid": say(id="desa yang membayar", en="villages that paid"),
    "tariff_idr_m": say(id="tarif", en="the tariff"),
    "tariff_discounted_idr_m": say(
        id="tarif setelah diskon", en="the tariff after the discount"
    ),
    "death_benefit_idr": say(id="santunan kematian", en="the death benefit"),
    "claim_ratio": say(id="rasio klaim", en="the claim ratio"),
    "fund_shortfall_idr": say(id="kekurangan iuran", en="the shortfall"),
    "scholarships_idr": say(id="beasiswa", en="scholarships"),
    "scholarship_children": say(id="anak penerima beasiswa", en="children"),
    "page_number": say(id="nomor halaman", en="the page number"),
    "pendapatan_daerah": say(id="pendapatan daerah", en="regional revenue"),
    "belanja_daerah": say(id="belanja daerah", en="regional spending"),
    "defisit": say(id="defisit", en="the deficit"),
}
UNITS: dict[str, Text] = {
    "people": say(id="{} orang", en="{} people"),
    "deaths": say(id="{} kematian", en="{} deaths"),
    "cases": say(id="{} kasus", en="{} cases"),
    "claims": say(id="{} klaim", en="{} claims"),
    "recipients": say(id="{} penerima", en="{} recipients"),
    "villages": say(id="{} desa", en="{} villages"),
    "offices": say(id="{} kantor", en="{} offices"),
    "months": say(id="{} bulan", en="{} months"),
    "idr/month": say(id="{} sebulan", en="{} a month"),
    "idr/person/month": say(id="{} per orang sebulan", en="{} a head and month"),
    "page": say(id="halaman {}", en="page {}"),
}
_COUNTS = {
    "id": (
        *("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan"),
        *("sembilan", "sepuluh", "sebelas", "dua belas"),
    ),
    "en": (
        *("no", "one", "two", "three", "four", "five", "six", "seven", "eight"),
        *("nine", "ten", "eleven", "twelve"),
    ),
}
_APPROXIMATE = {
    ABOUT: say(id="sekitar ", en="about "),
    MORE_THAN: say(id="lebih dari ", en="more than "),
}
_NUMBERED = re.compile(r"([A-Z])(\d{3})")
LISTED_AT_MOST = 4


def concept(fact: Fact, lang: str) -> str:
    """Return what a figure counts: ``deaths``, ``the labour force``."""
    known = CONCEPTS.get(fact.concept)
    return known[lang] if known else fact.concept.replace("_", " ")


@lru_cache(maxsize=65_536)  # the same figures stand in many sentences
def amount(value: Fraction, unit: str, lang: str) -> str:
    """Return a value with its unit: ``17,000 people``, ``Rp16,800 a head and month``.

    A value between two whole numbers of a count is shown to two decimals.
    """
    if unit in ("share", "percent"):
        return _percent(value, lang)
    if unit.startswith("idr"):
        written = rupiah(float(value), lang)
    else:
        written = number(float(value), lang, _decimals(value, 2))
    return UNITS[unit][lang].format(written) if unit in UNITS else written


def _percent(value: Fraction, lang: str) -> str:
    return percent(float(value), lang, _decimals(value * 100, 2))


def _decimals(value: Fraction, most: int) -> int:
    """Return the decimals a number needs, at most ``most``."""
    places = 0
    while places < most and (value * 10**places).denominator != 1:
        places += 1
    return places


def figure(fact: Fact, lang: str) -> str:
    """Return a figure as printed with its id: ``about 3,600 people [S004]``."""
    approximate = _APPROXIMATE.get(fact.rounding)
    about = approximate[lang] if approximate else ""
    return f"{about}{amount(fact.value, fact.unit, lang)} [{fact.claim_id}]"


def tagged(fact: Fact, lang: str) -> str:
    """Return a figure with what it counts behind: ``51 deaths [K016] (deaths)``."""
    return f"{figure(fact, lang)} ({concept(fact, lang)})"


def off(printed: Fraction, expected: Fraction, unit: str, lang: str) -> str:
    """Return by how much a figure is off: ``, 650 people more``; empty where it is not.

    A share is off by points.
    """
    gap = printed - expected
    if not gap:
        return ""
    word = say(
        id="lebih banyak" if gap > 0 else "lebih sedikit",
        en="more" if gap > 0 else "less",
    )[lang]
    if unit == "share":
        points = number(float(abs(gap) * 100), lang, 2)
        return f", {say(id=f'{points} poin', en=f'{points} points')[lang]} {word}"
    return f", {amount(abs(gap), unit, lang)} {word}"


def capital(text: str) -> str:
    """Return a sentence with its first letter large."""
    return text[:1].upper() + text[1:]


def figures(facts: Sequence[Fact], lang: str, sign: str = " + ") -> str:
    """Return figures joined by ``sign``, up to four; more are counted and listed."""
    if len(facts) <= LISTED_AT_MOST:
        return sign.join(figure(one, lang) for one in facts)
    return say(
        id=f"{count(len(facts), 'id')} angka {ids(facts)}",
        en=f"the {count(len(facts), 'en')} figures {ids(facts)}",
    )[lang]


def count(how_many: int, lang: str) -> str:
    """Return a small number as a word, a large one in digits."""
    words = _COUNTS[lang]
    return words[how_many] if how_many < len(words) else number(how_many, lang)


def ids(facts: Iterable[Fact]) -> str:
    """Return ids in brackets, neighbours as a range: ``[S015-S021]``."""
    runs: list[list[str]] = []
    for name in dict.fromkeys(one.claim_id for one in facts):
        if runs and _follows(runs[-1][-1], name):
            runs[-1].append(name)
        else:
            runs.append([name])
    shown = [f"{run[0]}-{run[-1]}" if len(run) > 2 else ", ".join(run) for run in runs]
    return f"[{', '.join(shown)}]"


def _follows(one: str, other: str) -> bool:
    first, second = _NUMBERED.fullmatch(one), _NUMBERED.fullmatch(other)
    if not first or not second:
        return False
    return first[1] == second[1] and int(second[2]) == int(first[2]) + 1


def when(fact: Fact, lang: str) -> str:
    """Return the date of a figure as far as it is known: ``22 August 2024``."""
    known = len(fact.as_of)
    written = day(fact.day, lang)
    if known == len("2024"):
        return fact.as_of
    return written.partition(" ")[2] if known == len("2024-08") else written


def period(fact: Fact, lang: str) -> str:
    """Return the period of a figure, or its date: ``1 January 2019 to 5 October``."""
    if not (fact.start and fact.end):
        return when(fact, lang)
    first, last = (
        day(dt.date.fromisoformat(one), lang) for one in (fact.start, fact.end)
    )
    return say(id=f"{first} sampai {last}", en=f"{first} to {last}")[lang]
