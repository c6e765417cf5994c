"""A region's file against the list of regions, and its figures against their size."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from analysis.errors import InputDataError, Problem
from analysis.language import Text, say
from analysis.scenario import region_names
from analysis.scenario.kinds import MAX_RUPIAH
from analysis.scenario.numerals import decimal
from analysis.scenario.region_file import RegionFile, read_region

Years = Mapping[int, tuple[Fraction, str]]
# the smallest and largest regions lie a hundred times inside: a figure in thousands or
# millions of rupiah, or with three digits too many, does not
_BOUNDS = {
    "revenue": (3 * 10**9, MAX_RUPIAH),
    "pad": (10**8, MAX_RUPIAH),
    "fiscal_space": (10**8, MAX_RUPIAH),
    "minimum_wage_idr_m": (10**5, 10**8),
    "fiscal_inputs_idr": (10**8, MAX_RUPIAH),
}


def checked_facts(text: str, file: str, code: str) -> RegionFile:
    """Return the facts of a region's YAML text.

    Raises InputDataError with every problem: what ``read_region`` finds, else a code
    or name that is not the region's, and figures that no region can have.
    """
    facts = read_region(text, file, code)
    problems = [*_identity(facts, file), *_figures(facts, file), *_dated(facts, file)]
    if problems:
        raise InputDataError(problems)
    return facts


def _identity(facts: RegionFile, file: str) -> Iterator[Problem]:
    name = region_names.codes().get(facts.region)
    if name is None:
        told = region_names.refusal(facts.region)
        yield Problem(file, "region", facts.region, *told)
    elif not region_names.is_name_of(facts.name, facts.region):
        yield Problem(file, "name", facts.name, *_other_name(facts.region, name))


def _figures(facts: RegionFile, file: str) -> Iterator[Problem]:
    for key, (low, high), years in _series(facts):
        for year, (number, source) in years.items():
            where = f"{key}.{year}"
            nothing = number == 0 and key.startswith("fiscal_inputs_idr")
            if not (nothing or low <= number <= high):
                yield Problem(file, where, decimal(number), *_size(low, high))
            yield from _source(source, file, where)


def _series(facts: RegionFile) -> Iterator[tuple[str, tuple[int, int], Years]]:
    """Yield key path, bounds and figures of every series of years."""
    for base, years in facts.bases_idr.items():
        yield f"bases_idr.{base}", _BOUNDS[base], years
    for name, years in facts.fiscal_inputs_idr.items():
        yield f"fiscal_inputs_idr.{name}", _BOUNDS["fiscal_inputs_idr"], years
    wages = facts.minimum_wage_idr_m
    yield "minimum_wage_idr_m", _BOUNDS["minimum_wage_idr_m"], wages


def _dated(facts: RegionFile, file: str) -> Iterator[Problem]:
    for key in ("head_term_end", "rpjmd_end"):
        if event := getattr(facts, key):
            yield from _source(event.source, file, f"{key}.source")


def _source(source: str, file: str, where: str) -> Iterator[Problem]:
    if "..." in source or not any(map(str.isalnum, source)):
        yield Problem(file, where, source, *_EXAMPLE)


def _size(low: int, high: int) -> tuple[Text, Text]:
    span = (decimal(Fraction(low)), decimal(Fraction(high)))
    return (
        say(
            id=f"Angka ini tidak mungkin: harus antara {span[0]} dan {span[1]} rupiah.",
            en=f"This cannot be: it must lie between {span[0]} and {span[1]} rupiah.",
        ),
        say(
            id="Tulis rupiah penuh, bukan ribuan atau jutaan rupiah.",
            en="Write rupiah in full, not thousands or millions of rupiah.",
        ),
    )


_EXAMPLE = (
    say(
        id="Sumber ini masih contoh yang belum diisi.",
        en="This source is still the example, not filled in.",
    ),
    say(
        id="Tulis judul, nomor, dan tahun terbitannya, atau alamat lamannya.",
        en="Write title, number and year of the publication, or the page's address.",
    ),
)


def _other_name(code: str, name: str) -> tuple[Text, Text]:
    return (
        say(
            id=f"Kode Kemendagri {code} adalah {name}.",
            en=f"The Kemendagri code {code} is {name}.",
        ),
        say(
            id=f"Tulis name: {name}, atau kode wilayah yang dimaksud.",
            en=f"Write name: {name}, or the code of the region that is meant.",
        ),
    )
