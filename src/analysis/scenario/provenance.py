"""Where every value of a scenario came from, and which ones no source gives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from analysis.language import say
from analysis.scenario import texts
from analysis.scenario.fields import suggest
from analysis.scenario.messages import Issue, locate
from analysis.scenario.resolved import leaves
from analysis.scenario.schema import Assumed, Scenario
from analysis.scenario.yamltext import Branch, Place, Scalar


def origins(scenario: Scenario, tree: Branch) -> dict[str, str]:
    """Return the origin of each leaf of the resolved scenario, by key path."""
    values = {**scenario.resolved(), "assumed": None}
    found = {path: _origin(path, tree) for path, _ in leaves(values)}
    if scenario.extends:
        found["extends"] = f"written out here; the file extends {scenario.extends}"
    return found


def _origin(path: str, tree: Branch) -> str:
    node, place = _node_at(tree, path)
    if node is None or (isinstance(node, Scalar) and node.null):
        return "default"
    if isinstance(node, Branch) and "evidence" in node:
        return evidence_words(node["evidence"].text, "as" in node)
    return place.origin


def _node_at(tree: Branch, path: str) -> tuple[Any, Any]:
    keys, node, place = locate(tree, tuple(path.split(".")))
    return (node, place) if keys else (None, place)


def evidence_words(claim_id: str, printed: bool = False, lang: str = "en") -> str:
    """Return where a figure of the ledger is from, and what it was settled to be."""
    from analysis.evidence import ledger

    claim = ledger.rows()[claim_id]
    word = say(id="bukti", en="evidence")[lang]
    cited = f"{word} {claim_id}: {claim['quote']} ({claim['source_id']})"
    used = evidence_used(claim_id, printed, lang)
    return f"{cited}; {used}" if used else cited


def evidence_used(claim_id: str, printed: bool = False, lang: str = "en") -> str:
    """Return what a figure of the ledger is used as; empty where it is exact."""
    from analysis.evidence import settled

    if printed:
        return AS_PRINTED[lang]
    judged = settled.settled(claim_id)
    return settled.words(judged, lang) if judged else _rounded(claim_id, lang)


def is_printed(origin: str) -> bool:
    """Say whether an origin is that of a figure taken as printed."""
    return origin.endswith(AS_PRINTED["en"])


AS_PRINTED = say(id="angka seperti tercetak", en="the figure as printed")


def _rounded(claim_id: str, lang: str) -> str:
    """Say how far the source rounds; nothing where the figure is exact."""
    from analysis.evidence import facts, ledger, settled

    found = settled.as_rounded(claim_id)
    if found.kind == "uniform":
        low, high = (settled.shown(end, lang) for end in found.numbers)
        text = say(id=f"dibulatkan sumbernya: {low} sampai {high}",
                   en=f"rounded by its source: {low} to {high}")  # fmt: skip
        return text[lang]
    if ledger.rows()[claim_id]["rounding"] == facts.MORE_THAN:
        return say(id="paling sedikit ini", en="at least this")[lang]
    return ""


def live_marks(tree: Branch, written: Branch) -> Branch:
    """Return ``tree`` without marks on values that were set later, or removed.

    ``written`` is the tree before ``--set``. A mark of this file on a value that it
    never had is kept: it is an error.
    """
    marks = tree.get("assumed")
    if not isinstance(marks, Branch):
        return tree
    kept = Branch(marks.place)
    for path, node in marks.items():
        if _is_live(path, marks.lines[path], tree, written):
            kept.put(path, node, marks.lines[path])
    result = Branch(tree.place)
    for key, node in tree.items():
        result.put(key, kept if key == "assumed" else node, tree.lines[key])
    return result


def _is_live(path: str, mark: Place, tree: Branch, written: Branch) -> bool:
    node, place = _node_at(tree, path)
    if node is not None:
        return place.level <= mark.level
    return mark.level >= 0 and _node_at(written, path)[0] is None


def mark_issues(scenario: Scenario, tree: Branch) -> Iterator[Issue]:
    """Yield marks that name no value, or a range a value is not in."""
    values = dict(leaves({**scenario.resolved(), "assumed": None}))
    for path, mark in scenario.assumed.items():
        loc = ("assumed", path)
        if not any(f"{key}.".startswith(f"{path}.") for key in values):
            advice = suggest(path, values)
            yield Issue(loc, texts.MARK_WITHOUT_VALUE, advice, path)
        if not _in_range(values.get(path), mark):
            yield Issue(loc, *texts.MARK_RANGE)


def _in_range(value: Any, mark: Assumed) -> bool:
    """Say whether the range is one, and holds the value if that is one number."""
    if mark.low is None and mark.high is None:
        return True
    if mark.low is None or mark.high is None or mark.low > mark.high:
        return False
    if isinstance(value, bool) or not isinstance(value, int | float):
        return True
    return float(mark.low) <= value <= float(mark.high)
