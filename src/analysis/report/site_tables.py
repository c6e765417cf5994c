"""Pages of the site that are tables: dated law, sources, citation, abbreviations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

import pandas as pd

from analysis.language import Text, say
from analysis.law.dated import Law
from analysis.law.explain_table import shown
from analysis.law.parameters import regulations
from analysis.law.parameters import sources as law_sources
from analysis.law.reading import Entry, Parameter
from analysis.law.wording import MARKS, unit_words
from analysis.report import html, site_text
from analysis.report.labels import text_of
from analysis.report.table import Table, heads
from analysis.report.tables_law import basis_text

_FILES: dict[str, Text] = {
    "contributions": say(id="Iuran dan keringanan", en="Contributions and relief"),
    "benefits": say(id="Manfaat", en="Benefits"),
    "eligibility": say(id="Kepesertaan", en="Membership"),
    "calendar": say(id="Kalender dan rekening", en="Calendar and accounts"),
    "fiscal": say(id="Anggaran daerah", en="Local budgets"),
    "targets": say(id="Target", en="Targets"),
    "claims": say(id="Anggapan klaim", en="Assumptions on claims"),
    "growth": say(id="Anggapan pertumbuhan", en="Assumptions on growth"),
}
_LAW = say(id="Nilai hukum dan anggapan, bertanggal", en="Dated values of the law")
_LAW_INTRO = say(
    id="Setiap nilai yang dipakai hitungan, bulan mulai berlakunya, dan dasarnya. Id "
    "dalam kurung siku ada pada daftar sumber di akhir halaman. Nilai rencana hanya "
    "dipakai varian `planned`.",
    en="Every value the computation uses, the month it is in force from, and its "
    "basis. Ids in square brackets stand in the list of sources at the end. A planned "
    "value is used by the variant `planned` only.",
)
_LAW_SOURCES = say(id="Sumber hukum", en="Sources of the law")
_CAPTION = say(id="{title}: {count} aturan", en="{title}: {count} rules")
_PLANNED = say(id="rencana", en="planned")
_REGULATIONS = say(id="Peraturan yang dikutip", en="Regulations cited")
_SOURCES = say(id="Sumber angka", en="Sources of the figures")
_SOURCES_INTRO = say(
    id="{count} sumber yang dibaca, beserta jenis, mutu (A paling baik), dan tanggal "
    "terbitnya. Judul ditulis seperti pada sumbernya.",
    en="{count} sources that were read, with kind, trust (A is best) and date. Titles "
    "are as the source writes them.",
)
_KINDS: dict[str, str] = {
    "news": "berita",
    "government page": "laman pemerintah",
    "dataset": "kumpulan data",
    "law": "peraturan",
}


def law_values(law: Law, lang: str) -> str:
    """Return the page of every dated value with its legal basis."""
    by_file: dict[str, list[Parameter]] = {}
    for parameter in law.parameters.values():
        by_file.setdefault(PurePosixPath(parameter.file).stem, []).append(parameter)
    parts = [_LAW_INTRO[lang]]
    for stem, title in _FILES.items():
        listed = by_file.pop(stem, [])
        parts += _law_part(stem, title[lang], listed, lang)
    for stem, listed in by_file.items():
        parts += _law_part(stem, stem, listed, lang)
    parts += [site_text.heading(2, _REGULATIONS[lang]), _regulations(lang)]
    parts += [site_text.heading(2, _LAW_SOURCES[lang]), _law_sources(lang)]
    return site_text.page(_LAW[lang], *parts, wide=True)


def _law_part(
    stem: str, title: str, listed: list[Parameter], lang: str
) -> Iterator[str]:
    head = heads(
        lang,
        say(id="Aturan", en="Rule"),
        say(id="Nilai", en="Value"),
        say(id="Satuan", en="Unit"),
        say(id="Sejak", en="Since"),
        say(id="Dasar", en="Basis"),
        say(id="Tanda", en="Mark"),
    )
    rows = [
        _law_row(parameter, entry, lang)
        for parameter in listed
        for entry in (*parameter.entries, *parameter.planned)
    ]
    frame = pd.DataFrame(rows, columns=head)
    yield site_text.heading(2, title)
    caption = _CAPTION[lang].format(title=title, count=len(listed))
    yield site_text.table(Table(f"law-{stem}", caption, frame, left=[*head]))


def _law_row(parameter: Parameter, entry: Entry, lang: str) -> list[str]:
    ids = f" [{', '.join(entry.sources)}]" if entry.sources else ""
    since = f" ({_PLANNED[lang]})" if entry.planned else ""
    return [
        text_of(parameter.title, lang),
        shown(entry, parameter.unit, lang),
        unit_words(parameter.unit, lang),
        entry.from_month + since,
        basis_text(entry, lang) + ids,
        MARKS[entry.mark][lang],
    ]


def _regulations(lang: str) -> str:
    items = [(one.name, one.title[lang]) for one in regulations().values()]
    head = heads(lang, say(id="Peraturan", en="Regulation"), say(id="Isi", en="Title"))
    frame = pd.DataFrame(items, columns=head)
    return site_text.table(Table("law", _REGULATIONS[lang], frame, left=[*head]))


def _law_sources(lang: str) -> str:
    items = [(name, one["title"], one["url"]) for name, one in law_sources().items()]
    head = heads(
        lang,
        say(id="Id", en="Id"),
        say(id="Judul", en="Title"),
        say(id="Alamat", en="Address"),
    )
    frame = pd.DataFrame(items, columns=head)
    caption = _LAW_SOURCES[lang]
    return site_text.table(Table("law-sources", caption, frame, left=[*head]))


def sources(frame: pd.DataFrame, lang: str) -> str:
    """Return the page of all sources of the ledger."""
    head = heads(
        lang,
        say(id="Id", en="Id"),
        say(id="Judul", en="Title"),
        say(id="Penerbit", en="Publisher"),
        say(id="Terbit", en="Date"),
        say(id="Jenis", en="Kind"),
        say(id="Mutu", en="Trust"),
        say(id="Alamat", en="Address"),
    )
    columns = ("source_id", "title", "publisher", "date_published", "kind")
    body = frame[[*columns, "trust", "url"]].astype(object).fillna("").copy()
    if lang == "id":
        body["kind"] = body["kind"].map(lambda kind: _KINDS.get(kind, kind))
    body.columns = head
    intro = _SOURCES_INTRO[lang].format(count=len(body))
    listed = Table("sources", _SOURCES[lang], body, left=[*head])
    return site_text.page(_SOURCES[lang], intro, site_text.table(listed), wide=True)


_CITE = say(id="Cara mengutip", en="How to cite")
_CITE_INTRO = say(
    id="Sebut versi yang dipakai: hasil dapat berubah antarversi, dan perubahannya "
    "tercatat pada [perubahan hasil](changelog.md). Lisensi kode: {license}; lisensi "
    "data disebut pada `data/LICENSES.md`.",
    en="Name the version you used: results may change between versions, and the "
    "[changelog](changelog.md) says where. Licence of the code: {license}; licences "
    "of the data stand in `data/LICENSES.md`.",
)


def citation(cited: Mapping[str, Any], lang: str) -> str:
    """Return the page that says how to cite; ``cited`` is the citation file read."""
    names = " and ".join(_author(one) for one in cited["authors"])
    year = str(cited["date-released"])[:4]
    line = f"{names} ({year}). {cited['title']}. {cited['version']}."
    entry = (
        f"@software{{iuran_{year},\n  author  = {{{names}}},\n"
        f"  title   = {{{{{cited['title']}}}}},\n  version = {{{cited['version']}}},\n"
        f"  year    = {{{year}}},\n  license = {{{cited['license']}}}\n}}"
    )
    intro = _CITE_INTRO[lang].format(license=cited["license"])
    quote = "> " + site_text.plain(line)
    return site_text.page(_CITE[lang], intro, quote, f"```bibtex\n{entry}\n```")


def _author(one: Mapping[str, str]) -> str:
    if "name" in one:
        return one["name"]
    return f"{one.get('given-names', '')} {one.get('family-names', '')}".strip()


_WORDS = say(id="Singkatan dan istilah", en="Abbreviations and terms")


def glossary(known: Mapping[str, Text], lang: str) -> str:
    """Return the page of abbreviations and what they mean."""
    pairs = ((word, known[word][lang]) for word in sorted(known, key=str.casefold))
    return site_text.page(_WORDS[lang], site_text.terms(pairs))


def note(text: str) -> str:
    """Return a remark that stands out from a page's own text."""
    return site_text.raw(html.element("p", text, class_="remark")) if text else ""
