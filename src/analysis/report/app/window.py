"""The page of one browser window: its entries, its last good answer, its language."""

from __future__ import annotations

import base64
import binascii
import logging
from collections.abc import Callable
from functools import partial
from io import BytesIO
from traceback import format_exc
from typing import Any, ClassVar

import panel as pn
import param

from analysis.errors import IuranError, ScenarioError
from analysis.model.projection import bills
from analysis.model.results import Results
from analysis.privacy import masked
from analysis.report import figures
from analysis.report.app import answers, fields, words
from analysis.report.app.entries import Entries
from analysis.report.app.opened import opened
from analysis.report.app.starts import FIRST_REGION, start
from analysis.report.app.state import Checked, checked
from analysis.report.form import write_form
from analysis.scenario.fields import MAX_TEXT
from analysis.scenario.region_names import codes
from analysis.scenario.schema import Scenario

LANGUAGES = ("id", "en")
# long enough for edits that wait in the socket to come first
_ANSWER_MS, _DRAW_MS = 50, 250
Said = dict[str, Any]


class Page(pn.custom.JSComponent):
    """Form and answers; the browser sends what is typed, the rest is kept here."""

    regions = param.List(doc="all kabupaten and kota, by province")
    form = param.Dict(doc="the left column, see fields.page")
    shown = param.Dict(doc="the right column")
    picture = param.Dict(default={})

    _esm: ClassVar = "form.js"
    _stylesheets: ClassVar = ["form.css"]

    def __init__(self, lang: str = "id") -> None:
        self._lang = lang
        self._entries = Entries(start(FIRST_REGION))
        self._checked: Checked = Checked(None)
        self._results: Results | None = None
        self._refused: list[str] = []
        self._computed = self._entries  # what the results are of, if there are any
        self._seq = 0  # number of the browser's last message
        self._turn = 0  # number of the numbers shown
        super().__init__(regions=fields.regions())
        self._answer()

    def _handle_msg(self, msg: Said) -> None:
        """Do what the browser asks; what is no request does nothing."""
        asked = _ASKED.get(msg.get("do")) if isinstance(msg, dict) else None
        if asked is None:
            return
        if asked is Page._save:
            self._guarded(partial(asked, self, msg))
            return
        self._seq, self._refused = msg.get("seq", self._seq), []
        self._guarded(partial(asked, self, msg))
        self._checked = Checked(None)  # nothing to save before it is answered
        _later(partial(self._newest, self._answer, self._seq), _ANSWER_MS)

    def _newest(self, do: Callable[[], None], seq: int) -> None:
        """Do it unless something newer has been asked since."""
        if seq == self._seq:
            self._guarded(do)

    def _guarded(self, do: Callable[[], None]) -> None:
        try:
            do()
        except Exception:  # a defect of ours: the window lives on, the log has it
            logging.getLogger(__name__).error(masked(format_exc()))
            self._refused = [words.DEFECT[self._lang]]
            self._show(self.form, self.shown)

    def _show(self, form: Said, shown: Said) -> None:
        """Show both columns as the answer to the browser's last message."""
        form = {**form, "seq": self._seq, "refused": self._refused}
        self.param.update(form=form, shown={**shown, "seq": self._seq})

    def _set(self, msg: Said) -> None:
        if msg["key"] in self._entries.fields():
            self._entries = self._entries.set(msg["key"], str(msg["value"])[:MAX_TEXT])

    def _add(self, msg: Said) -> None:
        self._entries = self._entries.add(str(msg["slug"]))

    def _remove(self, msg: Said) -> None:
        self._entries = self._entries.remove(str(msg["slug"]))

    def _region(self, msg: Said) -> None:
        if msg["code"] in codes():
            self._begin(Entries(start(msg["code"])))

    def _reset(self, _: Said) -> None:
        self._begin(Entries(self._entries.start))

    def _language(self, msg: Said) -> None:
        if msg["lang"] in LANGUAGES:
            self._lang, self._turn = msg["lang"], self._turn + 1

    def _open(self, msg: Said) -> None:
        try:
            data = base64.b64decode(msg["data"], validate=True)
            self._begin(Entries(opened(str(msg["name"]), data)))
        except binascii.Error:
            return
        except ScenarioError as error:
            said = (problem.sentence(self._lang) for problem in error.problems[:5])
            self._refused = list(said)

    def _begin(self, entries: Entries) -> None:
        self._entries, self._results, self._turn = entries, None, self._turn + 1

    def _answer(self) -> None:
        """Check the entries, compute if they are right, and show; then the picture."""
        self._checked = checked(self._entries)
        if self._checked.scenario is not None:
            self._compute(self._checked.scenario)
        results, lang = self._results, self._lang
        form = fields.page(self._entries, self._checked, lang)
        shown = {
            "old": results is not None and self._checked.scenario is None,
            "summary": answers.summary(results, lang) if results else "",
            "details": answers.details(results, lang) if results else "",
            "turn": self._turn,
        }
        self._show(form, shown)
        if self.picture.get("turn") != self._turn:
            _later(partial(self._newest, self._draw, self._seq), _DRAW_MS)

    def _compute(self, scenario: Scenario) -> None:
        if self._results is not None and self._computed == self._entries:
            return
        try:
            self._results, self._turn = bills(scenario), self._turn + 1
            self._computed = self._entries
        except IuranError as error:
            said = tuple(words.advice(problem) for problem in error.problems)
            self._checked = Checked(None, others=said)

    def _draw(self) -> None:
        """Show band and picture."""
        results, lang = self._results, self._lang
        if results is None:
            self.picture = {}
            return
        drawn = figures.plot(results, "carried", lang)
        data = base64.b64encode(drawn.png()).decode("ascii")
        self.picture = {
            "src": f"data:image/png;base64,{data}",
            "alt": drawn.words.alt,
            "whole": answers.whole(results, lang),
            "turn": self._turn,
        }

    def _save(self, msg: Said) -> None:
        """Send the scenario as a file; nothing is written on this side."""
        scenario = self._checked.scenario
        if scenario is not None and msg["kind"] in _FILES:
            data = _FILES[msg["kind"]](scenario, self._lang)
            name = f"{scenario.name}.{msg['kind']}"
            self._send_msg({"name": name, "data": base64.b64encode(data).decode()})


def _yaml(scenario: Scenario, _: str) -> bytes:
    return scenario.yaml_text().encode()


def _form(scenario: Scenario, lang: str) -> bytes:
    book = BytesIO()
    write_form(book, lang=lang, scenario=scenario)
    return book.getvalue()


_FILES = {"yaml": _yaml, "xlsx": _form}
_ASKED: dict[Any, Callable[[Page, Said], None]] = {
    "set": Page._set,
    "add": Page._add,
    "remove": Page._remove,
    "region": Page._region,
    "reset": Page._reset,
    "language": Page._language,
    "open": Page._open,
    "save": Page._save,
}


def _later(do: Callable[[], None], wait_ms: int) -> None:
    """Do it once what is under way is done; at once where there is no browser."""
    if pn.state.curdoc and pn.state.curdoc.session_context:
        pn.state.curdoc.add_timeout_callback(do, wait_ms)
    else:
        do()
