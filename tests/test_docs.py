"""What README and docs/ tell people to type and open exists and works."""

from __future__ import annotations

import ast
import re
import shlex
import tomllib
from datetime import date
from functools import cache

import pytest
import typer.main
import yaml

from analysis import __main__ as program
from analysis import cli, paths

PAGES = {
    path.name: path.read_text(encoding="utf-8")
    for path in (
        paths.README,
        paths.ROOT / "CONTRIBUTING.md",
        *sorted(paths.DOCS.glob("*.md")),
    )
    if path.name not in ("codebook.md", "performance.md")  # written by code
}
PLANNER, RESEARCHER = PAGES["how-to-planner.md"], PAGES["how-to-researcher.md"]
IURAN = re.compile(
    r"(?:\.venv/bin/|\.venv\\Scripts\\)?(?:iuran|python -m analysis) (.+)"
)
ROOTS = "benchmarks|data|docs|notebooks|scenarios|src|tests"
MADE_LATER = ("my-city", "7401", "CODE", "DATE", "<")
IN_A_RUN = (
    "workbook.xlsx",
    "headline-id.png",
    "index-en.html",
    "memo-en.docx",
    "memo-id.docx",
    "memo-id-a4.docx",
    "memo-id.pdf",
    "manifest.json",
    "results.csv",
    "results.parquet",
    "draws.parquet",
    "scenario.yaml",
    "questions-<scenario>.yaml",
)


def spans(text):
    return re.findall(
        r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)
    )


def shell_lines(text):
    """Lines of code blocks that somebody is meant to type, without their comments."""
    indented = re.findall(r"^ {4,}(\S.*)$", text, flags=re.M)
    return [re.split(r"\s{2,}#|\s{2,}\(", line)[0].strip() for line in indented]


def typed(pages):
    return [
        pytest.param(found[1], id=f"{page}: {line[:60]}")
        for page, text in pages.items()
        for line in shell_lines(text)
        if (found := IURAN.fullmatch(line))
    ]


def named(pages):
    """Commands inside a sentence; they may leave out what the sentence says."""
    return [
        pytest.param(found[1], id=f"{page}: {span[:60]}")
        for page, text in pages.items()
        for span in spans(text)
        if (found := IURAN.fullmatch(span))
    ]


@cache
def commands():
    return typer.main.get_command(cli.app("en")).commands


def words_of(line):
    _, words = program._language([w for w in shlex.split(line) if w != "--debug"])
    return words


@pytest.mark.parametrize("line", typed(PAGES))
def test_every_line_to_type_is_a_command(line):
    words = words_of(line)
    if words != ["--help"]:
        commands()[words[0]].make_context(words[0], words[1:])


@pytest.mark.parametrize("line", named(PAGES))
def test_every_command_in_a_sentence_has_these_options(line):
    name, *rest = words_of(line)
    known = {
        option
        for one in commands()[name].params
        for option in (*one.opts, *one.secondary_opts)
    }
    assert {word for word in rest if word.startswith("--")} <= known


def test_every_make_target_exists():
    makefile = (paths.ROOT / "Makefile").read_text(encoding="utf-8")
    lines = [w for text in PAGES.values() for w in (*spans(text), *shell_lines(text))]
    asked = {
        found[1] for line in lines if (found := re.match(r"make ([a-z]+)\b", line))
    }
    assert {"report", "test", "form", "site", "scenario"} <= asked
    assert not [one for one in asked if not re.search(rf"^{one}:", makefile, re.M)]


CHEAP = {"law", "region", "forecast", "template", "check", "run"}
LEFT_OUT = {"--analysis", "--calibrate", "--freeze", "--score", "--new"}


def cheap(line):
    """Lines that answer in seconds and need no form that is not filled in yet."""
    words = words_of(line)
    filled = any(word.endswith(".xlsx") for word in words[1:2])
    return words[0] in CHEAP and not LEFT_OUT & set(words) and not filled


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """An empty folder with the one scenario a reader is told to write."""
    monkeypatch.chdir(tmp_path)
    own = tmp_path / "scenarios" / "my-city.yaml"
    own.parent.mkdir()
    text = (paths.SCENARIOS / "cilegon-baseline.yaml").read_text(encoding="utf-8")
    own.write_text(text.replace("name: cilegon-baseline", "name: my-city"), "utf-8")
    return tmp_path


@pytest.mark.parametrize("line", [p for p in typed(PAGES) if cheap(p.values[0])])
def test_every_cheap_line_works(line, desk, capsys):
    words = shlex.split(line)
    if words[0] == "run":
        words += ["--numbers-only", "--draws", "0", "--years", "2", "--out", str(desk)]
    assert program.main(words) == 0, capsys.readouterr().err


def test_the_python_of_the_guides_runs():
    for page in (RESEARCHER, PAGES["settlements.md"]):
        blocks = re.findall(r"^```python\n(.*?)^```", page, flags=re.M | re.S)
        assert blocks
        space = {}
        for block in blocks:
            exec(compile(block, "docs", "exec"), space)
        if "results" in space:
            assert len(space["results"].series("uncut_bill_idr")) == 10
            assert space["results"].identities()["holds"].all()


def places(span):
    """Return the patterns a span names: {a,b} means a and b."""
    if found := re.search(r"\{([^{}]+)\}", span):
        return [span.replace(found[0], one) for one in found[1].split(",")]
    return [span]


@pytest.mark.parametrize("page", PAGES)
def test_every_place_named_exists(page):
    asked = [
        place
        for span in spans(PAGES[page])
        if re.match(rf"(?:{ROOTS})/", span) or re.fullmatch(r"[A-Z]+\.(?:md|cff)", span)
        for place in places(span)
        if not any(mark in span for mark in MADE_LATER) and " " not in span
    ]
    assert not [one for one in asked if not any(paths.ROOT.glob(one.rstrip("/")))]


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page):
    folder = paths.ROOT if (paths.ROOT / page).is_file() else paths.DOCS
    links = re.findall(r"\]\(([^)\s]+)\)", PAGES[page])
    local = [one.partition("#")[0] for one in links if "://" not in one]
    assert not [one for one in local if one and not (folder / one).exists()]


@cache
def strings():
    """Return the texts in the code of the package: whole ones, and those filled in."""
    whole, filled = set(), set()
    for file in (paths.ROOT / "src" / "analysis").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                parts = (getattr(part, "value", None) for part in node.values)
                fixed = [re.escape(p) if isinstance(p, str) else ".+" for p in parts]
                filled.add("".join(fixed))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
    return whole, filled


def written(name):
    """Say whether the code writes this name, whole or filled in."""
    whole, filled = strings()
    telling = (one for one in filled if len(one.replace(".+", "")) > 9)
    return name in whole or any(re.fullmatch(one, name) for one in telling)


def begins(family):
    return any(text.startswith(family) for texts in strings() for text in texts)


def test_the_messages_explained_are_those_of_the_program():
    table = PLANNER.split("## When it says no")[1]
    asked = re.findall(r"^\| `([^`]+)` \|", table, flags=re.M)
    assert len(asked) > 10
    said = [text for texts in strings() for text in texts]
    assert not [one for one in asked if not any(one in text for text in said)]


def test_the_sheets_named_are_sheets():
    named = {*re.findall(r"(?<!\*)\*([A-Z][a-zA-Z]+)\*(?!\*)", PLANNER)}
    assert {"Masukan", "Hasil", "RKA", "Skenario", "Kelompok"} <= named
    assert not [one for one in named if one not in strings()[0]]


@pytest.mark.parametrize("name", IN_A_RUN)
def test_the_files_of_a_run_are_named_and_written(name):
    assert any(name in text for text in PAGES.values())
    assert begins(name.partition("<")[0]) if "<" in name else written(name)


def test_every_result_named_for_researchers_is_a_result():
    from analysis.model.projection import project
    from analysis.scenario.load import load_scenario

    table = RESEARCHER.split("The variables most asked for:")[1].split("\n\n")[1]
    asked = set(spans(table)) - {"--analysis"}
    scenario = load_scenario("cilegon-baseline", draws=0)
    known = {*project(scenario).table["variable"]}

    for name in asked - known:
        whole = not name.endswith("*")
        assert written(name) if whole else begins(name.rstrip("_*")), name


def test_the_citation_is_of_this_version():
    cited = yaml.safe_load((paths.ROOT / "CITATION.cff").read_text("utf-8"))
    project = tomllib.loads((paths.ROOT / "pyproject.toml").read_text())["project"]
    assert cited["version"] == project["version"]
    assert cited["license"] == project["license"]
    assert date.fromisoformat(cited["date-released"]) >= date(2026, 11, 21)
    needed = {"cff-version", "message", "title", "type", "authors", "abstract"}
    assert needed <= cited.keys()


def test_the_readme_has_a_first_success_for_each_reader():
    readme = PAGES["README.md"]
    assert readme.index("## Untuk perencana") < readme.index("## Start here")
    table = readme.split("## Start here")[1]
    for reader in ("planner", "researcher", "developer"):
        row = next(one for one in table.splitlines() if f"**{reader}**" in one)
        assert "`make " in row
