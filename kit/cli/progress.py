"""How far a long work is: one line at the terminal, drawn again and again, and gone when the work is over."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import ceil
from time import monotonic

from kit.cli.printing import Piece, echo, is_dumb, screen_width
from kit.cli.wrapping import columns

_BAR = 20  # an old Windows console draws it twice as wide, and the line must not break there either
_PAUSE = 0.1  # seconds between two drawings
_RECENT = 100  # drawings that tell how fast it goes; rows that were kept from an earlier run went by at once


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """What is to be told how much is done, and of how much. Shows nothing where nobody looks."""
    if sys.stderr is None or not sys.stderr.isatty() or is_dumb():
        yield lambda _done, _of: None
        return
    line = _Line(label)
    try:
        yield line.show
    finally:
        line.leave()


class _Line:
    def __init__(self, label: str) -> None:
        self._label = label
        self._drawn = 0
        self._seen: deque[tuple[float, int]] = deque(maxlen=_RECENT)
        self._draw(f"{label}…")

    def show(self, done: int, of: int) -> None:
        now = monotonic()
        if self._seen and now - self._seen[-1][0] < _PAUSE and done < of:
            return
        self._seen.append((now, done))
        full = _BAR * done // max(of, 1)
        bar: tuple[Piece, Piece] = (("━" * full, "green"), ("─" * (_BAR - full), "dim"))
        self._draw(f"{self._label} ", *bar, f" {done}/{of}{self._rest(of)}")

    def _rest(self, of: int) -> str:
        """How long it will still take, from how fast it went of late."""
        (began, first), (now, done) = self._seen[0], self._seen[-1]
        if done == first or done >= of:
            return ""
        return f"，还要约 {_in_words((now - began) / (done - first) * (of - done))}"

    def _draw(self, *pieces: Piece) -> None:
        """Put this in place of what was drawn before."""
        width = sum(columns(piece if isinstance(piece, str) else piece[0]) for piece in pieces)
        sys.stderr.write("\r")
        echo(*pieces, " " * (self._drawn - width), err=True, nl=False)
        self._drawn = width

    def leave(self) -> None:
        """Leave the line empty for what is printed next."""
        sys.stderr.write(f"\r{' ' * (screen_width() - 1)}\r")
        sys.stderr.flush()


def _in_words(seconds: float) -> str:
    if seconds < 60:
        return f"{ceil(seconds)} 秒"
    hours, minutes = divmod(ceil(seconds / 60), 60)
    return f"{hours} 小时 {minutes} 分钟" if hours else f"{minutes} 分钟"
