"""Numbers that must not move, overflow or turn round: by the model and the tables."""

from __future__ import annotations

import csv
import io

import pytest

from analysis.model.projection import project
from analysis.scenario.load import parse_scenario
from faults.driver import digest, quick
from faults.rawfiles import change
from minimal import scenario_text

PEOPLE, TARIFF_IDR_M, MONTHS = 200_000, 16_800, 12
BASE_IDR = 2_000_000_000_000


def results(members=PEOPLE, base=BASE_IDR, **more):
    group = {
        "eligible": 4 * PEOPLE,
        "members": members,
        "tariff": {"kind": "bpu"},
        "path": {"kind": "hold"},
        "place": "refill",
    }
    fields = {
        "why": {"id": "uji", "en": "test"},
        "region": "3204",
        "first_year": 2027,
        "segments": {"pekerja_rentan": group},
        "budget": {"base": "revenue", "base_idr": {2026: base}, "growth_y": 0},
        **more,
    }
    return project(parse_scenario(scenario_text("uji", fields)))


def bill(found) -> float:
    return float(found.series("uncut_bill_idr").iloc[0])


@pytest.mark.fault("N1")
def test_a_large_bill_is_the_exact_product():
    """In 32 bits 200,000 x 16,800 would be -934,967,296."""
    assert bill(results()) == PEOPLE * TARIFF_IDR_M * MONTHS == 40_320_000_000


@pytest.mark.fault("N7")
def test_the_burden_never_falls_where_it_must_not():
    people = [bill(results(members)) for members in (0, 1, 1_000, 200_000, 800_000)]
    assert people == sorted(set(people))
    tariffs = [
        bill(results(law={"overrides": {"bpu_jkm_idr_m": {"2027-01": idr}}}))
        for idr in (5_000, 6_800, 9_000)
    ]
    assert tariffs == sorted(set(tariffs))
    shares = [bill(results(base=base)) / base for base in (10**13, 10**12, 10**11)]
    assert shares == sorted(set(shares))


@pytest.mark.fault("N4")
def test_another_seed_moves_a_mean_within_four_standard_errors():
    draws = 2_000
    found = []
    for seed in (1, 2, 3):
        members = {"normal": [PEOPLE, PEOPLE // 10]}
        made = results(members, seed=seed, draws=draws).draws
        bills = made["contributions_apbd_idr"]
        assert len(bills) == draws
        found.append((float(bills.mean()), float(bills.std())))
    for mean, sd in found:
        for other, spread in found:
            error = ((sd**2 + spread**2) / draws) ** 0.5
            assert abs(mean - other) <= 4 * error
    assert len({mean for mean, _ in found}) == len(found)


@pytest.mark.fault("N6")
def test_rows_in_another_order_give_the_same_tables(project):
    """Every raw table upside down; budgets say one figure several times in order."""
    before = digest(project / "data" / "processed")
    folder = project / "data" / "raw"
    for path in folder.rglob("*.csv"):
        if path.name not in ("columns.csv", "budgets.csv", "budget_shares.csv"):
            change(path, lambda rows: rows.__setitem__(slice(1, None), rows[:0:-1]))
    done = quick(project, ["data"])
    assert done.code == 0, done.said
    after = digest(project / "data" / "processed")
    moved = {name for name in before if before[name] != after[name]}
    assert moved == {"manifest.json"}, first_difference(project, moved)


def first_difference(project, names) -> str:
    name = sorted(names - {"manifest.json"})[0]
    text = (project / "data" / "processed" / name).read_text(encoding="utf-8")
    return f"{name}: {next(csv.reader(io.StringIO(text)))}"
