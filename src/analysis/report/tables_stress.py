"""Tables of the shocks: what each does, against its thresholds, and its size."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.language import Text, number, percent, rupiah_short, say
from analysis.report.labels import BASES, text_of
from analysis.report.table import Table, heads, millions

if TYPE_CHECKING:
    from analysis.model.results import Results
    from analysis.study.stress import Outcome, Tested

FLAG = "▲\u00a0"
_WIDTHS = (16, 10, 11, 12, 10, 8, 8, 9, 8, 8)


def stress(results: Results, lang: str = "en") -> Table:
    """Show every shock that applies beside the scenario as it is and the thresholds."""
    from analysis.study.stress import stress as study

    tested = study(results)
    base = tested[0].base
    rows = [
        _threshold(base, lang),
        [_AS_IT_IS[lang], *_numbers(base, "-", lang)],
        *(_row(one, lang) for one in tested if one.applies),
    ]
    head = heads(lang, *_columns(results))
    title = say(
        id="Apa yang membuat anggaran tidak cukup: tiap guncangan, Rp juta",
        en="What breaks the budget: each shock, Rp million",
    )
    frame = pd.DataFrame(rows, columns=head)
    note = " ".join([_line(results, lang), _NOTE[lang], _absent(tested, lang)])
    return Table("stress", title[lang], frame, note.strip(), head[:1], _WIDTHS)


def _columns(results: Results) -> list[Text]:
    base = BASES.get(results.scenario.budget.base, say(id="basis", en="base"))
    first = results.scenario.first_year
    return [
        say(id="Guncangan", en="Shock"),
        say(id=f"Tagihan {first}", en=f"Bill {first}"),
        say(id="Tagihan terbesar", en="Highest bill"),
        say(id="Perubahan, semua tahun", en="Change, all years"),
        say(
            id=f"Beban terbesar, % {text_of(base, 'id')}",
            en=f"Highest burden, % of {text_of(base, 'en')}",
        ),
        say(id="Jalur pusat lewat pagu", en="Central path over the line in"),
        say(id="Peluang lewat pagu", en="Chance over the line"),
        say(id="Potongan, % tagihan", en="Cut, % of the bill"),
        say(id="Orang tersisih", en="People dropped by the cut"),
        say(id="Rasio klaim", en="Claim ratio"),
    ]


def _row(tested: Tested, lang: str) -> list[str]:
    change = f"{millions(tested.change_idr, lang)}"
    if np.isfinite(tested.change_share):
        change += f" ({percent(tested.change_share, lang)})"
    name = stress_name(tested, lang)
    return [name, *_numbers(tested.outcome, change, lang)]


def stress_name(tested: Tested, lang: str) -> str:
    """Return the name of a shock, its standard code in front."""
    return f"{tested.stress.code} {tested.stress.name[lang]}".strip()


def _numbers(found: Outcome, change: str, lang: str) -> list[str]:
    from analysis.study.stress import LIKELY

    over = found.breach_year is not None
    worst = f"{millions(found.worst_bill_idr, lang)} ({found.worst_year})"
    line = found.line_idr.iloc[0]
    return [
        _flagged(found.first_bill_idr > line, millions(found.first_bill_idr, lang)),
        _flagged(over, worst),
        change,
        _share(found.burden, lang, 3),
        _flagged(over, str(found.breach_year)) if over else _NEVER[lang],
        _flagged(found.probability > LIKELY, percent(found.probability, lang, 0)),
        _flagged(found.cut_share > 0, percent(found.cut_share, lang)),
        _flagged(round(found.most_left_out) > 0, number(found.most_left_out, lang)),
        _flagged(found.worst_claim_ratio > 1, _share(found.worst_claim_ratio, lang, 0)),
    ]


def _flagged(beyond: bool, text: str) -> str:
    return FLAG + text if beyond else text


def _share(share: float, lang: str, decimals: int) -> str:
    return percent(share, lang, decimals) if np.isfinite(share) else "-"


def _threshold(base: Outcome, lang: str) -> list[str]:
    from analysis.study.stress import LIKELY

    known = base.line_idr.dropna()
    line = millions(known.iloc[0], lang) if len(known) else "-"
    none = percent(0, lang, 0)
    chance, ratio = percent(LIKELY, lang, 0), percent(1, lang, 0)
    name = say(id="Ambang", en="Threshold")[lang]
    return [name, line, line, "-", "-", _NEVER[lang], chance, none, "0", ratio]


def _line(results: Results, lang: str) -> str:
    from analysis.study.line import line

    found = line(results)
    known = found.idr.dropna()
    if known.empty:
        return _NO_LINE[lang]
    amount, year = rupiah_short(known.iloc[0], lang), int(known.index[0])
    if found.is_assumed:
        return say(
            id=f"Pagu tidak diterbitkan: tagihan {year} ({amount}) ditahan (dianggap).",
            en=f"No line was published: the bill of {year} ({amount}) is held "
            "(assumed).",
        )[lang]
    return say(
        id=f"Pagu skenario {amount} pada {year}.",
        en=f"Line of the scenario {amount} in {year}.",
    )[lang]


def _absent(tested: list[Tested], lang: str) -> str:
    missing = [
        f"{stress_name(one, lang)} ({one.stress.absent[lang]})"
        for one in tested
        if not one.applies
    ]
    if not missing:
        return ""
    return (
        say(id="Tidak berlaku: ", en="Does not apply: ")[lang]
        + f"{', '.join(missing)}."
    )


_AS_IT_IS = say(id="Skenario apa adanya", en="The scenario as it is")
_NEVER = say(id="tidak", en="never")
_NO_LINE = say(
    id="Tidak ada tagihan, jadi tidak ada pagu.", en="There is no bill, so no line."
)
_NOTE = say(
    id="▲ melewati ambang kolomnya; ambang peluang 10% pilihan kami, beban tidak punya "
    "ambang hukum. Tagihan APBD umum sebelum dipotong; pagu tetap kecuali bila "
    "transfer dipotong. Peluang: pada suatu tahun, dari 512 kemungkinan (tanpa "
    "guncangan dihitung di tempat lain dari 2.048, jadi dapat berbeda satu atau "
    "dua poin). Potongan: dari tagihan tiap tahun, agar semua tahun di bawah pagu. "
    "Orang tersisih: rata-rata setahun, tahun terburuk. Rasio klaim: klaim dibagi "
    "iuran, tahun terburuk; ditanggung dana nasional, bukan APBD.",
    en="▲ beyond the threshold of its column; the 10% for the chance is our choice, a "
    "burden has no legal threshold. Bill of the general APBD before any cut; the line "
    "stays but for the cut of transfers. Chance: in some year, of 512 "
    "possibilities (elsewhere, without a shock, of 2,048, so it may differ by a point "
    "or two). Cut: of each year's bill, so that every year is under the line. "
    "People dropped by the cut: mean of the year, worst year. Claim ratio: claims "
    "over contributions, worst year; borne by the national fund, not the APBD.",
)


def stress_sizes(results: Results, lang: str = "en") -> Table:
    """Show the size of each shock and what it rests on."""
    from analysis.study.stress import stress as study

    rows = [
        [
            stress_name(one, lang),
            one.stress.size(results)[lang],
            f"{MARKS[one.stress.mark][lang]}: {one.stress.basis[lang]}",
        ]
        for one in study(results)
        if one.applies
    ]
    head = heads(
        lang,
        say(id="Guncangan", en="Shock"),
        say(id="Ukuran", en="Size"),
        say(id="Dasar", en="Basis"),
    )
    title = say(id="Ukuran tiap guncangan", en="The size of each shock")
    frame = pd.DataFrame(rows, columns=head)
    return Table("stress-sizes", title[lang], frame, "", head, (24, 34, 42))


MARKS: dict[str, Text] = {
    "derived": say(id="diturunkan", en="derived"),
    "assumed": say(id="dianggap", en="assumed"),
}
