"""Balanced claims in a form tables, figures and sentences share."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.evidence import words
from analysis.language import number
from analysis.report.labels import claim_label

SMALL_P = 0.001
BY_SET = (
    *("statistic", "df", "p_value", "publishable", "chosen", "assumption"),
    "responsible",
)


def balanced_claims(region: str, lang: str) -> pd.DataFrame:
    """Return the balances of a region, one row a claim and set; empty without any."""
    from analysis.evidence.settlements import balances

    return balances(region, lang)


def verdicts(frame: pd.DataFrame) -> pd.DataFrame:
    """Return one row a settlement and set: its test and whether it is refused."""
    keys = ["settlement_id", "weights"]
    return frame.drop_duplicates(keys)[[*keys, *BY_SET]].reset_index(drop=True)


def responsible(rows: pd.DataFrame) -> list[str]:
    """Return the claims a refused set names as responsible; none where it is not."""
    return str(rows["responsible"].iloc[0]).split()


def claim_name(frame: pd.DataFrame, claim_id: str, lang: str) -> str:
    """Return what a claim counts, its id and the printed figure."""
    printed = frame.loc[frame["claim_id"] == claim_id, "printed"].iloc[0]
    shown = number(printed, lang, places(printed, whole=True))
    return f"{short_name(claim_id, lang)} {shown} [{claim_id}]"


def short_name(claim_id: str, lang: str) -> str:
    """Return what a claim counts, without ``all:`` where it counts everybody."""
    from analysis.evidence.ledger import claim

    return row_name(claim(claim_id), lang)


def row_name(row: Mapping[str, object], lang: str) -> str:
    """Return what a row of the ledger counts, in words."""
    concept, segment = str(row["concept"]), str(row["segment"])
    label = claim_label(row, lang)
    if concept == "members":
        return label
    group, _, what = label.partition(": ")
    if concept in words.CONCEPTS:
        what = words.CONCEPTS[concept][lang].removeprefix("the ")
    if segment in ("total", "apbd", "") or what.startswith(group):
        return what
    return f"{group}: {what}"


def places(value: float, *, whole: bool = False) -> int:
    """Return the decimals to show: one for a balanced count, none for a printed one."""
    if abs(value) < 1:
        return 4
    return 0 if whole and value == round(value) else 1


def p_words(p_value: float, lang: str) -> str:
    """Write a p-value: ``0.16``, or ``1.8e-11`` where it is small."""
    if p_value >= SMALL_P:
        return number(p_value, lang, 2)
    text = f"{p_value:.1e}"
    return text.replace(".", ",") if lang == "id" else text
