"""The page of one city, written from what its run folder holds."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape, unescape
from typing import Any

from analysis.language import Text, day, number
from analysis.report import html, site_text
from analysis.report.page_words import SECTIONS
from analysis.report.site_words import (
    BEHIND,
    CITY_TABLES,
    DATA_OF,
    DOWNLOADS,
    FIGURES,
    FILES,
    MADE,
    QUESTIONS_FORM,
)

_PART = re.compile(r"<h2[^>]*>(.*?)</h2>(.*?)(?=<h2|<footer|</main>|\Z)", re.DOTALL)
_GLOSSARY = '<details class="glossary"'  # the site has a page of its own for it
ANSWERS = "questions-"
_ASKED = re.compile(r"^(.*?\?)\s+(.*)$", re.DOTALL)
BASELINE = "-baseline"


@dataclass(frozen=True)
class Figure:
    """A figure of a run: its name, size and words; ``folder`` is in its language."""

    name: str
    folder: str
    width: int
    height: int
    words: Mapping[str, Any]


@dataclass(frozen=True)
class CityRun:
    """What the site needs of a finished run, by language where it has both.

    ``headlines``: what the headline pictures show, in words; none where none was drawn.
    """

    name: str
    manifest: Mapping[str, Any]
    why: Text
    findings: Mapping[str, Sequence[str]]
    figures: Mapping[str, Sequence[Figure]]
    headlines: Mapping[str, str]
    pages: Mapping[str, str]
    page_files: Mapping[str, str]
    files: Mapping[str, int]
    place: str
    numbers: Mapping[str, float]

    @property
    def title(self) -> Text:
        """Return the scenario's title."""
        return self.manifest["title"]

    @property
    def page(self) -> str:
        """Return the name of the city's page on the site."""
        return f"city-{self.name.removesuffix(BASELINE)}"

    @property
    def folder(self) -> str:
        """Return where the run's files lie, seen from a page."""
        return f"../runs/{self.name}"


def city(run: CityRun, lang: str) -> str:
    """Return the page of a city: answers, picture, downloads, figures, tables."""
    sections = parts(run.pages[lang])
    answers, end, behind = _taken(sections, "answers").partition("</ol>")
    _taken(sections, "figures")  # drawn below, each with its numbers
    blocks = [
        site_text.plain(run.why[lang]),
        site_text.raw(answers + end),
        headline(run, lang),
        site_text.heading(2, DOWNLOADS[lang]),
        site_text.raw(_downloads(run, lang)),
        site_text.heading(2, FIGURES[lang]),
        site_text.raw("\n".join(_figure(run, one, lang) for one in run.figures[lang])),
        *_rest({BEHIND[lang]: behind, **sections}),
        site_text.raw(html.element("p", _made(run, lang), class_="note")),
    ]
    return site_text.page(run.title[lang], *blocks)


def parts(page: str) -> dict[str, str]:
    """Return the parts of a run's page: title -> the HTML under it."""
    shown = page.partition(_GLOSSARY)[0]
    return {unescape(title): body.strip() for title, body in _PART.findall(shown)}


def _taken(sections: dict[str, str], name: str) -> str:
    """Take a part out; a page may stand in for its twin in the other language."""
    found = [sections.pop(title, "") for title in SECTIONS[name].values()]
    return "".join(found)


def asked(finding: str) -> tuple[str, str]:
    """Return question and answer of a finding."""
    found = _ASKED.match(finding)
    return (found[1], found[2]) if found else ("", finding)


def headline(run: CityRun, lang: str) -> str:
    """Return the headline picture with a text for who cannot see it, or nothing."""
    if lang not in run.headlines:
        return ""
    image = (
        f'<img src="{escape(run.folder)}/headline-{lang}.png" loading="lazy" '
        f'width="540" alt="{escape(run.headlines[lang], quote=True)}">'
    )
    return site_text.raw(html.wrap("p", image, class_="headline"))


def _rest(sections: Mapping[str, str]) -> Iterator[str]:
    for title, body in sections.items():
        if body.strip():
            yield site_text.heading(2, title)
            yield site_text.raw(html.wrap("div", body, class_="long"))


def _figure(run: CityRun, figure: Figure, lang: str) -> str:
    place = f"{run.folder}/{figure.folder}/{figure.name}"
    image = (
        f'<img src="{escape(place)}.png" loading="lazy" width="{figure.width}" '
        f'height="{figure.height}" alt="{escape(figure.words["alt"], quote=True)}">'
    )
    links = " · ".join(
        html.element(
            "a",
            kind.upper(),
            href=f"{place}.{kind}",
            aria_label=f"{figure.name}.{kind}",
        )
        for kind in ("csv", "json", "png")
    )
    caption = html.element("span", DATA_OF[lang]) + " " + links
    return html.wrap("figure", image + html.wrap("figcaption", caption))


def _downloads(run: CityRun, lang: str) -> str:
    known = {name.format(lang=lang): text for name, text in FILES.items()}
    known |= {one: QUESTIONS_FORM for one in run.files if one.startswith(ANSWERS)}
    items = [
        _download(run, name, text[lang], lang)
        for name, text in known.items()
        if name in run.files
    ]
    summary = html.link(f"{run.folder}/{run.page_files[lang]}", CITY_TABLES[lang])
    return html.listed([*items, summary], class_="downloads")


def _download(run: CityRun, name: str, text: str, lang: str) -> str:
    size = f" ({name}, {number(max(run.files[name] / 1000, 1), lang)} kB)"
    return html.link(f"{run.folder}/{name}", text) + html.element(
        "span", size, class_="size"
    )


def _made(run: CityRun, lang: str) -> str:
    ended = dt.datetime.fromisoformat(run.manifest["ended"])
    return MADE[lang].format(
        day=day(ended.date(), lang),
        name=run.name,
        draws=number(run.manifest["draws"], lang),
        seed=run.manifest["seed"],
    )
