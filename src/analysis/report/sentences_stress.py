"""Sentences on the shocks that matter most, and on what they do not break."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.language import number, percent, rupiah_short, say
from analysis.report.prose import Prose, joined

if TYPE_CHECKING:
    from analysis.model.results import Results
    from analysis.study.stress import Tested


def stress(results: Results, lang: str = "en") -> Prose:
    """Say which shocks matter most, which of all break the line, and who loses."""
    from analysis.study.stress import stress as study
    from analysis.study.stress import top

    tested = [one for one in study(results) if one.applies]
    worst = top(results)
    parts = [_opening(worst, lang), *(_one(one, lang) for one in worst)]
    parts += [_how_many(tested, lang), _people(tested, lang)]
    return joined(*filter(None, parts))


def _opening(worst: list[Tested], lang: str) -> str:
    if not worst:
        return _NONE[lang]
    names = ", ".join(_name(one, lang) for one in worst)
    return say(
        id=f"Guncangan yang paling berpengaruh: {names}.",
        en=f"The shocks that matter most: {names}.",
    )[lang]


_NONE = say(
    id="Tidak satu guncangan pun menaikkan tagihan atau potongan yang perlu.",
    en="No shock raises the bill or the cut that is needed.",
)


def _name(tested: Tested, lang: str) -> str:
    name = tested.stress.name[lang]
    return name if name[:3].isupper() else name[:1].lower() + name[1:]


def _one(tested: Tested, lang: str) -> str:
    found = tested.outcome
    bill = rupiah_short(found.worst_bill_idr, lang)
    year = f"{found.worst_year}{_lower_line(tested, lang)}"
    chance = percent(found.probability, lang, 0)
    name = tested.stress.name[lang]
    if found.cut_share > 0:
        cut = percent(found.cut_share, lang)
        end = say(
            id=f"agar tiap tahun di bawah pagu tagihan harus dipotong {cut}",
            en=f"to stay under the line every year the bill must be cut by {cut}",
        )[lang]
    else:
        end = say(id="tetap di bawah pagu", en="it stays under the line")[lang]
    return say(
        id=f"{name}: tagihan terbesar {bill} ({year}), {end}; peluang melewati pagu "
        f"{chance}.",
        en=f"{name}: the highest bill is {bill} ({year}), {end}; the chance of passing "
        f"the line is {chance}.",
    )[lang]


def _lower_line(tested: Tested, lang: str) -> str:
    """Return the line of the worst year in words, where the shock moved it."""
    year = tested.outcome.worst_year
    now, before = tested.outcome.line_idr[year], tested.base.line_idr[year]
    if not now < before:
        return ""
    line = rupiah_short(now, lang)
    return say(id=f", pagu turun ke {line}", en=f", the line falls to {line}")[lang]


def _how_many(tested: list[Tested], lang: str) -> str:
    over = sum(one.outcome.breach_year is not None for one in tested)
    already = tested[0].base.breach_year
    more = ""
    if already is not None:
        more = say(
            id=f" Tanpa guncangan pun jalur pusat melewati pagu pada {already}.",
            en=f" Even without a shock the central path passes the line in {already}.",
        )[lang]
    return say(
        id=f"Dari {len(tested)} guncangan yang berlaku, {over} membuat jalur pusat "
        f"melewati pagu.{more}",
        en=f"Of the {len(tested)} shocks that apply, {over} take the central path "
        f"over the line.{more}",
    )[lang]


def _people(tested: list[Tested], lang: str) -> str:
    """Say which shock that lowers the bill leaves most people without cover."""
    cheap = [one for one in tested if one.change_idr < 0]
    if not cheap:
        return ""
    worst = max(cheap, key=lambda one: one.outcome.most_left_out)
    left = round(worst.outcome.most_left_out)
    if not left:
        return ""
    name = _name(worst, lang)
    people = number(left, lang)
    return say(
        id=f"Yang menurunkan tagihan tidak selalu menolong: {name} membuat {people} "
        "orang tanpa perlindungan, rata-rata pada tahun terburuk.",
        en=f"What lowers the bill is not always a help: {name} leaves {people} people "
        "without cover, on the mean of the worst year.",
    )[lang]
