"""Every family of checks on random pages: quiet where all agrees, loud where not.

Each family makes a page on which everything agrees, some of it rounded, and says which
figures may be planted wrong by more than their rounding.
"""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.evidence.checks import alarms, check
from analysis.evidence.checks_dates import MONTHS, WEEKDAYS

PAGES = 300
SEGMENTS = ["rt_rw", "kader", "nelayan", "linmas", "kebersihan", "petani", "marbot"]
BLANK = {
    "region": "3672",
    "region_name": "Kota Cilegon",
    "source_id": "paper",
    "programme": "jkk+jkm",
    "as_of": "2024-08-22",
    "period_start": "",
    "period_end": "",
    "rounding": "1",
    "said_denominator": "",
    "relation": "reported",
    "status": "accepted",
    "funding": "apbd",
    "quote": "",
    "segment": "total",
    "unit": "people",
}
TARIFF = 16_800


def row(name, concept, value, **cells):
    return {**BLANK, "claim_id": name, "concept": concept, "value": str(value), **cells}


def whole(random, low, high) -> int:
    return int(random.integers(low, high))


def tariff(name="tariff"):
    return row(name, "tariff_idr_m", TARIFF, unit="idr", segment="pekerja_rentan")


def benefit():
    return row(
        "benefit",
        "death_benefit_idr",
        42_000_000,
        unit="idr",
        region="",
        period_start="2019-12-02",
    )


def percent(part, of, places=4):
    """A share as newspapers print it, rounded to ``places``."""
    step = {"rounding": f"{10.0**-places:.{places}f}", "unit": "share"}
    return f"{part / of:.{places}f}", step


# --- one page of each family: rows, and the names that may be wrong --------------


def segments(random):
    names = random.choice(SEGMENTS, whole(random, 3, 8), replace=False)
    members = [whole(random, 20, 9_000) for _ in names]
    rows = [
        row(f"in-{name}", "members", count, segment=name)
        for name, count in zip(names, members, strict=True)
    ]
    rows.append(row("whole", "members", sum(members), segment="apbd"))
    return rows, ["whole", rows[0]["claim_id"]]


def parts(random):
    counts = [whole(random, 20, 9_000) for _ in range(whole(random, 2, 6))]
    rows = [row(f"part-{i}", "members_part", one) for i, one in enumerate(counts)]
    rows.append(row("whole", "members", sum(counts)))
    return rows, ["whole", "part-0"]


def periods(random):
    deaths = [whole(random, 1, 90) for _ in range(3)]
    years = (2022, 2023, 2024)
    cells = {"unit": "deaths", "programme": "jkm", "segment": "rt_rw"}
    rows = [
        row(
            f"in-{year}",
            "deaths",
            one,
            as_of=f"{year}-12-31",
            period_start=f"{year}-01-01",
            period_end=f"{year}-12-31",
            **cells,
        )
        for year, one in zip(years, deaths, strict=True)
    ]
    span = {"period_start": "2022-01-01", "period_end": "2024-12-31"}
    rows.append(
        row("whole", "deaths", sum(deaths), as_of="2025-01-05", **span, **cells)
    )
    return rows, ["whole", "in-2023"]


def identity(random):
    members, left = whole(random, 100, 90_000), whole(random, 100, 50_000)
    employed, unemployed = whole(random, 50_000, 300_000), whole(random, 5_000, 50_000)
    rows = [
        row("members", "members", members),
        row("left", "not_covered", left),
        row("eligible", "eligible", members + left),
        row("employed", "employed", employed),
        row("unemployed", "unemployed", unemployed),
        row("force", "labour_force", employed + unemployed),
    ]
    return rows, ["left", "eligible", "employed", "unemployed", "force"]


def money_identity(random):
    claims, paid = whole(random, 5, 900) * 10**6, whole(random, 1, 400) * 10**6
    cells = {"unit": "idr", "segment": "apbd", "rounding": "1000000"}
    rows = [
        row("claims", "claims_idr", claims + paid, **cells),
        row("paid", "contributions_idr", paid, **cells),
        row("short", "fund_shortfall_idr", claims, **cells),
    ]
    return rows, ["short", "claims"]


def share(random):
    covered, eligible = whole(random, 100, 90_000), whole(random, 100_000, 400_000)
    printed, cells = percent(covered, eligible)
    gap, _ = percent(eligible - covered, eligible)
    rows = [
        row("covered", "members", covered),
        row("eligible", "eligible", eligible),
        row("rate", "coverage_rate", printed, said_denominator="eligible", **cells),
        row("gap", "gap_rate", gap, said_denominator="eligible", **cells),
    ]
    return rows, ["rate", "gap"]


def share_of_target(random):
    target, reached = whole(random, 5_000, 90_000), float(random.uniform(0.1, 1))
    members = round(target * reached)
    printed, cells = percent(members, target, 2)
    rows = [
        row("target", "target_people", target),
        row("members", "members", members),
        row("reached", "target_achieved", min(printed, "1.00"), **cells),
    ]
    return rows, ["reached"]


def budget(random):
    people, months = whole(random, 500, 60_000), whole(random, 1, 12)
    start = dt.date(2024, 13 - months, 1)
    period = {"period_start": start.isoformat(), "period_end": "2024-12-31"}
    cells = {"segment": "petani", **period}
    rows = [
        tariff(),
        row("people", "members", people, **cells),
        row("budget", "budget_idr", people * TARIFF * months, unit="idr", **cells),
    ]
    return rows, ["people", "budget"]


def named_months(random):
    people, months = whole(random, 500, 60_000), whole(random, 1, 13)
    cells = {"segment": "petani"}
    year = {"period_start": "2024-01-01", "period_end": "2024-12-31"}
    rows = [
        tariff(),
        row("people", "members", people, **cells),
        row("months", "months_funded", months, unit="months", **cells),
        row(
            "budget",
            "budget_idr",
            people * TARIFF * months,
            unit="idr",
            **cells,
            **year,
        ),
    ]
    return rows, ["people", "budget", "months"]


def monthly_bill(random):
    people = whole(random, 500, 60_000)
    rows = [
        tariff(),
        row("people", "members", people, segment="nelayan"),
        row("bill", "bill_idr_m", people * TARIFF, unit="idr/month", segment="nelayan"),
    ]
    return rows, ["people", "bill"]


def member_months(random):
    sums = whole(random, 500, 60_000) * TARIFF
    rows = [tariff(), row("paid", "contributions_idr", sums, unit="idr")]
    return rows, ["paid off"]


def deaths(random):
    count = whole(random, 1, 400)
    span = {"period_start": "2023-01-01", "period_end": "2023-12-31"}
    cells = {"segment": "rt_rw", "programme": "jkm", "as_of": "2023-12-31", **span}
    rows = [
        benefit(),
        row("deaths", "deaths", count, unit="deaths", **cells),
        row("claims", "claims_idr", count * 42_000_000, unit="idr", **cells),
    ]
    return rows, ["claims less"]


def amount_a_case(random):
    count = whole(random, 10, 90_000)
    each = whole(random, 2_000_000, 190_000_000)
    cells = {"region": "", "region_name": "Indonesia"}
    rows = [
        benefit(),
        row("cases", "claims_count", count, unit="cases", **cells),
        row("claims", "claims_idr", count * each, unit="idr", **cells),
    ]
    return rows, ["claims a thousandth"]


def claim_ratio(random):
    paid, claims = (whole(random, 10**5, 10**7) * 1_000 for _ in range(2))
    year = {"period_start": "2023-01-01", "period_end": "2023-12-31"}
    cells = {"segment": "apbd", "as_of": "2023-12-31", "rounding": "1000", **year}
    rows = [
        row("paid", "contributions_idr", paid, unit="idr", **cells),
        row("claims", "claims_idr", claims, unit="idr", **cells),
        row(
            "ratio",
            "claim_ratio",
            f"{claims / paid:.3f}",
            **{**cells, "unit": "ratio", "rounding": "0.001"},
        ),
    ]
    return rows, ["ratio"]


def per_head(random):
    children, most = whole(random, 10, 100_000), 12_000_000
    each = whole(random, 1_500_000, most)
    cells = {"unit": "idr", "region": "", "region_name": "Indonesia"}
    rows = [
        row("most", "scholarship_max_idr_y", most, **cells),
        row("sum", "scholarships_idr", children * each, **cells),
        row(
            "children",
            "scholarship_children",
            children,
            **{**cells, "unit": "recipients"},
        ),
    ]
    return rows, ["sum tenfold"]


def discount(random):
    rate = whole(random, 1, 99)
    rows = [
        tariff(),
        row(
            "rate",
            "discount_rate",
            f"0.{rate:02}",
            unit="share",
            rounding="0.01",
            region="",
        ),
        row(
            "less",
            "tariff_discounted_idr_m",
            TARIFF * (100 - rate) // 100,
            unit="idr/person/month",
            region="",
        ),
    ]
    return rows, ["less"]


def printed_growth(random):
    before = whole(random, 10**8, 10**10)
    after = round(before * float(random.uniform(0.6, 1.9)))
    grown = f"{after / before - 1:.4f}"
    cells = {"segment": "apbd", "unit": "idr"}
    rows = [
        row("before", "budget_idr", before, period_start="2023-01-01", **cells),
        row("after", "budget_idr", after, period_start="2024-01-01", **cells),
        row(
            "grown",
            "budget_growth",
            grown,
            **{**cells, "unit": "share", "rounding": "0.0001"},
        ),
    ]
    return rows, ["grown", "after"]


def points(random):
    eligible, before = whole(random, 100_000, 900_000), whole(random, 10_000, 40_000)
    added = whole(random, 2_000, 50_000)
    first, cells = percent(before, eligible)
    second, _ = percent(before + added, eligible)
    rows = [
        row("first", "coverage_rate", first, as_of="2024-07-31", **cells),
        row("second", "coverage_rate", second, **cells),
        row("eligible", "eligible", eligible, as_of="2024-08-20"),
        row(
            "added",
            "members",
            added,
            segment="petani",
            period_start="2024-08-01",
            period_end="2024-12-31",
        ),
    ]
    return rows, ["added", "second"]


def flow(random):
    before, added = whole(random, 1_000, 30_000), whole(random, 100, 5_000)
    rows = [
        row("before", "members", before, as_of="2024-01-31", segment="petani"),
        row("added", "members_added", added, segment="petani"),
        row("after", "members", before + added, segment="petani"),
    ]
    return rows, ["added", "after"]


def part_above(random):
    villages, behind = whole(random, 50, 400), whole(random, 1, 50)
    cells = {"segment": "perangkat_desa", "unit": "villages"}
    rows = [
        row("villages", "villages", villages, **cells),
        row("paid", "villages_paid", villages - behind, **cells),
        row("behind", "arrears_villages", behind, **cells),
    ]
    return rows, ["behind tenfold", "paid"]


def two_sources(random):
    force, rounded = whole(random, 10_000, 900_000), whole(random, 901, 5_000) * 1_000
    rows = [
        row("here", "labour_force", force),
        row("there", "labour_force", force, source_id="office"),
        row("about", "population", rounded + whole(random, 0, 400)),
        row("round", "population", rounded, source_id="office", rounding="1000"),
    ]
    return rows, ["here", "there"]


def two_shares(random):
    members, rate = whole(random, 1_000, 90_000), float(random.uniform(0.1, 0.9))
    cells = {"unit": "share", "rounding": "0.0001"}
    rows = [
        row("members", "members", members),
        row("one", "coverage_rate", f"{rate:.4f}", **cells),
        row("again", "coverage_rate", f"{rate:.4f}", **cells),
    ]
    return rows, ["again"]


def running_count(random):
    early, late = whole(random, 20, 90), whole(random, 100, 300)
    cells = {"unit": "deaths", "segment": "rt_rw", "programme": "jkm"}
    rows = [
        row("early", "deaths", early, as_of="2024-03-01", **cells),
        row("late", "deaths", late, **cells),
    ]
    return rows, ["late a tenth"]


def weekday(random):
    date = dt.date(2015, 1, 1) + dt.timedelta(days=whole(random, 0, 4_000))
    word = WEEKDAYS["id"][date.weekday()]
    forms = (
        f"{word} ({date.day}/{date.month}/{date.year})",
        f"{word}, {date.day} {MONTHS[date.month - 1]} {date.year}",
    )
    quote = f"{forms[whole(random, 0, 2)]} ... 1.100 orang"
    return [row("day", "members", 1_100, quote=quote)], ["day moved"]


FAMILIES = {
    one.__name__: one
    for one in (
        *(segments, parts, periods, identity, money_identity, share, share_of_target),
        *(budget, named_months, monthly_bill, member_months, deaths, amount_a_case),
        *(claim_ratio, per_head, discount, printed_growth, points, flow, part_above),
        *(two_sources, two_shares, running_count, weekday),
    )
}


# --- planting ------------------------------------------------------------------


def planted(random, rows, names):
    """The page with one figure wrong by more than its rounding."""
    name, _, how = str(random.choice(names)).partition(" ")
    return [
        changed(random, one, how) if one["claim_id"] == name else one for one in rows
    ]


def changed(random, one, how):
    if how == "moved":
        day = next(word for word in WEEKDAYS["id"] if word in one["quote"])
        others = [word for word in WEEKDAYS["id"] if word != day]
        return {**one, "quote": one["quote"].replace(day, str(random.choice(others)))}
    if how == "off":
        return {**one, "value": str(int(one["value"]) + whole(random, 1, TARIFF))}
    factors = {"less": 0.9, "tenfold": 20, "a tenth": 0.01, "a thousandth": 0.001}
    factor = factors.get(how) or float(random.choice([0.5, 0.8, 0.9, 1.1, 1.3, 2]))
    text = one["value"]
    if "." in text:
        places = len(text.partition(".")[2])
        smallest = 4 * 10.0**-places  # clear of the rounding of all figures involved
        value = float(text)
        moved = value * factor
        moved += np.sign(moved - value or 1) * smallest
        top = 1 - smallest if one["unit"] == "share" else np.inf
        if not 0 < moved <= top:
            moved = value - 5 * smallest if value > top / 2 else value + 5 * smallest
        return {**one, "value": f"{moved:.{places}f}"}
    step = 1 if one["rounding"] == "1" else int(one["rounding"])
    value = int(text) // step
    moved = round(value * factor)
    away = 5 if step > 1 else 1
    if abs(moved - value) < away:
        moved = value + away
    return {**one, "value": str(moved * step)}


@pytest.mark.parametrize("family", FAMILIES)
def test_no_alarm_where_everything_agrees(family):
    random = np.random.default_rng(20240822)
    loud = []
    for _ in range(PAGES):
        rows, _ = FAMILIES[family](random)
        loud += alarms(check(rows))[:1]
    assert len(loud) <= PAGES // 100, [one.statement["en"] for one in loud[:3]]


@pytest.mark.parametrize("family", FAMILIES)
def test_planted_errors_are_found(family):
    random = np.random.default_rng(20210519)
    missed = []
    for _ in range(PAGES):
        rows = planted(random, *FAMILIES[family](random))
        if not alarms(check(rows)):
            missed.append([(one["claim_id"], one["value"]) for one in rows])
    assert len(missed) <= PAGES // 100, missed[:3]


def one_page(random):
    """A page with all families on it, each under its own source and group of names."""
    rows, names = [], []
    for number, (name, make) in enumerate(FAMILIES.items()):
        more, wrong = make(random)
        for one in more:
            region = one["region"] and f"{1101 + number}"
            moved = {"source_id": f"{name}-{one['source_id']}", "region": region}
            named = {"claim_id": f"{name}:{one['claim_id']}", "region_name": region}
            rows.append({**one, **moved, **named})
        names += [f"{name}:{one}" for one in wrong]
    return rows, names


@pytest.mark.fault("N6")
@given(st.integers(0, 2**32 - 1), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(seed, shuffler):
    random = np.random.default_rng(seed)
    rows = planted(random, *one_page(random))

    def what(chosen):
        return {
            (one.check, frozenset(one.claims), one.difference or one.printed)
            for one in alarms(check(chosen))
        }

    first = what(rows)
    shuffler.shuffle(rows)
    assert what(rows) == first


@given(st.integers(0, 2**32 - 1))
def test_whole_newspapers_that_agree_raise_no_alarm(seed):
    rows, _ = one_page(np.random.default_rng(seed))
    assert not alarms(check(rows))


# --- single rules ----------------------------------------------------------------


def test_stock_against_flow():
    rows = [
        row("before", "members", 10_000, as_of="2024-12-31", segment="petani"),
        row("added", "members_added", 500, as_of="2025-06-30", segment="petani"),
        row("after", "members", 500, as_of="2025-12-31", segment="petani"),
    ]
    wrong = alarms(check(rows))
    assert [(one.check, one.subject, one.expected) for one in wrong] == [
        ("stock and flow", "added", -9_500)
    ]
    rows[2]["value"] = "10500"
    assert not alarms(check(rows))


def test_a_count_that_runs_back_is_of_one_payer():
    for payer, wanted in (("apbd", ["later"]), ("csr", [])):
        rows = [
            row("first", "claims_count", 900, unit="claims", as_of="2024-01-31"),
            row(
                "later",
                "claims_count",
                700,
                unit="claims",
                as_of="2024-12-31",
                source_id="other",
                funding=payer,
            ),
        ]
        found = [one for one in check(rows) if one.check == "count runs back"]
        assert [one.subject for one in found] == wanted


def test_exact_figures_one_digit_apart_are_asked_about():
    first = {"as_of": "2024-01-31", "segment": "petani"}
    later = {"as_of": "2024-12-31", "segment": "petani", "source_id": "other"}
    for number, wanted in ((12_845, ["after"]), (12_345, []), (12_856, [])):
        rows = [
            row("before", "members", 12_345, **first),
            row("after", "members", number, **later),
        ]
        found = [one for one in check(rows) if one.check == "one digit apart"]
        assert [one.subject for one in found] == wanted
        assert all(one.verdict == "open" for one in found)


def test_of_counts_as_near_in_time_the_first_by_its_name_is_taken():
    november = {"as_of": "2024-11-30"}
    rows = [
        row("rate", "coverage_rate", "0.50", unit="share", as_of="2024-12-31"),
        row("b-members", "members", 300, source_id="b", **november),
        row("b-eligible", "eligible", 400, source_id="b", **november),
        row("a-members", "members", 200, source_id="a", **november),
        row("a-eligible", "eligible", 500, source_id="a", **november),
        row("c-members", "members", 90, source_id="c", as_of="2024-10-31"),
        row("c-eligible", "eligible", 100, source_id="c", as_of="2024-10-31"),
    ]
    (one,) = [one for one in check(rows) if one.check == "share of another date"]
    assert (one.verdict, float(one.expected)) == ("open", 0.4)
    assert one.claims == ("rate", "a-members", "a-eligible")


def test_a_short_list_of_groups_is_not_read_as_complete():
    rows = [
        row("total", "members", 144_110),
        row("a", "members", 17_195, segment="petani"),
        row("b", "members", 32_644, segment="non_asn"),
    ]
    assert not alarms(check(rows))
    rows[0]["value"] = "49000"
    assert [one.check for one in alarms(check(rows))] == ["sum"]


def test_the_segments_nearest_to_a_whole_are_taken():
    """With several wholes on a page each is held against the list it may mean."""
    rows = [
        row("all", "members", 600, segment="apbd"),
        row("later", "members", 300, segment="apbd"),
        row("a", "members", 100, segment="rt_rw"),
        row("b", "members", 200, segment="kader"),
        row("c", "members", 300, segment="adhoc_kpu"),
    ]
    assert not alarms(check(rows))
    rows[1]["value"] = "310"
    found = {(one.check, one.subject) for one in alarms(check(rows))}
    assert found == {("sum", "later"), ("difference", "all")}


def test_a_coverage_nobody_printed_is_computed_from_what_was_printed():
    rows = [
        row("members", "members", 300),
        row("eligible", "eligible", 400),
    ]
    (found,) = [one for one in check(rows) if one.check == "share"]
    assert (found.verdict, found.printed, float(found.expected)) == (
        "computed",
        None,
        0.75,
    )
    assert "are 75%; no percentage is printed" in found.statement["en"]
    more_than_all, ours = {"value": "200"}, {"relation": "derived"}
    for other in (more_than_all, ours):
        again = [rows[0], {**rows[1], **other}]
        assert not [one for one in check(again) if one.check == "share"]


def test_a_share_is_tried_under_every_denominator():
    rows = [
        row("members", "members", 23_806),
        row("force", "labour_force", 322_404),
        row("employed", "employed", 292_668),
        row("people", "population", 662_101),
        row("rate", "coverage_rate", "0.0813", unit="share", rounding="0.0001"),
    ]
    assert not alarms(check(rows))  # it names no denominator and fits the employed
    rows[-1]["said_denominator"] = "angkatan kerja"
    wrong = alarms(check(rows))[0]
    assert len(wrong.alternatives) == 3
    assert "the employed" in wrong.settlement["en"]
    assert "bukan angkanya" in wrong.settlement["id"]


def test_more_claims_than_deaths_x_benefit_may_be_scholarships():
    rows = [
        benefit(),
        row("deaths", "deaths", 10, unit="deaths", segment="rt_rw"),
        row("claims", "claims_idr", 500_000_000, unit="idr", segment="rt_rw"),
    ]
    assert not alarms(check(rows))
    rows[2]["value"] = "400000000"
    assert [one.check for one in alarms(check(rows))] == ["deaths x benefit"]


def test_each_death_is_paid_by_the_benefit_of_its_year():
    old = {**benefit(), "claim_id": "old", "value": "24000000"}
    old["period_start"] = "2015-07-01"
    cells = {"segment": "rt_rw", "unit": "deaths"}
    rows = [
        old,
        benefit(),
        row(
            "2019",
            "deaths",
            5,
            as_of="2019-12-31",
            period_start="2019-01-01",
            period_end="2019-12-31",
            **cells,
        ),
        row(
            "2020",
            "deaths",
            10,
            as_of="2020-12-31",
            period_start="2020-01-01",
            period_end="2020-12-31",
            **cells,
        ),
        row(
            "claims",
            "claims_idr",
            5 * 24_000_000 + 10 * 42_000_000,
            segment="rt_rw",
            unit="idr",
            period_start="2019-01-01",
            period_end="2020-12-31",
        ),
    ]
    found = [one for one in check(rows) if one.check == "deaths x benefit"]
    assert [one.verdict for one in found] == ["agrees"]


def test_words_without_a_date_raise_no_alarm():
    rows = [row("a", "members", 5, quote="Rabu (31/02/2024), Kamis 99 Mei, Selasa")]
    assert check(rows) == []
