"""The commands of those who keep the project: data, forecasts, notebooks, site."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from analysis import paths
from analysis.cli.session import watching
from analysis.run import words


def data(ctx: typer.Context, check: bool = False) -> None:
    """Rebuild data/processed from data/raw, or only compare."""
    from analysis.evidence import tables

    started = time.perf_counter()
    files = tables.build(check=check)
    seconds = time.perf_counter() - started
    ctx.obj.print(words.REBUILT, count=len(files), seconds=seconds)


def forecast(
    ctx: typer.Context,
    calibrate: bool = False,
    freeze: bool = False,
    score: bool = False,
    on: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD")] = None,
) -> None:
    """Say which forecasts are frozen; calibrate, freeze or score them."""
    from analysis.run import forecasts

    asked = forecasts.Asked(calibrate, freeze, score, on)
    print(*forecasts.answer(asked, ctx.obj.spoken), sep="\n")


def notebooks(ctx: typer.Context) -> None:
    """Execute the committed notebooks in place on their defaults."""
    from analysis.run import sources

    started = time.perf_counter()
    with watching(ctx) as watch:
        changed = [*sources.refresh(watch), *sources.refresh_readme()]
        changed += sources.refresh_assumptions()
    seconds = time.perf_counter() - started
    names = ", ".join(path.name for path in changed) or "-"
    count = len(changed)
    ctx.obj.print(words.REFRESHED, count=count, seconds=seconds, names=names)


def site(
    ctx: typer.Context, out: Path = paths.SITE, reports: Path = paths.REPORTS
) -> None:
    """Run the planning baselines that changed and build the site from them."""
    from analysis.run import everything, jobs
    from analysis.run import site as building

    started = time.perf_counter()
    building.refuse_others(out)
    options = jobs.Options(reports, lang="id")  # English: those committed
    with watching(ctx) as watch:
        everything.baselines(options, watch)
    place = paths.reachable(building.build(out, reports))
    ctx.obj.print(words.DONE, seconds=time.perf_counter() - started, place=place)
