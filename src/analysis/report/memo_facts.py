"""Parts I to III of a memo: the question, what is assumed, the facts behind it."""

from __future__ import annotations

import datetime as dt
import math
from html import escape
from typing import TYPE_CHECKING

from analysis.language import Text, day, number, percent, rupiah, say
from analysis.report import keys
from analysis.report.labels import place, text_of
from analysis.report.memo_accounts import accounts
from analysis.report.memo_text import LABEL, lowered, more, shortened
from analysis.report.sources import evidence_table
from analysis.scenario.local_law import rules_of

if TYPE_CHECKING:
    import pandas as pd

    from analysis.law.local import LocalRule
    from analysis.report.memo_told import Teller
    from analysis.scenario.schema import Assumed

SHOWN, FACTS, RULES = 3, 3, 2  # named; the rest is counted
QUOTE, WHY = 80, 300  # letters
BASE = "budget.base_idr"


def key_words(told: Teller, key: str) -> str:
    """Return whose value a key is, shortened, and what it is; safe as HTML."""
    label = keys.key_label(told.results, key, told.lang)
    owner, colon, what = label.rpartition(": ")
    return escape(f"{shortened(owner, LABEL)}{colon}{what}")


def question(told: Teller) -> str:
    """Return part I: what is asked, and what the scenario does."""
    where, first = escape(place(told.results)), told.first
    why = text_of(told.results.scenario.why, told.lang)
    kept = escape(shortened(why, WHY))
    asked = say(
        id=f"Berapa orang dapat dilindungi Jaminan Kecelakaan Kerja (JKK) dan Jaminan "
        f"Kematian (JKM) dengan APBD {where} mulai tahun anggaran {first}, berapa "
        "biayanya, dan sampai kapan pagu sanggup?",
        en=f"How many people can the regional budget (APBD) of {where} keep covered by "
        f"work accident (JKK) and death (JKM) insurance from the budget of {first} on, "
        "what does it cost, and how long can the line carry it?",
    )[told.lang]
    if not kept:
        return asked
    plan = say(id="Skenario:", en="The scenario:")[told.lang]
    return f"{asked} {plan} {lowered(kept)}"


def assumptions(told: Teller) -> list[str]:
    """Return part II: the values no source gives, with range and reason."""
    marks = list(told.results.scenario.marks.items())
    said = [_mark(told, key, mark) for key, mark in marks[:SHOWN]]
    left = more(len(marks) - SHOWN, told.lang)
    last = say(
        id="Tarif dan aturan yang berlaku dianggap tetap, kecuali yang diubah "
        "skenario.",
        en="Tariffs and rules in force are taken to stay, but for what the scenario "
        "changes.",
    )[told.lang]
    if left:
        left = f"{left[:1].upper()}{left[1:]} {_ON_SHEET[told.lang]}. "
    return [*said, f"{left}{last}"]


_ON_SHEET = say(
    id="tercantum pada lembar anggapan di buku kerja",
    en="stand on the sheet of assumptions in the workbook",
)


def _mark(told: Teller, key: str, mark: Assumed) -> str:
    path, value = _marked_value(told, key)
    kind = keys.key_kind(path)
    label = key_words(told, path)
    shown = _amount(keys.central(value), kind, told.lang)
    ends = [_amount(one, kind, told.lang) for one in (mark.low, mark.high)]
    between = ""
    if None not in (mark.low, mark.high) and ends[0] != ends[1]:
        between = say(
            id=f" (rentang {ends[0]} sampai {ends[1]})",
            en=f" (range {ends[0]} to {ends[1]})",
        )[told.lang]
    why = escape(shortened(text_of(mark.why, told.lang)))
    return f"<b>{label}</b> {escape(shown)}{between}: {why}"


def _marked_value(told: Teller, key: str) -> tuple[str, object]:
    """Return key and value of a mark; of months, how many there are."""
    if not key.endswith(".months"):
        return keys.value_at(told.results, key)
    segment = told.results.scenario.segments[key.split(".")[1]]
    first, last = segment.months.of(told.first)
    return key, last - first + 1


def _amount(value: object, kind: str, lang: str) -> str:
    """Write a value of a scenario as a reader expects it."""
    if value is None or isinstance(value, str | bool | list):
        return keys.written(value, kind, lang)
    size = float(value)
    if kind == "money":
        return rupiah(size, lang)
    if kind.startswith("share"):
        return percent(size, lang)
    return number(math.floor(size + 0.5), lang) if kind != "year" else str(int(size))


def facts(told: Teller) -> list[str]:
    """Return part III: what was published, the revenue, the law, the accounts."""
    return [_published(told), _revenue(told), _law(told), accounts(told)]


def _published(told: Teller) -> str:
    found = evidence_table(told.results, told.lang)
    found = found[[not _is_base(told, name) for name in found["id"]]]
    title = say(id="Terbitan", en="Published")[told.lang]
    if found.empty:
        said = say(
            id="skenario ini tidak memakai bukti dari buku bukti",
            en="the scenario uses no evidence of the ledger",
        )[told.lang]
        return f"<b>{title}:</b> {said}."
    shown = [_fact(told, one) for one in _chosen(found).itertuples()]
    shown += [more(len(found) - len(shown), told.lang)]
    return f"<b>{title}:</b> {'; '.join(filter(None, shown))}."


def _chosen(found: pd.DataFrame) -> pd.DataFrame:
    """Return money first, then the largest counts of people."""
    ranked = found.assign(
        is_money=found["unit"] == "idr", size=found["value"].fillna(0)
    )
    ranked = ranked.sort_values(
        ["is_money", "size"], ascending=[False, False], kind="stable"
    )
    return ranked.head(FACTS)


def _fact(told: Teller, one: object) -> str:
    """Say what a claim is used for, its words, who published it and its id."""
    by = [one.publisher or one.title, _day(one, told.lang)]
    used = lowered(key_words(told, _first_key(told, one.id)))
    said, of = escape(shortened(one.quote, QUOTE)), escape(", ".join(filter(None, by)))
    return f"{used} “{said}” ({of}) [{escape(one.id)}]"


def _first_key(told: Teller, claim_id: str) -> str:
    """Return the first value of the scenario that a claim stands behind."""
    origins = told.results.scenario.provenance.items()
    return next(k for k, o in origins if str(o).startswith(f"evidence {claim_id}:"))


def _is_base(told: Teller, claim_id: str) -> bool:
    return _first_key(told, claim_id).startswith(BASE)


def _day(one: object, lang: str) -> str:
    """Return the day of a page in words; a month alone as it stands."""
    try:
        return day(dt.date.fromisoformat(str(one.date)), lang)
    except ValueError:
        return str(one.date)


def _revenue(told: Teller) -> str:
    title = say(id="Anggaran", en="Budget")[told.lang]
    parts = [
        text
        for name, what in _BASES.items()
        if (text := _of_base(told, name, what[told.lang]))
    ]
    said = "; ".join(parts) or _NO_BASE[told.lang]
    return f"<b>{title}:</b> {said}."


def _base_source(told: Teller) -> str:
    """Return who published the revenue that stands last before the first year."""
    found = evidence_table(told.results, told.lang)
    known = {_first_key(told, one.id): one for one in found.itertuples()}
    years = [k for k in known if k.startswith(BASE) and k <= f"{BASE}.{told.first}"]
    if not years:
        return ""
    one = known[max(years)]
    of = escape(
        ", ".join(filter(None, [one.publisher or one.title, _day(one, told.lang)]))
    )
    year = max(years).rpartition(".")[2]
    start = say(id=f"dari angka {year}", en=f"from the figure of {year}")[told.lang]
    return f" ({start}, {of}) [{escape(one.id)}]"


_BASES: dict[str, Text] = {
    "revenue": say(id="pendapatan daerah", en="APBD revenue"),
    "pad": say(id="PAD", en="own revenue (PAD)"),
}
_NO_BASE = say(
    id="pendapatan daerah dan PAD tidak ditemukan", en="no revenue or PAD was found"
)


def _of_base(told: Teller, name: str, what: str) -> str:
    at = {"year": told.first}
    base, burden = f"base_{name}_idr", f"burden_{name}_share"
    if told.value(base, **at) is None or told.value(burden, **at) is None:
        return ""
    money, share = told.money(base, **at), told.share(burden, 3, **at)
    own = told.results.scenario.budget.base == name
    source = _base_source(told) if own else ""
    return say(
        id=f"{what} {told.first} {money}{source}, tagihan {share} darinya",
        en=f"{what} of {told.first} {money}{source}, the bill is {share} of it",
    )[told.lang]


def _law(told: Teller) -> str:
    title = say(id="Dasar hukum", en="Legal basis")[told.lang]
    tariffs = [_tariff(told, kind) for kind in _kinds(told)]
    rules = rules_of(told.results.scenario.region)
    local = [rule for rule in rules if rule.is_issued]
    named = [_local(rule, told.lang) for rule in local[:RULES]]
    named += [more(len(local) - RULES, told.lang)]
    said = "; ".join(filter(None, named)) or _NO_RULE[told.lang]
    return f"<b>{title}:</b> {'; '.join(tariffs)}; {said}."


_NO_RULE = say(
    id="aturan daerah yang sudah terbit tidak ditemukan",
    en="no rule of the region that was issued was found",
)


def _kinds(told: Teller) -> list[str]:
    segments = told.results.scenario.segments.values()
    return sorted({one.tariff.kind for one in segments})


def _tariff(told: Teller, kind: str) -> str:
    month = f"{told.first}-01"
    names = {"bpu": ("bpu_jkk_idr_m", "bpu_jkm_idr_m")}
    pair = names.get(kind) or (_risk_rate(told), "pu_jkm_rate")
    said = [_rate(told, name, month) for name in pair]
    return f"{_KINDS[kind][told.lang]}: JKK {said[0]}, JKM {said[1]}"


_KINDS = {
    "bpu": say(id="bukan penerima upah (BPU)", en="non-wage earners (BPU)"),
    "pu": say(id="penerima upah (PU)", en="wage earners (PU)"),
}


def _risk_rate(told: Teller) -> str:
    groups = [
        one.tariff.risk_group
        for one in told.results.scenario.segments.values()
        if one.tariff.kind == "pu"
    ]
    return f"pu_jkk_rate_group_{groups[0]}"


def _rate(told: Teller, name: str, month: str) -> str:
    law = told.results.law
    value, entry = float(law.value(name, month)), law.entry(name, month)
    is_rate = name.startswith("pu_")
    shown = percent(value, told.lang, 2) if is_rate else rupiah(value, told.lang)
    unit = say(id=" upah", en=" of wage") if is_rate else say(id="", en="")
    basis = entry.basis_in(told.lang).partition(":")[0]
    if entry.overridden:
        basis = say(id="ditetapkan skenario", en="set by the scenario")[told.lang]
    return f"{shown}{unit[told.lang]} ({escape(basis)})"


def _local(rule: LocalRule, lang: str) -> str:
    """Return a local rule with its subject and what was not seen of it."""
    when = f", {day(rule.date, lang)}" if rule.date else ""
    title = text_of(rule.title, lang)
    subject = escape(shortened(lowered(title), 70))
    return f"{escape(rule.name(lang))}{when} ({subject})"
