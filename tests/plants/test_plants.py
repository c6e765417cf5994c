"""The list of planted errors is whole, fits the code, and each error was found."""

from __future__ import annotations

import json
import re

import plant
import pytest

from analysis.paths import ROOT

# the errors that must be found, in the words they were asked for
ASKED = (
    *("bill negated", "12 months as 11", "JKM tariff in JKK's place"),
    *("coverage over verified instead of eligible", "gate one month early"),
    *("floor of verified as rounding", "JKM benefit 42 as 24"),
    *("tenure >= 36 as > 36", "revenue growth a year early", "p10 and p90 swapped"),
    *("funders in reverse", "streams not keyed by region"),
    *("entitled months as funded", "ceiling cut carried into next year"),
    "message without its row number",
)
PLANTS = plant.plants()
PRODUCT = ("src/analysis/", "data/parameters/")


def name_of(one):
    return one["patch"]


def test_every_error_asked_for_is_planted_at_least_once():
    numbers = {one["id"]: ASKED[one["id"] - 1] for one in PLANTS}
    assert list(numbers) == list(range(1, len(ASKED) + 1))
    assert {one["title"] for one in PLANTS if "instead" not in one} == set(ASKED)


@pytest.mark.parametrize("one", PLANTS, ids=name_of)
def test_the_patch_fits_the_code_and_changes_the_product_only(one, tmp_path):
    text = plant.patch_of(one).read_text(encoding="utf-8")
    files = re.findall(r"^\+\+\+ b/(\S+)", text, re.M)
    assert files
    for file in files:
        assert file.startswith(PRODUCT)
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_bytes((ROOT / file).read_bytes())
    assert plant.apply(tmp_path, one)
    changed = [file for file in files if content(tmp_path, file) != content(ROOT, file)]
    assert changed == files
    assert plant.apply(tmp_path, one, "--reverse")
    assert all(content(tmp_path, file) == content(ROOT, file) for file in files)


def content(folder, file):
    return (folder / file).read_bytes()


@pytest.mark.parametrize("one", PLANTS, ids=name_of)
def test_its_tests_exist(one):
    for test in one["tests"]:
        file, _, name = test.partition("::")
        text = (ROOT / file).read_text(encoding="utf-8")
        assert not name or f"def {name.partition('[')[0]}(" in text, test


def test_no_patch_lies_about_that_nobody_plants():
    lying = {path.stem for path in plant.HERE.glob("*.patch")}
    assert lying == {one["patch"] for one in PLANTS}


def test_each_was_found_the_last_time():
    told = json.loads(plant.RESULTS.read_text(encoding="utf-8"))
    by_patch = {one["patch"]: one for one in told["plants"]}
    assert set(by_patch) == {one["patch"] for one in PLANTS}
    for one in PLANTS:
        found = by_patch[one["patch"]]
        assert found["sha256"] == plant.digest(one), "run `make plant` again"
        assert found["caught"]
        assert found["failed"]


def test_a_crash_or_a_test_that_failed_before_is_no_find(tmp_path):
    (tmp_path / "test_it.py").write_text(
        "def test_asserts():\n    assert 1 == 2\n"
        "def test_crashes():\n    1 + None\n"
        "def test_stands():\n    pass\n"
    )
    ends = plant.tested(tmp_path, ["test_it.py"])
    assert {name.rpartition("::")[2]: end for name, (end, _) in ends.items()} == {
        "test_asserts": plant.FAILED,
        "test_crashes": "crashed",
        "test_stands": plant.PASSED,
    }
