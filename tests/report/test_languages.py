"""Two languages say the same: equal numbers, nothing left in the other language."""

from __future__ import annotations

import ast
import inspect
import io
import re
from dataclasses import astuple
from functools import cache
from html import unescape

import nbformat
import pytest
from babel.messages.pofile import read_po
from bilingual import foreign, numbers
from matplotlib.text import Text as Drawn

from analysis import load_scenario, paths, project
from analysis.report import figures, glossary, html, sentences, tables
from analysis.report.labels import CONCEPTS
from analysis.report.labels_ledger import DENOMINATORS, UNITS

LANGUAGES = ("id", "en")
PACKAGE = paths.ROOT / "src" / "analysis"


def of_results(module):
    """Public functions of a module that need no more than results and a language."""
    for name, function in sorted(vars(module).items()):
        if name.startswith("_") or not inspect.isfunction(function):
            continue
        given = list(inspect.signature(function).parameters.values())
        more = [one for one in given[2:] if one.default is one.empty]
        if [one.name for one in given[:2]] == ["results", "lang"] and not more:
            yield name, function


def of_table(table):
    """All texts of a table but what sources say in their own words."""
    frame = table.frame
    own = [name for name in frame.columns if re.match(QUOTED, str(name))]
    shown = frame.drop(columns=own)
    cells = [*map(str, shown.columns), *map(str, shown.to_numpy().ravel())]
    return " | ".join([table.title, *cells, table.note])


QUOTED = r"Kutipan|Quote|Judul|Title|Penerbit|Publisher|Tautan|Link|Sumber|Source"


def of_picture(picture, *, is_drawn):
    words = " | ".join(astuple(picture.words))
    if not is_drawn:
        return words
    picture.canvas.draw()  # ticks have no text before
    drawn = [text.get_text() for text in picture.findobj(Drawn) if text.get_visible()]
    # a name may break between month and year in one language only
    return " | ".join([words, *filter(None, (" ".join(t.split()) for t in drawn))])


def said_of(results, lang):
    """Every sentence, table and picture of a run by its name."""
    told = {f"sentence {n}": str(f(results, lang)) for n, f in of_results(sentences)}
    for name, function in of_results(tables):
        shown = function(results, lang)
        if hasattr(shown, "frame"):
            told[f"table {name}"] = of_table(shown)
    is_drawn = results.scenario.name == "cilegon-ceiling"  # once is enough
    for name, draw in figures.BY_NAME.items():
        picture = draw(results, lang)
        told[f"figure {name}"] = of_picture(picture, is_drawn=is_drawn)
    return told


@pytest.fixture(scope="module")
def told(real):
    """A run with a ceiling, then one with several funders."""
    return {lang: said_of(real, lang) for lang in LANGUAGES}


def pairs(texts):
    return [(name, texts["id"][name], texts["en"][name]) for name in texts["id"]]


def unequal(texts):
    """Names of texts whose numbers differ, with what only one language says."""
    wrong = {}
    for name, indonesian, english in pairs(texts):
        first, second = numbers(indonesian, "id"), numbers(english, "en")
        if first != second:
            wrong[name] = (dict(first - second), dict(second - first))
    return wrong


def untranslated(texts):
    """Names of texts with words of the other language."""
    return {
        (name, lang): words
        for lang in LANGUAGES
        for name, text in texts[lang].items()
        if (words := foreign(text, lang))
    }


def test_both_languages_give_the_same_numbers(told):
    assert len(told["id"]) > 90
    assert told["id"].keys() == told["en"].keys()
    assert unequal(told) == {}


def test_nothing_is_left_in_the_other_language(told):
    assert untranslated(told) == {}


@pytest.mark.parametrize("changes", [{"draws": 0}, {"draws": 50}])
def test_runs_without_draws_and_with_arrears_say_the_same(changes):
    run = project(load_scenario("cilegon-arrears", years=3, **changes))
    names = ("bill", "enrolment", "claims", "uncertain", "arrears", "beside", "title")
    said = {
        lang: {name: str(getattr(sentences, name)(run, lang)) for name in names}
        for lang in LANGUAGES
    }
    assert unequal(said) == {}
    assert untranslated(said) == {}


def own_words(table):
    """A table of a page, unless it repeats what sources say in their words."""
    heads = re.findall(r"<th scope=\"col\"[^>]*>([^<]*)", table[0])
    repeats = any(re.match("Kutipan|Quote|Judul|Title", head) for head in heads)
    return "" if repeats else table[0]


def in_folder(folder, first="id"):
    """What the pages and documents of a run folder say, in both languages."""
    texts = {lang: {} for lang in LANGUAGES}
    for lang in LANGUAGES:
        page = "index.html" if lang == first else f"index-{lang}.html"
        whole = (folder / page).read_text("utf-8")
        body = whole.partition("<main>")[2].partition('<details class="glossary"')[0]
        shown = re.sub(r"<table.*?</table>", own_words, body, flags=re.S)
        texts[lang]["page"] = html.readable(shown.partition("</nav>")[2])
    return texts


def test_a_run_page_and_its_twin_give_the_same_numbers(pages):
    folder = pages("id")
    assert unequal(in_folder(folder)) == {}
    for lang, other in (("id", "en"), ("en", "id")):
        name = "index.html" if lang == "id" else "index-en.html"
        text = (folder / name).read_text("utf-8")
        twin = "index-en.html" if lang == "id" else "index.html"
        assert f'href="{twin}" hreflang="{other}"' in text
        pictures = set(re.findall(r'href="(figures[\w-]*)/', text))
        assert pictures == {"figures" if lang == "id" else "figures-en"}
        linked = re.findall(r'href="(figures[^"]+)"', text)
        assert all((folder / path).is_file() for path in linked)


def test_memo_and_headline_give_the_same_numbers(told_apart):
    assert unequal(told_apart) == {}
    assert untranslated(told_apart) == {}


@pytest.fixture(scope="module")
def told_apart(real):
    """The memo and the words of the headline picture."""
    from docx import Document

    from analysis.report import headline_words, memo
    from analysis.study.answers import with_answers

    answered, texts = with_answers(real), {lang: {} for lang in LANGUAGES}
    for lang in LANGUAGES:
        book = Document(io.BytesIO(memo.document(answered, lang)))
        cells = [c.text for t in book.tables for row in t.rows for c in row.cells]
        lines = [line.text for line in book.paragraphs]
        texts[lang]["memo"] = " | ".join([*lines, *cells])
        shown = headline_words.headline(answered, lang)
        texts[lang]["headline"] = " | ".join(strings(astuple(shown)))
    return texts


def strings(value):
    """All texts inside nested tuples."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for one in value:
            yield from strings(one)


@cache
def say_calls():
    """Every ``say(id=..., en=...)`` of the package: file and line, and its texts."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "say":
                texts = {one.arg: one.value for one in node.keywords}
                if texts.keys() == {"id", "en"}:
                    where = f"{path.name}:{node.lineno}"
                    found.append((where, texts["id"], texts["en"]))
    return found


def literal(node):
    """The words of a text and what is put into it; None for what is computed."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(literal(part) for part in node.values)
    return "{}" if isinstance(node, ast.FormattedValue) else ""


def holes(node):
    """How many different values a text takes, and the ``{names}`` filled later."""
    taken = (ast.unparse(n.value) for n in ast.walk(node) if type(n) is FILLED)
    return len(set(taken)), sorted(re.findall(r"\{\w+\}", literal(node)))


FILLED = ast.FormattedValue
# English repeats the Indonesian weekday of the source with its meaning
MORE_IN_ENGLISH = {"checks_dates.py"}


def test_every_pair_of_texts_takes_the_same_values():
    wrong = [
        (where, literal(one), literal(two))
        for where, one, two in say_calls()
        if literal(one) and literal(two) and holes(one) != holes(two)
        if where.partition(":")[0] not in MORE_IN_ENGLISH
    ]
    assert wrong == []


def test_texts_differ_between_the_languages():
    alike = {
        text
        for _, one, two in say_calls()
        if (text := literal(one)) == literal(two) and len(text.split()) > 3
    }
    left = {text for text in alike if foreign(text, "id") or foreign(text, "en")}
    assert left == set()


def test_notebook_prose_says_the_same_in_both_languages():
    path = PACKAGE / "locale" / "id" / "LC_MESSAGES" / "notebooks.po"
    with path.open("rb") as stream:
        found = [(str(m.id), str(m.string)) for m in read_po(stream) if m.id]
    prose = {"en": {}, "id": {}}
    for english, indonesian in found:
        assert indonesian
        assert headings(english) == headings(indonesian), english
        prose["en"][english], prose["id"][english] = map(plain, (english, indonesian))
    assert untranslated(prose) == {}
    assert unequal(prose) == {}


def plain(markdown):
    return re.sub(r"\$\$.*?\$\$|\$[^$]*\$", " ", markdown, flags=re.S)


def headings(markdown):
    return re.findall(r"^#+", markdown, re.M)


def test_every_word_of_the_ledger_is_translated():
    from analysis.evidence import words
    from analysis.evidence.ledger import ledger

    rows = ledger()
    known = CONCEPTS.keys() | words.CONCEPTS.keys() | {"members"}
    assert set(rows["concept"]) - known == set()
    assert set(rows["said_denominator"]) - DENOMINATORS.keys() - {""} == set()
    kinds = {unit for unit in rows["unit"] if not unit.startswith("idr")}
    assert kinds - UNITS.keys() - {"share"} == set()


# not abbreviations: names of publishers and people's words, roman numbers, emphasis
CAPITALS = re.compile(r"(?<![\w/.-])(?:[A-Z]{2,}|SiLPA|APBDes)(?![\w/]|-\d)")
NO_ABBREVIATION = {"II", "III", "IV", "VI", "NO", "TIDAK", "REFUSED", "DITOLAK"}


def without_sources(text):
    """A text without the words of sources: their titles, publishers and quotes."""
    from analysis.evidence.ledger import ledger
    from analysis.evidence.tables import read
    from analysis.law.parameters import sources as of_law

    said = read("sources")
    theirs = {*said["title"], *said["publisher"], *ledger()["quote"]}
    theirs |= {one["title"] for one in of_law().values()}
    for one in sorted(filter(None, theirs), key=len, reverse=True):
        text = text.replace(one, " ").replace(one[:100], " ")
    return re.sub(r"“[^”]*”|https?://\S+", " ", text)


def notebook_texts():
    for path in sorted(paths.NOTEBOOKS.glob("[0-9]*.ipynb")):
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "markdown":
                yield plain(cell.source)
            for output in cell.get("outputs", ()):
                shown = "".join(output.get("data", {}).get("text/html", ""))
                yield unescape(
                    re.sub(r"<style.*?</style>|<[^>]*>", " ", shown, flags=re.S)
                )


def test_every_abbreviation_is_in_the_glossary(told, pages):
    folder = pages("id")
    shown = [text for lang in LANGUAGES for text in told[lang].values()]
    shown += [in_folder(folder)[lang]["page"] for lang in LANGUAGES]
    text = without_sources(" ".join([*shown, *notebook_texts()]))
    found = set(CAPITALS.findall(text)) - NO_ABBREVIATION
    assert found - glossary.GLOSSARY.keys() == set()


def test_every_entry_of_the_glossary_is_used():
    files = [
        *PACKAGE.rglob("*.py"),
        *(paths.ROOT / "data" / "parameters").glob("*.yaml"),
        *(paths.ROOT / "data" / "raw").glob("*.csv"),
        *paths.NOTEBOOKS.glob("*.ipynb"),
        *(paths.ROOT / "scenarios").glob("*.yaml"),
    ]
    own = {"glossary_budget.py", "glossary_people.py"}
    used = {
        word
        for path in files
        if path.name not in own
        for word in glossary.used_in(path.read_text("utf-8"))
    }
    assert glossary.GLOSSARY.keys() - used == set()


def test_a_page_explains_the_abbreviations_it_uses(pages):
    for name in ("index.html", "index-en.html"):
        text = (pages("id") / name).read_text("utf-8")
        listed = re.findall(r"<dt>(\w+)</dt>", text)
        body = html.readable(text.partition('<details class="glossary"')[0])
        assert listed == glossary.used_in(body)
        assert {"APBD", "JKK", "JKM"} <= set(listed)
