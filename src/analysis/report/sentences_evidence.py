"""Sentences on evidence and law: what disagrees, what applies, when cover can start."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from analysis.language import date_words, day, number, rupiah, say
from analysis.report import frames
from analysis.report.labels import place
from analysis.report.prose import Prose, joined
from analysis.report.receipts import Receipt, receipt

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
        id=f"Untuk {place(results)} buku bukti memuat {number(len(here), lang)} angka "
        f"terbit dari {number(sources, lang)} sumber; dari {number(len(found), lang)} "
        f"hubungan yang dapat diperiksa, {number(len(differ), lang)} tidak cocok.",
        en=f"For {place(results)} the ledger holds {number(len(here), lang)} published "
        f"figures from {number(sources, lang)} sources; of {number(len(found), lang)} "
        f"relations that can be checked, {number(len(differ), lang)} do not agree.",
    )[lang]
    return joined(opening, *differ["statement"].head(1))


def receipts(results: Results, lang: str = "en") -> Prose:
    """Say which readings join a full year's bill and a smaller sum received."""
    paid = receipt(results)
    if paid is None:
        text = say(
            id="Untuk daerah ini belum ada jumlah iuran diterima yang diterbitkan.",
            en="No sum of contributions received is published for this place.",
        )
        return Prose(text[lang])
    tariff = paid.bpu_tariff_idr_m
    people, price = number(paid.people, lang), rupiah(float(tariff), lang)
    full = rupiah(float(paid.people * 12 * tariff), lang)
    got = rupiah(float(paid.received_idr), lang)
    months = number(float(paid.member_months), lang, 2)
    opening = say(
        id=f"{people} orang setahun penuh pada {price} berarti {full}, sedangkan yang "
        f"diterima {got}, cukup untuk {months} bulan-peserta.",
        en=f"{people} people for a full year at {price} make {full}, and {got} had "
        f"been received, enough for {months} member-months.",
    )[lang]
    return joined(opening, *filter(None, (_fitting(paid, lang), _arrears(paid, lang))))


def _fitting(paid: Receipt, lang: str) -> str:
    """Name every reading the sum fits, each with the number that makes it fit."""
    people = paid.people
    ended = max(paid.whole_months, 1)
    mean = rupiah(float(paid.received_idr / (people * ended)), lang)
    fewer = number(float(paid.member_months / ended), lang)
    start = number(float(paid.member_months / people), lang, 2)
    parts = [
        say(
            id=f"mulai lebih lambat ({start} bulan)",
            en=f"a later start ({start} months)",
        ),
        say(
            id=f"orang lebih sedikit ({fewer} selama {ended} bulan)",
            en=f"fewer people ({fewer} over {ended} months)",
        ),
        say(
            id=f"tarif rata-rata lebih rendah ({mean})",
            en=f"a lower mean tariff ({mean})",
        ),
    ]
    rest = paid.member_months - paid.adhoc
    if paid.adhoc and rest > 0:
        share, staff = number(float(rest / people), lang, 2), number(paid.adhoc, lang)
        election = say(
            id=f"sebulan bagi {staff} petugas pemilu dan {share} bulan bagi yang tetap",
            en=f"one month of {staff} election staff and {share} months of the rest",
        )
        parts.append(election)
    *before, last = [part[lang] for part in parts]
    listed = ", ".join(before)
    return say(
        id=f"Yang cocok dengan jumlah itu: {listed}, atau {last}; angka yang terbit "
        "tidak dapat memilih.",
        en=f"What fits that sum: {listed}, or {last}; the published figures cannot "
        "choose.",
    )[lang]


def _arrears(paid: Receipt, lang: str) -> str:
    """Say what the ended quarters alone would have paid, where it is another sum."""
    months = paid.whole_months // 3 * 3
    sum_idr = paid.people * months * paid.bpu_tariff_idr_m
    if sum_idr == paid.received_idr:
        return ""
    shown = rupiah(float(sum_idr), lang)
    return say(
        id=f"Pembayaran triwulanan di belakang saja tidak cocok: {months} bulan "
        f"berarti {shown}.",
        en=f"Quarterly payment in arrears alone does not fit: {months} months make "
        f"{shown}.",
    )[lang]


def law(results: Results, lang: str = "en") -> Prose:
    """Say what a month costs as BPU and as PU, and where the two tariffs meet."""
    from analysis.law.tariff import tariff

    month = f"{frames.gate_year(results)}-12"
    bpu = tariff("bpu", month, results.law)
    rates = ("pu_jkk_rate_group_1", "pu_jkm_rate")
    rate = sum(results.law.value(name, month) for name in rates)
    meet = rupiah(float(bpu.total_idr_m / rate), lang)
    jkk, jkm = (rupiah(float(p), lang) for p in (bpu.jkk_idr_m, bpu.jkm_idr_m))
    when, cost = date_words(month, lang), rupiah(float(bpu.total_idr_m), lang)
    opening = say(
        id=f"Pada {when} peserta BPU yang dibayar APBD berbiaya {cost} sebulan ({jkk} "
        f"JKK dan {jkm} JKM){_on_wage(results, rate, lang)}.",
        en=f"In {when} a BPU member paid by the APBD costs {cost} a month ({jkk} JKK "
        f"and {jkm} JKM){_on_wage(results, rate, lang)}.",
    )[lang]
    closing = say(
        id=f"Keduanya berbiaya sama pada upah yang dilaporkan {meet}. Status mengikuti "
        "pekerjaan, bukan harga.",
        en=f"Both cost the same at a reported wage of {meet}. Status follows the work, "
        "not the price.",
    )[lang]
    return joined(opening, closing)


def _on_wage(results: Results, rate: Fraction, lang: str) -> str:
    known = results.region.minimum_wage_idr_m
    if not known:
        return ""
    until = [year for year in known if year <= frames.gate_year(results)]
    year = max(until or known)
    cost = rupiah(float(known[year] * rate), lang)
    return say(
        id=f"; penerima upah (PU, kelompok risiko 1) pada UMK {year} berbiaya {cost}",
        en=f"; a wage earner (PU, risk group 1) on the minimum wage of {year} costs "
        f"{cost}",
    )[lang]


def gate(results: Results, lang: str = "en") -> Prose:
    """Say from which month new cover can be paid in this scenario."""
    decision = results.scenario.decision
    if decision is None or results.gate_month is None:
        text = say(
            id="Skenario ini tidak memuat keputusan, sehingga tidak ada masa tunggu "
            "bagi peserta baru.",
            en="This scenario holds no decision, so new cover waits for nothing.",
        )
        return Prose(text[lang])
    date, first = day(decision.date, lang), date_words(results.gate_month, lang)
    return Prose(
        say(
            id=f"Diputuskan {date}: peserta baru dapat dibayar mulai "
            f"{first}; yang sudah terdaftar tidak menunggu.",
            en=f"Decided on {date}: new cover can be paid from {first}; "
            "those already insured do not wait.",
        )[lang]
    )
