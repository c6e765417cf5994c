"""Assumptions of scenarios and funders, and judgements on contradicting figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from analysis.evidence import judgements, ledger, settlements
from analysis.evidence.judgements import Settlement
from analysis.language import Text, say
from analysis.law.dated import Law
from analysis.law.funders import Condition, Funder
from analysis.quantity import Quantity
from analysis.scenario.resolved import is_spread, leaves, marked, plain
from analysis.scenario.schema import Scenario
from analysis.study.assumptions import OFFERED, Assumption, Tries, alternatives

_EVIDENCE = re.compile(r"evidence ([A-Za-z0-9_.\-]+)")
_OTHER = {"members": "eligible", "eligible": "members"}
_UNMARKED = say(
    id="Tidak pasti dalam skenario; alasannya tertulis di berkas skenario.",
    en="Uncertain in the scenario; the reason stands in the scenario file.",
)


def of_scenarios(scenarios: Mapping[str, Scenario], law: Law) -> Iterator[Assumption]:
    """Yield what scenarios mark as assumed, and what they hold as uncertain.

    A variant adds only what differs from its parent; an uncertain value that repeats
    the default offered for it stands with that default, one that comes with a figure of
    the ledger with the rounding or the judgement it has there.
    """
    for scenario in scenarios.values():
        parent = scenarios.get(scenario.extends or "")
        for key, mark in scenario.assumed.items():
            if not _same(parent, scenario, key):
                ends = () if mark.low == mark.high else (mark.low, mark.high)
                why = mark.why if isinstance(mark.why, dict) else mark.why.model_dump()
                yield _of_key(scenario, key, "assumed", ends, say(**why))
        for key, value in leaves({**scenario.resolved(), "assumed": None}):
            if not is_spread(value) or _same(parent, scenario, key):
                continue
            if not _stands_elsewhere(scenario, key, value, law):
                yield _of_key(scenario, key, "derived", _ends(value), _UNMARKED)


def _same(parent: Scenario | None, scenario: Scenario, key: str) -> bool:
    """Say whether a parent has the same value and the same mark at a key."""
    if parent is None:
        return False
    same_value = marked(parent.resolved(), key) == marked(scenario.resolved(), key)
    return same_value and parent.assumed.get(key) == scenario.assumed.get(key)


def _stands_elsewhere(scenario: Scenario, key: str, value: Any, law: Law) -> bool:
    """Say whether a mark, the ledger or a default offered has an uncertain value."""
    if any(f"{key}.".startswith(f"{one}.") for one in scenario.assumed):
        return True
    known = {re.sub(r"^segments\.\w+", "segments.*", key), key}
    return bool(_claim(scenario, key)) or any(
        target in known and plain(law.quantity(name)) == value
        for name, target in OFFERED.items()
    )


def _ends(value: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return the ends of an uncertain value as a resolved scenario writes it."""
    if "median" in value:
        return value["p10"], value["p90"]
    if "normal" in value:
        mean, sd = (Fraction(str(one)) for one in value["normal"])
        return tuple(map(plain, alternatives(Quantity("normal", (mean, sd)))))
    if "uniform" in value:
        return tuple(value["uniform"])
    return tuple(one for one, _ in value["choice"])


def _of_key(
    scenario: Scenario, key: str, mark: str, ends: tuple, note: Text
) -> Assumption:
    path, value = marked(scenario.resolved(), key)
    claim = _claim(scenario, path)
    return Assumption(
        key=f"{scenario.name}: {key}",
        kind="scenario",
        mark=mark,
        title=say(id=key, en=key),
        value=_months(scenario, key) if key.endswith(".months") else value,
        ends=ends,
        unit="",
        note=note,
        file=f"scenarios/{scenario.name}.yaml",
        sources=(claim,) if claim else (),
        scenario=scenario.name,
        tries=lambda one: [(end, _changes(one, key, path, end)) for end in ends],
    )


def _claim(scenario: Scenario, path: str) -> str:
    """Return the claim a value of a scenario is taken from, empty for none."""
    found = _EVIDENCE.match(str(scenario.provenance.get(path, "")))
    return found[1].rstrip(".") if found else ""


def _months(scenario: Scenario, key: str) -> int:
    months = scenario.segments[key.split(".")[1]].months
    return months.last - months.first + 1


def _changes(scenario: Scenario, key: str, path: str, end: Any) -> dict[str, Any]:
    """Return the changes that give a marked key another value.

    A number of months ends where the months end now. Members cannot exceed the
    eligible: the other of the two goes with the one that is tried.
    """
    end = plain(end)
    parts = key.split(".")
    if parts[-1] == "months":
        last = scenario.segments[parts[1]].months.last
        return {f"{key}.first": last - end + 1}
    changes = {path: end}
    if parts[-1] in _OTHER:
        other = _OTHER[parts[-1]]
        now = getattr(scenario.segments[parts[1]], other).central
        beyond = end > now if other == "eligible" else end < now
        changes |= {f"segments.{parts[1]}.{other}": end} if beyond else {}
    return changes


def of_settlements(found: Iterable[Settlement]) -> Iterator[Assumption]:
    """Yield judgements on contradicting figures.

    The standard deviations of a balance and the probabilities of a choice are ours:
    assumed. A typing error, a label and a figure held apart rest on printed figures.
    """
    assumed = (judgements.BALANCE, judgements.CHOICE)
    for one in found:
        value, ends = _said(one)
        yield Assumption(
            key=f"settlement: {one.name}",
            kind="settlement",
            mark="assumed" if one.method in assumed else "derived",
            title=one.title,
            value=value,
            ends=ends,
            unit="",
            note=one.why,
            file=judgements.FILE,
            confidence="A" if one.method in assumed else "D",
            sources=one.claims,
            tries=_other_figures(one),
        )


def _said(one: Settlement) -> tuple[str, tuple[str, ...]]:
    """Return what a judgement says, and what else it may say."""
    if one.method == judgements.BALANCE:
        others = tuple(name for name in one.weights if name != one.chosen)
        return f"weights {one.chosen}", others
    if one.method == judgements.CHOICE:
        low_high = tuple(f"{float(x):.12g}" for x in one.probability_range)
        first = one.options[0]
        return f"probability {float(first.probability):.12g} of the first", low_high
    return one.method, ()


def _other_figures(one: Settlement) -> Tries:
    """Return the trials: each other set of figures, where a scenario uses one."""

    def tries(scenario: Scenario) -> list[tuple[Any, dict[str, Any]]]:
        used = {
            path: claim
            for path in scenario.provenance
            if (claim := _claim(scenario, path)) in one.claims
        }
        return [
            (name, {path: figures[claim] for path, claim in used.items()})
            for name, figures in (_figures(one) if used else ())
        ]

    return tries


def _figures(one: Settlement) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every set of figures a judgement could give: name, claim -> value."""
    rows = ledger.rows()
    if one.method == judgements.BALANCE:
        for name in one.weights:
            found = settlements.solve(one, name, rows)
            if found.publishable:
                table = found.table().set_index("claim_id")["adjusted"]
                yield name, {claim: round(table[claim]) for claim in one.claims}
    for option in one.options:
        value = option.value
        if value is None:
            value = settlements.printed(option.claim, rows)
        yield str(plain(value)), dict.fromkeys(one.claims, plain(value))
    if one.method == judgements.TYPING:
        claim = one.claims[0]
        yield "as printed", {claim: plain(settlements.printed(claim, rows))}


def of_funders(funders: Mapping[str, Funder]) -> Iterator[Assumption]:
    """Yield conditions of funders that are assumed, or derived and explained."""
    for funder in funders.values():
        for one in funder.conditions:
            judged = one.mark == "derived" and one.note["en"]
            if one.mark == "assumed" or judged:
                yield _condition(funder, one)


def _condition(funder: Funder, one: Condition) -> Assumption:
    label = funder.label
    return Assumption(
        key=f"{funder.slug}@{one.from_month}",
        kind="parameter",
        mark=one.mark,
        title=say(
            id=f"{label['id']}: yang boleh dibayar",
            en=f"{label['en']}: whom it may pay for",
        ),
        value=", ".join(one.pays) if one.pays else "all",
        ends=(),
        unit="",
        note=one.note if one.note["en"] else one.basis,
        file="data/parameters/funders.yaml",
        confidence=one.confidence,
        sources=one.sources,
    )
