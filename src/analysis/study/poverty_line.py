"""The poverty line a place has, and what the ledger knows of its poor."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from analysis.law.dated import Law
    from analysis.model.projection import Results


@dataclass(frozen=True)
class PovertyLine:
    """The poverty line of a place and the people of a poor household."""

    place: str
    as_of: str
    idr_m: float
    people: float

    def months(self, benefit_idr: float) -> float:
        """Return for how many months a benefit keeps such a household at the line."""
        from analysis.model.poverty import months_covered

        return months_covered(benefit_idr, self.idr_m, self.people)


def poverty_line(results: Results, year: int) -> PovertyLine:
    """Return the line of the run's place where the ledger has it, else the nation's.

    The household size is the nation's; values of a year before the first known one are
    the first known.
    """
    law, month = results.law, f"{year}-12"
    people = float(known_value(law, "poor_household_size", month))
    own = local_figure(results, "poverty_line_idr_m")
    if own is not None:
        return PovertyLine(
            str(own["region_name"]), str(own["as_of"])[:4], float(own["value"]), people
        )
    first = law.parameter("poverty_line_idr_m").entries[0].from_month
    entry = law.entry("poverty_line_idr_m", max(month, first))
    line = float(known_value(law, "poverty_line_idr_m", month))
    return PovertyLine("Indonesia", entry.from_month[:4], line, people)


def known_value(law: Law, name: str, month: str) -> Fraction:
    """Return a value of the law, before its first month the first one."""
    return law.value(name, max(month, law.parameter(name).entries[0].from_month))


def local_figure(results: Results, concept: str) -> pd.Series | None:
    """Return the last figure of the ledger on a concept for the run's place."""
    from analysis.evidence.ledger import ledger

    rows = ledger()
    here = rows[(rows["region"] == results.scenario.region)]
    here = here[(here["concept"] == concept) & (here["status"] == "accepted")]
    return here.sort_values("as_of").iloc[-1] if len(here) else None
