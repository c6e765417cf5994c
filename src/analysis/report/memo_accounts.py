"""The account codes of a memo as far as they are known; the rest is to fill in."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from analysis.language import say

if TYPE_CHECKING:
    from analysis.report.memo_told import Teller

BLANK = "." * 24
NON_ASN = "non_asn"


def accounts(told: Teller) -> str:
    """Return the accounts as far as they are known; the rest is left to fill in."""
    title = say(id="Kode rekening", en="Account codes")[told.lang]
    fill = say(id="isi menurut DPA", en="fill in from the DPA")[told.lang]
    known = NON_ASN in told.results.scenario.segments
    others = len(told.results.scenario.segments) > known
    parts = [_known_accounts(told)] if known else []
    if others:
        whose = say(id="kelompok lain", en="other groups")[told.lang] if known else ""
        parts.append(f"{whose} {BLANK} ({fill})".strip())
    return f"<b>{title}:</b> {'; '.join(parts)}."


def _known_accounts(told: Teller) -> str:
    law, month = told.results.law, f"{told.first}-01"
    jkk, jkm = (law.entry(f"account_non_asn_{one}", month) for one in ("jkk", "jkm"))
    basis = escape(jkk.basis_in(told.lang))
    return say(
        id=f"non-ASN {jkk.value} (JKK) dan {jkm.value} (JKM), menurut {basis}; "
        "cocokkan dengan DPA",
        en=f"non-ASN staff {jkk.value} (JKK) and {jkm.value} (JKM), by {basis}; "
        "check against the DPA",
    )[told.lang]
