"""What a valid file gives: defaults, exact numbers, distributions, evidence."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import time
from fractions import Fraction

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from scenario_texts import BASE, FULL, edited, with_segment, with_top

from analysis.evidence import ledger
from analysis.paths import SCENARIOS
from analysis.quantity import Quantity
from analysis.scenario.load import load_scenario, parse_scenario
from analysis.scenario.numerals import decimal

SHIPPED = sorted(path.stem for path in SCENARIOS.glob("*.yaml"))


def exact(value):
    return Quantity.exact(value)


def test_defaults_are_those_of_the_promise():
    scenario = parse_scenario(BASE)
    segment = scenario.segments["rt_rw"]
    assert (scenario.draws, scenario.seed) == (2000, 20261121)
    assert scenario.wage_growth_y == exact("0.05")
    assert (scenario.extends, scenario.why, scenario.decision) == (None, None, None)
    assert scenario.shocks == ()
    assert [funder.funder for funder in scenario.funding] == ["apbd"]
    assert scenario.law.variant == "current"
    assert scenario.law.overrides == {}
    budget = scenario.budget
    assert (budget.base, budget.base_idr, budget.ceiling) == ("revenue", {}, None)
    assert (budget.when_short, budget.revised, budget.priority) == ("heads", False, ())
    assert budget.growth_y == exact(0)
    assert segment.eligible_growth_y == exact(0)
    assert segment.months.of(2027) == (1, 12)
    assert (segment.paid.every, segment.paid.covers) == (1, "advance")
    assert (segment.verified_share, segment.renewal_y) == (exact(1), exact(1))
    assert (segment.place, segment.exits, segment.window) == ("refill", (), ())
    assert (segment.label, segment.since, segment.profile) == (None, None, None)


def test_the_whole_schema_is_read():
    scenario = parse_scenario(FULL)
    segment = scenario.segments["rt_rw"]
    assert (scenario.first_year, scenario.last_year) == (2025, 2034)
    assert segment.months.of(2026) == (1, 12)
    assert segment.exits[0].share == exact("0.5")
    assert scenario.decision.date == dt.date(2024, 8, 22)
    assert scenario.decision.instrument_date == dt.date(2024, 12, 1)
    assert scenario.budget.base_idr == {2025: exact(2010000000000)}
    assert scenario.budget.growth_y.kind == "normal"
    assert scenario.budget.growth_y.numbers == (Fraction("0.045"), Fraction("0.07"))
    assert scenario.budget.ceiling.idr == {2026: exact(2200000000)}
    assert scenario.budget.priority == ("rt_rw", "kader")
    assert scenario.funding[0].ceiling_idr_y == exact(500000000)
    assert scenario.funding[0].segments == ("nelayan",)
    assert scenario.shocks[0].size == exact("-0.23")


def test_the_commented_lines_of_the_whole_schema_are_read_too():
    text = edited("# tariff", "tariff", edited("    tariff: {kind: bpu}", "", FULL))
    assert parse_scenario(text).segments["rt_rw"].tariff.reported_wage == "umk"
    hold = "    path: {kind: hold}"
    for kind in ("schedule", "target"):
        line = f"# path: {{kind: {kind}"
        text = edited(line, line[2:], edited(hold, "", FULL))
        text = text.replace("}}   from", "}}  # from").replace(
            "2029}      ", "2029}  #"
        )
        assert parse_scenario(text).segments["rt_rw"].path.kind == kind
    own = edited("# profile", "profile", edited("    profile: rt_rw ", "", FULL))
    profile = parse_scenario(own.replace("}}   or", "}}  # or")).segments["rt_rw"]
    assert list(profile.profile.ages) == ["18-29", "30-44", "45-54", "55-64"]


def test_numbers_are_exact_decimals():
    scenario = parse_scenario(with_top("wage_growth_y: 0.1"))
    assert scenario.wage_growth_y.central == Fraction(1, 10)


def test_months_of_a_schedule_are_normalised():
    members = '{2026: 1600, "2026-10": 2300, 2028: 1800}'
    text = edited("{kind: hold}", f"{{kind: schedule, members: {members}}}")
    path = parse_scenario(edited("2027", "2026", text)).segments["rt_rw"].path
    assert path.members == {"2026-01": 1600, "2026-10": 2300, "2028-01": 1800}


@pytest.mark.parametrize(
    ("text", "kind", "central"),
    [
        ("{median: 1600, p10: 1550, p90: 1700}", "percentiles", 1600),
        ("{p90: 1700, p10: 1550, median: 1600}", "percentiles", 1600),
        ("{normal: [1600, 20]}", "normal", 1600),
        ("{uniform: [1551, 1700]}", "uniform", Fraction(3251, 2)),
        ("{choice: [[1600, 0.4], [1700, 0.4], [1800, 0.2]]}", "choice", 1600),
    ],
)
def test_uncertain_numbers(text, kind, central):
    eligible = parse_scenario(edited("1528", text)).segments["rt_rw"].eligible
    assert (eligible.kind, eligible.central) == (kind, central)
    assert (eligible.low, eligible.high) == (0, 100_000_000)


def test_one_year_may_have_other_months():
    lines = "months: {first: 2, last: 11, 2028: {first: 4, last: 12}}"
    scenario = parse_scenario(with_segment(lines))
    months = scenario.segments["rt_rw"].months
    assert [months.of(year) for year in (2027, 2028, 2029)] == [
        (2, 11),
        (4, 12),
        (2, 11),
    ]
    origin = scenario.provenance["segments.rt_rw.months.2028.first"]
    assert origin == "file scenario.yaml line 13"


def test_a_default_knows_the_bounds_of_its_field():
    share = parse_scenario(BASE).segments["rt_rw"].verified_share
    assert (share.low, share.high) == (0, 1)


def test_a_number_of_the_ledger():
    scenario = parse_scenario(edited("1528", "{evidence: N027}"))
    assert scenario.segments["rt_rw"].eligible == exact(ledger.value("N027"))
    origin = scenario.provenance["segments.rt_rw.eligible"]
    claim = ledger.claim("N027")
    assert origin == f"evidence N027: {claim['quote']} ({claim['source_id']})"


def test_a_mark_tells_what_no_source_gives():
    why = 'why: {id: "Tidak ada.", en: "None."}'
    scenario = parse_scenario(
        with_top(
            f"assumed: {{segments.rt_rw.eligible: {{low: 1500, high: 2000, {why}}}}}"
        )
    )
    mark = scenario.marks["segments.rt_rw.eligible"]
    assert (mark.low, mark.high, mark.why.en) == (1500, 2000, "None.")


def test_apbd_pays_what_is_left_even_if_not_named():
    scenario = parse_scenario(with_top("funding: [{funder: csr}]"))
    assert [funder.funder for funder in scenario.funding] == ["csr", "apbd"]


def test_a_new_segment_with_its_own_label_and_profile():
    text = edited("rt_rw", "tagana")
    text += '    label: {id: "Tagana", en: "Tagana"}\n    profile: umum\n'
    assert list(parse_scenario(text).segments) == ["tagana"]


def test_a_scenario_cannot_be_changed():
    with pytest.raises(ValidationError):
        parse_scenario(BASE).years = 5


def same(first, second):
    return first.resolved() == second.resolved()


@pytest.mark.parametrize("name", SHIPPED)
def test_a_resolved_scenario_reads_as_itself(name):
    scenario = load_scenario(name)
    text = scenario.yaml_text()
    assert same(parse_scenario(text), scenario)
    assert yaml.safe_load(text).keys() == scenario.resolved().keys()


def test_plain_values_can_be_dumped_and_read_again():
    for text in (BASE, FULL):
        scenario = parse_scenario(text)
        dumped = yaml.safe_dump(scenario.resolved(), sort_keys=False)
        assert same(parse_scenario(dumped), scenario)


def test_the_resolved_text_says_where_each_value_is_from():
    figure = "{evidence: S015, as: printed}"
    text = parse_scenario(edited("1528", figure), years=5).yaml_text()
    lines = {line.split("#")[0].strip(): line for line in text.splitlines()}
    assert lines["years: 5"].endswith("# --set")
    assert lines['region: "3672"'].endswith("# file scenario.yaml line 4")
    assert lines["draws: 2000"].endswith("# default")
    assert "# evidence S015: " in lines["eligible: 1528"]


def test_every_leaf_has_an_origin():
    scenario = parse_scenario(FULL)
    assert scenario.provenance["budget.growth_y"] == "file scenario.yaml line 38"
    assert scenario.provenance["segments.rt_rw.label"] == "default"
    assert scenario.provenance["segments.rt_rw.months.first"].endswith("line 25")
    assert all(scenario.provenance.values())


shares = st.integers(0, 1000).map(lambda n: decimal(Fraction(n, 1000)))
growths = st.integers(-500, 500).map(lambda n: decimal(Fraction(n, 1000)))
people = st.integers(0, 480_000)  # so many live in Cilegon
bases = st.integers(10**8, 10**14)  # and growth that leaves something of them
base_growths = st.integers(-100, 100).map(lambda n: decimal(Fraction(n, 1000)))


@st.composite
def uncertain(draw, numbers, key=float):
    low, middle, high = sorted(draw(st.tuples(numbers, numbers, numbers)), key=key)
    return draw(
        st.sampled_from(
            [
                f"{middle}",
                f"{{median: {middle}, p10: {low}, p90: {high}}}",
                f"{{uniform: [{low}, {high}]}}",
                f"{{choice: [[{low}, 0.25], [{high}, 0.75]]}}",
            ]
        )
    )


@st.composite
def paths(draw):
    months = st.builds("{}-{:02d}".format, st.integers(2027, 2060), st.integers(1, 12))
    members = draw(st.dictionaries(months, people, min_size=1, max_size=5))
    entries = ", ".join(f'"{month}": {number}' for month, number in members.items())
    coverage, year = draw(uncertain(shares)), draw(st.integers(2027, 2060))
    return draw(
        st.sampled_from(
            [
                "{kind: hold}",
                f"{{kind: schedule, members: {{{entries}}}}}",
                f"{{kind: target, coverage: {coverage}, year: {year}}}",
            ]
        )
    )


@st.composite
def scenarios(draw):
    eligible = draw(people)
    first, last = sorted(draw(st.tuples(st.integers(1, 12), st.integers(1, 12))))
    every = draw(st.sampled_from([1, 3, 6, 12]))
    covers = draw(st.sampled_from(["advance", "arrears"]))
    tariffs = ["{kind: bpu}", "{kind: pu, reported_wage: umk}"]
    lines = [
        f"eligible: {eligible}",
        f"members: {draw(st.integers(0, eligible))}",
        f"eligible_growth_y: {draw(uncertain(growths))}",
        f"path: {draw(paths())}",
        f"months: {{first: {first}, last: {last}}}",
        f"paid: {{every: {every}, covers: {covers}}}",
        f"verified_share: {draw(uncertain(shares))}",
        f"renewal_y: {draw(uncertain(shares))}",
        f"tariff: {draw(st.sampled_from(tariffs))}",
    ]
    slug = draw(st.sampled_from(["rt_rw", "nelayan", "marbot", "non_asn"]))
    head = BASE[: BASE.index("segments:")].replace(
        "years: 3", f"years: {draw(st.integers(1, 40))}"
    )
    body = "".join(f"    {line}\n" for line in lines)
    tail = (
        f"budget: {{base_idr: {{2026: {draw(uncertain(bases, int))}}}, "
        f"growth_y: {draw(uncertain(base_growths))}, "
        f"ceiling: {{share: {draw(uncertain(shares))}}}}}\n"
        f"seed: {draw(st.integers(0, 10**14))}\n"
    )
    return f"{head}segments:\n  {slug}:\n{body}{tail}"


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(scenarios())
def test_valid_scenarios_are_read_and_read_again(text):
    scenario = parse_scenario(text)
    again = parse_scenario(scenario.yaml_text())
    assert same(scenario, again)
    assert again.budget == scenario.budget
    assert again.segments == scenario.segments


def test_reading_a_scenario_is_quick():
    load_scenario("cilegon-ceiling")  # tables and law are read once
    times = []
    for _ in range(5):
        start = time.perf_counter()
        load_scenario("cilegon-ceiling")
        times.append(time.perf_counter() - start)
    assert min(times) < 0.06


def test_reading_a_scenario_loads_nothing_heavy():
    heavy = "pandera papermill nbconvert statsmodels matplotlib great_tables xlsxwriter"
    code = (
        "import sys; from analysis.scenario.load import load_scenario; "
        "load_scenario('cilegon-baseline'); "
        f"print(*[name for name in {heavy.split()} if name in sys.modules])"
    )
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == ""
