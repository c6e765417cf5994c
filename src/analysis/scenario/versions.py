"""The schema of a file: which version of the program it was written for."""

from __future__ import annotations

from typing import Any

from pydantic import PlainValidator

from analysis.language import Text, say
from analysis.scenario.fields import integer, wrong

SCHEMA = 1  # of scenarios and sweeps; there has been no other yet


def version(reads: int = SCHEMA) -> PlainValidator:
    """Return the reader of the schema of a file; this program reads ``reads``."""

    def read(value: Any) -> int:
        found = integer(value)
        if found != reads:
            raise wrong(*(_newer(found, reads) if found > reads else _never(reads)))
        return found

    return PlainValidator(read)


def _newer(found: int, reads: int) -> tuple[Text, Text]:
    return (
        say(
            id=f"Berkas ini untuk versi program yang lebih baru (schema {found}); "
            f"versi ini membaca schema {reads}.",
            en=f"This file is for a newer version of the program (schema {found}); "
            f"this one reads schema {reads}.",
        ),
        say(
            id="Perbarui program; isinya jangan diubah.",
            en="Update the program; do not change the file.",
        ),
    )


def _never(reads: int) -> tuple[Text, Text]:
    return (
        say(
            id=f"Schema ini tidak pernah ada; yang pertama schema {reads}.",
            en=f"There never was such a schema; the first is schema {reads}.",
        ),
        say(id=f"Tulis schema: {reads}", en=f"Write schema: {reads}"),
    )
