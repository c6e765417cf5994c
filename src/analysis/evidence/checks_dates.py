"""Is the weekday a source prints the weekday of the date it prints?"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence

from analysis.evidence.finding import AGREES, DIFFERS, Finding
from analysis.language import day, say

WEEKDAYS = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": (
        *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"),
        *("Saturday", "Sunday"),
    ),
}
MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)
_DAY = rf"(?P<day>{'|'.join(WEEKDAYS['id'])})(?:\s+(?:siang|pagi|sore|malam))?"
_NUMBERS = re.compile(
    rf"\b{_DAY},?\s*\(?(?P<d>\d{{1,2}})/(?P<m>\d{{1,2}})(?:/(?P<y>\d{{4}}))?",
    re.IGNORECASE,
)
_WORDS = re.compile(
    rf"\b{_DAY},?\s*(?P<d>\d{{1,2}})\s+(?P<m>{'|'.join(MONTHS)})(?:\s+(?P<y>\d{{4}}))?",
    re.IGNORECASE,
)


def weekdays(rows: Sequence[Mapping[str, str]]) -> Iterator[Finding]:
    """Yield each weekday a quote prints beside the weekday of its date.

    ``rows`` are ledger rows. A date without a year takes that of the row.
    """
    for row in rows:
        words = row["quote"]
        for found in (*_NUMBERS.finditer(words), *_WORDS.finditer(words)):
            date = _date(found, row["as_of"])
            if date:
                yield _compared(row, found["day"].capitalize(), date)


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
    number = date.weekday()
    expected = WEEKDAYS["id"][number]
    english = WEEKDAYS["en"][WEEKDAYS["id"].index(printed)]
    claim = f"[{row['claim_id']}]"
    statement = say(
        id=f"Sumber menulis {printed}, {day(date, 'id')} {claim}; tanggal itu hari "
        f"{expected}.",
        en=f"The source prints {printed} ({english}) for {day(date, 'en')} {claim}; "
        f"that day was a {WEEKDAYS['en'][number]}.",
    )
    settlement = say(
        id="Tanggal juga klaim: hari atau tanggalnya salah ketik. Jangan bergantung "
        "pada hari yang tepat.",
        en="A date is a claim too: the weekday or the date is mistyped. Do not rely on "
        "the exact day.",
    )
    if expected == printed:
        settlement = say(id="Tanggalnya diterima.", en="The date is accepted.")
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
