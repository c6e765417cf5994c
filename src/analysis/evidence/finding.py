"""What a check found: which figures, what was expected, what is printed."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

import pandas as pd

from analysis.evidence.facts import Fact, Reading
from analysis.language import Text

AGREES, DIFFERS, OPEN, COMPUTED = "agrees", "differs", "open", "computed"
VERDICTS = (DIFFERS, OPEN, COMPUTED, AGREES)  # in the order they are shown
COLUMNS = (
    "finding_id",
    "check",
    "region",
    "statement",
    "expected",
    "printed",
    "difference",
    "claim_ids",
    "settlement",
    "verdict",
)


@dataclass(frozen=True)
class Finding:
    """One comparison of figures.

    ``subject`` is the figure that is checked and ``claims`` all that take part.
    ``verdict`` is agrees; differs; open, where other readings than an error remain; or
    computed, where nothing is printed to compare with (``printed`` is None).
    ``alternatives`` are other values the figure could have.
    """

    check: str
    region: str
    subject: str
    claims: tuple[str, ...]
    expected: Fraction | str
    printed: Fraction | str | None
    verdict: str
    statement: Text
    settlement: Text
    alternatives: tuple[Fraction, ...] = field(default=())

    @property
    def difference(self) -> Fraction | str | None:
        """Return printed less expected; empty for words, None where nothing is."""
        if isinstance(self.expected, str) or isinstance(self.printed, str):
            return ""
        return None if self.printed is None else self.printed - self.expected


def compared(
    check: str,
    subject: Fact,
    expected: Reading,
    claims: Iterable[Fact],
    texts: tuple[Text, Text],
) -> Finding:
    """Return the finding that ``subject`` should be ``expected``.

    It agrees where both can be the same: then rounding explains any difference.
    """
    verdict = AGREES if subject.reading.meets(expected) else DIFFERS
    others = [one.claim_id for one in claims if one.claim_id != subject.claim_id]
    return Finding(
        check=check,
        region=subject.region,
        subject=subject.claim_id,
        claims=(subject.claim_id, *dict.fromkeys(others)),
        expected=expected.value,
        printed=subject.value,
        verdict=verdict,
        statement=texts[0],
        settlement=texts[1],
    )


def table(findings: Iterable[Finding], lang: str | None = None) -> pd.DataFrame:
    """Return findings as rows, those that differ first; texts in ``lang`` or both.

    ``expected``, ``printed`` and ``difference`` are numbers, or words for dates;
    ``finding_id`` is made of the check and the figure that is checked.
    """
    seen: Counter[str] = Counter()
    rows = []
    for one in sorted(findings, key=lambda one: VERDICTS.index(one.verdict)):
        stem = f"{one.check.replace(' ', '-')}-{one.subject}"
        seen[stem] += 1
        rows.append(
            (
                stem if seen[stem] == 1 else f"{stem}-{seen[stem]}",
                one.check,
                one.region,
                one.statement if lang is None else one.statement[lang],
                _cell(one.expected),
                _cell(one.printed),
                _cell(one.difference),
                " ".join(one.claims),
                one.settlement if lang is None else one.settlement[lang],
                one.verdict,
            )
        )
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _cell(value: Fraction | str | None) -> float | str:
    if value is None:
        return math.nan
    return value if isinstance(value, str) else float(value)
