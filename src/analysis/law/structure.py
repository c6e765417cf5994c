"""What the model takes for granted in its structure, where no number can say it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from analysis.language import Text
from analysis.law import nodes
from analysis.law.rules import Place

RESULTS = ("people", "bill", "claims", "budget", "ranges")
_KEYS = {"title", "where", "words", "source", "instead", "acts", "note"}


@dataclass(frozen=True)
class Structural:
    """One assumption of structure, and where the project says so.

    ``words`` stand in the file ``where``. ``instead``: scenario keys and values that
    try another reading (``*`` for every group), as text; without one the model has no
    switch for it, and ``acts`` names the results it touches.
    """

    name: str
    title: Text = field(compare=False)
    where: str
    words: str
    sources: tuple[str, ...]
    instead: tuple[Mapping[str, Any], ...]
    acts: tuple[str, ...]
    note: Text = field(compare=False)


def structure(text: str, place: Place) -> dict[str, Structural]:
    """Return the assumptions of a file; what is wrong is gathered in ``place``."""
    bodies = nodes.tree(text, place)
    return {name: _one(name, bodies[name], place.at(name)) for name in bodies}


def _one(name: str, body: Any, place: Place) -> Structural:
    body = nodes.mapping(body, place)
    nodes.known_keys(body, _KEYS, place)
    acts = nodes.listed(body, "acts", place)
    for one in acts:
        nodes.one_of(RESULTS, one, "choices", place.at("acts"))
    instead = nodes.items(body, "instead", place)
    if bool(acts) == bool(instead):
        place.at("acts").report("missing")
    return Structural(
        name=name,
        title=nodes.two_languages(body.get("title"), place.at("title")),
        where=nodes.required(body, "where", place),
        words=nodes.required(body, "words", place),
        sources=nodes.listed(body, "source", place),
        instead=instead,
        acts=acts,
        note=nodes.two_languages(body.get("note"), place.at("note")),
    )
