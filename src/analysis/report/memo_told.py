"""A run told in a memo: sentences whose numbers carry their rows."""

from __future__ import annotations

from functools import partial
from typing import Any

from analysis.language import rupiah
from analysis.report.cited import Told


class Teller(Told):
    """As ``Told``, and rupiah in full for the calculation."""

    def full(self, variable: str, *, sign: bool = False, **where: Any) -> str:
        """Return rupiah to the last one; ``sign``: a plus before what is added."""
        shown = partial(_signed if sign else rupiah, lang=self.lang)
        return self._marked(variable, shown, where)


def _signed(value_idr: float, lang: str) -> str:
    # a minus sign, unlike a hyphen, is not left alone at the end of a line
    sign = "+" if value_idr > 0 else "\N{MINUS SIGN}"
    return sign + rupiah(abs(value_idr), lang)
