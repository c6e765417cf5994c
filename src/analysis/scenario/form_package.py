"""What is inside an .xlsx, looked at before anything opens it as a workbook.

A form is a small zip of XML. Bombs, macros, links to other files, entities, merged or
hidden cells and formulas without a value are found here, in the parts as they stand.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from io import BytesIO
from posixpath import basename, join, normpath
from xml.etree import ElementTree

from analysis.errors import Problem, ScenarioError
from analysis.scenario import form_package_texts as texts
from analysis.scenario.form_layout import MAX_COLUMNS
from analysis.scenario.form_texts import Texts
from analysis.scenario.numerals import decimal

MAX_FILE_BYTES = 5_000_000
MAX_UNPACKED_BYTES = 20_000_000
MAX_PARTS = 300
MAX_TAGS = 1_500_000  # of one part: a tree of as many is a few hundred MB
MAX_RATIO, RATIO_FROM_BYTES = 100, 1_000_000
SIGNIFICANT_DIGITS = 15  # what a spreadsheet shows of a number
_LENGTHS_AT, _HEADER_BYTES = 26, 30  # of the head of each part of a zip
_OLE = b"\xd0\xcf\x11\xe0"
SHEETS, _PICTURES = "xl/worksheets/", "xl/media/"
_WORKBOOK, SHARED = "xl/workbook.xml", "xl/sharedStrings.xml"
_MACRO = re.compile(r"vbaProject|vbaData|macrosheets/|activeX/|ctrlProps/")
_LINKED = re.compile(r"externalLinks/|connections\.xml|queryTables/|embeddings/")
_HYPERLINK = "/hyperlink"
_ELSEWHERE = re.compile(r"(^|/)\.\.(/|$)|^/|\\|^[A-Za-z]:")
# what zipfile, zlib and the parser of XML raise on parts that no program wrote
DAMAGES = (
    *(zipfile.BadZipFile, zlib.error, struct.error, ElementTree.ParseError),
    *(LookupError, ValueError, ArithmeticError, NotImplementedError, EOFError),
)

_Sheet = tuple[str, str, bool]  # name, part, whether it is hidden


@dataclass(frozen=True)
class Raw:
    """One sheet as stored; cells by address, those that hold something."""

    cells: Mapping[str, str] = field(default_factory=dict)
    formulas: Mapping[str, str] = field(default_factory=dict)
    without_value: tuple[str, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[str, ...] = ()
    hidden: bool = False


def parts_of(data: bytes, file: str) -> dict[str, bytes]:
    """Return the parts of an .xlsx by name.

    Raises ScenarioError when it is none, is too large, or holds what a form must not.
    """
    infos = _archive(data, file).infolist()
    _refuse_any(_directory_problems(infos, len(data)), file)
    try:
        parts = {info.filename: _unpacked(data, info) for info in infos}
        _refuse_any(_content_problems(parts), file)
    except DAMAGES:
        raise ScenarioError(Problem(file, "", "", *texts.DAMAGED)) from None
    return parts


def _unpacked(data: bytes, info: zipfile.ZipInfo) -> bytes:
    """Return a part, of which no more is unpacked than the directory told.

    ``ZipFile.read`` unpacks all of it first, whatever was told.
    """
    at = info.header_offset
    lengths = struct.unpack("<HH", data[at + _LENGTHS_AT : at + _HEADER_BYTES])
    start = at + _HEADER_BYTES + sum(lengths)  # of the name, of what is extra
    content = data[start : start + info.compress_size]
    if info.compress_type == zipfile.ZIP_DEFLATED:
        plain = zlib.decompressobj(-zlib.MAX_WBITS)
        content = plain.decompress(content, info.file_size + 1)
    elif info.compress_type != zipfile.ZIP_STORED:
        raise zipfile.BadZipFile(info.filename)
    if len(content) != info.file_size or zlib.crc32(content) != info.CRC:
        raise zipfile.BadZipFile(info.filename)
    return content


def _refuse_any(found: Iterator[tuple[str, Texts]], file: str) -> None:
    problems = [Problem(file, "", what, *said) for what, said in found]
    if problems:
        raise ScenarioError(list({one.rule["en"]: one for one in problems}.values()))


def _archive(data: bytes, file: str) -> zipfile.ZipFile:
    if len(data) > MAX_FILE_BYTES:
        raise ScenarioError(Problem(file, "", f"{len(data)} bytes", *texts.TOO_LARGE))
    try:
        return zipfile.ZipFile(BytesIO(data))
    except DAMAGES:
        said = texts.EMPTY if not data else texts.NO_WORKBOOK
        said = texts.OLD_OR_LOCKED if data.startswith(_OLE) else said
        raise ScenarioError(Problem(file, "", "", *said)) from None


def _directory_problems(
    infos: list[zipfile.ZipInfo], packed: int
) -> Iterator[tuple[str, Texts]]:
    names = [info.filename for info in infos]
    unpacked = sum(info.file_size for info in infos)
    ratio = unpacked / max(packed, 1)
    if unpacked > MAX_UNPACKED_BYTES or len(infos) > MAX_PARTS:
        yield f"{unpacked} bytes", texts.TOO_LARGE
    elif unpacked > RATIO_FROM_BYTES and ratio > MAX_RATIO:
        yield f"{ratio:.0f} : 1", texts.TOO_LARGE
    if len(set(names)) < len(names) or any(info.flag_bits & 1 for info in infos):
        yield "", texts.DAMAGED
    if _WORKBOOK not in names:
        yield "", texts.NO_WORKBOOK
    for name in names:
        if _ELSEWHERE.search(name):
            yield name, texts.DAMAGED
        if _MACRO.search(name):
            yield basename(name), texts.MACRO
        if _LINKED.search(name):
            yield basename(name), texts.LINKED


def _content_problems(parts: Mapping[str, bytes]) -> Iterator[tuple[str, Texts]]:
    for name, content in parts.items():
        declares = b"<!DOCTYPE" in content or b"<!ENTITY" in content
        if declares and not name.startswith(_PICTURES):
            yield basename(name), texts.DAMAGED
        elif is_xml(name) and content.count(b"<") > MAX_TAGS:
            yield basename(name), texts.TOO_LARGE
        elif name.endswith(".rels"):
            yield from _links(content)
    if b"macroEnabled" in parts.get("[Content_Types].xml", b""):
        yield "", texts.MACRO


def is_xml(name: str) -> bool:
    """Say whether a part is read as XML."""
    return name.lower().endswith((".xml", ".rels", ".vml"))


def _links(content: bytes) -> Iterator[tuple[str, Texts]]:
    for one in root(content):
        outside = one.get("TargetMode") == "External"
        if outside and not one.get("Type", "").endswith(_HYPERLINK):
            yield basename(one.get("Target", "")), texts.LINKED


def raw_sheets(parts: Mapping[str, bytes], file: str) -> dict[str, Raw]:
    """Return every sheet by name, as stored."""
    try:
        shared = _shared_texts(parts.get(SHARED, b"<sst/>"))
        sheets = {
            name: _raw(parts[part], shared, hidden)
            for name, part, hidden in _each_once(_sheets(parts))
            if part.startswith(SHEETS)
        }
    except DAMAGES:
        raise ScenarioError(Problem(file, "", "", *texts.DAMAGED)) from None
    every = (text for raw in sheets.values() for text in raw.cells.values())
    if sum(map(len, every)) > MAX_UNPACKED_BYTES:  # one long text, in many cells
        raise ScenarioError(Problem(file, "", "", *texts.TOO_LARGE))
    return sheets


def _each_once(sheets: Iterator[_Sheet]) -> list[_Sheet]:
    found = list(sheets)
    if len({part for _, part, _ in found}) < len(found):
        raise ValueError("a part is two sheets")
    return found


def root(content: bytes) -> ElementTree.Element:
    """Return the tree of a part. Raises one of ``DAMAGES``."""
    # UTF-16 would hide entities and document types, refused before as bytes
    if b"\0" in content[:200] or content.count(b"<") > MAX_TAGS:
        raise ValueError("no XML of a workbook")
    return ElementTree.fromstring(content)  # noqa: S314 - see above


def tag_of(element: ElementTree.Element) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def _shared_texts(content: bytes) -> list[str]:
    return [joined(item) for item in root(content)]


def joined(element: ElementTree.Element) -> str:
    """Return the text of an element, whatever runs it is made of."""
    return "".join(one.text or "" for one in element.iter() if tag_of(one) == "t")


def _sheets(parts: Mapping[str, bytes]) -> Iterator[_Sheet]:
    """Yield name, part and whether it is hidden, of every sheet."""
    links = root(parts["xl/_rels/workbook.xml.rels"])
    targets = {one.get("Id"): one.get("Target", "") for one in links}
    for one in root(parts[_WORKBOOK]).iter():
        if tag_of(one) != "sheet":
            continue
        [number] = (v for k, v in one.attrib.items() if k.endswith("}id"))
        part = normpath(join("/xl", targets[number])).lstrip("/")
        yield one.get("name", ""), part, one.get("state", "visible") != "visible"


def _raw(content: bytes, shared: list[str], hidden: bool) -> Raw:
    cells: dict[str, str] = {}
    formulas: dict[str, str] = {}
    without, merged = [], []
    rows: set[int] = set()
    columns: set[int] = set()
    for one in root(content).iter():
        tag = tag_of(one)
        if tag == "c":
            at = one.get("r", "")
            text, formula = _stored(one, shared)
            if text:
                cells[at] = text
            elif formula is not None:
                without.append(at)
            if formula:
                formulas[at] = formula
        elif tag == "row" and one.get("hidden") in ("1", "true"):
            rows.add(int(one.get("r", "0")))
        elif tag == "col" and one.get("hidden") in ("1", "true"):
            first, last = (int(one.get(key, "0")) for key in ("min", "max"))
            columns.update(range(max(first, 1), min(last, MAX_COLUMNS) + 1))
        elif tag == "mergeCell":
            merged.append(one.get("ref", ""))
    return Raw(
        cells, formulas, tuple(without), frozenset(rows), frozenset(columns),
        tuple(merged), hidden,
    )  # fmt: skip


def _stored(cell: ElementTree.Element, shared: list[str]) -> tuple[str, str | None]:
    """Return the value of a cell as text, and the formula that made it."""
    inside = {tag_of(one): one for one in cell}
    value = inside["v"].text or "" if "v" in inside else ""
    kind = cell.get("t", "n")
    if kind == "s" and value:
        value = shared[int(value)]
    elif kind == "inlineStr":
        value = joined(cell)
    elif kind == "n" and value:
        value = numeral(float(value))
    return value, (inside["f"].text or "") if "f" in inside else None


def numeral(value: float) -> str:
    """Return a number in plain digits, to the 15 digits a spreadsheet shows."""
    try:
        return decimal(Fraction(format(value, f".{SIGNIFICANT_DIGITS}g")))
    except (ValueError, OverflowError):
        return str(value)
