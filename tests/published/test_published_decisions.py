"""Choices, values of information, sensitivities and games as others print them.

Every printed answer is derived a second time, without the code under test: knapsacks
by dynamic programming or by filling shares in fractions, values of information by
adding up chances in fractions, the normal case by integration and from the very draws
of R, Sobol indices by quadrature, Shapley values as the mean over all orders.
"""

import math
from fractions import Fraction
from itertools import combinations, permutations, product
from pathlib import Path

import numpy as np
import pytest
import yaml
from scipy import integrate, stats
from scipy.special import ndtri

from analysis.model.priority import choose
from analysis.study.attribution import shapley
from analysis.study.sensitivity import sobol
from analysis.study.value_of_information import evpi, evppi

FILE = Path(__file__).with_name("decisions.yaml")
PUBLISHED = yaml.safe_load(FILE.read_text(encoding="utf-8"))
LEAST_EXAMPLES = 8


def named(record):
    return record["name"]


def test_there_are_enough_examples():
    assert len(PUBLISHED["choices"]) + len(PUBLISHED["information"]) >= LEAST_EXAMPLES


# --- choices -------------------------------------------------------------------


def columns(record):
    given = [record[key] for key in ("members", "unit_cost", "unit_value")]
    size = max(len(x) for x in given if isinstance(x, list))
    full = [x if isinstance(x, list) else [x] * size for x in given]
    return [[Fraction(x) for x in column] for column in full]


def by_dynamic_programming(members, cost, value, ceiling):
    """Best value for every budget up to the ceiling, one person after another."""
    best = [Fraction(0)] * (ceiling + 1)
    for count, c, v in zip(members, cost, value, strict=True):
        for _ in range(int(count)):
            for budget in range(ceiling, int(c) - 1, -1):
                best[budget] = max(best[budget], best[budget - int(c)] + v)
    return best[ceiling]


def by_shares(members, cost, value, ceiling):
    left, worth = Fraction(ceiling), Fraction(0)
    rows = sorted(zip(members, cost, value, strict=True), key=lambda r: -r[2] / r[1])
    for count, c, v in rows:
        taken = min(count, left / c)
        left, worth = left - taken * c, worth + taken * v
    return worth


@pytest.mark.parametrize("record", PUBLISHED["choices"], ids=named)
def test_choices(record):
    members, cost, value = columns(record)
    printed, ceiling = record["printed"], record["ceiling"]
    in_part = max(members) > 100
    second = by_shares if in_part else by_dynamic_programming
    assert second(members, cost, value, ceiling) == printed["value"]
    found = choose(
        *([int(m) for m in members], cost, value, ceiling, record["divisible"])
    )
    assert found.value == printed["value"]
    assert found.cost == printed.get("cost", found.cost) <= ceiling
    if "people" in printed:
        assert found.people.tolist() == printed["people"]
    if "taken" in printed:
        assert np.flatnonzero(found.people).tolist() == printed["taken"]


# --- information ---------------------------------------------------------------


def states(record):
    """Every joint state: chance, outcome of each event, benefit of each decision."""
    events = list(record["chances"])
    for outcomes in product(*record["chances"].values()):
        state = dict(zip(events, outcomes, strict=True))
        chance = math.prod(Fraction(record["chances"][e][o]) for e, o in state.items())
        benefit = [
            sum(table[state[event]] for event, table in decision.items())
            for decision in record["benefit"]
        ]
        yield chance, state, benefit


def added_up(record, known):
    """E[max_d E[NB | known]] - max_d E[NB], in fractions."""
    groups, decisions = {}, range(len(record["benefit"]))
    for chance, state, benefit in states(record):
        key = tuple(state[event] for event in known)
        sums = groups.setdefault(key, [Fraction(0)] * len(decisions))
        groups[key] = [s + chance * b for s, b in zip(sums, benefit, strict=True)]
    knowing = sum(max(sums) for sums in groups.values())
    return knowing - max(sum(sums[d] for sums in groups.values()) for d in decisions)


def table_of_draws(record, times=8):
    """Draws in which every joint state stands exactly as often as its chance."""
    rows = list(states(record))
    whole = math.lcm(*(chance.denominator for chance, _, _ in rows)) * times
    events = list(record["chances"])
    codes = {e: list(record["chances"][e]) for e in events}
    inputs, benefits = [], []
    for chance, state, benefit in rows:
        count = int(chance * whole)
        inputs += [[codes[e].index(state[e]) for e in events]] * count
        benefits += [benefit] * count
    return events, np.array(inputs, float), np.array(benefits, float)


@pytest.mark.parametrize("record", PUBLISHED["information"], ids=named)
def test_information(record):
    events, inputs, benefit = table_of_draws(record)
    for what, printed in record["printed"].items():
        known = events if what == "all" else [what]
        assert float(added_up(record, known)) == pytest.approx(
            printed, abs=record["tolerance"]
        )
        found = evppi(inputs[:, [events.index(e) for e in known]], benefit)
        assert found == pytest.approx(float(added_up(record, known)), rel=1e-9)
        if what == "all":
            assert evpi(benefit) == pytest.approx(found, rel=1e-9)


def normals_of_r(seed, count):
    """What ``set.seed(seed); rnorm(count)`` draws in R: Mersenne Twister, inversion."""
    state = np.empty(625, dtype=np.uint64)
    number = seed
    for _ in range(50):
        number = (69069 * number + 1) % 2**32
    for i in range(625):
        number = (69069 * number + 1) % 2**32
        state[i] = number
    bits = np.random.MT19937()
    bits.state = {
        "bit_generator": "MT19937",
        "state": {"key": state[1:].astype(np.uint32), "pos": 624},
    }
    uniform = bits.random_raw(2 * count) * 2.3283064365386963e-10
    coarse, fine = uniform[::2], uniform[1::2]
    return ndtri((np.floor(134217728 * coarse) + fine) / 134217728)


def test_the_draws_of_r():
    """rnorm(3) after set.seed(1), as every R session prints it."""
    drawn = normals_of_r(1, 3)
    np.testing.assert_allclose(drawn, [-0.6264538, 0.1836433, -0.8356286], atol=5e-8)


def test_normal_example():
    record = PUBLISHED["normal"]
    z = normals_of_r(record["seed"], 2 * record["draws"])
    effects, costs = 1 + z[: record["draws"]], 2 * z[record["draws"] :]
    benefit = np.column_stack([np.zeros(record["draws"]), effects - costs])
    assert evpi(benefit) == pytest.approx(record["drawn_all"], abs=5e-8)
    for given, printed, sd in ((effects, "p1", 1), (costs, "p2", 2)):
        found = evppi(given, benefit)
        assert found == pytest.approx(record["drawn"][printed], rel=0.03)
        exact, _ = integrate.quad(lambda x, s=sd: stats.norm.cdf(x, 1, s), -30, 0)
        assert abs(found - exact) < 2 * found.standard_error
    spread = math.sqrt(5)
    exact, _ = integrate.quad(lambda x: stats.norm.cdf(x, 1, spread), -60, 0)
    assert exact == pytest.approx(record["exact_all"], abs=5e-8)
    worth = evpi(benefit)
    assert abs(worth - exact) < 2 * worth.standard_error


def test_unit_normal_loss():
    """E max(0, -z - D): what it is worth to know a sum before it is put at stake."""
    record = PUBLISHED["unit_normal_loss"]
    distance = record["distance"]
    exact = stats.norm.pdf(distance) - distance * stats.norm.sf(distance)
    assert exact == pytest.approx(record["printed"], abs=5e-5)
    z = ndtri((np.arange(200_000) + 0.5) / 200_000)
    benefit = np.column_stack([np.zeros_like(z), distance + z])
    assert evpi(benefit) == pytest.approx(record["printed"], abs=5e-5)


# --- sensitivity ---------------------------------------------------------------


def by_quadrature(record):
    """First-order and total indices of the Ishigami function, by Gauss-Legendre."""
    nodes, weights = np.polynomial.legendre.leggauss(40)
    x, w = np.pi * nodes, weights / 2
    one, two, three = np.meshgrid(x, x, x, indexing="ij")
    y = ishigami(np.array([one, two, three]), record)
    mean = np.einsum("ijk,i,j,k", y, w, w, w)
    variance = np.einsum("ijk,i,j,k", y**2, w, w, w) - mean**2
    first, total = [], []
    for axis in range(3):
        others = [a for a in range(3) if a != axis]
        alone = np.einsum(
            "ijk,j,k->i", np.moveaxis(y, [axis, *others], [0, 1, 2]), w, w
        )
        rest = np.einsum("ijk,i->jk", np.moveaxis(y, [axis, *others], [0, 1, 2]), w)
        first.append((w @ alone**2 - mean**2) / variance)
        total.append(1 - (w @ rest**2 @ w - mean**2) / variance)
    return variance, first, total


def ishigami(x, record):
    return (
        np.sin(x[0])
        + record["a"] * np.sin(x[1]) ** 2
        + record["b"] * x[2] ** 4 * np.sin(x[0])
    )


def test_ishigami():
    record = PUBLISHED["ishigami"]
    variance, first, total = by_quadrature(record)
    assert variance == pytest.approx(record["variance"], abs=5e-6)
    np.testing.assert_allclose(first, record["first"], atol=6e-6)
    np.testing.assert_allclose(total, record["total"], atol=6e-6)
    found = sobol(
        lambda x: ishigami(x, record),
        dict.fromkeys("abc", (-math.pi, math.pi)),
        *(2**14, 6),
    )
    np.testing.assert_allclose(found.first, record["first"], atol=0.01)
    np.testing.assert_allclose(found.total, record["total"], atol=0.01)
    low, high = found.total_interval
    assert (low < total).all()
    assert (total < high).all()


# --- games ---------------------------------------------------------------------


def worth_of(record, taken):
    """What a set of players is worth in the game of the record."""
    if "largest_of" in record:
        return max((record["largest_of"][one] for one in taken), default=0)
    if "votes" in record:
        enough = sum(record["votes"][one] for one in taken) >= record["quota"]
        return record["worth"] * enough
    return record["worth_of"].get("".join(sorted(taken)), 0)


def by_all_orders(record, players):
    """The mean, over all orders of joining, of what a player adds."""
    added = dict.fromkeys(players, Fraction(0))
    orders = list(permutations(players))
    for order in orders:
        for place, player in enumerate(order):
            before, after = order[:place], order[: place + 1]
            added[player] += worth_of(record, after) - worth_of(record, before)
    return {player: total / len(orders) for player, total in added.items()}


@pytest.mark.parametrize("record", PUBLISHED["games"], ids=named)
def test_games(record):
    printed = {player: Fraction(x) for player, x in record["printed"].items()}
    assert by_all_orders(record, tuple(printed)) == printed
    sets = [
        frozenset((player,) for player in taken)
        for size in range(len(printed) + 1)
        for taken in combinations(printed, size)
    ]
    worth = {
        taken: np.array([Fraction(worth_of(record, [p for (p,) in taken]))])
        for taken in sets
    }
    found = {player: value[0] for (player,), value in shapley(worth).items()}
    assert found == printed
