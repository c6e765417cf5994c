"""The keys of a scenario in words: whose value it is, what it is, in which unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from analysis.language import Text, number, percent, say
from analysis.report.labels import BASES, CUTS, INSURERS, funder_label, segment_label

if TYPE_CHECKING:
    from analysis.model.projection import Results

# kind of a value: money, share, people, year, count, text; each with its unit
UNITS: dict[str, Text] = {
    "money": say(id="Rp", en="Rp"),
    "share": say(id="%", en="%"),
    "share_y": say(id="% setahun", en="% a year"),
    "people": say(id="orang", en="people"),
    "months": say(id="bulan-peserta", en="member-months"),
    "count": say(id="kejadian", en="events"),
    "year": say(id="", en=""),
    "years": say(id="tahun", en="years"),
    "month": say(id="bulan ke-", en="month no."),
    "each": say(id="bulan", en="months"),
    "number": say(id="", en=""),
    "text": say(id="", en=""),
}
# last part of a key: kind of its value, and what it is
FIELDS: dict[str, tuple[str, Text]] = {
    "name": ("text", say(id="nama skenario", en="name of the scenario")),
    "title": ("text", say(id="judul", en="title")),
    "why": ("text", say(id="mengapa dihitung", en="why it is computed")),
    "region": ("text", say(id="kode daerah", en="region code")),
    "schema": ("number", say(id="bentuk berkas", en="form of the file")),
    "extends": ("text", say(id="berasal dari skenario", en="extends the scenario")),
    "first_year": ("year", say(id="tahun anggaran pertama", en="first budget year")),
    "years": ("years", say(id="lama proyeksi", en="length of the projection")),
    "draws": ("number", say(id="simulasi", en="random draws")),
    "seed": ("number", say(id="benih acak", en="random seed")),
    "wage_growth_y": ("share_y", say(id="kenaikan UMK", en="minimum wage growth")),
    "label": ("text", say(id="sebutan", en="label")),
    "target_people": ("people", say(id="sasaran program", en="people meant")),
    "eligible": ("people", say(id="memenuhi syarat", en="eligible people")),
    "eligible_growth_y": (
        "share_y",
        say(id="pertumbuhan yang memenuhi syarat", en="growth of eligible people"),
    ),
    "members": ("people", say(id="peserta", en="insured people")),
    "since": ("text", say(id="terdaftar sejak", en="insured since")),
    "tariff": ("text", say(id="tarif", en="tariff")),
    "tariff.kind": ("text", say(id="jenis tarif", en="kind of tariff")),
    "reported_wage": ("money", say(id="upah yang dilaporkan", en="reported wage")),
    "risk_group": ("number", say(id="kelompok risiko", en="risk group")),
    "path": ("text", say(id="jalur peserta", en="path of members")),
    "path.kind": ("text", say(id="jalur peserta", en="path of members")),
    "path.coverage": ("share", say(id="sasaran cakupan", en="target coverage")),
    "path.year": ("year", say(id="tahun sasaran", en="target year")),
    "path.of": ("text", say(id="penyebut sasaran", en="target's denominator")),
    "of.name": ("text", say(id="nama penyebut sasaran", en="denominator's name")),
    "of.people": ("people", say(id="penyebut sasaran", en="target's denominator")),
    "of.growth_y": (
        "share_y",
        say(id="pertumbuhan penyebut sasaran", en="growth of the denominator"),
    ),
    "path.members": ("people", say(id="jadwal peserta", en="planned members")),
    "months": ("month", say(id="bulan yang dibayar", en="months paid")),
    "months.first": ("month", say(id="bulan pertama dibayar", en="first month paid")),
    "months.last": ("month", say(id="bulan terakhir dibayar", en="last month paid")),
    "paid.every": ("each", say(id="dibayar setiap", en="paid every")),
    "paid.covers": ("text", say(id="pembayaran menutup", en="payment covers")),
    "verified_share": ("share", say(id="lolos verifikasi", en="passing verification")),
    "place": ("text", say(id="tempat yang kosong", en="places that fall free")),
    "renewal_y": ("share", say(id="diperpanjang setiap tahun", en="renewed each year")),
    "turnover_y": (
        "share_y",
        say(id="tempat yang berganti orang", en="places changing hands"),
    ),
    "exits": ("share", say(id="keluar", en="leaving")),
    "exits.kind": ("text", say(id="jenis keluar", en="kind of leaving")),
    "exits.year": ("year", say(id="tahun keluar", en="year of leaving")),
    "exits.insurer": ("text", say(id="penjamin PPPK", en="insurer of the PPPK")),
    "self_paid": ("text", say(id="peserta mandiri", en="people who pay alone")),
    "self_paid.people": (
        "people",
        say(id="membayar sendiri di awal", en="paying alone at start"),
    ),
    "self_paid.crowd_out": (
        "share",
        say(id="tempat baru diisi yang membayar sendiri", en="new places they take"),
    ),
    "self_paid.take_over": (
        "share",
        say(id="yang dikeluarkan lalu membayar sendiri", en="dropped who go on alone"),
    ),
    "window": ("text", say(id="masa tugas", en="window of service")),
    "window.first": ("text", say(id="awal masa tugas", en="window begins")),
    "window.last": ("text", say(id="akhir masa tugas", en="window ends")),
    "profile": ("text", say(id="profil umur", en="profile of ages")),
    "profile.male_share": ("share", say(id="bagian laki-laki", en="share of men")),
    "profile.ages": ("share", say(id="bagian berumur", en="share aged")),
    "decision": ("text", say(id="keputusan", en="decision")),
    "decision.date": ("text", say(id="tanggal keputusan", en="day of the decision")),
    "instrument": ("text", say(id="dasar hukum daerah", en="local legal instrument")),
    "instrument_date": ("text", say(id="tanggal dasar itu", en="instrument's day")),
    "instrument_hazard_y": (
        "number",
        say(id="peluang dasar hukum terbit setahun", en="signings a year"),
    ),
    "base": ("text", say(id="basis beban", en="base of the burden")),
    "base_idr": ("money", say(id="basis beban", en="base of the burden")),
    "growth_y": ("share_y", say(id="pertumbuhan basis", en="growth of the base")),
    "ceiling": ("money", say(id="pagu APBD umum", en="ceiling of the general APBD")),
    "ceiling.share": (
        "share",
        say(id="pagu sebagai bagian basis", en="ceiling as a share of the base"),
    ),
    "when_short": ("text", say(id="bila pagu kurang", en="when the ceiling is short")),
    "revised": ("text", say(id="juga lewat APBD-P", en="revised budget too")),
    "priority": ("text", say(id="urutan prioritas", en="order of priority")),
    "protect": ("text", say(id="tidak boleh dipotong", en="no cut may touch")),
    "funder": ("text", say(id="pembayar", en="funder")),
    "ceiling_idr_y": ("money", say(id="pagu setahun", en="ceiling a year")),
    "funding.segments": ("text", say(id="kelompok yang dibayar", en="groups paid for")),
    "law.variant": ("text", say(id="hukum", en="law")),
    "law.overrides": ("money", say(id="nilai pengganti", en="value set instead")),
    "shocks": ("text", say(id="guncangan", en="shocks")),
    "shocks.kind": ("text", say(id="jenis guncangan", en="kind of shock")),
    "shocks.year": ("year", say(id="tahun guncangan", en="year of the shock")),
    "size": ("share", say(id="besar guncangan", en="size of the shock")),
    "share": ("share", say(id="bagian", en="share")),
}
_UMK = say(id="UMK daerah", en="minimum wage (UMK)")
_CALIBRATED = say(id="menurut anggapan hukum", en="as the law files assume")
_NOT_SET = say(id="(kosong)", en="(empty)")


def _field(key: str) -> tuple[str, Text] | None:
    """Return kind and words of a key by its longest known ending.

    Numbers and unknown parts (years, months, languages) at the end are skipped.
    """
    parts = [part for part in key.split(".") if not part.isdigit()]
    if parts[0] == "law" and len(parts) > 2:
        return FIELDS["law.overrides"]
    for end in range(len(parts), 0, -1):
        for ending in (".".join(parts[max(0, end - 2) : end]), parts[end - 1]):
            if ending in FIELDS:
                return FIELDS[ending]
    return None


def key_kind(key: str) -> str:
    """Return what kind of value a key holds: ``money``, ``share``, ``people`` ..."""
    found = _field(key)
    return found[0] if found else "text"


def key_label(results: Results, key: str, lang: str) -> str:
    """Return whose value a key is and what it is: ``RT/RW: insured people``."""
    found = _field(key)
    what = found[1][lang] if found else key
    parts = key.split(".")
    owner = ""
    if parts[0] == "segments" and parts[1] in results.scenario.segments:
        owner = segment_label(results, parts[1], lang)
    elif parts[0] == "funding" and len(parts) > 1 and parts[1].isdigit():
        funder = results.scenario.funding[int(parts[1])].funder
        owner = funder_label(funder, lang)
    elif parts[0] == "law" and len(parts) > 2:
        owner = results.law.title(parts[2])[lang]
    is_year = parts[-1].isdigit() and len(parts[-1]) == 4
    which = parts[-1] if is_year or parts[-2:-1] == ["ages"] else ""
    named = f"{owner}: {what}" if owner else what[:1].upper() + what[1:]
    return f"{named} {which}".rstrip()


def central(value: Any) -> Any:
    """Return the number a resolved value stands for; a plain value as it is."""
    if not isinstance(value, Mapping):
        return value
    if "median" in value:
        return value["median"]
    if "normal" in value or "gamma" in value:
        return next(iter(value.values()))[0]
    if "uniform" in value:
        return sum(value["uniform"]) / 2
    if "choice" in value:
        return max(value["choice"], key=lambda pair: pair[1])[0]
    return value


def spread(value: Any, kind: str, lang: str) -> str:
    """Return how an uncertain value scatters, in words; empty for a certain one."""
    if not isinstance(value, Mapping) or not value:
        return ""
    if "median" in value:
        low, high = (written(value[name], kind, lang) for name in ("p10", "p90"))
        words = say(id=f"80 dari 100: {low} - {high}", en=f"80 in 100: {low} - {high}")
    elif "uniform" in value:
        low, high = (written(one, kind, lang) for one in value["uniform"])
        words = say(id=f"merata {low} - {high}", en=f"even from {low} to {high}")
    elif "normal" in value or "gamma" in value:
        size = written(next(iter(value.values()))[1], kind, lang)
        words = say(id=f"simpangan baku {size}", en=f"standard deviation {size}")
    else:
        pairs = ", ".join(
            f"{written(one, kind, lang)} ({percent(float(weight), lang, 0)})"
            for one, weight in value.get("choice", [])
        )
        words = say(id=f"pilihan {pairs}", en=f"choice of {pairs}")
    return words[lang]


def written(value: Any, kind: str, lang: str) -> str:
    """Write a value of a kind as people read it; units stand elsewhere."""
    if isinstance(value, bool):
        return say(id="ya", en="yes")[lang] if value else say(id="tidak", en="no")[lang]
    if value is None or value == [] or value == {}:
        return _NOT_SET[lang]
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    if isinstance(value, str):
        known = {**BASES, **CUTS, **INSURERS, "umk": _UMK, "calibrated": _CALIBRATED}
        return known[value][lang] if value in known else value
    size = float(value)
    if kind.startswith("share"):
        return _fewest(size * 100, lang)
    return str(int(size)) if kind == "year" else _fewest(size, lang)


def _fewest(size: float, lang: str) -> str:
    """Write a number with the decimals it needs, at most two."""
    places = next(p for p in range(3) if abs(round(size, p) - size) < 5e-7 or p == 2)
    return number(size, lang, places)


def leaf_values(results: Results) -> Iterator[tuple[str, Any]]:
    """Yield key and resolved value of every input, in the order of the file."""
    from analysis.scenario.resolved import leaves

    resolved = {k: v for k, v in results.scenario.resolved().items() if k != "assumed"}
    yield from leaves(resolved)


def value_at(results: Results, key: str) -> tuple[str, Any]:
    """Return key and value the model uses for a marked key.

    A mark on a branch stands for its last number (a ceiling by year), on a tariff
    for the reported wage.
    """
    from analysis.scenario.resolved import marked

    return marked(results.scenario.resolved(), key)
