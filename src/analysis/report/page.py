"""The pages people open first: one a run, one a comparison, and the index of all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.language import LANGUAGES, say
from analysis.report import (
    figures,
    html,
    page_run,
    page_validation,
    sentences,
    seven,
    tables,
)
from analysis.report.labels import text_of
from analysis.report.page_words import FILES, FORM, KINDS, NOTEBOOKS, SECTIONS
from analysis.study.unknowns import ANSWERS

if TYPE_CHECKING:
    from analysis.model.projection import Results

FINDINGS = "findings.json"


def write_run_page(folder: Path, results: Results, lang: str = "id") -> None:
    """Write ``index.html``, ``figures/`` and ``findings.json`` of a run folder."""
    shown = figures.all_figures(results, lang)
    title = text_of(results.scenario.title, lang)
    found = {one: seven.as_text(results, one) for one in LANGUAGES}
    head = wrap_nav(_links(folder, lang))
    parts = (head, *page_run.parts(results, shown, lang))
    _write_page(folder, shown, found, title=title, parts=parts, lang=lang)


def _write_page(
    folder: Path,
    shown: Sequence[figures.Shown],
    found: Mapping[str, Sequence[str]],
    *,
    title: str,
    parts: Iterable[str],
    lang: str,
) -> None:
    _write_figures(folder, shown)
    headlines = {one: [str(text) for text in texts] for one, texts in found.items()}
    _write_json(folder / FINDINGS, headlines)
    page = html.document(title, "\n".join(parts), lang)
    (folder / "index.html").write_text(page, "utf-8")


def wrap_nav(items: Sequence[str]) -> str:
    """Return the links of a page as its navigation."""
    return html.wrap("nav", html.listed(items)) if items else ""


def _links(folder: Path, lang: str) -> list[str]:
    found = [
        html.link("../index.html", say(id="Semua laporan", en="All reports")[lang])
    ]
    found += [
        html.link(f"html/{stem}.html", text[lang])
        for stem, text in NOTEBOOKS.items()
        if (folder / "html" / f"{stem}.html").is_file()
    ]
    found += [
        html.link(form.name, FORM[lang])
        for form in sorted(folder.glob(f"{ANSWERS}*.yaml"))
    ]
    # the manifest is written last, after this page
    return found + [
        html.link(name, text[lang])
        for name, text in FILES.items()
        if name == "manifest.json" or (folder / name).is_file()
    ]


def _write_figures(folder: Path, shown: Sequence[figures.Shown]) -> None:
    target = folder / "figures"
    target.mkdir(exist_ok=True)
    for name, picture, frame, meta in shown:
        (target / f"{name}.png").write_bytes(picture.png())
        text = frame.to_csv(index=frame.index.name is not None, lineterminator="\n")
        (target / f"{name}.csv").write_text(text, "utf-8", newline="\n")
        _write_json(target / f"{name}.json", meta)


def _write_json(path: Path, content: Any) -> None:
    text = json.dumps(content, indent=2, ensure_ascii=False, sort_keys=True)
    path.write_text(text + "\n", "utf-8", newline="\n")


def write_comparison(folder: Path, runs: Sequence[Results], lang: str = "id") -> None:
    """Write ``index.html`` and ``figures/`` of a comparison of scenarios."""
    shown = figures.comparison_figures(runs, lang)
    title = say(id="Skenario dibandingkan", en="Scenarios compared")[lang]
    found = {one: _compared(runs, one) for one in LANGUAGES}
    parts = _comparison_parts(folder, runs, shown, lang)
    _write_page(folder, shown, found, title=title, parts=parts, lang=lang)


def _compared(runs: Sequence[Results], lang: str) -> list[str]:
    said = (sentences.comparison, sentences.crossings, sentences.causes)
    return [sentence(runs, lang) for sentence in said]


def _comparison_parts(
    folder: Path, runs: Sequence[Results], shown: Sequence[figures.Shown], lang: str
) -> Iterable[str]:
    yield wrap_nav(_links(folder, lang))
    names = " · ".join(text_of(run.scenario.title, lang) for run in runs)
    yield html.element(
        "h1", say(id="Skenario dibandingkan", en="Scenarios compared")[lang]
    )
    yield html.element("p", names, class_="why")
    found = [html.element("span", text) for text in _compared(runs, lang)]
    yield html.section(
        SECTIONS["findings"][lang], [html.listed(found, class_="findings")]
    )
    yield html.section(
        SECTIONS["alike"][lang], [html.element("p", sentences.warnings(runs, lang))]
    )
    pictures = [html.figure(picture, name) for name, picture, _, _ in shown]
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
    """Write ``index.html`` and ``figures/`` of the record of forecasts.

    ``day``: on which the forecasts were frozen that it counts.
    """
    shown = figures.validation_figures(lang)
    title = NOTEBOOKS["11_validation"][lang]
    found = {one: [sentences.forecast_record(one)] for one in LANGUAGES}
    head = (wrap_nav(_links(folder, lang)), html.element("h1", title))
    parts = (*head, *page_validation.parts(shown, day, lang))
    _write_page(folder, shown, found, title=title, parts=parts, lang=lang)


def write_index(reports: Path, lang: str = "id") -> None:
    """Write ``index.html`` of the reports folder, linking every finished run."""
    found = [_manifest(path) for path in sorted(reports.glob("*/manifest.json"))]
    done = [m for m in found if m.get("status") == "ok"]
    cards = [_card(reports, manifest, lang) for manifest in done]
    title = say(id="Iuran: semua laporan", en="Iuran: all reports")[lang]
    intro = say(
        id="Berapa pekerja yang sanggup dilindungi anggaran daerah dengan JKK dan JKM, "
        "berapa biayanya, apa yang kembali ke rumah tangga, dan berapa lama sanggup.",
        en="How many workers a local budget can keep covered by JKK and JKM, what that "
        "costs, what households get back, and how long the budget can carry it.",
    )[lang]
    body = html.element("h1", title) + html.element("p", intro)
    for kind in KINDS:
        of_kind = [
            card for m, card in zip(done, cards, strict=True) if m["kind"] == kind
        ]
        listed = html.listed(of_kind, class_="cards") if of_kind else ""
        body += html.section(KINDS[kind][lang], [listed])
    reports.mkdir(parents=True, exist_ok=True)
    beside = reports / ".tmp-index.html"
    beside.write_text(html.document(title, body, lang), "utf-8")
    beside.replace(reports / "index.html")


def _manifest(path: Path) -> dict[str, Any]:
    content = json.loads(path.read_text("utf-8"))
    return {"folder": path.parent.name, "kind": "scenario"} | content


def _card(reports: Path, manifest: dict[str, Any], lang: str) -> str:
    folder = manifest["folder"]
    title = manifest.get("title") or manifest.get("name") or folder
    name = title if isinstance(title, str) else title[lang]
    page = f"{folder}/index.html"
    has_page = (reports / page).is_file()
    heading = html.link(page if has_page else f"{folder}/results.csv", name)
    return html.wrap("h3", heading) + "".join(
        html.element("p", text) for text in _headlines(reports / folder, lang)[:2]
    )


def _headlines(folder: Path, lang: str) -> list[str]:
    path = folder / FINDINGS
    if not path.is_file():
        return []
    return json.loads(path.read_text("utf-8"))[lang]
