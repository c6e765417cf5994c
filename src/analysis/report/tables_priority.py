"""Tables on whom to cover first: who is reached, who is left, what each limit costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.language import Text, number, percent, rupiah_short, say
from analysis.report.labels import segment_label
from analysis.report.table import Table, heads, shortened
from analysis.study import billion
from analysis.study.newcomers import capacity, groups
from analysis.study.priority_order import first_share, orders

if TYPE_CHECKING:
    from analysis.model.projection import Results

OBJECTIVES: dict[str, Text] = {
    "poverty_months": say(id="bulan kemiskinan", en="poverty-months"),
    "people": say(id="orang", en="people"),
    "deaths": say(id="kematian", en="deaths"),
    "duty": say(id="kewajiban hukum", en="legal duty"),
    "claims": say(id="klaim (pembanding)", en="claims (contrast)"),
}
INCOMES: dict[str, Text] = {
    "vulnerable": say(id="rentan", en="vulnerable"),
    "honorarium": say(id="honor", en="honorarium"),
    "wage": say(id="upah", en="wage"),
}
REASONS: dict[str, Text] = {
    "money": say(id="uang habis", en="the money ran out"),
    "capacity": say(
        id="melebihi kemampuan mendaftarkan", en="more than can be enrolled"
    ),
    "names": say(id="nama belum diverifikasi", en="names not verified"),
    "": say(id="", en=""),
}
_GROUP = say(id="Kelompok", en="Group")


def priority_people(results: Results, lang: str = "en") -> Table:
    """Show whom one billion reaches for each aim, on top of the plan and from nothing.

    The last rows add up people, poverty-months and deaths of each choice.
    """
    more, only = billion.next_billion(results), billion.first_billion(results)
    choices = [more["poverty_months"], *only.values()]
    people = {at: one.people for at, one in enumerate(choices)}
    counts = pd.DataFrame({"covered": groups(results)["covered"], **people})
    rows = [
        [_row_label(results, str(slug), lang), *(number(n, lang) for n in one)]
        for slug, one in _few(counts.reindex(orders(results).index)).iterrows()
    ]
    for label, name in ((_MONTHS, "poverty_months"), (_DEATHS, "deaths")):
        sums = (number(getattr(one, name), lang, 1) for one in choices)
        rows.append([label[lang], "", *sums])
    only_word = say(id="Hanya Rp1 miliar", en="Rp1 bn alone")[lang]
    head = [
        *heads(lang, _GROUP, _COVERED, _NEXT),
        *(f"{only_word}: {OBJECTIVES[one][lang]}" for one in only),
    ]
    title = say(
        id=f"Siapa yang terjangkau Rp1 miliar pada {results.scenario.first_year}",
        en=f"Whom Rp1 billion reaches in {results.scenario.first_year}",
    )
    note = _CHOICE_NOTE[lang]
    return Table(
        "priority-people", title[lang], pd.DataFrame(rows, columns=head), note, head[:1]
    )


_COVERED = say(id="Dalam rencana", en="In the plan")
_NEXT = say(
    id="Rp1 miliar di atasnya: bulan kemiskinan", en="Rp1 bn more: poverty-months"
)
_MONTHS = say(id="Bulan kemiskinan dihindari", en="Poverty-months averted")
_DEATHS = say(id="Kematian yang terlindungi", en="Deaths covered")
_CHOICE_NOTE = say(
    id="Orang yang baru dilindungi. Hanya Rp1 miliar: seakan belum ada yang "
    "terlindungi. Kelompok yang sama biaya dan nilainya diisi menurut urutan skenario. "
    "Klaim per rupiah mendahulukan yang paling mungkin meninggal: itu seleksi "
    "merugikan terhadap dana nasional, jadi hanya pembanding.",
    en="People newly covered. Rp1 bn alone: as if nobody were covered. Groups of equal "
    "cost and worth are filled in the order of the scenario. Claims per rupiah put "
    "first who is likeliest to die: that is adverse selection against the national "
    "fund, so it is a contrast only.",
)


MOST_GROUPS = 9  # with the three rows of sums a table of twelve
_OTHERS = "others"


def _few(counts: pd.DataFrame) -> pd.DataFrame:
    """Return the counts of the first groups, of the others together, and of all."""
    total = counts.sum().to_frame("all").T
    if len(counts) > MOST_GROUPS:
        others = counts.iloc[MOST_GROUPS - 1 :].sum().to_frame(_OTHERS).T
        counts = pd.concat([counts.head(MOST_GROUPS - 1), others])
    return pd.concat([counts, total]).astype(int)


def _row_label(results: Results, slug: str, lang: str) -> str:
    if slug == _OTHERS:
        return say(id="Kelompok lain", en="Other groups")[lang]
    return segment_label(results, slug, lang)


def priority_order(results: Results, lang: str = "en") -> Table:
    """Show each group's worth per rupiah, and what the poverty weights do to its place.

    Ranges: the weights of honorarium and of wage at their low, middle and high end.
    """
    rows = [_order_row(results, str(slug), lang) for slug in orders(results).index]
    head = heads(
        lang,
        _GROUP,
        say(id="Penghidupan (dianggap)", en="Livelihood (assumed)"),
        say(id="Bobot (dianggap)", en="Weight (assumed)"),
        say(id="Kematian per 1.000 orang setahun", en="Deaths per 1,000 people a year"),
        say(id="Bulan kemiskinan per Rp1 juta", en="Poverty-months per Rp1 m"),
        say(id="Urutan", en="Place"),
        say(id="Paling berharga, % simulasi", en="Worth most, % of draws"),
        say(id="Rp1 miliar di atas rencana, orang", en="Rp1 bn more, people"),
        say(id="Hanya Rp1 miliar, orang", en="Rp1 bn alone, people"),
    )
    title = say(
        id="Urutan kelompok, dan berapa yang bergantung pada bobot kemiskinan",
        en="The order of the groups, and how much hangs on the poverty weights",
    )
    table = shortened(pd.DataFrame(rows, columns=head))
    return Table("priority-order", title[lang], table, _ORDER_NOTE[lang], head[:2])


_ORDER_NOTE = say(
    id="Peserta baru pada tahun pertama. Dalam kurung: terendah dan tertinggi bila "
    "bobot honor dan upah digeser ke ujung rentangnya; pekerja rentan selalu satu. "
    "Simulasi: tingkat kematian dan bobot tidak pasti sekaligus.",
    en="Newcomers in their first year. In brackets: lowest and highest as the weights "
    "of honorarium and wage move to the ends of their ranges; a vulnerable worker "
    "always counts one. Draws: death rates and weights not certain at once.",
)
PER = 1000
DASH = "\u2011"  # a hyphen at which no line breaks


def _order_row(results: Results, slug: str, lang: str) -> list[str]:
    one, of = orders(results).loc[slug], groups(results).loc[slug]
    share = first_share(results)[slug]
    return [
        segment_label(results, slug, lang),
        INCOMES[of["income"]][lang],
        _range(of["weight"], of["weight_low"], of["weight_high"], lang, decimals=1),
        number(of["deaths"] * PER, lang, 2),
        number(one["months_per_million"], lang, 3),
        _range(one["rank"], one["rank_best"], one["rank_worst"], lang),
        "-" if pd.isna(share) else percent(share, lang, 0),
        _range(one["next"], one["next_low"], one["next_high"], lang),
        _range(one["first"], one["first_low"], one["first_high"], lang),
    ]


def _range(
    value: float, low: float, high: float, lang: str, *, decimals: int = 0
) -> str:
    middle = number(value, lang, decimals)
    if low == high:
        return middle
    ends = f"{number(low, lang, decimals)}{DASH}{number(high, lang, decimals)}"
    return f"{middle} ({ends})"


def priority_left_out(results: Results, lang: str = "en") -> Table:
    """Show who stays without cover after one billion more, most people first."""
    found = billion.left_out(results)
    found = found.assign(without=found["unverified"] + found["waiting"])
    rows = []
    for slug, one in found.sort_values(
        "without", ascending=False, kind="stable"
    ).iterrows():
        without = one["without"]
        share = percent(without / one["eligible"], lang) if one["eligible"] else ""
        rows.append(
            [
                segment_label(results, str(slug), lang),
                number(one["eligible"], lang),
                number(one["covered"], lang),
                number(one["added"], lang),
                number(without, lang),
                share,
                number(one["unverified"], lang),
                REASONS[one["reason"]][lang],
            ]
        )
    head = heads(
        lang,
        _GROUP,
        say(id="Memenuhi syarat", en="Eligible"),
        _COVERED,
        say(id="Ditambah", en="Added"),
        say(id="Tetap tanpa perlindungan", en="Still without cover"),
        say(id="% dari yang memenuhi syarat", en="% of the eligible"),
        say(id="Di antaranya belum diverifikasi", en="Of these not verified"),
        say(id="Sebab", en="Reason"),
    )
    title = say(
        id="Siapa yang tetap tertinggal sesudah Rp1 miliar lagi",
        en="Who is still left out after Rp1 billion more",
    )
    table = shortened(pd.DataFrame(rows, columns=head))
    left = [head[0], head[-1]]
    return Table("priority-left-out", title[lang], table, _LEFT_NOTE[lang], left)


_LEFT_NOTE = say(
    id="Bila bagian yang lolos verifikasi tidak diketahui, semua yang memenuhi syarat "
    "dianggap lolos.",
    en="Where the share that passes verification is not known, all eligible are taken "
    "to pass.",
)


def priority_limits(results: Results, lang: str = "en") -> Table:
    """Show what each limit of the choice costs in poverty-months, the dearest first.

    Of names to verify and of people kept only the groups where something is lost.
    """
    found = billion.prices(results)
    always = found["limit"].isin(["money", "capacity"])
    found = found[always | (found["poverty_months"] > 0)]
    most = capacity()
    rows = [
        [
            _limit(str(one.limit), lang),
            "" if one.segment == "all" else segment_label(results, one.segment, lang),
            number(one.poverty_months, lang, 3),
        ]
        for one in found.itertuples()
    ]
    head = heads(
        lang,
        say(
            id="Batas, dan satu langkah lebih longgar", en="Limit, and one step looser"
        ),
        _GROUP,
        say(id="Bulan kemiskinan yang didapat", en="Poverty-months gained"),
    )
    title = say(
        id="Harga tiap batas: apa yang didapat bila dilonggarkan",
        en="The price of each limit: what is gained where it gives way",
    )
    places = number(float(most["value"]), lang)
    where, when = most["region_name"], str(most["as_of"])[:4]
    note = say(
        id=f"Nol: batas itu tidak mengikat. Kemampuan mendaftarkan dianggap {places} "
        f"orang setahun, tambahan terbesar yang pernah diberitakan ({where} {when}, "
        f"[{most['claim_id']}]).",
        en=f"Zero: the limit does not bind. Enrolment is assumed to manage {places} "
        f"people a year, the largest addition ever reported ({where} {when}, "
        f"[{most['claim_id']}]).",
    )
    table = shortened(pd.DataFrame(rows, columns=head))
    return Table("priority-limits", title[lang], table, note[lang], head[:2])


def _limit(limit: str, lang: str) -> str:
    step = rupiah_short(billion.STEP_IDR, lang, 0)
    said = {
        "money": say(id=f"uang: {step} lebih banyak", en=f"money: {step} more"),
        "capacity": say(
            id="pendaftaran: satu orang lebih banyak", en="enrolment: one person more"
        ),
        "names": say(
            id="daftar: satu nama lagi diverifikasi", en="list: one name more verified"
        ),
        "nobody_dropped": say(
            id="tak seorang pun dikeluarkan: satu orang dikecualikan",
            en="nobody is dropped: but for one person",
        ),
    }
    return said[limit][lang]
