"""A formula and what it gives, written once: the two cannot drift apart.

``Live`` adds, multiplies and compares like a number, and keeps the spreadsheet's text
beside the value. A range holds an array, of which ``total``, ``largest`` and ``of_all``
make one number. Functions are those of Excel 2010 and LibreOffice 7.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

# Spreadsheets count in binary floats. A half or a whole that decimals hit exactly may
# lie a hair below; the guard is far smaller than any difference the model makes.
HALF = 0.500001
GUARD = 1e-6
NARROW = 1e-7  # for k m / n of head counts up to a million: 1/n from a whole number
_LOOSE = 1 + 1e-15  # for products of rupiah, about four steps of a double
LONGEST_TEXT = 255  # of a text inside a formula


@dataclass(frozen=True)
class Live:
    """A formula's text, without its equals sign, and its value."""

    text: str
    value: Any

    def __add__(self, other: Any) -> Live:
        return _pair(self, "+", other, operator.add)

    def __sub__(self, other: Any) -> Live:
        return _pair(self, "-", other, operator.sub)

    def __mul__(self, other: Any) -> Live:
        return _pair(self, "*", other, operator.mul)

    def __truediv__(self, other: Any) -> Live:
        return _pair(self, "/", other, operator.truediv)

    def __gt__(self, other: Any) -> Live:
        return _pair(self, ">", other, operator.gt)

    def __ge__(self, other: Any) -> Live:
        return _pair(self, ">=", other, operator.ge)

    def __le__(self, other: Any) -> Live:
        return _pair(self, "<=", other, operator.le)

    def same(self, other: Any) -> Live:
        """Return whether two cells hold the same; an empty one is not zero."""
        return _pair(self, "=", other, operator.eq)

    @property
    def blank(self) -> Live:
        """Return whether the cell holds nothing."""
        return Live(f'({self.text}="")', self.value == "")


def live(value: Any) -> Live:
    """Return a value as a constant of a formula."""
    if isinstance(value, Live):
        return value
    if isinstance(value, str):
        inside = value.replace('"', '""')
        if len(inside) > LONGEST_TEXT:
            raise ValueError(f"{len(inside)} signs in a formula: {value}")
        return Live(f'"{inside}"', value)
    size = float(value)
    text = str(int(size)) if size == int(size) else repr(size).upper()
    return Live(f"({text})" if size < 0 else text, size)


def _pair(a: Any, sign: str, b: Any, of: Callable[[Any, Any], Any]) -> Live:
    a, b = live(a), live(b)
    return Live(f"({a.text}{sign}{b.text})", of(a.value, b.value))


def _called(name: str, value: Any, *inputs: Live) -> Live:
    return Live(f"{name}({','.join(_bare(one.text) for one in inputs)})", value)


def _bare(text: str) -> str:
    """Return a text without the brackets around all of it."""
    if not text.startswith("("):
        return text
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if not depth:
            return text[1:-1] if place == len(text) - 1 else text
    return text


def formula(one: Live) -> str:
    """Return the text of a cell."""
    return "=" + _bare(one.text)


def rounded(x: Live) -> Live:
    """Return a number of people or rupiah rounded half up."""
    return _called("INT", np.floor(x.value + HALF), x + HALF)


def floored(x: Live, guard: float = GUARD) -> Live:
    """Return the largest whole number not above ``x``."""
    return _called("INT", np.floor(x.value + guard), x + guard)


def floored_money(x: Live) -> Live:
    """Return whole rupiah of a product of two decimals."""
    return floored(x * _LOOSE)


def least(*of: Any) -> Live:
    """Return the smallest of single numbers."""
    found = [live(one) for one in of]
    return _called("MIN", min(one.value for one in found), *found)


def most(*of: Any) -> Live:
    """Return the largest of single numbers."""
    found = [live(one) for one in of]
    return _called("MAX", max(one.value for one in found), *found)


def largest(block: Live) -> Live:
    """Return the largest number of a range."""
    return _called("MAX", float(block.value.max()), block)


def total(block: Live) -> Live:
    """Return the sum of a range."""
    return _called("SUM", float(block.value.sum()), block)


def of_all(product: Live) -> Live:
    """Return the sum over a calculation with ranges, cell by cell."""
    return _called("SUMPRODUCT", float(np.sum(product.value)), product)


def last_of(product: Live) -> Live:
    """Return the largest number of a calculation with ranges."""
    inner = _called("MAX", float(np.max(product.value)), product)
    return _called("SUMPRODUCT", inner.value, inner)


def pick(condition: Live, then: Any, otherwise: Any) -> Live:
    """Return one of two values."""
    a, b = live(then), live(otherwise)
    value = a.value if condition.value else b.value
    return _called("IF", value, condition, a, b)


def over(part: Live, whole: Live) -> Live:
    """Return a share; where the whole is nothing the caller picks another value."""
    value = part.value / whole.value if whole.value else 0.0
    return Live(f"({part.text}/{whole.text})", value)


def typed(cell: Live) -> Live:
    """Return what stands in a cell: nothing if it is empty, ``?`` for an error."""
    shown = pick(cell.blank, "", cell)
    return _called("IFERROR", shown.value, shown, live("?"))


def both(*conditions: Live) -> Live:
    """Return whether all conditions hold."""
    return _called("AND", all(one.value for one in conditions), *conditions)


def at(block: Live, place: Live) -> Live:
    """Return a value of a row or column by its place, counted from 1."""
    found = block.value.reshape(-1)[int(place.value) - 1]
    return _called("INDEX", found, block, place)


def place_of(value: Live, block: Live) -> Live:
    """Return where in a row or column a value first stands, counted from 1."""
    found = int(np.argmax(block.value.reshape(-1) == value.value)) + 1
    return _called("MATCH", found, value, block, live(0))


def joined(*parts: Any) -> Live:
    """Return texts and whole numbers one after the other."""
    found = [live(part) for part in parts]
    text = "&".join(part.text for part in found)
    return Live(f"({text})", "".join(_shown(part.value) for part in found))


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else f"{value:.0f}"
