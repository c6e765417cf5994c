"""Dated rules: tariffs, benefits and the budget calendar."""
