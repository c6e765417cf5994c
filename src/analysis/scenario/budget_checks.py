"""Rules that keep a base above zero, and a payer's list of groups from being empty."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import NormalDist
from typing import Any

import numpy as np

from analysis.quantity import Z_P90, Quantity
from analysis.scenario.checks import needs
from analysis.scenario.messages import Issue
from analysis.scenario.surroundings import Surroundings
from analysis.scenario.texts import Texts, texts

_RARE = 1e-6  # of shapes without an end: what a million draws reach once
_WITHOUT_END = ("normal", "percentiles")


@needs("budget")
def _base_is_above_zero(s: Any, around: Surroundings) -> Iterator[Issue]:
    for year, idr in (s.budget.base_idr or {}).items():
        if idr is not None and _end(idr) <= 0:
            yield Issue(("budget", "base_idr", year), *_NO_BASE)
    growth = s.budget.growth_y
    if growth is not None and _end(growth) <= -1:
        yield Issue(("budget", "growth_y"), *_NOTHING_LEFT)


@needs("shocks")
def _shocks_leave_a_base(s: Any, around: Surroundings) -> Iterator[Issue]:
    for index, shock in enumerate(s.shocks):
        if shock is None or shock.size is None or shock.share is None:
            continue
        if _end(shock.size) * _end(shock.share, high=True) <= -1:
            yield Issue(("shocks", index, "size"), *_NOTHING_LEFT)


@needs("funding")
def _payers_name_someone(s: Any, around: Surroundings) -> Iterator[Issue]:
    for index, funder in enumerate(s.funding):
        if funder is not None and funder.segments == ():
            yield Issue(("funding", index, "segments"), *_PAYS_NOBODY)


def _end(quantity: Quantity, *, high: bool = False) -> float:
    """Return the lowest, or highest, number a quantity can be drawn at."""
    if quantity.kind not in _WITHOUT_END:
        return float(quantity.draws(np.array([1.0 if high else 0.0]))[0])
    far = NormalDist().inv_cdf(1 - _RARE)
    numbers = [float(number) for number in quantity.numbers]
    if quantity.kind == "normal":
        mean, sd = numbers
        found = mean + (far if high else -far) * sd
    else:
        p10, median, p90 = numbers
        side, steps = (p90 if high else p10), far / Z_P90
        found = median + steps * (side - median)
        if p10 > 0:
            found = median * (side / median) ** steps
    return found if high or quantity.low is None else max(found, float(quantity.low))


_NO_BASE: Texts = texts(
    id=(
        "Basis harus di atas 0, juga di ujung bawah rentangnya: beban adalah tagihan "
        "dibagi basis.",
        "Tulis basis dalam rupiah penuh, atau hapus tahun ini bila tidak diketahui.",
    ),
    en=(
        "A base must be above 0, at the low end of its range too: the burden is the "
        "bill divided by the base.",
        "Write the base in full rupiah, or delete this year if it is not known.",
    ),
)
_NOTHING_LEFT: Texts = texts(
    id=(
        "Penurunan 100% tidak menyisakan basis (yang dihitung: ujung bawah rentang).",
        "Tulis nilai di atas -1, misalnya -0.25 untuk turun 25%, atau rentang yang "
        "lebih sempit.",
    ),
    en=(
        "A fall of 100% leaves no base (the low end of the range counts).",
        "Write a value above -1, for example -0.25 for a fall of 25%, or a narrower "
        "range.",
    ),
)
_PAYS_NOBODY: Texts = texts(
    id=(
        "Daftar segmen kosong: pembayar ini tidak menanggung siapa pun.",
        "Sebut segmennya, hapus `segments` bila untuk semua, atau hapus pembayar ini.",
    ),
    en=(
        "The list of segments is empty: this payer pays for nobody.",
        "Name the segments, delete `segments` if it pays for all, or delete the payer.",
    ),
)
