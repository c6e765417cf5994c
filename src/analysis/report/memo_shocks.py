"""The shocks a memo names: those that call for a deeper cut than no shock."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from analysis.language import say
from analysis.study import stress
from analysis.study.half_page import deepens

if TYPE_CHECKING:
    from analysis.report.cited import Told
    from analysis.study.stress import Tested


ELECTION = "election"


def breaking(told: Told) -> list[Tested]:
    """Return the shocks that matter most of those that call for a deeper cut."""
    return [one for one in stress.top(told.results) if deepens(one)]


def shock(told: Told, tested: Tested) -> str:
    """Say a shock with its bill, its line where that falls, and the cut it asks for."""
    name = f"stress_{tested.stress.slug}"
    title = escape(tested.stress.name[told.lang])
    bill = told.money(f"{name}_worst_bill_idr")
    cut = told.share(f"{name}_cut_share", 1)
    lower = ""
    if _lowers_line(tested):
        height = told.money(f"{name}_line_idr")
        lower = say(
            id=f", pagu turun ke {height}", en=f", the ceiling falls to {height}"
        )[told.lang]
    return say(
        id=f"{title} ({_when(tested, 'id')}tagihan sampai {bill}{lower}; agar muat "
        f"harus dipotong {cut}{_guess(tested, 'id')})",
        en=f"{title} ({_when(tested, 'en')}a bill of up to {bill}{lower}; to fit it "
        f"must be cut by {cut}{_guess(tested, 'en')})",
    )[told.lang]


def _when(tested: Tested, lang: str) -> str:
    """Say the year of a shock that raises the bill of one year only."""
    change = tested.outcome.bill_idr - tested.base.bill_idr
    years = list(change.index[change.abs() >= 1])
    if len(years) != 1 or len(change) == 1:
        return ""
    return say(id=f"hanya {years[0]}; ", en=f"in {years[0]} only; ")[lang]


def _guess(tested: Tested, lang: str) -> str:
    """Say that the size of a shock is assumed, where it is."""
    if tested.stress.mark != "assumed":
        return ""
    if tested.stress.slug == ELECTION:
        return say(id="; jumlah petugas dianggap", en="; number of staff assumed")[lang]
    return say(id="; ukurannya dianggap", en="; its size is assumed")[lang]


def _lowers_line(tested: Tested) -> bool:
    year = tested.outcome.worst_year
    return bool(tested.outcome.line_idr[year] < tested.base.line_idr[year])
