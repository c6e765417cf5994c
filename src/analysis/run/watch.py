"""What a person sees while a run is going on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from analysis.run import keeper

LONGEST_STEP = 24


class Watch(Protocol):
    """Is told how many steps are coming and which one is done."""

    def expect(self, steps: int) -> None:
        """Add ``steps`` to what is still to be done."""

    def done(self, step: str) -> None:
        """Count one step as done."""

    def tick(self) -> None:
        """Show that time goes by."""


class Silent:
    """Says nothing."""

    def expect(self, steps: int) -> None:
        """Take note of nothing."""

    def done(self, step: str) -> None:
        """Take note of nothing."""

    def tick(self) -> None:
        """Take note of nothing."""


class Bar:
    """A progress bar with the last finished step, the count and the time.

    It appears with the first step expected: a run with nothing to do stays quiet.
    Where processes are forked it has no thread of its own and moves when it is told.
    """

    def __init__(self, title: str) -> None:
        self._title = title
        self._progress: Any = None
        self._total = 0

    def expect(self, steps: int) -> None:
        """Make the bar longer; show it if it is not yet there."""
        if not steps:
            return
        if self._progress is None:
            self._progress = _progress()
            self._progress.start()
            self._task = self._progress.add_task(self._title, total=0, step="")
        self._total += steps
        self._progress.update(self._task, total=self._total)
        self.tick()

    def done(self, step: str) -> None:
        """Move the bar one step on."""
        self._progress.update(self._task, advance=1, step=step[:LONGEST_STEP])
        self.tick()

    def tick(self) -> None:
        """Draw the bar as it stands now."""
        if self._progress is not None:
            self._progress.refresh()

    def close(self) -> None:
        """Leave the bar as it stands."""
        if self._progress is not None:
            self._progress.stop()


def _progress() -> Any:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
    )

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[step]}"),
        console=Console(stderr=True),
        auto_refresh=not keeper.POSSIBLE,
    )


@contextmanager
def bar(title: str) -> Iterator[Watch]:
    """Show a progress bar on standard error while the block runs."""
    shown = Bar(title)
    try:
        yield shown
    finally:
        shown.close()
