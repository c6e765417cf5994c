"""All regions, or those of a province, on the terminal: grades and own facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from analysis.language import number
from analysis.run import region_words as words
from analysis.run.show_region import paragraph
from analysis.scenario import region_counts, region_names
from analysis.scenario.regions import GRADES

if TYPE_CHECKING:
    import pandas as pd


def everything(lang: str) -> None:
    """Print how many regions stand on how many own facts, and how to look one up."""
    frame = region_counts.by_own_facts(lang)
    print(words.COUNTS[lang].format(count=len(region_names.codes())))
    _table(frame, lang)
    print()
    for grade, rule in GRADES.items():
        paragraph(f"{grade} = {rule[lang]}", 2, hang=6)
    print(f"\n{words.BY_PROVINCE[lang]}")
    _table(region_counts.by_province(lang), lang)
    print()
    paragraph(words.HOW_TO_LOOK_UP[lang])


def province(code: str, lang: str) -> None:
    """Print the kabupaten and kota of a province with grade and own facts."""
    frame = region_counts.all_regions()
    own = frame[frame["province"] == code]
    columns = ["region", "name", "population", "grade", "own_facts"]
    shown = own[columns].set_axis([head[lang] for head in words.LIST_HEADS], axis=1)
    name = region_names.provinces()[code]
    print(words.IN_ONE_PROVINCE[lang].format(province=name))
    _table(shown, lang)
    print()
    paragraph(words.HOW_TO_LOOK_UP[lang])


def _table(frame: pd.DataFrame, lang: str) -> None:
    """Print a table: text to the left, numbers to the right, two blanks between."""
    rows = [list(map(str, frame.columns))]
    rows += [[_cell(cell, lang) for cell in row] for row in frame.to_numpy(object)]
    is_text = [isinstance(cell, str) for cell in frame.iloc[0]]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (
            cell.ljust(width) if left else cell.rjust(width)
            for cell, width, left in zip(row, widths, is_text, strict=True)
        )
        print("  " + "  ".join(cells).rstrip())


def _cell(value: Any, lang: str) -> str:
    return value if isinstance(value, str) else number(float(value), lang)
