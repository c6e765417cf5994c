"""Personal data by the real command: refused, masked, and left nowhere.

The numbers are of nobody: day, month and serial number of ones, and a telephone number
that counts.
"""

from __future__ import annotations

import openpyxl
import pytest

from faults import driver
from faults.driver import QUICK, quick, refused
from filled_form import put_row, put_single, template

NIK, PHONE = "3672010101010001", "081234567890"
BASE = "cilegon-baseline"
TITLE = 'en: "Kota Cilegon, planning baseline for the budget of 2027"'
IDENTITY, TELEPHONE = "looks like an identity number", "looks like a telephone number"


def secret(text: str) -> str:
    """Return the digits of a text that must be found nowhere."""
    return "0101 0101" if " " in text else "0101-0101" if "-" in text else "01010101"


# where it stands: (what is replaced in the scenario's file, by what, the digits left)
IN_YAML = {
    "value": ("draws: ", f"seed: {NIK}\ndraws: "),
    "text": (TITLE, f'en: "NIK {NIK}"'),
    "comment": ("schema: 1", f"# hubungi {NIK}\nschema: 1"),
    "comment behind": ("schema: 1", f"schema: 1  # {NIK}"),
    "key": ("schema: 1", f'"{NIK}": 1\nschema: 1'),
    "blanks": (TITLE, 'en: "NIK 3672 0101 0101 0001"'),
    "dashes": (TITLE, 'en: "NIK 3672-0101-0101-0001"'),
    "six": (TITLE, 'en: "NIK 367201 010101 0001"'),
    "escaped": (TITLE, f'en: "\\x33{NIK[1:]}"'),
    "folded": (TITLE, f'en: "NIK {NIK[:8]}\\\n    {NIK[8:]}"'),
}


@pytest.mark.fault("S7.yaml", "S7.grouped")
@pytest.mark.parametrize("place", IN_YAML)
def test_a_scenario_with_an_identity_number_is_refused(project, place):
    path = project / "scenarios" / f"{BASE}.yaml"
    old, new = IN_YAML[place]
    text = path.read_text("utf-8")
    assert old in text or old == "draws: "
    if old not in text:
        old, new = "years: ", f"seed: {NIK}\nyears: "
    path.write_text(text.replace(old, new, 1), "utf-8")
    said = refused(project, ["check", path], 3, place=[f"{BASE}.yaml"], hides=NIK)
    if place != "value":  # where a number is asked for it is a number that is too large
        assert IDENTITY in said
    assert [part for part in (NIK, "0101 0101", "0101-0101") if part in said] == []
    assert "010101" not in said


@pytest.mark.fault("S7.yaml")
@pytest.mark.parametrize("folder", ["data/regions", "sweeps"])
def test_so_is_a_file_of_a_region_or_a_sweep(project, folder):
    name = {"data/regions": "3672.yaml", "sweeps": "cilegon-policies.yaml"}[folder]
    path = project / folder / name
    path.write_text(f"# {NIK}\n" + path.read_text("utf-8"), "utf-8")
    told = [quick(project, ["check", path], lang=lang) for lang in ("en", "id")]
    assert {one.code for one in told} <= {2, 3}
    assert IDENTITY in told[0].err
    assert "menyerupai NIK" in told[1].err
    assert NIK not in told[0].said + told[1].said


@pytest.mark.fault("S7.phone")
@pytest.mark.parametrize(
    "written", [PHONE, "0812-3456-7890", "+62 812 3456 7890", "wa.me/6281234567890"]
)
def test_a_telephone_number_in_a_scenario_is_refused(project, written):
    path = project / "scenarios" / f"{BASE}.yaml"
    text = path.read_text("utf-8").replace(TITLE, f'en: "Hubungi {written}"')
    path.write_text(text, "utf-8")
    said = refused(project, ["check", path], 3, TELEPHONE, hides=written)
    assert "456" not in said


@pytest.mark.fault("S7.phone", "S7.raw")
def test_so_is_one_in_a_raw_table(project):
    from faults.rawfiles import EVIDENCE, raw, set_cells

    set_cells(raw(project, EVIDENCE), "note", {2: f"Pak Contoh, {PHONE}"})
    set_cells(raw(project, EVIDENCE), "quote", {3: "surel nama.orang@contoh.id"})
    said = refused(project, ["data"], 2, TELEPHONE, place=["row 2, note"], hides=PHONE)
    assert "e-mail address" in said
    assert "nama.orang" not in said


SET = {
    "text": ["--set", f"title.en=NIK {NIK}"],
    "blanks": ["--set", "title.en=NIK 3672 0101 0101 0001"],
    "number": ["--set", f"seed={NIK}"],
    "grouped number": ["--set", "segments.rt_rw.members=3672 0101 0101 0001"],
    "key": ["--set", f"{NIK}=1"],
    "phone": ["--set", f"title.en={PHONE}"],
}


@pytest.mark.fault("S7.set")
@pytest.mark.parametrize("how", SET)
def test_typed_behind_the_command_it_is_refused_and_kept_nowhere(project, how):
    words = ["run", BASE, *QUICK, *SET[how]]
    said = refused(project, words, 3, hides=NIK)
    assert PHONE not in said
    assert "0101 0101" not in said
    assert driver.planted(project, NIK) == []
    assert driver.planted(project, PHONE) == []


NAMED = {
    "scenario": ["run", NIK],
    "file that is not there": ["check", f"{NIK}.yaml"],
    "phone": ["run", PHONE],
    "sweep": ["sweep", NIK],
    "comparison": ["compare", BASE, NIK],
    "region": ["region", NIK],
    "option": ["run", BASE, "--draws", NIK],
    "unknown option": ["run", BASE, f"--{NIK}"],
    "command": [NIK],
    "debug": ["run", NIK, "--debug"],
}


@pytest.mark.fault("S7.set")
@pytest.mark.parametrize("how", NAMED)
def test_as_a_name_it_is_masked_wherever_it_is_repeated(project, how):
    before = driver.digest(project)
    for lang in ("en", "id"):
        seen = quick(project, NAMED[how], lang=lang)
        assert seen.code in (2, 3), seen.said
        assert NIK not in seen.said
        assert PHONE not in seen.said
        assert "Traceback" not in seen.said or how == "debug"
    assert driver.digest(project) == before


@pytest.mark.fault("S7.set", "S7.yaml")
def test_as_the_name_of_a_file_it_is_refused(project):
    path = project / "scenarios" / f"{NIK}.yaml"
    text = (project / "scenarios" / f"{BASE}.yaml").read_text("utf-8")
    path.write_text(text, "utf-8")
    for words in (["check", path], ["run", path, *QUICK]):
        refused(project, words, 3, hides=NIK)
    path.write_text(text.replace(f"name: {BASE}", f"name: {NIK}", 1), "utf-8")
    refused(project, ["run", path, *QUICK], 3, hides=NIK)


@pytest.fixture(scope="module")
def form(tmp_path_factory):
    return template(tmp_path_factory.mktemp("form") / "uji.xlsx", "3672")


@pytest.mark.fault("S7.form")
@pytest.mark.parametrize(
    ("written", "rule"),
    [
        (NIK, IDENTITY),
        (int(NIK), IDENTITY),
        ("3672 0101 0101 0001", IDENTITY),
        (PHONE, TELEPHONE),
    ],
)
def test_a_form_with_one_is_refused(project, form, written, rule):
    book = openpyxl.load_workbook(form)
    put_single(book, "title.id", f"Uji {written}" if rule == TELEPHONE else "Uji")
    put_row(book, "Kelompok", 0, source=written)
    path = project / "uji.xlsx"
    book.save(path)
    said = refused(project, ["check", path], 3, rule, hides=NIK)
    assert PHONE not in said


@pytest.mark.fault("S7.sums")
@pytest.mark.parametrize(
    "change",
    [
        "segments.rt_rw.eligible_growth_y=0.3672010101010001",
        "budget.base_idr.2027=1234567890123456",  # no such day
    ],
)
def test_a_number_where_a_number_is_asked_for_is_called_a_number(project, change):
    seen = quick(project, ["run", BASE, *QUICK, "--set", change])
    assert seen.code in (0, 3)
    assert "identity number" not in seen.said
    assert "personal data" not in seen.said
