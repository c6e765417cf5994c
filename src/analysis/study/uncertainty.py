"""What moves the answers: one unknown at a time, and shares of the variance."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import partial

import numpy as np
import pandas as pd

from analysis.model.results import Results
from analysis.study import sensitivity
from analysis.study.decisions import information
from analysis.study.ensemble import Ensemble, asked
from analysis.study.once import once
from analysis.study.rows import Row, row

SOBOL_POINTS = 2**12
OUTCOMES = ("bill", "fund")


class _Held:
    """An unknown for ``sensitivity``: its central point is what the scenario holds."""

    central = math.nan

    def draws(self, uniform: np.ndarray) -> np.ndarray:
        """Return the numbers themselves."""
        return uniform


@once
def tornado(results: Results) -> dict[str, sensitivity.Tornado]:
    """Return, for bill and fund, what one unknown at a time does, p10 to p90.

    All inputs of an unknown are low or high together. ``bill``: uncut bill of the
    general APBD over all years; ``fund``: contributions less levy and benefits.
    """
    found = asked(results)
    of = _outcomes(found, alike=True)
    return {name: sensitivity.tornado(of[name], _ranges(found)) for name in OUTCOMES}


@once
def indices(results: Results) -> dict[str, sensitivity.Indices]:
    """Return the indices of Sobol of bill and fund, over all years (see ``tornado``).

    An unknown is a group of inputs, drawn apart from the other groups.
    """
    found, seed = asked(results), results.scenario.seed
    of = _outcomes(found, alike=False)
    return {
        name: sensitivity.sobol(of[name], _ranges(found), SOBOL_POINTS, seed)
        for name in OUTCOMES
    }


def _ranges(found: Ensemble) -> dict[str, _Held]:
    return {unknown.name: _Held() for unknown in found.unknowns}


def _outcomes(found: Ensemble, *, alike: bool) -> dict[str, sensitivity.Function]:
    """Return the functions of bill and fund; asked for the same points, one run."""
    known: dict[bytes, dict[str, np.ndarray]] = {}

    def of(name: str, uniform: np.ndarray) -> np.ndarray:
        key = uniform.tobytes()
        if key not in known:
            drawn = found.at(uniform, claims=True, alike=alike)
            years = (drawn.bill_idr, drawn.fund_result_idr)
            known[key] = {n: y.sum(1) for n, y in zip(OUTCOMES, years, strict=True)}
        return known[key][name]

    return {name: partial(of, name) for name in OUTCOMES}


@once
def ranked(results: Results) -> pd.DataFrame:
    """Return the unknowns, the most valuable to know first.

    Columns of ``Information.worth`` and ``swing_idr`` of the bill over all years, which
    decides between those of equal worth.
    """
    frame = information(results).worth.copy()
    swings = {bar.name: bar.swing for bar in tornado(results)["bill"].bars}
    frame["swing_idr"] = frame.index.map(swings)
    return frame.sort_values(["total_idr", "swing_idr"], ascending=False, kind="stable")


def rows(results: Results) -> list[Row]:
    """Return the indices, the swings and the values as rows of the long table."""
    found = information(results)
    first = results.scenario.first_year
    told = [
        row("evpi_idr", "idr", found.total_idr),
        row("evpi_line_idr", "idr", found.line, year=first),
        row("evpi_cover_idr", "idr", found.cover),
        row("best_line_idr", "idr", found.best_line_idr, year=first),
        row("best_cover_share", "share", found.best_cover),
        row("cover_gain_probability", "share", found.gain_probability),
        row("person_year_idr", "idr", found.person_year_idr, year=first),
    ]
    for name, worth in ranked(results).iterrows():
        told.append(row(f"evppi_{name}_idr", "idr", worth["total_idr"]))
        told.append(row(f"evppi_{name}_people", "people", worth["people"]))
        told.append(row(f"evppi_line_{name}_idr", "idr", worth["line_idr"]))
        told.append(row(f"evppi_cover_{name}_idr", "idr", worth["cover_idr"]))
    return [*told, *_index_rows(results), *_swing_rows(results)]


def _index_rows(results: Results) -> Iterator[Row]:
    """Yield the indices of the bill, and of the fund under ``sobol_fund``."""
    for outcome, found in indices(results).items():
        start = "sobol" if outcome == "bill" else "sobol_fund"
        for kind, values in (("first", found.first), ("total", found.total)):
            for name, value in zip(found.names, values, strict=True):
                yield row(f"{start}_{kind}_{name}", "share", value)


def _swing_rows(results: Results) -> Iterator[Row]:
    for outcome, found in tornado(results).items():
        for bar in found.bars:
            # the outcome where the unknown is at its p10, p90: not its own quantiles
            name = f"swing_{outcome}_{bar.name}"
            yield row(f"{name}_p10_idr", "idr", bar.low)
            yield row(f"{name}_p90_idr", "idr", bar.high)
