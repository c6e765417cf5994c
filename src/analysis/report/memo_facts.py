"""Parts I to III of a memo: the question, what is assumed, the facts behind it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from analysis.evidence import ledger
from analysis.language import date_words, say
from analysis.report.labels import CONCEPTS, GROUPS, SHORT, place, text_of
from analysis.report.memo_accounts import accounts
from analysis.report.memo_budget import BASE, budget, page_day
from analysis.report.memo_law import law
from analysis.report.memo_marks import ordered, reasoned
from analysis.report.memo_text import capital, lowered, more, shortened
from analysis.report.sources import evidence_table

if TYPE_CHECKING:
    import pandas as pd

    from analysis.report.memo_told import Teller

SHOWN, FACTS = 3, 3  # named; the rest is counted
QUOTE, WHY, REASONS = 80, 160, 680  # letters
ELIGIBLE, WHOLE = "eligible", ("apbd", "total")  # WHOLE: of no single group


def question(told: Teller) -> str:
    """Return part I: what is asked, and what the scenario does."""
    where, first = escape(place(told.results)), told.first
    why = text_of(told.results.scenario.why, told.lang)
    kept = escape(shortened(why, WHY))
    asked = say(
        id=f"Berapa orang dapat dilindungi Jaminan Kecelakaan Kerja (JKK) dan Jaminan "
        f"Kematian (JKM) dengan APBD {where} mulai tahun anggaran {first}, berapa "
        "biayanya, dan sampai kapan pagunya cukup?",
        en=f"How many people can the regional budget (APBD) of {where} keep covered by "
        f"work accident (JKK) and death (JKM) insurance from the budget of {first} on, "
        "what does it cost, and until when is the budget ceiling enough?",
    )[told.lang]
    if not kept:
        return asked
    plan = say(id="Skenario:", en="The scenario:")[told.lang]
    return f"{asked} {plan} {lowered(kept)}"


def assumptions(told: Teller) -> list[str]:
    """Return part II: the values no source gives, with range and reason."""
    marks = ordered(told)
    said = [reasoned(told, key) for key in marks[:SHOWN]]
    if sum(map(len, said)) > REASONS:  # a page has room for so many letters
        said = said[: SHOWN - 1]
    left = more(len(marks) - len(said), told.lang)
    last = say(
        id="Tarif dan aturan yang berlaku dianggap tetap, kecuali yang diubah "
        "skenario.",
        en="Tariffs and rules in force are taken to stay, but for what the scenario "
        "changes.",
    )[told.lang]
    if left:
        left = f"{capital(left)} {_ON_SHEET[told.lang]}. "
    return [*said, f"{left}{last}"]


_ON_SHEET = say(
    id="tercantum pada lembar anggapan di buku kerja",
    en="stand on the sheet of assumptions in the workbook",
)


def facts(told: Teller) -> list[str]:
    """Return part III: what was published, the revenue, the law, the accounts."""
    return [_published(told), budget(told), law(told), accounts(told)]


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
    """Say what a claim counts and when, its words, who published it, and its use."""
    row, lang = ledger.claim(one.id), told.lang
    known = {**GROUPS, **SHORT}
    whose = known.get(row["segment"]) if row["segment"] not in WHOLE else None
    concept = CONCEPTS.get(row["concept"]) or _MONEY.get(row["concept"])
    what = concept[lang] if concept else row["concept"].replace("_", " ")
    names = [whose[lang], lowered(what)] if whose else [what]
    when = date_words(str(one.as_of), lang) if one.as_of else ""
    label = f"{': '.join(names)}{f' ({when})' if when else ''}"
    of = ", ".join(filter(None, [one.publisher or one.title, *_page(one, when, lang)]))
    quote = shortened(one.quote, QUOTE)
    return f"{escape(label)} “{escape(quote)}” ({escape(of)}){_used(told, one.id, row)}"


_MONEY = {"budget_idr": say(id="anggaran iuran", en="budget for contributions")}


def _page(one: object, when: str, lang: str) -> list[str]:
    """Return the day of a page, where it is another than that of the figure."""
    shown = page_day(str(one.date), lang)
    return [shown] if shown != when else []


def _used(told: Teller, claim_id: str, row: pd.Series) -> str:
    """Say that a figure serves as the people meant too, where it counts others."""
    keys = _keys_of(told, claim_id)
    if row["concept"] == ELIGIBLE or not any(k.endswith(f".{ELIGIBLE}") for k in keys):
        return ""
    return say(
        id=", dipakai juga sebagai sasaran", en=", taken as the people meant too"
    )[told.lang]


def _keys_of(told: Teller, claim_id: str) -> list[str]:
    """Return the values of the scenario that a claim stands behind."""
    origins = told.results.scenario.provenance.items()
    return [k for k, o in origins if str(o).startswith(f"evidence {claim_id}:")]


def _first_key(told: Teller, claim_id: str) -> str:
    return _keys_of(told, claim_id)[0]


def _is_base(told: Teller, claim_id: str) -> bool:
    return _first_key(told, claim_id).startswith(BASE)
