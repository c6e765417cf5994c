"""A small made-up run in the shape of the real Results, for tests of the report."""

from __future__ import annotations

from contextlib import contextmanager
from fractions import Fraction
from functools import cache
from types import SimpleNamespace

import pandas as pd
import pytest

from analysis.language import say
from analysis.law.parameters import load_law
from analysis.quantity import Quantity
from analysis.report.frames import QUANTILES
from few_points import few

FIRST, YEARS = 2025, 5
PEOPLE = {"rt_rw": (1528, 1500), "kader": (3000, 2650), "nelayan": (500, 332)}
LABELS = {"rt_rw": "RT/RW", "kader": "Kader", "nelayan": "Nelayan"}
COLUMNS = [
    "scenario",
    "region",
    "segment",
    "programme",
    "funder",
    "variable",
    "unit",
    "year",
    "statistic",
    "value",
]


class Table:
    """Collect rows of the long table."""

    def __init__(self, name: str) -> None:
        self.name, self.rows = name, []

    def add(self, variable, unit, year, value, spread=0.0, **dims) -> None:
        key = {"segment": "all", "programme": "all", "funder": "all"} | dims
        where = [self.name, "3672", key["segment"], key["programme"], key["funder"]]
        sizes = (-1.6, -1.3, -0.7, 0, 0.7, 1.3, 1.6)
        shifts = dict(zip(QUANTILES, sizes, strict=True))
        values = {"central": value, "mean": value}
        values |= {name: value * (1 + spread * s) for name, s in shifts.items()}
        for statistic, number in values.items():
            row = [*where, variable, unit, str(year), statistic, float(number)]
            self.rows.append(row)

    def frame(self) -> pd.DataFrame:
        return pd.DataFrame(self.rows, columns=COLUMNS)


def _segment_rows(table, year, slug, eligible, members):
    bill = members * 16_800 * 12
    for segment in (slug,):
        for variable, value in (
            ("eligible", eligible),
            ("members_end", members),
            ("members_mean", members),
            ("people_left_out", eligible - members),
        ):
            table.add(variable, "people", year, value, segment=segment)
        table.add("coverage_rate", "share", year, members / eligible, segment=segment)
        for variable in ("funded", "active", "exposure"):
            months = members * 12 * (0.75 if variable == "active" else 1)
            name = f"{variable}_member_months"
            table.add(name, "member-months", year, months, segment=segment)
        table.add("contributions_idr", "idr", year, bill, segment=segment)
        table.add("deaths", "count", year, members * 0.0048, 0.4, segment=segment)
        claims = members * 0.0048 * 42e6
        table.add("claims_idr", "idr", year, claims, 0.4, segment=segment)
        table.add("value_per_rupiah", "ratio", year, 1.1, 0.4, segment=segment)
    return bill


def _rate_row(year, slug, members):
    """What claims of one segment and year are made of, as `Results.rates` has it."""
    return {
        "segment": slug,
        "year": year,
        "person_years": float(members),
        "early_share": 0.05,
        "population_death_rate_y": 0.0058,
        "death_rate_y": 0.0048,
        "full_benefit_idr": 42e6,
        "early_benefit_idr": 10e6,
        "qualifying_share": 0.5,
        "award_idr": 16e6,
        "award_pv_idr": 11e6,
        "accident_rate_y": 0.0032,
        "death_share": 0.0226,
        "disability_share": 0.045,
        "total_disability_share": 0.03,
        "care_idr": 2e6,
        "work_death_idr": 70e6,
        "disability_idr": 9.8e6,
        "jkk_award_idr": 24e6,
        "jkk_award_pv_idr": 15e6,
        "wage_idr_m": 1e6,
        "tariff_jkk_idr_m": 10_000.0,
        "tariff_jkm_idr_m": 6_800.0,
    }


def _totals(table, year, people, eligible, bill, growth):
    for variable, value in (
        ("eligible", eligible),
        ("members_end", people),
        ("members_mean", people),
        ("people_left_out", eligible - people),
    ):
        table.add(variable, "people", year, value)
    table.add("coverage_rate", "share", year, people / eligible)
    for variable in ("funded", "active", "exposure"):
        months = people * 12 * (0.75 if variable == "active" else 1)
        table.add(f"{variable}_member_months", "member-months", year, months)
    other = 100e6
    table.add("contributions_idr", "idr", year, bill, 0.05)
    table.add("contributions_idr", "idr", year, bill - other, 0.05, funder="apbd")
    table.add("contributions_idr", "idr", year, other, funder="dbh_cht")
    deaths = people * 0.0048
    claims = deaths * 45e6
    table.add("deaths", "count", year, deaths, 0.3)
    table.add("accidents", "count", year, people * 0.002, 0.3)
    table.add("claims_count", "count", year, people * 0.0068, 0.3)
    table.add("claims_idr", "idr", year, claims, 0.3)
    table.add("benefit_commitments_idr", "idr", year, claims * 0.1, 0.3)
    for programme, share in (("jkm", 0.85), ("jkk", 0.15)):
        part = {"programme": programme}
        table.add("deaths", "count", year, deaths * share, 0.3, **part)
        table.add("contributions_idr", "idr", year, bill * share, 0.05, **part)
        cost = claims * 1.1 * share
        table.add("claims_incurred_idr", "idr", year, cost, 0.3, **part)
        table.add("balancing_tariff_idr_m", "idr", year, 18_000 * share, 0.3, **part)
    table.add("claims_incurred_idr", "idr", year, claims * 1.1, 0.3)
    table.add("claims_outstanding_idr", "idr", year, claims * 0.12, 0.3)
    table.add("benefit_commitments_pv_idr", "idr", year, claims * 0.07, 0.3)
    table.add("operating_levy_idr", "idr", year, bill * 0.1)
    result = bill * 0.9 - claims * 1.1
    table.add("underwriting_result_idr", "idr", year, result, 0.1)
    table.add("balancing_tariff_idr_m", "idr", year, 18_000, 0.3)
    table.add("value_per_rupiah", "ratio", year, 1.05, 0.3)
    table.add("incurred_ratio", "share", year, claims * 1.1 / bill, 0.3)
    table.add("claim_ratio", "share", year, claims / bill, 0.3)
    table.add("fund_balance_idr", "idr", year, bill - claims)
    table.add("household_benefit_idr", "idr", year, claims, 0.3)
    base = 2.0e12 * growth
    ours, ceiling = bill - other, 1.0e9
    table.add("base_idr", "idr", year, base, 0.05)
    table.add("ceiling_idr", "idr", year, ceiling)
    table.add("uncut_bill_idr", "idr", year, ours, 0.05)
    table.add("headroom_idr", "idr", year, ceiling - ours, 0.05)
    table.add("burden_share", "share", year, ours / base, 0.05)
    table.add("breach_probability", "share", year, min(1, ours / 1.2e9))
    table.add("required_cut_share", "share", year, max(0, 1 - ceiling / ours), 0.05)
    table.add("spreadsheet_bill_idr", "idr", year, bill * 1.1)
    table.add("bridge_tariff_idr", "idr", year, -bill * 0.04)
    table.add("bridge_months_idr", "idr", year, -bill * 0.06)
    table.add("bridge_ceiling_idr", "idr", year, 0)
    table.add("bridge_funders_idr", "idr", year, -other)


class FakeResults:
    """Five years of three groups with a ceiling and a second funder."""

    def __init__(self, name: str = "made-up", factor: float = 1.0) -> None:
        table, rates = Table(name), []
        for step in range(YEARS):
            growth = factor * 1.04**step
            bill = people = eligible = 0.0
            for slug, (can, are) in PEOPLE.items():
                now = min(can, round(are * growth))
                bill += _segment_rows(table, FIRST + step, slug, can, now)
                people, eligible = people + now, eligible + can
                rates.append(_rate_row(FIRST + step, slug, now))
            _totals(table, FIRST + step, people, eligible, bill, growth)
        self.table, self.rates = table.frame(), pd.DataFrame(rates)
        self.scenario = _scenario(name)
        self.region = SimpleNamespace(code="3672", name="Kota Cilegon", kind="kota")
        self.draws, self.draw_frames, self.gate_month = None, None, None
        self.law, self.memo = load_law(), {}

    def series(self, variable: str, *, statistic: str = "central", **dims: str):
        from analysis.report import frames

        return frames.by_year(self, variable, statistic=statistic, **dims)

    def rows_of(self, variable: str) -> pd.DataFrame:
        return self.table[self.table["variable"] == variable]

    def identities(self) -> pd.DataFrame:
        return pd.DataFrame(
            {"identity": ["bridge adds up"], "holds": [True], "largest_gap": [0.0]}
        )


def _scenario(name: str) -> SimpleNamespace:
    exact = Quantity.exact
    segments = {
        slug: SimpleNamespace(
            label=say(id=LABELS[slug], en=LABELS[slug]),
            eligible=exact(can),
            members=exact(are),
            verified_share=exact(1),
            tariff=SimpleNamespace(kind="bpu", reported_wage=None, risk_group=1),
            profile=None,
            path=SimpleNamespace(kind="hold"),
            exits=(),
        )
        for slug, (can, are) in PEOPLE.items()
    }
    return SimpleNamespace(
        name=name,
        title=say(id="Contoh rekaan", en="Made-up example"),
        why=say(id="Untuk uji.", en="For tests."),
        region="3672",
        first_year=FIRST,
        years=YEARS,
        draws=100,
        seed=1,
        segments=segments,
        budget=SimpleNamespace(
            base="revenue",
            base_idr={2025: exact(Fraction(2 * 10**12))},
            ceiling=SimpleNamespace(idr={2025: exact(10**9)}, share=None),
            when_short="heads",
        ),
        decision=None,
        provenance={
            "segments.rt_rw.members": "evidence S015: RT RW 1.528 orang (source)",
            "segments.kader.members": "file made-up.yaml line 12",
        },
        marks={},
        resolved=lambda: {
            "segments": {
                slug: {"eligible": can, "members": are}
                for slug, (can, are) in PEOPLE.items()
            }
        },
    )


@pytest.fixture(scope="module", autouse=True)
def few_points():
    """Fewer points of the studies: what is written is tested here, not how close."""
    with few():
        yield


@pytest.fixture(scope="session")
def fake() -> FakeResults:
    return FakeResults()


@pytest.fixture(scope="session")
def without_ceiling() -> FakeResults:
    run = FakeResults("no-ceiling")
    limits = (
        *("ceiling_idr", "headroom_idr", "breach_probability"),
        "required_cut_share",
    )
    run.table = run.table[~run.table["variable"].isin(limits)]
    return run


def projected(name: str):
    from analysis import load_scenario, project

    return project(load_scenario(name, draws=50))


@pytest.fixture(scope="session")
def replay():
    return projected("cilegon-replay")


@pytest.fixture(scope="session")
def cirebon():
    return projected("cirebon-replay")


def drawing_once(run):
    """Return by name what draws the figures of a run: each once in a language."""
    from analysis.report import figures

    def once(draw):
        kept = {}

        def drawn(results, lang="en"):
            if results is not run:
                return draw(results, lang)
            if lang not in kept:
                kept[lang] = draw(results, lang)
            return kept[lang]

        return drawn

    return {name: once(draw) for name, draw in figures.BY_NAME.items()}


@cache
def kept(name: str):
    """A run and what draws its figures, for all files of tests.

    A fixture with parameters is made anew whenever another file of tests begins.
    """
    run = projected(name)
    return run, drawing_once(run)


@contextmanager
def drawn_by(draws):
    from analysis.report import figures

    with pytest.MonkeyPatch.context() as patch:
        for name, draw in draws.items():
            patch.setitem(figures.BY_NAME, name, draw)
        yield


@pytest.fixture(scope="session", params=["cilegon-ceiling", "bogor-baseline"])
def real(request):
    """A run with a ceiling, then one with several funders; each figure drawn once."""
    run, draws = kept(request.param)
    with drawn_by(draws):
        yield run


@pytest.fixture(scope="session")
def figures_once():
    """Give what draws each figure of a run once, while its block lasts."""
    return lambda run: drawn_by(drawing_once(run))


@pytest.fixture(scope="session")
def folders():
    """Folders of pages by scenario and language, written once for all tests."""
    return {}


@pytest.fixture(scope="session")
def pages(real, folders, tmp_path_factory):
    """Folder of the page of ``real`` in a language."""
    from analysis.report import page

    def written(lang):
        name = real.scenario.name
        if (name, lang) not in folders:
            folder = tmp_path_factory.mktemp("reports") / name
            (folder / "html").mkdir(parents=True)
            (folder / "html" / "04_bill.html").write_text("x")
            page.write_run_page(folder, real, lang)
            folders[name, lang] = folder
        return folders[name, lang]

    return written
