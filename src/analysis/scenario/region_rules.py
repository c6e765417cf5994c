"""The local rules of a region's file: perwali, perbup, memoranda, and what they set."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, PlainValidator, model_validator
from pydantic_core import PydanticCustomError

from analysis.language import say
from analysis.law.local import KINDS, STATUSES, LocalRule
from analysis.scenario import fields
from analysis.scenario.fields import one_of
from analysis.scenario.kinds import AnyYear, Bilingual, Closed, LawValue, Month, Word
from analysis.scenario.schema import Day

Kind = Annotated[
    Literal["perwali", "perbup", "perda", "se", "mou", "keputusan"], one_of(*KINDS)
]
Status = Annotated[Literal["issued", "draft", "asked"], one_of(*STATUSES)]
Name = Annotated[str, PlainValidator(fields.text)]


class Rule(Closed):
    """One local rule with its source; ``law`` holds dated values for this region."""

    kind: Kind = Field(examples=["perwali"])
    status: Status = "issued"
    number: Name | None = None
    year: AnyYear | None = None
    date: Day | None = None
    title: Bilingual = Field(examples=['{id: "...", en: "..."}'])
    does: Bilingual = Field(examples=['{id: "...", en: "..."}'])
    source: tuple[Name, ...] = ()
    evidence: tuple[Name, ...] = ()
    funders: tuple[Word, ...] = ()
    law: dict[Word, dict[Month, LawValue]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _has_a_source(self) -> Rule:
        if self.source or self.evidence:
            return self
        raise _NO_SOURCE

    def as_law(self) -> LocalRule:
        """Return the rule as the law knows it."""
        return LocalRule(
            kind=self.kind,
            status=self.status,
            number=self.number,
            year=self.year or (self.date.year if self.date else None),
            date=self.date,
            title=say(id=self.title.id, en=self.title.en),
            does=say(id=self.does.id, en=self.does.en),
            sources=self.source,
            evidence=self.evidence,
            funders=self.funders,
            overrides=self.law,
        )


_NO_SOURCE: PydanticCustomError = fields.wrong(
    say(
        id="Setiap aturan daerah menyebut sumbernya.",
        en="Every local rule names its source.",
    ),
    say(
        id="Tulis source: [S42] (data/parameters/sources.yaml) atau evidence: [S022].",
        en="Write source: [S42] (data/parameters/sources.yaml) or evidence: [S022].",
    ),
)
