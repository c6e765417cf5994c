"""What a sweep says when workers or a cluster fail: rule and remedy, twice."""

from __future__ import annotations

from analysis.language import say

# so often in a row processes may die before a single unit is finished
TRIES = 3
_HERE = say(
    id="atau jalankan tanpa --scheduler: dihitung di komputer ini",
    en="or run without --scheduler: it is computed on this machine",
)
_GO_ON = say(
    id="jalankan lagi untuk melanjutkan; wilayah yang sudah selesai tetap ada",
    en="run again to go on; regions already finished are kept",
)
DYING = (
    say(
        id=f"Proses pekerja mati {TRIES} kali berturut-turut tanpa satu wilayah pun "
        "selesai.",
        en=f"Worker processes died {TRIES} times in a row without one region finished.",
    ),
    say(
        id="biasanya memori habis: pakai --workers 1 atau tutup program lain, lalu "
        f"{_GO_ON['id']}.",
        en="usually memory ran out: use --workers 1 or close other programs, then "
        f"{_GO_ON['en']}.",
    ),
)
KILLS_WORKERS = (
    say(
        id="Beberapa pekerja klaster mati saat menghitung wilayah ini.",
        en="Several workers of the cluster died while computing this region.",
    ),
    say(
        id="biasanya memori habis: beri tiap pekerja lebih banyak memori atau satu "
        f"utas (--nthreads 1), lalu {_GO_ON['id']}.",
        en="usually memory ran out: give each worker more memory or one thread "
        f"(--nthreads 1), then {_GO_ON['en']}.",
    ),
)
NOT_INSTALLED = (
    say(
        id="Sapuan di klaster memerlukan paket 'distributed', yang tidak terpasang.",
        en="A sweep on a cluster needs the package 'distributed', which is missing.",
    ),
    say(
        id=f"jalankan: pip install 'iuran[cluster]'; {_HERE['id']}.",
        en=f"run: pip install 'iuran[cluster]'; {_HERE['en']}.",
    ),
)
NO_ANSWER = (
    say(
        id="Tidak ada penjadwal dask yang menjawab di alamat ini dalam 10 detik.",
        en="No dask scheduler answers at this address within 10 seconds.",
    ),
    say(
        id="periksa alamat dan apakah 'dask scheduler' berjalan (alamat tls:// bila ia "
        f"memakai sertifikat); {_HERE['id']}.",
        en="check the address and that 'dask scheduler' runs (a tls:// address if it "
        f"uses certificates); {_HERE['en']}.",
    ),
)
NO_HANDSHAKE = (
    say(
        id="Tidak ada sambungan TLS dengan penjadwal dask di alamat ini dalam 10 "
        "detik.",
        en="No TLS connection with a dask scheduler at this address within 10 seconds.",
    ),
    say(
        id="periksa alamat, apakah 'dask scheduler' berjalan, dan apakah ketiga "
        f"sertifikat dari penerbit yang sama (docs/cluster.md); {_HERE['id']}.",
        en="check the address, that 'dask scheduler' runs, and that the certificates "
        f"have the same authority (docs/cluster.md); {_HERE['en']}.",
    ),
)
NO_CERTIFICATE = (
    say(
        id="Alamat tls:// memerlukan sertifikat, dan konfigurasi dask tidak menyebut "
        "berkas sertifikat dan kunci yang ada dan dapat dibaca.",
        en="A tls:// address needs certificates, and dask's configuration names no "
        "files of certificates and key that exist and can be read.",
    ),
    say(
        id="isi distributed.comm.tls.ca-file, client.cert, dan client.key "
        "(docs/cluster.md).",
        en="set distributed.comm.tls.ca-file, client.cert and client.key "
        "(docs/cluster.md).",
    ),
)
NO_WORKERS = (
    say(
        id="Penjadwal menjawab, tetapi tidak punya pekerja.",
        en="The scheduler answers but has no worker.",
    ),
    say(
        id=f"jalankan 'dask worker ALAMAT --nthreads 1', lalu {_GO_ON['id']}; "
        f"{_HERE['id']}.",
        en=f"start 'dask worker ADDRESS --nthreads 1', then {_GO_ON['en']}; "
        f"{_HERE['en']}.",
    ),
)
OTHER_VERSION = (
    say(
        id="Pekerja ini memakai kode, data, atau pustaka versi lain (di sana <> di "
        "sini); hasilnya tidak akan sama.",
        en="This worker has another version of code, data or libraries (there <> "
        "here); its results would differ.",
    ),
    say(
        id="pasang versi yang sama di setiap pekerja (requirements.lock), jalankan "
        f"pekerja itu lagi, lalu {_GO_ON['id']}.",
        en="install the same version on every worker (requirements.lock), start that "
        f"worker again, then {_GO_ON['en']}.",
    ),
)
LOST = (
    say(
        id="Sambungan dengan penjadwal dask terputus di tengah jalan.",
        en="The connection to the dask scheduler was lost in the middle.",
    ),
    say(
        id=f"jalankan penjadwal dan pekerja lagi, lalu {_GO_ON['id']}; {_HERE['id']}.",
        en=f"start scheduler and workers again, then {_GO_ON['en']}; {_HERE['en']}.",
    ),
)
