"""The known segments and profiles, by slug, for whoever has no law at hand."""

from __future__ import annotations

from analysis.law.parameters import load_law
from analysis.law.segments import Profile, SegmentInfo


def segment_names() -> list[str]:
    """Return the slugs of the known segments, in the order of their file."""
    return list(load_law().segments)


def profile_names() -> list[str]:
    """Return what a scenario's ``profile`` may say: profiles, and segments for theirs.

    A segment's slug stands for the profile named in segments.yaml.
    """
    law = load_law()
    return list(dict.fromkeys([*law.profiles, *law.segments]))


def segment(slug: str) -> SegmentInfo:
    """Return label, default tariff and profile of a known segment."""
    return load_law().segment(slug)


def profile(name: str) -> Profile:
    """Return ages and sexes by the slug of a profile or of a segment."""
    return load_law().profile(name)
