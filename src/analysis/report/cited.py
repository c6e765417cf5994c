"""Sentences in which every number says which row of results.csv it stands in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from analysis.language import number, percent, rupiah_short
from analysis.report.html import element
from analysis.study.rows import row

if TYPE_CHECKING:
    from analysis.model.results import Results

KEYS = ("segment", "programme", "funder", "variable", "year", "statistic")


class Told:
    """A run told in one language: its rows, and their numbers as marked text.

    A number is HTML: what is shown to the reader, its value and its row beside it.
    ``where``: dimensions as in ``rows.row``. KeyError where the run has no such row.
    """

    def __init__(self, results: Results, lang: str) -> None:
        self.results, self.lang = results, lang
        keys = zip(*(results.table[key] for key in KEYS), strict=True)
        self._value = dict(zip(keys, results.table["value"], strict=True))

    @property
    def first(self) -> int:
        """Return the first year of the run."""
        return self.results.scenario.first_year

    @property
    def last(self) -> int:
        """Return the last year of the run."""
        return self.results.scenario.last_year

    def value(self, variable: str, **where: Any) -> float | None:
        """Return the number of a row, None where there is none."""
        return self._value.get(_key(variable, where))

    def is_above_zero(self, variable: str, **where: Any) -> bool:
        """Say whether there is such a row, above 0."""
        return (self.value(variable, **where) or 0) > 0

    def money(self, variable: str, **where: Any) -> str:
        """Return rupiah with their scale in words."""
        return self._marked(variable, partial(rupiah_short, lang=self.lang), where)

    def share(self, variable: str, decimals: int = 0, **where: Any) -> str:
        """Return a share as a percentage."""
        shown = partial(percent, lang=self.lang, decimals=decimals)
        return self._marked(variable, shown, where)

    def chance(self, variable: str, **where: Any) -> str:
        """Return a share of the possibilities, one decimal more below a tenth."""
        value = self.value(variable, **where) or 0
        return self.share(variable, int(0 < value < 0.0995), **where)

    def count(self, variable: str, **where: Any) -> str:
        """Return a whole number."""
        return self._marked(variable, partial(number, lang=self.lang), where)

    def year(self, variable: str, **where: Any) -> str:
        """Return a year."""
        return self._marked(variable, lambda value: str(int(value)), where)

    def _marked(
        self, variable: str, shown: Callable[[float], str], where: dict[str, Any]
    ) -> str:
        key = _key(variable, where)
        value = self._value[key]
        return element("data", shown(value), value=repr(value), title=" ".join(key))


def _key(variable: str, where: dict[str, Any]) -> tuple[str, ...]:
    asked = row(variable, "", 0, **where)
    return tuple(asked[name] for name in KEYS)
