"""What happens to the people of a list: steps, leavers, months, targets, as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.language import Text, say
from analysis.report import frames
from analysis.scenario.segment import PPPK, Paid

if TYPE_CHECKING:
    from analysis.model.projection import Results
    from analysis.scenario.segment import Exit, Segment

AS_ONE = 0.5  # fewer people than this are nobody
HALF_YEAR_MONTHS = 6
COUNTED = ("listed", "funded", "entitled", "active")

# each step from the people meant to the people paid up, and what is lost on the way
STEPS: dict[str, Text] = {
    "target_people": say(id="sasaran program", en="meant to be covered"),
    "eligible": say(id="memenuhi syarat", en="eligible"),
    "verified_people": say(id="lolos verifikasi", en="verified"),
    "planned_mean": say(id="direncanakan", en="planned"),
    "opened_mean": say(id="boleh dimulai", en="allowed to start"),
    "budgeted_mean": say(id="dianggarkan", en="budgeted"),
    "members_mean": say(id="dibayar", en="paid for"),
    "active_mean": say(id="aktif (lunas)", en="active (paid up)"),
}
REASONS: dict[str, Text] = {
    "eligible": say(id="tidak memenuhi syarat", en="not eligible"),
    "verified_people": say(id="gagal NIK atau umur", en="failed NIK or age checks"),
    "planned_mean": say(id="rencana meminta lebih sedikit", en="plan asks for fewer"),
    "opened_mean": say(
        id="menunggu anggaran atau dasar hukum",
        en="wait for the budget or legal instrument",
    ),
    "budgeted_mean": say(
        id="bulan tanpa uang dalam rencana", en="months without money in the plan"
    ),
    "members_mean": say(id="pagu kurang", en="ceiling too low"),
    "active_mean": say(id="iuran belum lunas", en="not paid up"),
}
JOINED, WINDOW, CEILING, PLAN = "joined", "window", "ceiling", "plan"
LEAVING: dict[str, Text] = {
    "pppk": say(id="menjadi PPPK", en="became PPPK"),
    "pppk_paruh_waktu": say(id="menjadi PPPK paruh waktu", en="became part-time PPPK"),
    WINDOW: say(id="masa tugas berakhir", en="service ended"),
    CEILING: say(id="dipotong pagu", en="cut by the ceiling"),
    PLAN: say(id="tidak diperpanjang", en="not renewed"),
    JOINED: say(id="masuk", en="joined"),
}


def leaving_label(kind: str, lang: str) -> str:
    """Return a reason of leaving in words; the planner's own word as it stands."""
    return LEAVING[kind][lang] if kind in LEAVING else kind.replace("_", " ")


def funnel(results: Results) -> pd.DataFrame:
    """Return years x steps, people on the mean of the year, all groups together."""
    return pd.DataFrame({step: frames.by_year(results, step) for step in STEPS})


def losses(people: pd.Series) -> pd.Series:
    """Return what each step loses against the one before, nothing where none is."""
    lost = -people.diff().dropna()
    return lost.where(lost >= AS_ONE, 0.0)


def telling_year(frame: pd.DataFrame) -> int:
    """Return the first year in which people are lost for most reasons."""
    kinds = frame.apply(lambda row: (losses(row) > 0).sum(), axis=1)
    return int(kinds.idxmax())


def leavers(results: Results) -> pd.DataFrame:
    """Return who joined and who left, by year, group and reason: column ``people``.

    Every year adds up: insured at its end = insured before + joined - left. Exits and
    the end of service are counted first; what is left falls to the ceiling as far as
    more people than before stand above it, then to the plan.
    """
    start, rows = frames.start(results).set_index("segment")["members"], []
    ends, plans = (_wide(results, name) for name in ("members_end", "planned_end"))
    for slug, segment in results.scenario.segments.items():
        before, above = start[slug], 0.0
        for year in frames.years(results):
            stays = frames.goes_on(segment, year)
            over = plans[slug][year] - ends[slug][year]
            found = _exits(segment, before, year) | _ended(results, slug, year)
            now = ends[slug][year] if stays else 0.0
            found |= _rest(now - before + sum(found.values()), over - above)
            rows += [(year, slug, reason, n) for reason, n in found.items()]
            before, above = now, over if stays else 0.0
    frame = pd.DataFrame(rows, columns=["year", "segment", "reason", "people"])
    return frame[frame["people"] >= AS_ONE].reset_index(drop=True)


def _wide(results: Results, variable: str) -> pd.DataFrame:
    wide = frames.by_segment(results, variable)
    slugs, years = list(results.scenario.segments), list(frames.years(results))
    return wide.reindex(index=years, columns=slugs, fill_value=0.0)


def _rest(rest: float, more_above: float) -> dict[str, float]:
    if rest >= 0:
        return {JOINED: rest}
    cut = min(-rest, max(more_above, 0.0))
    return {CEILING: cut, PLAN: -rest - cut}


def _exits(segment: Segment, before: float, year: int) -> dict[str, float]:
    """Return who leaves by each kind of exit, one after the other in file order."""
    found: dict[str, float] = {}
    for leave in segment.exits:
        if leave.year == year:
            gone = before * float(leave.share.central)
            found[leave.kind] = found.get(leave.kind, 0.0) + gone
            before -= gone
    return found


def _ended(results: Results, slug: str, year: int) -> dict[str, float]:
    """Return the people paid for as a span ends; the largest if several do."""
    spans = results.scenario.segments[slug].window
    starts = {_month_before(span.first) for span in spans}
    ends = {span.last for span in spans if span.last[:4] == str(year)} - starts
    if not ends:
        return {}
    months = results.months[results.months["segment"] == slug].set_index("month")
    return {WINDOW: float(max(months["funded"].get(last, 0) for last in ends))}


def _month_before(month: str) -> str:
    return str(pd.Period(month, "M") - 1)


def monthly(months: pd.DataFrame, first: int, years: int) -> pd.DataFrame:
    """Return people by month, all groups together: listed, funded, entitled, active."""
    wide = months.groupby("month")[list(COUNTED)].sum()
    keep = [first <= int(month[:4]) < first + years for month in wide.index]
    return wide[keep].astype(float)


def own_rhythm(results: Results) -> tuple[int, str] | None:
    """Return how often the scenario pays and for which months, None if groups differ.

    Payment in advance is one rhythm, however many months it covers.
    """
    ways = {
        (one.paid.every, "arrears") if one.paid.covers == "arrears" else (1, "advance")
        for one in results.scenario.segments.values()
    }
    return ways.pop() if len(ways) == 1 else None


def contrast(results: Results) -> tuple[tuple[int, str], pd.DataFrame]:
    """Return another rhythm and its months: half-yearly in arrears, or monthly.

    The same scenario computed again, central path only; monthly where the scenario
    itself pays half-yearly in arrears.
    """
    from analysis.model.projection import project

    other = (HALF_YEAR_MONTHS, "arrears")
    if own_rhythm(results) == other:
        other = (1, "advance")
    paid = Paid().model_copy(update={"every": other[0], "covers": other[1]})
    scenario = results.scenario
    segments = {
        slug: one.model_copy(update={"paid": paid})
        for slug, one in scenario.segments.items()
    }
    changed = scenario.model_copy(update={"segments": segments, "draws": 0})
    return other, project(changed, results.law).months


def stopped_year(results: Results, slug: str = "all") -> int | None:
    """Return the first year in which the ceiling holds a group below its plan, if any.

    People who wait for the budget or the instrument are not stopped by the ceiling.
    """
    planned = frames.by_year(results, "planned_end", segment=slug)
    end = frames.by_year(results, "members_end", segment=slug)
    room = frames.by_year(results, "headroom_idr").reindex(planned.index)
    stopped = ((planned - end) >= AS_ONE) & (room < 0)
    years = stopped.index[stopped]
    return int(years[0]) if len(years) else None


def conversions(results: Results) -> list[tuple[str, Exit, str]]:
    """Return group, exit and insurer of staff who become PPPK, in order of the file."""
    return [
        (slug, leave, _insurer(results, leave))
        for slug, segment in results.scenario.segments.items()
        for leave in segment.exits
        if leave.kind in PPPK and leave.year in frames.years(results)
    ]


def _insurer(results: Results, leave: Exit) -> str:
    if leave.insurer is not None:
        return leave.insurer
    names = dict(zip(PPPK, ("asn_insurer", "pppk_part_time_insurer"), strict=True))
    name = names[leave.kind]
    known_from = results.law.parameter(name).entries[0].from_month
    return results.law.text(name, max(f"{leave.year}-01", known_from))


def published_members(region: str) -> pd.DataFrame:
    """Return the published counts of people the budget pays for: claim_id, year, value.

    ``year`` is the end of a calendar year as a whole number: December 2025 is 2025.
    """
    from analysis.evidence.ledger import ledger
    from analysis.evidence.panel import decimal_year

    rows = ledger()
    keep = (rows["region"] == region) & (rows["segment"] == "apbd")
    keep &= (rows["concept"] == "members") & (rows["unit"] == "people")
    keep &= rows["status"].isin(("accepted", "reconciled"))
    keep &= rows["as_of"].str.fullmatch(r"\d{4}-\d{2}-\d{2}")
    found = rows.loc[keep, ["claim_id", "as_of", "value"]].copy()
    days = pd.to_datetime(found["as_of"])
    found["year"] = [decimal_year(one.date()) - 1 for one in days]
    found["value"] = pd.to_numeric(found["value"])
    return found.sort_values("year").reset_index(drop=True)
