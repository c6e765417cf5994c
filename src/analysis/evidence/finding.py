"""What a check found: which figures, what was expected, what is printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

import pandas as pd

from analysis.evidence.facts import Fact, Interval
from analysis.language import Text

AGREES, DIFFERS, OPEN = "agrees", "differs", "open"
COLUMNS = (
    "check",
    "region",
    "claim_ids",
    "subject",
    "expected",
    "printed",
    "difference",
    "verdict",
    "statement",
    "settlement",
)


@dataclass(frozen=True)
class Finding:
    """One comparison of figures.

    ``subject`` is the figure that is checked and ``claims`` all that take part.
    ``verdict`` is agrees, differs, or open: it shows something without being an error.
    """

    check: str
    region: str
    subject: str
    claims: tuple[str, ...]
    expected: Fraction | str
    printed: Fraction | str
    verdict: str
    statement: Text
    settlement: Text
    alternatives: tuple[Fraction, ...] = field(default=())

    @property
    def difference(self) -> Fraction | str:
        """Return printed less expected; empty for words."""
        if isinstance(self.expected, str) or isinstance(self.printed, str):
            return ""
        return self.printed - self.expected


def compared(
    check: str,
    subject: Fact,
    expected: Interval,
    claims: Iterable[Fact],
    texts: tuple[Text, Text],
) -> Finding:
    """Return the finding that ``subject`` should lie in ``expected``.

    It agrees where the two intervals meet: then rounding explains any difference.
    """
    verdict = AGREES if subject.interval.meets(expected) else DIFFERS
    others = [one.claim_id for one in claims if one.claim_id != subject.claim_id]
    return Finding(
        check=check,
        region=subject.region,
        subject=subject.claim_id,
        claims=(subject.claim_id, *dict.fromkeys(others)),
        expected=(expected.low + expected.high) / 2,
        printed=subject.value,
        verdict=verdict,
        statement=texts[0],
        settlement=texts[1],
    )


def table(findings: Iterable[Finding], lang: str | None = None) -> pd.DataFrame:
    """Return findings as rows, those that differ first; texts in ``lang`` or both.

    ``expected``, ``printed`` and ``difference`` are numbers, or words for dates.
    """
    order = (DIFFERS, OPEN, AGREES)
    rows = [
        (
            one.check,
            one.region,
            " ".join(one.claims),
            one.subject,
            _cell(one.expected),
            _cell(one.printed),
            _cell(one.difference),
            one.verdict,
            one.statement if lang is None else one.statement[lang],
            one.settlement if lang is None else one.settlement[lang],
        )
        for one in sorted(findings, key=lambda one: order.index(one.verdict))
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _cell(value: Fraction | str) -> float | str:
    return value if isinstance(value, str) else float(value)
