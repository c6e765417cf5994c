"""All 514 regions for who wants the numbers: a file in the page, a list that folds."""

from __future__ import annotations

import base64
import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

import pandas as pd

from analysis import inert
from analysis.language import Text, number, percent, rupiah, rupiah_short, say
from analysis.report import html
from analysis.report.table import Table, heads, millions

if TYPE_CHECKING:
    from analysis.study.national import National

WHOLE = "00"  # code of Indonesia among the provinces
REGIONS_FILE, PROVINCES_FILE = "regions.csv", "provinces.csv"
_SHARES = ("participation_rate", "revenue_share")
_COUNTS = ("deaths_", "accidents_")
_RENAMED = {
    "population": "population_people_2025",
    "participation_rate": "participation_rate_2021",
    "labour_force": "labour_force_people_assumed",
    "covered": "covered_people",
    "cost_idr": "cost_idr_y",
    "cost_per_inhabitant_idr": "cost_per_inhabitant_idr_y",
}


@dataclass(frozen=True)
class Download:
    """A CSV that a page carries in itself: nothing is fetched when it is saved."""

    file: str
    text: str
    label: str

    def html(self) -> str:
        """Return the link with the whole file in its address."""
        data = base64.b64encode(self.text.encode()).decode("ascii")
        address = f"data:text/csv;charset=utf-8;base64,{data}"
        return (
            f'<p class="download"><a download="{escape(self.file, quote=True)}" '
            f'href="{address}">{escape(self.label)}</a></p>'
        )

    def _repr_html_(self) -> str:
        return self.html()

    def __repr__(self) -> str:
        return self.label


def regions_csv(found: National) -> str:
    """Return all regions as CSV, a row a region, the unit in each column's name."""
    frame = found.regions.reset_index()
    frame["revenue_year"] = frame["revenue_year"].astype("Int64")
    return _csv(frame)


def provinces_csv(found: National) -> str:
    """Return the provinces and the nation (code 00, no province to be added) as CSV."""
    coded = found.sums.rename(index={"": WHOLE})
    return _csv(coded.rename_axis("province").reset_index())


def _csv(frame: pd.DataFrame) -> str:
    """Write whole rupiah, shares with six decimals, counts with two."""
    shown = frame.copy()
    for name in frame.columns[frame.dtypes.eq("float64")]:
        decimals = 6 if name in _SHARES else 2 if name.startswith(_COUNTS) else 0
        shown[name] = [_written(value, decimals) for value in frame[name]]
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(shown.rename(columns=_RENAMED).columns)
    for row in shown.astype(object).where(shown.notna(), "").to_numpy():
        writer.writerow(map(inert.cell, row))
    return buffer.getvalue()


def _written(value: float, decimals: int) -> str:
    return "" if value != value else f"{value:.{decimals}f}"


def national_download(found: National, lang: str = "en") -> Download:
    """Return the file of all regions, to be saved from the page itself."""
    rows, columns = found.regions.reset_index().shape
    label = say(
        id=f"Unduh {REGIONS_FILE}: {rows} wilayah, {columns} kolom",
        en=f"Download {REGIONS_FILE}: {rows} regions, {columns} columns",
    )
    return Download(REGIONS_FILE, regions_csv(found), label[lang])


def folded(found: National, lang: str) -> str:
    """Return all regions as HTML, folded by province, without any script.

    The search of the browser finds a name; a keyboard opens a province.
    """
    grouped = found.regions.groupby("province", sort=True)
    parts = [
        html.wrap("details", _summary(found, code, lang) + html.table(table))
        for code, table in ((code, _table(found, rows, lang)) for code, rows in grouped)
    ]
    return html.wrap("div", "".join(parts), class_="provinces")


def _summary(found: National, province: str, lang: str) -> str:
    row = found.sums.loc[province]
    cost = rupiah_short(row["cost_idr"], lang)
    text = f"{row['name']} ({number(row['regions'], lang)}): {cost}"
    return html.element("summary", text)


_COLUMNS: Sequence[Text] = (
    say(id="Wilayah", en="Region"),
    say(id="Kelengkapan", en="Grade"),
    say(id="Penduduk", en="Inhabitants"),
    say(id="TPAK 2021", en="Participation 2021"),
    say(id="Angkatan kerja (taksiran)", en="Labour force (estimate)"),
    say(id="Dilindungi", en="Covered"),
    say(id="Biaya, juta Rp", en="Cost, Rp million"),
    say(id="Per penduduk", en="Per inhabitant"),
    say(id="Kematian", en="Deaths"),
    say(id="Bagi rumah tangga, juta Rp", en="To households, Rp million"),
)


def _table(found: National, rows: pd.DataFrame, lang: str) -> Table:
    head = heads(lang, *_COLUMNS)
    frame = pd.DataFrame(
        [_row(code, row, lang) for code, row in rows.iterrows()], columns=head
    )
    province = rows["province"].iloc[0]
    title = f"{found.sums['name'][province]}, {found.question.year}"
    return Table(f"regions-{province}", title, frame, left=head[:2])


def _row(code: str, row: pd.Series, lang: str) -> list[str]:
    return [
        f"{code} {row['name']}",
        row["grade"],
        number(row["population"], lang),
        percent(row["participation_rate"], lang),
        number(row["labour_force"], lang),
        number(row["covered"], lang),
        millions(row["cost_idr"], lang),
        rupiah(row["cost_per_inhabitant_idr"], lang),
        _band(row, "deaths", lang),
        _band(row, "claims_incurred_idr", lang, 1e6),
    ]


def _band(row: pd.Series, name: str, lang: str, scale: float = 1.0) -> str:
    mean, low, high = (
        number(row[f"{name}_{one}"] / scale, lang) for one in ("mean", "p05", "p95")
    )
    return f"{mean} ({low} - {high})"
