"""Enrolment as budgets make it: plateau, step, cut or stop, decided once a year.

Published stocks of insured people stand still for years and then jump. This model
knows only that: the yearly chance that the quota changes, which way, and by how much,
pooled over all series. Its few events are carried as draws of every chance.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

PLATEAU, STEP, CUT, STOP = "plateau", "step", "cut", "stop"
DIRECTIONS = (STEP, CUT, STOP)
# A change of at most this share of the people is a plateau: names move and figures are
# rounded, nobody decided anything. Assumed.
PLATEAU_SHARE = 0.1
# Assumed before any event is seen. Chance of a change in a year: uniform. Direction:
# one step, half a cut, a quarter of a stop. Sizes (log ratios) known from no event:
# one of each, so that one event is never all that can happen.
PRIOR_CHANGE = (1.0, 1.0)
PRIOR_DIRECTION = (1.0, 0.5, 0.25)
PRIOR_STEPS = (0.1, 0.4, 0.9)
PRIOR_CUTS = (-0.1, -0.4, -0.9)
# A stop is taken up again with a chance between 0 and 1, uniform: no data.
PRIOR_RESTART = (1.0, 1.0)
SMOOTHING = 0.25  # sd of the log of a size about an observed one
_GRID = (np.arange(400) + 0.5) / 400

Numbers = Callable[[str], np.random.Generator]


@dataclass(frozen=True)
class Steps:
    """What the intervals between published stocks say about yearly decisions.

    ``intervals`` and their ``years`` together; ``counts`` of plateau, step, cut and
    stop; ``change_posterior``: of the yearly chance of a change, on a grid of 0-1;
    ``small``, ``steps``, ``cuts``: log ratios, the priors' among the last two.
    """

    intervals: int
    years: float
    counts: Mapping[str, int]
    change_posterior: tuple[float, ...]
    small: tuple[float, ...]
    steps: tuple[float, ...]
    cuts: tuple[float, ...]

    @property
    def change_y(self) -> float:
        """Return the expected chance that the quota changes in a year."""
        return float(_GRID @ np.array(self.change_posterior))

    @property
    def direction(self) -> np.ndarray:
        """Return the Dirichlet parameters of step, cut and stop, given a change."""
        seen = [self.counts[name] for name in DIRECTIONS]
        return np.array(seen) + np.array(PRIOR_DIRECTION)

    def to_dict(self) -> dict[str, Any]:
        """Return the estimate as plain lists and numbers."""
        found = asdict(self)
        return {k: list(v) if isinstance(v, tuple) else v for k, v in found.items()}

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Steps:
        """Return the estimate that ``to_dict`` described."""
        found = {k: tuple(v) if isinstance(v, list) else v for k, v in stored.items()}
        return cls(**found)


def estimate(before: np.ndarray, after: np.ndarray, years: np.ndarray) -> Steps:
    """Return the pooled estimate from intervals between successive stocks.

    ``before`` and ``after``: people at both ends, ``before`` above 0; ``years`` between
    them, above 0, fractions welcome. An interval of L years without a change has the
    likelihood (1 - p)^L, one with a change 1 - (1 - p)^L: how many decisions a long
    interval holds is not known. The size of its change is shared over the number of
    changes expected in it, L p / (1 - (1 - p)^L). Raises ValueError for other numbers.
    """
    before, after, years = (np.asarray(x, dtype=float) for x in (before, after, years))
    if np.any(before <= 0) or np.any(after < 0) or np.any(years <= 0):
        raise ValueError("people before and years must be above 0")
    stopped = after == 0
    ratio = np.log(np.where(stopped, before, after) / before)
    small = (np.abs(ratio) <= np.log1p(PLATEAU_SHARE)) & ~stopped
    posterior = _chance_of_change(years, ~small)
    sizes = ratio / _changes_expected(years, float(_GRID @ posterior))
    groups = {PLATEAU: small, STEP: ~small & (ratio > 0), CUT: ~small & (ratio < 0)}
    groups[STOP] = stopped
    return Steps(
        intervals=len(years),
        years=round(float(years.sum()), 6),
        counts={name: int(chosen.sum()) for name, chosen in groups.items()},
        change_posterior=tuple(float(f"{p:.9g}") for p in posterior),
        small=_sorted(ratio[small]) or (0.0,),
        steps=_sorted(sizes[groups[STEP]]) + PRIOR_STEPS,
        cuts=_sorted(sizes[groups[CUT]]) + PRIOR_CUTS,
    )


def _sorted(sizes: np.ndarray) -> tuple[float, ...]:
    return tuple(sorted(float(f"{size:.9g}") for size in sizes))


def _chance_of_change(years: np.ndarray, changed: np.ndarray) -> np.ndarray:
    """Return the posterior of the yearly chance of a change, on the grid."""
    a, b = PRIOR_CHANGE
    stay = np.log1p(-_GRID)[:, None] * years
    with np.errstate(divide="ignore"):
        move = np.log(-np.expm1(stay))
    logs = np.where(changed, move, stay).sum(axis=1)
    logs += (a - 1) * np.log(_GRID) + (b - 1) * np.log1p(-_GRID)
    weights = np.exp(logs - logs.max())
    return weights / weights.sum()


def _changes_expected(years: np.ndarray, chance_y: float) -> np.ndarray:
    """Return the changes expected in an interval with at least one, at least 1."""
    at_all = -np.expm1(years * np.log1p(-chance_y))
    return np.maximum(years * chance_y / at_all, 1.0)


def chances(steps: Steps, level: float = 0.8) -> dict[str, tuple[float, float, float]]:
    """Return the chance a year of plateau, step, cut and stop: mean, low and high.

    ``level``: of the interval low to high, by 4,000 fixed draws of the parameters.
    """
    random = np.random.default_rng(0)
    change = random.choice(_GRID, 4000, p=_weights(steps))
    which = random.dirichlet(steps.direction, 4000)
    drawn = {PLATEAU: 1 - change}
    drawn |= {name: change * which[:, i] for i, name in enumerate(DIRECTIONS)}
    ends = ((1 - level) / 2, (1 + level) / 2)
    return {
        name: (float(d.mean()), *map(float, np.quantile(d, ends)))
        for name, d in drawn.items()
    }


def _weights(steps: Steps) -> np.ndarray:
    posterior = np.array(steps.change_posterior)
    return posterior / posterior.sum()


def people(
    steps: Steps,
    start: float,
    ahead: np.ndarray,
    eligible: np.ndarray | float,
    *,
    own: Numbers,
    common: Numbers,
    draws: int,
) -> np.ndarray:
    """Return draws of the people insured ``ahead`` years after ``start`` were, whole.

    In each year the quota changes with chance p (in a fraction L of one, with chance
    1 - (1 - p)^L): a step or cut multiplies the people by a size from the pool, a stop
    ends cover until it is taken up again. Each figure wobbles about its quota by a
    ratio from the plateaus, which does not add up. Never more than ``eligible`` (a
    number, (date,) or (draw, date); infinite if unknown), never less than 0. ``own``
    and ``common`` give generators by name, as in ``growth.Streams``; draw i depends
    neither on ``draws`` nor on later dates.

    ``ahead`` (date,) rises and is above 0. The result is (draw, date). Without people
    at the ``start`` it is 0: a quota that never was cannot step.
    """
    ahead = np.asarray(ahead, dtype=float)
    if np.any(np.diff(ahead, prepend=0.0) <= 0) or start < 0:
        raise ValueError("dates must rise and lie after the start")
    chance = _Chance.drawn(steps, common, draws)
    pool = np.broadcast_to(eligible, (draws, len(ahead)))
    path = _Path(np.full(draws, float(start)), np.ones(draws, dtype=bool))
    found = np.empty((draws, len(ahead)))
    part = 0
    for place, gap in enumerate(np.diff(ahead, prepend=0.0)):
        for length in _parts(gap):
            random = own(f"quota.{part}").random((draws, 4))
            path = _after(path, chance, length, random, pool[:, place])
            part += 1
        shown = path.people * chance.wobble(own(f"quota.wobble.{place}").random(draws))
        shown = np.minimum(np.where(path.running, shown, 0.0), pool[:, place])
        found[:, place] = np.floor(shown + 1e-9)
    return found


def _parts(gap: float) -> list[float]:
    """Return a gap in years as whole years and what is left."""
    whole = int(gap + 1e-9)
    rest = gap - whole
    return [1.0] * whole + ([rest] if rest > 1e-9 else [])


@dataclass(frozen=True)
class _Path:
    """People of each draw's last quota, and whether cover runs."""

    people: np.ndarray
    running: np.ndarray


@dataclass(frozen=True)
class _Chance:
    """Parameters of each draw: chances and weights of the observed sizes."""

    change: np.ndarray
    step: np.ndarray
    cut: np.ndarray
    restart: np.ndarray
    sizes: tuple[np.ndarray, np.ndarray, np.ndarray]
    edges: tuple[np.ndarray, np.ndarray]

    @classmethod
    def drawn(cls, steps: Steps, common: Numbers, draws: int) -> _Chance:
        edges = np.cumsum(_weights(steps))
        uniform = common("quota.change").random(draws) * edges[-1]
        change = _GRID[np.searchsorted(edges, uniform)]
        which = common("quota.direction").dirichlet(steps.direction, draws)
        sizes = tuple(np.array(s) for s in (steps.steps, steps.cuts, steps.small))
        weights = [
            common(f"quota.{name}").dirichlet(np.ones(len(pool)), draws).cumsum(1)
            for name, pool in zip((STEP, CUT), sizes[:2], strict=True)
        ]
        restart = common("quota.restart").beta(*PRIOR_RESTART, draws)
        restart = np.minimum(restart, 1 - 1e-12)
        return cls(change, which[:, 0], which[:, 1], restart, sizes, tuple(weights))

    def wobble(self, uniform: np.ndarray) -> np.ndarray:
        """Return the ratio of a published figure to its quota."""
        small = self.sizes[2]
        return np.exp(small[(uniform * len(small)).astype(int)])


def _after(
    path: _Path, chance: _Chance, length: float, random: np.ndarray, pool: np.ndarray
) -> _Path:
    """Return the path after ``length`` years, at most one."""
    moved = random[:, 0] < -np.expm1(length * np.log1p(-chance.change))
    direction = random[:, 1]
    up = direction < chance.step
    down = ~up & (direction < chance.step + chance.cut)
    ratio = np.where(up, _size(chance, 0, random), _size(chance, 1, random))
    sized = path.running & moved & (up | down)
    grown = path.people * np.exp(np.where(sized, ratio, 0.0))
    again = random[:, 0] < -np.expm1(length * np.log1p(-chance.restart))
    running = np.where(path.running, ~moved | up | down, again)
    return _Path(np.minimum(grown, pool), running)


def _size(chance: _Chance, which: int, random: np.ndarray) -> np.ndarray:
    """Return a size from the pool, weighted by the draw's weights and smoothed."""
    weights = chance.edges[which]
    place = (weights < random[:, 2:3] * weights[:, -1:]).sum(axis=1)
    size = chance.sizes[which][np.minimum(place, weights.shape[1] - 1)]
    return size * np.exp(SMOOTHING * _normal(random[:, 3]))


def _normal(uniform: np.ndarray) -> np.ndarray:
    """Return standard normal numbers, nearly: a scaled logistic, no library needed."""
    return np.log(uniform / (1 - uniform)) / 1.702
