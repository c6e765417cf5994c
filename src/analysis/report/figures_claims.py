"""Pictures of claims: three ledgers, expected deaths, the ratio and its break-even."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.axes import Axes

from analysis.language import Text, number, percent, rupiah, rupiah_short, say
from analysis.report import frames
from analysis.report.colours import colour
from analysis.report.figures_axes import (
    from_zero,
    label_ends,
    name_axis,
    number_axis,
    year_axis,
)
from analysis.report.figures_base import (
    ACCENT,
    INK,
    OURS,
    Picture,
    Room,
    Words,
    ends,
    listed,
    message,
    page,
    spoken,
    styled,
)
from analysis.report.figures_entitled import span, years_without
from analysis.report.figures_fan import draw_fan, interval_words, money_scale
from analysis.report.labels import funder_label, place, short_label
from analysis.report.sentences_claims import SMALL
from analysis.report.sources import source_line

if TYPE_CHECKING:
    from analysis.model.projection import Results


@styled
def ledgers(results: Results, lang: str = "en", year: int | None = None) -> Picture:
    """Draw the net position of each payer, the fund and households, one year."""
    year = year or frames.first_year(results)
    net = frames.ledgers(results).loc[year]
    scale, unit = money_scale(net.abs().max(), lang)
    names = [_ledger_name(name, lang) for name in net.index]
    gain = net["households"]
    title = say(
        id=f"Pembayar mengeluarkan {rupiah_short(-_payers(net), lang)} pada {year}, "
        f"rumah tangga menerima {rupiah_short(gain, lang)}",
        en=f"Payers spend {rupiah_short(-_payers(net), lang)} in {year}, households "
        f"receive {rupiah_short(gain, lang)}",
    )[lang]
    what = say(
        id=f"Posisi bersih, {unit}, {place(results)}, proyeksi {year}; klaim menurut "
        "tahun kejadian, kapan pun dibayar; jumlahnya nol; dana JKK/JKM bersifat "
        "nasional, bukan kas daerah",
        en=f"Net positions, {unit}, {place(results)}, projected {year}; claims by year "
        "of the event, whenever paid; they add to zero; the JKK/JKM fund is national, "
        "not the city's",
    )[lang]
    told = listed(pd.Series(net.to_numpy(), names), lambda v: rupiah(v, lang))
    words = Words(title, what, source_line(results, lang), spoken(title, told))
    frame = net.rename("net_idr").rename_axis("ledger").reset_index()
    room = Room(left=1.75, right=0.4, height=1.75 + 0.45 * len(net))
    picture, (axes,) = page(words, frame, lang, room)
    _diverging(axes, net / scale, [rupiah_short(v, lang) for v in net])
    axes.set_yticks(range(len(net)), names)
    number_axis(axes, lang, axis="x")
    axes.set_xlabel(unit)
    return picture


def _payers(net: pd.Series) -> float:
    return float(sum(v for name, v in net.items() if str(name).startswith("payer:")))


def _ledger_name(name: str, lang: str) -> str:
    fixed = {
        "fund": say(id="Dana JKK/JKM nasional", en="National JKK/JKM fund"),
        "households": say(id="Rumah tangga", en="Households"),
    }
    if name in fixed:
        return fixed[name][lang]
    return funder_label(name.removeprefix("payer:"), lang)


def _diverging(axes: Axes, sizes: pd.Series, texts: list[str]) -> None:
    tints = [OURS if size < 0 else "#009e73" for size in sizes]
    axes.barh(range(len(sizes)), sizes, color=tints, height=0.6)
    widest = sizes.abs().max() or 1
    for spot, (size, text) in enumerate(zip(sizes, texts, strict=True)):
        side = -1 if size < 0 else 1
        axes.annotate(
            text,
            (size, spot),
            xytext=(4 * side, 0),
            textcoords="offset points",
            ha="right" if size < 0 else "left",
            va="center",
        )
    axes.axvline(0, color=INK, lw=0.9)
    axes.set_xlim(-1.62 * widest, 1.62 * widest)
    axes.invert_yaxis()
    axes.grid(False, axis="y")
    axes.grid(True, axis="x")


@styled
def deaths(results: Results, lang: str = "en", year: int | None = None) -> Picture:
    """Draw expected deaths of insured people by segment with the range of draws."""
    year = year or frames.first_year(results)
    frame = _deaths_frame(results, year)
    total = frame.loc["all"]
    title = _deaths_title(total, year, lang)
    what = say(
        id=f"Kematian peserta per tahun, {place(results)}, proyeksi {year}; titik: "
        "nilai harapan; garis: 90 dari 100 simulasi (peluang dan tingkat kematian)",
        en=f"Deaths of insured people a year, {place(results)}, projected {year}; dot: "
        "expected; line: 90 in 100 draws (chance and the death rate itself)",
    )[lang]
    basis = say(id="UN WPP 2024 x faktor seleksi", en="UN WPP 2024 x selection factor")
    source = source_line(results, lang, prefix="segments.", law=basis[lang])
    ticks = [short_label(results, str(slug), lang) for slug in frame.index]
    told = pd.Series(frame["central"].to_numpy(), ticks)
    alt = spoken(title, listed(told, lambda value: number(value, lang, 1)))
    words = Words(title, what, source, alt)
    room = Room(left=1.75, right=0.75, height=1.75 + 0.34 * len(frame))
    picture, (axes,) = page(words, frame, lang, room, units="deaths_y")
    for spot, slug in enumerate(frame.index):
        tint = INK if slug == "all" else colour(slug)
        _interval(axes, spot, frame.loc[slug], tint, lang)
    name_axis(axes, ticks)
    axes.set_xlim(0, frame.max().max() * 1.08 or 1)
    number_axis(axes, lang, axis="x")
    axes.set_xlabel(say(id="kematian setahun", en="deaths a year")[lang])
    return picture


def _deaths_frame(results: Results, year: int) -> pd.DataFrame:
    found = {}
    for slug in ["all", *results.scenario.segments]:
        fan = frames.fan(results, "deaths", segment=slug)
        if year in fan.index and fan.loc[year, "central"] > 0:
            found[slug] = fan.loc[year]
    if not found:
        found["all"] = pd.Series({"central": 0.0})
    return pd.DataFrame(found).T.rename_axis("segment")


def _interval(axes: Axes, spot: int, row: pd.Series, tint: str, lang: str) -> None:
    edge = row["central"]
    if "p95" in row and pd.notna(row["p95"]):
        axes.plot(
            [row["p05"], row["p95"]], [spot, spot], color=tint, lw=2.2, alpha=0.55
        )
        edge = max(edge, row["p95"])
    axes.plot([row["central"]], [spot], "o", color=tint, ms=6)
    axes.annotate(
        number(row["central"], lang, 1),
        (edge, spot),
        xytext=(6, 0),
        textcoords="offset points",
        va="center",
        color=tint,
        annotation_clip=False,
    )


def _deaths_title(total: pd.Series, year: int, lang: str) -> str:
    mean = number(total["central"], lang, 0 if total["central"] >= SMALL else 1)
    if "p95" not in total or pd.isna(total["p95"]):
        return say(
            id=f"Sekitar {mean} kematian peserta diperkirakan pada {year}",
            en=f"About {mean} deaths of members are expected in {year}",
        )[lang]
    low, high = number(total["p05"], lang), number(total["p95"], lang)
    return say(
        id=f"Sekitar {mean} kematian peserta pada {year}, tetapi {low} atau {high} pun "
        "tidak mengejutkan",
        en=f"About {mean} deaths of members in {year}, yet {low} or {high} would be no "
        "surprise",
    )[lang]


@styled
def claim_ratio(results: Results, lang: str = "en") -> Picture:
    """Draw what deaths and accidents cost over contributions, and where they meet."""
    fan, none = frames.fan(results, "incurred_ratio"), years_without(results)
    known = fan[~fan.index.isin(none)]
    if known.empty:
        return message(
            (_NO_MONEY if fan.empty else _NOBODY)[lang], place(results), lang
        )
    fan = known.reindex(fan.index)
    first = fan.index[0]
    title = _ratio_title(results, fan, int(known.index[0]), lang)
    gone = _gap(none)
    what = say(
        id="Biaya kematian dan kecelakaan tahun itu, beasiswa kemudian termasuk, "
        f"dibagi iuran, {place(results)}, proyeksi {first}-{fan.index[-1]}; "
        f"{interval_words(known, lang)}; hasil dana nasional, bukan defisit daerah"
        f"{gone['id']}",
        en="Cost of the year's deaths and accidents, later scholarships included, "
        f"over contributions, {place(results)}, projected {first}-{fan.index[-1]}; "
        f"{interval_words(known, lang)}; a result of the national fund, not a "
        f"local deficit{gone['en']}",
    )[lang]
    fan = fan.drop(columns="mean", errors="ignore").rename_axis("year")
    told = [
        ends(one[lang], fan[name], lambda value: percent(value, lang, 0))
        for name, one in _RATIOS.items()
        if name in fan
    ]
    words = Words(title, what, source_line(results, lang), spoken(title, *told))
    picture, (axes,) = page(words, fan, lang, units="share")
    draw_fan(axes, fan, ACCENT)
    axes.axhline(1, color=INK, lw=1.1)
    from_zero(axes, max(fan.max().max(), 1.05))
    number_axis(axes, lang, share=True)
    year_axis(axes, list(fan.index))
    even = say(id="impas: biaya = iuran", en="break-even: cost = contributions")[lang]
    ours = say(id="skenario ini", en="this scenario")[lang]
    label_ends(axes, [(1.0, even, INK), (known["central"].iloc[-1], ours, ACCENT)])
    return picture


def _gap(none: list[int]) -> Text:
    """Say in which years there is no point, and why."""
    if not none:
        return say(id="", en="")
    return say(
        id=f"; {span(none)} tanpa titik: tidak ada yang berhak atas manfaat",
        en=f"; no point in {span(none)}: nobody is entitled to benefits",
    )


_NOBODY = say(
    id="Tidak ada yang berhak atas manfaat, jadi tidak ada rasio klaim",
    en="Nobody is entitled to benefits, so there is no ratio of claims",
)
_RATIOS = {
    "central": say(id="jalur tengah", en="central path"),
    "p05": say(id="5 dari 100 di bawah", en="5 in 100 below"),
    "p95": say(id="5 dari 100 di atas", en="5 in 100 above"),
}


def _ratio_title(results: Results, fan: pd.DataFrame, year: int, lang: str) -> str:
    """Say the odds of a loss; without draws the side of break-even."""
    odds = frames.fund_loss_odds(results, year)
    if odds is not None:
        count = number(odds * 100, lang)
        return say(
            id=f"Pada {count} dari 100 simulasi biaya kejadian {year} bagi dana "
            "nasional melebihi iurannya",
            en=f"In {count} of 100 draws the events of {year} cost the national fund "
            "more than the contributions",
        )[lang]
    ratio = fan["central"].loc[year]
    side = _side(ratio, lang)
    return say(
        id=f"Biaya kematian dan kecelakaan {percent(ratio, lang, 0)} dari iuran pada "
        f"{year}: {side} titik impas dana nasional",
        en=f"Deaths and accidents cost {percent(ratio, lang, 0)} of contributions in "
        f"{year}: {side} the national fund's break-even",
    )[lang]


_NO_MONEY = say(
    id="Tanpa iuran tidak ada rasio klaim terhadap iuran",
    en="Without contributions there is no ratio of claims to them",
)


def _side(ratio: float, lang: str) -> str:
    if abs(ratio - 1) < 0.02:
        return say(id="hampir tepat di", en="very near")[lang]
    if ratio > 1:
        return say(id="di atas", en="above")[lang]
    return say(id="di bawah", en="below")[lang]
