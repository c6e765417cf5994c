"""Sentences on money: the bill, what a budget carries, scenarios compared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from analysis.language import number, percent, rupiah_short, say
from analysis.report import frames
from analysis.report.labels import BASES, BRIDGE, CUTS, place, text_of
from analysis.report.prose import Prose, joined

if TYPE_CHECKING:
    from analysis.model.projection import Results


def bill(results: Results, lang: str = "en") -> Prose:
    """Say the first bill, how it differs from the spreadsheet's, and the last bill."""
    first, last = frames.first_year(results), frames.last_year(results)
    steps = frames.bridge(results).loc[first]
    opening = say(
        id=f"Pada {first} APBD umum {place(results)} membayar "
        f"{rupiah_short(steps['bill'], lang)}{_against_spreadsheet(steps, lang)}.",
        en=f"In {first} the general APBD of {place(results)} pays "
        f"{rupiah_short(steps['bill'], lang)}{_against_spreadsheet(steps, lang)}.",
    )[lang]
    fan = frames.fan(results, "uncut_bill_idr").loc[last]
    closing = say(
        id=f"Pada {last} tagihan sebelum pagu {rupiah_short(fan['central'], lang)}"
        f"{_range(fan, lang)}.",
        en=f"In {last} the bill before any ceiling is "
        f"{rupiah_short(fan['central'], lang)}{_range(fan, lang)}.",
    )[lang]
    return joined(opening, closing)


def _against_spreadsheet(steps: pd.Series, lang: str) -> str:
    between = steps.drop(["spreadsheet_bill_idr", "bill"])
    if between.abs().max() < 1:
        return say(
            id=", tepat sama dengan lembar kerja (orang x tarif x 12)",
            en=", exactly what the spreadsheet (people x tariff x 12) says",
        )[lang]
    theirs = rupiah_short(steps["spreadsheet_bill_idr"], lang)
    name = str(between.abs().idxmax())
    size = rupiah_short(between[name], lang)
    label = BRIDGE[name][lang]
    return say(
        id=f", sedangkan lembar kerja (orang x tarif x 12) menyebut {theirs}; selisih "
        f"terbesar: {label} ({size})",
        en=f", where the spreadsheet (people x tariff x 12) says {theirs}; the largest "
        f"step between them: {label} ({size})",
    )[lang]


def _range(fan: pd.Series, lang: str) -> str:
    if "p05" not in fan or abs(fan["p95"] - fan["p05"]) < 1:
        return say(
            id=", dan tidak ada masukan tak pasti yang mengubahnya",
            en=", and no uncertain input moves it",
        )[lang]
    low, high = rupiah_short(fan["p05"], lang), rupiah_short(fan["p95"], lang)
    return say(
        id=f"; 90 dari 100 tarikan acak ada di antara {low} dan {high}",
        en=f"; 90 in 100 draws lie between {low} and {high}",
    )[lang]


def sustainability(results: Results, lang: str = "en") -> Prose:
    """Say the burden with its denominator, and the cut or the room under a ceiling."""
    first, last = frames.first_year(results), frames.last_year(results)
    base = text_of(BASES.get(results.scenario.budget.base), lang)
    burden = frames.by_year(results, "burden_share")
    if burden.empty:
        return joined(_NO_BASE[lang], _ceiling(results, lang))
    opening = say(
        id=f"Tagihan APBD umum {percent(burden.loc[first], lang, 3)} dari {base} pada "
        f"{first} dan {percent(burden.loc[last], lang, 3)} pada {last}.",
        en=f"The bill of the general APBD is {percent(burden.loc[first], lang, 3)} of "
        f"{base} in {first} and {percent(burden.loc[last], lang, 3)} in {last}.",
    )[lang]
    return joined(opening, _ceiling(results, lang))


_NO_BASE = say(
    id="Skenario ini tidak memberi basis anggaran, jadi bebannya tidak dapat dihitung.",
    en="This scenario gives no budget base, so the burden cannot be computed.",
)


def _ceiling(results: Results, lang: str) -> str:
    if not frames.has_ceiling(results):
        return say(
            id="Skenario ini tidak memakai pagu, sehingga peluang melewatinya tidak "
            "ada.",
            en="This scenario has no ceiling, so there is no chance of passing one.",
        )[lang]
    cut = frames.by_year(results, "required_cut_share")
    chance = frames.breach_probability(results)
    if cut.max() <= 0:
        room = frames.by_year(results, "headroom_idr").min()
        return say(
            id=f"Tanpa pemotongan setiap tahun muat di bawah pagu, dengan sisa paling "
            f"sedikit {rupiah_short(room, lang)}{_chance(chance, lang)}.",
            en=f"Without a cut every year fits under the ceiling with at least "
            f"{rupiah_short(room, lang)} to spare{_chance(chance, lang)}.",
        )[lang]
    how = CUTS[results.scenario.budget.when_short][lang]
    return say(
        id=f"Agar setiap tahun muat di bawah pagu, tagihan harus turun "
        f"{percent(cut.max(), lang)} ({cut.idxmax()}); di sini dicapai dengan {how}"
        f"{_chance(chance, lang)}.",
        en=f"For every year to fit under the ceiling the bill must fall by "
        f"{percent(cut.max(), lang)} ({cut.idxmax()}); here that is done by {how}"
        f"{_chance(chance, lang)}.",
    )[lang]


def _chance(chance: pd.Series, lang: str) -> str:
    if chance.max() == 0:
        return say(
            id=", dan tidak satu tarikan acak pun melewatinya",
            en=", and no draw passes it",
        )[lang]
    if chance.max() == 1:
        return say(
            id=f"; semua tarikan acak melewatinya pada {chance.idxmax()}",
            en=f"; every draw passes it in {chance.idxmax()}",
        )[lang]
    shown = percent(chance.max(), lang, 0 if chance.max() >= 0.1 else 1)
    return say(
        id=f"; peluang melewatinya paling besar {shown} ({chance.idxmax()})",
        en=f"; the chance of passing it is at most {shown} ({chance.idxmax()})",
    )[lang]


def comparison(runs: Sequence[Results], lang: str = "en") -> Prose:
    """Say how the last bill and the people insured differ from the first scenario's."""
    ends = [last for _, last in frames.compared_years(runs)]
    reference, year = runs[0], ends[0]
    bill_of_reference = rupiah_short(frames.bill(reference).loc[year], lang)
    opening = say(
        id=f"Pada {year} skenario {reference.scenario.name} menagih "
        f"{bill_of_reference} "
        "kepada APBD umum.",
        en=f"In {year} the scenario {reference.scenario.name} bills the general APBD "
        f"{bill_of_reference}.",
    )[lang]
    pairs = zip(runs[1:], ends[1:], strict=True)
    others = [_against((reference, year), pair, lang) for pair in pairs]
    return joined(opening, *others)


def _against(
    reference: tuple[Results, int], other: tuple[Results, int], lang: str
) -> str:
    run, year = other
    money = frames.bill(run).loc[year] - frames.bill(reference[0]).loc[reference[1]]
    people = frames.at(run, "members_end", year)
    people -= frames.at(reference[0], "members_end", reference[1])
    sign, plus = ("+" if change >= 0 else "" for change in (money, people))
    when = "" if year == reference[1] else f" ({year})"
    return say(
        id=f"{run.scenario.name}{when}: {sign}{rupiah_short(money, lang)} dan "
        f"{plus}{number(people, lang)} peserta.",
        en=f"{run.scenario.name}{when}: {sign}{rupiah_short(money, lang)} and "
        f"{plus}{number(people, lang)} people insured.",
    )[lang]
