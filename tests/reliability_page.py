"""docs/reliability.md and its Indonesian, written from the catalogue and the records.

``python tests/reliability_page.py`` writes both; a test says whether they are current.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from faults import table

TESTS = Path(__file__).resolve().parent
PAGE = TESTS.parent / "docs" / "reliability.md"
TRANSLATION = PAGE.parent / "locale" / "id" / "LC_MESSAGES" / "reliability.po"
INDONESIAN = TESTS / "faults" / "catalogue.id.yaml"
WORDS = TESTS / "reliability.yaml"
RECORD = "results.json"
Text = Sequence[str]  # English, Indonesian
PO_HEAD = r"""# Terjemahan docs/reliability.md; ditulis oleh tests/reliability_page.py
msgid ""
msgstr ""
"Language: id\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"""


class Page:
    """English Markdown and, beside it, each sentence with its translation."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.pairs: dict[str, str] = {}

    def say(self, text: Text, before: str = "") -> None:
        self.pairs[text[0]] = text[1]
        self.lines += [before + text[0], ""]

    def table(self, header: Iterable[Text], rows: Iterable[Iterable[Text]]) -> None:
        header = tuple(header)
        body = [header, [("---", "")] * len(header), *rows]
        for row in body:
            cells = list(row)
            self.lines.append("| " + " | ".join(cell[0] for cell in cells) + " |")
            self.pairs |= {en: id for en, id in cells if id}
        self.lines.append("")

    def markdown(self) -> str:
        return "\n".join(self.lines).rstrip("\n") + "\n"

    def translation(self) -> str:
        entries = (
            f"msgid {quoted(en)}\nmsgstr {quoted(id)}\n"
            for en, id in self.pairs.items()
        )
        return "\n".join([PO_HEAD, *entries])


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def same(text: str) -> Text:
    return text, text


def said() -> dict[str, Any]:
    return yaml.safe_load(WORDS.read_text(encoding="utf-8"))


def page() -> Page:
    """Return the page as the catalogue and the records of today make it."""
    made, words = Page(), said()
    made.say(words["title"], "# ")
    made.say(words["written"])
    made.say(words["promises_head"], "## ")
    for number, promise in enumerate(words["promises"], 1):
        made.say(promise, f"{number}. ")
    made.say(words["runs_head"], "## ")
    made.say(words["runs_intro"])
    for name in words["runs"]:
        _run(made, name, words)
    made.say(words["faults_head"], "## ")
    made.say(words["faults_intro"])
    made.table(words["fault_header"], _faults())
    made.say(words["elsewhere_head"], "## ")
    made.say(words["elsewhere"])
    return made


def _run(made: Page, name: str, words: Mapping[str, Any]) -> None:
    head, told = words["runs"][name]
    made.say(head, "### ")
    made.say(told)
    path = TESTS / name / RECORD
    if not path.is_file():
        made.say(words["not_run"])
        return
    found = flat(json.loads(path.read_text(encoding="utf-8")))
    rows = ((same(f"`{key}`"), same(f"`{value}`")) for key, value in found.items())
    made.table(words["run_header"], rows)


def flat(record: Mapping[str, Any]) -> dict[str, str]:
    """Return what a record says in one word or number, its summary's too."""
    found = {}
    for key, value in record.items():
        if key == "summary":
            found |= flat(value)
        elif isinstance(value, bool):
            found[key] = "yes" if value else "no"
        elif isinstance(value, int | float | str):
            found[key] = str(value)
    return found


def _faults() -> Iterable[tuple[Text, ...]]:
    words = yaml.safe_load(INDONESIAN.read_text(encoding="utf-8"))
    for row in table.rows():
        done, must = words[row.name]
        ways = same(str(len(row.faults)))
        yield same(f"`{row.name}`"), (row.done, done), (row.must, must), ways


def write() -> None:
    made = page()
    PAGE.write_text(made.markdown(), encoding="utf-8", newline="\n")
    TRANSLATION.write_text(made.translation(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(write())
