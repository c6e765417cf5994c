"""`iuran law` and `iuran check` as a planner or a lawyer meets them."""

from __future__ import annotations

import pytest

from analysis.__main__ import main
from analysis.law.parameters import load_law, regulations
from analysis.paths import DOCS
from analysis.run import show_law


def said(capsys, *words, code=0):
    assert main([*words]) == code
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    return out + err


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "id",
            (
                "Hukum bulan 2024-08; rt_rw",
                "Iuran JKM BPU: 6.800 Rp/orang/bulan",
                "Dasar: KUA/PPAS disepakati minggu I Agustus",
                "PP 44/2015 (pasal belum dilihat)",
                "Sejak: 2015-07",
                "Keyakinan: N: dilihat dalam berita atau laman praktisi",
                "berlaku sejak 2 Desember 2019",
                "Lembaran Negara 2015 Nomor 154",
            ),
        ),
        (
            "en",
            (
                "The law of 2024-08; rt_rw",
                "JKM contribution of BPU members: 6,800 Rp/person/month",
                "Basis: KUA/PPAS are agreed in the first week of August",
                "PP 44/2015 (article not seen)",
                "In force: 2015-07",
                "Mark: law (in a regulation)",
                "in force from 2 December 2019",
                "State Gazette (LN) 2015 No. 154",
            ),
        ),
    ],
)
def test_a_month_for_a_group_in_both_languages(capsys, monkeypatch, lang, words):
    monkeypatch.setenv("COLUMNS", "88")
    law = ("law", "--date", "2024-08", "--segment", "rt_rw", "--lang", lang)
    text = " ".join(said(capsys, *law).split())
    for word in words:
        assert word in text


@pytest.mark.parametrize("columns", ["60", "88", "200"])
def test_it_fits_the_window(capsys, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", columns)
    text = said(capsys, "law", "--date", "2026-05", "--segment", "non_asn")
    widest = min(int(columns), show_law.WIDEST)
    for line in text.splitlines():
        assert len(line) <= widest or len(line.split()) == 1  # an address


def test_without_a_group_every_value_in_force_is_said_once(capsys):
    text = said(capsys, "law", "--date", "2026-06", "--lang", "en")
    for name, parameter in load_law().parameters.items():
        times = text.splitlines().count(f"    Name: {name}")
        assert times == (parameter.entries[0].from_month <= "2026-06")


def test_plans_are_said_to_be_plans(capsys):
    law = ("law", "--date", "2027-03", "--lang", "en")
    assert "13,471" not in said(capsys, *law)
    planned = said(capsys, *law, "--variant", "planned")
    assert "13,471" in planned
    assert "a plan, not law" in planned


def test_the_rules_of_a_region(capsys):
    law = ("law", "--date", "2026-03", "--segment", "non_asn", "--region", "3672")
    text = said(capsys, *law, "--lang", "id")
    assert "Perwali 41/2024, tanggal belum dilihat (terbit)" in text
    assert "contoh upah Rp" in text  # of the city's own minimum wage
    assert "Tidak ada aturan daerah" in said(
        capsys, "law", "--date", "2026-03", "--region", "7402"
    )


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        (("--date", "2024-13"), "--date 2024-12"),
        (("--date", "2024-8"), "--date 2024-08"),
        (("--date", "Agustus 2024"), "--date 2024-08"),
        (("--date", "May 2025"), "--date 2025-05"),
        (("--date", "x"), "--date 2024-08"),
        (("--date", "2014-08"), "in force from 2015-07"),
        (("--date", "2024-08", "--segment", "rtrw"), "perhaps you mean rt_rw"),
        (("--date", "2024-08", "--variant", "plan"), "current or planned"),
        (("--date", "2024-08", "--region", "3699"), "3672"),
    ],
)
def test_what_is_said_instead_of_a_traceback(capsys, words, remedy):
    if words[-1] == "3699":
        remedy = "514"
    assert remedy in said(capsys, "law", *words, "--lang", "en", code=3)


def test_check_without_a_path_looks_at_the_law(capsys):
    text = said(capsys, "check", "--lang", "en")
    assert f"{len(load_law().parameters)} parameters of the law" in text
    assert "local rules checked" in text


def test_check_says_what_a_scenario_may_not_mean(capsys, tmp_path):
    from minimal import scenario_text

    body = {
        "eligible": 9,
        "members": 9,
        "tariff": {"kind": "bpu"},
        "path": {"kind": "hold"},
    }
    fields = {
        "region": "7402",
        "first_year": 2027,
        "segments": {"rt_rw": body},
        "funding": [{"funder": "dbh_sawit"}],
    }
    file = tmp_path / "demo.yaml"
    file.write_text(scenario_text("demo", fields), encoding="utf-8")
    text = said(capsys, "check", str(file), "--lang", "id")
    assert "Perhatikan, demo: DBH Sawit" in text


def test_the_page_on_law_names_every_parameter():
    page = (DOCS / "law.md").read_text(encoding="utf-8")
    missing = [name for name in load_law().parameters if f"`{name}`" not in page]
    assert not missing


def test_every_regulation_on_the_list_is_cited_somewhere():
    from analysis.law import gazette
    from analysis.law.parameters import funders

    law = load_law()
    texts = [e.basis + e.note["id"] for p in law.parameters.values()
             for e in (*p.entries, *p.planned)]  # fmt: skip
    texts += [c.basis["id"] for f in funders().values() for c in f.conditions]
    cited = {one.name for text in texts for one in gazette.citations(text)}
    assert set(regulations()) <= cited
