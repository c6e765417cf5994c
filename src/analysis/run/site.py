"""The site: results and documents as pages that open from a disk, in two languages.

Sphinx builds each language in a process of its own, from a source written into a
temporary folder; what stands in the output folder is exchanged by one rename. Equations
are MathML made while building (docs/conf.py): no script, no fonts, 27 MB less than a
copy of MathJax, and they read without JavaScript, on paper and aloud.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from analysis import paths
from analysis.errors import IuranError, MachineError, Problem
from analysis.language import LANGUAGES, say
from analysis.report import html, site_home
from analysis.report.site_city import ANSWERS, CityRun
from analysis.report.site_words import CODE, FILES, HIDE_CODE, SEARCH
from analysis.run import site_check, site_runs, site_sources, store

MARK = "Iuran"
INDEX = "index.html"
RUNS = "runs"
_LEFT_OUT = (
    "*.map",
    ".buildinfo",
    "objects.inv",
    "*.LICENSE.txt",
    "webpack-macros.html",
)
_WARNING = re.compile(r"^(?P<file>.*?)(?::(?P<line>\d+))?: (?P<rest>[A-Z]+: .*)$")
_SHOWN = 1000  # letters of an error that is no warning
_WARNED = say(
    id="Halaman ini tidak dapat dibangun tanpa peringatan.",
    en="This page cannot be built without a warning.",
)
_MEND = say(id="perbaiki halaman asalnya.", en="mend the page it comes from.")
_NOT_OURS = say(
    id="Folder ini berisi hal lain, bukan situs yang dibangun di sini.",
    en="This folder holds something else, no site that was built here.",
)
_ELSEWHERE = say(
    id="pilih folder lain dengan --out.", en="choose another folder with --out."
)
_NAV = re.compile(r"<nav\b.*?</nav>", re.DOTALL)


def build(out: Path, reports: Path, langs: Sequence[str] = LANGUAGES) -> Path:
    """Build the site from the finished baselines of ``reports``; return its index.

    Raises:
        IuranError: warnings of Sphinx, links that lead nowhere, nothing to show, or
            a folder ``out`` that is no site.
    """
    out = out.resolve()
    refuse_others(out)
    runs = site_runs.found(reports)
    store.recover(out.parent, out.name) if out.parent.is_dir() else None
    beside = out.with_name(f".tmp-{out.name}-{os.getpid()}")
    try:
        _write(beside, runs, reports, langs)
        found = site_check.problems(beside)
        if found:
            raise IuranError(found)
        store.exchange(beside, out)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return out / INDEX


def refuse_others(out: Path) -> None:
    """Refuse a folder with something else in it: building replaces the whole.

    Raises:
        MachineError: the folder is no site that was built here.
    """
    index = out / INDEX
    is_ours = index.is_file() and f'content="{MARK}"' in index.read_text("utf-8")
    if out.exists() and not is_ours and (not out.is_dir() or any(out.iterdir())):
        raise MachineError(Problem(out.name, "", "", _NOT_OURS, _ELSEWHERE))


def _write(
    site: Path, runs: Sequence[CityRun], reports: Path, langs: Sequence[str]
) -> None:
    with TemporaryDirectory() as name:
        work = Path(name).resolve()
        pages = {
            lang: site_sources.write(work / lang, runs, reports, lang) for lang in langs
        }
        for lang in langs:
            site_sources.write_words(work / lang, lang, pages)
        with ThreadPoolExecutor(len(langs)) as pool:
            warned = pool.map(lambda lang: _sphinx(work, site / lang, lang), langs)
        problems = [problem for of_language in warned for problem in of_language]
    if problems:
        raise IuranError(problems)
    for pattern in _LEFT_OUT:
        for path in site.rglob(pattern):
            path.unlink()
    for lang in langs:  # Sphinx keeps copies of the notebooks it was given
        shutil.rmtree(site / lang / "_sources", ignore_errors=True)
    for run in runs:
        _copy_run(run, reports / run.name, site / RUNS / run.name, langs)
    places = {lang: f"{lang}/{INDEX}" for lang in langs}
    (site / INDEX).write_text(site_home.choose(places, MARK), "utf-8")


def _sphinx(work: Path, target: Path, lang: str) -> list[Problem]:
    """Build one language; return its warnings, each a problem of a page."""
    log = work / f"{lang}.log"
    words = {
        "language": lang,
        "nb_code_prompt_show": CODE[lang],
        "nb_code_prompt_hide": HIDE_CODE[lang],
        "html_theme_options.search_bar_text": SEARCH[lang],
    }
    options = [
        part for key, value in words.items() for part in ("-D", f"{key}={value}")
    ]
    command = (
        *(sys.executable, "-m", "sphinx", "-q", "-b", "html", "-c", str(paths.DOCS)),
        *("-d", str(work / f"{lang}-trees"), "-W", "--keep-going", "-w", str(log)),
        *options,
        *(str(work / lang), str(target)),
    )
    done = subprocess.run(
        command, cwd=work / lang, capture_output=True, text=True, check=False
    )
    told = log.read_text(encoding="utf-8") if log.is_file() else ""
    lines = told.replace(f"{work}{os.sep}", "").splitlines()
    found = [warned for line in lines if (warned := _WARNING.match(line))]
    if done.returncode and not found:
        return [Problem("docs", "", done.stderr[-_SHOWN:].strip(), _WARNED, _MEND)]
    return [
        Problem(one["file"], one["line"] or "", one["rest"], _WARNED, _MEND)
        for one in found
    ]


def _copy_run(run: CityRun, source: Path, target: Path, langs: Sequence[str]) -> None:
    """Copy what the pages of a city link to, and its own summary pages."""
    target.mkdir(parents=True)
    known = {name.format(lang=lang) for name in FILES for lang in langs}
    for name in run.files:
        if name in known or name.startswith(ANSWERS):
            shutil.copy2(source / name, target / name)
    for folder in {one.folder for lang in langs for one in run.figures[lang]}:
        shutil.copytree(source / folder, target / folder)
    for lang in langs:
        page = _linked(run.pages[lang], run, lang)
        (target / run.page_files[lang]).write_text(page, "utf-8")


def _linked(page: str, run: CityRun, lang: str) -> str:
    """Return a run's page whose links lead back to the site and to its twin."""
    back = html.link(f"../../{lang}/{run.page}.html", run.place)
    nav = f"<nav><ul><li>{back}</li></ul></nav>"
    return _NAV.sub(lambda _: nav, page, count=1)
