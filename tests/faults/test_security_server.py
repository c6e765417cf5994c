"""The form and the notebooks are servers: of this machine, under a secret address."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from faults import driver

SECRET = re.compile(r"http://127\.0\.0\.1:(\d+)/[\w-]{22}/")
OPEN_TO_ALL = {"BOKEH_ALLOW_WS_ORIGIN": "*", "BOKEH_RESOURCES": "cdn"}


@contextmanager
def serving(**more: str):
    """Run ``iuran form``; give its address once somebody listens there."""
    with subprocess.Popen(
        [sys.executable, "-m", "analysis", "form", "--no-show"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1", **more},
    ) as server:
        try:
            yield server.stdout.readline().strip()
        finally:
            server.terminate()


@pytest.fixture(scope="module")
def address():
    # who opens the form may have set these for another program
    with serving(**OPEN_TO_ALL) as found:
        yield found


def asked(url: str, host: str = "") -> int:
    """Return the status of a page asked for under a name of the host."""
    parts = urlsplit(url)
    with socket.create_connection((parts.hostname, parts.port), timeout=20) as one:
        name = host or parts.netloc
        head = (f"GET {parts.path} HTTP/1.1", f"Host: {name}", "Connection: close")
        one.sendall("\r\n".join((*head, "", "")).encode())
        return int(one.makefile("rb").readline().split()[1])


def connected(url: str, origin: str, host: str = "") -> int:
    """Return the status of a socket asked for by a page of ``origin``."""
    parts = urlsplit(url)
    lines = (
        *(f"GET {parts.path}ws HTTP/1.1", f"Host: {host or parts.netloc}"),
        *(f"Origin: {origin}", "Upgrade: websocket", "Connection: Upgrade"),
        *("Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGVzdC10ZXN0LXRlc3QtMTI="),
        *("Sec-WebSocket-Protocol: bokeh, none", "", ""),
    )
    with socket.create_connection((parts.hostname, parts.port), timeout=20) as one:
        one.sendall("\r\n".join(lines).encode())
        return int(one.makefile("rb").readline().split()[1])


@pytest.mark.fault("S10.token")
def test_the_form_opens_only_for_who_knows_its_address(address):
    found = SECRET.fullmatch(address)
    assert found
    root = f"http://127.0.0.1:{found[1]}/"
    assert asked(address) == 200
    for path in ("", "ws", "autoload.js", "static/js/bokeh.min.js", "metadata", "x/"):
        assert asked(root + path) == 404, path
    assert asked(address[:-2] + "/") == 404
    assert connected(root, root.rstrip("/")) == 404


@pytest.mark.fault("S10.token")
def test_every_start_has_another_address(address):
    with serving() as other:
        assert SECRET.fullmatch(other)
        assert urlsplit(other).path != urlsplit(address).path


@pytest.mark.fault("S10.elsewhere")
def test_a_page_of_elsewhere_is_neither_answered_nor_connected(address):
    port = urlsplit(address).port
    assert connected(address, f"http://127.0.0.1:{port}") == 101
    assert connected(address, f"http://localhost:{port}") == 101
    for origin in ("http://example.org", f"http://10.0.0.1:{port}", "null"):
        assert connected(address, origin) == 403, origin
    for name in ("example.org", f"example.org:{port}", f"127.0.0.1.example.org:{port}"):
        assert asked(address, host=name) == 403, name
        assert connected(address, f"http://localhost:{port}", host=name) == 403


def listening(port: int) -> set[str]:
    """Return the addresses (as in /proc) where somebody listens at a port."""
    lines = [
        line.split()
        for name in ("tcp", "tcp6")
        for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]
    ]
    return {
        line[1].partition(":")[0]
        for line in lines
        if line[3] == "0A" and int(line[1].partition(":")[2], 16) == port
    }


@pytest.mark.fault("S10.local")
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc/net")
def test_nobody_listens_but_on_this_machine(address):
    assert listening(urlsplit(address).port) == {"0100007F"}


@pytest.mark.fault("S10.lab")
def test_the_notebooks_keep_jupyters_token_whatever_the_user_set(tmp_path):
    """``make lab`` in the words of the Makefile, with a reckless configuration."""
    reckless = "c.ServerApp.ip = '0.0.0.0'\nc.ServerApp.allow_remote_access = True\n"
    reckless += "c.IdentityProvider.token = ''\nc.ServerApp.token = ''\n"
    (tmp_path / ".jupyter").mkdir()
    (tmp_path / ".jupyter" / "jupyter_server_config.py").write_text(reckless)
    runtime = tmp_path / "runtime"
    server = subprocess.Popen(
        lab(f"--no-browser --allow-root {tmp_path}"),
        shell=True,
        env={
            **{k: v for k, v in os.environ.items() if not k.startswith("JUPYTER")},
            "HOME": str(tmp_path),
            "JUPYTER_RUNTIME_DIR": str(runtime),
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        told = waited(runtime)
        assert listening(told["port"]) == {"0100007F"}
        assert len(told["token"]) >= 16
        root = f"http://127.0.0.1:{told['port']}/api/"
        assert asked(root + "contents") == 403
        assert asked(root + "status", host="example.org") == 403
    finally:
        driver.end(server.pid)
        server.wait(20)


def lab(words: str) -> str:
    """Return the recipe of ``make lab``, on another folder."""
    makefile = (driver.CHECKOUT / "Makefile").read_text()
    recipe = re.search(r"^lab:.*\n\t@(.*) notebooks$", makefile, re.M)[1]
    jupyter = f"{sys.executable} -m jupyter"
    return f"exec env {recipe.replace('$(ENV)/bin/jupyter', jupyter)} {words}"


def waited(runtime) -> dict:
    for _ in range(300):
        for path in runtime.glob("jpserver-*.json"):
            if path.stat().st_size:
                return json.loads(path.read_text())
        time.sleep(0.1)
    pytest.fail("JupyterLab did not start")
