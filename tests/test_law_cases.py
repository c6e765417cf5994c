"""Every law case of tests/cases/law, and whether the cases are enough.

Which parameters and months a case touches is seen while it runs, not listed by hand.
Each dated value must be exercised in the month it starts and in the month before it;
and each of them, changed by 1 % or moved by a month, must make some case fail.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from fractions import Fraction
from functools import cache

import pytest

from analysis import paths
from analysis.errors import IuranError, ScenarioError
from analysis.evidence import ledger, tables
from analysis.law import parameters
from analysis.law.parameters import load_law
from analysis.units import month_index, month_name
from law_cases import (
    FOLDER,
    MONTH,
    Case,
    answers,
    failures,
    read_cases,
    report,
    shape_problems,
    touched,
)
from law_outcomes import FACTS, OUTCOMES

CASES = read_cases()
SITUATIONS = [case for case in CASES if case.is_situation]
PRESS = re.compile(r"[a-z0-9.-]+\.[a-z]+, \d{1,2} [A-Z][a-z]+ \d{4}")
# Amounts, shares and days of these files are told as situations, not as bare values.
TOLD = ("contributions.yaml", "benefits.yaml")
TOLD_TOO = {
    *("budget_cutoff_month_day", "budget_first_month", "revised_cutoff_month_day"),
    *("revised_budget_first_month", "payment_due_day", "lapse_after_unpaid_months"),
}
NOT_TOLD = {
    "spreadsheet_tariff_idr_m": "what planners multiply by, no rule of law",
    "bpu_lowest_bracket_below_idr_m": "bounds the bracket; no amount follows from it",
    "jkk_homecare_months": "a limit of time beside the ceiling in rupiah",
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_case(case):
    wrong = shape_problems(case) or failures(case)
    assert not wrong, report(case, wrong)


def test_there_are_enough_and_no_name_is_used_twice():
    assert len(SITUATIONS) >= 100
    assert len({case.id for case in CASES}) == len(CASES)
    told = [tuple(case.body["situation"].values()) for case in SITUATIONS]
    assert len(set(told)) == len(told)


# Sources


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_sources_exist(case):
    cited = list(case.body.get("source", []))
    cited += [one for row in case.body.get("values", []) for one in row["source"]]
    wrong = [one for one in cited if not is_source(one)]
    assert not wrong, report(case, [f"no such source: {one}" for one in wrong])


def is_source(written: str) -> bool:
    """Say whether this is an address, an id of ours, or a dated press report."""
    if written.startswith("https://") or PRESS.fullmatch(written):
        return True
    return written in known_ids()


@pytest.mark.parametrize(
    "written", ["S12", "N999", "kendarinews.com", "a lawyer", "http://x.id"]
)
def test_a_source_nobody_can_find_is_refused(written):
    assert not is_source(written)


@cache
def known_ids() -> frozenset[str]:
    published = tables.read("sources")["source_id"]
    return frozenset({*parameters.sources(), *ledger.ledger()["claim_id"], *published})


@pytest.mark.parametrize(
    "case", [c for c in SITUATIONS if "published" in c.body], ids=lambda case: case.id
)
def test_what_was_published_agrees_within_its_own_rounding(case):
    wrong = [
        f"{claim_id} says {ledger.claim(claim_id)['value']}"
        for claim_id, outcome in case.body["published"].items()
        if not is_as_published(case, claim_id, outcome)
    ]
    assert not wrong, report(case, wrong)


def is_as_published(case: Case, claim_id: str, outcome: str) -> bool:
    (got,) = {one.got for one in answers(case) if one.asked == outcome}
    gap = abs(got - ledger.value(claim_id))
    return gap == 0 or gap < Fraction(ledger.claim(claim_id)["rounding"])


def test_a_published_figure_that_differs_is_noticed():
    facts = {"month": "2025-07", "membership": "bpu", "people": "5605"}
    case = made_up(facts=facts, expect={"all_people_idr": "94164000"})
    assert not is_as_published(case, "N154", "all_people_idr")


# Both sides of every date


@cache
def seen_by_cases() -> dict[Case, frozenset]:
    """Return what each case asked of the law while it ran."""
    found = {}
    for case in CASES:
        with touched() as seen:
            answers(case)
        found[case.id] = frozenset(seen)
    return found


def before(month: str) -> str:
    return month_name(month_index(month, int(month[:4])) - 1, int(month[:4]))


def dated_values():
    """Yield each dated value: its name, whether planned, its month, the last one's."""
    law = load_law()
    for name, parameter in law.parameters.items():
        for planned in (False, True):
            entries = parameter.planned if planned else parameter.entries
            others = load_law("planned").parameters[name].entries
            others = others if planned else entries
            for entry in entries:
                since = last_before(entry, others)
                yield name, planned, entry.from_month, since
    for slug, funder in parameters.funders().items():
        for one in funder.conditions:
            yield slug, False, one.from_month, last_before(one, funder.conditions)


def last_before(entry, others) -> str | None:
    """Return the month of the value in force before ``entry``, None if none was."""
    earlier = [e.from_month for e in others if e.from_month < entry.from_month]
    return earlier[-1] if earlier else None


@pytest.mark.parametrize(
    ("name", "planned", "month", "since"),
    [pytest.param(*one, id=f"{one[0]}-{one[2]}") for one in dated_values()],
)
def test_both_sides_of_the_date(name, planned, month, since):
    seen = frozenset().union(*seen_by_cases().values())
    variants = ["planned"] if planned else ["current", "planned"]

    def exercised(when: str, from_month: str | None) -> bool:
        return any((one, name, when, from_month) in seen for one in variants)

    assert exercised(month, month), f"no case asks for {name} in {month}, its first"
    last = before(month)
    what = "that it is refused" if since is None else "what it was"
    assert exercised(last, since), f"no case asks for {name} in {last}, {what}"


def told_names() -> list[str]:
    found = load_law().parameters
    return sorted(
        name
        for name, parameter in found.items()
        if (parameter.file.endswith(TOLD) or name in TOLD_TOO) and name not in NOT_TOLD
    )


@pytest.mark.parametrize("name", told_names())
def test_what_people_recognise_is_told_as_a_situation(name):
    told = set().union(*(seen_by_cases()[case.id] for case in SITUATIONS))
    for entry in load_law().parameters[name].entries:
        month = entry.from_month
        assert any(one[1] == name and one[3] == month for one in told), month


# A wrong value or date is noticed


def mutants(parameter):
    """Yield each way a dated value of the parameter could be slightly wrong."""
    for field in ("entries", "planned"):
        entries = getattr(parameter, field)
        for place, entry in enumerate(entries):
            for what, other in changed(parameter, entry):
                row = (*entries[:place], other, *entries[place + 1 :])
                yield f"{entry.from_month} {what}", replace(parameter, **{field: row})


def changed(parameter, entry):
    """Yield an entry with one number 1 % up, or its month one earlier or later."""
    yield from moved(entry)
    if isinstance(entry.value, str):
        yield "another text", replace(entry, value=another(parameter, entry.value))
        return
    numbers = entry.value.numbers
    for place, number in enumerate(numbers):
        wrong = number * Fraction(101, 100) if number else Fraction(1, 100)
        row = (*numbers[:place], wrong, *numbers[place + 1 :])
        quantity = replace(entry.value, numbers=row)
        yield f"{float(number):g} -> {float(wrong):g}", replace(entry, value=quantity)


def moved(entry):
    year = int(entry.from_month[:4])
    for step in (-1, 1):
        month = month_name(month_index(entry.from_month, year) + step, year)
        yield f"from {month}", replace(entry, from_month=month)


def funder_mutants(funder):
    """Yield each way a funder's condition could be slightly wrong."""
    for place, one in enumerate(funder.conditions):
        wrong = list(moved(one))
        wrong.append(("rule", replace(one, needs_local_rule=not one.needs_local_rule)))
        if one.revised_budget_only:
            wrong.append(("revised", replace(one, revised_budget_only=False)))
        share = one.allocation_share_max
        other = share * Fraction(101, 100) if share else Fraction(1, 5)
        wrong.append(("share", replace(one, allocation_share_max=other)))
        if one.pays is None:
            wrong.append(("pays", replace(one, pays=("rt_rw",))))
        for segment in one.pays or ():
            fewer = tuple(other for other in one.pays if other != segment)
            wrong.append((f"without {segment}", replace(one, pays=fewer)))
        for what, other in wrong:
            row = (*funder.conditions[:place], other, *funder.conditions[place + 1 :])
            yield f"{one.from_month} {what}", replace(funder, conditions=row)


def another(parameter, text: str) -> str:
    """Return another word, or the same day, week or account with another last digit."""
    if parameter.choices:
        return next(one for one in parameter.choices if one != text)
    return f"{text[:-1]}{(int(text[-1]) + 9) % 10}"


def noticed(cases) -> bool:
    for case in cases:
        try:
            if failures(case):
                return True
        except (IuranError, ArithmeticError, LookupError):
            return True
    return False


def cases_by_name() -> dict[str, list[Case]]:
    found = defaultdict(list)
    for case in CASES:
        for name in {one[1] for one in seen_by_cases()[case.id]}:
            found[name].append(case)
    return found


def test_every_wrong_condition_of_a_funder_is_noticed(monkeypatch):
    funders, asked = parameters.funders(), cases_by_name()
    survived = []
    for slug, funder in funders.items():
        for what, mutant in funder_mutants(funder):
            wrong = {**funders, slug: mutant}
            monkeypatch.setattr(parameters, "funders", lambda wrong=wrong: wrong)
            if not noticed(asked[slug]):
                survived.append(f"{slug} {what}")
    assert not survived


def test_every_wrong_value_and_every_wrong_date_is_noticed(monkeypatch):
    asked = cases_by_name()
    files = parameters._read(paths.PARAMETERS)
    survived, tried = [], 0
    for name, parameter in files.parameters.items():
        for what, mutant in mutants(parameter):
            tried += 1
            wrong = replace(files, parameters={**files.parameters, name: mutant})
            monkeypatch.setattr(parameters, "_read", lambda _, wrong=wrong: wrong)
            if not noticed(asked[name]):
                survived.append(f"{name} {what}")
    assert not survived, f"{len(survived)} of {tried} unnoticed: {survived}"


# The runner itself


def made_up(**body) -> Case:
    told = {"id": "Seorang peserta BPU.", "en": "A BPU member."}
    return Case("made-up.yaml", "one", {"situation": told, "worked": "by hand", **body})


def test_a_failing_case_says_file_situation_expected_and_got():
    wrong = made_up(
        facts={"membership": "bpu"}, expect={"2024-08": {"one_person_idr": "16900"}}
    )
    said = report(wrong, failures(wrong))
    for part in ("made-up.yaml: one", "Seorang peserta BPU.", "A BPU member."):
        assert part in said
    assert "2024-08 one_person_idr: expected 16,900, got 16,800" in said


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"expect": {}}, "nothing is expected"),
        ({"expect": {"2024-08": {"price_idr": "1"}}}, "unknown outcome price_idr"),
        ({"fact": {}, "expect": {"jkk_idr": "1"}}, "unknown key fact"),
        ({"facts": {"wage": "1"}, "expect": {"jkk_idr": "1"}}, "unknown fact wage"),
        ({"situation": {"en": "x"}, "expect": {"jkk_idr": "1"}}, "one sentence in id"),
        ({"worked": "", "expect": {"jkk_idr": "1"}}, "neither source nor worked"),
    ],
)
def test_what_is_said_of_a_case_written_wrongly(body, said):
    assert any(said in line for line in shape_problems(made_up(**body)))


def test_a_fact_nobody_asks_for_is_an_error():
    facts = {"month": "2024-08", "membership": "bpu", "decided": "2024-07-31"}
    wrong = failures(made_up(facts=facts, expect={"jkk_idr": "10000"}))
    assert wrong == ["fact decided: expected used, got not used"]


def test_a_value_that_should_be_refused_is_not_taken():
    row = {"parameter": "bpu_jkm_idr_m", "unit": "idr/person/month", "source": []}
    case = Case("x.yaml", "x", {"values": [{**row, "2015-07": "refused"}]})
    assert failures(case) == ["2015-07 bpu_jkm_idr_m: expected refused, got 6,800"]


@pytest.mark.parametrize("name", load_law().names())
def test_a_month_too_early_is_refused_with_a_clear_message(name):
    parameter = load_law().parameters[name]
    first = parameter.entries[0].from_month
    with pytest.raises(ScenarioError) as caught:
        load_law().entry(name, before(first))
    for lang in ("id", "en"):
        message = caught.value.message(lang)
        for part in (parameter.file, name, before(first), first):
            assert part in message


def test_the_readme_names_every_fact_and_outcome():
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    missing = [one for one in (*FACTS, *OUTCOMES) if f"`{one}`" not in text]
    assert not missing


def test_months_are_written_in_full():
    assert MONTH.fullmatch("2024-08")
    assert not MONTH.fullmatch("2024-8")
