"""The ledger: one row a published figure, found by its id, read exactly."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from fractions import Fraction
from functools import cache

import pandas as pd

from analysis.errors import InputDataError, Problem
from analysis.evidence.nearest import nearest
from analysis.evidence.tables import built, read
from analysis.language import say

FILE = "data/processed/ledger.csv"


def ledger() -> pd.DataFrame:
    """Return every claim: one published figure a row, as the codebook describes it."""
    return read("ledger")


def claim(claim_id: str) -> pd.Series:
    """Return one row of the ledger.

    Raises InputDataError naming the nearest ids where there is none.
    """
    row = _rows().get(claim_id)
    if row is None:
        raise InputDataError(_unknown(claim_id))
    return pd.Series(row, name=claim_id, dtype="str")


def value(claim_id: str) -> Fraction:
    """Return the figure of a claim, exactly as the source prints it.

    Raises InputDataError where there is no such claim, or it has no figure.
    """
    row = _rows().get(claim_id)
    if row is None:
        raise InputDataError(_unknown(claim_id))
    if not row["value"]:
        raise InputDataError(_without_figure(claim_id, row["quote"]))
    return Fraction(row["value"])


def rows() -> Mapping[str, Mapping[str, str]]:
    """Return every row of the ledger as the text of its cells, by claim id."""
    return _rows()


@cache
def _rows() -> dict[str, dict[str, str]]:
    text = io.StringIO(built("ledger").decode("utf-8"), newline="")
    return {row["claim_id"]: row for row in csv.DictReader(text)}


def _unknown(claim_id: str) -> Problem:
    near = ", ".join(nearest(claim_id, _rows())) or "-"
    rule = say(id="Tidak ada klaim dengan penanda ini.", en="No claim has this id.")
    remedy = say(id=f"Yang terdekat: {near}.", en=f"Nearest: {near}.")
    return Problem(FILE, "claim_id", claim_id, rule, remedy)


def _without_figure(claim_id: str, quote: str) -> Problem:
    rule = say(id="Klaim ini tidak memuat angka.", en="This claim holds no figure.")
    remedy = say(
        id="Pakai klaim lain, atau tulis angka sendiri sebagai anggapan.",
        en="Use another claim, or write a number of your own as an assumption.",
    )
    return Problem(FILE, claim_id, quote, rule, remedy)
