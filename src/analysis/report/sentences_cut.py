"""Sentences on what keeps a budget line: the cut, its contrast, a reserve.

Every number is a row of ``analysis.study.limits.rows``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.language import percent, rupiah_short, say
from analysis.report import frames
from analysis.report.prose import Prose, joined
from analysis.report.sentences_carried import bill_band, breach_date, share
from analysis.study import limits
from analysis.study.line import line as line_of

if TYPE_CHECKING:
    from analysis.model.projection import Results


def carried(results: Results, lang: str = "en") -> Prose:
    """Say the answer: the bill with its band, when it breaks the line, and the cut."""
    parts = (bill_band, breach_date, cut)
    return joined(*filter(None, (part(results, lang) for part in parts)))


def cut(results: Results, lang: str = "en") -> Prose:
    """Say the cut that keeps every year under the line, and what one in all hides."""
    found = limits.cuts(results)
    if found is None:
        return Prose("")
    sure = share(found.sure, lang)
    if found.every_year > 0:
        much = percent(found.every_year, lang)
        text = say(
            id=f"Agar setiap tahun di bawah pagu, tagihan jalur pusat harus turun "
            f"{much} (tahun terberat {found.year}); {sure} cukup bagi 9 dari 10 "
            "kemungkinan.",
            en=f"To keep every year under the line the central bill must fall by "
            f"{much} (hardest year {found.year}); {sure} is enough in 9 of 10 "
            "possibilities.",
        )[lang]
        return joined(text, *_in_present_value(found, lang))
    return Prose(_uncut(results, found.sure, lang))


def _uncut(results: Results, sure: float, lang: str) -> str:
    room = _room_words(results, lang)
    if sure > 0:
        safe = share(sure, lang)
        return say(
            id=f"Jalur pusat tidak perlu dipotong ({room}); agar setiap tahun aman "
            f"pada 9 dari 10 kemungkinan, tagihan harus turun {safe}.",
            en=f"The central path needs no cut ({room}); to keep every year safe in 9 "
            f"of 10 possibilities the bill must fall by {safe}.",
        )[lang]
    return say(
        id="Tidak perlu dipotong, di jalur pusat maupun pada 9 dari 10 kemungkinan "
        f"(di jalur pusat {room}).",
        en="No cut is needed, on the central path or in 9 of 10 possibilities (on the "
        f"central path {room}).",
    )[lang]


def _room_words(results: Results, lang: str) -> str:
    room = (line_of(results).idr - results.series("uncut_bill_idr")).min()
    if room < 1:
        return say(id="pas, tanpa sisa", en="it just fits, without room")[lang]
    least = rupiah_short(room, lang)
    return say(id=f"sisa paling sedikit {least}", en=f"at least {least} of room")[lang]


def _in_present_value(found: limits.Cuts, lang: str) -> list[str]:
    """Contrast with the present value, where the two read differently."""
    if percent(found.every_year, lang) == percent(found.present_value, lang):
        return []
    rate, size = percent(found.discount_y, lang), percent(found.present_value, lang)
    if found.present_value > 0:
        return [
            say(
                id=f"Nilai sekarang (bunga {rate}) hanya meminta {size}: tahun longgar "
                "menutup tahun sempit, yang tidak dapat dilakukan APBD tahunan.",
                en=f"A present value (interest {rate}) asks for {size} only: good "
                "years pay for bad ones, which a yearly budget cannot do.",
            )[lang]
        ]
    return [
        say(
            id=f"Nilai sekarang (bunga {rate}) menyebutnya cukup: pelampauan tertutup "
            "tahun longgar, yang tidak dapat dilakukan APBD tahunan.",
            en=f"A present value (interest {rate}) calls it affordable: good years "
            "hide the breach, which a yearly budget cannot do.",
        )[lang]
    ]


def reserve(results: Results, lang: str = "en") -> Prose:
    """Say what the first year's line would need to hold in 99 of 100 possibilities."""
    idr, year = limits.reserve_idr(results), frames.first_year(results)
    bill = float(limits.measured_bill(results)["central"].iloc[0])
    if idr <= 0 or bill <= 0:
        return Prose(
            say(
                id=f"Tidak ada angka terbuka yang menaikkan tagihan {year}, jadi tidak "
                "perlu cadangan.",
                en=f"No open figure raises the bill of {year}, so no reserve is "
                "needed.",
            )[lang]
        )
    much, part = rupiah_short(idr, lang), percent(idr / bill, lang)
    return Prose(
        say(
            id=f"Agar tagihan {year} muat pada 99 dari 100 kemungkinan, perlu {much} "
            f"di atas tagihan pusat ({part} darinya). Ini cadangan iuran; cadangan "
            "klaim urusan dana nasional.",
            en=f"For the bill of {year} to fit in 99 of 100 possibilities {much} is "
            f"needed beyond the central bill ({part} of it). This is a reserve for "
            "contributions; one for claims is the national fund's.",
        )[lang]
    )
