"""Tables of what moves the answers, and of the questions worth asking first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.language import number, percent, say
from analysis.report.table import ROWS_AT_MOST, Table, heads, millions
from analysis.study import uncertainty
from analysis.study.asking import ASKED, Question, first_to_obtain

if TYPE_CHECKING:
    from analysis.model.projection import Results
    from analysis.study.sensitivity import Indices

LEAST_IDR = 50_000.0  # less is 0.0 million


def worth(results: Results, lang: str = "en") -> Table:
    """Show what each answer is worth: for the line, for wider cover, in people."""
    rows = [
        [
            str(one.number),
            one.asked.title[lang],
            _money(one.line_idr, lang),
            _money(one.cover_idr, lang),
            _money(one.total_idr, lang),
            number(one.people, lang) if one.total_idr >= LEAST_IDR else "-",
        ]
        for one in first_to_obtain(results)[:ROWS_AT_MOST]
    ]
    head = heads(
        lang,
        say(id="No.", en="No."),
        say(id="Yang belum diketahui", en="What is not known"),
        say(id="Untuk pagu", en="For the line"),
        say(id="Untuk cakupan", en="For cover"),
        say(id="Keduanya", en="Both"),
        say(id="Setara orang", en="People as many"),
    )
    title = say(
        id="Nilai mengetahui angkanya sebelum memutuskan, Rp juta setahun",
        en="Worth of knowing the figure before deciding, Rp million a year",
    )
    frame = pd.DataFrame(rows, columns=head)
    return Table("worth", title[lang], frame, _WORTH_NOTE[lang], head[:2])


def _money(idr: float, lang: str) -> str:
    return millions(idr, lang) if idr >= LEAST_IDR else "-"


_WORTH_NOTE = say(
    id="Untuk pagu: rupiah menganggur atau kurang yang terhindar pada tahun pertama. "
    "Untuk cakupan: manfaat dikurangi iuran yang hilang karena keputusan keliru. "
    "Setara orang: peserta yang dapat dibayar setahun dengan uang itu. Strip: "
    "jawabannya tidak mengubah keputusan, sejauh dapat dibedakan dari nol.",
    en="For the line: rupiah idle or missing that are avoided in the first year. For "
    "cover: benefits less contributions lost by deciding wrongly. People: members whom "
    "that money pays for a year. A dash: the answer would change no decision, as far "
    "as that can be told from nothing.",
)


def questions(results: Results, lang: str = "en") -> Table:
    """Show the questions in the order of their worth: of whom, in which words."""
    asked = first_to_obtain(results)[:ROWS_AT_MOST]
    rows = [_question(one, lang) for one in asked]
    head = heads(
        lang,
        say(id="No.", en="No."),
        say(id="Ditanyakan kepada", en="Asked of"),
        say(id="Pertanyaan", en="Question"),
    )
    title = say(id="Pertanyaan, yang pertama dulu", en="Questions, the first one first")
    frame = pd.DataFrame(rows, columns=head)
    note = _QUESTIONS_NOTE[lang]
    return Table("questions", title[lang], frame, note, head, (6, 24, 70))


def _question(one: Question, lang: str) -> list[str]:
    return [str(one.number), one.asked.institution[lang], one.asked.ask[lang]]


_QUESTIONS_NOTE = say(
    id="Urut menurut nilai jawabannya; yang tidak bernilai menurut besarnya pengaruh "
    "pada tagihan.",
    en="In the order of what the answer is worth; those worth nothing by how far they "
    "move the bill.",
)


def indices(results: Results, lang: str = "en") -> Table:
    """Show the share of the spread of bill and fund result that each unknown makes."""
    found = uncertainty.indices(results)
    bill, fund = found["bill"], found["fund"]
    order = np.argsort(-(bill.total + fund.total), kind="stable")
    rows = [
        [
            ASKED[bill.names[at]].title[lang],
            _alone(bill, at, lang),
            _with_interval(bill, at, lang),
            _alone(fund, at, lang),
            _with_interval(fund, at, lang),
        ]
        for at in order[:ROWS_AT_MOST]
    ]
    head = heads(
        lang,
        say(id="Yang belum diketahui", en="What is not known"),
        say(id="Tagihan: sendiri", en="Bill: alone"),
        say(id="Tagihan: dengan interaksi", en="Bill: with interactions"),
        say(id="Dana: sendiri", en="Fund: alone"),
        say(id="Dana: dengan interaksi", en="Fund: with interactions"),
    )
    frame = pd.DataFrame(rows, columns=head)
    return Table("indices", _TITLE[lang], frame, _INDEX_NOTE[lang], head[:1])


def _share(value: float, lang: str) -> str:
    return percent(min(max(0.0, value), 1.0), lang, 0)


NOTHING = 0.005  # of the variance: reads as 0%


def _alone(found: Indices, at: int, lang: str) -> str:
    return _share(found.first[at], lang) if found.first[at] >= NOTHING else "-"


def _with_interval(found: Indices, at: int, lang: str) -> str:
    low, high = found.total_interval[:, at]
    ends = f"{_share(low, lang)} - {_share(high, lang)}"
    if max(found.total[at], high) < NOTHING:
        return "-"
    return f"{_share(found.total[at], lang)} ({ends})"


_TITLE = say(
    id="Bagian keragaman seluruh tahun menurut sebabnya (indeks Sobol)",
    en="Share of the variance over all years by its cause (indices of Sobol)",
)
_INDEX_NOTE = say(
    id="Tagihan APBD umum sebelum pemotongan; hasil dana: iuran dikurangi pungutan dan "
    "manfaat. Strip: kurang dari setengah persen. Dalam kurung: selang 90% "
    "(bootstrap); kedua indeks ditaksir, jadi yang sendiri dapat sedikit melebihi yang "
    "dengan interaksi. Masukan yang bergerak bersama dihitung satu.",
    en="Bill of the general APBD before any cut; fund result: contributions less levy "
    "and benefits. A dash: less than half a percent. In brackets: 90% interval "
    "(bootstrap); both indices are estimates, so the one alone may exceed the one with "
    "interactions a little. Inputs that move together count as one.",
)
