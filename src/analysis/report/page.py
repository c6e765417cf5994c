"""The pages people open first: one a run, one a comparison, and the index of all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis import inert
from analysis.language import LANGUAGES
from analysis.report import (
    figures,
    glossary,
    html,
    national_list,
    page_national,
    page_run,
    page_validation,
    sentences,
    seven,
    tables,
)
from analysis.report.labels import text_of
from analysis.report.page_links import Leaf, leaves, navigation, to_twin
from analysis.report.page_words import (
    COMPARED,
    INDEX,
    INTRO,
    KINDS,
    NOTEBOOKS,
    SECTIONS,
)

if TYPE_CHECKING:
    from analysis.model.projection import Results
    from analysis.study.national import National

FINDINGS = "findings.json"


def write_run_page(folder: Path, results: Results, lang: str = "id") -> None:
    """Write the page of a run and its twin, their figures and ``findings.json``.

    ``index.html`` and ``figures/`` are in ``lang``, ``index-en.html`` and
    ``figures-en/`` (or ``-id``) in the other language.
    """
    title = results.scenario.title
    found = {one: seven.as_text(results, one) for one in LANGUAGES}
    for leaf in leaves(lang):
        shown = figures.all_figures(results, leaf.lang)
        parts = page_run.parts(results, _pictures(shown, leaf), leaf.lang)
        name, about = text_of(title, leaf.lang), page_run.about(results, leaf.lang)
        _write_page(folder, leaf, shown, title=name, parts=parts, about=about)
    _write_findings(folder, found)


def _write_page(
    folder: Path,
    leaf: Leaf,
    shown: Sequence[figures.Shown],
    *,
    title: str,
    parts: Iterable[str],
    about: str = "",
) -> None:
    _write_figures(folder / leaf.figures, shown)
    content = "\n".join((navigation(_files(folder), leaf), *parts))
    foot = html.element("footer", about) if about else ""
    whole = content + glossary.shown(content, leaf.lang) + foot
    page = html.document(title, whole, leaf.lang)
    (folder / leaf.page).write_text(page, "utf-8")


def _files(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in folder.rglob("*")]


def _pictures(shown: Sequence[figures.Shown], leaf: Leaf) -> list[str]:
    return [html.figure(picture, name, leaf.figures) for name, picture, _, _ in shown]


def _write_findings(folder: Path, found: Mapping[str, Sequence[str]]) -> None:
    headlines = {one: [str(text) for text in texts] for one, texts in found.items()}
    _write_json(folder / FINDINGS, headlines)


def _write_figures(target: Path, shown: Sequence[figures.Shown]) -> None:
    target.mkdir(exist_ok=True)
    for name, picture, frame, meta in shown:
        (target / f"{name}.png").write_bytes(picture.png())
        safe = frame.map(inert.cell).rename(index=inert.cell, columns=inert.cell)
        text = safe.to_csv(index=frame.index.name is not None, lineterminator="\n")
        (target / f"{name}.csv").write_text(text, "utf-8", newline="\n")
        _write_json(target / f"{name}.json", meta)


def _write_json(path: Path, content: Any) -> None:
    text = json.dumps(content, indent=2, ensure_ascii=False, sort_keys=True)
    path.write_text(text + "\n", "utf-8", newline="\n")


def write_comparison(folder: Path, runs: Sequence[Results], lang: str = "id") -> None:
    """Write the page of a comparison of scenarios and its twin, with their figures."""
    for leaf in leaves(lang):
        shown = figures.comparison_figures(runs, leaf.lang)
        parts = _comparison_parts(runs, _pictures(shown, leaf), leaf.lang)
        _write_page(folder, leaf, shown, title=COMPARED[leaf.lang], parts=parts)
    _write_findings(folder, {one: _compared(runs, one) for one in LANGUAGES})


def _compared(runs: Sequence[Results], lang: str) -> list[str]:
    said = (sentences.comparison, sentences.crossings, sentences.causes)
    return [sentence(runs, lang) for sentence in said]


def _comparison_parts(
    runs: Sequence[Results], pictures: Sequence[str], lang: str
) -> Iterable[str]:
    names = " · ".join(text_of(run.scenario.title, lang) for run in runs)
    yield html.element("h1", COMPARED[lang])
    yield html.element("p", names, class_="why")
    found = [html.element("span", text) for text in _compared(runs, lang)]
    yield html.section(
        SECTIONS["findings"][lang], [html.listed(found, class_="findings")]
    )
    yield html.section(
        SECTIONS["alike"][lang], [html.element("p", sentences.warnings(runs, lang))]
    )
    yield html.section(SECTIONS["figures"][lang], pictures)
    listed = (
        tables.summary(runs, lang),
        tables.difference(runs, lang),
        tables.difference_by_year(runs, lang),
        tables.stored(runs, lang),
        tables.why(runs, lang),
    )
    yield html.section(SECTIONS["tables"][lang], map(html.table, listed))


def write_validation(folder: Path, day: str, lang: str = "id") -> None:
    """Write the page of the record of forecasts and its twin, with their figures.

    ``day``: on which the forecasts were frozen that it counts.
    """
    title = NOTEBOOKS["11_validation"]
    for leaf in leaves(lang):
        shown = figures.validation_figures(leaf.lang)
        told = page_validation.parts(_pictures(shown, leaf), day, leaf.lang)
        parts = (html.element("h1", title[leaf.lang]), *told)
        _write_page(folder, leaf, shown, title=title[leaf.lang], parts=parts)
    _write_findings(
        folder, {one: [sentences.forecast_record(one)] for one in LANGUAGES}
    )


def write_national(folder: Path, found: National, lang: str = "id") -> None:
    """Write the page of all regions and its twin, their figures and tables as CSV."""
    title = NOTEBOOKS["10_regions"]
    for name, text in (
        (national_list.REGIONS_FILE, national_list.regions_csv(found)),
        (national_list.PROVINCES_FILE, national_list.provinces_csv(found)),
    ):
        (folder / name).write_text(text, "utf-8", newline="\n")
    for leaf in leaves(lang):
        shown = figures.national_figures(found, leaf.lang)
        told = page_national.parts(found, _pictures(shown, leaf), leaf.lang)
        parts = (html.element("h1", title[leaf.lang]), *told)
        _write_page(folder, leaf, shown, title=title[leaf.lang], parts=parts)
    _write_findings(
        folder, {one: page_national.findings(found, one) for one in LANGUAGES}
    )


def index_pages(
    reports: Path, done: Sequence[Mapping[str, Any]], lang: str = "id"
) -> dict[str, str]:
    """Return file name -> text of the index of the reports folder and of its twin.

    ``done``: the manifests of finished folders, each with its ``folder`` and ``kind``.
    """
    return {
        leaf.page: html.document(
            INDEX[leaf.lang], "".join(_index_parts(reports, done, leaf)), leaf.lang
        )
        for leaf in leaves(lang)
    }


def _index_parts(
    reports: Path, done: Sequence[Mapping[str, Any]], leaf: Leaf
) -> Iterable[str]:
    yield html.wrap("nav", html.listed([to_twin(leaf)]))
    yield html.element("h1", INDEX[leaf.lang]) + html.element("p", INTRO[leaf.lang])
    for kind, heading in KINDS.items():
        cards = [_card(reports, m, leaf.lang) for m in done if m["kind"] == kind]
        listed = html.listed(cards, class_="cards") if cards else ""
        yield html.section(heading[leaf.lang], [listed])


def _card(reports: Path, manifest: Mapping[str, Any], lang: str) -> str:
    folder = manifest["folder"]
    title = manifest.get("title") or manifest.get("name")
    name = title.get(lang) if isinstance(title, Mapping) else title
    heading = html.link(_page_of(reports, folder, lang), str(name or folder))
    return html.wrap("h3", heading) + "".join(
        html.element("p", text) for text in _headlines(reports / folder, lang)[:2]
    )


def _page_of(reports: Path, folder: str, lang: str) -> str:
    """Return a run's page in ``lang``, else the one there is, else its numbers."""
    names = (f"index-{lang}.html", "index.html", "results.csv")
    there = (name for name in names if (reports / folder / name).is_file())
    return f"{folder}/{next(there, names[-1])}"


def _headlines(folder: Path, lang: str) -> list[str]:
    """Return the findings of a folder; none where they cannot be read."""
    try:
        found = json.loads((folder / FINDINGS).read_text("utf-8"))
        return [str(text) for text in found[lang]]
    except (OSError, ValueError, KeyError, TypeError):
        return []
