"""Regular expressions that are compiled once for a user and kept on disk.

Compiling the patterns that one command needs takes longer than searching a whole document with them. Those that the
kit's own text spells out never change between two runs, so their compiled form is kept beside the compiled templates.
"""

from __future__ import annotations

import re
import sys
from functools import cache
from hashlib import sha256
from typing import Any, AnyStr

from kit import __version__
from kit.cache import read_entry, write_entry

_AT_MOST = 2000  # kept; where an edited checkout has left more behind, keeping begins anew

_Key = tuple[str | bytes, int]  # pattern and flags
_Form = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]  # what the engine of `re` makes a pattern from
_compiled_now: dict[_Key, re.Pattern[Any]] = {}


def compiled(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A pattern of the kit's own, as `re.compile` gives it.

    Not for patterns with names or other words of a user: they would be kept too.
    """
    form = _kept().get((pattern, int(flags)))
    if form is not None:
        known: re.Pattern[AnyStr] = _from_form(pattern, form)
        return known
    made = re.compile(pattern, flags)
    _compiled_now[pattern, int(flags)] = made
    return made


def keep_compiled() -> None:
    """Keep what this process had to compile; where nothing can be kept nothing happens."""
    if not _compiled_now or _engine() is None:
        return
    kept = _kept() if len(_kept()) + len(_compiled_now) <= _AT_MOST else {}
    kept |= {key: form for key, made in _compiled_now.items() if (form := _form_of(key, made)) is not None}
    _compiled_now.clear()
    write_entry(_name(), kept)


@cache
def _kept() -> dict[_Key, _Form]:
    return (read_entry(_name()) if _engine() else None) or {}


def _name() -> str:
    """The entry's name: a pattern's compiled form is good for one build of Python only."""
    engine = _engine()
    return sha256(f"patterns|{__version__}|{sys.version}|{engine.MAGIC}|{engine.CODESIZE}".encode()).hexdigest()


@cache
def _engine() -> Any:
    """The engine below `re`; None where it is not CPython's, and patterns are then compiled each time."""
    try:
        import _sre  # type: ignore[import-not-found]
    except ImportError:
        return None
    return _sre if getattr(_sre, "CODESIZE", 0) == 4 else None


def _from_form(pattern: str | bytes, form: _Form) -> Any:
    flags, code, groups, index_of, name_of = form
    return _engine().compile(pattern, flags, memoryview(code).cast("I").tolist(), groups, index_of, name_of)


def _form_of(key: _Key, made: re.Pattern[Any]) -> _Form | None:
    """The compiled form of a pattern; None unless what it gives back is that pattern, to the last code."""
    from re import _compiler, _parser  # type: ignore[attr-defined]

    pattern, flags = key
    try:
        words = _compiler._code(_parser.parse(pattern, flags), flags)
    except (AttributeError, TypeError):  # a later Python may do it otherwise
        return None
    names = {number: name for name, number in made.groupindex.items()}
    name_of = tuple(names.get(number) for number in range(made.groups + 1))
    code = b"".join(word.to_bytes(4, sys.byteorder) for word in words)
    form = (made.flags, code, made.groups, dict(made.groupindex), name_of)
    return form if _from_form(pattern, form) == made else None
