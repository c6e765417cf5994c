"""Write the headline picture of a run in both languages, with its words beside it."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.language import LANGUAGES
from analysis.report import figures_headline
from analysis.report.sources import evidence_ids

if TYPE_CHECKING:
    from analysis.model.projection import Results


def write(results: Results, folder: Path) -> None:
    """Write ``headline-id.png`` and ``headline-en.png``, and a JSON twin of each.

    1080 pixels wide, for messages on a phone; the alt text stands in the picture's own
    metadata and in the twin.
    """
    for lang in LANGUAGES:
        drawn, said = figures_headline.picture(results, lang)
        (folder / f"headline-{lang}.png").write_bytes(drawn)
        meta = {
            **asdict(said),
            "alt": said.alt,
            "evidence": evidence_ids(results),
            "language": lang,
            "scenario": results.scenario.name,
        }
        text = json.dumps(meta, indent=2, ensure_ascii=False, sort_keys=True)
        (folder / f"headline-{lang}.json").write_text(
            text + "\n", "utf-8", newline="\n"
        )
