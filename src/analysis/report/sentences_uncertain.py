"""Sentences on what the draws vary and what they hold fixed although uncertain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from analysis.language import Text, say
from analysis.quantity import Quantity
from analysis.report.labels import short_label
from analysis.report.prose import Prose, joined

if TYPE_CHECKING:
    from analysis.model.projection import Results

# what a key of the scenario is called; keys of a group carry no slug
KEYS: dict[str, Text] = {
    "eligible": say(id="orang yang memenuhi syarat", en="eligible people"),
    "eligible_growth_y": say(id="pertumbuhan daftar", en="growth of the list"),
    "members": say(id="peserta awal", en="members at the start"),
    "verified_share": say(id="nama yang lolos verifikasi", en="names that pass"),
    "renewal_y": say(id="perpanjangan", en="renewal"),
    "exits": say(id="yang keluar", en="leavers"),
    "tariff": say(id="upah terlapor", en="reported wage"),
    "months": say(id="bulan yang dibayar", en="months funded"),
    "path": say(id="jalur", en="path"),
    "since": say(id="awal kepesertaan", en="start of membership"),
    "wage_growth_y": say(id="kenaikan upah minimum", en="growth of the minimum wage"),
    "budget.ceiling": say(id="pagu", en="the budget line"),
    "budget.base_idr": say(id="basis anggaran", en="the budget base"),
    "budget.growth_y": say(
        id="pertumbuhan basis anggaran", en="growth of the budget base"
    ),
    "funding": say(id="bagian pembayar lain", en="what other funders pay"),
    "law": say(id="nilai hukum yang diganti", en="law values replaced here"),
    "decision": say(id="tanggal keputusan", en="date of the decision"),
    "shocks": say(id="potongan transfer", en="cut of transfers"),
}
_ALWAYS_VARIED = say(
    id="kematian, kecelakaan, dan biayanya", en="deaths, accidents and their cost"
)
_ALWAYS_FIXED = say(
    id="umur dan jenis kelamin peserta", en="ages and sexes of the members"
)


def uncertain(results: Results, lang: str = "en") -> Prose:
    """Say what the ranges cover and which uncertain values they leave fixed."""
    scenario = results.scenario
    if not scenario.draws:
        none = say(
            id="Tanpa simulasi tidak ada rentang yang dihitung.",
            en="Without draws no range was computed.",
        )
        return Prose(none[lang])
    drawn = [key for key, one in quantities(scenario) if not one.certain]
    fixed = [key for key in scenario.marks if not _is_drawn(key, drawn)]
    varied = [*_names(results, drawn, lang), _ALWAYS_VARIED[lang]]
    held = [*_names(results, fixed, lang), _ALWAYS_FIXED[lang]]
    first = say(id="Disimulasikan acak: ", en="Varied at random: ")[lang]
    second = say(
        id="Ditahan tetap meskipun tak pasti: ",
        en="Held fixed although uncertain: ",
    )[lang]
    close = say(
        id=". Rentang simulasi hanya mencakup daftar pertama; rentang kemungkinan juga "
        "menggerakkan yang kedua bila skenario memberi batas bawah dan atas",
        en=". Ranges of draws cover only the first list; ranges of possibilities also "
        "move the second where the scenario gives a low and a high",
    )[lang]
    return joined(f"{first}{'; '.join(varied)}.", f"{second}{'; '.join(held)}{close}.")


def quantities(node: Any, key: str = "") -> Iterator[tuple[str, Quantity]]:
    """Yield every Quantity below ``node`` with its dotted key, in file order."""
    if isinstance(node, Quantity):
        yield key, node
        return
    for name, value in _children(node):
        yield from quantities(value, f"{key}.{name}" if key else str(name))


def _children(node: Any) -> list[tuple[Any, Any]]:
    if isinstance(node, Mapping):
        return list(node.items())
    if isinstance(node, tuple):
        return list(enumerate(node))
    if isinstance(node, BaseModel | SimpleNamespace):
        return list(vars(node).items())
    return []


def _is_drawn(key: str, drawn: list[str]) -> bool:
    return any(one == key or one.startswith(f"{key}.") for one in drawn)


def _names(results: Results, keys: list[str], lang: str) -> list[str]:
    """Return the keys in words; groups of one kind stand together in brackets."""
    groups: dict[str, list[str]] = {}
    for key in keys:
        kind, slug = _kind(key)
        listed = groups.setdefault(kind, [])
        if slug and slug not in listed:
            listed.append(slug)
    return [_name(results, kind, slugs, lang) for kind, slugs in groups.items()]


def _kind(key: str) -> tuple[str, str]:
    """Split a key into what ``KEYS`` names and the group it belongs to."""
    parts = key.split(".")
    if parts[0] == "segments" and len(parts) > 2:
        return parts[2], parts[1]
    two = ".".join(parts[:2])
    return (two if two in KEYS else parts[0]), ""


def _name(results: Results, kind: str, slugs: list[str], lang: str) -> str:
    name = KEYS[kind][lang] if kind in KEYS else kind.replace("_", " ")
    groups = ", ".join(short_label(results, slug, lang) for slug in slugs)
    return f"{name} ({groups})" if groups else name
