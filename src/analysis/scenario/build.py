"""From nodes to a scenario: read every value, check, say all problems at once."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from analysis.errors import ScenarioError
from analysis.scenario import (
    budget_checks,  # noqa: F401 - registers its checks
    segment_checks,  # noqa: F401 - registers its checks
    size_checks,  # noqa: F401 - registers its checks
    texts,
)
from analysis.scenario.checks import all_issues
from analysis.scenario.kinds import is_null
from analysis.scenario.local_law import with_local_law
from analysis.scenario.messages import Issue, issues_of, kind_of, models_in, report
from analysis.scenario.provenance import mark_issues, origins
from analysis.scenario.schema import Funder, Scenario
from analysis.scenario.surroundings import Surroundings
from analysis.scenario.yamltext import Branch, Items


def build(tree: Branch, own: Branch, issues: list[Issue]) -> Scenario:
    """Return the scenario of ``tree``; ``own`` is the file without its parents.

    ``issues`` were found before. Raises ScenarioError with all problems.
    """
    around = Surroundings(tree, own_why=not is_null(own.get("why")))
    scenario: Scenario | None = None
    issues = [*issues, *_own_name(own)]
    try:
        scenario = Scenario.model_validate(tree)
    except ValidationError as error:
        issues += issues_of(error, Scenario)
    issues += all_issues(scenario or readable(tree), around)
    if scenario is not None:
        issues += mark_issues(scenario, tree)
    if issues or scenario is None:
        raise ScenarioError(report(issues, tree, own))
    return _with_origins(scenario, tree)


def _with_origins(scenario: Scenario, tree: Branch) -> Scenario:
    if not any(funder.funder == "apbd" for funder in scenario.funding):
        funding = (*scenario.funding, Funder(funder="apbd"))
        scenario = scenario.model_copy(update={"funding": funding})
    scenario, local = with_local_law(scenario)
    scenario.provenance.update(origins(scenario, tree) | local)
    return scenario


def _own_name(own: Branch) -> Iterator[Issue]:
    """A variant has its own name; all else may be inherited."""
    if not is_null(own.get("name")) or is_null(own.get("extends")):
        return
    yield Issue(("name",), *texts.OWN_NAME, "", own=True)


def readable(tree: Branch) -> SimpleNamespace:
    """Return what can be read of a faulty scenario; None where it cannot."""
    found = _readable(Scenario, tree)
    segments = tree.get("segments")
    found.segment_names = list(segments) if isinstance(segments, Branch) else None
    return found


def _readable(model: type[BaseModel], tree: Branch) -> SimpleNamespace:
    given = {key for key, node in tree.items() if not is_null(node)}
    found = SimpleNamespace(model_fields_set=given)
    for name, field in model.model_fields.items():
        node = tree.get(field.alias or name)
        value = _default(field) if is_null(node) else _value(_annotation(field), node)
        setattr(found, name, value)
    return found


def _default(field: FieldInfo) -> Any:
    if field.is_required():
        return None
    return field.get_default(call_default_factory=True)


def _annotation(field: FieldInfo) -> Any:
    if field.metadata:
        return Annotated[field.annotation, *field.metadata]
    return field.annotation


def _value(annotation: Any, node: Any) -> Any:
    try:
        return TypeAdapter(annotation).validate_python(node)
    except ValidationError:
        return _parts(annotation, node)


def _parts(annotation: Any, node: Any) -> Any:
    """Return the readable parts of a list or mapping that holds a bad value."""
    if get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is tuple:
        items = node if isinstance(node, Items) else ()
        return tuple(_value(inner[0], item) for item in items)
    if not isinstance(node, Branch):
        return None
    if origin is dict:
        return _entries(*inner, node)
    kind = getattr(node.get("kind"), "text", None)
    models = [one for one in models_in(annotation) if kind_of(one) in {None, kind}]
    return _readable(models[0], node) if models else None


def _entries(key: Any, value: Any, node: Branch) -> dict[Any, Any] | None:
    """Return the entries of a mapping of mappings; None for a mapping of numbers."""
    nested = get_origin(value) is dict
    if not nested and not any(models_in(value)):
        return None
    keys = {name: _value(key, name) for name in node}
    return {
        keys[name]: _value(value, item) or ({} if nested else None)
        for name, item in node.items()
        if keys[name] is not None
    }
