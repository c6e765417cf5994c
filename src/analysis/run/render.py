"""Notebooks as pages: one file each, no network, code folded away, equations as MathML.

nbconvert's own pages load MathJax and require.js from a server and stay blank behind
a filter. Here equations become MathML when the page is built, every image carries
its text, and a policy in the page's head forbids scripts and remote resources.
"""

from __future__ import annotations

import re
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis import paths
from analysis.errors import IuranError, Problem
from analysis.language import Text, say
from analysis.run import advice

if TYPE_CHECKING:
    from nbformat import NotebookNode

POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:"
CATALOGUES = Path(__file__).resolve().parents[1] / "locale"
CODE = say(id="Kode", en="Code")
BACK = say(id="Kembali ke ringkasan", en="Back to the summary")
# input cells fold away; prompts (In [3]:) say nothing to a planner
_TEMPLATE = """
{%- extends 'index.html.j2' -%}
{% block input_group %}
<details class="code"><summary>@CODE@</summary>{{ super() }}</details>
{% endblock input_group %}
"""
_REMOTE = re.compile(
    r"<script|<iframe|<object|<embed"
    r"|<(?:img|link|source|video|audio)\b.*?(?:src|href)\s*=\s*[\"']?\s*(?:https?:)?//"
    r"|url\(\s*[\"']?(?:https?:)?//|@import",
    re.IGNORECASE | re.DOTALL,
)
# a tag ends at the first > outside of quotes; where these do not close, at the first >
_TO_END = r"(?:(?:\"[^\"]*\"|'[^']*'|[^'\">]++)*+>|[^>]*>)"
# text between tags is shown, not obeyed
_OBEYED = re.compile(
    rf"<style\b[^>]*>.*?</style>|<(?=[a-z/!?]){_TO_END}", re.IGNORECASE | re.DOTALL
)
_IMAGE = re.compile(rf"<img\b{_TO_END}", re.IGNORECASE)
# what nbconvert writes where there is no text
_NO_TEXT = "No description has been provided for this image"
_ALT = re.compile(r"\balt\s*=\s*(\"[^\"]*[^\"\s][^\"]*\"|'[^']*[^'\s][^']*')")


def page(notebook: NotebookNode, title: str, lang: str = "en") -> str:
    """Return a self-contained HTML page of an executed notebook.

    Raises:
        IuranError: an image has no text, or the page would load something.
    """
    body, _ = _exporter(lang).from_notebook_node(translated(notebook, lang))
    html = _wrapped(body, title, lang)
    check(html, title)
    return html


def check(html: str, file: str) -> None:
    """Refuse a page that loads anything, shows an image without text, or a path.

    Raises:
        IuranError: what was found, shortened.
    """
    for obeyed in _OBEYED.findall(html):
        if remote := _REMOTE.search(obeyed):
            _refuse(file, remote.group(0), advice.NOT_OFFLINE)
    for image in _IMAGE.findall(html):
        if not _ALT.search(image) or _NO_TEXT in image:
            _refuse(file, image[:60], advice.NO_ALT_TEXT)
    if _local().search(html):
        _refuse(file, "", advice.NOT_OFFLINE)


def _local() -> re.Pattern[str]:
    """Return what a path of this checkout looks like; /data in an address is none."""
    return re.compile(rf"(?<![\w.~/-]){re.escape(str(paths.ROOT))}(?=[/\\\"'<\s]|$)")


def _refuse(file: str, found: str, reason: tuple[Text, Text]) -> None:
    raise IuranError(Problem(file, "html", found, *reason))


def translated(notebook: NotebookNode, lang: str) -> NotebookNode:
    """Return the notebook with its Markdown cells in ``lang`` where known.

    The message of the catalogue is the source of the cell; a cell without a
    translation stays as it is.
    """
    import copy

    catalogue = _catalogue(lang)
    if not catalogue:
        return notebook
    notebook = copy.deepcopy(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = catalogue.get(cell.source, cell.source)
    return notebook


@cache
def _catalogue(lang: str) -> dict[str, str]:
    path = CATALOGUES / lang / "LC_MESSAGES" / "notebooks.po"
    if not path.is_file():
        return {}
    from babel.messages.pofile import read_po

    with path.open("rb") as stream:
        messages = read_po(stream, locale=lang)
    return {str(m.id): str(m.string) for m in messages if m.id and m.string}


def mathml(latex: str, display: str = "inline") -> str:
    """Return an equation as MathML, the LaTeX kept as its spoken text."""
    from latex2mathml.converter import convert

    element = convert(latex.strip(), display=display)
    return element.replace("<math ", f'<math aria-label="{escape(latex.strip())}" ', 1)


def _markdown(source: str) -> str:
    from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

    class Renderer(IPythonRenderer):
        def block_math(self, body: str) -> str:
            return f'<p class="equation" tabindex="0">{mathml(body, "block")}</p>'

        def latex_environment(self, name: str, body: str) -> str:
            return self.block_math(rf"\begin{{{name}}}{body}\end{{{name}}}")

        def inline_math(self, body: str) -> str:
            return mathml(body)

    return MarkdownWithMath(renderer=Renderer(escape=False)).render(source)


@cache
def _exporter(lang: str) -> Any:
    from nbconvert.exporters import HTMLExporter

    exporter = HTMLExporter(
        template_name="basic",
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        mathjax_url="",
        require_js_url="",
        raw_template=_TEMPLATE.replace("@CODE@", CODE[lang]),
    )
    exporter.register_filter("markdown2html", _markdown)
    return exporter


@cache
def style() -> str:
    """Return the style sheet of notebook pages, highlighting included."""
    from pygments.formatters import HtmlFormatter

    own = Path(__file__).with_name("notebook.css").read_text(encoding="utf-8")
    return own + HtmlFormatter(style="friendly").get_style_defs(".highlight")


def _wrapped(body: str, title: str, lang: str) -> str:
    # late: what renders needs no tables or figures before
    from analysis.report import glossary

    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{style()}</style>\n</head>\n<body>\n"
        f'<nav><a href="../index.html">{BACK[lang]}</a></nav>\n'
        f"<main>\n{body}\n{glossary.shown(body, lang)}\n</main>\n</body>\n</html>\n"
    )
