"""Claims and contributions a source printed side by side, and what they leave open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.model.claims import loss_ratio
from analysis.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from analysis.law.dated import Law
    from analysis.model.projection import Results

REJECTED = "rejected"
BOTH = "jkk+jkm"
LOWEST_TARIFF_SHARE = 0.4  # of the tariff in force, drawn
POINTS = 61


@dataclass(frozen=True)
class Published:
    """One published ratio: money in and out, by when, and the law of that month.

    ``payment_idr``: the JKM death benefit; ``tariff_idr_m``: the full BPU tariff.
    """

    claims_id: str
    contributions_id: str
    as_of: str
    claims_idr: float
    contributions_idr: float
    payment_idr: float
    tariff_idr_m: float

    @property
    def ratio(self) -> float:
        """Return claims over contributions as printed."""
        return self.claims_idr / self.contributions_idr

    @property
    def deaths(self) -> float:
        """Return the deaths the claims would be if they were nothing else."""
        return self.claims_idr / self.payment_idr

    @property
    def person_years(self) -> float:
        """Return the exposure the contributions would be at the full tariff."""
        return self.contributions_idr / self.tariff_idr_m / MONTHS_PER_YEAR

    def at(self, tariffs_idr_m: np.ndarray) -> pd.DataFrame:
        """Return what fits the money, a row a mean tariff."""
        return loss_ratio.fitting(
            self.claims_idr,
            self.contributions_idr,
            tariffs_idr_m=np.asarray(tariffs_idr_m),
            payment_idr=self.payment_idr,
        )

    def curve(self) -> pd.DataFrame:
        """Return what fits if part of the months were paid below the full tariff."""
        low = LOWEST_TARIFF_SHARE * self.tariff_idr_m
        return self.at(np.linspace(low, self.tariff_idr_m, POINTS))


def published(results: Results) -> Published | None:
    """Return the last ratio published for the region of a run, None without one."""
    from analysis.evidence.ledger import ledger

    found = list(pairs(ledger(), results.scenario.region, results.law))
    return max(found, key=lambda one: one.as_of) if found else None


def pairs(ledger: pd.DataFrame, region: str, law: Law) -> Iterator[Published]:
    """Yield claims and contributions of one source, group and time, both programmes."""
    here = ledger[(ledger["region"] == region) & (ledger["programme"] == BOTH)]
    here = here[(here["status"] != REJECTED) & here["value"].notna()]
    same = ["source_id", "segment", "as_of", "period_start", "period_end"]
    claims = here[here["concept"] == "claims_idr"]
    paid = here[here["concept"] == "contributions_idr"]
    for row in claims.merge(paid, on=same, suffixes=("", "_in")).to_dict("records"):
        yield _published(row, law)


def _published(row: dict[str, str], law: Law) -> Published:
    from analysis.law.benefits import jkm_death_benefit_idr
    from analysis.law.tariff import tariff

    month = f"{row['as_of'][:4]}-{row['as_of'][5:7] or '12'}"
    return Published(
        claims_id=row["claim_id"],
        contributions_id=row["claim_id_in"],
        as_of=row["as_of"],
        claims_idr=float(row["value"]),
        contributions_idr=float(row["value_in"]),
        payment_idr=float(jkm_death_benefit_idr(month, law)),
        tariff_idr_m=float(tariff("bpu", month, law).total_idr_m),
    )
