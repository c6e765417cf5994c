"""Every closure check over the ledger: rules that know no city and no figure.

Each rule looks for figures that should agree by what they are about (region, source,
date, concept, segment, period) and compares them as intervals, so that rounding raises
no alarm. The work grows with the number of figures, not with its square.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache

from analysis.evidence.book import Book
from analysis.evidence.checks_claims import claims
from analysis.evidence.checks_counts import identities, parts_above_wholes
from analysis.evidence.checks_dates import weekdays
from analysis.evidence.checks_growth import growth
from analysis.evidence.checks_money import budgets, member_months
from analysis.evidence.checks_ratios import ratios
from analysis.evidence.checks_same import same_facts, series
from analysis.evidence.checks_shares import shares
from analysis.evidence.checks_sums import sums
from analysis.evidence.facts import facts
from analysis.evidence.finding import DIFFERS, Finding
from analysis.evidence.ledger import ledger

Row = Mapping[str, str]
RULES: tuple[Callable[[Book], Iterator[Finding]], ...] = (
    sums,
    identities,
    parts_above_wholes,
    shares,
    budgets,
    member_months,
    claims,
    ratios,
    growth,
    same_facts,
    series,
)
# what one check says where the other does: the other already names these figures
WEAKER = ("same fact", "series break", "one digit apart", "share of another date")


def check(rows: Sequence[Row]) -> list[Finding]:
    """Return every comparison the rules find among ledger rows, agreeing ones too.

    ``rows`` are rows of the ledger as text.
    """
    book = Book(facts(rows))
    found = [one for rule in RULES for one in rule(book)]
    found += weekdays(rows)
    return _not_implied(_once(found))


def _once(found: Iterable[Finding]) -> list[Finding]:
    seen: dict[tuple, Finding] = {}
    for one in found:
        named = frozenset(one.claims)
        key = (one.check, one.subject, named, one.printed)
        seen.setdefault(("weaker", named) if one.check in WEAKER else key, one)
    return list(seen.values())


def _not_implied(found: Sequence[Finding]) -> list[Finding]:
    """Leave out a weaker finding whose figures a stronger finding already names.

    Stronger is a contradiction, or a flow that explains the change of a stock.
    """
    stronger: dict[str, list[frozenset[str]]] = {}
    for one in found:
        if one.verdict == DIFFERS or one.check == "stock and flow":
            for claim in one.claims if one.check not in WEAKER else ():
                stronger.setdefault(claim, []).append(frozenset(one.claims))
    return [
        one
        for one in found
        if one.check not in WEAKER
        or not any(
            claims.issuperset(one.claims) for claims in stronger.get(one.subject, ())
        )
    ]


def check_ledger(region: str | None = None) -> list[Finding]:
    """Return every comparison found in the ledger, of one region or of all."""
    found = _checked()
    return [one for one in found if region is None or one.region == region]


@cache
def _checked() -> tuple[Finding, ...]:
    """The whole ledger: tariffs and benefits of one region are used in others."""
    frame = ledger().astype(str).replace("nan", "")
    return tuple(check(frame.to_dict("records")))


def alarms(found: Iterable[Finding]) -> list[Finding]:
    """Return the findings that differ by more than rounding explains."""
    return [one for one in found if one.verdict == DIFFERS]


def false_alarms(
    found: Iterable[Finding], consistent: Iterable[str]
) -> tuple[float, list[Finding]]:
    """Return the share of ``consistent`` claims that raise an alarm, and the alarms.

    A claim raises one where it is the figure that is checked and differs.
    ``consistent`` are claims someone looked at and found to agree with the rest.
    """
    marked = set(consistent)
    wrong = [one for one in alarms(found) if one.subject in marked]
    return len({one.subject for one in wrong}) / max(1, len(marked)), wrong
