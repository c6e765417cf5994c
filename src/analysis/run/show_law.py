"""The law of a month on the command line: a value a block, wrapped to the window."""

from __future__ import annotations

import re
import shutil
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.errors import Problem, ScenarioError
from analysis.language import LANGUAGES, Text, say

if TYPE_CHECKING:
    from fractions import Fraction

    import pandas as pd

    from analysis.law.local import LocalRule

WIDEST, NARROWEST = 88, 40
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
INDENT = 4
_LABELS: dict[str, Text] = {
    "basis": say(id="Dasar", en="Basis"),
    "law": say(id="Peraturan", en="Regulation"),
    "in force from": say(id="Sejak", en="In force"),
    "source": say(id="Sumber", en="Source"),
    "mark": say(id="Tanda", en="Mark"),
    "confidence": say(id="Keyakinan", en="Confidence"),
    "reading": say(id="Bacaan", en="Reading"),
    "parameter": say(id="Nama", en="Name"),
    "note": say(id="Catatan", en="Note"),
}
_SOURCE = re.compile(r"^\[(\w+)\]", re.MULTILINE)
_MONTHS = {
    "id": "januari februari maret april mei juni juli agustus september oktober "
    "november desember",
    "en": "january february march april may june july august september october "
    "november december",
}
_HEAD = say(id="Hukum bulan {month}", en="The law of {month}")
_EVERYTHING = say(id="semua parameter", en="all parameters")
_PLANNED = say(
    id="varian planned: nilai rencana ikut", en="variant planned: plans included"
)
_IN_REGION = say(id="wilayah {code} {name}", en="region {code} {name}")
_RULES = say(id="Aturan daerah", en="Local rules")
_NO_RULES = say(
    id="Tidak ada aturan daerah yang tercatat.", en="No local rule is on record."
)
_SETS = say(id="Menetapkan di sini", en="Sets here")
_EVIDENCE = say(id="Bukti", en="Evidence")
_FUNDERS = say(id="Membuka sumber dana", en="Opens money of")


@dataclass(frozen=True)
class Asked:
    """What the user wants to know; no segment: every parameter."""

    month: str
    segment: str | None = None
    region: str | None = None
    variant: str = "current"


def answer(asked: Asked, lang: str) -> Iterator[str]:
    """Yield the lines that say what the law is, and why.

    Raises:
        ScenarioError: no month, or an unknown segment, region or variant, with the
            nearest known one.
    """
    from analysis.law.explain import everything, what_applies
    from analysis.law.local import with_rules
    from analysis.law.parameters import load_law

    if not _MONTH.fullmatch(asked.month):
        raise ScenarioError(no_month(asked.month))
    standing, wage_idr_m, lines = load_law(asked.variant, file="law"), None, []
    if asked.region:
        found, place, wage_idr_m = _region(asked.region, asked.month)
        standing = with_rules(standing, found)
        lines = list(rules(found, place, lang))
    if asked.segment:
        one = (asked.month, asked.segment, standing, wage_idr_m)
        table = what_applies(*one, lang=lang)
    else:
        table = everything(asked.month, standing, lang=lang)
    yield header(asked, lang)
    yield from lines
    yield from law(table, lang)


def _region(
    code: str, month: str
) -> tuple[tuple[LocalRule, ...], tuple[str, str], Fraction | None]:
    """Return rules, code and name, and the year's minimum wage of a region."""
    from analysis.scenario.local_law import rules_of
    from analysis.scenario.regions import region_pack

    pack = region_pack(code)
    wage_idr_m = pack.minimum_wage_idr_m.get(int(month[:4]))
    return rules_of(code), (code, pack.name), wage_idr_m


def header(asked: Asked, lang: str) -> str:
    """Return the first line: month, segment or everything, variant."""
    parts = [_HEAD[lang].format(month=asked.month)]
    parts.append(asked.segment or _EVERYTHING[lang])
    if asked.variant == "planned":
        parts.append(_PLANNED[lang])
    return "; ".join(parts)


def law(table: pd.DataFrame, lang: str) -> Iterator[str]:
    """Yield the lines of what applies: a heading a section, a block a value.

    Regulations and sources are listed once, at the end.
    """
    section = ""
    rows = table.to_dict("records")
    for row in rows:
        if row["section"] != section:
            section = row["section"]
            yield from ("", section.upper())
        yield ""
        value = f"{row['value']} {row['unit']}".strip()
        yield from _wrapped(f"{row['what']}: {value}", "", "  ")
        cells = row | {"source": ", ".join(_SOURCE.findall(row["source"]))}
        for key, label in _LABELS.items():
            yield from _labelled(label[lang], cells[key])
    yield from _regulations([row["law"] for row in rows], lang)
    yield from _sources([row["source"] for row in rows], lang)


def _regulations(cited: Sequence[str], lang: str) -> Iterator[str]:
    from analysis.law import gazette
    from analysis.law.parameters import regulations

    known = regulations()
    names = {one.name for text in cited for one in gazette.citations(text)}
    yield from ("", _LABELS["law"][lang].upper(), "")
    for name in (name for name in known if name in names):
        yield from _wrapped(gazette.described(known[name], lang), "", "  ")


def _sources(cited: Sequence[str], lang: str) -> Iterator[str]:
    lines = {line for text in cited for line in text.split("\n") if line}
    yield from ("", _LABELS["source"][lang].upper(), "")
    for line in sorted(lines, key=_source_number):
        yield from _wrapped(line, "", "  ")


def _source_number(line: str) -> int:
    found = re.match(r"\[S(\d+)\]", line)
    return int(found[1]) if found else 0


def rules(
    found: Sequence[LocalRule], region: tuple[str, str], lang: str
) -> Iterator[str]:
    """Yield the lines of a region's local rules."""
    code, name = region
    yield from ("", _IN_REGION[lang].format(code=code, name=name).upper(), "")
    yield f"{_RULES[lang]}: {len(found)}" if found else _NO_RULES[lang]
    for rule in found:
        yield from _rule(rule, lang)


def _rule(rule: LocalRule, lang: str) -> Iterator[str]:
    from analysis.law.explain_table import cited
    from analysis.law.local import STATUSES

    status = STATUSES[rule.status][lang]
    said = f"{rule.name(lang)}, {rule.when(lang)} ({status}): {rule.title[lang]}"
    yield from _wrapped(said, "", "  ")
    yield from _labelled(_LABELS["note"][lang], rule.does[lang])
    sets = (
        f"{name}: {month} = {value}"
        for name, by_month in rule.overrides.items()
        for month, value in by_month.items()
    )
    yield from _labelled(_SETS[lang], "\n".join(sets))
    yield from _labelled(_FUNDERS[lang], ", ".join(rule.funders))
    yield from _labelled(_LABELS["source"][lang], cited(rule.sources))
    yield from _labelled(_EVIDENCE[lang], ", ".join(rule.evidence))


def _labelled(label: str, text: str) -> Iterator[str]:
    start = " " * INDENT + f"{label}: "
    for line in text.split("\n") if text else ():
        yield from _wrapped(line, start, " " * (INDENT + 2))
        start = " " * (INDENT + 2)


def _wrapped(text: str, first: str, rest: str) -> list[str]:
    """Return ``text`` in lines that fit the window; an address is never broken."""
    columns = shutil.get_terminal_size((WIDEST, 24)).columns
    return textwrap.wrap(
        text,
        max(NARROWEST, min(WIDEST, columns)),
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def no_month(found: str) -> Problem:
    """Return the problem of a month that is none, naming the nearest one."""
    rule = say(id="Bulan ditulis sebagai YYYY-MM.", en="A month is written YYYY-MM.")
    near = _nearest_month(found) or "2024-08"
    remedy = say(id=f"mungkin --date {near}.", en=f"perhaps --date {near}.")
    return Problem("law", "--date", found, rule, remedy)


def _nearest_month(text: str) -> str:
    year = re.search(r"(?:19|20)\d\d", text)
    if year is None:
        return ""
    rest = text.replace(year[0], " ", 1).lower()
    for lang in LANGUAGES:
        for number, name in enumerate(_MONTHS[lang].split(), 1):
            if re.search(rf"\b{name[:3]}", rest):
                return f"{year[0]}-{number:02d}"
    written = re.search(r"\d+", rest)
    number = min(max(int(written[0]), 1), 12) if written else 1
    return f"{year[0]}-{number:02d}"
