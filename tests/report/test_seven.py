"""The seven answers: every number a reader sees stands in results.csv."""

import csv
import re
from html import unescape

import pytest

from analysis.report import seven
from analysis.run import files
from analysis.study import answers

DATA = re.compile(r'<data value="([^"]*)" title="([^"]*)">([^<]*)</data>')
SCALES = {
    "triliun": 1e12,
    "miliar": 1e9,
    "juta": 1e6,
    "trillion": 1e12,
    "billion": 1e9,
    "million": 1e6,
}
SEPARATORS = {"id": (".", ","), "en": (",", ".")}


@pytest.fixture(scope="module", params=["id", "en"])
def written(request, real, pages, tmp_path_factory):
    folder = tmp_path_factory.mktemp("seven")
    told = answers.with_answers(real)
    files.write_table(told.table, folder)
    name = "index.html" if request.param == "id" else "index-en.html"
    html = (pages("id") / name).read_text("utf-8")
    listed = re.search(r'<ol class="findings seven">(.*?)</ol>', html, re.S).group(1)
    items = re.findall(r"<li>(.*?)</li>", listed, re.S)
    with (folder / "results.csv").open(encoding="utf-8", newline="") as stream:
        rows = {
            " ".join(row[key] for key in page_keys()): row["value"]
            for row in csv.DictReader(stream)
        }
    return request.param, items, rows


def page_keys():
    return ("segment", "programme", "funder", "variable", "year", "statistic")


def as_number(text, lang):
    """Return a number as a reader takes it, and what its rounding may hide."""
    group, decimal = SEPARATORS[lang]
    sign = -1 if text.startswith("-") else 1
    digits = re.search(r"[\d.,]+", text).group().replace(group, "")
    places = len(digits.partition(decimal)[2])
    scale = 0.01 if text.endswith("%") else SCALES.get(text.split()[-1], 1.0)
    return sign * float(digits.replace(decimal, ".")) * scale, scale * 10**-places / 2


def test_seven_questions_are_answered(written):
    lang, items, _ = written
    asked = [re.match(r"<strong>(.*?)</strong> (.+)", item, re.S) for item in items]
    assert [unescape(a.group(1)) for a in asked] == [q[lang] for q in seven.QUESTIONS]
    assert all(len(seven.plain(a.group(2))) > 30 for a in asked)


def test_every_number_is_that_of_its_row(written):
    lang, items, rows = written
    shown = DATA.findall(" ".join(items))
    assert len(shown) >= 15
    for value, key, text in shown:
        assert float(rows[key]) == float(value), key
        read, rounding = as_number(text, lang)
        assert abs(read - float(value)) <= rounding * (1 + 1e-9), (key, text)


def test_no_number_stands_outside_a_row(written, real):
    _, items, _ = written
    labels = [
        text
        for slug, segment in real.scenario.segments.items()
        for text in (dict(segment.label) if segment.label else {}).values()
    ]
    for item in items:
        rest = seven.plain(DATA.sub("", item))
        for label in labels:
            rest = rest.replace(label, "")
        found = set(re.findall(r"\d[\d.,]*", rest))
        years = {str(year) for year in range(2021, real.scenario.last_year + 1)}
        cases = {"90", "100"}  # the share of cases that a band or a cut is about
        assert {one.rstrip(".,") for one in found} <= years | cases, item


def test_a_wrong_number_would_be_seen():
    assert as_number("Rp2,04 miliar", "id") == (2.04e9, 5e6)
    assert as_number("Rp2.04 billion", "en") == (2.04e9, 5e6)
    assert as_number("4.960", "id") == (4960, 0.5)
    assert as_number("-0.099%", "en")[0] == pytest.approx(-0.00099)
