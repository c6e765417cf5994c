"""Files of regions: writing one to fill in, telling them from scenarios, checking."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from analysis import paths
from analysis.errors import InputDataError, IuranError, Problem, ScenarioError
from analysis.language import say
from analysis.run import newfile

SUFFIX = ".yaml"
_KEY = re.compile(r"^(\w+)\s*:", re.MULTILINE)
_REGION = re.compile(r"""^region\s*:\s*["']?([0-9.]+)""", re.MULTILINE)
_ONLY_SCENARIOS = {"schema", "title", "segments", "first_year", "years", "extends"}
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
    if path.suffix.lower() != SUFFIX or not path.is_file():
        return False
    keys = set(_KEY.findall(_start(path)))
    return "region" in keys and not keys & _ONLY_SCENARIOS


def is_sweep_file(path: Path) -> bool:
    """Say whether a file asks for a sweep over regions."""
    if path.suffix.lower() != SUFFIX or not path.is_file():
        return False
    return "regions" in _KEY.findall(_start(path))


def apart(named: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """Return the files of regions among ``named``, and everything else.

    A folder that holds nothing but files of regions stands for them.
    """
    regions: list[Path] = []
    others: list[Path] = []
    for path in named:
        inside = sorted(path.glob(f"*{SUFFIX}")) if path.is_dir() else [path]
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

    shown = paths.shown(path)
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise InputDataError(Problem(shown, "", "", *_ENCODING)) from None
    own = path.resolve().parent == paths.REGIONS.resolve()
    written = _REGION.search(text)
    code = path.stem if own or not written else written[1]
    checked_facts(text, shown, code)


def _start(path: Path) -> str:
    with path.open(encoding="utf-8", errors="replace") as stream:
        return stream.read(_READ_AT_MOST)


_SUFFIX = (
    say(id="Berkas wilayah berakhiran .yaml.", en="A region's file ends in .yaml."),
    say(id="Tulis misalnya --out 7401.yaml", en="Write for example --out 7401.yaml"),
)
_ENCODING = (
    say(id="Berkas bukan teks UTF-8.", en="The file is not UTF-8 text."),
    say(
        id="Simpan ulang dengan penyandian UTF-8.",
        en="Save it again with the encoding UTF-8.",
    ),
)
