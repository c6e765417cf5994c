"""What must hold of every input: no traceback, one sentence a problem, nothing lost."""

from __future__ import annotations

import re
from pathlib import Path

from fuzz_readers import Reader, Seen

IN_TIME = 20.0  # seconds of a processor; the largest inputs take the longest
MOST_LINES, LONGEST_LINE = 21, 6_000
_REMEDY = {"en": "Remedy: ", "id": "Perbaikan: "}
_MORE = re.compile(r"\.\.\. (and \d+ more|dan \d+ lagi)")
_FOUND = re.compile(r"^.*? \((?:found|ditemukan): .*?\): ", re.DOTALL)
_OWN = re.compile(r"`[^`]*`|\d+|\b[A-Za-z_]+(?:[._-][A-Za-z0-9_]+)+")
_GAP = 1e-3


def wrong(reader: Reader, seen: Seen, name: str, lang: str = "en") -> str:
    """Return what was not as promised, "" if all was."""
    if seen.code not in reader.codes:
        return f"exit code {seen.code}: {seen.err.strip()[:300]}"
    if "Traceback (most recent" in seen.out + seen.err:
        return "a traceback"
    if seen.seconds > IN_TIME:
        return f"slow: {seen.seconds:.0f} s"
    lines = seen.err.splitlines()
    if seen.code == 0:
        return "a message, and exit code 0" if _REMEDY[lang] in seen.err else ""
    if not 1 <= len(lines) <= MOST_LINES:
        return f"{len(lines)} lines"
    return next(filter(None, (_of_line(reader, x, name, lang) for x in lines)), "")


def _of_line(reader: Reader, line: str, name: str, lang: str) -> str:
    if _MORE.fullmatch(line):
        return ""
    if _REMEDY[lang] not in line:
        return f"no remedy: {line[:200]}"
    if not line.isprintable():
        return f"not printable: {line[:200]!r}"
    if len(line) > LONGEST_LINE:
        return f"a line of {len(line)} letters: {line[:200]}"
    if reader.named and not _names(line, Path(name)):
        return f"the file is not named: {line[:200]}"
    return ""


def _names(line: str, name: Path) -> bool:
    """Say whether a file is named: the one that was read, or one it extends."""
    return name.name in line or bool(re.match(rf"{name.parent}/[\w-]+\.yaml:\d", line))


def kind(seen: Seen) -> tuple[int, frozenset[str]]:
    """Return code and rules: inputs that are refused alike are of one kind."""
    return seen.code, frozenset(map(_rule, seen.err.splitlines()))


def _rule(line: str) -> str:
    head, _, remedy = line.partition(" Remedy: ")
    rule = _FOUND.sub("", head) if _FOUND.search(head) else head.rpartition(": ")[2]
    return _OWN.sub("#", f"{rule} {remedy.partition(' ')[0]}")[:120]


def signature(complaint: str) -> str:
    """Return what two inputs with the same defect have in common."""
    return _OWN.sub("#", complaint)[:100]


def wrong_scenario(path: Path) -> str:
    """Return what does not hold of a scenario that was accepted, "" if all does."""
    from analysis.scenario.load import load_scenario, parse_scenario

    scenario = load_scenario(path)
    again = parse_scenario(scenario.yaml_text(), "again.yaml")
    if again.resolved() != scenario.resolved():
        return "written out and read again it is another scenario"
    return ""


def wrong_numbers(path: Path, draws: int, years: int) -> str:
    """Run an accepted scenario for some years; return what does not hold."""
    from analysis.errors import ScenarioError
    from analysis.model.projection import project
    from analysis.scenario.load import load_scenario

    try:
        scenario = load_scenario(path, draws=draws, years=years)
    except ScenarioError:  # of entries that need more years
        return ""
    results = project(scenario)
    broken = results.identities().query("not holds")
    if len(broken):
        return f"identities do not hold: {broken['identity'].tolist()}"
    if not results.table["value"].abs().lt(float("inf")).all():
        return "a result that is no number"
    return ""
