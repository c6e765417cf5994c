"""What a memo says of the line: whose it is, how sure, what the plan needs instead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from analysis.evidence import ledger
from analysis.language import say
from analysis.study.limits import SURE
from analysis.study.line import line

if TYPE_CHECKING:
    from analysis.report.memo_told import Teller

NEED = "solve_line_idr"
AT = {"statistic": f"confidence_{SURE * 100:.0f}"}
_EVIDENCE = re.compile(r"evidence ([A-Za-z0-9_.\-]+):")


def is_line(key: str) -> bool:
    """Say whether a key of a scenario is its ceiling."""
    return key.startswith("budget.ceiling")


def is_published(told: Teller) -> bool:
    """Say whether there is a line at all that the scenario gives."""
    known = told.value("line_idr", year=told.last) is not None
    return known and not line(told.results).is_assumed


def is_unsure(told: Teller) -> bool:
    """Say whether the scenario marks the height of its own line as assumed."""
    return any(map(is_line, told.results.scenario.marks))


def need(told: Teller) -> str:
    """Return the line that nine of ten possibilities fit under, never rounded down."""
    return told.money_up(NEED, **AT)


def held(told: Teller) -> str:
    """Name the scenario's line, with the year it was published for where it is held."""
    height = told.money("line_idr", year=told.last)
    given = told.results.scenario.budget.ceiling
    if given is None or given.share is not None or not is_unsure(told):
        return say(
            id=f"pagu {height} setahun", en=f"a budget ceiling of {height} a year"
        )[told.lang]
    year = max(one for one in given.idr if one <= told.last)
    return say(
        id=f"pagu {year} (±{height})", en=f"the budget ceiling of {year} (±{height})"
    )[told.lang]


def not_published(told: Teller) -> str:
    """Say that nothing can be judged without a line, and what the plan needs."""
    return say(
        id="Pagu belum terbit, jadi daya tahannya belum dapat dinilai; agar muat "
        f"setiap tahun sampai {told.last} pada 9 dari 10 kemungkinan perlu "
        f"{need(told)} setahun.",
        en="No budget ceiling is published, so whether it lasts cannot be judged yet; "
        f"to fit in every year to {told.last} in 9 of 10 possibilities, {need(told)} a "
        "year is needed.",
    )[told.lang]


def needed(told: Teller) -> str:
    """Say what the plan needs, and whether the rounding of the line decides."""
    alike = ""
    if _rounding_decides(told):
        alike = say(
            id=", sama dengan pagu itu dalam batas pembulatannya",
            en=", the same as that ceiling as far as it is rounded",
        )[told.lang]
    return say(
        id=f"Agar muat pada 9 dari 10 kemungkinan perlu {need(told)}{alike}.",
        en=f"To fit in 9 of 10 possibilities, {need(told)} is needed{alike}.",
    )[told.lang]


def _rounding_decides(told: Teller) -> bool:
    """Say whether need and line differ by less than the line was rounded by."""
    wanted, height = told.value(NEED, **AT), told.value("line_idr", year=told.last)
    return abs(wanted - height) <= _rounding(told) / 2


def _rounding(told: Teller) -> float:
    origins = told.results.scenario.provenance.items()
    found = [_EVIDENCE.match(str(origin)) for key, origin in origins if is_line(key)]
    steps = [ledger.claim(one[1])["rounding"] for one in found if one]
    return max((float(step) for step in steps if step.isdigit()), default=0.0)


def line_unsure(told: Teller) -> str:
    """Say the chance where the height of the line varies over its range too."""
    name = "breach_any_line_unsure_share"
    if told.value(name) is None:
        return ""
    chance = told.chance(name)
    return say(
        id=f" Bila tinggi pagu pun tidak pasti (di mana pun dalam rentangnya), "
        f"peluangnya {chance}.",
        en=f" With the height of the ceiling unsure too (anywhere in its range), the "
        f"chance is {chance}.",
    )[told.lang]
