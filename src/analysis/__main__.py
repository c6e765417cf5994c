"""The command ``iuran``: what the user typed in, an exit code and plain words out.

0 done, 2 input data, 3 scenario or parameter, 4 the machine, 5 a defect of ours,
130 stopped by the user. With ``--debug`` the traceback stands before the message.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from typing import NoReturn, TextIO

from analysis.errors import IuranError
from analysis.language import LANGUAGES, Text, say
from analysis.privacy import masked

USAGE_CODE, MACHINE_CODE, DEFECT_CODE, STOPPED_CODE = 3, 4, 5, 130
_STOPPED = say(
    id="Dihentikan. Setiap hasil utuh: yang sebelumnya, atau yang baru jika sudah "
    "selesai.",
    en="Stopped. All results are whole: the earlier ones, or the new ones where they "
    "were finished.",
)
_DEFECT = say(
    id="Kesalahan program kami ({what}). Tidak ada hasil yang setengah jadi. Ulangi "
    "dengan --debug dan laporkan keluarannya.",
    en="A defect of ours ({what}). No result is half made. Run again with "
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
_HELP = say(
    id="Perbaikan: lihat iuran --help.",
    en="Remedy: see iuran --help.",
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    debug = "--debug" in words
    words = [word for word in words if word != "--debug"]
    if isinstance(sys.stdout, TextIOWrapper):  # a screen that lacks letters
        sys.stdout.reconfigure(errors="backslashreplace")
    lang, words = _language(words)
    if lang not in (*LANGUAGES, ""):
        return _complain(f"{_LANGUAGE['id']} / {_LANGUAGE['en']}", USAGE_CODE)
    with _ending_politely():
        return _guarded(words, lang or _default_language(), debug)


@contextmanager
def _ending_politely() -> Iterator[None]:
    """Treat a request to end like Ctrl-C, so that everything is cleaned up.

    A closed terminal (SIGHUP) is one too, unless it is ignored already (``nohup``).
    """
    numbers = [signal.SIGTERM]
    hangup = getattr(signal, "SIGHUP", None)
    if hangup is not None and signal.getsignal(hangup) != signal.SIG_IGN:
        numbers.append(hangup)
    before = {number: signal.signal(number, _interrupt) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


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
    try:
        return _command(words, lang)
    except (KeyboardInterrupt, BrokenPipeError, SystemExit):
        # the last two: nobody reads what is printed (typer ends with its own code 1)
        return _complain(_STOPPED[lang], STOPPED_CODE)
    except Exception as error:
        if debug:
            _show_where(error)
        return _told(error, lang)


def _command(words: list[str], spoken: str) -> int:
    from analysis import cli

    session = cli.Session(spoken)
    done = cli.app(spoken)(
        args=words, prog_name="iuran", standalone_mode=False, obj=session
    )
    if done == STOPPED_CODE:  # typer has caught the Ctrl-C
        raise KeyboardInterrupt
    sys.stdout.flush()  # a full disk behind it is told now, not when Python ends
    return done if isinstance(done, int) else 0


def _told(error: Exception, lang: str) -> int:
    """Say what went wrong in one message and return its exit code."""
    known = _known(error)
    if known is not None:
        return _complain(known.message(lang), known.exit_code)
    if type(error).__name__ == "Abort":
        return _complain(_STOPPED[lang], STOPPED_CODE)
    if type(error).__name__ == "NoArgsIsHelpError":  # the help is printed already
        return 0
    if hasattr(error, "format_message"):
        return _complain(_usage(error, lang), USAGE_CODE)
    what = _anonymous(f"{type(error).__name__}: {error}").splitlines()[0][:200]
    return _complain(_DEFECT[lang].format(what=what), DEFECT_CODE)


def _known(error: Exception) -> IuranError | None:
    """Return an error in our words; None for one that we did not expect."""
    if isinstance(error, IuranError):
        return error
    if isinstance(error, OSError | MemoryError | ModuleNotFoundError):
        from analysis import refusals

        return refusals.of(error)
    return None


def _show_where(error: Exception) -> None:
    import traceback

    text = _anonymous("".join(traceback.format_exception(error)))
    print(text, file=sys.stderr, end="")


def _anonymous(text: str) -> str:
    """Return a text without anything that tells of a person or a machine."""
    from pathlib import Path

    from analysis import paths

    text = masked(text)
    sources = Path(__file__).resolve().parents[2]  # they need not stand in ROOT
    home = os.path.expanduser("~")  # stays "~" where nobody says which it is
    shown = {paths.ROOT: ".", sources: ".", sys.prefix: "ENV", home: "~"}
    for place, name in shown.items():
        text = text.replace(str(place), name) if len(str(place)) > 1 else text
    return text


def _usage(error: Exception, lang: str) -> str:
    names = (kind.__name__ for kind in type(error).__mro__)
    rule: Text = next((_USAGE[name] for name in names if name in _USAGE), _OTHER_USAGE)
    return f"{rule[lang]} ({masked(error.format_message())}) {_HELP[lang]}"


def _default_language() -> str:
    asked = os.environ.get("IURAN_LANG", "id")
    return asked if asked in LANGUAGES else "id"


def _complain(text: str, code: int) -> int:
    try:
        sys.stdout.flush()
    except OSError:  # what waits in it cannot be printed: let Python end without it
        _to_nowhere(sys.stdout)
    with suppress(OSError):
        print(text, file=sys.stderr)
    return code


def _to_nowhere(stream: TextIO) -> None:
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def _interrupt(number: int, frame: object) -> NoReturn:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
