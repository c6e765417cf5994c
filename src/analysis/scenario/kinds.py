"""The kinds of values a scenario file is made of, and the closed mapping."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, PlainValidator, model_validator

from analysis.quantity import Quantity
from analysis.scenario import fields
from analysis.scenario.fields import whole
from analysis.scenario.quantities import quantity
from analysis.scenario.yamltext import Scalar

MAX_PEOPLE = 100_000_000
MAX_RUPIAH = 10**15
FIRST_YEAR, LAST_YEAR = 2015, 2100
MONTHS_PER_YEAR = 12

Share = Annotated[Quantity, quantity(0, 1)]
Growth = Annotated[Quantity, quantity(-1, 1)]
People = Annotated[Quantity, quantity(0, MAX_PEOPLE, "people")]
Rupiah = Annotated[Quantity, quantity(0, MAX_RUPIAH, "idr")]
Year = Annotated[int, whole(FIRST_YEAR, LAST_YEAR)]
AnyYear = Annotated[int, whole(1990, LAST_YEAR + 100)]
MonthNumber = Annotated[int, whole(1, MONTHS_PER_YEAR)]
Month = Annotated[str, PlainValidator(fields.month)]
MonthOrYear = Annotated[str, PlainValidator(fields.month_or_year)]
Text = Annotated[str, PlainValidator(fields.text)]
Word = Annotated[str, PlainValidator(fields.word)]
Slug = Annotated[str, PlainValidator(fields.slug)]
Exact = Annotated[Fraction, PlainValidator(fields.number)]
LawValue = Annotated[Fraction | str, PlainValidator(fields.law_value)]
Switch = Annotated[bool, PlainValidator(fields.boolean)]


class Closed(BaseModel):
    """A mapping that takes its known keys only; null stands for the default."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)

    @model_validator(mode="before")
    @classmethod
    def _null_is_default(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        known = {field.alias or name for name, field in cls.model_fields.items()}
        return {
            key: value
            for key, value in data.items()
            if key not in known or not is_null(value)
        }


class Bilingual(Closed):
    """One text in Indonesian and English."""

    id: Text
    en: Text


def is_null(value: Any) -> bool:
    """Say whether a node of the file is empty."""
    return value is None or (isinstance(value, Scalar) and value.null)
