"""Runs at the edge: no base, no people, no draws, gaps, forty years, hostile names."""

import re

import pytest

from analysis import figures, project, sentences, tables
from analysis.report import page, workbook
from analysis.scenario.load import parse_scenario

SCENARIO = """
schema: 1
name: edge
title: {{id: "<script>alert(1)</script>", en: "<script>alert(1)</script>"}}
region: "7401"
first_year: 2027
years: {years}
draws: {draws}
segments:
  mine:
    label: {{id: "=HYPERLINK(x)", en: "<b>x</b> $y_1$"}}
    eligible: {eligible}
    members: {members}
    tariff: {{kind: bpu}}
    path: {{kind: hold}}
    window: {window}
    profile: pekerja_rentan
"""
WINDOW = '{first: "2028-01", last: "2028-06"}'
EDGES = {
    "one year, no draws": (1, 0, 100, 10, "null"),
    "nobody": (1, 20, 0, 0, "null"),
    "a gap": (3, 20, 100, 100, WINDOW),
    "one of five": (12, 5, 5, 1, "null"),
    "forty years": (40, 3, 5000, 100, "null"),
}
OF_SEVERAL = ("difference", "difference_by_year", "stored", "summary", "why")
OTHER_ARGUMENTS = (
    *("Table", "calibration", "denominators", "findings", "left_out", "register"),
    *("settled", "reasons", "open_questions"),
    *("balanced", "deviations", "shares_under_weights", "weight_sets"),
    *("region_facts", "region_provinces"),
    *("backtest", "backtest_horizons", "explained", "quota_chances", "simulation"),
    *("not_known", "published"),
)
OTHER_SENTENCES = (
    *("causes", "crossings", "warnings"),
    *("Prose", "comparison", "headlines", "quota_steps", "replayed", "frozen"),
    "published",
    *("forecast_default", "forecast_record", "left_out", "validation_verdict"),
)
OF_ALL_REGIONS = "national_"
OF_A_REGION = ("materiality", "refused", "repairs")


@pytest.fixture(scope="module", params=EDGES.values(), ids=EDGES.keys())
def edge(request, figures_once):
    names = ("years", "draws", "eligible", "members", "window")
    given = dict(zip(names, request.param, strict=True))
    run = project(parse_scenario(SCENARIO.format(**given)))
    with figures_once(run):
        yield run


def test_every_figure_draws(edge):
    for name in figures.BY_NAME:
        assert figures.plot(edge, name, "id").png()


def of_a_run(module, *others):
    names = set(module.__all__).difference(*others)
    return {name for name in names if not name.startswith(OF_ALL_REGIONS)}


@pytest.mark.fault("F7.nobody")
def test_every_sentence_and_table_is_written(edge):
    for name in of_a_run(sentences, OTHER_SENTENCES, OF_A_REGION):
        assert "nan" not in getattr(sentences, name)(edge, "en").lower().split()
    for name in of_a_run(tables, OF_SEVERAL, OTHER_ARGUMENTS):
        assert getattr(tables, name)(edge, "en").html()


@pytest.mark.fault("S2.page")
def test_page_and_workbook_are_written_and_escaped(edge, tmp_path):
    page.write_run_page(tmp_path, edge, "en")
    workbook.write_workbook(edge, tmp_path / "results.xlsx", "en")
    html = (tmp_path / "index.html").read_text("utf-8")
    assert "<script" not in html
    assert "<b>x</b>" not in html
    bare = re.sub(r"<style.*?</style>|<[^>]*>", " ", html, flags=re.S)
    assert not re.search(r"\bnan\b|\bNone\b|\binf\b", bare)
