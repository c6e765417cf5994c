"""What jupyter starts as a kernel: asks the keeper for one, or becomes one itself.

    python -I -S kernel_client.py ADDRESS -f CONNECTION_FILE ...

It stays while the forked kernel does, so that either ends with the other.
"""

import os
import signal
import socket
import sys

SECONDS = 20.0


def main() -> None:
    """Ask at the address given first; the rest is the kernel's command line."""
    address, *words = sys.argv[1:]
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(SECONDS)
        try:
            connection.connect(address)
            connection.sendall("\0".join(words).encode())
            granted = connection.recv(1)
        except OSError:
            granted = b""
        if granted:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # jupyter's, before an end
            connection.settimeout(None)
            connection.recv(1)
            return
    ordinary = [sys.executable, "-m", "ipykernel_launcher", *words]
    os.execv(sys.executable, ordinary)  # noqa: S606 - the words are jupyter's own


if __name__ == "__main__":
    main()
