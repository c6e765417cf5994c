"""``{evidence: ID}``: the settled value with its uncertainty, or the printed figure."""

from fractions import Fraction

import numpy as np
import pytest
import scenario_texts

from analysis.errors import ScenarioError
from analysis.evidence import ledger
from analysis.model.projection import project
from analysis.quantity import Quantity
from analysis.scenario.load import load_scenario, parse_scenario
from analysis.scenario.provenance import evidence_used, evidence_words, is_printed

BASE = scenario_texts.edited("members: 1500", "members: 0")
NORMAL = Quantity("normal", (Fraction(1530), Fraction("14.9")))


def edited(old, new):
    return scenario_texts.edited(old, new, BASE)


def eligible(text, **overrides):
    serang = edited("1528", text).replace('"3672"', '"3673"')  # large enough for all
    return parse_scenario(serang, **overrides).segments["rt_rw"].eligible


def refused(text):
    with pytest.raises(ScenarioError) as caught:
        eligible(text)
    [problem] = caught.value.problems
    assert problem.where == "segments.rt_rw.eligible"
    return problem


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("{evidence: S015}", NORMAL),  # balanced
        ("{evidence: S015, as: printed}", Quantity.exact(1528)),
        ("{as: printed, evidence: S015}", Quantity.exact(1528)),
        ("{evidence: S028}", Quantity.exact(692_101)),  # a typing error
        ("{evidence: S028, as: printed}", Quantity.exact(662_101)),
        ("{evidence: S004}", Quantity("uniform", (Fraction(3550), Fraction(3650)))),
        ("{evidence: N001}", Quantity.exact(4000)),  # "more than": at least
        ("{evidence: N020}", Quantity.exact(1439)),  # nothing to settle
        ("{evidence: S003, as: printed}", Quantity.exact(3500)),  # held apart
    ],
)
def test_what_a_claim_gives(text, quantity):
    found = eligible(text)
    assert found == quantity
    assert (found.low, found.high) == (0, 100_000_000)


def test_a_two_valued_fact_is_a_choice_and_never_its_mean():
    text = edited("members: 0", "members: {evidence: S039}")
    text = text.replace("eligible: 1528", "eligible: 3112")
    scenario = parse_scenario(text, draws=100)
    members = scenario.segments["rt_rw"].members
    assert members.kind == "choice"
    assert members.central == 1342
    drawn = members.draws(np.linspace(0.01, 0.99, 99))
    assert set(drawn) == {1342, 2403}


def test_the_likelier_value_is_the_central_one():
    text = edited("    path:", "    verified_share: {evidence: S024}\n    path:")
    share = parse_scenario(text).segments["rt_rw"].verified_share
    assert (share.kind, share.central) == ("choice", Fraction("0.47"))


def test_a_claim_held_apart_names_its_replacement():
    problem = refused("{evidence: S003}")
    assert "{evidence: S004}" in problem.remedy["id"]
    assert "{evidence: S003, as: printed}" in problem.remedy["en"]
    assert "Only 3,600 closes" in problem.rule["en"]
    assert "disisihkan" in problem.rule["id"]


def test_a_claim_held_apart_without_a_judgement():
    problem = refused("{evidence: N024}")
    assert "{evidence: N024, as: printed}" in problem.remedy["en"]


def test_a_rejected_claim_is_refused(monkeypatch):
    row = {**ledger.rows()["N020"], "status": "rejected"}
    monkeypatch.setattr(ledger, "rows", lambda: {"N020": row})
    problem = refused("{evidence: N020}")
    assert "holds this claim apart" in problem.rule["en"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{evidence: S015, as: settled}", "`printed`"),
        ("{evidence: S015, as: [printed]}", "single value"),
        ("{evidence: S015, so: printed}", "as: printed"),
        ("{evidence: S015, median: 3}", "as: printed"),
        ("{as: printed}", "exactly one form"),
        ("{evidence: S01, as: printed}", "No claim"),
        ("{evidence: S040}", "in share"),
        ("{evidence: S040, as: printed}", "in share"),
    ],
)
def test_what_cannot_be_read_is_said(text, words):
    problem = refused(text)
    assert words in problem.sentence("en")
    assert problem.sentence("id") != problem.sentence("en")


def test_an_sd_of_people_may_be_a_decimal_but_nobody_is_half():
    assert eligible("{normal: [1530, 14.9]}") == NORMAL
    assert "whole number" in refused("{normal: [1530.5, 14.9]}").rule["en"]


def test_the_resolved_scenario_says_claim_settlement_and_alternatives():
    text = parse_scenario(edited("1528", "{evidence: S015}")).yaml_text()
    lines = [line for line in text.splitlines() if "eligible: {normal" in line]
    [line] = lines
    for words in ("evidence S015", "RT RW 1.528 orang", "settlement cilegon-members",
                  "least squares, weights C", "(weights A, refused)"):  # fmt: skip
        assert words in line
    printed = parse_scenario(edited("1528", "{evidence: S015, as: printed}"))
    assert printed.provenance["segments.rt_rw.eligible"].endswith(
        "the figure as printed"
    )


@pytest.mark.parametrize("claim", ["N001", "S004"])
def test_rounding_is_told(claim):
    origin = parse_scenario(edited("1528", f"{{evidence: {claim}}}")).provenance
    said = {"N001": "at least this", "S004": "rounded by its source: 3,550 to 3,650"}
    assert origin["segments.rt_rw.eligible"].endswith(said[claim])


@pytest.mark.parametrize("claim", ["S015", "S028", "S037", "S004", "N001"])
def test_a_resolved_scenario_reads_as_itself(claim):
    text = edited("1528", f"{{evidence: {claim}}}").replace('"3672"', '"3673"')
    scenario = parse_scenario(text)
    again = parse_scenario(scenario.yaml_text())
    assert again.segments == scenario.segments
    assert again.resolved() == scenario.resolved()


def test_a_variant_names_its_claim_anew(tmp_path):
    """`as: printed` of the parent does not stick to another claim of the variant."""
    text = edited("1528", "{evidence: S015, as: printed}")
    one = parse_scenario(text, **{"segments.rt_rw.eligible": "{evidence: S016}"})
    assert one.segments["rt_rw"].eligible.kind == "normal"
    two = parse_scenario(text, **{"segments.rt_rw.eligible": "{evidence: S015}"})
    assert two.segments["rt_rw"].eligible == NORMAL
    text = edited("1528", "{evidence: S015}")
    three = parse_scenario(text, **{"segments.rt_rw.eligible.as": "printed"})
    assert three.segments["rt_rw"].eligible == Quantity.exact(1528)


def test_one_unknown_number_is_drawn_once():
    """All of an uncertain group are insured: no draw has members without a place."""
    scenario = load_scenario("cilegon-baseline", draws=200, **{
        "segments.rt_rw.eligible": "{evidence: S015}",
        "segments.rt_rw.members": "{evidence: S015}",
    })  # fmt: skip
    found = project(scenario)
    table = found.table[
        (found.table["segment"] == "rt_rw") & (found.table["statistic"] == "mean")
    ]
    values = table.set_index("variable")["value"]
    assert values["people_left_out"].max() <= 0.51  # floor against half up
    assert values["eligible"].iloc[0] == pytest.approx(1530, abs=3)


def test_draws_never_leave_the_field():
    share = eligible("{normal: [10, 14.9]}")
    assert share.draws(np.array([1e-9, 0.5, 1 - 1e-9])).min() >= 0


def test_an_origin_is_told_in_indonesian_too():
    assert evidence_words("S022", lang="id") == (
        "bukti S022: tersisa sekitar 6.207 orang (koranmedsos-2024); penyelesaian "
        "cilegon-members: kuadrat terkecil, bobot C; 6.174 (simpangan baku 30,3); "
        "bacaan lain 6.153,7 (bobot A, ditolak), 6.172,8 (bobot B)"
    )
    assert evidence_used("S022", True, "id") == "angka seperti tercetak"
    assert evidence_used("N027") == ""
    assert is_printed(evidence_words("S022", True))
    assert not is_printed(evidence_words("S022"))
