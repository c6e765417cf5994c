"""What is allowed in a scenario but may not be what its writer meant."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.language import Text, say
from analysis.law.parameters import load_law
from analysis.scenario.ages import OwnProfile
from analysis.scenario.ceiling_cautions import of_ceiling
from analysis.scenario.funder_cautions import of_funders
from analysis.scenario.schema import Scenario
from analysis.scenario.segment import Segment, Trend
from analysis.scenario.size_checks import of_base

OLD_BASE_YEARS = 2
# Values the projection takes as of its first month: a later date changes nothing.
AS_OF_THE_START = (
    *(
        "selection_factor",
        "selection_shared_share",
        "selection_national_share",
        "discount_rate_y",
    ),
    *("tenure_resets_after_gap", "tenure_36_months_share", "jkk_cost_cv"),
    *("jkk_disability_cv", "lapse_after_unpaid_months", "spreadsheet_tariff_idr_m"),
)


def cautions(scenario: Scenario) -> list[Text]:
    """Return one sentence for each thing a reader of the results should know."""
    found: list[Text] = []
    for name, segment in scenario.segments.items():
        found += _of_segment(name, segment, scenario.first_year, scenario.last_year)
    found += [*_of_budget(scenario), *_of_names(scenario), *_of_law(scenario)]
    found += of_base(scenario)
    return [*found, *of_ceiling(scenario), *of_funders(scenario)]


def _of_segment(
    name: str, segment: Segment, first_year: int, last_year: int
) -> Iterator[Text]:
    members, eligible = segment.members.central, segment.eligible.central
    verified = segment.verified_share.central * eligible
    if members > verified:
        yield say(
            id=f"{name}: peserta ({members}) melebihi yang lolos verifikasi "
            f"({int(verified)}); kelebihannya tidak dihitung.",
            en=f"{name}: members ({members}) exceed those who pass verification "
            f"({int(verified)}); the excess is not counted.",
        )
    yield from _of_ages(name, segment, first_year)
    yield from _of_windows(name, segment, first_year, last_year)
    path = segment.path
    if path.kind == "trend":
        yield _trend(name, path)
    goal = path.of.people.central if getattr(path, "of", None) else eligible
    if path.kind == "target" and path.coverage.central * goal < members:
        yield say(
            id=f"{name}: target cakupan di bawah cakupan sekarang.",
            en=f"{name}: the target coverage is below the present one.",
        )
    late = sorted(year for year in _years(segment) if year > last_year)
    if late:
        yield say(
            id=f"{name}: entri untuk {late[0]} setelah tahun terakhir ({last_year}).",
            en=f"{name}: an entry for {late[0]} is after the last year ({last_year}).",
        )


def _of_ages(name: str, segment: Segment, first_year: int) -> Iterator[Text]:
    entry = load_law().value("bpu_entry_age_max", f"{first_year}-01")
    own = segment.profile if isinstance(segment.profile, OwnProfile) else None
    above = own and any(high - 1 > entry and part for _, high, part in own.bands)
    if above and segment.tariff.kind == "bpu":
        yield say(
            id=f"{name}: ada peserta di atas {entry} tahun, umur pendaftaran BPU "
            "tertinggi; pastikan mereka masih dijamin.",
            en=f"{name}: some members are above {entry}, the highest age on entry of "
            "BPU; make sure they are still covered.",
        )


def _trend(name: str, path: Trend) -> Text:
    figures = len(path.history) + 1
    return say(
        id=f"{name}: jalurnya tren statistik ({path.model}) dari {figures} angka, "
        "bukan keputusan anggaran; lihat rentangnya.",
        en=f"{name}: its path is a statistical trend ({path.model}) from {figures} "
        "figures, no decision of a budget; look at its range.",
    )


def _of_windows(
    name: str, segment: Segment, first_year: int, last_year: int
) -> Iterator[Text]:
    first, last = f"{first_year}-01", f"{last_year}-12"
    for span in segment.window:
        if span.last < first or span.first > last:
            yield say(
                id=f"{name}: masa tugas {span.first} sampai {span.last} di luar "
                f"{first_year}-{last_year}; kelompok ini tidak ada di sana.",
                en=f"{name}: the window {span.first} to {span.last} lies outside "
                f"{first_year}-{last_year}; the group does not exist then.",
            )


def _years(segment: Segment) -> set[int]:
    """Return the years that entries of a segment name."""
    years = {leaving.year for leaving in segment.exits} | set(segment.months.by_year)
    if segment.path.kind == "schedule":
        years |= {int(month[:4]) for month in segment.path.members}
    return years


def _of_budget(scenario: Scenario) -> Iterator[Text]:
    budget, first = scenario.budget, scenario.first_year
    if budget.ceiling and set(budget.protect) >= set(scenario.segments):
        yield say(
            id="Semua kelompok dilindungi: pagu tidak memotong apa pun.",
            en="All groups are protected from cuts: the ceiling cuts nothing.",
        )
    known = [year for year in budget.base_idr if year <= first]
    if known and first - max(known) > OLD_BASE_YEARS:
        yield say(
            id=f"Basis terakhir sebelum {first} adalah tahun {max(known)}.",
            en=f"The last base before {first} is that of {max(known)}.",
        )
    ceilings = budget.ceiling.idr if budget.ceiling else None
    if ceilings and min(ceilings) > first:
        yield say(
            id=f"Tidak ada pagu sebelum {min(ceilings)}.",
            en=f"There is no ceiling before {min(ceilings)}.",
        )


def _of_law(scenario: Scenario) -> Iterator[Text]:
    start = f"{scenario.first_year}-01"
    for name in AS_OF_THE_START:
        late = sorted(m for m in scenario.law.overrides.get(name, {}) if m > start)
        if late:
            yield say(
                id=f"law.overrides.{name}: nilai sejak {late[0]} tidak dipakai; yang "
                f"berlaku ialah nilai pada {start}.",
                en=f"law.overrides.{name}: the value from {late[0]} is not used; the "
                f"one of {start} holds throughout.",
            )


def _of_names(scenario: Scenario) -> Iterator[Text]:
    named = set(scenario.budget.priority)
    for funder in scenario.funding:
        named |= set(funder.segments or ())
    for name in sorted(named - set(scenario.segments)):
        yield say(
            id=f"`{name}` disebut dalam budget atau funding, tetapi bukan segmen di "
            "sini.",
            en=f"`{name}` is named in budget or funding but is no segment here.",
        )
