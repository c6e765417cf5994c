"""Facts found by what they are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from analysis.evidence.facts import Fact


def grouped(facts: Iterable[Fact], *names: str) -> list[list[Fact]]:
    """Return the facts that share the named attributes, in order of appearance."""
    groups: dict[tuple, list[Fact]] = defaultdict(list)
    for fact in facts:
        groups[tuple(getattr(fact, name) for name in names)].append(fact)
    return list(groups.values())


MOST = 50


class Book:
    """Facts found by what they are about; an index is made once for each question."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        """Keep ``facts`` in their order."""
        self.facts = list(facts)
        self._indexes: dict[tuple[str, ...], dict[tuple, list[Fact]]] = {}

    def find(self, **about: str) -> list[Fact]:
        """Return the facts with these attributes, such as ``region="3672"``."""
        names = tuple(sorted(about))
        if names not in self._indexes:
            index: dict[tuple, list[Fact]] = defaultdict(list)
            for fact in self.facts:
                index[tuple(getattr(fact, name) for name in names)].append(fact)
            self._indexes[names] = index
        return self._indexes[names].get(tuple(about[name] for name in names), [])

    def few(self, **about: str) -> list[Fact]:
        """Return at most ``MOST`` such facts, so that work grows with their number.

        No source and no region of the record prints so many of one kind.
        """
        return self.find(**about)[:MOST]

    def of(self, *concepts: str) -> list[Fact]:
        """Return the facts of some concepts, in the order of the concepts."""
        return [one for concept in concepts for one in self.find(concept=concept)]
