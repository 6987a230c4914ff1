"""Everything the commands print goes through here: nothing in a data file can command the terminal, and colours are
for a person who looks at one that shows them."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from typing import Any, TypeAlias
from unicodedata import category

import click

Piece: TypeAlias = str | tuple[str, str]
"""A text, or a text and its style: bold, dim, a colour, or several of these with spaces between."""

_STYLES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "cyan": "36"}
_WEIGHTS = frozenset(["bold", "dim"])
_UNSEEN = frozenset(["Cc", "Cf", "Cs", "Zl", "Zp"])
_BOX = "□"  # in GBK too, and one column wide
_WIDEST, _NARROWEST = 80, 40


class CannotPrint(Exception):
    """What was to be printed did not arrive; says why: the disk is full."""


def echo(*pieces: Piece, err: bool = False, nl: bool = True) -> None:
    """Print texts in one line, on standard error if `err` is set. What cannot be seen is printed as a box."""
    paints = paints_on(err)
    texts = (_painted(*piece) if paints and not isinstance(piece, str) else _text_of(piece) for piece in pieces)
    _put("".join(texts), err=err, nl=nl)


def echo_json(data: Any) -> None:
    """Print data as JSON on standard output."""
    import json

    echo_json_text(json.dumps(data, ensure_ascii=False, indent=2))


def echo_json_text(text: str) -> None:
    """Print JSON on standard output. What cannot be seen is written as JSON's \\uXXXX, and means the same."""
    _put(_escaped(text), instead=_as_json)


def _put(text: str, err: bool = False, nl: bool = True, instead: Callable[[str], str] | None = None) -> None:
    """Print this; `instead` says what takes the place of a character that the stream's encoding does not have."""
    try:
        click.echo(text, err=err, nl=nl, color=True)  # only our own colours are in there: click need not search
    except UnicodeEncodeError:  # GBK, which Windows in China takes for files and pipes
        known = (sys.stderr if err else sys.stdout).encoding
        box = _BOX if _has(known, _BOX) else "?"
        _put("".join(c if _has(known, c) else instead(c) if instead else box for c in text), err, nl)
    except OSError as error:
        if error.errno == errno.EPIPE:  # nobody reads on: click ends the command
            raise
        from kit.diagnostics import reason_of

        raise CannotPrint(reason_of(error)) from error


def shown(text: str) -> str:
    """The text as it can be shown to a person: a box for each character that moves the cursor, hides or turns round."""
    if text.isprintable():
        return text
    return "".join(map(_shown, text))


def _shown(character: str) -> str:
    if character in "\n ":
        return character
    if character == "\t":
        return " "
    return _BOX if category(character) in _UNSEEN else character


def _escaped(text: str) -> str:
    if text.replace("\n", "").isprintable():
        return text
    return "".join(c if c == "\n" or category(c) not in _UNSEEN else _as_json(c) for c in text)


def _has(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _as_json(character: str) -> str:
    import json

    return json.dumps(character)[1:-1]


def _text_of(piece: Piece) -> str:
    return shown(piece if isinstance(piece, str) else piece[0])


def _painted(text: str, style: str) -> str:
    colourless = bool(os.environ.get("NO_COLOR"))
    codes = [_STYLES[name] for name in style.split() if name in _WEIGHTS or not colourless]
    return f"\x1b[{';'.join(codes)}m{shown(text)}\x1b[0m" if codes and text else shown(text)


def paints_on(err: bool) -> bool:
    """Whether what is printed there may have colours and weight: TERM=dumb forbids them, FORCE_COLOR orders them."""
    if is_dumb():
        return False
    stream = sys.stderr if err else sys.stdout
    return (stream is not None and stream.isatty() and _obeys(err)) or bool(os.environ.get("FORCE_COLOR"))


def is_dumb() -> bool:
    """Whether the terminal only takes lines, one below the other."""
    return os.environ.get("TERM", "").lower() in {"dumb", "unknown"}


def _obeys(err: bool) -> bool:
    """Whether the terminal reads colours in what is printed; an old Windows console must be told to."""
    if sys.platform == "win32":
        import ctypes

        console = ctypes.windll.kernel32
        handle, mode = console.GetStdHandle(-12 if err else -11), ctypes.c_ulong()
        got = console.GetConsoleMode(handle, ctypes.byref(mode))
        return bool(got and console.SetConsoleMode(handle, mode.value | 4))
    return True


def screen_width() -> int:
    """How wide a text may be: as the terminal, within limits; COLUMNS says otherwise; 80 where there is none."""
    return min(_WIDEST, max(_terminal_width(), _NARROWEST))


def _terminal_width() -> int:
    said = os.environ.get("COLUMNS", "")
    if said.isdecimal():
        return int(said) or _WIDEST
    for descriptor in (0, 1, 2):  # a pipe leads away from one of them, and the others still know
        try:
            if width := os.get_terminal_size(descriptor).columns:
                return width
        except (OSError, ValueError):
            continue
    return _WIDEST
