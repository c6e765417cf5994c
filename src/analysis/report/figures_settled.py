"""Claims that should add up, balanced under each set of weights, as a picture."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from analysis.language import number, say
from analysis.report.balances import (
    balanced_claims,
    claim_name,
    p_words,
    places,
    responsible,
    verdicts,
)
from analysis.report.figures_base import (
    INK,
    OURS,
    QUIET,
    WARN,
    Picture,
    Room,
    Words,
    message,
    page,
    spoken,
    styled,
)
from analysis.report.labels import place

if TYPE_CHECKING:
    from analysis.model.projection import Results

TINTS = (OURS, "#009e73", "#e69f00", "#8c6bb1", "#56b4e9")
MARKS = ("o", "s", "D", "^", "P")
NAME_CHARS = 34
ONE_IN_100 = 2.576  # |z| beyond which one normal figure in a hundred lies
LANE_IN, DODGE = 0.34, 0.19


@styled
def weights(results: Results, lang: str = "en") -> Picture:
    """Draw for each balanced claim its adjustment and z under every set of weights."""
    frame = balanced_claims(results.scenario.region, lang)
    if frame.empty:
        return message(_NONE[lang], place(results), lang)
    sets = verdicts(frame)
    title, what = _title(frame, sets, lang), _WHAT[lang]
    ids = ", ".join(dict.fromkeys(frame["claim_id"]))
    source = say(id=f"Sumber: bukti {ids}.", en=f"Source: evidence {ids}.")[lang]
    used = frame[frame["chosen"]].drop_duplicates("claim_id").set_index("claim_id")
    told = [
        f"{key}: {_used(str(key), one, lang)}" for key, one in used["balanced"].items()
    ]
    words = Words(title, what, source, spoken(title, *told))
    lanes = frame.groupby("settlement_id")["claim_id"].nunique().sum()
    lines = -(-len(sets) // 2)
    room = Room(
        left=2.3,
        right=0.95,
        above=0.14 + 0.17 * lines,
        height=2.1 + LANE_IN * max(lanes, 3) + 0.17 * lines,
        panels=2,
        gap=0.3,
        below=0.62,
    )
    picture, (moved, scaled) = page(words, frame, lang, room)
    rows = _rows(frame)
    styles = _styles(sets)
    for axes, column in ((moved, "adjustment_share"), (scaled, "z")):
        _dots(axes, frame, rows, styles, column)
    _finish(moved, scaled, rows, frame, lang)
    _legend(moved, sets, styles, lang)
    return picture


_NONE = say(
    id="Tidak ada angka daerah ini yang perlu diseimbangkan",
    en="No figures of this place needed to be balanced",
)
_WHAT = say(
    id="Penyesuaian tiap angka agar jumlahnya pas, di bawah tiap himpunan bobot; "
    "garis: rentang himpunan yang diterima; silang: ditolak; kanan: nilai yang dipakai",
    en="How far each figure moves so that the sums close, under each set of weights; "
    "line: range of the sets accepted; cross: refused; right: the value used",
)


def _title(frame: pd.DataFrame, sets: pd.DataFrame, lang: str) -> str:
    refused = sets[~sets["publishable"]]
    if refused.empty:
        largest = frame.loc[frame["adjustment_share"].abs().idxmax()]
        size = number(100 * abs(largest["adjustment_share"]), lang, 1)
        return say(
            id=f"Di bawah {len(sets)} himpunan bobot tidak ada angka yang bergeser "
            f"lebih dari {size}%",
            en=f"Under {len(sets)} sets of weights no figure moves by more than "
            f"{size}%",
        )[lang]
    first = refused.iloc[0]
    rows = frame[frame["weights"] == first["weights"]]
    names = ", ".join(responsible(rows))
    p = p_words(first["p_value"], lang)
    return say(
        id=f"Himpunan {first['weights']} ditolak (p = {p}); yang bertanggung jawab: "
        f"{names}",
        en=f"Set {first['weights']} is refused (p = {p}); responsible: {names}",
    )[lang]


def _rows(frame: pd.DataFrame) -> list[tuple[str, str]]:
    """Return (settlement, claim) in the order of the table."""
    pairs = zip(frame["settlement_id"], frame["claim_id"], strict=True)
    return list(dict.fromkeys(pairs))


def _styles(sets: pd.DataFrame) -> dict[tuple[str, str], dict]:
    styles, free = {}, iter(zip(TINTS, MARKS, strict=True))
    for row in sets.itertuples():
        key = (row.settlement_id, row.weights)
        if not row.publishable:
            styles[key] = {"color": WARN, "marker": "x", "ms": 7, "mew": 2.0}
            continue
        tint, mark = next(free)
        face = tint if row.chosen else "white"
        styles[key] = {"color": tint, "marker": mark, "mfc": face, "ms": 6, "mew": 1.3}
    return styles


def _dots(
    axes: Axes,
    frame: pd.DataFrame,
    rows: list[tuple[str, str]],
    styles: dict[tuple[str, str], dict],
    column: str,
) -> None:
    factor = 100 if column == "adjustment_share" else 1
    order = list(styles)
    for lane, (settlement, claim) in enumerate(rows):
        own = (frame["settlement_id"] == settlement) & (frame["claim_id"] == claim)
        part = frame[own]
        fine = factor * part.loc[part["publishable"], column]
        if len(fine):
            axes.plot([fine.min(), fine.max()], [lane, lane], color="#cccccc", lw=5)
        for row in part.itertuples():
            value = factor * getattr(row, column)
            key = (settlement, row.weights)
            sets = [other for other in order if other[0] == settlement]
            shift = (sets.index(key) - (len(sets) - 1) / 2) * DODGE
            axes.plot([value], [lane + shift], linestyle="none", **styles[key])


def _finish(
    moved: Axes,
    scaled: Axes,
    rows: list[tuple[str, str]],
    frame: pd.DataFrame,
    lang: str,
) -> None:
    for axes in (moved, scaled):
        axes.axvline(0, color=QUIET, lw=0.8)
        axes.set_ylim(len(rows) - 0.4, -0.6)
        axes.grid(True, axis="both")
        axes.margins(x=0.12)
    names = [fill(claim_name(frame, claim, lang), NAME_CHARS) for _, claim in rows]
    moved.set_yticks(range(len(rows)), names, size=8)
    scaled.set_yticks(range(len(rows)), [""] * len(rows))
    scaled.axvspan(-ONE_IN_100, ONE_IN_100, color="#f1f1f1", lw=0, zorder=0)
    moved.set_xlabel(say(id="penyesuaian, %", en="adjustment, %")[lang])
    label = say(
        id="penyesuaian / simpangan bakunya (z)\nabu-abu: 99 dari 100 bila sd benar",
        en="adjustment / its sd (z)\ngrey: 99 of 100 where the sd is right",
    )
    scaled.set_xlabel(label[lang])
    used = frame[frame["chosen"]].set_index(["settlement_id", "claim_id"])["balanced"]
    for lane, key in enumerate(rows):
        scaled.text(
            *(1.04, lane, _used(key[1], used.get(key), lang)),
            transform=scaled.get_yaxis_transform(),
            va="center",
            size=8,
            color=INK,
        )


def _used(claim_id: str, balanced: float | None, lang: str) -> str:
    """Return the value used for a claim, or that it is held apart."""
    from analysis.evidence.settled import settled

    one = settled(claim_id)
    if balanced is None or one is None or one.quantity is None:
        return say(id="dipisahkan", en="held apart")[lang]
    return number(balanced, lang, places(balanced))


def _legend(
    axes: Axes, sets: pd.DataFrame, styles: dict[tuple[str, str], dict], lang: str
) -> None:
    refused = say(id="ditolak", en="refused")[lang]
    used = say(id="dipakai", en="used")[lang]
    handles = []
    for row in sets.itertuples():
        said = "" if row.publishable else f", {refused}"
        said += f", {used}" if row.chosen else ""
        text = f"{row.weights}: p = {p_words(row.p_value, lang)}{said}"
        style = styles[row.settlement_id, row.weights]
        handles.append(Line2D([], [], linestyle="none", label=text, **style))
    axes.legend(
        handles=handles,
        loc="lower left",
        bbox_to_anchor=(-0.02, 1.0),
        ncol=2,
        borderaxespad=0.3,
        handletextpad=0.4,
    )
