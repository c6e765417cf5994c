"""Bounds catch the usual slips: a factor of 10, of 12 or of 1,000, up or down.

A month taken for a year is a factor of 12; rupiah in thousands 1,000; a misplaced
decimal point 10. A value off by one of these must be refused by the very reader of
the files, or stand below with its reason.
"""

from __future__ import annotations

from fractions import Fraction

import pytest

from analysis.errors import ScenarioError
from analysis.law.nodes import Bounds, number
from analysis.law.parameters import load_law
from analysis.law.rules import Place
from analysis.quantity import Quantity

LAW = load_law()
UP, DOWN = (10, 12, 1000), (Fraction(1, 10), Fraction(1, 12), Fraction(1, 1000))
FACTORS = (*UP, *DOWN)
SMALL_GROWTH = "a growth near zero is as likely as one of some per cent"
ALLOWED = {
    "relief_jkk_jkm_factor": "the rule itself is a factor of 100: 1 and 0.01",
    "selection_shared_share": "nothing is known: the whole of 0..1 is its range",
    "transfer_cut_share": "a cut may have any size, zero included",
    **dict.fromkeys(
        (
            *("revenue_growth_y", "pad_growth_y", "transfer_growth_y"),
            *("wage_growth_y", "eligible_growth_y"),
        ),
        SMALL_GROWTH,
    ),
}


def every_number():
    for name, parameter in LAW.parameters.items():
        for entry in (*parameter.entries, *parameter.planned):
            if isinstance(entry.value, Quantity):
                yield pytest.param(
                    parameter, entry.value, id=f"{name}-{entry.from_month}"
                )


def written(quantity: Quantity, factor: Fraction | int):
    """The value as a file would hold it, each of its numbers times ``factor``."""
    texts = [plain(one * factor) for one in quantity.numbers]
    if quantity.kind == "exact":
        return texts[0]
    if quantity.kind == "percentiles":
        return dict(zip(("p10", "median", "p90"), texts, strict=True))
    if quantity.kind == "choice":
        weights = [plain(one) for one in quantity.weights]
        return {"choice": [list(pair) for pair in zip(texts, weights, strict=True)]}
    return {quantity.kind: texts}


def plain(value: Fraction) -> str:
    """A decimal with at least seven digits: rounding hides no factor of ten."""
    return f"{float(value):.12f}".rstrip("0").rstrip(".")


def is_refused(parameter, quantity, factor) -> bool:
    place = Place("", "", [])
    number(written(quantity, factor), parameter.bounds, place)
    return bool(place.problems)


@pytest.mark.parametrize(("parameter", "quantity"), list(every_number()))
def test_the_value_itself_is_inside(parameter, quantity):
    assert not is_refused(parameter, quantity, 1)


@pytest.mark.fault("F6.law")
@pytest.mark.parametrize(("parameter", "quantity"), list(every_number()))
def test_slips_are_outside(parameter, quantity):
    if not any(quantity.numbers):
        return  # ten times nothing is nothing
    missed = [str(f) for f in FACTORS if not is_refused(parameter, quantity, f)]
    assert not missed or parameter.name in ALLOWED, f"x {missed} would be accepted"


@pytest.mark.parametrize("name", ALLOWED)
def test_an_exception_is_needed(name):
    parameter = LAW.parameter(name)
    values = [entry.value for entry in (*parameter.entries, *parameter.planned)]
    assert not all(is_refused(parameter, v, f) for v in values for f in FACTORS)


@pytest.mark.fault("F6.law")
@pytest.mark.parametrize(
    ("name", "slip"),
    [
        ("bpu_jkm_idr_m", 81_600),  # a year's contribution
        ("bpu_jkk_idr_m", 10),  # in thousands
        ("pu_jkm_rate", Fraction("0.3")),  # per cent
        ("jkm_death_idr", 42),  # in millions
        ("jkm_early_months", Fraction("0.25")),  # in years
        ("payment_due_day", 5),
        ("wage_growth_y", 5),  # per cent
        ("claim_delay_months", 45),  # days
        ("jkk_care_idr", 2_000),  # in thousands
        ("jkk_death_share", Fraction("2.26")),  # per cent
        ("scholarship_enrolled_sd_share", 99),
        ("operating_levy_share", 10),
        ("discount_rate_y", Fraction("6.8")),
        ("poverty_line_idr_m", 7_309_920),  # a year's
    ],
)
def test_an_override_that_slipped_is_refused(name, slip):
    with pytest.raises(ScenarioError) as caught:
        load_law(overrides={name: {"2027-01": slip}})
    assert name in caught.value.message("id")


def test_counts_are_whole():
    place = Place("a.yaml", "x", [])
    number("2.5", Bounds(Fraction(1), Fraction(12), whole=True), place)
    assert "whole number" in place.problems[0].sentence("en")


def test_zero_where_it_is_said():
    bounds = Bounds(Fraction(1), Fraction(12), zero=True)
    assert bounds.hold(Fraction(0))
    assert not bounds.hold(Fraction(1, 2))
    assert str(bounds) == "0, 1 .. 12"


def test_draws_are_clipped_to_what_nature_allows_not_to_the_slips():
    quantity = LAW.quantity("tenure_36_months_share")
    assert (quantity.low, quantity.high) == (0, 1)
    assert LAW.parameter("tenure_36_months_share").bounds.low == Fraction("0.01")
