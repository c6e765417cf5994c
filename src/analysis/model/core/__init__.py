"""The hot path of totals: pure arrays; Y years, S segments, D draws last in memory."""
