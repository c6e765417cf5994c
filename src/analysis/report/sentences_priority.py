"""Sentences on whom to cover first, how firm that is, and what the line carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.language import number, percent, rupiah, rupiah_short, say
from analysis.report.labels import segment_label
from analysis.report.prose import Prose, joined
from analysis.study import billion
from analysis.study.answers_solve import CONFIDENCES, Solved, solved
from analysis.study.line import line
from analysis.study.newcomers import groups
from analysis.study.priority_order import contested, first_share, orders

if TYPE_CHECKING:
    from analysis.model.projection import Results


def first_to_cover(results: Results, lang: str = "en") -> Prose:
    """Say whom one billion more adds, what stays unspent, whom it reaches alone.

    The aim is poverty-months averted in the first year; nobody covered is dropped.
    """
    if groups(results).empty:
        return Prose(_NO_GROUP[lang])
    more = billion.next_billion(results)["poverty_months"]
    alone = billion.first_billion(results)["poverty_months"]
    return joined(
        _more(results, more, lang),
        *_uncounted(results, more, lang),
        *_unspent(results, more, lang),
        _alone(results, alone, lang),
    )


_NO_GROUP = say(
    id="Pada tahun pertama tidak ada kelompok yang iurannya dibayar, jadi tidak ada "
    "yang dapat dipilih.",
    en="In the first year no group has contributions paid, so there is nobody to "
    "choose.",
)


def _more(results: Results, spent: billion.Spent, lang: str) -> str:
    year = results.scenario.first_year
    covered = number(results.series("members_end")[year], lang)
    if not spent.people.sum():
        return say(
            id=f"Di atas {covered} orang dalam rencana {year} tidak ada lagi nama "
            "terverifikasi yang dapat ditambah.",
            en=f"On top of the {covered} people in the plan of {year} there is no "
            "verified name left to add.",
        )[lang]
    who, cost = _named(results, spent.people, lang), rupiah_short(spent.cost_idr, lang)
    months = number(spent.poverty_months, lang, _digits(spent.poverty_months))
    deaths = number(spent.deaths, lang, 1)
    return say(
        id=f"Dengan Rp1 miliar lagi pada {year}, di atas {covered} orang dalam "
        f"rencana, yang didahulukan {who} ({cost}): diperkirakan {deaths} kematian "
        f"terlindungi dan {months} bulan kemiskinan dihindari pada tahun itu.",
        en=f"With Rp1 billion more in {year}, on top of the {covered} people in the "
        f"plan, first come {who} ({cost}): {deaths} deaths are expected to be covered "
        f"and {months} poverty-months averted in that year.",
    )[lang]


def _uncounted(results: Results, spent: billion.Spent, lang: str) -> list[str]:
    """Say so where the number of those who could be added was never published."""
    marks = results.scenario.assumed
    if not any(
        n and f"segments.{s}.eligible" in marks for s, n in spent.people.items()
    ):
        return []
    return [
        say(
            id="Berapa orang seluruh kelompok itu tidak pernah diterbitkan: dianggap.",
            en="How many people that group has in all was never published: assumed.",
        )[lang]
    ]


def _unspent(results: Results, spent: billion.Spent, lang: str) -> list[str]:
    """Say what finds nobody, where more than one person's contribution is left."""
    if spent.left_idr < groups(results)["cost_idr"].max():
        return []
    left = rupiah_short(spent.left_idr, lang)
    unchecked = int(billion.left_out(results)["unverified"].sum())
    if not unchecked:
        return [
            say(
                id=f"Sisanya, {left}, tidak menemukan siapa pun: semua yang diketahui "
                "memenuhi syarat sudah masuk.",
                en=f"The rest, {left}, finds nobody: all who are known to be eligible "
                "are in.",
            )[lang]
        ]
    names = number(unchecked, lang)
    return [
        say(
            id=f"Sisanya, {left}, tidak terpakai: {names} orang lagi memenuhi syarat "
            "tetapi namanya belum diverifikasi. Yang mengikat daftar, bukan uang.",
            en=f"The rest, {left}, finds nobody: {names} more people are eligible but "
            "their names are not verified. The list binds, not the money.",
        )[lang]
    ]


def _alone(results: Results, spent: billion.Spent, lang: str) -> str:
    who = _named(results, spent.people, lang)
    months = number(spent.poverty_months, lang, _digits(spent.poverty_months))
    return say(
        id=f"Seandainya belum seorang pun terlindungi, Rp1 miliar yang sama akan "
        f"menjangkau {who}, dan menghindari {months} bulan kemiskinan.",
        en=f"If nobody were covered yet, the same Rp1 billion would reach {who}, and "
        f"avert {months} poverty-months.",
    )[lang]


def _named(results: Results, people: pd.Series, lang: str) -> str:
    """Return people by group, the best worth per rupiah first."""
    found = people.reindex(orders(results).index)
    parts = [
        f"{number(n, lang)} “{segment_label(results, str(slug), lang)}”"
        for slug, n in found.items()
        if n
    ]
    if not parts:
        return say(id="tidak seorang pun", en="nobody")[lang]
    if len(parts) == 1:
        return parts[0]
    last = say(id="dan", en="and")[lang]
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def _digits(value: float) -> int:
    return 0 if value >= 100 else 1


def order_holds(results: Results, lang: str = "en") -> Prose:
    """Say which group leads, on how many places the weights decide, and how firmly."""
    order, share = orders(results), first_share(results)
    if order.empty:
        return Prose(_NO_GROUP[lang])
    if len(order) == 1:
        return Prose(_ONE_GROUP[lang])
    leads = order.index[0]
    first = segment_label(results, str(leads), lang)
    opening = say(
        id=f"Per rupiah paling banyak bulan kemiskinan dihindari oleh “{first}”.",
        en=f"Most poverty-months per rupiah are averted by “{first}”.",
    )[lang]
    found = [opening, _weights(results, lang)]
    if pd.notna(share[leads]):
        found.append(_chance(float(share[leads]), lang))
    return joined(*found)


_ONE_GROUP = say(
    id="Hanya ada satu kelompok: tidak ada urutan yang perlu dipilih.",
    en="There is one group only: no order has to be chosen.",
)


def _weights(results: Results, lang: str) -> str:
    more, alone = (
        _places(contested(results, which), lang) for which in ("next", "first")
    )
    return say(
        id=f"Bobot kemiskinan, yang dianggap, memutuskan {more} dari Rp1 miliar "
        f"berikutnya, dan {alone} bila hanya ada Rp1 miliar.",
        en=f"The poverty weights, which are assumed, decide on {more} of the next Rp1 "
        f"billion, and on {alone} where there is only Rp1 billion.",
    )[lang]


def _places(people: int, lang: str) -> str:
    if not people:
        return say(id="tidak satu tempat pun", en="no place")[lang]
    many = number(people, lang)
    return say(id=f"paling banyak {many} tempat", en=f"at most {many} places")[lang]


def _chance(share: float, lang: str) -> str:
    of = percent(share, lang, 0)
    said = say(
        id="Bila tingkat kematian dan bobot sama-sama tidak pasti, kelompok itu paling "
        f"berharga pada {of} simulasi.",
        en="With death rates and weights uncertain together, that group is worth most "
        f"in {of} of the draws.",
    )[lang]
    return f"{said} {_FIRM[share >= FIRM][lang]}"


_FIRM = {
    True: say(id="Urutan itu cukup kokoh.", en="That order is fairly firm."),
    False: say(
        id="Urutan itu rapuh: dahulukan yang daftarnya siap dan yang termiskin, bukan "
        "yang unggul tipis dalam tabel.",
        en="That order is weak: put first whose list is ready and who is poorest, not "
        "who is ahead by a little in the table.",
    ),
}
FIRM = 0.75  # of draws in which the leading group leads


def claims_contrast(results: Results, lang: str = "en") -> Prose:
    """Say what a ranking by claims per rupiah would do, and why it is not followed."""
    if groups(results).empty:
        return Prose(_NO_GROUP[lang])
    plans = billion.first_billion(results)
    claims, aim = plans[billion.CONTRAST].people, plans["poverty_months"].people
    moved = int((claims - aim).clip(lower=0).sum())
    if not moved:
        said = say(
            id="Menurut klaim per rupiah pilihannya di sini sama.",
            en="Ranked by claims per rupiah the choice here is the same.",
        )
    else:
        people = number(moved, lang)
        who = _named(results, (claims - aim).clip(lower=0), lang)
        said = say(
            id=f"Menurut klaim per rupiah {people} tempat berpindah, ke {who}.",
            en=f"Ranked by claims per rupiah {people} places move, to {who}.",
        )
    return joined(said[lang], _WARNING[lang])


_WARNING = say(
    id="Ukuran itu memilih yang paling mungkin meninggal: seleksi merugikan terhadap "
    "dana nasional, yang mengundang kenaikan tarif dan mengabaikan siapa yang jatuh "
    "miskin. Karena itu hanya pembanding.",
    en="That measure picks who is likeliest to die: adverse selection against the "
    "national fund, which invites a higher tariff and ignores who falls into poverty. "
    "It is a contrast only.",
)


def inverse(results: Results, lang: str = "en") -> Prose:
    """Say what the line carries in nine draws of ten, or what binds and by how much."""
    found = [one for one in solved(results) if one.confidence == CONFIDENCES[-1]]
    if not found:
        return Prose(_NO_LINE[lang])
    known = line(results)
    limit = rupiah_short(float(known.idr.dropna().iloc[0]), lang)
    basis = _ASSUMED[lang] if known.is_assumed else ""
    sure = percent(CONFIDENCES[-1], lang, 0)
    opening = say(
        id=f"Dengan pagu {limit}{basis} dan keyakinan {sure}, inilah batasnya.",
        en=f"The limits under a line of {limit}{basis}, with {sure} confidence.",
    )[lang]
    return joined(opening, "; ".join(_said(one, lang) for one in found) + ".")


_ASSUMED = say(
    id=" (dianggap: tagihan tahun pertama)", en=" (assumed: the first year's bill)"
)
_NO_LINE = say(
    id="Tidak ada tagihan, jadi tidak ada pagu untuk dicari kebalikannya.",
    en="There is no bill, so there is no line to ask about.",
)


def _said(one: Solved, lang: str) -> str:
    texts = _TEXTS[one.name]
    shown = one.shown(one.at if one.value is None else one.value, lang)
    if one.value is None:
        gap, word = rupiah(one.gap_idr, lang), _GAPS[one.status][lang]
        shown = word.format(at=shown, gap=gap, year=one.year)
    return texts[lang].format(shown)


_TEXTS = {
    "people": say(id="Daftar paling banyak: {}", en="Longest list: {}"),
    "months": say(id="paling lama setahun: {}", en="longest time a year: {}"),
    "tariff_jkm_idr_m": say(
        id="tarif JKM BPU tertinggi: {}", en="highest JKM tariff (BPU): {}"
    ),
    "start_month": say(
        id="tambahan Rp1 miliar pada tahun pertama: {}",
        en="the next Rp1 billion in the first year: {}",
    ),
    "line_idr": say(id="pagu terkecil: {}", en="smallest line: {}"),
}
_GAPS = {
    "all": say(
        id="{at} (cukup, tersisa {gap} pada {year})",
        en="{at} (holds, {gap} to spare in {year})",
    ),
    "none": say(
        id="tidak ada ({at} pun kurang {gap} pada {year})",
        en="none (even {at} is {gap} short in {year})",
    ),
    "unclear": say(id="tidak ada satu jawaban", en="no single answer"),
}
