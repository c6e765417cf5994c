"""Tables of weights: what each set assumes, its test, and what it makes of claims."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.language import number, percent, say
from analysis.report.balances import (
    balanced_claims,
    claim_name,
    p_words,
    places,
    responsible,
    verdicts,
)
from analysis.report.table import Table, heads, shortened
from analysis.report.tables_settled import signed

SETS_PERCENT = 75  # of the width of a table, for the columns of the sets


def weight_sets(region: str, lang: str = "en") -> Table:
    """Show each set of weights: the sd it assumes, its test, and the verdict."""
    frame = balanced_claims(region, lang)
    rows = []
    for row in verdicts(frame).itertuples() if len(frame) else ():
        part = frame[
            (frame["settlement_id"] == row.settlement_id)
            & (frame["weights"] == row.weights)
        ]
        rows.append(
            [
                str(row.weights),
                str(row.assumption),
                number(row.statistic, lang, 2),
                str(row.df),
                p_words(row.p_value, lang),
                _verdict(row, responsible(part), lang),
            ]
        )
    head = heads(
        lang,
        say(id="Himpunan", en="Set"),
        say(id="Simpangan baku yang dianggap", en="Standard deviations assumed"),
        say(id="G", en="G"),
        say(id="df", en="df"),
        say(id="p", en="p"),
        say(id="Putusan", en="Verdict"),
    )
    title = say(
        id="Himpunan bobot dan ujinya", en="The sets of weights and their test"
    )[lang]
    note = say(
        id="Ditolak bila p < 0,01: nilai seimbangnya tidak diterbitkan.",
        en="Refused where p < 0.01: its balanced values are not published.",
    )[lang]
    left = [head[0], head[1], head[5]]
    body = pd.DataFrame(rows, columns=head)
    return Table("weight-sets", title, body, note, left, (13, 42, 8, 5, 10, 22))


def _verdict(row: tuple, names: Sequence[str], lang: str) -> str:
    if not row.publishable:
        listed = ", ".join(names)
        return say(
            id=f"DITOLAK; bertanggung jawab: {listed}",
            en=f"REFUSED; responsible: {listed}",
        )[lang]
    if row.chosen:
        return say(id="diterima, dipakai", en="accepted, used")[lang]
    return say(id="diterima", en="accepted")[lang]


def balanced(region: str, lang: str = "en") -> Table:
    """Show each claim under every set: balanced value, adjustment, % and z."""
    frame = balanced_claims(region, lang)
    sets = verdicts(frame) if len(frame) else frame
    first = say(id="Angka, tercetak [bukti]", en="Figure, printed [evidence]")[lang]
    refused = say(id="DITOLAK", en="REFUSED")[lang]
    heads_ = {
        row.weights: row.weights if row.publishable else f"{row.weights}: {refused}"
        for row in sets.itertuples()
    }
    wide = [
        {first: claim_name(frame, claim, lang)}
        | {heads_[row["weights"]]: _cell(row, lang) for row in part.to_dict("records")}
        for claim, part in frame.groupby("claim_id", sort=False)
    ]
    title = say(
        id="Nilai seimbang (penyesuaian; %; z) di bawah tiap himpunan bobot",
        en="Balanced value (adjustment; %; z) under each set of weights",
    )[lang]
    columns = [first, *dict.fromkeys(heads_.values())]
    body = shortened(pd.DataFrame(wide, columns=columns).fillna("-"))
    each = SETS_PERCENT // max(len(columns) - 1, 1)
    widths = [100 - each * (len(columns) - 1), *[each] * (len(columns) - 1)]
    return Table("balanced", title, body, left=[first], widths=widths)


def _cell(row: dict, lang: str) -> str:
    decimals = places(row["balanced"])
    moved = signed(row["adjustment"], lang, decimals)
    share = signed(100 * row["adjustment_share"], lang, 2)
    z = number(row["z"], lang, 1)
    value = number(row["balanced"], lang, decimals)
    return f"{value} ({moved}; {share}%; z\N{NO-BREAK SPACE}{z})"


def deviations(region: str, lang: str = "en") -> Table:
    """Show the sd each set of weights gives each claim, in the claim's own unit."""
    frame = balanced_claims(region, lang)
    first = say(id="Angka, tercetak [bukti]", en="Figure, printed [evidence]")[lang]
    wide = [
        {first: claim_name(frame, claim, lang)}
        | {
            row["weights"]: number(row["sd_printed"], lang, 1)
            for row in part.to_dict("records")
        }
        for claim, part in frame.groupby("claim_id", sort=False)
    ]
    title = say(
        id="Simpangan baku yang dianggap tiap himpunan bobot",
        en="Standard deviations each set of weights assumes",
    )[lang]
    columns = [first, *dict.fromkeys(frame["weights"])]
    body = shortened(pd.DataFrame(wide, columns=columns).fillna("-"))
    return Table("deviations", title, body, left=[first])


def shares_under_weights(region: str, lang: str = "en") -> Table:
    """Show the shares a balance decides, under every set of weights."""
    from analysis.evidence.settlements import ratios

    found = ratios(region, lang)
    wide = found.pivot(index="weights", columns="title", values="value")
    wide = wide.loc[list(dict.fromkeys(found["weights"]))]
    wide = wide[list(dict.fromkeys(found["title"]))]
    first = say(id="Himpunan", en="Set")[lang]
    rows = [
        [str(name), *(percent(float(v), lang, 3) for v in line)]
        for name, line in zip(wide.index, wide.to_numpy(), strict=True)
    ]
    title = say(
        id="Yang diputuskan bobot: pangsa di bawah tiap himpunan",
        en="What the weights decide: shares under each set",
    )[lang]
    body = pd.DataFrame(rows, columns=[first, *wide.columns])
    return Table("shares", title, body, left=[first])
