"""What groups seen once have in common: mean, spread, and how sure the spread is."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd


def pooled(deaths: np.ndarray, expected: np.ndarray) -> tuple[float, float]:
    """Return the ratio of all groups together and its spread between groups (cv).

    Gamma-Poisson by the method of moments. Deaths d_i of group i are Poisson with mean
    w_i m_i, w_i expected deaths or person-years; the m_i scatter with variance a::

        m  = sum d_i / W                                   W = sum w_i
        a  = max(0, (sum w_i (d_i / w_i - m)^2 - (n - 1) m) / (W - sum w_i^2 / W))
        cv = sqrt(a) / m

    cv has no unit; it is 0 where the groups differ no more than chance makes them and
    where there is one group only. Raises ValueError for no group, negative deaths and
    expectations not above 0.
    """
    deaths, expected = _groups(deaths, expected)
    mean = deaths.sum() / expected.sum()
    if len(expected) < 2 or mean == 0:
        return float(mean), 0.0
    squares = (expected * (deaths / expected - mean) ** 2).sum()
    spread = expected.sum() - (expected**2).sum() / expected.sum()
    between = max(0.0, (squares - (len(expected) - 1) * mean) / spread)
    return float(mean), math.sqrt(between) / float(mean)


def _groups(deaths: np.ndarray, expected: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    deaths, expected = np.asarray(deaths, float), np.asarray(expected, float)
    if deaths.ndim != 1 or deaths.shape != expected.shape or len(deaths) == 0:
        raise ValueError(
            f"Deaths of {deaths.size} groups and expectations of {expected.size} are "
            "given; give both for each of one or more groups."
        )
    if not ((deaths >= 0) & (expected > 0) & np.isfinite(deaths + expected)).all():
        raise ValueError(
            "A group has deaths below 0 or an expectation not above 0; leave groups "
            "without exposure out."
        )
    return deaths, expected


def collective(deaths: np.ndarray, expected: np.ndarray) -> tuple[float, float]:
    """Return what a group not yet seen may be expected to have: mean and sd.

    Buhlmann-Straub on the moments of :func:`pooled`, so that one large group does not
    speak for all::

        z_i = w_i a / (w_i a + m)        mean = sum z_i (d_i / w_i) / sum z_i
        sd  = sqrt(a + a / sum z_i)      between groups, and of the mean itself

    Without spread between groups it is the pooled ratio with sd 0. Errors as there.
    """
    deaths, expected = _groups(deaths, expected)
    ratio, cv = pooled(deaths, expected)
    between = (ratio * cv) ** 2
    if between == 0:
        return ratio, 0.0
    weight = expected * between / (expected * between + ratio)
    mean = (weight * deaths / expected).sum() / weight.sum()
    return float(mean), math.sqrt(between * (1 + 1 / weight.sum()))


@dataclass(frozen=True)
class BetweenGroups:
    """What groups have in common, and how sure the spread between them is.

    ``mean``, ``sd``: of a group not yet seen (:func:`collective`); ``cv``: between the
    groups' true ratios by moments (:func:`pooled`); ``cv_likely`` the most likely one,
    ``cv_low`` to ``cv_high`` those the deaths do not contradict.
    """

    mean: float
    sd: float
    cv: float
    cv_likely: float
    cv_low: float
    cv_high: float


def between_groups(
    deaths: np.ndarray, expected: np.ndarray, level: float = 0.95
) -> BetweenGroups:
    """Return mean and spread of groups, the spread with its interval of ``level``.

    Deaths of group i are negative binomial with mean mu w_i and variance
    mu w_i + cv^2 (mu w_i)^2. The interval holds each cv for which twice the log
    likelihood, at its best mu, is less than the chi-squared quantile of one degree of
    freedom below the highest (profile likelihood). Raises ValueError for fewer than two
    groups, no deaths at all, a level outside 0 to 1, and as :func:`pooled`.
    """
    from scipy.stats import chi2

    deaths, expected = _groups(deaths, expected)
    if len(deaths) < 2 or deaths.sum() == 0 or not 0 < level < 1:
        raise ValueError(
            f"The spread between {len(deaths)} groups with {deaths.sum():g} deaths is "
            f"asked for at the level {level}; it needs two groups, a death, and a "
            "level between 0 and 1."
        )
    likely = _most_likely(deaths, expected)
    lowest = _log_likelihood(likely, deaths, expected) - chi2.ppf(level, 1) / 2
    mean, sd = collective(deaths, expected)
    return BetweenGroups(
        mean=mean,
        sd=sd,
        cv=pooled(deaths, expected)[1],
        cv_likely=likely,
        cv_low=_edge(lowest, deaths, expected, (_NO_CV, likely), never=0.0),
        cv_high=_edge(lowest, deaths, expected, (likely, _WIDEST_CV), never=math.inf),
    )


_NO_CV, _WIDEST_CV = 1e-3, 1e4
_ROUNDING = 1e-6  # of a log likelihood


def _most_likely(deaths: np.ndarray, expected: np.ndarray) -> float:
    """Return the cv of the highest likelihood, 0 where none is better than none."""
    from scipy.optimize import minimize_scalar

    found = minimize_scalar(
        lambda log_cv: -_log_likelihood(math.exp(log_cv), deaths, expected),
        bounds=(math.log(_NO_CV), math.log(_WIDEST_CV)),
        method="bounded",
        options={"xatol": 1e-9},
    )
    none = _log_likelihood(0.0, deaths, expected)
    return math.exp(found.x) if -found.fun > none + _ROUNDING else 0.0


def _edge(
    lowest: float,
    deaths: np.ndarray,
    expected: np.ndarray,
    between: tuple[float, float],
    *,
    never: float,
) -> float:
    """Return the cv ``between`` two at which the likelihood falls to ``lowest``.

    ``never``: what to return where it does not; below ``_NO_CV`` counts as none.
    """
    from scipy.optimize import brentq

    low, high = (math.log(max(cv, _NO_CV)) for cv in between)

    def above(log_cv: float) -> float:
        return _log_likelihood(math.exp(log_cv), deaths, expected) - lowest

    if above(low) * above(high) > 0:
        return never
    return math.exp(brentq(above, low, high, xtol=1e-10))


def _log_likelihood(cv: float, deaths: np.ndarray, expected: np.ndarray) -> float:
    """Return the negative-binomial log likelihood of ``cv`` at its best ratio.

    The best ratio solves sum (d - mu w) / (1 + cv^2 mu w) = 0, which falls in mu.
    """
    from scipy.optimize import brentq
    from scipy.stats import nbinom, poisson

    ratios = deaths / expected
    low, high = ratios.min(), ratios.max()

    def score(ratio: float) -> float:
        mean = ratio * expected
        return float(((deaths - mean) / (1 + cv**2 * mean)).sum())

    mean = expected * (brentq(score, low, high, xtol=1e-14) if low < high else low)
    if cv == 0:
        return float(poisson.logpmf(deaths, mean).sum())
    return float(nbinom.logpmf(deaths, 1 / cv**2, 1 / (1 + cv**2 * mean)).sum())


def pooled_variants(groups: pd.DataFrame, expected: np.ndarray) -> pd.DataFrame:
    """Return pooled ratio and cv as used, with other readings, and without each group.

    ``groups``: the table ``calibration_groups``; ``expected``: expected deaths or
    person-years of its rows. Columns: ``variant`` (``used``, ``with <group>`` for a row
    that stands in place of another, ``without <group>``), ``ratio``, ``cv``,
    ``groups``.
    """
    used = groups["use"] == "yes"
    chosen = {"used": used}
    for _, other in groups[groups["instead_of"] != ""].iterrows():
        kept = used & (groups["group"] != other["instead_of"])
        chosen[f"with {other['group']}"] = kept | (groups["group"] == other["group"])
    for group in groups["group"][used]:
        chosen[f"without {group}"] = used & (groups["group"] != group)
    deaths = groups["deaths"].to_numpy(dtype=float)
    rows = [
        (name, *pooled(deaths[rows], np.asarray(expected)[rows]), int(rows.sum()))
        for name, rows in chosen.items()
    ]
    return pd.DataFrame(rows, columns=["variant", "ratio", "cv", "groups"])
