"""Tables of money: bridge, bill, claims, three ledgers, what a budget carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.language import number, percent, say
from analysis.report import frames
from analysis.report.labels import BRIDGE
from analysis.report.table import Table, by_row, heads, millions, shortened

if TYPE_CHECKING:
    from analysis.model.projection import Results


def bridge(results: Results, lang: str = "en") -> Table:
    """Show the steps from the spreadsheet to the bill, a row a year, Rp million."""
    wide = frames.bridge(results)
    head = [say(id="Tahun", en="Year")[lang], *(BRIDGE[c][lang] for c in wide.columns)]
    rows = [[str(y), *(millions(v, lang) for v in row)] for y, row in by_row(wide)]
    frame = shortened(pd.DataFrame(rows, columns=head))
    title = say(
        id="Dari lembar kerja ke tagihan APBD umum, Rp juta",
        en="From the spreadsheet to the bill of the general APBD, Rp million",
    )[lang]
    note = say(
        id="Setiap baris berjumlah tepat sampai rupiah.",
        en="Every row adds up to the rupiah.",
    )[lang]
    return Table("bridge", title, frame, note, head[:1])


def bill(results: Results, lang: str = "en") -> Table:
    """Show the bill by year with its range, who else pays, and the ceiling."""
    fan = frames.fan(results, "uncut_bill_idr")
    paid, total = frames.bill(results), frames.by_year(results, "contributions_idr")
    ceiling = frames.by_year(results, "ceiling_idr")
    none = say(id="tidak terbit", en="none published")[lang]
    rows = []
    for year in fan.index:
        low, high = (fan[c].get(year) if c in fan else None for c in ("p05", "p95"))
        rows.append(
            [
                str(year),
                millions(fan["central"].loc[year], lang),
                _spread(low, high, lang),
                millions(ceiling.loc[year], lang) if year in ceiling.index else none,
                millions(paid.loc[year], lang),
                millions(total.loc[year] - paid.loc[year], lang),
            ]
        )
    head = heads(
        lang,
        say(id="Tahun", en="Year"),
        say(id="Sebelum pagu", en="Before ceiling"),
        say(id="90 dari 100 simulasi", en="90 in 100 draws"),
        say(id="Pagu", en="Ceiling"),
        say(id="Sesudah pagu", en="After ceiling"),
        say(id="Dibayar pihak lain", en="Paid by others"),
    )
    title = say(
        id="Tagihan APBD umum, Rp juta setahun",
        en="Bill of the general APBD, Rp million a year",
    )
    frame = shortened(pd.DataFrame(rows, columns=head))
    note = "" if len(ceiling) == len(fan) else _NO_CEILING[lang]
    return Table("bill", title[lang], frame, note, head[:1])


_NO_CEILING = say(
    id="Tidak terbit: tidak ada pagu yang memotong tagihan; pagu yang dianggap hanya "
    "pembanding.",
    en="Nothing published: no ceiling cuts the bill; the assumed line is only what it "
    "is held against.",
)


def _spread(low: float | None, high: float | None, lang: str) -> str:
    if low is None or high is None:
        return "-"
    if abs(high - low) < 1:
        return say(id="tetap", en="fixed")[lang]
    return f"{millions(low, lang)} - {millions(high, lang)}"


def claims(results: Results, lang: str = "en") -> Table:
    """Show expected deaths, contributions, claims paid and incurred, by year."""
    variables = {
        "deaths": lambda v: number(v, lang, 1),
        "accidents": lambda v: number(v, lang, 1),
        "contributions_idr": lambda v: millions(v, lang),
        "claims_idr": lambda v: millions(v, lang),
        "claims_incurred_idr": lambda v: millions(v, lang),
        "incurred_ratio": lambda v: percent(v, lang, 0),
    }
    wide = pd.DataFrame({name: frames.by_year(results, name) for name in variables})
    wide = wide.fillna(0.0)
    rows = [
        [str(y), *(write(v) for write, v in zip(variables.values(), row, strict=True))]
        for y, row in by_row(wide)
    ]
    head = heads(
        lang,
        say(id="Tahun", en="Year"),
        say(id="Kematian", en="Deaths"),
        say(id="Kecelakaan", en="Accidents"),
        say(id="Iuran, Rp juta", en="Contributions, Rp m"),
        say(id="Klaim dibayar, Rp juta", en="Claims paid, Rp m"),
        say(id="Biaya kejadian, Rp juta", en="Cost of the events, Rp m"),
        say(id="Biaya / iuran", en="Cost / contrib."),
    )
    title = say(
        id="Klaim yang diperkirakan (jalur pusat)", en="Expected claims (central path)"
    )
    note = say(
        id="Dibayar dana nasional, bukan APBD. Biaya kejadian: semua yang dibayar "
        "untuk kematian dan kecelakaan tahun itu, kapan pun. Tabel hayat berganti tiap "
        "lima tahun.",
        en="Paid by the national fund, not by the APBD. Cost of the events: all that "
        "is ever paid for the deaths and accidents of the year. The life table "
        "changes every five years. Rp m = Rp million.",
    )
    frame = shortened(pd.DataFrame(rows, columns=head))
    return Table("claims", title[lang], frame, note[lang], head[:1])


def ledgers(results: Results, lang: str = "en") -> Table:
    """Show the three ledgers by year and their sum, Rp million."""
    net = frames.ledgers(results)
    payers = net[[c for c in net.columns if str(c).startswith("payer:")]]
    wide = pd.DataFrame(
        {
            "apbd": payers["payer:apbd"],
            "others": payers.drop(columns="payer:apbd").sum(axis=1),
            "fund": net["fund"],
            "households": net["households"],
            "sum": net.sum(axis=1).round(0) + 0.0,
        }
    )
    head = heads(
        lang,
        say(id="Tahun", en="Year"),
        say(id="APBD umum", en="General APBD"),
        say(id="Pembayar lain", en="Other payers"),
        say(id="Dana nasional", en="National fund"),
        say(id="Rumah tangga", en="Households"),
        say(id="Jumlah", en="Sum"),
    )
    rows = [[str(y), *(millions(v, lang) for v in row)] for y, row in by_row(wide)]
    title = say(
        id="Tiga buku yang tidak bercampur, Rp juta (keluar negatif)",
        en="Three ledgers that never mix, Rp million (outgoing negative)",
    )
    note = say(
        id="Klaim menurut tahun kejadian, kapan pun dibayar, sebelum biaya pengelola.",
        en="Claims by year of the event, whenever paid, before the administrator's "
        "levy.",
    )[lang]
    frame = shortened(pd.DataFrame(rows, columns=head))
    return Table("ledgers", title[lang], frame, note, head[:1])
