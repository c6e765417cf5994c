"""Two of the seven answers: whether the line is passed, and the cut that keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.language import say
from analysis.report.sentences_carried import is_by_making
from analysis.study import limits
from analysis.study.line import line

if TYPE_CHECKING:
    from analysis.report.cited import Told


def breach(told: Told) -> str:
    """Say how likely the line is passed by the last year, and from when on."""
    if told.value("breach_any_share") is None:
        return _NO_LINE[told.lang]
    height = told.money("line_idr", year=told.last)
    basis = _BASIS[line(told.results).basis][told.lang]
    chance = told.chance("breach_any_share")
    said = say(
        id=f"Terhadap pagu {height} setahun ({basis}), peluangnya terlewati "
        f"paling lambat {told.last} adalah {chance}",
        en=f"Against a line of {height} a year ({basis}) the chance of passing it by "
        f"{told.last} is {chance}",
    )[told.lang]
    more = (_by_making, _line_unsure, _reserve)
    return f"{said}{_when(told)}.{''.join(part(told) for part in more)}"


def _by_making(told: Told) -> str:
    """Say why a line nobody published is passed so often at once."""
    found = limits.breach(told.results)
    if found is None or not is_by_making(told.results, found):
        return ""
    start = line(told.results).idr.first_valid_index()
    at_once = told.chance("measured_breach_probability", year=start)
    return say(
        id=f" Pada {start} saja {at_once}: pagu yang dianggap itu setinggi "
        "tagihan tahun itu sendiri, jadi setiap kemungkinan yang lebih tinggi "
        "melewatinya dengan sendirinya, bukan karena boros.",
        en=f" In {start} alone it is {at_once}: the assumed line is that year's own "
        "bill, so every higher possibility passes it by construction, not by "
        "overspending.",
    )[told.lang]


_NO_LINE = say(
    id="Tidak ada tagihan APBD umum, jadi tidak ada yang dapat melewati pagu.",
    en="The general APBD has no bill, so no line can be passed.",
)
_BASIS = {
    "scenario": say(id="pagu skenario", en="the scenario's ceiling"),
    "first_year": say(
        id="dianggap: tagihan tahun pertama ditahan dalam rupiah",
        en="assumed: the first year's bill held in rupiah",
    ),
}


def _line_unsure(told: Told) -> str:
    """Say the chance where the height of the line is itself an assumption."""
    name = "breach_any_line_unsure_share"
    if told.value(name) is None:
        return ""
    chance = told.chance(name)
    return say(
        id=f" Tinggi pagu itu sendiri dianggap; di mana pun dalam rentangnya, "
        f"peluangnya {chance}.",
        en=f" The height of that line is itself assumed; with it anywhere in its range "
        f"the chance is {chance}.",
    )[told.lang]


def _reserve(told: Told) -> str:
    """Say what a line that leaves nothing would need beside it."""
    if not (line(told.results).is_assumed and told.value("reserve_p99_idr")):
        return ""
    reserve = told.money("reserve_p99_idr")
    return say(
        id=f" Cadangan {reserve} pada tahun pertama menurunkan peluang tahun itu "
        "menjadi satu dari seratus.",
        en=f" A reserve of {reserve} in the first year would bring that year's chance "
        "down to one in a hundred.",
    )[told.lang]


def _when(told: Told) -> str:
    if told.value("breach_first_year", statistic="most_likely") is None:
        return ""
    year = told.year("breach_first_year", statistic="most_likely")
    return say(id=f", paling mungkin mulai {year}", en=f", most likely from {year}")[
        told.lang
    ]


def cut(told: Told) -> str:
    """Say the cut that keeps every year under the line, planned and nearly sure."""
    if told.value("every_year_cut_share") is None:
        return _NO_LINE[told.lang]
    sure = told.share("every_year_cut_share", 1, statistic="p90")
    if not told.is_above_zero("every_year_cut_share"):
        begin = _room(told)
    else:
        much, year = told.share("every_year_cut_share", 1), told.year("hardest_year")
        begin = say(
            id=f"Tagihan harus turun {much} agar setiap tahun muat (terberat {year})",
            en=f"The bill must fall by {much} for every year to fit (hardest {year})",
        )[told.lang]
    if not told.is_above_zero("every_year_cut_share", statistic="p90"):
        return begin + _SURE[told.lang]
    return say(
        id=f"{begin}. Agar muat pada 90 dari 100 kemungkinan: turun {sure}.",
        en=f"{begin}. To fit in 90 of 100 possibilities: by {sure}.",
    )[told.lang]


_SURE = say(
    id=", dan tetap muat pada 90 dari 100 kemungkinan.",
    en=", and it still fits in 90 of 100 possibilities.",
)


def _room(told: Told) -> str:
    """Say what the hardest year leaves where nothing has to be cut."""
    where = {"year": _hardest(told)}
    if (told.value("line_room_idr", **where) or 0) < 1:
        return say(
            id="Menurut rencana tidak ada: pas, tanpa sisa",
            en="Nothing as planned: it just fits, without room",
        )[told.lang]
    room = told.money("line_room_idr", **where)
    return say(
        id=f"Menurut rencana tidak ada; tahun terberat menyisakan {room}",
        en=f"Nothing as planned; the hardest year leaves {room}",
    )[told.lang]


def _hardest(told: Told) -> int:
    return int(told.value("hardest_year") or told.first)
