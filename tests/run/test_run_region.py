"""``iuran region``: what is known, by whatever a region is called, and its new file."""

from __future__ import annotations

import re
import subprocess
import sys
import textwrap

import openpyxl
import pytest
import yaml

from analysis import paths
from analysis.__main__ import main
from analysis.language import LANGUAGES
from analysis.model.projection import project
from analysis.run import region_words, show_region
from analysis.scenario.load import load_scenario, parse_scenario
from analysis.scenario.region_blank import blank
from analysis.scenario.region_file import RegionFile, read_region
from analysis.scenario.region_names import codes, provinces
from analysis.scenario.regions import minimum_wages, region_facts, region_pack
from filled_form import put_row, put_single

FIGURE = re.compile(r"^  \S.{34}.*\S \[\d[\d,]*\]( |$)")  # a line with its reference
CITIES = ("3271", "3274", "3672", "3673")


@pytest.fixture
def said(capsys):
    """Run a command that must end well and return what it printed."""

    def run(*words: str, lang: str = "en") -> str:
        assert main([*words, "--lang", lang]) == 0
        return capsys.readouterr().out

    return run


@pytest.fixture
def refused(capsys):
    """Run a command that must end with ``code`` and return what it complained of."""

    def run(*words: str, code: int = 3, lang: str = "en") -> str:
        assert main([*words, "--lang", lang]) == code
        printed = capsys.readouterr()
        assert printed.out == ""
        return printed.err

    return run


@pytest.fixture
def own_regions(tmp_path, monkeypatch):
    """An empty folder in place of data/regions; what was read before is forgotten."""
    folder = tmp_path / "regions"
    folder.mkdir()
    known = (region_facts, minimum_wages, region_pack)
    monkeypatch.setattr(paths, "REGIONS", folder)
    for one in known:
        one.cache_clear()
    yield folder
    for one in known:
        one.cache_clear()


def test_a_region_of_which_little_is_known(said):
    text = said("region", "7401")
    assert "Kabupaten Kolaka, province Sulawesi Tenggara" in text
    assert "257,733 people [1]" in text
    assert "Completeness of the data: D" in text
    assert "> D = only what the national tables hold" in text
    assert "iuran region 7401 --new" in text


def test_a_code_of_two_regions_is_kemendagris_and_says_so(said):
    text = " ".join(said("region", "7401", lang="id").split())
    assert (
        "7401 adalah Kabupaten Kolaka menurut Kemendagri; menurut BPS 7401 adalah "
        "Kabupaten Buton (Kemendagri 7404)." in text
    )
    assert "by BPS" not in said("region", "3672")  # the same region in both
    assert "by BPS" not in said("region", "bps:7404")  # the system was named


@pytest.mark.parametrize(
    "words",
    [("7401",), ("74.01",), ("--bps", "7404"), ("--bps", "74.04"), ("bps:7404",),
     ("kemendagri:7401",), ("Kabupaten", "Kolaka"), ("kolaka",)],
)  # fmt: skip
def test_ways_to_name_one_region(words, said):
    assert "Kemendagri code 7401; BPS code (January 2018) 7404" in said(
        "region", *words
    )


def test_an_old_name_is_told_as_such(said):
    text = said("region", "Mamuju", "Utara")
    assert "Kabupaten Pasangkayu" in text
    assert "MAMUJU UTARA" in text


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", ["7401", "3571", "3201", "7503", *CITIES])
def test_it_fits_a_terminal(code, lang, said):
    for words in ((), ("--all",)):
        text = said("region", code, *words, lang=lang)
        assert max(map(len, text.splitlines())) <= show_region.WIDTH
        assert "nan" not in text.lower().split()
        assert "None" not in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_figure_shown_has_a_number_that_is_explained(lang, said):
    text = said("region", "3672", "--all", lang=lang)
    head = region_words.SOURCES[lang]
    figures, _, sources = text.partition(f"\n{head}\n")
    explained = [line.split()[0] for line in sources.splitlines() if "[" in line[:4]]
    assert explained == [f"[{n + 1}]" for n in range(len(explained))]
    pack = region_pack("3672")
    own, _, rest = figures.partition(region_words.RULES[lang].format(code="3672"))
    borrowed = rest.partition(region_words.BORROWED[lang])[2]
    shown = [one for one in (own + borrowed).splitlines() if FIGURE.search(one)]
    assert len(shown) == len(pack.values) > 100


def test_borrowed_figures_carry_their_mark(said):
    text = said("region", "3209")
    borrowed = text.partition(region_words.BORROWED["en"])[2].partition("\nSources")[0]
    lines = [line for line in borrowed.splitlines() if "[" in line]
    assert len(lines) == len(region_pack("3209").borrowed)
    marks = {text["en"] for text in region_words.ORIGINS.values()}
    for line in lines:
        assert line[37:].split()[0] in marks


def test_the_latest_of_each_kind_and_how_many_more(said):
    text = said("region", "3672")
    (line,) = [one for one in text.splitlines() if "minimum wage (UMK) a month " in one]
    assert "2026" in line
    assert line.endswith("+8")  # 2018 to 2025 besides
    assert "--all" in text
    assert "--all" not in said("region", "3672", "--all")


def test_a_whole_year_comes_before_a_part_of_it(said):
    # Cilegon 2025: revenue of the year to 24 December is no later stage than the budget
    lines = said("region", "3673").splitlines()
    (line,) = [one for one in lines if one.startswith("  APBD revenue ")]
    assert "Rp1,580,000,000,000" in line


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_a_code_all_regions_are_counted(lang, said):
    text = said("region", lang=lang)
    assert "514" in text
    assert all(name in text for name in provinces().values())
    assert "iuran region 7401" in text
    assert max(map(len, text.splitlines())) <= show_region.WIDTH


def test_a_province_lists_its_regions(said):
    text = said("region", "Banten")
    names = [name for code, name in codes().items() if code.startswith("36")]
    assert len(names) == 8
    assert all(name in text for name in names)
    assert said("region", "36") == text


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("Cirebon",), ['"3209"', '"3274"']),
        (("Serang",), ['"3604"', '"3673"']),
        (("Cilgon",), ['"3672" (Kota Cilegon)']),
        (("9409",), ["Biak Numfor", '"9106"']),
        (("--bps", "9501"), ["2018"]),
        (("--bps", ""), ["2018"]),
        (("7401", "--bps", "7404"), ["--bps 7404"]),
        (("--new",), ["7401 --new"]),
        (("7401", "--out", "x.yaml"), ["--new"]),
        (("Sulawesi Tenggara", "--new"), ["iuran region 74"]),
    ],
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_not_clear_is_refused(words, told, lang, refused):
    error = refused("region", *words, lang=lang)
    assert all(word in error for word in told)
    assert {"id": "Perbaikan", "en": "Remedy"}[lang] in error


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_new_file_of_every_region_is_valid(lang):
    for code in codes():
        text = blank(region_pack(code), lang)
        facts = read_region(text, f"{code}.yaml", code)
        assert facts.name == codes()[code]
        comments = [line for line in text.splitlines() if line.startswith("#")]
        assert max(map(len, comments)) <= show_region.WIDTH
        if code not in CITIES:
            assert not facts.bases_idr


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_new_file_names_every_key(lang):
    text = blank(region_pack("7401"), lang)
    for key in RegionFile.model_fields:
        assert f"\n{key}:" in text or f"\n# {key}:" in text
    for base in ("revenue", "pad", "fiscal_space"):
        assert f"\n#   {base}:\n#     2026: {{value: " in text
    assert "JDIH" in text  # where such figures are published


@pytest.mark.parametrize("code", CITIES)
def test_what_is_known_is_filled_in_as_by_hand(code, own_regions):
    """Without the city's file the same claims are found: latest stage of each year."""
    with_file = paths.ROOT / "data" / "regions" / f"{code}.yaml"
    by_hand = read_region(with_file.read_text("utf-8"), "x", code)
    facts = read_region(blank(region_pack(code), "id"), "x", code)
    assert facts.bases_idr == by_hand.bases_idr
    assert set(facts.minimum_wage_idr_m) == set(minimum_wages(code))
    assert all(source.startswith("evidence U-")
               for _, source in facts.minimum_wage_idr_m.values())  # fmt: skip


def test_a_city_with_a_file_keeps_what_stands_in_it():
    pack = region_pack("3672")
    facts = read_region(blank(pack, "en"), "x", "3672")
    assert facts.bases_idr == pack.facts.bases_idr
    assert [note.id for note in facts.notes] == [note.id for note in pack.facts.notes]


def test_a_new_file_is_never_written_over_another(own_regions, said, refused):
    out = own_regions / "7401.yaml"
    assert str(out) in said("region", "7401", "--new")
    before = out.read_bytes()
    assert "not overwritten" in refused("region", "7401", "--new", code=4)
    assert "tidak akan ditimpa" in refused(
        "region", "bps:7404", "--new", code=4, lang="id"
    )
    assert out.read_bytes() == before


def test_a_new_file_needs_a_folder_and_a_name(tmp_path, refused):
    nowhere = tmp_path / "none" / "7401.yaml"
    assert "does not exist" in refused(
        "region", "7401", "--new", "--out", str(nowhere), code=4
    )
    assert ".yaml" in refused("region", "7401", "--new", "--out", str(tmp_path / "x"))
    assert list(tmp_path.iterdir()) == []


def uncommented(text: str, **values: str) -> str:
    """Fill lines in as a person does: delete ``# `` and replace the example."""
    lines = text.splitlines()
    for key, value in values.items():
        place = lines.index(f"#   {key}:")
        lines[place] = lines[place].removeprefix("# ")
        lines[place + 1] = f"    2026: {value}"
    return "\n".join(lines) + "\n"


def test_a_file_is_filled_in_checked_and_run(own_regions, tmp_path, said, refused):
    """From nothing to a run: 1,000 RT/RW x Rp16,800 x 12 = Rp201,600,000 a year."""
    said("region", "7401", "--new")
    file = own_regions / "7401.yaml"
    assert "Files of regions checked, no problems: 1." in said("check", str(file))
    text = file.read_text("utf-8")

    file.write_text(uncommented(text, revenue='{value: 1500000000000, source: "..."}'))
    assert "still the example" in refused("check", str(file), code=2)
    file.write_text(
        uncommented(text, revenue='{value: 1450000, source: "Perda APBD 2026"}')
    )
    assert "in full" in refused("check", str(file), code=2)
    file.write_text(
        uncommented(text, revenue='{value: 1450000000000, source: "Perda APBD 2026"}')
    )
    assert "Files of regions checked, no problems: 1." in said("check", str(file))

    region_facts.cache_clear()
    region_pack.cache_clear()
    shown = said("region", "7401")
    assert "Completeness of the data: C" in shown
    assert "Rp1,450,000,000,000" in shown
    assert "Perda APBD 2026" in shown

    form = tmp_path / "kolaka-2027.xlsx"
    said("template", "--region", "7401", "--out", str(form))
    book = openpyxl.load_workbook(form)
    for key, value in {"title.id": "Kolaka", "title.en": "Kolaka", "years": 1,
                       "draws": 0}.items():  # fmt: skip
        put_single(book, key, value)
    put_row(book, "Kelompok", 0, segment="rt_rw", eligible=1000, members=1000,
            tariff__kind="bpu", path__kind="tetap")  # fmt: skip
    book.save(form)
    assert "Scenarios checked, no problems: 1." in said("check", str(form))
    scenario = load_scenario(form)
    assert (scenario.region, scenario.first_year) == ("7401", 2027)
    table = project(scenario).table.query("segment == 'all' and programme == 'all'")
    values = table.set_index("variable")["value"]
    assert set(values.loc[["contributions_idr"]]) == {201_600_000}
    assert values["base_idr"] == 1_450_000_000_000


def test_the_scenario_of_the_guide_runs():
    """The first year: 1,000 x Rp16,800 x 12 = Rp201,600,000; growth as in the table."""
    guide = (paths.DOCS / "add-your-numbers.md").read_text("utf-8")
    block = guide[guide.index("       schema: 1") :].partition("\n\n")[0]
    scenario = parse_scenario(textwrap.dedent(block), draws=0)
    growth = {
        one.concept: one.number.central
        for one in region_pack("7401").borrowed
        if one.concept.startswith("revenue_budget_growth")
    }
    assert scenario.budget.growth_y.numbers == (
        growth["revenue_budget_growth_mean_y"],
        growth["revenue_budget_growth_sd_y"],
    )
    table = project(scenario).table.query("segment == 'all' and programme == 'all'")
    bill = table.query("variable == 'contributions_idr' and year == '2027'")["value"]
    assert set(bill) == {201_600_000}


def test_check_tells_region_files_from_scenarios(tmp_path, said, refused):
    cilegon = str(paths.REGIONS / "3672.yaml")
    scenario = str(paths.SCENARIOS / "cilegon-baseline.yaml")
    text = said("check", cilegon, scenario)
    assert "Files of regions checked, no problems: 1." in text
    assert "Scenarios checked, no problems: 1." in text
    count = len(list(paths.REGIONS.glob("*.yaml")))
    told = f"Files of regions checked, no problems: {count}."
    assert told in said("check", str(paths.REGIONS))
    wrong = tmp_path / "7401.yaml"
    wrong.write_text('region: "7401"\nname: Kabupaten Buton\n', encoding="utf-8")
    bad = tmp_path / "bad.yaml"
    bad.write_text("schema: 1\nname: bad\n", encoding="utf-8")
    error = refused("check", str(wrong), str(bad), code=2)
    assert "Kabupaten Kolaka" in error
    assert "segments" in error


def test_a_new_file_elsewhere_is_checked_by_what_it_says(tmp_path, said):
    out = tmp_path / "kolaka.yaml"
    said("region", "7401", "--new", "--out", str(out))
    assert "Files of regions checked, no problems: 1." in said("check", str(out))
    assert yaml.safe_load(out.read_text("utf-8"))["region"] == "7401"


def test_the_command_imports_nothing_heavy():
    code = (
        "import sys; from analysis.__main__ import main; main(); "
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    words = [sys.executable, "-c", code, "region", "7401"]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    heavy = {"scipy", "pandera", "matplotlib", "statsmodels", "papermill", "rich"}
    heavy |= {"rapidfuzz", "openpyxl", "xlsxwriter", "great_tables", "nbformat"}
    assert not loaded & heavy


def test_every_word_is_known_in_both_languages():
    for code in codes():
        for value in region_pack(code).values:
            known = region_words.CONCEPTS | show_region.CONCEPTS
            assert value.concept in known, "add its words to run/region_words.py"
            for mark in (value.relation, value.status):
                assert mark in ("reported", "accepted") or mark in region_words.MARKS
