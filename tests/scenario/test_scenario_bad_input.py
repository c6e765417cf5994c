"""Every bad value: one message with file, key, value, rule and remedy, exit 3."""

from __future__ import annotations

import hashlib
import os

import pytest
from scenario_texts import BASE, edited, with_segment, with_top

from analysis.errors import ScenarioError, masked
from analysis.scenario.load import load_scenario, parse_scenario

KADER = """  kader:
    eligible: 10
    members: 5
    tariff: {kind: bpu}
    path: {kind: hold}
"""


def swap(old, new):
    return edited(old, new)


def path(new):
    return edited("path: {kind: hold}", f"path: {new}")


def tariff(new):
    return edited("tariff: {kind: bpu}", f"tariff: {new}")


def budget(new):
    return with_top(f"budget: {new}")


# name: (text, key path, value as written, part of the English, of the Indonesian text)
BAD = {
    "region without quotes": (
        swap('"3672"', "3672"), "region", "3672", 'Write "3672"', 'Tulis "3672"',
    ),
    "region with a point": (
        swap('"3672"', '"36.72"'), "region", '"36.72"', 'Write "3672"', 'Tulis "3672"',
    ),
    "region damaged by a spreadsheet": (
        swap('"3672"', "36.7"), "region", "36.7", "four digits", "empat angka",
    ),
    "region unknown": (
        swap('"3672"', '"3679"'), "region", '"3679"', "Kota Cilegon", "514",
    ),
    "region of a province": (
        swap('"3672"', '"36"'), "region", '"36"', "four digits", "empat angka",
    ),
    "segment unknown": (
        swap("  rt_rw:", "  rtrw:"), "segments.rtrw", "rtrw", "`rt_rw`", "`rt_rw`",
    ),
    "segment name": (
        swap("  rt_rw:", "  RT-RW:"), "segments.RT-RW", "RT-RW", "letters", "huruf",
    ),
    "no segment": (
        BASE[: BASE.index("segments:")] + "segments: {}\n", "segments", "{}",
        "at least one", "paling sedikit",
    ),
    "top key unknown": (
        with_top("segmnts: {}"), "segmnts", "segmnts", "`segments`", "`segments`",
    ),
    "segment key unknown": (
        with_segment("elegible: 5"), "segments.rt_rw.elegible", "elegible",
        "`eligible`", "`eligible`",
    ),
    "nested key unknown": (
        with_segment("months: {fist: 1}"), "segments.rt_rw.months.fist", "fist",
        "`first`", "`first`",
    ),
    "key of another path": (
        path("{kind: hold, coverage: 0.5}"), "segments.rt_rw.path.coverage",
        "coverage", "not known", "tidak dikenal",
    ),
    "alias of a field": (
        with_top("schema_version: 1"), "schema_version", "schema_version",
        "not known", "tidak dikenal",
    ),
    "unknown key without value": (
        with_segment("nothing:"), "segments.rt_rw.nothing", "nothing",
        "not known", "tidak dikenal",
    ),
    "missing key": (
        swap("    members: 1500\n", ""), "segments.rt_rw.members", "",
        "`members: 1528`", "wajib",
    ),
    "required key empty": (
        swap("members: 1500", "members:"), "segments.rt_rw.members", "", "missing",
        "wajib",
    ),
    "missing top key": (swap("years: 3\n", ""), "years", "", "`years: 10`", "wajib"),
    "title in one language": (
        swap(', en: "Test"', ""), "title.en", "", "required", "wajib",
    ),
    "title empty": (swap('"Test"', '" "'), "title.en", '" "', "text", "teks"),
    "thousands point in people": (
        swap("1528", "16.800"), "segments.rt_rw.eligible", "16.800", "Write 16800",
        "Tulis 16800",
    ),
    "thousands comma": (
        swap("1528", "16,800"), "segments.rt_rw.eligible", "16,800", "Write 16800",
        "Tulis 16800",
    ),
    "comma": (
        swap("1528", "16,8"), "segments.rt_rw.eligible", "16,8", "digits only",
        "hanya angka",
    ),
    "comma inside braces": (
        tariff("{kind: pu, reported_wage: 4,800}"), "segments.rt_rw.tariff.800",
        "800", "comma", "koma",
    ),
    "rupiah sign": (
        budget('{base_idr: {2026: "Rp 16.800"}}'), "budget.base_idr.2026",
        '"Rp 16.800"', "Write 16800", "Tulis 16800",
    ),
    "rupiah with dash": (
        budget('{base_idr: {2026: "Rp16.800.000,-"}}'), "budget.base_idr.2026",
        '"Rp16.800.000,-"', "Write 16800000", "Tulis 16800000",
    ),
    "underscore": (
        swap("1528", "1_000"), "segments.rt_rw.eligible", "1_000", "Write 1000",
        "Tulis 1000",
    ),
    "exponent": (
        swap("1528", "1e6"), "segments.rt_rw.eligible", "1e6", "Write 1000000",
        "Tulis 1000000",
    ),
    "leading zero": (
        swap("1528", "0123"), "segments.rt_rw.eligible", "0123", "Write 123",
        "Tulis 123",
    ),
    "half a person": (
        swap("1528", "1600.5"), "segments.rt_rw.eligible", "1600.5", "whole", "bulat",
    ),
    "words": (
        budget("{base_idr: {2026: 17 ribu}}"), "budget.base_idr.2026", "17 ribu",
        "digits only", "hanya angka",
    ),
    "number in quotes": (
        swap("1528", '"1528"'), "segments.rt_rw.eligible", '"1528"',
        "without quotes", "tanpa tanda kutip",
    ),
    "not a number": (
        with_top("wage_growth_y: .nan"), "wage_growth_y", ".nan", "plain number",
        "angka biasa",
    ),
    "infinite": (
        with_top("wage_growth_y: .inf"), "wage_growth_y", ".inf", "plain number",
        "angka biasa",
    ),
    "beyond the range of floats": (
        with_top("wage_growth_y: 1e400"), "wage_growth_y", "1e400", "plain number",
        "angka biasa",
    ),
    "hexadecimal": (
        swap("1528", "0x10"), "segments.rt_rw.eligible", "0x10", "whole", "bulat",
    ),
    "per cent sign": (
        with_top("wage_growth_y: 12,5%"), "wage_growth_y", "12,5%", "Write 0.125",
        "Tulis 0.125",
    ),
    "decimal comma": (
        with_top("wage_growth_y: 0,05"), "wage_growth_y", "0,05", "Write 0.05",
        "Tulis 0.05",
    ),
    "per cent as a share": (
        with_segment("verified_share: 53"), "segments.rt_rw.verified_share", "53",
        "write 0.53", "tulis 0.53",
    ),
    "too many digits": (
        with_top("wage_growth_y: 0.1234567890123456789"), "wage_growth_y",
        "0.1234567890123456789", "15 digits", "15 digit",
    ),
    "negative people": (
        swap("1528", "-1"), "segments.rt_rw.eligible", "-1", "between 0",
        "antara 0",
    ),
    "negative money": (
        budget("{ceiling: {idr: {2026: -5}}}"), "budget.ceiling.idr.2026", "-5",
        "between 0", "antara 0",
    ),
    "members above eligible": (
        swap("1500", "1529"), "segments.rt_rw.members", "1529",
        "exceed the eligible (1528)", "melebihi",
    ),
    "list for a number": (
        swap("1528", "[1528]"), "segments.rt_rw.eligible", "[1528]", "single value",
        "satu nilai",
    ),
    "text for a mapping": (
        tariff("bpu"), "segments.rt_rw.tariff", "bpu", "mapping", "pemetaan",
    ),
    "mapping for a list": (
        with_segment("exits: {kind: pppk}"), "segments.rt_rw.exits", "{kind: pppk}",
        "list", "daftar",
    ),
    "month 0": (
        with_segment("months: {first: 0, last: 12}"), "segments.rt_rw.months.first",
        "0", "between 1 and 12", "antara 1 dan 12",
    ),
    "month 13": (
        with_segment("months: {first: 1, last: 13}"), "segments.rt_rw.months.last",
        "13", "between 1 and 12", "antara 1 dan 12",
    ),
    "months reversed": (
        with_segment("months: {first: 5, last: 4}"), "segments.rt_rw.months.last",
        "4", "before the first (5)", "sebelum bulan pertama",
    ),
    "months of one year reversed": (
        with_segment("months: {2028: {first: 5, last: 4}}"),
        "segments.rt_rw.months.2028.last", "4", "before the first (5)",
        "sebelum bulan pertama",
    ),
    "window reversed": (
        with_segment('window: {first: "2029-06", last: "2029-01"}'),
        "segments.rt_rw.window.last", '"2029-01"', "before it starts",
        "sebelum mulai",
    ),
    "window month": (
        with_segment('window: {first: "2029-13", last: "2030-01"}'),
        "segments.rt_rw.window.first", '"2029-13"', "YYYY-MM", "TTTT-BB",
    ),
    "years 0": (swap("years: 3", "years: 0"), "years", "0", "1 and 40", "1 dan 40"),
    "years -1": (swap("years: 3", "years: -1"), "years", "-1", "1 and 40", "1 dan 40"),
    "years 200": (
        swap("years: 3", "years: 200"), "years", "200", "1 and 40", "1 dan 40",
    ),
    "years 2.5": (swap("years: 3", "years: 2.5"), "years", "2.5", "whole", "bulat"),
    "first year": (
        swap("first_year: 2027", "first_year: 27"), "first_year", "27", "2015",
        "2015",
    ),
    "draws 10^9": (
        with_top("draws: 1000000000"), "draws", "1000000000", "1000000", "1000000",
    ),
    "draws -1": (with_top("draws: -1"), "draws", "-1", "between 0", "antara 0"),
    "seed negative": (with_top("seed: -1"), "seed", "-1", "between 0", "antara 0"),
    "seed 10^30": (
        with_top("seed: 1" + "0" * 30), "seed", "1" + "0" * 30, "19 digits",
        "19 digit",
    ),
    "schema of another version": (
        swap("schema: 1", "schema: 2"), "schema", "2", "newer version", "lebih baru",
    ),
    "joined after the start": (
        with_segment('since: "2027-02"'), "segments.rt_rw.since", '"2027-02"',
        "joined after 2027-01", "2027-01",
    ),
    "tariff kind": (
        tariff("{kind: bpuu}"), "segments.rt_rw.tariff.kind", "bpuu", "`bpu`",
        "`bpu`",
    ),
    "PU without a wage": (
        tariff("{kind: pu}"), "segments.rt_rw.tariff", "{kind: pu}",
        "reported_wage", "reported_wage",
    ),
    "BPU with a wage": (
        tariff("{kind: bpu, reported_wage: umk}"),
        "segments.rt_rw.tariff.reported_wage", "umk", "flat", "tetap",
    ),
    "BPU with a risk group": (
        tariff("{kind: bpu, risk_group: 1}"), "segments.rt_rw.tariff.risk_group",
        "1", "flat", "tetap",
    ),
    "risk group 6": (
        tariff("{kind: pu, reported_wage: umk, risk_group: 6}"),
        "segments.rt_rw.tariff.risk_group", "6", "1 and 5", "1 dan 5",
    ),
    "UMK of a region that has none": (
        tariff("{kind: pu, reported_wage: umk}").replace("3672", "1101"),
        "segments.rt_rw.tariff.reported_wage", "umk", "data/regions/1101.yaml",
        "data/regions/1101.yaml",
    ),
    "UMK with a gap": (
        tariff("{kind: pu, reported_wage: umk}")
        .replace("3672", "3271")
        .replace("2027", "2018"),
        "segments.rt_rw.tariff.reported_wage", "umk", "for 2019 is not known",
        "untuk 2019 tidak diketahui",
    ),
    "path kind": (
        path("{kind: holdd}"), "segments.rt_rw.path", "{kind: holdd}", "`hold`",
        "`hold`",
    ),
    "path without kind": (
        path("{coverage: 0.5, year: 2029}"), "segments.rt_rw.path",
        "{coverage: 0.5, year: 2029}", "hold, schedule", "hold, schedule",
    ),
    "path is text": (
        path("hold"), "segments.rt_rw.path", "hold", "`kind`", "`kind`",
    ),
    "trend model": (
        path("{kind: trend, model: linear}"), "segments.rt_rw.path.model", "linear",
        "mixture", "mixture",
    ),
    "trend of a later past": (
        path('{kind: trend, history: {"2026-12": 5}}'),
        "segments.rt_rw.path.history.2026-12", "2026-12", "before 2026-12",
        "sebelum 2026-12",
    ),
    "trend above the eligible": (
        path('{kind: trend, history: {"2025-12": 1529}}'),
        "segments.rt_rw.path.history.2025-12", "1529", "exceed", "melebihi",
    ),
    "schedule before the first year": (
        path("{kind: schedule, members: {2026: 5}}"),
        "segments.rt_rw.path.members.2026-01", "2026-01", "first budget year",
        "tahun anggaran pertama",
    ),
    "schedule twice in one month": (
        path('{kind: schedule, members: {2028: 5, "2028-01": 6}}'),
        "segments.rt_rw.path.members", '{2028: 5, 2028-01: 6}', "written twice",
        "ditulis dua kali",
    ),
    "schedule month": (
        path('{kind: schedule, members: {"2028-00": 5}}'),
        "segments.rt_rw.path.members.2028-00", "2028-00", "YYYY-MM", "TTTT-BB",
    ),
    "schedule without members": (
        path("{kind: schedule}"), "segments.rt_rw.path.members", "", "required",
        "wajib",
    ),
    "uncertain number in a schedule": (
        path("{kind: schedule, members: {2028: {uniform: [1, 2]}}}"),
        "segments.rt_rw.path.members.2028", "{uniform: [1, 2]}", "single value",
        "satu nilai",
    ),
    "target before the first year": (
        path("{kind: target, coverage: 0.95, year: 2026}"),
        "segments.rt_rw.path.year", "2026", "first budget year",
        "tahun anggaran pertama",
    ),
    "coverage in per cent": (
        path("{kind: target, coverage: 95, year: 2029}"),
        "segments.rt_rw.path.coverage", "95", "write 0.95", "tulis 0.95",
    ),
    "paid every 2": (
        with_segment("paid: {every: 2}"), "segments.rt_rw.paid.every", "2",
        "1, 3, 6, 12", "1, 3, 6, 12",
    ),
    "paid how": (
        with_segment("paid: {covers: arears}"), "segments.rt_rw.paid.covers",
        "arears", "`arrears`", "`arrears`",
    ),
    "place": (
        with_segment("place: fill"), "segments.rt_rw.place", "fill", "refill",
        "refill",
    ),
    "exit share": (
        with_segment("exits: [{kind: pppk, year: 2027, share: 1.5}]"),
        "segments.rt_rw.exits.0.share", "1.5", "0 and 1", "0 dan 1",
    ),
    "exit before the first year": (
        with_segment("exits: [{kind: pppk, year: 2026, share: 0.5}]"),
        "segments.rt_rw.exits.0.year", "2026", "first budget year",
        "tahun anggaran pertama",
    ),
    "profile": (
        with_segment("profile: rtrw"), "segments.rt_rw.profile", "rtrw", "`rt_rw`",
        "`rt_rw`",
    ),
    "decision date": (
        with_top('decision: {date: "22/08/2024"}'), "decision.date",
        '"22/08/2024"', "YYYY-MM-DD", "TTTT-BB-HH",
    ),
    "day that does not exist": (
        with_top('decision: {date: "2025-02-29"}'), "decision.date", '"2025-02-29"',
        "exist in the calendar", "kalender",
    ),
    "base": (budget("{base: revenu}"), "budget.base", "revenu", "`revenue`",
             "`revenue`"),
    "base of zero": (
        budget("{base_idr: {2026: 0}}"), "budget.base_idr.2026", "0",
        "above 0", "di atas 0",
    ),
    "base that may be zero": (
        budget("{base_idr: {2026: {uniform: [0, 5]}}}"), "budget.base_idr.2026",
        "{uniform: [0, 5]}", "above 0", "di atas 0",
    ),
    "growth to nothing": (
        budget("{growth_y: -1}"), "budget.growth_y", "-1", "leaves no base",
        "tidak menyisakan basis",
    ),
    "shock to nothing": (
        with_top("shocks: [{kind: transfer_cut, year: 2027, size: -1, share: 1}]"),
        "shocks.0.size", "-1", "leaves no base", "tidak menyisakan basis",
    ),
    "payer of nobody": (
        with_top("funding: [{funder: csr, segments: []}, {funder: apbd}]"),
        "funding.0.segments", "[]", "pays for nobody", "tidak menanggung siapa pun",
    ),
    "base after the first year": (
        budget("{base_idr: {2028: 5000000000}}"), "budget.base_idr.2028", "2028",
        "not be after first_year (2027)", "first_year (2027)",
    ),
    "year that is none": (
        budget("{base_idr: {26: 5}}"), "budget.base_idr.26", "26", "between",
        "antara",
    ),
    "base in millions": (
        budget("{base_idr: {2026: 1966841}}"), "budget.base_idr.2026", "1966841",
        "between 100000000 and", "antara 100000000 dan",
    ),
    "wage in thousands": (
        tariff("{kind: pu, reported_wage: 5469}"),
        "segments.rt_rw.tariff.reported_wage", "5469", "Write rupiah in full",
        "Tulis rupiah penuh",
    ),
    "wage a hundred times": (
        tariff("{kind: pu, reported_wage: 546900000}"),
        "segments.rt_rw.tariff.reported_wage", "546900000", "Write rupiah in full",
        "Tulis rupiah penuh",
    ),
    "more people than live there": (
        swap("1528", "9000000"), "segments.rt_rw.eligible", "9000000",
        "More people than live in the region", "Lebih banyak orang daripada penduduk",
    ),
    "two ceilings": (
        budget("{base_idr: {2026: 9000000000}, ceiling: {idr: {2026: 5}, share: 0.1}}"),
        "budget.ceiling", "{idr: {2026: 5}, share: 0.1}", "exactly one",
        "tepat satu",
    ),
    "empty ceiling": (
        budget("{ceiling: {}}"), "budget.ceiling", "{}", "exactly one", "tepat satu",
    ),
    "ceiling share of nothing": (
        budget("{ceiling: {share: 0.1}}"), "budget.ceiling.share", "0.1",
        "needs the base", "memerlukan basisnya",
    ),
    "ceiling 150 per cent": (
        budget("{base_idr: {2026: 9000000000}, ceiling: {share: 1.5}}"),
        "budget.ceiling.share", "1.5", "0 and 1", "0 dan 1",
    ),
    "when short": (
        budget("{when_short: head}"), "budget.when_short", "head", "`heads`",
        "`heads`",
    ),
    "switch": (
        budget("{revised: yes}"), "budget.revised", "yes", "true or false",
        "true atau false",
    ),
    "switch in quotes": (
        budget('{revised: "true"}'), "budget.revised", '"true"', "true or false",
        "true atau false",
    ),
    "priority of no segment": (
        budget("{priority: [rtrw]}"), "budget.priority.0", "rtrw", "`rt_rw`",
        "`rt_rw`",
    ),
    "priority named twice": (
        budget("{priority: [rt_rw, rt_rw]}"), "budget.priority.1", "rt_rw", "twice",
        "dua kali",
    ),
    "apbd with a ceiling": (
        with_top("funding: [{funder: apbd, ceiling_idr_y: 5}]"),
        "funding.0.ceiling_idr_y", "5", "budget.ceiling", "budget.ceiling",
    ),
    "apbd not last": (
        with_top("funding: [{funder: apbd}, {funder: csr}]"), "funding.0.funder",
        "apbd", "last", "akhir",
    ),
    "funder twice for one group": (
        with_top("funding: [{funder: csr}, {funder: csr, ceiling_idr_y: 5}]"),
        "funding.1.funder", "csr", "for the same group (rt_rw)",
        "kelompok yang sama (rt_rw)",
    ),
    "funder misspelt": (
        with_top("funding: [{funder: dbh_cth}]"), "funding.0.funder", "dbh_cth",
        "`dbh_cht`", "`dbh_cht`",
    ),
    "funder's segment": (
        with_top("funding: [{funder: csr, segments: [nelayn]}]"),
        "funding.0.segments.0", "nelayn", "`nelayan`", "`nelayan`",
    ),
    "funder's ceiling negative": (
        with_top("funding: [{funder: csr, ceiling_idr_y: -1}]"),
        "funding.0.ceiling_idr_y", "-1", "between 0", "antara 0",
    ),
    "law variant": (
        with_top("law: {variant: curent}"), "law.variant", "curent", "`current`",
        "`current`",
    ),
    "override of nothing": (
        with_top('law: {overrides: {bpu_jkm_idr: {"2027-01": 5}}}'),
        "law.overrides.bpu_jkm_idr", "bpu_jkm_idr", "bpu_jkm_idr_m",
        "bpu_jkm_idr_m",
    ),
    "override month": (
        with_top('law: {overrides: {bpu_jkm_idr_m: {"2027-13": 5}}}'),
        "law.overrides.bpu_jkm_idr_m.2027-13", "2027-13", "YYYY-MM", "TTTT-BB",
    ),
    "override with a thousands point": (
        with_top('law: {overrides: {bpu_jkm_idr_m: {"2027-01": 13.471}}}'),
        "law.overrides.bpu_jkm_idr_m.2027-01", "13.471", "Write 13471", "Tulis 13471",
    ),
    "override out of bounds": (
        with_top('law: {overrides: {bpu_jkm_idr_m: {"2027-01": 100000000}}}'),
        "law.overrides.bpu_jkm_idr_m.2027-01", "100000000", "bounds", "batas",
    ),
    "shock kind": (
        with_top("shocks: [{kind: cut, year: 2027, size: -0.1, share: 0.5}]"),
        "shocks.0.kind", "cut", "transfer_cut", "transfer_cut",
    ),
    "cut that is positive": (
        with_top("shocks: [{kind: transfer_cut, year: 2027, size: 0.23, share: 0.5}]"),
        "shocks.0.size", "0.23", "Write -0.23", "Tulis -0.23",
    ),
    "evidence that does not exist": (
        swap("1528", "{evidence: S01}"), "segments.rt_rw.eligible",
        "{evidence: S01}", "S01", "S01",
    ),
    "evidence in another unit": (
        swap("1528", "{evidence: B-3672-2026-pad-raperda_disetujui}"),
        "segments.rt_rw.eligible", "{evidence: B-3672-2026-pad-raperda_disetujui}",
        "is in idr", "bersatuan idr",
    ),
    "median below p10": (
        swap("1528", "{median: 1600, p10: 1700, p90: 1800}"),
        "segments.rt_rw.eligible", "{median: 1600, p10: 1700, p90: 1800}",
        "p10 must not exceed", "p10 tidak boleh",
    ),
    "median alone": (
        swap("1528", "{median: 1600}"), "segments.rt_rw.eligible",
        "{median: 1600}", "exactly one form", "tepat satu bentuk",
    ),
    "distribution misspelt": (
        swap("1528", "{unifrom: [1, 2]}"), "segments.rt_rw.eligible",
        "{unifrom: [1, 2]}", "`uniform`", "`uniform`",
    ),
    "sd negative": (
        budget("{growth_y: {normal: [0.04, -0.01]}}"), "budget.growth_y",
        "{normal: [0.04, -0.01]}", "standard deviation", "Simpangan baku",
    ),
    "normal with one number": (
        budget("{growth_y: {normal: [0.04]}}"), "budget.growth_y",
        "{normal: [0.04]}", "two numbers", "dua angka",
    ),
    "uniform reversed": (
        budget("{growth_y: {uniform: [0.06, 0.04]}}"), "budget.growth_y",
        "{uniform: [0.06, 0.04]}", "low end", "Batas bawah",
    ),
    "end of a range out of bounds": (
        with_segment("verified_share: {uniform: [0.5, 1.1]}"),
        "segments.rt_rw.verified_share", "{uniform: [0.5, 1.1]}", "0 and 1",
        "0 dan 1",
    ),
    "probabilities": (
        budget("{growth_y: {choice: [[0.04, 0.5], [0.06, 0.4]]}}"),
        "budget.growth_y", "{choice: [[0.04, 0.5], [0.06, 0.4]]}",
        "add to exactly 1, not 0.9", "tepat 1, bukan 0.9",
    ),
    "probability above 1": (
        budget("{growth_y: {choice: [[0.04, 1.5], [0.06, -0.5]]}}"),
        "budget.growth_y", "{choice: [[0.04, 1.5], [0.06, -0.5]]}", "0 and 1",
        "0 dan 1",
    ),
    "choice of no pairs": (
        budget("{growth_y: {choice: [0.04, 0.06]}}"), "budget.growth_y",
        "{choice: [0.04, 0.06]}", "pairs", "pasangan",
    ),
    "mark of no value": (
        with_top('assumed: {segments.rt_rw.elgible: {why: {id: "x", en: "x"}}}'),
        "assumed.segments.rt_rw.elgible", "segments.rt_rw.elgible",
        "`segments.rt_rw.eligible`", "`segments.rt_rw.eligible`",
    ),
    "value outside its mark": (
        with_top("assumed: {years: {low: 4, high: 5, why: {id: x, en: x}}}"),
        "assumed.years", "{low: 4, high: 5, why: {id: x, en: x}}", "between",
        "di antaranya",
    ),
    "name with a folder": (
        swap("name: uji", "name: ../uji"), "name", "../uji", "names no folder",
        "tanpa folder",
    ),
    "name of a device": (
        swap("name: uji", "name: con"), "name", "con", "letters", "huruf",
    ),
    "name in capitals": (
        swap("name: uji", "name: Uji"), "name", "Uji", "small letters",
        "huruf kecil",
    ),
    "name that is a command": (
        swap("name: uji", 'name: "a;rm -rf"'), "name", '"a;rm -rf"', "letters",
        "huruf",
    ),
    "name too long": (
        swap("name: uji", "name: " + "x" * 65), "name", "x" * 65, "64", "64",
    ),
}  # fmt: skip


def refused(text):
    with pytest.raises(ScenarioError) as caught:
        parse_scenario(text, "uji.yaml")
    return caught.value


@pytest.mark.fault(
    "F1.yaml",
    "F5.yaml",
    "F6.yaml",
    "F7.yaml",
    "F7.enrolled",
    "F8.yaml",
    "F11.float",
    "F11.unknown",
    "F15.yaml",
    "F17.windows",
    "P1.yaml",
    "P3.zero",
    "P3.code",
    "P3.exponent",
    "P4.years",
    "P4.seed",
    "P4.draws",
    "P4.ceiling",
)
@pytest.mark.parametrize("case", BAD, ids=lambda name: name.replace(" ", "-"))
def test_one_bad_value_gives_one_message(case):
    text, where, found, english, indonesian = BAD[case]
    error = refused(text)
    assert error.exit_code == 3
    problems = [problem for problem in error.problems if problem.where == where]
    assert len(problems) == 1, error.message("en")
    assert problems[0].file.startswith("uji.yaml:")
    assert problems[0].found == found
    for lang, words in (("en", english), ("id", indonesian)):
        assert words in problems[0].sentence(lang)
        for jargon in ("pydantic", "Input should", "Field required", "Branch("):
            assert jargon not in problems[0].sentence(lang)


@pytest.mark.parametrize("case", BAD, ids=lambda name: name.replace(" ", "-"))
def test_one_bad_value_invents_no_other(case):
    text, where, *_ = BAD[case]
    alone = [problem.where for problem in refused(text).problems]
    assert alone == [where] or case == "comma inside braces"


def test_the_line_of_the_value_is_named():
    error = refused(edited("members: 1500", "members: 1529"))
    assert error.problems[0].file == "uji.yaml:10"


def test_the_line_that_is_not_utf8_is_named(tmp_path):
    file = tmp_path / "uji.yaml"
    file.write_bytes(edited("Test", "Ujié").encode("cp1252"))
    assert refused_file(file).problems[0].file.endswith("uji.yaml:3")


@pytest.mark.parametrize("names", ["[RT RW]", "rt_rw", "[[a]]"])
def test_a_list_that_cannot_be_read_pays_for_nobody_twice(names):
    one = f"{{funder: csr, segments: {names}}}"
    error = refused(with_top(f"funding: [{one}, {one}]"))
    assert len(error.problems) == 2
    assert all("segments" in problem.where for problem in error.problems)


def test_all_problems_come_at_once_in_the_order_of_the_file():
    text = edited("years: 3", "years: 0", edited("1500", "x"))
    text += "    months: {first: 3, last: 2}\nsegmnts: 5\nseed: -1\n"
    wheres = [problem.where for problem in refused(text).problems]
    assert wheres == [
        "years",
        "segments.rt_rw.members",
        "segments.rt_rw.months.last",
        "segmnts",
        "seed",
    ]


def test_the_first_twenty_are_shown():
    keys = "".join(f"unknown_{number}: 1\n" for number in range(25))
    error = refused(BASE + keys)
    assert len(error.problems) == 25
    assert error.message("en").splitlines()[-1] == "... and 5 more"
    assert error.message("id").splitlines()[-1] == "... dan 5 lagi"


IDENTITY = "3672010101010001"  # made up


@pytest.mark.parametrize(
    "text",
    [
        swap("1528", IDENTITY),
        swap('"Uji"', f'"Uji {IDENTITY}"'),
        BASE + f"# {IDENTITY}\n",
        with_top(f'"{IDENTITY}": 1'),
    ],
    ids=["value", "text", "comment", "key"],
)
def test_identity_numbers_are_refused_and_masked(text):
    error = refused(text)
    for lang in ("id", "en"):
        assert IDENTITY not in error.message(lang)
        assert masked(IDENTITY) in error.message(lang)
    assert IDENTITY not in str(error)


UNREADABLE = {
    "empty": ("", "empty", "kosong"),
    "comment only": ("# nothing\n", "empty", "kosong"),
    "only null": ("null\n", "empty", "kosong"),
    "list": ("- 1\n", "key: value", "kunci: nilai"),
    "text": ("iuran\n", "key: value", "kunci: nilai"),
    "two documents": (BASE + "---\n" + BASE, "`---`", "`---`"),
    "anchor": (swap("1528", "&a 1528"), "anchors", "Jangkar"),
    "alias bomb": (
        "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "anchors", "Jangkar",
    ),
    "python tag": (
        swap("1528", "!!python/object/apply:os.system [ls]"), "tags", "Tag",
    ),
    "tag": (swap("1528", "!!int 1528"), "tags", "Tag"),
    "duplicate key": (BASE + "years: 4\n", "written twice", "ditulis dua kali"),
    "key that is a list": (BASE + "? [a]\n: 1\n", "one word", "satu kata"),
    "broken bracket": (swap("{kind: bpu}", "{kind: bpu"), "YAML", "YAML"),
    "tab": (BASE + "budget:\n\tbase: pad\n", "YAML", "YAML"),
    "control character": (BASE + "# \x07\n", "YAML", "YAML"),
    "nested too deeply": ("a: " + "[" * 500 + "]" * 500, "deeply", "dalam"),
    "larger than 1 MB": (BASE + "#" * 1_000_001, "1 MB", "1 MB"),
}  # fmt: skip


@pytest.mark.fault("F2.yaml", "F9.yaml", "F18.yaml", "P3.key")
@pytest.mark.parametrize("case", UNREADABLE, ids=lambda name: name.replace(" ", "-"))
def test_a_text_that_is_no_scenario(case):
    text, english, indonesian = UNREADABLE[case]
    error = refused(text)
    assert english in error.message("en")
    assert indonesian in error.message("id")
    assert error.problems[0].file.startswith("uji.yaml")


def digest(folder):
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def refused_file(path, **overrides):
    before = digest(path.parent)
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path, **overrides)
    assert digest(path.parent) == before
    assert caught.value.exit_code == 3
    return caught.value


def test_nothing_is_written_when_a_file_is_refused(tmp_path):
    file = tmp_path / "uji.yaml"
    file.write_text(edited("years: 3", "years: 0"), encoding="utf-8")
    assert refused_file(file).problems[0].where == "years"


def test_name_and_file_must_agree(tmp_path):
    file = tmp_path / "lain.yaml"
    file.write_text(BASE, encoding="utf-8")
    problem = refused_file(file).problems[0]
    assert (problem.where, problem.found) == ("name", "uji")
    assert "name: lain" in problem.sentence("en")
    assert "name: lain" in problem.sentence("id")


def test_a_file_that_is_not_there_names_the_nearest(tmp_path):
    (tmp_path / "cilegon-baseline.yaml").write_text(BASE, encoding="utf-8")
    error = refused_file(tmp_path / "cilegon-basline.yaml")
    assert "`cilegon-baseline`" in error.message("en")
    assert "tidak ada" in error.message("id")


@pytest.mark.fault("P6.outside", "P6.device")
@pytest.mark.parametrize("name", ["../uji", "..", "con", "-x", "a b", "ü"])
def test_a_name_is_never_made_into_a_path(name, tmp_path):
    with pytest.raises(ScenarioError):
        load_scenario(name)


@pytest.mark.fault("F9.yaml", "F10.yaml")
@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (BASE.encode("utf-16"), "UTF-8"),
        (BASE.replace("Uji", "Ujié").encode("cp1252"), "UTF-8"),
        (bytes(range(256)), "UTF-8"),
        (b"", "empty"),
        (b" " * 1_000_001, "1 MB"),
    ],
    ids=["utf-16", "cp1252", "binary", "empty", "large"],
)
def test_files_of_another_kind(raw, words, tmp_path):
    file = tmp_path / "uji.yaml"
    file.write_bytes(raw)
    assert words in refused_file(file).message("en")


@pytest.mark.fault("F3.mark")
def test_a_byte_order_mark_is_no_problem(tmp_path):
    file = tmp_path / "uji.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + BASE.replace("\n", "\r\n").encode())
    assert load_scenario(file).name == "uji"


def test_a_link_to_the_outside_is_refused(tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "uji.yaml").write_text(BASE, encoding="utf-8")
    inside = tmp_path / "inside"
    inside.mkdir()
    os.symlink(outside / "uji.yaml", inside / "uji.yaml")
    error = refused_file(inside / "uji.yaml")
    assert "symbolic link" in error.message("en")
    assert "Tautan" in error.message("id")


def test_a_linked_folder_is_fine(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "uji.yaml").write_text(BASE, encoding="utf-8")
    os.symlink(tmp_path / "real", tmp_path / "linked")
    assert load_scenario(tmp_path / "linked" / "uji.yaml").name == "uji"


def test_a_folder_is_no_scenario(tmp_path):
    (tmp_path / "uji.yaml").mkdir()
    refused_file(tmp_path / "uji.yaml")


def test_another_ending_is_refused(tmp_path):
    file = tmp_path / "uji.pickle"
    file.write_text(BASE, encoding="utf-8")
    assert ".yaml" in refused_file(file).message("en")
