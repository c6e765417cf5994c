"""Sweep files: regions x variants x grid, every scenario an ordinary one."""

from __future__ import annotations

import pickle
from fractions import Fraction

import pytest
import yaml

from analysis import paths
from analysis.errors import ScenarioError
from analysis.scenario import sweep_file_schema
from analysis.scenario.load import load_scenario
from analysis.scenario.region_workers import labour_force
from analysis.scenario.regions import region_pack
from analysis.scenario.sweep_file import load_sweep
from minimal import QuotedText

SMALL = """\
schema: 1
name: small
title: {id: "Sapuan kecil", en: "A small sweep"}
why: {id: "Uji.", en: "A test."}
regions: ["3672", "3201"]
scenario:
  first_year: 2027
  years: 2
  draws: 0
  segments:
    pekerja_rentan:
      eligible: {share_of: labour_force, share: 1}
      members: {share_of: labour_force, share: 0.10}
      tariff: {kind: bpu}
      path: {kind: hold}
  budget: {base: revenue, base_idr: region}
"""
VARIANTS = """\
variants:
  tenth: {set: {segments.pekerja_rentan.members.share: 0.10}}
  line:
    title: {id: "Garis", en: "A line"}
    set:
      segments.pekerja_rentan.members.share: 0
      segments.pekerja_rentan.path: {kind: target, coverage: 0.5, year: 2028}
"""
GRID = """\
grid:
  segments.pekerja_rentan.eligible_growth_y: [0.1, 0.2, 0.3]
  budget.when_short: [heads, months]
"""


AXES = "grid: {"


@pytest.fixture
def write(tmp_path):
    def written(text, name="small"):
        path = tmp_path / f"{name}.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return written


def problems(path):
    with pytest.raises(ScenarioError) as caught:
        load_sweep(path)
    return caught.value.problems


def said(path):
    return [one.sentence("en") for one in problems(path)]


def members(scenario):
    return scenario.segments["pekerja_rentan"].members.central


def test_people_are_a_share_of_the_region_rounded_half_up(write):
    odd = next(code for code in paths_of_regions() if labour_force(code).people % 2)
    sweep = load_sweep(write(SMALL.replace("0.10", "0.5").replace("3201", odd)))
    found = sweep.scenario(odd, sweep.cell(0))
    people = labour_force(odd).people
    assert members(found) == (people + 1) // 2
    assert found.segments["pekerja_rentan"].eligible.central == people
    assert found.region == odd


def paths_of_regions():
    from analysis.scenario.region_names import codes

    return sorted(codes())[:40]


def test_a_share_of_the_population(write):
    text = SMALL.replace("labour_force, share: 0.10", "population, share: 0.01")
    sweep = load_sweep(write(text))
    people = region_pack("3672").population
    found = sweep.scenario("3672", sweep.cell(0))
    assert members(found) == int(Fraction(people, 100) + Fraction(1, 2))


def test_a_base_is_the_region_s_own_or_none(write):
    unknown = next(c for c in paths_of_regions() if not region_pack(c).bases_idr)
    sweep = load_sweep(write(SMALL.replace("3201", unknown)))
    known = region_pack("3672").bases_idr["revenue"]
    found = sweep.scenario("3672", sweep.cell(0)).budget.base_idr
    latest = max(year for year in known if year <= 2027)
    assert {year: one.central for year, one in found.items()} == {latest: known[latest]}
    assert sweep.scenario(unknown, sweep.cell(0)).budget.base_idr == {}


def test_variants_and_grid_are_multiplied(write):
    sweep = load_sweep(write(SMALL + VARIANTS + GRID))
    assert sweep.count == 2 * 3 * 2
    names = [cell.name for cell in sweep.cells()]
    assert names[:3] == ["tenth-1-1", "tenth-1-2", "tenth-2-1"]
    assert len(set(names)) == 12
    last = sweep.scenario("3672", sweep.cell(11))
    assert last.budget.when_short == "months"
    assert last.segments["pekerja_rentan"].path.coverage.central == Fraction(1, 2)
    assert last.title.en == "A line"


def test_scenarios_equal_those_of_a_file_of_their_own(write, tmp_path):
    sweep = load_sweep(write(SMALL + VARIANTS))
    for scenario in sweep.scenarios_of("3672"):
        own = tmp_path / f"{scenario.name}.yaml"
        text = yaml.dump(plain(scenario.resolved()), Dumper=QuotedText)
        own.write_text(text, encoding="utf-8")
        assert load_scenario(own).resolved() == scenario.resolved()


def plain(value):
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list) else value


def test_a_parent_is_varied_for_its_own_region(write):
    text = SMALL[: SMALL.index("regions:")] + (
        'regions: ["3672"]\n'
        "scenario:\n"
        "  extends: cilegon-baseline\n"
        "  draws: 0\n"
        "grid:\n"
        "  budget.ceiling.idr.2026: [1000000000, 2200000000]\n"
    )
    sweep = load_sweep(write(text))
    parent = load_scenario("cilegon-baseline")
    second = sweep.scenario("3672", sweep.cell(1))
    assert second.segments == parent.segments
    assert second.budget.ceiling.idr[2026].central == 2200000000
    assert "budget.ceiling" not in second.marks  # its value was set here
    assert "segments.pekerja_informal.eligible" in second.marks
    found = said(write(text.replace('["3672"]', "all")))
    assert ["of no other" in one for one in found] == [True]


@pytest.mark.fault("N5")
def test_a_region_added_or_a_title_changed_leaves_the_content(write):
    first = load_sweep(write(SMALL + GRID)).content()
    more = SMALL.replace('"3201"]', '"3201", "3673"]').replace("A small", "Another")
    assert load_sweep(write(more + GRID)).content() == first
    assert load_sweep(write(SMALL + GRID.replace("0.3", "0.4"))).content() != first


def test_a_sweep_travels_to_another_process(write):
    sweep = load_sweep(write(SMALL + VARIANTS + GRID))
    there = pickle.loads(pickle.dumps(sweep))
    for number in (0, 7):
        mine = sweep.scenario("3672", sweep.cell(number))
        assert there.scenario("3672", there.cell(number)) == mine
    assert there.content() == sweep.content()


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ('["3672", "3201"]', "everywhere", 5, "all, as a list of codes"),
        ('["3672", "3201"]', "[]", 5, "all, as a list of codes"),
        ('["3672", "3201"]', '["3672", "9999"]', 5, "9999"),
        ('["3672", "3201"]', '["3672", 3201]', 5, '"3201"'),
        ('["3672", "3201"]', '["3672", "3672"]', 5, "named twice"),
        ('["3672", "3201"]', '{provinces: ["99"]}', 5, "two digits"),
        ('["3672", "3201"]', "{provinces: all}", 5, "all, as a list of codes"),
        ("share: 0.10", "share: 1.5", 13, "between 0 and 1"),
        ("share: 0.10", "share: 10%", 13, "0.1"),
        ("labour_force, share: 0.10", "workers, share: 0.1", 13, "labour_force"),
        ("share: 0.10}", "share: 0.10, of: x}", 13, "not known"),
        (", share: 0.10}", "}", 13, "`share` is missing"),
        ("  years: 2", "  year: 2", 8, "Perhaps you mean `years`"),
        ("  draws: 0", "  name: x", 9, "fills in this key"),
        ("name: small", "name: other", 2, "equal the file's name"),
        ("schema: 1", "schema: 2", 1, "newer version"),
        ("{kind: hold}", "{kind: line}", 15, "path needs a `kind`"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(write, old, new, line, words):
    assert old in SMALL
    found = problems(write(SMALL.replace(old, new)))
    here = [one for one in found if words in one.sentence("en")]
    assert here, [one.sentence("en") for one in found]
    assert here[0].file.endswith(f"small.yaml:{line}")
    assert here[0].sentence("id") != here[0].sentence("en")


@pytest.mark.parametrize(
    ("grid", "words"),
    [
        ("grid: {years: [1, 2]}\n", "same in all scenarios"),
        ("grid: {segments..members: [1]}\n", "part.key"),
        ("grid: {budget.when_short: []}\n", "list of values is empty"),
        ("grid: {budget.when_short: heads}\n", "A list belongs here"),
        ("grid: {budget.when_short: [heads, hands]}\n", "must be one of"),
        ("grid: {budget.when_shrt: [heads]}\n", "when_short"),
        ("variants: {a: {set: {seed: 7}}}\n", "same in all scenarios"),
        (f"{AXES}budget.when_short: [heads, heads]}}\n", "stands twice"),
        (
            f"{AXES}segments.pekerja_rentan.members.share: [0.1, 0.10]}}\n",
            "stands twice",
        ),
        (
            f"{AXES}segments.pekerja_rentan.members.share: [null]}}\n",
            "share from 0 to 1",
        ),
        ("variants: {a: {sett: {}}}\n", "Perhaps you mean `set`"),
        ("variants: {A: {set: {}}}\n", "small letters"),
    ],
)
def test_grid_and_variants_are_checked(write, grid, words):
    found = problems(write(SMALL + grid))
    here = [one for one in found if words in one.sentence("en")]
    assert here, [one.sentence("en") for one in found]
    assert here[0].file.endswith(":17")


def test_all_problems_are_told_at_once(write):
    wrong = SMALL.replace('"3201"', '"9999"').replace("0.10", "2")
    wrong = wrong.replace("title: {id:", "title: {idd:").replace("why:", "wy:")
    found = said(write(wrong + "grid: {years: [1]}\n"))
    for words in ("9999", "`id` is missing", "`why` is missing", "same in all"):
        assert any(words in one for one in found), found
    values = SMALL.replace("0.10", "2").replace("years: 2", "years: 99")
    both = [*said(write(values)), *said(write(SMALL.replace("years: 2", "years: 99")))]
    assert any("between 1 and 40" in one for one in both)


def test_what_ails_one_region_only_is_no_fault_of_the_file(write):
    text = SMALL.replace("{kind: bpu}", "{kind: pu, reported_wage: umk}")
    sweep = load_sweep(write(text))  # the wage of 3672 is known
    without = next(
        c for c in paths_of_regions() if not region_pack(c).minimum_wage_idr_m
    )
    with pytest.raises(ScenarioError, match=without):
        sweep.scenario(without, sweep.cell(0))
    assert said(write(text.replace('"3672", "3201"', f'"{without}"')))


@pytest.mark.parametrize("name", ["small.xlsx", "small.txt", "nothing.yaml", "no-such"])
def test_a_file_that_is_no_sweep(tmp_path, name):
    path = tmp_path / name if "." in name else name
    if name in ("small.xlsx", "small.txt"):
        path.write_text("x")
    assert said(path)


def test_a_million_cells_are_counted_not_built(write):
    values = ", ".join(str(number) for number in range(1000))
    shares = ", ".join(f"0.{number:03}" for number in range(1000))
    grid = f"""\
grid:
  segments.pekerja_rentan.members: [{values}]
  segments.pekerja_rentan.eligible_growth_y: [{shares}]
"""
    sweep = load_sweep(write(SMALL + "grid:\n" + grid.partition("\n")[2]))
    assert sweep.count == 1_000_000
    assert sweep.cell(sweep.count - 1).name.startswith("cell-1000-")


@pytest.mark.parametrize("name", ["all-regions", "cilegon-policies"])
def test_the_shipped_sweeps_are_right(name):
    sweep = load_sweep(name)
    regions, count = {"all-regions": (514, 9), "cilegon-policies": (1, 500)}[name]
    assert (len(sweep.regions), sweep.count) == (regions, count)
    for at, region in enumerate(sweep.regions):  # every region, cell after cell
        assert sweep.scenario(region, sweep.cell(at % count)).region == region
    for number in range(0, count, max(1, count // 30)):
        assert sweep.scenario("3672", sweep.cell(number)).name


def test_provinces_stand_for_their_regions(write):
    text = SMALL.replace('["3672", "3201"]', '{provinces: ["36", "31"]}')
    sweep = load_sweep(write(text))
    assert {code[:2] for code in sweep.regions} == {"31", "36"}
    assert len(sweep.regions) == 8 + 6
    assert list(sweep.regions) == sorted(sweep.regions)


def test_sweeps_are_found_by_name():
    assert load_sweep("cilegon-policies").name == "cilegon-policies"
    assert (paths.SWEEPS / "all-regions.yaml").is_file()


MEMBERS = "segments.pekerja_rentan.members"
PATH = "segments.pekerja_rentan.path"


@pytest.mark.parametrize(
    ("variant", "axes", "words"),
    [
        (f"{MEMBERS}.share: 0.5", f"{MEMBERS}.share: [0.1, 0.2]", "of variant `half`"),
        (f"{MEMBERS}.share: 0.5", f"{MEMBERS}: [0, 100]", "of variant `half`"),
        (f"{MEMBERS}: 5", f"{MEMBERS}.share: [0.1, 0.2]", "of variant `half`"),
        ("", f"{MEMBERS}.share: [0.1, 0.2], {MEMBERS}: [0, 100]", "of another axis"),
        ("", f"{MEMBERS}: [0, 100], {MEMBERS}.share: [0.1, 0.2]", "of another axis"),
        (
            f"{PATH}: {{kind: target, coverage: 0.5, year: 2028}}",
            f"{PATH}.coverage: [0.6, 0.7]",
            "of variant `half`",
        ),
    ],
)
def test_an_axis_overrules_no_variant_and_no_axis(write, variant, axes, words):
    """The tables would name a value that is not computed."""
    text = f"variants: {{half: {{set: {{{variant}}}}}}}\ngrid: {{{axes}}}\n"
    found = [one for one in said(write(SMALL + text)) if words in one]
    assert found
    assert "in one of the two only" in found[0]


def test_an_axis_may_fill_in_what_a_variant_leaves_open(write):
    text = (
        f"variants: {{line: {{set: {{{PATH}: {{kind: target, year: 2028}}}}}}}}\n"
        f"grid: {{{PATH}.coverage: [0.6, 0.7], {MEMBERS}.share: [0.1, 0.2]}}\n"
    )
    assert load_sweep(write(SMALL + text)).count == 4


@pytest.mark.parametrize("parent", ["{a: 1}", "[x]", "null"])
def test_extends_names_one_scenario(write, parent):
    text = SMALL.replace("scenario:\n", f"scenario:\n  extends: {parent}\n")
    found = said(write(text))
    assert any("`extends` names one scenario" in one for one in found), found


def test_a_parent_without_region_is_named(write, tmp_path, monkeypatch):
    (tmp_path / "parent.yaml").write_text("schema: 1\nname: parent\n")
    monkeypatch.setattr(sweep_file_schema, "PARENTS", tmp_path)
    text = SMALL.replace("scenario:\n", "scenario:\n  extends: parent\n")
    assert ["does not name its region" in one for one in said(write(text))] == [True]
