"""What moves the answers and what knowing is worth, against closed forms."""

from statistics import NormalDist

import numpy as np
import pytest
from scipy.stats import qmc

from analysis.model.projection import central, project
from analysis.scenario.load import load_scenario
from analysis.study import asking, decisions, uncertainty
from analysis.study.ensemble import Ensemble, asked, asked_sample, ensemble, sample
from analysis.study.unknowns import GROUPS, count_spread
from analysis.study.value_of_information import evppi

RUNS = {}


def run(name, **changes):
    key = (name, *changes.items())
    if key not in RUNS:
        RUNS[key] = project(load_scenario(name, draws=0, **changes))
    return RUNS[key]


@pytest.fixture(scope="module")
def cilegon():
    return run("cilegon-baseline")


@pytest.fixture(scope="module")
def serang():
    return run("serang-baseline")


@pytest.fixture
def few(monkeypatch):
    """Fewer points for the indices: these tests ask for their limits only."""
    monkeypatch.setattr(uncertainty, "SOBOL_POINTS", 256)


def test_a_bar_is_the_scenario_with_that_value(serang):
    found = uncertainty.tornado(serang)["bill"]
    known = central(load_scenario("serang-baseline"))["uncut_bill_idr"][0]
    assert found.base == pytest.approx(known.sum())
    bars = {bar.name: bar for bar in found.bars}
    for end, share in (("low", "0.43336"), ("high", "0.9")):
        changed = {"segments.pekerja_rentan.verified_share": share}
        bill = central(load_scenario("serang-baseline", **changed))["uncut_bill_idr"]
        assert getattr(bars["verified"], end) == pytest.approx(bill[0].sum(), abs=20)
    assert bars["revenue"].swing == 0
    swings = [bar.swing for bar in found.bars]
    assert swings == sorted(swings, reverse=True)


def test_the_fund_has_the_sign_of_its_ledger(serang):
    found = uncertainty.tornado(serang)["fund"]
    known = central(load_scenario("serang-baseline"))["underwriting_result_idr"][0]
    assert found.base == pytest.approx(known.sum())
    deaths = next(bar for bar in found.bars if bar.name == "ages_and_deaths")
    assert deaths.low > found.base > deaths.high


def test_indices_of_the_bill_belong_to_the_counts_where_nothing_else_moves_it(few):
    found = uncertainty.indices(run("cilegon-baseline", seed=1))["bill"]
    first = dict(zip(found.names, found.first, strict=True))
    total = dict(zip(found.names, found.total, strict=True))
    assert first.pop("member_counts") == pytest.approx(1, abs=0.02)
    assert total.pop("member_counts") == pytest.approx(1, abs=0.02)
    assert max(map(abs, [*first.values(), *total.values()])) < 1e-9


def test_bill_and_fund_are_told_from_the_same_points(few, monkeypatch):
    calls = []
    at = Ensemble.at

    def counted(self, uniform, **options):
        calls.append(uniform.shape[1])
        return at(self, uniform, **options)

    monkeypatch.setattr(Ensemble, "at", counted)
    results = run("cirebon-baseline", seed=2)
    uncertainty.indices(results)
    size = len(asked(results).unknowns)
    assert sum(calls) == 256 * (size + 2)


def test_knowing_the_counts_is_worth_half_the_half_width(cilegon):
    """The need is uniform: E|need - median| of a half-width w is w / 2."""
    found = decisions.information(cilegon)
    need = 10_120 * 16_800 * 12
    worth = need * float(count_spread()) / 2
    assert found.line == pytest.approx(worth, rel=0.01)
    assert found.worth.loc["member_counts", "line_idr"] == pytest.approx(
        worth, rel=0.01
    )
    assert found.best_line_idr == pytest.approx(need, rel=0.01)
    others = found.worth["line_idr"].drop("member_counts")
    assert (others == 0).all()
    assert found.person_year_idr == 16_800 * 12
    people = found.worth.loc["member_counts", "people"]
    assert people == pytest.approx(10_120 * float(count_spread()) / 2, rel=0.02)


def test_worth_of_a_line_with_two_normal_parts():
    """E|N(0, s)| = s sqrt(2 / pi): knowing one part leaves the other."""
    score = np.vectorize(NormalDist().inv_cdf)
    one, other = score(qmc.Sobol(2, rng=5).random(4096).T)
    need = 1000 + 30 * one + 40 * other
    alone = 500 + 15 * one  # what it does elsewhere may be half as much
    exact = np.sqrt(2 / np.pi) * (50 - 40)
    assert decisions.worth_of_line(need, alone) == pytest.approx(exact, rel=0.02)
    assert decisions.worth_of_line(need, need) == pytest.approx(
        np.sqrt(2 / np.pi) * 50, rel=0.01
    )
    assert decisions.worth_of_line(need, np.full(4096, 7.0)) == 0


def test_worth_of_cover_is_that_of_a_long_average(serang):
    """Deaths: the value of knowing them by averaging over all else at each value."""
    found = decisions.information(serang)
    drawn = asked_sample(serang)
    everybody = decisions._everybody(serang)
    names = [one.name for one in asked(serang).unknowns]
    of = [one.name for one in everybody.unknowns]
    rng = np.random.default_rng(4)
    means = []
    # three factors of selection hang on the number, two of them as if at random: with
    # 24 numbers the average scatters by a fifth
    for number in (np.arange(96) + 0.5) / 96:
        uniform = rng.random((len(names), 48))
        uniform[names.index("ages_and_deaths")] = number
        pair = [
            asked(serang).at(uniform, claims=True),
            everybody.at(uniform[[names.index(name) for name in of]], claims=True),
        ]
        means.append(decisions._net_benefits(*pair).mean(0))
    means = np.array(means)
    worth = means.max(1).mean() - means.mean(0).max()
    ours = found.worth.loc["ages_and_deaths", "cover_idr"]
    assert ours == pytest.approx(worth, rel=0.2)
    assert ours <= found.cover + 2 * found.cover.standard_error
    assert len(drawn.bill_idr) == len(drawn.uniform[0])


def test_everybody_means_all_verified_eligible(cilegon):
    found = decisions._everybody(cilegon)
    held = found.at(np.full((len(found.unknowns), 1), np.nan))
    assert held.members_end[0, :, 0] == pytest.approx(held.eligible[0, :, 0])
    assert held.ceiling_idr is None


def test_a_decision_that_cannot_change_makes_knowing_worthless():
    rng = np.random.default_rng(0)
    gain = np.column_stack([np.zeros(2000), 100 + rng.standard_normal(2000)])
    assert evppi(gain[:, 1], gain) == 0


def test_the_order_is_by_worth_then_by_swing(serang):
    frame = uncertainty.ranked(serang)
    assert (np.diff(frame["total_idr"]) <= 0).all()
    same = frame[frame["total_idr"] == 0]["swing_idr"]
    assert (np.diff(same) <= 0).all()
    questions = asking.first_to_obtain(serang)
    assert [one.unknown for one in questions] == list(frame.index)
    assert [one.number for one in questions] == list(range(1, len(frame) + 1))


def test_every_group_has_a_question_in_both_languages():
    assert set(asking.ASKED) == set(GROUPS)
    for asked_of in asking.ASKED.values():
        for text in (asked_of.title, asked_of.institution, asked_of.ask):
            assert text["id"]
            assert text["en"]
            assert text["id"] != text["en"] or "D" in text["id"]


def test_months_are_asked_for_where_they_are_marked():
    results = run("bogor-baseline")
    names = [one.name for one in asked(results).unknowns]
    assert "months" in names
    assert asked(results) is not ensemble(results)
    assert "months" not in [one.name for one in ensemble(results).unknowns]
    plain = run("cirebon-baseline", seed=2)
    assert asked_sample(plain) is sample(plain)


def test_the_scenario_is_named_by_its_first_year(few):
    results = run("cirebon-baseline", seed=2)
    rows = uncertainty.rows(results)
    told = {(one["variable"], one["statistic"]): one["value"] for one in rows}
    assert len(told) == len(rows)
    assert all(np.isfinite(value) for value in told.values())
    parts = [
        told[f"evppi_{kind}_member_counts_idr", "central"] for kind in ("line", "cover")
    ]
    assert told["evppi_member_counts_idr", "central"] == pytest.approx(sum(parts))
    assert {one["year"] for one in rows} == {"all", "2027"}


def test_nothing_uncertain_about_the_bill_is_worth_nothing():
    """Counts known to the person, and no range left about the first year."""
    text = load_scenario("cilegon-baseline")
    segments = {
        slug: one.model_copy(
            update={
                "path": load_scenario("serang-baseline")
                .segments["pekerja_rentan"]
                .path.model_copy(update={"members": {"2027-01": 100}})
            }
        )
        for slug, one in text.segments.items()
    }
    results = project(text.model_copy(update={"segments": segments, "draws": 0}))
    found = decisions.information(results)
    assert found.line == 0
    assert (found.worth["line_idr"] == 0).all()


def test_normal_unknowns_give_the_closed_form():
    """Two decisions, one of which gains N(m, s): the value is s phi(m/s) - ..."""
    mean, sd = 1.0, 2.0
    score = NormalDist().inv_cdf
    numbers = (np.arange(4096) + 0.5) / 4096
    gain = np.array([mean + sd * score(number) for number in numbers])
    z = mean / sd
    exact = sd * NormalDist().pdf(z) - mean * (1 - NormalDist().cdf(z))
    net = np.column_stack([np.zeros(4096), gain])
    assert evppi(numbers, net) == pytest.approx(exact, rel=0.02)
