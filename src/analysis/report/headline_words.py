"""What the headline picture says: five cards and a line of sources, in words."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from analysis.language import number, rupiah_short, say
from analysis.report import frames
from analysis.report.labels import place, text_of
from analysis.report.sentences_carried import share
from analysis.report.sources import source_line
from analysis.study import limits
from analysis.study.line import line as line_of

if TYPE_CHECKING:
    from analysis.model.projection import Results

CEILING = "budget.ceiling"
SURE_ROW = f"confidence_{limits.SURE * 100:.0f}"


@dataclass(frozen=True)
class Card:
    """One answer: what is asked, the answer in big letters, and what to know of it."""

    asked: str
    answer: str
    more: str


@dataclass(frozen=True)
class Headline:
    """All words of the picture; ``alt`` says them to those who do not see it."""

    place: str
    why: str
    cards: tuple[Card, ...]
    fan: str
    bands: str
    source: str
    assumed: str

    @property
    def alt(self) -> str:
        """Return the whole picture as sentences."""
        told = [f"{one.asked}: {one.answer} ({one.more})." for one in self.cards]
        return " ".join([f"{self.place}. {self.why}.", *told, f"{self.assumed}"])


def headline(results: Results, lang: str = "id") -> Headline:
    """Return what a run says in a glance: who, how much, until when, who is left."""
    first = frames.first_year(results)
    cards = (_people, _money, _until, _left_out)
    return Headline(
        place=place(results),
        why=_why(results, first, lang),
        cards=tuple(card(results, first, lang) for card in cards),
        fan=say(id="Tagihan APBD umum setahun", en="Bill of the general APBD a year")[
            lang
        ],
        bands=_bands(results, lang),
        source=source_line(results, lang),
        assumed=_assumed(results, lang),
    )


def _why(results: Results, first: int, lang: str) -> str:
    title = text_of(results.scenario.title, lang)
    if str(first) in title:
        return title
    year = say(id=f"rencana APBD {first}", en=f"plan for the APBD of {first}")[lang]
    return f"{title}, {year}"


def _people(results: Results, first: int, lang: str) -> Card:
    listed = frames.at(results, "members_end", first)
    mean, people = frames.at(results, "members_mean", first), number(listed, lang)
    asked = say(id=f"Rencana dilindungi, {first}", en=f"Planned to be covered, {first}")
    answer = say(id=f"{people} orang", en=f"{people} people")[lang]
    more = say(
        id=f"akhir tahun; dibayar rata-rata {number(mean, lang)} orang sepanjang tahun",
        en=f"at year end; {number(mean, lang)} paid for on the year's mean",
    )
    if round(mean) == round(listed):
        more = say(
            id="bila iurannya dibayar setiap bulan", en="if paid for in every month"
        )
    return Card(asked[lang], answer, more[lang])


def _money(results: Results, first: int, lang: str) -> Card:
    uncut = frames.at(results, "uncut_bill_idr", first)
    paid = float(frames.bill(results).get(first, 0.0))
    whole = frames.at(results, "contributions_idr", first)
    parts = []
    if abs(uncut - paid) >= 1:
        cut = rupiah_short(paid, lang)
        parts.append(say(id=f"sesudah pagu {cut}", en=f"after the ceiling {cut}"))
    if whole - paid >= 1:
        other = rupiah_short(whole - paid, lang)
        parts.append(
            say(id=f"pembayar lain {other}", en=f"other payers add {other}"),
        )
    parts.append(
        say(
            id="untuk kecelakaan kerja (JKK) dan kematian (JKM)",
            en="for work accidents (JKK) and deaths (JKM)",
        )
    )
    return Card(
        say(id=f"Tagihan APBD {first}", en=f"Bill of the APBD in {first}")[lang],
        rupiah_short(uncut, lang),
        "; ".join(part[lang] for part in parts),
    )


def _until(results: Results, first: int, lang: str) -> Card:
    """Say until when a line is enough, or what line would be, where none is known."""
    found = limits.breach(results)
    if found is None:
        return Card(*(text[lang] for text in _NO_BILL))
    if line_of(results).is_assumed:
        return _needed(results, lang)
    more = _held(results, found, lang)
    asked = say(id="Pagu cukup sampai", en="The ceiling is enough until")[lang]
    idr, bill = line_of(results).idr, frames.by_year(results, "uncut_bill_idr")
    over = [year for year in idr.index if bill.get(year, 0.0) > idr[year]]
    if over and over[0] == idr.first_valid_index():
        no = say(id="tidak cukup", en="not enough")[lang]
        return Card(say(id="Pagu", en="The ceiling")[lang], no, more)
    return Card(asked, str(over[0] - 1 if over else frames.last_year(results)), more)


def _needed(results: Results, lang: str) -> Card:
    """Say what a year needs to fit: of a line nobody published no chance is told."""
    last = frames.last_year(results)
    asked = say(id="Perlu setahun", en="Needed a year")[lang]
    needed = needed_idr(results)
    if needed is None:
        return Card(asked, *(text[lang] for text in _NOT_SOLVED))
    fits = say(
        id=f"agar muat sampai {last} pada 9 dari 10 kemungkinan; pagu belum terbit",
        en=f"to fit until {last} in 9 of 10 possibilities; no budget ceiling is "
        "published",
    )
    return Card(asked, _enough(needed, lang), fits[lang])


def needed_idr(results: Results) -> float | None:
    """Return the line that fits in 9 of 10 possibilities, None without the studies."""
    found = results.series("solve_line_idr", statistic=SURE_ROW)
    return float(found.iloc[0]) if len(found) else None


def _enough(idr: float, lang: str) -> str:
    """Write rupiah so that the amount as written is not below the one that is meant."""
    step = next((size / 100 for size in (1e12, 1e9, 1e6) if idr >= size), 1.0)
    return rupiah_short(ceil(idr / step) * step, lang)


def _held(results: Results, found: limits.Breach, lang: str) -> str:
    """Say what a known line and its chance rest on."""
    last, chance = frames.last_year(results), share(1 - found.never, lang)
    unsure = results.series("breach_any_line_unsure_share")
    but = say(id="", en="")
    if len(unsure):
        odds = share(float(unsure.iloc[0]), lang)
        but = say(
            id=f", {odds} bila tinggi pagu pun belum pasti",
            en=f", {odds} with the ceiling unsure too",
        )
    return say(
        id=f"{_line(results, 'id')}; peluang terlewati sampai {last}: "
        f"{chance}{but['id']}",
        en=f"{_line(results, 'en')}; chance of passing it by {last}: "
        f"{chance}{but['en']}",
    )[lang]


_NO_BILL = (
    say(id="Pagu", en="The ceiling"),
    say(id="tidak perlu", en="not needed"),
    say(id="APBD umum tidak membayar apa pun", en="the general APBD pays nothing"),
)


_NOT_SOLVED = (
    say(id="belum dihitung", en="not computed"),
    say(
        id="pagu belum terbit; jalankan lengkap dengan kajiannya",
        en="no budget ceiling is published; run it in full with the studies",
    ),
)


def _line(results: Results, lang: str) -> str:
    """Say how high a known line is, and that it must last where it is assumed to."""
    idr = float(line_of(results).idr.dropna().iloc[0])
    if not any(key.startswith(CEILING) for key in results.scenario.marks):
        money = rupiah_short(idr, lang)
        return say(id=f"pagu {money}", en=f"ceiling of {money}")[lang]
    money = rupiah_short(idr, lang, 1)
    given = getattr(results.scenario.budget.ceiling, "idr", None) or {}
    known = [year for year in given if year < frames.first_year(results)]
    if not known:
        return say(
            id=f"bila pagu \N{PLUS-MINUS SIGN}{money} (dianggap) bertahan",
            en=f"if a ceiling of about {money} (assumed) lasts",
        )[lang]
    return say(
        id=f"bila pagu {max(known)} (\N{PLUS-MINUS SIGN}{money}) bertahan",
        en=f"if the ceiling of {max(known)} (about {money}) lasts",
    )[lang]


def _left_out(results: Results, first: int, lang: str) -> Card:
    """Say whom the APBD does not pay for, of whom, and what that number rests on."""
    people = number(frames.at(results, "people_left_out", first), lang)
    every = number(frames.at(results, "eligible", first), lang)
    groups = len(results.scenario.segments)
    assumed = sum(key.endswith(".eligible") for key in results.scenario.marks)
    rests = say(id="", en="")
    if assumed:
        rests = _PARTLY if assumed < groups else _WHOLLY
        every = f"\N{PLUS-MINUS SIGN}{every}"
    band = _range(results, first, lang)
    return Card(
        say(id=f"Belum dibayari APBD, {first}", en=f"Not paid for by APBD, {first}")[
            lang
        ],
        say(id=f"{people} orang", en=f"{people} people")[lang],
        say(
            id=f"{band}dari {every} sasaran{rests['id']} {groups} kelompok dalam "
            "skenario",
            en=f"{band}of {every} people meant{rests['en']} in the {groups} groups of "
            "the scenario",
        )[lang],
    )


_PARTLY = say(id=" (sebagian dianggap)", en=" (partly assumed)")
_WHOLLY = say(id=" (dianggap)", en=" (assumed)")


def _range(results: Results, first: int, lang: str) -> str:
    """Say between what the people left out lie in 90 of 100 possibilities."""
    low, high = (
        results.series("people_left_out", statistic=at).get(first)
        for at in ("p05", "p95")
    )
    if low is None or high is None or round(low) == round(high):
        return ""
    low, high = number(low, lang), number(high, lang)
    return say(
        id=f"{low}\N{EN DASH}{high} pada 90 dari 100 kemungkinan; ",
        en=f"{low}\N{EN DASH}{high} in 90 of 100 possibilities; ",
    )[lang]


def _bands(results: Results, lang: str) -> str:
    first, last = frames.first_year(results), frames.last_year(results)
    years = str(first) if first == last else f"{first}-{last}"
    return say(
        id=f"{years}, sebelum pemotongan; pita: 50, 80, 90 dari 100 kemungkinan",
        en=f"{years}, before any cut; bands: 50, 80, 90 in 100 possibilities",
    )[lang]


def _assumed(results: Results, lang: str) -> str:
    count = len(results.scenario.marks)
    if not count:
        return say(
            id="Semua masukan skenario ini bersumber.",
            en="Every input of this scenario has a source.",
        )[lang]
    return say(
        id=f"Dianggap, karena tidak ada sumbernya: {number(count, lang)} masukan "
        "skenario ini. Daftarnya di laporan.",
        en=f"Assumed, for want of a source: {number(count, lang)} inputs of this "
        "scenario. The report lists them.",
    )[lang]
