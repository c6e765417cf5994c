"""Pages of notebooks: whole, offline, readable without the code."""

from __future__ import annotations

import pytest
from nbformat.v4 import (
    new_code_cell,
    new_markdown_cell,
    new_notebook,
    new_output,
)

from analysis import paths
from analysis.errors import IuranError
from analysis.run import execute, render

execute.prepare_process()
PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
    "AABJRU5ErkJggg=="
)
EQUATIONS = (
    "# Bill\n\nMembers $N_{s,m}$ at tariff $\\tau$:\n\n"
    "$$B = \\sum_{s,m} N_{s,m} \\times \\tau_m$$\n\nA person costs Rp16,800 < Rp20,000."
)


def figure(alt: str | None) -> object:
    metadata = {} if alt is None else {"image/png": {"alt": alt}}
    output = new_output("display_data", {"image/png": PIXEL}, metadata=metadata)
    return new_code_cell("draw()", outputs=[output], execution_count=1)


def html_output(html: str) -> object:
    output = new_output("display_data", {"text/html": html})
    return new_code_cell("show()", outputs=[output], execution_count=1)


def page(*cells, lang="en"):
    return render.page(new_notebook(cells=list(cells)), "04_bill", lang)


def test_equations_become_mathml():
    html = page(new_markdown_cell(EQUATIONS))
    assert html.count("<math") == 3
    assert "$" not in html.partition("<main>")[2]
    assert 'aria-label="N_{s,m}"' in html
    assert "Rp16,800 &lt; Rp20,000" in html


def test_code_is_folded_and_translated():
    assert '<details class="code"><summary>Code' in page(figure("a line"))
    assert "<summary>Kode" in page(figure("a line"), lang="id")


def test_the_page_forbids_everything_it_does_not_carry():
    html = page(figure("a line"))
    assert "default-src 'none'" in html
    assert "<script" not in html
    assert 'lang="en"' in html


def test_an_image_keeps_its_text():
    assert 'alt="bill by year"' in page(figure("bill by year"))


@pytest.mark.parametrize("alt", [None, "", "  "])
def test_an_image_without_text_is_refused(alt):
    with pytest.raises(IuranError) as caught:
        page(figure(alt))
    assert "alternative text" in caught.value.message("en")


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        '<img alt="x" src="https://example.org/a.png">',
        '<img alt="x" src=//example.org/a.png>',
        '<link rel="stylesheet" href="https://example.org/a.css">',
        "<style>@import 'https://example.org/a.css'</style>",
        "<p style=\"background: url('https://example.org/a.png')\">x</p>",
        '<iframe src="page.html"></iframe>',
        f"<p>{paths.ROOT}/data</p>",
    ],
)
def test_what_would_reach_out_is_refused(html):
    with pytest.raises(IuranError) as caught:
        page(html_output(html))
    assert caught.value.exit_code == 5


def test_a_link_to_a_source_is_fine():
    assert "https://bps.go.id" in page(new_markdown_cell("[BPS](https://bps.go.id)"))


def test_equal_notebooks_give_equal_pages():
    cells = (new_markdown_cell(EQUATIONS, id="a"), figure("a line"))
    assert page(*cells) == page(*cells)


def test_markdown_is_translated_where_the_catalogue_knows_it(tmp_path, monkeypatch):
    folder = tmp_path / "id" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    text = 'msgid "# Bill"\nmsgstr "# Tagihan"\n\nmsgid "# Law"\nmsgstr ""\n'
    (folder / "notebooks.po").write_text(text, encoding="utf-8")
    monkeypatch.setattr(render, "CATALOGUES", tmp_path)
    render._catalogue.cache_clear()
    cells = [new_markdown_cell("# Bill"), new_markdown_cell("# Law")]
    notebook = new_notebook(cells=cells)
    done = render.translated(notebook, "id")
    render._catalogue.cache_clear()
    assert [cell.source for cell in done.cells] == ["# Tagihan", "# Law"]
    assert notebook.cells[0].source == "# Bill"


@pytest.mark.fault("R12.pages")
@pytest.mark.browser
def test_a_browser_shows_the_page_without_a_request(tmp_path, open_offline):
    path = tmp_path / "04_bill.html"
    cells = (new_markdown_cell(EQUATIONS), figure("a line"))
    path.write_text(page(*cells), encoding="utf-8")
    shown, requests = open_offline(path)
    assert [url for url in requests if not url.startswith(("file:", "data:"))] == []
    assert shown.title() == "04_bill"
    height = "e => e.getBoundingClientRect().height"
    assert shown.locator("p.equation math").evaluate(height) > 20


@pytest.mark.parametrize(
    "html",
    [
        '<link title="a>b" rel=stylesheet href="//example.org/a.css">',
        "<link title=it's rel=stylesheet href=//example.org/a.css>",
        "<p style=\"x:'>';background:url(https://example.org)\">x</p>",
    ],
)
def test_a_sign_in_quotes_ends_no_tag(html):
    with pytest.raises(IuranError):
        render.check(html, "x")


def test_what_a_page_says_of_tags_is_no_tag():
    said = "it's 5 > 4, url(https://example.org) and &lt;img src=//example.org&gt;"
    render.check(f"<p title='a > b'>{said}</p><a href='https://example.org'>x</a>", "x")


def test_an_image_behind_a_quoted_sign_needs_its_text_too():
    render.check('<img title="a>b" alt="a line" src="data:x">', "x")
    with pytest.raises(IuranError):
        render.check('<img title="a>b" src="data:x">', "x")
