"""Where the numbers of a run come from: evidence ids, assumptions, source lines."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

import pandas as pd

from analysis.language import say
from analysis.scenario.provenance import evidence_used, is_printed

if TYPE_CHECKING:
    from analysis.model.projection import Results

_EVIDENCE = re.compile(r"evidence ([A-Za-z0-9_.\-]+)")
_NUMBERED = re.compile(r"([A-Z])(\d{3})")
_BILL = ("budget.ceiling", "segments.", "funding.")
# what a figure rests on, by the part of the scenario it shows
RESTS_ON = {
    "": _BILL,
    "segments.": ("segments.",),
    "budget.": _BILL,
    "budget.base": (*_BILL, "budget.base_idr"),
}


def evidence_ids(results: Results, prefix: str | tuple[str, ...] = "") -> list[str]:
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
    """Return the line under a figure: scenario, evidence ids, legal basis.

    ``prefix`` says what the figure rests on: ``""`` or ``"budget."`` the bill
    (ceiling, members, funders), ``"segments."`` members only, ``"budget.base"`` the
    bill and the revenue it is compared with. The ids of a ceiling stand first and
    none is left out.
    """
    name = results.scenario.name
    ids: dict[str, None] = {}
    for part in RESTS_ON.get(prefix, (prefix,)):
        ids |= dict.fromkeys(evidence_ids(results, part))
    parts = [say(id=f"skenario {name}", en=f"scenario {name}")[lang]]
    if ids:
        listed = ", ".join(short_ids(list(ids)))
        parts.append(say(id=f"bukti {listed}", en=f"evidence {listed}")[lang])
    basis = law or ("" if prefix == "segments." else _tariff_basis(results, lang))
    if basis:
        parts.append(basis)
    return say(id="Sumber: ", en="Source: ")[lang] + "; ".join(parts) + "."


def short_ids(ids: list[str]) -> list[str]:
    """Return ids with runs of three or more numbers in a row as ``S019-S021``."""
    runs = groupby(enumerate(ids), key=lambda pair: _run(*pair))
    shown: list[str] = []
    for _, pairs in runs:
        run = [name for _, name in pairs]
        shown += [f"{run[0]}-{run[-1]}"] if len(run) > 2 else run
    return shown


def _run(position: int, name: str) -> tuple[str, int]:
    match = _NUMBERED.fullmatch(name)
    return (match[1], int(match[2]) - position) if match else (name, -1)


def _tariff_basis(results: Results, lang: str) -> str:
    law = getattr(results, "law", None)
    if law is None:
        return ""
    entry = law.entry("bpu_jkm_idr_m", f"{results.scenario.first_year}-01")
    said = entry.basis_in(lang)
    if entry.overridden:
        said = say(id="diganti skenario", en="set by the scenario")[lang]
    return say(id=f"tarif {said}", en=f"tariff {said}")[lang]


def evidence_table(results: Results, lang: str = "en") -> pd.DataFrame:
    """Return a row an evidence id the scenario uses.

    Columns: id, quote, value (as printed), unit, as_of, publisher, title, date, url,
    used (how it was settled or rounded, in words; empty where it is exact).
    """
    from analysis.evidence.ledger import claim
    from analysis.evidence.tables import read

    known = read("sources").set_index("source_id")
    origins = [str(one) for one in results.scenario.provenance.values()]
    rows = []
    for name in evidence_ids(results):
        row = claim(name)
        source = known.loc[row["source_id"]]
        rows.append(
            {
                "id": name,
                "quote": row["quote"],
                "value": float(row["value"]) if row["value"] else None,
                "unit": row["unit"],
                "as_of": row["as_of"],
                "publisher": source["publisher"],
                "title": source["title"],
                "date": source["date_published"],
                "url": source["url"],
                "used": _used(name, origins, lang),
            }
        )
    return pd.DataFrame(rows, columns=EVIDENCE_COLUMNS)


EVIDENCE_COLUMNS = (
    *("id", "quote", "value", "unit", "as_of"),
    *("publisher", "title", "date", "url", "used"),
)


def _used(name: str, origins: list[str], lang: str) -> str:
    """Return how a claim is used, once for each way the scenario takes it."""
    own = [one for one in origins if one.startswith(f"evidence {name}:")]
    ways = dict.fromkeys(is_printed(one) for one in own)
    said = [evidence_used(name, printed, lang) for printed in ways]
    return "; ".join(filter(None, said))


def law_table(results: Results, names: tuple[str, ...]) -> pd.DataFrame:
    """Return a row a source of the named law values: id, title, url."""
    from analysis.law.parameters import sources

    month, known = f"{results.scenario.first_year}-01", sources()
    ids = {i for name in names for i in results.law.entry(name, month).sources}
    rows = [[i, known[i]["title"], known[i]["url"]] for i in sorted(ids)]
    return pd.DataFrame(rows, columns=["id", "title", "url"])
