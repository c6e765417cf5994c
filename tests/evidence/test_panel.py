"""The panel of published stocks: what is in, what is out and why, known when."""

import datetime as dt

import pytest

from analysis.evidence import panel as panels
from analysis.evidence.ledger import claim


@pytest.fixture(scope="module")
def panel():
    return panels.panel()


def test_it_is_the_same_every_time(panel):
    assert panels.panel().equals(panel)
    assert list(panel.columns) == panels.COLUMNS
    assert panel["claim_id"].is_unique


def test_the_stocks_of_cilegon_and_palu(panel):
    used = panels.used(panel).groupby("series")["people"].apply(list)
    assert used["3672|apbd|jkk+jkm|apbd"] == [6207, 7881]
    assert used["7271|apbd|jkk+jkm|apbd"] == [39514, 37872, 42328, 60426]


def test_nobody_is_left_out_without_a_reason(panel):
    why = panel.set_index("claim_id")["use"]
    assert why["S017"] == panels.AD_HOC
    assert why["N088"] == panels.HELD_APART
    assert why["K096"] == panels.PART
    assert not panels.used(panel)["segment"].str.startswith("adhoc").any()


@pytest.mark.parametrize("claim_id", ["K068", "K069", "K083", "N025", "N075"])
def test_an_addition_is_no_stock(panel, claim_id):
    assert claim(claim_id)["concept"] == "members_added"
    assert claim_id not in set(panel["claim_id"])


def test_nothing_is_known_before_its_day(panel):
    assert (panel["known_on"] >= panel["date"]).all()
    palu = panel[panel["series"] == "7271|apbd|jkk+jkm|apbd"]
    # four figures of one article without a date: known when its latest figure was
    assert set(palu["known_on"]) == {dt.date(2025, 6, 26)}
    assert set(palu["known_basis"]) == {panels.FROM_FIGURE}


def test_denominators_are_published_or_marked_as_borrowed(panel):
    kinds = {panels.PUBLISHED, panels.BORROWED}
    assert set(panel["eligible_basis"]) == kinds
    assert (panel.groupby("series")["eligible_basis"].nunique() == 1).all()
    cirebon = panel[panel["claim_id"] == "S002"].iloc[0]
    assert (cirebon["eligible"], cirebon["eligible_basis"]) == (3600, panels.PUBLISHED)
    assert (panels.used(panel)["eligible"] > 0).all()


def test_a_borrowed_labour_force_by_hand():
    # a province is the sum of its kabupaten and kota
    force = panels.labour_force()
    parts = sum(people for code, people in force.items() if code[:2] == "36" != code)
    assert force["36"] == parts
    assert 150_000 < force["3672"] < 260_000  # Cilegon; BPJS counts 174,897


@pytest.mark.parametrize(
    ("date", "year"),
    [
        (dt.date(2023, 1, 1), 2023.0),
        (dt.date(2023, 7, 2), 2023 + 182 / 365),
        (dt.date(2024, 12, 31), 2024 + 365 / 366),
    ],
)
def test_dates_as_years(date, year):
    assert panels.decimal_year(date) == pytest.approx(year, abs=1e-6)
