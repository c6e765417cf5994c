"""Fewer points of the studies: for what is written of a run, not how close it is."""

from __future__ import annotations

from contextlib import contextmanager

import pytest

from analysis.study import answers_solve, decisions, ensemble, stress, uncertainty

FEW = {
    ensemble: {"POINTS": 128},
    decisions: {"POINTS": 128, "COVER_POINTS": 128},
    stress: {"POINTS": 32},
    uncertainty: {"SOBOL_POINTS": 64},
    answers_solve: {"DRAWS": 32},
}


@contextmanager
def few():
    with pytest.MonkeyPatch.context() as patch:
        for module, numbers in FEW.items():
            for name, value in numbers.items():
                patch.setattr(module, name, value)
        yield patch
