"""What was written into a scenario acts nowhere; what is of this machine stays here."""

from __future__ import annotations

import csv
import re
import subprocess

import nbformat
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from analysis import inert
from analysis.report.prose import Prose
from analysis.report.table import Table
from analysis.run import execute, render
from faults import driver
from faults.driver import QUICK, quick, tried

FORMULAS = ["=HYPERLINK(1)", "+cmd|x", "-2+3", "@SUM(1)", "\t=1+1", "\r=1+1", " =1"]
STARTS = ("=", "+", "-", "@", "\t", "\r")
PLAIN = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?|-?")
SWEEP = """schema: 1
name: uji
title: {id: "=HYPERLINK(1)", en: "+cmd|x"}
why: {id: "-2+3", en: "@SUM(1)"}
regions: ["3672"]
scenario:
  extends: cilegon-baseline
  draws: 1
  years: 1
  segments: {rt_rw: {label: {id: a, en: b}}}
grid:
  segments.rt_rw.label.id: [=HYPERLINK(1), +cmd|x, -2+3, "@SUM(1)"]
"""


@pytest.mark.fault("S1.csv")
def test_tables_of_a_sweep_hold_no_formula(project):
    (project / "sweeps" / "uji.yaml").write_text(SWEEP)
    seen = tried(project, ["sweep", "uji", "--yes"])
    assert seen.code == 0, seen.said
    files = list((project / "reports" / "sweeps" / "uji").rglob("*.csv"))
    assert {path.name for path in files} >= {"scenarios.csv"}
    cells = [
        cell
        for path in files
        for row in csv.reader(path.read_text("utf-8").splitlines())
        for cell in row
    ]
    assert any("HYPERLINK" in cell for cell in cells)
    live = [one for one in cells if one.startswith(STARTS) and not PLAIN.fullmatch(one)]
    assert live == []


@pytest.mark.fault("S1.csv")
@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_could_be_a_formula_gets_a_quote_and_a_number_does_not(text):
    assert inert.text(text) == f"'{text}"
    for number in ("-5", "-0.25", "+3", "1e-5", "Kota Cilegon", ""):
        assert inert.text(number) == number


ACTIVE = {
    "script": "<script>alert(1)</script>",
    "image": '<img src=x onerror="alert(2)">',
    "picture": "![a](http://a.example/b.png)",
    "link": "[klik](javascript:alert(3))",
    "reference": "[a][b]\n\n[b]: http://a.example/b.png",
    "equation": "$\\href{javascript:alert(4)}{x}$",
    "broken equation": "$\\frac{$",
    "block": "$$\\unknown{$$",
    "latex": "\\(x\\) \\\\(y\\\\) \\begin{a}b\\end{a}",
    "role": "{raw}`x` {include}`/etc/passwd`",
    "fence": "```{include} /etc/passwd\n```",
    "colons": ":::{include} /etc/passwd\n:::",
    "table": "| a | b |",
    "style": "@import 'http://a.example/b.css' url(//a.example)",
    "entity": "&lt;script&gt; &#60;b&#62;",
}
WORDS = re.compile(r"\w+")


@pytest.mark.fault("S2.notebook")
@pytest.mark.parametrize("kind", ACTIVE)
def test_words_of_a_scenario_are_words_on_the_page_of_a_notebook(kind):
    text = ACTIVE[kind]
    said = Prose(f"Kota {text} membayar iuran.")._repr_markdown_()
    table = Table("t", text, pd.DataFrame({text: [text], "b": ["1"]}), note=text)
    outputs = [
        new_output("display_data", {"text/markdown": said}),
        new_output("display_data", {"text/html": table.html()}),
    ]
    cell = new_code_cell("show()", outputs=outputs, execution_count=1)
    page = render.page(new_notebook(cells=[new_markdown_cell("# A"), cell]), text, "id")
    body = page.partition("<main>")[2]
    active = r"<script|<img|onerror=\"|<a [^>]*(javascript|a\.example)|<math|<iframe"
    assert not re.search(active, re.sub(r"&lt;.*?&gt;", "", body))
    shown = re.sub(r"<style.*?</style>|<[^>]+>", " ", body, flags=re.S)
    for word in WORDS.findall(text.partition("\n")[0]):
        assert word in shown, (kind, word)


@pytest.mark.fault("S2.site")
@pytest.mark.parametrize("kind", ACTIVE)
def test_they_are_words_in_the_site_too(kind):
    from docutils import nodes
    from docutils.core import publish_doctree
    from myst_parser.docutils_ import Parser

    said = Prose(ACTIVE[kind])._repr_markdown_()
    tree = publish_doctree(
        said,
        parser=Parser(),
        settings_overrides={
            "myst_enable_extensions": ["dollarmath", "colon_fence"],
            "report_level": 5,
        },
    )
    kinds = (nodes.raw, nodes.math, nodes.math_block, nodes.image, nodes.system_message)
    assert [one for one in tree.findall() if isinstance(one, kinds)] == []
    links = [one.get("refuri", "") for one in tree.findall(nodes.reference)]
    assert [one for one in links if "javascript" in one] == []
    assert "root:" not in tree.astext()


def test_what_our_sentences_mean_to_mark_stays_marked():
    said = Prose("**Kota Cilegon.** Isi `bases_idr` [S015], 5 < 6 & 7.")
    assert said._repr_markdown_() == (
        "**Kota Cilegon.** Isi `bases_idr` [S015], 5 &lt; 6 &amp; 7."
    )


@pytest.mark.browser
@pytest.mark.fault("S2.notebook", "S1.html")
def test_a_browser_shows_them_and_does_nothing(tmp_path, open_offline):
    texts = [*ACTIVE.values(), *FORMULAS]
    said = [Prose(text)._repr_markdown_() for text in texts]
    table = Table("t", texts[0], pd.DataFrame({"a": texts}), note=texts[1]).html()
    outputs = [new_output("display_data", {"text/markdown": one}) for one in said]
    outputs += [new_output("display_data", {"text/html": table})]
    cell = new_code_cell("show()", outputs=outputs, execution_count=1)
    path = tmp_path / "01_a.html"
    path.write_text(render.page(new_notebook(cells=[cell]), texts[0], "id"), "utf-8")
    tab, requests = open_offline(path)
    seen: list[str] = []
    tab.on("dialog", lambda one: (seen.append(one.message), one.dismiss()))
    tab.on("console", lambda one: seen.append(one.text))
    tab.reload()
    assert set(requests) == {path.as_uri()}
    assert seen == []
    assert tab.locator("main img, main script, main iframe, math").count() == 0
    shown = tab.locator("main").inner_text()
    for text in ("<script>alert(1)</script>", "=HYPERLINK(1)", "$\\frac{$"):
        assert text in shown


@pytest.mark.fault("S6")
def test_outputs_planted_in_a_notebook_are_dropped(tmp_path):
    execute.prepare_process()
    planted = new_output(
        "display_data",
        {"text/html": "<b>PLANTED</b><script>1</script>", "text/plain": "PLANTED"},
        metadata={"text/html": {"isolated": False}},
    )
    parameters = new_code_cell(
        'lang: str = "en"', metadata={"tags": ["parameters"], "trusted": True}
    )
    cells = [
        new_markdown_cell("# A"),
        parameters,
        new_code_cell("1 + 1", outputs=[planted], execution_count=1),
        new_code_cell("None", outputs=[planted], metadata={"trusted": True}),
    ]
    path = tmp_path / "01_a.ipynb"
    nbformat.write(new_notebook(cells=cells), path)
    done = execute.execute(execute.Task(path, {"lang": "en"}, "abc"))
    text = nbformat.writes(done)
    assert "PLANTED" not in text
    assert "trusted" not in text
    assert "PLANTED" not in render.page(done, "a", "en")


SECRET = "made-up-token-of-the-environment"


@pytest.mark.fault("S9.outputs")
def test_no_file_of_a_run_and_no_message_tells_of_the_machine(project, tmp_path):
    home = tmp_path / "home-of-somebody"
    home.mkdir()
    scenario = home / "uji.yaml"
    text = (project / "scenarios" / "cilegon-baseline.yaml").read_text("utf-8")
    scenario.write_text(text.replace("name: cilegon-baseline", "name: uji", 1), "utf-8")
    env = {"HOME": str(home), "API_TOKEN": SECRET, "USER": "somebody"}
    seen = quick(project, ["run", scenario, *QUICK], env=env, cwd=home)
    assert seen.code == 0, seen.said
    for trace in (str(home), str(project), str(driver.CHECKOUT), SECRET, "somebody"):
        found = driver.planted(project / "reports" / "uji", trace)
        assert found == [], trace
    assert SECRET not in seen.said
    assert "home-of-somebody" not in seen.said


DEFECT = """
import analysis.scenario.load as load
def fail(*_, **__):
    import os
    raise LookupError(f"{os.environ['HOME']} 3672010101010001 0812-3456-7890")
load.read = fail
"""


@pytest.mark.fault("S9.debug")
def test_what_debug_prints_tells_of_no_person_and_no_machine(tmp_path):
    home = tmp_path / "home-of-somebody"
    home.mkdir()
    env = {"HOME": str(home), "API_TOKEN": SECRET}
    words = ["check", "scenarios/cilegon-baseline.yaml", "--debug"]
    seen = tried(driver.CHECKOUT, words, env=env, code=DEFECT)
    assert seen.code == 5
    assert "Traceback" in seen.err
    assert "in fail" in seen.err
    assert "A defect of ours" in seen.err
    for trace in (str(home), str(driver.CHECKOUT), SECRET, "3672010101010001", "3456"):
        assert trace not in seen.said, trace


TRACES = re.compile(
    r"/home/[a-z]\w*/|/Users/\w+/|C:\\Users\\\w+|(?<![\w.])/root/"
    r"|\bgh[pousr]_\w{20}|\bAKIA[0-9A-Z]{16}\b|-----BEGIN [A-Z ]*PRIVATE KEY"
    r"|\bxox[abp]-\w{10}|\bsk-\w{20}|\bglpat-\w{20}|(?i:password|secret)\s*[:=]\s*['\"]\w{8}"
)


@pytest.mark.fault("S9.repository")
def test_the_repository_tells_of_no_machine_and_holds_no_token():
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=driver.CHECKOUT,
        capture_output=True,
        check=True,
    )
    files = [
        driver.CHECKOUT / name.decode() for name in listed.stdout.split(b"\0")[:-1]
    ]
    found = {}
    for path in files:
        if path.is_file() and path.name != "test_security_outputs.py":
            text = path.read_bytes().decode("utf-8", "replace")
            if match := TRACES.search(text):
                found[path.relative_to(driver.CHECKOUT).as_posix()] = match[0]
    assert len(files) > 500
    assert found == {}
