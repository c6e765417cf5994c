"""Tables of the command line: readable in a narrow window and in a pipe."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from analysis.language import number, rupiah, say

if TYPE_CHECKING:
    import pandas as pd

    from analysis.scenario.regions import RegionPack

WIDTH = 88
LABEL = 34
FROM = say(id="berlaku sejak", en="in force from")
_REGION = {
    "population": say(id="Penduduk", en="Population"),
    "wages": say(id="UMK (rupiah sebulan)", en="Minimum wage (rupiah a month)"),
    "base": say(id="Basis beban", en="Base of the burden"),
    "completeness": say(id="Kelengkapan data", en="Completeness of the data"),
    "missing": say(id="Belum ada", en="Missing"),
    "sources": say(id="Sumber", en="Sources"),
}


def law(table: pd.DataFrame, lang: str) -> None:
    """Print what applies: a value a line, its basis, note and sources below."""
    for row in table.to_dict("records"):
        since = row["in force from"]
        when = f" ({FROM[lang]} {since})" if since else ""
        print(f"{row['what']}: {row['value']} {row['unit']}{when} [{row['mark']}]")
        details = (row["parameter"], row["basis"], row["note"])
        for text in (*details, *row["source"].split(" ; ")):
            print(*_indented(text), sep="\n", end="\n" if text else "")


def _indented(text: str) -> list[str]:
    pad = "    "
    return textwrap.wrap(
        text, WIDTH, initial_indent=pad, subsequent_indent=pad, break_long_words=False
    )


def region(pack: RegionPack, lang: str) -> None:
    """Print what is known of a region, and what is not."""
    print(f"{pack.code} {pack.name}")
    _line(_REGION["population"][lang], [number(pack.population, lang)])
    _line(_REGION["wages"][lang], _by_year(pack.minimum_wage_idr_m, lang))
    for base, values in pack.bases_idr.items():
        _line(f"{_REGION['base'][lang]} {base}", _by_year(values, lang))
    _line(_REGION["completeness"][lang], [pack.completeness])
    _line(_REGION["missing"][lang], [reason[lang] for reason in pack.reasons])
    _line(_REGION["sources"][lang], pack.sources)


def _by_year(values: Mapping[int, Fraction], lang: str) -> list[str]:
    return [f"{year}: {rupiah(float(value), lang)}" for year, value in values.items()]


def _line(label: str, texts: Iterable[str]) -> None:
    for text in list(texts) or ["-"]:
        print(f"{label:{LABEL}}{text}")
        label = ""
