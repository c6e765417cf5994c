"""What ties the parameter files together: sources, segments, regulations cited."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from analysis.law.funders import Funder
from analysis.law.gazette import Regulation, citations
from analysis.law.reading import Parameter
from analysis.law.rules import Place
from analysis.law.segments import Profile, SegmentInfo


def check_parameters(
    parameters: Mapping[str, Parameter],
    sources: Collection[str],
    regulations: Collection[str],
    place: Place,
) -> None:
    """Report sources that do not exist, and law that names no known regulation."""
    for name, parameter in parameters.items():
        for entry in (*parameter.entries, *parameter.planned):
            at = f"{name}.{entry.from_month}"
            here = Place(parameter.file, at, place.problems)
            check_sources(entry.sources, sources, here)
            check_basis(entry.basis, entry.mark, regulations, here)


def check_segments(
    segments: Mapping[str, SegmentInfo],
    profiles: Mapping[str, Profile],
    sources: Collection[str],
    place: Place,
) -> None:
    """Report sources and profiles of segments that do not exist."""
    for slug, segment in segments.items():
        check_sources(segment.default_tariff.sources, sources, place.at(slug))
        if segment.profile not in profiles:
            place.at(slug).at("profile").report("choices", segment.profile)


def check_funders(
    funders: Mapping[str, Funder],
    segments: Collection[str],
    sources: Collection[str],
    regulations: Collection[str],
    place: Place,
) -> None:
    """Report segments, sources and regulations of funders that do not exist."""
    for slug, funder in funders.items():
        for one in funder.conditions:
            here = place.at(f"{slug}.{one.from_month}")
            check_sources(one.sources, sources, here)
            check_basis(one.basis["id"], one.mark, regulations, here)
            for segment in one.pays or ():
                if segment not in segments:
                    here.at("pays").report("segment", segment)


def check_regulations(
    regulations: Mapping[str, Regulation], sources: Collection[str], place: Place
) -> None:
    """Report sources of regulations that do not exist."""
    for name, regulation in regulations.items():
        check_sources(regulation.sources, sources, place.at(name))


def check_basis(
    basis: str, mark: str, regulations: Collection[str], place: Place
) -> None:
    """Report a basis that cites an unknown regulation, or a law without one."""
    cited = citations(basis)
    for one in cited:
        if one.name not in regulations:
            place.at("basis").report("regulation", one.name)
    if mark == "law" and not cited:
        place.at("basis").report("regulation", basis)


def check_sources(ids: Iterable[str], known: Collection[str], place: Place) -> None:
    """Report source ids that are not in sources.yaml."""
    for source in ids:
        if source not in known:
            place.report("unknown_source", source)
