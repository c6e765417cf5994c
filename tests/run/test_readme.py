"""The findings printed in the README are those of the code."""

from analysis import paths
from analysis.run.sources import readme_text


def test_findings_are_current():
    found = paths.README.read_text(encoding="utf-8")
    assert found == readme_text(), "run `make notebooks` to renew the findings"


def test_every_notebook_is_in_the_map():
    text = paths.README.read_text(encoding="utf-8")
    stems = [path.stem for path in paths.NOTEBOOKS.glob("*.ipynb")]
    assert stems
    assert not [stem for stem in stems if f"`{stem}`" not in text]
