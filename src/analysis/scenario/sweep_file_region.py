"""What a sweep says relative to a region, as the numbers of that region.

``{share_of: labour_force, share: 0.10}`` becomes people, rounded half up, and
``base_idr: region`` the base of the region's own file. What is not known of a region
is not borrowed: its base is then none.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Annotated, Any

from pydantic import Field, PlainValidator, ValidationError

from analysis import paths
from analysis.errors import ScenarioError
from analysis.scenario import region_workers
from analysis.scenario import sweep_file_texts as texts
from analysis.scenario.fields import number, one_of, within
from analysis.scenario.kinds import Closed, is_null
from analysis.scenario.messages import Issue, Loc, is_index, issues_of, report
from analysis.scenario.numerals import decimal
from analysis.scenario.regions import region_facts, region_pack
from analysis.scenario.yamltext import Branch, Items, Node, Place, Scalar

WHOLES: dict[str, Callable[[str], int]] = {
    "labour_force": lambda code: region_workers.labour_force(code).people,
    "population": lambda code: region_pack(code).population,
}
PEOPLE_KEYS = ("eligible", "members", "target_people", "people")
OF_THE_REGION = "region"
HALF = Fraction(1, 2)


def _share(value: Any) -> Fraction:
    found = number(value)
    within(found, 0, 1)
    return found


class ShareOf(Closed):
    """People as a share of what is counted of every region."""

    share_of: Annotated[str, one_of(*WHOLES)] = Field(examples=["labour_force"])
    share: Annotated[Fraction, PlainValidator(_share)] = Field(examples=["0.10"])


def for_region(tree: Branch, code: str) -> Branch:
    """Return ``tree`` with every relative value as the number of region ``code``.

    people = floor(share x whole + 1/2). Raises ScenarioError with all that cannot be
    read or is not known.
    """
    issues: list[Issue] = []
    result = _branch(tree, code, (), issues)
    if issues:
        raise ScenarioError(report(issues, tree))
    return _with_base(result, code)


def _branch(branch: Branch, code: str, at: Loc, issues: list[Issue]) -> Branch:
    result = Branch(branch.place)
    for key, node in branch.items():
        result.put(key, _node(node, code, (*at, key), issues), branch.lines[key])
    return result


def _node(node: Node, code: str, at: Loc, issues: list[Issue]) -> Node:
    if isinstance(node, Items):
        items = Items(node.place)
        items.extend(_node(n, code, (*at, i), issues) for i, n in enumerate(node))
        return items
    if not isinstance(node, Branch):
        return node
    if at[-1] in PEOPLE_KEYS and "share_of" in node:
        return _people(node, code, at, issues)
    return _branch(node, code, at, issues)


def _people(node: Branch, code: str, at: Loc, issues: list[Issue]) -> Node:
    if "share" in node and is_null(node["share"]):
        issues.append(Issue((*at, "share"), *texts.NO_SHARE))
        return node
    try:
        asked = ShareOf.model_validate(node)
    except ValidationError as error:
        issues += issues_of(error, ShareOf, at)
        return node
    people = int(asked.share * WHOLES[asked.share_of](code) + HALF)
    return Scalar(str(people), None, node.place)


def _with_base(tree: Branch, code: str) -> Branch:
    budget = tree.get("budget")
    asked = budget.get("base_idr") if isinstance(budget, Branch) else None
    if not isinstance(asked, Scalar) or asked.text != OF_THE_REGION:
        return tree
    base = getattr(budget.get("base"), "text", "revenue")
    year = getattr(tree.get("first_year"), "text", "")
    known = _base(code, base, int(year) if is_index(year) else 0)
    tree["budget"] = _replaced(budget, "base_idr", known)
    return tree


def _base(code: str, base: str, first_year: int) -> Branch:
    """Return the latest known base before or in the first year, and any later one."""
    place = Place(paths.shown(paths.REGIONS / f"{code}.yaml"))
    result, facts = Branch(place), region_facts(code)
    years = facts.bases_idr.get(base, {}) if facts else {}
    before = [year for year in years if year <= first_year]
    for year in sorted(years) if before else ():
        if year >= max(before):
            text = decimal(years[year][0])
            result.put(str(year), Scalar(text, None, place), place)
    return result


def _replaced(branch: Branch, key: str, node: Node) -> Branch:
    result = Branch(branch.place)
    for name, item in branch.items():
        result.put(name, node if name == key else item, branch.lines[name])
    return result
