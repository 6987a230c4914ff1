"""A form that came back, read to plain data.

What a label says counts more than a tag: a label is what people saw, tags are copied along with rows and lost by
LibreOffice. Tags help where labels were changed. Nothing that somebody wrote, wherever, is passed over in silence.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kit.diagnostics import Fault, Place, Report, Severity
from kit.intake.form import layout
from kit.intake.form.around import Around
from kit.intake.form.assembling import Answer, Assembly, Item
from kit.intake.form.boxes import said_in
from kit.intake.form.finding import by_tag, heading_row, is_heading, is_surely, table_for, titled
from kit.intake.form.layout import About, Slot, Table, several_in
from kit.intake.raw import Faults, Raw, abridged
from kit.model.fields import Kind
from kit.word.filled import Cell, Filled, Row, filled
from kit.word.filled import Table as Found
from kit.word.package import Package
from kit.word.safety import unsafe

MAX_FORM = 50 * 1024**2
_SUMS = {"合计", "总计", "小计"}


def read_form(path: Path, content: bytes | None = None) -> Raw:
    """What a form says, as plain data with places; every fault of the file is in its report, none is raised.

    content  what the file is going to hold, where it does not stand yet.
    """
    try:
        package = Package.read(path if content is None else content, at_most=MAX_FORM)
        if dangers := unsafe(package):
            raise Fault(*dangers)
        read = filled(package)
    except Fault as fault:
        place = Place(str(path))
        return Raw(str(path), report=Report(tuple(d.at(place) for d in fault.report)))
    return _Form(str(path)).read(read)


class _Form:
    """One way through a form: what its boxes say, table by table, and what is to be told of it."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults = Faults(file)
        self.around = Around(file, self.faults)
        self.cards: dict[Table, dict[Slot, Answer]] = {}
        self.items: dict[Table, list[Item]] = {}
        self._controls_kept = False
        self._asked: set[tuple[str, Slot]] = set()
        self._columns: dict[Table, dict[int, Slot]] = {}
        self._rows: dict[Table, int] = {}

    def read(self, content: Filled) -> Raw:
        tables = [block for block in content.content if isinstance(block, Found)]
        known = [table_for(found) for found in tables]
        if not any(is_surely(found, table) for found, table in zip(tables, known, strict=True)):
            hint = "请核对文件；登记表可用 kit members form 生成"
            self._tell("F-FIL-01", "这不是成员单位信息登记表，没有读入", Place(self.file), hint)
            return Raw(self.file, report=self.faults.report())
        self._controls_kept = any(by_tag(tag) for found in tables for tag in found.tags)
        for found, table in zip(tables, _continued(tables, known), strict=True):
            if table is None:
                self.around.stranger(found)
            elif table.is_list:
                self._list(table, found)
            else:
                self._card(table, found)
        self._tell_absent()
        self.around.all(content)
        assembly = self._assembled()
        return Raw(self.file, assembly.data, assembly.spots, self.faults.report(), mentioned=assembly.mentioned)

    def _assembled(self) -> Assembly:
        assembly = Assembly(self.file)
        for table, answers in self.cards.items():
            assembly.card(table, answers, self._at(table))
        if assembly.unit is None:
            if not self.cards and not any(self.items.values()):
                self._tell("F-FIL-02", "登记表是空的，什么也没有填写", Place(self.file), "请核对是否选错了文件")
            else:
                name = layout.UNIT.slots[0]
                self._tell("F-UNI-01", f"没有填写单位的“{name.label}”", self._at(layout.UNIT, name), "请填写单位全称")
        for table, items in self.items.items():
            assembly.items(table, items, self._at(table))
        return assembly

    # --- telling --------------------------------------------------------------------------

    def _at(self, table: Table, slot: Slot | None = None, row: int = 0) -> Place:
        """A place on the form: 表“投入”第 3 行“金额”."""
        at_row = f"第 {row} 行" if row else ""
        at_slot = f"“{slot.label}”" if slot else ""
        return Place(self.file, where=f"表“{table.title}”{at_row}{at_slot}")

    def _tell(self, code: str, message: str, place: Place, hint: str = "", severity: Severity = Severity.ERROR) -> None:
        self.faults.add(code, message, place, hint, severity=severity)

    def _tell_absent(self) -> None:
        """Tables and labels that somebody took out of the form."""
        for table in layout.TABLES:
            gone = [slot for slot in table.slots if (table.title, slot) not in self._asked]
            if not gone:
                continue
            if len(gone) == len(table.slots):
                message = f"登记表里没有“{table.title}”这张表，没有读到其中的内容"
            else:
                message = f"表里没有{'、'.join(f'“{slot.label}”' for slot in gone)}，没有读到"
            self._tell("F-TBL-01", message, self._at(table), "被删去的，请补填，或另用一份登记表", Severity.WARNING)

    # --- boxes ----------------------------------------------------------------------------

    def _answer(self, table: Table, slot: Slot, cell: Cell, row: int = 0) -> Answer | None:
        """What the box of a fact says, or None; what is wrong with it is told."""
        place = self._at(table, slot, row)
        self.around.marks(cell.marks, place)
        said = said_in(cell, slot, self._controls_kept)
        for code, severity, message, hint in said.faults:
            self._tell(code, message, place, hint, severity)
        if slot.field.kind is Kind.LIST:
            several = several_in(said.text)
            return Answer(several, place) if several else None
        text = said.text.strip()
        return Answer(text, place) if text else None

    # --- cards ----------------------------------------------------------------------------

    def _card(self, table: Table, found: Found) -> None:
        for row in found.rows:
            if titled(row) is table:
                self._marks_of(row, self._at(table))
            elif row.removed:
                self.around.removed_row(row, self._at(table))
            else:
                self._card_row(table, row)

    def _card_row(self, table: Table, row: Row) -> None:
        """A row of labels, each with its box behind it."""
        slot: Slot | None = None
        for cell in row.cells:
            named = table.slot_named(cell.text) if slot is None else None
            if named is not None:
                slot = named
                self._asked.add((table.title, named))
                self.around.marks(cell.marks, self._at(table, named))
            elif slot is not None or (slot := _by_tag_in(cell, table)) is not None:
                self._take(table, slot, cell)
                slot = None
            else:
                self.around.stray(cell, self._at(table))

    def _take(self, table: Table, slot: Slot, cell: Cell) -> None:
        """Note what a box of a card says; two boxes for one fact must say the same."""
        self._asked.add((table.title, slot))
        answer = self._answer(table, slot, cell)
        if answer is None:
            return
        answers = self.cards.setdefault(table, {})
        first = answers.get(slot)
        if first is not None and first.value != answer.value:
            del answers[slot]
            message = f"填写了两次，一处是“{_words(first)}”，一处是“{_words(answer)}”"
            self._tell("F-DUP-01", message, answer.place, "请只保留一处")
        else:
            answers[slot] = answer

    # --- lists ----------------------------------------------------------------------------

    def _list(self, table: Table, found: Found) -> None:
        start = heading_row(table, found.rows)
        if start is not None:
            self._columns[table] = self._headings(table, found.rows[start])
        above: dict[int, Cell] = {}
        for number, row in enumerate(found.rows):
            if number == start or (start is not None and number < start) or is_heading(table, row):
                if number != start and titled(row) is not table and not is_heading(table, row):
                    self.around.removed_row(row, self._at(table)) if row.removed else self._stray_row(row, table)
                self._marks_of(row, self._at(table))
            elif row.removed:
                self.around.removed_row(row, self._at(table))
            else:
                self._item(table, row, above)

    def _headings(self, table: Table, row: Row) -> dict[int, Slot]:
        """The fact behind each column, by where the column stands in the grid."""
        columns: dict[int, Slot] = {}
        for cell in row.cells:
            if slot := table.slot_named(cell.text):
                columns[cell.column] = slot
                self._asked.add((table.title, slot))
        return columns

    def _item(self, table: Table, row: Row, above: dict[int, Cell]) -> None:
        """A row of a list, when anything is filled in there."""
        self._rows[table] = number = self._rows.get(table, 0) + 1
        columns = self._columns.get(table) or _in_order(table, row)
        place = self._at(table, row=number)
        answers: dict[Slot, Answer] = {}
        for cell in row.cells:
            if cell.continues and cell.column in above:
                cell = above[cell.column]
            else:
                above[cell.column] = cell
            slot = columns.get(cell.column) or _by_tag_in(cell, table)
            if slot is None:
                if cell.column == 0 and layout.plain(cell.text) in _SUMS:
                    self.around.sum_row(row, place)
                    return
                if cell.column or not cell.text.rstrip("、.．").isdigit():
                    self.around.stray(cell, place)
                continue
            self._asked.add((table.title, slot))
            if answer := self._answer(table, slot, cell, number):
                answers[slot] = answer
        if not answers:
            return
        if table.about is About.TASKS and not answers.keys() & {layout.TASK_NUMBER, layout.TASK_TITLE}:
            message = "没有写明是哪一项任务，这一行没有读入"
            self._tell("F-ROW-01", message, place, "请填写任务的编号；没有编号的，填写名称")
            return
        self.items.setdefault(table, []).append(Item(place, answers))

    def _stray_row(self, row: Row, table: Table) -> None:
        for cell in row.cells:
            self.around.stray(cell, self._at(table))

    def _marks_of(self, row: Row, place: Place) -> None:
        for cell in row.cells:
            self.around.marks(cell.marks, place)


def _continued(tables: Sequence[Found], known: Sequence[Table | None]) -> list[Table | None]:
    """The tables of the form; one without a name of its own, just behind a list and as wide, goes on with that list."""
    ordered: list[Table | None] = []
    for found, table in zip(tables, known, strict=True):
        before = ordered[-1] if ordered else None
        if table is None and before is not None and before.is_list:
            widths = {len(row.cells) for row in found.rows}
            table = before if widths == {len(before.slots) + 1} else None
        ordered.append(table)
    return ordered


def _by_tag_in(cell: Cell, table: Table) -> Slot | None:
    """The fact that the tag of a control in a cell means, or None."""
    for piece in cell.pieces:
        known = by_tag(piece.tag) if piece.tag else None
        if known and known[0] is table:
            return known[1]
    return None


def _in_order(table: Table, row: Row) -> dict[int, Slot]:
    """The facts of a list's columns where its headings are gone: in their order, if there are as many."""
    if len(row.cells) != len(table.slots) + 1:
        return {}
    return {cell.column: slot for cell, slot in zip(row.cells[1:], table.slots, strict=True)}


def _words(answer: Answer) -> str:
    return abridged(answer.value if isinstance(answer.value, str) else "、".join(answer.value))
