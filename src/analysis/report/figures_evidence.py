"""Pictures of the evidence: what was published, and what a sum received can mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, LogLocator

from analysis.language import number, rupiah, say
from analysis.report.figures_base import (
    ACCENT,
    INK,
    OURS,
    QUIET,
    Picture,
    Room,
    Words,
    label_ends,
    message,
    number_axis,
    page,
    styled,
)
from analysis.report.labels import claim_label, colour, place
from analysis.report.receipts import Receipt, receipt
from analysis.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from analysis.model.projection import Results

SHOWN_AT_MOST = 24
_TARIFF_TINTS = (OURS, "#009e73", "#e69f00")


def published_people(ledger: pd.DataFrame, region: str) -> pd.DataFrame:
    """Return the published counts of people of a region, oldest first.

    Columns: claim_id, as_of, segment, concept, status, value (people).
    """
    rows = ledger[(ledger["region"] == region) & (ledger["unit"] == "people")].copy()
    rows["value"] = pd.to_numeric(rows["value"], errors="coerce")
    # rows of budget and survey tables have ids of their own kind
    tables = rows["claim_id"].str.match(r"^[BPLU]-")
    rows = rows[~tables & (rows["value"] > 0)].sort_values(
        ["as_of", "value"], ascending=[True, False]
    )
    columns = ["claim_id", "as_of", "segment", "concept", "status", "value"]
    return rows[columns].reset_index(drop=True)


@styled
def evidence(results: Results, lang: str = "en") -> Picture:
    """Draw the published counts of a region over time; hollow: held apart or "
    "repaired."""
    from analysis.evidence.ledger import ledger

    name = place(results)
    every = published_people(ledger(), results.scenario.region)
    if every.empty:
        return message(_NO_COUNT[lang], name, lang)
    frame = every.tail(SHOWN_AT_MOST).reset_index(drop=True)
    open_ones = int((every["status"] != "accepted").sum())
    title = _evidence_title(len(every), open_ones, name, lang)
    what = say(
        id="Orang (skala logaritma), menurut tanggal; penuh: diterima; kosong: "
        "dipisahkan, "
        "diperbaiki atau ditolak; id bukti di kanan",
        en="People (logarithmic scale), by date; filled: accepted; hollow: held apart, "
        "repaired or rejected; evidence ids at the right",
    )[lang]
    source = say(id="Sumber: buku bukti", en="Source: evidence ledger")[lang]
    ids = ", ".join(frame["claim_id"])
    words = Words(title, what, f"{source}: {ids}.", f"{title}. {what}.")
    room = Room(left=2.35, right=1.2, height=1.75 + 0.235 * max(len(frame), 3))
    picture, (axes,) = page(words, frame, lang, room)
    _dots(axes, frame, lang)
    return picture


def _evidence_title(counts: int, open_ones: int, name: str, lang: str) -> str:
    if not open_ones:
        return say(
            id=f"{counts} jumlah orang diterbitkan untuk {name}, semuanya diterima",
            en=f"{counts} counts of people were published for {name}, all accepted",
        )[lang]
    return say(
        id=f"{counts} jumlah orang pernah diterbitkan untuk {name}; {open_ones} di "
        "antaranya dipisahkan, diperbaiki atau ditolak",
        en=f"{counts} counts of people were published for {name}; {open_ones} of them "
        "are held apart, repaired or rejected",
    )[lang]


def _dots(axes: Axes, frame: pd.DataFrame, lang: str) -> None:
    for spot, row in frame.iterrows():
        tint = colour(str(row["segment"])) if row["segment"] else QUIET
        face = tint if row["status"] == "accepted" else "white"
        axes.plot([row["value"]], [spot], "o", color=tint, mfc=face, mew=1.4, ms=6)
        axes.annotate(
            f"{number(row['value'], lang)}  {row['claim_id']}",
            (1.01, spot),
            xycoords=axes.get_yaxis_transform(),
            va="center",
            size=7.2,
            color=INK,
            annotation_clip=False,
        )
    names = [
        f"{claim_label(row, lang)}  {row['as_of'][:7]}" for _, row in frame.iterrows()
    ]
    axes.set_yticks(range(len(frame)), names, size=7.2)
    axes.set_xscale("log")
    axes.set_xlim(frame["value"].min() / 1.6, frame["value"].max() * 1.6)
    axes.xaxis.set_major_locator(LogLocator(10))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda v, _: number(v, lang)))
    axes.xaxis.set_minor_formatter(FuncFormatter(lambda *_: ""))
    axes.set_ylim(len(frame) - 0.4, -0.6)
    axes.grid(True, axis="both")


_NO_COUNT = say(
    id="Belum ada jumlah orang yang diterbitkan untuk daerah ini di buku bukti",
    en="The ledger holds no published count of people for this place",
)
_NO_SUM = say(
    id="Belum ada jumlah iuran diterima yang diterbitkan untuk daerah ini",
    en="No sum of contributions received is published for this place",
)


def fitting_months(paid: Receipt) -> pd.DataFrame:
    """Return, for three tariffs, the months that people x tariff x months allows.

    Columns: tariff_idr_m, people, months; ``months = received / (people x tariff)``.
    """
    ended = max(paid.whole_months, 1)
    low = float(paid.received_idr / (paid.people * ended))
    tariffs = sorted(
        {float(paid.bpu_tariff_idr_m), low, (float(paid.bpu_tariff_idr_m) + low) / 2}
    )
    people = np.linspace(paid.people / 4, paid.people + paid.adhoc * 1.1 + 1, 200)
    parts = [
        pd.DataFrame(
            {
                "tariff_idr_m": tariff,
                "people": people,
                "months": float(paid.received_idr) / (people * tariff),
            }
        )
        for tariff in reversed(tariffs)
    ]
    return pd.concat(parts, ignore_index=True)


@styled
def exposure(results: Results, lang: str = "en") -> Picture:
    """Draw which people x months x tariff fit a published sum of contributions."""
    paid, name = receipt(results), place(results)
    if paid is None:
        return message(_NO_SUM[lang], name, lang)
    frame = fitting_months(paid)
    months = float(paid.received_idr / (paid.people * paid.bpu_tariff_idr_m))
    title = say(
        id=f"{rupiah(float(paid.received_idr), lang)} paling banyak membayar "
        f"{number(months, lang, 2)} bulan bagi {number(paid.people, lang)} orang "
        "pada tarif BPU",
        en=f"{rupiah(float(paid.received_idr), lang)} pays at most "
        f"{number(months, lang, 2)} months for {number(paid.people, lang)} people at "
        "the BPU tariff",
    )[lang]
    what = say(
        id=f"Orang dan bulan yang hasil kalinya cocok dengan iuran diterima, per tarif "
        f"sebulan, {name}, sampai {paid.as_of}; hanya {paid.whole_months} bulan sudah "
        "lewat",
        en="People and months whose product fits the contributions received, by "
        "monthly "
        f"tariff, {name}, to {paid.as_of}; only {paid.whole_months} months had ended",
    )[lang]
    ids = ", ".join([paid.claim_id, paid.people_id, *paid.adhoc_ids])
    source = say(id=f"Sumber: bukti {ids}.", en=f"Source: evidence {ids}.")[lang]
    words = Words(title, what, source, f"{title}. {what}.")
    picture, (axes,) = page(
        words, frame, lang, Room(right=1.45, below=0.55, height=4.2)
    )
    _hyperbolas(axes, frame, paid, lang)
    return picture


def _hyperbolas(axes: Axes, frame: pd.DataFrame, paid: Receipt, lang: str) -> None:
    axes.set_ylim(0, MONTHS_PER_YEAR)
    per_month = say(id="{} sebulan", en="{} a month")[lang]
    ends = []
    for tint, (tariff, part) in zip(
        _TARIFF_TINTS, frame.groupby("tariff_idr_m", sort=False), strict=False
    ):
        axes.plot(part["people"], part["months"], color=tint)
        name = per_month.format(rupiah(round(tariff), lang))
        ends.append((part["months"].iloc[-1], name, tint))
    axes.axhspan(paid.whole_months, MONTHS_PER_YEAR, color="#f1f1f1", lw=0, zorder=0)
    late = say(id="bulan yang belum lewat", en="months not yet ended")[lang]
    spot = (0.66, paid.whole_months + 0.3)
    axes.text(*spot, late, transform=axes.get_yaxis_transform(), color=QUIET)
    _counts(axes, paid, lang)
    axes.set_xlim(0, frame["people"].max())
    axes.set_yticks(range(0, MONTHS_PER_YEAR + 1, 2))
    number_axis(axes, lang, axis="x")
    axes.set_xlabel(say(id="orang", en="people")[lang])
    axes.set_ylabel(say(id="bulan dibayar", en="months paid")[lang])
    label_ends(axes, ends)


def _counts(axes: Axes, paid: Receipt, lang: str) -> None:
    """Mark the published counts of people: those who stayed, and with election "
    "staff."""
    counts = [(paid.people, [paid.people_id], 1)]
    if paid.adhoc:
        everybody = [paid.people_id, *paid.adhoc_ids]
        counts.append((paid.people + paid.adhoc, everybody, -1))
    for people, ids, side in counts:
        months = float(paid.received_idr / (people * paid.bpu_tariff_idr_m))
        axes.axvline(people, color=QUIET, lw=0.8, ls=":")
        axes.plot([people], [months], "o", color=ACCENT, ms=6)
        axes.annotate(
            f"{number(people, lang)}\n{' + '.join(ids)}",
            (people, MONTHS_PER_YEAR),
            xytext=(4 * side, -4),
            textcoords="offset points",
            ha="left" if side > 0 else "right",
            va="top",
            size=7.2,
            color=INK,
        )
