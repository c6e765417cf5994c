"""The tables of regions: 514 in all, the same numbers in both languages."""

from __future__ import annotations

from analysis.report import tables


def test_the_table_of_own_facts_counts_every_region():
    indonesian, english = (tables.region_facts(lang) for lang in ("id", "en"))
    assert english.frame["Regions"].astype(int).sum() == 514
    assert english.frame["Own facts"].tolist() == ["0", "1-4", "5-19", "20 or more"]
    assert (indonesian.frame.iloc[:, 1:].to_numpy()
            == english.frame.iloc[:, 1:].to_numpy()).all()  # fmt: skip
    assert indonesian.title != english.title
    assert "D = " in english.note
    assert "How many regions" in english.html()


def test_the_table_of_provinces_starts_with_the_country():
    table = tables.region_provinces("en")
    assert len(table.frame) == 39
    assert table.frame.iloc[0]["Regions"] == "514"
    assert table.frame["Province"].tolist()[:2] == ["Indonesia", "Aceh"]
