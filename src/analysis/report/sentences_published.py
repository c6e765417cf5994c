"""Sentences on published sums beside ours."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from analysis.language import Text, number, percent, say
from analysis.report.prose import Prose, joined


def published(lang: str = "en") -> Prose:
    """Say how many published sums come out the same, and why the others differ."""
    from analysis.study.published_against_ours import BILL, compared

    found = compared()
    bills = found["what"] == BILL
    return joined(_bills(found[bills], lang), _claims(found[~bills], lang))


def _bills(bills: pd.DataFrame, lang: str) -> str:
    same, n = int(bills["agrees"].sum()), len(bills)
    causes = ", ".join(_causes(bills[~bills["agrees"]], lang))
    return say(
        id=f"Dari {n} anggaran dan tagihan yang terbit, {same} sama dengan hitungan "
        "kami sampai rupiah atau setelah dibulatkan, hanya dari orang dan bulan yang "
        f"terbit; {n - same} berbeda: {causes}.",
        en=f"Of {n} published budgets and bills {same} come out the same, to the "
        "rupiah or as rounded, from the published people and months alone; "
        f"{n - same} differ: {causes}.",
    )[lang]


def _causes(bills: pd.DataFrame, lang: str) -> Iterator[str]:
    for kinds, text in _CAUSES.items():
        n = int(bills["kind"].isin(kinds).sum())
        if n:
            yield f"{n} {text[lang]}"


def _claims(claims: pd.DataFrame, lang: str) -> str:
    inside, n = int(claims["agrees"].sum()), len(claims)
    fresh = claims[~claims["calibrated"].astype(bool)]
    width = ((claims["high"] - claims["low"]) / claims["ours_idr"]).mean()
    fresh_inside = int(fresh["agrees"].sum())
    shown, wide = percent(inside / n, lang, 0), number(width, lang, 1)
    return say(
        id=f"Dari {n} jumlah klaim yang terbit, {inside} ({shown}) ada di dalam "
        f"rentang 90% kami; dari {len(fresh)} yang tidak dipakai menaksir apa pun, "
        f"{fresh_inside}. Rentang itu rata-rata selebar {wide} kali hitungan kami: "
        "uang klaim satu kelompok hampir tidak dapat diramalkan.",
        en=f"Of {n} published sums of claims {inside} ({shown}) lie inside our 90% "
        f"range; of the {len(fresh)} that nothing was estimated from, {fresh_inside}. "
        f"The range is {wide} times ours wide on average: the claims money of one "
        "group can hardly be foretold.",
    )[lang]


_CAUSES: dict[tuple[str, ...], Text] = {
    ("room", "about"): say(
        id="pagu yang longgar atau dibulatkan kasar",
        en="lines with room or roughly rounded",
    ),
    ("tariff", "waged"): say(
        id="tarif lain atau upah yang tidak terbit",
        en="at another tariff or a wage not published",
    ),
    ("other_programme", "other_groups"): say(
        id="program atau kelompok lain di dalamnya",
        en="with other programmes or groups in them",
    ),
    ("months", "arrears"): say(
        id="hanya sebagian bulan dibayar", en="with part of the months paid"
    ),
    ("slip",): say(id="salah tulis", en="slips of the pen"),
    ("no_reason",): say(id="tanpa alasan yang terbit", en="without a published reason"),
}
