"""Whether a run can end well: Python, the packages, a place for temporary files.

Packages must be within what pyproject.toml allows. Another version may give other
numbers, or fail half an hour into a run.
"""

from __future__ import annotations

import platform
from collections.abc import Iterator
from functools import cache
from importlib import metadata

from analysis.errors import MachineError, Problem
from analysis.language import say
from analysis.run import advice, temporary

PACKAGE = "iuran"


@cache
def check() -> None:
    """Return if everything is there.

    Raises:
        MachineError: every package that is missing or of another version, by name; or
            there is no place for temporary files.
    """
    temporary.place()
    problems = list(_problems())
    if problems:
        raise MachineError(problems)


def _problems() -> Iterator[Problem]:
    from packaging.requirements import Requirement
    from packaging.specifiers import SpecifierSet

    try:
        own = metadata.metadata(PACKAGE)
    except metadata.PackageNotFoundError:  # not installed: nothing says what it needs
        return
    wanted = SpecifierSet(own.get("Requires-Python", ""))
    found = platform.python_version()
    if not wanted.contains(found, prereleases=True):
        yield _problem("python", found, str(wanted))
    for line in own.get_all("Requires-Dist") or ():
        one = Requirement(line)
        if one.marker is None or one.marker.evaluate({"extra": ""}):
            yield from _of_package(one.name, str(one.specifier))


def _of_package(name: str, wanted: str) -> Iterator[Problem]:
    from packaging.specifiers import SpecifierSet

    try:
        found = metadata.version(name)
    except metadata.PackageNotFoundError:
        found = ""
    if not found or not SpecifierSet(wanted).contains(found, prereleases=True):
        yield _problem(name, found, wanted)


def _problem(name: str, found: str, wanted: str) -> Problem:
    rule = say(
        id=advice.PACKAGE["id"].format(needed=wanted),
        en=advice.PACKAGE["en"].format(needed=wanted),
    )
    return Problem(name, "", found, rule, advice.PACKAGE_REMEDY)
