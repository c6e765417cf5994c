"""The sheets that say where numbers come from: inputs, assumptions, sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.language import say
from analysis.report import keys
from analysis.report.labels import text_of
from analysis.report.sources import evidence_table, law_table
from analysis.report.tables_assumed import CLAIM_PARAMETERS
from analysis.report.tables_law import SHOWN
from analysis.report.workbook_layout import Column, Sheet
from analysis.report.workbook_words import column, unit_kind
from analysis.scenario.provenance import evidence_words, is_printed

if TYPE_CHECKING:
    from analysis.model.projection import Results

_INPUTS = (
    *("what", "value", "unit", "spread", "origin"),
    *("source_title", "url", "input"),
)
_ASSUMED = ("what", "value", "low", "high", "unit", "reason", "input")


def inputs(results: Results, lang: str) -> Sheet:
    """Return every input: what it is, value, unit, origin, its source and link."""
    values = dict(keys.leaf_values(results))
    sources = {row["id"]: row for row in evidence_table(results).to_dict("records")}
    rows, kinds = [], []
    for key, origin in results.scenario.provenance.items():
        if key in ("assumed", "extends"):
            continue
        kind = keys.key_kind(key)
        source = sources.get(_evidence_id(str(origin)), {})
        value = values.get(key)
        rows.append(
            [
                keys.key_label(results, key, lang),
                _value(value, kind, lang),
                keys.UNITS[kind][lang] if _is_number(keys.central(value)) else "",
                keys.spread(value, kind, lang),
                _origin(results, key, str(origin), lang),
                source.get("title", ""),
                source.get("url", ""),
                key,
            ]
        )
        kinds.append(kind)
    return Sheet(pd.DataFrame(rows, columns=_INPUTS), _columns(_INPUTS, lang), kinds)


def _columns(codes: tuple[str, ...], lang: str) -> list[Column]:
    return [column(code, lang) for code in codes]


def _evidence_id(origin: str) -> str:
    return origin.split(":")[0].removeprefix("evidence ")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _value(value: Any, kind: str, lang: str) -> Any:
    """Return a number to count with, or what stands in its place in words."""
    middle = keys.central(value)
    if _is_number(middle):
        return float(middle)
    return keys.written(middle, kind, lang)


_DEFAULT = say(id="nilai baku", en="default")
_ASSUMED_WORD = say(id="anggapan", en="assumed")


def _origin(results: Results, key: str, origin: str, lang: str) -> str:
    """Return where a value came from; a marked one is said to be assumed first."""
    said = _DEFAULT[lang] if origin == "default" else origin
    if origin.startswith("evidence "):
        said = evidence_words(_evidence_id(origin), is_printed(origin), lang)
    elif lang == "id" and said.startswith("file "):
        said = "berkas " + said.removeprefix("file ").replace(" line ", " baris ")
    marked = any(f"{key}.".startswith(f"{mark}.") for mark in results.scenario.marks)
    return f"{_ASSUMED_WORD[lang]}; {said}" if marked else said


def assumed(results: Results, lang: str) -> Sheet:
    """Return the values no source gives, with range and reason."""
    rows, kinds = [], []
    for key, mark in results.scenario.marks.items():
        path, value = keys.value_at(results, key)
        kind = keys.key_kind(path)
        rows.append(
            [
                keys.key_label(results, path, lang),
                _value(value, kind, lang),
                *(None if v is None else float(v) for v in (mark.low, mark.high)),
                keys.UNITS[kind][lang],
                text_of(mark.why, lang),
                key,
            ]
        )
        kinds.append(kind)
    return Sheet(pd.DataFrame(rows, columns=_ASSUMED), _columns(_ASSUMED, lang), kinds)


def sources(results: Results, lang: str) -> Sheet:
    """Return the evidence the scenario uses, then the sources of law and claims."""
    codes = ("id", "quote", "value", "unit", "used", "publisher")
    codes = (*codes, "source_title", "date", "url")
    found = evidence_table(results, lang).rename(columns={"title": "source_title"})
    law = law_table(results, (*SHOWN, *CLAIM_PARAMETERS))
    law = law.rename(columns={"title": "source_title"})
    law["quote"] = say(id="(nilai hukum dan klaim)", en="(law values and claims)")[lang]
    kinds = [unit_kind(unit) for unit in found["unit"]] + ["text"] * len(law)
    found = found.assign(unit=[_unit(unit, lang) for unit in found["unit"]])
    frame = pd.concat([found, law]).reindex(columns=list(codes))
    texts = [code for code in codes if code != "value"]
    frame[texts] = frame[texts].astype(object).fillna("")
    return Sheet(frame, _columns(codes, lang), kinds)


def _unit(unit: str, lang: str) -> str:
    from analysis.report.tables_law import unit_words

    kind = unit_kind(unit)
    return keys.UNITS[kind][lang] if kind != "number" else unit_words(unit, lang)
