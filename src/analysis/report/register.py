"""Every published figure of a region as a list: value, words of the source, status."""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape

import pandas as pd

from analysis.language import Text, date_words, number, percent, rupiah, say
from analysis.report.balances import row_name
from analysis.report.labels_ledger import DENOMINATORS, UNITS

STATUS: dict[str, Text] = {
    "accepted": say(id="diterima", en="accepted"),
    "label-corrected": say(id="label diperbaiki", en="label corrected"),
    "typo-corrected": say(id="salah ketik diperbaiki", en="typing error corrected"),
    "reconciled": say(id="diseimbangkan", en="reconciled"),
    "held apart": say(id="dipisahkan", en="held apart"),
    "rejected": say(id="ditolak", en="rejected"),
}
_GROUPS: tuple[tuple[str, Text], ...] = (
    (
        "",
        say(
            id="Pernyataan tentang peserta, uang dan cakupan",
            en="Statements about members, money and coverage",
        ),
    ),
    (
        "LP",
        say(id="Angkatan kerja dan non-ASN", en="Labour force and non-ASN staff"),
    ),
    ("U", say(id="Upah minimum", en="Minimum wages")),
    ("B", say(id="Anggaran daerah", en="Regional budget")),
)
_NOT_AS_PRINTED = say(
    id="Tidak diterima seperti tercetak", en="Not accepted as printed"
)
_A_MONTH = say(id="sebulan", en="a month")


@dataclass(frozen=True)
class Register:
    """All claims of a region, folded by kind; those not accepted stand open on top."""

    title: str
    groups: tuple[tuple[str, bool, tuple[str, ...]], ...]
    text: str

    def html(self) -> str:
        """Return the register as HTML with no script; each group folds away."""
        parts = [f'<p class="register"><b>{escape(self.title)}</b></p>']
        for name, opened, items in self.groups:
            mark = " open" if opened else ""
            listed = "".join(f"<li>{item}</li>" for item in items)
            summary = f"<summary>{escape(name)} ({len(items)})</summary>"
            parts.append(f"<details{mark}>{summary}<ul>{listed}</ul></details>")
        return "".join(parts)

    def _repr_html_(self) -> str:
        return self.html()

    def __repr__(self) -> str:
        return self.text


def register(region: str, lang: str = "en") -> Register:
    """Return every published figure of ``region`` with source, quote, date, status."""
    from analysis.evidence.ledger import ledger
    from analysis.evidence.tables import read

    every = ledger()
    here = every[every["region"] == region].sort_values(["as_of", "claim_id"])
    sources = read("sources").set_index("source_id")
    asked = here["status"] != "accepted"
    groups = [(_NOT_AS_PRINTED[lang], True, _items(here[asked], sources, lang))]
    kinds = here["claim_id"].str.extract(r"^([A-Z]+)-", expand=False).fillna("")
    for letters, name in _GROUPS:
        inside = kinds.isin(list(letters)) if letters else kinds == ""
        rows = here[inside & ~asked]
        groups.append((name[lang], False, _items(rows, sources, lang)))
    filled = tuple(group for group in groups if group[2])
    title = _title(here, lang)
    lines = [f"{name} ({len(items)})" for name, _, items in filled]
    return Register(title, filled, "\n".join([title, *lines]))


def _title(here: pd.DataFrame, lang: str) -> str:
    if here.empty:
        return say(
            id="Buku bukti belum memuat angka untuk daerah ini",
            en="The ledger holds no figure for this place",
        )[lang]
    name, sources = here["region_name"].iloc[0], here["source_id"].nunique()
    return say(
        id=f"{name}: {len(here)} angka dari {sources} sumber",
        en=f"{name}: {len(here)} figures from {sources} sources",
    )[lang]


def _items(rows: pd.DataFrame, sources: pd.DataFrame, lang: str) -> tuple[str, ...]:
    return tuple(
        _item(row, sources.loc[row["source_id"]], lang)
        for row in rows.to_dict("records")
    )


def _item(row: dict, source: pd.Series, lang: str) -> str:
    value = value_words(row["value"], row["unit"], lang)
    head = f"<b>{escape(value)}</b> {escape(row_name(row, lang))}"
    when, status = date_words(row["as_of"], lang), STATUS[row["status"]][lang]
    name = escape(source["publisher"] or source["title"])
    link = f'<a href="{escape(source["url"])}">{name}</a>' if source["url"] else name
    quote = f" &ldquo;{escape(row['quote'])}&rdquo;" if row["quote"] else ""
    said = row["said_denominator"]
    basis = _of_whom(said, lang) if said else ""
    facts = ", ".join(filter(None, [basis, when, status]))
    return f"{head}, {escape(facts)} [{escape(row['claim_id'])}]:{quote} {link}"


def _of_whom(said: str, lang: str) -> str:
    whom = DENOMINATORS[said][lang] if said in DENOMINATORS else said
    return say(id=f"dari {whom}", en=f"of {whom}")[lang]


def value_words(value: str | float, unit: str, lang: str) -> str:
    """Return a figure with its unit in words: ``17,000 people``, ``8.13%``."""
    size = float(value or "nan")
    if math.isnan(size):  # the source says it in words only
        return "-"
    if unit == "share":
        return percent(size, lang, _places(size * 100))
    if unit.startswith("idr"):
        month = f" {_A_MONTH[lang]}" if unit.endswith("month") else ""
        return rupiah(size, lang) + month
    words = UNITS[unit][lang] if unit in UNITS else unit
    return f"{number(size, lang, _places(size))} {words}"


def _places(size: float) -> int:
    return next(p for p in range(5) if abs(round(size, p) - size) < 1e-7 or p == 4)
