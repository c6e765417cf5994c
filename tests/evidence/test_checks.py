"""Checks that look for themselves: what they find in the ledger, and leave alone."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.evidence.checks import alarms, check, check_ledger, false_alarms
from analysis.evidence.facts import Interval, full_months, interval, place
from analysis.evidence.finding import AGREES, COMPUTED, DIFFERS, OPEN
from analysis.evidence.ledger import claim, ledger
from analysis.evidence.words import amount

# check, subject, expected, printed: what the published record says against itself
CONTRADICTIONS = [
    # Cirebon
    ("weekday", "S001", "Selasa", "Rabu"),
    ("weekday", "S002", "Senin", "Selasa"),
    ("identity", "S003", 3_600, 3_500),
    ("share", "S006", 1_100 / 3_500, 0.3333),
    # Inpres and Apeksi
    ("same fact", "K123", 243, 244),
    # Serang
    ("share", "S040", 23_806 / 322_404, 0.0813),
    ("identity", "S029", 321_754, 322_404),
    ("identity", "L-3673-2020-angkatan_kerja", 321_754, 322_404),
    ("same fact", "R001", 662_101, 692_101),
    ("part above whole", "S038", 1_342 + 2_403, 3_112),
    ("sum", "K045", 147 + 349, 526),
    # Cilegon
    ("sum", "S014", 19_185, 17_000),
    ("sum", "S022", 6_164, 6_207),
    ("difference", "S014", 10_793, 13_021),
    ("identity", "S027", 309_542_340, 200_000_000),
    ("whole months", "S026", 28_599 * 16_800, 480_457_660),
    ("people x tariff x months", "S026", 6_207 * 7 * 16_800, 480_457_660),
    ("points or percent", "S024", 0.47, 0.5),
    ("share", "K039", 91_347 / (0.55 * 176_000), 0.82),
    ("same fact", "K003", 3_500, 3_511),
    ("people x tariff x months", "N026", 705_600_000, 2_200_000_000),
    # Bali and Kabupaten Serang
    ("share", "K012", 935_079 / 1_873_899, 0.5088),
    ("share", "K006", 461_000 / (461_000 + 386_317), 0.5087),
    # other regions: sums
    ("sum", "K016", 5 + 10 + 38, 51),
    ("sum", "K021", 142, 146),
    ("sum", "K022", 5_446_000_000, 5_700_000_000),
    ("part above whole", "K030", 120, 122),
    ("part above whole", "N082", 77_074, 51_086),
    # shares
    ("two shares", "K036", 0.52, 0.6347),
    ("share", "K079", 40_196 / 215_243, 0.1864),
    ("points or percent", "N091", 0.5472 - 0.1057, 0.5472 / 1.1057),
    # budgets: a month of the period, of a year, of the months funded
    ("people x tariff x months", "K099", 9_016 * 16_800 * 8, 927_000_000),
    ("people x tariff x months", "K028", 4_396 * 10_800 * 5, 306_000_000),
    ("people x tariff x months", "N053", 555_142 * 16_800 * 2, 25_000_000_000),
    ("people x tariff x months", "N089", 35_777 * 201_600, 7_400_000_000),
    ("people x tariff x months", "N134", 4_000 * 201_600, 5_200_000_000),
    ("people x tariff x months", "N146", 657 * 16_800 * 3, 33_213_600),
    ("people x tariff x months", "N194", 1_254 * 201_600, 600_000_000),
    ("people x tariff x months", "N286", 7_774 * 16_800 * 9, 1_600_000_000),
    ("people x tariff x months", "N314", 20_000 * 16_800 * 3, 1_080_000_000),
    ("people x tariff x months", "K081", 7_774 * 16_800, 178_912_000),
    # deaths and claims
    ("deaths x benefit", "N304", 92 * 42_000_000, 3_200_000_000),
    ("deaths x benefit", "K085", 15 * 42_000_000, 610_000_000),
    ("deaths x benefit", "K017", 2_136_000_000, 1_500_000_000),
    ("whole benefits", "K089", 42_000_000, 5_793_000),
    ("count runs back", "K070", 40, 20),
    # two reports of one fact
    ("same fact", "K017", 2_100_000_000, 1_500_000_000),
    ("same fact", "K071", 659_265_600, 732_210_600),
    ("same fact", "K074", 128, 188),
    ("stock and flow", "N140", 3_100, 500),
    # the nation
    ("same fact", "K042", 0.5215, 0.3215),
    ("growth", "K108", 80_951 / 69_029 - 1, 0.1759),
    ("amount a head", "K111", 107_375 * 12_000_000, 3_570_000_000_000),
    ("amount a case", "K114", 110_000 * 42_000_000, 2_180_000_000),
    ("discount", "K116", 8_400, 10_800),
    (
        "claims / contributions",
        "T-2023-claim_ratio-jkm-bpu_or_total",
        3.21 / 3.55,
        1.981,
    ),
    # dates
    ("weekday", "N056", "Selasa", "Rabu"),
    ("weekday", "N264", "Selasa", "Senin"),
    ("weekday", "N321", "Jumat", "Senin"),
]
# what may be an error and may be another date, group, or part of a year
LEFT_OPEN = [
    ("share of another date", "S023", 76_062 / 174_897, 0.53),
    ("share of another date", "N017", 76_062 / 174_897, 0.45),
    ("series break", "N017", 0.53, 0.45),
    ("series break", "K077", 0.5472, 0.4),
    ("series break", "N083", 75_000, 150_000),
    ("series break", "N160", 6_400, 4_117),
    ("series break", "N212", 6_700_000_000, 19_100_000_000),
    ("same fact", "N255", 35_000, 60_000),
    ("claims / contributions", "K090", 10 / 6, 3),
    ("people x tariff x months", "N111", 81_466 * 16_800 * 5, 7_000_000_000),
    ("people x tariff x months", "N061", 7_446 * 201_600, 1_842_248_232),
    ("whole benefits", "S025", 19 * 42_000_000, 790_000_000),
]
AGREEING = [
    ("sum", "S036"),
    ("sum", "N030"),
    ("sum", "K037"),
    ("sum", "K025"),
    ("identity", "S004"),
    ("identity", "N029"),
    ("complement", "S041"),
    ("complement", "K015"),
    ("weekday", "S013"),
    ("weekday", "S014"),
    ("weekday", "S036"),
    ("growth in points", "N009"),
    ("growth", "K067"),
    ("growth", "K110"),
    ("stock and flow", "K068"),
    ("stock and flow", "K069"),
    ("share", "K120"),
    ("deaths x benefit", "N093"),
    ("deaths x benefit", "N183"),
    ("amount a case", "N200"),
    # to the rupiah
    ("people x tariff x months", "N055"),
    ("people x tariff x months", "N145"),
    ("people x tariff x months", "N150"),
    ("people x tariff x months", "N154"),
    ("people x tariff x months", "N165"),
    ("people x tariff x months", "K103"),
    # as far as rounded or cut
    ("people x tariff x months", "N058"),
    ("people x tariff x months", "N295"),
    ("people x tariff x months", "K101"),
]
# rows marked "no" that no finding names, and why
NOT_FOUND = {
    "N079": "our reading of K089, which is found as printed",
    "N102": "the contradiction is the 40 % of its page, K077, which is found",
    "N113": "the 63.47 % of K036 told again; K036 is found",
}
# rows marked "yes" that raise an alarm, and why
FALSE_ALARMS: dict[str, str] = {}
TO_THE_RUPIAH = ["N055", "N145", "N150", "N154", "N165"]


@pytest.fixture(scope="module")
def found():
    return check_ledger()


def of(found, name, subject):
    return [one for one in found if (one.check, one.subject) == (name, subject)]


def same(value, wanted) -> bool:
    if isinstance(wanted, str):
        return value == wanted
    return float(value) == pytest.approx(wanted, rel=1e-9)


@pytest.mark.fault("F16.sum", "F15.weekday", "F7.enrolled")
@pytest.mark.parametrize(("name", "subject", "expected", "printed"), CONTRADICTIONS)
def test_contradictions_are_found_by_code(found, name, subject, expected, printed):
    wrong = alarms(of(found, name, subject))
    assert any(
        same(one.expected, expected) and same(one.printed, printed) for one in wrong
    ), [(one.expected, one.printed) for one in of(found, name, subject)]


@pytest.mark.parametrize(("name", "subject", "expected", "printed"), LEFT_OPEN)
def test_what_may_be_no_error_is_left_open(found, name, subject, expected, printed):
    left = [one for one in of(found, name, subject) if one.verdict == OPEN]
    assert any(
        same(one.expected, expected) or same(one.printed, expected) for one in left
    )
    assert any(
        same(one.printed, printed) or same(one.expected, printed) for one in left
    )


@pytest.mark.parametrize(("name", "subject"), AGREEING)
def test_figures_that_agree_raise_no_alarm(found, name, subject):
    assert of(found, name, subject)
    assert {one.verdict for one in of(found, name, subject)} == {AGREES}


@pytest.mark.parametrize("subject", TO_THE_RUPIAH)
def test_five_budgets_hold_to_the_rupiah(found, subject):
    one = of(found, "people x tariff x months", subject)[0]
    assert one.expected == one.printed
    assert one.difference == 0


@pytest.mark.parametrize(("claim_id", "verdict"), [("N061", OPEN), ("K099", DIFFERS)])
def test_budgets_that_fail_say_what_the_money_would_pay(found, claim_id, verdict):
    one = of(found, "people x tariff x months", claim_id)[0]
    assert one.verdict == verdict
    assert "a head and month" in one.settlement["en"]


def test_ratios_nobody_printed_are_computed(found):
    one = of(found, "claims / contributions", "S025")[0]
    assert (one.verdict, one.printed, one.difference) == (COMPUTED, None, None)
    assert round(float(one.expected), 4) == 1.6443


@pytest.mark.fault("F16.label")
def test_serang_s_label_is_found_wrong_and_its_number_right(found):
    wrong = alarms(of(found, "share", "S040"))[0]
    assert {"S030", "S041"} <= set(wrong.claims)
    assert "the employed" in wrong.settlement["en"]
    assert Fraction(23_806, 292_668) in wrong.alternatives


def test_bali_s_digits_are_swapped(found):
    settlement = of(found, "share", "K012")[0].settlement
    assert "1,837,899" in settlement["en"]
    assert "1.837.899" in settlement["id"]


def test_kabupaten_serang_s_percentages_mean_other_people(found):
    settlement = of(found, "share", "K006")[0].settlement["en"]
    assert "786,316" in settlement
    assert "399,999" in settlement


def test_a_figure_that_closes_is_named_beside_one_that_does_not(found):
    one = of(found, "identity", "S003")[0]
    assert "S004" in one.claims
    assert "about 3,600 people [S004]" in one.statement["en"]


# check, subject, what its sentence counts out
COUNTED_OUT = [
    ("whole benefits", "S025", "equal 18.81 death benefits", "setara 18,81 santunan"),
    ("whole benefits", "K089", "equal 0.14 death benefits", "setara 0,14 santunan"),
    ("series break", "N083", ": +100.0%.", ": +100,0%."),
    ("series break", "N160", ": -35.7%.", ": -35,7%."),
    ("series break", "N017", ": -8.0 points.", ": -8,0 poin."),
    ("weekday", "S001", "that day was a Tuesday", "tanggal itu hari Selasa"),
]


@pytest.mark.parametrize(("name", "subject", "english", "indonesian"), COUNTED_OUT)
def test_a_finding_counts_out_what_it_compares(
    found, name, subject, english, indonesian
):
    one = of(found, name, subject)[0]
    assert english in one.statement["en"]
    assert indonesian in one.statement["id"]


def test_a_finding_is_told_in_its_region_and_in_both_languages(found):
    for one in found:
        if not one.subject.startswith(("L-", "T-")):
            assert one.region == claim(one.subject)["region"]
        for text in (one.statement, one.settlement):
            assert text["id"]
            assert text["en"]


def test_amounts_have_the_decimals_they_need():
    shown_as = {
        (17_000, 1, "people"): "17,000 people",
        (5, 2, "people"): "2.5 people",
        (1, 3, "people"): "0.33 people",
        (53, 100, "share"): "53%",
        (1, 8, "share"): "12.5%",
        (1, 3, "share"): "33.33%",
    }
    for (part, of_, unit), shown in shown_as.items():
        assert amount(Fraction(part, of_), unit, "en") == shown


def test_one_contradiction_is_told_once(found):
    """S003 beside S004, and the gap S041, are told where they are explained."""
    assert not of(found, "same fact", "S003")
    assert not of(found, "share", "S041")
    assert not of(found, "same fact", "K035")


def test_a_change_that_a_flow_explains_is_not_asked_about(found):
    # 2,438 people, then 3,438: one digit, and the thousand that K069 says were added
    assert "N163" in of(found, "stock and flow", "K069")[0].claims
    assert not of(found, "one digit apart", "N163")


def test_every_row_marked_no_is_found(found):
    named = {one for each in found if each.verdict != AGREES for one in each.claims}
    rows = ledger()
    marked = set(rows.loc[rows["agrees"] == "no", "claim_id"])
    assert len(marked) > 90
    assert marked - named == set(NOT_FOUND)


def test_at_most_two_in_a_hundred_consistent_claims_raise_an_alarm(found):
    rows = ledger()
    marked = set(rows.loc[rows["agrees"] == "yes", "claim_id"])
    share, wrong = false_alarms(found, marked)
    assert share <= 0.02
    assert {one.subject for one in wrong} == set(FALSE_ALARMS)
    compared = {one for each in found for one in each.claims}
    assert len(compared & marked) / len(marked) >= 0.8


def test_false_alarms_are_counted_and_listed(found):
    share, wrong = false_alarms(found, ["S014", "S015", "S016", "S019"])
    assert share == 0.25
    assert {one.subject for one in wrong} == {"S014"}


def test_findings_name_claims_of_the_ledger_in_both_languages(found):
    for one in found:
        assert one.subject in one.claims
        for claim_id in one.claims:
            assert claim(claim_id)["claim_id"] == claim_id
        for text in (one.statement, one.settlement):
            for lang in ("id", "en"):
                assert text[lang].strip().endswith(".")
                assert "  " not in text[lang]
                assert "{" not in text[lang]


def test_a_region_gets_its_own_findings_from_the_whole_ledger():
    """The usual tariff and the death benefit stand in rows of other regions."""
    here = check_ledger("8204")
    assert here
    assert {one.region for one in here} == {"8204"}
    assert any("K020" in one.claims for one in here)


# --- rounding ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "rounding", "unit", "low", "high"),
    [
        ("17000", "1000", "people", 16_500, 18_000),
        ("4630000000", "10000000", "idr", 4_625_000_000, 4_640_000_000),
        ("3600", "sekitar", "people", 3_550, 3_700),
        ("6207", "sekitar", "people", "6206.5", "6208"),
        ("0.4", "sekitar", "share", "0.395", "0.41"),
        ("200000000", ">", "idr", 200_000_000, 300_000_000),
        ("0.0813", "0.0001", "share", "0.08125", "0.0814"),
        ("1000", "~1%", "idr", 990, 1010),
        ("1100", "1", "people", 1100, 1100),
        ("31000000", "", "people", 30_500_000, 32_000_000),
        ("177727", "", "claims", 177_727, 177_727),
    ],
)
def test_what_a_rounded_figure_can_stand_for(value, rounding, unit, low, high):
    wide = interval(Fraction(value), rounding, unit)
    assert (wide.low, wide.high) == (Fraction(low), Fraction(high))


def test_rounding_in_words_is_no_step():
    with pytest.raises(ValueError, match="kira-kira"):
        interval(Fraction(5), "kira-kira")


@given(st.integers(1, 10**9), st.integers(0, 6))
def test_the_place_of_the_last_digit(number, zeros):
    value = Fraction(number * 10**zeros)
    step = place(value)
    assert (value / step).denominator == 1
    assert (value / (10 * step)).denominator != 1


@given(*[st.fractions(0, 1000) for _ in range(4)])
def test_intervals_hold_every_result(a, b, c, d):
    one, other = Interval(a, a + b), Interval(c + 1, c + 1 + d)
    middle, right = a + b / 2, c + 1 + d / 2
    for wide, value in [
        (one + other, middle + right),
        (one - other, middle - right),
        (one * other, middle * right),
        (one / other, middle / right),
    ]:
        assert wide.low <= value <= wide.high


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2025-03-01", "2025-12-31", 10),
        ("2024-01-01", "2024-08-22", 7),
        ("2025-01-15", "2025-03-31", 2),
        ("2025-03", "2025-12", 0),
        ("", "2025-12-31", 0),
    ],
)
def test_months_that_lie_wholly_in_a_period(start, end, months):
    assert full_months(start, end) == months


def test_an_empty_ledger_has_no_findings():
    assert check([]) == []
