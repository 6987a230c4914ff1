"""What a conversation needs of whoever shows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from kit.intake.interview import Question


class Face(Protocol):
    """A way to ask and to tell. `ask` and `pick` raise EOFError where no more answers come."""

    is_scripted: bool
    """Whether answers come from a file or another program: nobody is there to be asked again."""

    def ask(self, question: Question) -> str:
        """The answer to a question, or a command."""
        ...

    def pick(self, title: str, options: Sequence[str]) -> int | None:
        """Which of the options somebody picks; None for none."""
        ...

    def say(self, text: str = "", style: str = "") -> None:
        """Tell something: a line, or what becomes several where it is long."""
        ...

    def refuse(self, question: Question, message: str, hint: str) -> None:
        """Tell that an answer was not taken. Raises Fault where nobody is there to give another."""
        ...
