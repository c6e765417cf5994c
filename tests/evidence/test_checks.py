"""Checks that look for themselves: what they find, and what they leave alone."""

import csv
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.evidence.checks import (
    alarms,
    check,
    check_ledger,
    false_alarms,
    findings,
)
from analysis.evidence.facts import Interval, interval, place
from analysis.evidence.ledger import claim
from analysis.language import LANGUAGES

CONSISTENT = Path(__file__).with_name("consistent_claims.csv")
# check, subject, all claims: the contradictions of the four cities and their numbers
CONTRADICTIONS = [
    ("weekday", "S001", "Selasa", "Rabu"),
    ("weekday", "S002", "Senin", "Selasa"),
    ("identity", "S003", 3_600, 3_500),
    ("same fact", "S003", 3_600, 3_500),
    ("share", "S006", 1_100 / 3_500, 0.3333),
    ("share", "S040", 23_806 / 322_404, 0.0813),
    ("share", "S041", 1 - 23_806 / 322_404, 0.9187),
    ("identity", "S029", 321_754, 322_404),
    ("identity", "L-3673-2020-angkatan_kerja", 321_754, 322_404),
    ("same fact", "R001", 662_101, 692_101),
    ("part above whole", "S038", 1_342 + 2_403, 3_112),
    ("sum", "S014", 19_185, 17_000),
    ("sum", "S022", 6_164, 6_207),
    ("difference", "S014", 10_793, 13_021),
    ("identity", "S027", 309_542_340, 200_000_000),
    ("whole months", "S026", 28_599 * 16_800, 480_457_660),
    ("months elapsed", "S026", 6_207 * 7 * 16_800, 480_457_660),
    ("points or percent", "S024", 0.47, 0.5),
    ("same fact", "K003", 3_500, 3_511),
    ("part above whole", "N082", 77_074, 51_086),
    ("people x tariff x months", "N026", 705_600_000, 2_200_000_000),
    ("people x tariff x months", "N089", 7_212_643_200, 7_400_000_000),
    ("people x tariff x months", "N286", 1_567_238_400, 1_600_000_000),
    ("weekday", "N056", "Selasa", "Rabu"),
    ("weekday", "N264", "Selasa", "Senin"),
    ("weekday", "N321", "Jumat", "Senin"),
]
AGREEING = [
    ("sum", "S036"),
    ("identity", "S004"),
    ("weekday", "S013"),
    ("weekday", "S014"),
    ("weekday", "S036"),
    ("people x tariff x months", "N055"),
    ("people x tariff x months", "N058"),
    ("people x tariff x months", "N145"),
    ("people x tariff x months", "N150"),
    ("people x tariff x months", "N154"),
    ("people x tariff x months", "N165"),
    ("deaths x benefit", "N093"),
]


@pytest.fixture(scope="module")
def found():
    return check_ledger()


def of(found, check_name, subject):
    return [one for one in found if (one.check, one.subject) == (check_name, subject)]


@pytest.mark.parametrize(("name", "subject", "expected", "printed"), CONTRADICTIONS)
def test_contradictions_are_found_by_code(found, name, subject, expected, printed):
    wrong = alarms(of(found, name, subject))
    values = [(one.expected, one.printed) for one in wrong]
    if isinstance(expected, str):
        assert (expected, printed) in values
        return
    assert any(
        float(a) == pytest.approx(expected, abs=1e-9)
        and float(b) == pytest.approx(printed)
        for a, b in values
    )


@pytest.mark.parametrize(("name", "subject"), AGREEING)
def test_figures_that_agree_raise_no_alarm(found, name, subject):
    wrong = [one for one in of(found, name, subject) if one.verdict != "agrees"]
    assert of(found, name, subject)
    assert not wrong


def test_serang_s_label_is_found_wrong_and_its_number_right(found):
    wrong = alarms(of(found, "share", "S040"))[0]
    assert "S030" in wrong.claims
    assert "employed" in wrong.settlement["en"]


def test_cilegon_s_claims_are_no_whole_number_of_benefits(found):
    one = of(found, "whole benefits", "S025")[0]
    assert one.verdict == "open"
    assert "18.8" in one.statement["en"]


def test_at_most_two_in_a_hundred_consistent_claims_raise_an_alarm(found):
    with CONSISTENT.open(encoding="utf-8", newline="") as file:
        marked = [row["claim_id"] for row in csv.DictReader(file)]
    share, wrong = false_alarms(found, marked)
    compared = {one for each in found for one in each.claims}
    assert share <= 0.02, [(one.check, one.claims) for one in wrong]
    assert [(one.check, one.subject) for one in wrong] == []
    assert len(compared & set(marked)) >= 45


def test_false_alarms_are_counted_and_listed(found):
    share, wrong = false_alarms(found, ["S014", "S015", "S016", "S019"])
    assert share == 0.25
    assert {one.subject for one in wrong} == {"S014"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_findings_are_a_table_with_what_differs_first(lang):
    table = findings("3672", lang)
    order = ["differs", "open", "agrees"]
    ranks = [order.index(one) for one in table["verdict"]]
    assert ranks == sorted(ranks)
    assert all(table["statement"])
    assert all(table["settlement"])
    for ids in table["claim_ids"]:
        assert all(claim(one)["claim_id"] == one for one in ids.split())
    numbers = table[table["check"] == "sum"]
    assert (numbers["difference"] == numbers["printed"] - numbers["expected"]).all()


# --- rounding ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "rounding", "unit", "low", "high"),
    [
        ("17000", "1000", "people", 16_500, 17_500),
        ("3600", "sekitar", "people", 3_550, 3_650),
        ("6207", "sekitar", "people", "6206.5", "6207.5"),
        ("200000000", ">", "idr", 200_000_000, 300_000_000),
        ("0.0813", "0.0001", "share", "0.08125", "0.08135"),
        ("0.6177", "0.01", "share", "0.61765", "0.61775"),
        ("1000", "~1%", "idr", 990, 1010),
        ("1100", "1", "people", 1100, 1100),
        ("1100", "", "people", 1100, 1100),
    ],
)
def test_what_a_rounded_figure_can_stand_for(value, rounding, unit, low, high):
    wide = interval(Fraction(value), rounding, unit)
    assert (wide.low, wide.high) == (Fraction(low), Fraction(high))


@given(st.integers(1, 10**9), st.integers(0, 6))
def test_the_place_of_the_last_digit(number, zeros):
    value = Fraction(number * 10**zeros)
    step = place(value)
    assert (value / step).denominator == 1
    assert (value / (10 * step)).denominator != 1


@given(*[st.fractions(0, 1000) for _ in range(4)])
def test_intervals_hold_every_result(a, b, c, d):
    one, other = Interval(a, a + b), Interval(c + 1, c + 1 + d)
    middle, right = a + b / 2, c + 1 + d / 2
    for wide, value in [
        (one + other, middle + right),
        (one - other, middle - right),
        (one * other, middle * right),
        (one / other, middle / right),
    ]:
        assert wide.low <= value <= wide.high


# --- random tables -------------------------------------------------------------

SEGMENTS = ["rt_rw", "kader", "nelayan", "linmas", "kebersihan", "petani", "marbot"]
BLANK = {
    "region": "3672",
    "region_name": "Kota Cilegon",
    "source_id": "paper",
    "programme": "jkk+jkm",
    "as_of": "2024-08-22",
    "period_start": "",
    "period_end": "",
    "rounding": "1",
    "said_denominator": "",
    "relation": "reported",
    "quote": "",
    "note": "",
    "segment": "total",
    "unit": "people",
}


def row(name, concept, value, **cells):
    return {**BLANK, "claim_id": name, "concept": concept, "value": str(value), **cells}


def consistent(random):
    """A page of a newspaper on which everything agrees, some of it rounded."""
    segments = random.choice(SEGMENTS, random.integers(3, 8), replace=False)
    members = random.integers(20, 9_000, len(segments)).tolist()
    total, employed = sum(members), int(random.integers(50_000, 300_000))
    unemployed, outside = (int(one) for one in random.integers(5_000, 50_000, 2))
    force, left = employed + unemployed, int(random.integers(100, 50_000))
    tariff, months = 16_800, int(random.integers(1, 13))
    budget = total * tariff * months
    rows = [
        row(f"segment-{name}", "members", count, segment=name)
        for name, count in zip(segments, members, strict=True)
    ]
    rows += [
        row("total", "members", total),
        row("not-covered", "not_covered", left),
        row("eligible", "eligible", total + left),
        row("employed", "employed", employed),
        row("unemployed", "unemployed", unemployed),
        row("labour-force", "labour_force", force),
        row("working-age", "penduduk_usia_kerja", force + outside),
        row("tariff", "tariff_idr_m", tariff, unit="idr", segment="pekerja_rentan"),
        row("budget", "budget_idr", budget, unit="idr"),
        row(
            "rate",
            "coverage_rate",
            f"{total / (total + left):.4f}",
            unit="share",
            rounding="0.0001",
            said_denominator="eligible workers",
        ),
        row("force-again", "labour_force", force, source_id="office"),
    ]
    return rows


def planted(random, rows):
    """The same page with one figure wrong by more than its rounding."""
    names = ["total", "not-covered", "eligible", "employed", "unemployed"]
    names += ["labour-force", "force-again", "rate", rows[0]["claim_id"]]
    wrong = str(random.choice(names))
    changed = []
    for one in rows:
        if one["claim_id"] == wrong:
            one = {**one, "value": _other(random, one["value"])}
        changed.append(one)
    return changed


def _other(random, text):
    factor = float(random.choice([0.5, 0.9, 0.99, 1.01, 1.1, 2]))
    if "." in text:
        return f"{min(float(text) * factor + 0.0002, 1):.4f}"
    moved = round(int(text) * factor)
    return str(moved if moved != int(text) else moved + 1)


def test_no_alarm_in_consistent_tables():
    random = np.random.default_rng(20240822)
    quiet = [not alarms(check(consistent(random))) for _ in range(400)]
    assert np.mean(quiet) >= 0.99


def test_planted_errors_are_found():
    random = np.random.default_rng(20210519)
    heard = [
        bool(alarms(check(planted(random, consistent(random))))) for _ in range(400)
    ]
    assert np.mean(heard) >= 0.99


@given(st.integers(0, 2**32 - 1), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(seed, shuffler):
    random = np.random.default_rng(seed)
    rows = planted(random, consistent(random))

    def what(chosen):
        found = alarms(check(chosen))
        return {
            (one.check, frozenset(one.claims), abs(one.difference)) for one in found
        }

    first = what(rows)
    shuffler.shuffle(rows)
    assert what(rows) == first


def test_stock_and_flow():
    rows = [
        row("before", "members", 10_000, as_of="2024-12-31", segment="petani"),
        row("added", "members_added", 500, as_of="2025-06-30", segment="petani"),
        row("after", "members", 500, as_of="2025-12-31", segment="petani"),
    ]
    wrong = alarms(check(rows))
    assert [(one.check, one.subject, one.expected) for one in wrong] == [
        ("stock and flow", "added", -9_500)
    ]
    rows[2]["value"] = "10500"
    assert not alarms(check(rows))


def test_a_short_list_of_groups_is_not_read_as_complete():
    rows = [
        row("total", "members", 144_110),
        row("a", "members", 17_195, segment="petani"),
        row("b", "members", 32_644, segment="non_asn"),
    ]
    assert not alarms(check(rows))
    rows[0]["value"] = "49000"
    assert [one.check for one in alarms(check(rows))] == ["sum"]


def test_words_without_a_date_raise_no_alarm():
    rows = [row("a", "members", 5, note="Rabu (31/02/2024), Kamis 99 Mei, Selasa")]
    assert check(rows) == []


def test_an_empty_ledger_has_no_findings():
    assert check([]) == []
