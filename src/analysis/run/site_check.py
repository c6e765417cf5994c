"""What a built site must keep: links that lead somewhere, nothing from outside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from analysis.errors import Problem
from analysis.language import Text, say

_LOADING = {"img": "src", "script": "src", "link": "href", "iframe": "src"}
_ACTING = {"body", "style", *_LOADING}
_OUTSIDE_SCHEMES = {"http", "https"}
_IN_ITSELF = {"mailto", "data"}  # a file that the page carries needs no other
# of the pages Sphinx makes: what stands beside them, read from a disk or a server
_BESIDE = "'self' file:"  # browsers differ in whether a file is beside itself
POLICY = (
    f"default-src 'none'; script-src {_BESIDE} 'unsafe-inline'; "
    f"style-src {_BESIDE} 'unsafe-inline'; img-src {_BESIDE} data:; "
    f"font-src {_BESIDE} data:; form-action {_BESIDE}; base-uri 'none'"
)
META = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
_REMEDY = say(
    id="perbaiki halaman asalnya, lalu bangun lagi.",
    en="mend the page it comes from and build again.",
)
_BROKEN = say(id="Tautan ini tidak menuju ke mana pun.", en="This link leads nowhere.")
_REMOTE = say(
    id="Halaman ini memuat sesuatu dari jaringan.",
    en="This page loads something from a network.",
)
_NO_TEXT = say(
    id="Gambar ini tidak berteks pengganti.", en="This image has no alternative text."
)
_ODD = say(id="Alamat ini tidak utuh.", en="This address is not whole.")
_OPEN = say(
    id="Kepala halaman ini tidak melarang muatan dari jaringan sebelum memuat apa pun.",
    en="The head of this page does not forbid the network before it loads anything.",
)


@dataclass
class Page(HTMLParser):
    """What a page names: its anchors, its links, what it loads, bare images.

    ``policy`` is the one that stood before anything that could load or act.
    """

    anchors: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    bare: list[str] = field(default_factory=list)
    policy: str | None = None

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what one element names."""
        given = {name: value or "" for name, value in attrs}
        if given.get("http-equiv", "").lower() == "content-security-policy":
            self.policy = given.get("content") if self.policy is None else self.policy
        elif tag in _ACTING and self.policy is None:
            self.policy = ""
        self.anchors |= {given[name] for name in ("id", "name") if name in given}
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag in _LOADING and _LOADING[tag] in given:
            self.loads.append(given[_LOADING[tag]])
        if tag == "img" and not given.get("alt", "").strip():
            self.bare.append(given.get("src", "")[:60])


def read(path: Path) -> Page:
    """Return what a page names."""
    page = Page()
    page.feed(path.read_text(encoding="utf-8"))
    return page


def problems(site: Path) -> list[Problem]:
    """Return what is broken in the pages of a built site."""
    pages = {path: read(path) for path in sorted(site.rglob("*.html"))}
    return [problem for path in pages for problem in _of_page(path, site, pages)]


def _of_page(path: Path, site: Path, pages: dict[Path, Page]) -> Iterator[Problem]:
    page, file = pages[path], path.relative_to(site).as_posix()
    if "default-src 'none'" not in (page.policy or ""):
        yield _told(file, page.policy or "", _OPEN)
    for image in page.bare:
        yield _told(file, image, _NO_TEXT)
    for target in page.loads:
        if _is_outside(target):
            yield _told(file, target, _REMOTE)
        elif not target.startswith("data:") and not _leads(path, target, pages):
            yield _told(file, target, _BROKEN)
    for target in page.links:
        if _is_outside(target):
            if not _is_whole(target):
                yield _told(file, target, _ODD)
        elif not _leads(path, target, pages):
            yield _told(file, target, _BROKEN)


def _told(file: str, found: str, rule: Text) -> Problem:
    return Problem(file, "", found, rule, _REMEDY)


def _is_outside(target: str) -> bool:
    return target.startswith("//") or urlsplit(target).scheme in _OUTSIDE_SCHEMES


def _is_whole(target: str) -> bool:
    parts = urlsplit(target)
    return "." in parts.netloc and " " not in target


def _leads(path: Path, target: str, pages: dict[Path, Page]) -> bool:
    """Say whether a link leads to a file here and to an anchor it has."""
    parts = urlsplit(target)
    if parts.scheme in _IN_ITSELF:
        return True
    file = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    if not file.is_file():
        return False
    anchor = unquote(parts.fragment)
    return not anchor or file not in pages or anchor in pages[file].anchors
