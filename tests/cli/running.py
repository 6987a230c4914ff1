"""Running the command as a user does, in this process."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from kit.cli import kit
from kit.cli.chinese import explain_misuse


@dataclass(frozen=True)
class Run:
    """What a run printed and how it ended."""

    code: int
    out: str
    err: str

    def says(self, words: str) -> bool:
        """Whether it printed the words, wherever its lines break."""
        return squeezed(words) in squeezed(self.out + self.err)


def squeezed(text: str) -> str:
    """A text without white space: words that a terminal broke into lines can be found in it."""
    return "".join(text.split())


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> Run:
    """The command with these arguments. A bug of ours comes through as its exception."""
    capsys.readouterr()
    code = explain_misuse(kit, [str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return Run(code, out, err)
