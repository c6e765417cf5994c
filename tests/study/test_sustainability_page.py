"""docs/sustainability.md says the sizes the code uses."""

from __future__ import annotations

import math

import pytest

from analysis.evidence import ledger
from analysis.law.parameters import load_law
from analysis.model.sustainability import every_year_cut, pv_cut
from analysis.paths import DOCS
from analysis.study import (
    decisions,
    ensemble,
    other_lines,
    revenue,
    shocks,
    stress,
    uncertainty,
    unknowns,
)
from analysis.study.tariff_shock import balanced_idr_m, published_ratio

PAGE = (DOCS / "sustainability.md").read_text(encoding="utf-8")
LAW = load_law()


def percent(share, decimals=1):
    shown = f"{100 * float(share):.{decimals}f}"
    return shown.rstrip("0").rstrip(".") if decimals else shown


def growth():
    of_revenue, pad = revenue.pooled("revenue"), revenue.pooled("pad")
    yield f"{percent(of_revenue.mean_y)} % (PAD {percent(pad.mean_y, 2)} %)"
    spreads = [one.sd_y * (1 + one.mean_y) for one in (of_revenue, pad)]
    yield f"{percent(spreads[0], 2)} points ({percent(spreads[1])})"
    yield f"{of_revenue.correlation:.2f} ({pad.correlation:.2f})"
    yield f"T = {percent(of_revenue.mean_sd_y)} points"
    yield "(mean {:.3f}, sd {:.3f})".format(*revenue.realised_over_budget())


def sizes():
    cut = LAW.value("transfer_cut_share", shocks.CUT_OF)
    share = LAW.value("transfer_share_of_revenue", "2027-01")
    yield f"({percent(-cut, 2)} %) x share of transfers ({percent(share)} %"
    yield f"e^{shocks.take_up_sd():.3f}"
    jkm = int(LAW.value("bpu_jkm_idr_m", "2027-01"))
    then = balanced_idr_m(jkm, published_ratio())
    yield f"Rp{jkm:,} to Rp{then:,} ({jkm:,} x {percent(published_ratio())} %)"
    staff = sum(ledger.value(one) for one in shocks.ELECTION_STAFF)
    yield f"Cilegon's own {int(staff):,}"
    yield f"{float(unknowns.count_spread()):.3f}"


def points():
    yield f"{ensemble.POINTS:,} points (stress: {stress.POINTS})"
    yield f"2^{int(math.log2(uncertainty.SOBOL_POINTS))} base points"
    yield f"{decisions.COVER_POINTS:,} points"
    assert stress.LIKELY == 0.1
    yield "a chance of one in ten"
    heights = ", ".join(f"{height:g}" for height in other_lines.LINES)
    yield f"K times {heights}"


def weights():
    for name in ("honorarium", "wage"):
        low, high = LAW.quantity(f"poverty_weight_{name}", "2027-01").numbers
        yield f"{float(low):g} to {float(high):g} for those with"


@pytest.mark.parametrize(
    "said", [*growth(), *sizes(), *points(), *weights()], ids=lambda said: said[:20]
)
def test_sizes(said):
    assert said in PAGE


def test_the_example():
    bill, base = [1, 1.5, 2.2, 3], [1000 * 1.05**t for t in range(4)]
    every_year = every_year_cut(bill, base, 0.002)
    present_value = pv_cut(bill, base, 0.002, 0.06)
    assert f"{100 * present_value:.1f} % and {100 * every_year:.1f} %" in PAGE


def test_every_shock_is_listed():
    codes = [one.code for one in stress.STRESSES if one.code]
    assert all(f"| {code} " in PAGE for code in codes)
    rows = PAGE.split("| Name | Change |")[1].split("\n\n")[0].splitlines()[2:]
    assert len(rows) == len(stress.STRESSES)
