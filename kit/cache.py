"""What was compiled is kept on disk, so that a command need not compile what it compiled yesterday.

An entry holds code. It is read only from a folder and a file that nobody but the user can write, and only when
its digest is right; otherwise it is as if it were not there. Writing fails silently: a cache is a convenience.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import stat
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

_DIGEST = 32
_ENTRIES = 64
_OFF = "KIT_NO_CACHE"
_CAREFULLY = sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))  # no link, no waiting pipe


def cache_folder() -> Path | None:
    """The user's folder for what was compiled; None when caching is switched off by KIT_NO_CACHE, or nobody says where."""
    if os.environ.get(_OFF):
        return None
    is_windows = sys.platform == "win32"
    if named := os.environ.get("LOCALAPPDATA" if is_windows else "XDG_CACHE_HOME"):
        return Path(named) / "alliance-kit"
    try:
        home = Path.home()
    except RuntimeError:  # a user without a home, as in a container
        return None
    return home / ("AppData/Local" if is_windows else ".cache") / "alliance-kit"


def read_entry(key: str) -> Any:
    """The entry of that key, or None where there is none that can be trusted."""
    folder = cache_folder()
    if folder is None or not _is_private(folder):
        return None
    try:
        handle = os.open(folder / key, os.O_RDONLY | _CAREFULLY)
    except OSError:
        return None
    status = os.fstat(handle)
    if not (stat.S_ISREG(status.st_mode) and _is_ours(status)):
        os.close(handle)
        return None
    with os.fdopen(handle, "rb") as file:
        data = file.read()
    digest, body = data[:_DIGEST], memoryview(data)[_DIGEST:]
    if _digest_of(key, body) != digest:
        return None
    return marshal.loads(body)


def write_entry(key: str, entry: Any) -> None:
    """Keep an entry, whole or not at all, for this user only."""
    folder = cache_folder()
    if folder is None:
        return
    body = marshal.dumps(entry)
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_private(folder):
            return
        handle, name = tempfile.mkstemp(dir=folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_digest_of(key, body) + body)
            Path(name).replace(folder / key)
        except OSError:
            Path(name).unlink(missing_ok=True)
        _make_room(folder)


def _digest_of(key: str, body: bytes | memoryview) -> bytes:
    """With the key in it, so that an entry under another's name is none."""
    digest = hashlib.sha256(key.encode())
    digest.update(body)
    return digest.digest()


def _make_room(folder: Path) -> None:
    """Drop the entries that were written longest ago, so that the folder stays small."""
    entries = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in entries[_ENTRIES:]:
        path.unlink(missing_ok=True)


def _is_private(folder: Path) -> bool:
    """Whether nobody but the user can put files into the folder."""
    try:
        status = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(status.st_mode) and _is_ours(status)


def _is_ours(status: os.stat_result) -> bool:
    if sys.platform == "win32":
        return True  # the folder lies in the user's profile, which Windows keeps from others
    return status.st_uid == os.geteuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
