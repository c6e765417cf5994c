"""Which region is meant: by Kemendagri code, by BPS code or by name, never by guess.

199 of the 514 regions have another code at BPS than at Kemendagri, and 164 codes mean
one region here and another there. A plain code is Kemendagri's; a BPS code is taken
only where it is called one (``bps:7404``).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypedDict

from analysis.errors import Problem, ScenarioError
from analysis.evidence import tables
from analysis.language import Text
from analysis.scenario import region_texts as texts

_SYSTEM = re.compile(r"(bps|kemendagri)\s*:\s*(.*)", re.IGNORECASE | re.DOTALL)
_PLAIN, _CODE = re.compile(r"\d{4}"), re.compile(r"\d\d\.?\d\d")
_SHORT_FORMS = {"kab": "kabupaten", "kep": "kepulauan", "adm": "administrasi"}
_NEAREST, _FARTHEST = 3, 0.6  # shown at most; share of letters that may differ
_CODE_DIGITS = 4
_PART, _PART_LETTERS = 0.2, 4  # a name that holds the text is as near as this


class Bps(TypedDict):
    """A region in the BPS list of January 2018."""

    code: str
    name: str


@dataclass(frozen=True)
class Found:
    """The region that was meant; ``by`` is kemendagri, bps, name or old name."""

    code: str
    by: str

    @property
    def name(self) -> str:
        """Return the name of the region as Kemendagri writes it."""
        return codes()[self.code]


@cache
def codes() -> Mapping[str, str]:
    """Return the names of the 514 kabupaten and kota by Kemendagri code."""
    table = tables.read("regions")
    return dict(zip(table["region"], table["name"], strict=True))


@cache
def populations() -> Mapping[str, int]:
    """Return the people of the 514 kabupaten and kota by Kemendagri code."""
    table = tables.read("regions")
    return dict(zip(table["region"], map(int, table["population"]), strict=True))


@cache
def provinces() -> Mapping[str, str]:
    """Return the names of the 38 provinces by Kemendagri code."""
    table = tables.read("provinces")
    return dict(zip(table["province"], table["name"], strict=True))


@cache
def bps() -> Mapping[str, Bps]:
    """Return code and name at BPS (January 2018) by Kemendagri code."""
    table = tables.read("region_codes")
    columns = (table["region"], table["bps_code_2018"], table["bps_name_2018"])
    rows = zip(*columns, strict=True)
    return {region: {"code": code, "name": name} for region, code, name in rows}


@cache
def from_bps() -> Mapping[str, str]:
    """Return the Kemendagri code of each BPS code."""
    return {one["code"]: code for code, one in bps().items()}


def named(text: str) -> Found:
    """Return the region a user means by a code or a name.

    Raises ScenarioError with the candidates where there is none, or more than one.
    """
    found = _candidates(text)
    if len(found) == 1:
        return found[0]
    raise ScenarioError(Problem("region", "", text, *_no_one_region(text, found)))


def is_name_of(name: str, code: str) -> bool:
    """Say whether a region may be called by ``name``."""
    return code in [one.code for one in _by_name(name)]


def other_reading(found: Found) -> Found | None:
    """Return the region that has the code of ``found`` at BPS, if it is another."""
    other = from_bps().get(found.code)
    if other is None or other == found.code:
        return None
    return Found(other, "bps")


def refusal(text: str) -> tuple[Text, Text]:
    """Return rule and remedy for what is not the code a file needs.

    A file holds the Kemendagri code as four digits; what else names a region is
    answered with the code to write.
    """
    found = _candidates(text)
    if len(found) == 1:
        return texts.write_code(found[0].code, found[0].name)
    told = _no_one_region(text, found)
    return told if _PLAIN.fullmatch(text) else texts.in_file(told)


def province_named(text: str) -> str | None:
    """Return the code of the province a text names, None if it names none.

    A name that kabupaten or kota have too (Gorontalo) is theirs, unless it is
    written ``provinsi Gorontalo``.
    """
    wanted = text.strip()
    if wanted in provinces():
        return wanted
    key = _key(wanted)
    plain = key.removeprefix("provinsi")
    by_name = {_key(name): code for code, name in provinces().items()}
    if key == plain and _by_name(wanted):
        return None
    return by_name.get(plain)


def nearest(wanted: str, limit: int = _NEAREST) -> list[tuple[str, str]]:
    """Return code and name of the regions nearest to a code or a name."""
    from rapidfuzz.distance import OSA, Prefix

    key = _key(wanted)

    def far(item: tuple[str, str]) -> tuple[float, float, str]:
        code, name = item
        if key.isdigit():
            apart = OSA.distance(key, code) / _CODE_DIGITS / 2  # never too far
            return apart, -Prefix.similarity(key, code), code
        distances = [OSA.normalized_distance(key, one) for one in _keys_of(name)]
        part = _PART if len(key) >= _PART_LETTERS and key in _key(name) else 1.0
        return min(part, *distances), distances[0], code

    ordered = sorted(codes().items(), key=far)[:limit]
    return [item for item in ordered if far(item)[0] <= _FARTHEST]


def _candidates(text: str) -> list[Found]:
    """Return every region that ``text`` can mean."""
    system, wanted = _system(text)
    if _CODE.fullmatch(wanted):
        return _by_code(wanted.replace(".", ""), system)
    return [] if system else _by_name(wanted)


def _system(text: str) -> tuple[str, str]:
    match = _SYSTEM.fullmatch(text.strip())
    return (match[1].lower(), match[2].strip()) if match else ("", text.strip())


def _by_code(code: str, system: str) -> list[Found]:
    if system == "bps":
        return [Found(from_bps()[code], "bps")] if code in from_bps() else []
    return [Found(code, "kemendagri")] if code in codes() else []


def _by_name(text: str) -> list[Found]:
    by = "name" if _key(text) in _names() else "old name"
    known = _names() if by == "name" else _old_names()
    return [Found(code, by) for code in known.get(_key(text), ())]


def _no_one_region(text: str, found: Iterable[Found]) -> tuple[Text, Text]:
    several = [(one.code, one.name) for one in found]
    system, wanted = _system(text)
    code = wanted.replace(".", "")
    if several:
        return texts.several(several)
    if system == "bps":
        return texts.no_bps_code((from_bps()[one], one) for one in _near_bps(code))
    if _CODE.fullmatch(wanted) and code in from_bps():
        own = from_bps()[code]
        return texts.only_bps(code, own, codes()[own])
    if province := province_named(text):
        return texts.is_province(province, provinces()[province])
    return texts.no_region(nearest(wanted))


def _near_bps(code: str) -> list[str]:
    from rapidfuzz.distance import OSA, Prefix

    def far(one: str) -> tuple[int, int, str]:
        return OSA.distance(code, one), -Prefix.similarity(code, one), one

    return sorted(from_bps(), key=far)[:_NEAREST]


@cache
def _names() -> Mapping[str, tuple[str, ...]]:
    return _index((name, code) for code, name in codes().items())


@cache
def _old_names() -> Mapping[str, tuple[str, ...]]:
    """Return the regions by the names BPS used in 2018 where they differ."""
    old = _index((one["name"], code) for code, one in bps().items())
    return {key: found for key, found in old.items() if key not in _names()}


def _index(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found = defaultdict(list)
    for name, code in pairs:
        for key in _keys_of(name):
            found[key].append(code)
    return {key: tuple(sorted(known)) for key, known in found.items()}


@cache
def _keys_of(name: str) -> tuple[str, ...]:
    """Return how a name may be written: whole, without its kind, its kind last."""
    kind, *rest = _words(name)
    own = "".join(rest[rest[:1] == ["administrasi"] :])
    ways = (_key(name), own, kind + own, own + kind)
    return tuple(dict.fromkeys(ways))


def _key(name: str) -> str:
    """Return a name in small letters without blanks, ``Kab.`` and its like in full."""
    return "".join(_words(name))


def _words(name: str) -> list[str]:
    words = re.findall(r"[a-z0-9]+", name.lower())
    return [_SHORT_FORMS.get(word, word) for word in words]
