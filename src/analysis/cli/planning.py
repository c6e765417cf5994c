"""The commands of those who plan: run, compare, look up, fill in."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from analysis import paths
from analysis.cli.session import say_where, watching
from analysis.errors import Problem, ScenarioError
from analysis.language import say
from analysis.run import words

if TYPE_CHECKING:
    from analysis.run.jobs import Options


# what may not be read is told in words of ours, and ends with the machine's code
_UNSEEN: dict[str, Any] = {"readable": False}
Files = Annotated[list[Path] | None, typer.Argument(**_UNSEEN)]
Out = Annotated[Path, typer.Option(**_UNSEEN)]
OutFile = Annotated[Path | None, typer.Option(**_UNSEEN)]
Changes = Annotated[list[str] | None, typer.Option("--set", metavar="KEY=VALUE")]
Place = Annotated[list[str] | None, typer.Argument(metavar="[CODE|NAME]")]
Month = Annotated[str, typer.Option(metavar="YYYY-MM")]


_TWICE = (
    say(id="Kunci ini diberi dua kali.", en="This key is given twice."),
    say(id="pakai satu nilai saja.", en="give it one value only."),
)


def check(ctx: typer.Context, files: Files = None) -> None:
    """Read scenarios, sweeps, files of regions and the law; write nothing."""
    from analysis.run import jobs, law_check, region_files

    named = files or [paths.SCENARIOS, *sorted(paths.SWEEPS.glob("*.yaml"))]
    named = [region_files.sweep_of(str(path)) or path for path in named]
    sweeps, others = region_files.sweeps_apart(named)
    regions, others = region_files.apart(others)
    found = [file for path in others for file in _scenarios(path)]
    known = [*region_files.problems(regions), *region_files.sweep_problems(sweeps)]
    if not files:
        known = [*known, *law_check.problems()]
    loaded = jobs.load_all(found, {}, known)
    if regions:
        ctx.obj.print(words.REGIONS_CHECKED, count=len(regions))
    if found:
        ctx.obj.print(words.CHECKED, count=len(found))
    if sweeps:
        ctx.obj.print(words.SWEEPS_CHECKED, count=len(sweeps))
    if not files:
        ctx.obj.print(words.LAW_CHECKED, **law_check.counts())
    for name, caution in law_check.cautions(loaded):
        ctx.obj.print(words.CAUTION, name=name, said=caution[ctx.obj.spoken])


def run(
    ctx: typer.Context,
    scenario: str,
    set_: Changes = None,
    out: Out = paths.REPORTS,
    draws: int | None = None,
    seed: int | None = None,
    years: int | None = None,
    numbers_only: bool = False,
    analysis: bool = False,
    force: bool = False,
) -> None:
    """Run one scenario into its folder."""
    from analysis.run import jobs

    started = time.perf_counter()
    file = _scenario_file(scenario)
    overrides = _overrides(set_ or [], draws=draws, seed=seed, years=years)
    options = jobs.Options(
        reports=out,
        overrides=overrides,
        lang=ctx.obj.spoken,
        numbers_only=numbers_only,
        analysis=analysis,
        force=force,
    )
    with watching(ctx, numbers_only) as watch:
        outcome = jobs.run([file], options, watch)[0]
    jobs.raise_all([outcome.failure] if outcome.failure else [])
    if outcome.ran and not numbers_only:
        _index(options)
    say_where(ctx, [outcome], outcome.folder, started)


def report(ctx: typer.Context, out: Out = paths.REPORTS, force: bool = False) -> None:
    """Run every shipped scenario, the comparisons and the index page."""
    from analysis.run import everything, jobs

    started = time.perf_counter()
    options = jobs.Options(out, lang=ctx.obj.spoken, force=force)
    with watching(ctx) as watch:
        outcomes = everything.report(options, watch)
    say_where(ctx, outcomes, out, started)


def compare(
    ctx: typer.Context,
    scenarios: list[str],
    out: Out = paths.REPORTS,
    force: bool = False,
) -> None:
    """Run what is missing, then show the scenarios side by side."""
    from analysis.run import comparison, held, jobs, region_files

    started = time.perf_counter()
    for word in scenarios:
        region_files.refuse_sweep(word)
    items = held.named(scenarios)
    options = jobs.Options(out, lang=ctx.obj.spoken, force=force)
    with watching(ctx) as watch:
        comparison.comparison_job(items, options)
        files = [item.file for item in items if item.held is None]
        outcomes = jobs.run(files, options, watch)
        jobs.raise_all([one.failure for one in outcomes if one.failure])
        outcomes.append(comparison.compare(items, options, watch))
    _index(options)
    say_where(ctx, outcomes[-1:], outcomes[-1].folder, started)


def sweep(
    ctx: typer.Context,
    file: str,
    out: Out = paths.REPORTS / "sweeps",
    workers: int = 0,
    scheduler: str | None = None,
    yes: bool = False,
    force: bool = False,
) -> None:
    """Run many regions and scenarios at once; what is finished is not repeated."""
    from analysis.run import region_files, sweep_where, sweep_words
    from analysis.run import sweep as sweeping

    started = time.perf_counter()
    region_files.refuse_scenario(file)
    where = sweep_where.Where(workers, sweep_where.address(scheduler))
    if said := sweep_where.warning(where):
        print(said[ctx.obj.spoken], file=sys.stderr)
    options = sweeping.Options(out, where, yes=yes, force=force, lang=ctx.obj.spoken)
    with watching(ctx) as watch:
        outcome = sweeping.sweep(file, options, watch)
    ctx.obj.print(sweep_words.summary(outcome.regions, outcome.failed))
    if outcome.failure:
        raise outcome.failure
    text = words.DONE if outcome.computed else words.UNCHANGED
    place = paths.reachable(outcome.folder / "regions.csv")
    ctx.obj.print(text, seconds=time.perf_counter() - started, place=place)


def law(
    ctx: typer.Context,
    date: Month,
    segment: str | None = None,
    region: str | None = None,
    variant: str = "current",
) -> None:
    """Print what the law is in a month, for a segment or in full, and why."""
    from analysis.run import show_law

    asked = show_law.Asked(date, segment, region, variant)
    print(*show_law.answer(asked, ctx.obj.spoken), sep="\n")


def region(
    ctx: typer.Context,
    place: Place = None,
    bps: Annotated[str | None, typer.Option(metavar="CODE")] = None,
    new: bool = False,
    out: OutFile = None,
    every: Annotated[bool, typer.Option("--all")] = False,
) -> None:
    """Print what is known of a region, or write its file to fill in."""
    from analysis.run import places

    asked = places.Asked(" ".join(place or []), bps, new, out, every)
    if written := places.answer(asked, ctx.obj.spoken):
        ctx.obj.print(words.REGION_FILE, **written)


def template(
    ctx: typer.Context,
    region: str | None = None,
    from_: Annotated[str | None, typer.Option("--from", metavar="SCENARIO")] = None,
    out: OutFile = None,
) -> None:
    """Write the planner's form, filled in with a region's figures or a scenario."""
    from analysis.run import forms, jobs

    filled = jobs.load_all([_scenario_file(from_)], {})[0] if from_ else None
    path = out or Path(forms.usual_name(filled.name if filled else region))
    forms.write(path, region, ctx.obj.spoken, filled)
    ctx.obj.print(words.FORM, place=path)


def form(ctx: typer.Context, port: int = 0, show: bool = True) -> None:
    """Serve the form in the browser, for this machine only."""
    from analysis.report import app

    app.serve(port, show, ctx.obj.spoken)


def _scenarios(path: Path) -> list[Path]:
    from analysis.run import everything

    if os.path.isdir(path):  # unlike Path.is_dir it takes any name
        return everything.scenario_files(path)
    return [_scenario_file(str(path))]


def _scenario_file(word: str) -> Path:
    from analysis.run import comparison, region_files

    region_files.refuse_sweep(word)
    return comparison.named(word)


def _overrides(pairs: Sequence[str], **options: int | None) -> dict[str, Any]:
    """Return changes by dotted key: those of --set, then --draws, --seed, --years."""
    wrong = [pair for pair in pairs if not pair.partition("=")[0] or "=" not in pair]
    if wrong:
        raise ScenarioError([Problem("--set", "", pair, *words.PAIR) for pair in wrong])
    given = [(key, value) for key, _, value in (pair.partition("=") for pair in pairs)]
    given += [(key, value) for key, value in options.items() if value is not None]
    names = [key for key, _ in given]
    twice = {key: [str(v) for k, v in given if k == key] for key in names}
    problems = [
        Problem("--set", key, ", ".join(values), *_TWICE)
        for key, values in twice.items()
        if len(values) > 1
    ]
    if problems:
        raise ScenarioError(problems)
    return dict(given)


def _index(options: Options) -> None:
    from analysis.run import everything

    everything.refresh_index(options)
