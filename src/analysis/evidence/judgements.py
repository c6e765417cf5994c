"""Judgements on figures that contradict each other, as the project wrote them down.

``data/parameters/settlements.yaml`` holds them; its head describes the form. Nothing
is computed here: text in, settlements out, with everything that is wrong at once.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from analysis.language import Text, say

FILE = "data/parameters/settlements.yaml"
BALANCE, CHOICE, TYPING, LABEL, HELD_APART = (
    "balance",
    "choice",
    "typing",
    "label",
    "held apart",
)
ALL = "all"
LEAST_SETS = 3
SMALLEST = 1e-6  # of the mean size: a claim of zero still has an uncertainty
Identity = Mapping[str, int]  # claim -> +1 or -1, adding to 0


@dataclass(frozen=True)
class Spread:
    """How uncertain a claim is taken to be: a way of saying it, and its size."""

    kind: str
    size: Fraction

    def sd(self, value: Fraction | float, mean: float) -> float:
        """Return the sd of ``value``; ``mean`` is the mean size of its settlement::

        absolute x       sd = x
        relative k       sd = k |value|
        rounding step    sd = step / sqrt(12)
        equal k          sd = k mean
        proportional k   sd = k sqrt(mean |value|)
        """
        size = float(self.size)
        printed = max(abs(float(value)), SMALLEST * (mean or 1.0))
        return {
            "absolute": size,
            "relative": size * printed,
            "rounding": size / math.sqrt(12),
            "equal": size * mean,
            "proportional": size * math.sqrt(mean * printed),
        }[self.kind]

    def words(self) -> Text:
        """Return the assumption in words."""
        size = f"{float(self.size):.12g}"
        percent = f"{float(self.size * 100):.12g}%"
        local, share = size.replace(".", ","), percent.replace(".", ",")
        return {
            "absolute": say(id=local, en=size),
            "relative": say(id=f"{share} dari angkanya", en=f"{percent} of it"),
            "rounding": say(id=f"dibulatkan ke {local}", en=f"rounded to {size}"),
            "equal": say(id=f"{share} dari rata-rata", en=f"{percent} of the mean"),
            "proportional": say(
                id=f"ragam sebanding, {share}", en=f"variance in proportion, {percent}"
            ),
        }[self.kind]


SPREADS = ("absolute", "relative", "rounding", "equal", "proportional")


@dataclass(frozen=True)
class WeightSet:
    """One answer to how uncertain each claim of a balance is."""

    name: str
    reason: Text
    spreads: Mapping[str, Spread]

    def spread(self, claim_id: str) -> Spread:
        """Return the spread of a claim: its own, or that of all."""
        return self.spreads.get(claim_id) or self.spreads[ALL]


@dataclass(frozen=True)
class Option:
    """One value a choice may take, and the reading behind it."""

    probability: Fraction
    reading: Text
    value: Fraction | None = None
    claim: str = ""


@dataclass(frozen=True)
class Labelled:
    """A printed share: of ``of``, although the source says of ``said``."""

    part: str
    said: str
    of: str
    complement: bool = False


@dataclass(frozen=True)
class Instead:
    """A claim that is not used: what stands in its place; ``why`` where it has one."""

    claims: tuple[str, ...]
    why: Text


@dataclass(frozen=True)
class Ratio:
    """A share of two claims, shown under every set of weights."""

    part: str
    whole: str
    title: Text


@dataclass(frozen=True)
class Settlement:
    """What is done about claims that contradict each other, and why.

    ``claims`` are those it settles. The other fields belong to one method each; the
    head of the parameter file says which.
    """

    name: str
    region: str
    method: str
    title: Text
    why: Text
    claims: tuple[str, ...]
    same: Mapping[str, str] = field(default_factory=dict)
    identities: tuple[Identity, ...] = ()
    weights: Mapping[str, WeightSet] = field(default_factory=dict)
    chosen: str = ""
    bounds: Mapping[str, tuple[Fraction | None, Fraction | None]] = field(
        default_factory=dict
    )
    ratios: tuple[Ratio, ...] = ()
    options: tuple[Option, ...] = ()
    probability_range: tuple[Fraction, ...] = ()
    corrected: Fraction | None = None
    witness: str = ""
    share: tuple[str, str] = ("", "")
    labels: Mapping[str, Labelled] = field(default_factory=dict)
    apart: Mapping[str, Instead] = field(default_factory=dict)
    differs: tuple[Identity, ...] = ()
    closes: tuple[Identity, ...] = ()

    @property
    def named(self) -> tuple[str, ...]:
        """Return every claim the judgement names, each once."""
        inside = [claim for one in self.identities for claim in one]
        inside += [claim for one in (*self.differs, *self.closes) for claim in one]
        inside += [claim for one in self.ratios for claim in (one.part, one.whole)]
        inside += [one.claim for one in self.options]
        inside += [c for one in self.labels.values() for c in (one.part, one.said)]
        inside += [one.of for one in self.labels.values()]
        inside += [claim for one in self.apart.values() for claim in one.claims]
        rest = [*self.apart, *self.same, *self.same.values(), *self.bounds]
        names = [*self.claims, *inside, *rest, self.witness, *self.share]
        spread = [name for one in self.weights.values() for name in one.spreads]
        return tuple(dict.fromkeys(n for n in [*names, *spread] if n not in ("", ALL)))
