"""One group of workers in a scenario: how many, at which tariff, on which path."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import (
    Discriminator,
    Field,
    PlainValidator,
    Tag,
    field_validator,
    model_validator,
)

from analysis.language import say
from analysis.quantity import Quantity
from analysis.scenario import ages
from analysis.scenario.fields import one_of, scalar, whole, wrong
from analysis.scenario.kinds import (
    MAX_PEOPLE,
    MAX_RUPIAH,
    AnyYear,
    Bilingual,
    Closed,
    Growth,
    Month,
    MonthNumber,
    MonthOrYear,
    People,
    Share,
    Word,
)
from analysis.scenario.quantities import known, quantity
from analysis.scenario.yamltext import Branch, Scalar

PAID_EVERY = (1, 3, 6, 12)
TRENDS = ("mixture", "hierarchical", "random_walk", "persistence", "quota_steps")
PPPK = ("pppk", "pppk_paruh_waktu")
INSURERS = ("bpjs_tk", "taspen", "none_budgeted")
_wage = quantity(1, MAX_RUPIAH, "idr/month")


def _reported_wage(value: Any) -> Quantity | str:
    if isinstance(value, Scalar) and value.text == "umk":
        return "umk"
    return _wage.func(value)


def _every(value: Any) -> int:
    text = scalar(value).text
    if text in map(str, PAID_EVERY):
        return int(text)
    listed = ", ".join(map(str, PAID_EVERY))
    rule = say(
        id=f"Iuran dibayar setiap sekian bulan: {listed}.",
        en=f"Contributions are paid every so many months: {listed}.",
    )
    raise wrong(rule, say(id=f"Pilih dari {listed}.", en=f"Choose from {listed}."))


class Tariff(Closed):
    """BPU at the flat tariff, or PU at a share of the reported wage."""

    kind: Annotated[Literal["bpu", "pu"], one_of("bpu", "pu")] = Field(examples=["bpu"])
    reported_wage: (
        Annotated[Literal["umk"] | Quantity, PlainValidator(_reported_wage)] | None
    ) = None
    risk_group: Annotated[int, whole(1, 5)] = 1


class Hold(Closed):
    """Everybody stays, nobody is added."""

    kind: Annotated[Literal["hold"], one_of("hold")]


class Schedule(Closed):
    """Numbers of people from given months on; keys are months ``"YYYY-MM"``."""

    kind: Annotated[Literal["schedule"], one_of("schedule")]
    members: dict[MonthOrYear, Annotated[int, whole(0, MAX_PEOPLE)]] = Field(
        examples=["{2026: 1600}"]
    )

    @field_validator("members", mode="before")
    @classmethod
    def _each_month_once(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        months = [key if "-" in key else f"{key}-01" for key in value]
        twice = sorted({month for month in months if months.count(month) > 1})
        if not twice:
            return value
        rule = say(
            id=f"Bulan {twice[0]} ditulis dua kali (tahun saja berarti Januari).",
            en=f"Month {twice[0]} is written twice (a year means its January).",
        )
        raise wrong(rule, say(id="Sisakan satu saja.", en="Keep one of the two."))


class Denominator(Closed):
    """The people a coverage is a share of, if not the eligible: named, always."""

    name: Bilingual = Field(examples=['{id: "angkatan kerja", en: "labour force"}'])
    people: People = Field(examples=["174897"])
    growth_y: Growth = known("0", -1, 1)


class Target(Closed):
    """A straight line in coverage up to ``coverage`` in ``year``, then constant."""

    kind: Annotated[Literal["target"], one_of("target")]
    coverage: Share = Field(examples=["0.95"])
    year: AnyYear = Field(examples=["2029"])
    of: Denominator | None = None


class Trend(Closed):
    """A statistical forecast of coverage from the group's own figures and others'.

    ``history``: people insured at the end of earlier months; ``members`` is the last.
    """

    kind: Annotated[Literal["trend"], one_of("trend")]
    model: Annotated[Literal[*TRENDS], one_of(*TRENDS)] = "mixture"
    history: dict[Month, Annotated[int, whole(0, MAX_PEOPLE)]] = Field(
        default_factory=dict, examples=['{"2024-12": 4717}']
    )


def _kind_of(value: Any) -> str | None:
    if isinstance(value, Branch | dict):
        value = value.get("kind")
        return value.text if isinstance(value, Scalar) else value
    return getattr(value, "kind", None)


Path = Annotated[
    Annotated[Hold, Tag("hold")]
    | Annotated[Schedule, Tag("schedule")]
    | Annotated[Target, Tag("target")]
    | Annotated[Trend, Tag("trend")],
    Discriminator(_kind_of),
]


class MonthSpan(Closed):
    """The first and last funded month of a year, 1..12."""

    first: MonthNumber = Field(examples=["4"])
    last: MonthNumber = Field(examples=["12"])


class Months(Closed):
    """The funded months of a year; ``by_year`` holds the years that differ."""

    first: MonthNumber = 1
    last: MonthNumber = 12
    by_year: dict[AnyYear, MonthSpan] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _years_apart(cls, data: Any) -> Any:
        if not isinstance(data, dict) or "by_year" in data:
            return data
        years = {key: item for key, item in data.items() if key.isdecimal()}
        rest = {key: item for key, item in data.items() if key not in years}
        return {**rest, "by_year": years} if years else rest

    def of(self, year: int) -> tuple[int, int]:
        """Return the first and last funded month of ``year``."""
        span = self.by_year.get(year, self)
        return span.first, span.last


class Paid(Closed):
    """How often contributions are paid, and for which months."""

    every: Annotated[int, PlainValidator(_every)] = 1
    covers: Annotated[Literal["advance", "arrears"], one_of("advance", "arrears")] = (
        "advance"
    )


class Exit(Closed):
    """At the start of ``year`` a share leaves, from eligible and members alike.

    ``insurer``: who insures staff who become PPPK, and whose rates the city then pays.
    """

    kind: Word = Field(examples=["pppk"])
    year: AnyYear = Field(examples=["2026"])
    share: Share = Field(examples=["0.5"])
    insurer: Annotated[Literal[*INSURERS], one_of(*INSURERS)] | None = None


class Window(Closed):
    """The months in which an ad-hoc group exists, ``"YYYY-MM"``."""

    first: Month = Field(examples=['"2029-01"'])
    last: Month = Field(examples=['"2029-06"'])


class SelfPaid(Closed):
    """People of the group who pay for themselves, and how budget places move them.

    ``crowd_out``: share of added places taken by them; ``take_over``: share of people
    dropped from the budget who go on paying themselves.
    """

    people: People = Field(examples=["200"])
    crowd_out: Share = known("0", 0, 1)
    take_over: Share = known("0", 0, 1)


class Segment(Closed):
    """One group of workers; numbers of people are those just before first_year."""

    label: Bilingual | None = None
    target_people: People | None = None
    eligible: People = Field(examples=["1528"])
    eligible_growth_y: Growth = known("0", -1, 1)
    members: People = Field(examples=["1528"])
    since: Month | None = None
    tariff: Tariff = Field(examples=["{kind: bpu}"])
    path: Path = Field(examples=["{kind: hold}"])
    months: Months = Months()
    paid: Paid = Paid()
    verified_share: Share = known("1", 0, 1)
    place: Annotated[Literal["refill", "leave"], one_of("refill", "leave")] = "refill"
    renewal_y: Share = known("1", 0, 1)
    turnover_y: Share | None = None
    exits: tuple[Exit, ...] = ()
    window: tuple[Window, ...] = ()
    self_paid: SelfPaid | None = None
    profile: Annotated[str | ages.OwnProfile, PlainValidator(ages.profile)] | None = (
        None
    )

    @field_validator("window", mode="before")
    @classmethod
    def _one_window_is_a_list_of_one(cls, value: Any) -> Any:
        return [value] if isinstance(value, dict) else value

    @property
    def named_profile(self) -> str | None:
        """Return the slug of the profile; None for the default and for own ages."""
        return self.profile if isinstance(self.profile, str) else None
