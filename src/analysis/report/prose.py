"""Text that a notebook shows as Markdown."""

from __future__ import annotations


class Prose(str):
    """Text a notebook shows as Markdown; signs of HTML in it are made harmless."""

    def _repr_markdown_(self) -> str:
        return str(self).replace("&", "&amp;").replace("<", "&lt;")

    def __repr__(self) -> str:
        return str(self)


def joined(*sentences: str) -> Prose:
    """Return sentences as one paragraph."""
    return Prose(" ".join(sentences))
