"""Measure all targets, or those of the groups named, and write what was reached.

``python -m benchmarks`` or ``python -m benchmarks core sweep``: each group is a module
of this package whose ``rows()`` returns what it measured. Results go into results.json
beside those of the other groups, the table into docs/performance.md.
"""

from __future__ import annotations

import os
import sys
import time
from importlib import import_module

os.environ.setdefault("OMP_NUM_THREADS", "1")

from benchmarks import page
from benchmarks.targets import BY_ID, GROUPS


def main(names: list[str]) -> int:
    """Run the groups named, all without names."""
    unknown = [name for name in names if name not in GROUPS]
    if unknown:
        print(f"{', '.join(unknown)}: no such group; there are {', '.join(GROUPS)}")
        return 3
    for name in names or GROUPS:
        started = time.perf_counter()
        rows = import_module(f"benchmarks.{name}").rows()
        results = page.saved(rows)
        print(f"{name}: {time.perf_counter() - started:.0f} s")
        for row in rows:
            told = results["rows"][row.id]
            kept = page.verdict(BY_ID[row.id], told)
            print(f"  {row.id}: {told['values'] or told['reason']} {kept}")
    print("\n".join(line for line in page.page(page.read()).splitlines()[2:]))
    print(f"-> {page.written(page.read()).name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
