"""The form without a browser: entries in, a checked scenario or messages out."""

from __future__ import annotations

import re
import socket
from functools import cache

import pytest
import yaml
from tests.filled_form import fill, template

from analysis.__main__ import main
from analysis.errors import IuranError, ScenarioError
from analysis.language import LANGUAGES
from analysis.model.projection import bills, project
from analysis.paths import SCENARIOS
from analysis.report.app import answers, fields, starts, window, words
from analysis.report.app.entries import Entries
from analysis.report.app.opened import opened
from analysis.report.app.state import checked
from analysis.report.app.window import Page
from analysis.scenario.load import load_scenario, parse_scenario
from analysis.scenario.yamltext import MAX_BYTES
from analysis.study import limits

KEY = ["segment", "programme", "funder", "variable", "unit", "year", "statistic"]
CHANGED = "segments.rt_rw.members"
NIK = "3672010101010001"  # of nobody: kelurahan, day, month, year and number all 01
CHANGES = {
    "segments.rt_rw.members": "1400",
    "segments.kader.eligible": "2650 sampai 3000",
    "segments.linmas.months.last": "9",
    "tariff.jkm": "9000",
    "ceiling.idr": "1900000000",
    "target.kind": "target",
    "target.coverage": "0.95",
    "target.year": "2030",
    "years": "6",
}


def entries(region="3672", **typed) -> Entries:
    found = Entries(starts.start(region))
    for key, text in typed.items():
        found = found.set(key, text)
    return found


def scenario_of(found: Entries):
    result = checked(found)
    assert not result.by_field
    assert not result.others
    return result.scenario


def assert_same_numbers(some, whole):
    both = some.merge(whole, on=KEY, how="left", suffixes=("", "_whole"))
    assert len(some)
    assert (both["value"] == both["value_whole"]).all()


@cache
def reply(region="3672"):
    return bills(scenario_of(entries(region)))


def test_the_baselines_are_those_that_are_shipped():
    files = {path.stem for path in SCENARIOS.glob("*-baseline.yaml")}
    assert set(starts.BASELINES.values()) == files
    for region, name in starts.BASELINES.items():
        assert load_scenario(name).region == region


@pytest.mark.parametrize("region", starts.BASELINES)
def test_an_untouched_form_says_what_the_baseline_says(region):
    whole = bills(load_scenario(starts.BASELINES[region]))
    assert_same_numbers(reply(region).table, whole.table)


@pytest.mark.parametrize("name", ["serang-baseline", "cilegon-arrears"])
def test_bills_are_the_projection_without_claims(name):
    scenario = load_scenario(name, draws=200)
    some, whole = bills(scenario).table, project(scenario).table
    assert_same_numbers(some, whole)
    missing = set(whole["variable"]) - set(some["variable"])
    assert {"deaths", "claims_idr", "active_mean", "claim_ratio"} <= missing
    kept = {"uncut_bill_idr", "breach_probability", "years_to_breach", "members_end"}
    kept &= set(whole["variable"])
    assert not kept & missing


def test_a_saved_file_gives_the_numbers_that_were_shown(tmp_path):
    scenario = scenario_of(entries(**CHANGES))
    file = tmp_path / f"{scenario.name}.yaml"
    file.write_text(scenario.yaml_text(), "utf-8")
    again = load_scenario(file)
    assert_same_numbers(bills(scenario).table, project(again).table)
    assert (
        scenario_of(Entries(opened(file.name, file.read_bytes()))).resolved()[
            "segments"
        ]
        == again.resolved()["segments"]
    )


def test_what_was_typed_stands_in_the_scenario():
    found = scenario_of(entries(**CHANGES)).resolved()
    assert found["segments"]["rt_rw"]["members"] == 1400
    assert found["segments"]["kader"]["eligible"] == {"uniform": [2650, 3000]}
    assert found["segments"]["linmas"]["months"] == {"first": 1, "last": 9}
    assert found["law"]["overrides"]["bpu_jkm_idr_m"] == {"2027-01": 9000}
    assert found["budget"]["ceiling"]["idr"] == {2027: 1900000000}
    paths = [one["path"] for one in found["segments"].values()]
    assert {(one["kind"], one["coverage"], one["year"]) for one in paths} == {
        ("target", 0.95, 2030)
    }
    assert (found["years"], found["draws"]) == (6, starts.DRAWS)


def test_typed_values_are_marked_and_the_others_keep_their_source():
    typed = {"segments.rt_rw.members": "1400", "segments.rt_rw.eligible": "1600"}
    scenario = scenario_of(entries(**typed))
    assert scenario.marks["segments.rt_rw.eligible"].why.id == words.TYPED["id"]
    assert scenario.provenance["segments.rt_rw.members"] == "diisi di formulir"
    assert scenario.provenance["segments.kader.members"].startswith("evidence S016")
    assert "segments.rt_rw.members" in scenario.why.id
    assert scenario.marks["budget.ceiling"].low == 1656600000


def test_a_typed_count_is_as_uncertain_as_a_published_one():
    key = "segments.pekerja_rentan.members"
    typed = bills(scenario_of(entries("3673", **{key: "6000"})))
    assert key not in typed.scenario.marks
    fan = limits.measured_bill(bills(scenario_of(entries(**{CHANGED: "1400"}))))
    assert fan["p95"].iloc[0] > 1.02 * fan["central"].iloc[0]


def test_a_typed_ceiling_replaces_the_assumption_about_the_old_one():
    scenario = scenario_of(entries(**{"ceiling.idr": "1900000000"}))
    assert scenario.marks["budget.ceiling"].low is None
    gone = scenario_of(entries(**{"ceiling.kind": "none"}))
    assert gone.budget.ceiling is None
    assert bills(gone).series("breach_probability", statistic="mean").empty


def test_the_title_is_written_into_the_file():
    scenario = scenario_of(entries(title='Usul "A": <b>2027</b>'))
    again = parse_scenario(scenario.yaml_text())
    assert again.title.id == again.title.en == 'Usul "A": <b>2027</b>'
    assert scenario_of(entries()).title == load_scenario("cilegon-baseline").title


def test_a_value_typed_back_is_not_typed():
    found = entries(**{"segments.rt_rw.members": "1400"})
    assert found.is_changed
    assert not found.set("segments.rt_rw.members", " 1528 ").is_changed


def test_either_of_two_counts_can_be_typed_in_both_languages():
    key = "segments.non_asn.members"
    assert entries("3673").value(key) == "574 atau 1028"
    assert not entries("3673", **{key: "574 or 1028"}).is_changed
    scenario = scenario_of(entries("3673", **{key: "600 or 1000"}))
    assert scenario.resolved()["segments"]["non_asn"]["members"] == {
        "choice": [[600, 0.5], [1000, 0.5]]
    }


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("segments.rt_rw.members", "16.800", "Tulis 16800"),
        ("segments.rt_rw.members", "Rp 16.800,-", "Tulis 16800"),
        ("segments.rt_rw.members", "17 ribu", "Harus bilangan bulat"),
        ("segments.rt_rw.members", "-5", "antara 0 dan"),
        ("segments.rt_rw.members", "=HYPERLINK(1)", "Harus bilangan bulat"),
        ("segments.rt_rw.members", "&x", "Jangkar"),
        ("segments.rt_rw.members", "{a: [", "YAML"),
        ("segments.rt_rw.members", "Rp 16.800'", "Harus bilangan bulat"),
        ("segments.rt_rw.members", "%5", "Harus bilangan bulat"),
        ("segments.rt_rw.members", "@5 sampai 7", "Harus bilangan bulat"),
        ("segments.rt_rw.members", "5 atau '7", "Harus bilangan bulat"),
        ("segments.rt_rw.members", "null", "Harus bilangan bulat"),
        ("segments.rt_rw.months.first", "null", "Harus bilangan bulat"),
        ("tariff.jkm", "~", "Harus angka biasa"),
        ("first_year", "", "misalnya 2027"),
        ("title", f"Usul {NIK}", "16 digit"),
        ("segments.rt_rw.members", "", "misalnya 1528"),
        ("segments.rt_rw.members", NIK, "16 digit"),
        ("segments.rt_rw.members", "3672 0101 0101 0001", "16 digit"),
        ("segments.rt_rw.members", "1234567890123456", "Nilai harus antara"),
        ("title", "Usul 0812-3456-7890", "nomor telepon"),
        ("segments.rt_rw.members", "700 sampai 500", "Batas bawah"),
        ("segments.rt_rw.months.last", "13", "antara 1 dan 12"),
        ("segments.rt_rw.months.first", "0", "antara 1 dan 12"),
        ("ceiling.idr", "2,2 miliar", "Harus bilangan bulat"),
        ("tariff.jkk", "168", "satuannya"),
        ("tariff.jkk", "", "Belum diisi"),
        ("years", "99", "antara 1 dan"),
        ("first_year", "dua", "Harus bilangan bulat"),
    ],
)
def test_a_bad_value_is_said_beside_its_field(key, text, said):
    found = checked(entries(**{key: text}))
    assert found.scenario is None
    assert list(found.by_field) == [key]
    assert said in found.by_field[key]["id"]
    assert NIK not in str(found)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ({"target.coverage": "1.2", "target.year": "2030"}, "target.coverage"),
        ({"target.coverage": "95", "target.year": "2030"}, "target.coverage"),
        ({"target.coverage": "0.9"}, "target.year"),
    ],
)
def test_a_target_is_checked_once_for_all_groups(typed, key):
    found = checked(entries(**{"target.kind": "target"} | typed))
    assert list(found.by_field) == [key]
    assert not found.others


def test_every_bad_value_is_said_at_once():
    found = checked(
        entries(**{"segments.rt_rw.members": "16.800", "ceiling.idr": "x", "years": ""})
    )
    assert set(found.by_field) == {"segments.rt_rw.members", "ceiling.idr", "years"}


def test_nobody_is_invented_where_nothing_is_known():
    found = entries("7401")
    assert found.start.is_bare
    assert not found.groups
    assert checked(found).others == (words.NO_GROUP,)
    found = found.add("rt_rw")
    both = {"segments.rt_rw.eligible", "segments.rt_rw.members"}
    assert set(checked(found).by_field) == both
    for key in both:
        found = found.set(key, "350")
    scenario = scenario_of(found)
    assert scenario.region == "7401"
    assert both & set(scenario.marks) == {"segments.rt_rw.eligible"}
    assert {scenario.provenance[key] for key in both} == {"diisi di formulir"}
    bill = bills(scenario).series("uncut_bill_idr")
    assert bill.loc[2027] == 350 * 16800 * 12


@pytest.mark.parametrize("region", ["1101", "3201", "3578", "5171", "9171", "9605"])
def test_any_region_can_be_begun(region):
    found = entries(region).add("kader")
    plain = fields.page(found, checked(found), "id")
    assert plain["region"] == region
    for slug in found.groups:
        for part in ("eligible", "members"):
            found = found.set(f"segments.{slug}.{part}", "100")
    scenario_of(found)


def test_every_region_is_offered_once():
    codes = [code for one in fields.regions() for code, _ in one["options"]]
    assert len(codes) == len(set(codes)) == 514


def test_groups_come_and_go():
    found = entries().remove("petani").add("marbot").add("no_such_group")
    assert "petani" not in found.groups
    assert found.groups[-1] == "marbot"
    assert found.remove("marbot").add("petani") == entries()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("region", ["3673", "7401"])
def test_everything_is_said_in_both_languages(region, lang):
    found = entries(region, **{"ceiling.kind": "idr", "target.kind": "target"})
    plain = fields.page(found, checked(found), lang)
    for section in plain["sections"]:
        assert section["title"]
        assert all(one["label"] for one in section["fields"])
    assert all(plain["words"].values())
    other = fields.page(found, checked(found), "en" if lang == "id" else "id")
    assert plain["words"] != other["words"]
    assert plain["basis"] != other["basis"]


def test_sources_and_assumptions_stand_beside_the_values():
    found = entries()
    plain = fields.page(found, checked(found), "id")
    rows = {one["slug"]: one for one in plain["groups"]}
    assert any("bukti S015" in said for said in rows["rt_rw"]["sources"])
    marks = [cell["mark"] for cell in rows["pekerja_informal"]["cells"]]
    assert marks == ["dianggap", "", "", ""]
    typed = entries(**{"segments.rt_rw.members": "5"})
    plain = fields.page(typed, checked(typed), "en")
    assert plain["groups"][0]["cells"][1]["mark"] == "typed"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_answers_carry_the_numbers_of_the_run(lang):
    results = reply("3673")
    html = answers.summary(results, lang) + answers.details(results, lang)
    table = results.table.astype({"year": str})
    marked = re.findall(r'<data value="([^"]+)" title="([^"]+)">', html)
    assert len(marked) >= 6
    for value, title in marked:
        segment, programme, funder, variable, year, statistic = title.split()
        wanted = (table["variable"] == variable) & (table["year"] == year)
        wanted &= (table["statistic"] == statistic) & (table["segment"] == segment)
        wanted &= (table["programme"] == programme) & (table["funder"] == funder)
        assert table.loc[wanted, "value"].tolist() == [float(value)]


def test_text_of_a_file_is_inert():
    start = starts.start("3672")
    evil = "<script>alert(1)</script>"
    text = start.text.replace("Pekerja informal (mulai Februari 2026)", evil)
    assert evil in text
    found = Entries(opened("evil.yaml", text.encode()))
    results = bills(scenario_of(found))
    html = answers.summary(results, "id") + answers.details(results, "id")
    html += answers.whole(results, "id")
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_a_filled_planners_form_is_opened(tmp_path):
    wanted = load_scenario("cirebon-baseline").resolved()
    plain = yaml.safe_load((SCENARIOS / "cirebon-baseline.yaml").read_text("utf-8"))
    path = fill(template(tmp_path / "cirebon-2027.xlsx"), plain)
    start = opened("C:\\Dokumen\\Cirebon 2027.xlsx", path.read_bytes())
    scenario = scenario_of(Entries(start))
    assert start.region == "3274"
    assert scenario.resolved()["segments"].keys() == wanted["segments"].keys()
    for slug, segment in wanted["segments"].items():
        assert scenario.resolved()["segments"][slug]["members"] == segment["members"]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.yaml", b"x" * (MAX_BYTES + 1), "1 MB"),
        ("a.xls", b"", ".yaml"),
        ("a.xlsm", b"PK", ".yaml"),
        ("a", b"", ".yaml"),
        ("a.yaml", b"\xff\xfe", "UTF-8"),
        ("a.yaml", b"", "kosong"),
        ("a.yaml", b"schema: 1\nextends: ../../etc/passwd\n", "Nama skenario"),
        ("a.xlsx", b"", "kosong"),
        ("a.xlsx", b"no zip", "xlsx"),
    ],
)
def test_a_file_that_is_no_scenario_is_refused(name, data, said):
    with pytest.raises(ScenarioError) as error:
        opened(name, data)
    assert said in error.value.message("id")


def test_opened_files_have_the_messages_of_check(tmp_path):
    text = load_scenario("cilegon-baseline").yaml_text().replace(": 1528", ": 1.528")
    file = tmp_path / "cilegon-baseline.yaml"
    file.write_text(text, "utf-8")
    with pytest.raises(IuranError) as checked_by_file:
        load_scenario(file)
    with pytest.raises(IuranError) as checked_here:
        opened(file.name, file.read_bytes())
    assert [one.rule for one in checked_here.value.problems] == [
        one.rule for one in checked_by_file.value.problems
    ]


def test_a_window_keeps_the_last_good_answer_and_marks_it_as_old():
    page = Page("id")
    before = page.shown["summary"]
    page._handle_msg({"do": "set", "key": "segments.rt_rw.members", "value": "17 ribu"})
    assert page.shown == {**page.shown, "old": True, "summary": before}
    page._handle_msg({"do": "language", "lang": "en"})
    assert page.form["groups"][0]["cells"][1]["value"] == "17 ribu"
    assert page.form["words"]["answers"] == "Answers"
    page._handle_msg({"do": "reset"})
    assert not page.shown["old"]
    assert page.form["groups"][0]["cells"][1]["value"] == "1528"


def test_windows_do_not_share_entries():
    one, other = Page("id"), Page("id")
    before = other.form, other.shown
    one._handle_msg({"do": "set", "key": "segments.rt_rw.members", "value": "5"})
    one._handle_msg({"do": "remove", "slug": "petani"})
    one._handle_msg({"do": "language", "lang": "en"})
    other._handle_msg({"do": "nothing"})
    assert (other.form, other.shown) == before
    assert one.shown["summary"] != other.shown["summary"]


@pytest.mark.parametrize(
    "asked",
    [
        {},
        [],
        None,
        {"do": "set"},
        {"do": "set", "key": "draws", "value": "9999999"},
        {"do": "set", "key": "segments.rt_rw.profile", "value": "x"},
        {"do": "region", "code": "../x"},
        {"do": "language", "lang": "xx"},
        {"do": "open", "name": "a.yaml", "data": "%%%"},
        {"do": "remove", "slug": "__class__"},
        {"do": "save", "kind": "exe"},
    ],
)
def test_what_is_no_request_changes_nothing(asked):
    page = Page("id")
    before = page.shown, page.form["groups"]
    page._handle_msg(asked)
    assert (page.shown, page.form["groups"]) == before


def test_a_window_opens_and_saves_files(monkeypatch):
    page = Page("id")
    page._handle_msg({"do": "set", "key": "segments.rt_rw.members", "value": "1400"})
    sent = []
    monkeypatch.setattr(page, "_send_msg", sent.append)
    for kind in ("yaml", "xlsx", "exe"):
        page._handle_msg({"do": "save", "kind": kind})
    assert [one["name"] for one in sent] == [
        f"cilegon-baseline-formulir.{kind}" for kind in ("yaml", "xlsx")
    ]
    other = Page("en")
    other._handle_msg({"do": "open", **sent[0]})
    assert other.shown["summary"] == answers.summary(page._results, "en")
    other._handle_msg({"do": "open", "name": "bad.yaml", "data": ""})
    assert "bad.yaml" in other.form["refused"][0]
    assert other.shown["summary"] == answers.summary(page._results, "en")
    other._handle_msg({"do": "open", **sent[1], "name": "Formulir (1).xlsx"})
    assert other.form["refused"] == []
    assert other.shown["summary"] == answers.summary(page._results, "en")


def test_edits_that_wait_are_answered_once(monkeypatch):
    page, waiting, computed = Page("id"), [], []
    monkeypatch.setattr(window, "_later", lambda do, _: waiting.append(do))
    answer = Page._compute
    monkeypatch.setattr(
        Page, "_compute", lambda *all_: (computed.append(1), answer(*all_))
    )
    monkeypatch.setattr(page, "_send_msg", lambda _: pytest.fail("saved an old answer"))
    for seq, value in enumerate(("1000", "1100", "1200"), 1):
        page._handle_msg({"do": "set", "key": CHANGED, "value": value, "seq": seq})
    page._handle_msg({"do": "save", "kind": "yaml"})
    assert (page.form["seq"], page.shown["seq"]) == (0, 0)
    while waiting:
        waiting.pop(0)()
    assert len(computed) == 1
    assert (page.form["seq"], page.shown["seq"]) == (3, 3)
    assert page.form["groups"][0]["cells"][1]["value"] == "1200"
    assert page.picture["turn"] == page.shown["turn"]


@pytest.mark.fault("S7.screen")
def test_a_defect_is_logged_without_what_was_typed(monkeypatch, caplog):
    page = Page("id")

    def fail(*_):
        raise RuntimeError(NIK)

    monkeypatch.setattr(Page, "_set", fail)
    monkeypatch.setitem(window._ASKED, "set", fail)
    page._handle_msg({"do": "set", "key": CHANGED, "value": NIK, "seq": 1})
    assert page.form["seq"] == page.shown["seq"] == 1
    assert "RuntimeError" in caplog.text
    assert NIK not in caplog.text


@pytest.mark.parametrize("port", ["-1", "65536", "99999"])
def test_a_port_that_cannot_be_is_refused(port, capsys):
    assert main(["form", "--no-show", "--port", port]) == 3
    said = capsys.readouterr()
    assert said.out == ""
    assert "0 sampai 65535" in said.err
    assert "--port 0" in said.err


@pytest.mark.parametrize(("lang", "rule"), [("id", "sudah dipakai"), ("en", "taken")])
def test_a_port_that_is_taken_is_refused(lang, rule, capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert main(["--lang", lang, "form", "--no-show", "--port", port]) == 4
    said = capsys.readouterr()
    assert said.out == ""
    assert rule in said.err
    assert "--port 0" in said.err
