"""Sentences on all 514 regions: cost, yardstick, affordability, return, gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.language import number, percent, rupiah, rupiah_short, say
from analysis.report.prose import Prose, joined
from analysis.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from analysis.study.national import National

FORMAL = "pekerja_formal"  # measure of the table of labour forces


def national_cost(found: National, lang: str = "en") -> Prose:
    """Say what the cover costs in all regions, in all and per inhabitant."""
    asked, nation = found.question, found.nation
    share = percent(float(asked.share_of_workers), lang, 0)
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
            f"penduduk, dari {people} penduduk register 2025. Jumlah orangnya "
            "taksiran; selebihnya hitungan pasti, maka tidak diberi rentang.",
            en=f"Covering {share} of the labour force of all {regions} regencies and "
            f"cities, {workers} people by our estimate, for the twelve months of "
            f"{asked.year} at {tariff} a month costs {cost}: {each} per inhabitant, of "
            f"{people} in the civil register of 2025. The people are an estimate; the "
            "rest is arithmetic, so no interval stands beside it.",
        )[lang]
    )


def national_yardstick(found: National, lang: str = "en") -> Prose:
    """Say whom a labour force holds, so that a share of it is no need."""
    share = percent(float(found.question.share_of_workers), lang, 0)
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
        id="Bagian yang bekerja formal, dari semua yang bekerja, hanya diketahui di "
        f"{listed}.",
        en="The share of those at work who hold formal jobs is known only of "
        f"{listed}.",
    )[lang]


def national_estimate(found: National, lang: str = "en") -> Prose:
    """Say how the labour force is estimated, and how far off it is where known."""
    from analysis.scenario.region_workers import labour_force, share_15_plus
    from analysis.study.national_check import beside_published

    rows = beside_published()
    worst = rows.loc[rows["deviation"].abs().idxmax()]
    low, high = (_signed(one, lang) for one in _ends(rows["deviation"]))
    year = labour_force(found.regions.index[0]).year
    ends = [found.nation["cost_idr"] / (1 + one) for one in _ends(rows["deviation"])]
    least, most = (rupiah_short(one, lang) for one in sorted(ends))
    aged = percent(float(share_15_plus(year)[0]), lang)
    count = number(len(rows), lang)
    off = _signed(worst["deviation"], lang)
    return Prose(
        say(
            id=f"Taksiran kami: penduduk register {year} x {aged}, bagian penduduk "
            "berumur 15 tahun ke atas secara nasional [un-wpp-2019], x tingkat "
            "partisipasi Agustus 2021. Di "
            f"{count} kota yang angkatan kerjanya terbit, taksiran itu berselisih "
            f"{low} sampai {high}; paling jauh di {worst['name']} ({off}), yang angka "
            f"terbitnya dari {worst['year']}. Bagian umur 15 tahun ke atas berbeda "
            "antarwilayah dan itu tidak terlihat di sini. Bila seluruh Indonesia "
            f"meleset sejauh yang terburuk di antaranya, biayanya {least} sampai "
            f"{most}: sebuah gambaran, bukan rentang.",
            en=f"Our estimate: population of the civil register of {year} x {aged}, "
            "the national share aged 15 and over [un-wpp-2019], x the participation "
            f"rate of August 2021. In the {count} cities whose labour force was "
            f"published it is off by {low} to {high}; most in {worst['name']} ({off}), "
            f"whose published figure is of {worst['year']}. The share aged 15 and over "
            "differs between regions, and that is not seen here. If all of Indonesia "
            f"were off as far as the worst of them, the cost would be {least} to "
            f"{most}: an illustration, not an interval.",
        )[lang]
    )


def national_spread(found: National, lang: str = "en") -> Prose:
    """Say how much the cost per inhabitant differs, and why it does."""
    each = found.regions["cost_per_inhabitant_idr"]
    low, high = (found.regions.loc[one] for one in (each.idxmin(), each.idxmax()))
    least, most = (
        f"{rupiah(one['cost_per_inhabitant_idr'], lang)} ({one['name']})"
        for one in (low, high)
    )
    rates = [percent(one["participation_rate"], lang) for one in (low, high)]
    return Prose(
        say(
            id=f"Per penduduk biayanya {least} sampai {most}. Tarif, bulan, dan bagian "
            "pekerja sama di mana-mana, jadi yang membedakan hanya tingkat partisipasi "
            f"angkatan kerja Agustus 2021 ({rates[0]} dan {rates[1]} penduduk berumur "
            "15 tahun ke atas): bukan ukuran kebutuhan, bukan pula kemurahan hati.",
            en=f"Per inhabitant the cost runs from {least} to {most}. Tariff, months "
            "and share of workers are the same everywhere, so that only the "
            f"participation rate of August 2021 differs ({rates[0]} and {rates[1]} of "
            "people aged 15 and over): no measure of need, nor of generosity.",
        )[lang]
    )


def national_affordable(found: National, lang: str = "en") -> Prose:
    """Say at what revenue the cost is the stated share, and where revenue is known."""
    asked, regions = found.question, found.regions
    share = percent(float(asked.share_of_budget), lang)
    needed = regions["revenue_needed_idr"]
    low, high = (
        f"{rupiah_short(needed[one], lang)} ({regions['name'][one]})"
        for one in (needed.idxmin(), needed.idxmax())
    )
    with_budget = regions[needed.notna()]
    mean = needed.sum() / with_budget["population"].sum()
    each = rupiah_short(mean, lang)
    said = say(
        id=f"Biaya ini menjadi {share} pendapatan APBD bila pendapatan itu sebesar "
        f"{low} sampai {high}, atau rata-rata {each} per penduduk.",
        en=f"The cost is {share} of APBD revenue where that revenue is {low} to "
        f"{high}, {each} per inhabitant on average.",
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
            id=f"Pendapatan tidak diketahui di satu pun dari {every} wilayah.",
            en=f"Revenue is known of none of the {every} regions.",
        )[lang]
    low, high = (percent(one, lang, 2) for one in _ends(known["revenue_share"]))
    return say(
        id=f"Pendapatan hanya diketahui di {count} dari {every} wilayah; di sana "
        f"biayanya {low} sampai {high} pendapatan APBD. Tentang {without} lainnya "
        "kesanggupan tidak dapat dikatakan: pendapatan tidak dipinjam dari wilayah "
        "lain, dan tidak ada peringkat di atas angka pinjaman.",
        en=f"Revenue is known of {count} of the {every} regions only; there the cost "
        f"is {low} to {high} of APBD revenue. Of the other {without} nothing can be "
        "said about affordability: no revenue is borrowed, and nothing borrowed is "
        "ranked.",
    )[lang]


def national_benefits(found: National, lang: str = "en") -> Prose:
    """Say what households get in all regions, with intervals, and who pays it."""
    gets, joining, deaths, accidents = (
        _band(found, name, lang)
        for name in (
            "claims_incurred_idr",
            "first_year_incurred_idr",
            "deaths",
            "accidents",
        )
    )
    ratio = found.share_draws("claims_incurred_idr")
    low, high = (percent(one, lang, 0) for one in np.percentile(ratio, (5, 95)))
    mean = percent(ratio.mean(), lang, 0)
    return Prose(
        say(
            id=f"Rumah tangga diharapkan menerima {gets} setahun, untuk {deaths} "
            f"kematian dan {accidents} kecelakaan kerja: {mean} ({low} sampai {high}) "
            "dari iuran. Yang membayar dana nasional JKK/JKM, bukan daerah. Bila "
            f"semuanya baru masuk pada Januari, pada tahun itu {joining}: kematian di "
            "bulan-bulan pertama dibayar lebih sedikit dan beasiswa belum menjadi hak. "
            "Dalam kurung: 90 dari 100 kemungkinan.",
            en=f"Households can expect {gets} a year, for {deaths} deaths and "
            f"{accidents} work accidents: {mean} ({low} to {high}) of contributions. "
            "The national JKK/JKM fund pays it, not the regions. If all of them joined "
            f"that January it would be {joining} in that year: deaths in the first "
            "months pay less, and scholarships are not yet earned. In brackets: 90 in "
            "100 possibilities.",
        )[lang]
    )


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


def _band(found: National, variable: str, lang: str) -> str:
    """Return the mean of the nation with its interval in brackets."""
    shown = rupiah_short if variable.endswith("_idr") else number
    mean, low, high = (
        shown(found.nation[f"{variable}_{one}"], lang) for one in ("mean", "p05", "p95")
    )
    to = say(id="sampai", en="to")[lang]
    return f"{mean} ({low} {to} {high})"


def _ends(values: pd.Series) -> tuple[float, float]:
    return float(values.min()), float(values.max())


def _signed(share: float, lang: str) -> str:
    sign = "+" if share > 0 else "-" if share < 0 else ""
    return f"{sign}{percent(abs(share), lang)}"
