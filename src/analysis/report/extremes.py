"""The year that stands out between the first and the last, in words."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from analysis.language import say

Write = Callable[[float], str]


def extreme_words(series: pd.Series, write: Write, lang: str) -> str:
    """Return ``, highest x in 2028`` where an interior year lies outside both ends.

    ``write`` formats a value; years that read the same as an end are not named.
    """
    ends = (series.iloc[0], series.iloc[-1])
    shown = {write(end) for end in ends}
    parts = []
    if series.max() > max(ends) and write(series.max()) not in shown:
        value, year = write(series.max()), series.idxmax()
        high = say(id=f"tertinggi {value} pada {year}", en=f"highest {value} in {year}")
        parts.append(high[lang])
    if series.min() < min(ends) and write(series.min()) not in shown:
        value, year = write(series.min()), series.idxmin()
        low = say(id=f"terendah {value} pada {year}", en=f"lowest {value} in {year}")
        parts.append(low[lang])
    return "".join(f", {part}" for part in parts)
