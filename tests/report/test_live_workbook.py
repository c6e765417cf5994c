"""The live sheets are our central path: as written, and after edits in yellow cells."""

import re
from random import Random

import live_books
import openpyxl
import pytest

from analysis.report.live.expr import LONGEST_TEXT
from analysis.report.live.facts import MOST_HEADS, Facts
from analysis.scenario.load import parse_scenario
from minimal import scenario_text
from random_scenarios import random_scenario

BASELINES = (
    "cilegon-baseline",
    "bogor-baseline",
    "cirebon-baseline",
    "serang-baseline",
)
APBD = "contributions_idr"
CEILING = {"idr": {2027: 260_000_000, 2029: 300_000_001}}
# every part of the everyday path at once: growth, exits, renewal, months, wages, a cut
FAMILY = {
    "first_year": 2027,
    "years": 4,
    "wage_growth_y": 0.055,
    "segments": {
        "rt_rw": {
            "eligible": 1528,
            "eligible_growth_y": 0.021,
            "members": 1400,
            "tariff": {"kind": "bpu"},
            "path": {"kind": "target", "coverage": 0.95, "year": 2029},
            "months": {"first": 2, "last": 12, 2028: {"first": 1, "last": 11}},
        },
        "kader": {
            "eligible": 2650,
            "members": 900,
            "tariff": {"kind": "bpu"},
            "path": {
                "kind": "schedule",
                "members": {"2027-04": 1000, "2027-09": 1250, 2029: 700},
            },
            "verified_share": 0.4567,
        },
        "non_asn": {
            "eligible": 601,
            "members": 333,
            "tariff": {"kind": "pu", "reported_wage": "umk", "risk_group": 2},
            "path": {"kind": "hold"},
            "place": "leave",
            "renewal_y": 0.9,
            "exits": [{"kind": "pensiun", "year": 2028, "share": 0.3952}],
        },
    },
    "budget": {
        "base_idr": {2026: 2_000_000_000_000, 2028: 2_100_000_000_001},
        "growth_y": 0.0333,
        "ceiling": CEILING,
    },
}


def family(**changes):
    return live_books.parsed(scenario_text("family", FAMILY | changes))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("live")


@pytest.fixture(scope="module")
def made(folder):
    """Workbook and results of the family."""
    results = family()
    return live_books.write(results, folder / "family.xlsx"), results


def random_run(seed, rule="heads"):
    fields = random_scenario(seed)
    fields["budget"]["when_short"] = rule
    return live_books.parsed(scenario_text(f"random-{seed}", fields))


@pytest.mark.parametrize("seed", range(8))
def test_random_scenarios_are_our_central_path(seed, tmp_path):
    rules = ("heads", "heads", "months", "priority", "arrears")
    results = random_run(300 + seed, rules[seed % len(rules)])
    read = live_books.Read(live_books.write(results, tmp_path / "x.xlsx"))
    assert not live_books.gaps(read, results)
    assert read.form_total() == results.series(APBD, funder="apbd").iloc[0]
    groups = len(results.scenario.segments)
    for name in ("jkk_apbd", "jkm_apbd"):  # what others pay is no line below zero
        assert (read.groups(name, groups) >= 0).all()


def test_a_budget_form_holds_no_deduction_where_another_payer_pays_half(tmp_path):
    results = live_books.shipped("bogor-baseline")
    path = live_books.write(results, tmp_path / "x.xlsx")
    rows = openpyxl.load_workbook(path, data_only=True)["RKA"].iter_rows(
        min_row=12, values_only=True
    )
    lines = [row for row in rows if str(row[1]).startswith("Iuran")]
    assert len(lines) == 2 * len(results.scenario.segments)
    for _, _, people, months, volume, _, tariff, amount in lines:
        assert amount == volume * tariff > 0
        assert people * months == volume
    bill = results.series(APBD, funder="apbd").iloc[0]
    assert sum(row[-1] for row in lines) == bill
    assert bill < results.series(APBD).iloc[0]  # another payer does pay


def test_the_cut_is_live_where_it_says_so():
    assert Facts(random_run(300), "id").cut_is_live
    assert not Facts(random_run(302, "months"), "id").cut_is_live


def changed(fields, changes):
    """Return a copy of the fields with values set by their path."""
    import copy

    fields = copy.deepcopy(fields)
    for (*path, last), value in changes:
        at = fields
        for key in path:
            at = at[key]
        at[last] = value
    return fields


def edits(rng, results):
    """Return yellow cells to change, and the same as changes of the scenario.

    Members, growth, verification, months, tariff, wage, ceiling and target.
    """
    label = Facts(results, "id").labels
    members, share = rng.randint(1000, 1500), rng.randint(500, 999) / 1000
    jkm, ceiling = rng.randint(6800, 13471), rng.randint(150, 500) * 1_000_003
    first, planned = rng.randint(1, 7), rng.randint(500, 1200)
    wage = rng.randint(2_000_000, 5_500_000) + 0.5
    years = range(2027, 2031)
    cells = {
        f"{label[0]}: Peserta di awal (orang)": members,
        f"{label[0]}: Sasaran cakupan": share,
        f"{label[1]}: Bulan pertama dibayar": first,
        f"{label[1]}: Peserta (orang) 2027-09": planned,
        f"{label[2]}: Diperpanjang setiap tahun": share,
        "Upah minimum sebulan (Rp) 2026": wage,
        **{f"Iuran JKM BPU, Rp per orang sebulan {y}": jkm for y in years},
        **{f"Pagu APBD umum (Rp) {y}": ceiling for y in years},
    }
    groups = ("segments", "rt_rw"), ("segments", "kader"), ("segments", "non_asn")
    changes = [
        ((*groups[0], "members"), members),
        ((*groups[0], "path", "coverage"), share),
        ((*groups[1], "months"), {"first": first, "last": 12}),
        ((*groups[1], "path", "members", "2027-09"), planned),
        ((*groups[2], "renewal_y"), share),
        (("budget", "ceiling"), {"idr": {2027: ceiling}}),
        (("law",), {"overrides": {"bpu_jkm_idr_m": {"2027-01": jkm}}}),
    ]
    return cells, changes, wage


@pytest.fixture(scope="module")
def calculated(made, folder, office):
    """Every workbook LibreOffice computes for the tests here, in one start: by name.

    With the run it must equal; None where an entry is wrong.
    """
    runs = {"family": made[1]}
    books = [made[0]]
    for name in BASELINES:
        runs[name] = live_books.shipped(name)
        books.append(live_books.write(runs[name], folder / f"{name}.xlsx"))
    for seed in (400, 404):
        runs[f"random-{seed}"] = random_run(seed)
        path = folder / f"random-{seed}.xlsx"
        books.append(live_books.write(runs[path.stem], path))
    for number in range(3):
        cells, changes, wage = edits(Random(number), made[1])
        name = f"edit-{number}"
        books.append(live_books.edit(made[0], cells, folder / f"{name}.xlsx"))
        runs[name] = with_wage(changed(FAMILY, changes), wage)
        cells, fields = planned_edit(Random(number), runs["cilegon-baseline"])
        name = f"plan-{number}"
        source = folder / "cilegon-baseline.xlsx"
        books.append(live_books.edit(source, cells, folder / f"{name}.xlsx"))
        runs[name] = live_books.rerun("cilegon-baseline", fields)
    for name, (source, cells, _) in WRONG.items():
        source = folder / f"{source}.xlsx"
        books.append(live_books.edit(source, cells, folder / f"{name}.xlsx"))
        runs[name] = None
    paths = live_books.recalculated(office, books, folder)
    return {one.stem: (live_books.Read(one), runs[one.stem]) for one in paths}


# what a paste that passes the cell's own rule may leave: source, cells, first fault
# and how many
WRONG = {
    "pasted-texts": (
        "cirebon-baseline",
        {"Masukan!F7": "6.000", "Masukan!F18": "6.800"},
        ("Masukan sel F7 (harus bilangan bulat 0 sampai 1.048.575)", 2),
    ),
    "empty": ("cirebon-baseline", {"Masukan!F7": None}, ("Masukan sel F7", 1)),
    "months-turned": (
        "cirebon-baseline",
        {"Masukan!J7": 9, "Masukan!K7": 3},
        ("Masukan sel J7 (harus tidak sesudah bulan terakhir, sel K7)", 1),
    ),
    "thousands-lost": (  # 6.800 where the point is decimal
        "cirebon-baseline",
        {"Masukan!F18": 6.8},
        ("Masukan sel F18 (harus bilangan bulat 0 sampai 1.000.000, atau kosong)", 1),
    ),
    "half-a-month": (
        "cirebon-baseline",
        {"Masukan!J8": 2.5},
        ("Masukan sel J8 (harus bilangan bulat 1 sampai 12)", 1),
    ),
    "more-than-eligible": (
        "cirebon-baseline",
        {"Masukan!F7": 900_000},
        ("Masukan sel F7 (harus paling banyak sebanyak yang memenuhi syarat", 1),
    ),
    "no-such-year": (
        "cirebon-baseline",
        {"RKA!B4": 2050},
        ("RKA sel B4 (harus bilangan bulat 2027 sampai", 1),
    ),
    "an-error": (
        "family",
        {"Masukan!F7": "=1/0", "Masukan!C7": "banyak"},
        ("Masukan sel C7 (harus bilangan bulat 0", 2),
    ),
}


@pytest.mark.office
def test_libreoffice_gives_our_central_path_also_after_edits(calculated):
    for name, (read, run) in calculated.items():
        if run is None:
            continue
        assert not live_books.gaps(read, run), name
        assert read.form_total() == run.series(APBD, funder="apbd").iloc[0], name
        edited = name.startswith(("edit", "plan"))
        assert (read.changed() > 0) == edited, name
        assert read.faults() == 0, name
        assert not errors(read.book), name


@pytest.mark.office
@pytest.mark.parametrize("name", list(WRONG))
def test_a_wrong_entry_is_named_on_every_live_sheet_and_no_bill_is_shown(
    calculated, name
):
    read, (first, count) = calculated[name][0], WRONG[name][2]
    assert read.faults() == count
    for sheet in read.book:
        top = [str(cell.value) for row in sheet["A1:A3"] for cell in row]
        found = [one for one in top if one.startswith("ISIAN SALAH: lembar ")]
        assert found, sheet.title
        assert first in found[0]
        assert found[0].endswith(f"seluruhnya: {count}.")
    years = read.years()
    assert years["year"]
    for column, values in years.items():
        assert column == "year" or not any(values), column
    assert not read.form_total()
    for sheet in ("RKA", "Skenario", "Jembatan", "Hitung", "Hitung pagu"):
        shown = errors([read.book[sheet]])
        assert not shown, sheet


def test_an_empty_ceiling_or_tariff_is_no_fault_and_a_forgotten_cell_is(made):
    sheet = openpyxl.load_workbook(made[0])["Periksa isian"]
    rules = {row[0].value: row for row in sheet.iter_rows(min_row=9)}
    may = [spot for spot, row in rules.items() if "ISBLANK" in str(row[2].value)]
    words = {rules[spot][3].value.rpartition(", ")[2] for spot in may}
    assert words == {"atau kosong"}
    ceilings = 4  # a year each, and two tariffs of BPU and of PU
    assert len(may) == ceilings * 5


def with_wage(fields, wage):
    """Run the fields in a region whose minimum wage of 2026 is another."""
    from dataclasses import replace
    from fractions import Fraction

    from analysis.model import projection
    from analysis.scenario.regions import region_pack

    scenario = parse_scenario(scenario_text("family", fields))
    region = region_pack(scenario.region)
    wages = {**region.minimum_wage_idr_m, 2026: Fraction(wage)}
    other = replace(region, minimum_wage_idr_m=wages)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(projection, "region_pack", lambda _: other)
        return projection.project(scenario)


def planned_edit(rng, results):
    """Return what a planner of Cilegon may try, and the same as overrides."""
    label = Facts(results, "id").labels
    members, last = rng.randint(800, 6000), rng.randint(6, 12)
    jkk, ceiling = rng.randint(5, 15) * 1000, rng.randint(900, 2900) * 1_000_001
    years = range(2027, 2027 + live_books.YEARS)
    cells = {
        f"{label[7]}: Peserta di awal (orang)": members,
        f"{label[1]}: Bulan terakhir dibayar": last,
        **{f"Iuran JKK BPU, Rp per orang sebulan {y}": jkk for y in years},
        **{f"Pagu APBD umum (Rp) {y}": ceiling for y in years},
    }
    return cells, {
        "segments.pekerja_informal.members": members,
        "segments.kader.months": {"first": 1, "last": last},
        "law.overrides": {"bpu_jkk_idr_m": {"2027-01": jkk}},
        "budget.ceiling": {"idr": {2026: ceiling}},
    }


def errors(book):
    values = (c.value for sheet in book for row in sheet.iter_rows() for c in row)
    return [v for v in values if isinstance(v, str) and v.startswith("#")]


def test_cached_values_hold_no_error_and_every_formula_has_one(made):
    book = openpyxl.load_workbook(made[0], data_only=True)
    assert not errors(book)
    formulas = openpyxl.load_workbook(made[0])
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f" and '""' not in cell.value:
                    assert book[sheet.title][cell.coordinate].value is not None


def test_formulas_keep_to_what_old_excel_and_libreoffice_know(made):
    known = {
        *("AND", "IF", "INDEX", "INT", "MATCH", "MAX", "MIN", "SUM", "SUMPRODUCT"),
        *("CHOOSE", "IFERROR", "ISBLANK", "ISNUMBER"),
    }
    book = openpyxl.load_workbook(made[0])
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    text = re.sub(r'"[^"]*"', "", cell.value)
                    assert set(re.findall(r"([A-Z.]+)\(", text)) <= known
                    assert "[" not in text
                    assert len(cell.value) < 8192
                    texts = re.findall(r'"([^"]*)"', cell.value)
                    assert all(len(one) <= LONGEST_TEXT for one in texts)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_yellow_cell_is_bound_and_only_they_are_open(made, folder, lang):
    path = live_books.write(made[1], folder / f"bound-{lang}.xlsx", lang)
    book, count = openpyxl.load_workbook(path), 0
    live = book.sheetnames[:8] + book.sheetnames[-4:]
    for name in live:
        sheet = book[name]
        assert sheet.protection.sheet
        assert not sheet.protection.password
        ruled = {
            c: one
            for one in sheet.data_validations.dataValidation
            for r in one.sqref.ranges
            for c in cells_of(r)
        }
        for row in sheet.iter_rows():
            for cell in row:
                is_yellow = (
                    cell.fill.fgColor.rgb == "FFFFF2B3" and not cell.protection.locked
                )
                assert is_yellow == (not cell.protection.locked), cell.coordinate
                if is_yellow and name != live[0]:
                    count += 1
                    rule = ruled[cell.row, cell.column]
                    assert rule.prompt
                    assert rule.error
                    assert rule.promptTitle
    assert count > 60


def cells_of(one):
    return one.cells


def test_a_head_count_too_large_to_search_is_refused_by_the_cell(made):
    book = openpyxl.load_workbook(made[0])
    rules = book["Masukan"].data_validations.dataValidation
    assert str(MOST_HEADS) in {rule.formula2 for rule in rules}


def test_equal_runs_give_equal_bytes(made, folder):
    again = live_books.write(family(), folder / "again.xlsx")
    assert again.read_bytes() == made[0].read_bytes()


def test_nothing_points_outside_and_names_are_short(made):
    book = openpyxl.load_workbook(made[0])
    assert not book._external_links
    assert all(len(name) <= 31 for name in book.sheetnames)
    assert all(sheet.protection.sheet for sheet in book)
    assert {
        "Masukan_diubah",
        "Tagihan_APBD",
        "Sisa_pagu",
        "Pagu",
        "Peserta_awal",
    } <= set(book.defined_names)


def test_labels_are_texts_wherever_they_stand(tmp_path):
    evil = ("=HYPERLINK(1)", "+cmd", "@SUM(A1)", "\t=1", "-2+3")
    hold = {"tariff": {"kind": "bpu"}, "path": {"kind": "hold"}, "profile": "rt_rw"}
    groups = {
        f"group_{n}": {"label": {"id": one, "en": one}, "eligible": 9, "members": 3}
        | hold
        for n, one in enumerate(evil)
    }
    title = {"id": evil[0], "en": evil[0]}
    fields = {"first_year": 2027, "segments": groups, "title": title}
    path = live_books.write(
        live_books.parsed(scenario_text("evil", fields)), tmp_path / "evil.xlsx"
    )
    found = set()
    for sheet in openpyxl.load_workbook(path):
        for row in sheet.iter_rows():
            for cell in row:
                hits = {one for one in evil if one in str(cell.value)}
                assert not hits or cell.data_type == "s", cell.coordinate
                found |= hits & {cell.value}
    assert found >= set(evil) - {"\t=1"}


def test_account_codes_are_the_known_ones_or_said_not_to_be_found(made):
    sheet = openpyxl.load_workbook(made[0])["RKA"]
    codes = {row[1].value: row[0].value for row in sheet.iter_rows(min_row=12)}
    known = {text: code for text, code in codes.items() if "JK" in str(text)}
    assert {known[t] for t in known if "non-ASN" in t} == {
        "5.1.02.02.02.0006",
        "5.1.02.02.02.0007",
    }
    others = {code for text, code in known.items() if "non-ASN" not in text}
    assert others == {"isi menurut DPA"}
