"""Data that say almost nothing: the trend falls back as documented and says so."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.model import growth
from analysis.model.draws import generator
from analysis.model.growth.fixed import TOO_FEW_SERIES
from analysis.model.growth.record import ALL_EQUAL, AT_THE_EDGE, NO_DATA, ONE_POINT

YEARS = [2026.0, 2030.0]
CITIES = "abcdefgh"


def streams(key):
    return growth.Streams(
        own=lambda name: generator(3, key, name), common=lambda name: generator(3, name)
    )


def panel(*points):
    """One series of the same points for each of eight cities."""
    return [growth.record(city, list(points)) for city in CITIES]


def forecast(records, points, method):
    fit = growth.fit(records, seed=1)
    known = growth.record("a", list(points))
    found = growth.forecast(fit, known, YEARS, streams("a"), draws=300, method=method)
    assert np.isfinite(found.coverage).all()
    assert ((found.coverage >= 0) & (found.coverage <= 1)).all()
    assert (np.quantile(found.coverage, 0.9, axis=0) > 0).all()
    return fit, known, found


THIN = {
    "one": ([(2024, 10, 100)], ONE_POINT),
    "single": ([(2024, 10, 100)], ONE_POINT),
    "zero": ([(2024, 0, 100), (2025, 0, 100)], AT_THE_EDGE),
    "full": ([(2024, 100, 100), (2025, 100, 100)], AT_THE_EDGE),
    "equal": ([(2024, 10, 100), (2025, 10, 100)], ALL_EQUAL),
}


@pytest.mark.parametrize(
    ("kind", "method"),
    [
        pytest.param(kind, method, marks=pytest.mark.fault(f"F20.{kind}"))
        for kind in THIN
        for method in growth.METHODS
    ],
)
def test_the_trend_says_what_it_could_not_learn(kind, method):
    points, note = THIN[kind]
    records = [growth.record("a", points)] if kind == "one" else panel(*points)
    fit, known, found = forecast(records, points, method)
    assert note in known.notes
    assert note in found.notes
    if kind in ("one", "single"):  # no change of any city was ever seen
        assert fit.fallback == TOO_FEW_SERIES
        learns = method not in ("persistence", "linear", growth.RANDOM_WALK)
        assert (TOO_FEW_SERIES in found.notes) == learns
    low, high = np.quantile(found.coverage, [0.1, 0.9], axis=0)
    assert (high > low).all(), "never certain of what was not seen"


@pytest.mark.fault("F20.one")
def test_a_city_without_a_point_says_so():
    known = growth.record("z", [])
    assert NO_DATA in known.notes
