"""Accidents at work: lost wages, disability and death, in rupiah per event.

Arrays broadcast, as (draw, segment, year); wages in rupiah a month.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from analysis.model.claims.checks import not_negative, share


def incapacity_idr(
    months: ArrayLike,
    wage_idr_m: ArrayLike,
    full_months: ArrayLike,
    later_share: ArrayLike,
) -> np.ndarray:
    """Return the lost wages of ``months`` without work (STMB).

    ::

        (min(m, full) + later_share x max(m - full, 0)) x wage

    Raises ValueError for negative numbers and a share outside 0 to 1.
    """
    months, full = (
        not_negative(months, "months"),
        not_negative(full_months, "full months"),
    )
    later = share(later_share, "the share paid later")
    paid_months = np.minimum(months, full) + later * np.maximum(months - full, 0)
    return paid_months * not_negative(wage_idr_m, "wages")


def care_and_wages_idr(care_idr: ArrayLike, incapacity: ArrayLike) -> np.ndarray:
    """Return what every accident costs: treatment and transport, and lost wages."""
    return not_negative(care_idr, "costs of care") + not_negative(
        incapacity, "lost wages"
    )


def disability_idr(
    wage_idr_m: ArrayLike,
    *,
    total_share: ArrayLike,
    degree: ArrayLike,
    partial_multiple: ArrayLike,
    total_multiple: ArrayLike,
    periodic_idr: ArrayLike,
) -> np.ndarray:
    """Return the mean benefit of a disability, partial or total.

    ::

        (1 - T) x degree x partial multiple x w  +  T x (total multiple x w + periodic)

    ``total_share``: T; ``degree``: mean share of the legal table where it is partial;
    multiples in months of wage. Raises ValueError for negative numbers and for shares
    outside 0 to 1.
    """
    wage = not_negative(wage_idr_m, "wages")
    total = share(total_share, "the share of total disability")
    partial_months = share(degree, "the degree of disability") * not_negative(
        partial_multiple, "months of wage"
    )
    lump_idr = not_negative(total_multiple, "months of wage") * wage
    full_idr = lump_idr + not_negative(periodic_idr, "the periodic benefit")
    return (1 - total) * partial_months * wage + total * full_idr


def work_death_idr(
    wage_idr_m: ArrayLike,
    *,
    multiple: ArrayLike,
    least_idr: ArrayLike,
    fixed_idr: ArrayLike,
) -> np.ndarray:
    """Return the benefit of a death at work, without scholarship.

    ::

        max(multiple x w, least) + fixed

    ``least_idr``: the JKM lump sum; ``fixed_idr``: periodic benefit and funeral.
    """
    lump_idr = not_negative(multiple, "months of wage") * not_negative(
        wage_idr_m, "wages"
    )
    least = not_negative(least_idr, "the least lump sum")
    return np.maximum(lump_idr, least) + not_negative(fixed_idr, "fixed amounts")
