"""From a row of the table to a task: which facts it gives, and what its folder is called."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kit.batch.columns import FOLDER, NUMBER, Columns, FieldColumn, Per
from kit.batch.naming import folder_name, same_name
from kit.batch.overlay import Change
from kit.batch.table import Table, TableRow, cell_name
from kit.diagnostics import Diagnostic, Place, Severity
from kit.intake.origins import FieldPath, from_labels, in_labels
from kit.intake.raw import abridged
from kit.intake.workbook.sheets import Column
from kit.intake.workbook.taking import taken
from kit.model.alliance import Alliance
from kit.model.fields import Kind, every_field
from kit.model.reading import NotReadable, read_uscc

_NAMES = ("uscc", "name", "short_name")
_TEXT = next(field for field in every_field() if field.kind is Kind.TEXT)
_WORDS = Column(_TEXT.label, _TEXT, needed=False, help="")


@dataclass(frozen=True)
class RowTask:
    """One set of documents to be made.

    number   the row, as programs show it. folder: the name of its folder; empty where it can have none.
    changes  what its cells say.
    found    what is wrong with the cells and the folder's name.
    """

    number: int
    folder: str
    changes: tuple[Change, ...]
    found: tuple[Diagnostic, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Whether nothing may be made of it, whatever its facts are."""
        return any(d.severity is Severity.ERROR for d in self.found)

    def cell_of(self, field: str) -> str:
        """The cell that a field, by its path in labels, was read from; empty where it was not read from the table."""
        path = from_labels(field)
        return next((c.cell for c in self.changes if path and path[: len(c.path)] == c.path), "")

    def key(self, job: str) -> str:
        """A hash of everything that its documents are made of.

        job  the key of the job.
        """
        told = json.dumps([(change.path, change.value) for change in self.changes], ensure_ascii=False)
        return hashlib.sha256(f"{job}\n{told}".encode()).hexdigest()


@dataclass(frozen=True)
class Rows:
    """The rows of a table as tasks.

    base  the alliance of the data file, among whose members the member of a row is sought.
    """

    table: Table
    columns: Columns
    per: Per
    base: Alliance

    def __iter__(self) -> Iterator[RowTask]:
        used: dict[str, int] = {}
        for row in self.table.rows():
            yield self._task(row, used)

    def _task(self, row: TableRow, used: dict[str, int]) -> RowTask:
        found: list[Diagnostic] = []
        changes = self._changes(row, found)
        found += self._strays(row)
        folder = self._folder(row, used, found)
        return RowTask(row.number, folder, changes, tuple(found))

    def _at(self, row: TableRow, place: int) -> Place:
        """The place of a cell, for a report of this table alone."""
        return Place(where=cell_name(row.number, place))

    # --- facts ------------------------------------------------------------------------------

    def _changes(self, row: TableRow, found: list[Diagnostic]) -> tuple[Change, ...]:
        read = {column: self._read(row, column, found) for column in self.columns.fields}
        own = {c.path: change.value for c, change in read.items() if c.of_member}
        base: FieldPath = ("members", self._member(own)) if own else ()
        return tuple(c._replace(path=(*base, *c.path)) if of.of_member else c for of, c in read.items())

    def _read(self, row: TableRow, column: FieldColumn, found: list[Diagnostic]) -> Change:
        """What the cell of a column says; an empty one says that the fact is absent."""
        at = cell_name(row.number, column.number)
        cell = row.cells.get(column.number)
        if cell is None:
            return Change(column.path, None, at)
        given = taken(cell, column.as_column, column.unit, from_1904=self.table.from_1904)
        if told := given.complaint:
            field = in_labels(("members", *column.path) if column.of_member else column.path)
            place = self._at(row, column.number)
            found.append(Diagnostic(told.code, told.message, told.severity, field, place, hint=told.hint))
        is_lost = bool(given.complaint and given.complaint.severity is Severity.ERROR)
        return Change(column.path, None if is_lost else given.value or None, at, is_lost)

    def _member(self, own: Mapping[FieldPath, object]) -> int:
        """The position of the member that a row is about: one of the data file's by code or name, else a new one."""
        for name in _NAMES:
            written = own.get((name,))
            if not isinstance(written, str):
                continue
            sought = _code(written) if name == "uscc" else written
            for position, member in enumerate(self.base.members):
                if sought and getattr(member, name) == sought:
                    return position
        return len(self.base.members)

    def _strays(self, row: TableRow) -> Iterator[Diagnostic]:
        """What stands where no heading is, and that the row is hidden."""
        for place in sorted(row.cells.keys() - self.columns.places):
            message = "这一格所在的列没有表头，没有读入"
            yield Diagnostic(
                "B-ROW-01", message, Severity.WARNING, place=self._at(row, place), hint="请写上表头，或删去这一列"
            )
        if row.is_hidden:
            message = "这一行在表中是隐藏的，同样生成了文书"
            yield Diagnostic("B-ROW-02", message, Severity.INFO, hint="不需要的行请删去，不要只是隐藏")

    # --- folders ----------------------------------------------------------------------------

    def _folder(self, row: TableRow, used: dict[str, int], found: list[Diagnostic]) -> str:
        """The name of the row's folder, which no row before it has; empty, and told, where there is none."""
        place, wished = self._wished(row, found)
        at = self._at(row, place)
        name = folder_name(wished)
        if not name:
            message = f"文件夹名“{abridged(wished)}”没有可用的字" if wished else "没有可以用作文件夹名的内容"
            hint = f"请填写{self._naming()}"
            found.append(Diagnostic("B-DIR-01", message, place=at, hint=hint))
            return ""
        first = used.setdefault(same_name(name), row.number)
        if first != row.number:
            hint = f"请改{self._naming()}，使各行不同；如是重复的行，请删去一行"
            message = f"文件夹名“{abridged(name)}”与第 {first} 行的相同"
            found.append(Diagnostic("B-DIR-02", message, place=at, hint=hint))
            return ""
        if name != wished:
            message = f"文件夹名“{abridged(wished)}”不能照用，已改为“{abridged(name)}”"
            found.append(Diagnostic("B-DIR-03", message, Severity.INFO, place=at))
        return name

    def _wished(self, row: TableRow, found: list[Diagnostic]) -> tuple[int, str]:
        """The name somebody wants for a folder, and the column that it is from or ought to be in."""
        own, names = self.columns.own, self.columns.names(self.per)
        folder, number = (own.get(name, 0) for name in (FOLDER, NUMBER))
        words = {0: "", **{place: self._words(row, place, found) for place in (folder, number)}}
        words |= {place: self._words(row, place, []) for place in names}  # what is wrong there is told as a fact's
        if words[folder]:
            return folder, words[folder]
        name = next((place for place in names if words[place]), 0)
        used = [place for place in (number, name) if words[place]]
        first = used or [folder or number or names[0]]
        return first[0], "-".join(words[place] for place in used)

    def _words(self, row: TableRow, place: int, found: list[Diagnostic]) -> str:
        """The words in a cell; empty where there is none, or what is there cannot be read, which is told."""
        cell = row.cells.get(place)
        if cell is None:
            return ""
        given = taken(cell, _WORDS)
        if (told := given.complaint) and told.severity is Severity.ERROR:
            found.append(Diagnostic(told.code, told.message, place=self._at(row, place), hint=told.hint))
        return given.value.strip() if isinstance(given.value, str) else ""

    def _naming(self) -> str:
        own = self.columns.own
        wanted = [name for name in (FOLDER, NUMBER) if name in own]
        return f"“{wanted[0]}”" if wanted else "简称或名称"


def _code(written: str) -> str:
    """A code as the model has it; empty where it is none, which is told elsewhere."""
    try:
        return read_uscc(written) or ""
    except NotReadable:
        return ""
