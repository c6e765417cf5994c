"""Abbreviations of budgets, agencies and regulations, in words."""

from __future__ import annotations

from analysis.language import Text, say

BUDGET: dict[str, Text] = {
    "APBD": say(
        id=(
            "Anggaran Pendapatan dan Belanja Daerah, anggaran tahunan "
            "pemerintah daerah (UU 17/2003)"
        ),
        en=(
            "Anggaran Pendapatan dan Belanja Daerah, the yearly budget of a "
            "local government (UU 17/2003)"
        ),
    ),
    "APBDes": say(
        id="Anggaran Pendapatan dan Belanja Desa (UU 6/2014)",
        en=(
            "Anggaran Pendapatan dan Belanja Desa, the budget of a village (UU 6/2014)"
        ),
    ),
    "APBN": say(
        id="Anggaran Pendapatan dan Belanja Negara",
        en="Anggaran Pendapatan dan Belanja Negara, the state budget",
    ),
    "RAPBN": say(
        id="Rancangan APBN", en="Rancangan APBN, the draft of the state budget"
    ),
    "PAD": say(
        id=(
            "Pendapatan Asli Daerah: pajak, retribusi, dan pendapatan sendiri "
            "lainnya (UU 1/2022)"
        ),
        en=(
            "Pendapatan Asli Daerah, own-source revenue: local taxes, fees and "
            "other own income (UU 1/2022)"
        ),
    ),
    "TKD": say(
        id="Transfer ke Daerah, uang dari APBN untuk daerah (UU 1/2022)",
        en=(
            "Transfer ke Daerah, money from the state budget to local "
            "governments (UU 1/2022)"
        ),
    ),
    "DAU": say(
        id="Dana Alokasi Umum (UU 1/2022)",
        en=("Dana Alokasi Umum, the general transfer to local governments (UU 1/2022)"),
    ),
    "DAK": say(
        id="Dana Alokasi Khusus (UU 1/2022)",
        en="Dana Alokasi Khusus, transfers for named purposes (UU 1/2022)",
    ),
    "DBH": say(
        id="Dana Bagi Hasil (UU 1/2022)",
        en=(
            "Dana Bagi Hasil, a share of state revenue passed to local "
            "governments (UU 1/2022)"
        ),
    ),
    "CHT": say(
        id="Cukai Hasil Tembakau; DBH CHT adalah bagian daerah dari cukai itu",
        en=("Cukai Hasil Tembakau, tobacco excise; DBH CHT is the local share of it"),
    ),
    "DBHCHT": say(
        id="tulisan lain dari DBH CHT: Dana Bagi Hasil Cukai Hasil Tembakau",
        en="another spelling of DBH CHT: the local share of tobacco excise",
    ),
    "KUA": say(
        id="Kebijakan Umum APBD (PP 12/2019)",
        en=(
            "Kebijakan Umum APBD, the general policy a budget starts from (PP 12/2019)"
        ),
    ),
    "PPAS": say(
        id="Prioritas dan Plafon Anggaran Sementara (PP 12/2019)",
        en=(
            "Prioritas dan Plafon Anggaran Sementara, provisional priorities "
            "and ceilings (PP 12/2019)"
        ),
    ),
    "RKA": say(
        id="Rencana Kerja dan Anggaran perangkat daerah (PP 12/2019)",
        en=(
            "Rencana Kerja dan Anggaran, work plan and budget of a local agency"
            " (PP 12/2019)"
        ),
    ),
    "DPA": say(
        id="Dokumen Pelaksanaan Anggaran (PP 12/2019)",
        en=(
            "Dokumen Pelaksanaan Anggaran, the document a budget is spent by "
            "(PP 12/2019)"
        ),
    ),
    "LRA": say(
        id="Laporan Realisasi Anggaran",
        en=("Laporan Realisasi Anggaran, the report of what was collected and spent"),
    ),
    "LKPD": say(
        id="Laporan Keuangan Pemerintah Daerah",
        en=("Laporan Keuangan Pemerintah Daerah, the accounts of a local government"),
    ),
    "SiLPA": say(
        id="Sisa Lebih Perhitungan Anggaran tahun sebelumnya (PP 12/2019)",
        en=(
            "Sisa Lebih Perhitungan Anggaran, the surplus carried over from the"
            " year before (PP 12/2019)"
        ),
    ),
    "RPJMD": say(
        id="Rencana Pembangunan Jangka Menengah Daerah, rencana lima tahun",
        en=("Rencana Pembangunan Jangka Menengah Daerah, the local plan of five years"),
    ),
    "CSR": say(
        id="tanggung jawab sosial perusahaan (corporate social responsibility)",
        en="corporate social responsibility: giving by companies",
    ),
    "SBN": say(
        id="Surat Berharga Negara", en="Surat Berharga Negara, government bonds"
    ),
    "PDRB": say(
        id="Produk Domestik Regional Bruto",
        en="Produk Domestik Regional Bruto, gross regional domestic product",
    ),
    "GRDP": say(
        id="Produk Domestik Regional Bruto (PDRB)",
        en="gross regional domestic product (PDRB)",
    ),
    "BPK": say(
        id="Badan Pemeriksa Keuangan", en="Badan Pemeriksa Keuangan, the state auditor"
    ),
    "BPKAD": say(
        id="Badan Pengelolaan Keuangan dan Aset Daerah",
        en=("Badan Pengelolaan Keuangan dan Aset Daerah, the local finance agency"),
    ),
    "DJPK": say(
        id="Direktorat Jenderal Perimbangan Keuangan, Kementerian Keuangan",
        en=(
            "Direktorat Jenderal Perimbangan Keuangan, the directorate of the "
            "Ministry of Finance for local finance"
        ),
    ),
    "BKPSDM": say(
        id="Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
        en=(
            "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia, the local "
            "personnel agency"
        ),
    ),
    "BKN": say(
        id="Badan Kepegawaian Negara",
        en="Badan Kepegawaian Negara, the state personnel agency",
    ),
    "DLH": say(
        id="Dinas Lingkungan Hidup",
        en="Dinas Lingkungan Hidup, the local environment agency",
    ),
    "PPID": say(
        id="Pejabat Pengelola Informasi dan Dokumentasi (UU 14/2008)",
        en=(
            "Pejabat Pengelola Informasi dan Dokumentasi, the official for "
            "requests of information (UU 14/2008)"
        ),
    ),
    "JDIH": say(
        id="Jaringan Dokumentasi dan Informasi Hukum",
        en=(
            "Jaringan Dokumentasi dan Informasi Hukum, the network that "
            "publishes regulations"
        ),
    ),
    "UU": say(id="Undang-Undang", en="Undang-Undang, an act of parliament"),
    "PP": say(
        id="Peraturan Pemerintah", en="Peraturan Pemerintah, a government regulation"
    ),
    "PMK": say(
        id="Peraturan Menteri Keuangan",
        en=("Peraturan Menteri Keuangan, a regulation of the Minister of Finance"),
    ),
    "SE": say(id="Surat Edaran", en="Surat Edaran, a circular"),
    "SJ": say(
        id="kode Sekretariat Jenderal dalam nomor surat",
        en="code of the Secretariat General in the number of a letter",
    ),
    "SK": say(
        id="Surat Keputusan", en="Surat Keputusan, a decree or letter of appointment"
    ),
}
