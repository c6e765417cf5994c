"""Parts of the sentences on all regions: shares as asked, claims and contributions."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from analysis.language import number, percent, rupiah_short, say

if TYPE_CHECKING:
    from analysis.study.national import National

LEVY = "operating_levy_share"  # the administrator's part of contributions, in the law
MOST_DECIMALS = 9


def stated(share: Fraction, lang: str = "en") -> str:
    """Return a share of the question as percent, with all digits it was asked with."""
    steps = range(MOST_DECIMALS)
    exact = (n for n in steps if (share * 100 * 10**n).denominator == 1)
    return percent(float(share), lang, next(exact, MOST_DECIMALS))


def beside_paid_in(found: National, lang: str) -> str:
    """Say claims of the year's events as a share of contributions: a range only."""
    from analysis.law.parameters import load_law

    ratio = np.percentile(found.share_draws("claims_incurred_idr"), (5, 95))
    low, high = (percent(one, lang, 0) for one in ratio)
    levy_share = load_law().value(LEVY, f"{found.question.year}-12")
    levy = percent(float(levy_share), lang, 0)
    about = ratio[0] < 1 < ratio[1]
    start = say(
        id="Itu kira-kira sebesar iuran yang masuk" if about else "Dari iuran",
        en="That is about as much as is paid in" if about else "Of contributions",
    )[lang]
    return say(
        id=f"{start}: {low} sampai {high}, dengan beasiswa tanpa diskonto dan sebelum "
        f"biaya pengelola {levy} dari iuran",
        en=f"{start}: {low} to {high}, with scholarships undiscounted and before the "
        f"administrator's levy of {levy} of contributions",
    )[lang]


def first_year(found: National, lang: str) -> str:
    """Say what those who all join that January cost, and what of it is paid then."""
    owed, paid = (
        band(found, f"first_year_{name}_idr", lang) for name in ("incurred", "claims")
    )
    return say(
        id=f"Bila semuanya baru masuk pada Januari, kejadian tahun itu bernilai {owed} "
        f"kapan pun dibayar, dan {paid} dibayar pada tahun itu: kematian di "
        "bulan-bulan pertama dibayar lebih sedikit dan beasiswa belum menjadi hak.",
        en="If all of them joined that January, the events of that year would come to "
        f"{owed} whenever paid, with {paid} paid in that year: deaths in the first "
        "months pay less, and scholarships are not yet earned.",
    )[lang]


WIDTH = say(
    id="Dalam kurung: 90 dari 100 kemungkinan; rentangnya paling sedikit selebar ini, "
    "sebab umur peserta dianggap sama di mana-mana dan jumlah orangnya dianggap benar.",
    en="In brackets: 90 in 100 possibilities; the interval is at least this wide, "
    "since ages of members are assumed alike everywhere and the number of people is "
    "taken as given.",
)


def band(found: National, variable: str, lang: str) -> str:
    """Return the mean of the nation with its interval in brackets."""
    shown = rupiah_short if variable.endswith("_idr") else number
    mean, low, high = (
        shown(found.nation[f"{variable}_{one}"], lang) for one in ("mean", "p05", "p95")
    )
    to = say(id="sampai", en="to")[lang]
    return f"{mean} ({low} {to} {high})"
