"""What yellow cells must keep together, as the model demands of a scenario."""

from __future__ import annotations

from functools import reduce
from operator import add
from typing import TYPE_CHECKING

from analysis.language import Text, say
from analysis.report.live.entry import Tie

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analysis.report.live.expr import Live
    from analysis.report.live.inputs import Group, Inputs
    from analysis.report.live.paper import Book

_WHOLE = 1 + 1e-9  # shares that add to one, in binary


def tie(book: Book, inputs: Inputs) -> None:
    """Have members within the eligible, months in order, and leavers within all."""
    for group in inputs.groups:
        book.ties += [*_people(book, group), *_months(group), *_leavers(group)]


def _people(book: Book, group: Group) -> Iterator[Tie]:
    asked = {one.cell.text for one in book.entries}
    members, eligible = group.members, group.eligible
    is_asked = members.text in asked
    yield Tie(
        cell=members if is_asked else eligible,
        of=(members, eligible),
        holds=members <= eligible,
        words=_no_more(eligible) if is_asked else _no_less(members),
    )
    if group.of_people is not None:
        of = group.of_people
        yield Tie(of, (members, of), members <= of, _no_less(members))
    if not is_asked:  # a forecast starts from a share of the eligible
        yield Tie(eligible, (eligible,), eligible > 0, _ABOVE_ZERO)


def _months(group: Group) -> Iterator[Tie]:
    for first, last in [(group.first, group.last), *group.spans.values()]:
        yield Tie(first, (first, last), first <= last, _not_after(last))


def _leavers(group: Group) -> Iterator[Tie]:
    for shares in group.exits.values():
        if len(shares) > 1:
            summed = reduce(add, shares)
            yield Tie(shares[-1], tuple(shares), summed <= _WHOLE, _ALL_LEAVE)


def _name(cell: Live) -> str:
    return cell.text.rpartition("!")[2].replace("$", "")


def _no_more(eligible: Live) -> Text:
    name = _name(eligible)
    return say(
        id=f"paling banyak sebanyak yang memenuhi syarat, sel {name}",
        en=f"at most the number of eligible people, cell {name}",
    )


def _no_less(members: Live) -> Text:
    name = _name(members)
    return say(
        id=f"paling sedikit sebanyak pesertanya, sel {name}",
        en=f"at least the number of members, cell {name}",
    )


def _not_after(last: Live) -> Text:
    name = _name(last)
    return say(
        id=f"tidak sesudah bulan terakhir, sel {name}",
        en=f"not after the last month, cell {name}",
    )


_ABOVE_ZERO = say(id="lebih dari 0", en="above 0")
_ALL_LEAVE = say(
    id="bersama yang keluar lainnya pada tahun itu paling banyak 100%",
    en="at most 100% with the others that leave in that year",
)
