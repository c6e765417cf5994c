"""The committed notebooks, README findings and register of assumptions, renewed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from analysis import paths
from analysis.run import execute, store, workers
from analysis.run.watch import Watch

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from analysis.scenario.schema import Scenario

KEPT_METADATA = ("kernelspec", "language_info")


def refresh(watch: Watch) -> list[Path]:
    """Execute every source notebook; return those whose file changed.

    No times, paths or identifiers that differ between two runs are written, so an
    unchanged notebook stays the same byte for byte.

    Raises:
        IuranError: a cell failed; no notebook is changed then.
    """
    execute.prepare_process()
    sources = execute.source_notebooks()
    watch.expect(len(sources))
    with workers.notebook_workers() as pool:
        tasks = [execute.Task(source, {}, "source") for source in sources]
        futures = [pool.submit(_text, task, watch) for task in tasks]
        texts = [future.result() for future in futures]
    return _written(sources, texts)


def refresh_readme() -> list[Path]:
    """Renew the findings in README.md; return it if it changed."""
    return _written([paths.README], [readme_text()])


def readme_text() -> str:
    """Return README.md with the findings of the planning baselines as they are now."""
    from analysis.report.readme import with_findings
    from analysis.study.together import project_all

    baselines = sorted(path.stem for path in paths.SCENARIOS.glob("*-baseline.yaml"))
    text = paths.README.read_text(encoding="utf-8")
    return with_findings(text, project_all(baselines))


def refresh_assumptions() -> list[Path]:
    """Renew ASSUMPTIONS.md; return it if it changed."""
    return _written([paths.ASSUMPTIONS], [assumptions_text()])


def assumptions_text() -> str:
    """Return ASSUMPTIONS.md as the data and the code have it now."""
    from analysis.report.assumptions import document
    from analysis.study.measured import register

    return document(register(_shipped()))


def _shipped() -> dict[str, Scenario]:
    from analysis.run.everything import scenario_files
    from analysis.scenario.load import load_scenario

    return {path.stem: load_scenario(path) for path in scenario_files()}


def _text(task: execute.Task, watch: Watch) -> str:
    import nbformat

    notebook = _plain(execute.execute(task))
    watch.done(task.source.stem)
    return nbformat.writes(notebook) + "\n"


def _plain(notebook: NotebookNode) -> NotebookNode:
    notebook.metadata = {
        key: notebook.metadata[key] for key in KEPT_METADATA if key in notebook.metadata
    }
    notebook.metadata.get("language_info", {}).pop("version", None)
    return notebook


def _written(sources: Sequence[Path], texts: Sequence[str]) -> list[Path]:
    changed = []
    for path, text in zip(sources, texts, strict=True):
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            store.write_text(path, text)
            changed.append(path)
    return changed
