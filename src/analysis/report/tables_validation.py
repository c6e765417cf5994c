"""Tables of how far forecasts have been right, on figures and on made-up worlds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.language import number, percent, say
from analysis.report.forecast_words import HORIZONS, METHODS, STEPS, TRUTHS
from analysis.report.table import Table, heads

if TYPE_CHECKING:
    from analysis.model.quota_steps import Steps

PUBLICATION, AS_OF = "known_on", "date"
SHIPPED, REFERENCE = "mixture", "persistence"


def backtest(lang: str = "en", known: str = PUBLICATION) -> Table:
    """Show the scores of every method in the back-test, all horizons together.

    ``known``: from when a figure could be used, its publication (``known_on``) or the
    day it describes (``date``).
    """
    rows = backtest_rows(known)
    scores = summary_of(known)
    lines = [
        _scores_line(line, rows[rows["method"] == line["method"]], lang)
        for line in scores[scores["horizon"] == "all"].to_dict("records")
    ]
    head = heads(
        lang,
        say(id="Metode", en="Method"),
        say(id="n", en="n"),
        say(id="MAE, poin", en="MAE, points"),
        say(id="CRPS, poin", en="CRPS, points"),
        say(id="Dalam 50%", en="Inside 50%"),
        say(id="Dalam 80%", en="Inside 80%"),
        say(id="Dalam 95%", en="Inside 95%"),
        say(id="Keunggulan atas tetap", en="Skill against no change"),
        say(id="Keunggulan atas garis", en="Skill against the line"),
        say(id="Putusan", en="Verdict"),
    )
    frame = pd.DataFrame(lines, columns=head)
    text = _TITLES[known][lang].format(regions=rows["region"].nunique())
    widths = (14, 4, 7, 7, 8, 8, 8, 12, 12, 20)
    left = (head[0], head[-1])
    return Table(f"backtest-{known}", text, frame, _NOTE[lang], left, widths)


_TITLES = {
    PUBLICATION: say(
        id="Uji ke belakang menurut hari terbit, {regions} daerah",
        en="Back-test by day of publication, {regions} regions",
    ),
    AS_OF: say(
        id="Uji ke belakang menurut hari yang digambarkan angka, {regions} daerah",
        en="Back-test by the day a figure describes, {regions} regions",
    ),
}
_NOTE = say(
    id="Poin persen cakupan. Dalam kurung: rentang Wilson 95%, yang menganggap "
    "prakiraan satu daerah saling bebas dan karena itu terlalu sempit; pada keunggulan "
    "satu galat baku, dari penarikan ulang seluruh daerah. Keunggulan = 1 - CRPS / "
    "CRPS pembanding: di atas nol lebih baik.",
    en="Percentage points of coverage. In brackets: Wilson's 95% interval, which takes "
    "forecasts of one region for independent and is therefore too narrow; for the "
    "skill one standard error, from drawing whole regions again. Skill = 1 - CRPS / "
    "CRPS of the other: above zero is better.",
)


def backtest_rows(known: str = PUBLICATION) -> pd.DataFrame:
    """Return the rows of the back-test that is kept, of one reading of ``known``."""
    from analysis.study import record

    rows = record.tested()
    return rows[rows["known"] == known]


def summary_of(known: str = PUBLICATION) -> pd.DataFrame:
    """Return the scores by method and horizon of one reading of ``known``."""
    from analysis.study import record, skill

    return skill.summary(backtest_rows(known), seed=record.SEED)


def _scores_line(line: Mapping, rows: pd.DataFrame, lang: str) -> list[str]:
    from analysis.study.skill import VERDICTS

    return [
        METHODS[line["method"]][lang],
        number(line["n"], lang),
        number(100 * line["absolute_error"], lang, 1),
        number(100 * line["crps"], lang, 1),
        *(held(rows[f"in_{level}"], lang) for level in ("50", "80", "95")),
        *(_skill(line, name, lang) for name in (REFERENCE, "linear")),
        VERDICTS[line["verdict"]][lang],
    ]


def held(inside: Sequence[bool], lang: str) -> str:
    """Write how often intervals held, with Wilson's interval: ``88% (69-96)``."""
    from analysis.study import scores

    share, low, high = scores.coverage(inside)
    ends = f"{number(100 * low, lang)}-{number(100 * high, lang)}"
    return f"{percent(share, lang, 0)} ({ends})"


def _skill(line: Mapping, reference: str, lang: str) -> str:
    if line["method"] == reference:
        return "-"
    value, error = line[f"skill_{reference}"], line[f"se_{reference}"]
    return signed_skill(value, error, lang)


def signed_skill(value: float, error: float, lang: str) -> str:
    """Write a skill with its sign and one standard error: ``-0.30 (0.18)``."""
    value = round(value, 2) or 0.0  # never minus nothing
    sign = "+" if value > 0 else ""
    return f"{sign}{number(value, lang, 2)} ({number(error, lang, 2)})"


def backtest_horizons(lang: str = "en") -> Table:
    """Show the default beside no change, by how far ahead the forecast was."""
    scores = summary_of()
    wide = scores[scores["horizon"] != "all"].set_index(["horizon", "method"])
    rows = backtest_rows()
    rows = rows[rows["method"] == SHIPPED]
    lines = []
    for name, text in HORIZONS.items():
        one, other = (wide.loc[(name, method)] for method in (SHIPPED, REFERENCE))
        inside = rows.loc[rows["horizon"] == int(name), "in_80"]
        errors = [number(100 * x["absolute_error"], lang, 1) for x in (one, other)]
        width = number(100 * one["width_80"], lang)
        skill = signed_skill(one["skill_persistence"], one["se_persistence"], lang)
        lines.append(
            [text[lang], f"{one['n']:.0f}", *errors, held(inside, lang), width, skill]
        )
    head = heads(
        lang,
        say(id="Ke depan", en="Ahead"),
        say(id="n", en="n"),
        say(id="MAE bawaan, poin", en="MAE of the default, points"),
        say(id="MAE tetap, poin", en="MAE of no change, points"),
        say(id="Dalam 80%", en="Inside 80%"),
        say(id="Lebar 80%, poin", en="Width of 80%, points"),
        say(id="Keunggulan atas tetap", en="Skill against no change"),
    )
    title = say(
        id="Bawaan menurut jarak ke depan, menurut hari terbit",
        en="The default by how far ahead, by day of publication",
    )[lang]
    frame = pd.DataFrame(lines, columns=head)
    return Table("backtest-horizons", title, frame, "", head[:1])


def simulation(lang: str = "en", mixed: bool = True) -> Table:
    """Show how often intervals held in made-up worlds, and the skill of each method.

    ``mixed``: one to four points a city; otherwise three, with other estimators too.
    """
    found = simulated_rows(mixed)
    order = [name for name in METHODS if name in set(found["method"])]
    lines = [
        [METHODS[name][lang], *_truths(found[found["method"] == name], lang)]
        for name in order
    ]
    skill = say(id="keunggulan", en="skill")[lang]
    heads_ = [
        title
        for text in TRUTHS.values()
        for title in (f"{text[lang]}, 80/95%", f"{text[lang].split()[0]}, {skill}")
    ]
    head = [say(id="Metode", en="Method")[lang], *heads_]
    points = say(id="satu sampai empat", en="one to four") if mixed else _THREE
    title = _SIMULATED[lang].format(points=points[lang], worlds=found["worlds"].max())
    name = "simulation-mixed" if mixed else "simulation-three"
    frame = pd.DataFrame(lines, columns=head)
    return Table(name, title, frame, _SIMULATED_NOTE[lang], head[:1])


_THREE = say(id="tiga", en="three")
_SIMULATED = say(
    id="Dunia buatan: {points} titik tiap kota, tiga tahun ke depan, {worlds} dunia",
    en="Made-up worlds: {points} points a city, three years ahead, {worlds} worlds",
)
_SIMULATED_NOTE = say(
    id="Persen hasil di dalam rentang 80 dan 95%; keunggulan CRPS atas tidak ada yang "
    "berubah, dalam kurung satu galat baku antardunia. Penaksir statsmodels dan tren "
    "tanpa langkah acak memakai lebih sedikit dunia.",
    en="Percent of outcomes inside the 80 and 95% intervals; CRPS skill against "
    "nothing changes, in brackets one standard error over worlds. Estimators of "
    "statsmodels and the trend without a walk use fewer worlds.",
)


def simulated_rows(mixed: bool) -> pd.DataFrame:
    """Return one block of the simulation study."""
    from analysis.study import record

    found = record.simulated()
    return found[found["mixed"] == mixed]


def _truths(rows: pd.DataFrame, lang: str) -> list[str]:
    by_truth = rows.set_index("truth")
    cells = []
    for truth in TRUTHS:
        row = by_truth.loc[truth]
        inside = (number(100 * row[f"in_{level}"], lang) for level in (80, 95))
        cells.append(" / ".join(inside))
        cells.append(signed_skill(row["skill"], row["skill_se"], lang))
    return cells


def quota_chances(lang: str = "en") -> Table:
    """Show the chance a year of plateau, step, cut and stop, and the size of each."""
    from analysis.model.quota_steps import chances

    steps = _steps()
    sizes = observed_sizes()
    lines = []
    for name, (mean, low, high) in chances(steps).items():
        interval = f"{percent(low, lang, 0)}-{percent(high, lang, 0)}"
        count = number(steps.counts[name], lang)
        lines.append([STEPS[name][lang], count, percent(mean, lang, 0), interval])
        lines[-1].append(_size(sizes.get(name, ()), lang))
    head = heads(
        lang,
        say(id="Yang terjadi dalam setahun", en="What happens in a year"),
        say(id="Selang yang dilihat", en="Intervals seen"),
        say(id="Peluang setahun", en="Chance a year"),
        say(id="Rentang 80%", en="80% interval"),
        say(id="Perubahan, median", en="Change, median"),
    )
    title = say(
        id=f"Keputusan kuota: {steps.intervals} selang antara dua angka terbit, "
        f"{number(steps.years, 'id', 1)} tahun seluruhnya",
        en=f"Decisions on quotas: {steps.intervals} intervals between two published "
        f"figures, {number(steps.years, 'en', 1)} years in all",
    )[lang]
    frame = pd.DataFrame(lines, columns=head)
    return Table("quota-chances", title, frame, _OVER_REPORTED[lang], head[:1])


_OVER_REPORTED = say(
    id="Kenaikan lebih sering diberitakan daripada yang tetap, dan pemotongan atau "
    "penghentian lebih jarang: peluang naik di sini terlalu tinggi, peluang tetap, "
    "dipotong dan berhenti terlalu rendah. Seberapa banyak, tidak diketahui.",
    en="A rise makes news more often than a plateau, a cut or a stop less often: the "
    "chance of a step is too high here, those of plateau, cut and stop too low. By how "
    "much is not known.",
)


def _steps() -> Steps:
    from analysis.study import record

    return record.calibration().steps


def quota_change() -> tuple[dict[str, int], dict[str, float]]:
    """Return the intervals seen and the expected chance a year, by what happened."""
    from analysis.model.quota_steps import chances

    steps = _steps()
    return dict(steps.counts), {name: m for name, (m, _, _) in chances(steps).items()}


def observed_sizes() -> dict[str, np.ndarray]:
    """Return the log ratios of a year that were seen in intervals, without priors."""
    from analysis.model.quota_steps import PRIOR_CUTS, PRIOR_STEPS

    steps = _steps()
    return {
        "plateau": np.array(steps.small),
        "step": np.array(steps.steps[: -len(PRIOR_STEPS)]),
        "cut": np.array(steps.cuts[: -len(PRIOR_CUTS)]),
    }


def _size(sizes: Sequence[float], lang: str) -> str:
    if not len(sizes):
        return "-"
    share = float(np.expm1(np.median(sizes)))
    return ("+" if share > 0 else "") + percent(share, lang, 0)
