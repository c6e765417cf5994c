"""Pictures of all regions: a tile map of provinces and a league of published people."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, to_hex
from matplotlib.patches import Rectangle

from analysis.language import number, say
from analysis.report import region_frames
from analysis.report.colours import on
from analysis.report.figures_axes import name_axis, number_axis
from analysis.report.figures_base import (
    FILLED,
    OURS,
    POINTS_PER_IN,
    Picture,
    Room,
    Words,
    page,
    styled,
)
from analysis.report.figures_text import wrapped
from analysis.report.labels import claim_label

SHOWN_AT_MOST = 20
_SHADES = LinearSegmentedColormap.from_list("known", ["#f2f2f2", "#9ecae1", "#08519c"])
_GAP = 0.05  # between tiles, of a tile
_TILE_PT, _ROW_IN = 8.0, 0.215


@styled
def tile_map(lang: str = "en") -> Picture:
    """Draw a tile a province: regions with figures of their own, of all it has."""
    frame = region_frames.tiles().join(region_frames.provinces())
    known, every = int(frame["with_own"].sum()), int(frame["regions"].sum())
    none = int((frame["with_own"] == 0).sum())
    title = say(
        id=f"{known} dari {every} kabupaten dan kota punya angka sendiri; {none} "
        "provinsi tanpa satu pun",
        en=f"{known} of {every} regencies and cities have figures of their own; {none} "
        "provinces have none",
    )[lang]
    what = say(
        id="Kabupaten dan kota yang diketahui lebih dari penduduk, luas dan "
        "partisipasi kerja, dari semua di provinsi itu, Indonesia; makin gelap makin "
        "besar bagiannya. Letak petak dianggap: skema, bukan peta",
        en="Regencies and cities of which more than population, area and participation "
        "is known, of all in the province, Indonesia; the darker the larger the share. "
        "The place of a tile is assumed: a scheme, not a map",
    )[lang]
    source = say(
        id="Sumber: buku bukti dan data/regions; wilayah kemendagri-2025.",
        en="Source: evidence ledger and data/regions; regions kemendagri-2025.",
    )[lang]
    words = Words(title, what, source, _map_alt(title, frame, lang))
    units = {"regions": "count", "with_own": "count", "own_facts": "count"}
    room = Room(left=0.14, right=0.14, below=0.08, height=4.3, above=0.06)
    table = frame.drop(columns=["column", "row"])
    picture, (axes,) = page(words, table, lang, room, units=units)
    share = frame["with_own"] / frame["regions"]
    counts = [f"{row.with_own}/{row.regions}" for row in frame.itertuples()]
    draw_tiles(axes, frame, share / share.max(), counts)
    return picture


def _map_alt(title: str, frame: pd.DataFrame, lang: str) -> str:
    seen = frame[frame["with_own"] > 0].sort_values("with_own", ascending=False)
    of = say(id="dari", en="of")[lang]
    listed = "; ".join(
        f"{row.province_name} {row.with_own} {of} {row.regions}"
        for row in seen.itertuples()
    )
    return f"{title}. {listed}."


def draw_tiles(
    axes: Axes, frame: pd.DataFrame, shade: pd.Series, counts: Sequence[str]
) -> None:
    """Draw a tile a province with its name and a count, darker with ``shade`` (0-1).

    ``frame``: short, column, row by province, as ``region_frames.tiles`` has them.
    """
    axes.set_axis_off()
    axes.set_xlim(0, frame["column"].max() + 1)
    axes.set_ylim(frame["row"].max() + 1, 0)
    picture = axes.figure
    wide_in = axes.get_position().width * picture.get_figwidth()
    room_pt = wide_in * POINTS_PER_IN * (1 - 2 * _GAP) / (frame["column"].max() + 1)
    side = 1 - 2 * _GAP
    for row, part, count in zip(frame.itertuples(), shade, counts, strict=True):
        tint = to_hex(_SHADES(part))
        corner = (row.column + _GAP, row.row + _GAP)
        axes.add_patch(Rectangle(corner, side, side, facecolor=tint, lw=0))
        name = "\n".join(wrapped(row.short, room_pt, _TILE_PT, most=2))
        look = {"ha": "center", "size": _TILE_PT, "gid": FILLED, "color": on(tint)}
        middle = row.column + 0.5
        axes.text(middle, row.row + 0.36, name, va="center", linespacing=1.0, **look)
        axes.text(middle, row.row + 0.78, count, va="center", weight="bold", **look)


@styled
def regions(lang: str = "en") -> Picture:
    """Draw the people each region last said it pays for, per 1,000 inhabitants."""
    frame = region_frames.published_members()
    shown = frame.head(SHOWN_AT_MOST)
    top = shown.iloc[0]
    most, least = (number(one, lang) for one in frame["members_per_1000"].iloc[[0, -1]])
    title = say(
        id=f"{top['region_name']} terakhir menyebut {most} peserta per 1.000 penduduk; "
        f"{len(frame)} wilayah menerbitkan angkanya",
        en=f"{top['region_name']} last named {most} members per 1,000 inhabitants; "
        f"{len(frame)} regions have published a count",
    )[lang]
    what = _regions_what(len(shown), len(frame), least, lang)
    source = say(id="Sumber: bukti", en="Source: evidence")[lang]
    ids = ", ".join(shown["claim_id"])
    people = say(id="Penduduk: kemendagri-2025.", en="Inhabitants: kemendagri-2025.")
    listed = "; ".join(
        f"{row.region_name} {number(row.members_per_1000, lang, 1)}"
        for row in shown.itertuples()
    )
    words = Words(title, what, f"{source} {ids}. {people[lang]}", f"{title}. {listed}.")
    room = Room(left=1.75, right=2.6, height=1.85 + _ROW_IN * len(shown), below=0.5)
    picture, (axes,) = page(words, shown, lang, room)
    _bars(axes, shown, lang)
    return picture


def _regions_what(shown: int, every: int, least: str, lang: str) -> str:
    return say(
        id="Peserta yang dibayar pemerintah per 1.000 penduduk menurut angka terbit "
        f"terakhir, {shown} terbesar dari {every} (terkecil {least}), Indonesia. Bukan "
        "peringkat: kelompok dan tanggal berbeda; pekat: semua yang dibayar, pucat: "
        "satu kelompok saja",
        en="Members governments pay for per 1,000 inhabitants by the last published "
        f"count, the {shown} largest of {every} (least {least}), Indonesia. No merit "
        "list: groups and dates differ; dark: all who are paid for, pale: one group "
        "only",
    )[lang]


def _bars(axes: Axes, frame: pd.DataFrame, lang: str) -> None:
    whole = (frame["segment"] == region_frames.WHOLE).tolist()
    bars = axes.barh(range(len(frame)), frame["members_per_1000"], height=0.7)
    for bar, dark in zip(bars, whole, strict=True):
        bar.set(facecolor=OURS if dark else "#b8d8ee", edgecolor=OURS, lw=0.6)
    for spot, row in enumerate(frame.to_dict("records")):
        rate = number(row["members_per_1000"], lang, 1)
        group = claim_label({"segment": row["segment"], "concept": "members"}, lang)
        text = f"{rate}   {number(row['people'], lang)} · {row['as_of'][:4]} · {group}"
        beside = axes.get_yaxis_transform()
        axes.text(1.02, spot, text, va="center", size=8, transform=beside)
    name_axis(axes, [_short(name) for name in frame["region_name"]], lines=1)
    axes.set_xlim(0, frame["members_per_1000"].max() * 1.02)
    number_axis(axes, lang, axis="x")
    axes.set_xlabel(say(id="per 1.000 penduduk", en="per 1,000 inhabitants")[lang])


def _short(name: str) -> str:
    return name.replace("Kabupaten ", "Kab. ")
