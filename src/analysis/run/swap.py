"""Two paths of one disk exchanged in a single step, where the system can do that.

A rename that replaces works for files only. For folders Linux has ``renameat2``: both
names exist at every moment, so nobody who is killed in between leaves a gap.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

_HERE = -100  # AT_FDCWD of linux/fcntl.h: paths count from the working folder
_EXCHANGE = 2  # RENAME_EXCHANGE of linux/fs.h
# old systems, some file systems, and containers that know no such call
_CANNOT = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM}


def exchanged(one: Path, other: Path) -> bool:
    """Exchange two existing paths; False where the system cannot, and nothing moved.

    Raises:
        OSError: the disk or the permissions refuse it.
    """
    call = _renameat2()
    if call is None:
        return False
    if call(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _CANNOT:
        return False
    raise OSError(number, os.strerror(number), str(other))


@cache
def _renameat2() -> Callable[..., int] | None:
    if sys.platform != "linux":
        return None
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except AttributeError:  # a C library from before it
        return None
    text, number = ctypes.c_char_p, ctypes.c_int
    call.argtypes = [number, text, number, text, ctypes.c_uint]
    return call
