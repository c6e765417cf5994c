"""The server of the form: on this machine alone, one page a browser window.

Only who knows its address can open it: everything is under a word that is drawn anew
at every start, and a page of elsewhere is neither answered nor connected.
"""

from __future__ import annotations

import logging
import secrets
import signal
import socket
from collections.abc import Sequence
from typing import Any

import panel as pn
from bokeh.settings import settings
from tornado.web import ErrorHandler

from analysis.errors import MachineError, Problem, ScenarioError
from analysis.language import say
from analysis.report.app.window import Page

ADDRESS = "127.0.0.1"
_OURS = (ADDRESS, "localhost")
_OTHER_HOSTS = r"(?!(?:localhost|127\.0\.0\.1)$).*"
# nothing from anywhere but this server; Panel loads our script as a blob and evaluates
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline' blob:; img-src 'self' data:; "
    "connect-src 'self' blob: data: {sockets}; "
    "object-src 'none'; base-uri 'none'; form-action 'none'"
)
_HTML = """{% extends base %}
{% block preamble %}
<meta http-equiv="Content-Security-Policy" content="{{ policy }}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
{% endblock %}
{% block contents %}{{ embed(roots.page) }}{% endblock %}
"""


def serve(port: int, show: bool, lang: str) -> None:
    """Serve until interrupted; print the address once somebody listens there.

    Raises:
        ScenarioError: no machine has such a port.
        MachineError: the port is taken or not allowed.
        KeyboardInterrupt: the user ended it.
    """
    if not 0 <= port <= _LAST_PORT:
        raise ScenarioError(Problem("--port", "", str(port), *_NO_PORT))
    for noisy in ("bokeh", "tornado", "asyncio"):  # they would print what was typed
        logging.getLogger(noisy).setLevel(logging.CRITICAL)
    server = _listening(port or _free_port(), lang)
    # Panel's own handler would end without a word, and only after the last answer
    signal.signal(signal.SIGINT, signal.default_int_handler)
    print(f"http://{ADDRESS}:{server.port}{server.prefix}/", flush=True)
    if show:
        server.io_loop.add_callback(server.show, "/")
    server.start()
    server.io_loop.start()


def _listening(port: int, lang: str) -> Any:
    origins = [f"{host}:{port}" for host in _OURS]
    settings.allowed_ws_origin = origins  # the environment could name others in place
    try:
        server = pn.serve(
            {"/": lambda: _document(lang, origins)},
            port=port,
            address=ADDRESS,
            prefix=secrets.token_urlsafe(16),
            websocket_origin=origins,
            show=False,
            start=False,
            title="Iuran",
            verbose=False,
        )
    except OSError:
        raise MachineError(Problem("--port", "", str(port), *_TAKEN)) from None
    # a name of elsewhere that was made to lead here is no address of the form
    refused = [(".*", ErrorHandler, {"status_code": 403})]
    server._tornado.add_handlers(_OTHER_HOSTS, refused)
    return server


def _document(lang: str, origins: Sequence[str]) -> pn.Template:
    found = pn.Template(_HTML)
    found.add_panel("page", Page(lang=lang))
    sockets = " ".join(f"ws://{origin}" for origin in origins)
    found.add_variable("policy", POLICY.format(sockets=sockets))
    return found


def _free_port() -> int:
    with socket.socket() as one:
        one.bind((ADDRESS, 0))
        return one.getsockname()[1]


_LAST_PORT = 65_535
_ANY_PORT = say(
    id="Jalankan `iuran form --port 0`: porta yang bebas dicari sendiri.",
    en="Run `iuran form --port 0`: it finds a free port by itself.",
)
_NO_PORT = (
    say(
        id=f"Porta harus bilangan 0 sampai {_LAST_PORT}.",
        en=f"A port must be a number from 0 to {_LAST_PORT}.",
    ),
    _ANY_PORT,
)
_TAKEN = (
    say(
        id="Porta ini sudah dipakai program lain, atau tidak boleh dipakai.",
        en="This port is taken by another program, or may not be used.",
    ),
    _ANY_PORT,
)
