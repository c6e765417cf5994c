"""The parameter files themselves, and what is said of a broken one."""

import re
import shutil
from time import perf_counter

import pytest
import yaml

from analysis import paths
from analysis.errors import ScenarioError
from analysis.evidence import tables
from analysis.law import parameters
from analysis.law.parameters import load_law
from analysis.law.rules import Place
from analysis.law.structure import structure
from analysis.quantity import Quantity
from analysis.scenario.local_law import rules_of

PROMISED = {
    *("bpu_jkk_idr_m", "bpu_jkm_idr_m", "pu_jkm_rate", "relief_jkk_jkm_factor"),
    *(f"pu_jkk_rate_group_{group}" for group in range(1, 6)),
    *("discount_bpu_factor", "bpu_wage_base_idr_m", "jkm_death_idr"),
    *("jkm_early_death_idr", "jkm_early_months", "jkm_scholarship_min_months"),
    *("jkk_death_idr", "spreadsheet_tariff_idr_m", "budget_cutoff_month_day"),
    *("revised_budget_first_month", "lapse_after_unpaid_months"),
    *("selection_factor", "jkk_incidence_bpu_y", "jkk_incidence_pu_y"),
    *("selection_first_year_factor", "jkk_cost_per_case_idr", "jkk_cost_cv"),
    *("jkk_death_share", "jkk_disability_share", "jkk_total_disability_share"),
    *("jkk_disability_degree", "jkk_disability_cv", "jkk_care_idr"),
    *("jkk_incapacity_months", "claim_delay_months", "discount_rate_y"),
    *(
        f"scholarship_enrolled_{level}_share"
        for level in ("tk", "sd", "smp", "sma", "pt")
    ),
    *("scholarship_use_share", "father_age_gap_years", "operating_levy_share"),
    *("poverty_line_idr_m", "poor_household_size"),
    *("tenure_36_months_share", "tenure_resets_after_gap"),
    *("mortality_period", "revenue_growth_y", "wage_growth_y"),
}
SEGMENTS = [
    *("rt_rw", "lkk", "karang_taruna", "kader", "adhoc_kpu", "adhoc_bawaslu"),
    *("nelayan", "petani", "kebersihan", "linmas", "non_asn", "marbot", "guru_ngaji"),
    *("umkm", "parkir", "opang", "buruh_serabutan", "perangkat_desa"),
    "pekerja_rentan",
]


def every_entry():
    for name, parameter in load_law().parameters.items():
        for entry in (*parameter.entries, *parameter.planned):
            yield pytest.param(parameter, entry, id=f"{name}-{entry.from_month}")


def test_nothing_is_wrong():
    assert [one.sentence("en") for one in parameters.check()] == []


def test_every_parameter_knows_its_name_and_the_words_of_its_readings():
    for name, parameter in load_law().parameters.items():
        assert parameter.name == name
        for slug, reading in parameter.readings.items():
            assert reading.name == slug
            assert all(reading.text[lang] for lang in ("id", "en"))


def test_promised_names_exist():
    assert set(load_law().names()) >= PROMISED


@pytest.mark.parametrize(("parameter", "entry"), list(every_entry()))
def test_entry(parameter, entry):
    assert entry.sources or entry.mark == "assumed"
    assert entry.basis
    assert entry.basis_en
    assert re.fullmatch(r"\d{4}-\d\d", entry.from_month)
    assert all(parameter.title.values())
    for source in entry.sources:
        assert parameters.sources()[source]["url"]
    if entry.mark == "assumed":
        assert all(entry.note.values())
    assert (
        entry.mark != "law"
        or not isinstance(entry.value, Quantity)
        or (entry.value.certain)
    )


def cited():
    """Everything that carries source ids: values, segments, rules, payers, regions."""
    law = load_law()
    for parameter in law.parameters.values():
        yield from (one.sources for one in (*parameter.entries, *parameter.planned))
    yield from (info.default_tariff.sources for info in law.segments.values())
    yield from (one.sources for one in parameters.regulations().values())
    yield from (one.sources for one in parameters.structure().values())
    for funder in parameters.funders().values():
        yield from (one.sources for one in funder.conditions)
    for path in paths.REGIONS.glob("*.yaml"):
        yield from (rule.sources for rule in rules_of(path.stem))


def test_every_source_is_used():
    ledger = set(tables.read("ledger")["claim_id"])
    used = {source for sources in cited() for source in sources} - ledger
    assert set(parameters.sources()) == used


def test_segments_and_profiles():
    law = load_law()
    assert list(law.segments) == SEGMENTS
    used = {info.profile for info in law.segments.values()}
    assert set(law.profiles) == used | {"umum"}
    for info in law.segments.values():
        assert all(info.label.values())
        assert all(info.default_tariff.reason.values())
    for slug, profile in law.profiles.items():
        assert profile.slug == slug
        assert all(profile.title.values())
        assert all(profile.why.values())
        assert set(profile.marks) == {"assumed"}
        assert not any(
            q.certain for q in (profile.age_low, profile.age_high, profile.male_share)
        )


def test_the_discount_says_whom_it_excludes():
    law = load_law()
    for name in ("discount_bpu_factor", "discount_bpu_transport_factor"):
        assert law.parameter(name).excludes_apbd
        assert "Pasal 3" in law.entry(name, "2026-05").note["en"]


def test_month_resolution_is_admitted():
    assert "2 December 2019" in load_law().entry("jkm_death_idr", "2020-01").note["en"]


def test_reading_is_fast(monkeypatch, tmp_path):
    times = []
    for number in range(3):
        folder = tmp_path / str(number)
        shutil.copytree(paths.PARAMETERS, folder)
        monkeypatch.setattr(paths, "PARAMETERS", folder)
        start = perf_counter()
        load_law()
        times.append(perf_counter() - start)
    assert min(times) < 0.1  # about 0.015 s on an idle machine


def test_the_assumptions_of_structure_are_those_of_the_file():
    file = paths.PARAMETERS / "structure.yaml"
    written = yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)
    found = parameters.structure()
    assert list(found) == list(written)
    for name, body in written.items():
        one = found[name]
        assert one.name == name
        for field in ("title", "where", "words", "note"):
            assert getattr(one, field) == body[field]
        assert list(one.sources) == body.get("source", [])
        assert list(one.acts) == body.get("acts", [])
        assert list(one.instead) == body.get("instead", [])


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("note: {id: a, en: b}", "note: {id: a}", "x.note (found: id)"),
        ("title: {id: a, en: b}", "title: {en: b}", "x.title (found: en)"),
        ("[claims]", "[claim]", "x.acts (found: claim)"),
        ("acts: [claims]", "source: [S01]", "x.acts: "),
        ("where: a.py, ", "", "x.where: "),
        ("words: so, ", "", "x.words: "),
        ("words: so, ", "words: so, word: so, ", "x.word"),
    ],
)
def test_a_wrong_assumption_of_structure_is_told_with_its_place(old, new, where):
    text = (
        "x: {title: {id: a, en: b}, where: a.py, words: so, acts: [claims], "
        "note: {id: a, en: b}}"
    )
    place = Place("structure.yaml", "", [])
    structure(text, place)
    assert place.problems == []
    structure(text.replace(old, new, 1), place)
    (problem,) = place.problems
    assert f"structure.yaml: {where}" in problem.sentence("en")


@pytest.fixture
def broken(tmp_path, monkeypatch):
    """Return a function that breaks one file and returns what the law then says."""
    folder = tmp_path / "parameters"
    shutil.copytree(paths.PARAMETERS, folder)
    monkeypatch.setattr(paths, "PARAMETERS", folder)

    def attempt(file, old, new):
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(ScenarioError) as caught:
            load_law()
        return caught.value.message("en")

    return attempt


C, B = "contributions.yaml", "benefits.yaml"
EMPTY = """empty_one:
  title: {id: a, en: b}
  unit: idr
  bounds: [0, 1]
  values: []

pu_jkm_rate:"""


@pytest.mark.fault("F17.months", "F6.law")
@pytest.mark.parametrize(
    ("file", "old", "new", "where", "rule"),
    [
        (C, "mark: law", "mark: rumour", "bpu_jkk_idr_m.values.0.2015-07", "mark"),
        (
            C,
            "value: 10000",
            "value: 300000",
            "bpu_jkk_idr_m.",
            "its bounds: 2000 .. 60000",
        ),
        (C, "value: 10000", "value: 10.000,5", "bpu_jkk_idr_m.", "plain number"),
        (C, "value: 10000", "value: 1e4", "bpu_jkk_idr_m.", "plain number"),
        (C, "value: 10000", "value: {}", "bpu_jkk_idr_m.", "uncertain"),
        (C, "value: 10000", "value: -1", "bpu_jkk_idr_m.", "outside its bounds"),
        (C, "source: [S08, S09, S17]", "source: []", "2015-07", "without a source"),
        (C, "source: [S08, S09, S17]", "source: S08", "source", "list must stand"),
        (C, "confidence: V", "confidence: X", "bpu_jkk_idr_m.", "confidence"),
        (C, "unit: idr/person/month", "units: idr", "bpu_jkk_idr_m.units", "not known"),
        (C, "unit: idr/person/month", "units: idr", "bpu_jkk_idr_m.unit:", "required"),
        (C, "bounds: [2000, 60000]", "", "bpu_jkk_idr_m.bounds", "required"),
        (C, "pu_jkm_rate:", EMPTY, "empty_one.values:", "required"),
        (C, "bounds: [2000, 60000]", "bounds: [9, 0]", "bpu_jkk_idr_m.bounds", "p10"),
        (C, 'from: "2021-02"', 'from: "2019-02"', "values", "Months must rise"),
        (C, 'from: "2020-08"', 'from: "2020-13"', "2020-13", "Not a month"),
        (C, 'from: "2020-08"', 'from: "2020"', "relief_jkk_jkm_factor", "Not a month"),
        (C, ', en: "JKM contribution of BPU members"', "", "jkm_idr_m.title", "both"),
        (C, "pu_jkm_rate:", "bpu_jkm_idr_m:", "bpu_jkm_idr_m", "written twice"),
        (C, "pu_jkm_rate:", "jkm_death_idr:", "jkm_death_idr", "written twice"),
        (C, "bpu_jkk_idr_m:", "bpu_jkk_idr_m: [", "contributions.yaml", "valid YAML"),
        (B, "\njkm_lump_idr:", "\nx: 1\njkm_lump_idr:", "x", "mapping must stand"),
        ("claims.yaml", "p10: 0.0014", "p10: 0.9", "jkk_incidence", "p10 <= median"),
        ("claims.yaml", "p10: 0.0014", "p01: 0.1", "jkk_incidence", "uncertain"),
        ("claims.yaml", "[0, 0.5]", "[0, 0.4]", "tenure_resets", "add up to 1"),
        (
            "claims.yaml",
            '"2025-2030"\n',
            '"2025-2031"\n',
            "mortality_period",
            "2025-2030",
        ),
        ("calendar.yaml", '"07-31"', '"31-07"', "budget_cutoff", "day of the year"),
        ("calendar.yaml", '"07-31"', '"7/31"', "budget_cutoff", "day of the year"),
        ("fiscal.yaml", "range: [-0.25, 0.1], ", "", "transfer_cut", "needs a range"),
        ("fiscal.yaml", "{normal: [0.045, 0.07]}", "{normal: [1]}", "reven", "uncert"),
        (
            "fiscal.yaml",
            "{normal: [0.045, 0.07]}",
            "{normal: [9, 1]}",
            "reven",
            "bound",
        ),
        (
            "segments.yaml",
            "    kind: bpu",
            "    kind: free",
            "rt_rw.default_tariff.kind",
            "kin",
        ),
        ("segments.yaml", "risk_group: 1", "risk_group: 9", "non_asn", "1 to 5"),
        ("segments.yaml", "    reason:", "    why:", "rt_rw.default_tariff.why", "not"),
        ("profiles.yaml", "p10: 0.4", "p10: 40", "umum.male_share", "bounds"),
        (
            "profiles.yaml",
            "median: 65, p10: 60",
            "median: 16, p10: 16",
            "umum.age",
            "<=",
        ),
        ("profiles.yaml", "age_low:", "age:", "umum.age_low", "required"),
        ("profiles.yaml", "mark: assumed", "mark: rumour", "umum.", "assumed"),
    ],
)
def test_what_is_said_of_a_broken_file(broken, file, old, new, where, rule):
    message = broken(file, old, new)
    assert file in message
    assert where in message
    assert rule in message
    assert "found: None" not in message


@pytest.mark.parametrize(
    ("file", "old", "new", "found"),
    [
        (C, "bounds: [2000, 60000]", "bounds: [9, 0]", "['9', '0']"),
        (C, "  values:\n", "  values:\n    - 7000\n", "7000"),
        ("fiscal.yaml", "[-0.25, 0.1]", "[0.1, -0.25]", "['0.1', '-0.25']"),
    ],
)
def test_what_was_found_is_quoted(broken, file, old, new, found):
    assert f"(found: {found})" in broken(file, old, new)


def test_a_missing_file_is_named(broken, monkeypatch):
    (paths.PARAMETERS / "growth.yaml").unlink()
    message = broken(C, "mark: law", "mark: rumour")
    assert "growth.yaml" in message
    assert len(message.splitlines()) == 2


def test_an_unknown_source_is_found(tmp_path, monkeypatch):
    folder = tmp_path / "parameters"
    shutil.copytree(paths.PARAMETERS, folder)
    monkeypatch.setattr(paths, "PARAMETERS", folder)
    file = folder / "sources.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("S36:", "S999:", 1), encoding="utf-8")
    said = [one.sentence("en") for one in parameters.check()]
    assert any("bpu_jkm_idr_m.2027-01" in one and "S36" in one for one in said)


def test_a_source_without_an_address_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "PARAMETERS", tmp_path)
    (tmp_path / "sources.yaml").write_text('S01: {title: "x"}\n', encoding="utf-8")
    with pytest.raises(ScenarioError, match=r"S01\.url"):
        parameters.sources()


@pytest.mark.fault("S7.yaml")
@pytest.mark.parametrize("file", ["sources", "claims", "regulations", "funders"])
def test_the_law_names_no_person(tmp_path, monkeypatch, file):
    folder = shutil.copytree(paths.PARAMETERS, tmp_path / "parameters")
    monkeypatch.setattr(paths, "PARAMETERS", folder)
    path = folder / f"{file}.yaml"
    text = path.read_text(encoding="utf-8")
    end = text.count("\n") + 1
    path.write_text(f"{text}# 3672010101010001\n# 0812-3456-7890\n", encoding="utf-8")
    with pytest.raises(ScenarioError, match="identity number") as caught:
        parameters.check()
    said = caught.value.message("en").splitlines()
    assert len(said) == 2
    assert f"{file}.yaml: baris/line {end} (found: 3672********0001)" in said[0]
    assert f"line {end + 1} (found: 0812-****-**90)" in said[1]
