"""Sentences on evidence and law: what disagrees, what applies, when cover can start."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from analysis.language import day, number, rupiah, say
from analysis.report import frames
from analysis.report.labels import place
from analysis.report.prose import Prose, joined
from analysis.report.receipts import receipt
from analysis.report.tables_law import wage

if TYPE_CHECKING:
    from analysis.model.projection import Results


def evidence(results: Results, lang: str = "en") -> Prose:
    """Say how many figures were published, how many disagree, and the first of them."""
    from analysis.evidence.closure import findings
    from analysis.evidence.ledger import ledger

    region = results.scenario.region
    claims = ledger()
    here = claims[claims["region"] == region]
    found = findings(region, lang)
    differ = found[found["verdict"] == "differs"]
    sources = here["source_id"].nunique()
    opening = say(
        id=f"Untuk {place(results)} buku besar memuat {number(len(here), lang)} angka "
        f"terbit dari {number(sources, lang)} sumber; dari {number(len(found), lang)} "
        f"hubungan yang dapat diperiksa, {number(len(differ), lang)} tidak cocok.",
        en=f"For {place(results)} the ledger holds {number(len(here), lang)} published "
        f"figures from {number(sources, lang)} sources; of {number(len(found), lang)} "
        f"relations that can be checked, {number(len(differ), lang)} do not agree.",
    )[lang]
    return joined(opening, *differ["statement"].head(1))


def receipts(results: Results, lang: str = "en") -> Prose:
    """Say how a full year's bill and a smaller sum received can both hold."""
    paid = receipt(results)
    if paid is None:
        text = say(
            id="Untuk daerah ini belum ada jumlah iuran diterima yang diterbitkan.",
            en="No sum of contributions received is published for this place.",
        )
        return Prose(text[lang])
    tariff = paid.bpu_tariff_idr_m
    values = {
        "people": number(paid.people, lang),
        "full": rupiah(float(paid.people * 12 * tariff), lang),
        "got": rupiah(float(paid.received_idr), lang),
        "months": number(float(paid.received_idr / (paid.people * tariff)), lang, 2),
        "lower": rupiah(
            float(paid.received_idr / (paid.people * max(paid.whole_months, 1))), lang
        ),
        "ended": number(paid.whole_months, lang),
        "tariff": rupiah(float(tariff), lang),
        "member_months": number(float(paid.member_months), lang, 2),
    }
    return Prose(_RECEIPTS[lang].format(**values))


_RECEIPTS = say(
    id="{people} orang setahun penuh pada {tariff} berarti {full}, sedangkan yang "
    "diterima {got}: cukup untuk {member_months} bulan-peserta, atau {months} bulan "
    "bagi semuanya. Jarak itu terjelaskan bila iuran mulai lebih lambat, dibayar di "
    "belakang, atau, untuk {ended} bulan yang sudah lewat, bertarif rata-rata {lower}; "
    "angka yang terbit tidak dapat memilih di antara ketiganya.",
    en="{people} people for a full year at {tariff} make {full}, and {got} had been "
    "received: enough for {member_months} member-months, or {months} months for all of "
    "them. The distance is explained by a later start, by payment in arrears, or, over "
    "the {ended} months gone by, by a mean tariff of {lower}; the published figures "
    "cannot choose among the three.",
)


def law(results: Results, lang: str = "en") -> Prose:
    """Say what a month costs as BPU and as PU, and where the two tariffs meet."""
    from analysis.law.tariff import tariff

    month = f"{frames.first_year(results)}-12"
    bpu = tariff("bpu", month, results.law)
    rates = ("pu_jkk_rate_group_1", "pu_jkm_rate")
    rate = sum(results.law.value(name, month) for name in rates)
    meet = rupiah(float(bpu.total_idr_m / rate), lang)
    parts = [rupiah(float(part), lang) for part in (bpu.jkk_idr_m, bpu.jkm_idr_m)]
    when = month_words(month, lang)
    opening = say(
        id=f"Pada {when} peserta BPU yang dibayar APBD berbiaya "
        f"{rupiah(float(bpu.total_idr_m), lang)} sebulan ({parts[0]} JKK dan "
        f"{parts[1]} "
        f"JKM){_on_wage(results, float(rate), lang)}.",
        en=f"In {when} a BPU member paid by the APBD costs "
        f"{rupiah(float(bpu.total_idr_m), lang)} a month ({parts[0]} JKK and "
        f"{parts[1]} "
        f"JKM){_on_wage(results, float(rate), lang)}.",
    )[lang]
    closing = say(
        id=f"Kedua tarif bertemu pada upah yang dilaporkan {meet}; di atasnya BPU "
        "lebih "
        "murah.",
        en=f"The two tariffs meet at a reported wage of {meet}; above it BPU is "
        "cheaper.",
    )[lang]
    return joined(opening, closing)


def month_words(month: str, lang: str) -> str:
    """Return ``"2026-01"`` as ``January 2026`` or ``Januari 2026``."""
    first = dt.date.fromisoformat(f"{month}-01")
    return day(first, lang).partition(" ")[2]


def _on_wage(results: Results, rate: float, lang: str) -> str:
    found = wage(results)
    if found is None:
        return ""
    cost = rupiah(float(found[1]) * rate, lang)
    return say(
        id=f", penerima upah (PU) pada UMK {found[0]} berbiaya {cost}",
        en=f", a wage earner (PU) on the minimum wage of {found[0]} costs {cost}",
    )[lang]


def gate(results: Results, lang: str = "en") -> Prose:
    """Say from which month new cover can be paid in this scenario."""
    decision = results.scenario.decision
    if decision is None or results.gate_month is None:
        text = say(
            id="Skenario ini tidak memuat keputusan, sehingga tidak ada gerbang bagi "
            "peserta baru.",
            en="This scenario holds no decision, so no gate stands before new cover.",
        )
        return Prose(text[lang])
    date, first = day(decision.date, lang), month_words(results.gate_month, lang)
    return Prose(
        say(
            id=f"Diputuskan {date}: peserta baru dapat dibayar mulai "
            f"{first}; yang sudah terdaftar tidak menunggu.",
            en=f"Decided on {date}: new cover can be paid from {first}; "
            "those already insured do not wait.",
        )[lang]
    )
