"""What may be handed to a notebook, checked before papermill sees it.

papermill runs a parameter's name as code, ignores a misspelt one, and lets the
defaults win where no cell is tagged: here each of these is an error.
"""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from analysis.errors import MachineError, Problem, ScenarioError
from analysis.language import Text
from analysis.run import advice

if TYPE_CHECKING:
    from nbformat import NotebookNode

NAME = re.compile(r"[a-z][a-z0-9_]*")
LONGEST_TEXT = 200


def declared(notebook: NotebookNode, file: str) -> dict[str, Any]:
    """Return name -> default of the one cell tagged ``parameters``.

    Raises:
        MachineError: there is not exactly one such code cell, or it holds anything
            but assignments of literals.
    """
    tagged = [c for c in notebook.cells if "parameters" in c.metadata.get("tags", [])]
    if len(tagged) != 1 or tagged[0].cell_type != "code":
        raise MachineError(
            Problem(file, "parameters", str(len(tagged)), *advice.ONE_CELL)
        )
    try:
        return dict(map(_assignment, ast.parse(tagged[0].source).body))
    except (SyntaxError, ValueError, AttributeError) as error:
        found = Problem(file, "parameters", str(error)[:80], *advice.LITERALS)
        raise MachineError(found) from None


def _assignment(statement: ast.stmt) -> tuple[str, Any]:
    targets = getattr(statement, "targets", None) or [statement.target]
    return targets[0].id, ast.literal_eval(statement.value)


def validate(
    declared: Mapping[str, Any], parameters: Mapping[str, Any], file: str
) -> None:
    """Refuse parameters papermill would ignore or run as code.

    Raises:
        ScenarioError: a name is no plain name or not declared, a value is of another
            type than its default, not finite, or longer than 200 characters.
    """
    problems = [
        Problem(file, name[:80], repr(value)[:80], *fault)
        for name, value in parameters.items()
        for fault in _faults(name, value, declared)
    ]
    if problems:
        raise ScenarioError(problems)


def _faults(
    name: str, value: Any, declared: Mapping[str, Any]
) -> list[tuple[Text, Text]]:
    if not NAME.fullmatch(name) or name not in declared:
        return [advice.UNKNOWN_PARAMETER]
    if not _plain(value):
        return [advice.PARAMETER_VALUE]
    same = type(value) is type(declared[name]) or declared[name] is None
    return [] if same else [advice.PARAMETER_TYPE]


def _plain(value: Any) -> bool:
    if isinstance(value, Mapping):
        return all(isinstance(k, str) and _plain(k) for k in value) and _plain(
            [*value.values()]
        )
    if isinstance(value, list):
        return all(map(_plain, value))
    if isinstance(value, str):
        return len(value) <= LONGEST_TEXT
    if isinstance(value, float):
        return math.isfinite(value)
    return value is None or isinstance(value, int)
