"""Is the weekday a source prints the weekday of the date it prints?"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence

from analysis.evidence.finding import AGREES, DIFFERS, Finding
from analysis.language import say

WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)
_DAY = rf"(?P<day>{'|'.join(WEEKDAYS)})(?:\s+(?:siang|pagi|sore|malam))?"
_NUMBERS = re.compile(
    rf"\b{_DAY},?\s*\(?(?P<d>\d{{1,2}})/(?P<m>\d{{1,2}})(?:/(?P<y>\d{{4}}))?",
    re.IGNORECASE,
)
_WORDS = re.compile(
    rf"\b{_DAY},?\s*(?P<d>\d{{1,2}})\s+(?P<m>{'|'.join(MONTHS)})(?:\s+(?P<y>\d{{4}}))?",
    re.IGNORECASE,
)


def weekdays(rows: Sequence[Mapping[str, str]]) -> Iterator[Finding]:
    """Yield each printed weekday beside the weekday of its date.

    ``rows`` are ledger rows, with the words of the source in ``quote`` and ``note``. A
    date without a year takes that of the row. Also rows ``(claim, weekday)`` of the
    table of identities, for which the row's own date counts: see ``declared``.
    """
    for row in rows:
        words = f"{row['quote']} {row['note']}"
        for found in (*_NUMBERS.finditer(words), *_WORDS.finditer(words)):
            date = _date(found, row["as_of"])
            if date:
                yield _compared(row, found["day"].capitalize(), date)


def declared(
    rows: Mapping[str, Mapping[str, str]], printed: Mapping[str, str]
) -> Iterator[Finding]:
    """Yield the weekday a source prints for the date of a claim: claim id -> word."""
    for claim_id, word in printed.items():
        if claim_id in rows:
            date = dt.date.fromisoformat(rows[claim_id]["as_of"])
            yield _compared(rows[claim_id], word, date)


def _date(found: re.Match[str], as_of: str) -> dt.date | None:
    month = found["m"]
    number = int(month) if month.isdigit() else _month(month)
    try:
        return dt.date(int(found["y"] or as_of[:4]), number, int(found["d"]))
    except ValueError:
        return None  # no such day: the words held no date


def _month(word: str) -> int:
    return [month.lower() for month in MONTHS].index(word.lower()) + 1


def _compared(row: Mapping[str, str], printed: str, date: dt.date) -> Finding:
    expected = WEEKDAYS[date.weekday()]
    statement = say(
        id=f"{row['claim_id']}: {date.isoformat()} adalah {expected}; tercetak "
        f"{printed}.",
        en=f"{row['claim_id']}: {date.isoformat()} is a {date:%A}; printed is "
        f"{printed}.",
    )
    settlement = say(
        id="Tanggal juga klaim: hari atau tanggalnya salah.",
        en="A date is a claim too: the weekday or the date is wrong.",
    )
    return Finding(
        check="weekday",
        region=row["region"],
        subject=row["claim_id"],
        claims=(row["claim_id"],),
        expected=expected,
        printed=printed,
        verdict=AGREES if expected == printed else DIFFERS,
        statement=statement,
        settlement=settlement,
    )
