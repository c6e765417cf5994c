"""How a kernel is talked to: through files of its own, not through network ports.

Sockets in a private folder need no loopback network, cannot collide with another
kernel's port and cannot be reached by other users of the machine.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from analysis.run import keeper, temporary

# a Unix socket's path may have 107 bytes; jupyter adds "-" and a digit
LONGEST_SOCKET_PATH = 100


@contextmanager
def private_sockets(address: str = "") -> Iterator[dict[str, Any]]:
    """Give the options of one notebook's kernel; its folder goes with the block.

    ``address``: of a keeper that forks the kernel, "" for an ordinary one. Where such
    sockets are not possible (Windows, a very long temporary path) the options are
    empty and jupyter uses its own way.
    """
    with temporary.private_folder() as at:
        possible = os.name == "posix" and len(os.fsencode(at)) < LONGEST_SOCKET_PATH
        manager = _manager_class(f"{at}/k", address) if possible else None
        yield {"kernel_manager_class": manager} if manager else {}


def _manager_class(prefix: str, address: str) -> type:
    from jupyter_client.kernelspec import KernelSpec
    from jupyter_client.manager import AsyncKernelManager

    forked = KernelSpec(
        argv=keeper.command(address), display_name="", language="python"
    )

    class PrivateKernelManager(AsyncKernelManager):
        """A kernel manager whose sockets begin with ``prefix``."""

        def __init__(self, **options: Any) -> None:
            super().__init__(transport="ipc", ip=prefix, **options)

        @property
        def kernel_spec(self) -> KernelSpec | None:
            return forked if address else super().kernel_spec

    return PrivateKernelManager
