"""Ages a city knows of its own members: what is read, refused, and what it changes."""

from __future__ import annotations

from fractions import Fraction as F
from itertools import pairwise

import numpy as np
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from scenario_texts import BASE, edited, with_segment, with_top

from analysis.errors import ScenarioError
from analysis.law.parameters import load_law
from analysis.model.projection import project
from analysis.model.projection.plan import Plan
from analysis.report.keys import key_kind, key_label
from analysis.report.tables_claims import death_rates
from analysis.report.tables_people import known
from analysis.scenario.ages import overlaps
from analysis.scenario.cautions import cautions
from analysis.scenario.load import load_scenario, parse_scenario
from analysis.scenario.numerals import decimal
from analysis.scenario.regions import region_pack
from analysis.study.impact import Bench, impact
from filled_form import fill, template

AGES = '{"18-29": 0.2, "30-44": 0.35, "45-54": 0.25, "55-64": 0.2}'
OWN = f"profile: {{male_share: 0.62, ages: {AGES}}}"


def own(ages, male_share="0.62"):
    return with_segment(f"profile: {{male_share: {male_share}, ages: {ages}}}")


def profile(text, slug="rt_rw"):
    scenario = parse_scenario(text)
    return Plan(scenario, load_law(), region_pack("3672")).profile(slug)


def test_bands_are_ages_in_full_years_both_included():
    found = profile(with_segment(OWN))
    assert found.bands == (
        (18, 30, F("0.2")),
        (30, 45, F("0.35")),
        (45, 55, F("0.25")),
        (55, 65, F("0.2")),
    )
    assert found.male_share.central == F("0.62")


def test_bands_come_by_age_whatever_their_order_and_a_single_age_is_one_year():
    found = profile(own('{"60-100": 0.25, "15-39": 0.5, 40: 0.25}'))
    assert [band[:2] for band in found.bands] == [(15, 40), (40, 41), (60, 101)]


def test_a_standard_profile_is_one_band():
    law = load_law()
    assert profile(BASE) is law.profile("rt_rw")  # the group's own name, by default
    found = profile(with_segment("profile: kader"))
    assert found is law.profile("kader")
    assert found.bands == ((25, 60, 1),)


def test_a_new_group_needs_no_profile_of_the_law():
    text = edited("rt_rw", "tagana", with_segment(OWN))
    text += '    label: {id: "Tagana", en: "Tagana"}\n'
    assert profile(text, "tagana").bands[0] == (18, 30, F("0.2"))


@st.composite
def partitions(draw):
    """Draw bands that follow each other, with whole per mille that add to 1,000."""
    edges = sorted(draw(st.sets(st.integers(15, 101), min_size=2, max_size=9)))
    cuts = st.integers(0, 1000)
    parts = draw(st.lists(cuts, min_size=len(edges) - 2, max_size=len(edges) - 2))
    shares = [b - a for a, b in pairwise([0, *sorted(parts), 1000])]
    bands = [f"{low}-{high - 1}" for low, high in pairwise(edges)]
    written = {b: decimal(F(n, 1000)) for b, n in zip(bands, shares, strict=True)}
    return draw(st.permutations(list(written.items())))


@given(partitions())
def test_any_partition_is_read_and_read_again(bands):
    ages = "{" + ", ".join(f'"{band}": {share}' for band, share in bands) + "}"
    scenario = parse_scenario(own(ages))
    again = parse_scenario(scenario.yaml_text())
    assert again.segments == scenario.segments
    found = profile(own(ages)).bands
    assert sum(share for *_, share in found) == 1
    assert [high for _, high, _ in found[:-1]] == [low for low, *_ in found[1:]]


# profile as written, key path below the segment, found, words in both languages
BAD = {
    "ages that add to 0.99": (
        own('{"18-44": 0.6, "45-64": 0.39}'),
        "profile.ages",
        "{18-44: 0.6, 45-64: 0.39}",
        ("exactly 1, not 0.99", 'write "18-44": 0.61'),
        ("tepat 1, bukan 0.99", 'tulis "18-44": 0.61'),
    ),
    "half of the members": (
        own('{"18-64": 0.5}'),
        "profile.ages",
        "{18-64: 0.5}",
        ("exactly 1, not 0.5", "all bands"),
        ("tepat 1, bukan 0.5", "semua kelompok"),
    ),
    "no ages": (
        own("{}"),
        "profile.ages",
        "{}",
        ("exactly 1, not 0", "all bands"),
        ("tepat 1, bukan 0", "semua kelompok"),
    ),
    "bands that overlap": (
        own('{"18-30": 0.5, "30-64": 0.5}'),
        "profile.ages.30-64",
        "30-64",
        ('overlaps with "18-30"', "one band only"),
        ('tumpang tindih dengan "18-30"', "satu kelompok"),
    ),
    "a band inside another": (
        own('{"18-64": 0.5, "20-25": 0.2, "70-80": 0.3}'),
        "profile.ages.20-25",
        "20-25",
        ('overlaps with "18-64"',),
        ('tumpang tindih dengan "18-64"',),
    ),
    "ages reversed": (
        own('{"64-18": 1}'),
        "profile.ages.64-18",
        "64-18",
        ("first age is above", 'Write "18-64"'),
        ("melebihi", 'Tulis "18-64"'),
    ),
    "no ages at all": (
        own("{abc: 1}"),
        "profile.ages.abc",
        "abc",
        ("full years", '"18-29"'),
        ("tahun penuh", '"18-29"'),
    ),
    "an open band": (
        own('{"18-64": 0.9, "65+": 0.1}'),
        "profile.ages.65+",
        "65+",
        ("full years", '"65-100"'),
        ("tahun penuh", '"65-100"'),
    ),
    "a dash of print": (
        own('{"18–64": 1}'),
        "profile.ages.18–64",
        "18–64",
        ('"18-64"',),
        ('"18-64"',),
    ),
    "an age nobody has": (
        own('{"130": 1}'),
        "profile.ages.130",
        "130",
        ("between 15 and 100",),
        ("antara 15 dan 100",),
    ),
    "children": (
        own('{"10-64": 1}'),
        "profile.ages.10-64",
        "10-64",
        ("between 15 and 100", "leave people outside"),
        ("antara 15 dan 100", "keluarkan orang"),
    ),
    "ages in per cent": (
        own('{"18-64": 100}'),
        "profile.ages.18-64",
        "100",
        ("between 0 and 1", "write 1"),
        ("antara 0 dan 1", "tulis 1"),
    ),
    "a share below nothing": (
        own('{"18-39": 1, "40-64": -0.1}'),
        "profile.ages.40-64",
        "-0.1",
        ("between 0 and 1",),
        ("antara 0 dan 1",),
    ),
    "a comma in a share": (
        own('{"18-64": "1,0"}'),
        "profile.ages.18-64",
        '"1,0"',
        ("Write 1",),
        ("Tulis 1",),
    ),
    "more men than people": (
        own('{"18-64": 1}', "1.2"),
        "profile.male_share",
        "1.2",
        ("between 0 and 1",),
        ("antara 0 dan 1",),
    ),
    "fewer men than none": (
        own('{"18-64": 1}', "-0.5"),
        "profile.male_share",
        "-0.5",
        ("between 0 and 1",),
        ("antara 0 dan 1",),
    ),
    "men that are not certain": (
        own('{"18-64": 1}', "{uniform: [0.4, 0.6]}"),
        "profile.male_share",
        "{uniform: [0.4, 0.6]}",
        ("single value",),
        ("satu nilai",),
    ),
    "no share of men": (
        with_segment(f"profile: {{ages: {AGES}}}"),
        "profile.male_share",
        "",
        ("required", "male_share: 0.62"),
        ("wajib", "male_share: 0.62"),
    ),
    "men only": (
        with_segment("profile: {male_share: 0.5}"),
        "profile.ages",
        "",
        ("required", '"18-39": 0.45'),
        ("wajib", '"18-39": 0.45'),
    ),
    "a key nobody reads": (
        with_segment(f"profile: {{male_share: 0.5, ages: {AGES}, age: 5}}"),
        "profile.age",
        "age",
        ("`ages`",),
        ("`ages`",),
    ),
    "one number for the ages": (
        own("40"),
        "profile.ages",
        "40",
        ("mapping of keys",),
        ("pemetaan",),
    ),
    "a list": (
        with_segment("profile: [rt_rw]"),
        "profile",
        "[rt_rw]",
        ("single value",),
        ("satu nilai",),
    ),
}


@pytest.mark.fault("F17.windows")
@pytest.mark.parametrize("case", BAD, ids=lambda name: name.replace(" ", "-"))
def test_what_is_refused(case):
    text, where, found, english, indonesian = BAD[case]
    with pytest.raises(ScenarioError) as caught:
        parse_scenario(text, "uji.yaml")
    problem, *others = caught.value.problems
    assert (others, caught.value.exit_code) == ([], 3)
    assert (problem.where, problem.found) == (f"segments.rt_rw.{where}", found)
    assert problem.file == "uji.yaml:13"
    for lang, words in (("en", english), ("id", indonesian)):
        assert all(one in problem.sentence(lang) for one in words)


def test_all_problems_of_a_profile_come_at_once():
    bad = own('{"18-44": 0.6, "40-64": 0.3}', "1.2")
    with pytest.raises(ScenarioError) as caught:
        parse_scenario(edited("members: 1500", "members: 1529", bad))
    assert [problem.where for problem in caught.value.problems] == [
        "segments.rt_rw.members",
        "segments.rt_rw.profile.male_share",
        "segments.rt_rw.profile.ages.40-64",
        "segments.rt_rw.profile.ages",
    ]


def test_a_wide_band_overlaps_with_all_those_inside_it():
    shares = dict.fromkeys(["30-35", "15-64", "20-25", "65-70"], F(1, 4))
    assert overlaps(shares) == [("15-64", "20-25"), ("15-64", "30-35")]


CHILD = "schema: 1\nname: anak\nextends: uji\nwhy: {id: a, en: a}\n"


def variant(folder, parent, lines, **overrides):
    (folder / "uji.yaml").write_text(parent, encoding="utf-8")
    (folder / "anak.yaml").write_text(CHILD + lines, encoding="utf-8")
    found = load_scenario(folder / "anak.yaml", **overrides)
    return found, found.segments["rt_rw"].profile


@pytest.mark.parametrize(
    ("parent", "change", "ages"),
    [
        ("profile: kader", OWN, ["18-29", "30-44", "45-54", "55-64"]),
        (OWN, 'profile: {ages: {"18-49": 0.7, "50-64": 0.3}}', ["18-49", "50-64"]),
        (OWN, "profile: {male_share: 0.5}", ["18-29", "30-44", "45-54", "55-64"]),
    ],
)
def test_a_variant_gives_its_own_ages_whole(tmp_path, parent, change, ages):
    lines = f"segments: {{rt_rw: {{{change}}}}}"
    _, found = variant(tmp_path, with_segment(parent), lines)
    assert list(found.ages) == ages
    assert found.male_share == (F("0.5") if "0.5}" in change else F("0.62"))


@pytest.mark.parametrize("gone", ["kader", None])
def test_a_variant_goes_back_to_a_name(tmp_path, gone):
    lines = f"segments: {{rt_rw: {{profile: {gone or 'null'}}}}}"
    assert variant(tmp_path, with_segment(OWN), lines)[1] == gone


def test_set_changes_one_share_or_all(tmp_path):
    set_men = {"segments.rt_rw.profile.male_share": 0.6}
    scenario, found = variant(tmp_path, with_segment(OWN), "", **set_men)
    assert found.male_share == F("0.6")
    ages = {"segments.rt_rw.profile.ages": '{"18-64": 1}'}
    assert list(variant(tmp_path, with_segment(OWN), "", **ages)[1].ages) == ["18-64"]
    name = {"segments.rt_rw.profile": "kader"}
    assert variant(tmp_path, with_segment(OWN), "", **name)[1] == "kader"
    assert scenario.provenance["segments.rt_rw.profile.male_share"] == "--set"
    origin = scenario.provenance["segments.rt_rw.profile.ages.18-29"]
    assert origin == "file uji.yaml line 13"
    lines = [line.strip() for line in scenario.yaml_text().splitlines()]
    assert "male_share: 0.6  # --set" in lines
    assert '"18-29": 0.2  # file uji.yaml line 13' in lines


@pytest.mark.parametrize(
    ("parent", "key", "where", "words"),
    [
        ("profile: kader", "male_share=0.6", "ages", "required"),
        (OWN, "ages.18-29=0.3", "ages", "all bands of ages together"),
    ],
)
def test_set_cannot_leave_half_a_profile(tmp_path, parent, key, where, words):
    path, value = key.split("=")
    with pytest.raises(ScenarioError) as caught:
        variant(
            tmp_path,
            with_segment(parent),
            "",
            **{f"segments.rt_rw.profile.{path}": value},
        )
    (problem,) = caught.value.problems
    assert problem.where == f"segments.rt_rw.profile.{where}"
    assert words in problem.sentence("en")


def test_a_share_may_be_marked_as_assumed():
    why = 'why: {id: "Tidak ada.", en: "None."}'
    key = "segments.rt_rw.profile.male_share"
    text = with_top(f"assumed: {{{key}: {{low: 0.5, high: 0.7, {why}}}}}")
    marked = text.replace("assumed:", f"    {OWN}\nassumed:")
    assert set(parse_scenario(marked).marks) == {key}


def test_members_above_the_age_of_entry_are_said_aloud():
    def said(text):
        return [one["en"] for one in cautions(parse_scenario(text))]

    assert said(with_segment(OWN)) == []
    (one,) = said(own('{"18-65": 0.9, "66-75": 0.1}'))
    assert "above 65, the highest age on entry" in one
    assert said(own('{"18-65": 1, "66-75": 0}')) == []


def test_earmarked_money_judges_a_group_with_own_ages_by_its_name():
    funding = "funding: [{funder: dbh_cht}]"
    text = with_segment(OWN) + funding + "\n"
    by_name = cautions(parse_scenario(with_top(funding)))
    assert cautions(parse_scenario(text)) == by_name
    assert by_name


def test_a_form_takes_own_ages_in_the_cell_of_the_profile(tmp_path):
    written = yaml.safe_load(with_segment(OWN))
    path = fill(template(tmp_path / "uji.xlsx"), written)
    found = load_scenario(path)
    assert found.resolved() == parse_scenario(with_segment(OWN)).resolved()
    origin = found.provenance["segments.rt_rw.profile.ages.18-29"]
    assert origin.startswith("file uji.xlsx Kelompok!")
    written["segments"]["rt_rw"]["profile"]["ages"]["55-64"] = 0.19
    with pytest.raises(ScenarioError) as caught:
        load_scenario(fill(path, written))
    (problem,) = caught.value.problems
    assert problem.where.startswith("Kelompok!")
    for words in ("bukan 0.99", "nama profil, atau umur sendiri"):
        assert words in problem.sentence("id")


def results(text, draws=0):
    return project(parse_scenario(text, draws=draws))


def deaths(found):
    table = found.table
    rows = table[(table.variable == "deaths") & (table.programme == "all")]
    rows = rows[(rows.segment == "rt_rw") & (rows.statistic == "central")]
    return rows.set_index("year").value


def test_an_older_group_dies_more_and_the_rate_is_that_of_its_ages():
    young = results(own('{"18-39": 0.8, "40-64": 0.2}'))
    old = results(own('{"18-39": 0.2, "40-64": 0.8}'))
    assert (deaths(old) > 1.5 * deaths(young)).all()
    # deaths follow the shares in a straight line: halfway lies the mean
    middle = results(own('{"18-39": 0.5, "40-64": 0.5}'))
    mean = (deaths(old) + deaths(young)) / 2
    np.testing.assert_allclose(deaths(middle), mean, rtol=1e-9)


def test_ages_of_the_law_written_out_give_the_same_deaths():
    """RT/RW by name are 30 to 64 and nine in ten men: the same, written out."""
    named = deaths(results(BASE))
    written = deaths(results(own('{"30-64": 1}', "0.9")))
    np.testing.assert_array_equal(named, written)


def test_own_ages_change_deaths_and_what_they_cost_only():
    named, old = results(BASE).table, results(own('{"55-64": 1}')).table
    keys = [name for name in named.columns if name != "value"]
    both = named.merge(old, on=keys, how="outer")
    moved = set(both[(both.value_x != both.value_y) & ~both.value_x.isna()].variable)
    assert "deaths" in moved
    assert not moved & {"contributions_idr", "members_end", "accidents", "eligible"}


def test_reports_say_whose_ages_they_are():
    found = results(with_segment(OWN))
    rows = {
        lang: death_rates(found, lang).frame.iloc[0].tolist() for lang in ("id", "en")
    }
    assert rows["en"][1:3] == ["18-64, the region's own figures", "62"]
    assert rows["id"][1] == "18-64, data daerah"
    assert death_rates(results(BASE), "en").frame.iloc[0, 1] == "30-64"
    key = "segments.rt_rw.profile.ages.18-29"
    assert key_label(found, key, "en").endswith("share aged 18-29")
    assert key_kind(key) == "share"


def test_how_people_get_on_and_off_is_not_known_of_a_new_group():
    text = edited("rt_rw", "tagana", with_segment(OWN))
    found = results(text + '    label: {id: "Tagana", en: "Tagana"}\n')
    assert known(found).frame.iloc[0, -2:].tolist() == ["-", "-"]


def test_profiles_of_the_law_do_not_move_a_group_with_ages_of_its_own():
    scenario = parse_scenario(with_segment(OWN))
    assert not Bench(scenario).reads("profiles.rt_rw")
    (trial,) = impact(scenario, "profiles.rt_rw.age_high", 50)
    assert trial.size == 0
    ages = '{"18-29": 0.5, "30-64": 0.5}'
    (men,) = impact(scenario, "segments.rt_rw.profile.male_share", "0.1")
    (young,) = impact(scenario, "segments.rt_rw.profile.ages", ages)
    assert men.changes["claims"] < 0 > young.changes["claims"]
