"""Sentences on people: the scenario, who is insured, who is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.language import number, percent, say
from analysis.report import frames
from analysis.report.labels import place, segment_label, text_of
from analysis.report.prose import Prose, joined

if TYPE_CHECKING:
    from analysis.model.projection import Results


def title(results: Results, lang: str = "en") -> Prose:
    """Return the scenario's title and reason."""
    scenario = results.scenario
    why = text_of(scenario.why, lang)
    return Prose(f"**{text_of(scenario.title, lang)}.** {why}".strip())


def enrolment(results: Results, lang: str = "en") -> Prose:
    """Say who is insured at start and end, and where most people are left out."""
    first, last = frames.first_year(results), frames.last_year(results)
    begin = frames.start(results)
    left = frames.by_segment(results, "people_left_out").loc[last]
    people = frames.at(results, "members_end", last)
    share = frames.at(results, "coverage_rate", last)
    opening = say(
        id=f"{place(results)} mulai {first} dengan "
        f"{number(begin['members'].sum(), lang)} "
        f"peserta dari {number(begin['eligible'].sum(), lang)} orang yang memenuhi "
        f"syarat; pada akhir {last} ada {number(people, lang)} peserta "
        f"({percent(share, lang)}).",
        en=f"{place(results)} starts {first} with "
        f"{number(begin['members'].sum(), lang)} "
        f"insured of {number(begin['eligible'].sum(), lang)} eligible people; at the "
        "end "
        f"of {last} {number(people, lang)} are insured ({percent(share, lang)}).",
    )[lang]
    return joined(opening, _left_out(results, left, last, lang))


def _left_out(results: Results, left: pd.Series, last: int, lang: str) -> str:
    if left.sum() < 0.5:
        return say(
            id="Tidak ada yang tertinggal di daftar itu.",
            en="Nobody on that list is left out.",
        )[lang]
    worst = segment_label(results, str(left.idxmax()), lang)
    return say(
        id=f"{number(left.sum(), lang)} orang tertinggal pada {last}, terbanyak di "
        f"kelompok {worst} ({number(left.max(), lang)}).",
        en=f"{number(left.sum(), lang)} people are left out in {last}, most of them in "
        f"the group {worst} ({number(left.max(), lang)}).",
    )[lang]
