"""Compound distributions by `aggregate` and `gemact`: [which, ...] a line.

Answers with processor seconds and the quantiles asked for; reading a text counts,
imports do not. Runs in the peers' environment, started by benchmarks/compound.py.
"""

from __future__ import annotations

import json
import sys
import time

import numpy as np
from aggregate import build
from gemact.lossmodel import Frequency, LossModel, Severity


def by_aggregate(text: str, log2: int, step: float, levels: list[float]) -> list[float]:
    found = build(text, bs=step, log2=log2)
    return [float(found.q(level)) for level in levels]


def by_gemact(
    mean: float, cells: str, nodes: int, step: float, levels: list[float]
) -> list[float]:
    found = LossModel(
        frequency=Frequency(dist="poisson", par={"mu": mean}),
        severity=Severity(dist="lognormal", par={"shape": 1.0}),
        aggr_loss_dist_method="fft",
        n_aggr_dist_nodes=nodes,
        sev_discr_method=cells,
        sev_discr_step=step,
        n_sev_discr_nodes=nodes,
    )
    return [float(np.ravel(found.ppf(level))[0]) for level in levels]


KNOWN = {"aggregate": by_aggregate, "gemact": by_gemact}
answers, sys.stdout = sys.stdout, sys.stderr  # what packages print is no answer
for line in sys.stdin:
    which, *question = json.loads(line)
    started = time.process_time()
    quantiles = KNOWN[which](*question)
    seconds = time.process_time() - started
    print(json.dumps([seconds, quantiles]), file=answers, flush=True)
