"""A scenario with only the fields a test cares about, as the text of a file."""

from __future__ import annotations

from typing import Any

import yaml


class QuotedText(yaml.SafeDumper):
    """Writes every text in quotes, so that codes and months stay text; no aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


QuotedText.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar(
        "tag:yaml.org,2002:str", text, style='"'
    ),
)


def scenario_text(name: str, fields: dict[str, Any]) -> str:
    """Return the YAML of ``fields`` with what every scenario must have filled in."""
    filled = {
        "schema": 1,
        "name": name,
        "title": {"id": name, "en": name},
        "region": "3672",
        "years": 1,
        "draws": 0,
        **fields,
    }
    return yaml.dump(filled, Dumper=QuotedText, sort_keys=False, allow_unicode=True)
