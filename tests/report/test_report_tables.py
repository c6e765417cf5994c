"""Tables: short, escaped, the same numbers as the results."""

import pandas as pd
import pytest

from analysis.report import frames, tables
from analysis.report.table import Table, millions
from analysis.report.tables_evidence import IDENTITIES, plain

OF_ONE_RUN = ("bill", "bridge", "claims", "ledgers", "limits", "months", "segments")
OF_A_REAL_RUN = (
    *("assumed", "assumed_law", "gates", "law", "receipts"),
    *("segment_tariffs", "two_tariffs", "checks"),
)


@pytest.mark.parametrize("name", OF_ONE_RUN)
@pytest.mark.parametrize("lang", ["id", "en"])
def test_tables_of_a_made_up_run(fake, name, lang):
    check(getattr(tables, name)(fake, lang))


@pytest.mark.parametrize("name", [*OF_ONE_RUN, *OF_A_REAL_RUN])
def test_tables_of_real_runs(real, name):
    check(getattr(tables, name)(real, "id"))


def check(table):
    assert len(table.frame) <= 12
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
    assert last["PU, Rp million"] == "373.4"


def test_cilegon_findings_are_shown():
    shown = tables.findings("3672", "en").frame.to_string()
    for number in ("19,185", "6,164", "28,598.67", "1.6443"):
        assert number in shown


def test_new_cover_of_october_2019_cannot_start_in_2020(cirebon):
    row = tables.gates(cirebon, "en").frame.iloc[0]
    assert row["Through the budget"] == "2021-01"


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
