"""The own facts of a region, ``data/regions/<code>.yaml``: each with its source."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated, Any, Literal, get_args

from pydantic import Field, PlainValidator, ValidationError

from analysis.errors import InputDataError, IuranError, Problem
from analysis.language import say
from analysis.law.local import LocalRule, problems
from analysis.scenario import fields
from analysis.scenario.fields import one_of
from analysis.scenario.kinds import AnyYear, Bilingual, Closed
from analysis.scenario.messages import issues_of, report
from analysis.scenario.quantities import evidence_value
from analysis.scenario.region_rules import Rule
from analysis.scenario.schema import Day
from analysis.scenario.yamltext import Branch, Place, read_tree

Base = Annotated[
    Literal["revenue", "pad", "fiscal_space"], one_of("revenue", "pad", "fiscal_space")
]
FiscalInput = Literal[
    "earmarked_transfers", "personnel", "debt_service", "village_transfers"
]
FISCAL_INPUTS: tuple[FiscalInput, ...] = get_args(FiscalInput)


def _sourced(unit: str) -> PlainValidator:
    """Return the reader of ``{evidence: ID}`` or ``{value: x, source: "..."}``."""

    def read(value: Any) -> tuple[Fraction, str]:
        return _value_and_source(value, unit)

    return PlainValidator(read)


def _value_and_source(value: Any, unit: str) -> tuple[Fraction, str]:
    if isinstance(value, Branch) and value.keys() == {"evidence"}:
        claim_id = fields.text(value["evidence"])
        return evidence_value(claim_id, unit), f"evidence {claim_id}"
    if isinstance(value, Branch) and value.keys() == {"value", "source"}:
        return fields.number(value["value"]), fields.text(value["source"])
    rule = say(
        id="Setiap fakta wilayah menyebut sumbernya.",
        en="Every fact of a region names its source.",
    )
    remedy = say(
        id='Tulis {evidence: ID} atau {value: 4800000, source: "..."}',
        en='Write {evidence: ID} or {value: 4800000, source: "..."}',
    )
    raise fields.wrong(rule, remedy)


Rupiah = Annotated[tuple[Fraction, str], _sourced("idr")]
Wage = Annotated[tuple[Fraction, str], _sourced("idr/month")]


class Event(Closed):
    """A dated fact with its source."""

    date: Day = Field(examples=['"2030-02-20"'])
    source: Annotated[str, PlainValidator(fields.text)] = Field(examples=['"..."'])


class RegionFile(Closed):
    """What a region's file may hold; money in rupiah, years as keys."""

    region: Annotated[str, PlainValidator(fields.code)] = Field(examples=['"3672"'])
    name: Annotated[str, PlainValidator(fields.text)] = Field(examples=["Kota Cilegon"])
    bases_idr: dict[Base, dict[AnyYear, Rupiah]] = Field(default_factory=dict)
    fiscal_inputs_idr: dict[
        Annotated[FiscalInput, one_of(*FISCAL_INPUTS)], dict[AnyYear, Rupiah]
    ] = Field(default_factory=dict)
    minimum_wage_idr_m: dict[AnyYear, Wage] = Field(default_factory=dict)
    head_term_end: Event | None = None
    rpjmd_end: Event | None = None
    rules: tuple[Rule, ...] = ()
    notes: tuple[Bilingual, ...] = ()


def read_region(text: str, file: str, code: str) -> RegionFile:
    """Return the facts of a region's YAML text. Raises InputDataError."""
    try:
        tree = read_tree(text, Place(file))
    except IuranError as error:
        raise InputDataError(error.problems) from None
    if not isinstance(tree, Branch):
        raise InputDataError(Problem(file, "", "", *_NO_MAPPING))
    try:
        facts = RegionFile.model_validate(tree)
    except ValidationError as error:
        raise InputDataError(report(issues_of(error, RegionFile), tree)) from None
    if facts.region != code:
        raise InputDataError(Problem(file, "region", facts.region, *_OTHER_CODE))
    if wrong := [found for rule in _rules(facts) for found in problems(*rule, file)]:
        raise InputDataError(wrong)
    return facts


def _rules(facts: RegionFile) -> Iterator[tuple[LocalRule, str]]:
    for number, rule in enumerate(facts.rules):
        if rule.law:
            yield rule.as_law(), f"rules.{number}"


_NO_MAPPING = (
    say(
        id="Berkas wilayah terdiri dari baris `kunci: nilai`.",
        en="A region's file consists of lines `key: value`.",
    ),
    say(
        id='Mulai dengan region: "3672" dan name: Kota Cilegon.',
        en='Start with region: "3672" and name: Kota Cilegon.',
    ),
)
_OTHER_CODE = (
    say(
        id="Kode di dalam berkas tidak sama dengan nama berkasnya.",
        en="The code in the file is not the one in the file's name.",
    ),
    say(id="Samakan keduanya.", en="Make the two equal."),
)
