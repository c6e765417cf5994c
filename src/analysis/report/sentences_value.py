"""Sentences on what households get: the four answers, value per rupiah, its scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.language import number, percent, rupiah_short, say
from analysis.report import claims_frames, frames
from analysis.report.labels import authority, place, segment_label
from analysis.report.prose import Prose, joined
from analysis.report.sentences_claims import death_words
from analysis.study.poverty_line import local_figure, poverty_line

if TYPE_CHECKING:
    from analysis.model.projection import Results


def claims_answer(results: Results, lang: str = "en") -> Prose:
    """Say what people get, whether the fund loses, whose loss it is, and the tariff."""
    year = frames.first_year(results)
    return joined(
        _get(results, year, lang),
        _fund(results, year, lang),
        _whose(results, lang),
        _tariff(results, year, lang),
    )


def _get(results: Results, year: int, lang: str) -> str:
    from analysis.law.benefits import jkm_death_benefit_idr

    died = death_words(frames.fan(results, "deaths").loc[year], lang)
    value = frames.by_year(results, "value_per_rupiah")
    if year not in value.index:
        return say(
            id=f"Pada {year} tidak ada iuran, jadi tidak ada manfaat.",
            en=f"In {year} nothing is paid in, so there are no benefits.",
        )[lang]
    back = number(value[year], lang, 2)
    usual = rupiah_short(
        float(jkm_death_benefit_idr(f"{year}-12", results.law)), lang, 0
    )
    return say(
        id=f"Pada {year} sekitar {died} keluarga kehilangan seorang peserta dan "
        f"menerima santunan, umumnya {usual}; tiap rupiah iuran diperkirakan kembali "
        f"{back} rupiah, beasiswa pada nilai sekarang.",
        en=f"In {year} about {died} families lose a member and receive benefits, as a "
        f"rule {usual}; each rupiah of contributions is expected to return {back}, "
        "scholarships at present value.",
    )[lang]


def _fund(results: Results, year: int, lang: str) -> str:
    paid_in = frames.at(results, "contributions_idr", year)
    if not paid_in:
        return say(id="Dana nasional tidak menerima iuran.", en="The fund gets none.")[
            lang
        ]
    back = frames.by_year(results, "value_per_rupiah").get(year, 0.0)
    before = paid_in * (1 - back)
    after = frames.at(results, "underwriting_result_idr", year)
    levy = rupiah_short(frames.at(results, "operating_levy_idr", year), lang)
    first, last = (_result(one, lang) for one in (before, after))
    odds = frames.fund_loss_odds(results, year)
    chance = ""
    if odds is not None:
        count = number(odds * 100, lang)
        chance = say(
            id=f" Biaya kejadian melebihi iuran pada {count} dari 100 simulasi.",
            en=f" The events cost more than the contributions in {count} of 100 draws.",
        )[lang]
    said = say(
        id=f"Dana nasional diperkirakan {first} dengan beasiswa pada nilai sekarang, "
        f"dan {last} sesudah biaya pengelola {levy} dengan beasiswa tanpa bunga.",
        en=f"The national fund is expected to {first} with scholarships at present "
        f"value, and to {last} after the administrator's levy of {levy} with "
        "scholarships undiscounted.",
    )
    return said[lang] + chance


def _result(idr: float, lang: str) -> str:
    return _RESULT[idr < 0][lang].format(rupiah_short(abs(idr), lang))


_RESULT = {
    True: say(id="merugi {}", en="lose {}"),
    False: say(id="menyisakan {}", en="keep {}"),
}


def _whose(results: Results, lang: str) -> str:
    who = authority(results, lang)
    return say(
        id=f"Hasil itu milik dana nasional, bukan anggaran {who}: {who} hanya membayar "
        "iuran.",
        en=f"That result is the national fund's, not the {who}'s: the {who} pays "
        "contributions only.",
    )[lang]


def _tariff(results: Results, year: int, lang: str) -> str:
    from analysis.study import tariff_shock

    reported, projected = (
        tariff_shock.price(results, ratio).loc[year]
        for ratio in (
            tariff_shock.published_ratio(),
            claims_frames.national_ratios("claim_ratio_projected")["value"].iloc[-1],
        )
    )
    if reported["extra_idr"] <= 0:
        return say(
            id="Skenario ini sudah membayar iuran JKM yang menutup rasio terakhir yang "
            "dilaporkan bagi BPU.",
            en="This scenario already pays a JKM contribution that covers the last "
            "ratio reported for BPU.",
        )[lang]
    high, low = (_price(one, lang) for one in (reported, projected))
    return say(
        id="Risikonya bagi anggaran adalah tarif: iuran JKM yang menutup rasio "
        f"terakhir yang dilaporkan bagi BPU menambah {high} pada {year}; bila hanya "
        f"proyeksi pemerintah bagi seluruh program yang ditutup, {low}.",
        en="The risk to the budget is the tariff: a JKM contribution that covers the "
        f"last ratio reported for BPU adds {high} in {year}; one that covers only the "
        f"government's projection for the whole programme, {low}.",
    )[lang]


def _price(price: pd.Series, lang: str) -> str:
    extra = rupiah_short(max(price["extra_idr"], 0), lang)
    rise = percent(max(price["rise_share"], 0), lang)
    of = say(id="dari iuran", en="of contributions")[lang]
    return f"{extra} ({rise} {of})"


def value(results: Results, lang: str = "en", year: int | None = None) -> Prose:
    """Say what a rupiah returns, from which group to which, and what the band is."""
    year = year or frames.first_year(results)
    frame = claims_frames.value(results, year)
    if frame.empty:
        return Prose(_NOTHING[lang].format(year))
    groups = frame.drop(index="all")["central"]
    low, high = groups.idxmin(), groups.idxmax()
    word = say(id="pada", en="for")[lang]
    ends = [
        f"{number(groups[slug], lang, 2)} {word} "
        f"{segment_label(results, str(slug), lang)}"
        for slug in (low, high)
    ]
    mean = number(frame.loc["all", "central"], lang, 2)
    between = say(
        id=f", dari {ends[0]} sampai {ends[1]}", en=f", from {ends[0]} to {ends[1]}"
    )[lang]
    opening = say(
        id=f"Pada {year} satu rupiah iuran diperkirakan kembali {mean} rupiah",
        en=f"In {year} one rupiah paid in is expected to return {mean}",
    )[lang]
    first = opening + (between if len(groups) > 1 else "") + "."
    return joined(first, _band(frame.loc["all"], lang))


_NOTHING = say(
    id="Pada {} tidak ada iuran, jadi tidak ada nilai per rupiah.",
    en="In {} nothing is paid in, so there is no value per rupiah.",
)


def _band(row: pd.Series, lang: str) -> str:
    if "p05" not in row or pd.isna(row["p05"]):
        return say(
            id="Tanpa simulasi tidak ada pita.", en="Without draws there is no band."
        )[lang]
    low, high = number(row["p05"], lang, 2), number(row["p95"], lang, 2)
    return say(
        id=f"Pitanya, {low} sampai {high} pada 90 dari 100 simulasi, adalah apa yang "
        "tidak diketahui tentang kematian, kecelakaan dan beasiswa, bukan kebetulan "
        "satu tahun; nilai ini nilai harapan, bukan yang diterima satu keluarga.",
        en=f"The band, {low} to {high} in 90 of 100 draws, is what is not known of "
        "deaths, accidents and scholarships, not the luck of a year; the value is an "
        "expectation, not what one family receives.",
    )[lang]


def scale(results: Results, lang: str = "en", year: int | None = None) -> Prose:
    """Say how many families that is, and how small beside the poor of the place."""
    from analysis.law.benefits import jkm_death_benefit_idr
    from analysis.model.poverty import people_bereaved, share_of_poor

    year = year or frames.first_year(results)
    line = poverty_line(results, year)
    deaths = frames.at(results, "deaths", year)
    people = people_bereaved(deaths, line.people)
    benefit = float(jkm_death_benefit_idr(f"{year}-12", results.law))
    months = number(line.months(benefit), lang, 1)
    size, many = number(line.people, lang, 2), number(people, lang)
    amount = rupiah_short(benefit, lang, 0)
    families = number(deaths, lang, 0 if deaths >= 10 else 1)
    opening = say(
        id=f"Santunan {amount} menopang rumah tangga miskin berisi {size} orang selama "
        f"{months} bulan pada garis kemiskinan {line.as_of}, lebih singkat bila harga "
        f"naik. Diperkirakan {families} keluarga pada {year}, sekitar {many} orang "
        "bila sebesar itu.",
        en=f"A benefit of {amount} keeps a poor household of {size} people for "
        f"{months} months at the poverty line of {line.as_of}, fewer as prices rise. "
        f"About {families} families are expected in {year}, some {many} people if they "
        "are that large.",
    )[lang]
    poor = local_figure(results, "poor_people")
    if poor is None:
        return joined(opening, _NOT_FOUND[lang].format(place(results)))
    share = percent(share_of_poor(people, float(poor["value"])), lang)
    count, said = number(float(poor["value"]), lang), str(poor["as_of"])[:4]
    return joined(
        opening,
        say(
            id=f"Penduduk miskin {place(results)} {count} orang pada {said} "
            f"[{poor['claim_id']}]; orang di keluarga itu {share} dari jumlah itu, dan "
            "berapa di antaranya miskin tidak diterbitkan. Ini melindungi dari "
            "kejatuhan, bukan menurunkan angka kemiskinan.",
            en=f"{place(results)} has {count} poor people in {said} "
            f"[{poor['claim_id']}]; those people are {share} of that number, and how "
            "many of them are poor is not published. This is protection against ruin, "
            "not a fall in poverty.",
        )[lang],
    )


_NOT_FOUND = say(
    id="Jumlah penduduk miskin {} tidak ditemukan di buku bukti; skala terhadap "
    "kemiskinan tidak dapat disebut.",
    en="The number of poor people in {} was not found in the ledger; the scale beside "
    "poverty cannot be stated.",
)
