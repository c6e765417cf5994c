"""The questions of a run as a file to fill in: a variant of its scenario.

It is valid as written and changes nothing; a line counts once its ``#`` is removed.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from analysis.language import rupiah_short, say
from analysis.scenario.resolved import leaves, plain, yaml_text
from analysis.study.asking import Question, first_to_obtain
from analysis.study.unknowns import ANSWERS, all_members

if TYPE_CHECKING:
    from analysis.model.projection import Results

PARENT = "scenario"  # the resolved scenario beside it in the run folder
LONGEST_NAME = 64
WIDTH = 88
Answers = dict[str, Any]  # key path of the scenario -> the value used so far


def name_of(scenario: str) -> str:
    """Return the name of a scenario's form, the stem of its file."""
    return f"{ANSWERS}{scenario}"[:LONGEST_NAME].rstrip("-")


def questions_form(results: Results, lang: str = "en") -> str:
    """Return the form as YAML text, the questions in the order of their worth."""
    asked = first_to_obtain(results)
    tree: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for one in asked:
        for path, value in _answers(results, one).items():
            _put(tree, path, value)
            said = f"{_QUESTION[lang]} {one.number}"
            origins |= {leaf: said for leaf, _ in leaves(value, path)}
    lines = yaml_text(_sorted(tree), origins).splitlines() if tree else []
    return "\n".join(
        [
            *_wrapped(_HEAD[lang]),
            "#",
            *(line for one in asked for line in _question(one, lang)),
            *_top(results, lang),
            *(f"# {line}" for line in lines),
            "",
        ]
    )


_QUESTION = say(id="pertanyaan", en="question")
_HEAD = say(
    id="Salin berkas ini bersama scenario.yaml di sampingnya ke folder Anda sendiri: "
    "folder hasil ditulis ulang. Isi jawaban yang Anda terima. Hapus `# ` di depan "
    "baris yang Anda tahu dan di depan baris induknya (kelompok, bagian), lalu ganti "
    "angkanya: yang tertulis adalah angka yang dipakai sampai sekarang. Baris yang "
    "tetap diawali `#` tidak dihitung. Periksa dengan `iuran check`, lalu jalankan "
    "dengan `iuran run`. Tulis angka saja: jangan nama, NIK, atau nomor KK.",
    en="Copy this file with the scenario.yaml beside it into a folder of your own: "
    "the run folder is written again. Fill in the answers you get. Remove the `# ` "
    "before a line you know and before the lines it stands under (group, section), "
    "and replace the number: what is written is the value used so far. Lines that "
    "keep their `#` do not count. Check it with `iuran check`, then run it with "
    "`iuran run`. Write numbers only: no names, no NIK, no KK numbers.",
)


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent="# ",
        subsequent_indent="# ",
        break_on_hyphens=False,
    )


def _question(one: Question, lang: str) -> list[str]:
    worth = rupiah_short(one.total_idr, lang, 1)
    told = say(
        id=f"{one.number}. Kepada {one.asked.institution['id']}: {one.asked.ask['id']}",
        en=f"{one.number}. To {one.asked.institution['en']}: {one.asked.ask['en']}",
    )[lang]
    if one.total_idr:
        told += say(id=f" (Bernilai {worth} setahun.)", en=f" (Worth {worth} a year.)")[
            lang
        ]
    return _wrapped(told)


def _top(results: Results, lang: str) -> Iterator[str]:
    scenario = results.scenario
    title = dict(scenario.title)
    yield ""
    yield "schema: 1"
    yield f"name: {name_of(scenario.name)}"
    yield f"extends: {PARENT}"
    yield "title:"
    yield f"  id: {_quoted(title['id'] + ', dengan jawaban')}"
    yield f"  en: {_quoted(title['en'] + ', with answers')}"
    yield "why:"
    yield f"  id: {_quoted(_WHY['id'])}"
    yield f"  en: {_quoted(_WHY['en'])}"
    yield ""


_WHY = say(
    id="Angka yang dijawab lembaga menggantikan anggapan.",
    en="Figures that the institutions gave take the place of assumptions.",
)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _put(tree: dict[str, Any], path: str, value: Any) -> None:
    *above, last = path.split(".")
    for key in above:
        tree = tree.setdefault(key, {})
    tree[last] = value


def _sorted(tree: dict[str, Any]) -> dict[str, Any]:
    """Return the sections in the order of a scenario file."""
    order = ("wage_growth_y", "segments", "decision", "funding", "budget", "law")
    return {key: tree[key] for key in order if key in tree}


def _answers(results: Results, one: Question) -> Answers:
    found: Answers = {}
    for key in one.keys:
        found |= _answer(results, key)
    return found


def _answer(results: Results, key: str) -> Answers:
    """Return the keys of a scenario that an answer about a name goes into."""
    section, *rest = key.split(".")
    if section == "segments":
        return _of_segment(results, rest[0], rest[1:])
    if section == "claims":
        return _of_claims(results, rest)
    if section == "budget":
        return _of_budget(results, rest)
    if section == "funding":
        return {"funding": [_given(plain(f)) for f in results.scenario.funding]}
    if section == "decision":
        return {"decision.instrument_date": f"{results.scenario.first_year - 1}-07-31"}
    return {key: plain(getattr(results.scenario, key))} if not rest else {}


def _of_segment(results: Results, slug: str, keys: list[str]) -> Answers:
    segment, start = results.scenario.segments[slug], f"segments.{slug}"
    written = plain(segment)
    if keys[0] in ("members", "eligible"):
        both = all_members(segment)
        names = ("eligible", "members") if both else keys[:1]
        return {f"{start}.{name}": written[name] for name in names}
    if keys[0] == "exits":
        return {f"{start}.exits": [_given(leave) for leave in written["exits"]]}
    if keys[0] == "tariff":
        return {f"{start}.tariff.reported_wage": written["tariff"]["reported_wage"]}
    if keys[0] == "turnover_y" and segment.turnover_y is None:
        held = results.law.turnover_y(slug, f"{results.scenario.first_year}-01")
        return {f"{start}.turnover_y": plain(held.central)}
    if keys[0] == "path" and len(keys) == 1:  # a trend has no number to ask for
        return {}
    return {f"{start}.{'.'.join(keys)}": _at(written, keys)}


def _at(written: Any, keys: list[str]) -> Any:
    for key in keys:
        written = written[key]
    return written


def _given(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if value is not None}


def _of_budget(results: Results, keys: list[str]) -> Answers:
    budget = plain(results.scenario.budget)
    if keys[0] == "growth_y":
        return {"budget.growth_y": budget["growth_y"]}
    if keys[0] == "base_idr":
        return {f"budget.base_idr.{y}": v for y, v in budget["base_idr"].items()}
    given = budget["ceiling"]
    if given["share"] is not None:
        return {"budget.ceiling.share": given["share"]}
    return {f"budget.ceiling.idr.{y}": v for y, v in given["idr"].items()}


def _of_claims(results: Results, keys: list[str]) -> Answers:
    """Return ages for a group's deaths, else the value of the law's assumption."""
    first = f"{results.scenario.first_year}-01"
    if keys[-1] == "selection" and len(keys) > 1:
        return {f"segments.{keys[0]}.profile": _profile(results, keys[0])}
    if keys[-1].startswith("selection"):  # follows from deaths and member-months
        return {}
    held = results.law.quantity(keys[-1], first)
    return {f"law.overrides.{keys[-1]}.{first}": plain(held.central)}


def _profile(results: Results, slug: str) -> dict[str, Any]:
    own = results.scenario.segments[slug].profile
    if own is not None and not isinstance(own, str):
        return plain(own)
    used = results.law.profile(own or slug)
    low, high = int(used.age_low.central), int(used.age_high.central)
    male = plain(used.male_share.central)
    return {"male_share": male, "ages": {f"{low}-{high - 1}": 1}}
