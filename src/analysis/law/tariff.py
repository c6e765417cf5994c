"""What is paid for one member in one month, by programme."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from analysis.errors import ScenarioError
from analysis.law.dated import Law
from analysis.law.parameters import load_law
from analysis.law.rules import problem

RISK_GROUPS = (1, 2, 3, 4, 5)
ZERO = Fraction(0)
TRANSPORT = ("opang",)  # segments the longer discount of PP 50/2025 is for


@dataclass(frozen=True)
class Tariff:
    """Rupiah a month for JKK and for JKM, and the rule they rest on."""

    jkk_idr_m: Fraction
    jkm_idr_m: Fraction
    basis: str

    @property
    def total_idr_m(self) -> Fraction:
        """Return JKK and JKM together."""
        return self.jkk_idr_m + self.jkm_idr_m


def names(kind: str, risk_group: int = 1) -> tuple[str, str]:
    """Return the parameters that hold the JKK and JKM tariff of a membership kind."""
    if kind == "bpu":
        return "bpu_jkk_idr_m", "bpu_jkm_idr_m"
    if kind != "pu":
        raise ScenarioError(problem("", "tariff.kind", kind, "kind"))
    if risk_group not in RISK_GROUPS:
        where = "tariff.risk_group"
        raise ScenarioError(problem("", where, risk_group, "risk_group"))
    return f"pu_jkk_rate_group_{risk_group}", "pu_jkm_rate"


def tariff(
    kind: str,
    month: str,
    law: Law,
    reported_wage_idr_m: Fraction | None = None,
    risk_group: int = 1,
) -> Tariff:
    """Return the tariff of an APBD-paid member in ``month`` (``"YYYY-MM"``).

    ::

        bpu: amount x relief            pu: rate x reported wage x relief

    ``relief`` is PP 49/2020. The PP 50/2025 discount never enters: it excludes members
    paid from APBN or APBD. An overridden amount is what is paid, without relief.
    Unsettled rules follow the readings of the law: ``bpu_income_bracket_reading`` (by
    default the lowest bracket, whatever the income) and ``non_asn_in_jkp``.
    Raises :class:`ScenarioError` for an unknown kind or group, or PU without a wage.
    """
    jkk, jkm = names(kind, risk_group)
    if kind == "pu":
        wage = _wage(reported_wage_idr_m)
        amounts = [wage * rate for rate in _pu_rates((jkk, jkm), month, law)]
    else:
        amounts = [_bpu_jkk(month, law, reported_wage_idr_m), law.value(jkm, month)]
    return Tariff(
        jkk_idr_m=amounts[0] * relief_factor(jkk, month, law),
        jkm_idr_m=amounts[1] * relief_factor(jkm, month, law),
        basis=basis_of(kind, month, law, risk_group),
    )


def self_paid_tariff(segment: str, month: str, law: Law) -> Tariff:
    """Return what a BPU member who pays alone pays in ``month``: amount x discount.

    The discount of PP 50/2025 leaves out members paid from APBN or APBD; these are not.
    """
    paid = tariff("bpu", month, law)
    transport = segment in TRANSPORT
    name = "discount_bpu_transport_factor" if transport else "discount_bpu_factor"
    factor = law.value(name, month)
    return Tariff(
        jkk_idr_m=paid.jkk_idr_m * factor,
        jkm_idr_m=paid.jkm_idr_m * factor,
        basis=f"{paid.basis}; {law.entry(name, month).basis}",
    )


def segment_tariff(
    segment: str,
    month: str,
    law: Law | None = None,
    reported_wage_idr_m: Fraction | None = None,
) -> Tariff:
    """Return what a segment pays in ``month`` by its default tariff (segments.yaml).

    Raises :class:`ScenarioError` for an unknown segment, or PU without a wage.
    """
    law = law or load_law()
    default = law.segment(segment).default_tariff
    group = default.risk_group
    return tariff(default.kind, month, law, reported_wage_idr_m, group)


def converted_tariff(
    month: str, law: Law, salary_idr_m: Fraction, insurer: str | None = None
) -> Tariff:
    """Return what a non-ASN worker costs after conversion to PPPK.

    By ``insurer``, or the reading of ``pppk_part_time_insurer``: BPJS
    Ketenagakerjaan (the PU rates, risk group 1), Taspen (the rates of ASN), or nothing
    where none is budgeted.
    Raises :class:`ScenarioError` before the conversion began, or without a salary.
    """
    insurer = insurer or law.text("pppk_part_time_insurer", month)
    salary = _wage(salary_idr_m)
    if insurer == "bpjs_tk":
        return tariff("pu", month, law, salary)
    if insurer == "none_budgeted":
        basis = law.entry("pppk_part_time_insurer", month).basis
        return Tariff(ZERO, ZERO, basis)
    rates = ("taspen_jkk_rate", "taspen_jkm_rate")
    jkk, jkm = (salary * law.value(name, month) for name in rates)
    return Tariff(jkk, jkm, _bases(rates, month, law, "id"))


def relief_factor(name: str, month: str, law: Law) -> Fraction:
    """Return the relief multiplier on a tariff parameter; 1 where it is overridden."""
    if law.entry(name, month).overridden:
        return Fraction(1)
    return law.value("relief_jkk_jkm_factor", month)


def basis_of(
    kind: str, month: str, law: Law, risk_group: int = 1, *, lang: str = "id"
) -> str:
    """Return the rules a tariff rests on, the relief only while it holds."""
    both = names(kind, risk_group)
    relieved = any(relief_factor(name, month, law) != 1 for name in both)
    used = (*both, "relief_jkk_jkm_factor") if relieved else both
    return _bases(used, month, law, lang)


def _bases(used: tuple[str, ...], month: str, law: Law, lang: str) -> str:
    parts = [law.entry(name, month).basis_in(lang) for name in used]
    return "; ".join(dict.fromkeys(parts))


def _wage(reported_wage_idr_m: Fraction | None) -> Fraction:
    if reported_wage_idr_m is None or reported_wage_idr_m <= 0:
        found = reported_wage_idr_m if reported_wage_idr_m is not None else ""
        raise ScenarioError(problem("", "tariff.reported_wage", found, "wage"))
    return Fraction(reported_wage_idr_m)


def _pu_rates(both: tuple[str, str], month: str, law: Law) -> tuple[Fraction, Fraction]:
    jkk, jkm = (law.value(name, month) for name in both)
    if law.text("non_asn_in_jkp", month) == "outside_jkp":
        return jkk, jkm
    return (
        jkk - law.value("jkp_jkk_deduction_rate", month),
        law.value("pu_jkm_rate_in_jkp", month),
    )


def _bpu_jkk(month: str, law: Law, income_idr_m: Fraction | None) -> Fraction:
    lowest = law.value("bpu_jkk_idr_m", month)
    if law.text("bpu_income_bracket_reading", month) == "lowest":
        return lowest
    income = income_idr_m or law.value("bpu_wage_base_idr_m", month)
    share = law.value("bpu_jkk_rate", month) * income
    return min(max(share, lowest), law.value("bpu_jkk_top_idr_m", month))
