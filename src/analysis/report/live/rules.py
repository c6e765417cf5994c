"""What each kind of yellow cell takes, and what it says when it takes it not."""

from __future__ import annotations

from analysis.language import Text, number, say
from analysis.report.live.entry import Rule
from analysis.report.live.facts import MOST_HEADS
from analysis.scenario.kinds import MAX_PEOPLE, MAX_RUPIAH

_LAST_YEAR = 2200
_LEAST_WAGE = 100_000  # below it thousands were meant: 2.878 for 2.878.646


def _between(low: float, high: float, unit: Text) -> Text:
    return say(
        id=f"Isi bilangan bulat {number(low, 'id')} sampai {number(high, 'id')} "
        f"({unit['id']}), tanpa titik.",
        en=f"A whole number from {number(low)} to {number(high)} ({unit['en']}), "
        "without separators.",
    )


_PEOPLE = say(id="orang", en="people")
HEADS = Rule("whole", 0, MOST_HEADS, _between(0, MOST_HEADS, _PEOPLE))
PEOPLE = Rule("whole", 0, MAX_PEOPLE, _between(0, MAX_PEOPLE, _PEOPLE))
PLANNED = Rule("whole", 0, MOST_HEADS, _between(0, MOST_HEADS, _PEOPLE))
SHARE = Rule(
    "decimal",
    0,
    1,
    say(
        id="Isi persen dari 0% sampai 100%, misalnya 95% (atau 0,95).",
        en="A percentage from 0% to 100%, such as 95% (or 0.95).",
    ),
)
GROWTH = Rule(
    "decimal",
    -0.5,
    0.5,
    say(
        id="Isi persen setahun dari -50% sampai 50%, misalnya 2% (atau 0,02).",
        en="A percentage a year from -50% to 50%, such as 2% (or 0.02).",
    ),
)
MONEY = Rule(
    "whole",
    0,
    MAX_RUPIAH,
    say(
        id="Isi rupiah bulat tanpa titik dan tanpa 'Rp', misalnya 2200000000.",
        en="Whole rupiah without separators or 'Rp', such as 2200000000.",
    ),
)
CEILING = Rule(
    "whole",
    0,
    MAX_RUPIAH,
    say(
        id="Isi rupiah bulat tanpa titik dan tanpa 'Rp', misalnya 2200000000. Pagu "
        "yang dikosongkan berarti tanpa pagu.",
        en="Whole rupiah without separators or 'Rp', such as 2200000000. A ceiling "
        "left empty means no ceiling.",
    ),
    may_be_blank=True,
)
FLAT = Rule(
    "whole",
    0,
    1_000_000,
    say(
        id="Isi rupiah bulat per orang sebulan, 0 sampai 1.000.000. Dikosongkan: "
        "menurut hukum (lembar Tarif bulanan).",
        en="Whole rupiah per person a month, 0 to 1,000,000. Left empty: what the law "
        "says (sheet Monthly tariff).",
    ),
    may_be_blank=True,
)
RATE = Rule(
    "decimal",
    0,
    0.2,
    say(
        id="Isi persen dari upah, 0% sampai 20%, misalnya 0,24%. Dikosongkan: menurut "
        "hukum (lembar Tarif bulanan).",
        en="A percentage of the wage, 0% to 20%, such as 0.24%. Left empty: what the "
        "law says (sheet Monthly tariff).",
    ),
    may_be_blank=True,
)
WAGE = Rule(
    "decimal",
    _LEAST_WAGE,
    1_000_000_000,
    say(
        id="Isi upah sebulan dalam rupiah, tanpa titik dan tanpa 'Rp'.",
        en="A wage a month in rupiah, without separators or 'Rp'.",
    ),
)
BASE = Rule(
    "decimal",
    0,
    MAX_RUPIAH,
    say(
        id="Isi rupiah tanpa titik dan tanpa 'Rp', misalnya 2010000000000.",
        en="Rupiah without separators or 'Rp', such as 2010000000000.",
    ),
)
MONTH = Rule(
    "whole",
    1,
    12,
    say(
        id="Isi nomor bulan 1 (Januari) sampai 12 (Desember); yang pertama tidak "
        "setelah yang terakhir.",
        en="A month number, 1 (January) to 12 (December); the first not after the "
        "last.",
    ),
)


def year_rule(first: int) -> Rule:
    """Return the rule of a target year."""
    return Rule(
        "whole",
        first,
        _LAST_YEAR,
        say(
            id=f"Isi tahun, {first} atau sesudahnya.",
            en=f"A year, {first} or later.",
        ),
    )


def chosen_year(years: range) -> Rule:
    """Return the rule of a year picked from those of the run."""
    said = say(
        id=f"Pilih tahun {years[0]} sampai {years[-1]}.",
        en=f"Choose a year from {years[0]} to {years[-1]}.",
    )
    return Rule("list", years[0], years[-1], said, tuple(years))


FREE_TEXT = Rule(
    "length",
    0,
    200,
    say(
        id="Isi menurut DPA atau RKA Anda, paling banyak 200 huruf.",
        en="Fill in from your own budget form, 200 letters at most.",
    ),
)
