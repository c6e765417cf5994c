"""A picture of the evidence: every count of people published, and its status."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, LogLocator

from analysis.language import date_words, number, say
from analysis.report.balances import row_name
from analysis.report.colours import SEGMENTS
from analysis.report.figures_base import (
    INK,
    POINTS_PER_IN,
    Picture,
    Room,
    Words,
    message,
    page,
    spoken,
    styled,
)
from analysis.report.figures_text import wrapped
from analysis.report.labels import place

if TYPE_CHECKING:
    from analysis.model.projection import Results

SHOWN_AT_MOST = 24
_NAMES_IN = 2.95
_NAME_PT = (_NAMES_IN - 0.16) * POINTS_PER_IN
# statuses drawn half filled, and hollow
_STATES = (
    ("reconciled",),
    ("held apart", "rejected", "label-corrected", "typo-corrected"),
)


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
    counts = (len(every), *(int(every["status"].isin(s).sum()) for s in _STATES))
    title = _evidence_title(counts, name, lang)
    what = say(
        id="Orang (skala logaritma), menurut tanggal; penuh: diterima; setengah: "
        "diseimbangkan; kosong: dipisahkan, diperbaiki atau ditolak; id bukti di kanan",
        en="People (logarithmic scale), by date; filled: accepted; half: balanced; "
        "hollow: held apart, repaired or rejected; evidence ids at the right",
    )[lang]
    source = say(id="Sumber: buku bukti", en="Source: evidence ledger")[lang]
    ids = ", ".join(frame["claim_id"])
    told = [
        f"{row_name(row, lang)}, {_month(row, lang)}: {number(row['value'], lang)}"
        for _, row in frame.iterrows()
    ]
    words = Words(title, what, f"{source}: {ids}.", spoken(title, *told))
    room = Room(left=_NAMES_IN, right=1.2, height=1.75 + 0.26 * max(len(frame), 3))
    picture, (axes,) = page(words, frame, lang, room, units={"value": "people"})
    _dots(axes, frame, lang)
    return picture


def _evidence_title(counts: tuple[int, ...], name: str, lang: str) -> str:
    every, balanced, apart = counts
    opening = say(
        id=f"{every} jumlah orang pernah diterbitkan untuk {name}",
        en=f"{every} counts of people were published for {name}",
    )[lang]
    if not balanced and not apart:
        return opening + say(id=", semuanya diterima", en=", all accepted")[lang]
    parts = []
    if balanced:
        parts.append(say(id="{} diseimbangkan", en="{} are balanced"))
    if apart:
        text = say(
            id="{} dipisahkan, diperbaiki atau ditolak",
            en="{} are held apart, repaired or rejected",
        )
        parts.append(text)
    sizes = [size for size in (balanced, apart) if size]
    said = [part[lang].format(n) for part, n in zip(parts, sizes, strict=True)]
    return f"{opening}; {', '.join(said)}"


def _month(row: pd.Series, lang: str) -> str:
    """Return month and year of a count in words, the year where no more is known."""
    return date_words(row["as_of"][: len("2024-08")], lang)


def _dots(axes: Axes, frame: pd.DataFrame, lang: str) -> None:
    for spot, row in frame.iterrows():
        tint = SEGMENTS.get(str(row["segment"]), INK)
        face = "white" if row["status"] in _STATES[1] else tint
        style = "left" if row["status"] in _STATES[0] else "full"
        axes.plot(
            *([row["value"]], [spot], "o"),
            color=tint,
            markerfacecolor=face,
            markerfacecoloralt="white",
            fillstyle=style,
            mew=1.4,
            ms=6,
        )
        axes.annotate(
            f"{number(row['value'], lang)}  {row['claim_id']}",
            (1.01, spot),
            xycoords=axes.get_yaxis_transform(),
            va="center",
            size=8,
            color=INK,
            annotation_clip=False,
        )
    names = [
        "\n".join(
            wrapped(f"{row_name(row, lang)}, {_month(row, lang)}", _NAME_PT, 8, most=2)
        )
        for _, row in frame.iterrows()
    ]
    axes.set_yticks(range(len(frame)), names, size=8, linespacing=0.95)
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
