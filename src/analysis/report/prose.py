"""Text that a notebook shows as Markdown."""

from __future__ import annotations

import re

# Sentences may have **bold** and `code`; what somebody wrote into a scenario must not
# become an element, a link or picture, an equation, a role or a block of the site.
_ACTIVE = re.compile(r"[&<$\\{]|\](?=[(\[:])|:(?=//)|^\s*(?:`{3,}|~{3,}|:{3,})", re.M)


class Prose(str):
    """Text a notebook shows as Markdown; signs that could act in it become letters."""

    def _repr_markdown_(self) -> str:
        return _ACTIVE.sub(_letters, str(self))

    def __repr__(self) -> str:
        return str(self)


def joined(*sentences: str) -> Prose:
    """Return sentences as one paragraph."""
    return Prose(" ".join(sentences))


def _letters(found: re.Match[str]) -> str:
    named = {"&": "&amp;", "<": "&lt;"}
    return "".join(
        named.get(sign, sign if sign.isspace() else f"&#{ord(sign)};")
        for sign in found[0]
    )
