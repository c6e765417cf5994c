"""Coverage drawn by a statistical trend, for segments that ask for one."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

import numpy as np

from analysis.evidence.tables import stored
from analysis.model import growth, quota_steps
from analysis.model.draws import generator
from analysis.model.projection.plan import Plan, Values
from analysis.units import MONTHS_PER_YEAR, month_index

CENTRAL_DRAWS = 8_000
QUOTA_STEPS = "quota_steps"
_DIGITS = 6  # of a central coverage: a person in a million


def coverage(plan: Plan, values: Values, slug: str) -> np.ndarray:
    """Return coverage of the eligible at the end of each year, (draw, year).

    The central path takes the median of fixed draws, as Fractions. The group's own
    figures are the history of its path and the members given; what it shares with
    others was estimated once (data/processed/trend.json). Regions have common shocks.
    """
    stream = values.stream
    if stream is not None:
        numbers = growth.Streams(
            own=lambda name: stream.of(f"segments.{slug}.path.{name}"),
            common=lambda name: stream.common(f"trend.{name}"),
        )
        return _drawn(plan, slug, stream.size, numbers)
    ranked = _ranked(plan, slug)
    place = values.place(f"segments.{slug}.path")
    if place is not None:
        return ranked[(place * len(ranked)).astype(int)]
    exact = [Fraction(f"{share:.{_DIGITS}f}") for share in np.median(ranked, axis=0)]
    return np.array([exact], dtype=object)


def _ranked(plan: Plan, slug: str) -> np.ndarray:
    """Return fixed draws by their mean coverage, the lowest first, (draw, year)."""
    key = ("trend", slug, plan.scenario.segments[slug].path.model, *_points(plan, slug))
    if key not in plan.memo:
        numbers = growth.Streams(
            own=lambda name: Mirrored(0, plan.scenario.region, slug, name),
            common=lambda name: Mirrored(0, "trend", name),
        )
        drawn = _drawn(plan, slug, CENTRAL_DRAWS, numbers)
        plan.memo[key] = drawn[np.argsort(drawn.mean(axis=1), kind="stable")]
    return plan.memo[key]


class Mirrored:
    """Random numbers in pairs that mirror each other, so that medians hardly scatter.

    The second half of the normal numbers are the first with the other sign; all other
    numbers come twice.
    """

    def __init__(self, seed: int, *key: object) -> None:
        self._numbers = generator(seed, *key)

    def standard_normal(self, size: int | tuple[int, ...]) -> np.ndarray:
        """Return normal numbers and then their negatives."""
        half = self._numbers.standard_normal(_halved(size))
        return np.concatenate([half, -half])

    def random(self, size: int | tuple[int, ...]) -> np.ndarray:
        """Return uniform numbers twice."""
        return np.concatenate([self._numbers.random(_halved(size))] * 2)

    def chisquare(self, df: float, size: int | tuple[int, ...]) -> np.ndarray:
        """Return chi-squared numbers twice."""
        return np.concatenate([self._numbers.chisquare(df, _halved(size))] * 2)

    def dirichlet(self, alpha: np.ndarray, size: int) -> np.ndarray:
        """Return Dirichlet shares twice."""
        return np.concatenate([self._numbers.dirichlet(alpha, size // 2)] * 2)

    def beta(self, a: float, b: float, size: int) -> np.ndarray:
        """Return beta numbers twice."""
        return np.concatenate([self._numbers.beta(a, b, size // 2)] * 2)


def _halved(size: int | tuple[int, ...]) -> tuple[int, ...]:
    first, *rest = (size,) if isinstance(size, int) else size
    return (first // 2, *rest)


def _drawn(plan: Plan, slug: str, draws: int, numbers: growth.Streams) -> np.ndarray:
    path = plan.scenario.segments[slug].path
    points = _points(plan, slug)
    years = np.array([_end_of(f"{year}-12") for year in plan.years])
    fit, steps = _calibration()
    if path.model == QUOTA_STEPS:
        last, people, eligible = points[-1]
        drawn = quota_steps.people(
            steps,
            people,
            years - last,
            eligible,
            own=numbers.own,
            common=numbers.common,
            draws=draws,
        )
        return drawn / eligible
    known = growth.record(slug, points)
    return growth.forecast(
        fit, known, years, numbers, draws=draws, method=path.model
    ).coverage


def _points(plan: Plan, slug: str) -> list[tuple[float, float, float]]:
    """Return (calendar year, people, eligible) of what is known, in order."""
    segment = plan.scenario.segments[slug]
    eligible = float(segment.eligible.central)
    people = dict(sorted(segment.path.history.items()))
    people[f"{plan.years.start - 1}-12"] = float(segment.members.central)
    return [(_end_of(month), float(n), eligible) for month, n in people.items()]


def _end_of(month: str) -> float:
    return (month_index(month, 0) + 1) / MONTHS_PER_YEAR


@lru_cache(maxsize=1)
def _calibration() -> tuple[growth.Fit, quota_steps.Steps]:
    found = stored("trend")
    return (
        growth.Fit.from_dict(found["fit"]),
        quota_steps.Steps.from_dict(found["steps"]),
    )
