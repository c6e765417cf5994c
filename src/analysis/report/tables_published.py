"""Published sums beside ours, and what nobody published about the four cities."""

from __future__ import annotations

import pandas as pd

from analysis.evidence.tables import read
from analysis.language import Text, number, percent, rupiah_short, say
from analysis.report.table import Table, heads, millions
from analysis.report.tables_replayed import place_name

SAME, NEAR, FAR, PAID_OUT = "same", "near", "far", "claims"
A_LITTLE = 0.1  # off from ours
# what a planner needs to know -> concepts of the ledger that would say it
_NEEDED: dict[str, tuple[Text, tuple[str, ...]]] = {
    "members": (
        say(id="Peserta yang dibayar daerah", en="Members the city pays for"),
        ("members",),
    ),
    "months": (
        say(id="Bulan yang dibayar", en="Months funded"),
        ("months_funded",),
    ),
    "budget": (
        say(id="Pagu iuran", en="Budget line for contributions"),
        ("budget_idr",),
    ),
    "paid": (
        say(id="Iuran yang diterima BPJS", en="Contributions BPJS received"),
        ("contributions_idr",),
    ),
    "wage": (
        say(id="Tarif atau upah terlapor", en="Tariff or reported wage"),
        ("tariff_idr_m",),
    ),
    "verified": (
        say(id="Nama yang terkumpul", en="Names collected"),
        ("names_collected",),
    ),
    "claims": (say(id="Klaim dibayar", en="Claims paid"), ("claims_idr",)),
    "deaths": (say(id="Kematian peserta", en="Deaths of members"), ("deaths",)),
    "ages": (
        say(id="Umur dan jenis kelamin peserta", en="Ages and sexes of members"),
        (),
    ),
    "leavers": (
        say(
            id="Peserta yang keluar dan diganti", en="Members who leave, and who follow"
        ),
        (),
    ),
    "revenue": (
        say(id="Pendapatan daerah", en="Revenue"),
        ("pendapatan_daerah",),
    ),
    "personnel": (
        say(id="Belanja pegawai", en="Personnel spending"),
        ("belanja_pegawai",),
    ),
}
_NOT_FOUND = say(id="tidak ditemukan", en="not found")
_DISPUTED = say(id="diperselisihkan", en="disputed")


def published(lang: str = "en", which: str = FAR) -> Table:
    """Show published sums beside ours and why they differ.

    ``which``: bills that come out the ``same``, ``near`` (within a tenth) or ``far``,
    or ``claims`` paid.
    """
    from analysis.study.published_against_ours import BILL, compared

    found = compared()
    bills = found["what"] == BILL
    near = (found["ratio"] - 1).abs() <= A_LITTLE
    chosen = {
        SAME: bills & found["agrees"],
        NEAR: bills & ~found["agrees"] & near,
        FAR: bills & ~found["agrees"] & ~near,
        PAID_OUT: ~bills,
    }
    rows = found[chosen[which]].sort_values("ratio", ascending=False)
    line = _claims_line if which == PAID_OUT else _bill_line
    head = heads(lang, *(_CLAIMS_HEAD if which == PAID_OUT else _BILL_HEAD))
    frame = pd.DataFrame([line(row, lang) for row in rows.itertuples()], columns=head)
    left = [head[0], head[-1]]
    widths = _CLAIMS_WIDTHS if which == PAID_OUT else _BILL_WIDTHS
    return Table(
        f"published-{which}",
        _TITLES[which][lang],
        frame,
        _NOTES[which][lang],
        left,
        widths,
    )


def _bill_line(row: tuple, lang: str) -> list[str]:
    return [
        _what(row, lang),
        _people(row, lang),
        millions(row.published_idr, lang),
        millions(row.ours_idr, lang),
        _off(row, lang),
        row.reason_id if lang == "id" else row.reason_en,
    ]


def _claims_line(row: tuple, lang: str) -> list[str]:
    reason = row.reason_id if lang == "id" else row.reason_en
    return [
        _what(row, lang),
        _people(row, lang),
        millions(row.published_idr, lang),
        millions(row.ours_idr, lang),
        f"{millions(row.low, lang)} - {millions(row.high, lang)}",
        _ANSWER[bool(row.agrees)][lang],
        _ANSWER[bool(row.calibrated)][lang],
        reason,
    ]


def _what(row: tuple, lang: str) -> str:
    first = row.published_claims.split()[0]
    place = place_name(first).replace("Kabupaten", "Kab.")
    span = (
        row.first_month
        if row.first_month == row.last_month
        else f"{row.first_month} - {row.last_month}"
    )
    return f"{place}, {span} [{', '.join(row.published_claims.split())}]"


def _people(row: tuple, lang: str) -> str:
    mark = "" if row.months_basis == "source" else " *"
    return f"{number(row.people, lang)} x {row.months}{mark}"


def _off(row: tuple, lang: str) -> str:
    shown = percent(row.ratio - 1, lang).removeprefix("-")
    if shown == percent(0, lang):
        return shown
    return ("+" if row.ratio > 1 else "-") + shown


def not_known(lang: str = "en") -> Table:
    """Show the newest published figure of each thing a plan rests on, city by city."""
    cities = read("minimum_wages")["region"].unique()
    claims = read("ledger")
    claims = claims[claims["region"].isin(cities) & claims["value"].notna()]
    others = claims["concept"].eq("members") & claims["funding"].ne("apbd")
    claims = claims[~others & claims["status"].ne("rejected")]
    names = {city: _name(claims, city) for city in sorted(cities)}
    rows = [
        [label[lang], *(_newest(claims, city, concepts, lang) for city in names)]
        for label, concepts in _NEEDED.values()
    ]
    head = [
        say(id="Yang perlu diketahui", en="What a plan rests on")[lang],
        *names.values(),
    ]
    frame = pd.DataFrame(rows, columns=head)
    title = say(
        id="Apa yang terbit tentang keempat kota, dan apa yang tidak",
        en="What was published about the four cities, and what was not",
    )[lang]
    return Table(
        "not-known", title, frame, _NOT_KNOWN[lang], head, (24, 19, 19, 19, 19)
    )


def _name(claims: pd.DataFrame, city: str) -> str:
    return str(claims.loc[claims["region"] == city, "region_name"].iloc[0])


def _newest(
    claims: pd.DataFrame, city: str, concepts: tuple[str, ...], lang: str
) -> str:
    rows = claims[(claims["region"] == city) & claims["concept"].isin(concepts)]
    if rows.empty:
        return _NOT_FOUND[lang]
    apart = rows["status"].eq("held apart")
    rows = rows.assign(settled=~apart, whole=rows["segment"].eq("apbd"))
    row = rows.sort_values(["settled", "whole", "as_of", "claim_id"]).iloc[-1]
    amount = row["unit"].startswith("idr")
    shown = (rupiah_short if amount else number)(float(row["value"]), lang)
    mark = "" if row["settled"] else f", {_DISPUTED[lang]}"
    return f"{shown} ({row['as_of'][:7]}{mark}) [{row['claim_id']}]"


_ANSWER = {True: say(id="ya", en="yes"), False: say(id="tidak", en="no")}
_BILL_HEAD = (
    say(id="Angka terbit", en="Published figure"),
    say(id="Orang x bulan", en="People x months"),
    say(id="Terbit, Rp juta", en="Published, Rp million"),
    say(id="Hitungan kami, Rp juta", en="Ours, Rp million"),
    say(id="Selisih dari kami", en="Off from ours"),
    say(id="Mengapa, menurut sumber", en="Why, by the sources"),
)
_BILL_WIDTHS = (22, 11, 14, 14, 9, 30)
_CLAIMS_HEAD = (
    say(id="Angka terbit", en="Published figure"),
    say(id="Orang x bulan", en="People x months"),
    say(id="Terbit, Rp juta", en="Published, Rp million"),
    say(id="Hitungan kami, Rp juta", en="Ours, Rp million"),
    say(id="90 dari 100, Rp juta", en="90 in 100, Rp million"),
    say(id="Di dalam", en="Inside"),
    say(id="Bahan kalibrasi", en="Used to calibrate"),
    say(id="Mengapa, menurut sumber", en="Why, by the sources"),
)
_CLAIMS_WIDTHS = (19, 10, 9, 9, 14, 7, 11, 21)
_TITLES = {
    SAME: say(
        id="Anggaran dan tagihan terbit yang sama dengan hitungan kami",
        en="Published budgets and bills that come out the same",
    ),
    NEAR: say(
        id="Yang berbeda paling banyak sepersepuluh, dan sebabnya",
        en="Those that differ by a tenth at most, and why",
    ),
    FAR: say(
        id="Yang berbeda lebih dari sepersepuluh, dan sebabnya",
        en="Those that differ by more than a tenth, and why",
    ),
    PAID_OUT: say(
        id="Klaim terbit di samping hitungan kami",
        en="Published claims beside ours",
    ),
}
_BASIS = say(
    id="Hitungan kami hanya memakai orang dan bulan yang terbit; tarifnya menurut "
    "hukum. * = bulannya tidak disebut sumber.",
    en="Ours takes people and months from what was published and the tariff from the "
    "law. * = the source does not name the months.",
)
_NOTES = {
    **dict.fromkeys((SAME, NEAR, FAR), _BASIS),
    PAID_OUT: say(
        id="Klaim yang dibayar di dalam bulan-bulan itu. Hitungan kami: tabel hayat, "
        "umur yang diandaikan, faktor seleksi; rentangnya memuat kebetulan dan semua "
        "yang tidak diketahui. Faktor seleksi ditaksir dari sebagian kelompok ini "
        "juga. * = bulannya tidak disebut sumber.",
        en="Claims paid within those months. Ours: life table, assumed ages, selection "
        "factor; the range holds chance and all that is not known. The selection "
        "factor was estimated from some of these very groups. * = the source does not "
        "name the months.",
    ),
}
_NOT_KNOWN = say(
    id="Angka terbaru dalam buku bukti, dengan bulan dan penandanya. Tidak ditemukan = "
    "tidak ada di halaman yang kami baca; daerah mungkin memilikinya.",
    en="The newest figure in the ledger, with its month and id. Not found = in no page "
    "we read; the region may well have it.",
)
