"""What is written in a workbook beside its cells, and what its formulas reach for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from analysis.scenario.form_package import (
    DAMAGES,
    SHARED,
    SHEETS,
    is_xml,
    joined,
    root,
    tag_of,
)

_OF_RUNS = {"text", "p", "is"}
_IN_CELLS = re.compile(r"<(\w+:)?([vtf])( [^>]*)?>[^<]*</(\w+:)?\2>")

# what a formula asks other programs, files or the network for
_REACHES_OUT = re.compile(
    r"(?i)\|[^!]*!|\[\d+\]|\[[^\]]+\.xl\w+\]|\b(webservice|dde|rtd|filterxml)\s*\("
)


def other_texts(parts: Mapping[str, bytes]) -> Iterator[str]:
    """Yield what is written outside cells: comments, headers, names, properties.

    As the bytes stand, and as a reader sees it: entities and the runs of a comment
    that has two colours would hide a number.
    """
    for name, content in parts.items():
        if not is_xml(name) or name == SHARED:
            continue
        text = content.decode("utf-8", "replace")
        yield _IN_CELLS.sub("", text) if name.startswith(SHEETS) else text
        if not name.startswith(SHEETS):
            yield from _as_read(content)


def _as_read(content: bytes) -> Iterator[str]:
    try:
        tree = root(content)
    except DAMAGES:  # old drawings are no XML
        return
    for one in tree.iter():
        yield from one.attrib.values()
        yield joined(one) if tag_of(one) in _OF_RUNS else one.text or ""


def reaches_out(formula: str) -> bool:
    """Say whether a formula asks another program, another file or the network."""
    return bool(_REACHES_OUT.search(formula))
