"""Names: the same segment reads the same everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from analysis.language import Text, say
from analysis.report.labels_ledger import MORE_CONCEPTS

if TYPE_CHECKING:
    from analysis.law.dated import Law
    from analysis.model.projection import Results


# names short enough for the edge of a picture; the tables carry the full labels
SHORT: dict[str, Text] = {
    "rt_rw": say(id="RT/RW", en="RT/RW"),
    "lkk": say(id="LKK", en="LKK"),
    "karang_taruna": say(id="Karang taruna", en="Karang taruna"),
    "kader": say(id="Kader", en="Kader (cadres)"),
    "adhoc_kpu": say(id="Ad hoc KPU", en="Ad hoc KPU"),
    "adhoc_bawaslu": say(id="Ad hoc Bawaslu", en="Ad hoc Bawaslu"),
    "nelayan": say(id="Nelayan", en="Nelayan (fishers)"),
    "petani": say(id="Petani", en="Petani (farmers)"),
    "kebersihan": say(id="Kebersihan", en="Kebersihan (cleaners)"),
    "linmas": say(id="Linmas", en="Linmas"),
    "non_asn": say(id="Non-ASN", en="Non-ASN staff"),
    "marbot": say(id="Marbot", en="Marbot"),
    "guru_ngaji": say(id="Guru ngaji", en="Guru ngaji"),
    "umkm": say(id="UMKM", en="UMKM"),
    "parkir": say(id="Tukang parkir", en="Parking attendants"),
    "opang": say(id="Opang", en="Opang"),
    "buruh_serabutan": say(id="Buruh serabutan", en="Casual labourers"),
    "perangkat_desa": say(id="Perangkat desa", en="Village officials"),
    "pekerja_rentan": say(id="Pekerja rentan", en="Vulnerable workers"),
    "guru_paud": say(id="Guru PAUD", en="Preschool teachers"),
    "jasa_konstruksi": say(id="Jasa konstruksi", en="Construction workers"),
    "pekerja_keagamaan": say(id="Pekerja keagamaan", en="Religious workers"),
    "pekerja_migran": say(id="Pekerja migran", en="Migrant workers"),
}
LONGEST_SHORT = 42

FUNDERS: dict[str, Text] = {
    "apbd": say(id="APBD umum", en="General APBD"),
    "dbh_cht": say(id="DBH CHT (APBD)", en="DBH CHT (APBD)"),
    "dbh_sawit": say(id="DBH Sawit (APBD)", en="DBH Sawit (APBD)"),
    "silpa": say(id="SiLPA (APBD Perubahan)", en="SiLPA (revised APBD)"),
    "provinsi": say(id="Provinsi", en="Province"),
    "dana_desa": say(id="Dana desa", en="Village funds"),
    "csr": say(id="CSR", en="CSR"),
    "mandiri": say(id="Bayar mandiri", en="Paid by members"),
}
BASES: dict[str, Text] = {
    "revenue": say(id="pendapatan daerah", en="APBD revenue"),
    "pad": say(id="PAD", en="own-source revenue (PAD)"),
    "fiscal_space": say(id="ruang fiskal", en="fiscal space"),
}
CUTS: dict[str, Text] = {
    "heads": say(id="mengurangi orang", en="cutting heads"),
    "months": say(id="mengurangi bulan", en="cutting months"),
    "priority": say(id="memotong menurut prioritas", en="cutting by priority"),
    "arrears": say(id="menunggak bulan terakhir", en="leaving the last months unpaid"),
}
INSURERS: dict[str, Text] = {
    "bpjs_tk": say(id="BPJS Ketenagakerjaan", en="BPJS Ketenagakerjaan"),
    "taspen": say(id="PT Taspen", en="PT Taspen"),
    "none_budgeted": say(id="tidak dianggarkan", en="not budgeted"),
}
BRIDGE: dict[str, Text] = {
    "spreadsheet_bill_idr": say(
        id="Orang x tarif x 12 di lembar kerja", en="Spreadsheet: people x tariff x 12"
    ),
    "bridge_tariff_idr": say(id="Tarif yang berlaku", en="Tariffs in force"),
    "bridge_months_idr": say(id="Bulan yang dibayar", en="Months funded"),
    "bridge_ceiling_idr": say(id="Pagu anggaran", en="Budget ceiling"),
    "bridge_funders_idr": say(id="Dibayar pihak lain", en="Paid by other funders"),
    "bridge_arrears_idr": say(
        id="Pelunasan tunggakan", en="Arrears of earlier years paid"
    ),
    "bill": say(id="Tagihan APBD umum", en="Bill of the general APBD"),
}


def segment_label(results: Results, slug: str, lang: str) -> str:
    """Return the label of a segment of the scenario."""
    if slug == "all":
        return say(id="Semua kelompok", en="All groups")[lang]
    own = text_of(results.scenario.segments[slug].label, lang)
    return own or known_label(slug, getattr(results, "law", None), lang)


def short_label(results: Results, slug: str, lang: str) -> str:
    """Return a name for the edge of a picture, at most 42 signs."""
    own = None if slug == "all" else results.scenario.segments[slug].label
    if own is None and slug in SHORT:
        return SHORT[slug][lang]
    name = segment_label(results, slug, lang)
    return name if len(name) <= LONGEST_SHORT else name[: LONGEST_SHORT - 1] + "…"


def known_label(slug: str, law: Law | None, lang: str) -> str:
    """Return the label the law's segment list gives a slug, or the slug itself."""
    if law is not None and slug in law.segments:
        return text_of(law.segments[slug].label, lang)
    return slug.replace("_", " ")


def funder_label(slug: str, lang: str) -> str:
    """Return the label of a funder, or its own name if it is the planner's."""
    return FUNDERS[slug][lang] if slug in FUNDERS else slug.replace("_", " ")


def text_of(text: Text | str | None, lang: str) -> str:
    """Return a two-language text in ``lang``; plain text as it stands."""
    if text is None:
        return ""
    if isinstance(text, str):
        return text
    if isinstance(text, dict):
        return text[lang]
    return getattr(text, lang)


CONCEPTS: dict[str, Text] = {
    "members": say(id="peserta", en="members"),
    "members_planned": say(id="rencana peserta", en="members planned"),
    "eligible": say(id="memenuhi syarat", en="eligible"),
    "not_covered": say(id="belum terlindungi", en="not covered"),
    "population": say(id="penduduk", en="population"),
    "labour_force": say(id="angkatan kerja", en="labour force"),
    "employed": say(id="bekerja", en="employed"),
    "unemployed": say(id="penganggur", en="unemployed"),
    "outside_labour_force": say(id="bukan angkatan kerja", en="outside labour force"),
    "names_collected": say(id="nama terkumpul", en="names collected"),
    "non_asn_unclear": say(id="arti tidak jelas", en="sense unclear"),
    "people_at_one_time_or_rounded": say(id="sekaligus/dibulatkan", en="at one time?"),
    "people_outside_register": say(id="di luar basis data", en="outside register"),
    "active_members": say(id="peserta aktif", en="active members"),
    "registered_members": say(id="peserta terdaftar", en="registered members"),
    "members_added": say(id="peserta ditambah", en="members added"),
    "members_stopped": say(id="peserta dihentikan", en="members stopped"),
    "replacement_rule": say(id="aturan pengganti", en="replacement rule"),
    "verified": say(id="terverifikasi", en="verified"),
    **MORE_CONCEPTS,
}
GROUPS: dict[str, Text] = {
    "apbd": say(id="dibayar APBD", en="APBD-paid"),
    "total": say(id="semua", en="all"),
    "pu": say(id="penerima upah", en="wage earners"),
    "bpu": say(id="bukan penerima upah", en="non-wage"),
    "bpu_or_total": say(id="bukan penerima upah atau semua", en="non-wage or all"),
    "lainnya": say(id="lainnya", en="others"),
    "non_asn": say(id="non-ASN", en="non-ASN"),
    "rt_rw": say(id="RT/RW", en="RT/RW"),
}


def claim_label(row: Mapping[str, object], lang: str) -> str:
    """Return a short name of a ledger row: group and concept."""
    segment, concept = str(row["segment"]), str(row["concept"])
    known = GROUPS.get(segment) or SHORT.get(segment)
    group = known[lang] if known else segment.replace("_", " ")
    what = CONCEPTS[concept][lang] if concept in CONCEPTS else concept.replace("_", " ")
    return group if concept == "members" else f"{group}: {what}"


def authority(results: Results, lang: str) -> str:
    """Return what kind of place pays: city or regency."""
    kinds = {
        "kota": say(id="kota", en="city"),
        "kabupaten": say(id="kabupaten", en="regency"),
    }
    return kinds[results.region.kind][lang]


def place(results: Results) -> str:
    """Return the name of the region as people say it."""
    return results.region.name
