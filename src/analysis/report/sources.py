"""Where the numbers of a run come from: evidence ids, assumptions, source lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from analysis.language import say

if TYPE_CHECKING:
    from analysis.model.projection import Results

_EVIDENCE = re.compile(r"evidence ([A-Za-z0-9_.\-]+)")
SHOWN_AT_MOST = 8


def evidence_ids(results: Results, prefix: str = "") -> list[str]:
    """Return the ledger ids behind the scenario's values, in the order of the file.

    ``prefix`` keeps the keys that start with it (``"segments."``, ``"budget."``).
    """
    found: dict[str, None] = {}
    for key, origin in results.scenario.provenance.items():
        match = _EVIDENCE.search(str(origin)) if key.startswith(prefix) else None
        if match:
            found[match.group(1).rstrip(".:,")] = None
    return list(found)


def source_line(results: Results, lang: str, *, prefix: str = "", law: str = "") -> str:
    """Return the line under a figure: scenario, evidence ids, legal basis."""
    name = results.scenario.name
    ids = evidence_ids(results, prefix)
    parts = [say(id=f"skenario {name}", en=f"scenario {name}")[lang]]
    if ids:
        more = len(ids) - SHOWN_AT_MOST
        listed = ", ".join(ids[:SHOWN_AT_MOST]) + (f" + {more}" if more > 0 else "")
        parts.append(say(id=f"bukti {listed}", en=f"evidence {listed}")[lang])
    if law:
        parts.append(law)
    return say(id="Sumber: ", en="Source: ")[lang] + "; ".join(parts) + "."
