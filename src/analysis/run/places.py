"""The command ``iuran region``: all regions, a province, one region, or its file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from analysis import paths
from analysis.errors import Problem, ScenarioError
from analysis.language import Text, say


@dataclass(frozen=True)
class Asked:
    """What was typed after ``iuran region``."""

    place: str
    bps: str | None = None
    new: bool = False
    out: Path | None = None
    every: bool = False


def answer(asked: Asked, lang: str) -> dict[str, str] | None:
    """Print what was asked for; with ``--new`` write a file, return place and code.

    Raises:
        ScenarioError: options that do not go together, or no one region is meant.
        MachineError: the file exists, or cannot be written.
    """
    from analysis.run import region_files, show_region, show_regions
    from analysis.scenario import region_names
    from analysis.scenario.regions import region_pack

    _must_fit(asked)
    if asked.bps is None and not asked.new:
        if not asked.place:
            show_regions.everything(lang)
            return None
        if code := region_names.province_named(asked.place):
            show_regions.province(code, lang)
            return None
    found = region_names.named(asked.place if asked.bps is None else f"bps:{asked.bps}")
    if asked.new:
        path = region_files.write(found.code, asked.out, lang)
        return {"place": paths.reachable(path), "code": found.code}
    show_region.region(found, region_pack(found.code), lang, asked.every)
    return None


def _must_fit(asked: Asked) -> None:
    if asked.place and asked.bps is not None:
        _refuse("--bps", asked.bps, _ONE_NAME)
    if asked.new and not (asked.place or asked.bps):
        _refuse("--new", "", _WHICH)
    if asked.out and not asked.new:
        _refuse("--out", str(asked.out), _OUT)


def _refuse(option: str, found: str, texts: tuple[Text, Text]) -> NoReturn:
    raise ScenarioError(Problem("region", option, found, *texts))


_ONE_NAME = (
    say(
        id="Wilayah disebut satu kali: sebagai kode atau nama, atau dengan --bps.",
        en="Name the region once: by code or name, or with --bps.",
    ),
    say(
        id="Tulis iuran region 7401 atau iuran region --bps 7404",
        en="Write iuran region 7401 or iuran region --bps 7404",
    ),
)
_WHICH = (
    say(id="--new memerlukan satu wilayah.", en="--new needs a region."),
    say(id="Tulis iuran region 7401 --new", en="Write iuran region 7401 --new"),
)
_OUT = (
    say(
        id="--out adalah nama berkas yang ditulis --new.",
        en="--out is the name of the file that --new writes.",
    ),
    say(
        id="Tulis iuran region 7401 --new --out kolaka.yaml",
        en="Write iuran region 7401 --new --out kolaka.yaml",
    ),
)
