"""Pages: self-contained, escaped, with alt text, and without holes in the numbers."""

import json
import re
from html import escape

import pytest

from analysis.report import page_links
from analysis.run import index

# a link to a source may be followed; nothing may be loaded
REMOTE = re.compile(
    r"(?:src|(?<!<a )href)\s*=\s*[\"']?\s*(?:https?:)?//|@import|<script|<link", re.I
)


@pytest.fixture(scope="module")
def folder(pages, real):
    target = pages("id")
    manifest = {
        "kind": "scenario",
        "status": "ok",
        "name": real.scenario.name,
        "title": {"id": "Judul <b>", "en": "Title <b>"},
    }
    (target / "manifest.json").write_text(json.dumps(manifest))
    return target


def visible(html):
    return re.sub(r"<[^>]*>", " ", re.sub(r"<style.*?</style>", "", html, flags=re.S))


@pytest.mark.fault("R12.pages")
def test_page_is_whole_and_loads_nothing(folder):
    html = (folder / "index.html").read_text("utf-8")
    assert "Content-Security-Policy" in html
    assert "default-src 'none'" in html
    assert not REMOTE.search(html)
    assert 'href="html/04_bill.html"' in html
    assert 'href="html/01_evidence.html"' not in html


def test_every_image_has_alt_text(folder):
    html = (folder / "index.html").read_text("utf-8")
    images = re.findall(r"<img\b[^>]*>", html)
    assert len(images) >= 8
    assert all(re.search(r'alt="[^"]{40,}"', image) for image in images)


@pytest.mark.fault("N16")
def test_no_missing_values_are_shown(folder):
    text = visible((folder / "index.html").read_text("utf-8"))
    assert not re.search(r"\bnan\b|\bNaN\b|\bNone\b|\binf\b", text)


def test_each_figure_has_png_csv_and_json(folder):
    names = {path.stem for path in (folder / "figures").glob("*.png")}
    assert names
    for kind in ("csv", "json"):
        assert {path.stem for path in (folder / "figures").glob(f"*.{kind}")} == names
    for path in (folder / "figures").glob("*.json"):
        meta = json.loads(path.read_text("utf-8"))
        assert meta["alt"]
        assert meta["source"]
        assert meta["scenario"]


def test_links_name_what_stands_beside_the_page_and_nothing_else(tmp_path):
    files = ("memo-id.docx", "workbook.xlsx", "headline-en.png", "html/04_bill.html")
    (tmp_path / "html").mkdir()
    for name in files:
        (tmp_path / name).write_text("x")
    leaf, twin = page_links.leaves("id")
    beside = [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")]
    shown = {one.lang: page_links.navigation(beside, one) for one in (leaf, twin)}
    found = {lang: set(re.findall(r'href="([^"]+)"', s)) for lang, s in shown.items()}
    both = {"memo-id.docx", "workbook.xlsx", "html/04_bill.html", "manifest.json"}
    assert found["id"] == both | {"index-en.html", "../index.html"}
    own = {"index.html", "../index-en.html", "headline-en.png"}
    assert found["en"] == both | own
    # what is in the other language says so
    assert 'href="html/04_bill.html" hreflang="id"' in shown["en"]


def test_findings_are_kept_in_both_languages(folder):
    found = json.loads((folder / "findings.json").read_text("utf-8"))
    assert set(found) == {"id", "en"}
    assert len(found["id"]) == len(found["en"]) >= 5


def test_assumptions_are_listed(folder, real):
    html = (folder / "index.html").read_text("utf-8")
    for mark in real.scenario.marks.values():
        assert escape(mark.why.id) in html


def test_every_evidence_id_is_listed_with_its_publisher(folder, real):
    from analysis.report.sources import evidence_table

    html = (folder / "index.html").read_text("utf-8")
    for row in evidence_table(real).itertuples():
        assert f">{row.id}<" in html
        assert escape(row.publisher) in html


@pytest.mark.fault("S2.page")
def test_index_links_every_finished_run_and_escapes(folder):
    reports = folder.parent
    broken = reports / "broken"
    broken.mkdir(exist_ok=True)
    failed = {"status": "failed", "kind": "scenario"}
    (broken / "manifest.json").write_text(json.dumps(failed))
    assert index.refresh(reports, "en") == []
    html = (reports / "index.html").read_text("utf-8")
    assert f'href="{folder.name}/index-en.html"' in html
    assert 'href="index-id.html" hreflang="id"' in html
    twin = (reports / "index-id.html").read_text("utf-8")
    assert f'href="{folder.name}/index.html"' in twin
    assert "broken/" not in html
    assert "Title &lt;b&gt;" in html
    assert not REMOTE.search(html)
