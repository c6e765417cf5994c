"""From the text of the judgements to settlements: every problem found, at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

from analysis.errors import InputDataError
from analysis.evidence import judgement_rules as rules
from analysis.evidence.judgement_values import (
    NO_TEXT,
    Place,
    both,
    identities,
    listed,
    mapping,
    number_of,
    text_of,
    tree,
)
from analysis.evidence.judgements import (
    ALL,
    BALANCE,
    CHOICE,
    HELD_APART,
    LABEL,
    LEAST_SETS,
    SPREADS,
    TYPING,
    Instead,
    Labelled,
    Option,
    Ratio,
    Settlement,
    Spread,
    WeightSet,
)

_COMMON = {"region", "title", "method", "why", "same"}
_KEYS = {
    BALANCE: {"identities", "weights", "chosen", "held_apart", "ratios", "bounds"},
    CHOICE: {"claims", "values", "range"},
    TYPING: {"claim", "corrected", "witness", "share"},
    LABEL: {"claims"},
    HELD_APART: {"claims", "differs", "closes"},
}


def parse_judgements(text: str) -> tuple[Settlement, ...]:
    """Return the settlements written in ``text``, in the order of the file.

    Raises InputDataError with everything that cannot be read.
    """
    place = Place()
    found = [
        _settlement(name, body, place.at(name))
        for name, body in mapping(tree(text), place).items()
        if isinstance(body, dict) or place.at(name).wrong(rules.MAPPING, body)
    ]
    _once(found, place)
    if place.problems:
        raise InputDataError(place.problems)
    return tuple(found)


def _settlement(name: str, body: dict[str, Any], place: Place) -> Settlement:
    method = text_of(body, "method", place)
    if method not in _KEYS:
        place.at("method").wrong(rules.UNKNOWN_METHOD, method)
        return Settlement(name, "", method, NO_TEXT, NO_TEXT, ())
    for key in body.keys() - _COMMON - _KEYS[method]:
        place.at(key).wrong(rules.UNKNOWN_KEY, key)
    same = body.get("same", {})
    return Settlement(
        name=name,
        region=text_of(body, "region", place),
        method=method,
        title=both(body.get("title"), place.at("title")),
        why=both(body.get("why"), place.at("why")),
        same=mapping(same, place.at("same")),
        **_READERS[method](body, place),
    )


def _balance(body: dict[str, Any], place: Place) -> dict[str, Any]:
    closing = identities(body.get("identities"), place.at("identities"))
    claims = tuple(dict.fromkeys(claim for one in closing for claim in one))
    within = place.at("weights")
    weights = {
        name: _weight_set(name, one, claims, within.at(name))
        for name, one in mapping(body.get("weights"), within).items()
    }
    if len(weights) < LEAST_SETS:
        within.wrong(rules.TOO_FEW_SETS, len(weights))
    chosen = text_of(body, "chosen", place)
    if chosen and chosen not in weights:
        place.at("chosen").wrong(rules.NOT_A_SET, chosen)
    return {
        "claims": claims,
        "identities": closing,
        "weights": weights,
        "chosen": chosen,
        "apart": dict(_held_apart(body.get("held_apart", {}), claims, place)),
        "ratios": tuple(_ratios(body.get("ratios", []), place.at("ratios"))),
        "bounds": dict(_bounds(body.get("bounds", {}), place.at("bounds"))),
    }


def _weight_set(
    name: str, body: Any, claims: tuple[str, ...], place: Place
) -> WeightSet:
    body = mapping(body, place)
    for key in body.keys() - {"reason", "sd"}:
        place.at(key).wrong(rules.UNKNOWN_KEY, key)
    within = place.at("sd")
    written = mapping(body.get("sd"), within)
    spreads = {key: _spread(one, within.at(key)) for key, one in written.items()}
    for claim in claims:
        if claim not in spreads and ALL not in spreads:
            within.at(claim).wrong(rules.WITHOUT_SD)
    for claim in spreads.keys() - {*claims, ALL}:
        within.at(claim).wrong(rules.NOT_SETTLED_HERE, claim)
    return WeightSet(name, both(body.get("reason"), place.at("reason")), spreads)


def _spread(value: Any, place: Place) -> Spread:
    if not isinstance(value, dict) or len(value) != 1 or not set(value) <= {*SPREADS}:
        place.wrong(rules.SPREAD, value)
        return Spread("absolute", Fraction(1))
    kind, size = next(iter(value.items()))
    spread = Spread(kind, number_of(size, place))
    if spread.size <= 0:
        place.wrong(rules.POSITIVE, size)
    return spread


def _held_apart(
    value: Any, claims: tuple[str, ...], place: Place
) -> Iterator[tuple[str, Instead]]:
    place = place.at("held_apart")
    for claim, body in mapping(value, place).items():
        here = place.at(claim)
        if claim not in claims:
            here.wrong(rules.NOT_SETTLED_HERE, claim)
        body = mapping(body, here)
        instead = tuple(listed(body.get("instead"), here.at("instead")))
        yield claim, Instead(instead, both(body.get("why"), here.at("why")))


def _ratios(value: Any, place: Place) -> Iterator[Ratio]:
    for number, body in enumerate(listed(value, place), 1):
        here = place.at(number)
        body = mapping(body, here)
        words = str(body.get("share", "")).split()
        if len(words) != 3 or words[1] != "/":
            here.at("share").wrong(rules.RATIO, body.get("share", ""))
            continue
        yield Ratio(words[0], words[2], both(body.get("title"), here.at("title")))


def _bounds(
    value: Any, place: Place
) -> Iterator[tuple[str, tuple[Fraction | None, Fraction | None]]]:
    for claim, pair in mapping(value, place).items():
        ends = listed(pair, place.at(claim))
        if len(ends) != 2:
            place.at(claim).wrong(rules.LIST, pair)
            continue
        low, high = (
            None if end in ("", "null") else number_of(end, place.at(claim))
            for end in ends
        )
        yield claim, (low, high)


def _choice(body: dict[str, Any], place: Place) -> dict[str, Any]:
    within = place.at("values")
    written = enumerate(listed(body.get("values"), within), 1)
    options = tuple(_option(one, within.at(number)) for number, one in written)
    odds = [one.probability for one in options]
    if sum(odds) != 1 or not all(0 <= one <= 1 for one in odds):
        within.wrong(rules.PROBABILITIES, ", ".join(f"{float(one):g}" for one in odds))
    place_of_range = place.at("range")
    ends = listed(body.get("range"), place_of_range)
    low_high = tuple(number_of(end, place_of_range) for end in ends)
    if len(low_high) != 2 or not odds or not _holds(*low_high, odds[0]):
        place_of_range.wrong(rules.PROBABILITY_RANGE, ", ".join(map(str, ends)))
    claims = tuple(listed(body.get("claims"), place.at("claims")))
    return {"claims": claims, "options": options, "probability_range": low_high}


def _holds(low: Fraction, high: Fraction, value: Fraction) -> bool:
    return 0 <= low <= value <= high <= 1


def _option(body: Any, place: Place) -> Option:
    body = mapping(body, place)
    if ("claim" in body) == ("value" in body):
        place.wrong(rules.OPTION)
    value = number_of(body["value"], place.at("value")) if "value" in body else None
    return Option(
        probability=number_of(body.get("probability"), place.at("probability")),
        reading=both(body.get("reading"), place.at("reading")),
        value=value,
        claim=body.get("claim", ""),
    )


def _typing(body: dict[str, Any], place: Place) -> dict[str, Any]:
    share = mapping(body.get("share", {}), place.at("share"))
    if not (body.get("witness") or share):
        place.wrong(rules.BACKED)
    part = text_of(share, "part", place.at("share")) if share else ""
    return {
        "claims": (text_of(body, "claim", place),),
        "corrected": number_of(body.get("corrected"), place.at("corrected")),
        "witness": body.get("witness", ""),
        "share": (text_of(share, "claim", place.at("share")) if share else "", part),
    }


def _label(body: dict[str, Any], place: Place) -> dict[str, Any]:
    within = place.at("claims")
    labels = {}
    for claim, one in mapping(body.get("claims"), within).items():
        here = within.at(claim)
        one = mapping(one, here)
        part, said, of = (text_of(one, key, here) for key in ("part", "said", "of"))
        labels[claim] = Labelled(part, said, of, one.get("complement") == "true")
    return {"claims": tuple(labels), "labels": labels}


def _apart(body: dict[str, Any], place: Place) -> dict[str, Any]:
    within = place.at("claims")
    apart = {
        claim: Instead(tuple(listed(ids, within.at(claim))), NO_TEXT)
        for claim, ids in mapping(body.get("claims"), within).items()
    }
    broken, kept = (
        identities(body.get(key, []), place.at(key)) for key in ("differs", "closes")
    )
    return {"claims": tuple(apart), "apart": apart, "differs": broken, "closes": kept}


_READERS: dict[str, Callable[[dict[str, Any], Place], dict[str, Any]]] = {
    BALANCE: _balance,
    CHOICE: _choice,
    TYPING: _typing,
    LABEL: _label,
    HELD_APART: _apart,
}


def _once(found: list[Settlement], place: Place) -> None:
    """Refuse a claim that two entries settle."""
    owner: dict[str, str] = {}
    for one in found:
        for claim in (*one.claims, *one.same):
            if owner.setdefault(claim, one.name) != one.name:
                place.at(one.name).wrong(rules.SETTLED_TWICE, claim)
