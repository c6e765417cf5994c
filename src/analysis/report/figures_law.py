"""The law over time: what one worker costs a year, what a death pays, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.axes import Axes

from analysis.language import date_words, number, rupiah, say
from analysis.report.figures_axes import (
    label_ends,
    number_axis,
)
from analysis.report.figures_base import (
    ACCENT,
    INK,
    OURS,
    Picture,
    Room,
    Words,
    page,
    styled,
)
from analysis.report.figures_law_rules import END, draw_rules, panel_title
from analysis.report.labels import place
from analysis.report.law_events import Event, events
from analysis.report.sources import short_ids
from analysis.report.worker_price import FIRST_YEAR, LAST_YEAR, worker_prices
from analysis.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from analysis.law.dated import Law
    from analysis.model.projection import Results

MILLION = 1e6
HEIGHT_IN, GAP_IN, LANE_IN = 6.9, 0.46, 0.215
BAR_YEARS = 0.38


@styled
def law_timeline(results: Results, lang: str = "en") -> Picture:
    """Draw what a worker costs a year, what a death pays, and the rules behind it."""
    frame, found = worker_prices(results), events(results.law)
    title, what = _title(frame, lang), _what(results, lang)
    ids = sorted({name for event in found for name in event.sources})
    source = say(id="Sumber: hukum bertanggal", en="Source: dated law")[lang]
    wages = _wage_ids(results, frame, lang)
    listed = f"{source} {', '.join(short_ids(ids))}{wages}."
    words = Words(title, what, listed, _alt(title, frame, found, lang))
    room = Room(left=0.85, right=1.35, below=0.26, height=HEIGHT_IN, above=0.22)
    picture, (axes,) = page(words, frame, lang, room)
    cost, benefit, rules = _stack(axes, (1.6, 1.0), len(found) * LANE_IN)
    _costs(cost, frame, lang)
    _benefits(benefit, results.law, lang)
    draw_rules(rules, found, lang)
    return picture


def _stack(axes: Axes, ratios: tuple[float, float], last_in: float) -> list[Axes]:
    """Split the box of ``axes`` into stacked panels, the last of a fixed size."""
    picture, box = axes.figure, axes.get_position()
    height = picture.get_figheight()
    free = box.height - (last_in + 2 * GAP_IN) / height
    sizes = [free * part / sum(ratios) for part in ratios] + [last_in / height]
    axes.remove()
    panels, top = [], box.y1
    for size in sizes:
        panels.append(picture.add_axes((box.x0, top - size, box.width, size)))
        top -= size + GAP_IN / height
    for panel in panels:
        panel.set_xlim(FIRST_YEAR, END)
        years = range(FIRST_YEAR, END)
        panel.set_xticks([year + 0.5 for year in years], [str(y) for y in years])
        panel.tick_params(axis="x", length=0)
        for year in range(FIRST_YEAR + 1, END):
            panel.axvline(year, color="#f0f0f0", lw=0.6, zorder=0)
    return panels


def _costs(axes: Axes, frame: pd.DataFrame, lang: str) -> None:
    """Draw a bar a year at the BPU tariff and one on the minimum wage."""
    for name, tint, shift in (("bpu_idr_y", OURS, -0.2), ("pu_idr_y", ACCENT, 0.2)):
        for row in frame.itertuples():
            value = getattr(row, name)
            if pd.notna(value):
                _bar(axes, row.year + 0.5 + shift, value, tint, _certain(row, name))
    _paid_by_others(axes, frame)
    top = frame[["bpu_idr_y", "pu_idr_y", "planned_idr_y"]].max().max()
    axes.set_ylim(0, top * 1.12)
    number_axis(axes, lang)
    panel_title(
        axes,
        say(
            id="Iuran seorang pekerja setahun, rupiah",
            en="Contribution of one worker a year, rupiah",
        )[lang],
    )
    _cost_labels(axes, frame, lang)


def _certain(row: tuple, name: str) -> bool:
    """Say whether a bar is a whole year on a published wage."""
    wage = row.wage == "published" or name == "bpu_idr_y"
    return wage and row.months == MONTHS_PER_YEAR


def _bar(axes: Axes, spot: float, value: float, tint: str, certain: bool) -> None:
    face = tint if certain else "white"
    hatch = None if certain else "////"
    axes.bar(
        spot, value, BAR_YEARS, facecolor=face, edgecolor=tint, hatch=hatch, lw=0.8
    )


def _paid_by_others(axes: Axes, frame: pd.DataFrame) -> None:
    """Mark the discounted price of those who pay themselves, and the planned one."""
    cheaper = frame[frame["self_paid_idr_y"] < frame["bpu_idr_y"]]
    planned = frame[frame["planned_idr_y"].notna()]
    for rows, column, mark in (
        (cheaper, "self_paid_idr_y", "v"),
        (planned, "planned_idr_y", "D"),
    ):
        for year, value in zip(rows["year"], rows[column], strict=True):
            spot = [year + 0.3]
            axes.plot(spot, [value], mark, mfc="white", mec=INK, ms=6, mew=1.2)


def _cost_labels(axes: Axes, frame: pd.DataFrame, lang: str) -> None:
    last, texts = frame.iloc[-1], []
    umk = say(id="PU atas UMK", en="PU on the minimum wage")[lang]
    if pd.notna(last["pu_idr_y"]):
        texts.append((last["pu_idr_y"], f"{umk} {_k(last['pu_idr_y'], lang)}", ACCENT))
    texts.append((last["bpu_idr_y"], f"BPU {_k(last['bpu_idr_y'], lang)}", OURS))
    if pd.notna(last["planned_idr_y"]):
        plan = say(id="BPU, varian rencana", en="BPU, planned variant")[lang]
        shown = _k(last["planned_idr_y"], lang)
        texts.append((last["planned_idr_y"], f"◇ {plan} {shown}", INK))
    lowest = frame[frame["self_paid_idr_y"] < frame["bpu_idr_y"]]
    if len(lowest):
        cheap = lowest.iloc[0]
        own = say(id="BPU bayar sendiri", en="BPU, self-paid")[lang]
        shown = _k(cheap["self_paid_idr_y"], lang)
        texts.append(
            (cheap["self_paid_idr_y"], f"▽ {own} {cheap['year']}: {shown}", INK)
        )
    label_ends(axes, texts)


def _k(value: float, lang: str) -> str:
    return rupiah(round(value), lang)


def _benefits(axes: Axes, law: Law, lang: str) -> None:
    """Draw the benefit of a death, and of one in the first months, by month."""
    months = [(y, m) for y in range(FIRST_YEAR, END) for m in range(MONTHS_PER_YEAR)]
    months = [(y, m) for y, m in months if f"{y}-{m + 1:02d}" >= f"{FIRST_YEAR}-07"]
    at = [year + step / MONTHS_PER_YEAR for year, step in months] + [END]
    names = [f"{year}-{step + 1:02d}" for year, step in months]
    full = [float(law.value("jkm_death_idr", name)) / MILLION for name in names]
    early = [float(law.value("jkm_early_death_idr", name)) / MILLION for name in names]
    axes.step(at, [*full, full[-1]], where="post", color=INK)
    apart = [e if e != f else float("nan") for e, f in zip(early, full, strict=True)]
    axes.step(at, [*apart, apart[-1]], where="post", color=ACCENT)
    axes.set_ylim(0, max(full) * 1.2)
    number_axis(axes, lang)
    head = say(
        id="Santunan kematian JKM, juta rupiah", en="JKM death benefit, Rp million"
    )
    panel_title(axes, head[lang])
    later = say(id="kematian sesudah itu", en="later deaths")[lang]
    texts = [(full[-1], f"{later} {number(full[-1], lang)}", INK)]
    if apart[-1] == apart[-1]:
        first = say(id="bulan-bulan pertama", en="first months")[lang]
        texts.append((apart[-1], f"{first} {number(apart[-1], lang)}", ACCENT))
    label_ends(axes, texts)


def _title(frame: pd.DataFrame, lang: str) -> str:
    whole = frame[frame["months"] == MONTHS_PER_YEAR]
    usual = whole["bpu_idr_y"].mode().iloc[-1]
    less = whole.loc[whole["bpu_idr_y"] < usual, "year"]
    years = f"{less.min()}-{less.max()}" if len(less) else "-"
    bpu = rupiah(usual, lang)
    flat = say(
        id=f"Tarif BPU {bpu} setahun, hanya lebih rendah pada {years}",
        en=f"The BPU price is {bpu} a year, lower only in {years}",
    )[lang]
    known = whole[whole["wage"] == "published"]
    if known["year"].nunique() <= 1:
        return flat
    first, last = known.iloc[0], known.iloc[-1]
    grown = number(100 * (last["pu_idr_y"] / first["pu_idr_y"] - 1), lang)
    return say(
        id=f"{flat}; atas UMK naik {grown}% dari {first['year']} ke {last['year']}",
        en=f"{flat}; on the minimum wage it rose by {grown}% from {first['year']} to "
        f"{last['year']}",
    )[lang]


def _what(results: Results, lang: str) -> str:
    return say(
        id=f"JKK dan JKM seorang pekerja yang dibayar APBD di {place(results)}, "
        f"{FIRST_YEAR}-{LAST_YEAR}; arsir: tahun tidak penuh atau upah diproyeksikan; "
        "tanpa batang: UMK tidak ditemukan",
        en=f"JKK and JKM of one APBD-paid worker in {place(results)}, "
        f"{FIRST_YEAR}-{LAST_YEAR}; hatched: part of a year or a projected wage; no "
        "bar: no minimum wage found",
    )[lang]


def _wage_ids(results: Results, frame: pd.DataFrame, lang: str) -> str:
    years = frame.loc[frame["wage"] == "published", "year"]
    if years.empty:
        return ""
    code = results.scenario.region
    return say(
        id=f"; UMK U-{code}-{years.iloc[0]} sampai U-{code}-{years.iloc[-1]}",
        en=f"; minimum wages U-{code}-{years.iloc[0]} to U-{code}-{years.iloc[-1]}",
    )[lang]


def _alt(title: str, frame: pd.DataFrame, found: list[Event], lang: str) -> str:
    rules = "; ".join(
        f"{date_words(event.month, lang)} {event.text[lang]}" for event in found
    )
    return f"{title}. {rules}."
