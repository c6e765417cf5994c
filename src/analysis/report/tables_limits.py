"""Tables of the limits of a budget: ten years with band, other lines, growth."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.language import number, percent, rupiah_short, say
from analysis.report import frames
from analysis.report.labels import BASES, text_of
from analysis.report.sentences_carried import share
from analysis.report.table import Table, heads, millions, shortened
from analysis.study import burden_change, limits, other_lines
from analysis.study.line import line

if TYPE_CHECKING:
    from analysis.model.projection import Results


def carried(results: Results, lang: str = "en") -> Table:
    """Show the uncut bill of each year with its bands, the line, breach and cut."""
    rows = [_year(results, year, lang) for year in frames.years(results)]
    head = heads(
        lang,
        say(id="Tahun", en="Year"),
        say(id="Tagihan", en="Bill"),
        say(id="90 dari 100 kemungkinan", en="90 in 100 possibilities"),
        say(id="90 dari 100 simulasi", en="90 in 100 draws"),
        say(id="Pagu", en="Line"),
        say(id="Peluang lewat", en="Chance over"),
        say(id="Pertama kali", en="First over"),
        say(id="Potongan perlu", en="Cut needed"),
    )
    title = say(
        id="Tagihan APBD umum sebelum pemotongan dan pagunya, Rp juta setahun",
        en="Bill of the general APBD before any cut and its line, Rp million a year",
    )
    frame = shortened(pd.DataFrame(rows, columns=head))
    note, widths = _carried_note(results, lang), (7, 11, 20, 20, 11, 10, 10, 11)
    return Table("carried", title[lang], frame, note, head[:1], widths)


def _carried_note(results: Results, lang: str) -> str:
    note = say(
        id="Kemungkinan: semua angka yang tidak dipastikan sumber berubah sekaligus. "
        "Simulasi: hanya yang diacak dalam berkas skenario. Peluang: bagian dari "
        "kemungkinan; pertama kali: belum terlewati pada tahun sebelumnya. Potongan: "
        "bagian tagihan jalur pusat.",
        en="Possibilities: all that no source settles varies at once. Draws: only what "
        "the scenario file draws. Chances: shares of the possibilities; first: not "
        "passed in any year before. Cut: share of the central bill.",
    )[lang]
    if not line(results).is_assumed:
        return note
    held = say(
        id="Pagu tidak diterbitkan; yang dianggap: tagihan tahun pertama.",
        en="No line was published: the bill of the first year, assumed.",
    )[lang]
    return f"{held} {note}"


def _year(results: Results, year: int, lang: str) -> list[str]:
    one = limits.measured_bill(results).loc[year]
    own = frames.fan(results, "uncut_bill_idr").loc[year]
    money = [
        millions(one["central"], lang),
        _between(one, lang),
        _between(own, lang) if "p05" in own else "-",
    ]
    found, idr = limits.breach(results), line(results).idr[year]
    if found is None or pd.isna(idr):
        return [str(year), *money, "-", "-", "-", "-"]
    return [
        str(year),
        *money,
        millions(idr, lang),
        share(found.by_year[year], lang),
        share(found.first[year], lang),
        percent(limits.needed_by_year(results)["central"][year], lang),
    ]


def _between(one: pd.Series, lang: str) -> str:
    if abs(one["p95"] - one["p05"]) < 1:
        return say(id="tetap", en="fixed")[lang]
    return f"{millions(one['p05'], lang)} - {millions(one['p95'], lang)}"


def by_line(results: Results, lang: str = "en") -> Table:
    """Show what lower and higher lines would change."""
    found = other_lines.by_height(results)
    last = frames.last_year(results)
    head = heads(
        lang,
        say(id="Pagu, dari yang di sini", en="Line, of the one here"),
        say(id="Rp setahun", en="Rp a year"),
        say(id=f"Peserta akhir {last}", en=f"People at the end of {last}"),
        say(id="Keluar, tahun terberat", en="Left out, hardest year"),
        say(id="Peluang terlewati", en="Chance of passing it"),
        say(id="Potongan tiap tahun", en="Cut for every year"),
    )
    rows = [] if found is None else [_line_row(one, lang) for one in _items(found)]
    title = say(id="Bila pagunya lain", en="If the line were another")
    note = say(
        id="Rp: tahun pertama yang berpagu. Peluang: setidaknya satu tahun terlewati, "
        "bagian dari kemungkinan. Keluar dan potongan: jalur pusat.",
        en="Rp: first year with a line. Chance: of passing it in at least one year, "
        "share of the possibilities. Left out and cut: central path.",
    )
    frame = pd.DataFrame(rows, columns=head)
    return Table("by_line", title[lang], frame, note[lang], head[:1])


def _items(found: pd.DataFrame) -> list[tuple[float, pd.Series]]:
    return [(float(height), one) for height, one in found.iterrows()]


def _line_row(item: tuple[float, pd.Series], lang: str) -> list[str]:
    height, one = item
    return [
        percent(height, lang, 0),
        rupiah_short(one["line_idr"], lang),
        number(one["covered"], lang),
        number(one["left_out"], lang),
        share(one["any_breach"], lang),
        percent(one["cut"], lang),
    ]


def differential(results: Results, lang: str = "en") -> Table:
    """Show by how much the bill outgrows its base, from the second year on."""
    found = burden_change.differential(results)
    base = text_of(BASES[results.scenario.budget.base], lang)
    head = heads(
        lang,
        say(id="Tahun", en="Year"),
        say(id="Tagihan tumbuh", en="Bill grows"),
        say(id=f"Tumbuh: {base}", en=f"Growth of {base}"),
        say(id="Selisih", en="Difference"),
        say(id="90 dari 100 kemungkinan", en="90 in 100 possibilities"),
    )
    rows = [] if found is None else [_growth_row(one, lang) for one in _items(found)]
    title = say(id="Tumbuh lebih cepat dari basisnya?", en="Does it outgrow its base?")
    note = say(
        id="Persen setahun terhadap tahun sebelumnya; selisih dalam poin persen. Di "
        "atas nol, beban naik.",
        en="Percent on the year before; differences in percentage points. Above zero "
        "the burden rises.",
    )
    frame = shortened(pd.DataFrame(rows, columns=head))
    return Table("differential", title[lang], frame, note[lang], head[:1])


def _growth_row(item: tuple[float, pd.Series], lang: str) -> list[str]:
    year, one = item
    band = [_points(one[name], lang) for name in ("p05", "p95")]
    return [
        f"{year:.0f}",
        _rate(one["bill_growth_y"], lang),
        _rate(one["base_growth_y"], lang),
        _points(one["central"], lang),
        "-" if "-" in band else say(id="{} s.d. {}", en="{} to {}")[lang].format(*band),
    ]


def _rate(value: float, lang: str) -> str:
    return "-" if pd.isna(value) else percent(value, lang)


def _points(value: float, lang: str) -> str:
    return "-" if pd.isna(value) else number(value * 100, lang, 1)
