"""The findings in README.md, written by code so that they cannot drift."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.model.results import Results
from analysis.report import sentences, seven

START = "<!-- findings: written by `make notebooks`, do not edit -->"
END = "<!-- end of findings -->"


def with_findings(readme: str, runs: Sequence[Results]) -> str:
    """Return ``readme`` with the findings of ``runs`` between its two markers."""
    before, rest = readme.split(START)
    _, after = rest.split(END)
    return f"{before}{START}\n\n{findings(runs)}\n{END}{after}"


def findings(runs: Sequence[Results]) -> str:
    """Return the seven answers of each run, as Markdown."""
    return "\n".join(_paragraph(run) for run in runs)


def _paragraph(run: Results) -> str:
    points = "\n".join(f"- {point}" for point in seven.as_text(run, "en"))
    heading = sentences.title(run, "en")
    return f"{heading} (`scenarios/{run.scenario.name}.yaml`)\n\n{points}\n"
