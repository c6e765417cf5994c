// Not Documentation.addTranslations: it makes code of a text, which the policy in the
// head of each page forbids. Indonesian has one form for one and for many.
Documentation.LOCALE = "id";
Documentation.PLURAL_EXPR = () => 0;
Object.assign(Documentation.TRANSLATIONS, {
    ", in ": ", di ",
    "Collapse sidebar": "Tutup bilah samping",
    "Expand sidebar": "Buka bilah samping",
    "Hide Search Matches": "Sembunyikan tanda hasil pencarian",
    "Preparing search...": "Menyiapkan pencarian ...",
    "Search": "Cari",
    "Search Page": "Halaman pencarian",
    "Search Results": "Hasil pencarian",
    "Search finished, found one page matching the search query.": [
        "Ditemukan ${resultCount} halaman."
    ],
    "Searching": "Mencari",
    "Your search did not match any documents. Please make sure that all words are spelled correctly and that you've selected enough categories.": "Tidak ada halaman yang memuat kata itu. Periksa ejaannya atau pakai kata lain."
});
