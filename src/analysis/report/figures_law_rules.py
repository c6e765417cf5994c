"""The rules of a time line: one lane each, where it begins and where it ends."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.patches import Patch

from analysis.language import say
from analysis.report.figures_base import (
    ACCENT,
    INK,
    OURS,
)
from analysis.report.law_events import BENEFIT, DUTY, OTHERS, PLANNED, PRICE, Event
from analysis.report.worker_price import FIRST_YEAR, LAST_YEAR
from analysis.units import MONTHS_PER_YEAR

END = LAST_YEAR + 1
TINTS = {PRICE: OURS, BENEFIT: INK, OTHERS: "#8a8a8a", DUTY: "#8a8a8a", PLANNED: ACCENT}


def panel_title(axes: Axes, text: str) -> None:
    """Write what a panel shows over its left edge."""
    axes.set_title(text, loc="left", fontsize=8.6, color=INK, pad=5, weight="bold")


def draw_rules(axes: Axes, found: list[Event], lang: str) -> None:
    """Draw one lane a rule: a dot where it begins, a bar where it also ends."""
    axes.set_ylim(len(found) - 0.4, -0.6)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    middle = (FIRST_YEAR + END) / 2
    for lane, event in enumerate(found):
        start, end = _spot(event.month), _spot(event.end or event.month)
        tint = TINTS[event.kind]
        if event.end:
            axes.barh(lane, end - start, 0.5, left=start, color=tint)
        else:
            hollow = event.kind in (OTHERS, DUTY, PLANNED)
            face = "white" if hollow else tint
            axes.plot([start], [lane], "o", ms=6, color=tint, mfc=face, mew=1.3)
        right = start < middle
        spot = end + 0.2 if right else start - 0.2
        axes.text(
            spot,
            lane,
            event.text[lang],
            ha="left" if right else "right",
            va="center",
            size=8,
            color=tint if event.kind != OTHERS else INK,
        )
    panel_title(axes, say(id="Aturannya", en="The rules")[lang])
    _kinds(axes, lang)


def _kinds(axes: Axes, lang: str) -> None:
    words = {
        PRICE: say(id="mengubah harga", en="moves the price"),
        BENEFIT: say(id="mengubah manfaat", en="moves the benefit"),
        OTHERS: say(id="harga peserta APBD tetap", en="leaves APBD-paid as is"),
        PLANNED: say(id="rencana", en="planned"),
    }
    handles = [
        Patch(
            facecolor="white" if kind in (OTHERS, PLANNED) else TINTS[kind],
            edgecolor=TINTS[kind],
            label=text[lang],
        )
        for kind, text in words.items()
    ]
    axes.legend(
        handles=handles,
        loc="lower right",
        bbox_to_anchor=(1.27, 1.0),
        ncol=len(handles),
        borderaxespad=0.3,
        handlelength=1.0,
        columnspacing=1.2,
        fontsize=8,
    )


def _spot(month: str) -> float:
    return int(month[:4]) + (int(month[5:]) - 1) / MONTHS_PER_YEAR
