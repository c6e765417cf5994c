"""The memo: its five answers are rows of results.csv, it has two pages, it is inert."""

from __future__ import annotations

import csv
import io
import math
import re
import signal
import subprocess
import time
import zlib
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from babel.numbers import parse_decimal
from docx import Document
from docx.oxml.ns import qn

from analysis import load_scenario, project
from analysis.report import memo, pdf
from analysis.report.memo_told import rounded_up
from analysis.run.files import write_table
from analysis.scenario.load import parse_scenario
from analysis.study import ensemble, limits, stress, uncertainty
from analysis.study.answers import with_answers
from few_points import few
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


@pytest.fixture(scope="module", autouse=True)
def fewer_points(few_points):
    with few() as patch:
        patch.setattr(uncertainty, "SOBOL_POINTS", 16)
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
    codes = r"“[^”]*”|\[[^\]]*\]|\d\.\d\.\d\d\.[\d.]+|[\d.]+/[\d/]+"
    text = re.sub(codes, " ", text)
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
        ("breach_any_share", "all"),
        ("breach_any_line_unsure_share", "all"),
        ("solve_line_idr", "all", "confidence_90"),
        ("breach_first_year", "all", "most_likely"),
    ),
    (
        ("stress_deepening_count", "all"),
        ("stress_applying_count", "all"),
        ("stress_election_worst_bill_idr", "all"),
        ("stress_election_cut_share", "all"),
        ("stress_tariff_worst_bill_idr", "all"),
        ("stress_tariff_cut_share", "all"),
    ),
    (
        ("line_idr", "2036"),
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
    step = 0.01 * scale if scale > 1 else 1  # what must be enough is rounded up
    return -step / 2 <= read - value <= step * 1.001


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


def said(name, lang="id"):
    return [paragraph.text for paragraph in word(name, lang).paragraphs]


def one_of(texts, start):
    return next(text for text in texts if text.startswith(start))


@pytest.mark.parametrize("name", ["serang-baseline", "cirebon-baseline"])
def test_so_many_people_fit_in_nine_of_ten_when_run_again(name):
    results = run(name)
    known = rows_of(results)
    groups = list(results.scenario.segments)
    people = [known["option_fit_people", g, 2027, "central"] for g in groups]
    rule = next(text for text in said(name) if "paling banyak" in text)
    assert {*people, sum(people)} <= set(numbers(rule, "id"))
    height = known["line_idr", "all", 2027, "central"]
    assert chance_of(name, groups, people, height) <= 0.1 + 0.02  # other points
    more = [size * 1.04 for size in people]
    assert chance_of(name, groups, more, height) > 0.1


def chance_of(name, groups, people, height):
    changes = {
        f"segments.{group}.path": {"kind": "schedule", "members": {2027: int(size)}}
        for group, size in zip(groups, people, strict=True)
    }
    changes["budget.ceiling"] = {"idr": {2027: int(height)}}
    again = project(load_scenario(name, draws=0, years=4, **changes))
    return 1 - limits.breach(again).never


def rows_of(results):
    table = results.table[
        (results.table["programme"] == "all") & (results.table["funder"] == "all")
    ]
    columns = ("variable", "segment", "year", "statistic")
    keys = [[int(y) if str(y).isdigit() else y for y in table[c]] for c in columns]
    return dict(zip(zip(*keys, strict=True), table["value"], strict=True))


@pytest.mark.parametrize("name", SHIPPED)
def test_the_line_that_is_enough_is_enough_as_printed(name):
    worst = ensemble.sample(run(name)).bill_idr.max(1)
    for lang, start in (("id", "Bila"), ("en", "If")):
        first = next(
            text
            for text in said(name, lang)
            if text.startswith(start) and ("paling sedikit" in text or "least" in text)
        )
        enough = max(numbers(first, lang))
        assert (worst <= enough * (1 + 1e-12)).mean() >= 0.9
        assert (worst <= enough * 0.98).mean() < 0.9


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (2_192_803_200, 2_200_000_000),
        (1_319_762_004, 1_320_000_000),
        (999_996_000, 1_000_000_000),
        (2_000_000_000, 2_000_000_000),
        (999_999, 999_999),
    ],
)
def test_what_must_be_enough_is_never_rounded_down(value, shown):
    assert rounded_up(value) == shown


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shock_counts_only_where_it_is_worse_than_none(name):
    tested = [one for one in stress.stress(run(name)) if one.applies]
    worse = [one for one in tested if one.outcome.cut_share > one.base.cut_share + 1e-9]
    answer = five(name, "id")[3]
    assert numbers(answer, "id")[:2] == [len(worse), len(tested)]
    named = [one.stress.name["id"] for one in worse]
    assert any(name in answer for name in named)


def test_a_line_nobody_published_is_not_judged():
    texts = said("serang-baseline")
    until = five("serang-baseline", "id")[2]
    verdict = texts[texts.index("V. Simpulan") + 1]
    for text in (until, verdict):
        assert "belum dapat dinilai" in text
        assert "sanggup ditanggung" not in text
        assert "%" not in text
    known = rows_of(run("serang-baseline"))
    needed = known["solve_line_idr", "all", "all", "confidence_90"]
    assert any(shows(one, needed) for one in numbers(until, "id"))
    worth = known["claims_incurred_idr", "all", 2027, "central"]
    assert any(shows(one, worth) for one in numbers(verdict, "id"))
    election = one_of(texts, "Risiko 1: Petugas pemilu")
    assert "hanya 2029" in election
    assert "jumlah petugas dianggap" in election


def test_a_line_held_beyond_its_year_says_so_with_both_chances():
    texts = said("cilegon-baseline")
    verdict = texts[texts.index("V. Simpulan") + 1]
    known = rows_of(run("cilegon-baseline"))
    unsure = known["breach_any_line_unsure_share", "all", "all", "central"]
    for text in (five("cilegon-baseline", "id")[2], verdict):
        assert "pagu 2026 (±Rp2,20 miliar)" in text
        assert "bertahan tiap tahun" in text
        assert any(shows(one, unsure) for one in numbers(text, "id"))
        assert "dalam batas pembulatannya" in text


def test_people_are_planned_and_the_people_meant_are_those_of_the_scenario():
    for name in SHIPPED:
        answer = five(name, "id")[0]
        assert answer.startswith("Direncanakan ")
        assert "sasaran kelompok dalam skenario saja" in answer
        assert "belum dibayari APBD" in answer
        guessed = any(k.endswith(".eligible") for k in run(name).scenario.marks)
        assert ("(anggapan" in answer) == guessed


def test_a_claim_is_told_as_what_it_counts():
    published = one_of(said("cilegon-baseline"), "Terbitan")
    kader = "Kader: peserta (22 Agustus 2024) “kader 2.650 orang”"
    assert kader in published
    assert "dipakai juga sebagai sasaran" in published
    planned = one_of(said("cirebon-baseline"), "Terbitan")
    assert "RT/RW: rencana peserta (25 Januari 2023)" in planned


def test_what_moves_the_bill_is_named_first():
    answer = five("bogor-baseline", "id")[4]
    months, others = answer.index("bulan yang dibayar"), answer.index("provinsi: pagu")
    assert months < others
    assert "memenuhi syarat" not in answer
    all_year = rows_of(run("bogor-baseline"))[
        "option_all_year_bill_idr", "all", 2027, "central"
    ]
    assert any(shows(one, all_year) for one in numbers(answer, "id"))
    assert "di luar rentang biaya" in answer
    assert (
        "lolos verifikasi 50% (41,7% sampai 100%)" in five("serang-baseline", "id")[4]
    )


def test_the_power_to_pay_is_told_apart_from_tariffs_and_reports():
    law = one_of(said("serang-baseline"), "Dasar tarif")
    tariffs, paying = law.split("Dasar membayar: ")
    assert "PP 44/2015 sebagaimana diubah dengan PP 82/2019 dan PP 49/2023" in tariffs
    assert paying.startswith("Inpres 2/2021; Permendagri 27/2021; SE Mendagri")
    assert "rancangan: Perwali" in paying
    unseen = paying.partition("belum dilihat, bukan dasar: ")[2]
    assert {"Surat edaran", "Perwali"} <= set(
        re.findall(r"[A-Z]\w+(?: edaran)?", unseen)
    )


def test_revenue_is_a_projection_and_money_beyond_the_plan_comes_second():
    for name in ("serang-baseline", "cilegon-baseline", "bogor-baseline"):
        texts = said(name)
        assert "(proyeksi, +4,5% dari angka 2026" in one_of(texts, "Anggaran")
        second = next(t for t in texts if t.startswith("Bila kaidah 1 terpenuhi"))
        assert "biayanya Rp" in second
    assert "anggapan)" in one_of(said("serang-baseline"), "Anggaran")
    cirebon = next(t for t in said("cirebon-baseline") if t.startswith("Bila kaidah 1"))
    left = rows_of(run("cirebon-baseline"))[
        "next_billion_left_idr", "all", 2027, "central"
    ]
    assert any(shows(one, left) for one in numbers(cirebon, "id"))


def test_the_figure_to_ask_for_is_that_of_the_line():
    rule = next(t for t in said("bogor-baseline") if t.startswith("Bila data"))
    assert "untuk pagu 2027" in rule
    assert "bulan yang dibayar" in rule


@pytest.mark.parametrize("name", SHIPPED)
def test_the_official_text_names_no_files_and_no_ids(name):
    for lang in LOCALES:
        document = word(name, lang)
        foot = [p.text for p in document.sections[0].footer.paragraphs]
        text = "\n".join([*computed(name, lang), *foot])
        assert "results.csv" not in text
        assert not re.search(r"\[[A-Z][\w-]*\d", text)
        assert "mempengaruhi" not in text
        assert "telaah staf" not in text
        assert not re.search(r"\b(the|a|under) line\b", text)


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


def runs(pid):
    """Say whether a process is there and has not ended."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def test_a_ctrl_c_ends_libreoffice_and_what_it_started(tmp_path, monkeypatch):
    program = tmp_path / "office"
    started = tmp_path / "started"
    program.write_text(
        f"#!/bin/sh\nsleep 61 &\necho $! > {started}\nsleep 61\n", encoding="utf-8"
    )
    program.chmod(0o755)

    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(pdf, "PROGRAMS", (str(program),))
    before = signal.signal(signal.SIGALRM, interrupt)
    # again where the first came while nothing may be raised (a collection of garbage)
    signal.setitimer(signal.ITIMER_REAL, 2, 5)
    try:
        with pytest.raises(KeyboardInterrupt):
            pdf.from_docx(tmp_path / "memo-id.docx")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    until = time.monotonic() + 5  # what was killed ends when it is its turn
    while runs(int(started.read_text())) and time.monotonic() < until:
        time.sleep(0.05)
    assert not runs(int(started.read_text()))
    assert not (tmp_path / "memo-id.pdf").exists()
