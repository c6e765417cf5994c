"""A comparison as a workbook: findings, each variable side by side, causes, then."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analysis.language import Text, say
from analysis.report import frames, sentences
from analysis.report.causes import cause_label
from analysis.report.figures_compare import WHAT, side_by_side
from analysis.report.labels import text_of
from analysis.report.workbook import NAMES, long_table
from analysis.report.workbook_layout import Column, Sheet, write
from analysis.report.workbook_words import VARIABLES, column
from analysis.study import together
from analysis.study.differences import Split, differences

if TYPE_CHECKING:
    from analysis.model.projection import Results

SHEETS: dict[str, Text] = {
    "causes": say(id="penyebab", en="causes"),
    "stored": say(id="tersimpan", en="stored"),
}
COLUMNS: dict[str, tuple[str, Text]] = {
    "cause": ("text", say(id="Kode penyebab", en="Cause code")),
    "cause_label": ("text", say(id="Penyebab", en="Cause")),
    "method": ("text", say(id="Cara", en="Method")),
    "uncut_bill_difference_idr": (
        "money",
        say(id="Beda tagihan sebelum pagu", en="Bill before the ceiling, difference"),
    ),
    "bill_difference_idr": ("money", say(id="Beda tagihan", en="Bill, difference")),
    "members_difference": ("people", say(id="Beda peserta", en="Insured, difference")),
    "made": ("text", say(id="Dibuat", en="Made")),
    "changed": ("text", say(id="Berubah sejak itu", en="Changed since")),
    "stored_bill_idr": ("money", say(id="Tagihan tersimpan", en="Stored bill")),
    "bill_now_idr": ("money", say(id="Dihitung ulang", en="Computed now")),
}
_SHAPLEY = say(
    id="nilai Shapley: rata-rata atas semua urutan",
    en="Shapley value: mean over all orders",
)
_STEPS = say(id="langkah dengan urutan tetap", en="steps in one fixed order")


def write_comparison_workbook(
    runs: Sequence[Results], path: Path, lang: str = "id"
) -> None:
    """Write the workbook of a comparison; equal results give equal bytes.

    What to be careful with and the findings first, a sheet a variable, the causes of
    every difference, stored bills beside those of now where there are any, and every
    long table.
    """
    sheets = {NAMES["readme"][lang]: _readme(runs, lang)}
    sheets |= {variable: _side_by_side(runs, variable, lang) for variable in WHAT}
    sheets[SHEETS["causes"][lang]] = _causes(runs, lang)
    held = [run for run in runs if together.stored(run)]
    if held:
        sheets[SHEETS["stored"][lang]] = _stored(held, lang)
    sheets[NAMES["results"][lang]] = long_table(runs, lang)
    write(sheets, path, lang)


def _readme(runs: Sequence[Results], lang: str) -> Sheet:
    alike = say(id="Sebanding atau tidak", en="Like with like?")[lang]
    finding = say(id="Temuan", en="Finding")[lang]
    said = (sentences.comparison, sentences.crossings, sentences.causes)
    rows = [
        [alike, str(sentences.warnings(runs, lang))],
        *([finding, str(sentence(runs, lang))] for sentence in said),
        *([run.scenario.name, text_of(run.scenario.title, lang)] for run in runs),
    ]
    return _sheet(pd.DataFrame(rows, columns=["item", "content"]), lang)


def _side_by_side(runs: Sequence[Results], variable: str, lang: str) -> Sheet:
    frame, kind = side_by_side(runs, variable).reset_index(), VARIABLES[variable][0]
    own = [
        Column(run.scenario.name, text_of(run.scenario.title, lang), kind)
        for run in runs
    ]
    return Sheet(frame, [column("year", lang), *own])


def _causes(runs: Sequence[Results], lang: str) -> Sheet:
    parts = [_of_one(one, lang) for one in differences(runs)]
    return _sheet(pd.concat(parts, ignore_index=True), lang)


def _of_one(one: Split, lang: str) -> pd.DataFrame:
    measures = {
        "uncut_bill_difference_idr": one.uncut_idr,
        "bill_difference_idr": one.bill_idr,
        "members_difference": one.members,
    }
    long = {name: frame.loc[one.years].stack() for name, frame in measures.items()}
    wide = pd.DataFrame(long).reindex(long["bill_difference_idr"].index)
    wide = wide.rename_axis(["year", "cause"]).reset_index()
    wide.insert(1, "cause_label", [cause_label(name, lang) for name in wide["cause"]])
    wide.insert(0, "scenario", one.name)
    return wide.assign(method=(_STEPS if one.steps else _SHAPLEY)[lang])


def _stored(runs: Sequence[Results], lang: str) -> Sheet:
    return _sheet(pd.concat([_then(run, lang) for run in runs]), lang)


def _then(run: Results, lang: str) -> pd.DataFrame:
    held, now = together.stored(run), frames.bill(run)
    frame = pd.DataFrame({"stored_bill_idr": held.bill_idr, "bill_now_idr": now})
    frame["bill_difference_idr"] = frame["bill_now_idr"] - frame["stored_bill_idr"]
    changed = ", ".join(together.WHAT_CHANGED[one][lang] for one in held.changed)
    own = {"made": held.made, "changed": changed, "scenario": run.scenario.name}
    return frame.rename_axis("year").reset_index().assign(**own)


def _sheet(frame: pd.DataFrame, lang: str) -> Sheet:
    return Sheet(frame, [_column(code, lang) for code in frame.columns])


def _column(code: str, lang: str) -> Column:
    if code not in COLUMNS:
        return column(code, lang)
    kind, head = COLUMNS[code]
    return Column(code, head[lang], kind)
