"""What the headline picture says: five cards and a line of sources, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.language import number, rupiah_short, say
from analysis.report import frames
from analysis.report.labels import authority, place, text_of
from analysis.report.sentences_carried import share
from analysis.report.sources import source_line
from analysis.study import limits
from analysis.study.line import line as line_of

if TYPE_CHECKING:
    from analysis.model.projection import Results

CEILING = "budget.ceiling"


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
    answer = say(id=f"{people} orang", en=f"{people} people")[lang]
    if round(mean) == round(listed):
        asked = say(id="Pekerja dilindungi", en="Workers covered")[lang]
        all_year = say(
            id=f"iurannya dibayar sepanjang {first}",
            en=f"paid for in every month of {first}",
        )
        return Card(asked, answer, all_year[lang])
    asked = say(id="Pekerja di daftar", en="Workers on the list")[lang]
    more = say(
        id=f"akhir {first}; dibayar rata-rata {number(mean, lang)} sepanjang tahun",
        en=f"end of {first}; {number(mean, lang)} paid for on the year's mean",
    )
    return Card(asked, answer, more[lang])


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
    """Say until when a line is enough, or the chance of passing an assumed one."""
    last, found = frames.last_year(results), limits.breach(results)
    if found is None:
        return Card(*(text[lang] for text in _NO_BILL))
    chance = share(1 - found.never, lang)
    if line_of(results).is_assumed:
        asked = say(id=f"Lewat pagu sampai {last}", en=f"Past the line by {last}")
        odds = say(id=f"peluang {chance}", en=f"{chance} chance")
        return Card(asked[lang], odds[lang], _line(results, lang))
    more = say(
        id=f"peluang terlewati sampai {last}: {chance}; {_line(results, lang)}",
        en=f"chance of passing it by {last}: {chance}; {_line(results, lang)}",
    )[lang]
    asked = say(id="Pagu cukup sampai", en="The line is enough until")[lang]
    idr, bill = line_of(results).idr, frames.by_year(results, "uncut_bill_idr")
    over = [year for year in idr.index if bill.get(year, 0.0) > idr[year]]
    if over and over[0] == idr.first_valid_index():
        no = say(id="tidak cukup", en="not enough")[lang]
        return Card(say(id="Pagu", en="The line")[lang], no, more)
    return Card(asked, str(over[0] - 1 if over else last), more)


_NO_BILL = (
    say(id="Pagu", en="The line"),
    say(id="tidak perlu", en="not needed"),
    say(id="APBD umum tidak membayar apa pun", en="the general APBD pays nothing"),
)


def _line(results: Results, lang: str) -> str:
    line = line_of(results)
    money = rupiah_short(float(line.idr.dropna().iloc[0]), lang)
    if line.is_assumed:
        return say(
            id=f"pagu dianggap setinggi tagihan tahun pertama, {money}",
            en=f"the line is assumed to be the first year's bill, {money}",
        )[lang]
    if any(key.startswith(CEILING) for key in results.scenario.marks):
        return say(id=f"pagu {money} (dianggap)", en=f"line of {money} (assumed)")[lang]
    return say(id=f"pagu {money}", en=f"line of {money}")[lang]


def _left_out(results: Results, first: int, lang: str) -> Card:
    people = number(frames.at(results, "people_left_out", first), lang)
    every = number(frames.at(results, "eligible", first), lang)
    return Card(
        say(id="Belum terlindungi", en="Not covered")[lang],
        say(id=f"{people} orang", en=f"{people} people")[lang],
        say(
            id=f"dari {every} yang memenuhi syarat di daftar {authority(results, lang)}"
            f", {first}",
            en=f"of {every} eligible on the lists of the {authority(results, lang)}, "
            f"{first}",
        )[lang],
    )


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
