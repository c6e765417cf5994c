"""The claims oracle's months: who is covered when, and for how long already.

Tenure follows every cohort of joiners by itself, one month at a time:
``docs/central-path.md``, "Tenure".
"""

from __future__ import annotations

from typing import NamedTuple

from oracle import after_ceiling, bill, half_up, number, segment_years, ym
from oracle_table import LAPSE_AFTER, PROGRAMMES, Debt, unpaid_only

TURNOVER = {"rt_rw": "turnover_rt_rw_y", "non_asn": "turnover_non_asn_y"}
LONG_AGO = 10**6  # months; joined, nobody knows when


class Month(NamedTuple):
    """One month of a segment."""

    paid: int | None  # people paid for on time; None where nobody was meant to be
    entitled: int


class Entitled(NamedTuple):
    """A month's entitled members by what tenure makes of them."""

    early: float
    first_year: float
    qualifying: float  # for the JKM scholarship, by the months paid, and not early


def cover(scenario, wages) -> dict[str, dict[tuple[int, int], Month]]:
    """Return the months of every segment after the ceiling."""
    segments, first = scenario["segments"], scenario["first_year"]
    counted = {s: segment_years(scenario, segments[s]) for s in segments}
    arrears = (scenario.get("budget") or {}).get("when_short") == "arrears"
    debt, listed, on_time = Debt(segments), {}, {}
    for y in range(first, first + scenario["years"]):
        before = {s: counted[s][y].months for s in segments}
        after, old = after_ceiling(scenario, wages, y, before, debt.all)
        list(debt.settle(old))
        for s in segments:
            if arrears:
                owed = bill(scenario, wages, s, y, unpaid_only(before[s], after[s]))
                for p in PROGRAMMES:
                    debt.owed[s, p] += owed[p]
            on_time.setdefault(s, {})[y] = after[s]
            listed.setdefault(s, {})[y] = before[s] if arrears else after[s]
    return {s: months(segments[s], listed[s], on_time[s]) for s in segments}


def months(segment, listed, on_time) -> dict[tuple[int, int], Month]:
    entitled = entitled_months(segment, listed, on_time)
    return {
        (y, m): Month(people, entitled.get((y, m), 0))
        for y, year in on_time.items()
        for m, people in enumerate(year, start=1)
    }


def entitled_months(segment, listed, on_time) -> dict[tuple[int, int], int]:
    """Point 8: the last month of a block, three before it; three unpaid ones."""
    paid = segment.get("paid") or {"every": 1, "covers": "advance"}
    every = 1 if paid["covers"] == "advance" else paid["every"]
    before, result = half_up(number(segment["members"])), {}
    for y, people in on_time.items():
        for start in range(1, 13, every):
            block = [
                m for m in range(start, start + every) if people[m - 1] is not None
            ]
            for m in block[:-1][:3]:
                result[y, m] = min(people[m - 1], before)
            if block:
                before = result[y, block[-1]] = people[block[-1] - 1]
    last, run = half_up(number(segment["members"])), 0
    for y, people in listed.items():
        for m in range(1, 13):
            paid_for, wanted = on_time[y][m - 1], people[m - 1]
            if paid_for is not None:
                last, run = paid_for, 0
            elif wanted is not None:
                run += 1
                result[y, m] = min(wanted, last) if run <= LAPSE_AFTER else 0
    return result


# ---- cohorts


class Cohort:
    """People who joined in one month, or were there at the start."""

    def __init__(self, people, months_in, since_known=True):
        self.people = people
        self.paid = months_in  # full months before this one, gaps left out
        self.tenure = months_in  # the same, but anew after a gap where gaps end it
        self.since_known = since_known
        self.paid_here = 0  # months of the projection, this one included

    def a_month_later(self, stay, new_tenure) -> Cohort:
        self.people *= stay
        self.paid += 1
        self.paid_here += 1
        self.tenure = 0 if new_tenure else self.tenure + 1
        return self

    def qualifying(self, need, share_at_start) -> float:
        if self.since_known:
            return self.people * (self.paid >= need)
        grown = min(1.0, self.paid_here / need)
        return self.people * (share_at_start + (1 - share_at_start) * grown)


def at_the_start(segment, first) -> Cohort:
    """Return the members present, as they stand in December before the first year."""
    people = float(half_up(number(segment["members"])))
    if not segment.get("since"):
        return Cohort(people, LONG_AGO, since_known=False)
    y, m = ym(segment["since"])
    return Cohort(people, (first - y) * 12 - m)


def monthly_turnover(law, slug, segment, once) -> float:
    if segment.get("place", "refill") == "leave":
        return 0.0
    given = segment.get("turnover_y")
    yearly = law(TURNOVER.get(slug, "turnover_y"), once) if given is None else given
    return 1 - (1 - float(number(yearly))) ** (1 / 12)


def tenures(law, slug, segment, segment_months) -> dict[tuple[int, int], Entitled]:
    """Return those entitled in each month by their tenure.

    What holds of the group for all years is read in its first month. An unpaid month
    is a gap: whom it still covers stands as in the last month paid.
    """
    once = (min(segment_months)[0], 1)
    cohorts = [at_the_start(segment, once[0])]
    gaps_end_it = law("tenure_resets_after_gap", once) > 0
    leave = monthly_turnover(law, slug, segment, once)
    share, in_gap, result = law("tenure_36_months_share", once), False, {}
    for at, month in segment_months.items():
        if month.paid is not None:
            new = gaps_end_it and in_gap
            cohorts = one_month_on(cohorts, month.paid, leave, new)
        in_gap = month.paid is None
        result[at] = by_tenure(cohorts, month.entitled, law, at, share)
    return result


def one_month_on(cohorts, now, leave, new_tenure) -> list[Cohort]:
    before = sum(cohort.people for cohort in cohorts)
    stay = min(1 - leave, now / before) if before else 0.0
    old = [cohort.a_month_later(stay, new_tenure) for cohort in cohorts]
    return [*old, Cohort(max(0.0, now - stay * before), 0)]


def by_tenure(cohorts, entitled, law, at, share) -> Entitled:
    """Joiners of a block wait for its payment: the longest there are entitled first."""
    wait, need = law("jkm_early_months", at), law("jkm_scholarship_min_months", at)
    past_waiting = sum(c.people for c in cohorts if c.tenure >= wait)
    past_a_year = sum(c.people for c in cohorts if c.paid >= 12)
    long_in = sum(c.qualifying(need, share) for c in cohorts if c.tenure >= wait)
    early = max(0.0, entitled - past_waiting) if wait else 0.0
    return Entitled(
        early, max(0.0, entitled - past_a_year), min(long_in, entitled - early)
    )
