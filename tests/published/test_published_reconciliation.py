"""Balancing and typing errors as the literature prints them.

Every printed answer is derived a second time, without the code under test: balances
by solving the normal equations in exact fractions, typing errors by trying every
number whose print lies one slip away.
"""

from fractions import Fraction
from itertools import product
from pathlib import Path

import numpy as np
import pytest
import yaml

from analysis.evidence.reconcile import balance
from analysis.evidence.repair import ROUNDING, repair
from analysis.evidence.repair_input import Table
from analysis.evidence.typos import correct_typos, distance, share_typos

FILE = Path(__file__).with_name("reconciliation.yaml")
PUBLISHED = yaml.safe_load(FILE.read_text(encoding="utf-8"))
SCHOLTUS = PUBLISHED["typing_errors"]
VARIABLES = SCHOLTUS["variables"]
EDITS = [[edit.get(name, 0) for name in VARIABLES] for edit in SCHOLTUS["edits"]]


def named(record):
    return record["name"]


# --- the second derivations ----------------------------------------------------


def solved(system):
    """Return the solution of a square system of Fractions, by Gauss and Jordan.

    Equations that follow from others are left out; their unknown is 0.
    """
    rows = [list(row) for row in system]
    size, done = len(rows[0]) - 1, []
    for column in range(size):
        pivot = next(
            (r for r in range(len(rows)) if r not in done and rows[r][column]), None
        )
        if pivot is None:
            done.append(-1 - column)
            continue
        done.append(pivot)
        rows[pivot] = [value / rows[pivot][column] for value in rows[pivot]]
        for other in range(len(rows)):
            if other != pivot and rows[other][column]:
                factor = rows[other][column]
                pairs = zip(rows[other], rows[pivot], strict=True)
                rows[other] = [a - factor * b for a, b in pairs]
    return [Fraction(0) if r < 0 else rows[r][-1] for r in done]


def normal_equations(x, variance, edits, goals):
    """Return figures and statistic: S^-1 (theta - x) + A' mu = 0 and A theta = c."""
    n, m = len(x), len(edits)
    system = [
        [1 / variance[i] if i == j else Fraction(0) for j in range(n)]
        + [edit[i] for edit in edits]
        + [x[i] / variance[i]]
        for i in range(n)
    ]
    zeros = [Fraction(0)] * m
    system += [[*edit, *zeros, goal] for edit, goal in zip(edits, goals, strict=True)]
    theta = solved(system)[:n]
    gaps = zip(theta, x, variance, strict=True)
    return theta, sum((a - b) ** 2 / v for a, b, v in gaps)


def slips(number):
    """Return every whole number one slip away, written out letter by letter."""
    text, digits = str(number), "0123456789"
    found = set()
    for i in range(len(text) + 1):
        found |= {text[:i] + d + text[i:] for d in digits}
        if i < len(text):
            found.add(text[:i] + text[i + 1 :])
            found |= {text[:i] + d + text[i + 1 :] for d in digits}
        if i + 1 < len(text):
            found.add(text[:i] + text[i + 1] + text[i] + text[i + 2 :])
    sound = {one for one in found if one.isdigit() and (one == "0" or one[0] != "0")}
    return {int(one) for one in sound} - {number}


def broken(record, edits):
    return [
        row for row, edit in enumerate(edits)
        if sum(a * b for a, b in zip(edit, record, strict=True))
    ]  # fmt: skip


def repairs_by_trial(record, edits):
    """Return {figure: repairs} that mend a broken edit and break none."""
    before = set(broken(record, edits))
    found = {}
    for position, printed in enumerate(record):
        for other in slips(printed):
            trial = [*record[:position], other, *record[position + 1 :]]
            if set(broken(trial, edits)) < before:
                found.setdefault(position, set()).add(other)
    return found


# --- the printed answers -------------------------------------------------------


@pytest.mark.parametrize("record", SCHOLTUS["records"], ids=named)
def test_scholtus_records(record):
    found = correct_typos(record["printed"], EDITS)
    repaired = {VARIABLES[one.position]: int(one.new) for one in found.applied}
    assert (found.status, repaired) == (record["status"], record["repairs"])
    expected = [
        repaired.get(name, old)
        for name, old in zip(VARIABLES, record["printed"], strict=True)
    ]
    assert list(found.values) == expected
    tried = repairs_by_trial(record["printed"], EDITS)
    for name, new in record["repairs"].items():
        assert new in tried[VARIABLES.index(name)]
    if record["status"] in ("valid", "corrected"):
        assert not broken(expected, EDITS)
    if record["status"] == "partial":
        assert broken(expected, EDITS)


@pytest.mark.parametrize(
    "record", PUBLISHED["small_typing_errors"]["records"], ids=named
)
def test_small_records(record):
    fixed = record.get("fixed", ())
    found = correct_typos(record["printed"], record["edits"], fixed=fixed)
    assert found.status == record["status"]
    assert list(found.values) == record["repaired"]
    tried = repairs_by_trial(record["printed"], record["edits"])
    tried = {place: new for place, new in tried.items() if place not in fixed}
    if record["status"] == "corrected":
        changed = {
            place: {new}
            for place, (old, new) in enumerate(
                zip(record["printed"], record["repaired"], strict=True)
            )
            if old != new
        }
        assert tried == changed
    else:  # nothing mends it, or two slips would do as well
        assert len(tried) != 1


@pytest.mark.parametrize(("one", "other", "steps"), PUBLISHED["distances"]["pairs"])
def test_distances(one, other, steps):
    assert distance(one, other) == steps
    if one >= 0 <= other:
        assert (other in slips(one)) is (steps == 1)


def test_rounding_errors_are_repaired_within_one_unit():
    example = PUBLISHED["rounding"]
    claims = dict(zip(VARIABLES, map(Fraction, example["printed"]), strict=True))
    edits = [{k: v for k, v in edit.items() if v} for edit in SCHOLTUS["edits"]]
    steps = dict.fromkeys(VARIABLES, Fraction(2))  # up to one unit either way
    table = repair(Table(claims, dict.fromkeys(VARIABLES, 1.0), edits, steps))
    adjusted = dict(zip(table["claim_id"], table["adjusted"], strict=True))
    for edit in edits:
        assert sum(k * adjusted[n] for n, k in edit.items()) == pytest.approx(
            0, abs=1e-9
        )
    assert table["adjustment"].abs().max() <= example["largest_change"]
    assert ROUNDING in set(table["step"])


def test_a_swapped_digit_in_a_denominator():
    example = PUBLISHED["label_error"]
    covered, eligible = example["covered"], example["eligible"]
    share, half = Fraction(example["printed_share"]), Fraction(example["half_step"])
    assert covered / eligible == pytest.approx(
        example["share_of_the_counts"], abs=example["tolerance"]
    )
    repairs = share_typos(covered, eligible, share, half)
    assert repairs == [("denominator", example["denominator_repaired"])]
    fitting = {
        n for n in slips(eligible) if n and abs(Fraction(covered, n) - share) <= half
    }
    assert fitting == {example["denominator_repaired"]}
    counted = {n for n in slips(covered) if abs(Fraction(n, eligible) - share) <= half}
    assert not counted


@pytest.mark.parametrize("example", PUBLISHED["balances"], ids=named)
def test_balances(example):
    found = balance(
        example["values"],
        example["sd"],
        example["constraints"],
        totals=example.get("totals"),
        lower=example.get("lower"),
    )
    assert found.values == pytest.approx(example["balanced"], abs=example["tolerance"])
    assert found.df == example["df"]
    if "statistic" in example:
        assert found.statistic == pytest.approx(example["statistic"], rel=1e-4)
        sd, close = example["sd_balanced"], example["sd_tolerance"]
        assert found.sd == pytest.approx(np.full(len(found.sd), sd), abs=close)
        assert np.argmax(abs(found.z)) == example["largest_z_at"]
        assert abs(found.z).max() == pytest.approx(example["largest_z"], abs=0.005)


@pytest.mark.parametrize("example", PUBLISHED["balances"], ids=named)
def test_balances_by_another_road(example):
    """Exact fractions; where a bound binds, the best of all ways to hold figures at it.

    By hand, for the heat exchanger: a + b is in- and outflow, a and b the branches.
    Setting the derivatives of the squares to zero gives 6 b = 214.32, so b = 35.72,
    a = b + 28.78 = 64.50 and a + b = 100.22.
    """
    x = [Fraction(str(value)) for value in example["values"]]
    variance = [Fraction(str(example["sd"])) ** 2] * len(x)
    edits = [[Fraction(a) for a in edit] for edit in example["constraints"]]
    goals = [Fraction(goal) for goal in example.get("totals", [0] * len(edits))]
    low = [Fraction(bound) for bound in example.get("lower", [-(10**9)] * len(x))]
    best = None
    for held in product((False, True), repeat=len(x) if "lower" in example else 0):
        pinned = [i for i, one in enumerate(held) if one]
        rows = [*edits, *([Fraction(i == j) for j in range(len(x))] for i in pinned)]
        ends = [*goals, *(low[i] for i in pinned)]
        theta, statistic = normal_equations(x, variance, rows, ends)
        fits = all(
            sum(a * b for a, b in zip(row, theta, strict=True)) == end
            for row, end in zip(rows, ends, strict=True)
        ) and all(a >= b for a, b in zip(theta, low, strict=True))
        if fits and (best is None or statistic < best[1]):
            best = theta, statistic
    theta, statistic = best
    printed = example["balanced"]
    assert [float(one) for one in theta] == pytest.approx(
        printed, abs=example["tolerance"]
    )
    found = balance(
        example["values"], example["sd"], example["constraints"],
        totals=example.get("totals"), lower=example.get("lower"),
    )  # fmt: skip
    assert found.values == pytest.approx([float(one) for one in theta], abs=1e-9)
    assert found.statistic == pytest.approx(float(statistic), rel=1e-9)
