"""Pictures of payment: the lapse through its rhythm, and the debt left behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.axes import Axes

from analysis.language import number, percent, rupiah_short, say
from analysis.report import enrolment, frames
from analysis.report.figures_axes import (
    from_zero,
    legend_above,
    number_axis,
    year_axis,
)
from analysis.report.figures_base import (
    ACCENT,
    INK,
    Picture,
    Room,
    Words,
    ends,
    message,
    page,
    spoken,
    styled,
)
from analysis.report.figures_fan import (
    money,
)
from analysis.report.figures_months import MONTH_COLOURS, MONTHS
from analysis.report.labels import place
from analysis.report.sources import source_line

if TYPE_CHECKING:
    from analysis.model.projection import Results

RHYTHM_YEARS = 3
_BETWEEN_IN = 0.62  # room between the two panels, for the name of the lower one
_LAYERS = (("listed", "#dcdcdc"), ("entitled", "#009e73"), ("active", "#e69f00"))


@styled
def rhythm(results: Results, lang: str = "en", years: int = RHYTHM_YEARS) -> Picture:
    """Draw listed, funded, entitled and active people month by month, and a contrast.

    Above the scenario's own rhythm of payment, below the same people paid half-yearly
    in arrears (monthly where that is the scenario's own rhythm).
    """
    first = frames.first_year(results)
    other, months = enrolment.contrast(results)
    own = enrolment.monthly(results.months, first, years)
    changed = enrolment.monthly(months, first, years)
    title = _rhythm_title(own, changed, other, lang)
    until = min(first + years - 1, frames.last_year(results))
    what = say(
        id=f"Orang menurut bulan, {place(results)}, {first}-{until}; bawah: orang yang "
        "sama dengan irama bayar lain",
        en=f"People by month, {place(results)}, {first}-{until}; below: the same "
        "people in another rhythm of payment",
    )[lang]
    told = [_told(table, lang) for table in (own, changed)]
    words = Words(title, what, source_line(results, lang), spoken(title, *told))
    frame = own.join(changed.add_suffix("_other"))
    room = Room(right=0.35, above=0.55, height=5.5)
    picture, (upper,) = page(words, frame, lang, room, units="people")
    lower = _split(picture, upper)
    highest = max(own.max().max(), changed.max().max())
    mine = enrolment.own_rhythm(results)
    for axes, table, way in ((upper, own, mine), (lower, changed, other)):
        _month_layers(axes, table, highest, lang)
        axes.set_title(_way(way, lang), size=8.5, loc="left", weight="bold")
    _legend_above_title(upper)
    return picture


def _told(table: pd.DataFrame, lang: str) -> str:
    """Return the month with fewest active people."""
    least = table["active"].min()
    return say(
        id=f"paling sedikit {number(least, lang)} aktif ({table['active'].idxmin()})",
        en=f"at least {number(least, lang)} active ({table['active'].idxmin()})",
    )[lang]


def _legend_above_title(axes: Axes) -> None:
    """Write the legend over the panel's own title."""
    axes.legend(loc="lower left", bbox_to_anchor=(0.0, 1.14), ncol=4, borderaxespad=0.2)


def _split(picture: Picture, upper: Axes) -> Axes:
    """Cut the axes of a page in two, one above the other; return the lower."""
    box, gap = upper.get_position(), _BETWEEN_IN / picture.get_figheight()
    half = (box.height - gap) / 2
    upper.set_position((box.x0, box.y0 + half + gap, box.width, half))
    return picture.add_axes((box.x0, box.y0, box.width, half))


def _month_layers(axes: Axes, table: pd.DataFrame, highest: float, lang: str) -> None:
    edges = [*range(len(table)), len(table)]
    names = {
        "listed": say(id="terdaftar", en="listed"),
        "funded": say(id="dibayar", en="funded"),
        "entitled": say(id="berhak", en="entitled"),
        "active": say(id="aktif (lunas)", en="active (paid up)"),
    }
    for name, tint in _LAYERS:
        tops = [*table[name], table[name].iloc[-1]]
        words = names[name][lang]
        axes.fill_between(edges, tops, step="post", color=tint, lw=0, label=words)
    tops = [*table["funded"], table["funded"].iloc[-1]]
    words = names["funded"][lang]
    axes.step(edges, tops, where="post", color=MONTH_COLOURS[MONTHS[0]], label=words)
    from_zero(axes, highest)
    axes.set_xlim(0, len(table))
    number_axis(axes, lang)
    starts = [i for i, month in enumerate(table.index) if month[5:] in ("01", "07")]
    shown = [f"{table.index[i][5:]}/{table.index[i][2:4]}" for i in starts]
    axes.set_xticks(starts, shown)


def _way(way: tuple[int, str] | None, lang: str) -> str:
    if way is None:
        return say(id="Irama skenario: campuran", en="The scenario's own: mixed")[lang]
    every, covers = way
    if covers == "advance":
        words = say(id="Dibayar setiap bulan, di muka", en="Paid every month, in time")
        return words[lang]
    return say(
        id=f"Dibayar setiap {every} bulan, di belakang",
        en=f"Paid every {every} months, in arrears",
    )[lang]


def _rhythm_title(
    own: pd.DataFrame, changed: pd.DataFrame, other: tuple[int, str], lang: str
) -> str:
    mine, theirs = (
        table["active"].sum() / max(table["listed"].sum(), 1.0)
        for table in (own, changed)
    )
    shares = [percent(value, lang, 0) for value in (mine, theirs)]
    way = {
        True: say(id="dibayar bulanan", en="paid monthly"),
        False: say(id="dibayar tiap setengah tahun", en="paid half-yearly in arrears"),
    }[other[1] == "advance"][lang]
    return say(
        id=f"Peserta aktif {shares[0]} dari bulan di daftar; {way} {shares[1]}",
        en=f"Members are active in {shares[0]} of their listed months; {way}, in "
        f"{shares[1]}",
    )[lang]


@styled
def arrears(results: Results, lang: str = "en") -> Picture:
    """Draw the debt a budget leaves behind and the months it does not pay."""
    debt = frames.by_year(results, "arrears_idr")
    if debt.empty or not debt.max():
        title = say(id="Tidak ada bulan yang menunggak", en="No month stays unpaid")
        what = say(
            id="Pagu cukup, atau skenario menutup kekurangan dengan cara lain",
            en="The ceiling is enough, or the scenario meets a shortage otherwise",
        )
        return message(title[lang], f"{what[lang]}, {place(results)}", lang)
    names = ("arrears_paid_idr", "funded_member_months", "unpaid_member_months")
    frame = pd.DataFrame(
        {"arrears_idr": debt} | {n: frames.by_year(results, n) for n in names}
    )
    last = int(debt.index[-1])
    title = say(
        id=f"Utang iuran tumbuh sampai {rupiah_short(debt[last], lang)} pada {last}",
        en=f"The debt for contributions stands at {rupiah_short(debt[last], lang)} in "
        f"{last}",
    )[lang]
    what = say(
        id=f"{place(results)}; kiri: juta Rp; kanan: ribu bulan-peserta",
        en=f"{place(results)}; left: Rp million; right: thousand member-months",
    )[lang]
    told = ends(
        say(id="utang akhir tahun", en="debt at year end")[lang], debt, money(lang)
    )
    words = Words(title, what, source_line(results, lang), spoken(title, told))
    room = Room(right=0.3, above=0.4, height=3.7, panels=2, gap=0.8)
    picture, axes = page(words, frame, lang, room)
    _debt_bars(axes[0], frame, lang)
    _unpaid_bars(axes[1], frame, lang)
    return picture


def _debt_bars(axes: Axes, frame: pd.DataFrame, lang: str) -> None:
    names = {
        "arrears_idr": (say(id="utang akhir tahun", en="debt at year end"), ACCENT),
        "arrears_paid_idr": (say(id="utang lama dibayar", en="old debt paid"), INK),
    }
    for shift, (name, (words, tint)) in zip((-0.2, 0.2), names.items(), strict=True):
        height = frame[name] / 1e6
        axes.bar(frame.index + shift, height, 0.38, color=tint, label=words[lang])
    from_zero(axes, frame[list(names)].max().max() / 1e6)
    _finish(axes, frame, lang)


def _unpaid_bars(axes: Axes, frame: pd.DataFrame, lang: str) -> None:
    paid, late = (frame[f"{n}_member_months"] / 1e3 for n in ("funded", "unpaid"))
    names = (
        say(id="dibayar tepat waktu", en="paid on time"),
        say(id="menunggak", en="unpaid"),
    )
    axes.bar(
        frame.index, paid, 0.7, color=MONTH_COLOURS[MONTHS[0]], label=names[0][lang]
    )
    axes.bar(frame.index, late, 0.7, paid, color="#f0b7ad", label=names[1][lang])
    from_zero(axes, (paid + late).max())
    _finish(axes, frame, lang)


def _finish(axes: Axes, frame: pd.DataFrame, lang: str) -> None:
    number_axis(axes, lang)
    years = list(frame.index)
    year_axis(axes, years[:: max(1, -(-len(years) // 5))])
    legend_above(axes, columns=2)
