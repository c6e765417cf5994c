"""Tables of the bases: burdens side by side, how each base grows, fiscal space."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.language import number, percent, rupiah_short, say
from analysis.model.revenue import SERIES_LEAST
from analysis.report.budget_words import RECIPE, ROOM, STAGE_NOT_STATED, STAGE_WORDS
from analysis.report.labels import BASES, text_of
from analysis.report.sources import evidence_ids
from analysis.report.table import Table, heads, millions, shortened
from analysis.study import bases as study
from analysis.study.revenue import (
    Evidence,
    Figure,
    evidence,
    fiscal_inputs,
    given_space,
    pooled,
)

if TYPE_CHECKING:
    from analysis.model.projection import Results
    from analysis.model.revenue import Growth

NOT_FOUND = say(id="tidak ditemukan", en="not found")
NOT_COMPUTABLE = say(id="tidak dapat dihitung", en="not computable")


def bases(results: Results, lang: str = "en") -> Table:
    """Show the uncut bill over every base that is known, a row a year."""
    found = study.bases(results)
    years = heads(lang, say(id="Tahun", en="Year"))
    columns: dict[str, list[str]] = {}
    if found:
        bill = results.series("uncut_bill_idr")
        columns[_BILL[lang]] = [millions(one, lang) for one in bill]
        columns = {years[0]: [str(year) for year in bill.index], **columns}
    for name, base in found.items():
        words = capital(text_of(BASES[name], lang))
        idr = [number(one / 1e9, lang, 1) for one in base.idr["central"]]
        columns[_IN_BILLIONS[lang].format(base=words)] = idr
        shares = base.burden.to_dict("records")
        columns[_SHARE[lang].format(base=text_of(BASES[name], lang))] = [
            _banded(s, lang) for s in shares
        ]
    frame = shortened(pd.DataFrame(columns))
    note = _BASES_NOTE if found else _NO_BASE
    return Table("bases", _BASES_TITLE[lang], frame, note[lang], years if found else ())


def revenue(results: Results, lang: str = "en") -> Table:
    """Show where each base starts, how it grows, and from which figures that comes."""
    head = heads(
        lang,
        say(id="Basis", en="Base"),
        say(id="Mulai dari", en="Starts from"),
        say(id="Tumbuh setahun", en="Grows a year"),
        say(id="Dari mana", en="Where from"),
        say(id="Angka sendiri, satu tahap", en="Own figures of one stage"),
        say(id="Tidak dipakai", en="Left out"),
        say(id="Sumber", en="Source"),
    )
    rows = [
        [capital(text_of(BASES[name], lang)), *_carried(results, name, one, lang)]
        for name, one in evidence(results).items()
    ]
    frame = pd.DataFrame(rows, columns=head)
    note, widths = _revenue_note(lang), (13, 18, 9, 17, 17, 11, 15)
    return Table("revenue", _REVENUE_TITLE[lang], frame, note, head, widths)


def fiscal_space(results: Results, lang: str = "en") -> Table:
    """Show fiscal space by its recipe, each input with year, stage and source."""
    head = heads(
        lang,
        say(id="Bagian", en="Item"),
        say(id="Rp miliar", en="Rp billion"),
        say(id="Tahun", en="Year"),
        say(id="Tahap", en="Stage"),
        say(id="Sumber", en="Source"),
    )
    first = results.scenario.first_year
    rows = []
    if given_space(results.region, first) is None:
        for name, one in fiscal_inputs(results.region, first).items():
            sign = "" if name == "revenue" else "- "
            rows.append([sign + RECIPE[name][lang], *_cells(one, lang)])
    left = evidence(results)["fiscal_space"]
    rows.append([_ROOM_IS[lang], *_result(left, lang)])
    frame = pd.DataFrame(rows, columns=head)
    left_aligned = [head[0], *head[2:]]
    note = _SPACE_NOTE[lang].format(code=results.scenario.region)
    widths = (28, 16, 8, 14, 34)
    return Table("fiscal_space", _SPACE_TITLE[lang], frame, note, left_aligned, widths)


def capital(words: str) -> str:
    """Return the words with a capital first letter, the others as they are."""
    return words[:1].upper() + words[1:]


def stage_words(stage: str, lang: str) -> str:
    """Return the name of a stage of the budget."""
    return STAGE_WORDS.get(stage, STAGE_NOT_STATED)[lang]


def growth_from(results: Results, name: str, growth: Growth, lang: str) -> str:
    """Return in words what the growth of a base was taken from."""
    if study.is_own(results, name):
        return say(id="skenario", en="the scenario")[lang]
    return _METHODS[growth.method][lang].format(weight=percent(growth.weight, lang, 0))


def growth_y(results: Results, name: str, growth: Growth) -> float:
    """Return the growth a year that the central path of a base takes."""
    if study.is_own(results, name):
        return float(results.scenario.budget.growth_y.central)
    return growth.mean_y


def start_of(results: Results, name: str, one: Evidence) -> tuple[int, float] | None:
    """Return year and rupiah that the central path of a base starts from."""
    if study.is_own(results, name):
        known = results.scenario.budget.base_idr
        first = results.scenario.first_year
        year = max((y for y in known if y <= first), default=min(known))
        return year, float(known[year].central)
    return (one.start.year, one.start.idr) if one.start else None


def _carried(results: Results, name: str, one: Evidence, lang: str) -> list[str]:
    start = start_of(results, name, one)
    if start is None:
        own, left_out = _own(one, lang), _left_out(one, lang)
        return [NOT_COMPUTABLE[lang], "-", "-", own, left_out, "-"]
    published = one.start and start == (one.start.year, one.start.idr)
    stage = f", {stage_words(one.start.stage, lang)}" if published else ""
    source = one.start.source if published else _given_by(results)
    return [
        f"{rupiah_short(start[1], lang)} ({start[0]}{stage})",
        percent(growth_y(results, name, one.growth), lang),
        growth_from(results, name, one.growth, lang),
        _own(one, lang),
        _left_out(one, lang),
        source,
    ]


def _given_by(results: Results) -> str:
    """Return the ids behind the scenario's base, its name where it cites none."""
    return ", ".join(evidence_ids(results, "budget.base_idr")) or results.scenario.name


def _own(one: Evidence, lang: str) -> str:
    if not one.spans:
        return say(id="tidak ada", en="none")[lang]
    spans = ", ".join(f"{first}-{last}" for first, last in one.spans)
    own = percent(one.growth.own_mean_y, lang)
    return say(
        id=f"{stage_words(one.stage, lang)} {spans} ({one.count} angka): {own}",
        en=f"{stage_words(one.stage, lang)} {spans} ({one.count} figures): {own}",
    )[lang]


def _left_out(one: Evidence, lang: str) -> str:
    if not one.crossing:
        return "-"
    years = ", ".join(f"{year - 1}/{year}" for year in one.crossing)
    return say(id=f"lompatan {years}", en=f"the break {years}")[lang]


def _banded(share: dict[str, float], lang: str) -> str:
    central, low, high = (percent(share[k], lang, 3) for k in ("central", "p05", "p95"))
    return f"{central}{_NO_BREAK}({low}{_HYPHEN}{high})"


def _cells(one: Figure | None, lang: str) -> list[str]:
    if one is None:
        return [NOT_FOUND[lang], "-", "-", "-"]
    stage = stage_words(one.stage, lang)
    return [number(one.idr / 1e9, lang, 1), str(one.year), stage, one.source]


def _result(left: Evidence, lang: str) -> list[str]:
    if left.start:
        return _cells(left.start, lang)
    if left.lacks == "not_positive":
        return [NOT_COMPUTABLE[lang], "-", "-", _NOTHING_LEFT[lang]]
    missing = ", ".join(RECIPE[name][lang].lower() for name in left.missing)
    return [NOT_COMPUTABLE[lang], "-", "-", _MISSING[lang].format(missing=missing)]


def _revenue_note(lang: str) -> str:
    of_revenue, of_pad = pooled("revenue"), pooled("pad")
    means = [percent(one.mean_y, lang) for one in (of_revenue, of_pad)]
    spreads = [percent(one.sd_y, lang, 0) for one in (of_revenue, of_pad)]
    texts = {"means": means, "spreads": spreads, "least": SERIES_LEAST}
    return _REVENUE_NOTE[lang].format(**texts)


_NO_BREAK, _HYPHEN = "\u00a0", "\u2011"  # a band stays on one line
_BILL = say(id="Tagihan, Rp juta", en="Bill, Rp million")
_IN_BILLIONS = say(id="{base}, Rp miliar", en="{base}, Rp billion")
_SHARE = say(id="Tagihan / {base}", en="Bill / {base}")
_BASES_TITLE = say(id="Beban terhadap setiap basis", en="The burden against every base")
_BASES_NOTE = say(
    id="Tagihan APBD umum sebelum pagu, jalur pusat; dalam kurung 90 dari 100 "
    "kemungkinan: semua angka yang tidak dipastikan sumber berubah sekaligus.",
    en="Bill of the general APBD before the ceiling, central path; in brackets 90 in "
    "100 possibilities: all that no source settles varies at once.",
)
_NO_BASE = say(
    id="Tidak ada angka pendapatan untuk tahun mana pun: beban tidak dapat dihitung.",
    en="No revenue is known for any year: the burden cannot be computed.",
)
_REVENUE_TITLE = say(
    id="Basis: mulai dari mana dan tumbuh berapa", en="The bases: start and growth"
)
_REVENUE_NOTE = say(
    id="Gabungan: 38 kabupaten/kota Jawa Timur 2021-2024, pendapatan {means[0]} dan "
    "PAD {means[1]} setahun; satu tahun menyimpang {spreads[0]} dan {spreads[1]} "
    "(simpangan baku), dan tahun yang baik biasanya disusul tahun yang lemah. Hanya "
    "angka dari tahap yang sama yang dibandingkan: di bawah {least} angka mereka "
    "menggeser gabungan, mulai {least} angka mereka dipakai sebagai deret sendiri. "
    "Lompatan: opsen pajak kendaraan (PAD 2025), pemotongan transfer (pendapatan "
    "2026).",
    en="Pooled: 38 kabupaten and kota of Jawa Timur 2021-2024, revenue {means[0]} and "
    "PAD {means[1]} a year; a single year is off by {spreads[0]} and {spreads[1]} "
    "(standard deviation), and a good year is mostly followed by a weak one. Only "
    "figures of one stage are compared: fewer than {least} of them move the pooled "
    "growth, from {least} on they are used as a series of their own. Breaks: vehicle "
    "tax surcharge (PAD of 2025), cut of transfers (revenue of 2026).",
)
_METHODS = {
    "pooled": say(id="gabungan", en="pooled"),
    "own_pairs": say(
        id="gabungan, digeser {weight} ke angka sendiri",
        en="pooled, moved {weight} of the way to own figures",
    ),
    "series": say(
        id="deret sendiri (jalan acak dengan arah)",
        en="own series (random walk with drift)",
    ),
}
_SPACE_TITLE = say(id="Ruang fiskal menurut rumusnya", en="Fiscal space by its recipe")
_ROOM_IS = say(id=f"= {ROOM['id']}", en=f"= {ROOM['en']}")
_MISSING = say(id="belum ada: {missing}", en="missing: {missing}")
_NOTHING_LEFT = say(id="tidak ada yang tersisa", en="nothing is left")
_SPACE_NOTE = say(
    id="Bagian yang kurang diisi di data/regions/{code}.yaml, `fiscal_inputs_idr`, "
    "tahun yang sama untuk semua. Kapasitas fiskal resmi (PMK 84/2023 Pasal 6) "
    "dihitung serupa, tetapi menambah SiLPA dan tidak mengurangi DAK. Ruang fiskal "
    "dianggap tumbuh seperti pendapatan.",
    en="What is missing is filled in at data/regions/{code}.yaml, `fiscal_inputs_idr`, "
    "one year for all. The official fiscal capacity (PMK 84/2023 Pasal 6) is alike, "
    "but adds the surplus carried over and does not take off DAK. Fiscal space is "
    "assumed to grow as revenue does.",
)
