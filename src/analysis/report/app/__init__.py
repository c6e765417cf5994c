"""The form in the browser: numbers in, the bill and its risks at once.

``entries`` (what was typed) -> ``state`` (the scenario it makes, or messages) ->
``fields`` and ``answers`` (what is shown) -> ``window`` (one a browser window) ->
``server``. Panel is imported nowhere else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis.report.app.window import Page

__all__ = ["serve", "view"]


def serve(port: int = 0, show: bool = True, lang: str = "id") -> None:
    """Serve the form on this machine alone until interrupted; port 0: a free one."""
    from analysis.report.app.server import serve as start

    start(port, show, lang)


def view(lang: str = "id") -> Page:
    """Return the page of one browser window."""
    from analysis.report.app.window import Page

    return Page(lang=lang)
