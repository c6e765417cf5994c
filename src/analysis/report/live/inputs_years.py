"""Inputs by year: ceiling, tariffs, minimum wage, base of the burden; and constants."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import floor

import numpy as np

from analysis.language import Text, say
from analysis.report.labels import BASES
from analysis.report.live import rules
from analysis.report.live.entry import Rule
from analysis.report.live.expr import Live, floored_money, live, pick
from analysis.report.live.facts import Facts
from analysis.report.live.law import Law, look, tariff_name
from analysis.report.live.paper import Paper

Constant = tuple[str, str, float, Rule, str]  # name, words, value, bounds, look


@dataclass(frozen=True)
class Yearly:
    """Cells by year; ``tariffs`` by tariff, year and month; ``funders`` their limit."""

    ceiling: list[Live]
    base: list[Live] | None
    wage: list[Live] | None
    tariffs: dict[tuple[str, int, int], list[list[Live]]]
    funders: list[Live | None]


def write_years(paper: Paper, row: int, facts: Facts, law: Law) -> tuple[Yearly, int]:
    """Write constants and the table of years; return the cells and the next row."""
    once, row = _write_constants(paper, row, facts)
    paper.line(row, _EACH_YEAR, "part", last=10)
    row += 1
    heads: list[Text | str] = [_YEAR, _CEILING]
    column = 2
    years = range(len(facts.years))
    place = {"base": 0, "wage": 0}
    for name, wanted in (("base", facts.has_base), ("wage", facts.needs_minimum_wage)):
        if wanted:
            place[name], column = column, column + 1
            heads.append(_base_head(facts) if name == "base" else _WAGE)
    heads += [tariff_name(key, facts.lang) for key in facts.tariffs]
    paper.heads(row, heads)
    row += 1
    for at in years:
        paper.put(row + at, 0, facts.years[at], "year")
    words = {"base": _base_head(facts)[facts.lang], "wage": _WAGE[facts.lang]}
    base, wage = (
        _grown(paper, (row, place[name]), facts, (name, words[name]), once)
        if place[name]
        else None
        for name in ("base", "wage")
    )
    tariffs = {
        key: _tariff(paper, (row, column + n), facts, (key, law))
        for n, key in enumerate(facts.tariffs)
    }
    ceiling = _ceilings(paper, row, facts, (base, once.get("share")))
    funders = [once.get(f"funder {n}") for n in range(len(facts.funders))]
    return Yearly(ceiling, base, wage, tariffs, funders), row + len(years) + 1


def _write_constants(
    paper: Paper, row: int, facts: Facts
) -> tuple[dict[str, Live], int]:
    """Write what holds for all years; nothing where a run has no such input."""
    found: dict[str, Live] = {}
    asked = [*_growing(facts), *_limits(facts)]
    if not asked:
        return found, row
    paper.line(row, _ONCE, "part", last=10)
    for key, label, value, rule, kind in asked:
        row += 1
        paper.put(row, 0, label)
        found[key] = paper.ask((row, 1), value, rule, kind, label)
    return found, row + 2


def _growing(facts: Facts) -> Iterator[Constant]:
    """Yield what wages and the base start from and grow by."""
    scenario, lang = facts.plan.scenario, facts.lang
    wanted = {
        "wage": (facts.needs_minimum_wage, _WAGE, _WAGE_GROWTH, scenario.wage_growth_y),
        "base": (
            facts.has_base,
            _base_head(facts),
            _BASE_GROWTH,
            scenario.budget.growth_y,
        ),
    }
    for name, (is_used, amount, growth, by) in wanted.items():
        if not is_used:
            continue
        if (year := facts.last_known(name)) is not None:
            rule = rules.WAGE if name == "wage" else rules.BASE
            value = facts.known(name)[year]
            yield f"{name} start", f"{amount[lang]} {year}", value, rule, "money"
        yield name, growth[lang], float(by.central), rules.GROWTH, "share"


def _limits(facts: Facts) -> Iterator[Constant]:
    """Yield a ceiling that is a share, and what other payers pay at most."""
    ceiling = facts.plan.scenario.budget.ceiling
    if ceiling and ceiling.share is not None:
        share = float(ceiling.share.central)
        yield "share", _SHARE[facts.lang], share, rules.SHARE, "fine"
    for number, one in enumerate(facts.funders):
        if one.ceiling_idr_y is not None:
            label = f"{_LIMIT[facts.lang]} {facts.funder_name(number)} (Rp)"
            limit = float(floor(one.ceiling_idr_y.central))
            yield f"funder {number}", label, limit, rules.MONEY, "money"


def _base_head(facts: Facts) -> Text:
    known = BASES[facts.plan.scenario.budget.base]
    return say(
        id=f"Basis beban: {known['id']} (Rp)", en=f"Base of the burden: {known['en']}"
    )


def _grown(
    paper: Paper,
    place: tuple[int, int],
    facts: Facts,
    what: tuple[str, str],
    once: dict[str, Live],
) -> list[Live]:
    """Write an amount by year: known years yellow, others grown from the one before."""
    (name, label), known = what, facts.known(what[0])
    rule = rules.WAGE if name == "wage" else rules.BASE
    amount = once.get(f"{name} start")
    missed = range((facts.last_known(name) or facts.years[0]) + 1, facts.years[0])
    for year in missed:  # years between the last known one and the first
        amount = _next(amount, (facts, name, year), once)
    found: list[Live] = []
    for at, year in enumerate(facts.years):
        cell = (place[0] + at, place[1])
        if year in known:
            said = f"{label} {year}"
            amount = paper.ask(cell, known[year], rule, "money", said)
        else:
            amount = paper.put(*cell, _next(amount, (facts, name, year), once), "money")
        found.append(amount)
    return found


def _next(
    amount: Live | None, what: tuple[Facts, str, int], once: dict[str, Live]
) -> Live:
    """Return an amount a year later."""
    facts, name, year = what
    if amount is None:
        raise ValueError(f"no {name} is known before {year}")
    grown = amount * (live(1) + once[name])
    factor = facts.cut_factor(year) if name == "base" else 1.0
    return grown if factor == 1 else grown * factor


def _tariff(
    paper: Paper,
    place: tuple[int, int],
    facts: Facts,
    what: tuple[tuple[str, int, int], Law],
) -> list[list[Live]]:
    """Write a tariff a year: the law's where it holds all year, else empty.

    Returns the cells of the months: the yellow one, or the law's month where it is
    left empty.
    """
    key, law = what
    rule = rules.FLAT if key[0] == "bpu" else rules.RATE
    found = []
    for at, year in enumerate(facts.years):
        months = law.months[key][at]
        same = len({one.value for one in months}) == 1
        label = f"{tariff_name(key, facts.lang)} {year}"
        value = months[0].value if same else None
        cell = (place[0] + at, place[1])
        asked = paper.ask(cell, value, rule, look(key), label)
        found.append([pick(asked.blank, month, asked) for month in months])
    return found


def _ceilings(
    paper: Paper, row: int, facts: Facts, of: tuple[list[Live] | None, Live | None]
) -> list[Live]:
    """Write the ceiling: yellow rupiah, empty without one, or a share of the base."""
    base, share = of
    limit, found = facts.paid.ceiling, []
    for at, year in enumerate(facts.years):
        if share is not None and base is not None:
            product = floored_money(share * base[at])
            found.append(paper.put(row + at, 1, product, "money"))
            continue
        known = limit is not None and np.isfinite(limit[0, at])
        value = float(limit[0, at]) if known else None
        label = f"{_CEILING[facts.lang]} {year}"
        found.append(paper.ask((row + at, 1), value, rules.CEILING, "money", label))
    return found


_YEAR = say(id="Tahun", en="Year")
_EACH_YEAR = say(id="Setiap tahun", en="Every year")
_ONCE = say(id="Sama untuk semua tahun", en="The same for all years")
_CEILING = say(id="Pagu APBD umum (Rp)", en="Ceiling of the general APBD (Rp)")
_WAGE = say(id="Upah minimum sebulan (Rp)", en="Minimum wage a month (Rp)")
_WAGE_GROWTH = say(id="Kenaikan upah minimum setahun", en="Minimum wage growth a year")
_BASE_GROWTH = say(id="Pertumbuhan basis setahun", en="Growth of the base a year")
_SHARE = say(id="Pagu sebagai bagian basis", en="Ceiling as a share of the base")
_LIMIT = say(id="Batas setahun", en="Yearly limit of")
