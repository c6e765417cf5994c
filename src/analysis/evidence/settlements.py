"""What comes out of the judgements on figures that contradict each other.

The judgements (identities, weight sets, probabilities, and why) stand in
``data/parameters/settlements.yaml``, the figures in the ledger. ``balances`` shows
every set of weights, the refused ones too; ``settled.table`` what is published.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cache

import pandas as pd

from analysis.evidence import ledger, reconcile, tables
from analysis.evidence.balanced import Rows, matrix, printed, sds, solve
from analysis.evidence.judgement_reading import parse_judgements
from analysis.evidence.judgements import BALANCE, Ratio, Settlement
from analysis.evidence.repair import repair
from analysis.evidence.repair_input import Share, Table
from analysis.evidence.rounded import half_step

BALANCE_COLUMNS = (
    *("settlement_id", "weights", "assumption", "claim_id", "printed", "balanced"),
    *("adjustment", "z", "statistic", "df", "p_value", "publishable", "chosen"),
    *("adjustment_share", "sd_assumed", "sd_printed", "sd_balanced", "responsible"),
)
RATIO_COLUMNS = ("settlement_id", "weights", "share", "title", "value", "chosen")


@cache
def judgements() -> tuple[Settlement, ...]:
    """Return every judgement of the project. Raises InputDataError."""
    return parse_judgements(tables.judgements_text())


def judgement(settlement_id: str) -> Settlement:
    """Return one judgement. Raises KeyError where there is none of this name."""
    return {one.name: one for one in judgements()}[settlement_id]


def balances(region: str | None = None, lang: str = "en") -> pd.DataFrame:
    """Return every balance of ``region`` (None: all), one row a claim and weight set.

    Refused balances are among them, with ``publishable`` False and, in
    ``responsible``, the claims with the largest ``|z|``. ``assumption`` says what the
    set takes the figures to be, ``sd_assumed`` what it takes the sd of this claim to
    be; ``sd_printed`` and ``sd_balanced`` are in the claim's unit. ``z`` is the
    adjustment over its own sd, ``adjustment_share`` over the printed figure.
    """
    rows = ledger.rows()
    found = [
        _balance_rows(one, weights, rows, lang)
        for one in _of(region)
        for weights in one.weights
    ]
    empty = pd.DataFrame(columns=[*BALANCE_COLUMNS])
    return pd.concat(found, ignore_index=True) if found else empty


def _of(region: str | None) -> Iterator[Settlement]:
    for one in judgements():
        if one.method == BALANCE and region in (None, one.region):
            yield one


def _balance_rows(one: Settlement, name: str, rows: Rows, lang: str) -> pd.DataFrame:
    found, chosen = solve(one, name, rows), one.weights[name]
    table = found.table().rename(
        columns={
            "claim": "printed",
            "adjusted": "balanced",
            "sd_claim": "sd_printed",
            "sd": "sd_balanced",
        }
    )
    said = [chosen.spread(claim).words()[lang] for claim in one.claims]
    table = table.assign(
        settlement_id=one.name,
        weights=name,
        assumption=chosen.reason[lang],
        statistic=found.statistic,
        df=found.df,
        p_value=found.p_value,
        publishable=found.publishable,
        chosen=name == one.chosen,
        sd_assumed=said,
        responsible="" if found.publishable else " ".join(found.responsible),
    )
    return table[[*BALANCE_COLUMNS]]


def suspects(settlement_id: str, weights: str) -> pd.DataFrame:
    """Return the test of a balance without one claim, then one identity, at a time."""
    one, rows = judgement(settlement_id), ledger.rows()
    return reconcile.suspects(
        [float(printed(claim, rows)) for claim in one.claims],
        [*sds(one, weights, rows).values()],
        matrix(one.identities, one.claims),
        names=one.claims,
    )


def ratios(region: str | None = None, lang: str = "en") -> pd.DataFrame:
    """Return the shares a judgement names, 0-1, under each of its weight sets.

    Columns: ``settlement_id``, ``weights``, ``share`` (``S031 / S029``), ``title``,
    ``value`` from the balanced figures (printed ones where a claim is not balanced)
    and ``chosen``.
    """
    rows = ledger.rows()
    found = [
        (
            one.name,
            weights,
            f"{ratio.part} / {ratio.whole}",
            ratio.title[lang],
            _ratio(ratio, one, weights, rows),
            weights == one.chosen,
        )
        for one in _of(region)
        for weights in one.weights
        for ratio in one.ratios
    ]
    return pd.DataFrame(found, columns=[*RATIO_COLUMNS])


def _ratio(ratio: Ratio, one: Settlement, weights: str, rows: Rows) -> float:
    found = solve(one, weights, rows)
    values = dict(zip(found.names, found.values.tolist(), strict=True))
    part, whole = (
        values.get(claim, float(printed(claim, rows)))
        for claim in (ratio.part, ratio.whole)
    )
    return part / whole


def repaired(region: str, weights: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Return what repair in order makes of all claims that a region's judgements name.

    Nothing of the judgements is used but the identities, what each share may be of,
    the witnesses and the sds: those of the chosen sets, or of ``weights`` (settlement
    -> set). Columns of ``repair.repair``.
    """
    rows, chosen = ledger.rows(), weights or {}
    known = [one for one in judgements() if one.region == region]
    claims: dict[str, Fraction] = {}
    sd: dict[str, float] = {}
    for one in known:
        named = [claim for claim in one.named if claim not in one.same]
        claims |= {claim: printed(claim, rows) for claim in named}
        if one.method == BALANCE:
            sd |= sds(one, chosen.get(one.name, one.chosen), rows)
    shares = [
        Share(claim, label.part, label.said, (label.of,), label.complement)
        for one in known
        for claim, label in one.labels.items()
    ]
    shares += [
        Share(one.share[0], one.share[1], one.claims[0])
        for one in known
        if one.share[0]
    ]
    identities = [identity for one in known for identity in one.identities]
    steps = {claim: 2 * half_step(rows[claim]) for claim in claims}
    seen = {one.claims[0]: claims[one.witness] for one in known if one.witness}
    return repair(
        Table(
            claims,
            sd,
            identities=identities,
            steps=steps,
            shares=shares,
            witnesses=seen,
            lower=dict.fromkeys(claims, 0.0),
        )
    )
