"""Words as a spreadsheet should take them: as text, never as a formula."""

from __future__ import annotations

import re
from typing import Any

# what starts a formula in one spreadsheet or another; blanks before it are skipped
_FORMULA = re.compile(r"[\t\r\n ]*[=+@\t\r-]")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")


def text(words: str) -> str:
    """Return a text cell of a CSV file; a leading quote keeps it text.

    A number written as a number stays one, its sign included.
    """
    starts = _FORMULA.match(words) and not _NUMBER.fullmatch(words)
    return f"'{words}" if starts else words


def cell(value: Any) -> Any:
    """Return a cell that no spreadsheet takes for a formula; numbers stay numbers."""
    return text(value) if isinstance(value, str) else value
