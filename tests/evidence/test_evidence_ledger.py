"""The ledger: complete, exact, and honest about what it cannot settle."""

from fractions import Fraction

import pytest

from analysis.errors import InputDataError
from analysis.evidence.ledger import claim, ledger, value

SLUGS = {
    "S015": "rt_rw",
    "S016": "kader",
    "S017": "adhoc_kpu",
    "S018": "adhoc_bawaslu",
    "S019": "nelayan",
    "S020": "kebersihan",
    "S021": "linmas",
    "N020": "petani",
}


def test_all_published_cases_are_there():
    ids = ledger()["claim_id"]
    assert ids.is_unique
    cases = ids[ids.str.fullmatch(r"[SN]\d{3}")]
    assert len(cases) == 331
    assert set(cases[cases.str.startswith("S")]) == {f"S{n:03d}" for n in range(1, 43)}


def test_seed_figures_have_their_publisher():
    seeds = ledger().set_index("claim_id")["source_id"]
    assert seeds["S001"] == "cirebonbagus-2019"
    assert seeds["S002"] == "jejakkasus-2022"
    assert seeds["S007"] == "kemnaker-ekliping-2021"
    assert seeds["S014"] == "koranmedsos-2024"
    assert seeds["S040"] == "antara-banten-2021"


@pytest.mark.parametrize(("claim_id", "slug"), SLUGS.items())
def test_segments_are_the_project_s_slugs(claim_id, slug):
    assert claim(claim_id)["segment"] == slug


def test_values_are_exact():
    assert value("S015") == 1528
    assert value("S040") == Fraction("0.0813")
    assert value("U-3672-2026") == Fraction("5469922.59")
    assert value("B-3672-2026-pendapatan_daerah-raperda_disetujui") == 1_966_841_743_000
    assert value("P-3274-202310-non_asn_total") == 3472
    assert value("L-3271-2021-tpt") == Fraction("0.1179")


@pytest.mark.parametrize(
    ("claim_id", "status"),
    [
        ("S040", "label-corrected"),
        ("S028", "typo-corrected"),
        ("S014", "held apart"),
        ("S037", "held apart"),
        ("S039", "held apart"),
        ("S003", "held apart"),
        ("S006", "rejected"),
        ("S022", "reconciled"),
    ],
)
def test_statuses_say_what_the_project_does(claim_id, status):
    assert claim(claim_id)["status"] == status


def test_what_supersedes_exists_and_nothing_is_overwritten():
    table = ledger().set_index("claim_id")
    replaced = table["supersedes"][table["supersedes"] != ""]
    assert set(replaced) <= set(table.index)
    assert replaced["S004"] == "S003"
    assert value("S028") == 662_101
    assert value("R001") == 692_101


def test_a_share_names_its_denominator():
    table = ledger()
    shares = table[(table["concept"] == "coverage_rate") & (table["value"].notna())]
    assert (shares["said_denominator"] != "").all()


def test_quotes_are_short():
    assert ledger()["quote"].str.len().max() <= 120


def test_regions_are_codes_or_the_nation():
    table = ledger()
    nation = table["region"] == ""
    assert set(table.loc[nation, "region_name"]) == {"Indonesia"}
    by_name = table[~nation].groupby("region_name")["region"].nunique()
    assert (by_name == 1).all()
    bone_bolango = table["region_name"] == "Kabupaten Bone Bolango"
    assert set(table.loc[bone_bolango, "region"]) == {"7503"}  # BPS says 7504


def test_an_unknown_claim_gets_its_nearest():
    with pytest.raises(InputDataError) as caught:
        value("S15")
    assert "S015" in caught.value.message("en")
    assert caught.value.exit_code == 2
    with pytest.raises(InputDataError, match="S015"):
        claim("S0155")
    with pytest.raises(InputDataError, match="B-3672-2026-pad-raperda_disetujui"):
        claim("B-3672-2026-pad-raperda")


def test_a_claim_without_a_figure_says_so():
    with pytest.raises(InputDataError, match="no figure"):
        value("S001")
