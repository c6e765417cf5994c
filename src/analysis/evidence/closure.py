"""What the published figures say about each other, as a table for readers."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.evidence import ledger
from analysis.evidence.checks import check_ledger
from analysis.evidence.finding import table


def findings(region: str | None = None, lang: str | None = None) -> pd.DataFrame:
    """Return what the published figures of ``region`` say about each other.

    One row a comparison that the checks find by themselves (all regions where
    ``region`` is None): ``finding_id``, ``check``, ``region``, ``statement``,
    ``expected`` from the other figures, ``printed`` by the source (NaN where it says
    nothing), ``difference`` = printed - expected, ``claim_ids``, ``settlement`` and
    ``verdict``. For weekdays expected and printed are names and the difference is
    empty. ``statement`` and ``settlement`` are sentences in ``lang``, without it in
    both languages. ``verdict`` is ``differs``, ``open`` (other readings than an error
    remain), ``computed`` (nothing is printed to compare with) or ``agrees`` (as far as
    the source rounds); rows that differ come first.
    """
    return table(check_ledger(region), lang)


def coverage_by_denominator(
    covered_id: str, denominator_ids: Sequence[str]
) -> pd.DataFrame:
    """Return the coverage rate of one count of members under several denominators.

    Columns: ``denominator_id``, ``concept`` and ``denominator`` (people) of each,
    ``coverage_rate`` (0-1) and ``gap_rate`` = 1 - coverage_rate.
    """
    covered = ledger.value(covered_id)
    rows = []
    for claim_id in denominator_ids:
        people = ledger.value(claim_id)
        rate = float(covered / people)
        concept = ledger.claim(claim_id)["concept"]
        rows.append((claim_id, concept, int(people), rate, 1 - rate))
    names = ["denominator_id", "concept", "denominator", "coverage_rate", "gap_rate"]
    return pd.DataFrame(rows, columns=names)
