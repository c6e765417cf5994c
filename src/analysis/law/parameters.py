"""Reads data/parameters: the only place of the law that touches files."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from analysis import paths, privacy
from analysis.errors import Problem, ScenarioError
from analysis.law import nodes, reading, segments
from analysis.law.dated import Law, Overrides, overridden, with_plans
from analysis.law.reading import Entry, Parameter
from analysis.law.rules import Place, problem
from analysis.law.structure import Structural
from analysis.law.structure import structure as read_structure

if TYPE_CHECKING:
    from analysis.law.funders import Funder
    from analysis.law.gazette import Regulation

__all__ = [
    "Entry",
    "Law",
    "Parameter",
    "check",
    "funders",
    "load_law",
    "regulations",
    "sources",
    "structure",
]
T = TypeVar("T")

DATED = (
    *("contributions", "benefits", "calendar", "claims", "fiscal", "growth"),
    *("eligibility", "targets"),
)
VARIANTS = ("current", "planned")


@dataclass(frozen=True)
class _Files:
    """What the parameter files of one folder hold."""

    parameters: dict[str, Parameter]
    segments: dict[str, segments.SegmentInfo]
    profiles: dict[str, segments.Profile]
    digest: str
    problems: list[Problem]


def load_law(
    variant: str = "current",
    overrides: Overrides | None = None,
    *,
    file: str = "scenario.yaml",
) -> Law:
    """Return the law as it stands, or with plans, as a scenario overrides it.

    ``overrides``: ``{name: {"YYYY-MM": value}}``, each in force until the next;
    ``file`` is named in messages about them. Raises :class:`ScenarioError` with every
    unknown name (and its nearest), month or value at once.
    """
    if variant not in VARIANTS:
        raise ScenarioError(problem(file, "law.variant", variant, "variant"))
    files = _read(paths.PARAMETERS)
    if files.problems:
        raise ScenarioError(files.problems)
    named = files.parameters if variant == "current" else with_plans(files.parameters)
    return Law(
        variant=variant,
        parameters=overridden(named, overrides or {}, file),
        segments=files.segments,
        profiles=files.profiles,
        hash=_hash(files.digest, variant, overrides or {}),
    )


def sources() -> dict[str, dict[str, str]]:
    """Return every source by id: its ``title`` and its ``url``."""
    return _sources(paths.PARAMETERS)


def structure() -> dict[str, Structural]:
    """Return what the model takes for granted in its structure, by name."""
    return _small("structure.yaml", read_structure)


def _structure(problems: list[Problem]) -> dict[str, Structural]:
    return read_structure(*_text("structure.yaml", problems))


def regulations() -> dict[str, Regulation]:
    """Return the regulations a basis may cite, by name (``"PP 44/2015"``)."""
    from analysis.law import gazette  # no run needs it

    return _small("regulations.yaml", gazette.regulations)


def funders() -> dict[str, Funder]:
    """Return who may pay contributions, by slug, with the conditions."""
    from analysis.law import funders as payers  # few runs need it

    return _small("funders.yaml", payers.read)


def check() -> list[Problem]:
    """Return everything wrong in the parameter files and between them."""
    from analysis.law import checking as ties  # no run needs them
    from analysis.law import funders as payers
    from analysis.law import gazette

    files, known = _read(paths.PARAMETERS), sources()
    problems = list(files.problems)
    _structure(problems)
    rules = gazette.regulations(*_text("regulations.yaml", problems))
    payer = payers.read(*_text("funders.yaml", problems))
    ties.check_parameters(files.parameters, known, rules, Place("", "", problems))
    ties.check_regulations(rules, known, _text("regulations.yaml", problems)[1])
    ties.check_funders(
        payer, files.segments, known, rules, place=_text("funders.yaml", problems)[1]
    )
    place = _text("segments.yaml", problems)[1]
    ties.check_segments(files.segments, files.profiles, known, place)
    return problems


def _small(name: str, read: Callable[[str, Place], dict[str, T]]) -> dict[str, T]:
    """Return what a file that no run reads holds; all its problems raised at once."""
    problems: list[Problem] = []
    found = read(*_text(name, problems))
    if problems:
        raise ScenarioError(problems)
    return found


def _text(name: str, problems: list[Problem]) -> tuple[str, Place]:
    return _open(paths.PARAMETERS / name, problems, hashlib.sha256())


@lru_cache(maxsize=4)
def _read(folder: Path) -> _Files:
    problems: list[Problem] = []
    dated: dict[str, Parameter] = {}
    digest = hashlib.sha256()
    for stem in DATED:
        text, place = _open(folder / f"{stem}.yaml", problems, digest)
        for name, parameter in reading.parameters(text, place).items():
            if name in dated:
                place.at(name).report("duplicate", dated[name].file)
            dated[name] = parameter
    groups = segments.segments(*_open(folder / "segments.yaml", problems, digest))
    profiles = segments.profiles(*_open(folder / "profiles.yaml", problems, digest))
    return _Files(dated, groups, profiles, digest.hexdigest(), problems)


def _open(path: Path, problems: list[Problem], digest: object) -> tuple[str, Place]:
    """Return the text of a file; no text, or data of a person, end the reading."""
    raw = path.read_bytes() if path.is_file() else b""
    digest.update(raw)
    place = Place(paths.shown(path), "", problems)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        place.at(f"baris/line {line}").report("utf8", f"byte 0x{raw[error.start]:02x}")
        raise ScenarioError(problems) from None
    if not text.strip():
        place.report("no_file")
        raise ScenarioError(problems)
    if personal := list(privacy.by_line(text)):
        for number, one in personal:
            where = f"baris/line {number}"
            problems.append(Problem(place.file, where, one.shown, *one.said))
        raise ScenarioError(problems)
    return text, place


@lru_cache(maxsize=4)
def _sources(folder: Path) -> dict[str, dict[str, str]]:
    text, place = _open(folder / "sources.yaml", [], hashlib.sha256())
    found = nodes.tree(text, place)
    for source, body in found.items():
        for key in ("title", "url"):
            nodes.required(nodes.mapping(body, place.at(source)), key, place.at(source))
    if place.problems:
        raise ScenarioError(place.problems)
    return found


def _hash(digest: str, variant: str, overrides: Overrides) -> str:
    said = [
        f"{name} {month} {overrides[name][month]}"
        for name in sorted(overrides)
        for month in sorted(overrides[name])
    ]
    return hashlib.sha256("\n".join([digest, variant, *said]).encode()).hexdigest()
