"""Abbreviations of insurance, groups, schools and statistics, in words."""

from __future__ import annotations

from analysis.language import Text, say

PEOPLE: dict[str, Text] = {
    "JKK": say(
        id="Jaminan Kecelakaan Kerja (PP 44/2015)",
        en=(
            "Jaminan Kecelakaan Kerja, insurance against accidents at work (PP 44/2015)"
        ),
    ),
    "JKM": say(
        id="Jaminan Kematian (PP 44/2015)",
        en="Jaminan Kematian, insurance that pays a death benefit (PP 44/2015)",
    ),
    "JHT": say(
        id="Jaminan Hari Tua (PP 46/2015)",
        en="Jaminan Hari Tua, old-age savings (PP 46/2015)",
    ),
    "JP": say(
        id="Jaminan Pensiun (PP 45/2015)",
        en="Jaminan Pensiun, pension insurance (PP 45/2015)",
    ),
    "JKP": say(
        id="Jaminan Kehilangan Pekerjaan (PP 37/2021)",
        en=(
            "Jaminan Kehilangan Pekerjaan, insurance against loss of work (PP 37/2021)"
        ),
    ),
    "BPJS": say(
        id="Badan Penyelenggara Jaminan Sosial (UU 24/2011)",
        en=("Badan Penyelenggara Jaminan Sosial, the national insurer (UU 24/2011)"),
    ),
    "BPU": say(
        id="Bukan Penerima Upah: peserta yang bekerja tanpa pemberi kerja",
        en="Bukan Penerima Upah: members who work without an employer",
    ),
    "PU": say(
        id="Penerima Upah: peserta yang bekerja pada pemberi kerja",
        en="Penerima Upah: members who work for an employer",
    ),
    "UCJ": say(
        id="Universal Coverage Jamsostek: sasaran semua pekerja terlindungi",
        en="Universal Coverage Jamsostek: the aim that every worker is covered",
    ),
    "STMB": say(
        id="Sementara Tidak Mampu Bekerja",
        en="Sementara Tidak Mampu Bekerja: unable to work for a time",
    ),
    "NIK": say(
        id="Nomor Induk Kependudukan",
        en="Nomor Induk Kependudukan, the number of a resident",
    ),
    "DTSEN": say(
        id="Data Tunggal Sosial dan Ekonomi Nasional (Inpres 4/2025)",
        en=(
            "Data Tunggal Sosial dan Ekonomi Nasional, the national social "
            "register (Inpres 4/2025)"
        ),
    ),
    "ASN": say(
        id="Aparatur Sipil Negara: PNS dan PPPK (UU 20/2023)",
        en="Aparatur Sipil Negara, the civil service (UU 20/2023)",
    ),
    "PPPK": say(
        id="Pegawai Pemerintah dengan Perjanjian Kerja (UU 20/2023)",
        en=(
            "Pegawai Pemerintah dengan Perjanjian Kerja, civil servants on "
            "contract (UU 20/2023)"
        ),
    ),
    "RT": say(
        id="Rukun Tetangga",
        en="Rukun Tetangga, a neighbourhood of some dozen households",
    ),
    "RW": say(id="Rukun Warga, beberapa RT", en="Rukun Warga, several RT together"),
    "LKK": say(
        id="Lembaga Kemasyarakatan Kelurahan (Permendagri 18/2018)",
        en=(
            "Lembaga Kemasyarakatan Kelurahan, community bodies of a ward "
            "(Permendagri 18/2018)"
        ),
    ),
    "LPM": say(
        id="Lembaga Pemberdayaan Masyarakat (Permendagri 18/2018)",
        en=(
            "Lembaga Pemberdayaan Masyarakat, the community development body of"
            " a ward (Permendagri 18/2018)"
        ),
    ),
    "KPU": say(
        id="Komisi Pemilihan Umum", en="Komisi Pemilihan Umum, the election commission"
    ),
    "PAUD": say(
        id="Pendidikan Anak Usia Dini", en="Pendidikan Anak Usia Dini, preschool"
    ),
    "TK": say(id="Taman Kanak-kanak", en="Taman Kanak-kanak, kindergarten"),
    "RA": say(
        id="Raudhatul Athfal, taman kanak-kanak Islam",
        en="Raudhatul Athfal, an Islamic kindergarten",
    ),
    "SD": say(id="Sekolah Dasar", en="Sekolah Dasar, primary school"),
    "SMP": say(
        id="Sekolah Menengah Pertama",
        en="Sekolah Menengah Pertama, lower secondary school",
    ),
    "SMA": say(
        id="Sekolah Menengah Atas", en="Sekolah Menengah Atas, upper secondary school"
    ),
    "PT": say(
        id="perguruan tinggi; di depan nama perusahaan: Perseroan Terbatas",
        en=(
            "perguruan tinggi, higher education; before the name of a company: "
            "Perseroan Terbatas, limited"
        ),
    ),
    "UMKM": say(
        id="Usaha Mikro, Kecil, dan Menengah",
        en=("Usaha Mikro, Kecil, dan Menengah: micro, small and medium enterprises"),
    ),
    "UMK": say(
        id="Upah Minimum Kabupaten/Kota",
        en="Upah Minimum Kabupaten/Kota, the minimum wage of a regency or city",
    ),
    "UMP": say(
        id="Upah Minimum Provinsi",
        en="Upah Minimum Provinsi, the minimum wage of a province",
    ),
    "BPS": say(
        id="Badan Pusat Statistik", en="Badan Pusat Statistik, the statistics office"
    ),
    "APS": say(
        id="Angka Partisipasi Sekolah",
        en="Angka Partisipasi Sekolah, the share of an age group at school",
    ),
    "TPAK": say(
        id="Tingkat Partisipasi Angkatan Kerja",
        en=("Tingkat Partisipasi Angkatan Kerja, the labour force participation rate"),
    ),
    "TPT": say(
        id="Tingkat Pengangguran Terbuka",
        en="Tingkat Pengangguran Terbuka, the open unemployment rate",
    ),
    "NTB": say(id="Provinsi Nusa Tenggara Barat", en="Nusa Tenggara Barat, a province"),
    "UN": say(id="Perserikatan Bangsa-Bangsa (United Nations)", en="United Nations"),
    "PBB": say(
        id="Perserikatan Bangsa-Bangsa",
        en="Perserikatan Bangsa-Bangsa, the United Nations",
    ),
    "WPP": say(
        id="World Population Prospects, tabel hayat Perserikatan Bangsa-Bangsa",
        en="World Population Prospects, life tables of the United Nations",
    ),
    "COVID": say(
        id="penyakit wabah 2020-2022 akibat virus korona",
        en="the disease of the pandemic of 2020-2022",
    ),
    "CRPS": say(
        id=(
            "continuous ranked probability score: selisih rata-rata antara "
            "seluruh prakiraan dan kenyataan; makin kecil makin baik"
        ),
        en=(
            "continuous ranked probability score: mean distance of a whole "
            "forecast from what happened; less is better"
        ),
    ),
    "GLM": say(
        id="generalized linear model: regresi untuk hitungan atau bagian",
        en="generalized linear model: a regression for counts or shares",
    ),
    "MAE": say(
        id="mean absolute error: rata-rata besarnya selisih",
        en="mean absolute error: the mean size of the misses",
    ),
    "CSV": say(
        id="berkas tabel berupa teks (comma-separated values)",
        en="a table as plain text (comma-separated values)",
    ),
    "PDF": say(
        id="berkas siap cetak (portable document format)",
        en="a file ready to print (portable document format)",
    ),
    "PNG": say(
        id="berkas gambar (portable network graphics)",
        en="a file with a picture (portable network graphics)",
    ),
}
