"""Text that fits: lines broken by the width of their letters, not by their number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

CUT = "…"
_MONEY = re.compile(r"(Rp[\d.,]+) ([^\W\d]+)")  # an amount stays with its scale
_SAFE = 0.99  # letters on the screen come out a little wider than measured


@lru_cache(maxsize=20_000)
def width_pt(text: str, size_pt: float, weight: str = "normal") -> float:
    """Return how wide a text is, in points."""
    prop = FontProperties(size=size_pt, weight=weight)
    return text_to_path.get_text_width_height_descent(text, prop, False)[0]


def wrapped(
    text: str, room_pt: float, size_pt: float, weight: str = "normal", most: int = 0
) -> list[str]:
    """Break a text into lines no wider than ``room_pt``; ``most``: cut after them."""
    lines = [""]
    for word in _pieces(text, room_pt, size_pt, weight):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width_pt(longer, size_pt, weight) > _SAFE * room_pt:
            lines.append(word)
        else:
            lines[-1] = longer
    if most and len(lines) > most:
        lines = lines[:most]
        lines[-1] = _cut(f"{lines[-1]} {CUT}", room_pt, size_pt, weight)
    return lines


def _pieces(text: str, room_pt: float, size_pt: float, weight: str) -> Sequence[str]:
    """Return the words, those wider than the room in parts."""
    found: list[str] = []
    for word in _MONEY.sub("\\1\u00a0\\2", text).split(" "):
        while len(word) > 1 and width_pt(word, size_pt, weight) > _SAFE * room_pt:
            head = len(word) - 1
            while head > 1 and width_pt(word[:head], size_pt, weight) > _SAFE * room_pt:
                head -= 1
            found.append(word[:head])
            word = word[head:]
        found.append(word)
    return found


def _cut(line: str, room_pt: float, size_pt: float, weight: str) -> str:
    kept = line.removesuffix(CUT).rstrip()
    while kept and width_pt(kept + CUT, size_pt, weight) > _SAFE * room_pt:
        kept = kept[:-1].rstrip()
    return kept + CUT
