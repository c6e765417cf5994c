"""The causes of a difference between two runs in words, and their colours."""

from __future__ import annotations

from analysis.language import Text, say
from analysis.study.differences import TOTAL

JOINT = "+"
LEVERS: dict[str, Text] = {
    "people": say(id="Orang", en="People"),
    "months": say(id="Bulan yang dibayar", en="Months funded"),
    "tariff": say(id="Jenis tarif dan upah", en="Kind of tariff and wages"),
    "law": say(id="Tarif menurut ketentuan", en="Tariffs of the law"),
    "budget": say(id="Pagu dan anggaran", en="Ceiling and budget"),
    "funders": say(id="Pembayar lain", en="Other funders"),
    "other": say(id="Umur dan masa ikut", en="Ages and tenure"),
    "groups": say(id="Kelompok yang berbeda", en="Groups not in both"),
}
STEPS: dict[str, Text] = {
    "spreadsheet_bill_idr": say(id="Orang", en="People"),
    "bridge_tariff_idr": say(id="Tarif", en="Tariffs"),
    "bridge_months_idr": say(id="Bulan", en="Months"),
    "bridge_ceiling_idr": say(id="Pagu", en="Ceiling"),
    "bridge_funders_idr": say(id="Pembayar lain", en="Other funders"),
    "bridge_arrears_idr": say(id="Utang lama", en="Old debt"),
}
COLOURS = {
    "people": "#0072b2",
    "months": "#56b4e9",
    "tariff": "#e69f00",
    "law": "#d55e00",
    "budget": "#666666",
    "funders": "#009e73",
    "other": "#999933",
    "groups": "#cc79a7",
    "spreadsheet_bill_idr": "#0072b2",
    "bridge_tariff_idr": "#d55e00",
    "bridge_months_idr": "#56b4e9",
    "bridge_ceiling_idr": "#666666",
    "bridge_funders_idr": "#009e73",
    "bridge_arrears_idr": "#882255",
}
_TOTAL = say(id="Seluruh selisih", en="Whole difference")


def cause_label(name: str, lang: str) -> str:
    """Return a cause in words; levers that only move together stand joined."""
    if name == TOTAL:
        return _TOTAL[lang]
    if name in STEPS:
        return STEPS[name][lang]
    return " + ".join(LEVERS[lever][lang] for lever in name.split(JOINT))


def cause_colour(name: str) -> str:
    """Return the colour of a cause; joined levers have that of the first."""
    return COLOURS[name.split(JOINT)[0]]
