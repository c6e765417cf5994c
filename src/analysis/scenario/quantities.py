"""Readers of numbers that may be exact, uncertain or taken from the ledger."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

from pydantic import PlainValidator

from analysis.errors import InputDataError
from analysis.evidence import ledger, settled
from analysis.language import Text, say
from analysis.quantity import Quantity, is_increasing
from analysis.scenario.fields import integer, number, scalar, suggest, within, wrong
from analysis.scenario.numerals import decimal
from analysis.scenario.yamltext import Branch, Items

WAYS: tuple[frozenset[str], ...] = (
    frozenset({"evidence", "as"}),
    frozenset({"median", "p10", "p90"}),
    frozenset({"normal"}),
    frozenset({"uniform"}),
    frozenset({"choice"}),
)
UNITS = {
    "share": {"share", "ratio"},
    "people": {"people"},
    "idr": {"idr"},
    "idr/month": {"idr/month", "idr/person/month"},
}
Reader = Callable[[Any], Fraction]
PRINTED = "printed"


def quantity(low: Any, high: Any, unit: str = "share") -> PlainValidator:
    """Return the reader of a Quantity between ``low`` and ``high``.

    ``unit``: share | people | idr | idr/month. People and rupiah are whole numbers;
    a figure of the ledger must have this unit.
    """
    whole = unit != "share"
    low, high = Fraction(low), Fraction(high)

    def bounded(value: Any) -> Fraction:
        found = _plain(value, whole)
        within(found, low, high)
        return found

    def read(value: Any) -> Quantity:
        if isinstance(value, Quantity):
            found = value
        elif isinstance(value, Branch) and "evidence" in value:
            found = _from_evidence(value, low, high, unit)
        elif isinstance(value, Branch):
            found = _spread(value, bounded, whole)
        else:
            found = Quantity("exact", (bounded(value),))
        return replace(found, low=low, high=high)

    return PlainValidator(read)


def known(value: str, low: Any, high: Any) -> Quantity:
    """Return the exact Quantity of a default."""
    return replace(Quantity.exact(value), low=Fraction(low), high=Fraction(high))


def evidence_value(claim_id: str, unit: str) -> Fraction:
    """Return the central value of a claim; raise the field's error if it cannot serve.

    A region's own facts are certain numbers.
    """
    return evidence(claim_id, unit).central


def evidence(claim_id: str, unit: str, *, printed: bool = False) -> Quantity:
    """Return what a claim is worth in ``unit``, with its uncertainty.

    What a judgement settled it to be; without one, even over what its rounding allows
    (exact where it has none, and for "more than"). With ``printed`` the figure exactly
    as its source prints it. Raises the field's error for a claim that is not known, in
    another unit, or held apart; InputDataError where there is no usable ledger.
    """
    claims = ledger.rows()
    try:
        value, claim = ledger.value(claim_id), claims[claim_id]
    except InputDataError as error:
        first = error.problems[0]
        raise wrong(first.rule, first.remedy) from None
    if claim["unit"] not in UNITS[unit]:
        raise _other_unit(claim["unit"], unit)
    if printed:
        return Quantity("exact", (value,))
    judged = settled.settled(claim_id)
    if judged is not None and judged.quantity is not None:
        return judged.quantity
    if judged is not None or claim["status"] in ("held apart", "rejected"):
        raise _not_used(claim_id, judged)
    return settled.as_rounded(claim_id)


def _not_used(claim_id: str, judged: settled.Settled | None) -> Exception:
    why = judged.why if judged else say(id="", en="")
    rule = say(
        id=f"Klaim ini disisihkan dalam buku bukti. {why['id']}".strip(),
        en=f"The ledger holds this claim apart. {why['en']}".strip(),
    )
    printed = f"{{evidence: {claim_id}, as: {PRINTED}}}"
    if judged is None or not judged.instead:
        return wrong(rule, _printed_remedy(printed))
    use = [f"{{evidence: {one}}}" for one in judged.instead]
    remedy = say(
        id=f"Penggantinya: {' dan '.join(use)}; angka tercetaknya: {printed}.",
        en=f"In its place stands {' and '.join(use)}; as printed it is {printed}.",
    )
    return wrong(rule, remedy)


def _printed_remedy(printed: str) -> Text:
    return say(
        id=f"Pakai klaim lain, atau angka tercetaknya: {printed}.",
        en=f"Use another claim, or the printed figure: {printed}.",
    )


def _other_unit(found: str, unit: str) -> Exception:
    rule = say(
        id=f"Klaim ini bersatuan {found}; di sini diperlukan {unit}.",
        en=f"The claim is in {found}; this key needs {unit}.",
    )
    remedy = say(
        id=f"Pakai klaim bersatuan {unit}, atau tulis angkanya.",
        en=f"Use a claim in {unit}, or write the number.",
    )
    return wrong(rule, remedy)


def _plain(value: Any, whole: bool) -> Fraction:
    return Fraction(integer(value)) if whole else number(value)


def _spread(branch: Branch, bounded: Reader, whole: bool) -> Quantity:
    way = next((way for way in WAYS if way & branch.keys()), None)
    if way is None or branch.keys() != way:
        raise _unknown_way(branch)
    if "median" in branch:
        return _percentiles(branch, bounded)
    if "choice" in branch:
        return _choice(branch["choice"], bounded)
    kind = next(iter(branch))
    first, second = _pair(branch[kind], kind)
    if kind == "normal":
        return _normal(bounded(first), number(second))  # an sd counts nobody
    return _uniform(bounded(first), bounded(second))


def _unknown_way(branch: Branch, key: str | None = None) -> Exception:
    rule = say(
        id="Angka adalah angka biasa atau salah satu dari {evidence: ID}, "
        "{evidence: ID, as: printed}, "
        "{median: x, p10: a, p90: b}, {normal: [rata-rata, simpangan]}, "
        "{uniform: [rendah, tinggi]}, {choice: [[nilai, peluang], ...]}.",
        en="A number is a plain number or one of {evidence: ID}, "
        "{evidence: ID, as: printed}, "
        "{median: x, p10: a, p90: b}, {normal: [mean, sd]}, "
        "{uniform: [low, high]}, {choice: [[value, probability], ...]}.",
    )
    names = sorted(set().union(*WAYS))
    unknown = [key] if key else [one for one in branch if one not in names]
    if unknown:
        return wrong(rule, suggest(unknown[0], names))
    remedy = say(
        id="Tulis tepat satu bentuk, dengan semua kuncinya.",
        en="Write exactly one form, with all of its keys.",
    )
    return wrong(rule, remedy)


def _from_evidence(
    branch: Branch, low: Fraction, high: Fraction, unit: str
) -> Quantity:
    if unknown := [key for key in branch if key not in ("evidence", "as")]:
        raise _unknown_way(branch, unknown[0])
    claim_id = scalar(branch["evidence"]).text
    found = evidence(claim_id, unit, printed=as_printed(branch))
    for value in found.numbers[:1] if found.kind == "normal" else found.numbers:
        within(value, low, high)
    return found


def as_printed(branch: Branch) -> bool:
    """Say whether an evidence branch asks for the printed figure."""
    if "as" not in branch:
        return False
    word = scalar(branch["as"]).text
    if word == PRINTED:
        return True
    rule = say(
        id="`as` hanya boleh `printed`: angka seperti tercetak.",
        en="`as` can only be `printed`: the figure as printed.",
    )
    remedy = say(
        id="Hapus `as` untuk memakai angka yang sudah diselesaikan.",
        en="Remove `as` to use the settled figure.",
    )
    raise wrong(rule, remedy)


def _pair(value: Any, kind: str) -> tuple[Any, Any]:
    if isinstance(value, Items) and len(value) == 2:
        return value[0], value[1]
    rule = say(
        id=f"`{kind}` memerlukan daftar berisi dua angka.",
        en=f"`{kind}` needs a list of two numbers.",
    )
    remedy = say(
        id=f"Tulis {{{kind}: [0.04, 0.06]}}", en=f"Write {{{kind}: [0.04, 0.06]}}"
    )
    raise wrong(rule, remedy)


def _percentiles(branch: Branch, bounded: Reader) -> Quantity:
    numbers = tuple(bounded(branch[key]) for key in ("p10", "median", "p90"))
    if is_increasing(numbers):
        return Quantity("percentiles", numbers)
    rule = say(
        id="p10 tidak boleh di atas median, dan median tidak boleh di atas p90.",
        en="p10 must not exceed the median, nor the median p90.",
    )
    raise wrong(rule, say(id="Urutkan angkanya.", en="Put the numbers in order."))


def _normal(mean: Fraction, sd: Fraction) -> Quantity:
    if sd >= 0:
        return Quantity("normal", (mean, sd))
    rule = say(
        id="Simpangan baku tidak boleh negatif.",
        en="A standard deviation must not be negative.",
    )
    raise wrong(rule, say(id="Tulis 0 atau lebih.", en="Write 0 or more."))


def _uniform(low: Fraction, high: Fraction) -> Quantity:
    if low <= high:
        return Quantity("uniform", (low, high))
    rule = say(
        id="Batas bawah tidak boleh di atas batas atas.",
        en="The low end must not exceed the high end.",
    )
    raise wrong(rule, say(id="Tukar kedua angka.", en="Swap the two numbers."))


def _choice(value: Any, bounded: Reader) -> Quantity:
    if not isinstance(value, Items) or not value:
        raise _choice_form()
    pairs = [_choice_pair(item) for item in value]
    values = tuple(bounded(first) for first, _ in pairs)
    weights = tuple(number(second) for _, second in pairs)
    for weight in weights:
        within(weight, 0, 1)
    if sum(weights) == 1:
        return Quantity("choice", values, weights)
    total = decimal(sum(weights, Fraction(0)))
    rule = say(
        id=f"Jumlah peluang harus tepat 1, bukan {total}.",
        en=f"The probabilities must add to exactly 1, not {total}.",
    )
    remedy = say(
        id="Sesuaikan satu peluang, misalnya 0.33, 0.33, 0.34.",
        en="Adjust one probability, for example 0.33, 0.33, 0.34.",
    )
    raise wrong(rule, remedy)


def _choice_pair(item: Any) -> tuple[Any, Any]:
    if isinstance(item, Items) and len(item) == 2:
        return item[0], item[1]
    raise _choice_form()


def _choice_form() -> Exception:
    rule = say(
        id="`choice` memerlukan daftar pasangan [nilai, peluang].",
        en="`choice` needs a list of pairs [value, probability].",
    )
    remedy = say(
        id="Tulis {choice: [[0.04, 0.5], [0.06, 0.5]]}",
        en="Write {choice: [[0.04, 0.5], [0.06, 0.5]]}",
    )
    return wrong(rule, remedy)
