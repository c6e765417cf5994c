"""The regulations a basis cites, and what is known of each: title, gazette, days."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from analysis.language import Text, day, say
from analysis.law import nodes
from analysis.law.rules import Place

_NAME = (
    r"UUD 1945|RPJMN \d{4}-\d{4}|RKP \d{4}|SE Mendagri [\d.]+/\d+/SJ"
    r"|PMK \d+/PMK\.\d+/\d{4}"
    r"|(?:UU|PP|Perpres|Inpres|Permenaker|Permendagri|PermenPANRB|PMK) \d+/\d{4}"
)
_ARTICLE = r"(?:Pasal \d+[A-Z]?(?:\(\d+\))?(?:-\d+)?|Lampiran [IVX]+)"
_CITED = re.compile(rf"({_NAME})(?: ({_ARTICLE}))?")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_KEYS = {"title", "gazette", "dated", "promulgated", "in_force", "source", "note"}
_DAYS: dict[str, Text] = {
    "dated": say(id="tanggal", en="dated"),
    "promulgated": say(id="diundangkan", en="promulgated"),
    "in_force": say(id="berlaku sejak", en="in force from"),
}
_NO_ARTICLE = say(id="pasal belum dilihat", en="article not seen")
_NO_DAY = say(
    id="hari diundangkan dan hari berlaku belum dilihat",
    en="day of promulgation and day in force not seen",
)


class Citation(NamedTuple):
    """A regulation as a basis names it; ``article`` is empty where none is named."""

    name: str
    article: str


@dataclass(frozen=True)
class Regulation:
    """One regulation. ``days``: dated, promulgated or in_force, where seen."""

    name: str
    title: Text = field(compare=False)
    gazette: Text | None = field(compare=False)
    days: Mapping[str, dt.date]
    sources: tuple[str, ...]
    note: Text | None = field(compare=False)


def citations(basis: str) -> list[Citation]:
    """Return the regulations a basis names, in its order, each once."""
    found = [Citation(name, article) for name, article in _CITED.findall(basis)]
    return list(dict.fromkeys(found))


def articles(basis: str, lang: str) -> str:
    """Return the regulations of a basis with their articles, or that none was seen."""
    return "; ".join(
        f"{name} {article}" if article else f"{name} ({_NO_ARTICLE[lang]})"
        for name, article in citations(basis)
    )


def described(regulation: Regulation, lang: str) -> str:
    """Return a regulation as a lawyer would look it up: title, gazette, days, note."""
    days = [
        f"{_DAYS[kind][lang]} {day(date, lang)}"
        for kind, date in regulation.days.items()
    ]
    parts = [
        f"{regulation.name}: {regulation.title[lang]}",
        *([regulation.gazette[lang]] if regulation.gazette else []),
        *(days or [_NO_DAY[lang]]),
    ]
    said = "; ".join(parts) + "."
    return f"{said} {regulation.note[lang]}" if regulation.note else said


def regulations(text: str, place: Place) -> dict[str, Regulation]:
    """Return the regulations of a file; what is wrong is gathered in ``place``."""
    bodies = nodes.tree(text, place)
    return {name: _regulation(name, bodies[name], place.at(name)) for name in bodies}


def _regulation(name: str, body: Any, place: Place) -> Regulation:
    body = nodes.mapping(body, place)
    nodes.known_keys(body, _KEYS, place)
    if not re.fullmatch(_NAME, name):
        place.report("regulation", name)
    days = {kind: _day(body[kind], place.at(kind)) for kind in _DAYS if kind in body}
    return Regulation(
        name=name,
        title=nodes.two_languages(body.get("title"), place.at("title")),
        gazette=_optional(body, "gazette", place),
        days={kind: date for kind, date in days.items() if date},
        sources=nodes.listed(body, "source", place),
        note=_optional(body, "note", place),
    )


def _optional(body: dict, key: str, place: Place) -> Text | None:
    return nodes.two_languages(body[key], place.at(key)) if key in body else None


def _day(raw: Any, place: Place) -> dt.date | None:
    written = nodes.matching(_DATE, raw, "date", place)
    try:
        return dt.date.fromisoformat(written)
    except ValueError:
        if _DATE.fullmatch(written):
            place.report("date", written)
        return None
