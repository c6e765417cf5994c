"""Who pays: the steps add up, nobody pays twice, and what one paid others bear."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.language import LANGUAGES
from analysis.model.projection import project
from analysis.scenario.load import load_scenario, parse_scenario
from analysis.study import funders
from minimal import scenario_text

GROUP = {"tariff": {"kind": "bpu"}, "path": {"kind": "hold"}}
SEGMENTS = {
    slug: {"eligible": people, "members": people, **GROUP}
    for slug, people in {"rt_rw": 100, "nelayan": 40, "petani": 60}.items()
}
YEAR = 16_800 * 12


def run(funding, **fields):
    filled = {"first_year": 2027, "years": 2, "segments": SEGMENTS, **fields}
    text = scenario_text("demo", {**filled, "funding": [*funding, {"funder": "apbd"}]})
    return project(parse_scenario(text))


def steps_gap(results):
    steps = funders.waterfall(results)
    return (steps.drop(columns="apbd_idr").sum(axis=1) - steps["apbd_idr"]).abs().max()


def random_funding(rng):
    names = rng.permutation(["csr", "provinsi", "dbh_cht"])[: rng.integers(1, 4)]
    for name in names:
        one = {"funder": str(name), "ceiling_idr_y": int(rng.integers(0, 300)) * 10**5}
        if rng.random() < 0.5:
            one["segments"] = [str(s) for s in rng.permutation(list(SEGMENTS))[:2]]
        yield one


@pytest.mark.parametrize("seed", range(8))
def test_steps_add_up_and_nobody_is_paid_for_twice(seed):
    rng = np.random.default_rng(seed)
    ceiling = {"ceiling": {"idr": {2027: int(rng.integers(5, 30)) * 10**6}}}
    rule = str(rng.choice(["heads", "months", "priority", "arrears"]))
    results = run(random_funding(rng), budget={**ceiling, "when_short": rule})
    assert steps_gap(results) == 0
    if rule == "arrears":  # old debt is paid beside the year's bill
        return
    people = results.series("funded_member_months")
    paid = sum(results.series("contributions_idr", funder=f) for f in results.funders)
    assert (paid == people * 16_800).all()


@pytest.mark.parametrize("seed", range(8))
def test_what_a_payer_paid_is_borne_by_the_others(seed):
    found = funders.leavers(run(random_funding(np.random.default_rng(seed))))
    for one in found:
        assert (one.apbd_idr + one.others_idr == one.paid_idr).all()
        assert (one.others_idr >= 0).all()


def test_a_payer_with_room_steps_in_before_the_budget():
    # nelayan cost 8,064,000: csr 5,000,000, the province the rest; without csr all
    funding = [
        {"funder": "csr", "ceiling_idr_y": 5_000_000, "segments": ["nelayan"]},
        {"funder": "provinsi", "ceiling_idr_y": 7_000_000, "segments": ["nelayan"]},
    ]
    csr, province = funders.leavers(run(funding))
    assert csr.paid_idr.eq(5_000_000).all()
    assert csr.others_idr.eq(7_000_000 - 3_064_000).all()
    assert csr.apbd_idr.eq(40 * YEAR - 7_000_000).all()
    assert province.apbd_idr.eq(3_064_000).all()


def test_the_line_stays_when_a_payer_leaves():
    funding = [{"funder": "csr", "ceiling_idr_y": 8_064_000}]
    (csr,) = funders.leavers(run(funding))  # no ceiling: the first year's bill is held
    line = 160 * YEAR
    assert csr.base.cut_share == 0
    assert csr.outcome.cut_share == pytest.approx(1 - line / (200 * YEAR))
    assert csr.outcome.most_left_out == 40


def test_only_the_budget_pays():
    results = run([])
    assert funders.leavers(results) == []
    assert funders.rows(results) == []
    assert funders.own_pocket(results).empty
    assert steps_gap(results) == 0


def test_members_who_pay_themselves_have_the_discount_of_2026():
    # Rp16,800 in January to March, Rp8,400 in April to December (PP 50/2025)
    funding = [{"funder": "mandiri", "segments": ["nelayan"]}]
    own = funders.own_pocket(run(funding, first_year=2026))
    assert own.loc[2026, "full_idr"] == 40 * YEAR
    assert own.loc[2026, "discounted_idr"] == 40 * (3 * 16_800 + 9 * 8_400)
    assert own.loc[2027, "discounted_idr"] == own.loc[2027, "full_idr"]


def test_tables_sentences_and_picture_of_bogor():
    from analysis.report import figures, sentences, tables

    results = project(load_scenario("bogor-baseline", draws=0))
    for lang in LANGUAGES:
        assert tables.payers(results, lang).frame.shape == (10, 4)
        assert len(tables.funders_leave(results, lang).frame) == 1
        assert len(figures.payers(results, lang).words.alt) > 40
    assert "the general APBD bears Rp2.45 billion more" in sentences.funders(results)
    assert len(funders.rows(results)) == 6


def test_the_table_says_what_the_discount_is_worth():
    from analysis.report import tables

    note = tables.payers(run([{"funder": "mandiri"}], first_year=2026)).note
    assert "PP 50/2025" in note
    assert "Rp25.2 million in 2026, not Rp40.3 million" in note
