"""The site, built from one city in both languages: offline, whole, readable by all."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from analysis import paths
from analysis.errors import IuranError, MachineError
from analysis.language import LANGUAGES
from analysis.model.projection import project
from analysis.report import page, questions_form, site_text
from analysis.report.site_home import SECTIONS
from analysis.run import (
    description,
    files,
    manifest,
    site,
    site_check,
    site_notebooks,
    site_runs,
)
from analysis.scenario.load import load_scenario
from analysis.study import answers
from few_points import few

NAME = "cilegon-baseline"
CITY = "city-cilegon"
MEGABYTE = 1e6
# one page of each kind, without its language
KINDS = (
    *("index", CITY, "notebooks", "notebooks/02_law", "equations", "central-path"),
    *("law-values", "sources", "codebook", "assumptions", "how-to-planner"),
    *("validation", "citation", "search"),
)
# the kinds whose text, not only whose words, differs between the languages
WANTED = {"resultTypes": ["violations"]}
OTHER = {"id": KINDS, "en": ("index", CITY, "notebooks/02_law", "law-values")}
# words of the theme and of the notebook pages that a reader of Indonesian must not see
THEME = (
    *("Skip to main content", "On this page", "Section Navigation", "Breadcrumb"),
    *("Home", "previous", "next", "previous page", "next page", "Site navigation"),
    *("Link to this heading", "Search", "Search the docs ...", "Code", "Hide code"),
    *("Toggle hidden content", "Show code cell source", "Collapse Sidebar", "Error"),
    *("Link to this term", "Back to top", "Contents", "More"),
)


@pytest.fixture(scope="session")
def reports(tmp_path_factory):
    """A run folder with everything the site reads, and one notebook."""
    folder = tmp_path_factory.mktemp("reports") / NAME
    folder.mkdir()
    source = paths.SCENARIOS / f"{NAME}.yaml"
    with few():
        results = answers.with_answers(project(load_scenario(source, draws=200)))
        files.write_results(results, folder)
        form = folder / f"{questions_form.name_of(NAME)}.yaml"
        form.write_text(questions_form.questions_form(results, "id"), encoding="utf-8")
        page.write_run_page(folder, results, "id")
    (folder / "notebooks").mkdir()
    shutil.copy(paths.NOTEBOOKS / "02_law.ipynb", folder / "notebooks")
    asked = {"options": {"lang": "id"}, "started": manifest.now()}
    manifest.write(folder, {**description.described(results), **asked})
    return folder.parent


@pytest.fixture(scope="session")
def built(reports, tmp_path_factory):
    out = tmp_path_factory.mktemp("built") / "site"
    assert site.build(out, reports) == out / "index.html"
    return out


@pytest.fixture(scope="module")
def browser(chromium):
    from playwright.sync_api import sync_playwright
    from tests.conftest import CHROMIUM_FLAGS

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium, args=list(CHROMIUM_FLAGS)
        )
        context = started.new_context(offline=True)
        yield context
        started.close()


def pages_of(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.browser
def test_every_page_opens_from_the_disk_and_asks_for_nothing_else(built, browser):
    tab, seen, wrong = browser.new_page(), [], []
    tab.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.on("requestfailed", lambda request: wrong.append(request.url))
    tab.on("request", lambda request: seen.append(request.url))
    for path in pages_of(built):
        tab.goto(path.as_uri())
        tab.evaluate("document.querySelectorAll('img').forEach(i => i.loading='eager')")
        bare = tab.evaluate(
            "[...document.images].filter(i => !i.alt.trim()).map(i => i.src)"
        )
        assert not bare, f"{path.name}: images without a text"
    tab.close()
    outside = {url for url in seen if not url.startswith((built.as_uri(), "data:"))}
    assert not outside
    assert not wrong


@pytest.mark.browser
@pytest.mark.parametrize("lang", LANGUAGES)
def test_nobody_is_kept_out(built, browser, lang):
    from axe_playwright_python.sync_playwright import Axe

    tab, found = browser.new_page(), {}
    for kind in OTHER[lang]:
        tab.goto((built / lang / f"{kind}.html").as_uri())
        tab.wait_for_timeout(350)  # the theme makes what scrolls reachable, then
        violations = Axe().run(tab, options=WANTED).response["violations"]
        told = [
            (one["id"], one["nodes"][0]["html"][:90])
            for one in violations
            if one["impact"] in ("serious", "critical")
        ]
        if told:
            found[kind] = told
    tab.close()
    assert not found


@pytest.mark.browser
def test_the_first_page_offers_both_languages(built, browser):
    tab = browser.new_page()
    tab.goto((built / "index.html").as_uri())
    shown = tab.locator("a.choice").all_inner_texts()
    assert shown == ["Bahasa Indonesia", "English"]
    tab.locator("a.choice").first.click()
    assert tab.url == (built / "id" / "index.html").as_uri()
    tab.close()


@pytest.mark.browser
def test_the_switch_leads_to_the_same_page_and_back(built, browser):
    tab = browser.new_page()
    for kind in ("index", CITY, "notebooks/02_law", "search"):
        tab.goto((built / "id" / f"{kind}.html").as_uri())
        for lang in ("en", "id"):
            tab.locator("a.language-switch:visible").first.click()
            assert tab.url == (built / lang / f"{kind}.html").as_uri()
            assert tab.locator("html").get_attribute("lang") == lang
    tab.close()


def test_every_page_has_its_twin_or_the_section_of_it(built):
    for lang, other in (("id", "en"), ("en", "id")):
        for path in pages_of(built / lang):
            name = path.relative_to(built / lang).as_posix()
            links = site_check.read(path).links
            up = "../" * name.count("/") + "../"
            twin = name if (built / other / name).is_file() else "notebooks.html"
            assert f"{up}{other}/{twin}" in {link.removeprefix("./") for link in links}


def test_a_page_without_a_twin_leads_to_its_section(built):
    # the run folder holds one notebook in Indonesian, the project all in English
    assert not (built / "id" / "notebooks" / "04_bill.html").exists()
    linked = site_check.read(built / "en" / "notebooks" / "04_bill.html").links
    assert "../../id/notebooks.html" in linked


@pytest.mark.browser
@pytest.mark.parametrize(("lang", "word"), [("id", "pagu"), ("en", "ceiling")])
def test_search_finds_a_word(built, browser, lang, word):
    tab = browser.new_page()
    tab.goto((built / lang / "index.html").as_uri())
    tab.keyboard.press("Control+k")
    tab.locator("#pst-search-dialog input").fill(word)
    tab.keyboard.press("Enter")
    # results come one by one
    tab.wait_for_selector(f'#search-results li a[href*="{CITY}"]')
    tab.wait_for_function(
        "!document.querySelector('#search-progress')?.textContent.includes('...')"
    )
    if lang == "id":
        shown = tab.locator("main").inner_text()
        assert "Hasil pencarian" in shown
        assert "Search" not in shown
    tab.close()


@pytest.mark.browser
def test_print_leaves_the_frame_of_the_site_out(built, browser):
    tab = browser.new_page()
    tab.goto((built / "id" / f"{CITY}.html").as_uri())
    tab.emulate_media(media="print")
    for frame in (".bd-header", ".bd-sidebar-primary", ".prev-next-footer"):
        assert not tab.locator(frame).first.is_visible()
    assert tab.locator("h1").is_visible()
    tab.close()


@pytest.mark.browser
def test_a_small_screen_scrolls_down_only(built, browser):
    tab = browser.new_page()
    tab.set_viewport_size({"width": 390, "height": 780})
    for kind in KINDS:
        tab.goto((built / "id" / f"{kind}.html").as_uri())
        assert tab.evaluate("document.documentElement.scrollWidth") <= 390, kind
    tab.close()


def test_the_theme_speaks_indonesian(built):
    found = {}
    for path in pages_of(built / "id"):
        shown = re.findall(r'(?:aria-label|title|placeholder)="([^"]*)"', text_of(path))
        # what stands between marks in the frame; prose and code are not the theme's
        frame = re.sub(r"<article.*?</article>", "", text_of(path), flags=re.DOTALL)
        shown += [text.strip() for text in re.findall(r">([^<]+)<", frame)]
        left = {text for text in shown if text in THEME}
        if left:
            found[path.name] = left
    assert not found


def test_the_code_of_notebooks_is_folded(built):
    for lang, word in (("id", "Kode"), ("en", "Code")):
        text = text_of(built / lang / "notebooks" / "02_law.html")
        folded = text.count('<details class="admonition hide above-input"')
        assert folded == text.count('class="cell_input') > 0
        assert f">{word}</p>" in text
        assert "<details open" not in text


def test_equations_are_there_without_a_script(built):
    text = text_of(built / "en" / "equations.html")
    assert text.count('display="block"') >= 10
    assert "$$" not in text
    assert "mathjax" not in text.lower()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_findings_come_first_and_say_what_the_run_found(built, reports, lang):
    found = json.loads(text_of(reports / NAME / "findings.json"))[lang]
    home = re.sub(r"<[^>]+>", "", text_of(built / lang / "index.html"))
    home = " ".join(home.replace("&#x27;", "'").split())
    places = [home.find(" ".join(one.split("?")[0].split())) for one in found]
    assert len(places) == 7
    assert places[0] > 0
    assert places == sorted(places)
    for finding in found:
        answer = finding.split("? ", 1)[1]
        assert answer[:60] in home, answer


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_city_has_its_figures_tables_and_files(built, reports, lang):
    text = text_of(built / lang / f"{CITY}.html")
    folder = "figures" if lang == "id" else "figures-en"
    pictures = sorted((reports / NAME / folder).glob("*.png"))
    assert pictures
    for picture in pictures:
        for kind in ("png", "csv", "json"):
            target = f"../runs/{NAME}/{folder}/{picture.stem}.{kind}"
            assert target in text
            assert (built / lang / target).is_file()
    assert text.count("<table") >= 15
    for name in ("results.csv", "scenario.yaml", f"questions-{NAME}.yaml"):
        assert f'href="../runs/{NAME}/{name}"' in text


def test_the_summary_page_comes_along_and_leads_back(built):
    links = site_check.read(built / "runs" / NAME / "index.html").links
    assert f"../../id/{CITY}.html" in links


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_section_is_there(built, lang):
    links = site_check.read(built / lang / "index.html").links
    assert {f"{name}.html" for name in SECTIONS} <= set(links)


def test_the_site_is_small(built):
    def size(folder: Path) -> float:
        return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())

    run = size(built / "runs" / NAME)
    # four cities and, in Indonesian, notebooks like the English ones
    whole = size(built / "en") * 2 + run * 4
    assert size(built) < 60 * MEGABYTE
    assert whole < 60 * MEGABYTE


def test_nothing_half_written_stands_beside(built):
    assert [path.name for path in built.parent.iterdir()] == ["site"]


def test_the_folder_of_somebody_else_is_left_alone(reports, tmp_path):
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(MachineError):
        site.build(tmp_path, reports)
    assert (tmp_path / "letter.txt").read_text() == "mine"


def test_nothing_to_show_is_said(tmp_path):
    with pytest.raises(MachineError, match="No finished run"):
        site.build(tmp_path / "site", tmp_path)


def test_a_damaged_run_is_named(reports, tmp_path):
    shutil.copytree(reports / NAME, tmp_path / NAME)
    (tmp_path / NAME / "results.parquet").unlink()
    with pytest.raises(MachineError, match=f"{NAME}.*incomplete"):
        site.build(tmp_path / "site", tmp_path)
    (tmp_path / NAME / manifest.FILE).write_text("{half")
    with pytest.raises(MachineError, match="No finished run"):
        site.build(tmp_path / "site", tmp_path)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("scenario.yaml", "a: [b"),
        ("scenario.yaml", "[]"),
        ("findings.json", "{half"),
        ("results.parquet", "PAR1"),
    ],
)
def test_a_file_of_a_run_that_cannot_be_read_is_no_defect(
    reports, tmp_path, name, content
):
    shutil.copytree(reports / NAME, tmp_path / NAME)
    (tmp_path / NAME / name).write_text(content)
    with pytest.raises(MachineError, match=f"{NAME}.*incomplete"):
        site.build(tmp_path / "site", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


def test_a_run_under_way_is_none_of_the_site_s(reports, tmp_path):
    for name in (f".tmp-1-{NAME}", f".old-{NAME}"):
        shutil.copytree(reports / NAME, tmp_path / name)
    assert list(site_runs.folders(tmp_path)) == []


def test_a_failed_build_keeps_the_old_site(built, reports, monkeypatch):
    before = text_of(built / "index.html")
    bad = IuranError(site_check._told("x.html", "y", site_check._BROKEN))
    monkeypatch.setattr(site, "_write", lambda *_: (_ for _ in ()).throw(bad))
    with pytest.raises(IuranError):
        site.build(built, reports)
    assert text_of(built / "index.html") == before
    test_nothing_half_written_stands_beside(built)


def test_a_warning_of_sphinx_becomes_a_problem(tmp_path):
    source = tmp_path / "id"
    source.mkdir()
    (source / "index.md").write_text("# Judul\n\n```{toctree}\nnowhere\n```\n")
    found = site._sphinx(tmp_path, tmp_path / "out", "id")
    assert [(one.file, one.where) for one in found] == [("id/index.md", "3")]
    assert "nowhere" in found[0].found


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ('<a href="none.html">x</a>', site_check._BROKEN),
        ('<a href="page.html#none">x</a>', site_check._BROKEN),
        ('<a href="#none">x</a>', site_check._BROKEN),
        ('<a href="https://nowhere">x</a>', site_check._ODD),
        ('<img src="https://a.id/x.png" alt="x">', site_check._REMOTE),
        ('<script src="//a.id/x.js"></script>', site_check._REMOTE),
        ('<img src="data:image/png;base64,x">', site_check._NO_TEXT),
    ],
)
def test_what_is_broken_is_found(tmp_path, body, rule):
    good = '<a href="page.html#here" id="here">x</a><a href="https://a.id/b">y</a>'
    good = site_check.META + good
    (tmp_path / "page.html").write_text(good)
    assert not site_check.problems(tmp_path)
    (tmp_path / "page.html").write_text(good + body)
    assert [one.rule for one in site_check.problems(tmp_path)] == [rule]


@pytest.mark.parametrize(
    "head",
    [
        "",
        f"<script>x()</script>{site_check.META}",
        f'<link rel="stylesheet" href="page.html">{site_check.META}',
        site_check.META.replace("default-src 'none'; ", ""),
    ],
)
def test_a_page_that_does_not_forbid_the_network_first_is_found(tmp_path, head):
    whole = "<!doctype html><html><head>{}</head><body><p>x</p></body></html>"
    (tmp_path / "page.html").write_text(whole.format(site_check.META + head))
    assert not site_check.problems(tmp_path)
    (tmp_path / "page.html").write_text(whole.format(head))
    assert [one.rule for one in site_check.problems(tmp_path)] == [site_check._OPEN]


@pytest.mark.fault("S2.site")
@pytest.mark.parametrize(
    "text",
    ["<script>x</script>", "[a](b)", "# a", "`a`", "*a*", "{ref}`x`", "| a |", "$x$"],
)
def test_given_text_stays_inert(text):
    from markdown_it import MarkdownIt

    html = MarkdownIt("commonmark").render(site_text.plain(text))
    shown = re.sub(r"</?p>|\n", "", html)
    assert "<" not in shown
    assert shown.replace("&lt;", "<").replace("&gt;", ">") == text


def test_an_image_of_a_notebook_takes_its_text_along():
    import nbformat

    output = nbformat.v4.new_output(
        "display_data",
        data={"image/png": "", "text/html": '<div id="t">'},
        metadata={"image/png": {"alt": "what it shows", "width": 500}},
    )
    cell = nbformat.v4.new_code_cell("x", outputs=[output])
    made = site_notebooks.prepared(nbformat.v4.new_notebook(cells=[cell]), "en")
    kept = made.cells[0].metadata
    assert kept["mystnb"]["image"] == {"alt": "what it shows", "width": "500px"}
    assert "hide-input" in kept["tags"]
    assert made.cells[0].outputs[0].data["text/html"] == '<div tabindex="0" id="t">'
