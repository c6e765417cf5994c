"""Forecasts on the disk: calibrated once, frozen with a date, scored when figures come.

``calibrate`` writes what every trend and notebook 11 read; ``freeze`` puts forecasts
down in ``data/processed/forecasts/DATE.csv`` and never over a file that is there.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis import paths
from analysis.errors import InputDataError, MachineError, Problem, ScenarioError
from analysis.evidence import estimates
from analysis.evidence.panel import panel, used
from analysis.evidence.table_texts import damaged_estimate
from analysis.evidence.tables import kept
from analysis.language import number, percent, say
from analysis.run import newfile
from analysis.study import record
from analysis.study.frozen import KEYS, NAMES, freeze, score_frozen

FOLDER = "forecasts"


@dataclass(frozen=True)
class Asked:
    """What the user asked for; nothing: say what is frozen."""

    calibrate: bool = False
    freeze: bool = False
    score: bool = False
    on: str | None = None


def answer(asked: Asked, lang: str) -> list[str]:
    """Do what was asked and return what to say about it, line by line.

    Raises:
        ScenarioError: the date is none. InputDataError: nothing is calibrated yet.
        MachineError: the forecasts of that day are frozen already.
    """
    said = []
    if asked.calibrate:
        said += [_written(path, lang) for path in calibrate(_day(asked.on))]
    elif asked.on:
        raise ScenarioError(Problem("--on", "", asked.on, *_ON_ALONE))
    if asked.freeze:
        said.append(_written(put_down(), lang))
    if asked.score:
        said += scored_lines(lang)
    return said or status_lines(lang)


def _day(text: str | None) -> dt.date:
    try:
        return dt.date.fromisoformat(text) if text else dt.datetime.now(dt.UTC).date()
    except ValueError:
        raise ScenarioError(Problem("--on", "", str(text), *_DATE)) from None


def calibrate(made_on: dt.date, seed: int = record.SEED) -> list[Path]:
    """Write trend.json, backtest.csv and replay.csv as known on a day; return them."""
    calibration, frames = record.made(made_on, seed)
    text = json.dumps(calibration.to_dict(), sort_keys=True) + "\n"
    files = {f"{record.TREND}.json": text.encode()}
    files |= {f"{name}.csv": _csv(frame) for name, frame in frames.items()}
    return estimates.write(files)


def put_down() -> Path:
    """Freeze the forecasts of the calibration that is kept; return the new file.

    Raises:
        MachineError: forecasts of that day are frozen already; they are left alone.
    """
    calibration = record.calibration()
    path = paths.PROCESSED / FOLDER / f"{calibration.made_on}.csv"
    if path.exists():
        raise MachineError(Problem(paths.shown(path), "", "", *_FROZEN_ALREADY))
    found = freeze(used(panel()), calibration, seed=calibration.seed)
    path.parent.mkdir(parents=True, exist_ok=True)
    newfile.write(path, _csv(found))
    return path


def frozen_days() -> list[str]:
    """Return the days on which forecasts were frozen, oldest first.

    Raises:
        InputDataError: there are none.
    """
    found = sorted(path.stem for path in (paths.PROCESSED / FOLDER).glob("*.csv"))
    if not found:
        shown = paths.shown(paths.PROCESSED / FOLDER)
        raise InputDataError(Problem(shown, "", "", *_NOTHING))
    return found


def frozen() -> pd.DataFrame:
    """Return all frozen forecasts.

    Raises:
        InputDataError: there are none, or a file of them is damaged.
    """
    return pd.concat(map(_frozen_on, frozen_days()), ignore_index=True)


def _frozen_on(day: str) -> pd.DataFrame:
    name = f"{FOLDER}/{day}"
    found = kept(name)
    if not {*KEYS, *NAMES} <= set(found):
        raise InputDataError(damaged_estimate(paths.PROCESSED / f"{name}.csv"))
    return found


def status_lines(lang: str) -> list[str]:
    """Say how many forecasts are frozen on which day, and how many can be scored."""
    everything = frozen()
    said = [
        _FROZEN[lang].format(
            day=day,
            count=number(len(rows), lang),
            series=rows["series"].nunique(),
            last=rows["target_date"].max(),
        )
        for day, rows in everything.groupby("made_on", sort=True)
    ]
    return [*said, _scorable(everything, lang)]


def scored_lines(lang: str) -> list[str]:
    """Say how the forecasts that can be scored did, by day frozen and method."""
    everything = frozen()
    scores = score_frozen(everything, used(panel()))
    lines = [
        _SCORE[lang].format(
            day=day,
            method=method,
            n=len(rows),
            error=number(100 * rows["absolute_error"].mean(), lang, 1),
            held=percent(rows["in_80"].mean(), lang, 0),
        )
        for (day, method), rows in scores.groupby(["made_on", "method"], sort=True)
    ]
    return [_scorable(everything, lang), *lines]


def _scorable(everything: pd.DataFrame, lang: str) -> str:
    known = used(panel())
    scores = score_frozen(everything, known)
    latest = max(known["known_on"]).isoformat()
    if scores.empty:
        return _NONE_YET[lang].format(latest=latest)
    figures = scores["claim_id"].nunique()
    return _SOME[lang].format(count=number(len(scores), lang), figures=figures)


def _csv(frame: pd.DataFrame) -> bytes:
    return frame.to_csv(index=False, lineterminator="\n").encode()


def _written(path: Path, lang: str) -> str:
    return _WRITTEN[lang].format(place=paths.shown(path))


_WRITTEN = say(id="Ditulis: {place}", en="Written: {place}")
_FROZEN = say(
    id="{day}: {count} prakiraan dari {series} deret dibekukan, sampai {last}.",
    en="{day}: {count} forecasts of {series} series are frozen, up to {last}.",
)
_NONE_YET = say(
    id="Belum ada yang dapat dinilai: angka terakhir di buku bukti diketahui {latest}, "
    "dan tidak ada yang datang sesudah pembekuan.",
    en="None can be scored yet: the latest figure of the ledger became known on "
    "{latest}, and none has come since the freezing.",
)
_SOME = say(
    id="{count} prakiraan dapat dinilai dengan {figures} angka yang datang sesudahnya.",
    en="{count} forecasts can be scored by {figures} figures that came later.",
)
_SCORE = say(
    id="  {day} {method}: n {n}, meleset rata-rata {error} poin, rentang 80% memuat "
    "{held}",
    en="  {day} {method}: n {n}, off by {error} points on average, 80% intervals held "
    "in {held}",
)
_NOTHING = (
    say(id="Belum ada prakiraan yang dibekukan.", en="No forecasts are frozen yet."),
    say(id="Jalankan iuran forecast --freeze.", en="Run iuran forecast --freeze."),
)
_FROZEN_ALREADY = (
    say(
        id="Prakiraan hari itu sudah dibekukan dan tidak akan ditimpa.",
        en="The forecasts of that day are frozen and are not overwritten.",
    ),
    say(
        id="Bila ada angka baru, jalankan iuran forecast --calibrate --freeze.",
        en="Once there are new figures, run iuran forecast --calibrate --freeze.",
    ),
)
_DATE = (
    say(id="Tanggal ditulis tahun-bulan-hari.", en="A date is written year-month-day."),
    say(id="Misalnya --on 2026-11-21.", en="For example --on 2026-11-21."),
)
_ON_ALONE = (
    say(
        id="--on hanya berlaku bersama --calibrate.",
        en="--on goes with --calibrate only.",
    ),
    say(id="Tambahkan --calibrate.", en="Add --calibrate."),
)
