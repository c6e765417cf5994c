"""Where a sweep is computed: on this machine, or on a cluster named by its address."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass

from analysis.errors import MachineError, Problem, ScenarioError
from analysis.language import Text, say

SCHEDULER = "DASK_SCHEDULER_ADDRESS"
_ADDRESS = re.compile(r"(tcp|tls)://([\w.-]+|\[[0-9a-fA-F:]+\]):(\d{1,5})")
_PORTS = range(1, 65_536)
_FORM = (
    say(
        id="Alamat penjadwal ditulis tcp://nama:port atau tls://nama:port; port 1 "
        "sampai 65535.",
        en="A scheduler's address is written tcp://host:port or tls://host:port; the "
        "port is 1 to 65535.",
    ),
    say(
        id="perbaiki --scheduler atau DASK_SCHEDULER_ADDRESS; tanpa keduanya sapuan "
        "dihitung di komputer ini.",
        en="correct --scheduler or DASK_SCHEDULER_ADDRESS; without either the sweep is "
        "computed on this machine.",
    ),
)
_COUNT = (
    say(
        id="Jumlah pekerja adalah bilangan bulat 1 atau lebih; 0 berarti sebanyak inti "
        "prosesor.",
        en="The number of workers is a whole number from 1; 0 means as many as the "
        "processor has cores.",
    ),
    say(id="perbaiki --workers.", en="correct --workers."),
)
_NOT_BOTH = (
    say(
        id="--workers menghitung proses di komputer ini; klaster memakai pekerjanya "
        "sendiri.",
        en="--workers counts processes on this machine; a cluster has its own workers.",
    ),
    say(
        id="hapus --workers; atau, untuk menghitung di komputer ini, hapus --scheduler "
        "dan DASK_SCHEDULER_ADDRESS.",
        en="leave out --workers; or, to compute on this machine, leave out --scheduler "
        "and unset DASK_SCHEDULER_ADDRESS.",
    ),
)
_OPEN = say(
    id="Perhatikan: {address} tidak terlindung. Siapa pun yang mengendalikan alamat "
    "itu atau jaringan di antaranya dapat menjalankan kode di komputer ini, dan "
    "sebaliknya. Pakai hanya jaringan yang dipercaya, atau alamat tls:// "
    "(docs/cluster.md).",
    en="Note: {address} is not protected. Whoever controls that address or the network "
    "in between can run code on this machine, and the other way round. Use it on a "
    "trusted network only, or use a tls:// address (docs/cluster.md).",
)


@dataclass(frozen=True)
class Where:
    """Where the units of a sweep are computed.

    ``workers``: processes on this machine, 0 for as many as there are cores.
    ``scheduler``: address of a dask scheduler; with it, the workers are those of the
    cluster.
    """

    workers: int = 0
    scheduler: str | None = None

    def __post_init__(self) -> None:
        if self.workers < 0:
            raise ScenarioError(Problem("--workers", "", str(self.workers), *_COUNT))
        if self.scheduler and not _is_address(self.scheduler):
            raise ScenarioError(Problem("--scheduler", "", self.scheduler, *_FORM))
        if self.scheduler and self.workers:
            found = str(self.workers)
            raise ScenarioError(Problem("--workers", "", found, *_NOT_BOTH))


def _is_address(text: str) -> bool:
    found = _ADDRESS.fullmatch(text)
    return bool(found) and int(found[3]) in _PORTS


def address(asked: str | None) -> str | None:
    """Return the scheduler's address: the option, else the environment's, else None."""
    return asked or os.environ.get(SCHEDULER) or None


def warning(where: Where) -> Text | None:
    """Return what to tell before the start: an address without TLS runs code here."""
    if where.scheduler is None or where.scheduler.startswith("tls://"):
        return None
    named = {"address": where.scheduler}
    return say(id=_OPEN["id"].format(**named), en=_OPEN["en"].format(**named))


def broken(where: str, found: str, texts: tuple[Text, Text]) -> MachineError:
    """Return the error of a machine that failed; finished regions stay finished."""
    return MachineError(Problem("sweep", where, found, *texts))
