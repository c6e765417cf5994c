"""Tables of what was done about figures that disagree, why, and what stays open."""

from __future__ import annotations

import pandas as pd

from analysis.language import Text, number, percent, say
from analysis.report.balances import places, short_name
from analysis.report.table import Table, heads, shortened

# the order of repair: the first step that explains a figure settles it
STEPS: dict[str, Text] = {
    "label": say(id="1 label", en="1 label"),
    "typing": say(id="2 salah ketik", en="2 typing error"),
    "rounding": say(id="3 pembulatan", en="3 rounding"),
    "balance": say(id="4 kuadrat terkecil", en="4 least squares"),
    "choice": say(id="5 dipisahkan, dua nilai", en="5 held apart, two values"),
    "held apart": say(id="5 dipisahkan", en="5 held apart"),
}


def settled(region: str, lang: str = "en") -> Table:
    """Show each figure that was settled: printed, used, by how much, by which step."""
    found = settled_claims(region, lang)
    rows = [_settled_row(row, lang) for row in found.to_dict("records")]
    head = heads(
        lang,
        say(id="Angka", en="Figure"),
        say(id="Langkah", en="Step"),
        say(id="Tercetak", en="Printed"),
        say(id="Dipakai", en="Used"),
        say(id="Penyesuaian", en="Adjustment"),
        say(id="%", en="%"),
        say(id="z", en="z"),
        say(id="Bacaan lain", en="Other readings"),
    )
    title = say(
        id="Angka yang diselesaikan, menurut urutan perbaikan",
        en="Figures settled, in the order of repair",
    )[lang]
    frame = shortened(pd.DataFrame(rows, columns=head))
    left = [head[0], head[1], head[-1]]
    widths = (15, 10, 14, 14, 13, 7, 7, 20)
    return Table("settled", title, frame, _none(rows, lang), left, widths)


def settled_claims(region: str, lang: str) -> pd.DataFrame:
    """Return the settled claims of a region in the order of repair, each once.

    ``step`` is the method of each claim; a claim that repeats another (``same``) is
    left out.
    """
    from analysis.evidence import settled as source
    from analysis.evidence.settlements import judgements

    found = source.table(region, lang)
    repeated = {name for one in judgements() for name in one.same}
    found = found[~found["claim_id"].isin(repeated)]
    steps = [source.settled(name) for name in found["claim_id"]]
    found = found.assign(step=[one.method if one else "" for one in steps])
    order = {name: place for place, name in enumerate(STEPS)}
    return found.sort_values("step", key=lambda m: m.map(order), kind="stable")


def _none(rows: list, lang: str) -> str:
    text = say(id="Tidak ada untuk daerah ini.", en="There is none for this place.")
    return "" if rows else text[lang]


def _settled_row(row: dict, lang: str) -> list[str]:
    name = f"{short_name(row['claim_id'], lang)} [{row['claim_id']}]"
    share, moved = row["adjustment_share"], row["adjustment"]
    decimals = 0 if moved == moved // 1 else places(row["printed"])
    return [
        name,
        STEPS[row["step"]][lang],
        figure(row["printed"], lang),
        _used(row, lang),
        signed(moved, lang, decimals),
        "-" if share != share else signed(100 * share, lang, 2),
        "-" if row["z"] != row["z"] else number(row["z"], lang, 2),
        row["alternatives"] or "-",
    ]


def _used(row: dict, lang: str) -> str:
    """Write the value used; a fact with two values shows both, never their mean."""
    from analysis.evidence import settled as source

    one = source.settled(row["claim_id"])
    if one is None or row["step"] != "choice":
        return figure(row["settled"], lang)
    values = [figure(float(other.value), lang) for other in one.alternatives]
    return say(id=" atau ", en=" or ")[lang].join(values)


def figure(value: float, lang: str) -> str:
    """Write a figure of the ledger: a share in percent, counts with what they need."""
    if value != value:
        return "-"
    if abs(value) < 1 and value:
        return percent(value, lang, 2)
    return number(value, lang, 0 if value == round(value) else places(value))


def signed(value: float, lang: str, decimals: int | None = None) -> str:
    """Write a change with its sign; nothing moved is a dash."""
    if value != value or not value:
        return "-"
    if decimals is None:
        decimals = 0 if value == round(value) else places(value)
    if not round(value, decimals):
        return number(0, lang, decimals)
    return ("+" if value > 0 else "") + number(value, lang, decimals)


def reasons(region: str, lang: str = "en") -> Table:
    """Show for each settlement of a region what it is about and why it was made so."""
    found = settled_claims(region, lang)
    titles = _titles()
    rows = [
        [
            titles[str(name)][lang],
            ", ".join(part["claim_id"]),
            STEPS[part["step"].iloc[0]][lang],
            " ".join(dict.fromkeys(part["why"])),
        ]
        for name, part in found.groupby("settlement_id", sort=False)
    ]
    head = heads(
        lang,
        say(id="Soal", en="Question"),
        say(id="Bukti", en="Evidence"),
        say(id="Langkah", en="Step"),
        say(id="Alasan", en="Reason"),
    )
    title = say(id="Mengapa diselesaikan demikian", en="Why it was settled so")[lang]
    frame = shortened(pd.DataFrame(rows, columns=head))
    note = _none(rows, lang)
    return Table("reasons", title, frame, note, head, widths=(22, 14, 12, 52))


def _titles() -> dict[str, Text]:
    from analysis.evidence.settlements import judgements

    return {one.name: one.title for one in judgements()}


def open_questions(region: str, lang: str = "en") -> Table:
    """Show the facts that stay open: each reading with its probability, and why."""
    from analysis.evidence.settlements import judgements

    rows = []
    for one in judgements():
        if one.region != region or not one.options:
            continue
        readings = "; ".join(
            f"{option.reading[lang]} ({percent(float(option.probability), lang, 0)})"
            for option in one.options
        )
        spread = " - ".join(percent(float(p), lang, 0) for p in one.probability_range)
        rows.append([one.title[lang], readings, spread or "-", one.why[lang]])
    head = heads(
        lang,
        say(id="Soal terbuka", en="Open question"),
        say(id="Bacaan dan peluangnya", en="Readings and their probability"),
        say(id="Rentang peluang pertama", en="Range of the first"),
        say(id="Yang diketahui", en="What is known"),
    )
    title = say(
        id="Yang tetap terbuka: jalur pusat memakai yang lebih mungkin, simulasi "
        "memakai keduanya",
        en="What stays open: the central path takes the more probable reading, the "
        "draws take both",
    )[lang]
    frame = shortened(pd.DataFrame(rows, columns=head))
    note = _none(rows, lang)
    return Table("open-questions", title, frame, note, head, (20, 28, 12, 40))
