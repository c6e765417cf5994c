"""What a claim is worth once figures that contradict each other are settled.

Light: it reads the table ``settlements``, which ``iuran data`` computes and checks
(``settlement_rows``). A claim that no judgement settles is read as its source rounds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

import pandas as pd

from analysis import language
from analysis.evidence import ledger, tables
from analysis.evidence.judgements import CHOICE
from analysis.evidence.rounded import half_step, is_whole
from analysis.language import Text, say
from analysis.quantity import Quantity

COLUMNS = (
    *("settlement_id", "claim_id", "concept", "printed", "settled", "sd"),
    *("adjustment", "adjustment_share", "z", "method", "weights", "alternatives"),
    "why",
)
METHODS: dict[str, Text] = {
    "balance": say(id="kuadrat terkecil", en="least squares"),
    "choice": say(id="pilihan nilai", en="choice of values"),
    "typing": say(id="salah ketik", en="typing error"),
    "label": say(id="label penyebut", en="denominator label"),
    "held apart": say(id="disisihkan", en="held apart"),
}
_WORDS: dict[str, Text] = {
    "weights": say(id="bobot {label}", en="weights {label}"),
    "refused": say(id="bobot {label}, ditolak", en="weights {label}, refused"),
    "typing": say(id="berjarak {label} salah ketik", en="{label} typing errors away"),
    "choice": say(id="peluang {label}", en="probability {label}"),
    "of": say(id="dari {label}", en="of {label}"),
    "not-of": say(id="seandainya dari {label}", en="if it were of {label}"),
    "claim": say(id="pakai {label}", en="use {label}"),
}


@dataclass(frozen=True)
class Alternative:
    """Another reading of a claim: of which kind, its name or size, its value."""

    kind: str
    label: str
    value: Fraction

    def words(self, lang: str = "en") -> str:
        """Return it as ``29,736 (2 typing errors away)``."""
        label = self.label
        if lang == "id" and self.kind == "choice":
            label = label.replace(".", ",")
        return (
            f"{shown(self.value, lang)} ({_WORDS[self.kind][lang].format(label=label)})"
        )


@dataclass(frozen=True)
class Settled:
    """A settled claim. ``quantity`` is None where it is held apart.

    ``alternatives`` are other readings; for a claim held apart, the claims that stand
    in its place.
    """

    claim_id: str
    settlement_id: str
    method: str
    quantity: Quantity | None
    printed: Fraction
    alternatives: tuple[Alternative, ...]
    why: Text
    weights: str = ""

    @property
    def instead(self) -> tuple[str, ...]:
        """Return the claims that stand in the place of one held apart."""
        return tuple(one.label for one in self.alternatives if one.kind == "claim")


def settled(claim_id: str) -> Settled | None:
    """Return what a judgement made of a claim, None where there is no judgement."""
    return _settled().get(claim_id)


@cache
def _settled() -> dict[str, Settled]:
    frame = tables.read("settlements")
    return {row["claim_id"]: _row(row) for row in frame.to_dict("records")}


def _row(row: dict) -> Settled:
    return Settled(
        claim_id=row["claim_id"],
        settlement_id=row["settlement_id"],
        method=row["method"],
        quantity=_quantity(row["value"]) if row["value"] else None,
        printed=ledger.value(row["claim_id"]),
        alternatives=tuple(_alternatives(row["alternatives"])),
        why=say(id=row["why_id"], en=row["why_en"]),
        weights=row["weights"],
    )


def _quantity(text: str) -> Quantity:
    """Return the quantity written as ``normal 1530 14.9``."""
    kind, *words = text.split()
    numbers = [Fraction(word) for word in words]
    if kind == "choice":
        return Quantity(kind, tuple(numbers[::2]), tuple(numbers[1::2]))
    return Quantity(kind, tuple(numbers))


def _alternatives(text: str) -> Iterator[Alternative]:
    for word in text.split():
        kind, label, value = word.split(":")
        yield Alternative(kind, label, Fraction(value))


def as_rounded(claim_id: str) -> Quantity:
    """Return a claim as its source rounds it: even around the print, or exact.

    "More than x" is x: no source says how much more. People and rupiah keep whole
    ends, shares stay within 0-1.
    """
    value, row = ledger.value(claim_id), ledger.rows()[claim_id]
    half = half_step(row)
    if is_whole(row["unit"]):
        half = Fraction(half // 1)
    elif row["unit"] == "share":
        half = max(min(half, value, 1 - value), Fraction(0))
    if not half:
        return Quantity("exact", (value,))
    return Quantity("uniform", (value - half, value + half))


def table(region: str | None = None, lang: str = "en") -> pd.DataFrame:
    """Return every settled claim of ``region`` (None: all) as people read it.

    ``settled`` (the most probable value of a choice), ``sd`` and ``adjustment`` are in
    the unit of the claim, NaN where it is held apart; a choice adjusts nothing.
    ``adjustment_share`` is 0-1 of the print and ``z`` the adjustment over its own sd.
    ``alternatives``, ``method`` and ``why`` are words in ``lang``.
    """
    frame = tables.read("settlements")
    if region is not None:
        frame = frame[frame["region"] == region].reset_index(drop=True)
    known = ledger.rows()
    moved = (frame["settled"] - frame["printed"]).where(frame["method"] != CHOICE)
    printed = frame["printed"].abs().where(frame["printed"] != 0)
    frame = frame.assign(
        concept=[known[claim]["concept"] for claim in frame["claim_id"]],
        adjustment=moved,
        adjustment_share=moved / printed,
        method=[METHODS[one][lang] for one in frame["method"]],
        alternatives=[
            "; ".join(one.words(lang) for one in _alternatives(text))
            for text in frame["alternatives"]
        ],
        why=frame[f"why_{lang}"],
    )
    return frame[[*COLUMNS]]


def words(one: Settled, lang: str = "en") -> str:
    """Return in words what was done with a claim, and the other readings."""
    method = METHODS[one.method][lang]
    weights = _WORDS["weights"][lang].format(label=one.weights) if one.weights else ""
    how = ", ".join(part for part in (method, weights) if part)
    word = say(id="penyelesaian", en="settlement")[lang]
    parts = [f"{word} {one.settlement_id}: {how}", _value(one, lang)]
    if others := [other for other in one.alternatives if other.kind in _OTHERS]:
        label = say(id="bacaan lain", en="other readings")[lang]
        parts.append(f"{label} {', '.join(other.words(lang) for other in others)}")
    return "; ".join(part for part in parts if part)


_OTHERS = ("weights", "refused", "typing", "not-of")


def _value(one: Settled, lang: str) -> str:
    """Return the settled value in words; empty where it is held apart."""
    found = one.quantity
    if found is None:
        return ""
    if found.kind == "normal":
        sd = say(id="simpangan baku", en="sd")[lang]
        return f"{shown(found.numbers[0], lang)} ({sd} {shown(found.numbers[1], lang)})"
    said = [o.words(lang) for o in one.alternatives if o.kind in ("choice", "of")]
    either = say(id=" atau ", en=" or ")[lang]
    return either.join(said) or shown(found.central, lang)


def shown(value: Fraction, lang: str = "en") -> str:
    """Return a figure with the decimals it has, at most one above 100, else four."""
    most = 1 if abs(value) >= 100 else 4
    places = next(n for n in range(most + 1) if n == most or (value * 10**n) % 1 == 0)
    return language.number(float(value), lang, places)
