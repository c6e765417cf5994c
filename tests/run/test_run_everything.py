"""The main job on two small scenarios with notebooks that really execute."""

from __future__ import annotations

import json
import os
import threading

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from analysis import paths
from analysis.__main__ import main
from analysis.report import (
    headline,
    memo,
    page,
    questions_form,
    workbook,
    workbook_compare,
)
from analysis.run import (
    comparison,
    everything,
    execute,
    files,
    held,
    jobs,
    keeper,
    manifest,
    sources,
    watch,
)
from analysis.run.jobs import Options
from analysis.study import answers

VARIANT = """schema: 1
name: demo-ceiling
extends: demo
title: {id: Pagu, en: Ceiling}
why: {id: uji, en: test}
years: 1
"""


@pytest.fixture
def place(tmp_path, monkeypatch):
    """Two scenarios, a notebook for each kind of run, and light documents."""
    scenarios, notebooks = tmp_path / "scenarios", tmp_path / "notebooks"
    scenarios.mkdir()
    notebooks.mkdir()
    text = (paths.SCENARIOS / "cilegon-baseline.yaml").read_text()
    text = text.replace("name: cilegon-baseline", "name: demo", 1)
    text += "\ndraws: 0\n" if "\ndraws:" not in text else ""
    (scenarios / "demo.yaml").write_text(text)
    (scenarios / "demo-ceiling.yaml").write_text(VARIANT)
    one = 'scenario: str = "demo"\noverrides: dict = {}\nlang: str = "en"'
    many = 'scenarios: list = ["demo"]\nlang: str = "en"'
    write_notebook(notebooks / "01_one.ipynb", one, "print(scenario)")
    write_notebook(notebooks / "09_many.ipynb", many, "print(len(scenarios))")
    monkeypatch.setattr(paths, "SCENARIOS", scenarios)
    monkeypatch.setattr(paths, "NOTEBOOKS", notebooks)
    monkeypatch.setattr(paths, "README", tmp_path / "README.md")
    monkeypatch.setattr(sources, "readme_text", lambda: "# Iuran\n")
    paths.README.write_text("# Iuran\n")
    monkeypatch.setattr(manifest, "code_hash", lambda: "fixed")
    # threads of event loops that other tests have started sleep here
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    for module, name in (
        (page, "write_run_page"),
        (page, "write_comparison"),
        (workbook, "write_workbook"),
        (headline, "write"),
        (workbook_compare, "write_comparison_workbook"),
    ):
        monkeypatch.setattr(module, name, lambda *_: None)
    monkeypatch.setattr(memo, "write_memos", lambda *_: "no memo here")
    monkeypatch.setattr(answers, "with_answers", lambda results: results)
    monkeypatch.setattr(questions_form, "questions_form", lambda *_: "")
    return tmp_path


def write_notebook(path, parameters, source):
    cells = [
        new_markdown_cell("# A question", id="question"),
        new_code_cell(parameters, id="parameters", metadata={"tags": ["parameters"]}),
        new_code_cell(source, id="answer"),
    ]
    nbformat.write(new_notebook(cells=cells), path)


@pytest.fixture
def options(place):
    return Options(place / "reports", {"draws": 0, "years": 1})


class Counting:
    def __init__(self):
        self.expected, self.steps = 0, []

    def expect(self, steps):
        self.expected += steps

    def done(self, step):
        self.steps.append(step)

    def tick(self):
        pass


def folders(reports):
    return sorted(path.name for path in reports.iterdir() if path.name[0] != ".")


def test_everything_is_made_once(place, options):
    counting = Counting()
    outcomes = everything.report(options, counting)
    assert [o.name for o in outcomes if o.ran] == [
        *("demo", "demo-ceiling"),
        "compare-demo-demo-ceiling",
    ]
    assert folders(options.reports) == [
        *("compare-demo-demo-ceiling", "demo", "demo-ceiling"),
        *("index-en.html", "index.html"),
    ]
    assert len(counting.steps) == counting.expected == 6
    told = json.loads((options.reports / "demo" / "manifest.json").read_text())
    assert told["memo_pdf"] == "no memo here"
    before = (options.reports / "index.html").stat().st_mtime_ns
    assert not any(outcome.ran for outcome in everything.report(options))
    assert (options.reports / "index.html").stat().st_mtime_ns == before


def test_a_page_that_a_stopped_run_left_behind_is_renewed(place, options, monkeypatch):
    def stopped(*_):
        raise KeyboardInterrupt

    reports = options.reports
    reports.mkdir(exist_ok=True)
    (reports / "index.html").write_text("of an earlier day")
    os.utime(reports / "index.html", (1, 1))
    with monkeypatch.context() as patch:
        patch.setattr(everything, "refresh_index", stopped)
        with pytest.raises(KeyboardInterrupt):
            everything.report(options)
    assert not any(outcome.ran for outcome in everything.report(options))
    assert "demo-ceiling" in (reports / "index.html").read_text()


@pytest.mark.parametrize("forked", [True, False])
def test_a_run_holds_its_notebooks_as_pages(place, options, monkeypatch, forked):
    monkeypatch.setattr(keeper, "POSSIBLE", keeper.POSSIBLE and forked)
    jobs.run([paths.SCENARIOS / "demo.yaml"], options)
    folder = options.reports / "demo"
    notebook = nbformat.read(folder / "notebooks" / "01_one.ipynb", 4)
    assert notebook.cells[-1].outputs[0].text == "demo\n"
    assert "<pre>demo" in (folder / "html" / "01_one.html").read_text()
    outputs = json.loads((folder / "manifest.json").read_text())["outputs"]
    assert {"html/01_one.html", "notebooks/01_one.ipynb", "results.csv"} <= set(outputs)


@pytest.mark.skipif(not keeper.POSSIBLE, reason="forks on Linux only")
@pytest.mark.parametrize("years", [1, 2])
def test_a_notebook_finds_what_its_run_computed(place, options, monkeypatch, years):
    def answered(results):
        results.memo["study"] = "at hand"
        return results

    monkeypatch.setattr(answers, "with_answers", answered)
    write_notebook(
        paths.NOTEBOOKS / "01_one.ipynb",
        'scenario: str = "demo"\noverrides: dict = {}\nlang: str = "en"',
        "from analysis import load_scenario, project\n"
        f"asked = load_scenario(scenario, **{{**overrides, 'years': {years}}})\n"
        "results = project(asked)\n"
        "print(results.scenario.years, results.memo.get('study'))",
    )
    outcome = jobs.run([paths.SCENARIOS / "demo.yaml"], options)[0]
    assert outcome.failure is None
    notebook = nbformat.read(outcome.folder / "notebooks" / "01_one.ipynb", 4)
    found = "at hand" if years == options.overrides["years"] else None
    assert notebook.cells[-1].outputs[0].text == f"{years} {found}\n"


@pytest.mark.skipif(not keeper.POSSIBLE, reason="forks on Linux only")
@pytest.mark.parametrize("count", [1, 2])
def test_a_comparison_finds_what_it_computed(place, options, monkeypatch, count):
    monkeypatch.setattr(
        comparison, "_write_numbers", lambda runs, _: runs[0].memo.update(study="known")
    )
    write_notebook(
        paths.NOTEBOOKS / "09_many.ipynb",
        'scenarios: list = ["demo"]\nstored: dict = {}\nlang: str = "en"',
        "from analysis import project_all\n"
        f"runs = project_all(scenarios[:{count}], stored)\n"
        "print(len(runs), runs[0].memo.get('study'))",
    )
    files = [paths.SCENARIOS / f"{name}.yaml" for name in ("demo", "demo-ceiling")]
    folder = comparison.compare(held.of_files(files), options).folder
    notebook = nbformat.read(folder / "notebooks" / "09_many.ipynb", 4)
    found = "known" if count == 2 else None
    assert notebook.cells[-1].outputs[0].text == f"{count} {found}\n"


def test_only_what_changed_is_made_again(place, options):
    everything.report(options)
    path = paths.SCENARIOS / "demo-ceiling.yaml"
    path.write_text(VARIANT.replace("Ceiling", "Limit"))
    ran = [outcome.name for outcome in everything.report(options) if outcome.ran]
    assert ran == ["demo-ceiling", "compare-demo-demo-ceiling"]


def test_one_failure_does_not_keep_the_others_from_finishing(
    place, options, monkeypatch
):
    project = files.write_results

    def broken(results, folder):
        if results.scenario.name == "demo":
            raise OSError(28, "No space left on device")
        project(results, folder)

    monkeypatch.setattr(files, "write_results", broken)
    with pytest.raises(jobs.IuranError) as caught:
        everything.report(options)
    assert caught.value.exit_code == 4
    pages = ["index-en.html", "index.html"]
    assert folders(options.reports) == ["demo-ceiling", *pages]


def test_a_failing_notebook_leaves_the_earlier_run(place, options):
    jobs.run([paths.SCENARIOS / "demo.yaml"], options)
    before = (options.reports / "demo" / "manifest.json").read_bytes()
    source = paths.NOTEBOOKS / "01_one.ipynb"
    source.write_text(source.read_text().replace("print(scenario)", "1 / 0"))
    manifest.forget()
    outcome = jobs.run([paths.SCENARIOS / "demo.yaml"], options)[0]
    assert outcome.failure.exit_code == 5
    assert (options.reports / "demo" / "manifest.json").read_bytes() == before


def test_a_notebook_that_cannot_show_changes_is_refused(place, options):
    source = paths.NOTEBOOKS / "01_one.ipynb"
    source.write_text(source.read_text().replace("overrides", "changes"))
    outcome = jobs.run([paths.SCENARIOS / "demo.yaml"], options)[0]
    assert "does not take --set" in outcome.failure.message("en")
    assert not (options.reports / "demo").exists()


def test_all_wrong_scenarios_are_told_at_once(place, options):
    for name in ("demo", "demo-ceiling"):
        path = paths.SCENARIOS / f"{name}.yaml"
        path.write_text(path.read_text() + "bugdet: 1\n")
    with pytest.raises(jobs.IuranError) as caught:
        everything.report(options)
    files = {
        problem.file.rpartition("/")[2].split()[0] for problem in caught.value.problems
    }
    assert len(files) == 2
    assert not options.reports.exists()


def test_compare_command_runs_what_is_missing(place, capsys):
    out = str(place / "reports")
    assert main(["compare", "demo", "demo-ceiling", "--out", out, "--lang", "en"]) == 0
    assert folders(place / "reports") == [
        *("compare-demo-demo-ceiling", "demo", "demo-ceiling"),
        *("index-id.html", "index.html"),
    ]


def test_no_scenarios_is_a_plain_message(place, options):
    for path in paths.SCENARIOS.iterdir():
        path.unlink()
    with pytest.raises(jobs.IuranError, match="no scenario file"):
        everything.report(options)


def test_long_comparisons_get_a_short_name():
    names = [f"cilegon-variant-{number}" for number in range(20)]
    name = comparison.name_of(names)
    assert len(name) <= comparison.LONGEST_NAME
    assert name != comparison.name_of(names[::-1])


def test_source_notebooks_are_refreshed_without_traces(place):
    changed = sources.refresh(watch.Silent())
    assert [path.name for path in changed] == ["01_one.ipynb", "09_many.ipynb"]
    notebook = nbformat.read(paths.NOTEBOOKS / "01_one.ipynb", 4)
    assert notebook.cells[-1].outputs[0].text == "demo\n"
    assert set(notebook.metadata) <= {"kernelspec", "language_info"}
    assert all("execution" not in cell.metadata for cell in notebook.cells)
    assert sources.refresh(watch.Silent()) == []


def test_a_failing_source_notebook_changes_none(place):
    before = {path: path.read_bytes() for path in execute.source_notebooks()}
    source = paths.NOTEBOOKS / "09_many.ipynb"
    broken = source.read_text().replace("print(len(scenarios))", "1 / 0")
    source.write_text(broken)
    with pytest.raises(jobs.IuranError):
        sources.refresh(watch.Silent())
    one = paths.NOTEBOOKS / "01_one.ipynb"
    assert one.read_bytes() == before[one]
    assert source.read_text() == broken
