"""Colours: one a group and one a payer in every picture, and legible letters.

All of them stay apart under the three kinds of colour blindness; a test simulates it.
"""

from __future__ import annotations

WHITE, BLACK = "#ffffff", "#000000"
LEGIBLE = 4.5  # WCAG contrast of small letters against what is behind them
_STEP = 0.94  # how much darker at each trial

# Okabe-Ito first, then colours that stay far from them when simulated
SEGMENTS = {
    "rt_rw": "#0072b2",
    "kader": "#e69f00",
    "nelayan": "#56b4e9",
    "kebersihan": "#cc79a7",
    "linmas": "#88aa88",
    "non_asn": "#d55e00",
    "petani": "#117733",
    "pekerja_rentan": "#8866ee",
    "pekerja_rentan_provinsi": "#886666",
    "pekerja_informal": "#660066",
    "adhoc_kpu": "#cccc88",
    "adhoc_bawaslu": "#444444",
    "lkk": "#4422aa",
    "karang_taruna": "#aaccee",
    "marbot": "#eecc66",
    "guru_ngaji": "#aa4488",
    "umkm": "#66aa66",
    "parkir": "#ee8844",
    "opang": "#aa0000",
    "buruh_serabutan": "#8888ee",
    "perangkat_desa": "#224422",
}
_OTHERS = ("#8800ee", "#ee2244", "#cc00aa", "#660088")
FUNDERS = {
    "apbd": "#0072b2",
    "dbh_cht": "#e69f00",
    "dbh_sawit": "#117733",
    "silpa": "#d55e00",
    "provinsi": "#cc79a7",
    "dana_desa": "#4422aa",
    "csr": "#56b4e9",
    "mandiri": "#88aa88",
}


def colour(slug: str) -> str:
    """Return the colour of a group; an unknown one keeps one by its letters."""
    return _known(SEGMENTS, slug)


def funder_colour(slug: str) -> str:
    """Return the colour of a payer; an unknown one keeps one by its letters."""
    return _known(FUNDERS, slug)


def _known(colours: dict[str, str], slug: str) -> str:
    return colours.get(slug) or _OTHERS[sum(map(ord, slug)) % len(_OTHERS)]


def contrast(one: str, other: str) -> float:
    """Return the WCAG contrast of two colours (``#rrggbb``), 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(tint: str, behind: str = WHITE) -> str:
    """Return the colour, darkened until small letters of it can be read."""
    parts = _parts(tint)
    while contrast(_hex(parts), behind) < LEGIBLE and max(parts) > 0:
        parts = [int(part * _STEP) for part in parts]
    return _hex(parts)


def on(tint: str) -> str:
    """Return white or black, whichever is read better on a filled shape."""
    return max((WHITE, BLACK), key=lambda letters: contrast(letters, tint))


def _parts(tint: str) -> list[int]:
    return [int(tint[i : i + 2], 16) for i in (1, 3, 5)]


def _hex(parts: list[int]) -> str:
    return "#" + "".join(f"{part:02x}" for part in parts)


def _luminance(tint: str) -> float:
    shares = [part / 255 for part in _parts(tint)]
    red, green, blue = (
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4
        for one in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
