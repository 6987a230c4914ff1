"""The end of the process. To take Python down object by object costs as much as reading a data file."""

from __future__ import annotations

import atexit
import gc
import os
import sys
import threading
from typing import NoReturn, TextIO


def leave(code: int) -> NoReturn:
    """End the process with everything printed, at once where nothing waits for its end.

    The exit code is 1 instead of 0 where something printed did not arrive.
    """
    arrived = [_arrived(stream) for stream in (sys.stdout, sys.stderr) if stream is not None]
    code = code if all(arrived) else code or 1
    if _is_awaited():
        gc.freeze()  # what is left need not be searched for garbage first
        sys.exit(code)
    os._exit(code)


def _is_awaited() -> bool:
    """Whether something is to be done when Python ends: pools, temporary folders and logs register it; or who measures."""
    return bool(atexit._ncallbacks() or threading.active_count() > 1 or sys.gettrace() or sys.getprofile())


def _arrived(stream: TextIO) -> bool:
    try:
        stream.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())  # else Python tries again at its end, and says so
        return False
    return True
