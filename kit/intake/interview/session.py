"""An interview's files: the data file, saved after every answer; the position beside it; one backup a session."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from kit.diagnostics import Diagnostic, Fault, Place
from kit.intake.build import build
from kit.intake.changes import Change
from kit.intake.decoding import MAX_BYTES, bytes_of
from kit.intake.editing import edited
from kit.intake.interview.data import Data, by_identifier
from kit.intake.interview.position import Position
from kit.intake.merging.backups import put
from kit.intake.origins import FieldPath
from kit.intake.yaml_file import read_bytes
from kit.model.alliance import Alliance

FOLDER = ".kit"
POSITION_FILE = f"{FOLDER}/访谈.json"
BACKUPS = f"{FOLDER}/备份"
_MAX_POSITION = 64 * 1024
_STOPS = ("D-TYP", "D-KEY-02")  # where data stand in the wrong shape, nobody can say what an answer would replace


class Session:
    """One sitting. What is saved is whole at any moment, whatever happens to the process.

    file        the data file.
    started     when the sitting began, for the name of the backup.
    save_each   whether every answer is saved at once; else when the interview goes on to another part, and at `flush`.

    Raises Fault where the data file has faults that must be mended by hand first.
    """

    def __init__(self, file: Path, *, started: datetime, save_each: bool = True) -> None:
        self.file = file
        self._started = started
        self._save_each = save_each
        self._pending: dict[FieldPath, Change] = {}
        self._position: Position | None = None
        self._has_backup = False
        self._known = bytes_of(file)
        self.data = self._read(self._known)

    def _read(self, content: bytes) -> Data:
        raw = read_bytes(content, str(self.file))
        if {d.code for d in raw.report.errors} == {"D-FIL-05"}:
            return {}
        if raw.report.errors:
            raise Fault(*raw.report.errors)
        stops = [d for d in build(raw).report if d.code.startswith(_STOPS)]
        if stops:
            raise Fault(*stops)
        return by_identifier(Alliance, raw.data)

    def position(self) -> Position | None:
        """Where the last sitting stopped; None where nobody knows."""
        file = self.file.parent / POSITION_FILE
        try:
            with file.open("rb") as stream:
                kept = json.loads(stream.read(_MAX_POSITION).decode("utf-8"))
        except (OSError, ValueError, RecursionError):  # lost: the interview finds its place from the data
            return None
        return Position.from_data(kept)

    def keep(self, changes: Sequence[Change], position: Position) -> Data | None:
        """Take changes and the position behind them. Returns the data anew where somebody else changed the file."""
        moved = self._position is None or part_of(position.path) != part_of(self._position.path)
        self._position = position
        fresh: Data | None = None
        for change in changes:
            if change.value is None:  # takes an item out: the places of the others are different afterwards
                fresh = self.flush() or fresh
            self._pending[change.path] = change
            if change.value is None:
                fresh = self.flush() or fresh
        return (self.flush() if self._save_each or moved else None) or fresh

    def flush(self) -> Data | None:
        """Save what was taken. Returns the data anew where somebody else changed the file since."""
        if self._position is None:
            return None
        current = bytes_of(self.file)
        is_foreign = current != self._known
        if is_foreign:
            self._read(current)
        files: dict[str, bytes] = {}
        content = self._edited(current)
        if content != current:
            if not self._has_backup:
                files[self._backup()] = current
            files[self.file.name] = content
        files[POSITION_FILE] = (json.dumps(self._position.as_data(), ensure_ascii=False) + "\n").encode()
        put(self.file, files)
        self._has_backup = self._has_backup or content != current
        self._known = content
        self._pending.clear()
        return self._read(content) if is_foreign else None

    def _edited(self, current: bytes) -> bytes:
        if not self._pending:
            return current
        content = edited(current.decode("utf-8"), list(self._pending.values())).encode()
        if len(content) > MAX_BYTES:
            megabytes = MAX_BYTES // 1024 // 1024
            message = f"数据文件将超过 {megabytes} MB 的上限，最后的回答没有存入"
            raise Fault(Diagnostic("S-ASK-02", message, place=Place(str(self.file)), hint="请核对是否重复填写了内容"))
        return content

    def _backup(self) -> str:
        stem = f"{BACKUPS}/{self.file.stem}-{self._started:%Y%m%d-%H%M%S}"
        names = (f"{stem}{number}{self.file.suffix}" for number in ("", *(f"-{n}" for n in range(2, 100))))
        return next((name for name in names if not (self.file.parent / name).exists()), f"{stem}-100{self.file.suffix}")


def part_of(path: FieldPath) -> FieldPath:
    """The part of the data that a path leads into: a section, or an item of one that is a list, as 成员单位[2]."""
    return path[: 2 if len(path) > 1 and isinstance(path[1], int) else 1]
