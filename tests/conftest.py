"""Shared by all tests: one BLAS thread, repeatable examples, tools that may lack.

Tests marked ``browser`` need Chromium, those marked ``office`` LibreOffice. Where the
program is missing they are skipped with the reason; under ``CI=true`` a skip, of
whatever test, is a failure: what was not checked is not passed. Tests marked ``fault``
try a fault of ``faults/catalogue.yaml``; what was tried and held is printed at the end.
"""

from __future__ import annotations

import os
import shutil

os.environ.setdefault("OMP_NUM_THREADS", "1")

import pytest
from hypothesis import settings

import order
from faults import table

TOOLS = {
    "browser": ("chromium", "chromium-browser", "google-chrome"),
    "office": ("soffice", "libreoffice"),
}
CHROMIUM_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
)
IN_CI = os.environ.get("CI") == "true"

pytest.register_assert_rewrite("faults.driver")
settings.register_profile("iuran", derandomize=True, deadline=None)
settings.load_profile("iuran")


def tool(marker: str) -> str | None:
    return next(filter(None, map(shutil.which, TOOLS[marker])), None)


def pytest_configure(config):
    config.addinivalue_line("markers", "browser: opens a page in Chromium")
    config.addinivalue_line("markers", "office: recalculates a workbook in LibreOffice")
    config.addinivalue_line("markers", "slow: takes more than ten seconds")
    table.start(config)


@pytest.hookimpl(trylast=True)  # after tests that share a fixture were put together
def pytest_collection_modifyitems(items):
    table.note(items)
    order.longest_first(items)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    if config.getvalue("dist") == "loadfile":
        return order.Scheduler(config, log)
    return None


def pytest_runtest_setup(item):
    table.refuse_unknown(item)
    for marker, names in TOOLS.items():
        if item.get_closest_marker(marker) and tool(marker) is None:
            pytest.skip(f"{marker}: none of {', '.join(names)} is installed")


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    outcome = yield
    report = outcome.get_result()
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
        report.outcome = "failed"
        report.longrepr = f"skipped under CI=true: {reason}"


@pytest.fixture(scope="session")
def chromium():
    """Path of the browser; the tests that use it carry the mark ``browser``."""
    return tool("browser")


@pytest.fixture
def open_offline(chromium):
    """Open a file in the browser; give the page and every request it made."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=list(CHROMIUM_FLAGS)
        )

        def visit(path):
            page, requests = browser.new_page(), []
            page.on("request", lambda request: requests.append(request.url))
            page.goto(path.as_uri())
            return page, requests

        yield visit
        browser.close()


@pytest.fixture(scope="session")
def office():
    """Path of LibreOffice; the tests that use it carry the mark ``office``."""
    return tool("office")


@pytest.fixture(scope="session")
def project_template(tmp_path_factory):
    """A project of its own with one earlier run, made once; never to be spoilt."""
    from faults import driver

    return driver.make(tmp_path_factory.mktemp("project"))


@pytest.fixture
def project(project_template, tmp_path):
    """A copy of that project to spoil."""
    from faults import driver

    return driver.copy(project_template, tmp_path / "project")
