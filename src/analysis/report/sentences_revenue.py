"""Sentences on the bases of the burden, their growth, and where the line stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.language import number, percent, rupiah_short, say
from analysis.report.budget_words import RECIPE
from analysis.report.labels import BASES, text_of
from analysis.report.prose import Prose, joined
from analysis.report.tables_revenue import (
    growth_from,
    growth_y,
    stage_words,
    start_of,
)
from analysis.study import bases as study
from analysis.study.revenue import Evidence, evidence, realised_over_budget

if TYPE_CHECKING:
    from analysis.model.projection import Results


def bases(results: Results, lang: str = "en") -> Prose:
    """Say what share of every base the uncut bill is, in the first and last year."""
    found = study.bases(results)
    if not found:
        return joined(_NO_BASE[lang], _lacking(results, lang))
    years = next(iter(found.values())).burden.index
    first, last = (_burdens(found, place, lang) for place in (0, -1))
    said = say(
        id=f"Tagihan APBD umum sebelum pagu pada {years[0]}: {first}; pada "
        f"{years[-1]}: {last} (dalam kurung 90 dari 100 kemungkinan).",
        en=f"The bill of the general APBD before the ceiling is {first} in {years[0]}, "
        f"and {last} in {years[-1]} (in brackets 90 in 100 possibilities).",
    )[lang]
    return joined(*filter(None, [said, _lacking(results, lang)]))


def revenue(results: Results, lang: str = "en") -> Prose:
    """Say where each base starts, how it grows, and that realisation stands apart."""
    known = evidence(results)
    said = [_carried(results, name, known[name], lang) for name in ("revenue", "pad")]
    if not any(start_of(results, *one) for one in known.items()):
        return joined(_NO_BASE[lang])
    ratio, spread = realised_over_budget()
    apart = say(
        id=f"Realisasi pendapatan rata-rata {number(ratio, lang, 2)} kali anggarannya "
        f"(simpangan baku {number(spread, lang, 2)}; 38 kabupaten/kota Jawa Timur); "
        "angka ini disajikan terpisah dan tidak dikalikan ke basis.",
        en=f"Realised revenue is {number(ratio, lang, 2)} times its budget on average "
        f"(standard deviation {number(spread, lang, 2)}; 38 kabupaten and kota of Jawa "
        "Timur); it is kept apart and multiplies no base.",
    )[lang]
    return joined(*filter(None, said), apart)


def account(results: Results, lang: str = "en") -> Prose:
    """Say where in the budget the line stands, and which cap does not bind it."""
    known = [
        results.law.parameter(f"account_non_asn_{programme}").entries[-1]
        for programme in ("jkk", "jkm")
    ]
    jkk, jkm = (entry.value for entry in known)
    since = known[0].from_month[:4]
    cap = _cap(results, lang)
    return Prose(
        say(
            id=f"Iuran non-ASN sejak {since} dianggarkan di rekening {jkk} (JKK) dan "
            f"{jkm} (JKM), belanja barang dan jasa; rekening bagi pekerja rentan tidak "
            f"ditemukan. {cap}",
            en=f"Contributions of non-ASN staff stand since {since} in the accounts "
            f"{jkk} (JKK) and {jkm} (JKM), goods and services; no account for "
            f"vulnerable workers was found. {cap}",
        )[lang]
    )


def _burdens(found: dict[str, study.Base], place: int, lang: str) -> str:
    parts = []
    for name, base in found.items():
        one = base.burden.iloc[place]
        share, low, high = (percent(one[k], lang, 3) for k in ("central", "p05", "p95"))
        what = text_of(BASES[name], lang)
        part = say(
            id=f"{share} dari {what} ({low} sampai {high})",
            en=f"{share} of {what} ({low} to {high})",
        )
        parts.append(part[lang])
    return say(id=" dan ", en=" and ")[lang].join(parts)


def _carried(results: Results, name: str, one: Evidence, lang: str) -> str:
    start = start_of(results, name, one)
    if start is None:
        return _why_not(name, one, lang)
    what = text_of(BASES[name], lang)
    year, money = start[0], rupiah_short(start[1], lang)
    rate = percent(growth_y(results, name, one.growth), lang)
    source = growth_from(results, name, one.growth, lang)
    own = _own(results, name, one, lang)
    return say(
        id=f"Basis {what} mulai dari {money} ({year}) dan tumbuh {rate} setahun "
        f"({source}{own}).",
        en=f"The base {what} starts from {money} ({year}) and grows by {rate} a year "
        f"({source}{own}).",
    )[lang]


def _own(results: Results, name: str, one: Evidence, lang: str) -> str:
    """Return what the region's own figures of one stage say of growth."""
    if not one.spans:
        return say(
            id="; tidak ada dua angka dari tahap yang sama tanpa lompatan di antaranya",
            en="; no two figures of one stage without a break between them",
        )[lang]
    first, last = one.spans[0][0], one.spans[-1][1]
    rate, stage = percent(one.growth.own_mean_y, lang), stage_words(one.stage, lang)
    ours = percent(one.growth.mean_y, lang)
    beside = ""
    if study.is_own(results, name):
        beside = say(
            id=f"; gabungan yang digeser ke angka itu {ours}",
            en=f"; the pooled growth, moved to them, {ours}",
        )[lang]
    return say(
        id=f"; angka sendiri, {stage}, {first}-{last}: {rate} setahun{beside}",
        en=f"; own figures, {stage}, {first}-{last}: {rate} a year{beside}",
    )[lang]


def _lacking(results: Results, lang: str) -> str:
    """Say which bases cannot be computed and why."""
    found, known = study.bases(results), evidence(results)
    said = [_why_not(name, known[name], lang) for name in known if name not in found]
    return " ".join(said)


def _why_not(name: str, one: Evidence, lang: str) -> str:
    what = text_of(BASES[name], lang)
    missing = ", ".join(RECIPE[part][lang].lower() for part in one.missing)
    why = _REASONS[one.lacks or "no_figure"][lang].format(missing=missing)
    return say(
        id=f"Beban terhadap {what} tidak dapat dihitung: {why}.",
        en=f"The burden on {what} cannot be computed: {why}.",
    )[lang]


def _cap(results: Results, lang: str) -> str:
    law, month = results.law, f"{results.scenario.first_year}-01"
    cap = law.parameter("personnel_cap_share").entries[0]
    if month < cap.from_month:
        return ""
    share = percent(float(law.value("personnel_cap_share", month)), lang, 0)
    return say(
        id=f"Batas belanja pegawai {share} dari APBD (rekening 5.1.01) tidak "
        "mengenainya secara langsung.",
        en=f"The cap on personnel of {share} of the APBD (account 5.1.01) does not "
        "bind it directly.",
    )[lang]


_REASONS = {
    "no_figure": say(
        id="tidak ada angka untuk tahun mana pun", en="no figure of any year is known"
    ),
    "before_break": say(
        id="angka terakhir berasal dari sebelum opsen pajak kendaraan, yang besarnya "
        "per daerah tidak diketahui",
        en="the last figure is from before the vehicle tax surcharge, the size of "
        "which is not known by region",
    ),
    "input": say(
        id="angka {missing} tidak ditemukan", en="no figure was found of {missing}"
    ),
    "not_positive": say(
        id="tidak ada yang tersisa dari pendapatan", en="nothing of revenue is left"
    ),
}
_NO_BASE = say(
    id="Tidak ada angka pendapatan untuk tahun mana pun, jadi beban tidak dapat "
    "dihitung.",
    en="No revenue is known for any year, so the burden cannot be computed.",
)
