"""The form in real Chromium: one window after the other, and two at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tests.conftest import CHROMIUM_FLAGS

from analysis.model.projection import bills, project
from analysis.report.app.starts import start
from analysis.scenario.load import load_scenario, parse_scenario
from analysis.study import limits

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", autouse=True)
def few_points():
    """The form is another process, which computes in full: so do these tests."""


SERVE = "from analysis.report.app import serve; serve(0, False, 'id')"
PATIENCE_MS = 45_000
KADER = "#f-segments-kader-members"
MEMBERS, MONTHS = "#f-segments-rt-rw-members", "#f-segments-kader-months-last"
BILL = '#summary data[title="all all all uncut_bill_idr 2027 central"]'
SAVES = "#save-{}"
NIK = "3672010101010001"  # of nobody: kelurahan, day, month, year and number all 01


# notes, frame by frame, every value the fields have shown
_WATCH = """(ids) => {
  const seen = window.seen = ids.map(() => [])
  const shadow = (root) => [...root.querySelectorAll("*")].map((one) => one.shadowRoot)
    .filter(Boolean).flatMap((inner) => [inner, ...shadow(inner)])
  const find = (css) =>
    shadow(document).map((one) => one.querySelector(css)).find(Boolean)
  const note = (list, value) => { if (list.at(-1) !== value) list.push(value) }
  const look = () => {
    ids.forEach((id, n) => note(seen[n], find(`#${id}`).value))
    requestAnimationFrame(look)
  }
  look()
}"""


@contextmanager
def serving(*command: str):
    with subprocess.Popen(
        [sys.executable, *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as server:
        yield server, server.stdout.readline().strip()
        server.terminate()


@pytest.fixture(scope="module")
def address():
    with serving("-c", SERVE) as (_, found):
        yield found


def bill(**members: int) -> float:
    """Return what the model says with other members."""
    changed = {f"segments.{slug}.members": count for slug, count in members.items()}
    scenario = parse_scenario(start("3672").text, **changed, draws=10)
    return bills(scenario).series("uncut_bill_idr").loc[2027]


@pytest.fixture(scope="module")
def browser(chromium):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=chromium, args=list(CHROMIUM_FLAGS)
        )
        yield opened
        opened.close()


class Window:
    """One browser window with what it asked for and complained of."""

    def __init__(self, browser, address: str) -> None:
        self.page = browser.new_context(accept_downloads=True).new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda one: self.requests.append(one.url))
        self.page.on("requestfailed", lambda one: self.complaints.append(one.url))
        self.page.on("pageerror", lambda one: self.complaints.append(str(one)))
        self.page.on("console", self._note)
        self.page.goto(address)
        self.page.wait_for_selector("#whole data")

    def _note(self, message) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def bill(self) -> float:
        return float(self.page.locator(BILL).get_attribute("value"))

    def type(self, field: str, text: str) -> None:
        """Type into a field and leave it by the keyboard."""
        self.page.fill(field, text)
        self.page.keyboard.press("Tab")

    def slowly(self, text: str) -> None:
        """Type over what the focused field holds, slower than an answer needs."""
        self.page.keyboard.press("Control+A")
        for letter in text:
            self.page.keyboard.type(letter)
            self.page.wait_for_timeout(400)

    def wait_for_answer(self) -> None:
        """Wait until nothing that was sent is unanswered."""
        self.page.wait_for_selector(".page[lang]:not([data-busy])")

    def wait_for_other(self, bill: float) -> None:
        self.page.wait_for_selector(f'{BILL}:not([value="{bill!r}"])')
        self.page.wait_for_selector("#whole data")

    def save(self, suffix: str, folder: Path) -> Path:
        with self.page.expect_download() as found:
            self.page.locator(SAVES.format(suffix)).press("Enter")
        file = folder / found.value.suggested_filename
        found.value.save_as(file)
        return file


@pytest.fixture
def window(browser, address):
    found = Window(browser, address)
    yield found
    found.page.context.close()


@pytest.mark.fault("S10.elsewhere")
def test_pages_of_elsewhere_cannot_connect(address):
    from tornado import httpclient, ioloop, websocket

    def connect(origin: str) -> None:
        target = address.replace("http", "ws") + "ws"
        asked = httpclient.HTTPRequest(target, headers={"Origin": origin})
        ioloop.IOLoop().run_sync(lambda: websocket.websocket_connect(asked))

    for origin in ("http://example.org", address.replace("127.0.0.1", "10.0.0.1")):
        with pytest.raises(httpclient.HTTPClientError) as refused:
            connect(origin.rstrip("/"))
        assert refused.value.code == 403


def test_a_change_is_answered_as_the_model_does_and_saved(window, tmp_path):
    before = window.bill()
    window.type(MEMBERS, "1400")
    window.wait_for_other(before)
    changed = parse_scenario(
        start("3672").text, **{"segments.rt_rw.members": 1400, "draws": 2000}
    )
    results = project(changed)
    assert window.bill() == results.series("uncut_bill_idr").loc[2027]
    chance = window.page.locator('#whole data[title="measured"]')
    assert float(chance.get_attribute("value")) == 1 - limits.breach(results).never
    saved = window.save("yaml", tmp_path)
    assert saved.name == "cilegon-baseline-formulir.yaml"
    again = project(load_scenario(saved))
    assert again.series("uncut_bill_idr").loc[2027] == window.bill()
    bridge = window.page.locator("#details table").nth(1).inner_text()
    cell = int(again.bridge().loc["spreadsheet_bill_idr", 2027])
    assert f"{cell:,}".replace(",", ".") in bridge
    window.page.set_input_files("#open", saved)
    window.page.wait_for_selector(".basis:has-text('cilegon-baseline-formulir')")
    assert window.bill() == again.series("uncut_bill_idr").loc[2027]
    assert window.complaints == []


def test_a_bad_value_is_said_beside_its_field(window):
    page, before = window.page, window.bill()
    window.type(MEMBERS, "16.800")
    page.wait_for_selector(f"{MEMBERS}[aria-invalid=true]")
    named = page.locator(MEMBERS).get_attribute("aria-describedby").split()
    said = page.locator(f"#{named[-1]}")
    assert "Tulis 16800" in said.inner_text()
    assert page.locator(".old").inner_text()
    assert window.bill() == before
    assert page.locator(SAVES.format("yaml")).is_disabled()
    window.type(MONTHS, "13")
    page.wait_for_selector(f"{MONTHS}[aria-invalid=true]")
    window.type(MONTHS, "12")
    window.type(MEMBERS, "1528")
    page.wait_for_selector(f"{MEMBERS}[aria-invalid=false]")
    assert not page.locator(".old").inner_text()
    assert window.complaints == []


def test_an_answer_does_not_touch_what_is_being_typed(window):
    page = window.page
    window.type(MEMBERS, "1000")
    page.focus(KADER)
    window.slowly("2345")
    assert page.input_value(KADER) == "2345"
    page.keyboard.press("Tab")
    window.wait_for_answer()
    assert window.bill() == bill(rt_rw=1000, kader=2345)
    page.select_option("#f-ceiling-kind", "none")  # makes the page draw its fields anew
    page.focus(KADER)
    window.slowly("1234")
    page.keyboard.press("Tab")
    window.wait_for_answer()
    assert page.input_value(KADER) == "1234"
    assert window.bill() == bill(rt_rw=1000, kader=1234)
    assert window.complaints == []


def test_fast_edits_stay_on_screen_and_are_computed_together(window):
    page = window.page
    groups = {"rt_rw": 900, "kader": 901, "linmas": 902, "petani": 903}
    page.evaluate(
        _WATCH, [f"f-segments-{one.replace('_', '-')}-members" for one in groups]
    )
    for slug, count in groups.items():
        window.type(f"#f-segments-{slug.replace('_', '-')}-members", str(count))
        assert page.locator(SAVES.format("yaml")).is_disabled()
        assert page.locator(".answers.stale").count() == 1
    window.wait_for_answer()
    assert page.locator(SAVES.format("yaml")).is_enabled()
    assert window.bill() == bill(**groups)
    seen = page.evaluate("window.seen")
    for shown, count in zip(seen, groups.values(), strict=True):
        assert str(count) in shown
        assert shown.index(str(count)) == len(shown) - 1, shown


def test_windows_and_languages_do_not_mix(window, browser, address):
    other, before = Window(browser, address), window.bill()
    window.type(MEMBERS, "1400")
    window.wait_for_other(before)
    window.page.select_option("#language", "en")
    window.page.wait_for_selector("#summary h3:has-text('Bill of 2027')")
    assert window.page.evaluate("document.documentElement.lang") == "en"
    assert window.page.input_value(MEMBERS) == "1400"
    assert other.bill() == before
    assert other.page.input_value(MEMBERS) == "1528"
    assert other.page.locator("h1").inner_text() == "Formulir iuran"
    other.type(MEMBERS, "1300")
    other.wait_for_other(before)
    assert window.page.input_value(MEMBERS) == "1400"
    window.page.click("#reset")
    window.page.wait_for_selector(f'{BILL}[value="{before!r}"]')
    assert other.bill() < before
    other.page.context.close()


def test_a_region_without_a_baseline_waits_for_its_people(window):
    page = window.page
    page.select_option("#region", "7401")
    page.wait_for_selector("#others li")
    assert page.locator("#summary .card").count() == 0
    page.select_option("#add-group", "rt_rw")
    page.click("button:has-text('Tambah')")
    page.wait_for_selector("#f-segments-rt-rw-eligible")
    window.type("#f-segments-rt-rw-eligible", "500")
    window.type(MEMBERS, "350")
    page.wait_for_selector(BILL)
    assert window.bill() == 350 * 16_800 * 12
    assert window.complaints == []


def test_everybody_can_use_it_and_nothing_leaves_the_machine(window, address):
    from axe_playwright_python.sync_playwright import Axe

    page = window.page
    for state in ("as opened", "with a bad value", "in English"):
        if state == "with a bad value":
            window.type(MEMBERS, "x")
            page.wait_for_selector(f"{MEMBERS}[aria-invalid=true]")
        if state == "in English":
            page.select_option("#language", "en")
            page.wait_for_selector("#summary h3:has-text('Bill of 2027')")
        found = Axe().run(page).response["violations"]
        bad = [one for one in found if one["impact"] in ("serious", "critical")]
        assert not bad, [(one["id"], one["nodes"][0]["html"]) for one in bad]
    assert len(page.locator("#picture").get_attribute("alt")) > 40
    assert page.locator("#summary").get_attribute("aria-live") == "polite"
    unnamed = page.locator("input, select").evaluate_all(
        "all => all.filter((one) => !one.labels.length"
        " && !one.getAttribute('aria-labelledby')).map((one) => one.id)"
    )
    assert unnamed == []
    made_here = "blob:{0.scheme}://{0.netloc}/".format(urlsplit(address))
    within = (address, made_here, "data:")
    outside = [url for url in window.requests if not url.startswith(within)]
    assert outside == []
    assert window.complaints == []


def test_every_control_is_reached_by_tab(window):
    page = window.page
    wanted = set(
        page.locator("select, input, button:enabled, summary").evaluate_all(
            "all => all.map((one, n) => (one.dataset.n = n, String(n)))"
        )
    )
    reached = set()
    for _ in range(len(wanted) + 5):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                """() => {
                  let one = document.activeElement
                  while (one?.shadowRoot?.activeElement)
                    one = one.shadowRoot.activeElement
                  return one?.dataset.n ?? ""
                }"""
            )
        )
    assert wanted <= reached


@pytest.mark.fault("S7.screen")
def test_a_form_that_is_stopped_says_so(browser):
    with serving("-m", "analysis", "form", "--no-show") as (server, address):
        window = Window(browser, address)
        left = Window(browser, address)
        for text in (NIK, "999", NIK):
            left.type(MEMBERS, text)
        left.page.context.close()
        window.page.wait_for_timeout(500)
        server.send_signal(signal.SIGINT)
        said, complained = server.communicate(timeout=30)
        assert server.returncode == 130
        assert said == ""
        assert complained.startswith("Dihentikan. Setiap hasil utuh")
    page = window.page
    page.wait_for_selector(".stop:has-text('Formulir berhenti; jalankan lagi')")
    for control in (MEMBERS, SAVES.format("yaml"), SAVES.format("xlsx"), "#language"):
        assert page.locator(control).is_disabled()
    assert page.locator(".answers.stale").count() == 1
    page.context.close()
