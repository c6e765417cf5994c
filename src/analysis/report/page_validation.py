"""What the page of the record of forecasts shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.report import html, sentences, tables
from analysis.report.page_words import SECTIONS
from analysis.report.tables_published import FAR, NEAR, PAID_OUT, SAME
from analysis.report.tables_replayed import CITY, REGENCY
from analysis.report.tables_validation import AS_OF, PUBLICATION


def parts(pictures: Sequence[str], day: str, lang: str) -> Iterator[str]:
    """Yield findings, figures and tables; ``day``: of the frozen forecasts."""
    found = (
        sentences.forecast_record(lang),
        sentences.forecast_default(lang),
        sentences.replayed(lang),
        sentences.published(lang),
        sentences.quota_steps(lang),
        sentences.frozen(day, lang),
    )
    listed = html.listed(
        (html.element("span", one) for one in found), class_="findings"
    )
    yield html.section(SECTIONS["findings"][lang], [listed])
    yield html.section(SECTIONS["figures"][lang], pictures)
    every = (
        *(tables.backtest(lang, known) for known in (PUBLICATION, AS_OF)),
        tables.backtest_horizons(lang),
        *(tables.explained(lang, group) for group in (CITY, REGENCY)),
        *(tables.published(lang, which) for which in (SAME, NEAR, FAR, PAID_OUT)),
        tables.not_known(lang),
        *(tables.simulation(lang, mixed) for mixed in (True, False)),
        tables.quota_chances(lang),
    )
    yield html.section(SECTIONS["tables"][lang], map(html.table, every))
