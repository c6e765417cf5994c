"""The cells of ASSUMPTIONS.md: what one assumption is, says and moves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from analysis.language import number
from analysis.law.parameters import sources
from analysis.report import keys
from analysis.report.assumptions_words import AREAS, MEASURED
from analysis.report.tables_law import plain, unit_words
from analysis.scenario.regions import region_pack
from analysis.study.assumptions import Assumption
from analysis.study.measured import Measured, Register

NO_UNIT = ("rule", "period", "month-day")  # the value says it
SHOWN_FROM = 0.005  # changes below half a per cent are not listed beside larger ones


def text(said: str) -> str:
    """Return a text fit for a cell: one line, no sign that Markdown reads."""
    return " ".join(said.split()).replace("|", "\\|").replace("<", "&lt;")


def name(one: Assumption, found: Register) -> str:
    """Return title in both languages, reason, key and sources, a line each."""
    english, local = (text(_title(one, found, lang)) for lang in ("en", "id"))
    key = " ".join(f"`{part}`" for part in one.key.split(": "))
    why = text(one.note["en"])
    return f"**{english}**<br>*{local}*<br>{why}<br>{key} Source: {_ids(one)}"


def acts(row: Measured) -> str:
    """Return the groups of results an assumption acts on."""
    return ", ".join(AREAS[area] for area in row.acts)


def _title(one: Assumption, found: Register, lang: str) -> str:
    if one.kind != "scenario":
        return one.title[lang]
    scenario = found.scenarios[one.scenario]
    run: Any = SimpleNamespace(scenario=scenario, law=found.law)
    label = keys.key_label(run, one.title["en"], lang)
    return f"{region_pack(scenario.region).name}: {label}"


def value(one: Assumption, found: Register) -> str:
    """Return what is used, what else it may be, and the unit, a line each."""
    if one.kind == "structure":
        tried = one.tries(found.scenarios[found.baselines[0]])
        return "<br>".join(text(_instead(changes)) for changes, _ in tried)
    write, unit = _writer(one, found)
    used = write(one.value)
    others = [write(end) for end in one.ends]
    if len(others) == 2 and not any(isinstance(end, str) for end in one.ends):
        others = [" to ".join(others)]
    elif others:
        others = ["or " + ", ".join(other for other in others if other != used)]
    return "<br>".join(text(line) for line in (used, *others, unit) if line)


def _instead(changes: Mapping[str, Any]) -> str:
    """Return in words what a reading of the structure was tried with instead."""
    flat = {
        name: value
        for key, one in changes.items()
        for name, value in (one if isinstance(one, dict) else {key: one}).items()
    }
    said = (f"{key.split('.')[-1]} {value}" for key, value in flat.items())
    return "or " + ", ".join(said).replace("_", " ")


def _writer(one: Assumption, found: Register) -> tuple[Callable[[Any], str], str]:
    """Return how the numbers of an assumption are written, and their unit."""
    if one.kind != "scenario":
        unit = "" if one.unit in NO_UNIT else unit_words(one.unit, "en")
        return _number, unit
    key = one.title["en"]
    scenario: Any = SimpleNamespace(scenario=found.scenarios[one.scenario])
    path, _ = keys.value_at(scenario, key)
    kind = "each" if key.endswith(".months") else keys.key_kind(path)
    return lambda value: keys.written(keys.central(value), kind, "en"), (
        keys.UNITS[kind]["en"]
    )


def _number(value: Any) -> str:
    if value is None or isinstance(value, str):
        return str(value or "").replace("_", " ")
    size = float(value)
    return plain(size, "en") if abs(size) >= 1 else f"{size:.4g}"


def impact(row: Measured, found: Register, moved: str = "") -> str:
    """Return the class of impact, what moved most and where, what it acts on."""
    detail = _widths(row, found) if row.impact == "ranges" else _changes(row, found)
    lines = [f"**{row.impact}**", detail, f"acts on {moved}" if moved else ""]
    return "<br>".join(line for line in lines if line)


def _changes(row: Measured, found: Register) -> str:
    """Return what moved most where it moved most, low to high."""
    if not row.trials or row.impact == "none":
        return ""
    worst = row.worst
    same = [trial for trial in row.trials if trial.scenario == worst.scenario]
    least = min(SHOWN_FROM, worst.size)
    said = []
    for name, words in MEASURED.items():
        changes = [trial.changes[name] for trial in same]
        if max(map(abs, changes)) >= least and not _is_repeated(name, said):
            said.append(f"{words} {_ends(changes, name)}")
    return f"{_place(worst.scenario, found)}: {'; '.join(said)}"


def _is_repeated(name: str, said: Sequence[str]) -> bool:
    """Say whether a measure only repeats another that is shown: bill / base, claims."""
    same_as = {"burden": "bill", "paid": "claims", "tariff": "claims"}
    before = MEASURED.get(same_as.get(name, ""))
    return before is not None and any(one.startswith(before) for one in said)


def _ends(changes: Sequence[float], name: str = "") -> str:
    low, high = min(changes), max(changes)
    unit = " points" if name == "cut" else "%"
    kept = [x for x in dict.fromkeys((low, high)) if abs(x) > 1e-9]
    return " to ".join(_signed(x) + unit for x in kept)


def _signed(share: float) -> str:
    size = share * 100
    places = 0 if abs(size) >= 9.95 else 1 if abs(size) >= 0.095 else 3
    sign = "+" if size > 0 else "-"
    return sign + number(abs(size), "en", places)


def _widths(row: Measured, found: Register) -> str:
    name, pair = max(
        (row.spread or {}).items(), key=lambda item: max(map(abs, item[1]))
    )
    return f"{_place(name, found)}: width of the claims' range {_ends(pair)}"


def _place(scenario: str, found: Register) -> str:
    return region_pack(found.scenarios[scenario].region).name


def _ids(one: Assumption) -> str:
    known = sources()
    if not one.sources:
        return "none found"
    return ", ".join(
        f"[{i}]({known[i]['url']})" if i in known else i for i in one.sources
    )


def group(slug: str, found: Register) -> str:
    """Return a kind of group in both languages, and its key."""
    title: Mapping[str, str] = found.law.profiles[slug].title
    return f"**{text(title['en'])}**<br>*{text(title['id'])}*<br>`profiles.{slug}`"


def age(row: Measured | None, found: Register) -> str:
    """Return one cell of a profile: value, range, impact."""
    if row is None:
        return ""
    shown = []
    if row.assumption.value is not None:
        used, other, *_ = value(row.assumption, found).split("<br>")
        shown = [f"{used} ({other})"]
    return "<br>".join([*shown, impact(row, found) if row.trials else row.impact])
