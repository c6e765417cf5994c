"""Repair in order: label, typing error, rounding, least squares, hold apart.

Each figure is repaired by the first step that explains it, so that least squares never
averages two concepts or spreads a typing error. What no step explains stays as printed
and is held apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
import pandas as pd

from analysis.errors import InputDataError, Problem
from analysis.evidence import typos
from analysis.evidence.balance_input import FILE
from analysis.evidence.reconcile import Balance, balance
from analysis.language import say

AGREES, LABEL, TYPING, ROUNDING, LEAST_SQUARES, HELD_APART = (
    "agrees",
    "label",
    "typing error",
    "rounding",
    "least squares",
    "held apart",
)
COLUMNS = ("claim_id", "claim", "adjusted", "adjustment", "z", "step", "alternatives")
CANDIDATE_DISTANCE = 2  # repairs this far away are shown, never made


@dataclass(frozen=True)
class Share:
    """A printed share: its claim, what it is a share of, and what else it may be of.

    ``said`` is the denominator the source names and ``others`` those it may mean; all
    are claim ids among the claims of the table.
    """

    claim_id: str
    numerator: str
    said: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """Figures that belong together, as printed.

    ``claims`` maps claim ids to figures and ``sd`` to their uncertainty; ``identities``
    are mappings from claim id to whole coefficient whose sum is 0; ``steps`` are the
    rounding steps (missing: not rounded); ``witnesses`` are the same facts as other
    sources print them.
    """

    claims: Mapping[str, Fraction]
    sd: Mapping[str, float]
    identities: Sequence[Mapping[str, int]] = ()
    steps: Mapping[str, Fraction] = field(default_factory=dict)
    shares: Sequence[Share] = ()
    witnesses: Mapping[str, Fraction] = field(default_factory=dict)


@dataclass
class _Work:
    """Figures under repair: current values, and the step that settled each."""

    table: Table
    values: dict[str, Fraction]
    step: dict[str, str] = field(default_factory=dict)
    z: dict[str, float] = field(default_factory=dict)
    alternatives: dict[str, list[str]] = field(default_factory=dict)

    def also(self, claim_id: str, *texts: str) -> None:
        self.alternatives.setdefault(claim_id, []).extend(texts)


def repair(table: Table) -> pd.DataFrame:
    """Return every claim of ``table`` with its settled value and how it was settled.

    Columns: ``claim_id``, ``claim``, ``adjusted``, ``adjustment``, ``z`` (NaN where no
    least squares was needed), ``step`` (agrees, label, typing error, rounding, least
    squares or held apart) and ``alternatives`` (other readings, as text). Raises
    InputDataError for an identity or a share that names an unknown claim.
    """
    if problems := list(_unknown(table)):
        raise InputDataError(problems)
    work = _Work(table, dict(table.claims))
    _labels(work)
    _witnesses(work)
    _typing(work)
    left = _violated(work)
    if left and not _rounding(work):
        _least_squares(work)
    return pd.DataFrame([_row(work, one) for one in table.claims], columns=[*COLUMNS])


def _unknown(table: Table) -> Iterator[Problem]:
    named = [(f"identity {i}", one) for i, one in enumerate(table.identities, 1)]
    named += [
        (share.claim_id, (share.claim_id, share.numerator, share.said, *share.others))
        for share in table.shares
    ]
    rule = say(id="Klaim ini tidak ada dalam tabel.", en="This claim is not given.")
    remedy = say(
        id="Tambahkan klaimnya, atau perbaiki penandanya.",
        en="Add the claim, or correct its id.",
    )
    for where, ids in named:
        for claim_id in ids:
            if claim_id not in table.claims:
                yield Problem(FILE, where, claim_id, rule, remedy)


def _row(work: _Work, claim_id: str) -> tuple:
    claim, value = work.table.claims[claim_id], work.values[claim_id]
    return (
        claim_id,
        float(claim),
        float(value),
        float(value - claim),
        work.z.get(claim_id, np.nan),
        work.step.get(claim_id, AGREES),
        "; ".join(work.alternatives.get(claim_id, [])),
    )


def half_step(table: Table, claim_id: str) -> Fraction:
    """Return half of the rounding step of a claim; 0 where it is not rounded."""
    return Fraction(table.steps.get(claim_id, 0)) / 2


def _labels(work: _Work) -> None:
    for share in work.table.shares:
        fitting = [
            one for one in (share.said, *share.others) if _share_fits(work, share, one)
        ]
        if share.said in fitting:
            continue
        if fitting:
            work.step[share.claim_id] = LABEL
            work.also(share.claim_id, *(f"of {one}" for one in fitting))
        else:
            _share_typing(work, share)


def _share_fits(work: _Work, share: Share, denominator: str) -> bool:
    part, whole = work.values[share.numerator], work.values[denominator]
    gap = abs(part / whole - work.values[share.claim_id]) if whole else None
    return gap is not None and gap <= half_step(work.table, share.claim_id)


def _share_typing(work: _Work, share: Share) -> None:
    part, whole = work.values[share.numerator], work.values[share.said]
    half = half_step(work.table, share.claim_id)
    printed = work.values[share.claim_id]
    repairs = typos.share_typos(int(part), int(whole), printed, half)
    ids = {"numerator": share.numerator, "denominator": share.said}
    if len(repairs) == 1:
        which, value = repairs[0]
        work.values[ids[which]], work.step[ids[which]] = Fraction(value), TYPING
        work.also(ids[which], f"{share.claim_id} would be {float(part / whole):.4f}")
        return
    work.step[share.claim_id] = HELD_APART
    work.also(share.claim_id, f"counts give {float(part / whole):.4f}")
    work.also(share.claim_id, *(f"{ids[which]} {value}" for which, value in repairs))


def _witnesses(work: _Work) -> None:
    for claim_id, witness in work.table.witnesses.items():
        printed = work.values[claim_id]
        if printed == witness:
            continue
        if typos.distance(printed, witness) <= 1:
            work.values[claim_id], work.step[claim_id] = Fraction(witness), TYPING
            work.also(claim_id, f"printed {float(printed):.12g}")
        else:
            work.step[claim_id] = HELD_APART
            work.also(claim_id, f"another source {float(witness):.12g}")


def _matrix(work: _Work, identities: Sequence[Mapping[str, int]]) -> list[list[int]]:
    return [[one.get(name, 0) for name in work.table.claims] for one in identities]


def _violated(work: _Work) -> list[Mapping[str, int]]:
    return [
        one
        for one in work.table.identities
        if sum(factor * work.values[name] for name, factor in one.items())
    ]


def _typing(work: _Work) -> None:
    if not work.table.identities:
        return
    names = list(work.table.claims)
    x = [work.values[name] for name in names]
    edits = _matrix(work, work.table.identities)
    slack = max((_slack(work, one) for one in work.table.identities), default=0)
    found = typos.correct_typos(x, edits, tolerance=slack, least=0)
    for one in found.applied:
        name = names[one.position]
        work.values[name], work.step[name] = one.new, TYPING
    far = typos.correct_typos(x, edits, max_distance=CANDIDATE_DISTANCE, least=0)
    for one in far.candidates:
        if one not in found.applied:
            text = f"{one.new} ({one.distance} typing errors away)"
            work.also(names[one.position], text)


def _slack(work: _Work, identity: Mapping[str, int]) -> Fraction:
    """Return by how much rounding alone can break an identity."""
    return sum(
        (
            abs(factor) * half_step(work.table, name)
            for name, factor in identity.items()
        ),
        Fraction(0),
    )


def _rounding(work: _Work) -> bool:
    """Settle within the rounding of the figures, if that is enough."""
    if any(not _slack(work, one) for one in _violated(work)):
        return False
    names = list(work.table.claims)
    x = np.array([float(work.values[name]) for name in names])
    half = np.array([float(half_step(work.table, name)) for name in names])
    sd = np.where(half > 0, half, half[half > 0].min() * 1e-3)
    matrix = _matrix(work, work.table.identities)
    try:
        found = balance(x, sd, matrix, lower=x - half, upper=x + half, names=names)
    except InputDataError:
        return False
    _take(work, found, ROUNDING)
    return True


def _least_squares(work: _Work) -> None:
    """Balance; where the test refuses, hold the responsible figures apart and retry."""
    names = list(work.table.claims)
    x = [float(work.values[name]) for name in names]
    sd = [work.table.sd[name] for name in names]
    identities = list(work.table.identities)
    while identities:
        found = balance(x, sd, _matrix(work, identities), names=names)
        if found.publishable:
            _take(work, found, LEAST_SQUARES)
            return
        _hold_apart(work, found)
        apart = set(found.responsible)
        identities = [one for one in identities if not apart & set(one)]


def _hold_apart(work: _Work, found: Balance) -> None:
    refused = f"balance refused, p = {found.p_value:.2g}"
    for name in found.responsible:
        index = found.names.index(name)
        free = 1 - (found.sd[index] / found.sd_claims[index]) ** 2
        implied = found.claims[index] + found.adjustments[index] / free
        work.step[name], work.z[name] = HELD_APART, float(found.z[index])
        work.also(name, f"the others imply {implied:.12g}", refused)


def _take(work: _Work, found: Balance, step: str) -> None:
    for index, name in enumerate(found.names):
        if abs(found.z[index]) > 0 and found.adjustments[index]:
            work.values[name] = Fraction(float(found.values[index]))
            work.step.setdefault(name, step)
            work.z[name] = float(found.z[index])
