"""Tables of rules: the price of one worker, unsettled readings, local rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import pandas as pd

from analysis.errors import ScenarioError
from analysis.language import Text, number, say
from analysis.law.benefits import jkm_benefit_at_tenure_idr
from analysis.law.tariff import converted_tariff, tariff
from analysis.report import frames
from analysis.report.labels import text_of
from analysis.report.table import MILLION, Table, heads, millions, shortened
from analysis.report.tables_tariffs import wage
from analysis.report.worker_price import worker_prices
from analysis.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from analysis.law.dated import Law
    from analysis.law.reading import Parameter, Reading
    from analysis.model.projection import Results

AS_NONE = 0.5  # rupiah: less than this is no difference


def prices(results: Results, lang: str = "en") -> Table:
    """Show by year what one worker costs and what a death pays."""
    frame = worker_prices(results)
    whole = frame[frame["months"] == MONTHS_PER_YEAR]
    rows = [_price_row(row, lang) for row in whole.itertuples()]
    head = heads(
        lang,
        say(id="Tahun", en="Year"),
        say(id="BPU, Rp setahun", en="BPU, Rp a year"),
        say(id="PU atas UMK, Rp setahun", en="PU on the minimum wage, Rp a year"),
        say(id="UMK, Rp sebulan", en="Minimum wage, Rp a month"),
        say(id="BPU bayar sendiri", en="BPU paying themselves"),
        say(id="Santunan kematian, Rp juta", en="Death benefit, Rp million"),
        say(id="bulan-bulan pertama", en="first months"),
    )
    title = say(
        id="Harga perlindungan seorang pekerja, menurut tahun",
        en="What cover of one worker costs, by year",
    )[lang]
    note = say(
        id="* UMK belum ditetapkan: yang terakhir, ditumbuhkan seperti dalam skenario. "
        "- tidak ditemukan. Santunan: keadaan Desember.",
        en="* Not yet decreed: the last minimum wage, grown as the scenario says. "
        "- not found. Benefits as of December.",
    )[lang]
    body = shortened(pd.DataFrame(rows, columns=head))
    return Table("prices", title, body, note, left=head[:1])


def _price_row(row: tuple, lang: str) -> list[str]:
    star = "*" if row.wage == "grown" else ""
    pu = f"{number(row.pu_idr_y, lang)}{star}" if row.pu_idr_y == row.pu_idr_y else "-"
    wage = row.wage_idr_m
    return [
        str(row.year),
        number(row.bpu_idr_y, lang),
        pu,
        f"{number(wage, lang)}{star}" if wage == wage else "-",
        number(row.self_paid_idr_y, lang),
        number(row.death_idr / MILLION, lang),
        number(row.early_death_idr / MILLION, lang),
    ]


SETTLED_MARKS = ("law", "official")  # a reading is open where no text settles it


@dataclass(frozen=True)
class _Money:
    """What a reading makes of one worker and of the first year of a run, rupiah."""

    worker: dict[str, float]
    bill_idr_y: float
    claims_idr_y: float


def switches(results: Results, lang: str = "en") -> Table:
    """Show each rule that can be read in several ways, and what each reading costs.

    Every reading is projected on the central path; the differences are to the reading
    the scenario uses. ``worker`` amounts are of a member on the minimum wage.
    """
    used = _money(results)
    rows = [
        row
        for parameter in unsettled(results)
        for row in _reading_rows(results, parameter, used, lang)
    ]
    year = frames.first_year(results)
    head = heads(
        lang,
        say(id="Aturan", en="Rule"),
        say(id="Bacaan", en="Reading"),
        say(id="Seorang pekerja, Rp", en="One worker, Rp"),
        say(id=f"Tagihan {year}, Rp juta", en=f"Bill {year}, Rp m"),
        say(id=f"Klaim {year}, Rp juta", en=f"Claims {year}, Rp m"),
    )
    title = say(
        id="Aturan yang dapat dibaca berbeda, dan akibatnya pada uang",
        en="Rules that can be read in several ways, and what each does to money",
    )[lang]
    note = say(
        id="Bacaan yang dipakai: jumlahnya; bacaan lain: selisih terhadapnya, pada "
        "jalur pusat. Klaim: yang timbul dari kematian dan kecelakaan tahun itu. Nama "
        "bacaan untuk berkas skenario: perintah iuran law.",
        en="The reading used: its amount; another reading: the difference to it, on "
        "the central path. Claims: what deaths and accidents of the year cost in all. "
        "Names of readings for the scenario file: the command iuran law.",
    )[lang]
    body = shortened(pd.DataFrame(rows, columns=head))
    return Table(
        "switches", title, body, note, left=head[:3], widths=(25, 32, 21, 11, 11)
    )


def unsettled(results: Results) -> list[Parameter]:
    """Return the rules with several readings that no text of law settles.

    Those in force in the first year of the run.
    """
    month = f"{frames.first_year(results)}-01"
    return [
        parameter
        for name, parameter in results.law.parameters.items()
        if parameter.readings
        and _in_force(results.law, name, month)
        and results.law.entry(name, month).mark not in SETTLED_MARKS
    ]


def _in_force(law: Law, name: str, month: str) -> bool:
    return law.parameter(name).entries[0].from_month <= month


def _money(results: Results) -> _Money:
    year = frames.first_year(results)
    found = wage(results)
    return _Money(
        worker_amounts(results.law, f"{year}-12", found[1] if found else None),
        float(frames.bill(results).get(year, 0.0)),
        frames.at(results, "claims_incurred_idr", year),
    )


def worker_amounts(
    law: Law, month: str, wage_idr_m: Fraction | None
) -> dict[str, float]:
    """Return what one worker costs a year and what an early death pays, rupiah.

    Keys: ``bpu`` (income on the minimum wage), ``pu``, ``pppk`` (part-time, after
    conversion, once there is any), ``early`` (JKM benefit of a death in the first
    month).
    """
    early = jkm_benefit_at_tenure_idr(0, month, law)
    if wage_idr_m is None:
        return {"early": float(early)}
    a_month = {
        "bpu": tariff("bpu", month, law, wage_idr_m),
        "pu": tariff("pu", month, law, wage_idr_m),
    }
    if _in_force(law, "pppk_part_time_insurer", month):
        a_month["pppk"] = converted_tariff(month, law, wage_idr_m)
    amounts = {
        name: float(one.total_idr_m * MONTHS_PER_YEAR) for name, one in a_month.items()
    }
    return amounts | {"early": float(early)}


_WORKER: dict[str, Text] = {
    "bpu": say(id="BPU berpenghasilan UMK", en="BPU earning the minimum wage"),
    "pu": say(id="PU atas UMK", en="PU on the minimum wage"),
    "pppk": say(id="PPPK paruh waktu", en="part-time PPPK"),
    "early": say(id="kematian bulan pertama", en="death in the first month"),
}


def _reading_rows(
    results: Results, parameter: Parameter, used: _Money, lang: str
) -> Iterator[list[str]]:
    entry = results.law.entry(parameter.name, f"{frames.first_year(results)}-01")
    current = entry.value if isinstance(entry.value, str) else entry.value.central
    found = {
        name: _under(results, parameter.name, _value(name, reading), current) or used
        for name, reading in parameter.readings.items()
    }
    moved = [
        key
        for key in used.worker
        if len({round(one.worker.get(key, 0)) for one in found.values()}) > 1
    ]
    if not moved:
        return
    mark = say(id="dipakai", en="used")[lang]
    title = text_of(parameter.title, lang)
    for name, reading in parameter.readings.items():
        money, same = found[name], _value(name, reading) == current
        amounts = "; ".join(
            f"{_WORKER[key][lang]} {number(money.worker[key], lang)}" for key in moved
        )
        text = text_of(reading.text, lang)
        bill, claims = money.bill_idr_y, money.claims_idr_y
        yield [
            title,
            f"{text} ({mark})" if same else text,
            amounts,
            millions(bill, lang) if same else _gap(bill - used.bill_idr_y, lang),
            millions(claims, lang) if same else _gap(claims - used.claims_idr_y, lang),
        ]


def _value(name: str, reading: Reading) -> str | Fraction:
    return name if reading.value is None else reading.value


def _gap(value_idr: float, lang: str) -> str:
    if abs(value_idr) < AS_NONE:
        return "0"
    return ("+" if value_idr > 0 else "") + millions(value_idr, lang)


def _under(
    results: Results, name: str, value: str | Fraction, current: str | Fraction
) -> _Money | None:
    """Project the scenario on another reading, central path.

    None for the reading used, and for one the law of these years has no numbers for.
    """
    from analysis.model.projection import project

    if value == current:
        return None
    scenario = results.scenario
    month = results.law.entry(name, f"{scenario.first_year}-01").from_month
    overrides = {**scenario.law.overrides, name: {month: value}}
    law = scenario.law.model_copy(update={"overrides": overrides})
    try:
        return _money(project(scenario.model_copy(update={"law": law, "draws": 0})))
    except ScenarioError:
        return None
