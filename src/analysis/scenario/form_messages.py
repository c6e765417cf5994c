"""Problems of a form, cell by cell: what the cell takes, and an example."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import replace

from analysis.errors import Problem
from analysis.language import LANGUAGES, Text, say
from analysis.scenario import form_texts as texts
from analysis.scenario.form_cells import Known, Register
from analysis.scenario.form_layout import Column

LONGEST = 120  # characters shown of a value


def explained(problems: Sequence[Problem], register: Register) -> list[Problem]:
    """Return ``problems`` in the order of the cells, with what each cell takes."""

    def order(problem: Problem) -> int:
        known = register.known.get(problem.file)
        return known.cell.line or 0 if known else 0

    own = {id(one) for one in register.problems}
    ordered = sorted(problems, key=order)
    said = [_said(one, register, own=id(one) in own) for one in ordered]
    once = {(one.file, one.where, one.rule["en"]): _shown(one) for one in said}
    return list(once.values())


def _shown(problem: Problem) -> Problem:
    """Return a problem whose value is one line, and not a long one."""
    plain = "".join(one if one.isprintable() else " " for one in problem.found)
    found = " ".join(plain.split())
    return replace(problem, found=textwrap.shorten(found, LONGEST, placeholder=" ..."))


def _said(problem: Problem, register: Register, *, own: bool) -> Problem:
    known = register.known.get(problem.file)
    if known is None:
        return problem
    where = f"{known.cell.sheet}!{known.cell.address}"
    placed = replace(problem, file=register.file, where=where)
    if known.column is None:
        return placed
    rule, remedy = _rule(problem, known, known.column, own=own)
    hint = _hint(known.column)
    remedy = _both(lambda lang: f"{remedy[lang].rstrip('.')}. {hint[lang]}")
    return replace(placed, rule=rule, remedy=remedy)


def _rule(
    problem: Problem, known: Known, column: Column, *, own: bool
) -> tuple[Text, Text]:
    if own:
        return problem.rule, problem.remedy
    if column.required and not known.text:
        return texts.REQUIRED
    if column.closed and known.text and known.text not in dict(column.words).values():
        return _both(lambda lang: texts.one_of(column.choices(lang))[lang]), texts.PICK
    return problem.rule, problem.remedy


def _hint(column: Column) -> Text:
    heading = say(id="Kolom", en="Column")
    example = say(id="contoh", en="for example")
    return _both(
        lambda lang: (
            f"{heading[lang]} {column.label[lang]}: {column.accepts(lang)}; "
            f"{example[lang]} {column.shown_example(lang)}."
        )
    )


def _both(words: Callable[[str], str]) -> Text:
    return say(**{lang: words(lang) for lang in LANGUAGES})
