"""A scenario: the planner's question, checked and closed.

Attribute names equal the keys of the file (``schema`` is ``schema_version``).
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator, PrivateAttr

from analysis.quantity import Quantity
from analysis.scenario import fields
from analysis.scenario.fields import one_of, whole
from analysis.scenario.kinds import (
    AnyYear,
    Bilingual,
    Closed,
    Exact,
    Growth,
    LawValue,
    Month,
    Rupiah,
    Share,
    Slug,
    Switch,
    Word,
    Year,
)
from analysis.scenario.quantities import known, quantity
from analysis.scenario.resolved import plain, yaml_text
from analysis.scenario.segment import Segment
from analysis.scenario.versions import version
from analysis.scenario.yamltext import Scalar

MAX_DRAWS = 1_000_000
MAX_YEARS = 40
CALIBRATED = "calibrated"
Day = Annotated[dt.date, PlainValidator(fields.date)]
_BASES = ("revenue", "pad", "fiscal_space")
_WHEN_SHORT = ("heads", "months", "priority", "arrears")


_hazard = quantity("0.001", 100)


def _hazard_y(value: Any) -> Quantity | str:
    if isinstance(value, Scalar) and value.text == CALIBRATED:
        return CALIBRATED
    return _hazard.func(value)


class Decision(Closed):
    """The decision on new cover and the instrument that puts it in force.

    ``instrument_hazard_y``: how often a year such an instrument gets signed, where its
    date is not known; ``calibrated`` takes the law's assumption.
    """

    date: Day = Field(examples=['"2024-08-22"'])
    instrument: Word | None = None
    instrument_date: Day | None = None
    instrument_hazard_y: (
        Annotated[Literal["calibrated"] | Quantity, PlainValidator(_hazard_y)] | None
    ) = None


class Ceiling(Closed):
    """What the general APBD may spend: rupiah by year, or a share of the base."""

    idr: dict[AnyYear, Rupiah] | None = None
    share: Share | None = None


class Budget(Closed):
    """The base of the burden, its growth, and what happens when money is short."""

    base: Annotated[Literal["revenue", "pad", "fiscal_space"], one_of(*_BASES)] = (
        "revenue"
    )
    base_idr: dict[AnyYear, Rupiah] = Field(default_factory=dict)
    growth_y: Growth = known("0", -1, 1)
    ceiling: Ceiling | None = None
    when_short: Annotated[
        Literal["heads", "months", "priority", "arrears"], one_of(*_WHEN_SHORT)
    ] = "heads"
    revised: Switch = False
    priority: tuple[Word, ...] = ()
    protect: tuple[Word, ...] = ()


class Funder(Closed):
    """Who pays, for which segments (None: all), up to which rupiah a year."""

    funder: Word = Field(examples=["dbh_cht"])
    ceiling_idr_y: Rupiah | None = None
    segments: tuple[Word, ...] | None = None


class LawChoice(Closed):
    """Current or planned law, and dated values that replace parameters of it."""

    variant: Annotated[Literal["current", "planned"], one_of("current", "planned")] = (
        "current"
    )
    overrides: dict[Word, dict[Month, LawValue]] = Field(default_factory=dict)


class Shock(Closed):
    """From ``year`` on the base is multiplied by 1 + size x share."""

    kind: Annotated[Literal["transfer_cut"], one_of("transfer_cut")] = Field(
        examples=["transfer_cut"]
    )
    year: AnyYear = Field(examples=["2027"])
    size: Annotated[Quantity, quantity(-1, 0)] = Field(examples=["-0.23"])
    share: Share = Field(examples=["0.57"])


class Assumed(Closed):
    """Why a value stands that no source gives, and its range."""

    low: Exact | None = None
    high: Exact | None = None
    why: Bilingual = Field(examples=['{id: "...", en: "..."}'])


class Scenario(Closed):
    """One region, its segments, its budget and the law, from ``first_year`` on."""

    schema_version: Annotated[int, version()] = Field(alias="schema", examples=["1"])
    name: Slug = Field(examples=["cilegon-baseline"])
    extends: Slug | None = None
    title: Bilingual = Field(examples=['{id: "...", en: "..."}'])
    why: Bilingual | None = None
    region: Annotated[str, PlainValidator(fields.code)] = Field(examples=['"3672"'])
    first_year: Year = Field(examples=["2027"])
    years: Annotated[int, whole(1, MAX_YEARS)] = Field(examples=["10"])
    draws: Annotated[int, whole(0, MAX_DRAWS)] = 2000
    seed: Annotated[int, whole(0, 2**63 - 1)] = 20261121
    wage_growth_y: Growth = known("0.05", -1, 1)
    segments: dict[Word, Segment] = Field(examples=["{rt_rw: {...}}"])
    decision: Decision | None = None
    budget: Budget = Budget()
    funding: tuple[Funder, ...] = (Funder(funder="apbd"),)
    law: LawChoice = LawChoice()
    shocks: tuple[Shock, ...] = ()
    assumed: dict[str, Assumed] = Field(default_factory=dict)
    _provenance: dict[str, str] = PrivateAttr(default_factory=dict)

    @property
    def provenance(self) -> dict[str, str]:
        """Where each value came from, by key path of the resolved scenario."""
        return self._provenance

    @property
    def marks(self) -> dict[str, Assumed]:
        """The values no source gives, by key path, with range and reason."""
        return self.assumed

    @property
    def segment_names(self) -> list[str]:
        """The segments in the order of the file."""
        return list(self.segments)

    @property
    def last_year(self) -> int:
        """The last budget year projected."""
        return self.first_year + self.years - 1

    def resolved(self) -> dict[str, Any]:
        """Return all values, defaults included, as plain YAML values.

        It stands alone: what a parent gave is written out, ``extends`` is null.
        """
        return {**plain(self), "extends": None}

    def yaml_text(self) -> str:
        """Return the resolved scenario as YAML, each value with its origin."""
        return yaml_text(self.resolved(), self._provenance)
