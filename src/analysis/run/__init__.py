"""Notebooks executed, run folders written."""
