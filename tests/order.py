"""Which files of tests pytest-xdist starts first, and which share one process.

A file that takes a minute and begins last ends alone, with the other processor idle.
Files of the report that show the same two runs share what was drawn of them.
"""

from __future__ import annotations

from xdist.scheduler import LoadFileScheduling

SHARED = "the runs of tests/report/conftest.py"
# use the fixture ``real`` or ``pages``
SHARING = {
    f"tests/report/test_{name}.py"
    for name in (
        *("accessible", "figure_boxes", "figures_new", "headline", "languages"),
        *("report_figures", "report_law", "report_page", "report_sentences"),
        *("report_tables", "report_workbook", "seven"),
    )
}
# the longest first; all others follow as they were collected
LONGEST = (
    SHARED,
    *("tests/run/test_site.py", "tests/report/test_report_edges.py"),
    *("tests/report/test_report_compare.py", "tests/report/test_memo.py"),
    *("tests/report/test_live_workbook.py", "tests/report/test_app_browser.py"),
    *("tests/reproducible/test_reproducible.py", "tests/run/test_readme.py"),
    *("tests/run/test_sweep_cluster.py", "tests/run/test_imports.py"),
    *("tests/run/test_run_forecast.py", "tests/report/test_form_inert.py"),
    *("tests/faults/test_runtime_notebooks.py", "tests/faults/test_runtime_trials.py"),
)


def unit(nodeid: str) -> str:
    """Return what a test is run with: its file, or the files that share runs."""
    file = nodeid.partition("::")[0]
    return SHARED if file in SHARING else file


def longest_first(items: list) -> None:
    places = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(unit(item.nodeid), len(places)))


class Scheduler(LoadFileScheduling):
    """Files in the order of the collection instead of by their number of tests."""

    def __init__(self, config, log=None) -> None:
        super().__init__(config, log)
        config.option.loadscopereorder = False

    def _split_scope(self, nodeid: str) -> str:
        return unit(nodeid)
