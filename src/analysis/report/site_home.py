"""The first page of the site, the pages that open its sections, and the choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from analysis.language import LANGUAGES, Text, percent, rupiah_short, say
from analysis.report import html, site_text
from analysis.report.site_city import CityRun, asked, headline
from analysis.report.site_words import (
    CHOOSE,
    FINDINGS,
    MEANING,
    MEANINGS,
    MORE,
    OWN_NAMES,
    QUESTION,
    TITLE,
)

# page -> title, words under it, the pages below it
SECTIONS: dict[str, tuple[Text, Text, tuple[str, ...]]] = {
    "cities": (
        say(id="Kota", en="Cities"),
        say(
            id="Satu halaman tiap kota: tujuh jawaban, gambar beserta angkanya, tabel, "
            "yang dianggap, angka terbit yang tidak cocok, dan berkas untuk diunduh.",
            en="A page for each city: seven answers, figures with their numbers, "
            "tables, what is assumed, published figures that disagree, and files to "
            "download.",
        ),
        (),
    ),
    "notebooks": (
        say(id="Buku catatan", en="Notebooks"),
        say(
            id="Satu pertanyaan tiap buku, dijalankan untuk dasar perencanaan Kota "
            "Cilegon. Kode terlipat; buka bila perlu.",
            en="One question each, executed for the planning baseline of Kota "
            "Cilegon. The code is folded; open it where you want it.",
        ),
        (),
    ),
    "method": (
        say(id="Metode", en="Method"),
        say(
            id="Aturan hitungan satu per satu, cukup rinci untuk dihitung ulang.",
            en="The rules of computation one by one, enough to compute them again.",
        ),
        ("equations", "central-path", "claims", "sustainability", "settlements"),
    ),
    "data": (
        say(id="Data", en="Data"),
        say(
            id="Kolom setiap tabel, asal angkanya, dan sumber yang dikutip.",
            en="The columns of every table, where figures come from, and the sources.",
        ),
        ("codebook", "provenance", "sources"),
    ),
    "rules": (
        say(id="Hukum", en="Law"),
        say(
            id="Bagaimana hukum dibaca, dan setiap nilai bertanggal dengan dasarnya.",
            en="How the law is read, and every dated value with its basis.",
        ),
        ("law", "law-values"),
    ),
    "guides": (
        say(id="Panduan", en="How-to"),
        say(
            id="Untuk perencana, peneliti, dan yang membawa angka sendiri.",
            en="For planners, for researchers, and for your own numbers.",
        ),
        (
            *("how-to-planner", "how-to-researcher", "add-your-numbers"),
            *("windows", "cluster"),
        ),
    ),
    "regions": (
        say(id="Semua wilayah", en="All regions"),
        say(
            id="Biaya perlindungan sebagian pekerja di setiap kabupaten dan kota, apa "
            "yang kembali, dan apa yang tidak dapat dikatakan.",
            en="What cover for a share of the workers costs in every regency and city, "
            "what comes back, and what cannot be said.",
        ),
        ("notebooks/10_regions", "all-regions"),
    ),
    "validation": (
        say(id="Validasi", en="Validation"),
        say(
            id="Seberapa tepat prakiraan sejauh ini, dan apakah model mengulang "
            "angka yang terbit.",
            en="How far forecasts have been right, and whether the model reproduces "
            "what was published.",
        ),
        ("notebooks/11_validation", "forecasts"),
    ),
    "about": (
        say(id="Tentang", en="About"),
        say(
            id="Anggapan, singkatan, keandalan, kecepatan, perubahan hasil, dan cara "
            "mengutip.",
            en="Assumptions, abbreviations, reliability, speed, changes of results, "
            "how to cite.",
        ),
        (
            *("assumptions", "glossary", "reliability", "performance"),
            *("changelog", "citation"),
        ),
    ),
}
_CITY = say(id="Kota", en="City")
OVERVIEW: dict[str, Text] = {
    "uncut_bill_idr": say(id="Tagihan {first}", en="Bill in {first}"),
    "burden_revenue_share": say(
        id="Dari pendapatan daerah {first}", en="Of APBD revenue in {first}"
    ),
    "breach_any_share": say(
        id="Peluang pagu terlewati sampai {last}",
        en="Chance of passing the line by {last}",
    ),
    "every_year_cut_share": say(
        id="Potongan agar muat tiap tahun", en="Cut for every year to fit"
    ),
}
_NO_LINE = say(
    id="Pagu yang belum terbit diganti tagihan tahun pertama yang ditahan dalam rupiah "
    "(dianggap). Terhadap pengganti itu sebagian besar peluang muncul karena cara "
    "membuatnya, bukan karena belanja berlebih; halaman tiap kota mengatakannya.",
    en="Where no line was published the first year's bill, held in rupiah, stands in "
    "for it (assumed). Most of the chance against such a line is there by "
    "construction, not by overspending; each city's page says so.",
)
SMALL = 0.0995  # below a tenth a chance has one decimal more
_NAMES: dict[str, Text] = {
    "assumptions": say(id="Anggapan", en="Assumptions"),
    "changelog": say(id="Perubahan hasil", en="Changelog of results"),
    "provenance": say(id="Asal-usul data", en="Provenance"),
}


def home(runs: Sequence[CityRun], lang: str) -> str:
    """Return the first page: findings of every city, then how to read them."""
    menu = [("", name) for name in SECTIONS]
    parts = [QUESTION[lang], site_text.contents(menu, hidden=True)]
    parts += [_overview(runs, lang)]
    parts += [_findings(run, lang) for run in runs]
    meaning = "\n".join(f"- {one[lang]}" for one in MEANINGS)
    parts += [site_text.heading(2, MEANING[lang]), meaning]
    return site_text.page(TITLE[lang], *parts)


def _overview(runs: Sequence[CityRun], lang: str) -> str:
    """Return one line a city, each number a row of its results."""
    first = {run.manifest["first_year"] for run in runs}
    last = {run.manifest["first_year"] + run.manifest["years"] - 1 for run in runs}
    years = {"first": "/".join(map(str, first)), "last": "/".join(map(str, last))}
    head = [_CITY[lang], *(text[lang].format(**years) for text in OVERVIEW.values())]
    rows = (
        [
            f"[{site_text.plain(run.place)}]({run.page}.md)",
            *(_cell(run, variable, lang) for variable in OVERVIEW),
        ]
        for run in runs
    )
    return f"{site_text.grid(head, rows)}\n\n{_NO_LINE[lang]}\n"


def _cell(run: CityRun, variable: str, lang: str) -> str:
    value = run.numbers.get(variable)
    if value is None or value != value:
        return "-"
    if variable.endswith("_idr"):
        return rupiah_short(value, lang)
    if "burden" in variable:
        return percent(value, lang, 3)
    return percent(value, lang, int(0 < value < SMALL))


def _findings(run: CityRun, lang: str) -> str:
    title = f"{FINDINGS[lang]}: {run.place}"
    items = [
        html.element("strong", question) + " " + html.element("span", answer)
        for question, answer in map(asked, run.findings[lang])
    ]
    answers = html.wrap(
        "ol", "".join(html.wrap("li", i) for i in items), class_="seven"
    )
    more = f"[{MORE[lang]}]({run.page}.md)"
    return "\n".join(
        (
            site_text.heading(2, title),
            site_text.plain(run.why[lang]) + "\n",
            headline(run, lang),
            site_text.raw(answers),
            more + "\n",
        )
    )


def section(name: str, pages: Sequence[tuple[str, str]], lang: str) -> str:
    """Return the page that opens a section and lists what it holds."""
    title, intro, _ = SECTIONS[name]
    listed = [
        (_NAMES[page][lang] if page in _NAMES else given, page) for given, page in pages
    ]
    return site_text.page(title[lang], intro[lang], site_text.contents(listed))


def choose(places: Mapping[str, str], mark: str) -> str:
    """Return the page where a reader chooses the language; ``places``: lang -> page."""
    asked_ = [
        html.wrap(
            "section",
            html.element("h2" if at else "h1", TITLE[lang])
            + html.element("p", CHOOSE[lang])
            + html.element("a", OWN_NAMES[lang], href=places[lang], class_="choice"),
            lang=lang,
        )
        for at, lang in enumerate(one for one in LANGUAGES if one in places)
    ]
    return _CHOICE.format(
        policy=html.POLICY,
        mark=escape(mark),
        title=escape(TITLE[LANGUAGES[0]]),
        body="\n".join(asked_),
    )


_CHOICE = """<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="generator" content="{mark}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ margin: 0; color: #1d2733; background: #fff;
  font: 18px/1.55 system-ui, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif; }}
main {{ max-width: 44rem; margin: 8vh auto; padding: 0 1.25rem; }}
section {{ border-left: 4px solid #0072b2; padding: 0 1.2rem 1rem; margin: 2rem 0; }}
h1, h2 {{ font-size: 1.4rem; line-height: 1.3; }}
.choice {{ display: inline-block; padding: .6rem 1.4rem; border-radius: 6px;
  background: #005f99; color: #fff; text-decoration: none; font-weight: 600; }}
.choice:focus, .choice:hover {{ background: #083f78; }}
</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""
