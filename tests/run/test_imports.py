"""What each command imports: a heavy package only where its work needs it."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys

import pytest

from analysis.paths import ROOT

HEAVY = {
    *("matplotlib", "papermill", "nbconvert", "nbformat", "nbclient", "jupyter_client"),
    *("statsmodels", "scipy.stats", "sphinx", "openpyxl", "xlsxwriter", "docx"),
    *("panel", "bokeh", "great_tables", "pandera", "joblib", "dask", "distributed"),
    *("IPython", "scipy"),
}
SMALL = ("--years", "1", "--draws", "20", "--force", "--lang", "en")
# command -> the heavy packages it may import; {out} is a new folder
MAY_IMPORT = {
    "--help": set(),
    "check cilegon-baseline": set(),
    "law --date 2024-08 --segment rt_rw": set(),
    "region 7401": set(),
    "run cilegon-baseline --numbers-only --out {out}": {"scipy"},
    "run cilegon-baseline --numbers-only --analysis --out {out}": {
        *("scipy", "scipy.stats"),  # Sobol' points and tests
    },
    "template --region 3672 --out {out}/form.xlsx": {"xlsxwriter", "scipy"},
}
# statsmodels takes longer to load than a run to compute: fits of a series alone
MAY_FIT = {"model/revenue.py"}
REPORT = """
import json, sys
from analysis.__main__ import main
code = main(sys.argv[1:])
sys.stdout.flush()
print("\\n" + json.dumps([code, sorted(sys.modules)]))
"""


def modules_of(words, folder):
    """Run a command in a process of its own; return its exit code and its modules."""
    done = subprocess.run(
        [sys.executable, "-c", REPORT, *words],
        capture_output=True,
        text=True,
        cwd=folder,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
    )
    assert done.returncode == 0, done.stderr
    code, modules = json.loads(done.stdout.splitlines()[-1])
    assert code == 0, done.stderr
    return set(modules)


@pytest.mark.parametrize("command", MAY_IMPORT)
def test_a_command_imports_nothing_heavy_but_what_it_needs(command, tmp_path):
    words = command.format(out=tmp_path).split()
    if words[0] == "run":
        words += SMALL
    found = modules_of(words, tmp_path) & HEAVY
    assert found <= MAY_IMPORT[command], f"{command} imports {sorted(found)}"
    assert found == MAY_IMPORT[command], "the list names what is no longer imported"


def test_statsmodels_is_imported_only_where_a_series_is_fitted():
    source = ROOT / "src" / "analysis"
    inside, on_top = set(), set()
    for path in source.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        top = set(tree.body)
        for node in ast.walk(tree):
            names = [getattr(node, "module", None) or ""]
            names += [one.name for one in getattr(node, "names", ())]
            is_import = isinstance(node, ast.Import | ast.ImportFrom)
            if is_import and any(n.split(".")[0] == "statsmodels" for n in names):
                (on_top if node in top else inside).add(
                    path.relative_to(source).as_posix()
                )
    assert inside == MAY_FIT
    assert not on_top
