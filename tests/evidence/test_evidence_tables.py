"""The processed tables: rebuilt byte for byte, complete, and closed."""

import hashlib
import json
import re
import shutil
import subprocess
import sys

import pytest

from analysis import paths
from analysis.errors import InputDataError
from analysis.evidence import tables
from analysis.evidence.columns import processed_tables, raw_tables

SEED_CITIES = {
    "3271": "Kota Bogor",
    "3274": "Kota Cirebon",
    "3672": "Kota Cilegon",
    "3673": "Kota Serang",
}


def names() -> list[str]:
    return sorted(processed_tables(tables.declared()))


def test_two_builds_give_the_committed_bytes(tmp_path):
    for folder in ("first", "second"):
        tables.build(processed=tmp_path / folder)
    files = sorted(path.name for path in (tmp_path / "first").iterdir())
    assert files == sorted([*(f"{name}.csv" for name in names()), "manifest.json"])
    for name in files:
        first = (tmp_path / "first" / name).read_bytes()
        assert first == (tmp_path / "second" / name).read_bytes()
        assert first == (paths.PROCESSED / name).read_bytes(), name


def test_check_says_what_is_stale(tmp_path):
    tables.build(processed=tmp_path)
    tables.build(check=True, processed=tmp_path)
    (tmp_path / "macro.csv").write_text("changed")
    with pytest.raises(InputDataError, match=r"macro\.csv"):
        tables.build(check=True, processed=tmp_path)


def test_the_manifest_names_every_file():
    manifest = json.loads((paths.PROCESSED / "manifest.json").read_text())
    assert set(manifest["raw"]) == {"columns.csv", *raw_tables(tables.declared())}
    assert set(manifest["processed"]) == {f"{name}.csv" for name in names()}
    assert all(re.fullmatch("[0-9a-f]{64}", one) for one in manifest["raw"].values())


def test_regions_are_complete():
    regions, provinces = tables.read("regions"), tables.read("provinces")
    assert len(regions) == 514
    assert len(provinces) == 38
    assert (regions["kind"] == "kabupaten").sum() == 416
    assert regions["population"].sum() == 284_973_643
    by_province = regions.groupby("province")["population"].sum()
    stated = provinces.set_index("province")["population"]
    assert by_province.equals(stated.loc[by_province.index].rename("population"))
    assert regions["participation_rate_2021"].between(0.3, 1).all()


def test_codes_are_text_and_the_four_cities_are_there():
    regions = tables.read("regions").set_index("region")
    assert all(isinstance(code, str) and len(code) == 4 for code in regions.index)
    assert regions.loc[list(SEED_CITIES), "name"].to_dict() == SEED_CITIES
    codes = tables.read("region_codes").set_index("region")["bps_code_2018"]
    assert (codes.index != codes).sum() == 199
    assert all(codes[code] == code for code in SEED_CITIES)


def test_mortality_covers_the_periods_both_sexes_and_all_ages():
    rates = tables.read("mortality")
    assert set(rates["period"]) >= {"2015-2020", "2020-2025", "2025-2030", "2045-2050"}
    assert (rates.groupby(["period", "sex"]).size() == 22).all()
    weights = tables.read("population_weights")
    assert set(weights["year"]) == {2020, 2025, 2030}
    assert 270e6 < weights.loc[weights["year"] == 2020, "population"].sum() < 276e6


def test_adult_mortality_is_the_published_one():
    """20-64: 5.24 per 1,000 with 2020-25 rates, 4.54 with 2025-30 (ages of 2020)."""
    rates = tables.read("mortality").set_index(["period", "sex", "age_start"])
    weights = tables.read("population_weights")
    adult = weights[(weights["year"] == 2020) & weights["age_start"].between(20, 60)]
    for period, expected in (("2020-2025", 5.24), ("2025-2030", 4.54)):
        keys = [(period, row.sex, row.age_start) for row in adult.itertuples()]
        rate = rates.loc[keys, "death_rate_y"].to_numpy()
        people = adult["population"].to_numpy()
        assert 1000 * (rate * people).sum() / people.sum() == pytest.approx(
            expected, abs=0.005
        )


def test_fertility_has_twelve_periods_and_seven_ages_each():
    births = tables.read("fertility")
    first_years = sorted({int(period[:4]) for period in births["period"]})
    assert first_years == list(range(1990, 2050, 5))
    for _, rows in births.groupby("period"):
        assert list(rows["age_start"]) == list(range(15, 50, 5))
        assert set(rows["age_width"]) == {5}


def test_total_fertility_of_2020_to_2025_is_the_mean_of_the_published_years():
    """Yearly total fertility of the same release, from mid-2020 to mid-2025."""
    years = (2.189038, 2.165881, 2.149014, 2.126677, 2.114715, 2.095947)
    published = (sum(years) - (years[0] + years[-1]) / 2) / 5
    births = tables.read("fertility").groupby("period")
    total = births.apply(
        lambda rows: (rows["births_per_woman_y"] * rows["age_width"]).sum(),
        include_groups=False,
    )
    assert total["2020-2025"] == pytest.approx(published, abs=0.001)
    assert total["2020-2025"] == pytest.approx(2.1394, abs=1e-6)


def test_wages_stay_exact_text():
    wages = tables.read("minimum_wages").set_index("claim_id")["umk_idr_m"]
    assert wages["U-3672-2026"] == "5469922.59"
    assert len(wages) == 37


def test_budgets_are_all_there():
    budgets = tables.read("budgets")
    assert len(budgets) == 146
    assert set(budgets["region"]) == set(SEED_CITIES)
    assert budgets["claim_id"].is_unique


def test_summary_figures_stand_for_the_tables_without_licence():
    priors = tables.read("fiscal_priors").set_index("name")
    assert priors.loc["revenue_budget_growth_mean_y", "value"] == 0.0452
    assert priors.loc["revenue_budget_growth_sd_y", "n"] == 114
    assert len(priors) < 100


@pytest.mark.parametrize("name", names())
def test_every_source_named_is_described(name):
    table, sources = tables.read(name), set(tables.read("sources")["source_id"])
    for column in ("source_id", "rate_source_id"):
        if column in table:
            assert set(table[column]) <= sources


def test_no_identity_number_stands_in_any_file():
    number = re.compile(r"(?<!\d)\d{16}(?!\d)")
    for folder in (paths.RAW, paths.PROCESSED):
        for path in folder.rglob("*.csv"):
            assert not number.search(path.read_text(encoding="utf-8")), path


def test_an_unknown_table_is_an_error_with_a_remedy():
    with pytest.raises(InputDataError, match="make data"):
        tables.read("nothing")


def test_a_read_table_is_the_readers_own():
    own = tables.read("provinces")
    own["name"] = "changed"
    assert "changed" not in set(tables.read("provinces")["name"])


def test_reading_does_not_load_pandera():
    code = (
        "import sys; from analysis.evidence import closure, ledger, tables;"
        "tables.read('regions'); ledger.value('S015'); closure.findings('3672');"
        "print('pandera' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "False", done.stderr


@pytest.mark.fault("F12")
@pytest.mark.parametrize("word", ["NA", "None", "null", "nan"])
def test_words_that_look_missing_stay_text(tmp_path, monkeypatch, word):
    header = (paths.PROCESSED / "provinces.csv").read_text().splitlines()[0]
    table = f"{header}\n11,{word},1,2,3,,x\n".encode()
    (tmp_path / "provinces.csv").write_bytes(table)
    built = json.loads((paths.PROCESSED / "manifest.json").read_bytes())
    built["processed"] = {"provinces.csv": hashlib.sha256(table).hexdigest()}
    (tmp_path / "manifest.json").write_text(json.dumps(built))
    monkeypatch.setattr(paths, "PROCESSED", tmp_path)
    tables._read.cache_clear()
    row = tables.read("provinces").iloc[0]
    tables._read.cache_clear()
    assert row["name"] == word
    assert row["province"] == "11"


@pytest.fixture
def moved(tmp_path, monkeypatch):
    """The folders of data in a place where a test may change them."""
    for name in ("RAW", "PARAMETERS", "PROCESSED"):
        folder = shutil.copytree(getattr(paths, name), tmp_path / name)
        monkeypatch.setattr(paths, name, folder)
    tables._read.cache_clear()
    yield tmp_path
    tables._read.cache_clear()
    tables._hashes.cache_clear()


@pytest.mark.parametrize(
    "file",
    ["RAW/columns.csv", "RAW/non_asn/non_asn.csv", "PARAMETERS/settlements.yaml"],
)
@pytest.mark.parametrize("gone", [False, True])
def test_tables_older_than_what_they_are_built_from_are_refused(moved, file, gone):
    assert len(tables.read("regions")) == 514
    tables._read.cache_clear()
    tables._hashes.cache_clear()
    with (moved / file).open("ab") as stream:
        stream.write(b"\n")
    if gone:
        (moved / file).unlink()
    with pytest.raises(InputDataError) as caught:
        tables.read("regions")
    said = caught.value.message("en")
    assert ("not what the raw data give" in said) or (gone and "settlements" in said)
    assert "make data" in said or "Restore this file" in said


def test_judgements_that_name_a_person_are_refused(moved):
    path = paths.PARAMETERS / "settlements.yaml"
    text = path.read_text("utf-8")
    path.write_text(f"{text}# 0812-3456-7890\n", "utf-8")
    with pytest.raises(InputDataError, match="telephone") as caught:
        tables.judgements_text()
    assert "0812-****-**90" in caught.value.message("en")
    assert f"line {text.count(chr(10)) + 1} " in caught.value.message("en")
