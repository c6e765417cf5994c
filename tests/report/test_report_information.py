"""Which figure to obtain first: pictures, tables, sentences, the form to fill in."""

import re

import numpy as np
import pytest

from analysis.errors import ScenarioError
from analysis.language import number, percent, rupiah_short
from analysis.model.projection import central, project
from analysis.report import figures_information as figures
from analysis.report import sentences_information as sentences
from analysis.report import tables_information as tables
from analysis.report.questions_form import name_of, questions_form
from analysis.scenario.load import load_scenario
from analysis.study import uncertainty
from analysis.study.asking import ASKED, first_to_obtain
from analysis.study.ensemble import Ensemble
from analysis.study.sensitivity import Bar, Tornado
from analysis.study.unknowns import widened

LANGUAGES = ("id", "en")
NAMES = ("cirebon-baseline", "serang-baseline")


@pytest.fixture(scope="module", params=NAMES)
def results(request):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(uncertainty, "SOBOL_POINTS", 256)
        found = project(load_scenario(request.param, draws=0))
        found.memo["rows"] = uncertainty.rows(found)
        return found


def told(results):
    return {
        (one["variable"], one["statistic"]): one["value"]
        for one in results.memo["rows"]
    }


@pytest.fixture
def folder(results, tmp_path):
    """A folder of the planner's own with the resolved scenario in it."""
    text = results.scenario.yaml_text()
    (tmp_path / "scenario.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def written(results, folder, change=lambda text: text, lang="id"):
    file = folder / f"{name_of(results.scenario.name)}.yaml"
    file.write_text(change(questions_form(results, lang)), encoding="utf-8")
    return file


def answered(text):
    """Remove the # of every line below the head."""
    head, mark, body = text.partition("schema: 1")
    return head + mark + re.sub(r"^# ", "", body, flags=re.M)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_form_is_valid_as_written_and_changes_nothing(results, folder, lang):
    found = load_scenario(written(results, folder, lang=lang))
    assert found.name == f"questions-{results.scenario.name}"
    assert found.segments == results.scenario.segments
    assert found.budget == results.scenario.budget
    assert found.law == results.scenario.law
    assert set(found.assumed) == set(results.scenario.assumed)


def test_the_values_in_the_form_are_those_used_so_far(results, folder):
    found = load_scenario(written(results, folder, answered))
    ours, known = central(found), central(results.scenario)
    assert ours["uncut_bill_idr"] == pytest.approx(known["uncut_bill_idr"])
    assert ours["claims_incurred_idr"] == pytest.approx(known["claims_incurred_idr"])


def test_every_question_says_of_whom_in_words_and_by_worth(results):
    text = questions_form(results, "en")
    numbers = [int(n) for n in re.findall(r"^# (\d+)\. To ", text, flags=re.M)]
    assert numbers == list(range(1, len(first_to_obtain(results)) + 1))
    flat = " ".join(text.replace("\n# ", " ").split())
    for one in first_to_obtain(results):
        assert one.asked.ask["en"] in flat
    assert max(map(len, text.split("schema: 1")[0].splitlines())) <= 88


def test_an_answer_takes_the_place_of_an_assumption(results, folder):
    key = "non_asn"

    def answer(text):
        lines = text.splitlines()
        at = lines.index(f"#   {key}:")
        members = next(n for n in range(at, len(lines)) if "members:" in lines[n])
        for n in (lines.index("# segments:"), at):
            lines[n] = lines[n].removeprefix("# ")
        lines[members] = "    members: 512"
        return "\n".join(lines)

    found = load_scenario(written(results, folder, answer))
    assert found.segments[key].members.central == 512
    assert f"segments.{key}.members" not in found.assumed
    others = set(results.scenario.assumed) - {f"segments.{key}.members"}
    assert set(found.assumed) == others
    assert found.segments[key].members == widened(found).segments[key].members


def test_an_answer_that_cannot_be_is_explained(results, folder):
    def answer(text):
        return answered(text).replace("reported_wage: umk", "reported_wage: 2.500.000")

    with pytest.raises(ScenarioError) as caught:
        load_scenario(written(results, folder, answer))
    (problem,) = caught.value.problems
    assert problem.where == "segments.non_asn.tariff.reported_wage"
    assert "2500000" in problem.remedy["id"]


def test_without_its_scenario_the_form_says_what_is_missing(results, tmp_path):
    with pytest.raises(ScenarioError, match="scenario"):
        load_scenario(written(results, tmp_path))


def test_names_stay_names_of_runs():
    assert name_of("a" * 64) == "questions-" + "a" * 54
    assert name_of("cilegon-baseline") == "questions-cilegon-baseline"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sentences_say_rows_of_the_long_table(results, lang):
    rows, top = told(results), first_to_obtain(results)[0]
    said = sentences.first_question(results, lang)
    assert top.asked.institution[lang] in said
    worth = rows[f"evppi_{top.unknown}_idr", "central"]
    assert rupiah_short(worth, lang, 1) in said
    assert number(rows[f"evppi_{top.unknown}_people", "central"], lang) in said
    said = sentences.cover(results, lang)
    assert rupiah_short(rows["best_line_idr", "central"], lang) in said
    assert rupiah_short(rows["evpi_line_idr", "central"], lang) in said
    assert rupiah_short(rows["evpi_cover_idr", "central"], lang, 1) in said
    assert percent(rows["cover_gain_probability", "central"], lang, 0) in said
    said = sentences.movers(results, lang)
    most = max(
        (value, name)
        for (name, _), value in rows.items()
        if name.startswith("sobol_first_")
    )
    assert percent(most[0], lang, 0) in said


def test_the_line_alone_has_its_own_first_question():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sentences, "first_to_obtain", lambda _: _questions())
        results = project(load_scenario("cirebon-baseline", draws=0))
        said = sentences.first_question(results, "en")
    assert "For the line of 2027 alone the first is: months paid for" in said
    assert "Rp2.0 million would not lie idle" in said


def _questions():
    from analysis.study.asking import Question

    deaths = Question(1, "x", ASKED["ages_and_deaths"], (), 0.0, 5e6, 5e6, 20.0)
    months = Question(2, "y", ASKED["months"], (), 2e6, 0.0, 2e6, 10.0)
    return [deaths, months]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_tables_hold_every_unknown_once(results, lang):
    asked = first_to_obtain(results)
    assert len(tables.worth(results, lang).frame) == len(asked)
    assert len(tables.questions(results, lang).frame) == len(asked)
    shares = tables.indices(results, lang).frame
    assert len(shares) == len(asked)
    titles = [one.asked.title[lang] for one in asked]
    assert sorted(shares.iloc[:, 0]) == sorted(titles)
    assert sum(tables.questions(results, lang).widths) == 100


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("outcome", ["bill", "fund"])
def test_the_tornado_shows_the_widest_first(results, lang, outcome):
    picture = figures.tornado(results, lang, outcome)
    frame = picture.frame
    swing = frame.max(axis=1) - frame.min(axis=1)
    assert (np.diff(swing) <= 0).all()
    top = ASKED[frame.index[0]].title[lang]
    assert picture.words.title.startswith(top)
    assert picture.words.alt


def test_both_ends_of_a_bar_stay_in_sight(results, monkeypatch):
    """Low and high on the same side: the shorter one is drawn over the longer."""
    bar = Bar("months", 0.1, 0.9, 150.0, 200.0, 100.0)
    fake = {"bill": Tornado(100.0, (bar,))}
    monkeypatch.setattr(uncertainty, "tornado", lambda _: fake)
    (axes,) = figures.tornado(results, "en").axes
    low, high = (one.patches[0] for one in axes.containers)
    assert low.get_zorder() > high.get_zorder()
    assert low.get_width() < high.get_width()


def test_nothing_that_moves_is_said(results, monkeypatch):
    fake = {"bill": Tornado(100.0, (Bar("months", 0.1, 0.9, 100.0, 100.0, 0.0),))}
    monkeypatch.setattr(uncertainty, "tornado", lambda _: fake)
    assert "Nothing" in figures.tornado(results, "en").words.title


def test_the_picture_of_worth_adds_up_to_the_table(results):
    frame = figures.worth(results, "en").frame
    rows = told(results)
    for name, parts in frame.iterrows():
        assert parts.sum() == pytest.approx(rows[f"evppi_{name}_idr", "central"])


def test_all_unknowns_of_a_widened_scenario_can_be_answered(results):
    """Every question has at least one line of the form to fill in."""
    text = questions_form(results, "en")
    for at, unknown in enumerate(first_to_obtain(results), start=1):
        assert f"# question {at}\n" in text, unknown.unknown
    assert len(Ensemble(results.scenario).unknowns) <= len(first_to_obtain(results))
