"""Texts of small scenarios for the tests of this folder."""

from __future__ import annotations

from pathlib import Path

BASE = """\
schema: 1
name: uji
title: {id: "Uji", en: "Test"}
region: "3672"
first_year: 2027
years: 3
segments:
  rt_rw:
    eligible: 1528
    members: 1500
    tariff: {kind: bpu}
    path: {kind: hold}
"""
SEGMENT = "segments:\n  rt_rw:\n"
FULL = (Path(__file__).parent / "full_schema.yaml").read_text(encoding="utf-8")


def edited(old: str, new: str, text: str = BASE) -> str:
    """Return ``text`` with one part replaced; it must be there."""
    assert old in text, old
    return text.replace(old, new, 1)


def with_segment(lines: str) -> str:
    """Return the base with more lines in its segment."""
    return BASE + "".join(f"    {line}\n" for line in lines.splitlines())


def with_top(lines: str) -> str:
    """Return the base with more lines at the top level."""
    return BASE + lines + "\n"
