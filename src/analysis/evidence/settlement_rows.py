"""Judgements checked against the ledger, and the rows of the table ``settlements``.

Runs at ``iuran data``: nothing is settled by a judgement that its own check refutes.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import product

from analysis.errors import InputDataError
from analysis.evidence.balanced import Rows, matrix, printed, solve
from analysis.evidence.judgements import (
    BALANCE,
    CHOICE,
    HELD_APART,
    LABEL,
    TYPING,
    Identity,
    Settlement,
)
from analysis.evidence.kinds import canonical
from analysis.evidence.reading import Row
from analysis.evidence.reconcile import Balance
from analysis.evidence.repair_input import Share
from analysis.evidence.rounded import half_step, is_whole
from analysis.evidence.settlement_checks import problems
from analysis.evidence.typos import correct_typos

DIGITS, SD_DIGITS = 12, 3  # significant: what a machine's arithmetic cannot change
NEAR_TYPING = 2  # candidates so far away are shown, never taken
MOST_TRIALS = 4_096
STATUS = {BALANCE: "reconciled", TYPING: "typo-corrected", LABEL: "label-corrected"}


def settlement_rows(found: Sequence[Settlement], ledger: Sequence[Row]) -> list[Row]:
    """Return the rows of the table ``settlements``: one settled claim each.

    ``ledger`` are the rows of the ledger as text. Raises InputDataError with every
    judgement that the figures do not bear out, a refused balance among them.
    """
    rows = {row["claim_id"]: row for row in ledger}
    if wrong := [one for judged in found for one in problems(judged, rows)]:
        raise InputDataError(wrong)
    return [row for judged in found for row in _rows(judged, rows)]


def with_status(ledger: Sequence[Row], settled: Sequence[Row]) -> list[Row]:
    """Return ledger rows whose status says what a settlement did with the claim."""
    said = {row["claim_id"]: STATUS.get(row["method"]) for row in settled}
    return [
        {**row, "status": said.get(row["claim_id"]) or row["status"]} for row in ledger
    ]


def _rows(one: Settlement, rows: Rows) -> Iterator[Row]:
    own = {row["claim_id"]: row for row in _METHODS[one.method](one, rows)}
    for claim, original in {**dict.fromkeys(one.claims, ""), **one.same}.items():
        yield {
            "settlement_id": one.name,
            "region": one.region,
            "method": one.method,
            **own[original or claim],
            "claim_id": claim,
            "printed": rows[claim]["value"],
            "why_id": own[original or claim].get("why_id") or one.why["id"],
            "why_en": own[original or claim].get("why_en") or one.why["en"],
        }


def _balance(one: Settlement, rows: Rows) -> Iterator[Row]:
    found = {name: solve(one, name, rows) for name in one.weights}
    chosen = found[one.chosen]
    whole = _whole(chosen, one.identities)
    near = _near_typings(one, rows)
    for index, claim in enumerate(one.claims):
        others = [
            ("weights" if result.publishable else "refused", name, result.values[index])
            for name, result in found.items()
            if name != one.chosen
        ]
        said = [_alternative(*other) for other in others] + near.get(claim, [])
        row = {"claim_id": claim, "weights": one.chosen, "alternatives": " ".join(said)}
        if claim in one.apart:
            apart = one.apart[claim]
            why = {"why_id": apart.why["id"], "why_en": apart.why["en"]}
            instead = [_alternative("claim", c, printed(c, rows)) for c in apart.claims]
            row |= {"method": HELD_APART, **why, "alternatives": " ".join(instead)}
        else:
            row |= _numbers(chosen, index, whole[index], rows[claim]["unit"])
        yield row


def _numbers(found: Balance, index: int, whole: int, unit: str) -> Row:
    """Return the figures of a balanced claim; people and rupiah are handed on whole."""
    value = _short(found.values[index], DIGITS)
    mean = str(whole) if is_whole(unit) else value
    sd = _short(found.sd[index], SD_DIGITS)
    return {
        "settled": value,
        "sd": sd,
        "z": _short(found.z[index], SD_DIGITS),
        "value": f"normal {mean} {sd}",
    }


def _short(number: float, digits: int) -> str:
    return canonical(f"{number:.{digits}g}")


def _alternative(kind: str, label: str, value: Fraction | float) -> str:
    return f"{kind}:{label}:{_short(float(value), DIGITS)}"


def _whole(found: Balance, identities: Sequence[Identity]) -> list[int]:
    """Return whole numbers near the balanced ones for which identities still hold.

    Rounding each by itself may leave a sum one off; then the nearest choice of floors
    and ceilings that closes is taken (the rounded ones where none does).
    """
    values = found.values.tolist()
    nearest = [math.floor(value + 0.5) for value in values]
    edits = matrix(identities, found.names)
    either = [sorted({math.floor(value), -math.floor(-value)}) for value in values]
    if not (edits @ nearest).any() or math.prod(map(len, either)) > MOST_TRIALS:
        return nearest
    closing = [trial for trial in product(*either) if not (edits @ trial).any()]
    gaps = [
        sum((a - b) ** 2 for a, b in zip(one, values, strict=True)) for one in closing
    ]
    return list(closing[gaps.index(min(gaps))]) if closing else nearest


def _near_typings(one: Settlement, rows: Rows) -> dict[str, list[str]]:
    """Return the repairs of one figure that would close the identities, by claim."""
    edits = matrix(one.identities, one.claims).astype(int).tolist()
    values = [printed(claim, rows) for claim in one.claims]
    near: dict[str, list[str]] = {}
    for found in correct_typos(
        values, edits, max_distance=NEAR_TYPING, least=0
    ).candidates:
        said = _alternative("typing", str(found.distance), found.new)
        near.setdefault(one.claims[found.position], []).append(said)
    return near


def _choice(one: Settlement, rows: Rows) -> Iterator[Row]:
    values = [
        printed(option.claim, rows) if option.value is None else option.value
        for option in one.options
    ]
    odds = [option.probability for option in one.options]
    likeliest = values[odds.index(max(odds))]
    pairs = [f"{_exact(a)} {_exact(b)}" for a, b in zip(values, odds, strict=True)]
    said = [
        f"choice:{_exact(b)}:{_exact(a)}" for a, b in zip(values, odds, strict=True)
    ]
    for claim in one.claims:
        yield {
            "claim_id": claim,
            "settled": _exact(likeliest),
            "value": "choice " + " ".join(pairs),
            "alternatives": " ".join(said),
        }


def _exact(value: Fraction) -> str:
    """Return a decimal as written; options and probabilities are decimals."""
    return _short(float(value), 15)


def _typing(one: Settlement, rows: Rows) -> Iterator[Row]:
    value = _exact(one.corrected or Fraction(0))
    yield {"claim_id": one.claims[0], "settled": value, "value": f"exact {value}"}


def _label(one: Settlement, rows: Rows) -> Iterator[Row]:
    for claim, label in one.labels.items():
        shown, half = printed(claim, rows), half_step(rows[claim])
        share = Share(claim, label.part, label.said, (label.of,), label.complement)
        said = share.expected(printed(label.part, rows), printed(label.said, rows))
        yield {
            "claim_id": claim,
            "settled": rows[claim]["value"],
            "value": f"uniform {_exact(shown - half)} {_exact(shown + half)}"
            if half
            else f"exact {_exact(shown)}",
            "alternatives": f"of:{label.of}:{rows[claim]['value']} "
            + _alternative("not-of", label.said, said),
        }


def _held_apart(one: Settlement, rows: Rows) -> Iterator[Row]:
    for claim, apart in one.apart.items():
        said = [_alternative("claim", c, printed(c, rows)) for c in apart.claims]
        yield {"claim_id": claim, "alternatives": " ".join(said)}


_METHODS: dict[str, Callable[[Settlement, Rows], Iterator[Row]]] = {
    BALANCE: _balance,
    CHOICE: _choice,
    TYPING: _typing,
    LABEL: _label,
    HELD_APART: _held_apart,
}
