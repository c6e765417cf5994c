"""What is said of a text that cannot be read as YAML, or must not be."""

from __future__ import annotations

from analysis.language import say

TOO_LARGE = (
    say(id="Berkas lebih besar dari 1 MB.", en="The file is larger than 1 MB."),
    say(
        id="Tulis hanya kunci skenario; skenario biasa hanya beberapa kB.",
        en="Write the scenario keys only; a usual scenario has a few kB.",
    ),
)
TOO_DEEP = (
    say(
        id="Tanda kurung atau indentasi bersarang terlalu dalam.",
        en="Brackets or indentation are nested too deeply.",
    ),
    say(
        id="Ikuti bentuk di scenarios/; tidak ada kunci sedalam ini.",
        en="Follow the form of the files in scenarios/; no key lies this deep.",
    ),
)
ONE_DOCUMENT = (
    say(
        id="Satu berkas berisi satu skenario; `---` memulai yang kedua.",
        en="A file holds one scenario; `---` starts a second one.",
    ),
    say(id="Pisahkan menjadi dua berkas.", en="Split it into two files."),
)
KEY_NOT_TEXT = (
    say(id="Kunci harus satu kata.", en="A key must be one word."),
    say(
        id="Tulis `kunci: nilai`; periksa kurung dan indentasi.",
        en="Write `key: value`; check brackets and indentation.",
    ),
)
DUPLICATE = (
    say(id="Kunci ini ditulis dua kali.", en="This key is written twice."),
    say(id="Sisakan satu saja.", en="Keep one of the two."),
)
ANCHOR = (
    say(
        id="Jangkar dan rujukan YAML (`&nama`, `*nama`) tidak diterima.",
        en="YAML anchors and aliases (`&name`, `*name`) are not accepted.",
    ),
    say(
        id="Tulis nilainya; jika diawali & atau *, beri tanda kutip.",
        en="Write the value out; put it in quotes if it starts with & or *.",
    ),
)
TAG = (
    say(
        id="Tag YAML (`!nama`) tidak diterima.",
        en="YAML tags (`!name`) are not accepted.",
    ),
    say(
        id="Hapus tag; jika teks diawali !, beri tanda kutip.",
        en="Remove the tag; put text that starts with ! in quotes.",
    ),
)
SYNTAX = (
    say(
        id="Baris ini tidak dapat dibaca sebagai YAML.",
        en="This line cannot be read as YAML.",
    ),
    say(
        id="Periksa titik dua, kurung, tanda kutip, dan indentasi "
        "(spasi, bukan tab) di sini dan satu baris sebelumnya.",
        en="Check colons, brackets, quotes and indentation (spaces, not tabs) "
        "here and one line above.",
    ),
)
TOO_MANY = (
    say(
        id="Berkas berisi lebih dari 10.000 nilai.",
        en="The file holds more than 10,000 values.",
    ),
    say(
        id="Bagi menjadi beberapa berkas; skenario biasa berisi beberapa ratus nilai.",
        en="Split it into several files; a usual scenario has a few hundred.",
    ),
)
ENCODING = (
    say(id="Berkas bukan teks UTF-8.", en="The file is not UTF-8 text."),
    say(
        id="Simpan ulang dengan penyandian UTF-8.",
        en="Save it again with the encoding UTF-8.",
    ),
)
UNREADABLE = (
    say(id="Berkas tidak dapat dibuka.", en="The file cannot be opened."),
    say(id="Periksa izin baca berkas itu.", en="Check the permission to read it."),
)
