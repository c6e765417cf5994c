"""What a published sum of contributions received can mean: people, months, tariff."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import pandas as pd

from analysis.language import number, say

if TYPE_CHECKING:
    from analysis.law.dated import Law
    from analysis.model.projection import Results

AS_PRINTED = ("accepted", "reconciled")  # the reading is of what was printed
COLUMNS = ("reading", "people", "months", "tariff_idr_m", "sum_idr", "fits")


@dataclass(frozen=True)
class Receipt:
    """A published sum of contributions and who was insured on that day.

    ``adhoc`` are people of election groups on the same list; ``whole_months`` the
    months of the year that had ended by ``as_of``.
    """

    claim_id: str
    people_id: str
    adhoc_ids: tuple[str, ...]
    as_of: str
    received_idr: Fraction
    people: int
    adhoc: int
    bpu_tariff_idr_m: Fraction
    pu_rate: Fraction

    @property
    def whole_months(self) -> int:
        """Return the number of months that had ended on the day of the claim."""
        return int(self.as_of[5:7]) - 1

    @property
    def member_months(self) -> Fraction:
        """Return ``received / tariff`` at the BPU tariff."""
        return self.received_idr / self.bpu_tariff_idr_m


def receipt(results: Results) -> Receipt | None:
    """Return the latest published receipt of the run's region, if there is any."""
    from analysis.evidence.ledger import ledger

    return read_receipt(ledger(), results.scenario.region, results.law)


def read_receipt(ledger: pd.DataFrame, region: str, law: Law) -> Receipt | None:
    """Return the latest receipt of a region with who was insured that day."""
    from analysis.law.tariff import tariff

    fits = ledger["status"].isin(AS_PRINTED)
    here = ledger[(ledger["region"] == region) & fits]
    paid = here[here["concept"] == "contributions_idr"].sort_values("as_of")
    if paid.empty:
        return None
    row = paid.iloc[-1]
    same = here[(here["as_of"] == row["as_of"]) & (here["concept"] == "members")]
    total = same[same["segment"] == row["segment"]]
    if total.empty:
        return None
    adhoc = same[same["segment"].str.startswith("adhoc")]
    month = str(row["as_of"])[:7]
    bpu = tariff("bpu", month, law)
    pu_rate = law.value("pu_jkk_rate_group_1", month) + law.value("pu_jkm_rate", month)
    return Receipt(
        claim_id=str(row["claim_id"]),
        people_id=str(total.iloc[0]["claim_id"]),
        adhoc_ids=tuple(adhoc["claim_id"]),
        as_of=str(row["as_of"]),
        received_idr=_exact(row["value"]),
        people=int(_exact(total.iloc[0]["value"])),
        adhoc=int(sum(map(_exact, adhoc["value"]), Fraction(0))),
        bpu_tariff_idr_m=bpu.jkk_idr_m + bpu.jkm_idr_m,
        pu_rate=pu_rate,
    )


def _exact(value: object) -> Fraction:
    return Fraction(str(value))


def alternatives(paid: Receipt, lang: str) -> pd.DataFrame:
    """Return readings of the receipt: what would have been paid, and what would fit.

    Each row multiplies ``people x months x tariff``; ``fits`` rows solve for the one
    number that makes the product equal to the sum received.
    """
    found, tariff, people = paid.received_idr, paid.bpu_tariff_idr_m, paid.people
    ended, year = Fraction(paid.whole_months), Fraction(12)
    unlike = Fraction(paid.adhoc)
    rest = (found - unlike * tariff) / (people * tariff)
    rows = [
        (_TEXT["year"], people, year, tariff),
        (_TEXT["ended"], people, ended, tariff),
        (_TEXT["quarter"], people, ended // 3 * 3, tariff),
        (_TEXT["start"], people, found / (people * tariff), tariff),
        (_TEXT["heads"], found / (ended * tariff), ended, tariff),
        (_TEXT["tariff"], people, ended, found / (people * ended)),
    ]
    if unlike and rest > 0:
        rows.append((_TEXT["adhoc"], people, rest, tariff))
    records = [_record(paid, row, lang) for row in rows]
    return pd.DataFrame(records, columns=list(COLUMNS))


def _record(paid: Receipt, row: tuple, lang: str) -> tuple:
    text, people, months, tariff = row
    extra = paid.adhoc * tariff if text is _TEXT["adhoc"] else 0
    total = people * months * tariff + extra
    fits = total == paid.received_idr
    reading = text[lang].format(month=paid.whole_months, adhoc=number(paid.adhoc, lang))
    return (reading, *map(float, (people, months, tariff, total)), fits)


_TEXT = {
    "year": say(id="setahun penuh, tarif BPU", en="a full year at the BPU tariff"),
    "ended": say(
        id="bulan yang sudah lewat, tarif BPU", en="the months gone by, BPU tariff"
    ),
    "quarter": say(
        id="triwulan yang sudah lewat, dibayar di belakang",
        en="the quarters gone by, paid in arrears",
    ),
    "start": say(id="mulai lebih lambat", en="a later start"),
    "heads": say(id="orang lebih sedikit", en="fewer people"),
    "tariff": say(
        id="tarif lebih rendah (berbasis upah)", en="a lower tariff (wage-based)"
    ),
    "adhoc": say(
        id="sebulan untuk {adhoc} petugas pemilu, sisanya untuk yang tetap",
        en="one month for {adhoc} election staff, the rest for those who stayed",
    ),
}
