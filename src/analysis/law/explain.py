"""What the law says for one segment in one month, row by row, with its source."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import pandas as pd

from analysis.language import Text, number, percent, say
from analysis.law.benefits import scholarship_maximum_idr
from analysis.law.dated import Law
from analysis.law.parameters import sources
from analysis.law.reading import Entry
from analysis.law.tariff import names, relief_factor, tariff
from analysis.quantity import Quantity

COLUMNS = [
    *("what", "parameter", "value", "unit", "in force from", "basis"),
    *("source", "mark", "note"),
]
_BENEFITS = (
    "jkm_death_idr",
    "jkm_early_months",
    "jkm_early_death_idr",
    "jkm_scholarship_min_months",
)
_CALENDAR = (
    "budget_cutoff_month_day",
    "revised_cutoff_month_day",
    "revised_budget_first_month",
    "lapse_after_unpaid_months",
)
_TRANSPORT = ("opang",)
CENTS = 2
_EXAMPLE = say(id="contoh upah Rp{wage} sebulan", en="example: wage Rp{wage} a month")
_WORDS: dict[str, Text] = {
    "total": say(id="Dibayar: JKK + JKM", en="Paid: JKK + JKM"),
    "jkk": say(id="Dibayar: JKK", en="Paid: JKK"),
    "jkm": say(id="Dibayar: JKM", en="Paid: JKM"),
    "kind": say(id="Tarif bawaan segmen", en="Default tariff of the segment"),
    "rate": say(id="Tarif JKK + JKM", en="JKK + JKM rate"),
    "scholarship": say(id="Beasiswa paling banyak", en="Scholarship at most"),
    "computed": say(id="jumlah", en="sum"),
    "overridden": say(
        id="Diganti skenario: jumlah yang benar-benar dibayar, tanpa keringanan.",
        en="Set by the scenario: the amount actually paid, without relief.",
    ),
    "no_relief": say(id="Tidak ada keringanan bulan ini.", en="No relief this month."),
    "no_discount": say(
        id="Tidak ada diskon bulan ini; dan diskon tidak pernah berlaku untuk iuran "
        "yang dibayar APBN/APBD.",
        en="No discount this month; and it never applies to contributions paid from "
        "APBN/APBD.",
    ),
}


class _Table:
    """Collects rows in the language asked for."""

    def __init__(self, month: str, law: Law, lang: str) -> None:
        self.month, self.law, self.lang = month, law, lang
        self.rows: list[dict[str, str]] = []

    def entry(self, name: str, note: Text | None = None) -> None:
        """Add the value of a parameter."""
        entry = self.law.entry(name, self.month)
        unit = self.law.parameter(name).unit
        text = _WORDS["overridden"] if entry.overridden else (note or entry.note)
        self.add(
            what=self.law.title(name)[self.lang],
            parameter=name,
            value=shown(entry, unit, self.lang),
            unit=unit,
            from_month=entry.from_month,
            basis=entry.basis,
            source=addresses(entry.sources),
            mark=entry.mark,
            note=text[self.lang],
        )

    def computed(self, what: Text, value: str, unit: str, basis: str = "") -> None:
        """Add a value computed from others."""
        self.add(
            what=what[self.lang],
            value=value,
            unit=unit,
            basis=basis or _WORDS["computed"][self.lang],
            mark="derived",
        )

    def add(self, *, from_month: str = "", **cells: str) -> None:
        """Add a row; columns not given stay empty."""
        row = dict.fromkeys(COLUMNS, "")
        self.rows.append(row | cells | {"in force from": from_month})


def what_applies(
    month: str,
    segment: str,
    law: Law,
    region_wage: Fraction | None = None,
    *,
    lang: str = "en",
) -> pd.DataFrame:
    """Return what a planner needs to know for ``segment`` in ``month``.

    Columns: what, parameter (the name ``law.overrides`` takes), value, unit, in force
    from, basis, source (address), mark, note. ``region_wage``: rupiah a month, for the
    example of a PU segment. Raises :class:`ScenarioError` for an unknown segment or a
    month before the law begins.
    """
    table = _Table(month, law, lang)
    _segment_row(table, segment)
    default = law.segment(segment).default_tariff
    if default.kind == "pu":
        _pu_rows(table, default.risk_group, region_wage)
    else:
        _bpu_rows(table)
    _relief_rows(table, names(default.kind, default.risk_group)[0])
    if default.kind == "bpu":
        _discount_row(table, segment)
    for name in _BENEFITS:
        table.entry(name)
    maximum = _rupiah(scholarship_maximum_idr(month, law), lang)
    table.computed(_WORDS["scholarship"], maximum, "idr/death")
    table.entry("jkk_death_idr" if default.kind == "bpu" else "jkk_death_wage_multiple")
    for name in _CALENDAR:
        table.entry(name)
    return pd.DataFrame(table.rows, columns=COLUMNS)


def _segment_row(table: _Table, slug: str) -> None:
    info = table.law.segment(slug)
    label, kind = info.label[table.lang], info.default_tariff.kind
    table.add(
        what=f"{_WORDS['kind'][table.lang]}: {label}",
        parameter="tariff.kind",
        value=kind.upper(),
        source=addresses(info.default_tariff.sources),
        mark="assumed",
        note=info.default_tariff.reason[table.lang],
    )


def _bpu_rows(table: _Table) -> None:
    for name in names("bpu"):
        table.entry(name)
    _money_rows(table, None, 1)


def _pu_rows(table: _Table, risk_group: int, wage_idr_m: Fraction | None) -> None:
    for name in names("pu", risk_group):
        table.entry(name)
    rate = tariff("pu", table.month, table.law, Fraction(1), risk_group)
    unit = table.law.parameter("pu_jkm_rate").unit
    shown_rate = _share(rate.total_idr_m, table.lang)
    table.computed(_WORDS["rate"], shown_rate, unit, rate.basis)
    if wage_idr_m is not None:
        _money_rows(table, wage_idr_m, risk_group)


def _money_rows(table: _Table, wage_idr_m: Fraction | None, risk_group: int) -> None:
    kind = "bpu" if wage_idr_m is None else "pu"
    paid = tariff(kind, table.month, table.law, wage_idr_m, risk_group)
    suffix = ""
    if wage_idr_m is not None:
        wage = _rupiah(Fraction(wage_idr_m), table.lang)
        suffix = f" ({_EXAMPLE[table.lang].format(wage=wage)})"
    amounts = {"jkk": paid.jkk_idr_m, "jkm": paid.jkm_idr_m, "total": paid.total_idr_m}
    for word, amount in amounts.items():
        what = {lang: text + suffix for lang, text in _WORDS[word].items()}
        value = _rupiah(amount, table.lang)
        table.computed(what, value, "idr/person/month", paid.basis)


def _relief_rows(table: _Table, name: str) -> None:
    in_force = relief_factor(name, table.month, table.law) != 1
    table.entry("relief_jkk_jkm_factor", None if in_force else _WORDS["no_relief"])


def _discount_row(table: _Table, slug: str) -> None:
    transport = slug in _TRANSPORT
    name = "discount_bpu_transport_factor" if transport else "discount_bpu_factor"
    in_force = table.law.value(name, table.month) != 1
    table.entry(name, None if in_force else _WORDS["no_discount"])


def shown(entry: Entry, unit: str, lang: str) -> str:
    """Return a value as a reader should see it: ``10,000``, ``0.24%``, ``07-31``."""
    if isinstance(entry.value, str):
        return entry.value
    central = _one(entry.value.central, unit, lang)
    if entry.value.certain:
        return central
    return f"{central} ({' - '.join(_spread(entry.value, unit, lang))})"


def _spread(quantity: Quantity, unit: str, lang: str) -> Iterator[str]:
    if quantity.kind in ("normal", "gamma"):
        mean, sd = quantity.numbers
        ends = [mean - sd, mean + sd]
    else:
        ends = [min(quantity.numbers), max(quantity.numbers)]
    return (_one(end, unit, lang) for end in ends)


def _one(value: Fraction, unit: str, lang: str) -> str:
    if unit.startswith("share"):
        return _share(value, lang)
    if value.denominator == 1:
        return number(int(value), lang)
    return number(float(value), lang, _decimals(value))


def _decimals(value: Fraction) -> int:
    return next((n for n in range(6) if (value * 10**n).denominator == 1), 2)


def _share(value: Fraction, lang: str) -> str:
    return percent(float(value), lang, max(_decimals(value * 100), 1))


def _rupiah(value_idr: Fraction, lang: str) -> str:
    return number(float(value_idr), lang, min(_decimals(value_idr), CENTS))


def addresses(ids: tuple[str, ...]) -> str:
    """Return the addresses of source ids, one after the other."""
    known = sources()
    return " ; ".join(known[one]["url"] for one in ids if one in known)
