"""Small parts: light import, translation, readings."""

import subprocess
import sys

import pytest

from analysis.report.translate import extract, messages, missing, translate_notebook


def test_import_is_light():
    heavy = [
        "matplotlib",
        "pandas",
        "great_tables",
        "xlsxwriter",
        "nbformat",
        "pandera",
    ]
    code = f"import sys, analysis; print([m for m in {heavy} if m in sys.modules])"
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "[]"


def test_public_names_resolve_and_others_do_not():
    import analysis

    for name in analysis.__all__:
        assert getattr(analysis, name) is not None
    with pytest.raises(AttributeError, match="nonsense"):
        _ = analysis.nonsense


def notebook():
    from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

    return new_notebook(cells=[new_markdown_cell("# One\n"), new_code_cell("1")])


def test_translation_replaces_markdown_only():
    source = notebook()
    done = translate_notebook(source, {"# One": "# Satu"})
    assert [cell.source for cell in done.cells] == ["# Satu", "1"]
    assert source.cells[0].source == "# One\n"


def test_extraction_keeps_what_is_known():
    catalogue = extract({"01": notebook()}, {"# One": "# Satu"}, "id")
    assert [(m.id, m.string) for m in catalogue if m.id] == [("# One", "# Satu")]
    assert messages(notebook()) == ["# One"]
    assert missing([notebook()], {}) == ["# One"]


def test_receipt_of_cilegon(replay):
    from analysis.report.receipts import alternatives, receipt

    paid = receipt(replay)
    assert paid.claim_id == "S026"
    assert (paid.people, paid.adhoc, paid.whole_months) == (6207, 13021, 7)
    assert float(paid.member_months) == pytest.approx(28598.670238)
    frame = alternatives(paid, "en")
    assert frame["sum_idr"].iloc[0] == 1_251_331_200
    fits = frame[frame["fits"]]
    assert len(fits) == 4
    assert (fits["sum_idr"] == 480_457_660).all()
    assert fits["months"].iloc[-1] == pytest.approx(2.5097, abs=1e-4)


def test_no_receipt_where_none_is_published(cirebon):
    from analysis.report.receipts import receipt

    assert receipt(cirebon) is None
