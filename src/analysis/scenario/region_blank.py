"""The file of a region to fill in: what is known stands in it, the rest as comments.

It is valid as written; a line counts once its ``#`` is removed.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from analysis.evidence import tables
from analysis.scenario import region_blank_texts as texts
from analysis.scenario.numerals import decimal
from analysis.scenario.region_names import provinces
from analysis.scenario.region_values import FILE_SOURCE
from analysis.scenario.regions import RegionPack

# stages of a budget from the one to prefer last to first; parts of a year, statements
# and audit findings are no base
STAGES = (
    *("turunan", "raperda_diajukan", "raperda_disetujui", "anggaran"),
    *("apbd_perubahan", "realisasi_belum_diaudit", "realisasi"),
)
_BASES = {"revenue": "pendapatan_daerah", "pad": "pad"}
_WIDTH = 88
Years = Mapping[int, str]


def blank(pack: RegionPack, lang: str) -> str:
    """Return the text of a region's file with what is known filled in."""
    wages = {"": _wages(pack)}
    parts = [
        [
            *_comment(texts.HEAD[lang].format(name=pack.name, code=pack.code)),
            f'region: "{pack.code}"',
            f"name: {pack.name}",
        ],
        _comment(_known_words(pack, lang)),
        [*_comment(texts.BASES[lang]), *_bases(pack)],
        [*_comment(texts.FISCAL_INPUTS[lang]), *_fiscal_inputs(pack)],
        [*_comment(texts.WAGES[lang]), *_section("minimum_wage_idr_m", wages, _WAGE)],
        [*_comment(texts.TERMS[lang]), *_events(pack)],
        [*_comment(texts.RULES[lang]), *_rules(pack)],
        [*_comment(texts.NOTES[lang]), *_notes(pack)],
        _people(pack, lang),
    ]
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _comment(text: str) -> Iterator[str]:
    for paragraph in text.split("\n"):
        lines = textwrap.wrap(
            paragraph, _WIDTH - 2, break_long_words=False, break_on_hyphens=False
        )
        yield from (f"# {line}" for line in lines)


def _known_words(pack: RegionPack, lang: str) -> str:
    figures = "; ".join(
        f"{texts.TABLED[value.concept][lang]} {decimal(value.number.central)} "
        f"({', '.join(value.sources)})"
        for value in pack.own
        if value.from_tables and value.number
    )
    province = provinces()[pack.province]
    return texts.KNOWN[lang].format(province=province, figures=figures)


def _section(
    key: str, known: Mapping[str, Years], examples: Mapping[str, str]
) -> Iterator[str]:
    """Yield a mapping of years, below names where it has them, or an example."""
    yield f"{key}:"
    for name, example in examples.items():
        years = known.get(name, {})
        pad = "    " if name else "  "
        if name:
            yield f"  {name}:" if years else f"#   {name}:"
        yield from (f"{pad}{year}: {figure}" for year, figure in years.items())
        if not years:
            yield f"# {pad}{example}"


_WAGE = {"": texts.WAGE_EXAMPLE}


def _bases(pack: RegionPack) -> Iterator[str]:
    written = pack.facts.bases_idr if pack.facts else {}
    found: dict[str, Years] = {
        base: {year: _written(*figure) for year, figure in sorted(years.items())}
        for base, years in written.items()
    }
    for base, concept in _BASES.items():
        found.setdefault(base, _latest_stages(pack.code, concept))
    return _section("bases_idr", found, texts.BASE_EXAMPLES)


def _fiscal_inputs(pack: RegionPack) -> Iterator[str]:
    written = pack.facts.fiscal_inputs_idr if pack.facts else {}
    found = {
        name: {year: _written(*figure) for year, figure in sorted(years.items())}
        for name, years in written.items()
    }
    found.setdefault("personnel", _latest_stages(pack.code, "belanja_pegawai"))
    return _section("fiscal_inputs_idr", found, texts.FISCAL_INPUT_EXAMPLES)


def _latest_stages(code: str, concept: str) -> Years:
    """Return the published budget figure of each year at its latest stage."""
    table = tables.read("budgets")
    rows = table[(table["region"] == code) & (table["concept"] == concept)]
    usable = rows[rows["stage"].isin(STAGES)]
    latest: dict[int, tuple[int, str]] = {}
    for row in usable.to_dict("records"):
        ranked = STAGES.index(row["stage"]), row["claim_id"]
        latest[row["year"]] = max(latest.get(row["year"], ranked), ranked)
    return {year: f"{{evidence: {one}}}" for year, (_, one) in sorted(latest.items())}


def _wages(pack: RegionPack) -> Years:
    written = pack.facts.minimum_wage_idr_m if pack.facts else {}
    table = tables.read("minimum_wages")
    rows = table[table["region"] == pack.code]
    known = {
        int(year): f"{{evidence: {claim_id}}}"
        for year, claim_id in zip(rows["year"], rows["claim_id"], strict=True)
    }
    known |= {year: _written(*figure) for year, figure in written.items()}
    return dict(sorted(known.items()))


def _written(number: Fraction, source: str) -> str:
    if source.startswith(FILE_SOURCE):
        return f"{{evidence: {source.removeprefix(FILE_SOURCE)}}}"
    return f"{{value: {decimal(number)}, source: {_quoted(source)}}}"


def _events(pack: RegionPack) -> Iterator[str]:
    for key, example in texts.TERM_EXAMPLES.items():
        event = getattr(pack.facts, key) if pack.facts else None
        if event:
            yield f'{key}: {{date: "{event.date}", source: {_quoted(event.source)}}}'
        else:
            yield f"# {key}: {example}"


def _rules(pack: RegionPack) -> Iterator[str]:
    known = pack.facts.rules if pack.facts else ()
    yield "rules:"
    for rule in known:
        given = rule.model_dump(include=rule.model_fields_set)
        entries = [f"{key}: {_flow(value)}" for key, value in given.items()]
        yield f"  - {entries[0]}"
        yield from (f"    {entry}" for entry in entries[1:])
    if not known:
        yield from (f"# {line}" for line in texts.RULE_EXAMPLE)


def _notes(pack: RegionPack) -> Iterator[str]:
    known = pack.facts.notes if pack.facts else ()
    yield "notes:"
    yield from (f"  - {_flow(note.model_dump())}" for note in known)
    if not known:
        yield f"# {texts.NOTE_EXAMPLE}"


def _flow(value: Any) -> str:
    """Return a value in the flow style of YAML, texts in quotes."""
    if isinstance(value, Mapping):
        inner = (f"{_quoted(str(key))}: {_flow(one)}" for key, one in value.items())
        return "{" + ", ".join(inner) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, Fraction):
        return decimal(value)
    return str(value) if isinstance(value, int) else _quoted(str(value))


def _people(pack: RegionPack, lang: str) -> Iterator[str]:
    """Yield how members are entered, and the published numbers of them."""
    known = [
        f"{{evidence: {one.claim_id}}}  {one.concept} {one.segment} {one.period}: "
        f"{decimal(one.number.central)} [{one.status}]"
        for one in pack.own
        if one.concept in ("members", "eligible") and one.claim_id and one.number
    ]
    on_record = (texts.ON_RECORD if known else texts.NONE_ON_RECORD)[lang]
    yield from _comment(texts.REST[lang].format(code=pack.code, on_record=on_record))
    yield from (f"#   {line}" for line in known)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
