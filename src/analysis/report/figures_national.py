"""Pictures of all 514 regions: where the money goes, how it differs, who gets it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.language import number, percent, rupiah, rupiah_short, say
from analysis.report import region_frames
from analysis.report.figures_axes import number_axis
from analysis.report.figures_base import (
    INK,
    OURS,
    PALE,
    QUIET,
    Picture,
    Room,
    Words,
    listed,
    page,
    spoken,
    styled,
)
from analysis.report.figures_regions import draw_tiles

if TYPE_CHECKING:
    from analysis.study.national import National

BIN_IDR = 500  # width of a bar of the distribution, rupiah per inhabitant
_PEOPLE = "kemendagri-2025, un-wpp-2019, bps-kabkota-2021"
_GAIN = "#009e73"
_PALEST = 0.15  # shade of the lowest tile: still a tile on a white page
_BILLION = 1e9


def asked_words(found: National, lang: str) -> str:
    """Return what every picture of all regions is about, in words."""
    share = percent(float(found.question.share_of_workers), lang, 0)
    return say(
        id=f"iuran JKK+JKM dua belas bulan {found.question.year} bagi {share} angkatan "
        "kerja (taksiran)",
        en=f"JKK+JKM contributions of twelve months of {found.question.year} for "
        f"{share} of the labour force (estimated)",
    )[lang]


def _source(lang: str) -> str:
    start = say(id="Sumber: orang", en="Source: people")[lang]
    ours = say(id="taksiran kami; tarif: hukum.", en="our estimate; tariff: the law.")
    return f"{start} {_PEOPLE}; {ours[lang]}"


@styled
def national_map(found: National, lang: str = "en") -> Picture:
    """Draw a tile a province: cost in all, darker with the cost per inhabitant."""
    frame = region_frames.tiles().join(found.sums, how="left")
    first = frame["cost_idr"].idxmax()
    top = frame.loc[first]
    share = percent(top["cost_idr"] / found.nation["cost_idr"], lang, 0)
    cost = rupiah_short(found.nation["cost_idr"], lang)
    title = say(
        id=f"Dari {cost} setahun, {share} jatuh di {top['name']}, tempat pekerjanya "
        "paling banyak",
        en=f"Of {cost} a year {share} falls to {top['name']}, where most workers are",
    )[lang]
    each = frame["cost_per_inhabitant_idr"]
    low, high = (rupiah(one, lang) for one in (each.min(), each.max()))
    what = say(
        id=f"Miliar rupiah, {asked_words(found, lang)}, per provinsi; makin gelap "
        f"makin besar biaya per penduduk register 2025 ({low} sampai {high}), yang "
        "hanya mengikuti tingkat partisipasi kerja. Letak petak dianggap: skema, "
        "bukan peta",
        en=f"Billion rupiah, {asked_words(found, lang)}, by province; the darker the "
        f"more per inhabitant of the 2025 register ({low} to {high}), which follows "
        "the participation rate only. The place of a tile is assumed: a scheme, not a "
        "map",
    )[lang]
    told = "; ".join(
        f"{row['name']} {rupiah_short(row['cost_idr'], lang)}"
        for _, row in frame.sort_values("cost_idr", ascending=False).iterrows()
    )
    words = Words(title, what, _source(lang), spoken(title, told))
    room = Room(left=0.14, right=0.14, below=0.08, height=4.45, above=0.06)
    kept = frame[["name", "regions", "population", "covered", "cost_idr"]]
    table = kept.assign(cost_per_inhabitant_idr=each)
    units = {"regions": "count", "population": "people", "covered": "people"}
    picture, (axes,) = page(words, table, lang, room, units=units)
    counts = [number(one / _BILLION, lang) for one in frame["cost_idr"]]
    shade = (each - each.min()) / (each.max() - each.min())
    draw_tiles(axes, frame, _PALEST + (1 - _PALEST) * shade, counts)
    return picture


@styled
def national_spread(found: National, lang: str = "en") -> Picture:
    """Draw how many regions cost how much per inhabitant, cities and regencies."""
    frame = found.regions.sort_values("cost_per_inhabitant_idr")
    each = frame["cost_per_inhabitant_idr"]
    middle = rupiah(each.median(), lang)
    low, high = (rupiah(each.quantile(part), lang) for part in (0.05, 0.95))
    title = say(
        id=f"Separuh wilayah di bawah {middle} per penduduk; 90 dari 100 antara {low} "
        f"dan {high}",
        en=f"Half of the regions cost less than {middle} per inhabitant; 90 in 100 "
        f"between {low} and {high}",
    )[lang]
    what = say(
        id=f"Banyaknya kabupaten dan kota ({len(frame)}) menurut rupiah per penduduk "
        f"register 2025, {asked_words(found, lang)}. Yang berbeda hanya tingkat "
        "partisipasi kerja Agustus 2021; bukan peringkat",
        en=f"Number of regencies and cities ({len(frame)}) by rupiah per inhabitant of "
        f"the 2025 register, {asked_words(found, lang)}. Only the participation rate "
        "of August 2021 differs; no ranking",
    )[lang]
    told = [
        f"{row['name']} {rupiah(row['cost_per_inhabitant_idr'], lang)}"
        for _, row in frame.iloc[[0, -1]].iterrows()
    ]
    words = Words(title, what, _source(lang), spoken(title, *told))
    kept = frame[["name", "kind", "participation_rate", "cost_per_inhabitant_idr"]]
    picture, (axes,) = page(words, kept, lang, Room(right=0.35, below=0.55))
    _bars(axes, frame, lang)
    _named_ends(axes, frame, lang)
    return picture


def _bars(axes: Axes, frame: pd.DataFrame, lang: str) -> None:
    each = frame["cost_per_inhabitant_idr"]
    start = np.floor(each.min() / BIN_IDR) * BIN_IDR
    edges = np.arange(start, each.max() + BIN_IDR, BIN_IDR)
    kinds = {
        "kabupaten": say(id="kabupaten", en="regencies (kabupaten)")[lang],
        "kota": say(id="kota", en="cities (kota)")[lang],
    }
    axes.hist(
        [each[frame["kind"] == kind] for kind in kinds],
        bins=edges,
        stacked=True,
        color=[PALE, OURS],
        label=[*kinds.values()],
        edgecolor="white",
        linewidth=0.4,
    )
    axes.axvline(each.median(), color=INK, lw=1)
    axes.legend(loc="upper right")
    number_axis(axes, lang)
    number_axis(axes, lang, axis="x")
    axes.set_ylabel(say(id="wilayah", en="regions")[lang])
    axes.set_xlabel(
        say(id="rupiah per penduduk setahun", en="rupiah per inhabitant a year")[lang]
    )


def _named_ends(axes: Axes, frame: pd.DataFrame, lang: str) -> None:
    """Name the lowest, the median and the highest, beside the bars and above them."""
    low, high = axes.get_xlim()
    roof = axes.get_ylim()[1]
    axes.set_xlim(low - 3 * BIN_IDR, high + BIN_IDR)
    axes.set_ylim(0, 1.1 * roof)
    middle = frame["cost_per_inhabitant_idr"].median()
    axes.text(middle, 1.03 * roof, f" median {rupiah(middle, lang)}", size=8)
    for row, side, off in ((frame.iloc[0], "right", 1), (frame.iloc[-1], "left", -2)):
        value = row["cost_per_inhabitant_idr"]
        axes.annotate(
            f"{row['name']}\n{rupiah(value, lang)}",
            (value, 3.5),
            xytext=(value + off * BIN_IDR, 0.42 * roof),
            ha=side,
            va="bottom",
            size=8,
            color=INK,
            arrowprops={"arrowstyle": "-", "color": QUIET, "lw": 0.7},
        )


@styled
def national_ledgers(found: National, lang: str = "en") -> Picture:
    """Draw what budgets pay, the fund keeps and households get, with intervals."""
    frame = ledgers(found, lang)
    pays, gets = frame["mean_idr"].iloc[0], frame["mean_idr"].iloc[-1]
    title = say(
        id=f"APBD mengeluarkan {rupiah_short(-pays, lang)}, rumah tangga diharapkan "
        f"menerima {rupiah_short(gets, lang)}",
        en=f"Local budgets pay {rupiah_short(-pays, lang)}, households can expect "
        f"{rupiah_short(gets, lang)}",
    )[lang]
    what = say(
        id="Posisi bersih setahun, triliun rupiah, Indonesia, "
        f"{asked_words(found, lang)}; klaim menurut tahun kejadian, kapan pun dibayar; "
        "batang: harapan; garis: 90 dari 100 kemungkinan. Iuran adalah hitungan pasti; "
        "jumlah ketiganya nol; dana JKK/JKM bersifat nasional, bukan kas daerah",
        en="Net positions of a year, trillion rupiah, Indonesia, "
        f"{asked_words(found, lang)}; claims by year of the event, whenever paid; bar: "
        "expected; line: 90 in 100 possibilities. Contributions are arithmetic; the "
        "three add to zero; the JKK/JKM fund is national, not the regions'",
    )[lang]
    told = frame.set_index("ledger")["text"].str.replace("\n", " ")
    words = Words(title, what, _source(lang), spoken(title, listed(told, str)))
    room = Room(left=1.75, right=2.65, height=3.0)
    picture, (axes,) = page(words, frame.drop(columns="text"), lang, room)
    _positions(axes, frame, lang)
    return picture


def ledgers(found: National, lang: str) -> pd.DataFrame:
    """Return the three ledgers of the nation: mean, p05 and p95, and a text."""
    cost, gets = found.nation["cost_idr"], found.draws["claims_incurred_idr"][-1]
    ledger = {
        say(id="APBD semua wilayah", en="Budgets of all regions")[lang]: -cost,
        say(id="Dana JKK/JKM nasional", en="National JKK/JKM fund")[lang]: cost - gets,
        say(id="Rumah tangga", en="Households")[lang]: gets,
    }
    rows = [_ledger(name, np.atleast_1d(draws), lang) for name, draws in ledger.items()]
    return pd.DataFrame(rows)


def _ledger(name: str, draws: np.ndarray, lang: str) -> dict[str, object]:
    mean, low, high = draws.mean(), *np.percentile(draws, (5, 95))
    text = rupiah_short(mean, lang)
    if high > low:
        between = say(id="sampai", en="to")[lang]
        ends = f"{rupiah_short(low, lang)} {between} {rupiah_short(high, lang)}"
        text = f"{text}\n({ends})"
    sizes = {"mean_idr": mean, "p05_idr": low, "p95_idr": high}
    return {"ledger": name, **sizes, "text": text}


def _positions(axes: Axes, frame: pd.DataFrame, lang: str) -> None:
    sizes = frame[["mean_idr", "p05_idr", "p95_idr"]] / 1e12
    tints = [OURS if size < 0 else _GAIN for size in sizes["mean_idr"]]
    axes.barh(range(len(frame)), sizes["mean_idr"], color=tints, height=0.5)
    for spot, (_, low, high) in enumerate(sizes.itertuples(index=False)):
        if high > low:
            axes.plot([low, high], [spot, spot], color=INK, lw=1.4)
    _texts(axes, frame["text"].tolist())
    widest = sizes.abs().to_numpy().max()
    axes.axvline(0, color=INK, lw=0.9)
    axes.set_xlim(-1.15 * widest, 1.15 * widest)
    axes.set_yticks(range(len(frame)), frame["ledger"].tolist())
    axes.set_ylim(len(frame) - 0.5, -0.5)
    axes.grid(False, axis="y")
    axes.grid(True, axis="x")
    number_axis(axes, lang, axis="x")
    axes.set_xlabel(say(id="triliun rupiah", en="trillion rupiah")[lang])


def _texts(axes: Axes, texts: Sequence[str]) -> None:
    """Write each amount with its interval beside the bars."""
    beside = axes.get_yaxis_transform()
    for spot, text in enumerate(texts):
        axes.text(1.04, spot, text, va="center", size=8, transform=beside)
