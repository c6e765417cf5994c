"""Every basis in two languages, every law value tied to a regulation with its days."""

import re

import pytest
import yaml

from analysis import paths
from analysis.law import gazette, parameters
from analysis.law.parameters import load_law
from analysis.law.rules import Place

LAW = load_law()
KNOWN = parameters.regulations()
FILE = yaml.safe_load((paths.PARAMETERS / "regulations.yaml").read_text("utf-8"))
# What may stand in a basis that is the same in both languages: names and articles.
CITATION = re.compile(
    r"((UU|UUD|PP|PMK|Inpres|Permenaker|Permendagri|PermenPANRB|SE|Mendagri|RPJMN|RKP"
    r"|Pasal|Lampiran|SJ|[IVX]+|\d+[A-Z]?)|[\d\s.,;:/()x%+-])+"
)


def bases():
    for name, parameter in LAW.parameters.items():
        for entry in (*parameter.entries, *parameter.planned):
            yield pytest.param(entry, id=f"{name}-{entry.from_month}")


@pytest.mark.parametrize("entry", list(bases()))
def test_a_basis_is_a_citation_or_said_in_both_languages(entry):
    if entry.basis == entry.basis_en:
        assert CITATION.fullmatch(entry.basis), entry.basis
    else:
        assert entry.basis_in("en") != entry.basis_in("id")
        assert [one.name for one in gazette.citations(entry.basis)] == [
            one.name for one in gazette.citations(entry.basis_en)
        ]


def test_citations():
    found = gazette.citations("PP 49/2023 Pasal 16A; PP 6/2025 Pasal 11, PP 44/2015")
    assert found == [
        ("PP 49/2023", "Pasal 16A"),
        ("PP 6/2025", "Pasal 11"),
        ("PP 44/2015", ""),
    ]
    assert gazette.citations("PMK 215/PMK.07/2021")[0].name == "PMK 215/PMK.07/2021"
    assert gazette.citations("PP 44/2015 Lampiran II: 1%")[0].article == "Lampiran II"
    assert gazette.citations("tidak ada data") == []


@pytest.mark.parametrize("name", KNOWN)
def test_a_regulation_says_what_is_known_of_it(name):
    one = KNOWN[name]
    for lang, none in (("id", "belum dilihat"), ("en", "not seen")):
        said = gazette.described(one, lang)
        assert said.startswith(f"{name}: {one.title[lang]}")
        assert one.days or none in said


@pytest.mark.parametrize("name", KNOWN)
def test_a_regulation_is_what_its_file_says(name):
    one, body = KNOWN[name], FILE[name]
    assert (one.name, one.title) == (name, body["title"])
    assert (one.gazette, one.note) == (body.get("gazette"), body.get("note"))
    assert list(one.sources) == body.get("source", [])
    for kind, day in one.days.items():
        assert str(day) == str(body[kind])


def test_days_as_they_were_read():
    assert "2 December 2019" in gazette.described(KNOWN["PP 82/2019"], "en")
    assert "diundangkan 22 Desember 2025" in gazette.described(
        KNOWN["PP 50/2025"], "id"
    )
    assert "supplement 5714" in gazette.described(KNOWN["PP 44/2015"], "en")


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("PP 1/2030: {title: {id: a}}", "both languages"),
        ("PP 1/2030: {title: {id: a, en: b}, dated: 2030-02-30}", "Not a date"),
        ("PP 1/2030: {title: {id: a, en: b}, dated: 2030}", "Not a date"),
        ("PP 1/2030: {title: {id: a, en: b}, days: x}", "not known"),
        ("Surat 1: {title: {id: a, en: b}}", "regulation named is not"),
        ("PP 1/2030: x", "mapping must stand"),
    ],
)
def test_a_broken_register(text, rule):
    place = Place("regulations.yaml", "", [])
    gazette.regulations(text, place)
    assert any(rule in one.sentence("en") for one in place.problems)


def test_a_law_value_without_a_known_regulation_is_found(tmp_path, monkeypatch):
    import shutil

    folder = tmp_path / "parameters"
    shutil.copytree(paths.PARAMETERS, folder)
    monkeypatch.setattr(paths, "PARAMETERS", folder)
    file = folder / "contributions.yaml"
    text = file.read_text(encoding="utf-8")
    text = text.replace('basis: "PP 44/2015 Pasal 18"', 'basis: "PP 4/1999"', 1)
    file.write_text(text, encoding="utf-8")
    said = [one.sentence("en") for one in parameters.check()]
    assert len(said) == 1
    assert "pu_jkm_rate.2015-07.basis (found: PP 4/1999)" in said[0]
