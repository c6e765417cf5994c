"""What the page of all regencies and cities shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from analysis.language import Text, say
from analysis.report import html, national_list, sentences, tables
from analysis.report.page_words import SECTIONS

if TYPE_CHECKING:
    from analysis.study.national import National

LIMITS: Sequence[Text] = (
    say(
        id="Penduduk terdaftar (Kemendagri 2025) bukan penduduk Sakernas: keduanya "
        "menghitung orang yang berbeda, dan taksiran angkatan kerja mewarisi bedanya.",
        en="The civil register (2025) is not the population of Sakernas, the labour "
        "force survey: they count different people, and the estimate inherits it.",
    ),
    say(
        id="Tingkat partisipasi dari Agustus 2021, masa pandemi, dan taksiran survei "
        "dengan galat yang tidak disebut sumbernya, terutama di wilayah kecil.",
        en="The participation rate is of August 2021, in the pandemic, and a survey "
        "estimate whose error the source does not state, above all in small regions.",
    ),
    say(
        id="Umur peserta, risiko kerja, dan kematian wilayah tidak diketahui; yang "
        "dipakai angka nasional, jadi rata-rata klaim seorang peserta sama di semua "
        "wilayah. Beda antarwilayah dalam klaim hanyalah banyaknya orang dan faktor "
        "kebetulan.",
        en="Ages of members, risks at work and deaths of a region are not known; the "
        "nation's are used, so that mean claims of a member are the same in all "
        "regions. What differs between regions in claims is the number of people and "
        "chance only.",
    ),
    say(
        id="Biaya mendaftarkan orang, memeriksa nama, dan mereka yang keluar tidak "
        "dihitung; semua orang dianggap dibayar dua belas bulan.",
        en="The cost of enrolling people and checking names, and those who leave, are "
        "not counted; everybody is taken to be paid for all twelve months.",
    ),
)
_LIMITS = say(id="Yang tidak dapat dikatakan", en="What cannot be said")
_EVERY = say(
    id="Semua wilayah menurut provinsi (buka satu; taksiran, dalam kurung 90 dari 100 "
    "kemungkinan)",
    en="All regions by province (open one; estimates, in brackets 90 in 100 "
    "possibilities)",
)


def findings(found: National, lang: str) -> list[str]:
    """Return the findings in the order of the page."""
    told = (
        sentences.national_cost,
        sentences.national_yardstick,
        sentences.national_estimate,
        sentences.national_spread,
        sentences.national_affordable,
        sentences.national_benefits,
        sentences.national_known,
    )
    return [sentence(found, lang) for sentence in told]


def parts(found: National, pictures: Sequence[str], lang: str) -> Iterator[str]:
    """Yield findings, the files, limits, figures, tables and all regions, folded."""
    items = (html.element("span", one) for one in findings(found, lang))
    yield html.section(
        SECTIONS["findings"][lang],
        [
            html.listed(items, class_="findings"),
            national_list.national_download(found, lang).html(),
        ],
    )
    limits = html.listed(html.element("span", one[lang]) for one in LIMITS)
    yield html.section(_LIMITS[lang], [limits])
    yield html.section(SECTIONS["figures"][lang], pictures)
    every = (
        tables.national_revenue(found, lang),
        tables.national_estimate(lang),
        tables.national_provinces(found, lang, len(found.sums)),
        tables.national_ends(found, lang),
        tables.region_facts(lang),
    )
    yield html.section(SECTIONS["tables"][lang], map(html.table, every))
    yield html.section(_EVERY[lang], [national_list.folded(found, lang)])
