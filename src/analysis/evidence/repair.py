"""Repair in order: label, typing error, rounding, least squares, hold apart.

Each figure is repaired by the first step that explains it, so that least squares never
averages two concepts or spreads a typing error. What no step explains stays as printed
and is held apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from analysis.errors import InputDataError
from analysis.evidence import typos
from analysis.evidence.reconcile import Balance, balance
from analysis.evidence.repair_input import Share, Table, unknown

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
    if problems := list(unknown(table)):
        raise InputDataError(problems)
    work = _Work(table, dict(table.claims))
    _labels(work)
    _witnesses(work)
    _typing(work)
    left = _violated(work)
    if left and not _rounding(work):
        _least_squares(work)
    return pd.DataFrame([_row(work, one) for one in table.claims], columns=[*COLUMNS])


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
    if not whole:
        return False
    gap = abs(share.expected(part, whole) - work.values[share.claim_id])
    return gap <= work.table.half_step(share.claim_id)


def _share_typing(work: _Work, share: Share) -> None:
    part, whole = work.values[share.numerator], work.values[share.said]
    half = work.table.half_step(share.claim_id)
    said = work.values[share.claim_id]
    repairs = typos.share_typos(
        int(part), int(whole), 1 - said if share.complement else said, half
    )
    ids = {"numerator": share.numerator, "denominator": share.said}
    counted = f"{float(share.expected(part, whole)):.4f}" if whole else "-"
    if len(repairs) == 1:
        which, value = repairs[0]
        work.values[ids[which]], work.step[ids[which]] = Fraction(value), TYPING
        work.also(ids[which], f"{share.claim_id} would be {counted}")
        return
    work.step[share.claim_id] = HELD_APART
    work.also(share.claim_id, f"counts give {counted}")
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


def _identities(work: _Work) -> list[Mapping[str, int]]:
    """Return the identities that hold no figure held apart: it is another concept."""
    apart = {name for name, step in work.step.items() if step == HELD_APART}
    return [one for one in work.table.identities if one and not apart & set(one)]


def _linked(identities: Sequence[Mapping[str, int]]) -> list[str]:
    return list(dict.fromkeys(name for one in identities for name in one))


def _groups(identities: Sequence[Mapping[str, int]]) -> list[list[Mapping[str, int]]]:
    """Return identities by whether they share claims, directly or through others."""
    leader: dict[str, str] = {}

    def first(name: str) -> str:
        while leader.setdefault(name, name) != name:
            leader[name] = name = leader[leader[name]]
        return name

    for one in identities:
        names = iter(one)
        root = first(next(names))
        for name in names:
            leader[first(name)] = root
    groups: dict[str, list[Mapping[str, int]]] = {}
    for one in identities:
        groups.setdefault(first(next(iter(one))), []).append(one)
    return list(groups.values())


def _sparse(names: Sequence[str], identities: Sequence[Mapping[str, int]]) -> csr_array:
    place = {name: column for column, name in enumerate(names)}
    cells = [
        (factor, row, place[name])
        for row, one in enumerate(identities)
        for name, factor in one.items()
    ]
    factors, rows, columns = zip(*cells, strict=True)
    return csr_array((factors, (rows, columns)), (len(identities), len(names)), float)


def _violated(work: _Work) -> list[Mapping[str, int]]:
    return [
        one
        for one in _identities(work)
        if sum(factor * work.values[name] for name, factor in one.items())
    ]


def _typing(work: _Work) -> None:
    """Repair what lies one typing error away; what a witness settled stays."""
    for identities in _groups(_identities(work)):
        names = _linked(identities)
        x = [work.values[name] for name in names]
        edits = [[one.get(name, 0) for name in names] for one in identities]
        settled = [at for at, name in enumerate(names) if name in work.step]
        slack = max(_slack(work, one) for one in identities)
        found = typos.correct_typos(x, edits, tolerance=slack, fixed=settled, least=0)
        for one in found.applied:
            name = names[one.position]
            work.values[name], work.step[name] = one.new, TYPING
        far = typos.correct_typos(
            x, edits, max_distance=CANDIDATE_DISTANCE, fixed=settled, least=0
        )
        for one in far.candidates:
            if one not in found.applied:
                text = f"{one.new} ({one.distance} typing errors away)"
                work.also(names[one.position], text)


def _slack(work: _Work, identity: Mapping[str, int]) -> Fraction:
    """Return by how much rounding alone can break an identity."""
    return sum(
        (abs(factor) * work.table.half_step(name) for name, factor in identity.items()),
        Fraction(0),
    )


def _rounding(work: _Work) -> bool:
    """Settle within the rounding of the figures, if that is enough."""
    if any(not _slack(work, one) for one in _violated(work)):
        return False
    identities = _identities(work)
    names = _linked(identities)
    x = np.array([float(work.values[name]) for name in names])
    half = np.array([float(work.table.half_step(name)) for name in names])
    sd = np.where(half > 0, half, half[half > 0].min() * 1e-3)
    matrix = _sparse(names, identities)
    try:
        found = balance(x, sd, matrix, lower=x - half, upper=x + half, names=names)
    except InputDataError:
        return False
    _take(work, found, ROUNDING)
    return True


def _least_squares(work: _Work) -> None:
    """Balance; where the test refuses, hold the responsible figures apart and retry."""
    while identities := _identities(work):
        found = _balanced(work, identities)
        if found.publishable:
            _take(work, found, LEAST_SQUARES)
            return
        _hold_apart(work, found)


def _balanced(work: _Work, identities: Sequence[Mapping[str, int]]) -> Balance:
    names, table = _linked(identities), work.table
    return balance(
        [float(work.values[name]) for name in names],
        [table.sd[name] for name in names],
        _sparse(names, identities),
        lower=[table.lower.get(name, -np.inf) for name in names],
        upper=[table.upper.get(name, np.inf) for name in names],
        names=names,
    )


def _hold_apart(work: _Work, found: Balance) -> None:
    refused = f"balance refused, p = {found.p_value:.2g}"
    for name in found.responsible:
        index = found.names.index(name)
        work.step[name], work.z[name] = HELD_APART, float(found.z[index])
        free = 1 - (found.sd[index] / found.sd_claims[index]) ** 2
        implied = found.claims[index] + found.adjustments[index] / free
        work.also(name, f"the others imply {implied:.12g}", refused)


def _take(work: _Work, found: Balance, step: str) -> None:
    for index, name in enumerate(found.names):
        if abs(found.z[index]) > 0 and found.adjustments[index]:
            work.values[name] = Fraction(float(found.values[index]))
            work.step.setdefault(name, step)
            work.z[name] = float(found.z[index])
