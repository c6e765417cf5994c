"""The words of :mod:`analysis.law.explain`, in both languages."""

from __future__ import annotations

from analysis.language import Text, say

SECTIONS: dict[str, Text] = {
    "tariff": say(id="Iuran", en="Contributions"),
    "benefits": say(id="Manfaat", en="Benefits"),
    "status": say(id="Kepesertaan, tanggal, anggaran", en="Membership, dates, budget"),
    "funders": say(id="Siapa yang boleh membayar", en="Who may pay"),
    "contributions": say(id="Iuran", en="Contributions"),
    "calendar": say(id="Kalender dan status", en="Calendar and status"),
    "claims": say(id="Anggapan atas klaim", en="Assumptions on claims"),
    "fiscal": say(id="Anggaran", en="Budget"),
    "growth": say(id="Pertumbuhan", en="Growth"),
    "eligibility": say(id="Kepesertaan", en="Membership"),
    "targets": say(id="Target", en="Targets"),
}
WORDS: dict[str, Text] = {
    "entry": say(id="Cara masuk daftar", en="How people get on the list"),
    "exit": say(id="Cara keluar dari daftar", en="How people get off the list"),
    "described": say(
        id="uraian kami, bukan kutipan aturan", en="our description, not a rule quoted"
    ),
    "total": say(id="Dibayar: JKK + JKM", en="Paid: JKK + JKM"),
    "jkk": say(id="Dibayar: JKK", en="Paid: JKK"),
    "jkm": say(id="Dibayar: JKM", en="Paid: JKM"),
    "kind": say(id="Tarif bawaan segmen", en="Default tariff of the segment"),
    "rate": say(id="Tarif JKK + JKM", en="JKK + JKM rate"),
    "scholarship": say(id="Beasiswa paling banyak", en="Scholarship at most"),
    "computed": say(id="jumlah", en="sum"),
    "example": say(
        id="contoh upah Rp{wage} sebulan", en="example: wage Rp{wage} a month"
    ),
    "planned": say(id="rencana, bukan hukum", en="a plan, not law"),
    "overridden": say(
        id="Diganti skenario: jumlah yang benar-benar dibayar, tanpa keringanan.",
        en="Set by the scenario: the amount actually paid, without relief.",
    ),
    "no_relief": say(id="Tidak ada keringanan bulan ini.", en="No relief this month."),
    "no_discount": say(
        id="Tidak ada diskon bulan ini; dan diskon tidak pernah berlaku untuk iuran "
        "yang dibayar APBN/APBD.",
        en="No discount this month; and it never applies to contributions paid from "
        "APBN/APBD.",
    ),
}
READING: dict[bool, Text] = {
    True: say(id="dipakai", en="in use"),
    False: say(id="bacaan lain", en="other reading"),
}
FUNDER: dict[bool, Text] = {
    True: say(id="uang APBD", en="APBD money"),
    False: say(id="bukan uang APBD", en="not APBD money"),
}
LOCAL_RULE = say(id="perlu aturan daerah", en="needs a local rule")
REVISED_ONLY = say(
    id="baru ada sejak APBD Perubahan", en="there from the revised budget only"
)
SHARE_AT_MOST = say(
    id="paling banyak {share} dari alokasinya", en="at most {share} of its allocation"
)
