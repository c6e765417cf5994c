"""What the page of a run shows, the answers first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from analysis.language import number, say
from analysis.report import html, sentences, seven, tables
from analysis.report.labels import place, text_of
from analysis.report.page_words import SECTIONS
from analysis.study import answers

if TYPE_CHECKING:
    from analysis.model.projection import Results


def parts(results: Results, pictures: Sequence[str], lang: str) -> Iterator[str]:
    """Yield the answers, then findings, figures, tables and what stands behind them."""
    scenario = results.scenario
    yield html.element("h1", text_of(scenario.title, lang))
    yield html.element("p", text_of(scenario.why, lang), class_="why")
    yield html.section(SECTIONS["answers"][lang], _answers(results, lang))
    found = [html.element("span", text) for text in sentences.headlines(results, lang)]
    yield html.section(
        SECTIONS["findings"][lang], [html.listed(found, class_="findings")]
    )
    yield html.section(SECTIONS["figures"][lang], pictures)
    yield html.section(
        SECTIONS["tables"][lang], map(html.table, _tables(results, lang))
    )
    yield html.section(SECTIONS["claims"][lang], _claims(results, lang))
    yield html.section(
        SECTIONS["assumed"][lang], _assumed(results, lang), class_="sideways"
    )
    yield html.section(SECTIONS["disagree"][lang], _disagreements(results, lang))
    yield html.section(SECTIONS["sources"][lang], _sources(results, lang))
    yield html.section(SECTIONS["checks"][lang], _checks(results, lang))


def _answers(results: Results, lang: str) -> list[str]:
    told = seven.seven(answers.with_answers(results), lang)
    items = (
        html.wrap("li", html.element("strong", question) + " " + answer)
        for question, answer in told
    )
    shown = (tables.carried, tables.stress, tables.questions)
    return [
        html.wrap("ol", "".join(items), class_="findings seven"),
        *(html.table(table(results, lang)) for table in shown),
    ]


def _tables(results: Results, lang: str) -> list[tables.Table]:
    return [
        tables.bill(results, lang),
        tables.bridge(results, lang),
        tables.segments(results, lang),
        tables.claims(results, lang),
        tables.ledgers(results, lang),
        tables.segment_tariffs(results, lang),
    ]


def _claims(results: Results, lang: str) -> list[str]:
    said = (sentences.claims_answer(results, lang), sentences.scale(results, lang))
    shown = (
        *(tables.household, tables.fund, tables.programmes),
        *(tables.tariff_revision, tables.death_rates),
    )
    return [
        *(html.element("p", sentence) for sentence in said),
        *(html.table(table(results, lang)) for table in shown),
    ]


def _assumed(results: Results, lang: str) -> list[str]:
    intro = say(
        id="Nilai berikut tidak disebut sumber mana pun. Ubah di berkas skenario bila "
        "angkanya ada.",
        en="No source gives the following values. Change them in the scenario file "
        "once "
        "a figure is at hand.",
    )[lang]
    own = tables.assumed(results, lang)
    listed = [html.table(own)] if len(own.frame) else []
    law = html.table(tables.assumed_law(results, lang))
    return [html.element("p", intro), *listed, law]


def _disagreements(results: Results, lang: str) -> list[str]:
    found = tables.findings(results.scenario.region, lang)
    if len(found.frame):
        return [html.table(found)]
    none = say(
        id="Untuk daerah ini tidak ada angka terbit yang bertentangan.",
        en="For this place no published figures contradict each other.",
    )
    return [html.element("p", none[lang])]


def _sources(results: Results, lang: str) -> list[str]:
    listed = (tables.sources(results, lang), tables.law_sources(results, lang))
    return [html.table(table) for table in listed if len(table.frame)]


def _checks(results: Results, lang: str) -> list[str]:
    said = html.element("p", sentences.checks(results, lang))
    return [said, html.table(tables.checks(results, lang))]


def about(results: Results, lang: str) -> str:
    """Return what the page is of: place, scenario, simulations and seed."""
    scenario = results.scenario
    draws = number(scenario.draws, lang)
    return say(
        id=f"Iuran - {place(results)} ({scenario.region}), skenario {scenario.name}, "
        f"{draws} simulasi, benih {scenario.seed}.",
        en=f"Iuran - {place(results)} ({scenario.region}), scenario {scenario.name}, "
        f"{draws} draws, seed {scenario.seed}.",
    )[lang]
