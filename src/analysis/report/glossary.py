"""Every abbreviation a page uses, in words, with the legal source where it has one."""

from __future__ import annotations

import re

from analysis.language import Text, say
from analysis.report import html
from analysis.report.glossary_budget import BUDGET
from analysis.report.glossary_people import PEOPLE

GLOSSARY: dict[str, Text] = BUDGET | PEOPLE
TITLE = say(id="Daftar singkatan", en="Abbreviations")
_WORD = re.compile(r"[A-Za-z]+")


def used_in(text: str) -> list[str]:
    """Return the abbreviations that stand in a text, by their letters."""
    found = GLOSSARY.keys() & set(_WORD.findall(text))
    return sorted(found, key=str.casefold)


def shown(page: str, lang: str) -> str:
    """Return the abbreviations of a page (HTML) as a list that opens on demand."""
    rows = "".join(
        html.element("dt", name) + html.element("dd", GLOSSARY[name][lang])
        for name in used_in(html.readable(page))
    )
    if not rows:
        return ""
    summary = html.wrap("summary", html.element("h2", TITLE[lang]))
    return html.wrap("details", summary + html.wrap("dl", rows), class_="glossary")
