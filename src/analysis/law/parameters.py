"""Reads data/parameters: the only place of the law that touches files."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from analysis import paths
from analysis.errors import Problem, ScenarioError
from analysis.law import reading, segments
from analysis.law.dated import Law, Overrides, overridden, with_plans
from analysis.law.reading import Entry, Parameter
from analysis.law.rules import Place, problem

__all__ = ["Entry", "Law", "Parameter", "check", "load_law", "sources"]

DATED = ("contributions", "benefits", "calendar", "claims", "fiscal", "growth")
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


def check() -> list[Problem]:
    """Return everything wrong in the parameter files, sources that do not exist too."""
    files, known = _read(paths.PARAMETERS), sources()
    place = Place("", "", list(files.problems))
    for name, parameter in files.parameters.items():
        for entry in (*parameter.entries, *parameter.planned):
            here = Place(parameter.file, f"{name}.{entry.from_month}", place.problems)
            _check_sources(entry.sources, known, here)
    file = _shown(paths.PARAMETERS / "segments.yaml")
    for slug, segment in files.segments.items():
        here = Place(file, slug, place.problems)
        _check_sources(segment.default_tariff.sources, known, here)
        if segment.profile not in files.profiles:
            here.at("profile").report("choices", segment.profile)
    return place.problems


def _check_sources(ids: tuple[str, ...], known: dict, place: Place) -> None:
    for source in ids:
        if source not in known:
            place.report("unknown_source", source)


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
    raw = path.read_bytes() if path.is_file() else b""
    digest.update(raw)
    return raw.decode("utf-8"), Place(_shown(path), "", problems)


def _shown(path: Path) -> str:
    return paths.shown(path)


@lru_cache(maxsize=4)
def _sources(folder: Path) -> dict[str, dict[str, str]]:
    place = Place(_shown(folder / "sources.yaml"), "", [])
    text = (folder / "sources.yaml").read_text(encoding="utf-8")
    found = reading.tree(text, place)
    for source, body in found.items():
        for key in ("title", "url"):
            reading.required(body, key, place.at(source))
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
