"""The command at a real pseudo-terminal: a process of its own, keys in, what the screen was sent out."""

from __future__ import annotations

import codecs
import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
import traceback
from collections.abc import Mapping
from typing import NoReturn

from kit.cli import kit
from kit.cli.chinese import explain_misuse

DOWN, ENTER, CTRL_C, CTRL_D = "\x1b[B", "\r", "\x03", "\x04"
_ESCAPE = re.compile(r"\x1b(\[[0-9;?]*[A-Za-z]|\][^\x07]*\x07|[()][A-Z0-9]|[=>])")
_PATIENCE = 30.0  # seconds
_COLUMNS = 160


class Terminal:
    """One run of the command. The process is a fork of this one: everything is imported already."""

    def __init__(self, *arguments: object, environment: Mapping[str, str] | None = None) -> None:
        words = [str(argument) for argument in arguments]
        sys.stdout.flush()
        self.pid, self._screen = pty.fork()
        if not self.pid:
            _run(words, {"TERM": "xterm-256color", "PROMPT_TOOLKIT_NO_CPR": "1", **(environment or {})})
        fcntl.ioctl(self._screen, termios.TIOCSWINSZ, struct.pack("HHHH", 50, _COLUMNS, 0, 0))
        self.raw = ""
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._unseen = 0

    @property
    def text(self) -> str:
        """Everything that was sent to the screen, without escape sequences."""
        return _plain(self.raw)

    def expect(self, words: str) -> None:
        """Wait until the words are sent to the screen, behind those that were expected before."""
        deadline = time.monotonic() + _PATIENCE
        while words not in (new := _plain(self.raw[self._unseen :])):
            assert self._read(max(0.0, deadline - time.monotonic())), f"never came: {words}\n{new[-2000:]}"
        last = self.raw.find(words[-1], self._unseen)
        while words not in _plain(self.raw[self._unseen : last + 1]):
            last = self.raw.find(words[-1], last + 1)
        self._unseen = last + 1

    def send(self, keys: str) -> None:
        """Press keys."""
        os.write(self._screen, keys.encode())

    def kill(self) -> None:
        """End it as a power cut would."""
        os.kill(self.pid, signal.SIGKILL)
        self.ended()

    def ended(self) -> int:
        """Wait for its end: the exit code, or the negative number of a signal."""
        deadline = time.monotonic() + _PATIENCE
        while self._read(max(0.0, deadline - time.monotonic())):
            pass
        _pid, status = os.waitpid(self.pid, 0)
        os.close(self._screen)
        return os.waitstatus_to_exitcode(status)

    def _read(self, patience: float) -> bool:
        """Take what the screen was sent. False when nothing more comes."""
        ready, _, _ = select.select([self._screen], [], [], patience)
        if not ready:
            return False
        try:
            data = os.read(self._screen, 65536)
        except OSError:  # the other end is closed
            return False
        self.raw += self._decoder.decode(data)
        return bool(data)


def _plain(text: str) -> str:
    return _ESCAPE.sub("", text).replace("\r", "")


def _run(words: list[str], environment: Mapping[str, str]) -> NoReturn:
    """The child: the command on the terminal's own files, and nothing of the test runner's."""
    code = 70
    try:
        os.environ.update(environment)
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        code = explain_misuse(kit, words)
    except BaseException:  # noqa: BLE001
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
