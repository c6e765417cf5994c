"""What leads to one person is found and masked; sums and measures are neither.

All numbers here are made up and look it: days, months and serial numbers of ones, and
telephone numbers that count.
"""

from __future__ import annotations

import csv
import random

import pytest

from analysis import paths, privacy
from analysis.errors import Problem
from analysis.language import say

NIK, OF_A_WOMAN = "3672010101010001", "3672014101010001"
PEOPLE = {
    NIK: "3672********0001",
    OF_A_WOMAN: "3672********0001",
    f"NIK{NIK}": "NIK3672********0001",
    "3672 0101 0101 0001": "3672 **** **** 0001",
    "3672-0101-0101-0001": "3672-****-****-0001",
    "3672.0101.0101.0001": "3672.****.****.0001",
    "3672\u20130101\u20130101\u20130001": "3672\u2013****\u2013****\u20130001",
    "3672\u00a00101\u00a00101\u00a00001": "3672\u00a0****\u00a0****\u00a00001",
    "367201 010101 0001": "3672** ****** 0001",
    "36.72.01.010101.0001": "36.72.**.******.0001",
    "3672010101010000": "3672********0000",  # as Excel keeps a number of 16 digits
    "3672012902000001": "3672********0001",  # a leap day
}
PHONES = {
    "081234567890": "0812******90",
    "0812-3456-7890": "0812-****-**90",
    "0812 3456 7890": "0812 **** **90",
    "+6281234567890": "+6281*******90",
    "+62 812-3456-7890": "+62 81*-****-**90",
    "(+62)812 3456 7890": "(+62)81* **** **90",
    "+62 21 1234567": "+62 21 *****67",
    "https://wa.me/6281234567890": "https://wa.me/6281*******90",
    "62812-3456-7890": "6281*-****-**90",
    "62-812-345-6789": "62-81*-***-**89",
    "62812\u20133456\u20137890": "6281*\u2013****\u2013**90",
    "62 812 3456 7890": "62 81* **** **90",
    "62812\u00a03456\u00a0789": "6281*\u00a0****\u00a0*89",
}
OTHERS = {
    "nama.orang@contoh.id": "****@contoh.id",
    "No. rekening 1234567890": "No. rekening 12******90",
    "norek: 1234567890123": "norek: 12*********23",
}
# what must pass: sums, measures, dates, codes, addresses
INNOCENT = [
    "1000000000000000",
    "3842000000000000",
    "1250000000000000",
    "3672013201010001",  # no such day
    "3672010113010001",  # no such month
    "3672012902010001",  # 2001 had no leap day
    "2072010101010001",  # no such province
    "3600010101010001",  # no such regency
    "0.3672010101010001",
    "0,3672010101010001",
    "3672010101010001.5",
    "36720101010100011",
    "Rp3.672.010.101.010.001",
    "Rp62.812.345.678",
    "62812345678",
    "62 812 345 678",
    "Rp62 812 345 678",
    "62812345-62900345",
    "62812-62900",
    "0254-123456",  # an office
    "(021) 1234-5678",
    "0.8123456789",
    "1.0812345678",
    "08-12-2026 09:30",
    "2024-08-22 2025-01-01",
    "2026 2027 2028 2029",
    "kode rekening 5.1.02.02.02.0005",
    "S081 dan S015-S021",
    "18,5 %",
]


@pytest.mark.fault("S7.grouped", "S7.phone")
@pytest.mark.parametrize("text", PEOPLE | PHONES | OTHERS)
@pytest.mark.parametrize("frame", ["{}", "Ketua: {}, Cilegon", "\n{}\n", "({})"])
def test_what_leads_to_a_person_is_found_and_masked(text, frame):
    shown = (PEOPLE | PHONES | OTHERS)[text]
    (one,) = privacy.found(frame.format(text))
    assert privacy.masked(frame.format(text)) == frame.format(shown)
    assert one.shown in shown
    assert privacy.found(shown) == []
    for words in one.said:
        assert words["id"] != words["en"]


@pytest.mark.fault("S7.sums")
@pytest.mark.parametrize("text", INNOCENT)
def test_sums_and_measures_are_none(text):
    assert privacy.found(text) == []
    assert privacy.found(f"Anggaran: {text} (2027)") == []


def test_a_message_hides_more_than_is_refused():
    assert privacy.masked("1234567890123456") == "1234********3456"
    assert privacy.masked("0 sampai 1000000000000000") == "0 sampai 1000000000000000"


def test_every_one_in_a_text_is_hidden_and_what_is_hidden_stays():
    text = f"a {NIK} b {OF_A_WOMAN} c 0812-3456-7890 d {NIK}"
    once = privacy.masked(text)
    assert once.count("3672********0001") == 3
    assert "3456" not in once
    assert privacy.masked(once) == once
    assert [one.kind for one in privacy.found(text)] == [
        *("identity", "identity", "phone", "identity")
    ]


def test_every_province_of_a_region_is_known():
    with (paths.PROCESSED / "regions.csv").open(encoding="utf-8") as file:
        codes = [row["region"] for row in csv.DictReader(file)]
    assert len(codes) > 500
    missed = [code for code in codes if not privacy.found(f"{code}010101010001")]
    assert missed == []


def test_few_random_numbers_are_mistaken():
    drawn = random.Random(9)
    numbers = [str(drawn.randrange(10**15, 10**16)) for _ in range(20_000)]
    share = sum(bool(privacy.found(number)) for number in numbers) / len(numbers)
    assert share < 0.02  # of all numbers of 16 digits, which are seldom met in a text


def test_nothing_we_hold_is_mistaken():
    files = [
        path
        for folder in (paths.RAW, paths.SCENARIOS, paths.REGIONS)
        for path in folder.rglob("*")
        if path.suffix in (".csv", ".yaml")
    ]
    found = {
        path.name: [one.shown for one in privacy.found(path.read_text("utf-8"))]
        for path in files
    }
    assert len(files) > 30
    assert {name: shown for name, shown in found.items() if shown} == {}


@pytest.mark.parametrize("part", ["1", "08", "0812 ", "3672 ", "rekening ", "a."])
def test_long_texts_take_no_longer_than_their_length(part):
    privacy.masked(part * (300_000 // len(part)))


def test_a_problem_hides_them_in_every_part():
    both = say(id=f"di {NIK}", en=f"in {NIK}")
    problem = Problem(f"{NIK}.yaml", f"a.{NIK}", NIK, both, both)
    hidden = Problem("a", "b", "3672\u200b0101\u200b0101\u200b0001", both, both)
    for lang in ("id", "en"):
        assert NIK not in problem.sentence(lang)
        assert problem.sentence(lang).count("********") == 5
        assert "0101" not in hidden.sentence(lang)


def test_each_is_found_in_its_line():
    text = f"satu\n{NIK} dan nama.orang@contoh.id\r\n\n0812-3456-7890"
    found = [(line, one.kind) for line, one in privacy.by_line(text)]
    assert found == [(2, "identity"), (2, "email"), (4, "phone")]
