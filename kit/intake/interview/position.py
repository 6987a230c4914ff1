"""Where an interview stands."""

from __future__ import annotations

from typing import Any, NamedTuple, TypeGuard

from kit import patterns
from kit.intake.origins import FieldPath, from_labels, in_labels

_WORDS = patterns.compiled(r"[^\[\].]{1,40}(\[\d{1,6}\])?(\.[^\[\].]{1,40}(\[\d{1,6}\])?){0,12}")


class Position(NamedTuple):
    """Where an interview stands.

    path      the question by its path: a field, an item of a list, the place of a list's next item; empty behind the last.
    line      how many lines of a text of several lines have been taken.
    required  below this path only required fields are asked for; None where all are.
    """

    path: FieldPath = ()
    line: int = 0
    required: FieldPath | None = None

    def as_data(self) -> dict[str, Any]:
        """The position for the file that keeps it: paths in labels."""
        data: dict[str, Any] = {"位置": in_labels(self.path)}
        if self.line:
            data["已填行数"] = self.line
        if self.required is not None:
            data["只问必填"] = in_labels(self.required)
        return data

    @classmethod
    def from_data(cls, data: Any) -> Position | None:
        """The position that was kept; None where what was kept is no position."""
        if not isinstance(data, dict):
            return None
        path, line, required = data.get("位置"), data.get("已填行数", 0), data.get("只问必填")
        if not _is_path(path) or type(line) is not int or not 0 <= line <= 10**6:
            return None
        if required is not None and not _is_path(required):
            return None
        return cls(from_labels(path), line, None if required is None else from_labels(required))


def _is_path(words: Any) -> TypeGuard[str]:
    return isinstance(words, str) and (not words or _WORDS.fullmatch(words) is not None)
