"""A picture of a sum received: which people, months and tariff it can have paid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.language import date_words, number, rupiah, say
from analysis.report.colours import readable
from analysis.report.figures_axes import (
    label_ends,
    number_axis,
)
from analysis.report.figures_base import (
    ACCENT,
    FILLED,
    INK,
    OURS,
    QUIET,
    Picture,
    Room,
    Words,
    message,
    page,
    spoken,
    styled,
)
from analysis.report.labels import place
from analysis.report.receipts import Receipt, receipt
from analysis.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from analysis.model.projection import Results

_TARIFF_TINTS = ("#e69f00", OURS, "#009e73", "#8c6bb1")
_PALE_GREY = "#f1f1f1"
_DEEP = readable(ACCENT, _PALE_GREY)
_NO_SUM = say(
    id="Belum ada jumlah iuran diterima yang diterbitkan untuk daerah ini",
    en="No sum of contributions received is published for this place",
)


@dataclass(frozen=True)
class Reading:
    """One way to read a sum received: people, months and a tariff that fit it."""

    name: str
    people: float
    months: float
    tariff_idr_m: float


def readings(paid: Receipt, wage_idr_m: Fraction | None, lang: str) -> list[Reading]:
    """Return what fits a sum received; each solves for one number.

    ::

        received = people x months x tariff

    A later start, fewer people and a lower tariff hold the months that had ended; on
    the minimum wage (where it is known) the months are solved for.
    """
    got, people, bpu = paid.received_idr, paid.people, paid.bpu_tariff_idr_m
    ended = max(paid.whole_months, 1)
    found = [
        (_READINGS["start"], people, got / (people * bpu), bpu),
        (_READINGS["people"], got / (ended * bpu), ended, bpu),
        (_READINGS["tariff"], people, ended, got / (people * ended)),
    ]
    if wage_idr_m:
        pu = wage_idr_m * paid.pu_rate
        found.append((_READINGS["wage"], people, got / (people * pu), pu))
    return [Reading(text[lang], *map(float, rest)) for text, *rest in found]


_READINGS = {
    "start": say(id="mulai lebih lambat", en="a later start"),
    "people": say(id="orang lebih sedikit", en="fewer people"),
    "tariff": say(id="tarif lebih rendah", en="a lower tariff"),
    "wage": say(id="PU atas UMK", en="PU on the minimum wage"),
}


def fitting_months(paid: Receipt, tariffs: Sequence[float]) -> pd.DataFrame:
    """Return, for each tariff, the months that people x tariff x months allows.

    Columns: tariff_idr_m, people, months; ``months = received / (people x tariff)``.
    """
    people = np.linspace(paid.people / 4, paid.people + paid.adhoc * 1.1 + 1, 200)
    parts = [
        pd.DataFrame(
            {
                "tariff_idr_m": tariff,
                "people": people,
                "months": float(paid.received_idr) / (people * tariff),
            }
        )
        for tariff in tariffs
    ]
    return pd.concat(parts, ignore_index=True)


@styled
def exposure(results: Results, lang: str = "en") -> Picture:
    """Draw which people x months x tariff fit a published sum of contributions."""
    paid, name = receipt(results), place(results)
    if paid is None:
        return message(_NO_SUM[lang], name, lang)
    wage = results.region.minimum_wage_idr_m.get(int(paid.as_of[:4]))
    found = readings(paid, wage, lang)
    tariffs = sorted({one.tariff_idr_m for one in found})
    frame = fitting_months(paid, tariffs)
    title, until = _exposure_title(paid, lang), date_words(paid.as_of, lang)
    what = say(
        id="Orang dan bulan yang hasil kalinya cocok dengan iuran diterima, per tarif "
        f"sebulan, {name}, sampai {until}; hanya {paid.whole_months} bulan sudah "
        "lewat",
        en="People and months whose product fits the contributions received, by "
        "monthly "
        f"tariff, {name}, to {until}; only {paid.whole_months} months had ended",
    )[lang]
    ids = ", ".join([paid.claim_id, paid.people_id, *paid.adhoc_ids])
    source = say(id=f"Sumber: bukti {ids}.", en=f"Source: evidence {ids}.")[lang]
    words = Words(title, what, source, spoken(title, *_told(found, lang)))
    picture, (axes,) = page(
        words, frame, lang, Room(right=1.45, below=0.55, height=4.6)
    )
    _hyperbolas(axes, frame, paid, lang)
    _readings(axes, found, lang)
    return picture


def _told(found: list[Reading], lang: str) -> list[str]:
    people, months = say(id="orang", en="people"), say(id="bulan", en="months")
    return [
        f"{one.name}: {number(one.people, lang)} {people[lang]}, "
        f"{number(one.months, lang, 2)} {months[lang]}, "
        f"{rupiah(round(one.tariff_idr_m), lang)}"
        for one in found
    ]


def _exposure_title(paid: Receipt, lang: str) -> str:
    got = rupiah(float(paid.received_idr), lang)
    months = number(float(paid.member_months), lang, 2)
    most = number(float(paid.member_months / paid.people), lang, 2)
    people = number(paid.people, lang)
    return say(
        id=f"{got} adalah {months} bulan-peserta pada tarif BPU: paling banyak {most} "
        f"bulan bagi {people} orang",
        en=f"{got} is {months} member-months at the BPU tariff: at most {most} months "
        f"for {people} people",
    )[lang]


def _readings(axes: Axes, found: list[Reading], lang: str) -> None:
    """Number each reading where it lies on its curve; the key stands beside."""
    month = say(id="bulan", en="months")[lang]
    people = say(id="orang", en="people")[lang]
    for count, one in enumerate(found, start=1):
        solved = {
            _READINGS["people"][lang]: f"{number(one.people, lang)} {people}",
            _READINGS["tariff"][lang]: rupiah(round(one.tariff_idr_m), lang),
        }.get(one.name, f"{number(one.months, lang, 2)} {month}")
        axes.plot([one.people], [one.months], "o", color=_DEEP, ms=11, zorder=5)
        axes.text(
            *(one.people, one.months, str(count)),
            ha="center",
            va="center_baseline",
            size=8,
            color="white",
            gid=FILLED,
            weight="bold",
            zorder=6,
        )
        axes.text(
            *(0.44, 0.92 - 0.058 * count, f"{count}  {one.name}: {solved}"),
            transform=axes.transAxes,
            size=8,
            color=_DEEP,
        )


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
    axes.axhspan(paid.whole_months, MONTHS_PER_YEAR, color=_PALE_GREY, lw=0, zorder=0)
    late = say(id="bulan yang belum lewat", en="months not yet ended")[lang]
    spot = (0.98, paid.whole_months + 0.15)
    axes.text(
        *(*spot, late), transform=axes.get_yaxis_transform(), color=QUIET, ha="right"
    )
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
        axes.axvline(people, color=QUIET, lw=0.8, ls=":")
        axes.annotate(
            f"{number(people, lang)}\n{' + '.join(ids)}",
            (people, MONTHS_PER_YEAR),
            xytext=(4 * side, -4),
            textcoords="offset points",
            ha="left" if side > 0 else "right",
            va="top",
            size=8,
            color=INK,
        )
