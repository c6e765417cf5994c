"""The shocks a memo names: those that take the bill over its line."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from analysis.language import say
from analysis.study import stress

if TYPE_CHECKING:
    from analysis.report.cited import Told
    from analysis.study.stress import Tested


def breaking(told: Told) -> list[Tested]:
    """Return the shocks that matter most and take the bill over the line."""
    return [
        one
        for one in stress.top(told.results)
        if told.is_above_zero(f"stress_{one.stress.slug}_cut_share")
    ]


def shock(told: Told, tested: Tested) -> str:
    """Say a shock with its bill, its line where that falls, and the cut it asks for."""
    name = f"stress_{tested.stress.slug}"
    title, bill = (
        escape(tested.stress.name[told.lang]),
        told.money(f"{name}_worst_bill_idr"),
    )
    cut = told.share(f"{name}_cut_share", 1)
    lower = ""
    if _lowers_line(tested):
        height = told.money(f"{name}_line_idr")
        lower = say(id=f", pagu turun ke {height}", en=f", the line falls to {height}")[
            told.lang
        ]
    return say(
        id=f"{title} (tagihan sampai {bill}{lower}; agar muat harus dipotong {cut})",
        en=f"{title} (a bill of up to {bill}{lower}; to fit it must be cut by {cut})",
    )[told.lang]


def _lowers_line(tested: Tested) -> bool:
    year = tested.outcome.worst_year
    return bool(tested.outcome.line_idr[year] < tested.base.line_idr[year])
