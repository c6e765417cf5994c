"""What the law says for one segment in one month, row by row, with its source."""

from __future__ import annotations

from fractions import Fraction
from pathlib import PurePosixPath

import pandas as pd

from analysis.errors import ScenarioError
from analysis.language import percent, say
from analysis.law import gazette
from analysis.law.benefits import scholarship_maximum_idr
from analysis.law.dated import Law
from analysis.law.explain_table import Table, cited, rupiah, share
from analysis.law.explain_texts import (
    FUNDER,
    LOCAL_RULE,
    REVISED_ONLY,
    SHARE_AT_MOST,
    WORDS,
)
from analysis.law.parameters import funders
from analysis.law.reading import MONTH
from analysis.law.rules import problem, too_early
from analysis.law.tariff import TRANSPORT, basis_of, names, relief_factor, tariff
from analysis.law.wording import CONFIDENCES, MARKS

_BENEFITS = (
    *("jkm_death_idr", "jkm_lump_idr", "jkm_periodic_idr", "jkm_funeral_idr"),
    *("jkm_early_months", "jkm_early_death_idr", "jkm_scholarship_min_months"),
)
_ACCIDENT = (
    *("jkk_total_disability_wage_multiple", "jkk_partial_disability_wage_multiple"),
    *("jkk_incapacity_full_months", "jkk_incapacity_later_share"),
    *("jkk_medical_ceiling", "jkk_homecare_cap_idr", "jkk_homecare_months"),
    *("jkk_prosthesis_price_factor", "jkk_transport_land_cap_idr"),
    *("jkk_transport_sea_cap_idr", "jkk_transport_air_cap_idr"),
    "jkk_scholarship_min_months",
)
_CALENDAR = (
    *("budget_cutoff_month_day", "revised_cutoff_month_day"),
    *("revised_budget_first_month", "payment_due_day", "lapse_after_unpaid_months"),
)
_BPU_STATUS = ("bpu_late_fine_rate_m", "bpu_entry_age_max")
_STAFF_STATUS = (
    *("non_asn_enrolment_duty", "registration_form_working_days"),
    *("registration_number_working_days", "pppk_part_time_insurer"),
    *("non_asn_settlement_deadline", "account_non_asn_jkk", "account_non_asn_jkm"),
)
_STAFF = ("non_asn",)


def what_applies(
    month: str,
    segment: str,
    law: Law,
    region_wage: Fraction | None = None,
    *,
    lang: str = "en",
) -> pd.DataFrame:
    """Return what a planner or a lawyer needs to know for ``segment`` in ``month``.

    Columns: section, what, parameter (the name ``law.overrides`` takes), value, unit,
    in force from, basis, law (each regulation named, with its article or that it was
    not seen), source (id, title, address), mark, confidence, reading, note.
    ``region_wage``: rupiah a month, for the example of a PU segment. Raises
    :class:`ScenarioError` for an unknown segment or a month before the law begins.
    """
    table = Table(month, law, lang)
    table.start("tariff")
    default = law.segment(segment).default_tariff
    _segment_row(table, segment)
    if default.kind == "pu":
        _pu_rows(table, default.risk_group, region_wage)
    else:
        _bpu_rows(table)
    _relief_rows(table, names(default.kind, default.risk_group)[0])
    if default.kind == "bpu":
        _discount_row(table, segment)
    table.start("benefits")
    _benefit_rows(table, default.kind)
    table.start("status")
    table.known(_CALENDAR)
    table.known(_BPU_STATUS if default.kind == "bpu" else ())
    staff = segment in _STAFF
    table.known(_STAFF_STATUS if staff else ("vulnerable_worker_instruction",))
    table.start("funders")
    _funder_rows(table, segment, law.segment(segment).profile)
    return table.frame()


def everything(month: str, law: Law, *, lang: str = "en") -> pd.DataFrame:
    """Return every parameter in force in ``month``, by the file it stands in.

    Columns as in :func:`what_applies`. Raises :class:`ScenarioError` where nothing is
    in force yet.
    """
    table = Table(month, law, lang)
    if not MONTH.fullmatch(month):
        raise ScenarioError(problem("data/parameters", "", month, "month"))
    for name, parameter in law.parameters.items():
        table.start(PurePosixPath(parameter.file).stem)
        table.known([name])
    if not table.rows:
        first = min(p.entries[0].from_month for p in law.parameters.values())
        raise ScenarioError(too_early("data/parameters", "", month, first))
    return table.frame()


def _segment_row(table: Table, slug: str) -> None:
    info = table.law.segment(slug)
    label, kind = info.label[table.lang], info.default_tariff.kind
    table.add(
        what=f"{WORDS['kind'][table.lang]}: {label}",
        parameter="tariff.kind",
        value=kind.upper(),
        source=cited(info.default_tariff.sources),
        mark=MARKS["assumed"][table.lang],
        note=info.default_tariff.reason[table.lang],
    )
    for name, text in (("entry", info.entry), ("exit", info.exit)):
        table.add(
            what=WORDS[name][table.lang],
            value=text[table.lang],
            mark=MARKS["assumed"][table.lang],
            basis=WORDS["described"][table.lang],
        )


def _bpu_rows(table: Table) -> None:
    for name in names("bpu"):
        table.entry(name)
    _money_rows(table, None, 1)
    table.known(("bpu_income_bracket_reading", "bpu_jkk_top_idr_m", "bpu_jht_rate"))


def _pu_rows(table: Table, risk_group: int, wage_idr_m: Fraction | None) -> None:
    for name in names("pu", risk_group):
        table.entry(name)
    rate = tariff("pu", table.month, table.law, Fraction(1), risk_group)
    unit = table.law.parameter("pu_jkm_rate").unit
    basis = basis_of("pu", table.month, table.law, risk_group, lang=table.lang)
    table.computed(WORDS["rate"], share(rate.total_idr_m, table.lang), unit, basis)
    if wage_idr_m is not None:
        _money_rows(table, wage_idr_m, risk_group)
    table.known(("non_asn_in_jkp",))


def _money_rows(table: Table, wage_idr_m: Fraction | None, risk_group: int) -> None:
    kind = "bpu" if wage_idr_m is None else "pu"
    paid = tariff(kind, table.month, table.law, wage_idr_m, risk_group)
    basis = basis_of(kind, table.month, table.law, risk_group, lang=table.lang)
    suffix = ""
    if wage_idr_m is not None:
        wage = rupiah(Fraction(wage_idr_m), table.lang)
        suffix = f" ({WORDS['example'][table.lang].format(wage=wage)})"
    amounts = {"jkk": paid.jkk_idr_m, "jkm": paid.jkm_idr_m, "total": paid.total_idr_m}
    for word, amount in amounts.items():
        what = say(id=WORDS[word]["id"] + suffix, en=WORDS[word]["en"] + suffix)
        table.computed(what, rupiah(amount, table.lang), "idr/person/month", basis)


def _relief_rows(table: Table, name: str) -> None:
    in_force = relief_factor(name, table.month, table.law) != 1
    table.entry("relief_jkk_jkm_factor", None if in_force else WORDS["no_relief"])


def _discount_row(table: Table, slug: str) -> None:
    transport = slug in TRANSPORT
    name = "discount_bpu_transport_factor" if transport else "discount_bpu_factor"
    in_force = table.law.value(name, table.month) != 1
    table.entry(name, None if in_force else WORDS["no_discount"])


def _benefit_rows(table: Table, kind: str) -> None:
    table.known(_BENEFITS)
    maximum = rupiah(scholarship_maximum_idr(table.month, table.law), table.lang)
    table.computed(WORDS["scholarship"], maximum, "idr/death")
    table.entry("jkk_death_idr" if kind == "bpu" else "jkk_death_wage_multiple")
    table.known(_ACCIDENT)


def _funder_rows(table: Table, slug: str, profile: str) -> None:
    for funder in funders().values():
        rule, lang = funder.in_force(table.month), table.lang
        if rule is None or not rule.may_pay({slug, profile}):
            continue
        said = [FUNDER[funder.is_apbd_money][lang]]
        if rule.needs_local_rule:
            said.append(LOCAL_RULE[lang])
        if rule.revised_budget_only:
            said.append(REVISED_ONLY[lang])
        if rule.allocation_share_max is not None:
            most = percent(float(rule.allocation_share_max), lang, 0)
            said.append(SHARE_AT_MOST[lang].format(share=most))
        table.add(
            what=funder.label[lang],
            parameter=f"funding.{funder.slug}",
            value="; ".join(said),
            from_month=rule.from_month,
            basis=rule.basis[lang],
            law=gazette.articles(rule.basis["id"], lang),
            source=cited(rule.sources),
            mark=MARKS[rule.mark][lang],
            confidence=f"{rule.confidence}: {CONFIDENCES[rule.confidence][lang]}",
            note=rule.note[lang],
        )
