"""Estimates on the disk: written together, and read only as they were written.

``make data`` does not write them: ``iuran forecast`` and the simulation study do.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from analysis import paths, refusals
from analysis.errors import InputDataError
from analysis.evidence import table_texts as texts
from analysis.evidence.writing import all_at_once

HASHES = "estimates.json"


def write(files: Mapping[str, bytes]) -> list[Path]:
    """Write the files of one calibration into ``data/processed`` and return them.

    Raises MachineError where the disk refuses; then nothing has changed.
    """
    told = {name: _sha256(data) for name, data in files.items()}
    text = json.dumps(told, indent=2, sort_keys=True) + "\n"
    placed = {paths.PROCESSED / name: data for name, data in files.items()}
    vouching = {paths.PROCESSED / HASHES: text.encode()}  # the last
    with refusals.told():
        all_at_once(placed | vouching, paths.PROCESSED)
    return list(placed)


def read(name: str) -> bytes:
    """Return an estimate; one of a calibration must be the one that it wrote.

    Raises InputDataError where it was not made yet, was changed, or lies beside files
    of another calibration.
    """
    path = paths.PROCESSED / name
    if not path.is_file():
        raise InputDataError(texts.no_estimate(path))
    data = path.read_bytes()
    if _hashes().get(name, _sha256(data)) != _sha256(data):
        raise InputDataError(texts.damaged_estimate(path))
    return data


def _hashes() -> dict[str, str]:
    path = paths.PROCESSED / HASHES
    try:
        return dict(json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError):
        raise InputDataError(texts.no_estimate(path)) from None


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
