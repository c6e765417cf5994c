"""What the runs of a comparison differ by, and which cause makes how much of it.

Where two runs have region and years in common, the causes are levers and their parts
Shapley values; where they have not, no mixture of the two is a scenario, and the steps
of the bridge from the spreadsheet to the bill stand in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.errors import Problem, ScenarioError
from analysis.language import Text, say
from analysis.model.projection.series import ALL
from analysis.model.results import BRIDGE, Results
from analysis.scenario.texts import TWO
from analysis.study.attribution import Attribution
from analysis.study.mixtures import SHARED
from analysis.study.rows import Row, long_rows, row
from analysis.study.together import crossed, stored

TOTAL = "total"
BILL = "contributions_apbd_idr"
_MEMO = f"{__name__}.split"


@dataclass(frozen=True)
class Split:
    """The difference ``run - reference``, cause by cause.

    ``bill_idr``: of the general APBD's bill, years (of ``run``) and ``all`` x causes
    and ``total``; ``uncut_idr``: before the ceiling; ``members``: of the people insured
    at the end of each year. The last two hold the total only where causes are steps.
    ``steps``: why they are, None where they are levers. ``reference_years``: the years
    of the reference set against.
    """

    reference: Results
    run: Results
    bill_idr: pd.DataFrame
    uncut_idr: pd.DataFrame
    members: pd.DataFrame
    steps: Text | None
    reference_years: Sequence[int]

    @property
    def name(self) -> str:
        """Return the name of the run set against the reference."""
        return self.run.scenario.name

    @property
    def causes(self) -> list[str]:
        """Return the causes, without the total."""
        return [name for name in self.bill_idr.columns if name != TOTAL]

    @property
    def told(self) -> list[str]:
        """Return the causes that move a sum or the last year's people, and the total.

        A lever that is alone is the whole difference, so that it needs no total.
        """
        last = self.members.loc[self.years[-1]]
        sums = self.bill_idr.loc[ALL], self.uncut_idr.loc[ALL], last
        least = (1.0, 1.0, 0.5)
        moved = {
            name
            for values, smallest in zip(sums, least, strict=True)
            for name, value in values.items()
            if abs(value) >= smallest
        }
        names = [name for name in self.causes if name in moved]
        return [*names, TOTAL] if self.steps else _with_total(names)

    @property
    def told_yearly(self) -> list[str]:
        """Return the causes that move some year's bill, and the total of several."""
        most = self.bill_idr.drop(ALL).abs().max()
        return _with_total([name for name in self.causes if most[name] >= 1])

    @property
    def years(self) -> list[int]:
        """Return the years compared, of the run."""
        return [year for year in self.bill_idr.index if year != ALL]


def _with_total(names: list[str]) -> list[str]:
    return names if len(names) == 1 else [*names, TOTAL]


def differences(runs: Sequence[Results]) -> list[Split]:
    """Return each run's difference from the first, split over its causes.

    Raises ScenarioError for fewer than two runs, or two of one name.
    """
    names = [run.scenario.name for run in runs]
    if len(names) < 2 or len(set(names)) < len(names):
        raise ScenarioError(Problem("", "scenarios", ", ".join(names), *TWO))
    return [_split(runs[0], run) for run in runs[1:]]


def widest(runs: Sequence[Results], name: str = "") -> Split:
    """Return the difference named, or the one with most causes, then the largest."""
    found = differences(runs)
    if name:
        return next(one for one in found if one.name == name)
    return max(found, key=_weight)


def _weight(one: Split) -> tuple[int, float]:
    sizes = one.bill_idr.abs().max()
    moved = int((sizes.drop(TOTAL) >= 1).sum())
    return moved, float(sizes[TOTAL])


def _split(reference: Results, run: Results) -> Split:
    kept = run.memo.get(_MEMO)
    if kept is None or kept.reference is not reference:
        kept = run.memo[_MEMO] = _worked_out(reference, run)
    return kept


def _worked_out(reference: Results, run: Results) -> Split:
    reason = _apart(reference, run)
    if reason:
        return _stepped(reference, run, reason)
    found = Attribution(reference.scenario, run.scenario)
    members = found.of("members_end").drop(ALL)
    money = found.bill(), found.of("uncut_bill_idr")
    return Split(reference, run, *money, members, None, list(members.index))


def _stepped(reference: Results, run: Results, reason: Text) -> Split:
    pairs = paired_years(reference, run)
    members, uncut = (
        _change(reference, run, name, pairs)
        for name in ("members_end", "uncut_bill_idr")
    )
    uncut.loc[ALL] = uncut.sum()
    before = [year for year, _ in pairs]
    found = steps(reference, run)
    return Split(reference, run, found, uncut, members, reason, before)


def _change(
    reference: Results, run: Results, variable: str, pairs: Sequence[tuple[int, int]]
) -> pd.DataFrame:
    before, after = map(list, zip(*pairs, strict=True))
    mine = run.series(variable).loc[after]
    change = mine - reference.series(variable).loc[before].to_numpy()
    return change.rename(TOTAL).rename_axis("year").to_frame()


def _apart(reference: Results, run: Results) -> Text | None:
    """Return why no mixture of the two is a scenario, None where one is."""
    pair = reference.scenario, run.scenario
    unlike = [key for key in SHARED if getattr(pair[0], key) != getattr(pair[1], key)]
    if not unlike:
        return None
    if "region" in unlike:
        return say(id="daerahnya berbeda", en="their regions differ")
    return say(id="tahunnya berbeda", en="their years differ")


def paired_years(reference: Results, run: Results) -> list[tuple[int, int]]:
    """Return the years set against each other, of the reference and of ``run``.

    Those both have; where they share none, last year with last year, and so on.
    """
    theirs, mine = (one.series("members_end").index for one in (reference, run))
    common = [int(year) for year in mine if year in theirs]
    if common:
        return [(year, year) for year in common]
    shared = min(len(theirs), len(mine))
    ends = theirs[-shared:], mine[-shared:]
    return [(int(before), int(after)) for before, after in zip(*ends, strict=True)]


def steps(reference: Results, run: Results) -> pd.DataFrame:
    """Return the difference of two bridges, step by step::

        step of run - step of reference, in the years of paired_years

    Index: years of ``run`` and ``all``; columns: steps and ``total``, the difference of
    the general APBD's bills.
    """
    before, after = map(list, zip(*paired_years(reference, run), strict=True))
    theirs, mine = (one.bridge().T for one in (reference, run))
    frame = mine.loc[after].sub(theirs.loc[before].set_axis(after), fill_value=0.0)
    frame = frame[[name for name in (*BRIDGE, BILL) if name in frame]]
    frame = frame.rename(columns={BILL: TOTAL}).rename_axis(None, axis=1)
    return pd.concat([frame, frame.sum().rename(ALL).to_frame().T]).rename_axis("year")


def rows(runs: Sequence[Results]) -> pd.DataFrame:
    """Return what a comparison says beyond each run, as rows of the long table.

    ``bill_difference_{cause}_idr``, ``uncut_bill_difference_{cause}_idr`` and
    ``members_difference_{cause}`` against the first run, ``ceiling_crossed_year`` where
    a bill passes its ceiling, and ``stored_bill_idr`` of a run folder as it was.
    """
    own = [long_rows(run, found) for run in runs if (found := list(_own(run)))]
    between = [long_rows(one.run, _between(one)) for one in differences(runs)]
    return pd.concat([*own, *between], ignore_index=True)


def _own(run: Results) -> list[Row]:
    year, held = crossed(run), stored(run)
    found = [] if year is None else [row("ceiling_crossed_year", "year", year)]
    bills = held.bill_idr.items() if held else ()
    return [
        *found,
        *(row("stored_bill_idr", "idr", bill, year=year) for year, bill in bills),
    ]


def _between(one: Split) -> list[Row]:
    measures = {
        "bill_difference_{}_idr": ("idr", one.bill_idr),
        "uncut_bill_difference_{}_idr": ("idr", one.uncut_idr),
        "members_difference_{}": ("people", one.members),
    }
    return [
        row(name.format(cause.removesuffix("_idr")), unit, value, year=year)
        for name, (unit, frame) in measures.items()
        for cause, values in frame.items()
        for year, value in values.items()
    ]
