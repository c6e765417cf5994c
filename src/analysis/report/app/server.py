"""The server of the form: on this machine alone, one page a browser window."""

from __future__ import annotations

import socket

import panel as pn

from analysis.report.app.window import Page

ADDRESS = "127.0.0.1"
# nothing from anywhere but this server; Panel loads our script as a blob and evaluates
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline' blob:; img-src 'self' data:; "
    "connect-src 'self' blob: data: ws://localhost:* ws://127.0.0.1:*; "
    "object-src 'none'; base-uri 'none'; form-action 'none'"
)
_HTML = """{% extends base %}
{% block preamble %}
<meta http-equiv="Content-Security-Policy" content="{{ policy }}">
<meta name="viewport" content="width=device-width, initial-scale=1">
{% endblock %}
{% block contents %}{{ embed(roots.page) }}{% endblock %}
"""


def serve(port: int, show: bool, lang: str) -> None:
    """Serve until interrupted; print the address first."""
    port = port or _free_port()
    print(f"http://{ADDRESS}:{port}/", flush=True)
    pn.serve(
        {"/": lambda: _document(lang)},
        port=port,
        address=ADDRESS,
        websocket_origin=[f"localhost:{port}", f"{ADDRESS}:{port}"],
        show=show,
        title="Iuran",
        verbose=False,
    )


def _document(lang: str) -> pn.Template:
    found = pn.Template(_HTML)
    found.add_panel("page", Page(lang=lang))
    found.add_variable("policy", POLICY)
    return found


def _free_port() -> int:
    with socket.socket() as one:
        one.bind((ADDRESS, 0))
        return one.getsockname()[1]
