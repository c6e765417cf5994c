"""Burdens against every base, and what the bases are made of, worked a second way."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analysis import load_scenario, project
from analysis.errors import InputDataError
from analysis.evidence import ledger
from analysis.law.parameters import load_law
from analysis.report import figures, sentences, tables
from analysis.scenario.load import parse_scenario
from analysis.scenario.region_checks import checked_facts
from analysis.study import bases, revenue
from analysis.study.ensemble import sample
from minimal import scenario_text

CITIES = ("cilegon", "serang", "bogor", "cirebon")
HEAD = 'region: "7401"\nname: Kabupaten Kolaka\n'
INPUTS = """fiscal_inputs_idr:
  earmarked_transfers: {2025: {value: 200000000000, source: P}}
  personnel: {2025: {value: 900000000000, source: P}}
  debt_service: {2025: {value: 0, source: P}}
  village_transfers: {2025: {value: 0, source: P}}
"""
REVENUE_2025 = "bases_idr: {revenue: {2025: {value: 2000000000000, source: P}}}\n"


@pytest.fixture(scope="module")
def runs():
    return {city: project(load_scenario(f"{city}-baseline")) for city in CITIES}


def small(**fields):
    """100 RT/RW in two years at Rp16,800: Rp20.16 million a year."""
    people = {"eligible": 200, "members": 100}
    segment = {"tariff": {"kind": "bpu"}, "path": {"kind": "hold"}, **people}
    given = {"first_year": 2027, "years": 2, "segments": {"rt_rw": segment}, **fields}
    return project(parse_scenario(scenario_text("small", given)))


def knowing(text):
    """A run of a region of which nothing is published but what ``text`` says."""
    run = small(region="7401")
    facts = checked_facts(HEAD + text, "region.yaml", "7401")
    filed = {
        name: {year: idr for year, (idr, _) in years.items()}
        for name, years in facts.bases_idr.items()
    }
    region = replace(run.region, facts=facts, bases_idr=filed)
    return replace(run, region=region, memo={})


@pytest.mark.parametrize("city", CITIES)
def test_the_scenarios_own_base_is_the_one_of_the_projection(runs, city):
    run = runs[city]
    own = bases.bases(run)["revenue"]
    assert own.by_scenario
    pd.testing.assert_series_equal(
        own.idr["central"], run.series("base_idr"), check_names=False
    )
    burden = run.series("uncut_bill_idr") / run.series("base_idr")
    assert own.burden["central"].to_numpy() == pytest.approx(burden.to_numpy())
    drawn = sample(run).bill_idr / sample(run).base_idr
    assert own.burden["p95"].to_numpy() == pytest.approx(np.quantile(drawn, 0.95, 0))


def test_pad_grows_from_its_latest_figure_at_the_pooled_rate(runs):
    # Cilegon: Rp1,030 billion approved for 2026; 8.65 % a year over 38 regencies
    pad = bases.bases(runs["cilegon"])["pad"]
    years = np.arange(1, 11)
    assert pad.idr["central"].to_numpy() == pytest.approx(1030e9 * 1.0865**years)
    bill = 10_120 * 16_800 * 12
    assert pad.burden["central"].to_numpy() == pytest.approx(
        bill / (1030e9 * 1.0865**years)
    )
    # in the first year of growth PAD is off by its single-year spread alone
    assert np.log(pad.idr["p95"] / pad.idr["p05"]).iloc[0] == pytest.approx(
        2 * 1.645 * np.hypot(0.1549, 0.027) / 1.0865, rel=0.06
    )


def test_growth_compares_figures_of_one_stage_only(runs):
    # Serang: realised 1,265 in 2020 and 1,540 in 2024
    found = revenue.evidence(runs["serang"])["revenue"]
    assert (found.stage, found.spans, found.count) == ("realisasi", ((2020, 2024),), 2)
    assert found.growth.own_mean_y == pytest.approx((1540 / 1265) ** (1 / 4) - 1)
    for run in runs.values():
        for base in ("revenue", "pad"):
            one = revenue.evidence(run)[base]
            staged = [
                f for f in revenue.figures(run.region, base) if f.stage == one.stage
            ]
            ends = {year for span in one.spans for year in span}
            assert ends <= {figure.year for figure in staged}


def test_no_span_crosses_the_surcharge_of_2025_or_the_cut_of_2026(runs):
    for run in runs.values():
        found = revenue.evidence(run)
        assert all(not (a < 2026 <= b) for a, b in found["revenue"].spans)
        assert all(not (a < 2025 <= b) for a, b in found["pad"].spans)
    assert revenue.evidence(runs["cirebon"])["pad"].crossing == (2025,)
    law = load_law()
    assert revenue.breaks(law, "revenue", range(2017, 2037)) == [2026]
    assert revenue.breaks(law, "pad", range(2017, 2037)) == [2025]


@pytest.mark.parametrize("city", CITIES)
def test_fiscal_space_of_the_four_cities_names_what_is_missing(runs, city):
    found = revenue.evidence(runs[city])["fiscal_space"]
    assert found.start is None
    assert "earmarked_transfers" in found.missing
    assert ("personnel" in found.missing) == (city in ("cilegon", "bogor"))
    assert "fiscal_space" not in bases.bases(runs[city])
    said = sentences.bases(runs[city], "en")
    assert "fiscal space cannot be computed" in said
    assert "earmarked transfers" in said
    assert "tidak dapat dihitung" in sentences.bases(runs[city], "id")


def test_personnel_on_record_is_the_one_of_the_ledger(runs):
    known = revenue.fiscal_inputs(runs["serang"].region, 2027)
    assert (known["personnel"].year, known["personnel"].stage) == (2025, "anggaran")
    claim = ledger.value("B-3673-2025-belanja_pegawai-anggaran")
    assert known["personnel"].idr == float(claim) == 807.02e9


def test_fiscal_space_is_revenue_less_the_four_inputs_of_the_same_year():
    run = knowing(REVENUE_2025 + INPUTS)
    found = bases.bases(run)
    assert list(found) == ["revenue", "fiscal_space"]
    start = revenue.evidence(run)["fiscal_space"].start
    assert (start.year, start.idr) == (2025, 900e9)  # 2,000 - 200 - 900
    share = found["fiscal_space"].idr["central"] / found["revenue"].idr["central"]
    assert share.to_numpy() == pytest.approx([0.45, 0.45])
    table = tables.fiscal_space(run, "en")
    assert list(table.frame["Rp billion"]) == [
        "2,000.0",
        "200.0",
        "900.0",
        "0.0",
        "0.0",
        "900.0",
    ]


@pytest.mark.parametrize("name", revenue.FISCAL_INPUTS)
def test_without_one_input_fiscal_space_is_not_computable(name):
    lines = [line for line in INPUTS.splitlines() if f"  {name}:" not in line]
    found = revenue.evidence(knowing(REVENUE_2025 + "\n".join(lines) + "\n"))
    assert found["fiscal_space"].start is None
    assert found["fiscal_space"].missing == (name,)


def test_inputs_of_another_year_than_revenue_do_not_count():
    other = REVENUE_2025.replace("2025", "2026") + INPUTS
    assert revenue.evidence(knowing(other))["fiscal_space"].missing == ("revenue",)


def test_a_given_fiscal_space_stands_above_the_recipe():
    given = "bases_idr: {fiscal_space: {2026: {value: 400000000000, source: P}}}\n"
    found = revenue.evidence(knowing(given + INPUTS))["fiscal_space"]
    assert found.start.idr == 400e9


def test_revenue_from_before_the_cut_of_2026_is_cut():
    # 2,000 billion in 2025, x 1.0452 twice to 2027, x 1 - 0.2466 x 0.57 in 2026
    found = bases.bases(knowing(REVENUE_2025))["revenue"]
    expected = 2000e9 * 1.0452**2 * (1 - 0.2466 * 0.57)
    assert found.idr["central"].iloc[0] == pytest.approx(expected)
    assert not found.by_scenario


def test_a_shock_of_the_scenario_cuts_revenue_and_spares_pad():
    shock = {"kind": "transfer_cut", "year": 2028, "size": -0.2, "share": 0.5}
    text = "bases_idr:\n" + "".join(
        f"  {name}: {{2026: {{value: 1000000000000, source: P}}}}\n"
        for name in ("revenue", "pad")
    )
    own = {"budget": {"base_idr": {2026: 10**12}}, "shocks": [shock]}
    plain = knowing(text)
    shocked = replace(small(**own), region=plain.region, memo={})
    # the scenario's base is revenue there; PAD takes the region's figure
    assert bases.bases(shocked)["pad"].idr["central"].to_numpy() == pytest.approx(
        bases.bases(plain)["pad"].idr["central"].to_numpy()
    )
    of_pad = {"base": "pad", "base_idr": {2026: 10**12}}
    shocked = replace(
        small(budget=of_pad, shocks=[shock]), region=plain.region, memo={}
    )
    ratio = (
        bases.bases(shocked)["revenue"].idr["central"]
        / bases.bases(plain)["revenue"].idr["central"]
    )
    assert ratio.to_numpy() == pytest.approx([1, 0.9])


def test_pad_from_before_the_surcharge_is_not_carried_over_it():
    run = knowing("bases_idr: {pad: {2024: {value: 300000000000, source: P}}}\n")
    found = revenue.evidence(run)["pad"]
    assert (found.start, found.lacks) == (None, "before_break")
    assert "vehicle tax surcharge" in sentences.bases(run, "en")


def test_eight_figures_of_one_stage_are_a_series():
    levels = {
        y: 1e12 * 1.06 ** (y - 2014) * (1 + y % 2 / 50) for y in range(2014, 2023)
    }
    lines = [f"    {y}: {{value: {idr:.0f}, source: P}}\n" for y, idr in levels.items()]
    found = revenue.evidence(knowing("bases_idr:\n  revenue:\n" + "".join(lines)))
    assert (found["revenue"].growth.method, found["revenue"].count) == ("series", 9)
    assert found["revenue"].growth.mean_y == pytest.approx(0.06, abs=0.005)


@pytest.mark.parametrize("lang", ["en", "id"])
def test_without_any_revenue_everything_says_so(lang):
    run = small(region="7401")
    assert bases.bases(run) == {}
    missing = {"en": "No revenue is known", "id": "Tidak ada angka pendapatan"}[lang]
    assert missing in sentences.bases(run, lang)
    assert missing in sentences.revenue(run, lang)
    assert missing in tables.bases(run, lang).note
    assert not len(tables.bases(run, lang).frame)
    for table in (tables.bases, tables.revenue, tables.fiscal_space):
        assert table(run, lang).html()
    assert missing in figures.bases(run, lang).words.title


def test_rows_are_finite_and_ordered_and_say_what_the_sentence_says(runs):
    for run in runs.values():
        frame = pd.DataFrame(bases.rows(run))
        assert np.isfinite(frame["value"]).all()
        keys = ["variable", "year", "statistic"]
        assert not frame.duplicated(keys).any()
        wide = frame[frame["statistic"].str.startswith("p")].pivot(
            index=["variable", "year"], columns="statistic", values="value"
        )
        assert (wide.diff(axis=1).iloc[:, 1:] >= 0).all(axis=None)
        said = sentences.bases(run, "en")
        burdens = frame[frame["variable"].str.startswith("burden_")]
        shown = burdens[burdens["year"].isin(["2027", "2036"])]
        shown = shown[shown["statistic"].isin(["central", "p05", "p95"])]
        for share in shown["value"]:
            assert f"{share * 100:.3f}%" in said


def test_the_account_and_the_cap_are_those_of_the_law(runs):
    said = sentences.account(runs["cilegon"], "en")
    assert "5.1.02.02.02.0006" in said
    assert "30%" in said
    before = replace(runs["cilegon"], scenario=load_scenario("cilegon-replay"))
    assert "30%" not in sentences.account(before, "en")


def test_a_replay_knows_no_figure_of_later_years():
    run = project(load_scenario("serang-replay"))
    found = revenue.evidence(run)["revenue"]
    assert run.scenario.first_year == 2021
    assert max(year for span in found.spans for year in span) <= 2021
    assert found.start.year == 2020


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("personnel: {2025: {value: 807020, source: P}}", "personnel.2025"),
        ("debt_service: {2025: {value: -1, source: P}}", "debt_service.2025"),
        ("personel: {2025: {value: 900000000000, source: P}}", "`personnel`"),
        ("personnel: {2025: 900000000000}", "names its source"),
    ],
)
def test_a_wrong_input_is_refused_with_its_place(text, told):
    with pytest.raises(InputDataError) as error:
        checked_facts(f"{HEAD}fiscal_inputs_idr: {{{text}}}\n", "region.yaml", "7401")
    assert told in str(error.value)
