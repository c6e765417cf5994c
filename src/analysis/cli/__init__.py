"""The commands of ``iuran``: thin, each a call into the package and one sentence.

Heavy modules are imported inside the commands, so that ``iuran --help`` and a run
that has nothing to do answer at once.
"""

from __future__ import annotations

import typer

from analysis.cli import keeping, planning
from analysis.cli.session import Session
from analysis.run import words

__all__ = ["Session", "app"]

COMMANDS = (
    *(planning.run, planning.report, planning.compare, planning.check),
    planning.sweep,
    *(planning.template, planning.law, planning.region, keeping.data),
    *(keeping.forecast, keeping.notebooks, keeping.site, planning.form),
)


def app(lang: str) -> typer.Typer:
    """Return the command with its help texts in ``lang``."""
    command = typer.Typer(
        help=words.PROGRAM[lang],
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    for function in COMMANDS:
        name = function.__name__
        command.command(name, help=words.HELP[name][lang])(function)
    return command
