"""Sentences on enrolment: what is known, decided, allowed, lost on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.language import date_words, number, rupiah_short, say
from analysis.report import enrolment, frames
from analysis.report.labels import CUTS, segment_label
from analysis.report.prose import Prose, joined
from analysis.report.sentences_evidence import gate

if TYPE_CHECKING:
    import pandas as pd

    from analysis.model.projection import Results


def known(results: Results, lang: str = "en") -> Prose:
    """Say how many starting counts are published, assumed, or written in the file."""
    origins = [origin(results, slug) for slug in results.scenario.segments]
    counts = [origins.count(one) for one in ("evidence", "assumed", "file")]
    every, published, assumed, written = map(str, (len(origins), *counts))
    return Prose(
        say(
            id=f"Dari {every} kelompok, jumlah peserta awal {published} kelompok "
            f"diambil dari angka terbit, {assumed} dianggap, dan {written} ditulis "
            "dalam berkas skenario.",
            en=f"Of {every} groups, {published} start from a published count, "
            f"{assumed} from an assumed one, and {written} from a number written in "
            "the scenario file.",
        )[lang]
    )


def origin(results: Results, slug: str) -> str:
    """Return what a group's starting members rest on: evidence, assumed or file."""
    key = f"segments.{slug}.members"
    if key in results.scenario.marks:
        return "assumed"
    found = str(results.scenario.provenance.get(key, ""))
    return "evidence" if found.startswith("evidence") else "file"


def decided(results: Results, lang: str = "en") -> Prose:
    """Say what the budget allows in the first year, and what gives way when short."""
    year = frames.first_year(results)
    bill = rupiah_short(frames.at(results, "uncut_bill_idr", year), lang)
    if not frames.has_ceiling(results):
        return Prose(
            say(
                id=f"Rencana {year} menelan {bill}; skenario ini tidak memuat pagu, "
                "jadi tidak ada yang dipotong.",
                en=f"The plan of {year} costs {bill}; the scenario holds no ceiling, "
                "so nothing is cut.",
            )[lang]
        )
    line = rupiah_short(frames.at(results, "ceiling_idr", year), lang)
    how = CUTS[results.scenario.budget.when_short][lang]
    opening = say(
        id=f"Rencana {year} menelan {bill}, pagunya {line}; bila pagu kurang, "
        f"kekurangan ditutup dengan {how}.",
        en=f"The plan of {year} costs {bill} under a ceiling of {line}; a shortage is "
        f"met by {how}.",
    )[lang]
    return joined(opening, *filter(None, [_protected(results, lang)]))


def _protected(results: Results, lang: str) -> str:
    slugs = getattr(results.scenario.budget, "protect", ())
    if not slugs:
        return ""
    names = ", ".join(segment_label(results, slug, lang) for slug in slugs)
    return say(id=f"Tidak boleh dipotong: {names}.", en=f"No cut may touch: {names}.")[
        lang
    ]


def allowed(results: Results, lang: str = "en") -> Prose:
    """Say from which month the law lets new cover start, and whether it is certain."""
    opening, decision = gate(results, lang), results.scenario.decision
    hazard = getattr(decision, "instrument_hazard_y", None)
    if hazard is None:
        return opening
    waits = say(
        id="Hari dasar hukum itu ditandatangani tidak diketahui: bulan ini dari masa "
        "tunggu tengah, dan simulasi menarik masa tunggu lain.",
        en="The day its instrument is signed is not known: this month takes the "
        "middle waiting time, and the draws take others.",
    )
    return joined(opening, waits[lang])


def funnel(results: Results, lang: str = "en") -> Prose:
    """Say how many of the people meant are active, and where most are lost."""
    frame = enrolment.funnel(results)
    year = enrolment.telling_year(frame)
    people = frame.loc[year]
    lost = enrolment.losses(people)
    parts = [
        f"{number(size, lang)} ({enrolment.REASONS[str(step)][lang]})"
        for step, size in lost[lost > 0].items()
    ]
    meant, active = (number(people.iloc[at], lang) for at in (0, -1))
    if not parts:
        return Prose(
            say(
                id=f"Pada {year} tidak ada yang hilang di antara {meant} orang yang "
                f"dituju dan {active} peserta aktif.",
                en=f"In {year} nobody is lost between the {meant} people meant and "
                f"the {active} active members.",
            )[lang]
        )
    listed = "; ".join(parts)
    return Prose(
        say(
            id=f"Pada {year}, dari {meant} orang yang dituju, {active} aktif rata-rata "
            f"sepanjang tahun. Yang hilang: {listed}.",
            en=f"In {year}, of {meant} people meant to be covered, {active} are active "
            f"on the mean of the year. Lost on the way: {listed}.",
        )[lang]
    )


def leavers(results: Results, lang: str = "en") -> Prose:
    """Say how many join and leave over the run, and why."""
    rows = enrolment.leavers(results)
    total = rows.groupby("reason")["people"].sum()
    first, last = frames.first_year(results), frames.last_year(results)
    if total.empty:
        return Prose(
            say(
                id=f"Antara {first} dan {last} tidak ada yang masuk atau keluar; "
                "tempat yang kosong diisi orang lain.",
                en=f"Between {first} and {last} nobody joins or leaves; freed places "
                "go to other people.",
            )[lang]
        )
    came = number(total.get(enrolment.JOINED, 0.0), lang)
    out = total.drop(enrolment.JOINED, errors="ignore").sort_values(ascending=False)
    gone = number(out.sum(), lang)
    why = "; ".join(
        f"{number(size, lang)} {enrolment.leaving_label(str(kind), lang)}"
        for kind, size in out.items()
    )
    ends = f" ({why})." if why else "."
    return Prose(
        say(
            id=f"Antara {first} dan {last} {came} orang masuk dan {gone} keluar",
            en=f"Between {first} and {last} {came} people join and {gone} leave",
        )[lang]
        + ends
    )


def rhythm(results: Results, lang: str = "en") -> Prose:
    """Say in which months members count as active, as paid here and otherwise."""
    other, months = enrolment.contrast(results)
    first = frames.first_year(results)
    own = enrolment.monthly(results.months, first, 1)
    changed = enrolment.monthly(months, first, 1)
    if not own["listed"].max():
        none = say(
            id=f"Pada {first} tidak ada orang di daftar.",
            en=f"In {first} nobody is on the list.",
        )
        return Prose(none[lang])
    way = {
        True: say(id="dibayar setiap bulan", en="paid every month"),
        False: say(
            id="dibayar tiap setengah tahun di belakang",
            en="paid half-yearly in arrears",
        ),
    }[other[1] == "advance"][lang]
    mine, theirs = (_active_months(table, lang) for table in (own, changed))
    lapsed = number((changed["entitled"] < enrolment.AS_ONE).sum(), lang)
    return Prose(
        say(
            id=f"Pada {first} peserta aktif {mine}. Orang yang sama, {way}, aktif "
            f"{theirs}, dan selama {lapsed} bulan tidak seorang pun berhak atas "
            "manfaat.",
            en=f"In {first} members are active {mine}. The same people, {way}, are "
            f"active {theirs}, and for {lapsed} months nobody is entitled to benefits.",
        )[lang]
    )


def _active_months(table: pd.DataFrame, lang: str) -> str:
    """Return in words in which months anybody is active, the year's twelve at most."""
    active = table.index[table["active"] >= enrolment.AS_ONE]
    if len(active) == len(table):
        fewest = number(table["active"].min(), lang)
        return say(
            id=f"setiap bulan (sedikitnya {fewest} orang)",
            en=f"in every month (at least {fewest} people)",
        )[lang]
    if len(active) == 0:
        return say(id="tidak satu bulan pun", en="in no month")[lang]
    names = [date_words(str(month), lang).rpartition(" ")[0] for month in active]
    *before, last = names
    ends = say(id="dan", en="and")[lang]
    listed = f"{', '.join(before)} {ends} {last}" if before else last
    return say(id=f"hanya pada {listed}", en=f"in {listed} only")[lang]
