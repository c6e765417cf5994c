"""Published stocks beside what the first figure leads to, and why they differ."""

from __future__ import annotations

import pandas as pd

from analysis.language import number, say
from analysis.report.forecast_words import COMPARABLE, KINDS
from analysis.report.table import Table, heads

METHODS = ("quota_steps", "mixture")
CITY, REGENCY = "city", "regency"


def explained(lang: str = "en", group: str = CITY) -> Table:
    """Show later figures beside hold, quota steps and trend, and what sources say.

    ``group``: ``city`` (the seed cities and other kota) or ``regency``.
    """
    rows = differences()
    lines = [_line(row, lang) for row in rows[rows["group"] == group].itertuples()]
    head = heads(
        lang,
        say(id="Daerah", en="Place"),
        say(id="Angka pertama", en="First figure"),
        say(id="Angka kemudian", en="Later figure"),
        say(id="Selisih dari tetap", en="Off from hold"),
        say(id="Langkah kuota, 80%", en="Quota steps, 80%"),
        say(id="Tren bawaan, 80%", en="Default trend, 80%"),
        say(id="Mengapa berbeda, menurut sumber", en="Why it differs, by the sources"),
    )
    title = _TITLE[group][lang]
    frame = pd.DataFrame(lines, columns=head)
    note = _NOTE[lang] + (_CITIES[lang] if group == CITY else "")
    widths = (11, 12, 12, 9, 13, 13, 30)
    return Table(f"explained-{group}", title, frame, note, head, widths)


_TITLE = {
    CITY: say(id="Selisih yang dijelaskan: kota", en="Differences explained: cities"),
    REGENCY: say(
        id="Selisih yang dijelaskan: kabupaten", en="Differences explained: regencies"
    ),
}
_NOTE = say(
    id="Orang; dalam kurung siku penanda di buku bukti. Kedua model hanya tahu angka "
    "pertama, dan ditaksir tanpa daerah itu; tetap = angka pertama tidak berubah.",
    en="People; ids of the ledger in square brackets. Both models know the first "
    "figure only and were calibrated without that region; hold = the first figure "
    "unchanged.",
)


_CITIES = say(
    id=" Untuk Cilegon sebelum Agustus 2024 dan untuk Bogor antara 2018 dan 2025 tidak "
    "ditemukan jumlah peserta yang terbit.",
    en=" No published number of members was found for Cilegon before August 2024, nor "
    "for Bogor between 2018 and 2025.",
)


def differences() -> pd.DataFrame:
    """Return one row a later figure: both models' intervals beside it, and the reason.

    Columns of ``replay_cases`` and ``first_date, date, hold, people, comparable``; by
    method ``low_, median_, high_`` (80 %) and ``inside_``.
    """
    from analysis.evidence.tables import read
    from analysis.study import record

    found = record.replayed()
    keys = ["case", "number"]
    about = ["first_date", "date", "years_ahead", "hold", "people"]
    wide = read("replay_cases")
    for method in METHODS:
        rows = found[(found["method"] == method) & (found["number"] > 0)]
        ends = {"q10": f"low_{method}", "q50": f"median_{method}"}
        ends |= {"q90": f"high_{method}"}
        kept = [*keys, *ends.values(), *(() if "hold" in wide else about)]
        wide = wide.merge(rows.rename(columns=ends)[kept], on=keys, validate="1:1")
        low, high = wide[f"low_{method}"], wide[f"high_{method}"]
        wide[f"inside_{method}"] = wide["people"].between(low, high)
    wide["comparable"] = wide["kind"].isin(COMPARABLE)
    return wide.sort_values(["region", "first_date", *keys], ignore_index=True)


def _line(row: tuple, lang: str) -> list[str]:
    reason = row.reason_id if lang == "id" else row.reason_en
    off = row.people - row.hold
    return [
        place_name(row.first_claims).removeprefix("Kabupaten ").removeprefix("Kota "),
        _figure(row.hold, row.first_date, row.first_claims, lang),
        _figure(row.people, row.date, row.later_claims, lang),
        ("+" if off > 0 else "") + number(off, lang),
        *(_interval(row, method, lang) for method in METHODS),
        f"{KINDS[row.kind][lang]}. {reason}",
    ]


def place_name(claims: str) -> str:
    """Return the name of the region the first of the claims is about."""
    from analysis.evidence.ledger import claim

    return str(claim(claims.split()[0])["region_name"])


def _figure(people: int, day: pd.Timestamp, claims: str, lang: str) -> str:
    ids = claims.split()
    listed = f"{ids[0]}-{ids[-1]}" if len(ids) > 3 else ", ".join(ids)
    return f"{number(people, lang)} ({day:%Y-%m}) [{listed}]"


def _interval(row: tuple, method: str, lang: str) -> str:
    low, high = (getattr(row, f"{end}_{method}") for end in ("low", "high"))
    inside = getattr(row, f"inside_{method}")
    word = (
        say(id="di dalam", en="inside") if inside else say(id="di luar", en="outside")
    )
    return f"{number(low, lang)}-{number(high, lang)}, {word[lang]}"
