"""What all commands share: the language, the progress bar, the last sentence."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from analysis import paths
from analysis.language import Text
from analysis.run import words

if TYPE_CHECKING:
    from analysis.run.jobs import Outcome


@dataclass(frozen=True)
class Session:
    """What all commands share: the language of messages and documents."""

    spoken: str

    def print(self, text: Text, **values: Any) -> None:
        """Print one sentence in the language of the messages."""
        print(text[self.spoken].format(**values))


def watching(ctx: typer.Context, quiet: bool = False) -> Any:
    """Return a progress bar, or nothing where nobody looks."""
    from analysis.run import watch

    return nullcontext() if quiet else watch.bar(words.RUNNING[ctx.obj.spoken])


def say_where(
    ctx: typer.Context, outcomes: Sequence[Outcome], folder: Path, started: float
) -> None:
    """Say how long it took and which page to open, and what older results became."""
    from analysis.run import manifest

    for one in (one for one in outcomes if one.older):
        values = {"older": one.older, "schema": manifest.SCHEMA}
        ctx.obj.print(words.MIGRATED, place=paths.reachable(one.folder), **values)
    page = folder / "index.html"
    place = page if page.is_file() else folder / "results.csv"
    text = words.DONE if any(outcome.ran for outcome in outcomes) else words.UNCHANGED
    seconds = time.perf_counter() - started
    ctx.obj.print(text, seconds=seconds, place=paths.reachable(place))
