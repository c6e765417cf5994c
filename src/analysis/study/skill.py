"""Tables of a back-test: errors, intervals, skill and what they are allowed to say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import numpy as np
import pandas as pd

from analysis.language import Text, say
from analysis.model import growth
from analysis.study import scores
from analysis.study.backtest import forecasts

REFERENCES = (growth.PERSISTENCE, growth.LINEAR)
ALL = "all"
RESAMPLES = 2000
NOT_DEMONSTRABLE, TOO_NARROW, WORSE, HOLDS = (
    "not_demonstrable",
    "too_narrow",
    "worse_than_persistence",
    "holds",
)
VERDICTS: Mapping[str, Text] = {
    NOT_DEMONSTRABLE: say(
        id="Kalibrasi belum dapat ditunjukkan: kurang dari 30 prakiraan.",
        en="Calibration not demonstrable: fewer than 30 forecasts.",
    ),
    TOO_NARROW: say(
        id="Rentang terlalu sempit: terlalu sering meleset.",
        en="The intervals are too narrow: they miss too often.",
    ),
    WORSE: say(
        id="Lebih buruk daripada anggapan bahwa tidak ada yang berubah.",
        en="Worse than assuming that nothing changes.",
    ),
    HOLDS: say(
        id="Rentang 80% memuat cukup banyak angka yang kemudian terbit.",
        en="The 80% intervals held often enough.",
    ),
}


def summary(rows: pd.DataFrame, *, seed: int) -> pd.DataFrame:
    """Return scores by method and class of horizon (and ``all``), from ``backtest``.

    Columns: ``n`` forecasts of ``regions`` regions, mean ``crps``, ``crps_log``,
    ``absolute_error``, ``wis``, ``width_80``; ``in_50, in_80, in_95`` with the Wilson
    interval of ``in_80``; for each reference ``skill_... = 1 - crps / crps of the
    reference`` with ``se_``, ``low_`` and ``high_`` (90 %) from a bootstrap of whole
    regions, paired; ``verdict``. The Wilson interval counts forecasts of one region as
    independent, which they are not: it is too narrow.
    """
    rows = rows.assign(width_80=rows["high_80"] - rows["low_80"])
    classes = [(ALL, rows), *((str(h), part) for h, part in rows.groupby("horizon"))]
    lines = [line for name, part in classes for line in _lines(name, part, seed)]
    return pd.DataFrame(lines)


def _lines(horizon: str, rows: pd.DataFrame, seed: int) -> Iterator[dict]:
    wide = rows.pivot_table(
        index=["series", "made_on", "target_date", "region"],
        columns="method",
        values="crps",
        sort=False,
    )
    skills = _skills(wide, seed)
    for method, part in rows.groupby("method", sort=False):
        line = {"method": method, "horizon": horizon, "n": len(part)}
        line["regions"] = part["region"].nunique()
        means = ("crps", "crps_log", "absolute_error", "wis", "width_80")
        line |= {name: part[name].mean() for name in means}
        line |= {f"in_{p}": part[f"in_{p}"].mean() for p in ("50", "80", "95")}
        _, line["in_80_low"], line["in_80_high"] = scores.coverage(part["in_80"])
        line |= skills[method]
        yield line | {"verdict": verdict(line)}


def _skills(wide: pd.DataFrame, seed: int) -> dict[str, dict[str, float]]:
    """Return skill of every method against each reference, with its uncertainty."""
    by_region = wide.groupby(level="region", sort=True).sum()
    random = np.random.default_rng(seed)
    chosen = random.integers(0, len(by_region), (RESAMPLES, len(by_region)))
    found: dict[str, dict[str, float]] = {}
    for method in wide.columns:
        found[method] = {}
        for reference in (one for one in REFERENCES if one in wide.columns):
            pair = by_region[[method, reference]].to_numpy()
            sums = pair[chosen].sum(axis=1)
            again = 1 - sums[:, 0] / sums[:, 1]
            low, high = np.quantile(again, (0.05, 0.95))
            total = pair.sum(axis=0)
            found[method] |= {
                f"skill_{reference}": 1 - total[0] / total[1],
                f"se_{reference}": again.std(ddof=1),
                f"low_{reference}": low,
                f"high_{reference}": high,
            }
    return found


def verdict(line: Mapping[str, float]) -> str:
    """Return what a line of the summary is allowed to say, a key of ``VERDICTS``.

    Below 30 forecasts nothing. Else too narrow if the Wilson interval of the 80 %
    interval lies below 0.8; worse than persistence if its skill is below 0 by more than
    one standard error; else it holds.
    """
    if line["n"] < scores.LEAST_FOR_A_VERDICT:
        return NOT_DEMONSTRABLE
    if line["in_80_high"] < 0.8:
        return TOO_NARROW
    skill = line.get("skill_persistence", 0.0)
    return WORSE if skill < -line.get("se_persistence", 0.0) else HOLDS


def pit_counts(rows: pd.DataFrame, bins: int = 5) -> pd.DataFrame:
    """Return how many observed figures fell into each part of their forecast.

    Columns: ``method``, ``from``, ``to`` (0-1), ``n``; flat if calibrated.
    """
    edges = np.linspace(0, 1, bins + 1)
    parts = [
        pd.DataFrame(
            {
                "method": method,
                "from": edges[:-1],
                "to": edges[1:],
                "n": np.histogram(part["pit"], edges)[0],
            }
        )
        for method, part in rows.groupby("method", sort=False)
    ]
    return pd.concat(parts, ignore_index=True)


def mixture_weights(
    panel: pd.DataFrame,
    *,
    seed: int,
    draws: int = 1000,
    methods: Sequence[str] = tuple(growth.WEIGHTS),
) -> tuple[dict[str, float], int]:
    """Return the mixture weights with the lowest back-test CRPS, and the forecasts.

    The CRPS of a mixture of draws is exact in the weights w::

        sum_k w_k mean |x_k - y| - sum_kl w_k w_l mean |x_k - x_l| / 2

    searched in steps of a tenth. Below 30 forecasts the shipped weights are returned.
    """
    tasks: dict[tuple, list[np.ndarray]] = {}
    seen: dict[tuple, float] = {}
    for about, _, drawn, _ in forecasts(panel, seed, draws, methods):
        key = (about["series"], about["made_on"], about["target_date"])
        tasks.setdefault(key, []).append(drawn)
        seen[key] = about["observed"]
    if len(tasks) < scores.LEAST_FOR_A_VERDICT:
        return dict(growth.WEIGHTS), len(tasks)
    drawn = np.stack([np.stack(parts) for parts in tasks.values()])
    away = np.abs(drawn - np.array(list(seen.values()))[:, None, None]).mean(-1)
    linear, apart = away.mean(0), _apart(drawn)
    grid = [w for w in product(range(11), repeat=len(methods)) if sum(w) == 10]
    tried = np.array(grid) / 10
    pooled = tried @ linear - np.einsum("wk,wl,kl->w", tried, tried, apart) / 2
    best = tried[int(pooled.argmin())]
    return dict(zip(methods, map(float, best), strict=True)), len(tasks)


def _apart(drawn: np.ndarray) -> np.ndarray:
    """Return mean |x_k - x_l| over tasks and pairs of draws, (method, method).

    ``drawn`` (task, method, draw). From the spread of both together: G(x + x') =
    (G(x) + G(x') + 2 mean |x - x'|) / 4.
    """
    methods = drawn.shape[1]
    own = _spread(drawn)
    found = np.empty((methods, methods))
    for one, two in product(range(methods), repeat=2):
        both = _spread(np.concatenate([drawn[:, one], drawn[:, two]], axis=-1))
        found[one, two] = (2 * both - (own[:, one] + own[:, two]) / 2).mean()
    return found


def _spread(drawn: np.ndarray) -> np.ndarray:
    ordered = np.sort(drawn, axis=-1)
    count = ordered.shape[-1]
    places = 2 * np.arange(1, count + 1) - count - 1
    return 2 * (ordered * places).sum(-1) / count**2
