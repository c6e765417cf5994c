"""Credibility: how far a group's own experience counts, and what groups share.

Ratios are deaths over expected deaths or over person-years: both kinds of exposure
stand in the same formulas.
"""

from analysis.model.credibility.groups import (
    BetweenGroups,
    between_groups,
    collective,
    pooled,
    pooled_variants,
)
from analysis.model.credibility.poisson import (
    GammaPoisson,
    gamma_poisson,
    next_ratio,
)
from analysis.model.credibility.straub import Credibility, buhlmann_straub

__all__ = [
    "BetweenGroups",
    "Credibility",
    "GammaPoisson",
    "between_groups",
    "buhlmann_straub",
    "collective",
    "gamma_poisson",
    "next_ratio",
    "pooled",
    "pooled_variants",
]
