"""Sentences on several scenarios: what differs, why, and what to be careful with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from analysis.language import number, rupiah_short, say
from analysis.model.projection.series import ALL
from analysis.report import frames
from analysis.report.causes import cause_label
from analysis.report.prose import Prose, joined
from analysis.study import together
from analysis.study.differences import TOTAL, Split, differences

if TYPE_CHECKING:
    from analysis.model.projection import Results

SAID_AT_MOST = 6


def comparison(runs: Sequence[Results], lang: str = "en") -> Prose:
    """Say how the last bill and the people insured differ from the first scenario's."""
    found = differences(runs)
    reference, year = runs[0], found[0].reference_years[-1]
    bill = rupiah_short(frames.bill(reference).loc[year], lang)
    opening = say(
        id=f"Pada {year} tagihan skenario {reference.scenario.name} bagi APBD umum "
        f"{bill}.",
        en=f"In {year} the scenario {reference.scenario.name} bills the general APBD "
        f"{bill}.",
    )[lang]
    others = [_against(one, year, lang) for one in found[:SAID_AT_MOST]]
    return joined(opening, *others, *_more(len(found), lang))


def _against(one: Split, said: int, lang: str) -> str:
    before, after = one.reference_years[-1], one.years[-1]
    change = signed(one.bill_idr.loc[after, TOTAL], lang)
    heads = signed(one.members.loc[after, TOTAL], lang, number)
    when = "" if before == after == said else f" ({_when(before, after, lang)})"
    return say(
        id=f"{one.name}{when}: {change} dan {heads} peserta.",
        en=f"{one.name}{when}: {change} and {heads} people insured.",
    )[lang]


def _when(before: int, after: int, lang: str) -> str:
    if before == after:
        return str(after)
    return say(id=f"{after} dibandingkan {before}", en=f"{after} against {before}")[
        lang
    ]


def _more(count: int, lang: str) -> list[str]:
    left = count - SAID_AT_MOST
    if left <= 0:
        return []
    return [
        say(
            id=f"Untuk {left} skenario lagi lihat buku kerja dan results.csv.",
            en=f"For {left} more scenarios see the workbook and results.csv.",
        )[lang]
    ]


def signed(
    value: float, lang: str, shown: Callable[[float, str], str] = rupiah_short
) -> str:
    """Write a difference with its sign; nothing has none."""
    text = shown(value, lang)
    return f"+{text}" if value > 0 else text


def causes(runs: Sequence[Results], lang: str = "en") -> Prose:
    """Say over all years compared which cause makes how much of each difference."""
    found = differences(runs)
    said = [_causes(one, lang) for one in found[:SAID_AT_MOST]]
    return joined(*said, *_more(len(found), lang))


def _causes(one: Split, lang: str) -> str:
    whole = one.bill_idr.loc[ALL]
    span = f"{one.years[0]}-{one.years[-1]}"
    named = [name for name in one.causes if abs(whole[name]) >= 1]
    if not named:
        return say(
            id=f"{one.name}, {span}: tagihan APBD umum sama sampai rupiahnya.",
            en=f"{one.name}, {span}: the bill of the general APBD is the same to the "
            "rupiah.",
        )[lang]
    total = signed(whole[TOTAL], lang)
    parts, how = _parts(whole[named], lang), _how(one, lang)
    return say(
        id=f"{one.name}, {span}: {total} pada tagihan APBD umum, {parts}{how}.",
        en=f"{one.name}, {span}: {total} on the bill of the general APBD, "
        f"{parts}{how}.",
    )[lang]


def _parts(sizes: pd.Series, lang: str) -> str:
    """Write the causes with their parts, largest first; a lone one without."""
    labels = {name: cause_label(name, lang).lower() for name in sizes.index}
    if len(sizes) == 1:
        cause = labels[sizes.index[0]]
        return say(id=f"semuanya karena {cause}", en=f"all of it from {cause}")[lang]
    ordered = sizes.reindex(sizes.abs().sort_values(ascending=False).index)
    listed = ", ".join(
        f"{labels[name]} {signed(value, lang)}" for name, value in ordered.items()
    )
    return say(id=f"yaitu {listed}", en=f"made of {listed}")[lang]


def _how(one: Split, lang: str) -> str:
    if one.steps is None:
        return ""
    why = one.steps[lang]
    return say(
        id=f" (langkah dengan urutan tetap, karena {why})",
        en=f" (steps in one fixed order, as {why})",
    )[lang]


def crossings(runs: Sequence[Results], lang: str = "en") -> Prose:
    """Say in which year each bill first passes its ceiling on the central path."""
    said = [_crossing(run, lang) for run in runs[: SAID_AT_MOST + 1]]
    return joined(*said, *_more(len(runs) - 1, lang))


def _crossing(run: Results, lang: str) -> str:
    name, year = run.scenario.name, together.crossed(run)
    if not frames.has_ceiling(run):
        return say(
            id=f"{name}: tanpa pagu.", en=f"{name}: the scenario sets no ceiling."
        )[lang]
    last = frames.last_year(run)
    if year is None:
        return say(
            id=f"{name}: tidak melewati pagu sampai {last}.",
            en=f"{name}: stays under its ceiling to {last}.",
        )[lang]
    over = rupiah_short(-frames.at(run, "headroom_idr", year), lang)
    return say(
        id=f"{name}: melewati pagu pertama kali pada {year}, kurang {over}.",
        en=f"{name}: first passes its ceiling in {year}, {over} short.",
    )[lang]


def warnings(runs: Sequence[Results], lang: str = "en") -> Prose:
    """Say what keeps the runs from being compared like with like, or that nothing."""
    found = together.warnings(runs)
    if found:
        return joined(*(text[lang] for text in found))
    return Prose(
        say(
            id="Daerah, tahun, benih acak dan versi program semua skenario sama.",
            en="Place, years, random seed and version of the program are the same for "
            "all scenarios.",
        )[lang]
    )
