"""The Indonesian of docs/: whole, and with the same numbers, code and formulas."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from babel.messages.pofile import read_po

from analysis.paths import DOCS

FOLDER = DOCS / "locale" / "id" / "LC_MESSAGES"
PAGES = sorted(file.stem for file in FOLDER.glob("*.po") if file.stem != "sphinx")
CODE = re.compile(r"``.+?``|`[^`]+`")
MATH = re.compile(r"\$[^$]+\$")
ENGLISH = re.compile(r"\b(?:the|of|and|is|are|with|from|not|which|that|by)\b")
# headings and cells that read the same in both languages
SAME = {"Parameter", "PPPK"}


def catalogue(file):
    with file.open("rb") as opened:
        return {m.id: m.string for m in read_po(opened) if m.id}


TRANSLATED = {page: catalogue(FOLDER / f"{page}.po") for page in PAGES}


@pytest.fixture(scope="module")
def messages(tmp_path_factory):
    """What Sphinx finds to translate, by page, as `docs/conf.py` says."""
    folder = tmp_path_factory.mktemp("gettext")
    words = [sys.executable, "-m", "sphinx", "-q", "-b", "gettext"]
    words += ["-D", "root_doc=law"]
    words += ["-D", "exclude_patterns=codebook.md,performance.md,locale"]
    subprocess.run(
        [*words, str(DOCS), str(folder)], check=True, capture_output=True, timeout=300
    )
    return {page: set(catalogue(folder / f"{page}.pot")) for page in PAGES}


def test_the_pages_people_read_are_translated():
    written_by_code = {"codebook", "performance"}
    assert set(PAGES) == {file.stem for file in DOCS.glob("*.md")} - written_by_code


def prose(text):
    return MATH.sub("", CODE.sub("", text))


def numbers(text):
    """Digits only: where English writes 1,000 and 8.1, Indonesian has 1.000 and 8,1."""
    return sorted(re.findall(r"\d+", prose(text)))


def kept(text):
    """Return what a translation may not change, in any order."""
    marks = text.count("**")
    return numbers(text), sorted(CODE.findall(text)), sorted(MATH.findall(text)), marks


def is_equation(text):
    return "\\" in text and "$" not in text and "`" not in text


def is_indonesian(english, indonesian):
    """Cells of code alone may be the same, and what SAME lists."""
    if ENGLISH.search(prose(indonesian)):
        return False
    wordless = not re.search(r"[A-Za-z]{2}", prose(english))
    return wordless or english in SAME or indonesian != english


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_missing_and_nothing_is_left_over(page, messages):
    sentences = {one for one in messages[page] if not is_equation(one)}
    assert {one for one in TRANSLATED[page] if not is_equation(one)} == sentences


@pytest.mark.parametrize("page", PAGES)
def test_numbers_code_and_formulas_are_the_same(page):
    changed = [
        (english, indonesian)
        for english, indonesian in TRANSLATED[page].items()
        if kept(english) != kept(indonesian)
    ]
    assert not changed


@pytest.mark.parametrize("page", PAGES)
def test_every_sentence_is_in_indonesian(page):
    sentences = [one for one in TRANSLATED[page].items() if not is_equation(one[0])]
    assert sentences
    assert not [pair for pair in sentences if not is_indonesian(*pair)]


@pytest.mark.parametrize("page", PAGES)
def test_thousands_are_written_the_indonesian_way(page):
    texts = map(prose, TRANSLATED[page].values())
    assert not [text for text in texts if re.search(r"Rp\d+,\d{3}", text)]
