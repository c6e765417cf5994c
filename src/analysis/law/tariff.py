"""What is paid for one member in one month, by programme."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from analysis.errors import ScenarioError
from analysis.law.dated import Law
from analysis.law.parameters import load_law
from analysis.law.rules import problem

RISK_GROUPS = (1, 2, 3, 4, 5)


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
    Raises :class:`ScenarioError` for an unknown kind or group, or PU without a wage.
    """
    base = Fraction(1)
    jkk, jkm = names(kind, risk_group)
    if kind == "pu":
        base = _wage(reported_wage_idr_m)
    return Tariff(
        jkk_idr_m=law.value(jkk, month) * base * relief_factor(jkk, month, law),
        jkm_idr_m=law.value(jkm, month) * base * relief_factor(jkm, month, law),
        basis=_basis((jkk, jkm), month, law),
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


def relief_factor(name: str, month: str, law: Law) -> Fraction:
    """Return the relief multiplier on a tariff parameter; 1 where it is overridden."""
    if law.entry(name, month).overridden:
        return Fraction(1)
    return law.value("relief_jkk_jkm_factor", month)


def _wage(reported_wage_idr_m: Fraction | None) -> Fraction:
    if reported_wage_idr_m is None or reported_wage_idr_m <= 0:
        found = reported_wage_idr_m if reported_wage_idr_m is not None else ""
        raise ScenarioError(problem("", "tariff.reported_wage", found, "wage"))
    return Fraction(reported_wage_idr_m)


def _basis(both: tuple[str, str], month: str, law: Law) -> str:
    parts = [law.entry(name, month).basis for name in both]
    if any(relief_factor(name, month, law) != 1 for name in both):
        parts.append(law.entry("relief_jkk_jkm_factor", month).basis)
    return "; ".join(dict.fromkeys(parts))
