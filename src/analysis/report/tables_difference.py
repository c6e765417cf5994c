"""Tables of what makes scenarios differ: cause by cause, year by year, then and now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from analysis.language import number, say
from analysis.model.projection.series import ALL
from analysis.report import frames
from analysis.report.causes import cause_label
from analysis.report.sentences_compare import signed
from analysis.report.table import ROWS_AT_MOST, Table, heads, millions, shortened
from analysis.report.tables_compare import left_off
from analysis.study import together
from analysis.study.differences import Split, differences, widest

if TYPE_CHECKING:
    from analysis.model.projection import Results


def difference(runs: Sequence[Results], lang: str = "en") -> Table:
    """Show, against the first scenario, which cause makes how much of the difference.

    The causes of a scenario add up to its last row: the bill of the general APBD over
    all years compared, before and after the ceiling, that of the last year after it,
    and the people insured at its end.
    """
    rows = [row for one in differences(runs) for row in _rows(one, lang)]
    head = heads(
        lang,
        say(id="Skenario", en="Scenario"),
        say(id="Penyebab", en="Cause"),
        say(
            id="Sebelum pagu, semua tahun, Rp juta",
            en="Before the ceiling, all years, Rp million",
        ),
        say(id="Sesudah pagu, Rp juta", en="After the ceiling, Rp million"),
        say(id="Tahun akhir saja, Rp juta", en="Last year only, Rp million"),
        say(id="Peserta akhir", en="Insured at the end"),
    )
    title = say(
        id="Beda tagihan dan peserta dengan skenario pertama menurut penyebab",
        en="Bill and people against the first scenario's, cause by cause",
    )[lang]
    frame = pd.DataFrame(rows[:ROWS_AT_MOST], columns=head)
    note = _how(runs, lang) + left_off(len(rows), lang)
    return Table("difference", title, frame, note, head[:2])


def _rows(one: Split, lang: str) -> list[list[str]]:
    last = one.years[-1]
    return [
        [
            one.name,
            cause_label(name, lang),
            _change(one.uncut_idr[name][ALL], lang) if name in one.uncut_idr else "-",
            _change(one.bill_idr[name][ALL], lang),
            _change(one.bill_idr[name][last], lang),
            _people(one.members[name][last], lang) if name in one.members else "-",
        ]
        for name in one.told
    ]


def _change(value_idr: float, lang: str) -> str:
    return signed(value_idr, lang, millions)


def _people(value: float, lang: str) -> str:
    return signed(value, lang, number)


def _how(runs: Sequence[Results], lang: str) -> str:
    found = differences(runs)
    levers = say(
        id="Bagian setiap penyebab: rata-rata atas semua urutan mengubahnya (nilai "
        "Shapley); jumlahnya tepat sama dengan seluruh selisih.",
        en="Each cause's part: the mean over all orders of changing it (Shapley "
        "value); the parts add up exactly to the whole difference.",
    )[lang]
    stepped = [one for one in found if one.steps is not None]
    if not stepped:
        return levers
    listed = "; ".join(f"{one.name}: {one.steps[lang]}" for one in stepped)
    steps = say(
        id=f"Langkah dengan urutan tetap, dari lembar kerja ke tagihan ({listed}): "
        "ukuran tiap langkah bergantung pada urutannya, jumlahnya tidak.",
        en=f"Steps in one fixed order, from the spreadsheet to the bill ({listed}): "
        "the size of a step depends on the order, their sum does not.",
    )[lang]
    return steps if len(stepped) == len(found) else f"{levers} {steps}"


def difference_by_year(
    runs: Sequence[Results], lang: str = "en", name: str = ""
) -> Table:
    """Show one scenario's difference from the first by year and cause.

    ``name``: which scenario; by default the one with most causes.
    """
    one = widest(runs, name)
    frame = one.bill_idr[one.told_yearly]
    shown = shortened(frame)
    rows = [
        [_year(year, lang), *(_change(value, lang) for value in values)]
        for year, values in zip(shown.index, shown.to_numpy(), strict=True)
    ]
    labels = [cause_label(cause, lang) for cause in frame.columns]
    head = [say(id="Tahun", en="Year")[lang], *labels]
    reference = one.reference.scenario.name
    title = say(
        id=f"Tagihan {one.name} dikurangi tagihan {reference}, Rp juta",
        en=f"Bill of {one.name} less that of {reference}, Rp million",
    )[lang]
    return Table(
        "difference-by-year",
        title,
        pd.DataFrame(rows, columns=head),
        _how([one.reference, one.run], lang),
        head[:1],
    )


def _year(year: object, lang: str) -> str:
    return say(id="Semua", en="All")[lang] if year == ALL else str(year)


def stored(runs: Sequence[Results], lang: str = "en") -> Table:
    """Show for each run when it was made, and its bill then beside its bill now."""
    rows = [_stored(run, lang) for run in runs[:ROWS_AT_MOST]]
    head = heads(
        lang,
        say(id="Skenario", en="Scenario"),
        say(id="Dibuat", en="Made"),
        say(id="Berubah sejak itu", en="Changed since"),
        say(id="Tagihan tersimpan, Rp juta", en="Stored bill, Rp million"),
        say(id="Dihitung ulang, Rp juta", en="Computed now, Rp million"),
        say(id="Beda, Rp juta", en="Difference, Rp million"),
    )
    title = say(
        id="Dari mana angka setiap skenario",
        en="Where each scenario's numbers are from",
    )[lang]
    note = say(
        id="Tagihan: APBD umum, jumlah semua tahun. Folder hasil lama dihitung ulang "
        "dengan program, data dan ketentuan sekarang; bedanya bukan akibat rencana.",
        en="Bill: general APBD, all years together. An earlier run folder is computed "
        "again with the program, data and law of now; that difference is no effect of "
        "a plan.",
    )[lang]
    frame = pd.DataFrame(rows, columns=head)
    return Table("stored", title, frame, note + left_off(len(runs), lang), head[:3])


def _stored(run: Results, lang: str) -> list[str]:
    name, now = run.scenario.name, float(frames.bill(run).sum())
    held = together.stored(run)
    if held is None:
        made = say(id="sekarang", en="now")[lang]
        return [name, made, "-", "-", millions(now, lang), "-"]
    then = sum(held.bill_idr.values())
    changed = ", ".join(together.WHAT_CHANGED[one][lang] for one in held.changed)
    return [
        name,
        held.made,
        changed or say(id="tidak ada", en="nothing")[lang],
        millions(then, lang),
        millions(now, lang),
        _change(now - then, lang),
    ]
