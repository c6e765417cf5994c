"""The memo: its five answers are rows of results.csv, it has two pages, it is inert."""

from __future__ import annotations

import csv
import io
import math
import re
import subprocess
import zlib
from collections import Counter
from functools import cache

import pytest
from babel.numbers import parse_decimal
from docx import Document
from docx.oxml.ns import qn

from analysis import load_scenario, project
from analysis.report import memo, pdf
from analysis.run.files import write_table
from analysis.scenario.load import parse_scenario
from analysis.study import answers_solve, decisions, ensemble, stress, uncertainty
from analysis.study.answers import with_answers
from minimal import scenario_text

LOCALES = {"id": "id_ID", "en": "en_GB"}
SCALES = {
    "id": {"triliun": 12, "miliar": 9, "juta": 6},
    "en": {"trillion": 12, "billion": 9, "million": 6},
}
SHIPPED = (
    *("cilegon-baseline", "bogor-baseline", "cirebon-baseline", "serang-baseline"),
    *("cilegon-arrears", "cilegon-ceiling"),
)
LONG = "<script>alert(1)</script> =HYPERLINK(1) kelompok yang namanya panjang sekali "
WHY = "Alasan panjang yang menguji batas halaman telaahan staf dengan banyak kata. " * 6
SHOCKS = ("tariff", "transfer_cut", "election", "late_budget")
FEW = {  # points: what is written is tested here, not how close it is
    ensemble: {"POINTS": 128},
    decisions: {"POINTS": 128, "COVER_POINTS": 128},
    stress: {"POINTS": 32},
    uncertainty: {"SOBOL_POINTS": 16},
    answers_solve: {"DRAWS": 32},
}


@pytest.fixture(scope="module", autouse=True)
def fewer_points(few_points):
    with pytest.MonkeyPatch.context() as patch:
        for module, numbers in FEW.items():
            for name, value in numbers.items():
                patch.setattr(module, name, value)
        shocks = tuple(one for one in stress.STRESSES if one.slug in SHOCKS)
        patch.setattr(stress, "STRESSES", shocks)
        yield


def long_group(number, **more):
    text = f"{LONG}{number} " + "kata " * 12
    return {
        "label": {"id": text, "en": text},
        "eligible": {"uniform": [20_000, 40_000]},
        "members": 1000 + number,
        "tariff": {"kind": "bpu"},
        "path": {"kind": "schedule", "members": {2029: 4000 + number}},
        "profile": "pekerja_rentan",
        **more,
    }


def worst():
    """Twelve groups with long names, three payers, arrears, reasons without end."""
    wage = {"kind": "pu", "reported_wage": 1_500_000, "risk_group": 2}
    known = {"eligible": {"evidence": "N020"}, "path": {"kind": "hold"}}
    groups = {f"kelompok_{i}": long_group(i) for i in range(9)}
    groups |= {
        "rt_rw": long_group(1, **known, members={"evidence": "N020"}),
        "kader": long_group(2, **known, members={"evidence": "N025"}),
        "non_asn": long_group(3, tariff=wage, months={"first": 7, "last": 12}),
    }
    mark = {"low": 10_000, "high": 50_000, "why": {"id": WHY, "en": WHY}}
    line = {"low": 1, "high": 9_000_000_000, "why": {"id": WHY, "en": WHY}}
    return {
        "first_year": 2027,
        "years": 4,
        "why": {"id": WHY, "en": WHY},
        "segments": groups,
        "funding": [
            {"funder": "dbh_cht", "ceiling_idr_y": 300_000_000},
            {"funder": "provinsi", "ceiling_idr_y": {"uniform": [0, 500_000_000]}},
            {"funder": "apbd"},
        ],
        "budget": {
            "base_idr": {2026: 1_500_000_000_000},
            "ceiling": {"idr": {2027: 900_000_000}},
            "when_short": "arrears",
        },
        "assumed": {
            **{f"segments.kelompok_{i}.eligible": mark for i in range(9)},
            "budget.ceiling": line,
        },
    }


MADE_UP = {
    "worst": worst,
    "one-year": lambda: {"first_year": 2027, "segments": {"rt_rw": small()}},
    "others-pay": lambda: {
        "first_year": 2027,
        "years": 3,
        "segments": {"rt_rw": small()},
        "funding": [{"funder": "csr"}, {"funder": "apbd"}],
    },
    "nobody": lambda: {
        "first_year": 2027,
        "segments": {"rt_rw": {**small(), "eligible": 0, "members": 0}},
    },
}


def small():
    return {
        "eligible": 400,
        "members": 200,
        "tariff": {"kind": "bpu"},
        "path": {"kind": "hold"},
    }


@cache
def run(name):
    """A run without draws, so that every memo here is one of a run of `--draws 0`."""
    if name in MADE_UP:
        scenario = parse_scenario(scenario_text(name, MADE_UP[name]()))
    else:
        years = {} if name == "cilegon-baseline" else {"years": 4}
        scenario = load_scenario(name, draws=0, **years)
    return with_answers(project(scenario))


@cache
def written(name, lang, paper="f4"):
    return memo.document(run(name), lang, paper)


def word(name, lang, paper="f4"):
    return Document(io.BytesIO(written(name, lang, paper)))


def numbers(text, lang):
    """All numbers of a text as a reader understands them; codes are none."""
    text = re.sub(r"“[^”]*”|\[[^\]]*\]|\d\.\d\.\d\d\.[\d.]+", " ", text)
    scales = "|".join(SCALES[lang])
    pattern = rf"(\d(?:[\d.,]*\d)?)(?:( ?%)| ({scales}))?"
    return [_number(*found, lang) for found in re.findall(pattern, text)]


def _number(digits, percent, scale, lang):
    value = float(parse_decimal(digits, locale=LOCALES[lang]))
    if percent:
        return round(value / 100, 12)
    return value * 10 ** SCALES[lang].get(scale, 0)


def five(name, lang):
    """The answers of the first half page, by the order of their questions."""
    found = [
        paragraph.text.partition("? ")[2]
        for paragraph in word(name, lang).paragraphs
        if paragraph.runs and paragraph.runs[0].bold and "? " in paragraph.text[:60]
    ]
    assert len(found) == 5
    return found


def csv_rows(results, folder):
    write_table(results.table, folder)
    with (folder / "results.csv").open(encoding="utf-8", newline="") as stream:
        return {
            (r["variable"], r["segment"], r["year"], r["statistic"]): float(r["value"])
            for r in csv.DictReader(stream)
            if r["programme"] == "all" and r["funder"] == "all"
        }


# the rows that must be read in each answer of Cilegon: variable, year, statistic
WANTED = (
    (
        ("members_end", "2027"),
        ("coverage_rate", "2027"),
        ("eligible", "2027"),
        ("people_left_out", "2027"),
    ),
    (
        ("uncut_bill_idr", "2027"),
        ("uncut_bill_idr", "2036"),
        ("measured_bill_idr", "2036", "p05"),
        ("measured_bill_idr", "2036", "p95"),
    ),
    (
        ("line_idr", "2036"),
        ("line_room_idr", "2027"),
        ("breach_any_share", "all"),
        ("breach_first_year", "all", "most_likely"),
    ),
    (
        ("stress_breaking_count", "all"),
        ("stress_applying_count", "all"),
        ("stress_election_worst_bill_idr", "all"),
        ("stress_election_cut_share", "all"),
        ("stress_tariff_worst_bill_idr", "all"),
        ("stress_tariff_cut_share", "all"),
    ),
    (
        ("breach_any_line_unsure_share", "all"),
        ("eligible", "2027", "central", "pekerja_rentan"),
        ("eligible", "2027", "central", "pekerja_informal"),
    ),
)


@pytest.mark.parametrize("lang", LOCALES)
def test_the_five_answers_are_rows_of_results_csv(lang, tmp_path):
    rows = csv_rows(run("cilegon-baseline"), tmp_path)
    for answer, wanted in zip(five("cilegon-baseline", lang), WANTED, strict=True):
        read = numbers(answer, lang)
        for variable, year, statistic, segment in (filled(*one) for one in wanted):
            value = rows[variable, segment, year, statistic]
            assert any(shows(one, value) for one in read), (variable, value, answer)


def filled(variable, year, statistic="central", segment="all"):
    return variable, year, statistic, segment


def shows(read, value):
    """Say whether a number read is the value, rounded as a reader sees it."""
    if value < 1:
        return abs(read - value) <= 0.0051
    scale = 10 ** (3 * int(math.log10(value) // 3)) if value >= 1e6 else 1
    return abs(read - value) <= (0.0051 if scale > 1 else 0.5) * scale


@pytest.mark.parametrize("name", SHIPPED)
def test_both_languages_say_the_same_numbers(name):
    indonesian, english = (
        Counter(n for text in computed(name, lang) for n in numbers(text, lang))
        for lang in LOCALES
    )
    assert indonesian == english
    assert len(indonesian) > 30


def computed(name, lang):
    """What the memo itself says: all but the reasons that users wrote, maybe cut."""
    document = word(name, lang)
    texts = [paragraph.text for paragraph in document.paragraphs]
    second = next(i for i, text in enumerate(texts) if text.startswith("II."))
    third = next(i for i, text in enumerate(texts) if text.startswith("III."))
    cells = [cell.text for row in document.tables[0].rows for cell in row.cells]
    return [*texts[: second - 1], *texts[third:], *cells]


def test_the_table_of_choices_starts_with_the_plan(tmp_path):
    rows = csv_rows(run("bogor-baseline"), tmp_path)
    table = word("bogor-baseline", "id").tables[0]
    first, second = ([cell.text for cell in row.cells] for row in table.rows[1:3])
    assert numbers(first[2], "id") == [rows["members_end", "all", "2027", "central"]]
    assert numbers(second[4], "id") == [pytest.approx(0.1, abs=0.011)]
    chance = rows["breach_any_share", "all", "all", "central"]
    assert numbers(first[4], "id") == [pytest.approx(chance, abs=0.005)]


@pytest.mark.parametrize(("lang", "locale"), [("id", "id-ID"), ("en", "en-GB")])
def test_word_finds_styles_language_and_alternative_text(lang, locale):
    document = word("cilegon-baseline", lang)
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    assert styles.count("Heading 1") == 6
    assert {"Title", "List Bullet", "List Number", "Caption"} <= set(styles)
    defaults = document.styles.element.find(qn("w:docDefaults"))
    assert next(defaults.iter(qn("w:lang"))).get(qn("w:val")) == locale
    (shape,) = document.inline_shapes
    assert len(shape._inline.docPr.get("descr")) > 80
    (table,) = document.tables
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert document.core_properties.author == ""


@pytest.mark.parametrize(("paper", "size"), [("f4", (215, 330)), ("a4", (210, 297))])
def test_the_paper_is_what_its_name_says(paper, size):
    section = word("cilegon-baseline", "id", paper).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == size


def test_letters_are_large_enough_and_known_to_windows():
    for name in memo.FILES:
        document = word("cilegon-baseline", *memo.FILES[name])
        for paragraph in document.paragraphs:
            font = paragraph.style.font
            assert font.name == "Arial"
            assert font.size.pt >= 8
            small = ("Caption", "Body Text", "Footer")
            assert font.size.pt >= 10.5 or paragraph.style.name in small


def test_equal_results_give_equal_bytes():
    assert memo.document(run("one-year"), "id") == written("one-year", "id")


def test_what_is_not_known_is_left_to_fill_in():
    said = [paragraph.text for paragraph in word("cilegon-baseline", "id").paragraphs]
    account = next(text for text in said if text.startswith("Kode rekening"))
    assert "isi menurut DPA" in account
    assert "5.1." not in account
    known = [paragraph.text for paragraph in word("cirebon-baseline", "id").paragraphs]
    assert any("5.1.02.02.02.0006" in text for text in known)
    assert {"Dari\t: " + "." * 24, "NIP " + "." * 24} <= set(said)


def test_advice_is_a_rule():
    for lang, (begin, then) in {"id": ("Bila", "maka"), "en": ("If", "then")}.items():
        rules = [
            paragraph.text
            for paragraph in word("cilegon-arrears", lang).paragraphs
            if paragraph.style.name == "List Number"
        ]
        assert len(rules) == 4
        assert all(text.startswith(begin) and f" {then} " in text for text in rules)


def test_texts_of_users_are_letters_only():
    document = word("worst", "id")
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "<script>alert(1)</script> =HYPERLINK" in text
    assert not list(document.element.iter(qn("w:instrText"), qn("w:hyperlink")))


def test_where_nobody_pays_no_chance_is_told():
    for name in ("others-pay", "nobody"):
        assert five(name, "id")[2].startswith("Tidak dihitung")
        last = [row.cells[-1].text for row in word(name, "id").tables[0].rows[1:]]
        assert set(last) == {"tidak dihitung"}


@pytest.fixture(scope="module")
def printed(tmp_path_factory, office):
    """Every memo as PDF, made in one run of LibreOffice."""
    folder = tmp_path_factory.mktemp("memos")
    documents = {
        f"{name}-{lang}-{paper}": written(name, lang, paper)
        for name in (*SHIPPED, *MADE_UP)
        for lang, paper in memo.FILES.values()
        if name in (*SHIPPED, "worst") or paper == "f4"
    }
    for name, data in documents.items():
        (folder / f"{name}.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = [str(folder / f"{name}.docx") for name in documents]
    asked = [office, "--headless", profile, "--convert-to", "pdf", "--outdir"]
    subprocess.run(
        [*asked, str(folder), *files], check=True, capture_output=True, timeout=300
    )
    return {name: (folder / f"{name}.pdf").read_bytes() for name in documents}


@pytest.mark.office
def test_a_memo_has_two_pages_and_five_answers_on_the_first_half(printed):
    pages = {
        name: len(re.findall(rb"/Type\s*/Page\b", d)) for name, d in printed.items()
    }
    assert pages == dict.fromkeys(printed, 2)
    assert max(map(len, printed.values())) < 1_000_000
    for name, data in printed.items():
        # lines from side to side: under letterhead, heading and the five answers
        lines = rules_across(data)
        assert len(lines) == 3, name
        assert lines[2] < 0.5, f"{name}: the five answers end at {lines[2]:.0%}"


def rules_across(data):
    """Heights of the lines drawn across the first page, as shares from its top."""
    height = float(re.search(rb"/MediaBox\s*\[\s*0 0 [\d.]+ ([\d.]+)", data)[1])
    streams = re.findall(rb"stream\r?\n(.*?)endstream", data, re.DOTALL)
    page = next(text for text in map(inflated, streams) if b" Tf" in text)
    found = re.findall(rb"([\d.]+) ([\d.]+) m\s+([\d.]+) ([\d.]+) l", page)
    drawn = [tuple(map(float, one)) for one in found]
    wide = {y for x, y, end, _ in drawn if abs(end - x) > 400}
    return sorted(1 - y / height for y in wide)


def inflated(stream):
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""


@pytest.mark.office
def test_a_run_folder_holds_the_documents_and_the_pdf(tmp_path):
    assert memo.write_memos(run("one-year"), tmp_path) == ""
    assert {path.name for path in tmp_path.iterdir()} == {*memo.FILES, "memo-id.pdf"}
    assert (tmp_path / "memo-id.pdf").read_bytes().startswith(b"%PDF")


def test_without_libreoffice_the_documents_stand_and_say_why(tmp_path, monkeypatch):
    monkeypatch.setattr(pdf, "PROGRAMS", ("no-such-program",))
    (tmp_path / "memo-id.pdf").write_bytes(b"of an earlier run")
    said = memo.write_memos(run("one-year"), tmp_path)
    assert said == pdf.NO_PROGRAM["en"]
    assert {path.name for path in tmp_path.iterdir()} == set(memo.FILES)


@pytest.mark.parametrize("does", ["exit 1", "exit 0", "sleep 60 & sleep 60"])
def test_a_failing_libreoffice_leaves_no_half_file(does, tmp_path, monkeypatch):
    program = tmp_path / "office"
    program.write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(pdf, "PROGRAMS", (str(program),))
    monkeypatch.setattr(pdf, "SECONDS", 0.5)
    folder = tmp_path / "run"
    folder.mkdir()
    assert memo.write_memos(run("one-year"), folder) == pdf.FAILED["en"]
    assert {path.name for path in folder.iterdir()} == set(memo.FILES)
