"""The ages and sexes of a group as its city knows them: a profile of its own."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Annotated, Any

from pydantic import Field, PlainValidator

from analysis.language import say
from analysis.law.dated import Law
from analysis.law.segments import Bands, Profile
from analysis.quantity import Quantity
from analysis.scenario import segment_texts
from analysis.scenario.fields import number, scalar, within, word, wrong
from analysis.scenario.kinds import Closed
from analysis.scenario.yamltext import Branch

YOUNGEST, OLDEST = 15, 100
_AGE = r"(0|[1-9][0-9]{0,2})"
_BAND = re.compile(rf"{_AGE}(?:-{_AGE})?")


def ends(band: str) -> tuple[int, int]:
    """Return the first and last age of a band written ``"18-29"`` or ``"40"``."""
    first, _, last = band.partition("-")
    return int(first), int(last or first)


def overlaps(ages: dict[str, Fraction]) -> list[tuple[str, str]]:
    """Return the bands that hold an age of one below them, as (lower, upper)."""
    found, below = [], ""
    for band in sorted(ages, key=ends):
        if below and ends(band)[0] <= ends(below)[1]:
            found.append((below, band))
        below = max(below or band, band, key=lambda one: ends(one)[1])
    return found


def _band(value: Any) -> str:
    written = scalar(value).text
    if not _BAND.fullmatch(written):
        raise wrong(*segment_texts.band_form(_band_meant(written)))
    first, last = ends(written)
    if first > last:
        raise wrong(*segment_texts.band_reversed(first, last))
    if first < YOUNGEST or last > OLDEST:
        raise wrong(*segment_texts.age_outside(YOUNGEST, OLDEST))
    return written


def _band_meant(written: str) -> str:
    """Return what to write instead of a text that is no band of ages."""
    ages = [int(age) for age in re.findall(r"\d{1,3}", written)]
    if written.strip().endswith("+"):
        ages.append(OLDEST)
    if len(ages) == 2 and YOUNGEST <= ages[0] <= ages[1] <= OLDEST:
        return f"{ages[0]}-{ages[1]}"
    return "18-29"


def _share(value: Any) -> Fraction:
    found = number(value)
    within(found, 0, 1)
    return found


class OwnProfile(Closed):
    """Share of men, and shares of members by band of ages; the shares add to 1.

    Bands are ages in full years, both ends included: ``"18-29"``, or one age, ``"40"``.
    """

    male_share: Annotated[Fraction, PlainValidator(_share)] = Field(examples=["0.62"])
    ages: dict[
        Annotated[str, PlainValidator(_band)],
        Annotated[Fraction, PlainValidator(_share)],
    ] = Field(examples=['{"18-39": 0.45, "40-64": 0.55}'])

    @property
    def bands(self) -> Bands:
        """Return (low, high, share) with low <= age < high, by age."""
        return tuple(
            (Fraction(first), Fraction(last + 1), self.ages[band])
            for band in sorted(self.ages, key=ends)
            for first, last in [ends(band)]
        )


def profile(value: Any) -> str | OwnProfile:
    """Return the slug of a profile, or the ages and sexes written out."""
    if isinstance(value, Branch):
        return OwnProfile.model_validate(value)
    return word(value)


def profile_of(name: str, given: str | OwnProfile | None, law: Law) -> Profile:
    """Return the ages and sexes of segment ``name``; ``given`` is its ``profile``.

    Its own, or those of the law by slug (by default the segment's). Raises
    ScenarioError for a slug the law does not have.
    """
    if not isinstance(given, OwnProfile):
        return law.profile(given or name)
    bands = given.bands
    return Profile(
        slug=name,
        title=OWN,
        age_low=Quantity.exact(bands[0][0]),
        age_high=Quantity.exact(bands[-1][1]),
        male_share=Quantity.exact(given.male_share),
        marks=(),
        why=OWN,
        given=bands,
    )


OWN = say(id="data daerah", en="the region's own figures")
