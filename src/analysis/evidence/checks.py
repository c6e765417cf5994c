"""Every closure check over the ledger: rules that know no city and no figure.

``closure.findings`` compares what a table declares; these rules look for themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from analysis.evidence.checks_counts import COUNT_RULES
from analysis.evidence.checks_dates import declared, weekdays
from analysis.evidence.checks_money import MONEY_RULES
from analysis.evidence.checks_shares import points_or_percent, shares
from analysis.evidence.facts import facts
from analysis.evidence.finding import DIFFERS, Finding, table
from analysis.evidence.ledger import ledger
from analysis.evidence.tables import read

Row = Mapping[str, str]


def check(
    rows: Sequence[Row], weekday_of: Mapping[str, str] | None = None
) -> list[Finding]:
    """Return every comparison the rules find among ledger rows, agreeing ones too.

    ``rows`` are rows of the ledger as text; ``weekday_of`` maps a claim to the weekday
    its source prints for the date of the claim.
    """
    published = facts(rows)
    found = [
        one for rule in (*COUNT_RULES, shares, *MONEY_RULES) for one in rule(published)
    ]
    found += points_or_percent(facts(rows, derived=True))
    found += weekdays(rows)
    found += declared({row["claim_id"]: row for row in rows}, weekday_of or {})
    return _once(found)


def _once(found: Iterable[Finding]) -> list[Finding]:
    seen = {
        (one.check, one.subject, frozenset(one.claims), one.printed): one
        for one in found
    }
    return list(seen.values())


def check_ledger(region: str | None = None) -> list[Finding]:
    """Return every comparison found in the ledger, of one region or of all."""
    frame = ledger().astype(str).replace("nan", "")
    if region is not None:
        frame = frame[frame["region"] == region]
    return check(frame.to_dict("records"), _printed_weekdays())


def _printed_weekdays() -> dict[str, str]:
    declared_ones = read("identities")
    chosen = declared_ones[declared_ones["kind"] == "weekday"]
    return dict(zip(chosen["left"], chosen["printed"], strict=True))


def alarms(found: Iterable[Finding]) -> list[Finding]:
    """Return the findings that differ by more than rounding explains."""
    return [one for one in found if one.verdict == DIFFERS]


def findings(region: str | None = None, lang: str | None = None) -> pd.DataFrame:
    """Return what ``check_ledger`` finds as a table, those that differ first."""
    return table(check_ledger(region), lang)


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
