"""Files made to harm, by the real command: refused before unpacked or built."""

from __future__ import annotations

import io
import os
import pickle
import zipfile

import numpy as np
import pandas as pd
import pytest

from faults import driver
from faults.driver import QUICK, quick, refused
from filled_form import template

SOON = 10  # seconds; reading in full would take far longer, or never end
BASE = "cilegon-baseline"
SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    """The parts of a good form, by name."""
    path = template(tmp_path_factory.mktemp("form") / "uji.xlsx", "3672")
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(path, parts):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def bomb(parts):
    return parts | {"xl/media/image9.png": b"0" * 300_000_000}


def many(parts):
    return parts | {f"xl/media/image{number}.png": b"" for number in range(5000)}


def entities(parts):
    doctype = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
    head, mark, rest = parts[SHEET].partition(b"?>")
    return parts | {SHEET: head + mark + doctype + rest}


def deep(parts):
    head, mark, rest = parts[SHEET].partition(b"<sheetData")
    return parts | {SHEET: head + b"<a>" * 200_000 + mark + rest}


def macros(parts):
    return parts | {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"}


def linked(parts):
    link = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        b'relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/'
        b'officeDocument/2006/relationships/externalLinkPath" Target="http://a.example/'
        b'b.xlsx" TargetMode="External"/></Relationships>'
    )
    return parts | {
        "xl/externalLinks/externalLink1.xml": b"<externalLink/>",
        "xl/externalLinks/_rels/externalLink1.xml.rels": link,
    }


def embedded(parts):
    return parts | {"xl/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0"}


def climbing(parts):
    return parts | {"../../outside.xml": b"<a/>"}


def endless(parts):
    head, mark, rest = parts[SHEET].partition(b"<sheetData")
    columns = b'<cols><col min="-999999999999" max="5" hidden="1"/></cols>'
    return parts | {SHEET: head + columns + mark + rest}


HARMFUL = {
    bomb: "S3.zip",
    many: "S3.zip",
    climbing: "S3.zip",
    entities: "S3.xml",
    deep: "S3.xml",
    macros: "S3.macros",
    linked: "S3.macros",
    embedded: "S3.macros",
}


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(spoil, marks=pytest.mark.fault(name), id=spoil.__name__)
        for spoil, name in HARMFUL.items()
    ],
)
def test_a_workbook_made_to_harm_is_refused(project, parts, spoil):
    path = packed(project / "uji.xlsx", spoil(parts))
    refused(project, ["check", path], 3, place=["uji.xlsx"])
    assert not (project.parent / "outside.xml").exists()


@pytest.mark.fault("S3.zip")
def test_sizes_that_lie_are_found_while_it_is_unpacked(project, parts):
    path = packed(project / "uji.xlsx", bomb(parts))
    data = path.read_bytes()
    real, said = (number.to_bytes(4, "little") for number in (300_000_000, 1000))
    assert data.count(real) >= 2
    path.write_bytes(data.replace(real, said))
    refused(project, ["check", path], 3, place=["uji.xlsx"])


@pytest.mark.fault("S3.xml")
def test_a_column_without_end_is_not_counted(project, parts):
    path = packed(project / "uji.xlsx", endless(parts))
    seen = quick(project, ["check", path], timeout=SOON)
    assert seen.code in (0, 3), seen.said


TAGS = "!!python/object/apply:os.system ['touch canary']"
ALIASES = "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9) if n else 'x'}]\n" for n in range(12)
)
YAML = {
    "tag": ("S4.tags", f"schema: 1\nname: {TAGS}\n", "tags"),
    "class": ("S4.tags", "schema: 1\nname: !!python/name:os.system\n", "tags"),
    "aliases": ("S4.alias", f"schema: 1\n{ALIASES}", "anchors and aliases"),
    "size": ("S4.size", "# " + "x" * 10_000_000 + "\nschema: 1\n", "larger than 1 MB"),
    "depth": ("S4.depth", "a: " + "[" * 5000 + "]" * 5000, "nested too deeply"),
    "mappings": ("S4.depth", "{a: " * 5000 + "1" + "}" * 5000, "nested too deeply"),
}


@pytest.mark.parametrize(
    ("word", "case"),
    [
        pytest.param(word, one, marks=pytest.mark.fault(YAML[one][0]))
        for one in YAML
        for word in ("check", "run")
        if word == "check" or one in ("tag", "size")  # read before, too, to be hashed
    ],
)
def test_yaml_made_to_harm_is_refused(project, word, case):
    _, text, rule = YAML[case]
    path = project / "scenarios" / "uji.yaml"
    path.write_text(text)
    words = [word, path, *(QUICK if word == "run" else ())]
    refused(project, words, 3, rule, place=["uji.yaml"])
    assert not list(project.rglob("canary"))


class Canary:
    def __reduce__(self):
        return os.system, ("touch canary",)


def pickled() -> bytes:
    return pickle.dumps(Canary())


def objects() -> bytes:
    stream = io.BytesIO()
    np.save(stream, np.array([Canary()], dtype=object), allow_pickle=True)
    return stream.getvalue()


def parquet() -> bytes:
    stream = io.BytesIO()
    pd.DataFrame({"a": [1]}).to_parquet(stream)
    return stream.getvalue()


KINDS = {".pkl": pickled, ".joblib": pickled, ".npy": objects, ".parquet": parquet}


@pytest.mark.fault("S5")
@pytest.mark.parametrize(
    ("kind", "ending"),
    [
        *((kind, "") for kind in KINDS),
        *((".pkl", ".yaml"), (".npy", ".yaml"), (".pkl", ".xlsx")),
    ],
)
def test_a_pickle_is_refused_by_its_ending_and_by_its_content(project, kind, ending):
    path = project / "scenarios" / f"uji{ending or kind}"
    path.write_bytes(KINDS[kind]())
    refused(project, ["check", path], 3, place=["uji"])
    assert not list(project.rglob("canary"))


@pytest.mark.fault("S5")
@pytest.mark.parametrize("kind", [".pkl", ".parquet"])
def test_so_is_one_in_the_place_of_a_raw_table(project, kind):
    (project / "data" / "raw" / "evidence.csv").write_bytes(KINDS[kind]())
    refused(project, ["data"], 2, place=["evidence.csv"])
    assert not list(project.rglob("canary"))


@pytest.mark.fault("S8.input")
@pytest.mark.parametrize("ending", [".yaml", ".xlsx"])
def test_a_scenario_that_is_a_link_to_the_outside_is_refused(project, parts, ending):
    outside = project.parent / f"uji{ending}"
    text = (project / "scenarios" / f"{BASE}.yaml").read_text("utf-8")
    outside.write_text(text.replace(f"name: {BASE}", "name: uji", 1), "utf-8")
    if ending == ".xlsx":
        packed(outside, parts)
    link = project / "scenarios" / outside.name
    link.symlink_to(outside)
    refused(project, ["run", link, *QUICK], 3, place=[outside.name])


@pytest.mark.fault("S8.loop")
def test_a_link_to_itself_is_refused(project):
    link = project / "scenarios" / "uji.yaml"
    link.symlink_to(link)
    for word in ("check", "run"):
        refused(project, [word, link], 3, place=["uji.yaml"])


@pytest.mark.fault("S8.output")
@pytest.mark.parametrize("broken", [False, True], ids=["folder", "nothing"])
def test_results_are_not_written_through_a_link(project, broken):
    target = project.parent / "elsewhere"
    if not broken:
        target.mkdir()
        (target / "letter.txt").write_text("mine")
    (project / "reports" / "cilegon-ceiling").symlink_to(target)
    refused(project, ["run", "cilegon-ceiling", *QUICK], 4, place=["cilegon-ceiling"])
    assert target.exists() is not broken
    assert broken or driver.digest(target).keys() == {"letter.txt"}
