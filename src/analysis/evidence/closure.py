"""Do the published figures agree with each other? Small functions that compute it.

Which figures should agree is declared in ``data/raw/identities.csv``; the numbers come
from the ledger, so nothing is typed in twice.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from fractions import Fraction

import pandas as pd

from analysis import language
from analysis.evidence import ledger
from analysis.evidence.tables import read
from analysis.language import LANGUAGES, say

COLUMNS = (
    "finding_id",
    "region",
    "statement",
    "expected",
    "printed",
    "difference",
    "claim_ids",
    "settlement",
    "verdict",
)
AGREES, DIFFERS, COMPUTED = "agrees", "differs", "computed"
WEEKDAYS_ID = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
WEEKDAYS_EN = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)


def segment_sum(claim_ids: Sequence[str]) -> Fraction:
    """Return the sum of the figures of ``claim_ids``, exactly; ``-S022`` is subtracted.

    Raises InputDataError for an id that is not in the ledger.
    """
    return sum((_signed(claim) for claim in claim_ids), Fraction(0))


def _signed(token: str) -> Fraction:
    return -_number(token[1:]) if token.startswith("-") else _number(token)


def _number(token: str) -> Fraction:
    """Return the figure of a claim, or the number itself where a number is written."""
    return Fraction(token) if token.isdigit() else ledger.value(token)


def product(claim_ids: Sequence[str]) -> Fraction:
    """Return the product of the figures of ``claim_ids``, such as people x tariff."""
    return math.prod((_number(claim) for claim in claim_ids), start=Fraction(1))


def member_months(contributions_idr: Fraction, tariff_idr_m: Fraction) -> Fraction:
    """Return the member-months that contributions pay at one tariff::

    member_months = contributions_idr / tariff_idr_m
    """
    return Fraction(contributions_idr) / Fraction(tariff_idr_m)


def claim_ratio(claims_idr: Fraction, contributions_idr: Fraction) -> Fraction:
    """Return claims over contributions of the same group and period."""
    return Fraction(claims_idr) / Fraction(contributions_idr)


def coverage_by_denominator(
    covered_id: str, denominator_ids: Sequence[str]
) -> pd.DataFrame:
    """Return the coverage rate of one count of members under several denominators.

    Columns: ``denominator_id``, ``concept`` and ``denominator`` (people) of each,
    ``coverage_rate`` (0-1) and ``gap_rate`` = 1 - coverage_rate.
    """
    covered = ledger.value(covered_id)
    rows = []
    for claim_id in denominator_ids:
        people = ledger.value(claim_id)
        rate = float(covered / people)
        concept = ledger.claim(claim_id)["concept"]
        rows.append((claim_id, concept, int(people), rate, 1 - rate))
    names = ["denominator_id", "concept", "denominator", "coverage_rate", "gap_rate"]
    return pd.DataFrame(rows, columns=names)


def weekday(date: str, lang: str = "en") -> str:
    """Return the name of the weekday of an ISO date, in Indonesian or English."""
    names = WEEKDAYS_ID if lang == "id" else WEEKDAYS_EN
    return names[dt.date.fromisoformat(date).weekday()]


def findings(region: str | None = None, lang: str | None = None) -> pd.DataFrame:
    """Return what the published figures of ``region`` say about each other.

    One row an identity of the table ``identities`` (all regions where ``region`` is
    None). ``expected`` is computed from the ledger and ``printed`` is what the source
    says (NaN where it says nothing), ``difference`` = printed - expected; for weekdays
    they are names and the difference is empty. ``statement`` and ``settlement`` are
    sentences in ``lang``, without it in both languages. ``verdict`` is ``agrees`` (as
    far as the source rounds), ``differs``, or ``computed`` where nothing is printed;
    rows that differ come first.
    """
    table = read("identities")
    if region is not None:
        table = table[table["region"] == region]
    rows = [_finding(row, lang) for _, row in table.iterrows()]
    rows.sort(key=lambda row: (DIFFERS, COMPUTED, AGREES).index(row[-1]))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _finding(row: Mapping[str, str], lang: str | None) -> tuple:
    compared = _compared_dates if row["kind"] == "weekday" else _compared_numbers
    expected, printed, difference, verdict, shown = compared(row)
    texts = [
        say(
            **{
                one: row[f"{part}_{one}"].format(*shown[one][0], **shown[one][1])
                for one in LANGUAGES
            }
        )
        for part in ("statement", "settlement")
    ]
    statement, settlement = (text if lang is None else text[lang] for text in texts)
    return (
        row["finding_id"],
        row["region"],
        statement,
        expected,
        printed,
        difference,
        " ".join(_claims(row)),
        settlement,
        verdict,
    )


def _claims(row: Mapping[str, str]) -> list[str]:
    cells = [row["left"], row["right"]]
    if row["kind"] != "weekday":
        cells.append(row["printed"].replace("+", " "))
    tokens = [token.lstrip("-") for token in " ".join(cells).split()]
    return [token for token in tokens if not token.isdigit()]


def _compared_dates(row: Mapping[str, str]) -> tuple:
    date = ledger.claim(row["left"])["as_of"]
    expected, printed = weekday(date, "id"), row["printed"]
    in_english = dict(zip(WEEKDAYS_ID, WEEKDAYS_EN, strict=True))
    shown = {}
    for lang in LANGUAGES:
        said = printed if lang == "id" else f"{printed} ({in_english[printed]})"
        day = language.day(dt.date.fromisoformat(date), lang)
        words = {"expected": weekday(date, lang), "printed": said, "date": day}
        shown[lang] = ((), words)
    verdict = AGREES if expected == printed else DIFFERS
    return expected, printed, "", verdict, shown


def _compared_numbers(row: Mapping[str, str]) -> tuple:
    expected, form = _expected(row), row["format"]
    printed = segment_sum(row["printed"].split("+")) if row["printed"] else None
    difference = None if printed is None else printed - expected
    verdict = COMPUTED
    if difference is not None:
        close = abs(difference) <= _tolerance(row["printed"])
        verdict = AGREES if close else DIFFERS
    shown = {}
    for lang in LANGUAGES:
        tokens = f"{row['left']} {row['right']}".split()
        numbers = [_operand(token.lstrip("-"), lang) for token in tokens]
        words = {
            "expected": _shown(expected, form, lang),
            "printed": _shown(printed, form, lang),
            "difference": _shown(difference, form, lang),
        }
        shown[lang] = (numbers, words)
    return float(expected), _float(printed), _float(difference), verdict, shown


def _expected(row: Mapping[str, str]) -> Fraction:
    left = row["left"].split()
    if row["kind"] == "product":
        return product(left)
    total = segment_sum(left)
    return total / product(row["right"].split()) if row["kind"] == "quotient" else total


def _tolerance(printed: str) -> Fraction:
    """Return half of the last place the source rounded to, 0 for whole numbers."""
    rounding = "1" if "+" in printed else ledger.claim(printed)["rounding"]
    step = Fraction(rounding) if rounding[:1].isdigit() else Fraction(1)
    return Fraction(0) if step == 1 else step / 2


def _float(number: Fraction | None) -> float:
    return math.nan if number is None else float(number)


def _operand(token: str, lang: str) -> str:
    if token.isdigit():
        return language.number(int(token), lang)
    is_money = ledger.claim(token)["unit"].startswith("idr")
    return _shown(ledger.value(token), "idr" if is_money else "people", lang)


def _shown(number: Fraction | None, form: str, lang: str) -> str:
    if number is None:
        return "-"
    if form == "idr":
        return language.rupiah(float(number), lang)
    if form == "share":
        return language.percent(float(number), lang, 2)
    decimals = {"months": 2, "ratio": 4}.get(form, 0)
    return language.number(float(number), lang, decimals)
