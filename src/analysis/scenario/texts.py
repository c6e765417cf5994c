"""What the cross checks say: each a rule and a remedy in both languages."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.language import Text, say

Texts = tuple[Text, Text]


def texts(*, id: tuple[str, str], en: tuple[str, str]) -> Texts:
    """Return rule and remedy from (rule, remedy) in each language."""
    return say(id=id[0], en=en[0]), say(id=id[1], en=en[1])


def too_early(first_year: int) -> Texts:
    """A year lies before the first budget year."""
    return texts(
        id=(
            f"Tahun ini sebelum tahun anggaran pertama ({first_year}).",
            f"Tulis {first_year} atau sesudahnya.",
        ),
        en=(
            f"This year is before the first budget year ({first_year}).",
            f"Write {first_year} or later.",
        ),
    )


def joined_late(first_year: int) -> Texts:
    """Present members joined after the start."""
    return texts(
        id=(
            f"Peserta yang sudah ada tidak mungkin masuk setelah {first_year}-01.",
            "Tulis bulan sebelum tahun pertama, atau null.",
        ),
        en=(
            "Members present before the first year cannot have joined after "
            f"{first_year}-01.",
            "Write a month before the first year, or null.",
        ),
    )


def no_umk(region: str, years: Iterable[int]) -> Texts:
    """The minimum wage of some year is not known."""
    listed = ", ".join(str(year) for year in years)
    own = f"data/regions/{region}.yaml"
    return texts(
        id=(
            f"UMK wilayah {region} untuk {listed} tidak diketahui.",
            "Tulis upah dalam rupiah (reported_wage: 4800000), atau isi "
            f"minimum_wage_idr_m di {own} (iuran region {region} --new).",
        ),
        en=(
            f"The minimum wage of region {region} for {listed} is not known.",
            "Write the wage in rupiah (reported_wage: 4800000), or fill "
            f"minimum_wage_idr_m in {own} (iuran region {region} --new).",
        ),
    )


def base_late(first_year: int) -> Texts:
    """The base starts after the projection."""
    return texts(
        id=(
            f"Tahun pertama basis tidak boleh setelah first_year ({first_year}).",
            f"Tambahkan basis untuk {first_year} atau tahun sebelumnya.",
        ),
        en=(
            f"The first year of the base must not be after first_year ({first_year}).",
            f"Add the base of {first_year} or an earlier year.",
        ),
    )


def paid_by_one_twice(segments: Iterable[str]) -> Texts:
    """One payer stands twice for the same group."""
    listed = ", ".join(segments)
    return texts(
        id=(
            f"Pembayar ini ditulis dua kali untuk kelompok yang sama ({listed}).",
            "Gabungkan menjadi satu baris, atau bagi kelompoknya dengan `segments`.",
        ),
        en=(
            f"This payer stands twice for the same group ({listed}).",
            "Make one line of the two, or divide the groups with `segments`.",
        ),
    )


def almost(name: str) -> Texts:
    """A funder's name is one letter away from a known one."""
    return texts(
        id=(
            "Nama sumber dana ini hampir sama dengan yang dikenal.",
            f"Tulis `{name}`, atau nama yang jelas berbeda.",
        ),
        en=(
            "This funder's name is almost a known one.",
            f"Write `{name}`, or a clearly different name.",
        ),
    )


def delete(key: str, rule: Text) -> Texts:
    """A key that must not be here."""
    return rule, say(id=f"Hapus `{key}`.", en=f"Delete `{key}`.")


def own_segment(advice: Text) -> Texts:
    """A segment nobody knows, without label and profile of its own."""
    return texts(
        id=(
            "Segmen ini tidak dikenal; segmen baru wajib punya `label` dan `profile` "
            "sendiri.",
            f"{advice['id']} Atau tambahkan label: {{id: ..., en: ...}} dan "
            "profile: umum (atau umur sendiri).",
        ),
        en=(
            "This segment is not known; a new one needs its own `label` and `profile`.",
            f"{advice['en']} Or add label: {{id: ..., en: ...}} and profile: umum "
            "(or ages of its own).",
        ),
    )


def too_many(members: object, eligible: object) -> Texts:
    """More members than people who may be members."""
    return texts(
        id=(
            f"Peserta ({members}) melebihi yang memenuhi syarat ({eligible}).",
            "Naikkan `eligible` atau turunkan `members`.",
        ),
        en=(
            f"Members ({members}) exceed the eligible ({eligible}).",
            "Raise `eligible` or lower `members`.",
        ),
    )


def months_reversed(first: int, last: int) -> Texts:
    """The funded months end before they start."""
    return texts(
        id=(
            f"Bulan terakhir ({last}) sebelum bulan pertama ({first}).",
            f"Tulis last {first} sampai 12; jangka yang melewati akhir tahun ditulis "
            "per tahun.",
        ),
        en=(
            f"The last month ({last}) is before the first ({first}).",
            f"Write last {first} to 12; a span across the end of a year is written "
            "year by year.",
        ),
    )


def window_reversed(first: str, last: str) -> Texts:
    """The window ends before it starts."""
    return texts(
        id=(
            f"Jendela berakhir ({last}) sebelum mulai ({first}).",
            "Tukar kedua bulan.",
        ),
        en=(f"The window ends ({last}) before it starts ({first}).", "Swap the two."),
    )


WHY = texts(
    id=(
        "Varian (`extends`) wajib menyebut alasannya dalam `why`.",
        'Tulis why: {id: "...", en: "..."}.',
    ),
    en=(
        "A variant (`extends`) must say why it exists in `why`.",
        'Write why: {id: "...", en: "..."}.',
    ),
)
OWN_NAME = texts(
    id=(
        "Kunci wajib `name` tidak ada.",
        "Varian memerlukan nama sendiri, sama dengan nama berkasnya.",
    ),
    en=(
        "The required key `name` is missing.",
        "A variant needs its own name, equal to its file's.",
    ),
)
NO_SEGMENT = texts(
    id=("Skenario memerlukan paling sedikit satu segmen.", "Tambahkan satu segmen."),
    en=("A scenario needs at least one segment.", "Add a segment."),
)
SHARE_WITHOUT_BASE = texts(
    id=(
        "Pagu sebagai bagian dari basis memerlukan basisnya.",
        "Tulis base_idr: {2026: 1966841743000}.",
    ),
    en=(
        "A ceiling as a share of the base needs the base.",
        "Write base_idr: {2026: 1966841743000}.",
    ),
)
ONE_CEILING = texts(
    id=(
        "Pagu ditulis dalam rupiah per tahun (idr) atau sebagai bagian dari basis "
        "(share), tepat satu.",
        "Tulis {idr: {2026: 2200000000}} atau {share: 0.001}.",
    ),
    en=(
        "A ceiling is written in rupiah by year (idr) or as a share of the base "
        "(share), exactly one.",
        "Write {idr: {2026: 2200000000}} or {share: 0.001}.",
    ),
)
APBD_UNLIMITED = say(
    id="apbd menanggung semua sisa, tanpa pagu dan tanpa daftar segmen di sini; "
    "pagunya adalah budget.ceiling.",
    en="apbd pays all that is left, without a ceiling or a list of segments here; its "
    "ceiling is budget.ceiling.",
)
APBD_LAST = texts(
    id=(
        "apbd menanggung sisanya, jadi harus paling akhir.",
        "Pindahkan apbd ke akhir `funding`.",
    ),
    en=("apbd pays what is left, so it must come last.", "Move apbd to the end."),
)
NAMED_TWICE = texts(
    id=("Segmen ini disebut dua kali.", "Sebut satu kali."),
    en=("This segment is named twice.", "Name it once."),
)
UNKNOWN_SEGMENT = say(id="Segmen ini tidak dikenal.", en="This segment is not known.")
UNKNOWN_PROFILE = say(
    id="Profil ini tidak ada di data/parameters/profiles.yaml.",
    en="This profile is not in data/parameters/profiles.yaml.",
)
PU_NEEDS_WAGE = texts(
    id=(
        "Tarif PU memerlukan upah yang dilaporkan (reported_wage).",
        "Tulis {kind: pu, reported_wage: umk, risk_group: 1} atau upah dalam rupiah.",
    ),
    en=(
        "The PU tariff needs a reported wage (reported_wage).",
        "Write {kind: pu, reported_wage: umk, risk_group: 1} or a wage in rupiah.",
    ),
)
BPU_IS_FLAT = say(
    id="Tarif BPU tetap; upah dan kelompok risiko hanya untuk PU.",
    en="The BPU tariff is flat; wage and risk group belong to PU.",
)
MARK_WITHOUT_VALUE = say(
    id="Tanda `assumed` menunjuk kunci yang tidak ada.",
    en="This `assumed` mark names a key that does not exist.",
)
MARK_RANGE = texts(
    id=(
        "Rentang anggapan memerlukan low dan high, dengan nilainya di antaranya.",
        "Perbaiki low dan high.",
    ),
    en=(
        "The range of an assumption needs low and high, the value between them.",
        "Correct low and high.",
    ),
)
TWO = (
    say(
        id="Perbandingan memerlukan paling sedikit dua skenario yang berbeda.",
        en="A comparison needs at least two different scenarios.",
    ),
    say(
        id="sebut dua nama atau folder hasil, misalnya cilegon-baseline "
        "cilegon-ceiling.",
        en="name two, or run folders, for example cilegon-baseline cilegon-ceiling.",
    ),
)
