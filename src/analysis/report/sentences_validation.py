"""Sentences on how far forecasts have been right, and what the default can do."""

from __future__ import annotations

import pandas as pd

from analysis.language import Text, date_words, number, percent, say
from analysis.report.prose import Prose, joined
from analysis.report.tables_replayed import METHODS, differences
from analysis.report.tables_validation import (
    REFERENCE,
    SHIPPED,
    backtest_rows,
    held,
    quota_change,
    simulated_rows,
    summary_of,
)

WORSE_BY_SE = 1.0  # standard errors below zero from which a skill counts as a loss
SAME_BY_SE = 2.0  # and within which it counts as none
MANY = 0.92  # share of intervals that held above which they count as too wide


def forecast_record(lang: str = "en") -> Prose:
    """Say in one sentence how far forecasts of the default have been right."""
    rows = backtest_rows()
    mine = rows[rows["method"] == SHIPPED]
    base = rows[rows["method"] == REFERENCE]
    n, regions = len(mine), mine["region"].nunique()
    inside = held(mine["in_80"], lang)
    off, other = (
        number(100 * part["absolute_error"].mean(), lang, 1) for part in (mine, base)
    )
    crps, crps_other = (
        number(100 * part["crps"].mean(), lang, 1) for part in (mine, base)
    )
    return Prose(
        say(
            id=f"Dari {n} prakiraan bagi {regions} daerah, yang masing-masing hanya "
            "memakai angka yang sudah terbit, rentang 80% dari tren bawaan memuat "
            f"angka yang kemudian terbit pada {inside}; rata-rata meleset {off} poin "
            f"cakupan, dibanding {other} poin bila dianggap tidak ada yang berubah "
            f"(CRPS {crps} dibanding {crps_other}){_few(n)['id']}.",
            en=f"Of {n} forecasts for {regions} regions, each made only from what had "
            "been published, the 80% interval of the default trend held the later "
            f"figure in {inside}; it was off by {off} points of coverage on average, "
            f"against {other} for assuming that nothing changes (CRPS {crps} against "
            f"{crps_other}){_few(n)['en']}.",
        )[lang]
    )


def _few(count: int) -> Text:
    from analysis.study.scores import LEAST_FOR_A_VERDICT

    if count >= LEAST_FOR_A_VERDICT:
        return say(id="", en="")
    return say(
        id=f"; dengan kurang dari {LEAST_FOR_A_VERDICT} prakiraan, kalibrasinya belum "
        "dapat ditunjukkan",
        en=f"; with fewer than {LEAST_FOR_A_VERDICT} forecasts its calibration cannot "
        "be shown",
    )


def forecast_default(lang: str = "en") -> Prose:
    """Say what the shipped default can and cannot do, from the simulation study."""
    rows = simulated_rows(mixed=True)
    rows = rows[rows["method"] == SHIPPED].set_index("truth")
    asked = rows.loc[["A", "B", "C"]]
    steady, gates, shocks = (percent(share, lang, 0) for share in asked["in_80"])
    widths = asked["width_80"]
    low, high = (number(100 * end, lang) for end in (widths.min(), widths.max()))
    said = say(
        id=f"Dalam dunia buatan yang kebenarannya diketahui, rentang 80% memuat "
        f"{steady} hasil bila cakupan naik teratur, {gates} bila naik hanya saat "
        f"gerbang anggaran terbuka, dan {shocks} bila semua daerah terguncang bersama. "
        f"Lebarnya {low} sampai {high} poin cakupan untuk tiga tahun: cukup untuk "
        "menilai apakah sebuah rencana wajar, tidak cukup untuk menetapkan angka "
        "anggaran.",
        en=f"In made-up worlds whose truth is known the 80% interval held {steady} of "
        f"outcomes where cover rises steadily, {gates} where it rises only when a "
        f"budget gate opens, and {shocks} where shocks are common to all. It is {low} "
        f"to {high} points of coverage wide at three years: enough to judge whether a "
        "plan is plausible, not enough to set the number of a budget.",
    )[lang]
    return joined(said, _skills(rows, lang))


def _skills(rows: pd.DataFrame, lang: str) -> str:
    """Say where the default beats persistence and where it loses to it."""
    late = rows.loc["B-late"]
    skills = {truth: rows.loc[truth, "skill"] for truth in ("A", "B", "C")}
    a, c = (number(100 * skills[truth], lang) for truth in ("A", "C"))
    gates = _gates(rows.loc["B"], lang)
    lost = number(-100 * late["skill"], lang)
    loses = late["skill"] < -WORSE_BY_SE * late["skill_se"]
    known = say(
        id=f"Galatnya {a}% lebih kecil daripada anggapan bahwa tidak ada yang berubah "
        f"bila cakupan naik teratur, {c}% bila ada guncangan bersama, dan {gates} bila "
        "gerbang baru mulai terbuka.",
        en=f"Its error is {a}% smaller than that of assuming no change where cover "
        f"rises steadily, {c}% with common shocks, and {gates} where gates are only "
        "opening.",
    )[lang]
    if not loses:
        return known
    limit = say(
        id=f"Bila sebagian besar gerbang sudah terbuka (B-late), galatnya {lost}% "
        "lebih besar: untuk daerah yang kuotanya sudah melompat, pakai jalur hold atau "
        "schedule, bukan tren.",
        en=f"Where most gates are open already (B-late) its error is {lost}% larger: "
        "for a region whose quota has made its jump, use the path hold or schedule, "
        "not the trend.",
    )[lang]
    return f"{known} {limit}"


def _gates(row: pd.Series, lang: str) -> str:
    if abs(row["skill"]) <= SAME_BY_SE * row["skill_se"]:
        return say(id="hampir sama", en="about the same")[lang]
    return f"{number(100 * row['skill'], lang)}%"


def replayed(lang: str = "en") -> Prose:
    """Say how many published stocks lie where the first figure leads to."""
    found = differences()
    same = found[found["comparable"]]
    steps, trend = (int(same[f"inside_{name}"].sum()) for name in METHODS)
    missed = ((same["people"] - same["hold"]).abs() / same["people"]).median()
    others = found[~found["comparable"]]
    outside = int((~others[f"inside_{SHIPPED}"]).sum())
    n, places = len(same), same["region"].nunique()
    wide = _WIDE[lang] if trend > MANY * n else ""
    said = say(
        id=f"{n} angka kemudian dari {places} daerah menghitung orang yang sama "
        f"dengan angka pertamanya: {trend} di antaranya di dalam rentang 80% tren "
        f"bawaan dan {steps} di dalam rentang langkah kuota; menahan angka pertama "
        f"meleset {percent(missed, lang, 0)} (median). {len(others)} angka lain "
        "menghitung kelompok atau pembayar lain, masih memuat petugas pemilu, atau "
        f"diragukan; {outside} di antaranya di luar rentang tren.",
        en=f"{n} later figures of {places} regions count the same people as the "
        f"first: {trend} of them lie inside the 80% interval of the default trend and "
        f"{steps} inside that of quota steps; holding the first figure is off by "
        f"{percent(missed, lang, 0)} (median). {len(others)} other figures count "
        "other groups or payers, follow election staff, or are doubtful; "
        f"{outside} of them lie outside the interval of the trend.",
    )[lang]
    return Prose(said + wide)


_WIDE = say(
    id=" Rentang yang memuat lebih banyak daripada delapan dari sepuluh lebih lebar "
    "daripada yang dijanjikan.",
    en=" Intervals that hold more than eight in ten are wider than they promise.",
)


def quota_steps(lang: str = "en") -> Prose:
    """Say how often published quotas stand, step, are cut or stop in a year."""
    counts, mean = quota_change()
    total = sum(counts.values())
    return Prose(
        say(
            id=f"Dari {total} selang antara dua angka terbit, {counts['step']} naik, "
            f"{counts['plateau']} tetap, {counts['cut']} turun dan {counts['stop']} "
            f"berhenti; itu berarti peluang {percent(mean['step'], lang, 0)} setahun "
            "untuk naik. Kenaikan lebih sering diberitakan, jadi angka itu terlalu "
            "tinggi bagi daerah yang tidak diberitakan.",
            en=f"Of {total} intervals between two published figures {counts['step']} "
            f"rose, {counts['plateau']} stood, {counts['cut']} fell and "
            f"{counts['stop']} stopped; that makes the chance of a step "
            f"{percent(mean['step'], lang, 0)} a year. Steps are over-reported, so "
            "this is too high for a region that is not in the news.",
        )[lang]
    )


def frozen(day: str, lang: str = "en") -> Prose:
    """Say how many forecasts were frozen on a day and how many can be scored by now."""
    from analysis.evidence.panel import panel, used
    from analysis.evidence.tables import kept
    from analysis.study.frozen import score_frozen

    found = kept(f"forecasts/{day}")
    scored = score_frozen(found, used(panel()))
    n, series = number(len(found), lang), found["series"].nunique()
    last = date_words(found["target_date"].max(), lang)
    made = date_words(day, lang)
    count = say(
        id=f"Pada {made} dibekukan {n} prakiraan dari {series} deret, sampai {last}.",
        en=f"On {made} {n} forecasts of {series} series were frozen, up to {last}.",
    )[lang]
    if scored.empty:
        none = say(
            id="Belum ada yang dapat dinilai: tidak ada angka yang terbit sesudah itu.",
            en="None can be scored yet: no figure was published after that day.",
        )
        return joined(count, none[lang])
    mine = scored[scored["method"] == SHIPPED]
    some = say(
        id=f"{len(scored)} dapat dinilai; rentang 80% bawaan memuat "
        f"{percent(mine['in_80'].mean(), lang, 0)}.",
        en=f"{len(scored)} can be scored; the 80% interval of the default held in "
        f"{percent(mine['in_80'].mean(), lang, 0)}.",
    )
    return joined(count, some[lang])


def validation_verdict(lang: str = "en") -> Prose:
    """Say what the back-test is allowed to say of the default."""
    from analysis.study.skill import VERDICTS

    parts = []
    for known, text in _BY.items():
        scores = summary_of(known)
        whole = scores[(scores["horizon"] == "all") & (scores["method"] == SHIPPED)]
        verdict = VERDICTS[whole["verdict"].iloc[0]][lang]
        parts.append(f"{text[lang].format(n=whole['n'].iloc[0])} {verdict}")
    return joined(*parts)


_BY = {
    "known_on": say(
        id="Menurut hari terbit ({n} prakiraan):", en="By day of publication (n = {n}):"
    ),
    "date": say(
        id="Menurut hari yang digambarkan angka ({n} prakiraan):",
        en="By the day a figure describes (n = {n}):",
    ),
}
