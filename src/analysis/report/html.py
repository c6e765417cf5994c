"""Small pieces of HTML: every value is escaped, nothing is loaded from anywhere."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from html import escape, unescape
from importlib.resources import files

from analysis.report.figures_base import Picture
from analysis.report.page_pictures import lighter
from analysis.report.table import CROWDED, Table

POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"

_ALT = re.compile(r'\balt="([^"]*)"')
# style, code that is folded away and equations are not prose
_UNSAID = re.compile(
    r"<style.*?</style>|<math.*?</math>|<details class=\"code\".*?</details>", re.S
)
_MARKS = re.compile(r"<[^>]*>")
_STROKE = re.compile(r"(?<=[a-z])/(?=[a-z])")


def element(tag: str, text: str, **attributes: str) -> str:
    """Return an element around text that is escaped; ``class_`` gives the class."""
    return wrap(tag, escape(str(text)), **attributes)


def wrap(tag: str, inner: str, **attributes: str) -> str:
    """Return an element around HTML that is already safe."""
    named = {
        name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()
    }
    listed = "".join(f' {k}="{escape(v, quote=True)}"' for k, v in named.items())
    return f"<{tag}{listed}>{inner}</{tag}>"


def link(target: str, text: str) -> str:
    """Return a link to a file of the report folder."""
    return element("a", text, href=target)


def listed(items: Iterable[str], **attributes: str) -> str:
    """Return a list of items that are already safe."""
    return wrap("ul", "".join(wrap("li", item) for item in items), **attributes)


def figure(picture: Picture, name: str, folder: str = "figures") -> str:
    """Return a figure with its picture inside the page and links to its numbers."""
    data = base64.b64encode(lighter(picture.png())).decode("ascii")
    image = (
        f'<img src="data:image/png;base64,{data}" '
        f'alt="{escape(picture.words.alt, quote=True)}" width="700">'
    )
    files_ = " · ".join(
        link(f"{folder}/{name}.{kind}", f"{name}.{kind}")
        for kind in ("png", "csv", "json")
    )
    return wrap("figure", image + wrap("figcaption", files_))


def table(shown: Table) -> str:
    """Return a table; wide ones scroll inside their own frame."""
    columns = list(shown.frame.columns)
    kinds = ["text" if column in shown.left else "number" for column in columns]
    head = "".join(
        element("th", column, scope="col", class_=kind)
        for column, kind in zip(columns, kinds, strict=True)
    )
    body = "".join(
        wrap(
            "tr",
            "".join(
                _cell(str(cell), kind, place)
                for place, (cell, kind) in enumerate(zip(row, kinds, strict=True))
            ),
        )
        for row in shown.frame.to_numpy()
    )
    inner = element("caption", shown.title) + wrap("thead", wrap("tr", head))
    inner += wrap("tbody", body)
    note = element("p", shown.note, class_="note") if shown.note else ""
    frame = wrap(  # it scrolls, so a keyboard must reach it
        "div",
        wrap("table", inner, class_="plain"),
        class_=_frame_classes(shown),
        tabindex="0",
        role="group",
        aria_label=shown.title,
    )
    return frame + note


_LONG = 60  # letters; a last column with such texts needs a width of its own
_WIDE = 5  # columns


def _frame_classes(shown: Table) -> str:
    """Return what the style must know: many columns, or long texts beside them."""
    columns = list(shown.frame.columns)
    classes = ["wide", *["crowded"] * (len(columns) >= CROWDED)]
    is_text = bool(columns) and columns[-1] in shown.left
    if is_text and len(columns) >= _WIDE:
        texts = shown.frame.iloc[:, -1].astype(str)
        longest = max((len(c) for c in texts if not c.startswith("http")), default=0)
        classes += ["long"] * (longest >= _LONG)
    return " ".join(classes)


def _cell(text: str, kind: str, place: int) -> str:
    """Return a cell; texts of the first column name their row."""
    if place == 0 and kind == "text":
        return wrap("th", _content(text), scope="row", class_=kind)
    return wrap("td", _content(text), class_=kind)


def _content(cell: str) -> str:
    """Return a cell's text; an address becomes a link that says only its site.

    A unit such as ``Rp/orang/bulan`` may break after a stroke.
    """
    if not cell.startswith(("https://", "http://")):
        shown = escape(cell)
        return shown if " " in cell else _STROKE.sub("/<wbr>", shown)
    site = cell.split("/")[2].removeprefix("www.")
    return element("a", site, href=cell, rel="noreferrer", title=cell)


def readable(page: str) -> str:
    """Return what a page says: its texts and those of its pictures, without marks."""
    texts = " ".join(_ALT.findall(page))
    page = page.replace("<wbr>", "")
    return unescape(_MARKS.sub(" ", _UNSAID.sub(" ", page)) + " " + texts)


def document(title: str, body: str, lang: str) -> str:
    """Return a whole page: own style, a policy against anything from outside."""
    style = (files("analysis.report") / "page.css").read_text("utf-8")
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f"<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def section(title: str, parts: Iterable[str], **attributes: str) -> str:
    """Return a heading with what follows it; nothing where nothing follows.

    ``attributes`` are those of the heading and of the block after it.
    """
    inner = "\n".join(part for part in parts if part)
    if not inner:
        return ""
    block = wrap("div", inner, **attributes) if attributes else inner
    return element("h2", title, **attributes) + "\n" + block
