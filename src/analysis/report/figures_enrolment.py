"""Pictures of enrolment: the path of the insured and the steps to cover."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.axes import Axes

from analysis.language import number, say
from analysis.report import enrolment, frames
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
    POINTS_PER_IN,
    WARN,
    WIDTH_IN,
    Picture,
    Room,
    Words,
    ends,
    listed,
    page,
    spoken,
    styled,
)
from analysis.report.figures_fan import (
    shade_bands,
)
from analysis.report.figures_text import width_pt, wrapped
from analysis.report.labels import place
from analysis.report.sources import source_line

if TYPE_CHECKING:
    from analysis.model.projection import Results

# who could be on the list, what budget and law decide, whom it protects
_TINTS = (*["#bdbdbd"] * 3, *["#9ecae1"] * 3, *["#0072b2"] * 2)
_GHOST = "#f6dcd8"
_LOSS_PT, _GAP_PT = 125, 4  # widest line of a reason, air before it
_NEAR = 2.5  # a line further above the members would squeeze them
# lines beside the insured, drawn where they differ from them
_OTHERS = (
    (
        *("planned_end", "-.", ACCENT),
        say(id="rencana sebelum pagu", en="plan before the ceiling"),
    ),
    (
        *("members_mean", (0, (6, 1.5)), "#009e73"),
        say(id="dibayar, rata-rata setahun", en="paid for, mean of the year"),
    ),
    ("eligible", ":", INK, say(id="memenuhi syarat", en="eligible")),
)


@styled
def funnel(results: Results, lang: str = "en", year: int | None = None) -> Picture:
    """Draw the steps from the people meant to those paid up, each loss with its reason.

    ``year``: the first in which people are lost for most reasons, unless given.
    """
    frame = enrolment.funnel(results)
    year = year or enrolment.telling_year(frame)
    people = frame.loc[year]
    title = _funnel_title(people, year, lang)
    what = say(
        id=f"Orang, rata-rata sepanjang {year}, {place(results)}; merah muda: yang "
        "hilang pada langkah itu dan sebabnya",
        en=f"People, mean over {year}, {place(results)}; pale red: lost at that step, "
        "and why",
    )[lang]
    names = [enrolment.STEPS[step][lang] for step in people.index]
    told = listed(pd.Series(people.to_numpy(), names), lambda v: number(v, lang))
    words = Words(title, what, source_line(results, lang), spoken(title, told))
    room = Room(left=1.6, right=0.8, height=4.2, below=0.1)
    steps = people.rename("people").rename_axis("step").reset_index()
    picture, (axes,) = page(words, steps.assign(year=year), lang, room)
    _funnel_bars(axes, people, lang)
    name_axis(axes, names)
    axes.grid(False)
    axes.set_xticks([])
    axes.spines[:].set_visible(False)
    return picture


def _funnel_title(people: pd.Series, year: int, lang: str) -> str:
    meant, active = (number(people.iloc[at], lang) for at in (0, -1))
    lost = enrolment.losses(people)
    if not lost.any():
        return say(
            id=f"Pada {year} semua {meant} orang yang dituju terlindungi",
            en=f"In {year} all {meant} people who are meant to be covered are",
        )[lang]
    why = enrolment.REASONS[str(lost.idxmax())][lang]
    return say(
        id=f"Pada {year} dari {meant} orang yang dituju {active} aktif; terbanyak "
        f"hilang karena: {why}",
        en=f"In {year}, of {meant} people meant to be covered {active} are active; "
        f"most are lost here: {why}",
    )[lang]


def _funnel_bars(axes: Axes, people: pd.Series, lang: str) -> None:
    lost = enrolment.losses(people)
    whys = {
        step: wrapped(_loss(str(step), gone, lang), _LOSS_PT, 8, most=2)
        for step, gone in lost.items()
        if gone
    }
    width = axes.get_position().width * WIDTH_IN * POINTS_PER_IN
    broad = {step: _broad(lines) / width for step, lines in whys.items()}
    axes.set_xlim(0, _reach(people, lost, broad))
    reach, beside = axes.get_xlim()[1], axes.get_yaxis_transform()
    for row, (step, size) in enumerate(people.items()):
        axes.barh(row, size, height=0.74, color=_TINTS[row])
        shown = number(size, lang)
        axes.text(1.015, row, shown, va="center", weight="bold", transform=beside)
        if step in whys:
            gone = lost[step]
            axes.barh(row, gone, left=size, height=0.74, color=_GHOST)
            start = size if broad[step] < gone / reach else size + gone
            at = start / reach + _GAP_PT / width
            look = {"ha": "left", "va": "center", "size": 8, "linespacing": 1.05}
            why = "\n".join(whys[step])
            axes.text(at, row, why, transform=beside, color=WARN, **look)


def _loss(step: str, gone: float, lang: str) -> str:
    return f"-{number(gone, lang)}\u00a0 {enrolment.REASONS[step][lang]}"


def _broad(lines: list[str]) -> float:
    """Return the room a text of these lines needs, in points."""
    return 2 * _GAP_PT + max(width_pt(line, 8) for line in lines)


def _reach(people: pd.Series, lost: pd.Series, broad: dict[str, float]) -> float:
    """Return the end of the axis: each reason fits into its pale bar or behind it."""
    reach = max(people.max(), 1.0)
    for step, part in broad.items():
        if lost[step] / reach < part:
            reach = max(reach, (people[step] + lost[step]) / (1 - part))
    return reach


@styled
def path(results: Results, lang: str = "en") -> Picture:
    """Draw the insured: published counts, the plan, what the money keeps, the fan."""
    fan = frames.fan(results, "members_end")
    planned = frames.by_year(results, "planned_end")
    known = enrolment.published_members(results.scenario.region)
    beside = {n: frames.by_year(results, n) for n in ("eligible", "members_mean")}
    frame = fan.assign(planned_end=planned, **beside)
    title = _path_title(results, frame, lang)
    first, last = frames.first_year(results), frames.last_year(results)
    what = _path_words(results, frame, lang)
    prefix = "segments."
    source = source_line(results, lang, prefix=prefix)
    if len(known):
        ids = ", ".join(known["claim_id"])
        source += say(id=f" Titik: {ids}.", en=f" Points: {ids}.")[lang]
    told = [
        ends(name, frame[column], lambda value: number(value, lang))
        for column, name in _line_names(lang).items()
        if frame[column].notna().any()
    ]
    alt = spoken(title, *told, *_published_words(known, lang))
    words = Words(title, f"{what}, {first}-{last}", source, alt)
    frame = frame.drop(columns="mean", errors="ignore").rename_axis("year")
    picture, (axes,) = page(words, frame, lang, units="people")
    _path_lines(axes, results, frame, known, lang)
    return picture


def _line_names(lang: str) -> dict[str, str]:
    names = {column: name[lang] for column, _, _, name in _OTHERS}
    return {"central": say(id="peserta", en="insured")[lang]} | names


def _published_words(known: pd.DataFrame, lang: str) -> list[str]:
    said = say(id="diterbitkan", en="published")[lang]
    return [
        f"{said} {row.claim_id} ({int(row.year)}): {number(row.value, lang)}"
        for row in known.itertuples()
    ]


def _path_title(results: Results, frame: pd.DataFrame, lang: str) -> str:
    first, last = frame.index[0], frame.index[-1]
    now, then = (number(frame.loc[y, "central"], lang) for y in (first, last))
    year = enrolment.stopped_year(results)
    if year is not None:
        wanted = number(frame.loc[year, "planned_end"], lang)
        kept = number(frame.loc[year, "central"], lang)
        return say(
            id=f"Mulai {year} pagu menahan rencana: {kept} dari {wanted} orang",
            en=f"From {year} the ceiling holds the plan back: {kept} of {wanted} "
            "people",
        )[lang]
    if frames.by_year(results, "unpaid_member_months").sum() >= enrolment.AS_ONE:
        paid = number(frame.loc[last, "members_mean"], lang)
        return say(
            id=f"Daftar tetap {then} orang pada {last}, tetapi yang dibayar tepat "
            f"waktu rata-rata {paid}",
            en=f"The list still holds {then} people in {last}, but {paid} are paid for "
            "on time, on the mean of the year",
        )[lang]
    return say(
        id=f"Rencana terbayar: {now} peserta pada {first}, {then} pada {last}",
        en=f"The plan is paid for: {now} insured in {first}, {then} in {last}",
    )[lang]


def _path_words(results: Results, frame: pd.DataFrame, lang: str) -> str:
    what = say(
        id=f"Peserta pada akhir tahun, orang, {place(results)}; titik: jumlah yang "
        "diterbitkan bagi yang dibayar APBD",
        en=f"Insured at year end, people, {place(results)}; dots: published counts of "
        "those the APBD pays for",
    )[lang]
    if frames.is_certain(frame):
        sure = say(
            id="; tanpa kipas: jumlah peserta di sini masukan tetap",
            en="; no fan: the number of people is a fixed input here",
        )
        return what + sure[lang]
    shown = say(
        id="; arsir: 50, 80, 90 dari 100 simulasi",
        en="; shaded: 50, 80, 90 in 100 draws",
    )
    return what + shown[lang]


def _path_lines(
    axes: Axes, results: Results, frame: pd.DataFrame, known: pd.DataFrame, lang: str
) -> None:
    years, central = frame.index, frame["central"]
    labels = [(central.iloc[-1], say(id="peserta", en="insured")[lang], OURS)]
    if not frames.is_certain(frame):
        shade_bands(axes, frame, OURS)
    axes.plot(years, central, "--o", color=OURS, ms=3.5, lw=1.8)
    begin = frames.start(results)["members"].sum()
    before = years[0] - 1
    axes.plot([before, years[0]], [begin, central.iloc[0]], "--", color=OURS, lw=1.8)
    axes.plot([before], [begin], "o", color=OURS, ms=6)
    highest = max(central.max(), begin, frame.get("p95", central).max())
    for column, style, tint, name in _OTHERS:
        line = frame[column]
        if (line - central).abs().max() < enrolment.AS_ONE:
            continue
        if line.max() <= _NEAR * highest or column == "planned_end":
            axes.plot(years, line, ls=style, color=tint, lw=1.3)
            labels.append((line.iloc[-1], name[lang], tint))
            highest = max(highest, line.max())
    seen = known[(known["year"] >= before - 6) & (known["year"] <= years[-1])]
    axes.plot(seen["year"], seen["value"], "o", mfc="white", mec=INK, ms=5.5, zorder=4)
    first = min([before, *seen["year"].astype(int)])
    from_zero(axes, max([highest, *seen["value"]]))
    number_axis(axes, lang)
    year_axis(axes, range(first, years[-1] + 1))
    axes.set_ylabel(say(id="orang", en="people")[lang])
    label_ends(axes, labels)
