"""Names of forecasting methods, of made-up truths and of what explains a difference."""

from __future__ import annotations

from analysis.language import Text, say

METHODS: dict[str, Text] = {
    "persistence": say(id="tidak ada yang berubah", en="nothing changes"),
    "linear": say(id="garis titik sendiri", en="line through own points"),
    "random_walk": say(id="laju bersama", en="common drift"),
    "hierarchical": say(id="tren hierarkis", en="hierarchical trend"),
    "quota_steps": say(id="langkah kuota", en="quota steps"),
    "mixture": say(id="campuran (bawaan)", en="mixture (default)"),
    "half_and_half": say(
        id="separuh hierarkis, separuh laju", en="half hierarchical, half drift"
    ),
    "pooled_trend": say(id="tren tanpa langkah acak", en="trend without a walk"),
    "mixed_lm": say(id="MixedLM (statsmodels)", en="MixedLM (statsmodels)"),
    "ols_city": say(id="garis tiap kota", en="line per city"),
    "quasi_binomial": say(
        id="kuasi-binomial (statsmodels)", en="quasi-binomial (statsmodels)"
    ),
    "glm_binomial": say(
        id="GLM binomial (statsmodels)", en="binomial GLM (statsmodels)"
    ),
}
TRUTHS: dict[str, Text] = {
    "A": say(id="A naik teratur", en="A steady rise"),
    "B": say(id="B gerbang anggaran", en="B budget gates"),
    "C": say(id="C guncangan bersama", en="C common shocks"),
    "B-late": say(id="B-late gerbang sudah terbuka", en="B-late gates open already"),
}
HORIZONS: dict[str, Text] = {
    "0": say(id="di bawah setengah tahun", en="under half a year"),
    "1": say(id="1 tahun", en="1 year"),
    "2": say(id="2 tahun", en="2 years"),
    "3": say(id="3 tahun", en="3 years"),
    "4": say(id="lebih lama", en="longer"),
}
KINDS: dict[str, Text] = {
    "same_groups": say(id="Kelompok sama", en="Same groups"),
    "other_groups": say(id="Kelompok lain", en="Other groups"),
    "other_payer": say(id="Pembayar lain", en="Another payer"),
    "election": say(id="Petugas pemilu keluar", en="Election staff left"),
    "addition": say(id="Kuota ditambah", en="Quota raised"),
    "cut": say(id="Kuota turun", en="Quota cut"),
    "plateau": say(id="Hampir tetap", en="Plateau"),
    "printed_figure": say(id="Angka diragukan", en="Doubtful figure"),
    "no_reason": say(id="Alasan tidak terbit", en="No reason published"),
}
# the later figure counts the same people as the first: a forecast may be held to it
COMPARABLE = ("same_groups", "addition", "cut", "plateau", "no_reason")
STEPS: dict[str, Text] = {
    "plateau": say(id="tetap (paling banyak 10%)", en="plateau (at most 10%)"),
    "step": say(id="naik", en="step up"),
    "cut": say(id="dipotong", en="cut"),
    "stop": say(id="berhenti", en="stop"),
}
