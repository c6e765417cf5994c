"""Several scenarios projected one after the other, for side-by-side reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.language import Text, say
from analysis.model.projection import project
from analysis.model.results import Results
from analysis.scenario.load import load_scenario
from analysis.scenario.schema import Scenario

_STORED = f"{__name__}.stored"
WHAT_CHANGED: dict[str, Text] = {
    "code": say(id="program", en="the program"),
    "data": say(id="data atau ketentuan", en="data or law"),
    "versions": say(id="paket Python", en="Python packages"),
}


@dataclass(frozen=True)
class Stored:
    """What a run folder held: the day it was made and its bills then, by year.

    ``changed``: what is no longer as it was then, of ``WHAT_CHANGED``; ``name``: what
    the run is called in the comparison.
    """

    name: str
    made: str
    changed: Sequence[str]
    bill_idr: Mapping[int, float]


def project_all(
    scenarios: Sequence[str],
    stored: Mapping[str, Mapping[str, Any]] | None = None,
    **overrides: Any,
) -> list[Results]:
    """Return the results of scenario names or files, in their order.

    ``stored``: of those that are run folders, by the same names, the fields of
    ``Stored``; they are computed again. ``overrides`` are laid over every scenario, as
    in ``load_scenario``. Raises ScenarioError with every problem of the first wrong
    scenario.
    """
    held = {word: read_stored(fields) for word, fields in (stored or {}).items()}
    loaded = [load_scenario(word, **overrides) for word in scenarios]
    return projected(loaded, [held.get(word) for word in scenarios])


def projected(
    scenarios: Sequence[Scenario], stored: Sequence[Stored | None]
) -> list[Results]:
    """Return the results of ``scenarios``, each with what its run folder held."""
    pairs = zip(scenarios, stored, strict=True)
    return [_projected(scenario, held) for scenario, held in pairs]


def _projected(scenario: Scenario, held: Stored | None) -> Results:
    if held is None:
        return project(scenario)
    results = project(scenario.model_copy(update={"name": held.name}))
    results.memo[_STORED] = held
    return results


def read_stored(fields: Mapping[str, Any]) -> Stored:
    """Return plain values, years as text, as what a run folder held."""
    bills = {int(year): float(bill) for year, bill in fields["bill_idr"].items()}
    return Stored(**{**fields, "bill_idr": bills})


def stored(results: Results) -> Stored | None:
    """Return what the run folder held that these results were computed again from."""
    return results.memo.get(_STORED)


def crossed(results: Results) -> int | None:
    """Return the first year whose bill passes the ceiling on the central path."""
    headroom = results.series("headroom_idr")
    over = headroom[headroom < 0]
    return None if over.empty else int(over.index[0])


def warnings(runs: Sequence[Results]) -> list[Text]:
    """Return what keeps the runs from being compared like with like, if anything."""
    found = [
        said(runs)
        for shared, said in _SHARED.items()
        if len({_value(run, shared) for run in runs}) > 1
    ]
    held = filter(None, map(stored, runs))
    return [*found, *(_outdated(one) for one in held if one.changed)]


def _value(run: Results, key: str) -> object:
    scenario = run.scenario
    if key == "span":
        return scenario.first_year, scenario.last_year
    if key == "seed":
        return scenario.seed if scenario.draws else None
    return getattr(scenario, key)


def _regions(runs: Sequence[Results]) -> Text:
    places = ", ".join(dict.fromkeys(run.region.name for run in runs))
    return say(
        id=f"Daerahnya berbeda ({places}): selisihnya bukan akibat satu rencana, dan "
        "orang, upah dan kelompoknya lain.",
        en=f"The places differ ({places}): a difference is not the effect of a plan, "
        "as people, wages and groups are others.",
    )


def _spans(runs: Sequence[Results]) -> Text:
    spans = [f"{run.scenario.first_year}-{run.scenario.last_year}" for run in runs]
    listed = ", ".join(dict.fromkeys(spans))
    return say(
        id=f"Tahunnya berbeda ({listed}): dibandingkan tahun yang sama-sama ada; bila "
        "tidak ada, tahun akhir dengan tahun akhir, dan seterusnya.",
        en=f"The years differ ({listed}): years that all have are compared; where "
        "there are none, last year with last year, and so on.",
    )


def _seeds(runs: Sequence[Results]) -> Text:
    return say(
        id="Benih acaknya berbeda: jalur pusat tetap sebanding, tetapi selisih antara "
        "pita dua skenario mengandung kebetulan.",
        en="The random seeds differ: central paths compare as ever, but a difference "
        "between the bands of two scenarios holds chance as well.",
    )


_SHARED = {"region": _regions, "span": _spans, "seed": _seeds}


def _outdated(held: Stored) -> Text:
    said = {
        lang: ", ".join(WHAT_CHANGED[one][lang] for one in held.changed)
        for lang in ("id", "en")
    }
    return say(
        id=f"{held.name} dibuat pada {held.made}; sesudah itu berubah: {said['id']}. "
        "Angkanya dihitung ulang dengan yang sekarang; tagihan yang tersimpan "
        "ditampilkan di sampingnya.",
        en=f"{held.name} was made on {held.made}; changed since: {said['en']}. It has "
        "been computed again with what there is now; its stored bill stands beside.",
    )
