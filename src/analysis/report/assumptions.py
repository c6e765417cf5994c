"""ASSUMPTIONS.md: every assumption, what it moves and how well it is known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from analysis.language import number
from analysis.law.parameters import sources
from analysis.report import assumptions_cells as cells
from analysis.report.assumptions_words import FIRST, HEADS, KINDS, QUALITIES, TITLES
from analysis.report.tables_law import MARKS
from analysis.study.assumptions import CELLS
from analysis.study.impact import DRAWS
from analysis.study.measured import IMPACTS, Measured, Register


def document(found: Register) -> str:
    """Return the whole register as Markdown, in English with Indonesian titles."""
    total = len(found.rows)
    known = {letter.lower(): text for letter, text in QUALITIES.items()}
    first = FIRST.format(total=total, draws=number(DRAWS), **known)
    parts = [first, _counts(found.rows)]
    for section, chosen in SECTIONS.items():
        rows = [row for row in found.rows if chosen(row, found)]
        title, text = TITLES[section]
        said = text.format(count=len(rows), telling=_telling(found.rows))
        if section == "ages":
            table = _ages(found)
        else:
            table = _table(rows, HEADS[section], found)
        parts.append(f"## {title}\n\n{said}\n\n{table}")
    parts.append(_sources(found.rows))
    return "\n\n".join(parts).rstrip() + "\n"


def _telling(rows: Iterable[Measured]) -> str:
    """Return the keys of the judgements that move a result most."""
    first = next(iter(IMPACTS))
    shown = [r for r in rows if r.assumption.mark != "assumed" and r.impact == first]
    return ", ".join(f"`{row.assumption.key}`" for row in shown) or "-"


def _is_used(row: Measured) -> bool:
    return row.impact != "not used"


def _in_baseline(row: Measured, found: Register) -> bool:
    name = row.assumption.scenario
    return name == "" or name in found.baselines


SECTIONS: dict[str, Callable[[Measured, Register], bool]] = {
    "main": lambda row, found: (
        _is_assumed(row)
        and _in_baseline(row, found)
        and _is_used(row)
        and (row.assumption.kind != "structure" or bool(row.trials))
    ),
    "ages": lambda row, found: row.assumption.kind == "profile",
    "structure": lambda row, found: (
        row.assumption.kind == "structure" and not row.trials
    ),
    "judgements": lambda row, found: row.assumption.mark != "assumed",
    "variants": lambda row, found: _is_assumed(row) and not _in_baseline(row, found),
    "unused": lambda row, found: _is_assumed(row) and not _is_used(row),
}


def _is_assumed(row: Measured) -> bool:
    return row.assumption.mark == "assumed" and row.assumption.kind != "profile"


def _counts(rows: Sequence[Measured]) -> str:
    """Return how many there are: by kind and mark, then by impact and quality."""
    marks = list(dict.fromkeys(row.assumption.mark for row in rows))
    marks = [mark for mark in MARKS if mark in marks][::-1]
    kinds = [
        [KINDS[kind], *_split(rows, "kind", kind, "mark", marks)] for kind in KINDS
    ]
    total = ["**All**", *_split(rows, "", "", "mark", marks)]
    by_mark = _markdown(
        ["Where it stands", *(MARKS[mark]["en"] for mark in marks), "all"],
        [*kinds, total],
    )
    impacts = [
        [impact, *_split(rows, "impact", impact, "quality", list(QUALITIES))]
        for impact in IMPACTS
    ]
    total = ["**All**", *_split(rows, "", "", "quality", list(QUALITIES))]
    by_quality = _markdown(
        ["Impact", *(f"quality {letter}" for letter in QUALITIES), "all"],
        [*impacts, total],
    )
    return f"{by_mark}\n\n{by_quality}"


def _split(
    rows: Iterable[Measured], of: str, which: str, by: str, values: Sequence[str]
) -> list[str]:
    """Return how many rows with ``of`` = ``which`` have each value, and all of them."""
    kept = [row for row in rows if not of or _get(row, of) == which]
    counts = [sum(_get(row, by) == value for row in kept) for value in values]
    return [*(str(count or "") for count in counts), str(len(kept))]


def _get(row: Measured, name: str) -> str:
    return row.impact if name == "impact" else getattr(row.assumption, name)


def _table(rows: Sequence[Measured], heads: Sequence[str], found: Register) -> str:
    columns: dict[str, Callable[[Measured], str]] = {
        "Assumption, why, source": lambda row: cells.name(row.assumption, found),
        "Used (range)": lambda row: cells.value(row.assumption, found),
        "Acts on": cells.acts,
        "Impact, acts on": lambda row: cells.impact(row, found, cells.acts(row)),
        "Quality": lambda row: row.assumption.quality,
        "Quality, mark": lambda row: (
            f"{row.assumption.quality}, {MARKS[row.assumption.mark]['en']}"
        ),
    }
    return _markdown(heads, [[columns[head](row) for head in heads] for row in rows])


def _markdown(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _ages(found: Register) -> str:
    """Return the profiles: a row a kind of group, the most telling first."""
    by_slug: dict[str, dict[str, Measured]] = {}
    for row in found.rows:
        if row.assumption.kind == "profile":
            _, slug, cell = row.assumption.key.split(".")
            by_slug.setdefault(slug, {})[cell] = row
    heads = ["Kind of group", *(words["en"].capitalize() for words in CELLS.values())]
    together = [cells.age(found.ages[cell], found) for cell in CELLS]
    rows = [["**All groups at once**", *together, ""]]
    for slug, known in by_slug.items():
        ages = [cells.age(known.get(cell), found) for cell in CELLS]
        why = cells.text(found.law.profiles[slug].why["en"])
        rows.append([cells.group(slug, found), *ages, why])
    return _markdown([*heads, "Why"], rows)


def _sources(rows: Iterable[Measured]) -> str:
    known = sources()
    used = {i for row in rows for i in row.assumption.sources if i in known}
    lines = [
        f"- {i}: [{cells.text(known[i]['title'])}]({known[i]['url']})"
        for i in sorted(used, key=lambda one: (len(one), one))
    ]
    title, text = TITLES["sources"]
    return f"## {title}\n\n{text}\n\n" + "\n".join(lines)
