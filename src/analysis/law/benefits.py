"""What the national funds pay when a member dies or is hurt; never the APBD."""

from __future__ import annotations

from fractions import Fraction

from analysis.law.dated import Law

SCHOOL_LEVELS = ("tk", "sd", "smp", "sma", "pt")


def jkm_death_benefit_idr(month: str, law: Law) -> Fraction:
    """Return the full JKM benefit of one death in ``month``, without scholarship."""
    return law.value("jkm_death_idr", month)


def jkm_early_death_benefit_idr(month: str, law: Law) -> Fraction:
    """Return the JKM benefit of a death within the first months of membership."""
    return law.value("jkm_early_death_idr", month)


def jkm_early_months(month: str, law: Law) -> int:
    """Return for how many first months the reduced benefit holds; 0 for none."""
    return int(law.value("jkm_early_months", month))


def jkm_benefit_at_tenure_idr(tenure_months: int, month: str, law: Law) -> Fraction:
    """Return the JKM benefit of a death after ``tenure_months`` full months."""
    if tenure_months < jkm_early_months(month, law):
        return jkm_early_death_benefit_idr(month, law)
    return jkm_death_benefit_idr(month, law)


def jkm_scholarship_min_months(month: str, law: Law) -> int:
    """Return the months of contributions the JKM scholarship needs (JKK: none)."""
    return int(law.value("jkm_scholarship_min_months", month))


def scholarship_per_child_idr(month: str, law: Law) -> Fraction:
    """Return the most one child can draw over all school years, undiscounted.

    ::

        single payment (before PP 82/2019) + sum over levels of amount_y x years
    """
    total = law.value("scholarship_single_idr", month)
    for level in SCHOOL_LEVELS:
        amount_idr_y = law.value(f"scholarship_{level}_idr_y", month)
        if amount_idr_y:
            total += amount_idr_y * law.value(f"scholarship_{level}_years", month)
    return total


def scholarship_maximum_idr(month: str, law: Law) -> Fraction:
    """Return the most the children of one member can draw."""
    children = law.value("scholarship_max_children", month)
    return children * scholarship_per_child_idr(month, law)


def jkk_death_benefit_idr(
    month: str, law: Law, wage_idr_m: Fraction | None = None
) -> Fraction:
    """Return the JKK benefit of a death at work, without scholarship.

    ::

        max(48 x wage, JKM lump sum) + periodic + funeral

    ``wage_idr_m``: reported wage; None for the BPU base.
    """
    wage = law.value("bpu_wage_base_idr_m", month) if wage_idr_m is None else wage_idr_m
    lump = max(
        law.value("jkk_death_wage_multiple", month) * wage,
        law.value("jkm_lump_idr", month),
    )
    fixed = law.value("jkk_periodic_idr", month) + law.value("jkk_funeral_idr", month)
    return lump + fixed
