"""The table of what applies: a row a value, and how values are shown in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

import pandas as pd

from analysis.language import Text, number, percent
from analysis.law import gazette
from analysis.law.dated import Law
from analysis.law.explain_texts import READING, SECTIONS, WORDS
from analysis.law.parameters import sources
from analysis.law.reading import Entry, Parameter
from analysis.law.wording import CONFIDENCES, MARKS, unit_words
from analysis.quantity import Quantity

COLUMNS = [
    *("section", "what", "parameter", "value", "unit", "in force from", "basis"),
    *("law", "source", "mark", "confidence", "reading", "note"),
]
CENTS = 2
_PLAIN = ("rule", "account code", "date")  # units that say nothing beside the value


class Table:
    """Collects rows in the language asked for."""

    def __init__(self, month: str, law: Law, lang: str) -> None:
        self.month, self.law, self.lang = month, law, lang
        self.section = ""
        self.rows: list[dict[str, str]] = []

    def start(self, section: str) -> None:
        """Begin a section; the rows that follow belong to it."""
        self.section = SECTIONS[section][self.lang] if section in SECTIONS else section

    def entry(self, name: str, note: Text | None = None) -> None:
        """Add the value of a parameter."""
        entry, lang = self.law.entry(name, self.month), self.lang
        parameter = self.law.parameter(name)
        text = note or entry.note
        if entry.overridden and entry.mark == "assumed":
            text = WORDS["overridden"]
        mark = MARKS[entry.mark][lang]
        self.add(
            what=self.law.title(name)[lang],
            parameter=name,
            value=shown(entry, parameter.unit, lang),
            unit="" if parameter.unit in _PLAIN else unit_words(parameter.unit, lang),
            from_month=entry.from_month,
            basis=entry.basis_in(lang),
            law=gazette.articles(entry.basis, lang),
            source=cited(entry.sources),
            mark=f"{mark}; {WORDS['planned'][lang]}" if entry.planned else mark,
            confidence=f"{entry.confidence}: {CONFIDENCES[entry.confidence][lang]}",
            reading=_readings(parameter, entry, lang),
            note=text[lang],
        )

    def known(self, names: Iterable[str]) -> None:
        """Add the parameters that have a value in the month."""
        for name in names:
            if self.law.parameter(name).entries[0].from_month <= self.month:
                self.entry(name)

    def computed(self, what: Text, value: str, unit: str, basis: str = "") -> None:
        """Add a value computed from others."""
        self.add(
            what=what[self.lang],
            value=value,
            unit=unit_words(unit, self.lang),
            basis=basis or WORDS["computed"][self.lang],
            mark=MARKS["derived"][self.lang],
        )

    def add(self, *, from_month: str = "", **cells: str) -> None:
        """Add a row; columns not given stay empty."""
        row = dict.fromkeys(COLUMNS, "") | {"section": self.section}
        self.rows.append(row | cells | {"in force from": from_month})

    def frame(self) -> pd.DataFrame:
        """Return the rows collected."""
        return pd.DataFrame(self.rows, columns=COLUMNS)


def _readings(parameter: Parameter, entry: Entry, lang: str) -> str:
    """Return the reading in use and the others, a line each."""
    if not parameter.readings:
        return ""
    used = parameter.reading_of(entry.value)
    return "\n".join(
        f"{READING[one is used][lang]}: {one.name}, {one.text[lang]}"
        for one in sorted(parameter.readings.values(), key=lambda one: one is not used)
    )


def shown(entry: Entry, unit: str, lang: str) -> str:
    """Return a value as a reader should see it: ``10,000``, ``0.24%``, ``07-31``."""
    if isinstance(entry.value, str):
        return entry.value
    central = _one(entry.value.central, unit, lang)
    if entry.value.certain:
        return central
    return f"{central} ({' - '.join(_spread(entry.value, unit, lang))})"


def _spread(quantity: Quantity, unit: str, lang: str) -> Iterator[str]:
    if quantity.kind in ("normal", "gamma"):
        mean, sd = quantity.numbers
        ends = [mean - sd, mean + sd]
    else:
        ends = [min(quantity.numbers), max(quantity.numbers)]
    return (_one(end, unit, lang) for end in ends)


def _one(value: Fraction, unit: str, lang: str) -> str:
    if unit.startswith("share"):
        return share(value, lang)
    if value.denominator == 1:
        return number(int(value), lang)
    return number(float(value), lang, _decimals(value))


def _decimals(value: Fraction) -> int:
    return next((n for n in range(6) if (value * 10**n).denominator == 1), 2)


def share(value: Fraction, lang: str) -> str:
    """Return a share as a percentage, with the decimals it needs."""
    return percent(float(value), lang, max(_decimals(value * 100), 1))


def rupiah(value_idr: Fraction, lang: str) -> str:
    """Return rupiah with at most two decimals."""
    return number(float(value_idr), lang, min(_decimals(value_idr), CENTS))


def cited(ids: tuple[str, ...]) -> str:
    """Return id, title and address of sources, a line each."""
    known = sources()
    return "\n".join(
        f"[{one}] {known[one]['title']}, {known[one]['url']}"
        for one in ids
        if one in known
    )
