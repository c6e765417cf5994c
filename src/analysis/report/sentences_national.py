"""Sentences on all 514 regions: cost, yardstick, affordability, return, gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.language import number, percent, rupiah, rupiah_short, say
from analysis.report.budget_words import STAGE_NOT_STATED, STAGE_WORDS
from analysis.report.prose import Prose, joined
from analysis.report.sentences_national_parts import (
    WIDTH,
    band,
    beside_paid_in,
    first_year,
    stated,
)
from analysis.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from analysis.study.national import National

FORMAL = "pekerja_formal"  # measure of the table of labour forces


def national_cost(found: National, lang: str = "en") -> Prose:
    """Say what the cover costs in all regions, in all and per inhabitant."""
    asked, nation = found.question, found.nation
    share = stated(asked.share_of_workers, lang)
    regions = number(len(found.regions), lang)
    workers = number(nation["covered"], lang)
    tariff = rupiah(nation["cost_idr"] / nation["covered"] / MONTHS_PER_YEAR, lang)
    cost = rupiah_short(nation["cost_idr"], lang)
    each = rupiah(nation["cost_per_inhabitant_idr"], lang)
    people = number(nation["population"], lang)
    return Prose(
        say(
            id=f"Melindungi {share} angkatan kerja di seluruh {regions} kabupaten dan "
            f"kota, {workers} orang menurut taksiran kami, selama dua belas bulan "
            f"{asked.year} dengan {tariff} sebulan berbiaya {cost}: {each} per "
            f"penduduk, dari {people} penduduk terdaftar (Kemendagri 2025). Jumlah "
            "orangnya taksiran; selebihnya hitungan pasti, maka tidak diberi rentang.",
            en=f"Covering {share} of the labour force of all {regions} regencies and "
            f"cities, {workers} people by our estimate, for the twelve months of "
            f"{asked.year} at {tariff} a month costs {cost}: {each} per inhabitant, of "
            f"{people} in the civil register of 2025. The people are an estimate; the "
            "rest is arithmetic, so no interval stands beside it.",
        )[lang]
    )


def national_yardstick(found: National, lang: str = "en") -> Prose:
    """Say whom a labour force holds, so that a share of it is no need."""
    share = stated(found.question.share_of_workers, lang)
    said = say(
        id="Angkatan kerja memuat semua orang berumur 15 tahun ke atas yang bekerja "
        "atau mencari kerja: juga ASN, pekerja yang diasuransikan pemberi kerjanya, "
        f"yang sudah menjadi peserta, dan penganggur. Maka {share} darinya ialah tolok "
        "ukur yang membuat wilayah sebanding, bukan jumlah yang perlu dilindungi.",
        en="The labour force holds everybody aged 15 and over who works or looks for "
        "work: also civil servants (ASN), workers whose employers insure them, those "
        f"insured already, and the unemployed. So {share} of it is a yardstick that "
        "makes regions comparable, not the number in need of cover.",
    )[lang]
    return joined(said, _formal(lang))


def _formal(lang: str) -> str:
    """Say what share of those at work is formal where that was published."""
    from analysis.evidence.tables import read
    from analysis.scenario.region_names import codes

    rows = read("labour_force")
    rows = rows[rows["measure"] == FORMAL].sort_values("year")
    told = [
        f"{codes()[row.region]} {percent(float(row.value), lang)} ({row.year}) "
        f"[{row.claim_id}]"
        for row in rows.groupby("region").tail(1).itertuples()
    ]
    if not told:
        return ""
    listed = "; ".join(told)
    return say(
        id="Bagian yang bekerja formal, dari semua yang bekerja, dalam data proyek ini "
        f"hanya ada bagi {listed}.",
        en="The share of those at work who hold formal jobs is in this project's data "
        f"only for {listed}.",
    )[lang]


def national_estimate(found: National, lang: str = "en") -> Prose:
    """Say how the labour force is estimated, and how far off it is where known."""
    from analysis.scenario.region_workers import labour_force, share_15_plus
    from analysis.study.national_check import beside_published

    rows = beside_published()
    worst = rows.loc[rows["deviation"].abs().idxmax()]
    low, high = (_signed(one, lang) for one in _ends(rows["deviation"]))
    first, last = rows["year"].min(), rows["year"].max()
    year = labour_force(found.regions.index[0]).year
    aged = percent(float(share_15_plus(year)[0]), lang)
    count, off = number(len(rows), lang), _signed(worst["deviation"], lang)
    whole = number(found.nation["labour_force"], lang)
    said = say(
        id=f"Taksiran kami: penduduk terdaftar {year} x {aged}, bagian penduduk "
        "berumur 15 tahun ke atas secara nasional [un-wpp-2019], x tingkat "
        f"partisipasi Agustus 2021; jumlahnya {whole} orang. Bagi {count} kota yang "
        "angkatan kerjanya ada dalam data proyek ini, taksiran itu berselisih "
        f"{low} sampai {high} dari yang dipublikasikan; paling jauh di "
        f"{worst['name']} ({off}), yang angkanya dari {worst['year']}. Angka kota itu "
        f"dari {first} sampai {last}, jadi sebagian selisihnya adalah pertumbuhan. "
        "Bagian umur 15 tahun ke atas berbeda antarwilayah dan itu tidak terlihat di "
        "sini.",
        en=f"Our estimate: population of the civil register of {year} x {aged}, "
        "the national share aged 15 and over [un-wpp-2019], x the participation "
        f"rate of August 2021; in all {whole} people. In the {count} cities whose "
        "labour force is in this project's data it differs from what was published by "
        f"{low} to {high}; most in {worst['name']} ({off}), whose figure is of "
        f"{worst['year']}. The cities' figures are of {first} to {last}, so that part "
        "of the difference is growth. The share aged 15 and over differs between "
        "regions, and that is not seen here.",
    )[lang]
    return joined(said, _UNCHECKED[lang])


_UNCHECKED = say(
    id="Tingkat partisipasinya dari tahun pandemi 2021, dan angkatan kerja nasional "
    "untuk memeriksa jumlah itu tidak ada dalam data proyek ini: seberapa jauh jumlah "
    "itu meleset tidak diketahui di sini. Angka terbaru dipublikasikan BPS.",
    en="The participation is of 2021, a year of the pandemic, and a national labour "
    "force to check the sum with is not in this project's data: how far the sum is off "
    "is not known here. BPS publishes newer figures.",
)


def national_spread(found: National, lang: str = "en") -> Prose:
    """Say how much the cost per inhabitant differs, and why it does."""
    regions = found.regions
    each = regions["cost_per_inhabitant_idr"]
    least, most = (rupiah(each.quantile(part), lang) for part in (0.05, 0.95))
    rates = regions["participation_rate"]
    low, high = (
        f"{percent(rates[one], lang)} ({regions['name'][one]})"
        for one in (rates.idxmin(), rates.idxmax())
    )
    return Prose(
        say(
            id=f"Di sembilan dari sepuluh wilayah biayanya {least} sampai {most} per "
            "penduduk. Tarif, bulan, dan bagian pekerja sama di mana-mana, dan bagian "
            "umur 15 tahun ke atas dianggap sama, jadi yang membedakan hanya tingkat "
            f"partisipasi angkatan kerja (TPAK) Agustus 2021, dari {low} sampai "
            f"{high} penduduk berumur 15 tahun ke atas: bukan ukuran kebutuhan, dan "
            "bukan peringkat biaya.",
            en=f"In nine out of ten regions the cost is {least} to {most} per "
            "inhabitant. Tariff, months and share of workers are the same everywhere, "
            "and the share aged 15 and over is taken to be, so that only the "
            f"participation rate (TPAK) of August 2021 differs, from {low} to {high} "
            "of people aged 15 and over: no measure of need, and no order of regions "
            "by cost.",
        )[lang]
    )


def national_affordable(found: National, lang: str = "en") -> Prose:
    """Say at what revenue the cost is the stated share, and where revenue is known."""
    asked, regions = found.question, found.regions
    share = stated(asked.share_of_budget, lang)
    needed = regions["revenue_needed_idr"]
    with_budget = regions[needed.notna()]
    mean = needed.sum() / with_budget["population"].sum()
    each = rupiah_short(mean, lang)
    said = say(
        id=f"Biaya ini menjadi {share} pendapatan APBD bila pendapatan itu rata-rata "
        f"{each} per penduduk.",
        en=f"The cost is {share} of APBD revenue where that revenue is {each} per "
        "inhabitant on average.",
    )[lang]
    return joined(said, _known_revenue(found, lang), _without_budget(found, lang))


def _without_budget(found: National, lang: str) -> str:
    count = number(found.regions["revenue_needed_idr"].isna().sum(), lang)
    return say(
        id=f"{count} wilayah administrasi Jakarta tidak punya APBD sendiri: bagiannya "
        "ada di anggaran provinsi.",
        en=f"The {count} administrative regions of Jakarta have no APBD of their own: "
        "theirs is the province's.",
    )[lang]


def _known_revenue(found: National, lang: str) -> str:
    known = found.regions.dropna(subset="revenue_idr")
    count, every = number(len(known), lang), number(len(found.regions), lang)
    without = number(len(found.regions) - len(known), lang)
    if known.empty:
        return say(
            id="Dalam data proyek ini pendapatan tidak ada bagi satu pun dari "
            f"{every} wilayah.",
            en=f"In this project's data revenue is held of none of the {every} "
            "regions.",
        )[lang]
    low, high = (percent(one, lang, 2) for one in _ends(known["revenue_share"]))
    of = _years_and_stages(known, lang)
    return say(
        id=f"Dalam data proyek ini pendapatan hanya ada bagi {count} dari {every} "
        f"wilayah; di sana biayanya {low} sampai {high} pendapatan APBD ({of}; tidak "
        f"diproyeksikan). Tentang {without} lainnya kesanggupan tidak dapat dikatakan "
        "di sini: APBD daerah dipublikasikan DJPK, tetapi belum dimasukkan, dan "
        "pendapatan tidak dipinjam dari wilayah lain.",
        en=f"In this project's data revenue is held of {count} of the {every} regions "
        f"only; there the cost is {low} to {high} of APBD revenue ({of}; not "
        f"projected). Of the other {without} nothing can be said here about "
        "affordability: DJPK publishes the APBD of regions, but they have not been "
        "entered, and no revenue is borrowed.",
    )[lang]


def _years_and_stages(known: pd.DataFrame, lang: str) -> str:
    """Return of which years revenue is, and at which stage of the budget."""
    years = sorted(
        {number(one, "en").replace(",", "") for one in known["revenue_year"]}
    )
    to = say(id=" sampai ", en=" to ")[lang]
    stages = dict.fromkeys(
        STAGE_WORDS.get(one, STAGE_NOT_STATED)[lang] for one in known["revenue_stage"]
    )
    return f"{to.join(dict.fromkeys((years[0], years[-1])))}: {', '.join(stages)}"


def national_benefits(found: National, lang: str = "en") -> Prose:
    """Say what the events of a year cost whenever paid, what of it in that year."""
    gets, cash, deaths, accidents = (
        band(found, name, lang)
        for name in ("claims_incurred_idr", "claims_idr", "deaths", "accidents")
    )
    year, ratio = found.question.year, beside_paid_in(found, lang)
    said = say(
        id=f"Rumah tangga diperkirakan menerima {gets} untuk kejadian {year}, kapan "
        f"pun dibayar: {deaths} kematian dan {accidents} kecelakaan kerja (kecelakaan "
        f"yang berakibat kematian terhitung di keduanya). {ratio}. Dari jumlah itu "
        f"{cash} dibayar pada {year} juga; pembayaran untuk kejadian tahun-tahun "
        "sebelumnya tidak termasuk. Yang membayar dana nasional JKK/JKM, bukan daerah.",
        en=f"Households are expected to receive {gets} for the events of {year}, "
        f"whenever it is paid: {deaths} deaths and {accidents} work accidents (fatal "
        f"accidents count in both). {ratio}. Of it {cash} is paid within {year}; what "
        "is paid for events of earlier years is not counted. The national JKK/JKM fund "
        "pays it, not the regions.",
    )[lang]
    return joined(said, first_year(found, lang), WIDTH[lang])


def national_known(found: National, lang: str = "en") -> Prose:
    """Say how many regions have which grade of completeness, and what D means."""
    from analysis.scenario.regions import GRADES

    grades = found.regions["grade"].value_counts().reindex(list(GRADES), fill_value=0)
    listed = ", ".join(f"{number(n, lang)} {grade}" for grade, n in grades.items())
    worst = list(GRADES)[-1]
    n, meaning = number(grades[worst], lang), GRADES[worst][lang]
    share = percent(grades[worst] / len(found.regions), lang, 0)
    return Prose(
        say(
            id=f"Kelengkapan {number(len(found.regions), lang)} wilayah: {listed}. "
            f"{n} wilayah ({share}) bernilai {worst}: {meaning}. Penduduk dan "
            "partisipasi milik sendiri di semua wilayah; angka kematian, kecelakaan "
            "dan bagian umur selalu angka nasional.",
            en=f"Completeness of the {number(len(found.regions), lang)} regions: "
            f"{listed}. {n} regions ({share}) have grade {worst}: {meaning}. "
            "Population and participation are own figures of every region; death "
            "rates, accidents and the share by age are always the nation's.",
        )[lang]
    )


def _ends(values: pd.Series) -> tuple[float, float]:
    return float(values.min()), float(values.max())


def _signed(share: float, lang: str) -> str:
    sign = "+" if share > 0 else "-" if share < 0 else ""
    return f"{sign}{percent(abs(share), lang)}"
