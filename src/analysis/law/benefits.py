"""What the national funds pay when a member dies or is hurt; never the APBD."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from analysis.errors import ScenarioError
from analysis.law.dated import Law
from analysis.law.rules import problem, unknown_name

SCHOOL_LEVELS = ("tk", "sd", "smp", "sma", "pt")
CARRIERS = ("land", "sea", "air")
ZERO = Fraction(0)


@dataclass(frozen=True)
class ScholarshipSchedule:
    """What the children of a member may draw under the law of one month.

    ``levels``: rupiah a year and most years of each of :data:`SCHOOL_LEVELS`;
    ``single_idr``: paid once for each child (before PP 82/2019), else 0.
    """

    levels: tuple[tuple[Fraction, int], ...]
    end_age: int
    single_idr: Fraction
    most_children: int


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
    if _at_least_0(tenure_months, "tenure_months") < jkm_early_months(month, law):
        return jkm_early_death_benefit_idr(month, law)
    return jkm_death_benefit_idr(month, law)


def jkm_scholarship_min_months(month: str, law: Law) -> int:
    """Return the months of contributions the JKM scholarship needs."""
    return int(law.value("jkm_scholarship_min_months", month))


def jkk_scholarship_min_months(month: str, law: Law) -> int:
    """Return the months of contributions the JKK scholarship needs: 0 for none.

    Raises :class:`ScenarioError` before December 2019: what held then was not found.
    """
    return int(law.value("jkk_scholarship_min_months", month))


def scholarship_schedule(month: str, law: Law) -> ScholarshipSchedule:
    """Return levels, end age, single payment and most children in ``month``.

    Where no level pays a yearly amount the levels take no years, and the end age is
    the first one the law has, as the older rule's was not found. Raises
    :class:`ScenarioError` for a month before the law.
    """
    amounts = [law.value(f"scholarship_{one}_idr_y", month) for one in SCHOOL_LEVELS]
    yearly = any(amounts)
    years = [
        int(law.value(f"scholarship_{one}_years", month)) if yearly else 0
        for one in SCHOOL_LEVELS
    ]
    first = law.parameter("scholarship_end_age").entries[0].from_month
    end_month = month if yearly else max(month, first)
    return ScholarshipSchedule(
        levels=tuple(zip(amounts, years, strict=True)),
        end_age=int(law.value("scholarship_end_age", end_month)),
        single_idr=law.value("scholarship_single_idr", month),
        most_children=int(law.value("scholarship_max_children", month)),
    )


def scholarship_per_child_idr(month: str, law: Law) -> Fraction:
    """Return the most one child can draw over all school years, undiscounted.

    ::

        single payment (before PP 82/2019) + sum over levels of amount_y x years
    """
    schedule = scholarship_schedule(month, law)
    by_level = sum((amount * years for amount, years in schedule.levels), ZERO)
    return schedule.single_idr + by_level


def scholarship_maximum_idr(month: str, law: Law) -> Fraction:
    """Return the most the children of one member can draw."""
    children = law.value("scholarship_max_children", month)
    return children * scholarship_per_child_idr(month, law)


def benefit_wage_idr_m(month: str, law: Law, wage_idr_m: Fraction | None) -> Fraction:
    """Return the wage JKK benefits rest on: the reported one, None for the BPU base.

    Raises :class:`ScenarioError` for a wage of 0 or below.
    """
    if wage_idr_m is None:
        return law.value("bpu_wage_base_idr_m", month)
    if wage_idr_m <= 0:
        raise ScenarioError(problem("", "wage_idr_m", wage_idr_m, "benefit_wage"))
    return Fraction(wage_idr_m)


def jkk_death_benefit_idr(
    month: str, law: Law, wage_idr_m: Fraction | None = None
) -> Fraction:
    """Return the JKK benefit of a death at work, without scholarship.

    ::

        max(48 x wage, JKM lump sum) + periodic + funeral

    ``wage_idr_m``: reported wage; None for the BPU base.
    """
    wage = benefit_wage_idr_m(month, law, wage_idr_m)
    lump = max(
        law.value("jkk_death_wage_multiple", month) * wage,
        law.value("jkm_lump_idr", month),
    )
    fixed = law.value("jkk_periodic_idr", month) + law.value("jkk_funeral_idr", month)
    return lump + fixed


def jkk_incapacity_idr(
    months: Fraction | int, month: str, law: Law, wage_idr_m: Fraction | None = None
) -> Fraction:
    """Return the wage of ``months`` without work (STMB), by the law of their start.

    ::

        (min(m, full months) + later share x max(m - full months, 0)) x wage

    Raises :class:`ScenarioError` for more than six months before December 2019: what
    the older rule paid after them was not found.
    """
    unable = _at_least_0(months, "months")
    paid_months = min(unable, law.value("jkk_incapacity_full_months", month))
    if unable > paid_months:
        later = law.value("jkk_incapacity_later_share", month)
        paid_months += later * (unable - paid_months)
    return paid_months * benefit_wage_idr_m(month, law, wage_idr_m)


def jkk_partial_disability_idr(
    table_share: Fraction, month: str, law: Law, wage_idr_m: Fraction | None = None
) -> Fraction:
    """Return the benefit of a partial disability: table share x 80 x wage.

    ``table_share``: what the table of the law says, 0.4 for 40 per cent.
    """
    if not 0 <= table_share <= 1:
        raise ScenarioError(problem("", "table_share", table_share, "share"))
    multiple = law.value("jkk_partial_disability_wage_multiple", month)
    wage = benefit_wage_idr_m(month, law, wage_idr_m)
    return Fraction(table_share) * multiple * wage


def jkk_total_disability_idr(
    month: str, law: Law, wage_idr_m: Fraction | None = None
) -> Fraction:
    """Return the benefit of total permanent disability: 56 x wage + periodic."""
    multiple = law.value("jkk_total_disability_wage_multiple", month)
    wage = benefit_wage_idr_m(month, law, wage_idr_m)
    return multiple * wage + law.value("jkk_periodic_idr", month)


def jkk_transport_idr(
    cost_by_carrier: Mapping[str, Fraction], month: str, law: Law
) -> Fraction:
    """Return what is paid for transport, each of :data:`CARRIERS` up to its own cap.

    ``land`` includes rivers. Raises :class:`ScenarioError` for another carrier.
    """
    return sum(
        (_carried_idr(one, cost, month, law) for one, cost in cost_by_carrier.items()),
        ZERO,
    )


def _carried_idr(carrier: str, cost_idr: Fraction, month: str, law: Law) -> Fraction:
    if carrier not in CARRIERS:
        raise ScenarioError(unknown_name("", "transport", carrier, CARRIERS))
    cap_idr = law.value(f"jkk_transport_{carrier}_cap_idr", month)
    return min(_at_least_0(cost_idr, f"transport.{carrier}"), cap_idr)


def jkk_home_care_idr(cost_idr: Fraction, month: str, law: Law) -> Fraction:
    """Return what is paid for care at home: the cost of the months the law allows.

    Never above the cap. Raises :class:`ScenarioError` before December 2019.
    """
    cap_idr = law.value("jkk_homecare_cap_idr", month)
    return min(_at_least_0(cost_idr, "home_care"), cap_idr)


def _at_least_0(value: Fraction | int, where: str) -> Fraction:
    if value < 0:
        raise ScenarioError(problem("", where, value, "negative"))
    return Fraction(value)
