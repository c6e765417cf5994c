"""Small pieces of the site's pages: MyST Markdown in which given text stays inert."""

from __future__ import annotations

import re
from collections.abc import Iterable

from analysis.report import html
from analysis.report.table import Table

_MARKS = re.compile(r"([!-/:-@\[-`{-~])")
_FENCE = "`" * 8
_WIDE = "---\nhtml_theme.sidebar_secondary.remove: true\n---\n\n"


def plain(text: str) -> str:
    """Return text that Markdown shows as written: every mark of its own is escaped."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def raw(markup: str) -> str:
    """Return HTML that is already safe as a block of a page."""
    return f"{_FENCE}{{raw}} html\n{markup}\n{_FENCE}\n"


def table(shown: Table) -> str:
    """Return a table as a block of a page."""
    return raw(html.table(shown))


def heading(level: int, text: str) -> str:
    """Return a heading of given text."""
    return f"{'#' * level} {plain(text)}\n"


def page(title: str, *parts: str, wide: bool = False) -> str:
    """Return a page: its title and what follows, the empty parts left out.

    A ``wide`` one, mostly a table, has no list of its headings at the right.
    """
    whole = (heading(1, title), *(part + "\n" for part in parts if part))
    return (_WIDE if wide else "") + "\n".join(whole)


def grid(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table of cells that are Markdown already."""
    first = [*head]
    lines = [first, [":---", *["---:"] * (len(first) - 1)], *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines) + "\n"


def contents(entries: Iterable[tuple[str, str]], *, hidden: bool = False) -> str:
    """Return a table of contents of (title, page); "" takes the page's own title."""
    lines = [f"{title} <{name}>" if title else name for title, name in entries]
    options = ":hidden:\n" if hidden else ":maxdepth: 1\n"
    return "```{toctree}\n" + options + "\n" + "\n".join(lines) + "\n```\n"


def link(target: str, text: str) -> str:
    """Return a link to a file beside the pages, in HTML."""
    return html.link(target, text)


def terms(pairs: Iterable[tuple[str, str]]) -> str:
    """Return words and what they mean as a list a reader can link to."""
    lines = [f"{plain(word)}\n    {plain(meaning)}\n" for word, meaning in pairs]
    return "```{glossary}\n" + "\n".join(lines) + "```\n"
