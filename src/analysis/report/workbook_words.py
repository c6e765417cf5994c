"""What the columns of the workbook are called, and the kind of their values."""

from __future__ import annotations

from analysis.language import Text, say
from analysis.report.labels import BRIDGE
from analysis.report.workbook_layout import Column

KIND_OF_UNIT = {
    "idr": "money",
    "idr/person/month": "money",
    "share": "share",
    "people": "people",
    "member-months": "months",
    "count": "count",
    "years": "years",
}
VARIABLES: dict[str, tuple[str, Text]] = {
    "eligible": ("people", say(id="Memenuhi syarat", en="Eligible people")),
    "target_people": ("people", say(id="Sasaran program", en="People meant")),
    "verified_people": ("people", say(id="Lolos verifikasi", en="Verified")),
    "planned_mean": ("people", say(id="Direncanakan, rata-rata", en="Planned, mean")),
    "opened_mean": (
        "people",
        say(id="Boleh dimulai, rata-rata", en="Allowed to start, mean"),
    ),
    "budgeted_mean": (
        "people",
        say(id="Dianggarkan, rata-rata", en="Budgeted, mean"),
    ),
    "active_mean": ("people", say(id="Aktif, rata-rata", en="Active, mean")),
    "planned_end": (
        "people",
        say(id="Rencana akhir tahun", en="Planned at year end"),
    ),
    "members_end": ("people", say(id="Peserta akhir tahun", en="Insured at year end")),
    "members_mean": ("people", say(id="Peserta rata-rata", en="Insured, mean")),
    "people_left_out": ("people", say(id="Orang yang tertinggal", en="Left out")),
    "coverage_rate": ("share", say(id="Cakupan", en="Coverage")),
    "funded_member_months": ("months", say(id="Bulan dibayar", en="Months funded")),
    "active_member_months": ("months", say(id="Bulan aktif", en="Months active")),
    "exposure_member_months": ("months", say(id="Bulan berhak", en="Months entitled")),
    "target_coverage_rate": (
        "share",
        say(id="Cakupan atas penyebut sasaran", en="Coverage of target's base"),
    ),
    "unpaid_member_months": (
        "months",
        say(id="Bulan menunggak", en="Months unpaid"),
    ),
    "moved_people": ("people", say(id="Menjadi PPPK", en="Became PPPK")),
    "self_paid_people": ("people", say(id="Membayar sendiri", en="Paying alone")),
    "covered_people": (
        "people",
        say(id="Terlindungi seluruhnya", en="Covered in all"),
    ),
    "deaths": ("count", say(id="Kematian", en="Deaths")),
    "accidents": ("count", say(id="Kecelakaan kerja", en="Work accidents")),
    "claims_count": ("count", say(id="Klaim", en="Claims")),
    "claims_idr": ("money", say(id="Klaim dibayar", en="Claims paid")),
    "claims_incurred_idr": (
        "money",
        say(id="Biaya kejadian tahun itu", en="Cost of the year's events"),
    ),
    "claims_outstanding_idr": (
        "money",
        say(id="Klaim terjadi, belum dibayar", en="Claims not yet paid"),
    ),
    "operating_levy_idr": (
        "money",
        say(id="Dana operasional BPJS", en="Operating levy of BPJS"),
    ),
    "underwriting_result_idr": (
        "money",
        say(id="Hasil underwriting dana", en="Fund's underwriting result"),
    ),
    "incurred_ratio": (
        "share",
        say(id="Biaya kejadian dibagi iuran", en="Cost of events / contributions"),
    ),
    "value_per_rupiah": (
        "share",
        say(id="Manfaat per rupiah iuran", en="Benefit per rupiah paid in"),
    ),
    "balancing_tariff_idr_m": (
        "money",
        say(id="Tarif penyeimbang sebulan", en="Balancing tariff a month"),
    ),
    "claim_ratio": ("share", say(id="Klaim dibagi iuran", en="Claims / contributions")),
    "benefit_commitments_idr": (
        "money",
        say(id="Beasiswa yang masih akan dibayar", en="Scholarships still to be paid"),
    ),
    "benefit_commitments_pv_idr": (
        "money",
        say(id="Beasiswa nanti, nilai kini", en="Later scholarships, present value"),
    ),
    "fund_balance_idr": (
        "money",
        say(
            id="Dana nasional: iuran - klaim",
            en="National fund: paid in - claims",
        ),
    ),
    "household_benefit_idr": (
        "money",
        say(id="Diterima rumah tangga", en="Received by households"),
    ),
    "contributions_idr": ("money", say(id="Iuran", en="Contributions")),
    "contributions_apbd_idr": (
        "money",
        say(
            id="Tagihan APBD sesudah pagu",
            en="APBD bill after the ceiling",
        ),
    ),
    "contributions_all_idr": (
        "money",
        say(id="Iuran semua pembayar", en="Contributions of all funders"),
    ),
    "uncut_bill_idr": (
        "money",
        say(id="Tagihan sebelum pagu", en="Bill before the ceiling"),
    ),
    "ceiling_idr": ("money", say(id="Pagu", en="Ceiling")),
    "headroom_idr": ("money", say(id="Sisa pagu", en="Room under the ceiling")),
    "base_idr": ("money", say(id="Basis beban", en="Base of the burden")),
    "burden_share": ("share", say(id="Beban terhadap basis", en="Burden on the base")),
    "breach_probability": (
        "share",
        say(id="Peluang melewati pagu", en="Probability of passing the ceiling"),
    ),
    "required_cut_share": ("share", say(id="Potongan yang perlu", en="Cut needed")),
    "spreadsheet_bill_idr": (
        "money",
        say(
            id="Orang x tarif x 12 di lembar kerja",
            en="Sheet: people x tariff x 12",
        ),
    ),
    **{name: ("money", BRIDGE[name]) for name in BRIDGE if name.startswith("bridge")},
    "arrears_idr": ("money", say(id="Utang iuran akhir tahun", en="Debt at year end")),
    "arrears_paid_idr": ("money", say(id="Utang lama dibayar", en="Old debt paid")),
    "moved_cost_idr": (
        "money",
        say(id="Biaya PPPK, rekening lain", en="PPPK cost, other accounts"),
    ),
    "self_paid_idr": (
        "money",
        say(id="Dibayar peserta sendiri", en="Paid by the members"),
    ),
    "bill": (
        "money",
        say(
            id="Tagihan APBD sesudah pagu",
            en="APBD bill after the ceiling",
        ),
    ),
    "years_to_breach": (
        "years",
        say(id="Tahun sampai pagu terlewati", en="Years until the ceiling is passed"),
    ),
}
STATISTICS: dict[str, Text] = {
    "central": say(id="jalur pusat", en="central path"),
    "mean": say(id="rata-rata simulasi", en="mean of draws"),
    "never_share": say(id="bagian tanpa terlewati", en="share never passed"),
}
PLAIN: dict[str, tuple[str, Text]] = {
    "year": ("year", say(id="Tahun", en="Year")),
    "segment": ("text", say(id="Kode kelompok", en="Group code")),
    "label": ("text", say(id="Kelompok", en="Group")),
    "scenario": ("text", say(id="Skenario", en="Scenario")),
    "title": ("text", say(id="Judul", en="Title")),
    "region": ("text", say(id="Kode daerah", en="Region code")),
    "programme": ("text", say(id="Program", en="Programme")),
    "funder": ("text", say(id="Pembayar", en="Funder")),
    "variable": ("text", say(id="Kode peubah", en="Variable code")),
    "variable_label": ("text", say(id="Peubah", en="Variable")),
    "unit": ("text", say(id="Satuan", en="Unit")),
    "statistic": ("text", say(id="Statistik", en="Statistic")),
    "value": ("row", say(id="Nilai", en="Value")),
    "item": ("text", say(id="Hal", en="Item")),
    "content": ("text", say(id="Isi", en="Content")),
    "what": ("text", say(id="Masukan", en="Input")),
    "input": ("text", say(id="Kunci dalam berkas skenario", en="Key in the file")),
    "spread": ("text", say(id="Ketidakpastian", en="Uncertainty")),
    "origin": ("text", say(id="Asal", en="Origin")),
    "source_title": ("text", say(id="Judul sumber", en="Source title")),
    "url": ("text", say(id="Tautan", en="Link")),
    "low": ("row", say(id="Bawah", en="Low")),
    "high": ("row", say(id="Atas", en="High")),
    "reason": ("text", say(id="Alasan", en="Why")),
    "id": ("text", say(id="Bukti", en="Evidence")),
    "quote": ("text", say(id="Kutipan", en="Quote (in Indonesian)")),
    "used": ("text", say(id="Dipakai sebagai", en="Used as")),
    "publisher": ("text", say(id="Penerbit", en="Publisher")),
    "date": ("text", say(id="Tanggal terbit", en="Date published")),
}


def column(code: str, lang: str) -> Column:
    """Return the column of a code; ``uncut_bill_idr_p95`` is a variable's quantile."""
    if code in PLAIN:
        kind, head = PLAIN[code]
        return Column(code, head[lang], kind)
    if code in VARIABLES:
        kind, head = VARIABLES[code]
        return Column(code, head[lang], kind)
    if statistic(code, lang):
        return Column(code, statistic(code, lang), "row")
    variable, _, end = code.rpartition("_")
    kind, head = VARIABLES[variable]
    return Column(code, f"{head[lang]}, {statistic(end, lang)}", kind)


def statistic(code: str, lang: str) -> str:
    """Return a statistic in words: ``p05`` is below 5 in 100 draws; else nothing."""
    if code in STATISTICS:
        return STATISTICS[code][lang]
    if not (code.startswith("p") and code[1:].isdigit()):
        return ""
    share = int(code[1:])
    return say(id=f"persentil {share}", en=f"percentile {share}")[lang]


def unit_kind(unit: str) -> str:
    """Return the kind of a unit of the long results table."""
    return KIND_OF_UNIT.get(unit, "number")
