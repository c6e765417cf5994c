"""YAML as text: every scalar keeps its letters, its quotes and its line.

Nothing is guessed here. ``0123``, ``NO``, ``1e3`` and ``2027-01`` stay what was
written; the field that reads a scalar decides. Anchors, aliases, tags, duplicate
keys, deep nesting, large files and personal data are refused.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, NoReturn

import yaml

from analysis import privacy
from analysis.errors import Problem, ScenarioError
from analysis.language import Text
from analysis.scenario import yamltext_texts as texts
from analysis.scenario.numerals import decimal
from analysis.scenario.yamltext_texts import TOO_LARGE

MAX_BYTES = 1_000_000
MAX_DEPTH = 16
MAX_NODES = 10_000  # some checks look at every pair; no file of ours has a thousand
_NULLS = {"", "~", "null", "Null", "NULL"}
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Place:
    """Where a value was written; a deeper ``level`` overrides the ones before."""

    file: str
    line: int | None = None
    level: int = 0

    def __str__(self) -> str:
        return self.file if self.line is None else f"{self.file}:{self.line}"

    @property
    def origin(self) -> str:
        """Say in words where the value came from."""
        line = "" if self.line is None else f" line {self.line}"
        return f"file {self.file}{line}" if line else self.file


@dataclass(frozen=True)
class Scalar:
    """One value as written. ``quoted`` is None where quotes cannot be told (--set)."""

    text: str
    quoted: bool | None
    place: Place

    @property
    def null(self) -> bool:
        """Say whether nothing was written (or null)."""
        return not self.quoted and self.text in _NULLS


class Branch(dict[str, Any]):
    """A mapping of the file; ``lines`` knows the line of each key."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self.lines: dict[str, Place] = {}

    def put(self, key: str, node: Any, place: Place) -> None:
        """Set ``key`` to ``node``, remembering where the key stands."""
        self[key] = node
        self.lines[key] = place


class Items(list[Any]):
    """A list of the file."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place


Node = Branch | Items | Scalar


def read_tree(text: str, place: Place, *, quoted: bool | None = False) -> Node | None:
    """Return the nodes of a YAML text, None if it is empty.

    ``quoted`` is what a plain scalar is taken for. Raises ScenarioError with every
    problem of the text.
    """
    raw = text.encode("utf-8", "backslashreplace")
    if len(raw) > MAX_BYTES:
        _refuse(place, f"{len(raw)} bytes", TOO_LARGE)
    builder = _Builder(place, quoted, [*_personal(text, place)])
    try:
        tree = builder.document(yaml.parse(raw, Loader=_LOADER))
    except yaml.YAMLError as error:
        builder.problems.append(_syntax(error, place))
        tree = None
    if builder.problems:
        raise ScenarioError(builder.problems)
    return tree


def decoded(data: bytes, place: Place, too_large: tuple[Text, Text]) -> str:
    """Return the text of a file. Raises ScenarioError if it is large or not UTF-8."""
    if len(data) > MAX_BYTES:
        _refuse(place, f"> {MAX_BYTES} bytes", too_large)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = replace(place, line=data.count(b"\n", 0, error.start) + 1)
        _refuse(place, f"byte 0x{data[error.start]:02x}", texts.ENCODING)


def tree_of(value: Any, place: Place) -> Node:
    """Return the nodes of a Python value; text is read as YAML, as after ``--set``."""
    if isinstance(value, dict):
        branch = Branch(place)
        for key, item in value.items():
            branch.put(str(key), tree_of(item, place), place)
        return branch
    if isinstance(value, list | tuple):
        items = Items(place)
        items.extend(tree_of(item, place) for item in value)
        return items
    if isinstance(value, str):
        return read_tree(value, place, quoted=None) or Scalar("", None, place)
    return Scalar(_text_of(value), None, place)


def _text_of(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and math.isfinite(value):
        value = Fraction(repr(value))
    if isinstance(value, Fraction) and Fraction(decimal(value)) == value:
        return decimal(value)
    return str(value)


def _personal(text: str, place: Place) -> Iterator[Problem]:
    """Yield personal data as written: in values, in keys and in comments."""
    for number, one in privacy.by_line(text):
        yield Problem(str(replace(place, line=number)), "", one.shown, *one.said)


class _Builder:
    """Builds nodes from the parser's events, collecting problems on the way."""

    def __init__(
        self, place: Place, quoted: bool | None, problems: list[Problem]
    ) -> None:
        self.place, self.quoted, self.problems = place, quoted, problems
        self.count = 0

    def at(self, event: yaml.Event) -> Place:
        if self.place.line is None and self.quoted is None:
            return self.place
        return replace(self.place, line=event.start_mark.line + 1)

    def document(self, events: Iterator[yaml.Event]) -> Node | None:
        tree, documents = None, 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    _refuse(self.at(event), "---", texts.ONE_DOCUMENT)
                tree = self.node(next(events), events, 0)
        empty = isinstance(tree, Scalar) and tree.null
        return None if empty else tree

    def node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        place = self.at(event)
        self.plain(event, place)
        self.count += 1
        if depth > MAX_DEPTH or self.count > MAX_NODES:
            said = texts.TOO_DEEP if depth > MAX_DEPTH else texts.TOO_MANY
            _refuse(place, "", said)
        if isinstance(event, yaml.MappingStartEvent):
            return self.branch(place, events, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            items = Items(place)
            while not isinstance(event := next(events), yaml.SequenceEndEvent):
                items.append(self.node(event, events, depth + 1))
            return items
        if isinstance(event, yaml.AliasEvent):
            return Scalar("", False, place)
        self.hidden(event, place)
        return Scalar(event.value, True if event.style else self.quoted, place)

    def branch(self, place: Place, events: Iterator[yaml.Event], depth: int) -> Branch:
        branch = Branch(place)
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            at = self.at(event)
            key = self.node(event, events, depth + 1)
            value = self.node(next(events), events, depth + 1)
            if not isinstance(key, Scalar):
                self.problems.append(Problem(str(at), "", "", *texts.KEY_NOT_TEXT))
            elif key.text in branch:
                self.problems.append(Problem(str(at), "", key.text, *texts.DUPLICATE))
            else:
                branch.put(key.text, value, at)
        return branch

    def plain(self, event: yaml.Event, place: Place) -> None:
        """Refuse anchors, aliases and tags."""
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor is not None:
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            self.problems.append(Problem(str(place), "", sign + anchor, *texts.ANCHOR))
        if tag is not None:
            self.problems.append(Problem(str(place), "", tag, *texts.TAG))

    def hidden(self, event: yaml.ScalarEvent, place: Place) -> None:
        """Refuse personal data that no line shows: written in escapes, or folded."""
        if event.end_mark.index - event.start_mark.index == len(event.value):
            return
        for one in privacy.found(event.value):
            if all(one.shown != problem.found for problem in self.problems):
                self.problems.append(Problem(str(place), "", one.shown, *one.said))


def _syntax(error: yaml.YAMLError, place: Place) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = mark.line + 1 if mark else None
    words = getattr(error, "problem", None) or getattr(error, "reason", None) or ""
    return Problem(str(replace(place, line=line)), "", str(words), *texts.SYNTAX)


def _refuse(place: Place, found: str, said: tuple[Text, Text]) -> NoReturn:
    raise ScenarioError(Problem(str(place), "", found, *said))
