"""Ten thousand claims at once: the checks finish, and their work grows linearly.

Work is counted in calls of Python functions, which no load of the machine changes.
"""

import sys

import numpy as np
import pytest
from test_checks_random import one_page, row

from analysis.evidence.checks import alarms, check


def pages(claims):
    """Whole newspapers of other regions and days until there are enough claims."""
    random, rows, number = np.random.default_rng(7), [], 0
    while len(rows) < claims:
        number += 1
        for one in one_page(random)[0]:
            if not one["region"] and number > 1:
                continue  # a nation has one law
            names = {
                "claim_id": f"{number}:{one['claim_id']}",
                "source_id": f"{number}:{one['source_id']}",
                "region": one["region"] and f"{number}-{one['region']}",
            }
            rows.append({**one, **names})
    return rows[:claims]


def calls(rows):
    """Return how many Python functions a check of ``rows`` calls."""
    count = 0

    def seen(_frame, event, _arg):
        nonlocal count
        count += event == "call"

    sys.setprofile(seen)
    try:
        check(rows)
    finally:
        sys.setprofile(None)
    return count


def one_day(claims):
    """The worst page: every claim about one group on one day, in many sources."""
    return [
        row(f"claim-{i}", "members", 1_000 + i % 7, source_id=f"s{i}", segment="petani")
        for i in range(claims)
    ]


def one_source(claims):
    """A page whose claims may all belong together: one source, place and day."""
    concepts = ("members", "not_covered", "eligible", "employed", "coverage_rate")
    made = []
    for i in range(claims):
        concept = concepts[i % len(concepts)]
        is_share = concept == "coverage_rate"
        value = "0.5000" if is_share else str(1_000 + i)
        cells = {"unit": "share", "rounding": "0.0001"} if is_share else {}
        made.append(row(f"claim-{i}", concept, value, **cells))
    return made


@pytest.mark.parametrize(
    ("make", "claims"), [(pages, 10_000), (one_day, 2_000), (one_source, 800)]
)
def test_the_work_grows_with_the_claims_and_not_their_square(make, claims):
    small, large = calls(make(claims // 10)), calls(make(claims))
    assert large <= 13 * small  # tenfold claims; the square would be a hundredfold


def test_ten_thousand_claims_are_checked():
    rows = pages(10_000)
    last = rows[-1]["claim_id"].partition(":")[0]  # a page cut in the middle
    whole = [one for one in rows if one["claim_id"].partition(":")[0] != last]
    assert len(whole) > 9_900
    assert not alarms(check(whole))
