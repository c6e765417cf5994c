"""10,000 member groups by month in `lifelib` and `cashflower`, answered in totals.

A line names the package; the answer is processor seconds and the totals of people,
contributions and claims of each month. Reading tables and building models does not
count. Runs in the peers' environment, started by benchmarks/members.py with the file of
groups and the folder to work in.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
import time
from pathlib import Path

import lifelib
import modelx
import numpy as np
import pandas as pd

GROUPS, FOLDER = Path(sys.argv[1]), Path(sys.argv[2])
MONTHS = 240

INPUT = """
import pandas as pd
from cashflower import ModelPointSet
group = ModelPointSet(data=pd.read_csv({groups!r}))
rates = pd.read_csv({rates!r}).set_index("age")["rate_y"].to_dict()
"""
MODEL = """
from cashflower import variable
from input import group, rates

@variable()
def death_rate_m(t):
    age = group.get("age") + t // 12
    return 1 - (1 - rates[age]) ** (1 / 12)

@variable()
def people(t):
    if t == 0:
        return group.get("people")
    left = people(t - 1) - deaths(t - 1)
    return left * (1 - group.get("leave_y")) ** (1 / 12)

@variable()
def deaths(t):
    return people(t) * death_rate_m(t)

@variable()
def contributions(t):
    return people(t) * group.get("tariff_idr_m")

@variable()
def claims(t):
    return deaths(t) * group.get("benefit_idr")
"""


class Lifelib:
    """BasicTerm_M with our groups, rates and tariffs in place of its samples."""

    def __init__(self) -> None:
        source = Path(lifelib.__file__).parent / "libraries" / "basiclife"
        self.space = modelx.read_model(source / "BasicTerm_M").Projection
        groups = pd.read_csv(GROUPS)
        points = pd.DataFrame(
            {
                "age_at_entry": groups["age"],
                "policy_term": MONTHS // 12,
                "policy_count": groups["people"],
                "sum_assured": groups["benefit_idr"],
                "tariff_idr_m": groups["tariff_idr_m"],
                "leave_y": groups["leave_y"],
            }
        )
        rate = pd.read_csv(GROUPS.with_name("rates.csv")).set_index("age")["rate_y"]
        self.space.model_point_table = points
        self.space.mort_table = pd.DataFrame({str(d): rate for d in range(6)})
        self.space.pols_if_init.formula = lambda: model_point()["policy_count"]  # noqa: F821 - the model's own name
        self.space.lapse_rate.formula = lambda t: model_point()["leave_y"]  # noqa: F821 - the model's own name
        self.space.premium_pp.formula = lambda: model_point()["tariff_idr_m"]  # noqa: F821 - the model's own name

    def totals(self) -> list[np.ndarray]:
        self.space.clear_all()
        cells = (self.space.pols_if, self.space.premiums, self.space.claims)
        return [np.array([cell(t).sum() for t in range(MONTHS)]) for cell in cells]


class Cashflower:
    """A model of five variables, its results added up over all groups."""

    def __init__(self) -> None:
        files = {"groups": str(GROUPS), "rates": str(GROUPS.with_name("rates.csv"))}
        (FOLDER / "input.py").write_text(INPUT.format(**files), "utf-8")
        (FOLDER / "model.py").write_text(MODEL, "utf-8")
        os.chdir(FOLDER)
        sys.path.insert(0, str(FOLDER))

    def totals(self) -> list[np.ndarray]:
        from cashflower import run

        settings = {
            "T_MAX_CALCULATION": MONTHS - 1,
            "T_MAX_OUTPUT": MONTHS - 1,
            "SAVE_OUTPUT": False,
        }
        words, sys.argv = sys.argv, sys.argv[:1]  # cashflower reads the command line
        with contextlib.redirect_stdout(io.StringIO()):
            found, _, _ = run(settings=settings, path=str(FOLDER))
        sys.argv = words
        return [
            found[name].to_numpy() for name in ("people", "contributions", "claims")
        ]


KINDS = {"lifelib": Lifelib, "cashflower": Cashflower}
known: dict[str, Lifelib | Cashflower] = {}
answers, sys.stdout = sys.stdout, sys.stderr  # what packages print is no answer
for line in sys.stdin:
    (which,) = json.loads(line)
    model = known.setdefault(which, None) or KINDS[which]()
    known[which] = model
    started = time.process_time()
    totals = model.totals()
    seconds = time.process_time() - started
    print(
        json.dumps([seconds, *(t.tolist() for t in totals)]), file=answers, flush=True
    )
