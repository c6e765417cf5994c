"""Run a command where there is no network: only this machine's own address answers.

    unshare --net python offline.py COMMAND...

ends with 70 where the network could still be reached.
"""

from __future__ import annotations

import fcntl
import os
import socket
import struct
import sys

SET_FLAGS, UP = 0x8914, 0x1  # SIOCSIFFLAGS, IFF_UP
ELSEWHERE = (("1.1.1.1", 443), ("8.8.8.8", 53))
NOT_CUT = 70


def loopback_up() -> None:
    """Switch on 127.0.0.1, which is off in a new network namespace."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        request = struct.pack("16sh14s", b"lo", UP, b"")
        fcntl.ioctl(any_socket, SET_FLAGS, request)


def is_cut() -> bool:
    """Say whether no interface but the machine's own is left and none leads out."""
    names = {name for _, name in socket.if_nameindex()}
    return names == {"lo"} and not any(map(_answers, ELSEWHERE))


def _answers(address: tuple[str, int]) -> bool:
    try:
        socket.create_connection(address, timeout=3).close()
    except OSError:
        return False
    return True


if __name__ == "__main__":
    loopback_up()
    if not is_cut():
        sys.exit(NOT_CUT)
    os.execvp(sys.argv[1], sys.argv[1:])
