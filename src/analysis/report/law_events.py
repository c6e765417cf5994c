"""The rules on a time line: when each began or ended, and what it did to the price."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from analysis.language import Text, number, percent, say
from analysis.law.dated import Law
from analysis.law.parameters import load_law
from analysis.law.reading import Entry
from analysis.law.tariff import names, tariff
from analysis.report.worker_price import DISCOUNT, jumps, spans

PRICE, BENEFIT, OTHERS, DUTY, PLANNED = "price", "benefit", "others", "duty", "planned"
MILLION = 1_000_000
_INSTRUMENT = re.compile(r"(?:PP|UU|Inpres|Permenaker|Perpres) (?:No\. )?\d+/\d{4}")


@dataclass(frozen=True)
class Event:
    """A rule: from ``month`` on, or until the month ``end`` begins.

    ``kind``: it moves the price (price) or the benefit of APBD-paid members, reaches
    others only, is a duty without a price, or is planned and not in force.
    """

    month: str
    end: str | None
    kind: str
    text: Text
    sources: tuple[str, ...]


# what changed no price of an APBD-paid member, but is asked after: a dated rule,
# its month, its kind, and what it says
_DUTIES = (
    (
        *("vulnerable_worker_instruction", "2021-03", DUTY),
        say(
            id="daerah diminta menganggarkan perlindungan",
            en="regions are told to budget for cover",
        ),
    ),
    (
        *("asn_insurer", "2023-10", OTHERS),
        say(
            id="rekomposisi JKP, tarif non-ASN tetap",
            en="JKP recomposition, the non-ASN tariff stays",
        ),
    ),
    (
        *("non_asn_enrolment_duty", "2025-03", DUTY),
        say(id="non-ASN wajib didaftarkan", en="non-ASN staff must be enrolled"),
    ),
)


def events(law: Law) -> list[Event]:
    """Return what happened to price and benefit, oldest first, from the dated law."""
    found = [
        *_start(law),
        *_relief(law),
        *_benefits(law),
        *_duties(law),
        *_discount(law),
        *_plans(law),
    ]
    return sorted(found, key=lambda event: event.month)


def instrument(entry: Entry) -> str:
    """Return the regulation a value rests on, or its basis where none is named."""
    named = _INSTRUMENT.search(entry.basis)
    return named[0] if named else entry.basis


def _start(law: Law) -> Iterator[Event]:
    first = law.parameter(names("bpu")[0]).entries[0]
    bpu = tariff("bpu", first.from_month, law).total_idr_m
    pu = tariff("pu", first.from_month, law, Fraction(1)).total_idr_m
    rate = {lang: percent(float(pu), lang, 2) for lang in ("id", "en")}
    cost = {lang: number(float(bpu), lang) for lang in ("id", "en")}
    name = instrument(first)
    text = say(
        id=f"{name}: BPU Rp{cost['id']} sebulan, PU {rate['id']} dari upah",
        en=f"{name}: BPU Rp{cost['en']} a month, PU {rate['en']} of the wage",
    )
    yield Event(first.from_month, None, PRICE, text, first.sources)


def _relief(law: Law) -> Iterator[Event]:
    name = "relief_jkk_jkm_factor"
    for month, end in spans(law, name):
        entry = law.entry(name, month)
        share = float(law.value(name, month))
        text = say(
            id=f"{instrument(entry)}: iuran tinggal {percent(share, 'id', 0)}",
            en=f"{instrument(entry)}: {percent(share, 'en', 0)} of the contribution",
        )
        yield Event(month, end, PRICE, text, entry.sources)


def _benefits(law: Law) -> Iterator[Event]:
    for month, old, new in jumps(law, "jkm_death_idr"):
        entry = law.entry("jkm_death_idr", month)
        before, after = (_millions(value) for value in (old, new))
        text = say(
            id=f"{instrument(entry)}: santunan kematian Rp{before['id']} juta menjadi "
            f"Rp{after['id']} juta",
            en=f"{instrument(entry)}: a death pays Rp{after['en']} m, before "
            f"Rp{before['en']} m",
        )
        yield Event(month, None, BENEFIT, text, entry.sources)
    for month, _, new in jumps(law, "jkm_early_months"):
        entry = law.entry("jkm_early_months", month)
        early = _millions(law.value("jkm_early_death_idr", month))
        text = say(
            id=f"{instrument(entry)} (diberitakan): {new} bulan pertama "
            f"Rp{early['id']} juta",
            en=f"{instrument(entry)} (as reported): first {new} months "
            f"Rp{early['en']} m",
        )
        yield Event(month, None, BENEFIT, text, entry.sources)


def _duties(law: Law) -> Iterator[Event]:
    for name, month, kind, said in _DUTIES:
        entry = law.entry(name, month)
        title = instrument(entry)
        text = say(id=f"{title}: {said['id']}", en=f"{title}: {said['en']}")
        yield Event(month, None, kind, text, entry.sources)


def _discount(law: Law) -> Iterator[Event]:
    for month, end in spans(law, DISCOUNT):
        entry = law.entry(DISCOUNT, month)
        share = float(law.value(DISCOUNT, month))
        text = say(
            id=f"{instrument(entry)}: iuran {percent(share, 'id', 0)}, tidak bagi yang "
            "dibayar APBD",
            en=f"{instrument(entry)}: {percent(share, 'en', 0)} of the price, not for "
            "APBD-paid",
        )
        yield Event(month, end, OTHERS, text, entry.sources)


def _plans(law: Law) -> Iterator[Event]:
    planned = load_law("planned").parameter("bpu_jkm_idr_m").planned
    for entry in () if law.variant == "planned" else planned:
        value = float(entry.value.central)
        text = say(
            id=f"Varian rencana: JKM BPU Rp{number(value, 'id')} (belum ada aturannya)",
            en=f"Planned variant: BPU JKM Rp{number(value, 'en')} (no such rule yet)",
        )
        yield Event(entry.from_month, None, PLANNED, text, entry.sources)


def _millions(value_idr: Fraction) -> dict[str, str]:
    return {lang: number(float(value_idr) / MILLION, lang) for lang in ("id", "en")}
