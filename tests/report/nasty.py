"""Scenarios no planner would write, for figures that must stand them all."""

from __future__ import annotations

SLUGS = (
    *("rt_rw", "kader", "nelayan", "linmas", "marbot", "petani"),
    *("umkm", "parkir", "opang", "guru_ngaji", "non_asn", "kelompok_sendiri"),
)
LONG = "Kelompok kerja penyelenggara ketertiban dan kebersihan lingkungan permukiman"
WORD = "Penyelenggarapertanggungjawabankesejahteraansosial"


def scenario(name, people, *, years, groups=1, label="", ceiling="null"):
    """The text of a scenario: so many groups of so many people each."""
    head = f"""schema: 1
name: {name}
title: {{id: "{label or name}", en: "{label or name}"}}
why: {{id: "Untuk uji.", en: "For tests."}}
region: "3672"
first_year: 2027
years: {years}
draws: 50
seed: 1
budget: {{base: revenue, ceiling: {ceiling}, when_short: heads}}
segments:
"""
    return head + "".join(_group(slug, people, label) for slug in SLUGS[:groups])


def _group(slug, people, label):
    said = f"{label} {slug}" if label else slug
    own = "    profile: umum\n" if slug == SLUGS[-1] else ""
    return f"""  {slug}:
    label: {{id: "{said}", en: "{said}"}}
    eligible: {people * 2}
    members: {people}
    tariff: {{kind: bpu}}
    path: {{kind: hold}}
    place: refill
{own}"""


WRITTEN = {
    "many-groups": {"people": 700, "years": 3, "groups": 12, "label": LONG},
    "one-long-word": {"people": 1, "years": 1, "groups": 3, "label": WORD},
    "nobody": {"people": 0, "years": 1},
    "forty-years": {"people": 35_000, "years": 40, "groups": 2},
}


def write(folder, name):
    """Write a scenario into a folder; return its path."""
    path = folder / f"{name}.yaml"
    path.write_text(scenario(name, **WRITTEN[name]), "utf-8")
    return path
