"""The planner's form: what a column is, and what a cell of it may hold.

Reader and writer share this description. Sheets and keys keep their names in both
languages, so that a message names the same cell to everybody.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from analysis.language import Text, number, say
from analysis.scenario.kinds import FIRST_YEAR, LAST_YEAR, MAX_PEOPLE, MAX_RUPIAH
from analysis.scenario.numerals import decimal

KEY_ROW = 6  # data start in the row below
KEY_COLUMN, VALUE_COLUMN, NOTE_COLUMN = 2, 3, 6  # of sheet Skenario, from 1
MAX_ROWS, MAX_COLUMNS = 1000, 60
SOURCE = "source"


@dataclass(frozen=True)
class Column:
    """One input of the form; ``words`` are (Indonesian word, value) pairs.

    A number's ``words`` may stand in its place; other columns take nothing else.

    ``kind``: text slug code number whole year month from date choice list group word
    profile key bound. A ``spread`` may also be ``{uniform: [low, high]}`` and the like.
    """

    key: str
    label: Text
    kind: str
    example: str
    required: bool = False
    low: Fraction = Fraction(0)
    high: Fraction = Fraction(0)
    unit: Text | None = None
    spread: bool = False
    words: tuple[tuple[str, str], ...] = ()
    default: str = ""

    @property
    def numeric(self) -> bool:
        """Say whether a cell holds a number."""
        return self.kind in {"number", "whole", "year"}

    @property
    def closed(self) -> bool:
        """Say whether a cell takes words of a list only."""
        return bool(self.words) and not self.numeric

    def accepts(self, lang: str) -> str:
        """Say in words what a cell takes."""
        if self.closed:
            return ", ".join(self.choices(lang))
        if not self.numeric:
            return _TAKES[self.kind][lang]
        kind = _WHOLE if self.kind in {"whole", "year"} else _NUMBER
        low, high = (_shown(one, self, lang) for one in (self.low, self.high))
        words = f"{kind[lang]} {low} {_TO[lang]} {high}"
        words += f" {self.unit[lang]}" if self.unit else ""
        return words + "".join(f", {_OR[lang]} {one}" for one in self.choices(lang))

    def choices(self, lang: str) -> list[str]:
        """Return the words a choice offers in ``lang``."""
        return [word if lang == "id" else value for word, value in self.words]

    def shown_example(self, lang: str) -> str:
        """Return an example of what a cell takes."""
        if self.closed:
            return self.choices(lang)[0]
        return self.example if lang == "id" else self.value_of(self.example)

    def value_of(self, text: str) -> str:
        """Return the value that a word of the form stands for."""
        plain = text.strip().lower().replace(" ", "_")
        return dict(self.words).get(plain, text.strip())


def _shown(value: Fraction, column: Column, lang: str) -> str:
    if column.kind == "year" or value.denominator != 1:
        return decimal(value)
    return number(int(value), lang)


@dataclass(frozen=True)
class Sheet:
    """A table of the form (one row a thing), or the list of single values."""

    name: str
    title: Text
    help: Text
    columns: tuple[Column, ...]
    rows: int = 20  # yellow ones

    def column(self, key: str) -> Column:
        """Return the column of a key."""
        return next(one for one in self.columns if one.key == key)


def people(key: str, label: Text, example: str, *, required: bool = False) -> Column:
    """Return a column of whole people."""
    return Column(
        key, label, "whole", example, required, high=Fraction(MAX_PEOPLE),
        unit=say(id="orang", en="people"),
    )  # fmt: skip


def rupiah(key: str, label: Text, example: str, *, low: int = 0) -> Column:
    """Return a column of rupiah, written in full."""
    return Column(
        key, label, "whole", example, low=Fraction(low), high=Fraction(MAX_RUPIAH),
        unit=say(id="rupiah penuh", en="rupiah in full"), spread=True,
    )  # fmt: skip


def share(
    key: str,
    label: Text,
    example: str,
    *,
    low: int = 0,
    high: int = 1,
    default: str = "",
) -> Column:
    """Return a column of shares, 0-1 (or another range)."""
    return Column(
        key, label, "number", example, low=Fraction(low), high=Fraction(high),
        unit=say(id="(bagian, bukan persen)", en="(a share, no percentage)"),
        spread=True, default=default,
    )  # fmt: skip


def group() -> Column:
    """Return the column of a group's name."""
    return Column("segment", say(id="Kelompok", en="Group"), "group", "rt_rw", True)


def spread(column: Column) -> Column:
    """Return a column whose cells may hold an uncertain number too."""
    return replace(column, spread=True)


def required(column: Column) -> Column:
    """Return a column that must be filled."""
    return replace(column, required=True)


def year(key: str, label: Text, example: str, *, required: bool = False) -> Column:
    """Return a column of years."""
    low, high = Fraction(FIRST_YEAR), Fraction(LAST_YEAR)
    return Column(key, label, "year", example, required, low, high)


def whole(
    key: str,
    label: Text,
    example: str,
    *,
    span: tuple[int, int],
    required: bool = False,
    default: str = "",
) -> Column:
    """Return a column of whole numbers within ``span``."""
    low, high = (Fraction(bound) for bound in span)
    return Column(key, label, "whole", example, required, low, high, default=default)


def choice(
    key: str, label: Text, words: str, *, required: bool = False, default: str = ""
) -> Column:
    """Return a column of words; ``words`` reads ``tetap=hold jadwal=schedule``."""
    pairs = tuple(tuple(pair.split("=")) for pair in words.split())
    return Column(
        key, label, "choice", pairs[0][0], required, words=pairs, default=default
    )


NOTE = Column(
    SOURCE, say(id="Sumber / catatan", en="Source / note"), "text", "SK 12/2026"
)
_WHOLE = say(id="bilangan bulat", en="a whole number")
_NUMBER = say(id="angka", en="a number")
_TO = say(id="sampai", en="to")
_OR = say(id="atau", en="or")
_TAKES = {
    "text": say(id="teks", en="text"),
    "slug": say(
        id="huruf kecil, angka, tanda hubung; sama dengan nama berkas",
        en="small letters, digits, hyphens; equal to the file's name",
    ),
    "code": say(id="kode Kemendagri, empat angka", en="Kemendagri code, four digits"),
    "bound": say(id="angka", en="a number"),
    "key": say(
        id="kunci, misalnya segments.petani.eligible atau budget.ceiling",
        en="a key, for example segments.petani.eligible or budget.ceiling",
    ),
    "month": say(id="bulan, TTTT-BB", en="a month, YYYY-MM"),
    "from": say(
        id="tahun (TTTT) atau bulan (TTTT-BB)", en="a year (YYYY) or month (YYYY-MM)"
    ),
    "date": say(id="tanggal, TTTT-BB-HH", en="a date, YYYY-MM-DD"),
    "list": say(
        id="nama kelompok, dipisah koma", en="names of groups, separated by commas"
    ),
    "group": say(
        id="nama dari lembar Daftar, atau nama baru dengan nama tampilan dan profil",
        en="a name of the sheet Daftar, or a new one with its own label and profile",
    ),
    "word": say(
        id="huruf kecil, angka, garis bawah", en="small letters, digits, underscores"
    ),
    "profile": say(
        id="nama profil, atau umur sendiri seperti "
        '{male_share: 0.62, ages: {"18-39": 0.45, "40-64": 0.55}}',
        en="a name of a profile, or own ages such as "
        '{male_share: 0.62, ages: {"18-39": 0.45, "40-64": 0.55}}',
    ),
}
