"""The interview line by line: in a terminal without colours or cursor, from a pipe, from a file of answers."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from kit.cli.asking.words import asked, hint, lines_of
from kit.cli.printing import echo
from kit.diagnostics import Diagnostic, Fault, Place
from kit.intake.decoding import bytes_of, table_text_in
from kit.intake.interview import Question
from kit.intake.raw import Faults

_WIDTH = 80
_LONGEST_LINE = 1024 * 1024
_PROMPT = "> "


class PlainFace:
    """Prints questions as lines and reads answers as lines.

    lines   the answers; each call gives one, without its line end.
    source  what the answers come from, for faults; empty where a person types them.
    """

    def __init__(self, lines: Callable[[], str], source: str = "") -> None:
        self.is_scripted = bool(source)
        self._lines = lines
        self._source = source
        self._number = 0

    @classmethod
    def of_file(cls, path: Path) -> PlainFace:
        """Answers from a file, in UTF-8 or GBK. Raises Fault where it cannot be read."""
        faults = Faults(str(path))
        text = table_text_in(bytes_of(path), faults)
        if faults.report().errors:
            raise Fault(*faults.report().errors)
        return cls(_reader(BytesIO(text.encode()), str(path)), str(path))

    @classmethod
    def of_input(cls) -> PlainFace:
        """Answers from standard input, which may be a terminal."""
        stream = sys.stdin.buffer
        source = "" if sys.stdin.isatty() else "标准输入"
        return cls(_reader(stream, source or "标准输入", replacing=not source), source)

    def ask(self, question: Question) -> str:
        """The next line, for a question."""
        self.say(asked(question), "bold")
        if words := hint(question):
            self.say(f"  {words}")
        for number, choice in enumerate(question.choices if not question.is_gate else (), 1):
            self.say(f"  {number} {choice}")
        return self._line()

    def pick(self, title: str, options: Sequence[str]) -> int | None:
        """The number of an option on the next line; no number picks none."""
        self.say(title, "bold")
        for number, option in enumerate(options, 1):
            self.say(f"  {number} {option}")
        answer = self._line()
        number = int(answer) if answer.isdecimal() and len(answer) < 6 else 0
        return number - 1 if 1 <= number <= len(options) else None

    def _line(self) -> str:
        echo(_PROMPT, nl=False)
        try:
            line = self._lines()
        except EOFError:
            echo()
            raise
        self._number += 1
        if self.is_scripted:
            echo(line)
        return line.strip()

    def say(self, text: str = "", style: str = "") -> None:
        """Print a text, without any style."""
        for part in lines_of(text, _WIDTH):
            echo(part)

    def refuse(self, question: Question, message: str, hint: str) -> None:
        """Print why, or raise it as a fault with the number of the line."""
        if not self.is_scripted:
            self.say(f"  {message}" + (f"。{hint}" if hint else ""))
            return
        where = f"{question.where}.{question.label}".lstrip(".") if not question.is_gate else question.label
        place = Place(self._source, self._number, where=where)
        before = f"前 {self._number - 1} 行已存好；改正这一行，连同它后面的各行再运行一次" if self._number > 1 else ""
        hints = "。".join(part.rstrip("。") for part in (hint, before) if part)
        raise Fault(Diagnostic("S-ASK-01", f"这一行不能用来回答：{message}", place=place, hint=hints))


def _reader(stream: BinaryIO, source: str, *, replacing: bool = False) -> Callable[[], str]:
    lines = _lines_of(stream, source, replacing)

    def read() -> str:
        line = next(lines, None)
        if line is None:
            raise EOFError
        return line

    return read


def _lines_of(stream: BinaryIO, source: str, replacing: bool) -> Iterator[str]:
    number = 0
    while line := stream.readline(_LONGEST_LINE):
        number += 1
        if number == 1:
            line = line.removeprefix(codecs.BOM_UTF8)
        try:
            yield line.decode("utf-8", "replace" if replacing else "strict").rstrip("\r\n")
        except UnicodeDecodeError:
            hint = "请另存为 UTF-8 编码；GBK 编码的文件请用 --answers 读入"
            raise Fault(
                Diagnostic("D-ENC-01", "这一行不是 UTF-8 编码", place=Place(source, number), hint=hint)
            ) from None
