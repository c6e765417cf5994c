"""Scenarios and options that are wrong in many ways at once: every one is told."""

from __future__ import annotations

import pytest

from faults.driver import EARLIER, QUICK, REMEDY, leftovers, quick, refused, tried

FILE = f"scenarios/{EARLIER}.yaml"


def scenario(project):
    return project / "scenarios" / f"{EARLIER}.yaml"


def swap(project, changes: dict[str, str]) -> None:
    text = scenario(project).read_text(encoding="utf-8")
    for old, new in changes.items():
        assert text.count(old) >= 1, old
        text = text.replace(old, new, 1)
    scenario(project).write_text(text, encoding="utf-8")


def line_of(said: str, key: str) -> str:
    found = [line for line in said.splitlines() if f": {key} (" in line]
    assert len(found) == 1, (key, said)
    return found[0]


WRITTEN_OTHERWISE = {
    "years": ("years: 10", "years: 200", "200", "1 and 40"),
    "draws": ("draws: 2000", "draws: 1e3", "1e3", "Write 1000"),
    "seed": ("seed: 20261121", "seed: 0123", "0123", "Write 123"),
    "region": ('region: "3672"', "region: 36.70", "36.70", "four digits"),
    "first_year": ("first_year: 2027", "first_year: 12:30", "12:30", "whole"),
    "segments.pekerja_rentan.eligible": (
        "eligible: 1717", "eligible: 1.234,56", "1.234,56", "",
    ),
    "segments.pekerja_rentan.members": (
        "members: 1717", "members: 1,234.56", "1,234.56", "",
    ),
    "budget.growth_y": (
        "growth_y: {normal: [0.045, 0.07]}", "growth_y: 12,5%", "12,5%", "Write 0.125",
    ),
    "segments.linmas.members": (
        "members: {evidence: S021, as: printed}", "members: 17 ribu", "17 ribu", "",
    ),
    "segments.nelayan.members": (
        "members: {evidence: S019, as: printed}", "members: 1e308", "1e308", "",
    ),
    "segments.kader.members": (
        "members: {evidence: S016, as: printed}", "members: 1_000", "1_000",
        "Write 1000",
    ),
}  # fmt: skip


@pytest.mark.fault("F5.yaml", "F8.yaml", "P3.zero", "P3.code", "P3.clock")
@pytest.mark.fault("P3.exponent", "P4.years", "F11.float")
def test_values_yaml_would_change_are_told_all_at_once(project):
    changes = {old: new for old, new, _, _ in WRITTEN_OTHERWISE.values()}
    swap(project, changes)
    values = [value for _, _, value, _ in WRITTEN_OTHERWISE.values()]
    said = refused(project, ["run", EARLIER], 3, place=[FILE, *values])
    assert len(said.splitlines()) == len(WRITTEN_OTHERWISE)
    for key, (_, _, value, words) in WRITTEN_OTHERWISE.items():
        line = line_of(said, key)
        assert f"(found: {value})" in line
        assert words in line


@pytest.mark.fault("P3.switch")
def test_no_word_becomes_a_switch(project):
    """YAML 1.1 reads NO, yes and on as truth values, 12:30 as 750."""
    swap(project, {"draws: 2000": "draws: NO", "years: 10": "years: yes"})
    swap(project, {"seed: 20261121": "seed: on", "when_short: heads": "when_short: NO"})
    said = refused(project, ["check", FILE], 3, place=[FILE, "draws", "NO", "yes"])
    assert len(said.splitlines()) == 4


@pytest.mark.fault("P1.yaml", "F1.yaml", "P2.yaml", "F2.yaml")
def test_keys_nobody_knows_are_told_with_the_nearest(project):
    code = '"alpha = 1; import os; os.system(\\"touch canary\\"); z": 1\n'
    text = scenario(project).read_text(encoding="utf-8")
    text = text.replace("years: 10\n", "").replace("budget:\n", "bugdet: 1\nbudget:\n")
    scenario(project).write_text(text + code, encoding="utf-8")
    said = refused(project, ["run", EARLIER], 3, place=[FILE, "bugdet"])
    assert "`budget`" in next(x for x in said.splitlines() if "bugdet" in x)
    assert "`years: 10`" in next(x for x in said.splitlines() if ": years" in x)
    assert not list(project.rglob("canary"))
    scenario(project).write_text(text.replace("draws: 2000", "draws: 1\ndraws: 2"))
    refused(project, ["run", EARLIER], 3, "written twice", place=[FILE])


CHANGES = {  # value after --set: what is found and told
    "budget.when_shrot": ("months", "budget.when_shrot", "when_short"),
    "draws": ("1.000", "1.000", "Write 1000"),
    "budget.ceiling.idr.2026": (
        "Rp 2.200.000.000,-", "Rp 2.200.000.000,-", "Write 2200000000",
    ),
    "years": ("2.5", "2.5", "whole number"),
    "seed": ("-1", "-1", "between 0"),
    "first_year": ("2010", "2010", "2015"),
    "segments.kader.members": ("1.234,56", "1.234,56", "whole number"),
    "budget.growth_y": ("1e400", "1e400", "plain number"),
}  # fmt: skip


@pytest.mark.fault("P1.set", "F5.set", "P4.years", "P4.seed", "P7.early")
def test_changes_that_are_wrong_are_told_all_at_once(project):
    words = ["run", EARLIER]
    for key, (value, _, _) in CHANGES.items():
        words += ["--set", f"{key}={value}"]
    said = refused(project, words, 3, place=[found for _, found, _ in CHANGES.values()])
    assert len(said.splitlines()) == len(CHANGES)
    for key, (_, found, told) in CHANGES.items():
        line = next(one for one in said.splitlines() if f" {key} (" in one)
        assert found in line
        assert told in line


ALONE = {
    "P3.option": (["--set", "years=2", "--set", "years=3"], "2, 3", "one value only"),
    "P4.seed": (["--seed", str(10**30)], "seed", "more than 19 digits"),
    "P4.draws": (["--draws", str(10**9)], "1000000000", "1000000"),
    "P4.years": (["--years", "-1"], "-1", "1 and 40"),
    "P4.discount": (
        ["--set", "law.overrides.discount_rate_y.2027-01=-1"],
        "discount_rate_y",
        "bounds",
    ),
    "P4.ceiling": (["--set", "budget.ceiling={share: 1.5}"], "1.5", "between 0"),
    "P1.option": (["--nmubers-only"], "--nmubers-only", "--help"),
    "P1.set": (["--set", "budget.when_short"], "budget.when_short", "key=value"),
}


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.fault(name)) for name in ALONE]
)
def test_an_option_that_is_wrong_is_told_with_its_remedy(project, name):
    words, found, told = ALONE[name]
    refused(project, ["run", EARLIER, *words], 3, told, place=[found])


@pytest.mark.fault("P3.option")
def test_an_option_and_a_change_of_one_key_contradict(project):
    words = ["run", EARLIER, "--set", "seed=1", "--seed", "2"]
    refused(project, words, 3, "one value only", place=["seed", "1, 2"])


def test_the_name_cannot_be_set(project):
    words = ["run", EARLIER, *QUICK, "--set", "name=bogor-baseline"]
    refused(project, words, 3, place=["name", "bogor-baseline"])


@pytest.mark.fault("P2.set")
def test_a_key_that_holds_code_runs_nothing(project):
    key = 'alpha=1; import os; os.system("touch canary"); z'
    words = ["run", EARLIER, "--numbers-only", "--set", f"{key}=1"]
    refused(project, words, 3, place=["alpha"], real=True)
    assert not list(project.rglob("canary"))


@pytest.mark.fault("P4.ceiling", "P7.target")
def test_contradictions_that_may_be_meant_are_said_aloud(project):
    ceiling = "ceiling: {idr: {2026: {evidence: N026, as: printed}}}"
    target = "path: {kind: target, coverage: 0.01, year: 2029}"
    swap(project, {ceiling: "ceiling: {idr: {2026: 0}}", "path: {kind: hold}": target})
    seen = quick(project, ["check", FILE])
    assert "Rp0 does not pay for one" in seen.out, seen.said


@pytest.mark.fault("P5.broken")
def test_a_notebook_that_is_none_ends_the_run(project):
    (project / "notebooks" / "01_one.ipynb").write_text("{ half")
    seen = tried(project, ["run", EARLIER, "--draws", "0", "--years", "2"])
    assert seen.code == 4, seen.said
    assert "notebooks/01_one.ipynb" in seen.err
    assert REMEDY["en"] in seen.err
    assert "Traceback" not in seen.said
    assert leftovers(project) == []
