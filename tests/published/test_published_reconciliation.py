"""Balancing and typing errors as the literature prints them."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import yaml

from analysis.evidence.reconcile import balance
from analysis.evidence.repair import ROUNDING, Table, repair
from analysis.evidence.typos import correct_typos, distance, share_typos

FILE = Path(__file__).with_name("reconciliation.yaml")
PUBLISHED = yaml.safe_load(FILE.read_text(encoding="utf-8"))
SCHOLTUS = PUBLISHED["typing_errors"]
VARIABLES = SCHOLTUS["variables"]
EDITS = [[edit.get(name, 0) for name in VARIABLES] for edit in SCHOLTUS["edits"]]


def named(record):
    return record["name"]


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


@pytest.mark.parametrize(
    "record", PUBLISHED["small_typing_errors"]["records"], ids=named
)
def test_small_records(record):
    fixed = record.get("fixed", ())
    found = correct_typos(record["printed"], record["edits"], fixed=fixed)
    assert found.status == record["status"]
    assert list(found.values) == record["repaired"]


@pytest.mark.parametrize(("one", "other", "steps"), PUBLISHED["distances"]["pairs"])
def test_distances(one, other, steps):
    assert distance(one, other) == steps


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
