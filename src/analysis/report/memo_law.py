"""The legal basis in a memo: tariffs, the power to pay, the rules of the region."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from analysis.language import Text, day, percent, rupiah, say
from analysis.law import parameters
from analysis.law.gazette import citations
from analysis.report.labels import text_of
from analysis.report.memo_text import lowered, more, shortened
from analysis.scenario.local_law import rules_of

if TYPE_CHECKING:
    from analysis.law.local import LocalRule
    from analysis.report.memo_told import Teller

RULES, SUBJECT = 2, 50  # rules named of each kind; letters of a subject
AMENDS = "Perubahan"  # how the title of an amendment begins
AND = say(id=" dan ", en=" and ")


def law(told: Teller) -> str:
    """Return what the tariffs, the payment and the region's part rest on."""
    tariffs = "; ".join(_tariff(told, kind) for kind in _kinds(told))
    title = say(id="Dasar tarif", en="Basis of the tariffs")[told.lang]
    paying = say(id="Dasar membayar", en="Basis of paying")[told.lang]
    return (
        f"<b>{title}:</b> {tariffs}{_amended(told)}. "
        f"<b>{paying}:</b> {_powers(told)}; {_local_rules(told)}."
    )


def _kinds(told: Teller) -> list[str]:
    segments = told.results.scenario.segments.values()
    return sorted({one.tariff.kind for one in segments})


def _names(told: Teller, kind: str) -> tuple[str, str]:
    pair = {"bpu": ("bpu_jkk_idr_m", "bpu_jkm_idr_m")}
    return pair.get(kind) or (_risk_rate(told), "pu_jkm_rate")


def _tariff(told: Teller, kind: str) -> str:
    month = f"{told.first}-01"
    said = [_rate(told, name, month) for name in _names(told, kind)]
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


def _amended(told: Teller) -> str:
    """Name the amendments of the regulations that the tariffs rest on."""
    month, law = f"{told.first}-01", told.results.law
    names = [name for kind in _kinds(told) for name in _names(told, kind)]
    cited = [
        one.name for n in names for one in citations(law.entry(n, month).basis_in("id"))
    ]
    said = []
    for name in dict.fromkeys(cited):
        later = [r.name for r in parameters.regulations().values() if _is_of(r, name)]
        if later:
            listed = escape(AND[told.lang].join(later))
            said.append(
                say(
                    id=f"; {escape(name)} sebagaimana diubah dengan {listed}",
                    en=f"; {escape(name)} as amended by {listed}",
                )[told.lang]
            )
    return "".join(said)


def _is_of(regulation: parameters.Regulation, name: str) -> bool:
    title = regulation.title["id"]
    return title.startswith(AMENDS) and name in title.partition(":")[0].split(" (")[0]


def _powers(told: Teller) -> str:
    """Return what lets each payer of APBD money pay, in the first month."""
    known, lang = parameters.funders(), told.lang
    payers = [known[one.funder] for one in told.results.scenario.funding]
    payers = [one for one in payers if one.is_apbd_money] or [known["apbd"]]
    found = [one.in_force(f"{told.first}-01") for one in payers]
    bases = dict.fromkeys(escape(one.basis[lang]) for one in found if one)
    check = say(
        id=f"cocokkan dengan pedoman APBD {told.first}",
        en=f"check against the APBD guideline of {told.first}",
    )[lang]
    return "; ".join([*bases, check])


def _local_rules(told: Teller) -> str:
    rules, lang = rules_of(told.results.scenario.region), told.lang
    seen = [one for one in rules if one.is_issued and one.number]
    unseen = [one for one in rules if one.is_issued and not one.number]
    drafts = [one for one in rules if one.status == "draft"]
    parts = [
        _listed(seen, _SEEN, lang) if seen else _NO_RULE[lang],
        _listed(drafts, _DRAFT, lang),
        _listed(unseen, _UNSEEN, lang),
    ]
    return "; ".join(filter(None, parts))


_NO_RULE = say(
    id="aturan daerah yang sudah terbit dan dilihat tidak ada",
    en="no rule of the region that was issued was seen",
)
_SEEN = say(id="", en="")
_DRAFT = say(id="rancangan: ", en="draft: ")
_UNSEEN = say(
    id="disebut berita, belum dilihat, bukan dasar: ",
    en="reported, not seen, no basis: ",
)


def _listed(rules: list[LocalRule], kind: Text, lang: str) -> str:
    if not rules:
        return ""
    named = [_local(rule, lang) for rule in rules[:RULES]]
    named.append(more(len(rules) - RULES, lang))
    return kind[lang] + "; ".join(filter(None, named))


def _local(rule: LocalRule, lang: str) -> str:
    """Return a local rule with its day and its subject."""
    when = f", {day(rule.date, lang)}" if rule.date else ""
    subject = escape(shortened(lowered(text_of(rule.title, lang)), SUBJECT))
    name = rule.name(lang).partition(", ")[0]
    return f"{escape(name)}{when} ({subject})"
