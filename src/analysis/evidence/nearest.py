"""The names most like one that is not known."""

from __future__ import annotations

from collections.abc import Iterable

ALIKE = 0.6


def nearest(wanted: str, known: Iterable[str], count: int = 3) -> list[str]:
    """Return at most ``count`` of the ``known`` names, the likest first.

    Likeness is that of Jaro and Winkler, which weighs the first letters most: codes
    and ids begin with what is general.
    """
    from rapidfuzz.distance import JaroWinkler  # needed only when something is wrong

    alike = {name: JaroWinkler.similarity(wanted, name) for name in known}
    near = [name for name, likeness in alike.items() if likeness >= ALIKE]
    return sorted(near, key=lambda name: (-alike[name], name))[:count]
