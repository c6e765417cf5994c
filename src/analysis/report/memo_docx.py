"""A memo as a Word document: real styles, a language, no author, always the same bytes.

Pieces of text are HTML with ``<b>`` and the marks of numbers; everything else in them
is escaped, so that what users typed becomes letters and nothing more.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches, Mm, Pt, RGBColor

from analysis.report.figures_memo import WIDTH_IN

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.styles.style import ParagraphStyle
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

    from analysis.report.figures_base import Picture

FONT = "Arial"  # LibreOffice sets Liberation Sans in its place, of the same widths
LOCALES = {"id": "id-ID", "en": "en-GB"}
SIZES_MM = {"f4": (215, 330), "a4": (210, 297)}
LARGER_PT = {"f4": 0.5, "a4": 0.0}  # what the longer page has room for
MARGINS_MM = {"top": 13, "bottom": 13, "left": 25, "right": 18}
LABEL_MM, COLUMNS_MM = 24, (45, 36, 27, 28, 30)
SIGN_MM, SIGN_PT = 100, (4, 30, 0)  # from the left; before each line of the block
CREATED = dt.datetime(2026, 1, 1)
ZIP_DAY = (1980, 1, 1, 0, 0, 0)
INK, PALE = RGBColor(0x22, 0x22, 0x22), "E8EEF4"
_TAG = re.compile(r"(</?b>)|<[^>]+>")


@dataclass(frozen=True)
class Look:
    """How a style is set: size in points, space around it, what is bold or centred."""

    size: float = 10.5
    before: float = 0
    after: float = 2
    bold: bool = False
    centred: bool = False


LOOKS = {
    "Normal": Look(after=3),
    "Title": Look(13, 4, 4, bold=True, centred=True),
    "Heading 1": Look(10.5, 5, 2, bold=True),
    "List Bullet": Look(after=2),
    "List Number": Look(after=2),
    "Caption": Look(9, 4, 4),
    "Footer": Look(8, after=0),
    "Header": Look(8, after=0),
    "Subtitle": Look(10.5, 0, 0, bold=True, centred=True),
    "Body Text": Look(9, 1, 1),
}


class Memo:
    """A document that grows by paragraphs of named styles."""

    def __init__(self, lang: str, paper: str, title: str) -> None:
        self.word: Word = Document()
        self._page(paper)
        for name, look in LOOKS.items():
            _set_style(self.word.styles[name], look, LARGER_PT[paper])
        _set_language(self.word, LOCALES[lang])
        self._properties(title, LOCALES[lang])

    def _page(self, paper: str) -> None:
        section = self.word.sections[0]
        width, height = SIZES_MM[paper]
        section.page_width, section.page_height = Mm(width), Mm(height)
        for side, size in MARGINS_MM.items():
            setattr(section, f"{side}_margin", Mm(size))
        section.header_distance = section.footer_distance = Mm(6)

    def _properties(self, title: str, locale: str) -> None:
        known = self.word.core_properties
        known.author = known.last_modified_by = known.comments = ""
        known.created = known.modified = CREATED
        known.title, known.language, known.revision = title, locale, 1

    def new_page(self, title: str) -> None:
        """Begin a page with a heading."""
        self.add(title, "Heading 1").paragraph_format.page_break_before = True

    def add(self, text: str, style: str = "Normal") -> Paragraph:
        """Add a paragraph of a style; return it."""
        paragraph = self.word.add_paragraph(style=style)
        for piece, bold in runs(text):
            paragraph.add_run(piece).bold = bold or None
        return paragraph

    def field(self, label: str, text: str) -> None:
        """Add a line of the heading: a label, a colon, what stands behind it."""
        paragraph = self.add(f"{label}\t: {text}")
        layout = paragraph.paragraph_format
        layout.space_after, layout.left_indent = Pt(0), Mm(LABEL_MM + 2)
        layout.first_line_indent = Mm(-LABEL_MM - 2)
        layout.tab_stops.add_tab_stop(Mm(LABEL_MM), WD_TAB_ALIGNMENT.LEFT)

    def rule(self) -> None:
        """Draw a line under what was added last."""
        _border(self.word.paragraphs[-1], "bottom")

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Add a table whose head is repeated on a new page."""
        table = self.word.add_table(rows=1 + len(rows), cols=len(heads))
        table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        for column, width in zip(table.columns, COLUMNS_MM, strict=True):
            column.width = Mm(width)
        for position, texts in enumerate([heads, *rows]):
            for column, text in enumerate(texts):
                cell = table.cell(position, column)
                cell.width = Mm(COLUMNS_MM[column])
                _fill(cell, text, is_head=position == 0, is_number=column > 0)
        _repeat_head(table)

    def picture(self, picture: Picture) -> None:
        """Add a picture with its alternative text."""
        paragraph = self.word.add_paragraph(style="Body Text")
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.space_before = Pt(6)
        run = paragraph.add_run()
        shape = run.add_picture(io.BytesIO(picture.png()), width=Inches(WIDTH_IN))
        about = shape._inline.docPr
        about.set("descr", picture.words.alt)
        about.set("name", "memo")

    def sign(self, post: str, *below: str) -> None:
        """Add the block to sign at the right: post, room for a hand, what is below."""
        for position, text in enumerate((post, *below)):
            layout = self.add(text).paragraph_format
            layout.left_indent, layout.space_after = Mm(SIGN_MM), Pt(0)
            layout.space_before = Pt(SIGN_PT[position])
            layout.keep_with_next = position < len(below)

    def footer(self, text: str) -> None:
        """Write the foot of every page: a text and the number of the page."""
        paragraph = self.word.sections[0].footer.paragraphs[0]
        paragraph.add_run(f"{text} ")
        for code in ("PAGE", "/", "NUMPAGES"):
            if code == "/":
                paragraph.add_run("/")
            else:
                _page_field(paragraph, code)

    def data(self) -> bytes:
        """Return the document as bytes, equal for equal content."""
        buffer = io.BytesIO()
        self.word.save(buffer)
        return same_bytes(buffer.getvalue())


def runs(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of a text and whether each is bold."""
    bold, start = False, 0
    for found in _TAG.finditer(text):
        if found.start() > start:
            yield unescape(text[start : found.start()]), bold
        bold = found[1] == "<b>" if found[1] else bold
        start = found.end()
    if start < len(text):
        yield unescape(text[start:]), bold


def same_bytes(data: bytes) -> bytes:
    """Return a package whose parts carry no time and no thumbnail of a template."""
    buffer = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(buffer, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = ZipInfo(name, ZIP_DAY)
            part.compress_type = ZIP_DEFLATED
            new.writestr(part, old.read(name))
    return buffer.getvalue()


def _set_style(style: ParagraphStyle, look: Look, larger: float) -> None:
    style.font.name, style.font.size = FONT, Pt(look.size + larger)
    style.font.bold, style.font.italic = look.bold, False
    style.font.color.rgb = INK
    letters = style.element.get_or_add_rPr()
    for spacing in letters.findall(qn("w:spacing")):
        letters.remove(spacing)
    fonts = letters.get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{name}"), FONT)
    layout = style.paragraph_format
    layout.space_before, layout.space_after = Pt(look.before), Pt(look.after)
    layout.line_spacing = 1.0
    if look.centred:
        layout.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for border in style.element.pPr.findall(qn("w:pBdr")):
        style.element.pPr.remove(border)


def _set_language(word: Word, locale: str) -> None:
    """Set the language of all text, which readers and spelling checks go by."""
    defaults = word.styles.element.find(qn("w:docDefaults"))
    properties = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    language = OxmlElement("w:lang")
    for name in ("val", "eastAsia", "bidi"):
        language.set(qn(f"w:{name}"), locale)
    properties.append(language)


def _fill(cell: _Cell, text: str, *, is_head: bool, is_number: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = "Body Text"
    for piece, bold in runs(text):
        paragraph.add_run(piece).bold = bold or is_head or None
    if is_number:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if is_head:
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", PALE)):
            shade.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(shade)


def _repeat_head(table: Table) -> None:
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _border(paragraph: Paragraph, side: str) -> None:
    borders, edge = OxmlElement("w:pBdr"), OxmlElement(f"w:{side}")
    looks = {"val": "single", "sz": "6", "space": "2", "color": "222222"}
    for name, value in looks.items():
        edge.set(qn(f"w:{name}"), value)
    borders.append(edge)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc"
    )


def _page_field(paragraph: Paragraph, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)
