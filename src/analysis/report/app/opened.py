"""A file somebody opens in the form: read by the readers of every scenario."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from types import SimpleNamespace

from analysis.errors import Problem, ScenarioError
from analysis.language import Text, say
from analysis.report.app.starts import Start, of_scenario
from analysis.scenario import form_texts
from analysis.scenario.build import build
from analysis.scenario.form import read_form
from analysis.scenario.form_package import MAX_FILE_BYTES
from analysis.scenario.load import parse_scenario
from analysis.scenario.schema import Scenario
from analysis.scenario.yamltext import MAX_BYTES, TOO_LARGE

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
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        _refuse(file, f"byte 0x{data[error.start]:02x}", _ENCODING)
    return parse_scenario(text, file)


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


_ENCODING = (
    say(id="Berkas bukan teks UTF-8.", en="The file is not UTF-8 text."),
    say(
        id="Simpan ulang dengan penyandian UTF-8.",
        en="Save it again with the encoding UTF-8.",
    ),
)
