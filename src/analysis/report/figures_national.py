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
    Picture,
    Room,
    Words,
    listed,
    page,
    spoken,
    styled,
)
from analysis.report.figures_regions import draw_tiles
from analysis.report.sentences_national_parts import beside_paid_in, stated

if TYPE_CHECKING:
    from analysis.study.national import National

BIN_IDR = 500  # width of a bar of the distribution, rupiah per inhabitant
_PEOPLE = "kemendagri-2025, un-wpp-2019, bps-kabkota-2021"
_GAIN = "#009e73"
_PALEST = 0.15  # shade of the lowest tile: still a tile on a white page
_BILLION = 1e9
_FUND = 1  # row of the ledgers


def asked_words(found: National, lang: str) -> str:
    """Return what every picture of all regions is about, in words."""
    share = stated(found.question.share_of_workers, lang)
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


def _rounded(found: National, lang: str) -> str:
    return rupiah_short(found.nation["cost_idr"], lang, 1)


@styled
def national_map(found: National, lang: str = "en") -> Picture:
    """Draw a tile a province: cost in all, darker with the cost per inhabitant."""
    frame = region_frames.tiles().join(found.sums, how="left")
    first = frame["cost_idr"].idxmax()
    top = frame.loc[first]
    share = percent(top["cost_idr"] / found.nation["cost_idr"], lang, 0)
    cost, workers = _rounded(found, lang), stated(found.question.share_of_workers, lang)
    title = say(
        id=f"Bila {workers} angkatan kerja dilindungi, {share} dari sekitar {cost} "
        f"setahun jatuh di {top['name']}, tempat pekerjanya paling banyak",
        en=f"If {workers} of the labour force were covered, {share} of about {cost} a "
        f"year would fall to {top['name']}, where most workers are",
    )[lang]
    each = frame["cost_per_inhabitant_idr"]
    low, high = (rupiah(one, lang) for one in (each.min(), each.max()))
    what = say(
        id=f"Miliar rupiah, {asked_words(found, lang)}, per provinsi; makin gelap "
        f"makin besar biaya per penduduk terdaftar 2025 ({low} sampai {high}), yang "
        "hanya mengikuti tingkat partisipasi angkatan kerja (TPAK). Letak petak "
        "dianggap: skema, bukan peta",
        en=f"Billion rupiah, {asked_words(found, lang)}, by province; the darker the "
        f"more per inhabitant of the 2025 register ({low} to {high}), which follows "
        "the participation rate (TPAK) only. The place of a tile is assumed: a scheme, "
        "not a map",
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
    workers = stated(found.question.share_of_workers, lang)
    low, high = (rupiah(each.quantile(part), lang) for part in (0.05, 0.95))
    title = say(
        id=f"Bila {workers} angkatan kerja dilindungi, separuh wilayah akan membayar "
        f"kurang dari {middle} per penduduk; sembilan dari sepuluh wilayah antara "
        f"{low} dan {high}",
        en=f"If {workers} of the labour force were covered, half of the regions would "
        f"pay less than {middle} per inhabitant; nine out of ten between {low} and "
        f"{high}",
    )[lang]
    what = say(
        id=f"Banyaknya kabupaten dan kota ({len(frame)}) menurut rupiah per penduduk "
        f"terdaftar 2025, {asked_words(found, lang)}. Yang berbeda hanya tingkat "
        "partisipasi angkatan kerja (TPAK) Agustus 2021, sebab bagian umur 15 tahun "
        "ke atas dianggap sama",
        en=f"Number of regencies and cities ({len(frame)}) by rupiah per inhabitant of "
        f"the 2025 register, {asked_words(found, lang)}. Only the participation rate "
        "(TPAK) of August 2021 differs, since the share aged 15 and over is taken to "
        "be alike",
    )[lang]
    words = Words(title, what, _source(lang), spoken(title))
    kept = frame[["name", "kind", "participation_rate", "cost_per_inhabitant_idr"]]
    picture, (axes,) = page(words, kept, lang, Room(right=0.35, below=0.55))
    _bars(axes, frame, lang)
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
    roof, middle = axes.get_ylim()[1], rupiah(each.median(), lang)
    axes.set_ylim(0, 1.1 * roof)
    axes.text(each.median(), 1.03 * roof, f" median {middle}", size=8)
    axes.legend(loc="upper right")
    number_axis(axes, lang)
    number_axis(axes, lang, axis="x")
    axes.set_ylabel(say(id="wilayah", en="regions")[lang])
    axes.set_xlabel(
        say(id="rupiah per penduduk setahun", en="rupiah per inhabitant a year")[lang]
    )


@styled
def national_ledgers(found: National, lang: str = "en") -> Picture:
    """Draw what budgets pay, the fund keeps and households get, with intervals."""
    frame = ledgers(found, lang)
    cost, workers = _rounded(found, lang), stated(found.question.share_of_workers, lang)
    gets, ratio = _gets(frame, lang), beside_paid_in(found, lang)
    title = say(
        id=f"Bila {workers} angkatan kerja dilindungi, APBD akan membayar sekitar "
        f"{cost} setahun; rumah tangga diperkirakan menerima {gets} untuk kejadian "
        "tahun itu",
        en=f"If {workers} of the labour force were covered, local budgets would pay "
        f"about {cost} a year; households are expected to receive {gets} for the "
        "events of that year",
    )[lang]
    what = say(
        id="Posisi bersih, triliun rupiah, Indonesia, "
        f"{asked_words(found, lang)}; klaim untuk kejadian tahun itu, kapan pun "
        f"dibayar. {ratio}. Batang: nilai harapan; garis: 90 dari 100 kemungkinan, "
        "paling sedikit selebar ini. Dana JKK/JKM bersifat nasional, bukan kas daerah; "
        "hanya rentangnya digambar",
        en="Net positions, trillion rupiah, Indonesia, "
        f"{asked_words(found, lang)}; claims for the events of that year, whenever "
        f"paid. {ratio}. Bar: expected value; line: 90 in 100 possibilities, at least "
        "this wide. The JKK/JKM fund is national, not the regions'; only its interval "
        "is drawn",
    )[lang]
    told = frame.set_index("ledger")["text"].str.replace("\n", " ")
    told.index = told.index.str.replace("\n", " ")
    words = Words(title, what, _source(lang), spoken(title, listed(told, str)))
    room = Room(left=1.75, right=2.65, height=3.0)
    picture, (axes,) = page(words, frame.drop(columns="text"), lang, room)
    _positions(axes, frame, lang)
    return picture


def _gets(frame: pd.DataFrame, lang: str) -> str:
    low, high = (
        rupiah_short(frame[one].iloc[-1], lang, 1) for one in ("p05_idr", "p95_idr")
    )
    return say(id=f"{low} sampai {high}", en=f"{low} to {high}")[lang]


def ledgers(found: National, lang: str) -> pd.DataFrame:
    """Return the three ledgers of the nation: mean, p05 and p95, and a text.

    The fund, before the administrator's levy, has no mean: its sign is not known.
    """
    cost, gets = found.nation["cost_idr"], found.draws["claims_incurred_idr"][-1]
    ledger = {
        say(id="APBD semua wilayah", en="Budgets of all regions")[lang]: -cost,
        say(
            id="Dana JKK/JKM nasional,\nsebelum biaya pengelola",
            en="National JKK/JKM fund,\nbefore the levy",
        )[lang]: cost - gets,
        say(id="Rumah tangga", en="Households")[lang]: gets,
    }
    rows = [_ledger(name, np.atleast_1d(draws), lang) for name, draws in ledger.items()]
    rows[_FUND] |= {
        "mean_idr": np.nan,
        "text": rows[_FUND]["text"].split("\n")[-1].strip("()"),
    }
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
    widest = sizes.abs().max().max()
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
