"""The tariff: exact, with its basis, refused where it cannot be given.

Amounts by month are told as cases in tests/cases/law.
"""

from fractions import Fraction

import pytest

from analysis.errors import ScenarioError
from analysis.law.parameters import load_law
from analysis.law.profiles import segment
from analysis.law.tariff import tariff


def test_tariffs_are_exact_fractions():
    paid = tariff("pu", "2026-04", load_law(), Fraction("5469922.59"))
    assert isinstance(paid.total_idr_m, Fraction)
    assert paid.total_idr_m == Fraction("5469922.59") * Fraction(54, 10000)


def test_bpu_ignores_a_wage():
    law = load_law()
    with_wage = tariff("bpu", "2024-08", law, Fraction(9_000_000))
    assert with_wage == tariff("bpu", "2024-08", law)


def test_basis_names_the_relief_only_while_it_holds():
    law = load_law()
    assert "PP 49/2020" in tariff("bpu", "2020-08", law).basis
    assert "PP 49/2020" not in tariff("bpu", "2021-02", law).basis


def test_basis_names_an_override():
    law = load_law(overrides={"bpu_jkm_idr_m": {"2027-01": Fraction(13471)}})
    assert "law.overrides.bpu_jkm_idr_m" in tariff("bpu", "2027-03", law).basis


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (("mandiri", "2024-08"), "tariff.kind (found: mandiri)"),
        (("pu", "2024-08", None), "tariff.reported_wage"),
        (("pu", "2024-08", Fraction(0)), "tariff.reported_wage (found: 0)"),
        (("pu", "2024-08", Fraction(1), 6), "tariff.risk_group (found: 6)"),
        (("bpu", "2015-06"), "bpu_jkk_idr_m (found: 2015-06)"),
        (("bpu", "2024-13"), "bpu_jkk_idr_m (found: 2024-13)"),
        (("bpu", "2024"), "bpu_jkk_idr_m (found: 2024)"),
    ],
)
def test_what_a_tariff_refuses(arguments, found):
    kind, month, *rest = arguments
    with pytest.raises(ScenarioError) as caught:
        tariff(kind, month, load_law(), *rest)
    assert found in caught.value.message("en")
    assert caught.value.exit_code == 3


def test_default_tariffs_by_segment():
    law = load_law()
    kinds = {slug: info.default_tariff.kind for slug, info in law.segments.items()}
    assert [slug for slug, kind in kinds.items() if kind == "pu"] == ["non_asn"]
    assert segment("non_asn").default_tariff.risk_group == 1
    assert segment("non_asn").default_tariff.reported_wage == "umk"


def test_public_tariff_of_a_segment():
    import analysis as iuran

    assert iuran.tariff("rt_rw", "2024-08").total_idr_m == 16_800
    paid = iuran.tariff("non_asn", "2024-08", reported_wage_idr_m=Fraction(1_000_000))
    assert paid.total_idr_m == 5_400  # Maros 2022
    with pytest.raises(ScenarioError):
        iuran.tariff("rt_rv", "2024-08")
