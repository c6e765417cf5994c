"""Sentences on claims: expected deaths, whose result it is, the break-even."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.language import number, percent, rupiah_short, say
from analysis.report import frames, readings
from analysis.report.labels import authority
from analysis.report.prose import Prose, joined

SMALL = 10  # fewer expected deaths are written with a decimal

if TYPE_CHECKING:
    from analysis.model.projection import Results


def claims(results: Results, lang: str = "en") -> Prose:
    """Say expected deaths, what the year's events cost in all, and who bears it."""
    year = frames.first_year(results)
    died = death_words(frames.fan(results, "deaths").loc[year], lang)
    opening = say(
        id=f"Pada {year} diperkirakan sekitar {died} peserta meninggal.",
        en=f"In {year} about {died} members are expected to die.",
    )[lang]
    return joined(opening, _cost(results, year, lang), _whose(results, year, lang))


def death_words(fan: pd.Series, lang: str) -> str:
    """Return expected deaths with their range: ``48 (28 to 72 in ...)``."""
    mean = number(fan["central"], lang, 0 if fan["central"] >= SMALL else 1)
    if "p05" not in fan or pd.isna(fan["p05"]):
        return mean
    low, high = number(fan["p05"], lang), number(fan["p95"], lang)
    span = say(
        id=f"{low} sampai {high} pada 90 dari 100 simulasi",
        en=f"{low} to {high} in 90 of 100 draws",
    )
    return f"{mean} ({span[lang]})"


def _cost(results: Results, year: int, lang: str) -> str:
    cost = frames.at(results, "claims_incurred_idr", year)
    paid_in = frames.at(results, "contributions_idr", year)
    ratio = percent(cost / paid_in if paid_in else 0.0, lang, 0)
    total, taken = rupiah_short(cost, lang), rupiah_short(paid_in, lang)
    when = _when_paid(cost, frames.at(results, "claims_idr", year), year, lang)
    return say(
        id=f"Kematian dan kecelakaan tahun {year} berbiaya {total} seluruhnya bagi "
        f"dana nasional, atas iuran {taken} ({ratio}){when}. Yang masih dibayar dari "
        f"kematian sebelum {year} tidak dihitung.",
        en=f"Deaths and accidents of {year} cost the fund {total} in all on "
        f"contributions of {taken} ({ratio}){when}. What is still paid for deaths "
        f"before {year} is not counted.",
    )[lang]


def _when_paid(cost_idr: float, now_idr: float, year: int, lang: str) -> str:
    if cost_idr - now_idr < 1:
        return say(
            id=f", seluruhnya dibayar pada {year}", en=f", all of it paid in {year}"
        )[lang]
    now = rupiah_short(now_idr, lang)
    return say(
        id=f"; {now} dibayar pada {year}, sisanya kemudian: beasiswa, dan klaim yang "
        "terlambat",
        en=f", of which {now} is paid in {year}, the rest later: scholarships, and "
        "claims paid late",
    )[lang]


def _whose(results: Results, year: int, lang: str) -> str:
    odds = frames.fund_loss_odds(results, year)
    taken, cost = (
        frames.at(results, name, year)
        for name in ("contributions_idr", "claims_incurred_idr")
    )
    size, who = rupiah_short(abs(taken - cost), lang), authority(results, lang)
    result = _RESULT[cost > taken][lang].format(size)
    if odds is None:
        start = say(id="Dana nasional {}: itu ", en="The fund {}: that is ")
        return start[lang].format(result) + _NO_DEFICIT[lang].format(who)
    count = number(odds * 100, lang)
    return say(
        id=f"Pada {count} dari 100 simulasi biaya itu melebihi iuran; pada jalur pusat "
        f"dana {result} sebelum biaya pengelola. Bagaimanapun anggaran {who} hanya "
        f"menanggung iuran: klaim {_NO_DEFICIT['id'].format(who)}",
        en=f"In {count} of 100 draws that costs more than the contributions; on the "
        f"central path the fund {result} before the administrator's levy. Either way "
        f"the {who}'s budget bears only the contributions: claims are "
        f"{_NO_DEFICIT['en'].format(who)}",
    )[lang]


_RESULT = {
    True: say(id="merugi {}", en="loses {}"),
    False: say(id="menyisakan {}", en="keeps {}"),
}
_NO_DEFICIT = say(id="bukan defisit {}.", en="no deficit of the {}.")


def break_even(results: Results, lang: str = "en", year: int | None = None) -> Prose:
    """Say the break-even death rate, its basis, and where the scenario stands."""
    year = year or frames.first_year(results)
    point = readings.scenario_point(results, year)
    limit = number(point["break_even_death_rate_y"] * 1000, lang, 2)
    ours = number(point["death_rate_y"] * 1000, lang, 2)
    tariff = number(point["tariff_idr_m"], lang)
    benefit = rupiah_short(point["claim_per_death_idr"], lang, 0)
    lower = number(point["break_even_all_claims_y"] * 1000, lang, 2)
    payment = rupiah_short(point["mean_payment_idr"], lang, 1)
    return Prose(
        say(
            id=f"Pada tarif rata-rata Rp{tariff} sebulan, {limit} kematian per 1.000 "
            f"orang-tahun menghabiskan iuran bila tiap kematian berbiaya {benefit} dan "
            f"tidak ada klaim lain; skenario ini memperkirakan {ours}. Dengan biaya "
            f"rata-rata satu kematian di sini, {payment} termasuk beasiswa, dan "
            f"kecelakaan kerja, titik impas itu {lower}.",
            en=f"At the mean tariff of Rp{tariff} a month, {limit} deaths per 1,000 "
            f"person-years use up the contribution if a death costs {benefit} and "
            f"there is no other claim; this scenario expects {ours}. With the mean "
            f"cost of a death here, {payment} scholarships included, and work "
            f"accidents the break-even is {lower}.",
        )[lang]
    )
