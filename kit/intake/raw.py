"""What an intake format hands on: plain data as written, and where each piece of it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from types import MappingProxyType
from typing import Any, NamedTuple

from kit.diagnostics import Diagnostic, Place, Report, Severity
from kit.records import Record

RawPath = tuple[str | int, ...]
"""Keys as written and positions in lists, counted from 0."""

MAX_FAULTS = 500


class Spot(NamedTuple):
    """Where an entry stands: its key (None for a list item) and its value."""

    value: Place
    key: Place | None = None


class Raw(Record):
    """A data file as read: dicts, lists and texts; nothing interpreted yet.

    data    the root; None when the file could not be read to its end.
    spots   the place of every key and value in `data`.
    report  what is wrong with the file as a file.
    lost    entries under which a whole item was written a second time, which is not in `data`.
    mentioned  items that the file only names, for others stand on its rows: the task of a unit's share.
    """

    file: str
    data: Any = None
    spots: Mapping[RawPath, Spot] = MappingProxyType({})
    report: Report = Report()
    lost: frozenset[RawPath] = frozenset()
    mentioned: frozenset[RawPath] = frozenset()


class Faults:
    """Collects what is wrong, up to MAX_FAULTS; a file that is wrong throughout need not be listed line by line."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._found: list[Diagnostic] = []

    @property
    def is_full(self) -> bool:
        """Whether nothing more is taken."""
        return len(self._found) >= MAX_FAULTS

    def take(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Take faults that are already told."""
        self._found.extend(islice(diagnostics, MAX_FAULTS - len(self._found)))

    def add(
        self,
        code: str,
        message: str,
        place: Place,
        hint: str = "",
        field: str = "",
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Take one fault."""
        self.take([Diagnostic(code, message, severity, field=field, place=place, hint=hint)])

    def report(self) -> Report:
        """All that was taken, in reading order."""
        if not self.is_full:
            return Report.of(self._found)
        rest = Diagnostic(
            "D-FIL-06",
            f"问题过多，只列出前 {MAX_FAULTS} 处",
            place=Place(self.file),
            hint="请先改正已列出的各处，再检查一次",
        )
        return Report.of([*self._found, rest])


def abridged(text: str, limit: int = 40) -> str:
    """The text for a message: one line, cut after `limit` characters."""
    line = " ".join(text[: limit * 4].split())
    return line if len(line) <= limit else f"{line[:limit]}……"
