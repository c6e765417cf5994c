"""Sentences on claims: expected deaths, whose result it is, the break-even."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.language import number, percent, rupiah_short, say
from analysis.report import frames, readings
from analysis.report.prose import Prose, joined

if TYPE_CHECKING:
    from analysis.model.projection import Results


def claims(results: Results, lang: str = "en") -> Prose:
    """Say expected deaths and the claim ratio, and whose result it is."""
    first = frames.first_year(results)
    fan = frames.fan(results, "deaths").loc[first]
    paid = frames.at(results, "contributions_idr", first)
    claimed = frames.at(results, "claims_idr", first)
    ratio = claimed / paid if paid else 0.0
    opening = say(
        id=f"Pada {first} diperkirakan {death_words(fan, lang)} peserta meninggal dan "
        "klaim "
        f"{rupiah_short(claimed, lang)} atas iuran {rupiah_short(paid, lang)} "
        f"({percent(ratio, lang, 0)}).",
        en=f"In {first} {death_words(fan, lang)} deaths of members are expected, and "
        f"claims of {rupiah_short(claimed, lang)} on contributions of "
        f"{rupiah_short(paid, lang)} ({percent(ratio, lang, 0)}).",
    )[lang]
    return joined(opening, _whose(paid - claimed, lang))


def death_words(fan: pd.Series, lang: str) -> str:
    """Return expected deaths with their range: ``21.5 (11 to 32 in ...)``."""
    mean = number(fan["central"], lang, 1)
    if "p05" not in fan or pd.isna(fan["p05"]):
        return mean
    low, high = number(fan["p05"], lang), number(fan["p95"], lang)
    span = say(
        id=f"{low} sampai {high} pada 90 dari 100 tarikan",
        en=f"{low} to {high} in 90 of 100 draws",
    )
    return f"{mean} ({span[lang]})"


def _whose(balance: float, lang: str) -> str:
    size = rupiah_short(abs(balance), lang)
    if balance < 0:
        return say(
            id=f"Selisih {size} ditanggung dana nasional dan diterima rumah tangga: "
            "itu "
            "bukan defisit daerah.",
            en=f"The difference of {size} is borne by the national fund and received "
            "by "
            "households: it is no deficit of the city.",
        )[lang]
    return say(
        id=f"Sisa {size} tinggal di dana nasional, bukan di kas daerah.",
        en=f"The surplus of {size} stays with the national fund, not with the city.",
    )[lang]


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
            f"tidak ada klaim lain; skenario ini memperkirakan {ours}. Dengan "
            "pembayaran "
            f"rata-rata {payment} dan biaya kecelakaan kerja, titik impas itu {lower}.",
            en=f"At the mean tariff of Rp{tariff} a month, {limit} deaths per 1,000 "
            f"person-years use up the contribution if a death costs {benefit} and "
            "there "
            f"is no other claim; this scenario expects {ours}. With the mean payment "
            "of "
            f"{payment} and the cost of work accidents the break-even is {lower}.",
        )[lang]
    )
