"""Tables of payers: who pays what is left of the bill, and what if one leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.language import number, percent, say
from analysis.report.labels import funder_label
from analysis.report.table import Table, heads, millions, shortened

if TYPE_CHECKING:
    from analysis.model.results import Results
    from analysis.study.funders import Leaver


def payers(results: Results, lang: str = "en") -> Table:
    """Show by year the whole bill, what the line cuts and what each payer takes off."""
    from analysis.study.funders import waterfall as study

    steps = study(results)
    kept = [name for name in steps if name in _ALWAYS or (steps[name] != 0).any()]
    rows = [
        [str(year), *(millions(step, lang) for step in steps.loc[year, kept])]
        for year in steps.index
    ]
    names = [step_label(name, lang) for name in kept]
    head = [say(id="Tahun", en="Year")[lang], *names]
    title = say(
        id="Siapa membayar apa: dari seluruh iuran ke tagihan APBD umum, Rp juta",
        en="Who pays what: from all contributions to the general APBD's bill, Rp "
        "million",
    )
    frame = shortened(pd.DataFrame(rows, columns=head))
    return Table("payers", title[lang], frame, _note(results, lang), head[:1])


_ALWAYS = ("whole_idr", "apbd_idr")
_STEPS = {
    "whole_idr": say(id="Semua iuran", en="All contributions"),
    "ceiling_idr": say(id="Dipotong pagu", en="Cut by the line"),
    "arrears_idr": say(id="Pelunasan tunggakan", en="Arrears paid"),
    "apbd_idr": say(id="APBD umum", en="General APBD"),
}


def step_label(name: str, lang: str) -> str:
    """Return the name of a step of the waterfall: a payer, or what stands beside."""
    return _STEPS[name][lang] if name in _STEPS else funder_label(name, lang)


def _note(results: Results, lang: str) -> str:
    from analysis.study.funders import own_pocket

    own = own_pocket(results)
    less = own[own["discounted_idr"] < own["full_idr"]]
    if less.empty:
        return _ORDER[lang]
    year = int(less.index[0])
    full, paid = (millions(one, lang) for one in less.iloc[0])
    discount = say(
        id=f"Dengan diskon PP 50/2025 peserta sendiri membayar Rp{paid} juta pada "
        f"{year}, bukan Rp{full} juta.",
        en=f"With the discount of PP 50/2025 the members themselves pay Rp{paid} "
        f"million in {year}, not Rp{full} million.",
    )[lang]
    return f"{_ORDER[lang]} {discount}"


_ORDER = say(
    id="Dalam urutan berkas skenario; yang sudah dibayar satu pihak tidak dibayar lagi "
    "oleh pihak lain.",
    en="In the order of the scenario file; what one has paid no other pays again.",
)


def funders_leave(results: Results, lang: str = "en") -> Table:
    """Show what happens when each other payer leaves; empty where there is none."""
    from analysis.study.funders import leavers

    rows = [_leaver(one, lang) for one in leavers(results)]
    head = heads(
        lang,
        say(id="Yang berhenti", en="Who leaves"),
        say(id="Dibayarnya, Rp juta", en="It paid, Rp million"),
        say(id="Tambahan APBD umum", en="More for the general APBD"),
        say(id="Tambahan pihak lain", en="More for other payers"),
        say(id="Potongan, % tagihan", en="Cut, % of the bill"),
        say(id="Orang tersisih", en="People dropped by the cut"),
        say(id="Peluang lewat pagu", en="Chance over the line"),
    )
    title = say(
        id="Bila satu pembayar berhenti, jumlah semua tahun",
        en="If one payer leaves, all years together",
    )
    note = _LEAVE if rows else _NONE
    frame = pd.DataFrame(rows, columns=head)
    return Table("funders-leave", title[lang], frame, note[lang], head[:1])


def _leaver(one: Leaver, lang: str) -> list[str]:
    return [
        funder_label(one.funder, lang),
        millions(one.paid_idr.sum(), lang),
        millions(one.apbd_idr.sum(), lang),
        millions(one.others_idr.sum(), lang),
        percent(one.outcome.cut_share, lang),
        number(one.outcome.most_left_out, lang),
        percent(one.outcome.probability, lang, 0),
    ]


_LEAVE = say(
    id="Tambahan dihitung sebelum pagu dan berjumlah sama dengan yang dibayarnya. "
    "Potongan: agar tiap tahun tetap di bawah pagu; orang tersisih: rata-rata setahun, "
    "tahun terburuk.",
    en="The additions are before the line and add up to what it paid. Cut: so that "
    "every year stays under the line; people dropped by the cut: mean of the year, "
    "worst year.",
)
_NONE = say(
    id="Hanya APBD umum yang membayar: tidak ada pihak lain yang dapat berhenti.",
    en="Only the general APBD pays: there is no other payer who could leave.",
)
