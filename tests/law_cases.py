"""The law cases of tests/cases/law: how they are read, asked and answered.

A case is text a lawyer can read (see the README beside the files). What the model
computes is asked of the model; what only the law says (a scholarship by school level,
a due date, a ceiling) is worked out here from the dated values, step by step.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from analysis.errors import ScenarioError
from analysis.law import nodes, parameters, reading
from analysis.law.dated import Law
from analysis.law.funders import Funder
from analysis.law.rules import Place
from analysis.quantity import Quantity
from law_outcomes import FACTS, OUTCOMES, Facts

FOLDER = Path(__file__).parent / "cases" / "law"
MONTH = re.compile(r"\d{4}-\d\d")
REFUSED = "refused"
SITUATION = {"situation", "facts", "expect", "published"}
SHARED = {"source", "worked", "planned", "overrides"}
ROW = {"parameter", "unit", "source", "basis"}
NOT_YET = "No value is in force in this month."


@dataclass(frozen=True)
class Case:
    """One case: where it stands, what it is called and what it says."""

    file: str
    name: str
    body: dict[str, Any]

    @property
    def is_situation(self) -> bool:
        return "values" not in self.body

    @property
    def id(self) -> str:
        return f"{self.file.removesuffix('.yaml')}-{self.name}"

    def law(self) -> Law:
        variant = "planned" if self.body.get("planned") == "yes" else "current"
        return parameters.load_law(variant, self.body.get("overrides"), file=self.file)


@dataclass(frozen=True)
class Answer:
    """One expectation of a case and what came out."""

    month: str
    asked: str
    expected: Any
    got: Any

    @property
    def agrees(self) -> bool:
        return self.expected == self.got

    def line(self) -> str:
        where = f"{self.month} {self.asked}".strip()
        return f"{where}: expected {shown(self.expected)}, got {shown(self.got)}"


def read_cases(folder: Path = FOLDER) -> list[Case]:
    """Return every case; a key written twice or a file that is no YAML is an error."""
    cases = []
    for path in sorted(folder.glob("*.yaml")):
        place = Place(path.name, "", [])
        bodies = nodes.tree(path.read_text(encoding="utf-8"), place)
        if place.problems:
            raise ScenarioError(place.problems)
        cases += [Case(path.name, name, body) for name, body in bodies.items()]
    return cases


def shape_problems(case: Case) -> list[str]:
    """Return what is wrong with how a case is written, before anything is computed."""
    known = SHARED | (SITUATION if case.is_situation else {"values"})
    wrong = [f"unknown key {key}" for key in case.body if key not in known]
    if not case.body.get("source") and not case.body.get("worked"):
        wrong.append("neither source nor worked")
    if not case.is_situation:
        return wrong
    situation = case.body.get("situation")
    if not isinstance(situation, dict) or set(situation) != {"id", "en"}:
        wrong.append("situation needs one sentence in id and one in en")
    facts, asked = case.body.get("facts", {}), set(_outcomes(case))
    wrong += [f"unknown fact {fact}" for fact in facts if fact not in FACTS]
    wrong += [f"unknown outcome {one}" for one in asked if one not in OUTCOMES]
    return wrong if asked else [*wrong, "nothing is expected"]


def answers(case: Case) -> list[Answer]:
    """Return what a case expects beside what the law gives."""
    law = case.law()
    if not case.is_situation:
        return [one for row in case.body["values"] for one in _row(row, law)]
    facts = Facts(case.body.get("facts", {}))
    found = list(_situation(case, facts, law))
    idle = set(facts.said) - facts.used
    return [*found, *(Answer("", f"fact {one}", "used", "not used") for one in idle)]


def failures(case: Case) -> list[str]:
    """Return the lines in which a case is wrong; none where it holds."""
    return [one.line() for one in answers(case) if not one.agrees]


def report(case: Case, lines: list[str]) -> str:
    """Return a failing case as its reader should see it."""
    said = case.body.get("situation") or {}
    head = [f"tests/cases/law/{case.file}: {case.name}", *said.values()]
    if "worked" in case.body:
        head.append(f"worked: {case.body['worked']}")
    return "\n  ".join(["", *head, *lines])


def shown(value: Any) -> str:
    """Return a value as it would be written in a case."""
    if isinstance(value, Quantity) and value.certain:
        value = value.central
    if not isinstance(value, Fraction):
        return str(value)
    if value.denominator == 1:
        return f"{int(value):,}"
    return f"{float(value):,.10g}"


@contextmanager
def touched() -> Iterator[set[tuple]]:
    """Collect what is asked of the law: variant, name, month, and the entry's month.

    The last is None where nothing was in force yet. Names are those of parameters and
    of funders. What a case overrides does not count: it says nothing about the files.
    """
    seen: set[tuple] = set()
    plain, plain_funder = Law.entry, Funder.in_force

    def noted(law: Law, name: str, month: str):
        try:
            entry = plain(law, name, month)
        except ScenarioError:
            seen.add((law.variant, name, month, None))
            raise
        if not entry.overridden:
            seen.add((law.variant, name, month, entry.from_month))
        return entry

    def noted_funder(funder: Funder, month: str):
        condition = plain_funder(funder, month)
        since = condition and condition.from_month
        seen.add(("current", funder.slug, month, since))
        return condition

    Law.entry, Funder.in_force = noted, noted_funder
    try:
        yield seen
    finally:
        Law.entry, Funder.in_force = plain, plain_funder


def _outcomes(case: Case) -> list[str]:
    expect = case.body.get("expect", {})
    if not isinstance(expect, dict):
        return []
    if not _by_month(expect):
        return list(expect)
    rows = [row for row in expect.values() if isinstance(row, dict)]
    return list(dict.fromkeys(name for row in rows for name in row))


def _by_month(expect: dict) -> bool:
    return bool(expect) and all(MONTH.fullmatch(key) for key in expect)


def _situation(case: Case, facts: Facts, law: Law) -> Iterator[Answer]:
    expect = case.body["expect"]
    by_month = expect if _by_month(expect) else {facts.text("month", ""): expect}
    for month, row in by_month.items():
        if row == REFUSED:
            row = dict.fromkeys(_outcomes(case), REFUSED)
        for name, written in row.items():
            got = _or_refused(lambda: OUTCOMES[name](facts, month, law))  # noqa: B023
            yield Answer(month, name, _expected(written), got)


def _row(row: dict, law: Law) -> Iterator[Answer]:
    """Yield the dated values of one parameter, and its unit."""
    name = row["parameter"]
    parameter = law.parameter(name)
    yield Answer("", f"{name} unit", row.get("unit"), parameter.unit)
    for month, written in row.items():
        if month in ROW:
            continue
        got = _or_refused(lambda: law.entry(name, month).value)  # noqa: B023
        place = Place("", "", [])
        expected = (
            REFUSED if written == REFUSED else reading.value(written, parameter, place)
        )
        yield Answer(month, name, expected, got)
    for month, words in row.get("basis", {}).items():
        basis = law.entry(name, month).basis
        got = words if basis.startswith(words) else basis
        yield Answer(month, f"{name} basis", words, got)


def _or_refused(ask) -> Any:
    """Return what is answered, or REFUSED if the law says it has no value yet."""
    try:
        return ask()
    except ScenarioError as error:
        (problem,) = error.problems
        if problem.rule["en"] != NOT_YET or not problem.file.startswith("data/"):
            raise
        return REFUSED


def _expected(written: Any) -> Any:
    if isinstance(written, str) and re.fullmatch(r"-?\d+(\.\d+)?", written):
        return Fraction(written)
    return written
