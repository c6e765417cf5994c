"""Tables of ratios: what size makes credible, national checks, a tariff revision."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.language import Text, number, percent, say
from analysis.report import claims_frames, frames, readings
from analysis.report.table import Table, heads, millions, shortened

if TYPE_CHECKING:
    from analysis.model.projection import Results

PER = 1000
REPORTED, PROJECTED = "claim_ratio", "claim_ratio_projected"
WHOLE_2023 = ("K122", "K121")  # claims and contributions of JKM, all segments


def credibility(results: Results, lang: str = "en", year: int | None = None) -> Table:
    """Show by group size how far last year's ratio says anything of the next."""
    year = year or frames.first_year(results)
    rows = [
        [
            number(row.members, lang),
            number(row.deaths, lang, 1),
            percent(row.factor, lang, 0),
            f"{percent(row.factor_low, lang, 0)} - {percent(row.factor_high, lang, 0)}",
            percent(row.next, lang, 0),
        ]
        for row in claims_frames.credibility(results, year).itertuples()
    ]
    expected = frames.at(results, "incurred_ratio", year)
    last, usual = (percent(one, lang, 0) for one in (2 * expected, expected))
    head = heads(
        lang,
        say(id="Peserta", en="Members"),
        say(id="Kematian diperkirakan", en="Expected deaths"),
        say(id="Bobot rasio sendiri", en="Weight of its own ratio"),
        say(id="Rentang bobot", en="Range of the weight"),
        say(id=f"Sesudah {last}: tahun berikutnya", en=f"After {last}: the next year"),
    )
    title = say(
        id=f"Rasio kelompok kecil hampir tidak meramalkan tahun berikutnya "
        f"(diperkirakan {usual})",
        en="The ratio of a small group hardly foretells its next year "
        f"(expected: {usual})",
    )
    frame = pd.DataFrame(rows, columns=head)
    return Table("credibility", title[lang], frame, _spread_note(results, lang))


def _spread_note(results: Results, lang: str) -> str:
    found = claims_frames.between(results.law)
    cv, low, high = (
        number(x, lang, 2) for x in (found.cv, found.cv_low, found.cv_high)
    )
    return say(
        id=f"Sebaran antarkelompok (cv) {cv}, menurut kematian teramati antara {low} "
        f"dan {high} (95%): rentang bobot. Gamma-Poisson.",
        en=f"Spread between groups (cv) {cv}, by the deaths observed between {low} and "
        f"{high} (95%): the range of the weight. Gamma-Poisson.",
    )[lang]


def national(results: Results, lang: str = "en") -> Table:
    """Show printed national ratios of JKM, the deaths they imply, and this scenario."""
    rows = [*_reported(results, lang), _whole(lang), *_projected(lang)]
    rows.append(_ours(results, frames.first_year(results), lang))
    head = heads(
        lang,
        say(id="Tahun", en="Year"),
        say(id="Apa", en="What"),
        say(id="Klaim JKM / iuran JKM", en="JKM claims / JKM contributions"),
        say(id="Kematian per 1.000 setahun", en="Deaths per 1,000 a year"),
        say(id="Sumber", en="Source"),
    )
    title = say(
        id="Rasio nasional JKM: pembanding, bukan masukan",
        en="National ratios of JKM: checks, not inputs",
    )
    frame = pd.DataFrame(rows, columns=head)
    left = [head[0], head[1], head[4]]
    return Table("national", title[lang], frame, _NATIONAL_NOTE[lang], left)


_NATIONAL_NOTE = say(
    id="Kematian: rasio x 12 x Rp6.800 / santunan tahun itu; batas atas, karena klaim "
    "memuat beasiswa. Sumbernya menyebut BPU, tetapi sumber lain memberi 90% bagi "
    "seluruh program. Proyeksi pemerintah: seluruh program.",
    en="Deaths: ratio x 12 x Rp6,800 / the benefit of the year; an upper bound, as the "
    "claims hold scholarships. The source says BPU, yet another gives 90% for the "
    "whole programme. The government's projections are for the whole programme.",
)
_WHAT: dict[str, Text] = {
    REPORTED: say(id="dilaporkan (BPU)", en="reported (BPU)"),
    PROJECTED: say(id="proyeksi RAPBN 2025", en="projected, budget note of 2025"),
    "whole": say(id="dilaporkan, seluruh program", en="reported, whole programme"),
    "ours": say(id="skenario ini", en="this scenario"),
}


def _reported(results: Results, lang: str) -> list[list[str]]:
    from analysis.law.benefits import jkm_death_benefit_idr
    from analysis.law.parameters import load_law
    from analysis.model.claims.loss_ratio import implied_death_rate_y

    law, rows = load_law(), []
    for year, row in claims_frames.national_ratios(REPORTED).iterrows():
        month = f"{year}-01"
        tariff = float(law.value("bpu_jkm_idr_m", month))
        benefit = float(jkm_death_benefit_idr(month, law))
        rate = implied_death_rate_y(row["value"], tariff, benefit)
        rows.append(
            [
                str(year),
                _WHAT[REPORTED][lang],
                percent(row["value"], lang),
                number(rate * PER, lang, 2),
                _source(row["claim_id"]),
            ]
        )
    return rows


def _whole(lang: str) -> list[str]:
    from analysis.evidence.ledger import claim

    claims, paid = (float(claim(one)["value"]) for one in WHOLE_2023)
    return [
        "2023",
        _WHAT["whole"][lang],
        percent(claims / paid, lang),
        "-",
        ", ".join(WHOLE_2023),
    ]


def _projected(lang: str) -> list[list[str]]:
    found = claims_frames.national_ratios(PROJECTED)
    return [
        [
            str(year),
            _WHAT[PROJECTED][lang],
            percent(row["value"], lang),
            "-",
            _source(row["claim_id"]),
        ]
        for year, row in found.iterrows()
    ]


def _source(claim_id: str) -> str:
    """Return the source of a ledger row."""
    from analysis.evidence.ledger import claim

    return str(claim(claim_id)["source_id"])


def _ours(results: Results, year: int, lang: str) -> list[str]:
    paid = frames.at(results, "contributions_idr", year, programme="jkm")
    cost = frames.at(results, "claims_incurred_idr", year, programme="jkm")
    rate = readings.scenario_point(results, year)["death_rate_y"]
    return [
        str(year),
        _WHAT["ours"][lang],
        percent(cost / paid, lang) if paid else "-",
        number(rate * PER, lang, 2),
        results.scenario.name,
    ]


def tariff_revision(results: Results, lang: str = "en") -> Table:
    """Show what a JKM contribution that covers the ratio of BPU would add."""
    from analysis.study import tariff_shock

    price = tariff_shock.price(results, tariff_shock.published_ratio())
    own = frames.by_year(results, "balancing_tariff_idr_m", programme="jkm")
    paid = {y: readings.mean_tariff_idr_m(results, y, "jkm") for y in price.index}
    rows = [
        [
            str(year),
            number(paid[year], lang) if paid[year] else "-",
            number(own[year], lang) if year in own.index else "-",
            millions(row.extra_idr, lang),
            millions(row.apbd_extra_idr, lang),
            percent(row.rise_share, lang),
            number(row.places, lang),
        ]
        for year, row in zip(price.index, price.itertuples(), strict=True)
    ]
    head = heads(
        lang,
        say(id="Tahun", en="Year"),
        say(id="Iuran JKM kini, Rp sebulan", en="JKM paid now, Rp a month"),
        say(id="JKM impas di sini, Rp", en="JKM that balances here, Rp"),
        say(id="Revisi menambah, Rp juta", en="The revision adds, Rp million"),
        say(id="bagi APBD umum", en="for the general APBD"),
        say(id="Kenaikan tagihan", en="Rise of the bill"),
        say(id="Peserta tak terbayar", en="Members not paid for"),
    )
    title = say(
        id="Bila iuran JKM dinaikkan untuk menutup rasio BPU 2023",
        en="If the JKM contribution rose to cover the ratio of BPU in 2023",
    )
    frame = shortened(pd.DataFrame(rows, columns=head))
    return Table("tariff-revision", title[lang], frame, _REVISION_NOTE[lang], head[:1])


_REVISION_NOTE = say(
    id="Untuk orang dan bulan yang sama. Peserta tak terbayar: bila uangnya tetap. "
    "JKM impas di sini: untuk klaim JKM skenario ini dan biaya pengelola, tanpa sisa "
    "iuran JKK. Bagi APBD umum: menurut bagian pembayar kini; pembayar yang jumlahnya "
    "tetap menyisakan lebih banyak baginya. Tidak ada revisi yang diumumkan.",
    en="For the same people and months. Members not paid for: were the money to stay "
    "the same. JKM that balances here: for the JKM claims of this scenario and the "
    "levy, without what is left of JKK contributions. For the general APBD: by the "
    "payers' shares of now; one that gives a fixed amount leaves more to it. No "
    "revision was announced.",
)
