"""Sentences on who pays beside the general APBD, and on what if one leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.language import percent, rupiah_short, say
from analysis.report.labels import funder_label
from analysis.report.prose import Prose, joined

if TYPE_CHECKING:
    from analysis.model.results import Results
    from analysis.study.funders import Leaver


def funders(results: Results, lang: str = "en") -> Prose:
    """Say what others pay in all years, and what falls to the APBD if one leaves."""
    from analysis.study.funders import leavers

    found = leavers(results)
    if not found:
        return Prose(_ALONE[lang])
    return joined(*(_one(one, lang) for one in found))


_ALONE = say(
    id="Hanya APBD umum yang membayar; tidak ada pihak lain yang dapat berhenti.",
    en="Only the general APBD pays; there is no other payer who could leave.",
)


def _one(one: Leaver, lang: str) -> str:
    name = funder_label(one.funder, lang)
    paid = rupiah_short(one.paid_idr.sum(), lang)
    more = rupiah_short(one.apbd_idr.sum(), lang)
    if one.outcome.cut_share > 0:
        cut = percent(one.outcome.cut_share, lang)
        end = say(
            id=f"agar tiap tahun di bawah pagu tagihan harus dipotong {cut}",
            en=f"to stay under the line every year the bill must be cut by {cut}",
        )[lang]
    else:
        end = say(id="tagihan tetap di bawah pagu", en="it stays under the line")[lang]
    return say(
        id=f"{name} membayar {paid} dalam semua tahun; bila berhenti, APBD umum "
        f"menanggung {more} lagi: {end}.",
        en=f"{name} pays {paid} over all years; if it leaves, the general APBD bears "
        f"{more} more: {end}.",
    )[lang]
