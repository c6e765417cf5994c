"""A run told in a memo: sentences whose numbers carry their rows."""

from __future__ import annotations

import math
from functools import partial
from typing import Any

from analysis.language import rupiah, rupiah_short
from analysis.report.cited import Told

SCALES_IDR = (10**12, 10**9, 10**6)  # of words; two decimals of each are shown


class Teller(Told):
    """As ``Told``, with rupiah in full, and rupiah that may not be rounded down."""

    def full(self, variable: str, *, sign: bool = False, **where: Any) -> str:
        """Return rupiah to the last one; ``sign``: a plus before what is added."""
        shown = partial(_signed if sign else rupiah, lang=self.lang)
        return self._marked(variable, shown, where)

    def money_up(self, variable: str, **where: Any) -> str:
        """Return the least that is enough, rounded up to the decimals shown."""
        return self._marked(
            variable, lambda value: rupiah_short(rounded_up(value), self.lang), where
        )


def rounded_up(value_idr: float) -> int:
    """Return the next rupiah, upwards, that two decimals of a scale show."""
    whole = math.ceil(value_idr)
    step = next((scale // 100 for scale in SCALES_IDR if whole >= scale), 1)
    return -(-whole // step) * step


def _signed(value_idr: float, lang: str) -> str:
    # a minus sign, unlike a hyphen, is not left alone at the end of a line
    sign = "+" if value_idr > 0 else "\N{MINUS SIGN}"
    return sign + rupiah(abs(value_idr), lang)
