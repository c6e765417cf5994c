"""Pages for everybody: keyboard, screen reader, phone, printer; nothing is loaded."""

from __future__ import annotations

import json
from itertools import pairwise

import nbformat
import pytest

from analysis import load_scenario
from analysis.paths import NOTEBOOKS
from analysis.report import page
from analysis.run import index, render
from analysis.study import together

pytestmark = pytest.mark.browser
SERIOUS = ("serious", "critical")
PHONE, SCREEN = {"width": 390, "height": 844}, {"width": 1366, "height": 900}
A4_PX = {"width": 688, "height": 1000}  # 182 mm between margins of 14 mm
MB = 1_000_000


@pytest.fixture(scope="module")
def browser(chromium):
    from playwright.sync_api import sync_playwright

    flags = ["--headless", "--no-sandbox", "--disable-background-networking"]
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=flags)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def visit(browser):
    """Open a file; give the page, every request it made and every complaint."""
    opened = []

    def open_(path, size):
        sheet, seen = browser.new_page(viewport=size), []
        sheet.on("request", lambda request: seen.append(request.url))
        sheet.on("console", lambda message: seen.append(message.text))
        sheet.on("pageerror", lambda error: seen.append(str(error)))
        sheet.goto(path.as_uri())
        opened.append(sheet)
        return sheet, seen

    yield open_
    for sheet in opened:
        sheet.close()


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    """One of each kind of page beside those of runs: comparison, notebooks, index."""
    reports = tmp_path_factory.mktemp("accessible")
    base = load_scenario("cilegon-baseline", draws=0, years=2)
    other = base.model_copy(update={"name": "other"})
    compared = reports / "compared"
    compared.mkdir()
    page.write_comparison(compared, together.projected([base, other], [None, None]))
    made = {"kind": "comparison", "status": "ok", "name": "compared", "title": "X"}
    (compared / "manifest.json").write_text(json.dumps(made))
    index.refresh(reports, "id")
    for source in sorted(NOTEBOOKS.glob("[0-9]*.ipynb")):
        whole = render.page(nbformat.read(source, as_version=4), source.stem, "id")
        (reports / f"{source.stem}.html").write_text(whole, "utf-8")
    return reports


OTHERS = (
    *("index.html", "index-en.html"),
    *("compared/index.html", "compared/index-en.html"),
    *sorted(f"{path.stem}.html" for path in NOTEBOOKS.glob("[0-9]*.ipynb")),
)


def violations(sheet):
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(sheet).response["violations"]
    return [
        (one["id"], one["impact"], one["nodes"][0]["html"][:200])
        for one in found
        if one["impact"] in SERIOUS
    ]


def assert_accessible(visit, path):
    sheet, seen = visit(path, SCREEN)
    assert [one for one in seen if one != path.as_uri()] == []
    assert violations(sheet) == []
    assert sheet.locator("main").count() == 1
    assert sheet.locator("nav").count() >= 1
    assert sheet.locator("h1").count() == 1
    levels = sheet.eval_on_selector_all(
        "h1, h2, h3, h4", "all => all.map(one => Number(one.tagName[1]))"
    )
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    images = sheet.eval_on_selector_all("img", "all => all.map(one => one.alt)")
    assert all(len(text) > 20 for text in images)
    sheet.set_viewport_size(PHONE)
    width = sheet.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"], f"{path.name}: {width} px wide on a phone"


@pytest.mark.parametrize("name", ["index.html", "index-en.html"])
def test_a_run_page_is_accessible(pages, visit, name):
    path = pages("id") / name
    assert_accessible(visit, path)
    sheet, _ = visit(path, SCREEN)
    assert sheet.locator("html").get_attribute("lang") == (
        "en" if "-" in name else "id"
    )
    tables = sheet.locator("table.plain")
    assert tables.count() > 10
    assert sheet.locator("table.plain > caption").count() == tables.count()
    heads = sheet.locator("table.plain th")
    assert sheet.locator("table.plain th[scope]").count() == heads.count()


@pytest.mark.parametrize("name", OTHERS)
def test_other_pages_are_accessible(shelf, visit, name):
    assert_accessible(visit, shelf / name)


def test_a_keyboard_reaches_wide_tables_and_the_twin(pages, visit):
    sheet, _ = visit(pages("id") / "index.html", PHONE)
    sheet.keyboard.press("Tab")
    assert sheet.evaluate("document.activeElement.textContent") == "English"
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert sheet.evaluate(outline) == "solid"
    sheet.keyboard.press("Enter")
    sheet.wait_for_url("**/index-en.html")
    assert sheet.locator("html").get_attribute("lang") == "en"
    unreached = sheet.eval_on_selector_all(
        ".wide", "all => all.filter(one => one.tabIndex < 0).length"
    )
    assert unreached == 0


@pytest.mark.parametrize("name", ["index.html", "index-en.html"])
def test_a_printed_page_is_small_and_cuts_no_table(pages, visit, name):
    path = pages("id") / name
    assert path.stat().st_size < 1.5 * MB
    sheet, _ = visit(path, A4_PX)
    assert len(sheet.pdf(prefer_css_page_size=True)) < MB
    sheet.emulate_media(media="print")
    cut = sheet.eval_on_selector_all(
        ".wide",
        "all => all.filter(one => one.scrollWidth > one.clientWidth + 1)"
        ".map(one => one.getAttribute('aria-label'))",
    )
    assert cut == []
    assert sheet.evaluate(_BROKEN) == []


# words and numbers of tables that stand on two lines; strokes and hyphens may break
_BROKEN = """() => {
  const broken = [];
  for (const cell of document.querySelectorAll("table.plain th, table.plain td")) {
    const walk = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      for (const word of walk.currentNode.data.matchAll(/[^\\s\\/-]+/g)) {
        const range = document.createRange();
        range.setStart(walk.currentNode, word.index);
        range.setEnd(walk.currentNode, word.index + word[0].length);
        const lines = new Set([...range.getClientRects()].map((r) => r.top));
        if (lines.size > 1) broken.push(word[0]);
      }
    }
  }
  return broken;
}"""
