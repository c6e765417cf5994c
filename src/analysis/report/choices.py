"""Counts the sources give twice: each is carried to the sentences, none is hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from analysis.language import number, rupiah_short, say
from analysis.report import frames

if TYPE_CHECKING:
    from analysis.model.projection import Results


class Choice(NamedTuple):
    """A group with several counts of members; ``counts`` begin with the central."""

    segment: str
    counts: tuple[float, ...]


def choice(results: Results) -> Choice | None:
    """Return the first group whose members are one of several counts, or None."""
    for slug, segment in results.scenario.segments.items():
        members = segment.members
        if members.kind == "choice":
            rest = [one for one in members.numbers if one != members.central]
            counts = tuple(float(one) for one in (members.central, *rest))
            return Choice(slug, counts)
    return None


def first_bills_idr(results: Results, found: Choice) -> list[float] | None:
    """Return the first bill under each count; None where a count does not scale it.

    ::

        bill + bill of the group x (count / central - 1)

    It holds while the group is not enlarged, no ceiling cuts and the APBD pays alone.
    """
    year, central = frames.first_year(results), found.counts[0]
    segment = results.scenario.segments[found.segment]
    enlarged = segment.path.kind != "hold" and frames.gate_year(results) == year
    cut = frames.at(results, "bridge_ceiling_idr", year) != 0
    shared = frames.at(results, "bridge_funders_idr", year) != 0
    if enlarged or cut or shared or not central:
        return None
    bill = frames.bill(results).loc[year]
    own = frames.at(results, "contributions_idr", year, segment=found.segment)
    return [bill + own * (count / central - 1) for count in found.counts]


def either(texts: list[str], lang: str) -> str:
    """Return ``a or b``."""
    return say(id=" atau ", en=" or ")[lang].join(texts)


def counts_words(counts: list[float], lang: str) -> str:
    """Return people as ``1,342 or 2,403``."""
    return either([number(count, lang) for count in counts], lang)


def bills_words(bills_idr: list[float], lang: str) -> str:
    """Return bills as ``Rp305.63 million or Rp547.26 million``."""
    return either([rupiah_short(bill, lang) for bill in bills_idr], lang)
