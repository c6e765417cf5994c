"""What is known of a region, put where the planner's form has room for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from analysis.evidence import ledger, tables, words
from analysis.language import Text, say
from analysis.law.parameters import load_law
from analysis.law.segments import DefaultTariff
from analysis.report.labels import CONCEPTS
from analysis.report.labels_ledger import UNITS
from analysis.report.register import STATUS
from analysis.scenario.form_columns import KELOMPOK
from analysis.scenario.regions import RegionPack, region_pack

_SHOWN_BASES = {"revenue": "pendapatan", "pad": "pad"}
_TRUSTED = ("accepted", "label-corrected", "typo-corrected", "reconciled")
_SEVERAL = say(
    id="beberapa angka pada tanggal yang sama, pilih satu: ",
    en="several figures of one date, choose one: ",
)


@dataclass(frozen=True)
class Filled:
    """Values of the form: single ones with their source, rows of the tables."""

    single: Mapping[str, tuple[Any, str]] = field(default_factory=dict)
    rows: Mapping[str, list[dict[str, Any]]] = field(default_factory=dict)


def filled(code: str, lang: str) -> Filled:
    """Return what is known of a region, by sheet and key."""
    pack = region_pack(code)
    single: dict[str, tuple[Any, str]] = {
        "region": (code, f"{pack.name}; {pack.sources[0]}"),
    }
    base = next((one for one in _SHOWN_BASES if pack.bases_idr.get(one)), None)
    known_years = [*pack.bases_idr.get(base or "", {}), *pack.minimum_wage_idr_m]
    if known_years:
        said = say(id="tahun sesudah angka terakhir", en="after the last known year")
        single["first_year"] = (max(known_years) + 1, said[lang])
    if base:
        word = _SHOWN_BASES[base] if lang == "id" else base
        single["budget.base"] = (word, "")
    rows = {
        "Anggaran": list(_bases(pack, base)) if base else [],
        KELOMPOK.name: list(_groups(code, lang)),
    }
    return Filled(single, rows)


def _bases(pack: RegionPack, base: str) -> Iterator[dict[str, Any]]:
    sourced = pack.facts.bases_idr.get(base, {}) if pack.facts else {}
    for year, value in pack.bases_idr[base].items():
        source = sourced[year][1].removeprefix("evidence ") if year in sourced else ""
        yield {"year": year, "base_idr": value, "source": _cited(source)}


def _cited(claim_id: str) -> str:
    """Return a claim's id with what it says and who published it."""
    known = ledger.ledger()
    rows = known[known["claim_id"] == claim_id]
    return _words(rows.iloc[0]) if len(rows) else claim_id


def _words(claim: Any) -> str:
    publisher = _publishers().get(claim["source_id"], claim["source_id"])
    return f"{claim['claim_id']}: {claim['quote']} ({publisher}, {claim['as_of']})"


def _publishers() -> dict[str, str]:
    table = tables.read("sources")
    return dict(zip(table["source_id"], table["publisher"], strict=True))


def _groups(code: str, lang: str) -> Iterator[dict[str, Any]]:
    """Yield a row for each group whose members somebody published.

    Groups that exist for one election only are left to sheet Sumber; where the latest
    date has several figures, none is taken.
    """
    law = load_law()
    counts = _members(code)
    for slug, info in law.segments.items():
        own = counts[counts["segment"] == slug]
        if not len(own) or info.profile == "adhoc":
            continue
        latest = own[own["as_of"] == own["as_of"].max()]
        cited = "; ".join(_words(row) for _, row in latest.iterrows())
        one = len(latest) == 1
        yield {
            "segment": slug,
            "label.id": info.label["id"],
            "label.en": info.label["en"],
            "members": latest.iloc[0]["value"] if one else None,
            **_tariff(info.default_tariff),
            "path.kind": _hold(lang),
            "source": cited if one else _SEVERAL[lang] + cited,
        }


def _tariff(usual: DefaultTariff) -> dict[str, Any]:
    if usual.kind != "pu":
        return {"tariff.kind": usual.kind}
    return {
        "tariff.kind": usual.kind,
        "tariff.reported_wage": usual.reported_wage or "umk",
        "tariff.risk_group": usual.risk_group,
    }


def _hold(lang: str) -> str:
    return KELOMPOK.column("path.kind").choices(lang)[0]


def _members(code: str) -> pd.DataFrame:
    known = ledger.ledger()
    return known[
        (known["region"] == code)
        & (known["concept"] == "members")
        & (known["unit"] == "people")
        & known["relation"].isin(("reported", "derived"))
        & known["status"].isin(_TRUSTED)
    ]


def sources(code: str, lang: str) -> list[list[Any]]:
    """Return the sheet Sumber: every figure of a region, with source and date."""
    pack = region_pack(code)
    rows: list[list[Any]] = [[head[lang] for head in _SOURCE_HEADS]]
    rows.append(["", _POPULATION[lang], "", pack.population, _PEOPLE[lang],
                 pack.name, pack.sources[0], ""])  # fmt: skip
    known = ledger.ledger()
    own = known[known["region"] == code].sort_values(["concept", "as_of", "claim_id"])
    publishers = _publishers()
    for _, claim in own.iterrows():
        value = claim["value"] if pd.notna(claim["value"]) else None
        publisher = publishers.get(claim["source_id"], "")
        status = _said(STATUS, claim["status"], lang)
        rows.append([
            claim["claim_id"], _said(_CONCEPTS, claim["concept"], lang),
            claim["segment"], value, _said(_UNITS, claim["unit"], lang),
            claim["quote"], f"{publisher} [{claim['source_id']}]",
            f"{claim['as_of']}; {status}",
        ])  # fmt: skip
    return rows + _wages(pack, own, lang)


def _wages(pack: RegionPack, own: pd.DataFrame, lang: str) -> list[list[Any]]:
    """Return the minimum wages that come from elsewhere than the region's claims."""
    told = set(own[own["concept"] == "umk_idr_m"]["period_start"].str[:4])
    return [
        [
            "",
            _said(_CONCEPTS, "umk_idr_m", lang),
            "total",
            float(wage),
            _said(_UNITS, "idr/month", lang),
            "",
            "",
            str(year),
        ]
        for year, wage in pack.minimum_wage_idr_m.items()
        if str(year) not in told
    ]


def _said(words: Mapping[str, Text], key: str, lang: str) -> str:
    return words[key][lang] if key in words else key.replace("_", " ")


_CONCEPTS = {**words.CONCEPTS, **CONCEPTS}
_UNITS = UNITS | {
    "idr": say(id="rupiah", en="rupiah"),
    "idr/month": say(id="rupiah per bulan", en="rupiah a month"),
    "idr/person/month": say(
        id="rupiah per orang per bulan", en="rupiah a person a month"
    ),
    "share": say(id="bagian", en="share"),
}
_POPULATION = say(id="penduduk", en="population")
_PEOPLE = say(id="orang", en="people")
_SOURCE_HEADS: tuple[Text, ...] = (
    say(id="ID bukti", en="evidence id"),
    say(id="Apa", en="What"),
    say(id="Kelompok", en="Group"),
    say(id="Nilai", en="Value"),
    say(id="Satuan", en="Unit"),
    say(id="Kutipan", en="Quote"),
    say(id="Sumber", en="Source"),
    say(id="Per tanggal; status", en="As of; status"),
)


def lists(lang: str) -> list[list[Any]]:
    """Return the sheet Daftar: groups with their usual tariff, payers, parameters."""
    law = load_law()
    heads = (
        say(id="Kelompok", en="Group"),
        say(id="Nama", en="Label"),
        say(id="Tarif biasanya", en="Usual tariff"),
        say(id="Profil umur", en="Age profile"),
        say(id="Parameter aturan", en="Parameter of the law"),
        say(id="Artinya", en="What it is"),
        say(id="Alasan tarif", en="Reason of the tariff"),
    )
    groups = [
        [one.slug, one.label[lang], one.default_tariff.kind, one.profile]
        for one in law.segments.values()
    ]
    reasons = [one.default_tariff.reason[lang] for one in law.segments.values()]
    named = [[name, p.title[lang]] for name, p in law.parameters.items()]
    rows: list[list[Any]] = [[head[lang] for head in heads]]
    for position in range(max(len(groups), len(named))):
        left = groups[position] if position < len(groups) else [None] * 4
        middle = named[position] if position < len(named) else [None] * 2
        right = reasons[position] if position < len(reasons) else None
        rows.append([*left, *middle, right])
    return rows
