"""Settings of the site. `make site` builds it (src/analysis/run/site.py).

The pages of this folder are its source as they stand; the others are generated. The
sentences to translate are taken out of the pages by

    python -m sphinx -b gettext -D root_doc=law docs FOLDER

and `locale/id/LC_MESSAGES/PAGE.po` holds their translations; `sphinx.po` there holds
the words of the theme.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from docutils import nodes

from analysis.run.render import mathml
from analysis.run.site_check import META

project = "Iuran"
author = "The Iuran contributors"
language = "en"  # the build of each language says its own

extensions = ["myst_nb", "sphinx_design"]
exclude_patterns = ["locale", "_static", "_templates"]
templates_path = ["_templates"]
locale_dirs = ["locale"]
gettext_compact = False
gettext_additional_targets = ["index"]

myst_enable_extensions = ["dollarmath", "colon_fence"]
myst_heading_anchors = 3
myst_update_mathjax = False
nb_execution_mode = "off"
nb_merge_streams = True

html_theme = "pydata_sphinx_theme"
html_math_renderer = "mathml"
html_static_path = ["_static"]
html_css_files = ["custom.css"]
html_title = "Iuran"
html_show_sourcelink = False
html_copy_source = False
html_use_index = False
html_show_copyright = False
html_show_sphinx = False
# excerpts are fetched page by page, which a browser forbids for files on a disk
html_show_search_summary = False
html_context: dict[str, Any] = {"default_mode": "light"}
html_sidebars = {"index": [], "**": ["sidebar-nav-bs"]}
html_theme_options = {
    "navbar_end": [],
    "navbar_persistent": ["search-button-field", "language-switch"],
    "header_links_before_dropdown": 8,
    "secondary_sidebar_items": ["page-toc"],
    "footer_start": ["site-footer"],
    "footer_end": [],
    "primary_sidebar_end": [],
    "show_prev_next": True,
    "back_to_top_button": False,
    "navigation_with_keys": False,
    "pygments_light_style": "a11y-high-contrast-light",
}

_PAGE = re.compile(r"docs/([a-z-]+)\.md")


def _inline(translator: Any, node: nodes.math) -> None:
    translator.body.append(mathml(node.astext()))
    raise nodes.SkipNode


def _block(translator: Any, node: nodes.math_block) -> None:
    element = mathml(node.astext(), "block")
    translator.body.append(f'<div class="equation" tabindex="0">{element}</div>')
    raise nodes.SkipNode


def _link_pages(app: Any, tree: nodes.document, page: str) -> None:
    """Make a link of every page that the text names by its place in the project."""
    for literal in list(tree.findall(nodes.literal)):
        named = _PAGE.fullmatch(literal.astext())
        if not named or isinstance(literal.parent, nodes.reference):
            continue
        target = named.group(1)
        if target != page and target in app.env.found_docs:
            title = app.env.titles[target].astext()
            uri = app.builder.get_relative_uri(page, target)
            link = nodes.reference("", title, internal=True, refuri=uri)
            literal.replace_self(link)


def _add_words(app: Any) -> None:
    """Hand the templates what the build wrote: the other language, the footer."""
    words = Path(app.srcdir) / "site.json"
    if words.is_file():
        app.config.html_context.update(json.loads(words.read_text(encoding="utf-8")))


def _guard(app: Any, page: str, template: str, context: dict, tree: Any) -> None:
    """Forbid the network at the top of the head: what stands before it is not held."""
    context["metatags"] = f"\n    {META}{context.get('metatags', '')}"


def _name_folds(app: Any, page: str, template: str, context: dict, tree: Any) -> None:
    """Let a fold be called by the word it shows, which is in the page's language."""
    unnamed = ' aria-label="Toggle hidden content"'
    context["body"] = context.get("body", "").replace(unnamed, "")


def setup(app: Any) -> dict[str, bool]:
    """Equations become MathML while building: no script, no font, nothing to load."""
    app.add_html_math_renderer("mathml", (_inline, None), (_block, None))
    app.connect("builder-inited", _add_words)
    app.connect("html-page-context", _guard)
    app.connect("html-page-context", _name_folds)
    app.connect("doctree-resolved", _link_pages)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
