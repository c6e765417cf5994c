"""What is said of a file that cannot be read, of a scenario and of a sweep."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.language import Text, say
from analysis.scenario.yamltext_texts import TOO_LARGE

Texts = tuple[Text, Text]


@dataclass(frozen=True)
class Kind:
    """What messages call a file; ``absent`` takes the file's name."""

    absent: Text
    empty: Texts
    not_a_mapping: Texts
    too_large: Texts


_EMPTY = say(id="Berkas ini kosong.", en="The file is empty.")
_BEGIN = say(
    id="Mulai dengan `schema: 1` dan `name: ...`.",
    en="Start with `schema: 1` and `name: ...`.",
)
SCENARIO = Kind(
    absent=say(
        id="Berkas skenario {file} tidak ada.", en="There is no scenario file {file}."
    ),
    empty=(
        _EMPTY,
        say(
            id="Salin salah satu berkas di scenarios/ dan ubah isinya.",
            en="Copy one of the files in scenarios/ and change it.",
        ),
    ),
    not_a_mapping=(
        say(
            id="Berkas skenario terdiri dari baris `kunci: nilai`.",
            en="A scenario file consists of lines `key: value`.",
        ),
        _BEGIN,
    ),
    too_large=TOO_LARGE,
)
SWEEP = Kind(
    absent=say(
        id="Berkas sapuan {file} tidak ada.", en="There is no sweep file {file}."
    ),
    empty=(
        _EMPTY,
        say(
            id="Salin salah satu berkas di sweeps/ dan ubah isinya.",
            en="Copy one of the files in sweeps/ and change it.",
        ),
    ),
    not_a_mapping=(
        say(
            id="Berkas sapuan terdiri dari baris `kunci: nilai`.",
            en="A sweep file consists of lines `key: value`.",
        ),
        _BEGIN,
    ),
    too_large=(
        TOO_LARGE[0],
        say(
            id="Tulis hanya kunci sapuan; sapuan biasa hanya beberapa kB.",
            en="Write the keys of a sweep only; a usual sweep has a few kB.",
        ),
    ),
)
LINK = (
    say(
        id="Tautan simbolik ke berkas di luar foldernya tidak diterima.",
        en="A symbolic link to a file outside its folder is not accepted.",
    ),
    say(
        id="Salin berkasnya ke sini, atau sebut berkas aslinya.",
        en="Copy the file here, or name the original.",
    ),
)
CYCLE = (
    say(
        id="`extends` berputar: skenario mewarisi dirinya sendiri.",
        en="`extends` goes in a circle: a scenario inherits from itself.",
    ),
    say(
        id="Hapus `extends` pada salah satu berkas itu.",
        en="Remove `extends` from one of these files.",
    ),
)
