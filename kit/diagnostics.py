"""What is wrong, where, and what to do: the one shape of every fault the kit tells people about."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import NamedTuple

from kit.records import Record


class Severity(Enum):
    """How grave a finding is. Only errors stop the work."""

    ERROR = "错误"
    WARNING = "警告"
    INFO = "提示"


class Place(NamedTuple):
    """Where in something a user can open: a file with line and column, or words that lead there.

    line and column count from 1. `where` names a spot in a document without lines: 条款“争议解决”，第 3 段.
    """

    file: str = ""
    line: int | None = None
    column: int | None = None
    where: str = ""

    def __str__(self) -> str:
        parts = [self.file] if self.file else []
        if self.line is not None:
            column = f"第 {self.column} 列" if self.column is not None else ""
            parts.append(f"第 {self.line} 行{column}")
        if self.where:
            parts.append(self.where)
        return "，".join(parts)


class Diagnostic(NamedTuple):
    """One fault: what is the case, about which field, where, by which law, and what to do.

    code     family and number, never reused: D data file, M missing fact, C consistency, T template, W Word file, S system, I import.
    message  the fact and the limit, one Chinese sentence without a full stop.
    field    the field's path in labels: 成员单位[3].统一社会信用代码; empty when it is about no field.
    hint     what to do.
    documents  titles of the documents that are concerned.
    pack     id of the rule pack it comes from; empty where it is no rule's.
    waiver   who answers for it, and why, where somebody waived it: then it stops nothing.
    """

    code: str
    message: str
    severity: Severity = Severity.ERROR
    field: str = ""
    place: Place = Place()
    law: str = ""
    hint: str = ""
    documents: tuple[str, ...] = ()
    pack: str = ""
    waiver: str = ""

    def at(self, place: Place) -> Diagnostic:
        """The same fault at a place."""
        return self._replace(place=place)


class Report(Record):
    """All faults of one run, in the order they should be read."""

    diagnostics: tuple[Diagnostic, ...] = ()

    @classmethod
    def of(cls, diagnostics: Iterable[Diagnostic]) -> Report:
        """A report in reading order: by file, line and column; what has no line comes last."""

        def key(diagnostic: Diagnostic) -> tuple[str, float, float]:
            place = diagnostic.place
            return (place.file, place.line or float("inf"), place.column or float("inf"))

        return cls(tuple(sorted(diagnostics, key=key)))

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self.diagnostics)

    def __len__(self) -> int:
        return len(self.diagnostics)

    def __add__(self, other: Report) -> Report:
        return Report.of([*self.diagnostics, *other.diagnostics])

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The faults that stop the work; waived ones do not."""
        return tuple(d for d in self.diagnostics if d.severity is Severity.ERROR and not d.waiver)

    @property
    def is_clean(self) -> bool:
        """Whether nothing stops the work."""
        return not self.errors


class Fault(Exception):
    """Work cannot go on; carries the report for whoever shows it. Raised for faults of the input only."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__("；".join(d.message for d in diagnostics))
        self.report = Report.of(diagnostics)


_REASONS = {
    FileNotFoundError: "文件不存在",
    PermissionError: "没有权限，或文件正被占用",
    IsADirectoryError: "这是一个文件夹",
    NotADirectoryError: "路径中有一段不是文件夹",
    FileExistsError: "已有同名的文件",
}


def is_full(error: OSError) -> bool:
    """Whether there was no room left."""
    return error.errno in {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}


def reason_of(error: OSError) -> str:
    """Why the system refused, in words for users."""
    if is_full(error):
        return "磁盘空间不足"
    return next((words for kind, words in _REASONS.items() if isinstance(error, kind)), "系统未能完成读写")
