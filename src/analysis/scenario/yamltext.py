"""YAML as text: every scalar keeps its letters, its quotes and its line.

Nothing is guessed here. ``0123``, ``NO``, ``1e3`` and ``2027-01`` stay what was
written; the field that reads a scalar decides. Anchors, aliases, tags, duplicate
keys, deep nesting, large files and identity numbers are refused.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, NoReturn

import yaml

from analysis.errors import Problem, ScenarioError, masked
from analysis.language import Text, say
from analysis.scenario.numerals import decimal

MAX_BYTES = 1_000_000
MAX_DEPTH = 16
_NULLS = {"", "~", "null", "Null", "NULL"}
_SIXTEEN_DIGITS = re.compile(r"(?<!\d)\d{16}(?!\d)")
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
    problems = [*_identity_numbers(text, place)]
    raw = text.encode("utf-8", "backslashreplace")
    if len(raw) > MAX_BYTES:
        _refuse(place, f"{len(raw)} bytes", TOO_LARGE)
    builder = _Builder(place, quoted, problems)
    try:
        tree = builder.document(yaml.parse(raw, Loader=_LOADER))
    except yaml.YAMLError as error:
        problems.append(_syntax(error, place))
        tree = None
    if problems:
        raise ScenarioError(problems)
    return tree


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


def _identity_numbers(text: str, place: Place) -> Iterator[Problem]:
    for number, line in enumerate(text.splitlines(), 1):
        for found in _SIXTEEN_DIGITS.findall(line):
            where = replace(place, line=number)
            yield Problem(str(where), "", masked(found), *_IDENTITY)


class _Builder:
    """Builds nodes from the parser's events, collecting problems on the way."""

    def __init__(
        self, place: Place, quoted: bool | None, problems: list[Problem]
    ) -> None:
        self.place, self.quoted, self.problems = place, quoted, problems

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
                    _refuse(self.at(event), "---", _ONE_DOCUMENT)
                tree = self.node(next(events), events, 0)
        empty = isinstance(tree, Scalar) and tree.null
        return None if empty else tree

    def node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        place = self.at(event)
        self.plain(event, place)
        if depth > MAX_DEPTH:
            _refuse(place, "", _TOO_DEEP)
        if isinstance(event, yaml.MappingStartEvent):
            return self.branch(place, events, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            items = Items(place)
            while not isinstance(event := next(events), yaml.SequenceEndEvent):
                items.append(self.node(event, events, depth + 1))
            return items
        if isinstance(event, yaml.AliasEvent):
            return Scalar("", False, place)
        quoted = True if event.style else self.quoted
        return Scalar(event.value, quoted, place)

    def branch(self, place: Place, events: Iterator[yaml.Event], depth: int) -> Branch:
        branch = Branch(place)
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            at = self.at(event)
            key = self.node(event, events, depth + 1)
            value = self.node(next(events), events, depth + 1)
            if not isinstance(key, Scalar):
                self.problems.append(Problem(str(at), "", "", *_KEY_NOT_TEXT))
            elif key.text in branch:
                self.problems.append(Problem(str(at), "", key.text, *_DUPLICATE))
            else:
                branch.put(key.text, value, at)
        return branch

    def plain(self, event: yaml.Event, place: Place) -> None:
        """Refuse anchors, aliases and tags."""
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor is not None:
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            self.problems.append(Problem(str(place), "", sign + anchor, *_ANCHOR))
        if tag is not None:
            self.problems.append(Problem(str(place), "", tag, *_TAG))


def _syntax(error: yaml.YAMLError, place: Place) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = mark.line + 1 if mark else None
    words = getattr(error, "problem", None) or getattr(error, "reason", None) or ""
    return Problem(str(replace(place, line=line)), "", str(words), *_SYNTAX)


def _refuse(place: Place, found: str, texts: tuple[Text, Text]) -> NoReturn:
    raise ScenarioError(Problem(str(place), "", found, *texts))


_IDENTITY = (
    say(
        id="Angka 16 digit menyerupai NIK atau nomor KK; data pribadi tidak boleh ada.",
        en="A 16-digit number looks like an identity number (NIK or KK); "
        "personal data must not be here.",
    ),
    say(id="Hapus angka itu dari berkas.", en="Delete the number from the file."),
)
TOO_LARGE = (
    say(id="Berkas lebih besar dari 1 MB.", en="The file is larger than 1 MB."),
    say(
        id="Tulis hanya kunci skenario; skenario biasa hanya beberapa kB.",
        en="Write the scenario keys only; a usual scenario has a few kB.",
    ),
)
_TOO_DEEP = (
    say(
        id="Tanda kurung atau indentasi bersarang terlalu dalam.",
        en="Brackets or indentation are nested too deeply.",
    ),
    say(
        id="Ikuti bentuk di scenarios/; tidak ada kunci sedalam ini.",
        en="Follow the form of the files in scenarios/; no key lies this deep.",
    ),
)
_ONE_DOCUMENT = (
    say(
        id="Satu berkas berisi satu skenario; `---` memulai yang kedua.",
        en="A file holds one scenario; `---` starts a second one.",
    ),
    say(id="Pisahkan menjadi dua berkas.", en="Split it into two files."),
)
_KEY_NOT_TEXT = (
    say(id="Kunci harus satu kata.", en="A key must be one word."),
    say(
        id="Tulis `kunci: nilai`; periksa kurung dan indentasi.",
        en="Write `key: value`; check brackets and indentation.",
    ),
)
_DUPLICATE = (
    say(id="Kunci ini ditulis dua kali.", en="This key is written twice."),
    say(id="Sisakan satu saja.", en="Keep one of the two."),
)
_ANCHOR = (
    say(
        id="Jangkar dan rujukan YAML (`&nama`, `*nama`) tidak diterima.",
        en="YAML anchors and aliases (`&name`, `*name`) are not accepted.",
    ),
    say(
        id="Tulis nilainya; jika diawali & atau *, beri tanda kutip.",
        en="Write the value out; put it in quotes if it starts with & or *.",
    ),
)
_TAG = (
    say(
        id="Tag YAML (`!nama`) tidak diterima.",
        en="YAML tags (`!name`) are not accepted.",
    ),
    say(
        id="Hapus tag; jika teks diawali !, beri tanda kutip.",
        en="Remove the tag; put text that starts with ! in quotes.",
    ),
)
_SYNTAX = (
    say(
        id="Baris ini tidak dapat dibaca sebagai YAML.",
        en="This line cannot be read as YAML.",
    ),
    say(
        id="Periksa titik dua, kurung, tanda kutip, dan indentasi "
        "(spasi, bukan tab) di sini dan satu baris sebelumnya.",
        en="Check colons, brackets, quotes and indentation (spaces, not tabs) "
        "here and one line above.",
    ),
)
