"""The site's source of one language: the pages of docs/ and those made from results."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import yaml

from analysis import paths
from analysis.evidence import tables
from analysis.language import LANGUAGES
from analysis.law.parameters import load_law
from analysis.privacy import masked
from analysis.report import site_city, site_home, site_tables
from analysis.report.page_words import NOTEBOOKS
from analysis.report.site_city import CityRun
from analysis.report.site_words import (
    FOOTER,
    IN_ENGLISH,
    NOTEBOOKS_LEFT_OUT,
    OWN_NAMES,
)
from analysis.run import site_notebooks

CATALOGUES = "locale"
WORDS = "site.json"
# pages written in English only, from files that stand outside docs/
_ENGLISH = {
    "assumptions": paths.ASSUMPTIONS,
    "changelog": paths.ROOT / "CHANGELOG.md",
    "provenance": paths.RAW / "PROVENANCE.md",
}
_GLOSSARY = "analysis.report.glossary"
# a link to a file that the site does not hold becomes its name
_OUTSIDE = re.compile(r"\[([^\]]+)\]\((?!https?:|#|mailto:)([^)\s]+)\)")
_TITLE = re.compile(r"^# .*$", re.MULTILINE)


def write(folder: Path, runs: Sequence[CityRun], reports: Path, lang: str) -> list[str]:
    """Write the source of one language into ``folder``; return its pages by name."""
    folder.mkdir(parents=True)
    pages = _documents(lang) | _made(runs, lang)
    for name, text in pages.items():
        (folder / f"{name}.md").write_text(_inside(text, pages), "utf-8", newline="\n")
    notebooks = site_notebooks.write(folder / "notebooks", reports, lang)
    known = {*pages, *(f"notebooks/{stem}" for stem in notebooks)}
    for name in site_home.SECTIONS:
        text = site_home.section(name, _below(name, runs, known, lang), lang)
        if name == "notebooks" and not notebooks:
            text += "\n" + NOTEBOOKS_LEFT_OUT[lang] + "\n"
        (folder / f"{name}.md").write_text(text, "utf-8", newline="\n")
    if (paths.DOCS / CATALOGUES).is_dir():
        shutil.copytree(paths.DOCS / CATALOGUES, folder / CATALOGUES)
    return sorted(known | site_home.SECTIONS.keys())


def write_words(folder: Path, lang: str, pages: Mapping[str, Sequence[str]]) -> None:
    """Write what the templates show: the other language, its pages, the footer."""
    other = next((one for one in LANGUAGES if one != lang), lang)
    words = {
        "other": {
            "lang": other,
            "name": OWN_NAMES[other],
            "pages": [*pages.get(other, ()), "search"],
        },
        "footer": FOOTER[lang].format(version=version("iuran")),
    }
    (folder / WORDS).write_text(json.dumps(words), "utf-8")


def _documents(lang: str) -> dict[str, str]:
    """Return the pages of docs/; one with its own Indonesian text comes in that."""
    found = {}
    for path in sorted(paths.DOCS.glob("*.md")):
        name = path.stem.removesuffix(f"-{LANGUAGES[0]}")
        if name == path.stem or lang == LANGUAGES[0]:
            found[name] = path.read_text(encoding="utf-8")
    if lang == LANGUAGES[0]:
        left = found.keys() - _translated(lang)
        found |= {name: _remarked(found[name], lang) for name in left}
    return found


def _translated(lang: str) -> set[str]:
    catalogues = (paths.DOCS / CATALOGUES / lang / "LC_MESSAGES").glob("*.po")
    own = paths.DOCS.glob(f"*-{lang}.md")
    return {p.stem for p in catalogues} | {p.stem[: -len(lang) - 1] for p in own}


def _remarked(text: str, lang: str) -> str:
    remark = site_tables.note(IN_ENGLISH[lang])
    return _TITLE.sub(lambda title: f"{title[0]}\n\n{remark}", text, count=1)


def _made(runs: Sequence[CityRun], lang: str) -> dict[str, str]:
    cited = yaml.safe_load((paths.ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    pages = {
        "index": site_home.home(runs, lang),
        "law-values": site_tables.law_values(load_law(), lang),
        "sources": site_tables.sources(tables.read("sources"), lang),
        "citation": site_tables.citation(cited, lang),
    }
    pages |= {run.page: site_city.city(run, lang) for run in runs}
    for name, path in _ENGLISH.items():
        pages[name] = _remarked(masked(path.read_text(encoding="utf-8")), lang)
    if find_spec(_GLOSSARY):
        words = import_module(_GLOSSARY).GLOSSARY
        pages["glossary"] = site_tables.glossary(words, lang)
    return pages


def _inside(text: str, pages: Iterable[str]) -> str:
    """Return a page whose links stay inside the site."""
    known = {*pages, *site_home.SECTIONS}

    def linked(found: re.Match) -> str:
        words, target = found.groups()
        file, _, anchor = target.partition("#")
        name = Path(file).stem.lower()
        if file.endswith(".md") and name in known:
            return f"[{words}]({name}.md{'#' + anchor if anchor else ''})"
        return words

    return _OUTSIDE.sub(linked, text)


def _below(
    section: str, runs: Sequence[CityRun], known: set[str], lang: str
) -> list[tuple[str, str]]:
    """Return title and name of the pages of a section that exist."""
    if section == "cities":
        return [(run.place, run.page) for run in runs]
    elsewhere = {
        name for _, _, listed in site_home.SECTIONS.values() for name in listed
    }
    listed = list(site_home.SECTIONS[section][2])
    if section == "notebooks":
        own = sorted(name for name in known if name.startswith("notebooks/"))
        listed = [name for name in own if name not in elsewhere]
    return [(_notebook_title(name, lang), name) for name in listed if name in known]


def _notebook_title(name: str, lang: str) -> str:
    stem = name.rpartition("/")[2]
    return NOTEBOOKS[stem][lang] if stem in NOTEBOOKS else ""
