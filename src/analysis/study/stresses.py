"""The list of shocks: names, sizes, what each size rests on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction

from analysis.language import Text, say
from analysis.model.results import Results
from analysis.scenario.schema import Scenario
from analysis.study import shocks
from analysis.study import stress_sizes as sizes

Change = Callable[[Results, Scenario, Fraction], Scenario | None]
TOGETHER = "together"
WHOLE = Fraction(1)


@dataclass(frozen=True)
class Stress:
    """One shock.

    ``slug`` names its rows, ``code`` the standard ones; shocks of one ``cause`` count
    once among the worst. ``mark``: where the size is from (published, derived, law,
    assumed); ``basis`` says it in words, ``absent`` why it may not apply.
    """

    slug: str
    code: str
    cause: str
    name: Text = field(compare=False)
    change: Change = field(compare=False)
    size: Callable[[Results], Text] = field(compare=False)
    mark: str
    basis: Text = field(compare=False)
    absent: Text = field(compare=False)

    def on(self, results: Results, scenario: Scenario) -> Scenario | None:
        """Return the scenario under the shock, None where nothing would change."""
        return self.change(results, scenario, WHOLE)


def _as_it_is(results: Results, scenario: Scenario, part: Fraction) -> Scenario:
    return scenario


_NEVER = say(id="-", en="-")
BASE = Stress(
    slug="none",
    code="",
    cause="",
    name=say(id="Skenario apa adanya", en="The scenario as it is"),
    change=_as_it_is,
    size=sizes.fixed(id="-", en="-"),
    mark="derived",
    basis=_NEVER,
    absent=_NEVER,
)
STANDARD = (
    Stress(
        slug="revenue",
        code="S-R",
        cause="revenue",
        name=say(
            id="Pendapatan melemah",
            en="Weak revenue",
        ),
        change=shocks.revenue,
        size=sizes.revenue,
        mark="derived",
        basis=say(
            id="satu simpangan baku pertumbuhan anggaran 38 kabupaten/kota Jawa Timur "
            "2021-2024 [S74]; pagu tetap",
            en="one standard deviation of budget growth in 38 kabupaten and kota of "
            "East Java, 2021-2024 [S74]; the line stays",
        ),
        absent=say(
            id="basis tidak diberikan",
            en="no base is given",
        ),
    ),
    Stress(
        slug="take_up",
        code="S-N",
        cause="people",
        name=say(
            id="Peserta bertambah",
            en="More people join",
        ),
        change=shocks.take_up,
        size=sizes.take_up,
        mark="derived",
        basis=say(
            id="satu simpangan baku perubahan cakupan setahun (log-odds) di semua "
            "deret yang diterbitkan, data/processed/trend.json",
            en="one standard deviation of a year’s change of coverage (log-odds) over "
            "all published series, data/processed/trend.json",
        ),
        absent=say(
            id="semua yang memenuhi syarat sudah tercakup",
            en="all the eligible are covered already",
        ),
    ),
    Stress(
        slug="tariff",
        code="S-C",
        cause="tariff",
        name=say(
            id="Iuran JKM ke titik impas",
            en="JKM raised to break-even",
        ),
        change=shocks.tariff,
        size=sizes.tariff,
        mark="derived",
        basis=say(
            id="rasio klaim JKM 198,1% pada 2023 [S36]; tidak ada revisi yang "
            "diumumkan",
            en="JKM claim ratio of 198.1% in 2023 [S36]; no revision was announced",
        ),
        absent=say(
            id="skenario ini sudah mengubah iuran JKM",
            en="this scenario already changes the JKM tariff",
        ),
    ),
    Stress(
        slug="wages",
        code="S-W",
        cause="wages",
        name=say(
            id="Upah minimum naik cepat",
            en="Minimum wage rises fast",
        ),
        change=shocks.wages,
        size=sizes.wages,
        mark="derived",
        basis=say(
            id="satu simpangan baku kenaikan UMK empat kota 2022-2026 [S76, S77]; "
            "manfaat "
            "yang mengikuti upah tidak ikut naik",
            en="one standard deviation of the rises of minimum wages in four cities, "
            "2022-2026 [S76, S77]; benefits that follow the wage stay",
        ),
        absent=say(
            id="tidak ada kelompok PU",
            en="no group pays a share of wages",
        ),
    ),
    Stress(
        slug=TOGETHER,
        code="S-X",
        cause="together",
        name=say(
            id="Semua guncangan S bersama, masing-masing separuh",
            en="All S shocks together, half of each",
        ),
        change=shocks.together,
        size=sizes.fixed(id="setengah dari masing-masing", en="half of each"),
        mark="derived",
        basis=say(
            id="setengah dari ukuran masing-masing yang berlaku",
            en="half the size of each that applies",
        ),
        absent=say(
            id="tidak satu pun berlaku",
            en="none of them applies",
        ),
    ),
)
