"""Units small enough to lose one: what the tests of a sweep's workers compute."""

from __future__ import annotations

import hashlib
import os
import signal
import struct
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path


@dataclass(frozen=True)
class Unit:
    """What ``work`` needs; ``does`` is what happens besides."""

    region: str
    seconds: float = 0.0
    does: str = ""
    note: str = ""
    size: int = 2000


@dataclass(frozen=True)
class Done:
    """Bytes that only the unit decides, and who computed them."""

    region: str
    files: tuple[tuple[str, bytes], ...]
    process: int
    threads: str


def units(count, seconds=0.0):
    return [Unit(f"{1101 + n}", seconds) for n in range(count)]


def work(unit: Unit) -> Done:
    first = bool(unit.note) and not Path(unit.note).exists()
    if unit.note:
        with Path(unit.note).open("a") as file:
            file.write(f"{unit.region} {os.getpid()}\n")
    if unit.does == "raise":
        raise ZeroDivisionError(unit.region)
    if unit.does == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(unit.seconds)
    if unit.does == "die sending" and first:
        _die_while_sending()
    content = hashlib.shake_256(unit.region.encode()).digest(unit.size)
    files = ((f"{unit.region}.bin", content),)
    return Done(unit.region, files, os.getpid(), os.environ.get("OMP_NUM_THREADS", ""))


def _die_while_sending():
    """End this process when half of its next result is on the way."""

    def half(self, content):
        os.write(self.fileno(), struct.pack("!i", len(content)) + content[:100])
        os.kill(os.getpid(), signal.SIGKILL)

    Connection._send_bytes = half


def digest(results):
    """One hash of all bytes, in whatever order they came; each region once."""
    found = sorted(files for done in results for files in done.files)
    names = [name for name, _ in found]
    assert len(set(names)) == len(names), "a region twice"
    return hashlib.sha256(repr(found).encode()).hexdigest()
