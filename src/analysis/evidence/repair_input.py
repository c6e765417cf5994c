"""What repair in order is given: figures, identities, shares, witnesses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from analysis.errors import Problem
from analysis.evidence.balance_input import FILE
from analysis.language import say


@dataclass(frozen=True)
class Share:
    """A printed share: its claim, what it is a share of, and what else it may be of.

    ``said`` is the denominator the source names and ``others`` those it may mean; all
    are claim ids among the claims of the table. A ``complement`` is what is left of the
    share: ``1 - numerator / said``.
    """

    claim_id: str
    numerator: str
    said: str
    others: tuple[str, ...] = ()
    complement: bool = False

    def expected(self, part: Fraction, whole: Fraction) -> Fraction:
        """Return the share of two counts, or what is left of it."""
        return 1 - part / whole if self.complement else part / whole


@dataclass(frozen=True)
class Table:
    """Figures that belong together, as printed.

    ``claims`` maps claim ids to figures and ``sd`` to their uncertainty; ``identities``
    are mappings from claim id to whole coefficient whose sum is 0; ``steps`` are the
    rounding steps (missing: not rounded); ``witnesses`` are the same facts as other
    sources print them; ``lower`` and ``upper`` bound what least squares may give. Only
    claims that stand in an identity need an sd.
    """

    claims: Mapping[str, Fraction]
    sd: Mapping[str, float]
    identities: Sequence[Mapping[str, int]] = ()
    steps: Mapping[str, Fraction] = field(default_factory=dict)
    shares: Sequence[Share] = ()
    witnesses: Mapping[str, Fraction] = field(default_factory=dict)
    lower: Mapping[str, float] = field(default_factory=dict)
    upper: Mapping[str, float] = field(default_factory=dict)

    def half_step(self, claim_id: str) -> Fraction:
        """Return half of the rounding step of a claim; 0 where it is not rounded."""
        return Fraction(self.steps.get(claim_id, 0)) / 2


def unknown(table: Table) -> Iterator[Problem]:
    """Yield a problem for each claim that an identity or a share names in vain."""
    named = [(f"identity {i}", one) for i, one in enumerate(table.identities, 1)]
    named += [
        (share.claim_id, (share.claim_id, share.numerator, share.said, *share.others))
        for share in table.shares
    ]
    rule = say(id="Klaim ini tidak ada dalam tabel.", en="This claim is not given.")
    remedy = say(
        id="Tambahkan klaimnya, atau perbaiki penandanya.",
        en="Add the claim, or correct its id.",
    )
    for where, ids in named:
        for claim_id in ids:
            if claim_id not in table.claims:
                yield Problem(FILE, where, claim_id, rule, remedy)
