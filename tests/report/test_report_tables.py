"""Tables: short, escaped, the same numbers as the results."""

import pandas as pd
import pytest

from analysis.report import frames, tables
from analysis.report.table import Table, millions
from analysis.report.tables_evidence import IDENTITIES, plain

OF_ONE_RUN = ("bill", "bridge", "claims", "ledgers", "months", "segments")
OF_A_REAL_RUN = (
    *("assumed", "assumed_law", "death_rates", "sources", "gates", "law", "receipts"),
    *("segment_tariffs", "two_tariffs", "checks"),
)
ON_CLAIMS = (
    *("household", "small_groups", "fund", "owed", "age_mixes", "credibility"),
    *("national", "tariff_revision"),
)


@pytest.mark.parametrize("name", [*OF_ONE_RUN, *ON_CLAIMS])
@pytest.mark.parametrize("lang", ["id", "en"])
def test_tables_of_a_made_up_run(fake, name, lang):
    check(getattr(tables, name)(fake, lang))


@pytest.mark.parametrize("name", [*OF_ONE_RUN, *OF_A_REAL_RUN, *ON_CLAIMS])
def test_tables_of_real_runs(real, name):
    rows = 40 if name == "assumed_law" else 12  # all topics together
    check(getattr(tables, name)(real, "id"), rows)


def check(table, rows=12):
    assert len(table.frame) <= rows
    assert table.title
    text = table.frame.to_string()
    assert "nan" not in text.lower().split()
    assert table.html() == table.html()


def test_ledgers_add_to_zero(fake):
    sums = frames.ledgers(fake).sum(axis=1)
    assert sums.abs().max() < 1e-3
    assert set(tables.ledgers(fake, "en").frame["Sum"]) == {"0.0"}


def test_bridge_ends_at_the_bill_of_the_general_budget(real):
    wide = frames.bridge(real)
    assert (wide["bill"] - frames.bill(real)).abs().max() < 1


def test_values_are_escaped():
    frame = pd.DataFrame({"a": ["<script>"], "b": ["1"]})
    html = Table("x", "<i>t</i>", frame, "<u>n</u>", ["a"]).html()
    for tag in ("<script", "<i>", "<u>"):
        assert tag not in html


def test_serang_shows_both_denominators():
    frame = tables.denominators("S036", ["S030", "S029"], "en").frame
    assert list(frame["Coverage"]) == ["8.13%", "7.38%"]


def test_cirebon_left_out_cost_at_both_tariffs(cirebon):
    last = tables.two_tariffs(cirebon, "en").frame.iloc[-1]
    assert last["People"] == "2,500"
    assert last["BPU, Rp million"] == "504.0"
    assert last["PU, Rp million"] == "398.0"  # UMK of 2023, when the gate opens


def test_cilegon_findings_are_shown():
    shown = tables.findings("3672", "en").frame.to_string()
    for number in ("19,185", "6,164", "28,598.67", "10,793", "309,542,340"):
        assert number in shown
    assert len(tables.findings("3672", "en").frame) <= 12


def test_new_cover_of_october_2019_cannot_start_in_2020(cirebon):
    row = tables.gates(cirebon, "en").frame.iloc[0]
    assert row["Through the budget"] == "January 2021"


def test_every_identity_has_words(real):
    assert set(real.identities()["identity"]) <= set(IDENTITIES)


@pytest.mark.parametrize(
    ("value", "shown"),
    [(2500.0, "2,500"), (0.0024, "0.0024"), (28598.6702, "28,598.67"), ("a", "a")],
)
def test_plain_numbers(value, shown):
    assert plain(value, "en") == shown


def test_millions():
    assert millions(1_251_331_200, "id") == "1.251,3"


def test_findings_leave_out_what_agrees_and_what_repeats():
    found = tables.findings("3673", "en")
    assert "other relations agree" in found.note
    assert "L-3673" not in found.frame.to_string()
    assert "321,754" in found.frame.to_string()


def test_checks_are_named_in_the_language():
    from analysis.evidence.closure import findings
    from analysis.report.tables_evidence import CHECKS_ID

    assert set(findings(None, "id")["check"]) <= set(CHECKS_ID)
    assert "nama hari" in tables.findings("3274", "id").frame.to_string()


def test_assumptions_are_in_words_with_one_number_where_bounds_are_equal(real):
    for lang in ("id", "en"):
        shown = tables.assumed(real, lang).frame
        assert not shown.iloc[:, 0].str.contains("_|segments.", regex=True).any()
        assert "-" not in shown.iloc[:, 1:4].to_numpy()


def test_death_rates_used_are_population_times_selection(real):
    for row in tables.death_rates(real, "en").frame.to_numpy():
        population, selection, used = (float(cell) for cell in row[3:])
        assert used == pytest.approx(population * selection, abs=0.03)


def test_claims_say_what_is_drawn(real):
    from analysis.report.tables_assumed import CLAIM_PARAMETERS, TOPICS

    frame = tables.assumed_law(real, "en").frame
    assert set(frame["Simulation"]) == {"drawn", "fixed"}
    selection, profiles = frame.iloc[0], frame.iloc[-1]
    assert (selection["Simulation"], profiles["Simulation"]) == ("drawn", "fixed")
    assert "kematian" not in frame.to_string()
    by_topic = [tables.assumed_law(real, "en", topic).frame for topic in TOPICS]
    assert all(len(one) <= 12 for one in by_topic)
    assert sum(map(len, by_topic)) == len(frame) == len(CLAIM_PARAMETERS) + 1


def test_calibration_begins_with_the_rate_used():
    frame = tables.calibration("en").frame
    rates = frame["Deaths per 1,000 a year"].astype(float)
    assert rates.iloc[0] == 4.80
    assert len(frame) == 8
    # the reading that moves the rate most, Bone Bolango 2023 left out, is among them
    assert rates.min() == 3.69


def test_source_line_names_the_ceiling_and_no_revenue(replay):
    from analysis.report.sources import short_ids, source_line

    assert "pendapatan" not in source_line(replay, "en")
    assert "pendapatan" in source_line(replay, "en", prefix="budget.base")
    ids = ["N026", "S015", "S016", "S019", "S020", "S021", "B-1"]
    assert short_ids(ids) == ["N026", "S015", "S016", "S019-S021", "B-1"]
