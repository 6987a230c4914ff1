"""The names of compiled templates in the cache: content, and everything that decides what is compiled from it."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

import jinja2

from kit import __version__

_DECIDING = ("model", "templates", "word")  # the rooms that decide what is compiled and what is a fault


def code_version(house: Path) -> str:
    """A digest of the files that decide: in a checkout the version number stays while the code changes."""
    files = (entry for room in _DECIDING for entry in os.scandir(house / room) if entry.name.endswith(".py"))
    status = sorted((entry.path, entry.stat().st_mtime_ns, entry.stat().st_size) for entry in files)
    return hashlib.sha256(repr(status).encode()).hexdigest()


# Of the code that is loaded: a process must not sign for files edited since.
_CODE_VERSION = code_version(Path(__file__).parents[1])


def key_of(data: bytes) -> str:
    """The name of a template's entry: its content, and every version that decides what is compiled from it."""
    versions = f"{__version__}|{jinja2.__version__}|{sys.implementation.cache_tag}|{_CODE_VERSION}"
    return hashlib.sha256(versions.encode() + b"\0" + data).hexdigest()
