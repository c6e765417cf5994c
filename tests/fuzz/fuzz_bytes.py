"""Byte by byte, line by line, part by part: how an input is spoilt."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence
from random import Random
from xml.sax.saxutils import quoteattr

Spoil = Callable[[Random, bytes, Sequence[bytes]], bytes]
MOST_BYTES = 2_000_000  # beyond every limit, and still quick to write
CELLS = ("xl/worksheets/sheet", "xl/sharedStrings")
MANY = 200  # one input in so many is blown up

# what other programs, other languages and people who mean harm write
TOKENS = (
    *(
        b"",
        b" ",
        b"\n",
        b"\r",
        b"\r\n",
        b"\t",
        b"\0",
        b"\x07",
        b"\x7f",
        b"\xef\xbb\xbf",
    ),
    *(b"\xff", b"\xc3", b"\xe9", b"\xf0\x9f\x98\x80", b"\xe2\x80\xa8", b"\xc2\x85"),
    *(
        b"\xed\xa0\x80",
        b"\xe2\x80\xae",
        b"\xd9\xa1\xd9\xa2",
        b"\xef\xbc\x91",
        b"\xff\xfe",
    ),
    *(b"0", b"-0", b"-1", b"1", b"007", b"0x10", b"1e3", b"1e400", b"1_000", b"NaN"),
    *(b"inf", b"-inf", b".inf", b"12:30", b"NO", b"yes", b"true", b"null", b"~"),
    *(b"16.800", b"16,800", b"1.234,56", b"1,234.56", b"Rp 16.800,-", b"17 ribu"),
    *(b"12,5%", b"0.5", b"0,5", b"1.0000001", b"2147483648", b"9" * 19, b"9" * 25),
    *(b"9" * 400, b"9" * 5000, b"1" * 3000 + b"x", b"0." + b"1" * 30, b"36.7"),
    *(b"2027", b"2027-13", b"2027-01", b"31/12/2024", b"2025-02-29", b"3672", b"bpu"),
    *(b"&a", b"*a", b"!!python/object", b"!x", b"<<", b"? ", b": ", b"- ", b"|", b">"),
    *(
        b"{",
        b"}",
        b"[",
        b"]",
        b"{}",
        b"[]",
        b"[[",
        b"'",
        b'"',
        b'"\\x33"',
        b"#",
        b"---",
    ),
    *(b"%YAML 9.9", b"...", b"@", b"`", b"{a: b}", b"{evidence: S001}", b"a: a: a"),
    *(
        b"=1+1",
        b"+1",
        b"@SUM(A1)",
        b"<b>",
        b"&amp;",
        b"&#51;",
        b"&lt;",
        b"]]>",
        b"<!--",
    ),
    *(
        b"<!DOCTYPE a>",
        b"<?x?>",
        b"<c/>",
        b"</c>",
        b"A1",
        b"A0",
        b"XFD1048576",
        b"A" * 40,
    ),
    *(b"../../x", b"/etc/passwd", b"con", b"a;rm -rf", b"$(id)", b"${HOME}", b"%s%n"),
    *(b";", b",", b",,", b"\t\t", b'"a\nb"', b'"', b"NA", b"None", b"nan", b"0000"),
)


def spoilt(rng: Random, data: bytes, others: Sequence[bytes], ways: Sequence[Spoil]):
    """Return ``data`` after one to six changes, seldom blown up."""
    if rng.randrange(MANY) == 0:
        return blown(rng, data, others)
    for _ in range(rng.choice((1, 1, 1, 2, 3, 6))):
        data = rng.choice(ways)(rng, data, others)
    return data[:MOST_BYTES]


def span(rng: Random, data: bytes) -> tuple[int, int]:
    """Return where a short piece of the data begins and ends."""
    first = rng.randrange(len(data) + 1)
    return first, min(first + rng.choice((1, 1, 2, 4, 16, 64, 256)), len(data))


def flip(rng, data, others):
    if not data:
        return data
    at = rng.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << rng.randrange(8))]) + data[at + 1 :]


def put_byte(rng, data, others):
    at = rng.randrange(len(data) + 1)
    return data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :]


def put_token(rng, data, others):
    at = rng.randrange(len(data) + 1)
    return data[:at] + rng.choice(TOKENS) + data[at:]


def drop(rng, data, others):
    first, last = span(rng, data)
    return data[:first] + data[last:]


def double(rng, data, others):
    first, last = span(rng, data)
    return data[:last] + data[first:last] * rng.choice((1, 2, 9)) + data[last:]


def cut(rng, data, others):
    return data[: rng.randrange(len(data) + 1)]


def splice(rng, data, others):
    other = rng.choice(others)
    first, last = rng.randrange(len(data) + 1), rng.randrange(len(other) + 1)
    return data[:first] + other[last:]


def lines(rng, data, others):
    """Take away, repeat, move or indent a line."""
    rows = data.split(b"\n")
    at, to = rng.randrange(len(rows)), rng.randrange(len(rows))
    row = rows.pop(at)
    kept = ([], [row, row], [b"  " + row], [row.lstrip()], [row[1:]])
    return b"\n".join([*rows[:to], *rng.choice(kept), *rows[to:]])


def word(rng, data, others):
    """Put a token in the place of a word, a number or a text in quotes."""
    found = list(re.finditer(rb'"[^"\n]*"|[\w.+-]+', data))
    if not found:
        return data
    one = rng.choice(found)
    new = rng.choice((rng.choice(TOKENS), rng.choice(found)[0]))
    return data[: one.start()] + new + data[one.end() :]


def cell(rng, data, others):
    """Put a token, or the cell of another row, in the place of a cell of a CSV."""
    rows = data.split(b"\n")
    at = rng.randrange(len(rows))
    cells = rows[at].split(b",")
    other = rng.choice(rng.choice(rows).split(b","))
    cells[rng.randrange(len(cells))] = rng.choice((rng.choice(TOKENS), other))
    rows[at] = b",".join(cells)
    return b"\n".join(rows)


def value(rng, data, others):
    """Put a token, or another value, in the place of a text or an attribute of XML."""
    found = list(re.finditer(rb'(?<=")[^"<>]*(?=")|(?<=>)[^<>]+(?=<)', data))
    if not found:
        return data
    one = rng.choice(found)
    token = rng.choice(TOKENS).decode("utf-8", "replace")
    plain = "".join(sign for sign in token if sign.isprintable())
    new = rng.choice((quoteattr(plain)[1:-1].encode(), rng.choice(found)[0]))
    return data[: one.start()] + new + data[one.end() :]


def element(rng, data, others):
    """Take away, repeat or move a whole element of XML, or rename its address."""
    found = list(re.finditer(_ELEMENT % (rng.choice(TAGS)), data, re.DOTALL))
    if not found:
        return data
    one, other = rng.choice(found), rng.choice(found)
    new = rng.choice((b"", one[0] * 2, other[0], one[0] + other[0]))
    return data[: one.start()] + new + data[one.end() :]


TAGS = (b"c", b"row", b"si", b"mergeCell", b"col", b"sheet", b"Relationship", b"v")
_ELEMENT = rb"<(%s)\b[^<>]*(?:/>|>.*?</\1>)"


def blown(rng, data, others):
    """Repeat a line, an entry or a token until the input is large."""
    rows = data.split(b"\n")
    at = rng.randrange(len(rows))
    first, last = span(rng, rows[at])
    piece = rng.choice(
        (rows[at] + b"\n", rows[at][first:last] or b"[", rng.choice(TOKENS) or b"{")
    )
    size = rng.choice((10_000, 100_000, 990_000, MOST_BYTES))
    head = b"\n".join(rows[:at]) + (b"\n" if at else b"")
    body = piece * (size // len(piece) + 1)
    return head + body[:size] + b"\n" + b"\n".join(rows[at + 1 :])


PLAIN: tuple[Spoil, ...] = (flip, put_byte, put_token, drop, double, cut, splice)
YAML: tuple[Spoil, ...] = (*PLAIN, lines, lines, word, word, word, word)
CSV: tuple[Spoil, ...] = (*PLAIN, lines, cell, cell, cell, cell, word)
XML: tuple[Spoil, ...] = (flip, drop, word, *[value] * 10, *[element] * 5)


def book(rng: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """Spoil a workbook: its bytes, one of its parts, or its list of parts."""
    if rng.randrange(10) == 0:
        return spoilt(rng, data, others, PLAIN)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {info.filename: archive.read(info) for info in archive.infolist()}
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, EOFError):
        return spoilt(rng, data, others, PLAIN)
    cells = [one for one in parts if one.startswith(CELLS)] or list(parts)
    name = rng.choice(rng.choice((cells, cells, list(parts))))
    if rng.randrange(10) == 0:
        body = parts.pop(name)
        parts |= rng.choice(({}, {name.upper(): body}, {name + "x": body}))
    else:
        parts[name] = spoilt(rng, parts[name], list(parts.values()), XML)
    return packed(parts)


def packed(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()
