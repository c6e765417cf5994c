"""A table for reading: ready texts, fixed ids, units in the header."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

import pandas as pd

from analysis.language import Text, number

ROWS_AT_MOST = 12
MILLION = 1e6
CROWDED = 10  # columns from which the letters are smaller
_LONG = (
    "#{0} {{ min-width: {1}px; }}"
    "#{0} td {{ overflow-wrap: anywhere; vertical-align: top; }}"
)
_COLUMN_PX = 96  # on the mean; below this numbers would break on a small screen
_PAGE_PX = 820  # the page of a notebook on a large one


@dataclass(frozen=True)
class Table:
    """A table of ready texts; numbers are aligned right.

    ``name`` is the fixed id in HTML, so that equal numbers give equal bytes. A table
    of long texts gives ``widths`` in percent: it fills the page and breaks its words.
    """

    name: str
    title: str
    frame: pd.DataFrame
    note: str = ""
    left: Sequence[str] = field(default_factory=tuple)
    widths: Sequence[int] = ()

    def html(self) -> str:
        """Return the table as HTML with its own style and no script."""
        from great_tables import GT, html

        table = GT(self.frame, id=self.name).tab_header(html(escape(self.title)))
        right = [c for c in self.frame.columns if c not in self.left]
        table = table.cols_align("left", columns=list(self.left))
        table = table.cols_align("right", columns=right)
        columns = len(self.frame.columns)
        size = "13px" if columns >= CROWDED else "14px"
        table = table.tab_options(table_font_size=size, data_row_padding="4px")
        if self.widths:
            shares = zip(self.frame.columns, self.widths, strict=True)
            table = table.cols_width({name: f"{share}%" for name, share in shares})
            table = table.tab_options(table_width="100%").opt_css(
                _LONG.format(self.name, min(_COLUMN_PX * columns, _PAGE_PX))
            )
        if self.note:
            table = table.tab_source_note(html(escape(self.note)))
        return table.as_raw_html()

    def _repr_html_(self) -> str:
        return self.html()

    def __repr__(self) -> str:
        body = self.frame.to_string(index=False) if len(self.frame) else "-"
        return "\n".join(filter(None, [self.title, body, self.note]))


def millions(value_idr: float, lang: str) -> str:
    """Write rupiah in millions with one decimal."""
    return number(value_idr / MILLION, lang, 1)


def shortened(frame: pd.DataFrame) -> pd.DataFrame:
    """Keep the first rows and the last one, so that the end is always seen."""
    if len(frame) <= ROWS_AT_MOST:
        return frame
    return pd.concat([frame.head(ROWS_AT_MOST - 1), frame.tail(1)])


def heads(lang: str, *texts: Text) -> list[str]:
    """Return column titles in one language."""
    return [text[lang] for text in texts]


def by_row(wide: pd.DataFrame) -> list[tuple[int, list[float]]]:
    """Return (year, values) for every row of a frame indexed by year."""
    return [(int(y), list(v)) for y, v in zip(wide.index, wide.to_numpy(), strict=True)]
