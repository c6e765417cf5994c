"""The command ``iuran``: what the user typed in, an exit code and plain words out.

0 done, 2 input data, 3 scenario or parameter, 4 the machine, 5 a defect of ours,
130 stopped by the user. A traceback only with ``--debug``.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from typing import NoReturn

from analysis.errors import IuranError, masked
from analysis.language import LANGUAGES, Text, say

USAGE_CODE, DEFECT_CODE, STOPPED_CODE = 3, 5, 130
_STOPPED = say(
    id="Dihentikan. Hasil sebelumnya tidak diubah.",
    en="Stopped. Earlier results are untouched.",
)
_DEFECT = say(
    id="Kesalahan program kami ({what}). Hasil sebelumnya tidak diubah. Ulangi dengan "
    "--debug dan laporkan keluarannya.",
    en="A defect of ours ({what}). Earlier results are untouched. Run again with "
    "--debug and report what it prints.",
)
_LANGUAGE = say(
    id="--lang menerima id atau en.",
    en="--lang takes id or en.",
)
# typer's own errors by class name: where the class lives differs between versions
_USAGE = {
    "NoSuchOption": say(id="Opsi ini tidak dikenal.", en="This option is not known."),
    "MissingParameter": say(
        id="Ada argumen yang belum diisi.", en="An argument is missing."
    ),
    "BadParameter": say(
        id="Nilai opsi atau argumen tidak dapat dipakai.",
        en="The value of an option or argument cannot be used.",
    ),
}
_OTHER_USAGE = say(
    id="Perintah ini tidak dapat dimengerti.", en="The command is not understood."
)
_HELP = say(id="Lihat: iuran --help", en="See: iuran --help")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    debug = "--debug" in words
    words = [word for word in words if word != "--debug"]
    lang, words = _language(words)
    if lang not in (*LANGUAGES, ""):
        return _complain(f"{_LANGUAGE['id']} / {_LANGUAGE['en']}", USAGE_CODE)
    # a polite request to end is treated like Ctrl-C, so that everything is cleaned up
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        return _guarded(words, lang, debug)
    finally:
        signal.signal(signal.SIGTERM, before)


def _language(words: list[str]) -> tuple[str, list[str]]:
    """Return the language asked for ("" if none) and the words without it."""
    asked, rest, take = "", [], False
    for word in words:
        if take or word.startswith("--lang="):
            asked, take = word.removeprefix("--lang=") or "?", False
        elif word == "--lang":
            take = True
        else:
            rest.append(word)
    return ("?" if take else asked), rest


def _guarded(words: list[str], lang: str, debug: bool) -> int:
    spoken = lang or _default_language()
    try:
        return _command(words, spoken)
    except IuranError as error:
        if debug:
            raise
        return _complain(error.message(spoken), error.exit_code)
    except KeyboardInterrupt:
        return _complain(_STOPPED[spoken], STOPPED_CODE)
    except Exception as error:
        if debug:
            raise
        return _unexpected(error, spoken)


def _command(words: list[str], spoken: str) -> int:
    from analysis import cli

    session = cli.Session(spoken)
    done = cli.app(spoken)(
        args=words, prog_name="iuran", standalone_mode=False, obj=session
    )
    if done == STOPPED_CODE:  # typer has caught the Ctrl-C
        raise KeyboardInterrupt
    return done if isinstance(done, int) else 0


def _unexpected(error: Exception, lang: str) -> int:
    if type(error).__name__ == "Abort":
        return _complain(_STOPPED[lang], STOPPED_CODE)
    if type(error).__name__ == "NoArgsIsHelpError":  # the help is printed already
        return 0
    if hasattr(error, "format_message"):
        return _complain(_usage(error, lang), USAGE_CODE)
    what = masked(f"{type(error).__name__}: {error}".splitlines()[0][:200])
    return _complain(_DEFECT[lang].format(what=what), DEFECT_CODE)


def _usage(error: Exception, lang: str) -> str:
    names = (kind.__name__ for kind in type(error).__mro__)
    rule: Text = next((_USAGE[name] for name in names if name in _USAGE), _OTHER_USAGE)
    return f"{rule[lang]} ({masked(error.format_message())}) {_HELP[lang]}"


def _default_language() -> str:
    asked = os.environ.get("IURAN_LANG", "id")
    return asked if asked in LANGUAGES else "id"


def _complain(text: str, code: int) -> int:
    sys.stdout.flush()
    print(text, file=sys.stderr)
    return code


def _interrupt(number: int, frame: object) -> NoReturn:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
