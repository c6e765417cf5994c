"""The columns of the counting sheet: what each is called and how it looks."""

from __future__ import annotations

from analysis.language import Text, say

PEOPLE, MONEY, _REAL, WHOLE = "people", "money", "real", "whole"
# name of a column: its heading and its look
NUMBERS: dict[str, tuple[Text, str]] = {
    "year": (say(id="Tahun", en="Year"), WHOLE),
    "group": (say(id="Kelompok", en="Group"), "words"),
    "can": (say(id="Memenuhi syarat, tak dibulatkan", en="Eligible, unrounded"), _REAL),
    "verified": (say(id="Lolos verifikasi", en="Verified"), PEOPLE),
    "base": (say(id="Penyebut sasaran", en="Target's denominator"), _REAL),
    "course": (say(id="Cakupan yang dituju", en="Coverage aimed at"), "fine"),
    "asked": (say(id="Peserta, tak dibulatkan", en="Members, unrounded"), _REAL),
    "carried": (say(id="Peserta awal yang tersisa", en="First members left"), _REAL),
    "first": (say(id="Bulan pertama", en="First month"), WHOLE),
    "last": (say(id="Bulan terakhir", en="Last month"), WHOLE),
    "wage": (say(id="Upah (PU)", en="Wage (PU)"), MONEY),
    "eligible": (say(id="Memenuhi syarat", en="Eligible"), PEOPLE),
    "largest": (say(id="Bulan terbanyak", en="Largest month"), PEOPLE),
    "ending": (say(id="Bulan akhir dibayar", en="Last month funded"), WHOLE),
    "jkk": (say(id="Tagihan JKK sebelum pagu", en="JKK bill before ceiling"), MONEY),
    "jkm": (say(id="Tagihan JKM sebelum pagu", en="JKM bill before ceiling"), MONEY),
    "full": (say(id="Dua belas bulan penuh", en="Twelve full months"), MONEY),
    "apbd": (say(id="Bagian APBD umum", en="General APBD's part"), MONEY),
    "scope": (say(id="Boleh dipotong (1/0)", en="May be cut (1/0)"), WHOLE),
    "next": (say(id="Batas berikutnya", en="Next cap"), PEOPLE),
    "score": (say(id="Bagian yang masih muat", en="Share that still fits"), "step"),
    "cap": (say(id="Orang paling banyak", en="People at most"), PEOPLE),
    "jkk_after": (say(id="Tagihan JKK", en="JKK bill"), MONEY),
    "jkm_after": (say(id="Tagihan JKM", en="JKM bill"), MONEY),
    "end": (say(id="Peserta akhir tahun", en="Members at year end"), PEOPLE),
    "months": (say(id="Bulan-peserta", en="Member-months"), PEOPLE),
    "count": (say(id="Bulan berpeserta", en="Months with members"), WHOLE),
    "left_out": (say(id="Tertinggal", en="Left out"), PEOPLE),
    "jkk_apbd": (say(id="JKK: bagian APBD umum", en="JKK: general APBD"), MONEY),
    "jkm_apbd": (say(id="JKM: bagian APBD umum", en="JKM: general APBD"), MONEY),
}
BLOCKS: dict[str, tuple[Text, str]] = {
    "funded": (say(id="Dibayar (1/0)", en="Funded (1/0)"), WHOLE),
    "people": (say(id="Orang sebelum pagu", en="People before ceiling"), PEOPLE),
    "rate_jkk": (say(id="Tarif JKK", en="JKK tariff"), "real"),
    "rate_jkm": (say(id="Tarif JKM", en="JKM tariff"), "real"),
    "after": (say(id="Orang sesudah pagu", en="People after ceiling"), PEOPLE),
}
