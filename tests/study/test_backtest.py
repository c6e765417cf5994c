"""The back-test looks at nothing that came later, and says when it cannot tell."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from analysis.evidence.panel import decimal_year
from analysis.model import growth
from analysis.study import backtest, frozen, skill, trends

DAY = dt.date


def row(series, date, people, known=None, eligible=50_000):
    region, segment, *_ = series.split("|")
    return {
        "series": series,
        "region": region,
        "segment": segment,
        "date": date,
        "year": decimal_year(date),
        "known_on": known or date,
        "people": people,
        "eligible": eligible,
        "eligible_basis": "published",
        "claim_id": f"{series}-{date}",
    }


def made(regions=5, seed=0):
    random = np.random.default_rng(seed)
    rows = []
    for i in range(regions):
        people = 2_000 + 500 * i
        for year in range(2021, 2021 + 2 + i % 3):
            day = DAY(year, 3 + i, 10)
            rows.append(row(f"{3600 + i}|rt_rw|jkk+jkm|apbd", day, people))
            people = int(people * random.choice([1, 1.02, 1.6, 0.8]))
    return pd.DataFrame(rows)


PANEL = made()


def only(rows, method=growth.PERSISTENCE):
    return rows[rows["method"] == method].reset_index(drop=True)


@pytest.fixture(scope="module")
def rows():
    return backtest.backtest(PANEL, seed=1, draws=200)


def test_every_later_figure_is_forecast_from_every_earlier_day(rows):
    # 2, 3, 4, 2, 3 points a series: 1 + 3 + 6 + 1 + 3 pairs, six methods each
    assert len(rows) == 14 * len(trends.METHODS)
    assert (rows["made_on"] < rows["target_date"]).all()
    assert (rows["last_date"] <= rows["made_on"]).all()


def test_a_figure_published_late_is_not_known_early():
    series = "3601|rt_rw|jkk+jkm|apbd"
    late = [
        row(series, DAY(2021, 1, 1), 1000),
        row(series, DAY(2022, 1, 1), 2000, known=DAY(2023, 6, 1)),
        row(series, DAY(2023, 1, 1), 3000),
    ]
    found = backtest.tasks(pd.DataFrame(late))
    # 2021 -> 2022, 2021 -> 2023; on 1 January 2023 the figure of 2022 is still unknown
    assert [(task.origin.year, task.target) for task in found] == [(2021, 1), (2021, 2)]


def corrupted(panel, origin, random):
    later = panel["known_on"] > origin
    changed = panel.copy()
    changed.loc[later, "people"] = random.integers(1, 50_000, later.sum())
    changed.loc[later, "eligible"] = random.integers(50_000, 90_000, later.sum())
    dropped = changed.index[later][: random.integers(0, 3)]
    return changed.drop(dropped)


@pytest.mark.fault("N13")
@pytest.mark.parametrize("number", range(4))
def test_corrupting_later_data_leaves_a_forecast_bit_identical(number):
    random = np.random.default_rng(number)
    origin = sorted(set(PANEL["known_on"]))[int(random.integers(2, 10))]
    made_from = {}
    for name, panel in (("was", PANEL), ("is", corrupted(PANEL, origin, random))):
        calibration = trends.calibrate(panel, origin, seed=4)
        made_from[name] = frozen.freeze(panel, calibration, seed=4, draws=100)
    assert len(made_from["was"])
    pd.testing.assert_frame_equal(made_from["was"], made_from["is"], check_exact=True)


def test_a_new_region_leaves_the_others_bit_identical_while_the_fit_is_kept():
    calibration = trends.calibrate(PANEL, DAY(2023, 12, 31), seed=4)
    more = pd.DataFrame([row("9999|kader|jkk+jkm|apbd", DAY(2022, 2, 2), 77)])
    few = frozen.freeze(PANEL, calibration, seed=4, draws=100)
    many = frozen.freeze(pd.concat([PANEL, more]), calibration, seed=4, draws=100)
    kept = many[many["region"] != "9999"].reset_index(drop=True)
    pd.testing.assert_frame_equal(few, kept, check_exact=True)


def test_order_of_rows_changes_nothing(rows):
    mixed = PANEL.sample(frac=1, random_state=3)
    again = backtest.backtest(mixed, seed=1, draws=200)
    keys = ["series", "made_on", "target_date", "method"]
    pd.testing.assert_frame_equal(
        rows.sort_values(keys, ignore_index=True),
        again.sort_values(keys, ignore_index=True),
        check_exact=True,
    )


def test_a_written_calibration_forecasts_the_same():
    import json

    calibration = trends.calibrate(PANEL, DAY(2023, 12, 31), seed=4)
    stored = json.loads(json.dumps(calibration.to_dict()))
    again = trends.Calibration.from_dict(stored)
    assert again.version == calibration.version
    one, two = (frozen.freeze(PANEL, c, seed=4, draws=50) for c in (calibration, again))
    pd.testing.assert_frame_equal(one, two, check_exact=True)


@pytest.mark.parametrize(
    ("years", "expected"),
    [(0.1, 0), (0.49, 0), (0.5, 1), (1.49, 1), (2.2, 2), (3.4, 3), (3.6, 4), (9, 4)],
)
def test_horizons_go_to_the_nearest_year(years, expected):
    assert backtest.horizon_class(years) == expected


def test_scores_of_a_known_forecast():
    found = backtest.scored(np.linspace(0, 1, 1001), 0.95)
    assert found["median"] == pytest.approx(0.5)
    assert not found["in_80"]
    assert found["in_95"]
    # uniform on 0-1: integral of (F - 1{y <= x})^2 = y^3 / 3 + (1 - y)^3 / 3
    assert found["crps"] == pytest.approx((0.95**3 + 0.05**3) / 3, abs=1e-3)


def test_few_forecasts_demonstrate_nothing(rows):
    table = skill.summary(rows, seed=1)
    assert set(table["verdict"]) == {skill.NOT_DEMONSTRABLE}
    whole = table[table["horizon"] == skill.ALL].set_index("method")
    assert whole.loc[growth.PERSISTENCE, "skill_persistence"] == 0
    assert whole["n"].eq(14).all()
    assert whole["regions"].eq(5).all()
    by_horizon = table[table["horizon"] != skill.ALL]
    assert by_horizon.groupby("method")["n"].sum().eq(14).all()


def test_skill_is_by_hand(rows):
    table = skill.summary(rows, seed=1)
    line = table[(table["method"] == growth.MIXTURE) & (table["horizon"] == skill.ALL)]
    mine, base = (only(rows, m)["crps"].sum() for m in (growth.MIXTURE, "persistence"))
    assert line["skill_persistence"].iloc[0] == pytest.approx(1 - mine / base)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ({"n": 29, "in_80_high": 0.5}, skill.NOT_DEMONSTRABLE),
        ({"n": 30, "in_80_high": 0.79}, skill.TOO_NARROW),
        (
            {
                "n": 30,
                "in_80_high": 0.9,
                "skill_persistence": -0.2,
                "se_persistence": 0.1,
            },
            skill.WORSE,
        ),
        (
            {
                "n": 30,
                "in_80_high": 0.9,
                "skill_persistence": -0.1,
                "se_persistence": 0.2,
            },
            skill.HOLDS,
        ),
    ],
)
def test_verdicts(line, expected):
    assert skill.verdict(line) == expected
    assert set(skill.VERDICTS[expected]) == {"id", "en"}


def test_pit_counts_every_forecast(rows):
    table = skill.pit_counts(rows)
    assert table.groupby("method")["n"].sum().eq(14).all()


def test_the_shipped_weights_stay_below_thirty_forecasts():
    weights, count = skill.mixture_weights(PANEL, seed=1, draws=50)
    assert (weights, count) == (dict(growth.WEIGHTS), 14)


def test_enough_forecasts_choose_what_scored_best():
    """Where nothing ever changes, persistence takes all it can."""
    still = [
        row(f"{1000 + i}|rt_rw|jkk+jkm|apbd", DAY(2020 + t, 1, 1 + i), 5_000)
        for i in range(6)
        for t in range(4)
    ]
    still += [
        row(f"{2000 + i}|rt_rw|jkk+jkm|apbd", DAY(2019 + t, 6, 1), 2_000 * 2**t)
        for i in range(2)
        for t in range(2)
    ]
    weights, count = skill.mixture_weights(pd.DataFrame(still), seed=1, draws=100)
    assert count == 38
    assert sum(weights.values()) == pytest.approx(1)
    assert weights[growth.PERSISTENCE] >= 0.5


def test_frozen_forecasts_are_scored_by_what_came_later():
    calibration = trends.calibrate(PANEL, DAY(2022, 12, 31), seed=4)
    kept = frozen.freeze(PANEL, calibration, seed=4, draws=200)
    assert kept["target_date"].min() > "2022-12-31"
    quantiles = kept[frozen.NAMES].to_numpy()
    assert (np.diff(quantiles, axis=1) >= 0).all()
    assert ((quantiles >= 0) & (quantiles <= 1)).all()
    found = frozen.score_frozen(kept, PANEL)
    # 10 July 2023 is 174 days before 31 December, 10 May 2024 131 days after it; 10 May
    # 2023 lies between two ends of year, 235 days before the next target
    assert set(found["claim_id"]) == {
        "3602|rt_rw|jkk+jkm|apbd-2024-05-10",
        "3604|rt_rw|jkk+jkm|apbd-2023-07-10",
    }
    assert set(found["target_date"]) == {"2023-12-31"}
    assert len(found) == 2 * len(frozen.METHODS)
    assert set(found["days_off"]) == {131, 174}
    assert (found["in_50"] <= found["in_80"]).all()


def test_nothing_arrived_scores_nothing():
    calibration = trends.calibrate(PANEL, DAY(2030, 1, 1), seed=4)
    kept = frozen.freeze(PANEL, calibration, seed=4, draws=50)
    assert frozen.score_frozen(kept, PANEL).empty


def test_an_unknown_method_is_refused():
    calibration = trends.calibrate(PANEL, DAY(2022, 1, 1), seed=4)
    with pytest.raises(ValueError, match="not one of"):
        trends.coverage(
            calibration, PANEL.head(1), [DAY(2025, 1, 1)], "x", seed=1, draws=5
        )


def test_a_line_through_own_points_is_not_frozen():
    assert set(trends.METHODS) - set(frozen.METHODS) == {growth.LINEAR}
