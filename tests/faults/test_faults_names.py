"""Names that reach beyond their folder, or that no file can have; other encodings."""

from __future__ import annotations

import pytest

from faults.driver import EARLIER, QUICK, assert_sentences, digest, quick, refused

NAMES = {
    "outside": ["../../etc/passwd", "/etc/passwd", "../cilegon-baseline", "a/b"],
    "device": ["con", "nul.yaml", "aux"],
    "long": ["a" * 300, f"{'a' * 300}.yaml", f"scenarios/{'a' * 300}.yaml"],
    "signs": ["a b", "ü", "\U0001f600", "x\ny", "a;rm -rf", "$(touch canary)", ""],
    "dash": ["-x", "--x"],
    "case": ["Cilegon-Baseline"],
}


@pytest.mark.parametrize(
    "kind",
    [pytest.param(kind, marks=pytest.mark.fault(f"P6.{kind}")) for kind in NAMES],
)
def test_a_name_that_is_none_touches_no_file(project, tmp_path, kind):
    """The folder around the project is looked at too, and no canary is there."""
    before = digest(tmp_path)
    for name in NAMES[kind]:
        for words in (["run", name, *QUICK], ["check", name]):
            seen = quick(project, words)
            assert seen.code == 3, (words, seen.said)
            assert_sentences(seen, "en")
    assert digest(tmp_path) == before


@pytest.mark.fault("P6.long", "P6.outside")
@pytest.mark.parametrize("command", ["sweep", "compare", "template", "region"])
def test_other_commands_refuse_such_names_too(project, tmp_path, command):
    before = digest(tmp_path)
    rest = {"template": ["--from"], "compare": [EARLIER]}.get(command, [])
    for name in ("a" * 300, "../../x"):
        seen = quick(project, [command, *rest, name])
        assert seen.code == 3, seen.said
        assert_sentences(seen, "en")
    assert digest(tmp_path) == before


INSIDE = {
    "extends-outside": ("extends: ../cilegon-baseline", "../cilegon-baseline"),
    "extends-deep": ("extends: a/b", "a/b"),
    "extends-long": (f"extends: {'a' * 300}", "a" * 200),
    "region-long": (f'region: "{"3" * 300}"', "3" * 50),
    "region-outside": ('region: "../3672"', "../3672"),
}


@pytest.mark.fault("P6.outside", "P6.long")
@pytest.mark.parametrize("name", INSIDE)
def test_a_file_that_names_another_outside_is_refused(project, name):
    line, found = INSIDE[name]
    head = "schema: 1\nname: mine\ntitle: {id: a, en: b}\nwhy: {id: a, en: b}\n"
    (project / "scenarios" / "mine.yaml").write_text(f"{head}{line}\n")
    said = refused(project, ["run", "mine", *QUICK], 3, place=["scenarios/mine.yaml"])
    assert found in said


@pytest.mark.fault("P6.case", "P6.signs")
@pytest.mark.parametrize("name", ["Mine", "a b", "ü", "a;touch canary"])
def test_a_file_with_such_a_name_gives_no_folder(project, name):
    text = (project / "scenarios" / f"{EARLIER}.yaml").read_text(encoding="utf-8")
    file = project / f"{name}.yaml"
    file.write_text(text.replace(EARLIER, "mine", 1), encoding="utf-8")
    refused(project, ["run", str(file), *QUICK], 3)


ENCODINGS = {"cp1252": ("cp1252", "0xe9"), "utf-16": ("utf-16", "UTF-")}


@pytest.mark.fault("F10.yaml", "F9.yaml")
def test_scenarios_and_sweeps_in_other_encodings_are_refused(project):
    for folder, name, command in (
        ("scenarios", EARLIER, ["run", EARLIER, *QUICK]),
        ("sweeps", "cilegon-policies", ["sweep", "cilegon-policies"]),
    ):
        path = project / folder / f"{name}.yaml"
        text = path.read_text(encoding="utf-8")
        for encoding, told in ENCODINGS.values():
            path.write_bytes(f"# Café\n{text}".encode(encoding, "replace"))
            refused(project, command, 3, "UTF-8", told, place=[f"{folder}/{name}.yaml"])
        path.write_bytes(bytes(range(256)))
        refused(project, command, 3, place=[f"{folder}/{name}.yaml"])


@pytest.mark.fault("F10.region", "F9.region")
@pytest.mark.parametrize("command", [["region", "3672"], ["run", EARLIER, *QUICK]])
def test_a_region_s_file_that_is_no_text_is_refused(project, command):
    path = project / "data" / "regions" / "3672.yaml"
    text = path.read_bytes()
    path.write_bytes(b"# caf\xe9\n" + text)
    refused(project, command, 2, "UTF-8", place=["data/regions/3672.yaml"])
    path.write_bytes(b"")
    refused(project, command, 2, place=["data/regions/3672.yaml"])
    path.write_bytes(text)


@pytest.mark.fault("F3.mark")
def test_byte_order_marks_are_no_problem(project):
    for path in (
        project / "scenarios" / f"{EARLIER}.yaml",
        project / "data" / "parameters" / "contributions.yaml",
        project / "data" / "parameters" / "sources.yaml",
    ):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    seen = quick(project, ["run", EARLIER, *QUICK])
    assert seen.code == 0, seen.said
    seen = quick(project, ["check"])
    assert seen.code == 0, seen.said
