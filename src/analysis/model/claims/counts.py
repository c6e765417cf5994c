"""Deaths and accidents from exposure, expected or drawn, and what they cost at once.

Arrays have the shape (draw, segment, year) unless said otherwise. Scholarships follow
later: ``commitments``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from analysis.units import years_from_months


@dataclass(frozen=True)
class ClaimRates:
    """What turns exposure into claims; arrays broadcast to (draw, segment, year).

    Rates per person-year, shares of the events before them, rupiah per event.
    ``qualifying_share``: share of deaths after the waiting months whose children have
    the scholarship; ``care_idr``: treatment, transport and lost wage of an accident;
    ``cost_cv`` and ``disability_cv``: spread of the cost of one accident, and of one
    disability, as coefficients of variation.
    """

    death_rate_y: np.ndarray
    full_benefit_idr: np.ndarray
    early_benefit_idr: np.ndarray
    qualifying_share: np.ndarray
    accident_rate_y: np.ndarray
    death_share: np.ndarray
    disability_share: np.ndarray
    total_disability_share: np.ndarray
    care_idr: np.ndarray
    work_death_idr: np.ndarray
    disability_idr: np.ndarray
    cost_cv: float
    disability_cv: float


@dataclass(frozen=True)
class Claims:
    """The events of a year and what they cost without scholarships.

    ``deaths``: JKM; ``work_deaths``: among the ``accidents``; ``jkm_awards`` and
    ``jkk_awards``: events whose children have the scholarship.
    """

    deaths: np.ndarray
    accidents: np.ndarray
    work_deaths: np.ndarray
    jkm_idr: np.ndarray
    jkk_idr: np.ndarray
    jkm_awards: np.ndarray
    jkk_awards: np.ndarray

    def of(self, programme: str) -> tuple[np.ndarray, np.ndarray]:
        """Return the cost without scholarships and the awards of ``jkk`` or ``jkm``."""
        if programme == "jkk":
            return self.jkk_idr, self.jkk_awards
        return self.jkm_idr, self.jkm_awards


class Chance(Protocol):
    """Where counts and sums of costs come from; arrays (draw, segment, year)."""

    def count(self, kind: str, mean: np.ndarray) -> np.ndarray:
        """Return Poisson counts of an expected number."""

    def gamma(self, kind: str, shape: np.ndarray) -> np.ndarray:
        """Return standard gamma numbers."""


def expected(exposure_m: np.ndarray, early_m: np.ndarray, rates: ClaimRates) -> Claims:
    """Return the claims expected of ``exposure_m`` member-months, some of them early.

    ::

        deaths_y = exposure_m / 12 x rate,  accidents likewise
    """
    events = _means(exposure_m, early_m, rates)
    care_idr = _accidents(events) * rates.care_idr
    return _claims(events, care_idr, events["disabled"] * rates.disability_idr, rates)


def simulated(
    exposure_m: np.ndarray, early_m: np.ndarray, rates: ClaimRates, chance: Chance
) -> Claims:
    """Return claims with chance in them: Poisson counts, gamma sums of costs.

    The sum of n costs is gamma with shape ``n / cv^2`` and scale ``mean x cv^2``.
    """
    means = _means(exposure_m, early_m, rates)
    events = {kind: chance.count(kind, mean) for kind, mean in means.items()}
    sums = [
        chance.gamma(kind, number / cv**2) * mean_idr * cv**2
        for kind, number, mean_idr, cv in (
            ("care", _accidents(events), rates.care_idr, rates.cost_cv),
            (
                "disability",
                events["disabled"],
                rates.disability_idr,
                rates.disability_cv,
            ),
        )
    ]
    return _claims(events, *sums, rates)


Events = dict[str, np.ndarray]  # late, early deaths; healed, disabled, dead accidents


def _means(exposure_m: np.ndarray, early_m: np.ndarray, rates: ClaimRates) -> Events:
    accidents = years_from_months(exposure_m) * rates.accident_rate_y
    dead, disabled = accidents * rates.death_share, accidents * rates.disability_share
    return {
        "late": years_from_months(exposure_m - early_m) * rates.death_rate_y,
        "early": years_from_months(early_m) * rates.death_rate_y,
        "healed": np.maximum(accidents - dead - disabled, 0),
        "disabled": disabled,
        "dead": dead,
    }


def _accidents(events: Events) -> np.ndarray:
    return events["healed"] + events["disabled"] + events["dead"]


def _claims(
    events: Events, care_idr: np.ndarray, disability_idr: np.ndarray, rates: ClaimRates
) -> Claims:
    late, early, dead = events["late"], events["early"], events["dead"]
    return Claims(
        deaths=late + early,
        accidents=_accidents(events),
        work_deaths=dead,
        jkm_idr=late * rates.full_benefit_idr + early * rates.early_benefit_idr,
        jkk_idr=care_idr + disability_idr + dead * rates.work_death_idr,
        jkm_awards=late * rates.qualifying_share,
        jkk_awards=dead + events["disabled"] * rates.total_disability_share,
    )


def shared_and_own_cv(cv: float, shared_share: float) -> tuple[float, float]:
    """Return the spread all groups of a place share, and that of each group alone::

    (1 + shared^2) (1 + own^2) = 1 + cv^2,   1 + shared^2 = (1 + cv^2)^share
    """
    whole = 1 + cv**2
    return (whole**shared_share - 1) ** 0.5, (whole ** (1 - shared_share) - 1) ** 0.5
