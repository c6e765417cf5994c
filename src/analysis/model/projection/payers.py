"""Who pays, in which order, and what is left of people when money is short."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from analysis.model import bill
from analysis.model.projection.plan import Plan, Values
from analysis.units import floor


class Funders:
    """The payers other than the general APBD, in order, and what they may pay."""

    def __init__(self, plan: Plan, values: Values) -> None:
        listed = plan.other_funders
        self.serves = np.array(
            [
                [not f.segments or slug in f.segments for slug in plan.slugs]
                for f in listed
            ]
        ).reshape(len(listed), len(plan.slugs))
        self.ceilings = [
            None
            if funder.ceiling_idr_y is None
            else floor(values.of(funder.ceiling_idr_y, f"funding.{number}.ceiling"))
            for number, funder in enumerate(listed)
        ]
        self.draws = max([1, *(len(c) for c in self.ceilings if c is not None)])

    def allocate(self, bill_y: np.ndarray) -> np.ndarray:
        """Return (draw, F + 1, S, Y) from a bill (draw, S, 2, Y)."""
        total = bill_y.sum(2)
        draws = max(total.shape[0], self.draws)
        years = total.shape[-1]
        rows = np.broadcast_to(total, (draws, *total.shape[1:]))
        rows = np.moveaxis(rows, -1, 1).reshape(draws * years, -1)
        ceilings = [
            self._by_row(c, np.repeat(np.arange(draws), years)) for c in self.ceilings
        ]
        paid = bill.allocate(rows, ceilings, self.serves)
        paid = paid.reshape(draws, years, *paid.shape[1:])
        return np.moveaxis(paid, 1, -1)

    def split(self, bill_y: np.ndarray) -> np.ndarray:
        """Return payments by programme, (draw, F + 1, S, 2, Y)."""
        paid = self.allocate(bill_y)
        draws, years = paid.shape[0], paid.shape[-1]
        if not self.ceilings:
            return np.broadcast_to(bill_y, (draws, *bill_y.shape[1:]))[:, None]
        wide = np.broadcast_to(bill_y, (draws, *bill_y.shape[1:]))
        rows = np.moveaxis(paid, -1, 1).reshape(draws * years, *paid.shape[1:3])
        bills = np.moveaxis(wide, -1, 1).reshape(draws * years, *wide.shape[1:3])
        parts = bill.split_by_programme(rows, bills)
        return np.moveaxis(parts.reshape(draws, years, *parts.shape[1:]), 1, -1)

    def rest(self, draw: np.ndarray) -> Callable[[np.ndarray], np.ndarray]:
        """Return the function (row, S) bill -> (row, S) paid by the general APBD."""
        if not self.ceilings:
            return lambda rows: rows
        ceilings = [self._by_row(ceiling, draw) for ceiling in self.ceilings]
        return lambda rows: bill.allocate(rows, ceilings, self.serves)[:, -1]

    @staticmethod
    def _by_row(ceiling: np.ndarray | None, draw: np.ndarray) -> np.ndarray | None:
        return None if ceiling is None else ceiling[np.minimum(draw, len(ceiling) - 1)]


class Cutter:
    """The years that do not fit, a row each, and the ways to make them fit.

    ``people`` (row, S, turn), ``tariff`` (row, S, 2, turn) and ``times`` of
    ``Plan.turns``. What no rule may cut stays: where that alone is above the ceiling,
    it is the limit.
    """

    def __init__(
        self,
        people: np.ndarray,
        tariff: np.ndarray,
        limit: np.ndarray,
        *,
        times: np.ndarray,
        rest: Callable[[np.ndarray], np.ndarray],
        protected: np.ndarray,
    ) -> None:
        self._people, self._tariff, self._times = people, tariff, times
        self._limit, self._rest, self._protected = limit, rest, protected
        whole = tariff.dtype == np.int64  # then nothing is rounded
        self._head_idr_y = (tariff * times).sum(2) if whole else None

    def _apbd(self, people: np.ndarray) -> np.ndarray:
        """Return what the general APBD pays for each segment, (row, S)."""
        if self._head_idr_y is None:
            bills = bill.yearly_bill(people, self._tariff, self._times).sum(-1)
        else:
            bills = (people * self._head_idr_y).sum(-1)
        return self._rest(bills)

    def _excess(self, cuttable: np.ndarray) -> bill.Excess:
        """Return by how much a trial passes the limit; ``cuttable`` (row or 1, S)."""
        least = self._apbd(self._people * ~cuttable[..., None]).sum(1)
        limit = np.maximum(self._limit, least)
        return lambda people: self._apbd(people).sum(1) - limit

    def heads(self) -> np.ndarray:
        """Return people cut by one share for all segments the APBD pays for."""
        in_scope = (self._apbd(self._people) > 0) & ~self._protected
        return bill.cut_heads(self._people, in_scope, self._excess(in_scope))

    def priority(self, order: list[int]) -> np.ndarray:
        """Return people filled in ``order``, protected segments first."""
        return bill.cut_priority(self._people, order, self._excess(self._cuttable))

    def months(self) -> tuple[np.ndarray, np.ndarray]:
        """Return people and months left after dropping the last months."""
        excess = self._excess(self._cuttable)
        return bill.cut_months(self._people, self._protected, excess)

    @property
    def _cuttable(self) -> np.ndarray:
        return ~self._protected[None]
