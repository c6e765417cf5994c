"""A region on the terminal: what is known of it, each figure with its origin."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from analysis.evidence import ledger, tables
from analysis.language import number, percent, rupiah, rupiah_short
from analysis.law.local import STATUSES
from analysis.law.parameters import sources as law_sources
from analysis.report.budget_words import STAGE_WORDS
from analysis.report.labels import CONCEPTS, GROUPS, SHORT
from analysis.run import region_words as words
from analysis.scenario import region_names
from analysis.scenario.local_law import rules_of
from analysis.scenario.region_blank import STAGES
from analysis.scenario.region_values import LEDGER_NAMES
from analysis.scenario.regions import GRADES, RegionPack

if TYPE_CHECKING:
    from analysis.quantity import Quantity
    from analysis.scenario.region_names import Found
    from analysis.scenario.region_values import Value

WIDTH = 88
_LABEL, _PERIOD, _FIGURE, _REFERENCE = 35, 11, 20, 4
_UNREMARKABLE = ("reported", "accepted")
_SHARES = {"share", "percent", "share/year"}
_RUPIAH = {"idr", "idr/month", "idr/person/month", "idr/case"}
_PER = {"cases/person/year": 1000}


class References:
    """Numbers for the sources of what is shown, in the order they are met."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def of(self, value: Value) -> str:
        """Return the numbers of a figure's sources, as ``[1]``."""
        if value.claim_id:
            return self.to(f"{value.claim_id} {value.sources[0]}")
        return self.to(*value.sources)

    def to(self, *keys: str) -> str:
        """Return the numbers of sources, or of claims before their source."""
        numbers = [
            self._numbers.setdefault(key, len(self._numbers) + 1) for key in keys
        ]
        return "[" + ",".join(map(str, numbers)) + "]"

    def lines(self) -> list[str]:
        """Return what each number stands for."""
        return [f"[{place}] {_cited(key)}" for key, place in self._numbers.items()]


def region(found: Found, pack: RegionPack, lang: str, every: bool = False) -> None:
    """Print what is known of a region and where each figure comes from."""
    references = References()
    _heading(found, pack, lang)
    _grade(pack, lang)
    tabled = [value for value in pack.own if value.from_tables]
    _values(words.TABLED[lang], tabled, references, lang)
    published = [value for value in pack.own if not value.from_tables]
    if published:
        head = words.PUBLISHED[lang].format(count=pack.own_facts)
        _values(head, published, references, lang, every=every)
        if not every and len(_kinds(published)) < len(published):
            paragraph(words.LATEST_ONLY[lang].format(code=pack.code), 2)
    _used(pack, lang)
    _rules(pack, references, lang)
    _values(words.BORROWED[lang], pack.borrowed, references, lang)
    province = region_names.provinces()[pack.province]
    paragraph(words.BORROWED_NOTE[lang].format(province=province), 2)
    print(f"\n{words.SOURCES[lang]}")
    for line in references.lines():
        paragraph(line, 2, hang=5)
    print()
    following = words.NEXT_OWN if pack.facts else words.NEXT
    paragraph(following[lang].format(code=pack.code))


def _heading(found: Found, pack: RegionPack, lang: str) -> None:
    province = region_names.provinces()[pack.province]
    print(words.IN_PROVINCE[lang].format(name=pack.name, province=province))
    known = region_names.bps()[pack.code]
    print(words.CODES[lang].format(code=pack.code, bps=known["code"]))
    other = region_names.other_reading(found)
    if found.by == "kemendagri" and other:
        texts = {"name": pack.name, "other": other.name, "own": other.code}
        paragraph(words.READ_AS[lang].format(code=pack.code, **texts))
    if found.by == "old name":
        paragraph(words.OLD_NAME[lang].format(old=known["name"]))


def _grade(pack: RegionPack, lang: str) -> None:
    print()
    print(words.GRADE[lang].format(grade=pack.completeness))
    for grade, rule in GRADES.items():
        sign = ">" if grade == pack.completeness else " "
        paragraph(f"{sign} {grade} = {rule[lang]}", 1, hang=6)
    if pack.reasons:
        missing = "; ".join(reason[lang] for reason in pack.reasons)
        paragraph(f"{words.MISSING[lang]}: {missing}.", 2)


def _values(
    head: str,
    values: Sequence[Value],
    references: References,
    lang: str,
    *,
    every: bool = True,
) -> None:
    """Print figures, all or the latest of each kind with the number of the others."""
    print(f"\n{head}")
    for kind in _kinds(values):
        newest = sorted(kind, key=_age)
        shown = newest if every else newest[-1:]
        for value in shown:
            more = len(newest) - len(shown)
            _print_value(value, references, lang, f"+{more}" if more else "")


def _kinds(values: Sequence[Value]) -> list[list[Value]]:
    """Return the figures by concept, group and programme."""
    kinds: dict[tuple[str, ...], list[Value]] = {}
    for value in values:
        kind = (value.concept, value.segment, value.programme)
        kinds.setdefault(kind, []).append(value)
    return list(kinds.values())


def _print_value(value: Value, references: References, lang: str, more: str) -> None:
    when = words.ORIGINS[value.origin][lang] if value.borrowed else value.period
    marks = ", ".join([*_marks(value, lang), more] if more else _marks(value, lang))
    label, *rest = textwrap.wrap(
        _label(value, lang), _LABEL - 1, break_on_hyphens=False
    )
    line = (
        f"  {label:{_LABEL}}{when:{_PERIOD}}{_figure(value, lang):>{_FIGURE}} "
        f"{references.of(value):{_REFERENCE}} "
    )
    fits = len(line) + len(marks) <= WIDTH
    print(f"{line}{marks if fits else ''}".rstrip())
    extent = _range(value.number, value.unit, lang)
    below = ", ".join(filter(None, [extent, "" if fits else marks]))
    for further in filter(None, [*rest, below]):
        print(f"    {further}")


def _marks(value: Value, lang: str) -> list[str]:
    """Return what sets a figure apart: stage of a budget, or how it was come by."""
    if stage := _stage(value):
        return [STAGE_WORDS[stage][lang]]
    kinds = (value.relation, value.status)
    return [words.MARKS[one][lang] for one in kinds if one not in _UNREMARKABLE]


def _stage(value: Value) -> str:
    """Return the stage in the id of a budget figure, ``B-3672-2026-pad-anggaran``."""
    stage = value.claim_id.split("-")[4:5] if value.claim_id.startswith("B-") else []
    return stage[0] if stage and stage[0] in STAGE_WORDS else ""


def _age(value: Value) -> tuple[str, int]:
    """Return what orders figures of one kind: the period, then the stage."""
    stage = _stage(value)
    return value.period, STAGES.index(stage) if stage in STAGES else -1


_NAMES = CONCEPTS | words.CONCEPTS


def _label(value: Value, lang: str) -> str:
    text = _NAMES.get(value.concept)
    what = text[lang] if text else value.concept.replace("_", " ")
    of_the_budget = value.claim_id.startswith("B-")  # all of it the region's own
    group = ""
    if value.segment != "total" and not of_the_budget:
        text = GROUPS.get(value.segment) or SHORT.get(value.segment)
        group = text[lang] if text else value.segment.replace("_", " ")
    programme = value.programme.upper() if value.programme in ("jkk", "jkm") else ""
    period = value.period if value.borrowed else ""
    return ", ".join(filter(None, [what, group, programme, period]))


def _figure(value: Value, lang: str) -> str:
    if value.number is None:
        return words.UNITS["table"][lang]
    centre = _plain(value.number.central, value.unit, lang)
    suffix = words.UNITS[value.unit][lang] if value.unit in words.UNITS else ""
    return f"{centre} {suffix}".strip()


def _range(quantity: Quantity | None, unit: str, lang: str) -> str:
    """Return how far an uncertain figure reaches, empty for a certain one."""
    if quantity is None or quantity.certain:
        return ""
    ends = [_plain(one, unit, lang) for one in (quantity.numbers[0], *quantity.numbers)]
    if quantity.kind == "percentiles":
        return words.RANGE[lang].format(low=ends[0], high=ends[-1])
    return words.SPREAD[lang].format(sd=ends[-1])


def _plain(value: Fraction, unit: str, lang: str) -> str:
    """Write a number with the decimals it has, at most two."""
    if unit in _RUPIAH:
        return rupiah(float(value), lang)
    if unit in _SHARES:
        return percent(float(value), lang, _decimals(value * 100))
    scaled = value * _PER.get(unit, 1)
    return number(float(scaled), lang, _decimals(scaled))


def _decimals(value: Fraction) -> int:
    return next((n for n in (0, 1) if (value * 10**n).denominator == 1), 2)


def _used(pack: RegionPack, lang: str) -> None:
    """Print the series that scenarios and forms take from the facts above."""
    inputs = pack.facts.fiscal_inputs_idr if pack.facts else {}
    series = {
        "umk_idr_m": pack.minimum_wage_idr_m,
        **pack.bases_idr,
        **{n: {y: v for y, (v, _) in years.items()} for n, years in inputs.items()},
    }
    known = {name: years for name, years in series.items() if years}
    if not known:
        return
    print(f"\n{words.USED[lang]}")
    for name, years in known.items():
        concept = _NAMES[LEDGER_NAMES.get(name, name)]
        texts = (f"{y} {rupiah_short(float(v), lang)}" for y, v in years.items())
        paragraph(f"{concept[lang]}: {'; '.join(texts)}", 2, hang=2)


def _rules(pack: RegionPack, references: References, lang: str) -> None:
    """Print the local rules; what they set stands in ``iuran law --region``."""
    rules = rules_of(pack.code)
    if rules:
        print(f"\n{words.RULES[lang].format(code=pack.code)}")
    for rule in rules:
        claims = (ledger.claim(one) for one in rule.evidence)
        keys = [f"{claim['claim_id']} {claim['source_id']}" for claim in claims]
        cited = references.to(*rule.sources, *keys)
        status = STATUSES[rule.status][lang]
        told = f"{rule.name(lang)} ({status}): {rule.title[lang]} {cited}"
        paragraph(told, 2, hang=2)


def _cited(key: str) -> str:
    """Return a source with what it is: of the ledger, of the tables, of the law."""
    claim_id, _, source_id = key.rpartition(" ")
    sources = _publishers()
    if source_id in sources:
        return f"{claim_id}: {sources[source_id]}" if claim_id else sources[source_id]
    if key in law_sources():
        return f"data/parameters {key}: {law_sources()[key]['title']}"
    return key


def _publishers() -> dict[str, str]:
    table = tables.read("sources").to_dict("records")
    return {
        row["source_id"]: f"{row['publisher']} ({row['source_id']}"
        + (f", {row['date_published']})" if row["date_published"] else ")")
        for row in table
    }


def paragraph(text: str, indent: int = 0, hang: int = 0) -> None:
    """Print a text wrapped to the window, further lines ``hang`` blanks inside."""
    lines: Iterable[str] = textwrap.wrap(
        text,
        WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hang),
        break_long_words=False,
        break_on_hyphens=False,
    )
    print(*lines, sep="\n")
