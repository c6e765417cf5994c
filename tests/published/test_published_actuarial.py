"""Claims, credibility, life tables and Poisson intervals as the literature prints them.

Every printed answer is derived a second time, without the code under test: sums of
claims by the recursion or by adding up in exact fractions, credibility by sums of
squares in exact fractions, posterior means by integration, intervals by adding up
Poisson probabilities, survivors by the book's own formula.
"""

import math
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml
from scipy import integrate, optimize, stats
from statsmodels.stats.rates import confint_poisson

from analysis.evidence import tables
from analysis.model.claims import life_table
from analysis.model.claims.compound import aggregate_distribution, convolve
from analysis.model.claims.loss_ratio import poisson_interval, rate_interval_y
from analysis.model.credibility import buhlmann_straub, gamma_poisson, pooled

FILE = Path(__file__).with_name("actuarial.yaml")
PUBLISHED = yaml.safe_load(FILE.read_text(encoding="utf-8"))
LEAST_EXAMPLES = 12


def named(record):
    return record["name"]


def number(text):
    return float(Fraction(text)) if isinstance(text, str) else text


def checked(found, printed):
    """Hold what was found against ``[printed, tolerance]``."""
    values, tolerance = printed
    values = [number(x) for x in values] if isinstance(values, list) else number(values)
    assert found == pytest.approx(values, abs=tolerance, rel=0)


# --- sums of claims ------------------------------------------------------------


def frozen(frequency):
    ((kind, given),) = frequency.items()
    if kind == "table":
        return {count: number(chance) for count, chance in given.items()}
    if kind == "poisson":
        return number(given)
    return stats.nbinom(given[0], number(given[1]))


def recursion(frequency, cost, points):
    """Probabilities of 0, 1, ... by Panjer's recursion, in fractions but for the first.

    p(n) = (a + b / n) p(n - 1); the amounts are above 0.
    """
    ((kind, given),) = frequency.items()
    if kind == "poisson":
        a, b, start = Fraction(0), Fraction(given), math.exp(-Fraction(given))
    else:
        count, chance = given[0], Fraction(given[1])
        a, b = 1 - chance, (count - 1) * (1 - chance)
        start = float(chance**count)
    found = [Fraction(1)]
    for s in range(1, points):
        terms = ((a + b * x / s) * p * found[s - x] for x, p in cost.items() if x <= s)
        found.append(sum(terms, Fraction(0)))
    return [start * float(one) for one in found]


def added_up(frequency, cost, points):
    """Probabilities of 0, 1, ... by powers of the amounts' own, in fractions."""
    total, power = [Fraction(0)] * points, [Fraction(1)] + [Fraction(0)] * (points - 1)
    for count in range(max(frequency["table"]) + 1):
        chance = Fraction(frequency["table"].get(count, 0))
        total = [t + chance * p for t, p in zip(total, power, strict=True)]
        power = [
            sum((q * power[s - x] for x, q in cost.items() if x <= s), Fraction(0))
            for s in range(points)
        ]
    return [float(one) for one in total]


def moments_again(frequency, cost):
    """Mean and variance: E N E X, and E N Var X + Var N (E X)^2, in fractions."""
    ((kind, given),) = frequency.items()
    if kind == "table":
        table = [(n, Fraction(p)) for n, p in given.items()]
        mean = sum(n * p for n, p in table)
        variance = sum(n * n * p for n, p in table) - mean**2
    elif kind == "poisson":
        mean = variance = Fraction(given)
    else:
        odds = 1 / Fraction(given[1]) - 1
        mean, variance = given[0] * odds, given[0] * odds * (1 + odds)
    first = sum(x * p for x, p in cost.items())
    second = sum(x * x * p for x, p in cost.items())
    return mean * first, mean * (second - first**2) + variance * first**2


def of(answer, pmf, step, mean, variance):
    """The quantity an answer is about, from probabilities on a grid and moments."""
    amounts, at = step * np.arange(len(pmf)), answer.get("at")
    kinds = {
        "mean": lambda: mean,
        "variance": lambda: variance,
        "mean plus sd": lambda: mean + math.sqrt(variance),
        "pmf": lambda: pmf[round(at / step)],
        "cdf": lambda: pmf[amounts <= at].sum(),
        "above": lambda: 1 - pmf[amounts <= at].sum(),
        "stop loss": lambda: mean - at + ((at - amounts) * pmf)[amounts < at].sum(),
    }
    return kinds[answer["what"]]()


@pytest.mark.parametrize("example", PUBLISHED["sums_of_claims"], ids=named)
def test_sums_of_claims(example):
    frequency = frozen(example["frequency"])
    severity = {x: number(p) for x, p in example["severity"].items()}
    found = aggregate_distribution(frequency, severity)
    for answer in example["answers"]:
        ours = of(answer, found.pmf, found.step, found.mean, found.sd**2)
        if answer["what"] == "above":
            ours = found.above(answer["at"])
        assert ours == pytest.approx(answer["printed"], abs=answer["tolerance"], rel=0)


@pytest.mark.parametrize("example", PUBLISHED["sums_of_claims"], ids=named)
def test_sums_of_claims_by_another_road(example):
    frequency = example["frequency"]
    cost = {x: Fraction(p) for x, p in example["severity"].items()}
    step = math.gcd(*cost)
    units = {x // step: p for x, p in cost.items()}
    road = added_up if "table" in frequency else recursion
    pmf = np.array(road(frequency, units, 120))
    mean, variance = map(float, moments_again(frequency, cost))
    for answer in example["answers"]:
        again = of(answer, pmf, step, mean, variance)
        printed = pytest.approx(answer["printed"], abs=answer["tolerance"], rel=0)
        assert again == printed
    severity = {x: float(p) for x, p in cost.items()}
    found = aggregate_distribution(frozen(frequency), severity).pmf
    shared = min(len(found), len(pmf))
    assert found[:shared] == pytest.approx(pmf[:shared], abs=1e-14)


def part(example, place):
    """One kind of policy as a sum of claims."""
    count, chance, mean, _ = example["policies"][place]
    number_of_claims = stats.binom(count, number(chance))
    if "uniform" in example:
        cost = stats.uniform(0, example["uniform"][place])
        return aggregate_distribution(number_of_claims, cost, step=example["step"])
    return aggregate_distribution(number_of_claims, mean)


@pytest.mark.parametrize("example", PUBLISHED["parts"], ids=named)
def test_parts(example):
    if "poisson" in example:
        low, high = example["uniform_from_to"]
        mean, variance = Fraction(low + high, 2), Fraction((high - low) ** 2, 12)
        again = (
            example["poisson"] * mean,
            example["poisson"] * (variance + mean**2),
        )
        found = aggregate_distribution(
            example["poisson"], stats.uniform(low, high - low), step=example["step"]
        )
    else:
        policies = [[Fraction(one) for one in row] for row in example["policies"]]
        again = (
            sum(n * q * mean for n, q, mean, _ in policies),
            sum(n * (q * v + q * (1 - q) * mean**2) for n, q, mean, v in policies),
        )
        found = convolve(part(example, 0), part(example, 1))
    printed = pytest.approx(
        (example["mean"], example["variance"]), abs=example["tolerance"], rel=0
    )
    assert (found.mean, found.sd**2) == printed
    assert tuple(map(float, again)) == printed


def unbiased(shape, step, points):
    """The unbiased discretisation of gamma(shape, 1) from limited expected values."""

    def limited(x):  # E min(X, x)
        return shape * stats.gamma.cdf(x, shape + 1) + x * stats.gamma.sf(x, shape)

    ends = limited(step * np.arange(points + 1)) / step
    return np.append(1 - ends[1], 2 * ends[1:-1] - ends[:-2] - ends[2:])


def test_gamma_claims():
    example = PUBLISHED["gamma_claims"]
    step = example["step"]
    cost = stats.gamma(example["shape"])
    found = aggregate_distribution(example["poisson"], cost, step=step)
    for place, printed in example["pmf"].items():
        assert f"{found.pmf[place]:.3e}" == f"{printed:.3e}"
    for level, printed in example["quantiles"].items():
        assert found.quantile(level) == printed
    assert found.mean == pytest.approx(example["mean"], abs=1e-9)
    for level, printed in example["mean_beyond"].items():
        var = found.quantile(level)
        tail = found.pmf * (found.amounts > var)
        beyond = tail @ found.amounts / found.above(var)
        assert beyond == pytest.approx(printed, abs=example["tolerance"])


def test_gamma_claims_by_another_road():
    """By the recursion, on amounts discretised from the closed form."""
    example = PUBLISHED["gamma_claims"]
    cost = unbiased(example["shape"], example["step"], 100)
    units = dict(enumerate(cost[1:], start=1))
    mean = example["poisson"] * (1 - cost[0])
    found = [math.exp(-mean)]
    for s in range(1, 143):
        terms = (x * p * found[s - x] for x, p in units.items() if x <= s)
        found.append(example["poisson"] / s * sum(terms))
    for place, printed in example["pmf"].items():
        assert f"{found[place]:.3e}" == f"{printed:.3e}"
    reached = np.cumsum(found)
    for level, printed in example["quantiles"].items():
        assert example["step"] * np.searchsorted(reached, level) == printed


# --- credibility ---------------------------------------------------------------


def cells(example):
    """Ratios and weights as the code under test takes them: NaN where none."""
    ratio = np.array(
        [
            [math.nan if x is None else number(x) for x in row]
            for row in example["ratio"]
        ]
    )
    return ratio, np.array(example.get("weight", np.ones(ratio.shape)), dtype=float)


def by_sums_of_squares(example):
    """Within, between (unbounded), factors, mean: sum w x^2 - (sum w x)^2 / sum w."""
    groups = []
    for place, row in enumerate(example["ratio"]):
        weights = example["weight"][place] if "weight" in example else [1] * len(row)
        pairs = zip(row, weights, strict=True)
        groups.append([(Fraction(x), Fraction(w)) for x, w in pairs if x is not None])
    w = [sum(w for _, w in group) for group in groups]
    wx = [sum(w * x for x, w in group) for group in groups]
    wxx = sum(w * x * x for group in groups for x, w in group)
    inside = sum(b * b / a for a, b in zip(w, wx, strict=True))
    within = (wxx - inside) / sum(len(group) - 1 for group in groups)
    total = sum(w)
    spread = inside - sum(wx) ** 2 / total - (len(w) - 1) * within
    between = spread / (total - sum(a * a for a in w) / total)
    if between <= 0:
        return within, between, [Fraction(0)] * len(w), sum(wx) / total
    factor = [a * between / (a * between + within) for a in w]
    own = [b / a for a, b in zip(w, wx, strict=True)]
    mean = sum(z * x for z, x in zip(factor, own, strict=True)) / sum(factor)
    return within, between, factor, mean


@pytest.mark.parametrize("example", PUBLISHED["buhlmann_straub"], ids=named)
def test_buhlmann_straub(example):
    found = buhlmann_straub(*cells(example))
    for what in ("mean", "within", "between", "factor", "premium"):
        if what in example:
            checked(getattr(found, what), example[what])


@pytest.mark.parametrize("example", PUBLISHED["buhlmann_straub"], ids=named)
def test_buhlmann_straub_by_another_road(example):
    within, between, factor, mean = by_sums_of_squares(example)
    again = {
        "mean": float(mean),
        "within": float(within),
        "between": float(max(between, 0)),
        "factor": [float(z) for z in factor],
    }
    for what, value in again.items():
        if what in example:
            checked(value, example[what])
    if "between_unbounded" in example:
        assert between == Fraction(example["between_unbounded"])
    found = buhlmann_straub(*cells(example))
    for what, value in again.items():
        assert getattr(found, what) == pytest.approx(value, rel=1e-12)


def test_moments_of_groups():
    example = PUBLISHED["moments_of_groups"]
    table, years = example["policies"], example["years"]
    claims = np.repeat(list(table), list(table.values()))
    mean, cv = pooled(claims, np.full(len(claims), float(years)))
    checked(mean, example["mean"])
    checked((mean * cv) ** 2, example["between"])
    n = sum(table.values())
    ratio = Fraction(sum(k * m for k, m in table.items()), n * years)
    squares = sum(m * (Fraction(k, years) - ratio) ** 2 for k, m in table.items())
    between = squares / (n - 1) - ratio / years
    checked(float(ratio), example["mean"])
    checked(float(between), example["between"])
    printed_mean, printed_between = example["mean"][0], example["between"][0]
    found = gamma_poisson(
        example["claims"],
        years,
        printed_mean,
        math.sqrt(printed_between) / printed_mean,
    )
    checked(found.factor, example["factor"])
    checked(found.mean, example["estimate"])
    factor = years / (years + printed_mean / printed_between)
    checked(factor, example["factor"])
    checked(factor * 0.6 + (1 - factor) * printed_mean, example["estimate"])


@pytest.mark.parametrize("example", PUBLISHED["gamma_poisson"], ids=named)
def test_gamma_poisson(example):
    """Beside the posterior integrated over the rate: gamma x likelihood."""
    shape, rate = example["prior"]["shape"], example["prior"]["rate"]
    claims, exposure = example["claims"], example["exposure"]
    found = gamma_poisson(claims, exposure, shape / rate, shape**-0.5)
    prior = stats.gamma(shape, scale=1 / rate)

    def weighed(power, low=0.0, high=20.0):
        return integrate.quad(
            lambda x: x**power * prior.pdf(x) * stats.poisson.pmf(claims, x * exposure),
            low,
            high,
            points=[claims / exposure],
            epsabs=1e-16,
        )[0]

    again = weighed(1) / weighed(0)
    for mean in (found.mean, again):
        checked(mean, [example["mean"][0], max(example["mean"][1], 1e-7)])
        if "product" in example:
            checked(mean * example["times"], example["product"])
    if "factor" in example:
        checked(found.factor, example["factor"])
        checked(exposure / (exposure + rate), example["factor"])
    low, high = found.interval(0.9)
    assert weighed(0, 0.0, low) / weighed(0) == pytest.approx(0.05, abs=1e-6)
    assert weighed(0, high, 20.0) / weighed(0) == pytest.approx(0.05, abs=1e-6)


# --- life tables ---------------------------------------------------------------


@pytest.mark.parametrize("example", PUBLISHED["conversions"], ids=named)
def test_conversions(example):
    if example["kind"] == "half year":
        q = 2 * (1 - example["linear"])
        found = 1 - life_table.probability(life_table.rate(q), 0.5)
        again = math.sqrt(1 - q)
    elif example["kind"] == "rate":
        found = life_table.probability(example["rate"], example["years"])
        terms = ((-example["rate"]) ** k / math.factorial(k) for k in range(1, 6))
        again = -sum(terms)  # 1 - exp(-m) by its series
    else:
        p, years = float(example["probability"]), example["years"]
        found = life_table.probability(life_table.rate(p, years))
        again = 1 - (1 - p) ** (1 / years)
    for value in (found, again):
        assert value == pytest.approx(
            example["printed"], abs=example["tolerance"], rel=0
        )


def austria():
    """The book's table as one of our own: the open band as 85 to 99 and 100."""
    example = PUBLISHED["life_tables"]["austria"]
    starts = [*example["age"], life_table.OPEN_AGE]
    pairs = zip(example["deaths"], example["population"], strict=True)
    rates = [d / n for d, n in pairs]
    rows = [
        (sex, start, end - start, rate, 1.0)
        for sex in life_table.SEXES
        for (start, end), rate in zip(
            pairwise([*starts, 105]), [*rates, rates[-1]], strict=True
        )
    ]
    columns = ["sex", "age_start", "age_width", "death_rate_y", "population"]
    table = pd.DataFrame(rows, columns=columns)
    return example, life_table.graduated(table, table)


def test_survivors_of_austria():
    example, table = austria()
    printed = dict(zip(example["age"], example["survivors"], strict=True))
    for age, survivors in printed.items():
        if age <= 55:
            ours = 100_000 * life_table.survival(table, "male", 0, age)
            assert ours == pytest.approx(survivors, abs=example["up_to_55"], rel=0)
    dying = 1000 * (1 - life_table.survival(table, "male", 15, 60))
    published = 1000 * (1 - printed[60] / printed[15])
    assert dying == pytest.approx(published, abs=example["adult"], rel=0)


def test_survivors_of_austria_by_the_books_formula():
    """nqx = n m / (1 + (n - a) m): every printed survivor, to the last digit."""
    example, _ = austria()
    left = 100_000.0
    rows = zip(
        pairwise(example["age"]),
        example["deaths"],
        example["population"],
        example["years_of_the_dying"],
        example["survivors"],
        strict=False,
    )
    for (start, end), deaths, people, lived, printed in rows:
        assert left == pytest.approx(printed, abs=1.0, rel=0)
        rate = deaths / people
        left *= 1 - (end - start) * rate / (1 + (end - start - lived) * rate)
    checked(
        example["population"][-1] / example["deaths"][-1],
        example["open_band_expectancy"],
    )


def test_years_left_where_the_rate_never_changes():
    """The open band of the book: 1 / rate, at every age."""
    example = PUBLISHED["life_tables"]["austria"]
    rate = example["deaths"][-1] / example["population"][-1]
    flat = dict.fromkeys(life_table.SEXES, np.full(life_table.AGES, rate))
    table = life_table.LifeTable(rate_y=flat, people=flat)
    for age in (0, 50, 85):
        years = life_table.expectancy(table, "male", age)
        checked(years, example["open_band_expectancy"])


def lived_by_bands(rows):
    """Life expectancy of an abridged table: infants who die live 0.1 years."""
    left, years = 1.0, 0.0
    for start, width, rate in rows:
        if start == life_table.OPEN_AGE:
            return years + left / rate
        lived = {0: 0.1, 1: 1.5}.get(start, width / 2)
        dying = width * rate / (1 + (width - lived) * rate)
        years += left * (width * (1 - dying) + lived * dying)
        left *= 1 - dying
    raise AssertionError("no open band")


@pytest.mark.parametrize("period", PUBLISHED["life_tables"]["indonesia"]["expectancy"])
def test_expectancy_of_indonesia(period):
    example = PUBLISHED["life_tables"]["indonesia"]
    rates = tables.read("mortality")
    rates = rates[rates["period"] == period]
    people = tables.read("population_weights")
    people = people[people["year"] == people["year"].min()]
    table = life_table.graduated(rates, people)
    for sex, printed in zip(
        life_table.SEXES, example["expectancy"][period], strict=True
    ):
        close = pytest.approx(printed, abs=example["tolerance"], rel=0)
        assert life_table.expectancy(table, sex) == close
        bands = rates[rates["sex"] == sex].sort_values("age_start")
        columns = ["age_start", "age_width", "death_rate_y"]
        assert lived_by_bands(bands[columns].itertuples(index=False)) == close


# --- Poisson intervals ---------------------------------------------------------


def limit(events, tail, at_most):
    """The mean at which a sum of Poisson probabilities falls to ``tail``.

    ``at_most``: P(N <= events), for the upper limit; else P(N >= events).
    """

    def excess(mean):
        last = events if at_most else events - 1
        terms = (
            math.exp(k * math.log(mean) - mean - math.lgamma(k + 1))
            for k in range(last + 1)
        )
        reached = math.fsum(terms)
        return (reached if at_most else 1 - reached) - tail

    return optimize.brentq(excess, 1e-9, 4 * events + 20, xtol=1e-13, rtol=1e-14)


@pytest.mark.parametrize("example", PUBLISHED["poisson_intervals"], ids=named)
def test_poisson_intervals(example):
    events, exposure = example["events"], example.get("exposure", 1)
    low = limit(events, 0.025, False) if events else 0.0
    again = (low / exposure, limit(events, 0.025, True) / exposure)
    found = rate_interval_y(events, exposure)[1:]
    library = confint_poisson(events, exposure, method="exact-c")
    close = pytest.approx(example["printed"], abs=example["tolerance"], rel=1e-13)
    assert found == close
    assert [x if x == x else 0.0 for x in library] == close
    finest = max(example["tolerance"], 1e-12)
    assert again == pytest.approx(example["printed"], abs=finest, rel=0)


@pytest.mark.parametrize("events", PUBLISHED["garwood"]["limits"])
def test_garwoods_limits(events):
    example = PUBLISHED["garwood"]
    low = limit(events, 0.025, False) if events else 0.0
    for value in (poisson_interval(events), (low, limit(events, 0.025, True))):
        assert value == pytest.approx(
            example["limits"][events], abs=example["tolerance"]
        )


# --- the collection ------------------------------------------------------------


def test_every_example_names_its_source():
    lists = [part for part in PUBLISHED.values() if isinstance(part, list)]
    alone = [part for part in PUBLISHED.values() if isinstance(part, dict)]
    alone = [
        one for part in alone for one in ([part] if "source" in part else part.values())
    ]
    examples = [*(one for part in lists for one in part), *alone]
    assert all(len(example["source"]) > 20 for example in examples)
    assert len(examples) >= LEAST_EXAMPLES
