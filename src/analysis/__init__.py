"""Iuran: what a local budget can keep covered by employment social security."""
