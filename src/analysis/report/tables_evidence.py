"""Tables of the evidence: what disagrees, denominators, receipts, what is assumed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.language import date_words, number, percent, say
from analysis.report import receipts as reading
from analysis.report.keys import (
    UNITS,
    central,
    key_kind,
    key_label,
    value_at,
    written,
)
from analysis.report.labels import CONCEPTS, text_of
from analysis.report.table import ROWS_AT_MOST, Table, heads, millions
from analysis.report.tables_law import plain

if TYPE_CHECKING:
    from analysis.model.projection import Results


def findings(region: str, lang: str = "en") -> Table:
    """Show what the checks found in the figures of a region, and how to settle it.

    What agrees is left out, and so is a finding on rows that repeat others.
    """
    from analysis.evidence.closure import findings as found

    frame = found(region, lang)
    notable = _once(frame[frame["verdict"] != "agrees"])
    rows = [
        [check_name(row.check, lang), row.statement, row.settlement]
        for row in notable.head(ROWS_AT_MOST).itertuples()
    ]
    head = heads(
        lang,
        say(id="Pemeriksaan", en="Check"),
        say(id="Temuan", en="Finding"),
        say(id="Cara menyelesaikan", en="How it could be settled"),
    )
    title = say(
        id="Angka yang tidak cocok, dan yang dihitung dari yang lain",
        en="Figures that do not agree, and what follows from the others",
    )[lang]
    note = _findings_note(len(notable), int((frame["verdict"] == "agrees").sum()), lang)
    body = pd.DataFrame(rows, columns=head)
    return Table("findings", title, body, note, head, widths=(16, 46, 38))


def _once(frame: pd.DataFrame) -> pd.DataFrame:
    """Drop findings on ledger rows that only repeat the rows of another finding."""
    from analysis.evidence.settlements import judgements

    same = {name: origin for one in judgements() for name, origin in one.same.items()}
    names = [
        " ".join(sorted(same.get(name, name) for name in ids.split()))
        for ids in frame["claim_ids"]
    ]
    repeats = [any(name in same for name in ids.split()) for ids in frame["claim_ids"]]
    marked = frame.assign(names=names, repeats=repeats)
    first = marked.sort_values("repeats", kind="stable")
    kept = first.drop_duplicates(["check", "names"]).index
    return frame.loc[[name for name in frame.index if name in kept]]


def _findings_note(notable: int, agree: int, lang: str) -> str:
    more = max(notable - ROWS_AT_MOST, 0)
    text = say(
        id=f"{agree} hubungan lain cocok.", en=f"{agree} other relations agree."
    )[lang]
    if more:
        text += say(
            id=f" {more} temuan lagi tidak ditampilkan di sini.",
            en=f" {more} more findings are not shown here.",
        )[lang]
    return (
        text
        + say(
            id=" Tidak ada yang ditimpa: nilai tercetak tetap di buku bukti.",
            en=" Nothing is overwritten: the printed values stay in the ledger.",
        )[lang]
    )


# what a check is called in Indonesian; in English it is called by its own name
CHECKS_ID = {
    "amount a case": "rupiah per kasus",
    "amount a head": "rupiah per orang",
    "claims / contributions": "klaim / iuran",
    "complement": "sisa dari 100%",
    "count runs back": "hitungan mundur",
    "deaths x benefit": "kematian x santunan",
    "difference": "selisih",
    "discount": "diskon",
    "growth": "pertumbuhan",
    "growth in points": "pertumbuhan dalam poin",
    "identity": "identitas",
    "part above whole": "bagian melebihi keseluruhan",
    "people x tariff x months": "orang x tarif x bulan",
    "points or percent": "poin atau persen",
    "same fact": "fakta yang sama",
    "series break": "patahan deret",
    "share": "pangsa",
    "share of another date": "pangsa pada tanggal lain",
    "stock and flow": "stok dan arus",
    "sum": "jumlah",
    "two shares": "dua pangsa",
    "weekday": "nama hari",
    "whole benefits": "santunan utuh",
    "whole months": "bulan utuh",
}


def check_name(name: str, lang: str) -> str:
    """Return what a check is called; an unknown one by its own name."""
    return CHECKS_ID.get(name, name) if lang == "id" else name


def denominators(
    covered_id: str, denominator_ids: list[str], lang: str = "en"
) -> Table:
    """Show one count of members over each of several published denominators."""
    from analysis.evidence.closure import coverage_by_denominator

    found = coverage_by_denominator(covered_id, denominator_ids)
    rows = [_denominator_row(row, lang) for _, row in found.iterrows()]
    head = heads(
        lang,
        say(id="Penyebut", en="Denominator"),
        say(id="Orang", en="People"),
        say(id="Cakupan", en="Coverage"),
    )
    title = say(
        id=f"Satu pembilang [{covered_id}], beberapa penyebut",
        en=f"One numerator [{covered_id}], several denominators",
    )[lang]
    return Table("denominators", title, pd.DataFrame(rows, columns=head), left=head[:1])


def _denominator_row(row: pd.Series, lang: str) -> list[str]:
    concept = str(row["concept"])
    name = CONCEPTS[concept][lang] if concept in CONCEPTS else concept
    return [
        f"{name} [{row['denominator_id']}]",
        plain(row["denominator"], lang),
        percent(float(row["coverage_rate"]), lang, 2),
    ]


def receipts(results: Results, lang: str = "en") -> Table:
    """Show what a published sum of contributions can mean; empty without one."""
    paid = reading.receipt(results)
    head = heads(
        lang,
        say(id="Bacaan", en="Reading"),
        say(id="Orang", en="People"),
        say(id="Bulan", en="Months"),
        say(id="Rp sebulan", en="Rp a month"),
        say(id="Jumlah, Rp juta", en="Sum, Rp million"),
        say(id="Sama?", en="Fits?"),
    )
    found = reading.alternatives(paid, lang) if paid else pd.DataFrame()
    yes, no = say(id="ya", en="yes")[lang], say(id="tidak", en="no")[lang]
    rows = [
        [
            row.reading,
            number(row.people, lang),
            number(row.months, lang, 2),
            number(row.tariff_idr_m, lang),
            millions(row.sum_idr, lang),
            yes if row.fits else no,
        ]
        for row in found.itertuples()
    ]
    title = say(
        id="Bacaan atas jumlah yang diterima", en="Readings of the sum received"
    )
    note = ""
    if paid:
        sum_ = millions(float(paid.received_idr), lang)
        day = date_words(paid.as_of, lang)
        note = say(
            id=f"Diterima Rp{sum_} juta sampai {day} [{paid.claim_id}]; "
            f"orang [{paid.people_id}].",
            en=f"Received Rp{sum_} million by {day} [{paid.claim_id}]; "
            f"people [{paid.people_id}].",
        )[lang]
    frame = pd.DataFrame(rows, columns=head)
    return Table("receipts", title[lang], frame, note, [head[0], head[5]])


def assumed(results: Results, lang: str = "en") -> Table:
    """Show the values of the scenario that no source gives, with range and reason."""
    rows = [_mark_row(results, key, lang) for key in results.scenario.marks]
    head = heads(
        lang,
        say(id="Nilai", en="Value"),
        say(id="Dipakai", en="Used"),
        say(id="Bawah", en="Low"),
        say(id="Atas", en="High"),
        say(id="Satuan", en="Unit"),
        say(id="Alasan", en="Why"),
    )
    title = say(id="Yang dianggap dalam skenario", en="What the scenario assumes")[lang]
    left = [head[0], *head[4:]]
    return Table("assumed", title, pd.DataFrame(rows, columns=head), left=left)


def _mark_row(results: Results, key: str, lang: str) -> list[str]:
    """Return a marked value in words; equal bounds say no more than the value."""
    mark = results.scenario.marks[key]
    path, value = value_at(results, key)
    kind = key_kind(path)
    bounds = ["", ""]
    if mark.low is not None and mark.low != mark.high:
        bounds = [written(one, kind, lang) for one in (mark.low, mark.high)]
    return [
        key_label(results, path, lang),
        written(central(value), kind, lang),
        *bounds,
        UNITS[kind][lang],
        text_of(mark.why, lang),
    ]


def checks(results: Results, lang: str = "en") -> Table:
    """Show every identity of the run with the largest gap found."""
    yes, no = say(id="ya", en="yes")[lang], say(id="TIDAK", en="NO")[lang]
    rows = [
        [
            identity_name(str(row.identity), lang),
            yes if row.holds else no,
            plain(round(row.largest_gap, 4), lang),
        ]
        for row in results.identities().itertuples()
    ]
    head = heads(
        lang,
        say(id="Identitas", en="Identity"),
        say(id="Terpenuhi", en="Holds"),
        say(id="Selisih terbesar", en="Largest gap"),
    )
    title = say(id="Pemeriksaan", en="Checks")[lang]
    return Table("checks", title, pd.DataFrame(rows, columns=head), left=head[:2])


IDENTITIES = {
    "segments add up": say(
        id="jumlah semua kelompok sama dengan totalnya", en="segments add up"
    ),
    "programmes add up": say(
        id="jumlah kedua program sama dengan totalnya", en="programmes add up"
    ),
    "funders add up": say(
        id="jumlah semua pembayar sama dengan totalnya", en="funders add up"
    ),
    "the bridge adds up": say(
        id="langkah-langkah jembatan berjumlah tepat", en="the bridge adds up"
    ),
    "payers, fund and households add to zero": say(
        id="pembayar, dana dan rumah tangga berjumlah nol",
        en="payers, fund and households add to zero",
    ),
    "claims not paid are owed at the end of the year": say(
        id="klaim yang belum dibayar terutang pada akhir tahun",
        en="claims not paid are owed at the end of the year",
    ),
    "levy and underwriting add up": say(
        id="iuran sama dengan biaya pengelola, klaim, dan hasil dana",
        en="levy and underwriting add up",
    ),
    "quantiles are ordered": say(id="kuantil berurutan", en="quantiles are ordered"),
    "nothing is negative": say(id="tidak ada yang negatif", en="nothing is negative"),
    "coverage lies between 0 and 1": say(
        id="cakupan antara 0 dan 1", en="coverage lies between 0 and 1"
    ),
}


def identity_name(name: str, lang: str) -> str:
    """Return an identity in words of the language; an unknown one as it stands."""
    return IDENTITIES[name][lang] if name in IDENTITIES else name
