"""Sentences on repair: what was settled by which step, and which balance is refused."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from analysis.language import Text, number, percent, say
from analysis.report.balances import (
    balanced_claims,
    p_words,
    responsible,
    short_name,
    verdicts,
)
from analysis.report.prose import Prose, joined
from analysis.report.tables_settled import settled_claims

_STEPS: dict[str, Text] = {
    "label": say(id="{n} dengan label diperbaiki", en="{n} by correcting a label"),
    "typing": say(id="{n} salah ketik", en="{n} as a typing error"),
    "rounding": say(id="{n} oleh pembulatan", en="{n} by rounding"),
    "balance": say(id="{n} dengan kuadrat terkecil", en="{n} by least squares"),
    "choice": say(
        id="{n} dipisahkan sebagai fakta bernilai dua",
        en="{n} held apart as facts with two values",
    ),
    "held apart": say(
        id="{n} dipisahkan dan tidak dipakai", en="{n} held apart and not used"
    ),
}
# the worked example of Kota Serang: members, their two denominators, both populations
MEMBERS, EMPLOYED, LABOUR_FORCE = "S036", "S030", "S029"
POPULATION, CENSUS, COVERAGE = "S028", "R001", "S040"


def repairs(region: str, lang: str = "en") -> Prose:
    """Say how many figures of a region were settled, and by which step of repair."""
    found = settled_claims(region, lang)
    if found.empty:
        text = say(
            id="Tidak ada angka daerah ini yang perlu diselesaikan.",
            en="No figure of this place needed to be settled.",
        )
        return Prose(text[lang])
    counts = Counter(found["step"])
    parts = [text[lang].format(n=counts[s]) for s, text in _STEPS.items() if counts[s]]
    listed = ", ".join(parts)
    return Prose(
        say(
            id=f"{len(found)} angka diselesaikan: {listed}. Nilai tercetak tetap ada.",
            en=f"{len(found)} figures were settled: {listed}. The printed values stay.",
        )[lang]
    )


def refused(region: str, lang: str = "en") -> Prose:
    """Say which sets of weights are refused, who is responsible, and what is used."""
    frame = balanced_claims(region, lang)
    if frame.empty:
        text = say(
            id="Untuk daerah ini tidak ada yang diseimbangkan.",
            en="Nothing was balanced for this place.",
        )
        return Prose(text[lang])
    sets = verdicts(frame)
    parts = [
        _refused(row, frame[frame["weights"] == row.weights], lang)
        for row in sets[~sets["publishable"]].itertuples()
    ]
    if not parts:
        text = say(
            id=f"Tidak satu pun dari {len(sets)} himpunan bobot ditolak.",
            en=f"None of the {len(sets)} sets of weights is refused.",
        )
        parts = [text[lang]]
    return joined(*parts, _used(frame[frame["chosen"]], region, lang))


def _refused(row: tuple, part: pd.DataFrame, lang: str) -> str:
    names = responsible(part)
    moved = part[part["claim_id"].isin(names)]
    pushed = "; ".join(_moved(one, lang) for one in moved.to_dict("records"))
    g, p = number(row.statistic, lang, 2), p_words(row.p_value, lang)
    return say(
        id=f"Himpunan {row.weights} ditolak: G = {g} dengan {row.df} derajat bebas, "
        f"p = {p}. Agar jumlahnya pas, {pushed}. Angka-angka itulah yang bertanggung "
        "jawab, dan tidak ada yang diterbitkan dari himpunan ini.",
        en=f"Set {row.weights} is refused: G = {g} with {row.df} degrees of freedom, "
        f"p = {p}. To make the sums close, {pushed}. Those figures are responsible, "
        "and nothing of this set is published.",
    )[lang]


def _moved(row: dict, lang: str) -> str:
    name = f"{short_name(row['claim_id'], lang)} [{row['claim_id']}]"
    before, after = number(row["printed"], lang), number(row["balanced"], lang)
    z = number(row["z"], lang, 1)
    return say(
        id=f"{name} harus bergeser dari {before} ke {after} (z {z})",
        en=f"{name} would have to move from {before} to {after} (z {z})",
    )[lang]


def _used(part: pd.DataFrame, region: str, lang: str) -> str:
    """Say which set is used, and the figure among those published that moves most."""
    used = settled_claims(region, lang)
    fine = used.loc[used["step"] == "balance", "claim_id"]
    kept = part[part["claim_id"].isin(fine)]
    apart = [name for name in part["claim_id"] if name not in set(fine)]
    row = kept.loc[kept["adjustment"].abs().idxmax()]
    name = f"{short_name(row['claim_id'], lang)} [{row['claim_id']}]"
    before, after = number(row["printed"], lang), number(row["balanced"], lang)
    sd, p = number(row["sd_balanced"], lang), p_words(row["p_value"], lang)
    text = say(
        id=f"Dipakai himpunan {row['weights']} (p = {p}): {name} menjadi {after} dari "
        f"{before} (simpangan baku {sd})",
        en=f"Set {row['weights']} is used (p = {p}): {name} becomes {after} from "
        f"{before} (sd {sd})",
    )[lang]
    if not apart:
        return f"{text}."
    listed = ", ".join(apart)
    return say(
        id=f"{text}; {listed} dipisahkan, tidak diseimbangkan.",
        en=f"{text}; {listed} is held apart, not balanced.",
    )[lang]


def materiality(lang: str = "en") -> Prose:
    """Say how far weights, a typing error and a label move the coverage of Serang."""
    from analysis.evidence import ledger

    members, employed, force, printed, census = (
        float(ledger.value(name))
        for name in (MEMBERS, EMPLOYED, LABOUR_FORCE, POPULATION, CENSUS)
    )
    label = 100 * members * (1 / employed - 1 / force)
    typing = 100 * members * (1 / printed - 1 / census)
    of_printed, of_census = members / printed, members / census
    rest = 100 * _widest()
    said = [number(one, lang, d) for one, d in ((rest, 3), (typing, 2), (label, 2))]
    before, after = percent(of_printed, lang, 3), percent(of_census, lang, 3)
    return Prose(
        say(
            id=f"Pilihan bobot menggeser cakupan Kota Serang paling banyak {said[0]} "
            f"poin, salah ketik jumlah penduduk [{POPULATION}] {said[1]} poin (dari "
            f"{before} ke {after}), dan label penyebut [{COVERAGE}] {said[2]} poin. "
            "Tenaga sebaiknya dipakai menurut urutan sebaliknya.",
            en=f"The choice of weights moves the coverage of Kota Serang by at most "
            f"{said[0]} points, the typing error in the population [{POPULATION}] by "
            f"{said[1]} points (from {before} to {after}), and the label of the "
            f"denominator [{COVERAGE}] by {said[2]} points. Effort is best spent in "
            "the opposite order.",
        )[lang]
    )


def _widest() -> float:
    """Return the widest range of a coverage over the sets of weights of Serang."""
    from analysis.evidence.settlements import ratios

    found = ratios("3673", "en")
    coverage = found[found["share"].str.startswith(MEMBERS)]
    ranges = coverage.groupby("share")["value"].agg(lambda v: v.max() - v.min())
    return float(ranges.max())
