"""A file somebody opens in the form: read by the readers of every scenario."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from types import SimpleNamespace

from analysis.errors import Problem, ScenarioError
from analysis.language import Text
from analysis.report.app.starts import Start, of_scenario
from analysis.scenario import form_texts
from analysis.scenario.build import build
from analysis.scenario.form import read_form
from analysis.scenario.form_package import MAX_FILE_BYTES
from analysis.scenario.load import parse_scenario
from analysis.scenario.schema import Scenario
from analysis.scenario.yamltext import MAX_BYTES, TOO_LARGE, Place, decoded

LIMITS = {".yaml": MAX_BYTES, ".yml": MAX_BYTES, ".xlsx": MAX_FILE_BYTES}


class _Upload(PurePosixPath):
    """The bytes of a file that is on nobody's disk here, under the name it had."""

    data = b""

    def stat(self) -> SimpleNamespace:
        return SimpleNamespace(st_size=len(self.data))

    def read_bytes(self) -> bytes:
        return self.data


def opened(name: str, data: bytes) -> Start:
    """Return the start a file holds.

    Raises ScenarioError with the messages ``iuran check`` has for the same file.
    """
    file = PurePosixPath(name.replace("\\", "/")).name or "berkas"
    suffix = PurePosixPath(file).suffix.lower()
    if suffix not in LIMITS:
        _refuse(file, suffix or file, form_texts.SUFFIX)
    if len(data) > LIMITS[suffix]:
        said = form_texts.TOO_LARGE if suffix == ".xlsx" else TOO_LARGE
        _refuse(file, f"{len(data)} bytes", said)
    return of_scenario(_form(file, data) if suffix == ".xlsx" else _text(file, data))


def _text(file: str, data: bytes) -> Scenario:
    return parse_scenario(decoded(data, Place(file), TOO_LARGE), file)


def _form(file: str, data: bytes) -> Scenario:
    stem = PurePosixPath(file).stem.lower()
    plain = re.sub(r"[^a-z0-9]+", "-", stem).strip("-")[:50] or "formulir"
    upload = _Upload(f"{plain}.xlsx")
    upload.data = data
    form = read_form(upload)
    try:
        scenario = build(form.tree, form.tree, [])
    except ScenarioError as error:
        raise ScenarioError(form.problems(error.problems)) from None
    if problems := form.problems():
        raise ScenarioError(problems)
    return scenario


def _refuse(file: str, found: str, texts: tuple[Text, Text]) -> None:
    raise ScenarioError(Problem(file, "", found, *texts))
