"""Is a judgement borne out by the figures? Every problem, as a user should read it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction

from analysis.errors import InputDataError, Problem
from analysis.evidence import judgement_rules as rules
from analysis.evidence.balanced import Rows, printed, reading, solve
from analysis.evidence.facts import Interval
from analysis.evidence.judgements import (
    BALANCE,
    CHOICE,
    FILE,
    HELD_APART,
    LABEL,
    TYPING,
    Identity,
    Labelled,
    Settlement,
)
from analysis.evidence.nearest import nearest
from analysis.evidence.repair_input import Share
from analysis.evidence.rounded import half_step, is_whole
from analysis.evidence.typos import distance, share_typos
from analysis.language import say

MOST_TYPING_ERRORS = 1


def problems(one: Settlement, rows: Rows) -> list[Problem]:
    """Return everything in a judgement that the ledger does not bear out."""
    return list(_unusable(one, rows)) or [
        *_same(one, rows),
        *_CHECKS[one.method](one, rows),
    ]


def _problem(one: Settlement, key: str, found: object, rule: rules.Rule) -> Problem:
    return Problem(FILE, f"{one.name}.{key}" if key else one.name, str(found), *rule)


def _unusable(one: Settlement, rows: Rows) -> Iterator[Problem]:
    """Yield claims that are not there, hold no figure, or are of another region."""
    settled = {*one.claims, *one.same}
    for claim in one.named:
        if claim not in rows:
            yield _problem(one, claim, claim, _unknown(claim, rows))
        elif not rows[claim]["value"]:
            yield _problem(one, claim, rows[claim]["quote"], rules.NO_FIGURE)
        elif claim in settled and rows[claim]["region"] != one.region:
            yield _problem(one, claim, rows[claim]["region"], rules.OTHER_REGION)


def _unknown(claim: str, rows: Rows) -> rules.Rule:
    near = ", ".join(nearest(claim, rows)) or "-"
    rule = say(
        id="Klaim ini tidak ada di buku bukti.", en="This claim is not in the ledger."
    )
    return rule, say(id=f"Yang terdekat: {near}.", en=f"Nearest: {near}.")


def _same(one: Settlement, rows: Rows) -> Iterator[Problem]:
    for claim, original in one.same.items():
        if original not in one.claims:
            yield _problem(one, f"same.{claim}", original, rules.NOT_SETTLED_HERE)
        elif printed(claim, rows) != printed(original, rows):
            figures = f"{rows[claim]['value']}, {rows[original]['value']}"
            yield _problem(one, f"same.{claim}", figures, rules.NOT_THE_SAME)


def _balance(one: Settlement, rows: Rows) -> Iterator[Problem]:
    """Yield what makes a set impossible, and a chosen set that is refused."""
    for name in one.weights:
        where = f"{one.name}.weights.{name}"
        try:
            found = solve(one, name, rows)
        except InputDataError as error:
            for each in error.problems:
                place = f"{where}: {each.where}" if each.where else where
                yield replace(each, file=FILE, where=place)
            continue
        if name == one.chosen and not found.publishable:
            test = f"{name}: G = {found.statistic:.2f}, p = {found.p_value:.2g}"
            blamed = ", ".join(found.responsible)
            yield _problem(one, "chosen", f"{test}; {blamed}", rules.REFUSED)


def _choice(one: Settlement, rows: Rows) -> Iterator[Problem]:
    """Yield values that the unit of the claims does not allow; the rest is ours."""
    for option in one.options:
        for claim in one.claims if option.value is not None else ():
            if not _in_unit(option.value, rows[claim]["unit"]):
                shown = f"{float(option.value):.15g}"
                yield _problem(one, "values", shown, rules.OTHER_UNIT)


def _in_unit(value: Fraction | None, unit: str) -> bool:
    """Say whether a value may stand for a claim: a share in 0-1, people whole."""
    if value is None or unit == "share":
        return value is None or 0 <= value <= 1
    return value >= 0 and (value.denominator == 1 or not is_whole(unit))


def _typing(one: Settlement, rows: Rows) -> Iterator[Problem]:
    claim, corrected = one.claims[0], one.corrected or Fraction(0)
    before = printed(claim, rows)
    shown = f"{rows[claim]['value']} -> {float(corrected):.15g}"
    if not _in_unit(corrected, rows[claim]["unit"]):
        yield _problem(one, "corrected", shown, rules.OTHER_UNIT)
    if before == corrected or distance(before, corrected) > MOST_TYPING_ERRORS:
        yield _problem(one, "corrected", shown, rules.FAR_TYPING)
    if one.witness and printed(one.witness, rows) != corrected:
        said = rows[one.witness]["value"]
        yield _problem(one, "witness", said, rules.OTHER_WITNESS)
    share, part = one.share
    if share:
        counts = int(printed(part, rows)), int(before)
        found = share_typos(*counts, printed(share, rows), half_step(rows[share]))
        if found != [("denominator", corrected)]:
            yield _problem(one, "share", shown, rules.OTHER_SHARE)


def _label(one: Settlement, rows: Rows) -> Iterator[Problem]:
    for claim, label in one.labels.items():
        if _fits(claim, label, label.said, rows):
            yield _problem(one, f"claims.{claim}", label.said, rules.LABEL_FITS)
        if not _fits(claim, label, label.of, rows):
            yield _problem(one, f"claims.{claim}", label.of, rules.LABEL_FITS_NEITHER)


def _fits(claim: str, label: Labelled, whole: str, rows: Rows) -> bool:
    share = Share(claim, label.part, label.said, (label.of,), label.complement)
    if not printed(whole, rows):
        return False
    expected = share.expected(printed(label.part, rows), printed(whole, rows))
    return reading(claim, rows).meets(Interval(expected, expected))


def _held_apart(one: Settlement, rows: Rows) -> Iterator[Problem]:
    for identity in one.differs:
        if _closes(identity, rows):
            yield _problem(one, "differs", " ".join(identity), rules.DIFFERS_NOT)
    for identity in one.closes:
        if not _closes(identity, rows):
            yield _problem(one, "closes", " ".join(identity), rules.CLOSES_NOT)


def _closes(identity: Identity, rows: Rows) -> bool:
    """Say whether an identity can hold within the rounding of its figures."""
    total = Interval(Fraction(0), Fraction(0))
    for claim, sign in identity.items():
        known = reading(claim, rows)
        total = total + known if sign > 0 else total - known
    return total.low <= 0 <= total.high


_CHECKS: dict[str, Callable[[Settlement, Rows], Iterator[Problem]]] = {
    BALANCE: _balance,
    CHOICE: _choice,
    TYPING: _typing,
    LABEL: _label,
    HELD_APART: _held_apart,
}
