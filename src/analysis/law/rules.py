"""What a parameter file must hold, as rule and remedy in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from analysis.errors import Problem
from analysis.language import Text, say

MARKS = ("law", "official", "published", "derived", "assumed")
CONFIDENCES = ("V", "N", "D", "U", "A")
NEAR = 3

_RULES: dict[str, tuple[Text, Text]] = {
    "yaml": (
        say(id="Berkas bukan YAML yang sah.", en="The file is not valid YAML."),
        say(id="perbaiki baris yang disebut.", en="correct the line named."),
    ),
    "mapping": (
        say(id="Di sini harus ada pasangan kunci.", en="A mapping must stand here."),
        say(id="lihat data/parameters/README.md.", en="see data/parameters/README.md."),
    ),
    "list": (
        say(id="Di sini harus ada daftar.", en="A list must stand here."),
        say(id="tulis setiap nilai dengan '- '.", en="write each value after '- '."),
    ),
    "duplicate": (
        say(id="Kunci ditulis dua kali.", en="The key is written twice."),
        say(id="hapus salah satu.", en="remove one of them."),
    ),
    "key": (
        say(id="Kunci tidak dikenal.", en="The key is not known."),
        say(
            id="hapus atau betulkan ejaannya.", en="remove it or correct its spelling."
        ),
    ),
    "missing": (
        say(id="Kunci ini wajib ada.", en="This key is required."),
        say(id="tambahkan.", en="add it."),
    ),
    "text": (
        say(id="Di sini harus ada teks.", en="A text must stand here."),
        say(id="tulis satu kata atau kalimat.", en="write a word or a sentence."),
    ),
    "no_file": (
        say(id="Berkas tidak ada atau kosong.", en="The file is missing or empty."),
        say(id="pulihkan dari repositori.", en="restore it from the repository."),
    ),
    "utf8": (
        say(id="Bukan UTF-8.", en="Not UTF-8."),
        say(id="simpan sebagai UTF-8.", en="save it as UTF-8."),
    ),
    "two_languages": (
        say(id="Teks wajib dalam dua bahasa.", en="A text needs both languages."),
        say(id='tulis {id: "...", en: "..."}.', en='write {id: "...", en: "..."}.'),
    ),
    "month": (
        say(id="Bukan bulan.", en="Not a month."),
        say(id='tulis seperti "2024-08".', en='write it like "2024-08".'),
    ),
    "order": (
        say(
            id="Bulan harus naik, masing-masing sekali.",
            en="Months must rise, each once.",
        ),
        say(id="urutkan nilai menurut bulannya.", en="sort the values by month."),
    ),
    "number": (
        say(id="Bukan angka biasa.", en="Not a plain number."),
        say(id="tulis seperti 16800 atau 0.05.", en="write it like 16800 or 0.05."),
    ),
    "uncertain": (
        say(
            id="Bentuk nilai tidak pasti tidak dikenal.",
            en="The form of an uncertain value is not known.",
        ),
        say(
            id="pakai median/p10/p90, normal, gamma, uniform atau choice.",
            en="use median/p10/p90, normal, gamma, uniform or choice.",
        ),
    ),
    "rising": (
        say(id="p10 <= median <= p90 dilanggar.", en="p10 <= median <= p90 fails."),
        say(id="urutkan ketiganya.", en="put the three in order."),
    ),
    "probabilities": (
        say(id="Peluang tidak berjumlah 1.", en="Probabilities do not add up to 1."),
        say(id="betulkan peluangnya.", en="correct the probabilities."),
    ),
    "whole_rupiah": (
        say(id="Rupiah ditulis bulat.", en="Rupiah are whole numbers."),
        say(
            id="tulis 16800, bukan 16.800 atau 16,8.",
            en="write 16800, not 16.800 or 16,8.",
        ),
    ),
    "whole": (
        say(id="Hitungan harus bulat.", en="A count must be a whole number."),
        say(id="tulis seperti 3 atau 36.", en="write it like 3 or 36."),
    ),
    "choices": (
        say(id="Bukan salah satu pilihan.", en="Not one of the choices."),
        say(id="pakai pilihan yang tertulis.", en="use one that is listed."),
    ),
    "month_day": (
        say(id="Bukan tanggal dalam tahun.", en="Not a day of the year."),
        say(id='tulis seperti "07-31".', en='write it like "07-31".'),
    ),
    "date": (
        say(id="Bukan tanggal.", en="Not a date."),
        say(id='tulis seperti "2024-12-31".', en='write it like "2024-12-31".'),
    ),
    "week": (
        say(id="Bukan minggu dalam bulan.", en="Not a week of a month."),
        say(id='tulis seperti "07-w2".', en='write it like "07-w2".'),
    ),
    "account": (
        say(id="Bukan kode rekening.", en="Not an account code."),
        say(
            id='tulis seperti "5.1.02.02.02.0006".',
            en='write it like "5.1.02.02.02.0006".',
        ),
    ),
    "regulation": (
        say(
            id="Peraturan yang disebut tidak ada di regulations.yaml.",
            en="The regulation named is not in regulations.yaml.",
        ),
        say(
            id="tambahkan judul dan yang diketahui tentang pengundangannya.",
            en="add its title and what is known of its promulgation.",
        ),
    ),
    "segment": (
        say(id="Segmen tidak dikenal.", en="The segment is not known."),
        say(id="pakai nama di segments.yaml.", en="use a name of segments.yaml."),
    ),
    "evidence": (
        say(
            id="Klaim tidak ada dalam buku bukti.", en="The claim is not in the ledger."
        ),
        say(id="pakai id di evidence.csv.", en="use an id of evidence.csv."),
    ),
    "mark": (
        say(id="Tanda tidak dikenal.", en="The mark is not known."),
        say(id=f"pakai {', '.join(MARKS)}.", en=f"use {', '.join(MARKS)}."),
    ),
    "confidence": (
        say(id="Keyakinan tidak dikenal.", en="The confidence is not known."),
        say(id=f"pakai {', '.join(CONFIDENCES)}.", en=f"use {', '.join(CONFIDENCES)}."),
    ),
    "source": (
        say(
            id="Nilai tanpa sumber hanya boleh bertanda assumed.",
            en="A value without a source may only be marked assumed.",
        ),
        say(id="tambahkan source.", en="add source."),
    ),
    "unknown_source": (
        say(
            id="Sumber tidak ada di sources.yaml.",
            en="The source is not in sources.yaml.",
        ),
        say(id="tambahkan judul dan alamatnya.", en="add its title and address."),
    ),
    "range": (
        say(
            id="Anggapan wajib punya rentang dan alasan.",
            en="An assumption needs a range and a reason.",
        ),
        say(
            id="tulis p10/p90 atau range, dan note.",
            en="write p10/p90 or range, and note.",
        ),
    ),
    "no_value_yet": (
        say(
            id="Pada bulan ini belum ada nilai yang berlaku.",
            en="No value is in force in this month.",
        ),
        say(id="pakai bulan yang lebih akhir.", en="use a later month."),
    ),
    "variant": (
        say(id="Varian hukum tidak dikenal.", en="The law variant is not known."),
        say(id="pakai current atau planned.", en="use current or planned."),
    ),
    "text_value": (
        say(id="Parameter ini teks, bukan angka.", en="This is a text, not a number."),
        say(id="pakai Law.text.", en="use Law.text."),
    ),
    "kind": (
        say(
            id="Jenis kepesertaan tidak dikenal.", en="The membership kind is unknown."
        ),
        say(id="pakai bpu atau pu.", en="use bpu or pu."),
    ),
    "risk_group": (
        say(id="Kelompok risiko adalah 1 sampai 5.", en="Risk groups are 1 to 5."),
        say(id="kantor pemerintah: 1.", en="government offices: 1."),
    ),
    "wage": (
        say(
            id="Tarif PU butuh upah yang dilaporkan, lebih dari nol.",
            en="A PU tariff needs the reported wage, above zero.",
        ),
        say(
            id="isi upah yang dilaporkan (reported_wage), misalnya umk.",
            en="give the wage that is reported (reported_wage), e.g. umk.",
        ),
    ),
    "benefit_wage": (
        say(id="Upah harus lebih dari nol.", en="A wage must be above zero."),
        say(id="tulis rupiah sebulan.", en="write rupiah a month."),
    ),
    "negative": (
        say(id="Angka ini tidak boleh negatif.", en="The number is negative."),
        say(id="tulis 0 atau lebih.", en="write 0 or more."),
    ),
    "share": (
        say(id="Bagian harus antara 0 dan 1.", en="A share lies from 0 to 1."),
        say(id="tulis 0.4 untuk 40 persen.", en="write 0.4 for 40 per cent."),
    ),
}


class Place(NamedTuple):
    """Where in a file we are, and the list that gathers what is wrong."""

    file: str
    path: str
    problems: list[Problem]

    def at(self, key: str) -> Place:
        """Return the place one key further in."""
        path = f"{self.path}.{key}" if self.path else key
        return Place(self.file, path, self.problems)

    def report(self, rule: str, found: object = "") -> None:
        """Add the problem that ``rule`` is broken here by ``found``."""
        self.problems.append(problem(self.file, self.path, found, rule))


def problem(file: str, where: str, found: object, rule: str) -> Problem:
    """Return the problem that ``rule`` is broken at ``where``."""
    said, remedy = _RULES[rule]
    return Problem(file, where, str(found), said, remedy)


def outside(place: Place, written: object, bounds: object) -> Problem:
    """Return the problem of a number outside its bounds, naming them."""
    rule = say(
        id=f"Nilai di luar batasnya: {bounds}.",
        en=f"The value lies outside its bounds: {bounds}.",
    )
    remedy = say(
        id="periksa satuannya: sebulan atau setahun, bagian (0.53) atau persen (53), "
        "rupiah atau ribu rupiah.",
        en="check its unit: a month or a year, a share (0.53) or per cent (53), rupiah "
        "or thousands.",
    )
    return Problem(place.file, place.path, str(written), rule, remedy)


def too_early(file: str, where: str, month: str, first: str) -> Problem:
    """Return the problem of a month before the first value, naming that value's."""
    said = _RULES["no_value_yet"][0]
    remedy = say(
        id=f"nilai pertama berlaku sejak {first}.",
        en=f"the first value is in force from {first}.",
    )
    return Problem(file, where, month, said, remedy)


def unknown_name(file: str, where: str, name: str, known: Iterable[str]) -> Problem:
    """Return the problem of a name that is not known, with its nearest neighbours."""
    close = ", ".join(nearest(name, known))
    return Problem(
        file,
        where,
        name,
        say(id="Nama tidak dikenal.", en="The name is not known."),
        say(id=f"mungkin maksudnya {close}.", en=f"perhaps you mean {close}."),
    )


def nearest(name: str, known: Iterable[str], limit: int = NEAR) -> list[str]:
    """Return the ``limit`` known names closest to ``name``.

    Names that begin with it come first, then the order of typing-error distance.
    """
    from rapidfuzz.distance import OSA

    def far(one: str) -> tuple[bool, int, str]:
        return not one.startswith(name), OSA.distance(name, one), one

    return sorted(known, key=far)[:limit]
