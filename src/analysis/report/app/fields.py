"""The fields of the page as plain data: label, unit, help, value, source, message."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from analysis.language import Text, say
from analysis.law.parameters import load_law
from analysis.report.app import words
from analysis.report.app.entries import CHOICES, EITHER, RANGE, TARIFFS, Entries
from analysis.report.app.state import FORM, Checked, paths
from analysis.report.labels import known_label
from analysis.scenario.provenance import evidence_words, is_printed
from analysis.scenario.region_names import codes, provinces
from analysis.scenario.yamltext import Branch, Scalar

_EVIDENCE = re.compile(r"evidence (\S+):")
_FILE = re.compile(r"file (\S+) line (\d+)")
CELLS = ("eligible", "members", "months.first", "months.last")
Plain = dict[str, Any]


def regions() -> list[Plain]:
    """Return all kabupaten and kota by province: name and options [code, name]."""
    found: dict[str, list[list[str]]] = {}
    for code, name in sorted(codes().items(), key=lambda pair: pair[1]):
        found.setdefault(code[:2], []).append([code, name])
    named = ((provinces()[code], options) for code, options in found.items())
    return [{"label": label, "options": options} for label, options in sorted(named)]


def page(entries: Entries, found: Checked, lang: str) -> Plain:
    """Return everything the left column shows, in one language."""
    told = _Told(entries, found, lang)
    return {
        "lang": lang,
        "region": entries.start.region,
        "basis": words.basis(entries.start.name, bare=entries.start.is_bare)[lang],
        "groups": [told.group(slug) for slug in entries.groups],
        "addable": told.addable(),
        "sections": [
            {
                "title": title[lang],
                "help": help_[lang],
                "fields": list(map(told.field, keys)),
            }
            for title, help_, keys in _sections(entries)
        ],
        "others": [one[lang] for one in found.others],
        "words": {name: text[lang] for name, text in words.PAGE.items()},
    }


def _sections(entries: Entries) -> Iterator[tuple[Text, Text, list[str]]]:
    there = set(entries.fields())
    for title, help_, keys in words.SECTIONS:
        yield title, help_, [one for one in keys if one in there]


class _Told:
    """Fields told in one language."""

    def __init__(self, entries: Entries, found: Checked, lang: str) -> None:
        self.entries, self.found, self.lang = entries, found, lang

    def field(self, key: str, *, cell: bool = False) -> Plain:
        """Return one field; a cell has its label in the head of its column."""
        unit, label, help_ = words.field(key)
        message = self.found.by_field.get(key)
        return {
            "key": key,
            "label": label[self.lang],
            "unit": unit[self.lang],
            "help": "" if cell else help_[self.lang],
            "value": self._value(key),
            "options": self._options(key),
            "message": message[self.lang] if message else "",
            "mark": self._mark(key),
            "source": "" if cell else self.source(key),
            "long": key == "title",
        }

    def group(self, slug: str) -> Plain:
        """Return one row of the table of groups."""
        cells = [self.field(f"segments.{slug}.{part}", cell=True) for part in CELLS]
        more = []
        if self.entries.value("target.kind") == "as_is":
            more = [self.field(key) for key in self.entries.scheduled(slug)]
        sources = [
            f"{words.field(key)[1][self.lang]}: {said}"
            for part in CELLS[:2]
            if (said := self.source(key := f"segments.{slug}.{part}"))
        ]
        return {
            "slug": slug,
            "name": self._name(slug),
            "cells": cells,
            "more": more,
            "sources": sources,
        }

    def _name(self, slug: str) -> str:
        node = self.entries.start.nodes["segments"].get(slug)
        label = node.get("label") if isinstance(node, Branch) else None
        own = label.get(self.lang) if isinstance(label, Branch) else None
        if isinstance(own, Scalar):
            return own.text
        return known_label(slug, load_law(), self.lang)

    def addable(self) -> list[list[str]]:
        """Return the groups that can be added: those of the law, and those removed."""
        there = set(self.entries.groups)
        known = dict.fromkeys([*self.entries.removed, *load_law().segments])
        named = [[slug, self._name(slug)] for slug in known if slug not in there]
        return sorted(named, key=lambda pair: pair[1].lower())

    def _value(self, key: str) -> str:
        text = self.entries.value(key).replace(RANGE, words.RANGE[self.lang])
        return text.replace(EITHER, words.EITHER[self.lang])

    def _options(self, key: str) -> list[list[str]]:
        if key not in CHOICES:
            return []
        given = self.entries.initial(key) == "as_is"
        offered = [one for one in CHOICES[key] if given or one != "as_is"]
        return [[one, words.CHOICE[key, one][self.lang]] for one in offered]

    def _mark(self, key: str) -> str:
        """Return what a value is: typed here, assumed by the start, or neither."""
        if key in CHOICES or key == "title":
            return ""
        if key in self.entries.typed:
            return words.MARKS["typed"][self.lang]
        if self._reason(key):
            return words.MARKS["assumed"][self.lang]
        return ""

    def _reason(self, key: str) -> str:
        """Return why the start assumes a value; empty where it does not."""
        marks = self.entries.start.nodes.get("assumed")
        for path in paths(self.entries, key) if isinstance(marks, Branch) else ():
            for mark, node in marks.items():
                if f"{path}.".startswith(f"{mark}."):
                    return node["why"][self.lang].text
        return ""

    def source(self, key: str) -> str:
        """Return where a value is from, in words."""
        if key in CHOICES or key == "title" or not self.entries.value(key):
            return ""
        if key in self.entries.typed:
            return words.TYPED[self.lang]
        if reason := self._reason(key):
            return reason
        if key in TARIFFS:
            month = f"{self.entries.first_year}-01"
            return load_law().entry(TARIFFS[key], month).basis_in(self.lang)
        origins = self.entries.start.origins
        path = paths(self.entries, key)[0]
        near = (said for at, said in origins.items() if f"{at}.".startswith(f"{path}."))
        return origin_words(next(near, ""), self.lang)


def origin_words(origin: str, lang: str) -> str:
    """Return the origin of a value as people read it; empty for a default."""
    if match := _EVIDENCE.match(origin):
        return evidence_words(match[1], is_printed(origin), lang)
    if match := _FILE.fullmatch(origin):
        said = say(
            id=f"berkas {match[1]} baris {match[2]}",
            en=f"file {match[1]} line {match[2]}",
        )
        return said[lang]
    if origin == FORM.origin:
        return words.TYPED[lang]
    return "" if origin == "default" else origin
