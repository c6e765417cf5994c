"""Sentence on how well the groups with known deaths foretell each other."""

from __future__ import annotations

from analysis.language import number, percent, say
from analysis.report.prose import Prose


def left_out(lang: str = "en") -> Prose:
    """Say how many groups lie in the band of the others, how wide it is, and why.

    The spread between groups comes with its interval: it rests on few groups.
    """
    from scipy.stats import binomtest

    from analysis.law.parameters import load_law
    from analysis.model.credibility import between_groups
    from analysis.study.left_out import groups_in_use
    from analysis.study.left_out import left_out as judged

    groups = groups_in_use(load_law())
    found = judged(groups)
    inside, n = int(found["inside"].sum()), len(found)
    exact = binomtest(inside, n).proportion_ci(method="exact")
    low, high = (percent(one, lang, 0) for one in (exact.low, exact.high))
    share, width = (
        percent(inside / n, lang, 0),
        number(found["width"].mean(), lang, 1),
    )
    spread = between_groups(groups["deaths"], groups["expected"])
    cv, likely, least, most = (
        number(one, lang, 2)
        for one in (spread.cv, spread.cv_likely, spread.cv_low, spread.cv_high)
    )
    return Prose(
        say(
            id=f"{inside} dari {n} kelompok ({share}; dengan sesedikit ini {low} "
            f"sampai {high} pun mungkin) jatuh di dalam pita 90% dari kelompok lain; "
            f"lebarnya rata-rata {width} kali kematian tabel hayat. Tingkat sebenarnya "
            f"berbeda antarkelompok dengan simpangan {cv} kali rata-rata; kematian "
            f"yang ada cocok dengan {least} sampai {most} (paling mungkin {likely}).",
            en=f"{inside} of {n} groups ({share}; with so few, {low} to {high} is "
            "possible) fall inside the 90% band that the other groups give them; on "
            f"average it is {width} times the life table's deaths wide. True rates "
            f"differ between groups by {cv} of their mean (standard deviation); the "
            f"deaths fit {least} to {most} (most likely {likely}).",
        )[lang]
    )
