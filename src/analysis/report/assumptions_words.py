"""What ASSUMPTIONS.md says between its tables, in English."""

from __future__ import annotations

from analysis.study.assumptions import QUALITY

QUALITIES = {letter: text["en"] for letter, text in QUALITY.items()}
FIRST = """# Assumptions

<!-- written by `make notebooks` from the code and the data, do not edit -->

Everything this project takes to be so without having seen it: {total} assumptions and
judgements, each with its range, where it acts, how well it is known and what it moves.
Written in English for researchers and actuaries, with Indonesian titles; a planner
finds the assumptions of a scenario, in Indonesian, in its report.

*Daftar semua anggapan: nilai dan rentangnya, hasil mana yang dipengaruhi, mutu, dampak
terukur, sumber, dan alasannya. Yang paling menentukan dan paling sedikit diketahui
berdiri paling atas. Anggapan sebuah skenario tampil dalam bahasa Indonesia di
laporannya.*

**How the marks are made**

- **Impact** is measured, not judged. One assumption at a time goes to the low and to
  the high end of its range (80 in 100 where it has a distribution; of a choice every
  value) on the central path, all else as it stands: values of the law and of the model
  in each of the four planning baselines, values of a scenario in that scenario.
- The mark is the largest relative change of: the general APBD's bill over all years,
  claims incurred over all years, coverage at the end of the last year, burden (bill as
  a share of the base, mean of the years), claims paid over all years, scholarships
  owed at the end (present value), the tariff that would balance the fund (mean of the
  years); or the largest
  cut a ceiling asks for in a year, in points of the bill (the year of the first breach
  counts through it). The place where most moves is named. `over 10%`, `1-10%`,
  `under 1%`, `none`. `ranges`: the central path stays, only the 90-in-100 range of the
  claims of all years moves ({draws} draws). `not used`: no baseline asks for it in its
  years. `not measured`: no range is given, or the model has no switch.
- **Acts on** is read from what moved: people, bill, claims, budget (base and ceiling),
  ranges.
- **Quality** follows from mark, confidence and source in the file, by rule.
  A: {a}. B: {b}. C: {c}. D: {d}.
- Sorted by impact, then by quality, the least known first. One at a time hides what
  moves together, such as the ages of several groups.

**How many**"""
KINDS = {
    "parameter": "dated value of the law or the model (`data/parameters`)",
    "profile": "ages and sexes of a kind of group (`profiles.yaml`)",
    "scenario": "value of a scenario (`scenarios`)",
    "settlement": "judgement on contradicting figures (`settlements.yaml`)",
    "structure": "what the model takes for granted (`structure.yaml`)",
}
AREAS = {
    "people": "people",
    "bill": "bill",
    "claims": "claims",
    "budget": "budget",
    "ranges": "ranges",
}
MEASURED = {
    "bill": "bill",
    "claims": "claims",
    "coverage": "coverage",
    "cut": "cut",
    "burden": "burden",
    "paid": "claims paid",
    "owed": "scholarships owed",
    "tariff": "balancing tariff",
}
_NAME, _USED, _MOVES = "Assumption, why, source", "Used (range)", "Impact, acts on"
_LONG = (_NAME, _USED, _MOVES, "Quality")
HEADS = {
    "main": _LONG,
    "ages": (),
    "structure": (_NAME, "Acts on", "Quality"),
    "judgements": (_NAME, _USED, _MOVES, "Quality, mark"),
    "variants": _LONG,
    "unused": (_NAME, _USED, "Quality"),
}
TITLES = {
    "main": (
        "Behind the planning baselines, most telling first",
        "{count} assumptions that a planning baseline of the four cities rests on. "
        "Derived values that move a result by more than 10% stand further down: "
        "{telling}.",
    ),
    "ages": (
        "Ages and sexes",
        "{count} values. No source gives ages, sexes or tenure of members; only the "
        "entry band 18-65 is published. All are of quality D, act on claims only, and "
        "have no source. The first row moves all groups to their low ends at once, "
        "then to their high ends.",
    ),
    "structure": (
        "Taken for granted, without a switch to try it",
        "{count} assumptions of the model's structure. Their impact is not measured; "
        "the reason says which way results err.",
    ),
    "judgements": (
        "Derived values and readings that carry a judgement",
        "{count} values that rest on published figures but needed a decision: derived "
        "ones with a range or an explanation, one of several readings of a rule, "
        "figures that contradict each other. Plain arithmetic is not listed.",
    ),
    "variants": (
        "In variants and replays",
        "{count} assumptions of scenarios that are not planning baselines.",
    ),
    "unused": (
        "Not used by the four baselines",
        "{count} assumptions that no planning baseline asks for in its years: groups "
        "it does not have, defaults it replaces, past years, other readings.",
    ),
    "sources": (
        "Sources",
        "Ids of one letter and three digits, and those of budgets, are figures of the "
        "ledger (`data/processed/ledger.csv`), each with its quote.",
    ),
}
