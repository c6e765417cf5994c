"""Every column of every processed table is described, and stays so."""

import re

import pytest

from analysis import paths
from analysis.evidence import tables
from analysis.evidence.columns import processed_tables
from analysis.evidence.kinds import KINDS

TABLES = processed_tables(tables.declared())
SECTIONS = re.split(
    r"^## ", (paths.DOCS / "codebook.md").read_text(encoding="utf-8"), flags=re.M
)[1:]


def section(name: str) -> str:
    return next(part for part in SECTIONS if part.startswith(f"{name}\n"))


@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_column_is_documented(name):
    header = list(tables.read(name).columns)
    assert header == [column.name for column in TABLES[name]]
    described = re.findall(r"^\| `(\w+)`", section(name), flags=re.M)
    assert described == header
    assert all(column.meaning for column in TABLES[name])


def test_the_codebook_is_the_one_the_build_writes():
    tables.build(check=True)


def test_no_section_describes_a_table_that_is_not_there():
    assert sorted(part.split("\n", 1)[0] for part in SECTIONS) == sorted(TABLES)


def test_kinds_are_known():
    for columns in tables.declared().values():
        for column in columns:
            assert column.kind in KINDS or column.kind == "by_unit"


def test_every_data_set_has_its_provenance():
    for folder in {path.parent for path in paths.RAW.rglob("*.csv")}:
        assert (folder / "PROVENANCE.md").is_file(), folder


def test_every_licence_of_a_data_set_is_listed():
    text = (paths.ROOT / "data" / "LICENSES.md").read_text(encoding="utf-8")
    for words in ("MIT", "ODbL", "CC BY 3.0 IGO", "PDDL", "none stated"):
        assert words in text
