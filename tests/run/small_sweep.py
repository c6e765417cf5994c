"""A sweep small enough for a test: three regions of two provinces, two scenarios.

As a script it runs the sweep like the command, with a code hash that does not change
while the tests run: ``python small_sweep.py FILE OUT WORKERS [SECONDS A UNIT TAKES]``.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from analysis.run import manifest, sweep, sweep_unit
from analysis.run.sweep_where import Where

NAME = "small"
CITIES = ("3672", "3673", "3271")
TEXT = """\
schema: 1
name: small
title: {id: "Sapuan kecil", en: "A small sweep"}
why: {id: "Uji.", en: "A test."}
regions: [REGIONS]
scenario:
  first_year: 2027
  years: 2
  draws: 60
  segments:
    pekerja_rentan:
      eligible: {share_of: labour_force, share: 1}
      members: {share_of: labour_force, share: 0.10}
      tariff: {kind: bpu}
      path: {kind: hold}
  budget: {base: revenue, base_idr: region, growth_y: {normal: [0.045, 0.07]}}
variants:
  tenth: {set: {segments.pekerja_rentan.members.share: 0.10}}
  planned: {set: {law.variant: planned}}
"""
# a tariff at the minimum wage, which is not known of this region: it fails
FAILING = "1101"
OF_WAGE = ("{kind: bpu}", "{kind: pu, reported_wage: umk}")


def written(folder: Path, *regions: str, **changes: str) -> Path:
    """Write the sweep of ``regions``; ``changes`` replace parts of its text."""
    codes = ", ".join(f'"{code}"' for code in regions or CITIES)
    text = TEXT.replace("REGIONS", codes)
    for old, new in changes.values():
        assert old in text
        text = text.replace(old, new)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{NAME}.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def data_of(folder: Path) -> dict[str, bytes]:
    """Return what people read in the folder of a sweep: name -> bytes."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    seen = {path.relative_to(folder).as_posix(): path for path in files}
    return {
        name: path.read_bytes()
        for name, path in sorted(seen.items())
        if not name.startswith(".") and name != manifest.FILE
    }


def main(file: str, out: str, workers: str, pause_s: str = "0") -> None:
    """Run the sweep; each unit takes ``pause_s`` longer."""
    manifest.code_hash = lambda: "fixed"
    work, sweep.work = sweep_unit.work, _slow(float(pause_s))
    sweep.work = sweep.work if float(pause_s) else work
    options = sweep.Options(Path(out), Where(int(workers)), lang="en")
    sweep.sweep(file, options)


def _slow(pause_s: float):
    def work(unit):
        print("begins", unit.region, flush=True)
        time.sleep(pause_s)
        return sweep_unit.work(unit)

    return work


if __name__ == "__main__":
    main(*sys.argv[1:])
