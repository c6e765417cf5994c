"""Sentences on ratios: what a published one says, what to expect next, what is checked.

Also what delays the counting of claims, and what a tariff revision would cost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analysis.language import number, percent, rupiah_short, say
from analysis.report import claims_frames, frames, readings
from analysis.report.labels import place
from analysis.report.prose import Prose, joined
from analysis.report.published_ratio import Published, published

if TYPE_CHECKING:
    from analysis.model.projection import Results

PER = 1000
HALF = 0.5


def published_ratio(results: Results, lang: str = "en") -> Prose:
    """Say what a published ratio can mean, or that none is published here."""
    found = published(results)
    if found is None:
        return Prose(_NONE[lang].format(place(results)))
    full = found.at(np.array([found.tariff_idr_m])).iloc[0]
    half = found.at(np.array([HALF * found.tariff_idr_m])).iloc[0]
    rate, low, high, other = (
        number(one * PER, lang, 1)
        for one in (
            full["death_rate_y"],
            full["low_y"],
            full["high_y"],
            half["death_rate_y"],
        )
    )
    years, more = (number(one["person_years"], lang) for one in (full, half))
    deaths, ratio = number(found.deaths, lang, 1), percent(found.ratio, lang, 0)
    ids = f"[{found.claims_id}, {found.contributions_id}]"
    return Prose(
        say(
            id=f"Rasio {ratio} yang diterbitkan {ids} setara {deaths} santunan "
            f"kematian. Pada tarif penuh iurannya {years} orang-tahun dan kematian "
            f"{rate} per 1.000 ({low} sampai {high} karena kebetulan saja); pada "
            f"separuh tarif rata-rata {more} orang-tahun dan {other} per 1.000. Uang "
            "yang sama cocok dengan keduanya: rasio itu tidak menunjukkan seleksi, "
            "kecurangan, atau kematian yang luar biasa.",
            en=f"The ratio of {ratio} that was published {ids} equals {deaths} death "
            f"benefits. At the full tariff the contributions are {years} person-years "
            f"and deaths {rate} per 1,000 ({low} to {high} by chance alone); at half "
            f"that mean tariff {more} person-years and {other} per 1,000. The same "
            "money fits both: the ratio shows neither selection nor fraud nor unusual "
            "mortality.",
        )[lang]
    )


_NONE = say(
    id="Untuk {} tidak ada sumber yang mencetak klaim dan iuran bersama; tidak ada "
    "rasio yang dapat dibaca.",
    en="For {} no source prints claims and contributions together; there is no ratio "
    "to read.",
)


def next_year(results: Results, lang: str = "en") -> Prose:
    """Say which ratio to expect after a published one, or after one twice the usual."""
    found, year = published(results), frames.first_year(results)
    prior = readings.scenario_point(results, year)["death_rate_y"]
    if found is not None and prior > 0:
        return _after_published(results, found, prior, lang)
    rows = claims_frames.credibility(results, year)
    if rows.empty:
        return Prose(_NO_RATIO[lang].format(year))
    usual = frames.at(results, "incurred_ratio", year)
    members = frames.at(results, "funded_member_months", year) / 12
    row = rows.loc[(rows["members"] - members).abs().idxmin()]
    last, then = (percent(one, lang, 0) for one in (2 * usual, row["next"]))
    size, weight = number(row["members"], lang), percent(row["factor"], lang, 0)
    return Prose(
        say(
            id=f"Sesudah satu tahun dengan rasio {last} pada {size} peserta, rasio "
            f"tahun berikutnya yang diharapkan kira-kira {then}, bukan {last}: "
            f"pengalaman sendiri berbobot {weight}.",
            en=f"After a year with a ratio of {last} among {size} members the ratio to "
            f"expect next year is about {then}, not {last}: own experience has a "
            f"weight of {weight}.",
        )[lang]
    )


_NO_RATIO = say(
    id="Pada {} tidak ada iuran, jadi tidak ada rasio.",
    en="In {} nothing is paid in, so there is no ratio.",
)


def _after_published(
    results: Results, found: Published, prior: float, lang: str
) -> Prose:
    """Gamma-Poisson on the deaths behind the ratio, at the spread between groups.

    ``prior`` is the death rate of the run; its spread that of the calibration groups,
    with the ends of its interval.
    """
    from analysis.model.credibility import gamma_poisson

    spread = claims_frames.between(results.law)
    even = found.person_years * found.payment_idr / found.contributions_idr
    low, middle, high = (
        gamma_poisson(found.deaths, found.person_years, prior, cv)
        for cv in (spread.cv_low, spread.cv, spread.cv_high)
    )
    then, least, most = (
        percent(float(one.mean) * even, lang, 0) for one in (middle, low, high)
    )
    last, weight = (
        percent(found.ratio, lang, 0),
        percent(float(middle.factor), lang, 0),
    )
    cv, cv_low, cv_high = (
        number(one, lang, 2) for one in (spread.cv, spread.cv_low, spread.cv_high)
    )
    return Prose(
        say(
            id="Untuk kelompok yang sama pada tarif penuh, rasio tahun berikutnya yang "
            f"diharapkan kira-kira {then} ({least} sampai {most} bila sebaran "
            f"antarkelompok bukan {cv} melainkan {cv_low} sampai {cv_high}; "
            f"kebetulan tahun itu belum termasuk), bukan {last} seperti tahun lalu: "
            f"bobot pengalaman sendiri {weight}, santunan kematian saja.",
            en="For the same group at the full tariff the ratio to expect next year is "
            f"about {then} ({least} to {most} if the spread between groups is not "
            f"{cv} but {cv_low} to {cv_high}; the luck of that year comes on top), not "
            f"last year's {last}: own experience has a weight of {weight}, death "
            "benefits alone.",
        )[lang]
    )


def national(results: Results, lang: str = "en") -> Prose:
    """Say whether the run's death rate agrees with the one national ratios imply."""
    from analysis.law.benefits import jkm_death_benefit_idr
    from analysis.law.parameters import load_law
    from analysis.model.claims.loss_ratio import implied_death_rate_y

    year, law = frames.first_year(results), load_law()
    reported = claims_frames.national_ratios("claim_ratio")
    last = int(reported.index.max())
    month = f"{last}-01"
    implied = implied_death_rate_y(
        reported.loc[last, "value"],
        float(law.value("bpu_jkm_idr_m", month)),
        float(jkm_death_benefit_idr(month, law)),
    )
    ours = number(readings.scenario_point(results, year)["death_rate_y"] * PER, lang, 2)
    theirs = number(implied * PER, lang, 2)
    inside = _inside(results, year, implied, lang)
    return Prose(
        say(
            id=f"Skenario ini memakai {ours} kematian per 1.000 setahun; rasio "
            f"nasional {last} bagi BPU berarti paling banyak {theirs}{inside}.",
            en=f"This scenario uses {ours} deaths per 1,000 a year; the national ratio "
            f"of {last} for BPU means at most {theirs}{inside}.",
        )[lang]
    )


def _inside(results: Results, year: int, rate_y: float, lang: str) -> str:
    """Say whether a death rate lies inside the draws, nothing where there are none."""
    fan = frames.fan(results, "deaths", programme="jkm")
    exposed = frames.at(results, "exposure_member_months", year) / 12
    if "p05" not in fan or not exposed:
        return ""
    low, high = (fan.loc[year, one] / exposed for one in ("p05", "p95"))
    shown = [number(one * PER, lang, 2) for one in (low, high)]
    words = _WITHIN[bool(low <= rate_y <= high)]
    return words[lang].format(*shown)


_WITHIN = {
    True: say(
        id=", di dalam 90 dari 100 simulasi ({} sampai {})",
        en=", inside 90 of 100 draws ({} to {})",
    ),
    False: say(
        id=", di luar 90 dari 100 simulasi ({} sampai {})",
        en=", outside 90 of 100 draws ({} to {})",
    ),
}


def delay(results: Results, lang: str = "en") -> Prose:
    """Say that no triangle is published, and what the assumed delay leaves unpaid."""
    from analysis.model.run_off import method_for

    year = frames.first_year(results)
    verdict = method_for(np.empty((0, 0)))
    months = results.law.quantity("claim_delay_months", f"{year}-12")
    low, high = months.draws(np.array([0.1, 0.9]))
    middle, least, most = (
        number(float(one), lang, 1) for one in (months.central, low, high)
    )
    unpaid = rupiah_short(frames.at(results, "claims_outstanding_idr", year), lang)
    return joined(
        _NO_TABLE[lang].format(verdict.reason[lang]),
        say(
            id=f"Model memakai anggapan: klaim dibayar {middle} bulan sesudah kejadian "
            f"({least} sampai {most}), sehingga {unpaid} belum dibayar pada akhir "
            f"{year}.",
            en=f"The model uses an assumption: a claim is paid {middle} months after "
            f"the event ({least} to {most}), so that {unpaid} is not yet paid at the "
            f"end of {year}.",
        )[lang],
    )


_NO_TABLE = say(
    id="Tabel klaim menurut waktu kejadian dan waktu pembayaran tidak diterbitkan, "
    "jadi metode segitiga klaim tidak dapat dipakai. ({})",
    en="No table of claims by time of event and time of payment is published, so there "
    "is no run-off method. ({})",
)


def tariff_revision(results: Results, lang: str = "en") -> Prose:
    """Say what a JKM contribution that covers the last ratio is, and what it adds."""
    from analysis.law.parameters import load_law
    from analysis.study import tariff_shock

    year, ratio = frames.first_year(results), tariff_shock.published_ratio()
    law = load_law()
    now = float(law.value("bpu_jkm_idr_m", f"{year}-01"))
    new = tariff_shock.balanced_idr_m(now, ratio)
    whole = now + float(law.value("bpu_jkk_idr_m", f"{year}-01"))
    before, after = number(now, lang), number(new, lang)
    rise, said = percent((new - now) / whole, lang), percent(ratio, lang)
    row = tariff_shock.price(results, ratio).loc[year]
    opening = say(
        id=f"Iuran JKM yang menutup rasio terakhir bagi BPU ({said} pada 2023, "
        f"[ipol-1]) adalah Rp{after} bagi BPU, bukan Rp{before}: tarif JKK dan JKM "
        f"bersama naik {rise}. Tidak ada revisi yang diumumkan.",
        en="The JKM contribution that covers the last ratio reported for BPU "
        f"({said} in 2023, [ipol-1]) is Rp{after} for BPU, not Rp{before}: the tariff "
        f"of JKK and JKM together rises by {rise}. No revision was announced.",
    )[lang]
    milder = _milder(now, whole, lang)
    if row["extra_idr"] <= 0:
        return joined(opening, milder, _PAID_ALREADY[lang])
    extra = rupiah_short(row["extra_idr"], lang)
    apbd = rupiah_short(row["apbd_extra_idr"], lang)
    places = number(row["places"], lang)
    return joined(
        opening,
        milder,
        say(
            id=f"Pada {year} rasio BPU itu menambah {extra} bagi orang dan bulan yang "
            f"sama, {apbd} di antaranya bagi APBD umum; dengan uang yang tetap sekitar "
            f"{places} peserta tidak terbayar lagi.",
            en=f"In {year} the ratio of BPU adds {extra} for the same people and "
            f"months, {apbd} of it for the general APBD; were the money to stay the "
            f"same, about {places} members could not be kept.",
        )[lang],
    )


def _milder(now_idr_m: float, whole_idr_m: float, lang: str) -> str:
    """Say the same for the last ratio the government projects, of all segments."""
    from analysis.study import tariff_shock

    path = claims_frames.national_ratios("claim_ratio_projected")
    last, ratio = int(path.index.max()), float(path["value"].iloc[-1])
    new = tariff_shock.balanced_idr_m(now_idr_m, ratio)
    amount, said = number(new, lang), percent(ratio, lang)
    rise = percent((new - now_idr_m) / whole_idr_m, lang)
    return say(
        id=f"Bila hanya proyeksi pemerintah bagi seluruh program yang ditutup ({said} "
        f"pada {last}), iuran itu Rp{amount} dan kenaikannya {rise}.",
        en="To cover only what the government projects for the whole programme "
        f"({said} in {last}) it is Rp{amount}, a rise of {rise}.",
    )[lang]


_PAID_ALREADY = say(
    id="Skenario ini sudah membayar sebanyak itu.",
    en="This scenario pays as much already.",
)
