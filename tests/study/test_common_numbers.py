"""Two scenarios meet the same chance, so that their difference is that of the plans.

The variance of a difference of bills under common seeds is at most a tenth of that
under seeds of their own. One kind of pair is excused: where no way at all of drawing
the two together could do better, since ``(sd Y - sd X)^2`` bounds the variance of any
difference from below. That is a plan whose bill hangs on what its parent's does not.
"""

import numpy as np
import pytest

from analysis import paths
from analysis.model.projection import project
from analysis.run.comparison import families
from analysis.scenario.load import load_scenario
from analysis.study.ensemble import Ensemble

DRAWS, POINTS, OTHER_SEED, AT_MOST = 400, 512, 7, 0.1
FAMILIES = families(sorted(paths.SCENARIOS.glob("*.yaml")))
PAIRS = [(parent.stem, one.stem) for parent, *rest in FAMILIES for one in rest]
BASELINES = sorted(path.stem for path in paths.SCENARIOS.glob("*-baseline.yaml"))
DEARER = {"law.overrides.bpu_jkm_idr_m": {"2027-01": 13_471}}
TARIFF, MONTHS = "dearer tariff", "nine months for the first group"


def shares(first, second, apart):
    """Variance of the difference, and the least there can be, over that of two seeds.

    None where nothing varies.
    """
    independent = np.var(first) + np.var(apart)
    if independent == 0:
        assert np.var(second - first) == 0
        return None
    least = (np.std(second) - np.std(first)) ** 2
    return np.var(second - first) / independent, least / independent


def bills(name, **changes):
    """Bills before the ceiling of all years together, a draw each."""
    draws = project(load_scenario(name, draws=DRAWS, **changes)).draws
    return draws.groupby("draw")["uncut_bill_idr"].sum().to_numpy()


def test_bills_of_shipped_scenarios_in_their_own_draws():
    found = {
        variant: shares(bills(parent), bills(variant), bills(variant, seed=OTHER_SEED))
        for parent, variant in PAIRS
    }
    varying = {name: share for name, share in found.items() if share is not None}
    excused = {name for name, (_, least) in varying.items() if least > AT_MOST}
    assert excused == {"cilegon-target-2029"}
    kept = {name: share for name, (share, _) in varying.items() if name not in excused}
    assert kept.keys() >= {"serang-pppk"}
    assert all(share <= AT_MOST for share in kept.values()), kept


def samples(name, **changes):
    """Bills and expected benefits of all years, a point each."""
    found = Ensemble(load_scenario(name, **changes)).sample(POINTS, claims=True)
    benefits = found.benefit_idr.sum(axis=(1, 2))
    return found.bill_idr.sum(axis=1), benefits


def changes_of(name, what):
    if what == TARIFF:
        return DEARER
    first = load_scenario(name).segment_names[0]
    return {f"segments.{first}.months": {"first": 1, "last": 9}}


@pytest.mark.parametrize("what", [TARIFF, MONTHS])
@pytest.mark.parametrize("name", BASELINES)
def test_bills_and_expected_claims_where_all_that_is_not_known_varies(name, what):
    changes = changes_of(name, what)
    before, after = samples(name), samples(name, **changes)
    apart = samples(name, **changes, seed=OTHER_SEED)
    for triple in zip(before, after, apart, strict=True):
        share, _ = shares(*triple)
        assert share <= AT_MOST
