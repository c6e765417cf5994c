"""Where a page and its twin in the other language stand, and what they link to."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from analysis.language import LANGUAGES, say
from analysis.report import html
from analysis.report.page_words import FILES, FORM, NOTEBOOKS, PICTURES
from analysis.study.unknowns import ANSWERS

OWN_NAMES = {"id": "Bahasa Indonesia", "en": "English"}
ALL = say(id="Semua laporan", en="All reports")
# the manifest is written last, after the pages
_LATER = ("manifest.json",)


@dataclass(frozen=True)
class Leaf:
    """A page in ``lang``, where the documents beside it are in ``first``.

    The page in the language of the documents has the plain names; its twin's names
    end with its language.
    """

    lang: str
    first: str

    @property
    def page(self) -> str:
        """Return the file name of the page."""
        return self._named("index") + ".html"

    @property
    def figures(self) -> str:
        """Return the folder of the page's pictures."""
        return self._named("figures")

    @property
    def twin(self) -> Leaf:
        """Return the page in the other language."""
        other = next(lang for lang in LANGUAGES if lang != self.lang)
        return Leaf(other, self.first)

    def _named(self, stem: str) -> str:
        return stem if self.lang == self.first else f"{stem}-{self.lang}"


def leaves(first: str) -> tuple[Leaf, Leaf]:
    """Return the page in the language of the documents and its twin."""
    leaf = Leaf(first, first)
    return leaf, leaf.twin


def to_twin(leaf: Leaf) -> str:
    """Return the link to the same page in the other language, in its own words."""
    other = leaf.twin
    return html.element(
        "a",
        OWN_NAMES[other.lang],
        href=other.page,
        hreflang=other.lang,
        lang=other.lang,
    )


def navigation(files: Collection[str], leaf: Leaf) -> str:
    """Return the links of a page: its twin, all reports, and the files beside it."""
    lang = leaf.lang
    listed = html.listed([to_twin(leaf), html.link(f"../{leaf.page}", ALL[lang])])
    beside = html.listed(_beside(files, leaf))
    name = say(id="Isi laporan", en="Parts of the report")[lang]
    return html.wrap("nav", listed + beside + _notebooks(files, leaf), aria_label=name)


def _notebooks(files: Collection[str], leaf: Leaf) -> str:
    """Return the links to the notebooks, folded: the answers come first on a phone."""
    found = [
        _in_first(f"html/{stem}.html", text[leaf.lang], leaf)
        for stem, text in NOTEBOOKS.items()
        if f"html/{stem}.html" in files
    ]
    if not found:
        return ""
    title = say(id="Perhitungan langkah demi langkah", en="The work, step by step")
    return html.wrap(
        "details", html.element("summary", title[leaf.lang]) + html.listed(found)
    )


def _beside(files: Collection[str], leaf: Leaf) -> Iterator[str]:
    for name, text in FILES.items():
        if name in _LATER or name in files:
            yield html.link(name, text[leaf.lang])
    picture = f"headline-{leaf.lang}.png"
    if picture in files:
        yield html.link(picture, PICTURES[leaf.lang])
    for name in sorted(files):
        if name.startswith(ANSWERS) and name.endswith(".yaml"):
            yield _in_first(name, FORM[leaf.lang], leaf)


def _in_first(target: str, text: str, leaf: Leaf) -> str:
    """Return a link to what is written in the language of the documents only."""
    if leaf.lang == leaf.first:
        return html.link(target, text)
    inside = html.element("span", OWN_NAMES[leaf.first], lang=leaf.first)
    named = html.element("span", text) + f" ({inside})"
    return html.wrap("a", named, href=target, hreflang=leaf.first)
