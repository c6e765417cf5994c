"""Tables of the region's own rules, and of who may pay on which conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.language import date_words, percent, say
from analysis.law.funders import Condition, Funder
from analysis.law.local import STATUSES
from analysis.law.parameters import funders
from analysis.report import frames
from analysis.report.labels import known_label, place, text_of
from analysis.report.table import Table, heads, shortened
from analysis.scenario.local_law import rules_of

if TYPE_CHECKING:
    from analysis.model.projection import Results


def local_rules(results: Results, lang: str = "en") -> Table:
    """Show the rules the region's own file names: what they do, their status, basis."""
    rows = [
        [
            rule.name(lang),
            rule.when(lang),
            STATUSES[rule.status][lang],
            text_of(rule.does, lang),
            ", ".join([*rule.sources, *rule.evidence]) or "-",
        ]
        for rule in rules_of(results.scenario.region)
    ]
    head = heads(
        lang,
        say(id="Aturan", en="Rule"),
        say(id="Tanggal", en="Date"),
        say(id="Keadaan", en="Status"),
        say(id="Isinya", en="What it does"),
        say(id="Sumber", en="Sources"),
    )
    name = place(results)
    title = say(id=f"Aturan daerah, {name}", en=f"Local rules, {name}")[lang]
    note = ""
    if not rows:
        note = say(
            id="Aturan daerah ini tidak ditemukan; itu bukan bukti bahwa tidak ada.",
            en="No rule of this place was found, which does not mean there is none.",
        )[lang]
    body = shortened(pd.DataFrame(rows, columns=head))
    return Table("local-rules", title, body, note, head, widths=(22, 14, 11, 41, 12))


def funder_rules(results: Results, lang: str = "en") -> Table:
    """Show who may pay in the first year, whose money it is, and on what condition."""
    month = f"{frames.first_year(results)}-01"
    when = date_words(month, lang)
    rows = [
        _funder_row(results, funder, condition, lang)
        for funder in funders().values()
        if (condition := funder.in_force(month)) is not None
    ]
    head = heads(
        lang,
        say(id="Pembayar", en="Payer"),
        say(id="Uang APBD?", en="Budget money?"),
        say(id="Boleh membayar", en="May pay for"),
        say(id="Syarat", en="Condition"),
        say(id="Dasar", en="Basis"),
    )
    title = say(id=f"Siapa boleh membayar, {when}", en=f"Who may pay, {when}")[lang]
    body = shortened(pd.DataFrame(rows, columns=head))
    return Table("funder-rules", title, body, left=head, widths=(18, 10, 36, 14, 22))


def _funder_row(
    results: Results, funder: Funder, condition: Condition, lang: str
) -> list[str]:
    yes, no = say(id="ya", en="yes")[lang], say(id="tidak", en="no")[lang]
    every = say(id="semua kelompok", en="every group")[lang]
    names = [known_label(slug, results.law, lang) for slug in condition.pays or ()]
    needs = []
    if condition.needs_local_rule:
        needs.append(say(id="perlu aturan daerah", en="needs a local rule")[lang])
    if condition.revised_budget_only:
        needs.append(say(id="sejak APBD Perubahan", en="from the revised budget")[lang])
    if condition.allocation_share_max is not None:
        most = percent(float(condition.allocation_share_max), lang, 0)
        needs.append(
            say(id=f"paling banyak {most} alokasi", en=f"at most {most} of it")[lang]
        )
    basis = text_of(condition.basis, lang)
    ids = ", ".join(condition.sources)
    return [
        text_of(funder.label, lang),
        yes if funder.is_apbd_money else no,
        ", ".join(names) or every,
        "; ".join(needs) or "-",
        f"{basis} [{ids}]" if ids else basis,
    ]
