"""Enrolment in pictures and words: what adds up, and a line where there is nothing."""

import re

import pytest

from analysis import figures, load_scenario, project, sentences, tables
from analysis.report import enrolment, frames
from analysis.scenario.load import parse_scenario

PICTURES = ("path", "funnel", "leavers", "rhythm", "arrears")
SENTENCES = (
    *("known", "decided", "allowed", "funnel", "leavers"),
    *("rhythm", "arrears", "stopped", "beside"),
)
SHIPPED = ("cilegon-arrears", "cilegon-election-2029", "serang-pppk")
SCENARIO = """
schema: 1
name: edge
title: {{id: "Tepi", en: "Edge"}}
region: "3672"
first_year: 2027
years: 4
draws: {draws}
segments:
  petani:
    eligible: {eligible}
    members: {members}
    tariff: {{kind: bpu}}
    path: {path}
{more}
"""
MORE = {
    "nobody": ("0", "0", "{kind: hold}", ""),
    "half-yearly in arrears": (
        *("1000", "600", "{kind: hold}"),
        "    paid: {every: 6, covers: arrears}",
    ),
    "people who pay alone": (
        *("1000", "600", "{kind: schedule, members: {2028: 400, 2029: 700}}"),
        "    self_paid: {people: 100, crowd_out: 0.5, take_over: 0.25}",
    ),
    "a named denominator": (
        *("1000", "100"),
        '{kind: target, coverage: 0.3, year: 2028, of: {name: {id: "angkatan kerja", '
        'en: "labour force"}, people: 2000}}',
        "budget: {ceiling: {idr: {2027: 60480000}}}",
    ),
    "an instrument to wait for": (
        *("1000", "100", "{kind: schedule, members: {2027: 500}}"),
        'decision: {date: "2026-03-01", instrument: perwali, instrument_hazard_y: 1}',
    ),
}


def run(name, draws=0):
    eligible, members, path, more = MORE[name]
    given = {"eligible": eligible, "members": members, "path": path, "more": more}
    return project(parse_scenario(SCENARIO.format(draws=draws, **given)))


@pytest.fixture(scope="module", params=[*MORE, *SHIPPED])
def shown(request):
    if request.param in MORE:
        return run(request.param, draws=20)
    return project(load_scenario(request.param, draws=20))


def digits(text):
    found = re.findall(r"\d[\d.,]*", text)
    return sorted(re.sub(r"[.,]", "", number.rstrip(".,")) for number in found)


def test_every_picture_and_sentence_holds_the_same_numbers_in_both(shown):
    for name in PICTURES:
        pictures = [figures.plot(shown, name, lang) for lang in ("id", "en")]
        assert all(one.png() for one in pictures)
        assert digits(pictures[0].words.title) == digits(pictures[1].words.title)
    for name in SENTENCES:
        texts = [getattr(sentences, name)(shown, lang) for lang in ("id", "en")]
        assert digits(texts[0]) == digits(texts[1]), texts
        assert not re.search(r"\bnan\b|\bNone\b", texts[1])
    for name in ("known", "funnel"):
        assert getattr(tables, name)(shown, "id").html()


def test_every_year_adds_up_from_those_who_join_and_leave(shown):
    rows = enrolment.leavers(shown)
    sign = rows["reason"].eq(enrolment.JOINED).map({True: 1, False: -1})
    change = (rows["people"] * sign).sum()
    scenario, last = shown.scenario, frames.last_year(shown)
    end = sum(
        frames.at(shown, "members_end", last, segment=slug)
        for slug, one in scenario.segments.items()
        if frames.goes_on(one, last)
    )
    # exits are real numbers, people whole: at most one a row apart
    assert abs(frames.start(shown)["members"].sum() + change - end) <= 1 + len(rows) / 2


def test_half_yearly_arrears_fall_from_january_and_come_back_in_june():
    late = run("half-yearly in arrears")
    own = enrolment.monthly(late.months, 2027, 1)
    assert list(own.loc["2027-01":"2027-06", "active"]) == [0, 0, 0, 0, 0, 600]
    assert list(own.loc["2027-01":"2027-06", "entitled"]) == [600, 600, 600, 0, 0, 600]
    way, monthly = enrolment.contrast(late)
    assert way == (1, "advance")
    assert (enrolment.monthly(monthly, 2027, 1)["active"] == 600).all()
    text = sentences.rhythm(late, "en")
    assert "active in June and December only" in text
    assert "paid every month" in text


def test_a_named_denominator_and_the_year_the_ceiling_stops_it():
    # 60,480,000 = 300 people x 16,800 x 12; the line asks for 350, then 600
    text = sentences.stopped(run("a named denominator"), "en")
    assert "30.0% of labour force in 2028" in text
    assert "15.0% is reached" in text
    assert "stops the path from 2027" in text
    picture = figures.coverage(run("a named denominator"), "en")
    labels = [one.get_text() for one in picture.axes[0].texts]
    assert any("labour" in label for label in labels)


def test_people_who_wait_are_not_stopped_by_the_ceiling():
    target = project(load_scenario("cilegon-target-2029", draws=0))
    assert frames.at(target, "planned_end", 2027) > frames.at(
        target, "members_end", 2027
    )
    assert enrolment.stopped_year(target) == 2028


def test_debt_of_a_line_too_low():
    text = sentences.arrears(project(load_scenario("cilegon-arrears", draws=0)), "en")
    # 3 months of 10,120 people at 16,800
    assert "30,360 member-months stay unpaid and Rp510.05 million is owed" in text


def test_election_staff_are_not_there_before_their_service():
    election = project(load_scenario("cilegon-election-2029", draws=0))
    assert frames.start(election)["members"].sum() == 10_120
    rows = enrolment.leavers(election)
    assert set(rows["reason"]) == {"joined", "window", "ceiling"}
    assert rows.loc[rows["reason"] == "joined", "segment"].tolist() == [
        *("adhoc_bawaslu", "adhoc_kpu")
    ]
    assert "10,120 insured of 36,820" in sentences.enrolment(election, "en")


def test_moved_staff_name_their_insurer_and_cost():
    moved = project(load_scenario("serang-pppk", draws=0))
    assert {one for *_, one in enrolment.conversions(moved)} == {"bpjs_tk"}
    text = sentences.beside(moved, "en")
    assert "574 people have become PPPK (insured by: BPJS Ketenagakerjaan)" in text
    assert figures.leavers(moved, "en").frame["moved_cost_idr"].iloc[-1] > 0


def test_where_there_is_nothing_a_line_says_so():
    hold = project(load_scenario("cilegon-baseline", draws=0))
    assert "No month stays unpaid" in sentences.arrears(hold, "en")
    assert "Nobody moves to another account" in sentences.beside(hold, "en")
    assert "No group has a coverage target" in sentences.stopped(hold, "en")
    assert "nobody joins or leaves" in sentences.leavers(hold, "en")
    assert "Nobody joins or leaves" in figures.leavers(hold, "en").words.title
