"""Files of regions, sweeps and scenarios: telling them apart, writing, checking."""

from __future__ import annotations

import os.path
import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from analysis import paths
from analysis.errors import IuranError, Problem, ScenarioError
from analysis.language import Text, say
from analysis.run import newfile
from analysis.run.store import SLUG

SUFFIX = ".yaml"
_KEY = re.compile(r"^(\w+)\s*:", re.MULTILINE)
_REGION = re.compile(r"""^region\s*:\s*["']?([0-9.]+)""", re.MULTILINE)
_ONLY_SCENARIOS = {"schema", "title", "segments", "first_year", "years", "extends"}
_NO_REGION = {"segments", "first_year", "years", "extends"}
_ONLY_SWEEPS = {"regions", "scenario", "grid", "variants"}
_READ_AT_MOST = 1_000_000


def write(code: str, out: Path | None, lang: str) -> Path:
    """Write the file of a region to fill in and return its path.

    Raises:
        ScenarioError: the name is not one of a YAML file.
        MachineError: the file exists, or its folder cannot be written.
    """
    from analysis.scenario.region_blank import blank
    from analysis.scenario.regions import region_pack

    path = out or paths.REGIONS / f"{code}{SUFFIX}"
    if path.suffix.lower() != SUFFIX:
        raise ScenarioError(Problem("--out", "", str(path), *_SUFFIX))
    newfile.write(path, blank(region_pack(code), lang).encode("utf-8"))
    return path


def is_region_file(path: Path) -> bool:
    """Say whether a file holds the facts of a region rather than a scenario."""
    if path.suffix.lower() != SUFFIX or not os.path.isfile(path):
        return False
    keys = _keys(path)
    return "region" in keys and not keys & _ONLY_SCENARIOS


def is_sweep_file(path: Path) -> bool:
    """Say whether a file asks for a sweep over regions, by its keys or its place."""
    keys = _keys(path)
    if not keys:
        return False
    own = path.resolve().parent == paths.SWEEPS.resolve()
    return bool(keys & _ONLY_SWEEPS) or (own and not keys & _NO_REGION)


def sweep_of(word: str) -> Path | None:
    """Return the sweep a word means, by its path or a name no scenario has."""
    path = _meant(word, paths.SWEEPS, paths.SCENARIOS)
    return path if path and is_sweep_file(path) else None


def refuse_sweep(word: str) -> None:
    """Raise ScenarioError with the right command if ``word`` means a sweep."""
    path = sweep_of(word)
    if path and not _keys(path) & _NO_REGION:
        rule, remedy = _A_SWEEP
        raise ScenarioError(Problem(paths.shown(path), "", "", rule, _of(remedy, word)))


def refuse_scenario(word: str) -> None:
    """Raise ScenarioError with the right command if ``word`` means a scenario."""
    path = _meant(word, paths.SCENARIOS, paths.SWEEPS)
    keys = _keys(path) if path else set()
    if path and keys & _NO_REGION and not keys & _ONLY_SWEEPS:
        rule, remedy = _A_SCENARIO
        raise ScenarioError(Problem(paths.shown(path), "", "", rule, _of(remedy, word)))


def _meant(word: str, folder: Path, other: Path) -> Path | None:
    """Return the file of a path, or of a name in ``folder`` that ``other`` lacks."""
    path = Path(word)
    if not SLUG.fullmatch(word):
        return path
    known = os.path.isdir(path) or (other / f"{word}{SUFFIX}").is_file()
    return None if known else folder / f"{word}{SUFFIX}"


def _of(text: Text, word: str) -> Text:
    return say(id=text["id"].format(file=word), en=text["en"].format(file=word))


def sweeps_apart(named: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """Return the sweep files among ``named`` and in its folders, and all else."""
    sweeps: list[Path] = []
    others: list[Path] = []
    for path in named:
        inside = sorted(path.glob(f"*{SUFFIX}")) if os.path.isdir(path) else [path]
        found = [one for one in inside if is_sweep_file(one)]
        sweeps += found
        others += [one for one in inside if one not in found] if found else [path]
    return sweeps, others


def apart(named: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """Return the files of regions among ``named``, and everything else.

    A folder that holds nothing but files of regions stands for them.
    """
    regions: list[Path] = []
    others: list[Path] = []
    for path in named:
        inside = sorted(path.glob(f"*{SUFFIX}")) if os.path.isdir(path) else [path]
        all_regions = bool(inside) and all(map(is_region_file, inside))
        regions += inside if all_regions else []
        others += [] if all_regions else [path]
    return regions, others


def problems(files: Sequence[Path]) -> list[IuranError]:
    """Return what is wrong in files of regions, an error for each that is."""
    found = []
    for path in files:
        try:
            _check(path)
        except IuranError as error:
            found.append(error)
    return found


def sweep_problems(files: Sequence[Path]) -> list[IuranError]:
    """Return what is wrong in sweep files, an error for each that is."""
    from analysis.scenario.sweep_file import load_sweep

    found = []
    for path in files:
        try:
            load_sweep(path)
        except IuranError as error:
            found.append(error)
    return found


def _check(path: Path) -> None:
    from analysis.scenario.region_checks import checked_facts
    from analysis.scenario.regions import text_of

    text = text_of(path)
    own = path.resolve().parent == paths.REGIONS.resolve()
    written = _REGION.search(text)
    code = path.stem if own or not written else written[1]
    checked_facts(text, paths.shown(path), code)


def _keys(path: Path) -> set[str]:
    """Return the keys of a file's first level; none where it cannot be read."""
    if path.suffix.lower() != SUFFIX:
        return set()
    with suppress(OSError), path.open(encoding="utf-8", errors="replace") as stream:
        return set(_KEY.findall(stream.read(_READ_AT_MOST).removeprefix("\ufeff")))
    return set()


_A_SWEEP = (
    say(
        id="Ini sapuan (banyak wilayah), bukan skenario.",
        en="This is a sweep (many regions), not a scenario.",
    ),
    say(id="jalankan: iuran sweep {file}", en="run: iuran sweep {file}"),
)
_A_SCENARIO = (
    say(
        id="Ini skenario (satu wilayah), bukan sapuan.",
        en="This is a scenario (one region), not a sweep.",
    ),
    say(id="jalankan: iuran run {file}", en="run: iuran run {file}"),
)


_SUFFIX = (
    say(id="Berkas wilayah berakhiran .yaml.", en="A region's file ends in .yaml."),
    say(id="Tulis misalnya --out 7401.yaml", en="Write for example --out 7401.yaml"),
)
