"""Computed findings in Indonesian and English, true for any scenario.

Each function returns a ``Prose`` of about two sentences; every number in it comes
from the results, formatted for the language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.language import say
from analysis.report.prose import Prose
from analysis.report.sentences_beside import arrears, beside, stopped
from analysis.report.sentences_carried import bill_band, breach_date, line
from analysis.report.sentences_claims import break_even, claims
from analysis.report.sentences_compare import (
    causes,
    comparison,
    crossings,
    warnings,
)
from analysis.report.sentences_cut import carried, cut, reserve
from analysis.report.sentences_enrolment import (
    allowed,
    decided,
    funnel,
    known,
    leavers,
    rhythm,
)
from analysis.report.sentences_evidence import evidence, gate, law, receipts
from analysis.report.sentences_funders import funders
from analysis.report.sentences_horizon import burden_change, other_line, terms
from analysis.report.sentences_information import cover, first_question, movers
from analysis.report.sentences_left_out import left_out
from analysis.report.sentences_money import bill
from analysis.report.sentences_national import (
    national_affordable,
    national_benefits,
    national_cost,
    national_estimate,
    national_known,
    national_spread,
    national_yardstick,
)
from analysis.report.sentences_people import enrolment, title
from analysis.report.sentences_priority import (
    claims_contrast,
    first_to_cover,
    inverse,
    order_holds,
)
from analysis.report.sentences_published import published
from analysis.report.sentences_ratio import (
    delay,
    national,
    next_year,
    published_ratio,
    tariff_revision,
)
from analysis.report.sentences_revenue import account, bases, revenue
from analysis.report.sentences_settled import materiality, refused, repairs
from analysis.report.sentences_stress import stress
from analysis.report.sentences_uncertain import uncertain
from analysis.report.sentences_validation import (
    forecast_default,
    forecast_record,
    frozen,
    quota_steps,
    replayed,
    validation_verdict,
)
from analysis.report.sentences_value import claims_answer, scale, value
from analysis.report.tables_evidence import identity_name

if TYPE_CHECKING:
    from analysis.model.projection import Results

__all__ = [
    "Prose",
    "account",
    "allowed",
    "arrears",
    "bases",
    "beside",
    "bill",
    "bill_band",
    "breach_date",
    "break_even",
    "burden_change",
    "carried",
    "causes",
    "checks",
    "claims",
    "claims_answer",
    "claims_contrast",
    "comparison",
    "cover",
    "crossings",
    "cut",
    "decided",
    "delay",
    "enrolment",
    "evidence",
    "first_question",
    "first_to_cover",
    "forecast_default",
    "forecast_record",
    "frozen",
    "funders",
    "funnel",
    "gate",
    "headlines",
    "inverse",
    "known",
    "law",
    "leavers",
    "left_out",
    "line",
    "materiality",
    "movers",
    "national",
    "national_affordable",
    "national_benefits",
    "national_cost",
    "national_estimate",
    "national_known",
    "national_spread",
    "national_yardstick",
    "next_year",
    "order_holds",
    "other_line",
    "published",
    "published_ratio",
    "quota_steps",
    "receipts",
    "refused",
    "repairs",
    "replayed",
    "reserve",
    "revenue",
    "rhythm",
    "scale",
    "stopped",
    "stress",
    "tariff_revision",
    "terms",
    "title",
    "uncertain",
    "validation_verdict",
    "value",
    "warnings",
]


def headlines(results: Results, lang: str = "en") -> list[Prose]:
    """Return the findings of the run page, most important first."""
    found = [
        bill(results, lang),
        enrolment(results, lang),
        claims(results, lang),
        uncertain(results, lang),
    ]
    if results.scenario.decision is not None:
        found.insert(3, gate(results, lang))
    return found


def checks(results: Results, lang: str = "en") -> Prose:
    """Say whether all identities of the run hold."""
    found = results.identities()
    broken = found.loc[~found["holds"].astype(bool), "identity"]
    failed = [identity_name(name, lang) for name in broken]
    if not failed:
        return Prose(
            say(
                id=f"Semua {len(found)} identitas terpenuhi.",
                en=f"All {len(found)} identities hold.",
            )[lang]
        )
    return Prose(
        say(
            id=f"Identitas yang tidak terpenuhi: {', '.join(failed)}.",
            en=f"Identities that do not hold: {', '.join(failed)}.",
        )[lang]
    )
