"""Run folders as the site needs them: finished planning baselines, in order."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from analysis.errors import MachineError, Problem
from analysis.language import LANGUAGES, say
from analysis.report.page_links import Leaf
from analysis.report.site_city import BASELINE, CityRun, Figure
from analysis.report.site_home import OVERVIEW
from analysis.run import manifest
from analysis.scenario.regions import region_pack

_NONE = say(
    id="Tidak ada hasil dasar perencanaan yang selesai di folder ini.",
    en="No finished run of a planning baseline stands in this folder.",
)
_RUN = say(
    id="jalankan `make report`, atau `iuran run cilegon-baseline`, lalu ulangi.",
    en="run `make report`, or `iuran run cilegon-baseline`, and try again.",
)
_INCOMPLETE = say(
    id="Folder hasil ini tidak lengkap atau rusak.",
    en="This run folder is incomplete or damaged.",
)
_AGAIN = say(
    id="hapus folder itu lalu jalankan skenarionya lagi.",
    en="delete the folder and run its scenario again.",
)


def found(reports: Path) -> list[CityRun]:
    """Return the finished baselines of ``reports`` that have pages.

    Raises:
        MachineError: there is none, or one of them lacks a file.
    """
    runs = [_whole(folder) for folder in folders(reports) if is_baseline(folder)]
    if not runs:
        raise MachineError(Problem(reports.name, "", "", _NONE, _RUN))
    return runs


def folders(reports: Path) -> Iterator[Path]:
    """Yield every finished folder of ``reports``, in the order of names."""
    for path in sorted(reports.glob(f"[!.]*/{manifest.FILE}")):  # . is under way
        if stated(path.parent).get("status") == "ok":
            yield path.parent


def stated(folder: Path) -> dict[str, Any]:
    """Return what a folder's manifest says, nothing where it cannot be read."""
    return manifest.read(folder) or {}


def is_baseline(folder: Path) -> bool:
    """Say whether a finished folder is a planning baseline with its pages."""
    named = folder.name.endswith(BASELINE)
    return named and stated(folder).get("kind") == "scenario" and _has_pages(folder)


def _has_pages(folder: Path) -> bool:
    return (folder / "findings.json").is_file() and (folder / "index.html").is_file()


def _whole(folder: Path) -> CityRun:
    import yaml

    try:
        return read(folder)
    except (OSError, ValueError, LookupError, TypeError, yaml.YAMLError) as error:
        problem = Problem(folder.name, "", str(error)[:120], _INCOMPLETE, _AGAIN)
        raise MachineError(problem) from error


def read(folder: Path) -> CityRun:
    """Return a run folder; where one language is missing the other stands in."""
    import yaml

    about = stated(folder)
    first = about["options"]["lang"]
    leaves = {lang: _leaf(folder, lang, first) for lang in LANGUAGES}
    pages = {
        one: (folder / leaf.page).read_text("utf-8") for one, leaf in leaves.items()
    }
    scenario = yaml.safe_load((folder / "scenario.yaml").read_text("utf-8"))
    return CityRun(
        name=folder.name,
        manifest=about,
        why=scenario["why"] or about["title"],
        findings=json.loads((folder / "findings.json").read_text("utf-8")),
        figures={one: _figures(folder / leaf.figures) for one, leaf in leaves.items()},
        headlines=_headlines(folder),
        pages=pages,
        page_files={one: leaf.page for one, leaf in leaves.items()},
        files={p.name: p.stat().st_size for p in folder.iterdir() if p.is_file()},
        place=region_pack(about["region"]).name,
        numbers=_numbers(folder / "results.parquet", about["first_year"]),
    )


def _leaf(folder: Path, lang: str, first: str) -> Leaf:
    leaf = Leaf(lang, first)
    return leaf if (folder / leaf.page).is_file() else leaf.twin


def _figures(folder: Path) -> list[Figure]:
    from PIL import Image

    shown = []
    for path in sorted(folder.glob("*.png")):
        words = json.loads(path.with_suffix(".json").read_text("utf-8"))
        with Image.open(path) as picture:
            shown.append(Figure(path.stem, folder.name, *picture.size, words=words))
    return shown


def _headlines(folder: Path) -> dict[str, str]:
    """Return the text of each headline picture: its numbers, for who cannot see it."""
    found = {lang: folder / f"headline-{lang}.json" for lang in LANGUAGES}
    return {
        lang: json.loads(words.read_text("utf-8"))["alt"]
        for lang, words in found.items()
        if words.is_file() and words.with_suffix(".png").is_file()
    }


def _numbers(path: Path, first_year: int) -> dict[str, float]:
    """Return what the overview shows: variable -> its number for all, first year."""
    import pandas as pd

    table = pd.read_parquet(path, filters=[("variable", "in", list(OVERVIEW))])
    table = table[table["statistic"].eq("central")]
    for dimension in ("segment", "programme", "funder"):
        table = table[table[dimension].eq("all")]
    at_first = table["year"].astype(str).isin([str(first_year), "all"])
    return table[at_first].set_index("variable")["value"].to_dict()
