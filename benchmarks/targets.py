"""What is promised: every target of performance, one entry a number.

An entry with ``least`` is measured as alternative / ours, one with ``most`` as ours /
alternative; a share or size that is no ratio of two times says so in ``against``.
"""

from __future__ import annotations

from typing import NamedTuple


class Target(NamedTuple):
    """One promise; ``group``: the script that measures it."""

    id: str
    group: str
    what: str
    against: str
    least: float | None = None
    most: float | None = None
    stretch: float | None = None

    def met(self, value: float) -> bool | None:
        """Say whether a value keeps the promise; None where nothing is promised."""
        if self.least is not None:
            return value >= self.least
        return None if self.most is None else value <= self.most

    @property
    def promise(self) -> str:
        """Return the promise in words."""
        if self.least is None and self.most is None:
            return "shown"
        words = (
            f"at least {self.least:g}"
            if self.least is not None
            else f"at most {self.most:.4g}"
        )
        return words + (f" (stretch {self.stretch:g})" if self.stretch else "")


_CORE = "projection core, 12 segments x 20 years x 10,000 draws, totals and fans"
_COMPOUND = "compound distribution, 99 % quantile at equal or better error"
_MEMBERS = "10,000 member groups x 240 months, the same totals"
_REPORT = "`make report` for four cities, cold results, warm environment"
_SWEEP = "sweep of 514 regions x 27 scenarios x 1,000 draws, 2 workers"

TARGETS = (
    Target(
        *("core_replay", "core", _CORE, "a replay of only its own random numbers"),
        least=0.55,
        stretch=0.75,
    ),
    Target("core_numpy", "core", _CORE, "plain numpy, cell by cell", least=8),
    Target("core_pandas", "core", _CORE, "pandas groupby", least=15),
    Target(
        "project_replay",
        "core",
        "the same with full results of every segment",
        "a replay of only its own random numbers",
        least=0.7,
    ),
    Target("compound_aggregate", "compound", _COMPOUND, "`aggregate`", least=20),
    Target("compound_gemact", "compound", _COMPOUND, "`gemact`", least=10),
    Target(
        "compound_error",
        "compound",
        "its 99 % quantile",
        "relative error against a grid of 2^22 points",
        most=1e-4,
    ),
    Target(
        "compound_group",
        "compound",
        "quantiles of a group's claims, the slowest of five questions",
        "`aggregate`",
        least=1,
    ),
    Target("members_lifelib", "members", _MEMBERS, "`lifelib`", least=20),
    Target("members_cashflower", "members", _MEMBERS, "`cashflower`", least=300),
    Target(
        "members_equal",
        "members",
        "their totals",
        "largest relative difference from ours",
        most=1e-9,
    ),
    Target(
        "report_ordinary",
        "report",
        _REPORT,
        "papermill CLI and nbconvert CLI one by one, ordinary kernels",
        most=0.4,
    ),
    Target(
        "report_prefork",
        "report",
        _REPORT + ", pre-fork kernel",
        "papermill CLI and nbconvert CLI one by one, ordinary kernels",
        most=0.2,
    ),
    Target(
        "report_floor",
        "report",
        _REPORT + ", pre-fork kernel",
        "the floor: cells bare in two forked processes, imports once",
        most=3,
    ),
    Target(
        "planner_rerun",
        "report",
        "one planner's rerun with all notebooks",
        "the naive route",
        most=0.45,
    ),
    Target(
        "numbers_only",
        "process",
        "numbers-only rerun, 2,000 draws",
        "importing numpy, pandas, scipy.stats, pydantic",
        most=2.0,
    ),
    Target(
        "scenarios_27",
        "growth",
        "27 scenarios of one region in one call",
        "27 calls inside one process",
        most=1 / 3,
    ),
    Target(
        "sweep_loky", "sweep", _SWEEP, "efficiency of joblib (loky), 1 = ideal", 0.90
    ),
    Target(
        "sweep_dask", "sweep", _SWEEP, "efficiency of dask on loopback, 1 = ideal", 0.80
    ),
    Target(
        "sweep_memory", "sweep", _SWEEP, "peak memory of all processes, GiB", most=1
    ),
    Target("growth_draws", "growth", "growth in draws", "log-log slope", most=1.1),
    Target("growth_years", "growth", "growth in years", "log-log slope", most=1.1),
    Target("growth_regions", "growth", "growth in regions", "log-log slope", most=1.1),
    Target(
        "memory_draws",
        "process",
        "memory flat in draws: peak of a numbers-only run",
        "log-log slope, 20,000 to 200,000 draws",
        most=0.05,
    ),
    Target(
        "antithetic",
        "growth",
        "antithetic pairs",
        "plain draws: how many times as many for the same error of a mean",
    ),
    Target(
        "full_analysis",
        "analysis",
        "all answers of `results.csv`, projection included",
        "the bare projection",
        most=60,
    ),
    Target(
        "trend_published",
        "trend",
        "fit of the trend, published stocks",
        "statsmodels MixedLM",
        most=1,
    ),
    Target(
        "trend_made_up",
        "trend",
        "the same, made-up panel of 65 regions",
        "statsmodels MixedLM",
        most=1,
    ),
)
BY_ID = {target.id: target for target in TARGETS}
GROUPS = tuple(dict.fromkeys(target.group for target in TARGETS))

_MONTHS = (
    "the core draws few numbers (claims of all groups pooled, each assumption once) and"
    " does more with each than the sketch of a model the target was set with: people,"
    " bills and tenure month by month and group by group, scholarships of five school"
    " levels over twenty years, and a table of 55 rows, of which sorting alone takes"
    " about as long as the replay."
)
_FEWER = (
    "years after the last target differ by their tables alone: people, bill and tenure"
    " of such years once, not year by year; and rows that are sums of others (all ="
    " JKK + JKM, result = contributions - levy - claims) kept unsorted until asked for."
)
# id -> why a target is missed, and the next idea; a row may bring its own
MISSED: dict[str, tuple[str, str]] = {
    "core_replay": (_MONTHS, _FEWER),
    "core_numpy": (
        "the plain code shares most of the work: people and tenure by month are vectors"
        " of draws in both, and only counts, costs and scholarships of twelve groups"
        " become those of one.",
        _FEWER,
    ),
    "core_pandas": (
        "the long table costs pandas about twice what arrays cost numpy; the rest is as"
        " against numpy.",
        _FEWER,
    ),
    "project_replay": (
        "every group has all variables by programme, some 760 series of twenty years,"
        " each kept for every draw, sorted for its quantiles, and partly held in a file"
        " so that memory stays flat; the random numbers are the smaller part.",
        "series of groups as sums and products of fewer kept ones, worked out when the"
        " table is asked for them; quantiles only of series that are shown.",
    ),
    "scenarios_27": (
        "what scenarios share (parameters, people of equal groups, tables) is worked"
        " out once, but bills, tenure and claims of each are its own.",
        "one more axis, so that claims of all scenarios are one array operation.",
    ),
    "sweep_loky": (
        "the process that shares out the work also reads back and adds up what the"
        " workers wrote, on the same two processors; rounds scatter more than what is"
        " missing.",
        "sums of a province by the worker that finishes it.",
    ),
    "numbers_only": (
        "reading the law, the tables of the region and the environment for the manifest"
        " comes on top of the imports.",
        "a compiled copy of the parameter files, renewed when they change.",
    ),
    "compound_gemact": (
        "a third of our time is spent in checks of scipy's frozen distributions.",
        "the survival function called without them.",
    ),
    "memory_draws": (
        "draws are held in memory up to a fixed size, then in a file.",
        "a smaller size.",
    ),
}
