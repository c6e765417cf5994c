"""What a machine can see in a picture: texts outside, on each other, small or pale."""

from __future__ import annotations

import itertools

import numpy as np
from matplotlib import style
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.text import Text

from analysis.report.colours import LEGIBLE, contrast
from analysis.report.figures_base import LOOK

DPI = 60
LEAST_PT = 8.0
MOST_TITLE_LINES = 3
EDGE_PT = 1.0  # letters may touch the edge of the picture, no more
CLOSE_PT = (1.0, 2.2)  # boxes hold air above and below the letters
ROUNDED = 0.05  # of the contrast: colours are whole numbers


def faults(picture, most_title_lines=MOST_TITLE_LINES):
    """List everything wrong with the texts of a picture, in words."""
    return [*text_faults(picture), *unsaid(picture, most_title_lines)]


def text_faults(picture, least_pt=LEAST_PT):
    """List texts outside, on each other, small or pale."""
    with style.context(LOOK):
        picture.set_dpi(DPI)
        canvas = FigureCanvasAgg(picture)
        canvas.draw()
        found = [(text, box_of(text, canvas)) for text in shown(picture)]
        behind = without(picture, [text for text, _ in found])
    return [
        *outside(picture, found),
        *overlapping(found),
        *small(found, least_pt),
        *pale(found, behind),
    ]


def shown(picture):
    """Texts that are drawn: of ticks only those within the axis."""
    hidden = set().union(*map(not_drawn, picture.axes))
    for text in picture.findobj(Text):
        is_said = text.get_text().strip() and text.get_visible()
        if is_said and text not in hidden:
            yield text


def not_drawn(axes):
    """Texts an axes holds and does not draw."""
    if not axes.axison:
        return {*axes.xaxis.findobj(Text), *axes.yaxis.findobj(Text)}
    hidden = set()
    for axis in (axes.xaxis, axes.yaxis):
        drawn = {id(tick) for tick in axis._update_ticks()}
        for tick in (*axis.majorTicks, *axis.minorTicks):
            if id(tick) not in drawn:
                hidden |= {tick.label1, tick.label2}
    return hidden


def box_of(text, canvas):
    """Box of a text in points: left, bottom, right, top."""
    box = Text.get_window_extent(text, canvas.get_renderer())
    return np.array([box.x0, box.y0, box.x1, box.y1]) * 72 / DPI


def without(picture, texts):
    for text in texts:
        text.set_visible(False)
    canvas = FigureCanvasAgg(picture)
    canvas.draw()
    for text in texts:
        text.set_visible(True)
    return np.asarray(canvas.buffer_rgba())[:, :, :3]


def outside(picture, found):
    width, height = (72 * inches for inches in picture.get_size_inches())
    for text, (left, bottom, right, top) in found:
        if min(left, bottom, width - right, height - top) < -EDGE_PT:
            yield f"outside: {text.get_text()!r}"


def overlapping(found):
    for (one, a), (other, b) in itertools.combinations(found, 2):
        wide = min(a[2], b[2]) - max(a[0], b[0])
        high = min(a[3], b[3]) - max(a[1], b[1])
        if wide > CLOSE_PT[0] and high > CLOSE_PT[1]:
            yield f"overlap: {one.get_text()!r} and {other.get_text()!r}"


def small(found, least_pt):
    for text, _ in found:
        if text.get_fontsize() < least_pt:
            yield f"small ({text.get_fontsize()} pt): {text.get_text()!r}"


def pale(found, behind):
    for text, box in found:
        seen = contrast(to_hex(text.get_color()), ground(behind, box))
        if seen < LEGIBLE - ROUNDED:
            yield f"pale ({seen:.1f}): {text.get_text()!r}"


def ground(behind, box):
    """The usual colour behind a text."""
    height = behind.shape[0]
    left, bottom, right, top = (round(one * DPI / 72) for one in box)
    part = behind[max(height - top, 0) : height - bottom, max(left, 0) : right]
    middle = np.median(part.reshape(-1, 3), axis=0) if part.size else [255] * 3
    return "#" + "".join(f"{int(one):02x}" for one in middle)


def unsaid(picture, most_title_lines):
    words = picture.words
    if len(words.alt) < 40:
        yield f"alt text: {words.alt!r}"
    if picture.texts[0].get_text().count("\n") >= most_title_lines:
        yield f"title of too many lines: {words.title!r}"
