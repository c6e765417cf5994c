"""Texts cut to the room a memo has."""

from __future__ import annotations

from analysis.language import say

LONGEST, LABEL = 165, 42  # letters of a reason, of a name


def shortened(text: str, longest: int = LONGEST) -> str:
    """Return a text cut between words, with an ellipsis where something is left out."""
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    return text[: longest - 1].rpartition(" ")[0].rstrip(",;:.") + "…"


def lowered(text: str) -> str:
    """Return a text with a small first letter, but for abbreviations and names."""
    is_name = any(letter.isupper() for letter in text.partition(" ")[0][1:])
    return text if is_name else text[:1].lower() + text[1:]


def capital(text: str) -> str:
    """Return a text with a large first letter."""
    return text[:1].upper() + text[1:]


def more(count: int, lang: str) -> str:
    """Return ``and 3 more`` where anything was left out."""
    if count <= 0:
        return ""
    return say(id=f"dan {count} lainnya", en=f"and {count} more")[lang]
