"""Regular expressions that are compiled once for a user and kept on disk.

Compiling the patterns that one command needs takes longer than searching a whole document with them. Those that the
kit's own text spells out never change between two runs, so their compiled form is kept beside the compiled templates;
so are those that libraries compile while they are loaded.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from typing import Any, AnyStr

from kit import __version__
from kit.cache import read_entry, write_entry

_AT_MOST = 2000  # kept; where an edited checkout has left more behind, keeping begins anew

_Key = tuple[str | bytes, int]  # pattern and flags
_Form = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]  # what the engine of `re` makes a pattern from
_Forms = dict[_Key, _Form]
_compiled_now: dict[_Key, re.Pattern[Any]] = {}


def compiled(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A pattern of the kit's own, as `re.compile` gives it.

    Not for patterns with names or other words of a user: they would be kept too.
    """
    form = _kept()[0].get((pattern, int(flags)))
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
    own, foreign = _kept() if len(_kept()[0]) + len(_compiled_now) <= _AT_MOST else ({}, {})
    own |= _forms_of(_compiled_now)
    foreign |= _forms_of({key: made for key, made in _of_libraries() if key not in foreign})
    _compiled_now.clear()
    write_entry(_name(), (own, foreign))


@cache
def _kept() -> tuple[_Forms, _Forms]:
    """What is kept of the kit and of libraries; the latter find theirs where `re` looks before it compiles."""
    entry: tuple[_Forms, _Forms] | None = read_entry(_name()) if _engine() else None
    own, foreign = entry or ({}, {})
    known = getattr(re, "_cache", {})
    for (pattern, flags), form in foreign.items():
        known.setdefault((type(pattern), pattern, flags), _from_form(pattern, form))
    return own, foreign


def _of_libraries() -> Iterator[tuple[_Key, re.Pattern[Any]]]:
    """The patterns that modules and classes of other packages hold. What they make at work is not among them."""
    modules = [module for name, module in sys.modules.items() if name.partition(".")[0] not in {"kit", "__main__"}]
    held = [value for module in modules for value in list(vars(module).values())]
    classes = [value for value in held if isinstance(value, type)]
    for made in (*held, *(value for one in classes for value in list(vars(one).values()))):
        if isinstance(made, re.Pattern) and type(made.pattern) in {str, bytes}:
            by_itself = (
                int(re.UNICODE) if isinstance(made.pattern, str) else 0
            )  # `re` sets this flag, nobody asks for it
            yield (made.pattern, made.flags & ~by_itself), made


def _name() -> str:
    """The entry's name: a pattern's compiled form is good for one build of Python only."""
    engine = _engine()
    return sha256(f"patterns|2|{__version__}|{sys.version}|{engine.MAGIC}|{engine.CODESIZE}".encode()).hexdigest()


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


def _forms_of(patterns: Mapping[_Key, re.Pattern[Any]]) -> _Forms:
    return {key: form for key, made in patterns.items() if (form := _form_of(key, made)) is not None}


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
