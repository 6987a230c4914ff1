"""A workbook that came back, as plain data with the place of every value.

Read as forgivingly as can be done without guessing: sheets are known by their headings, wherever these stand. Nothing is
computed, and no formula's result is taken. Every fault names its sheet and cell, and all of them are told in one run.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kit import patterns
from kit.diagnostics import Fault, Place, Report, Severity
from kit.intake.raw import Faults, Raw, RawPath, Spot, abridged
from kit.intake.workbook import sheets
from kit.intake.workbook.container import Container
from kit.intake.workbook.grid import Cell, Grid, Read, letters_of, read_grids
from kit.intake.workbook.recognising import Layout, recognised
from kit.intake.workbook.sheets import GUIDE, OPTIONS, Column, Link, Sheet, ordinal_task, ordinal_unit
from kit.intake.workbook.taking import taken
from kit.likeness import most_like
from kit.model.alliance import Alliance
from kit.model.fields import field_named
from kit.model.members import Member
from kit.model.tasks import Task

_SUM = patterns.compiled(r"[合总小共]计(\([^()]*\))?:?")
_LISTED = 12
_ALIKE = 0.6


def read_workbook(path: Path, content: bytes | None = None) -> Raw:
    """The facts of a workbook; every fault of the file and its cells is in the report, none is raised.

    The values are texts as alliance.yaml would hold them. What is wrong with the values themselves tells `build`.

    content  what the file is going to hold, where it does not stand yet.
    """
    try:
        read = read_grids(Container.open(path) if content is None else Container(content))
    except Fault as fault:
        return Raw(str(path), report=Report.of(d.at(Place(str(path))) for d in fault.report))
    return _Reading(str(path), read).raw()


def _label(noun: Any, name: str) -> str:
    field = field_named(noun, name)
    assert field
    return field.label


_MEMBERS, _TASKS = _label(Alliance, "members"), _label(Alliance, "tasks")
_LISTS = {
    sheets.CONTRIBUTIONS: _label(Member, "contributions"),
    sheets.BACKGROUND: _label(Member, "background"),
}
_DECLARATIONS = _label(Member, "declarations")
_PARTICIPANTS = _label(Task, "participants")
_NAMES = tuple(_label(Member, name) for name in ("short_name", "name", "uscc"))
_SHARE_MEMBER = _label(sheets.PARTICIPANT, "member")
_TASK_NAMES = tuple(_label(Task, name) for name in ("number", "title"))


_Said = frozenset[tuple[str, str, Cell]]


@dataclass(frozen=True)
class _Line:
    """One row of a table, or a whole card: its cells with their columns."""

    grid: Grid
    layout: Layout
    row: int
    cells: tuple[tuple[Column, str, Cell, str], ...]  # column, unit of amounts, cell, where it stands

    def said(self) -> _Said:
        """What the row says, in whatever order its columns stand."""
        return frozenset((column.heading, unit, cell) for column, unit, cell, _where in self.cells)

    def where(self) -> str:
        """Words that lead to the row."""
        return f"工作表“{self.grid.title}”" + ("" if self.layout.is_card else f"，第 {self.row} 行")


class _Reading:
    """One workbook on its way to plain data."""

    def __init__(self, file: str, read: Read) -> None:
        self._faults = Faults(file)
        self._file, self._from_1904 = file, read.from_1904
        self._data: dict[str, Any] = {}
        self._spots: dict[RawPath, Spot] = {}
        self._units: dict[str, set[int]] = {}
        self._unit_places: dict[str, set[int]] = {}  # 第 n 家, where no unit is called so
        self._task_places: dict[str, set[int]] = {}
        self._tasks: dict[str, dict[str, set[int]]] = {name: {} for name in _TASK_NAMES}
        self._drafted: dict[tuple[str, str], int] = {}
        self._is_form = False
        self._read_rows: dict[Sheet, dict[_Said, Grid]] = {}
        self._laid = [(grid, layout) for grid in read.sheets if (layout := self._layout_of(grid))]

    def raw(self) -> Raw:
        """The data, once every sheet is read: units and tasks first, then what refers to them."""
        if not self._laid:
            hint = "请用 kit members export 生成工作簿，填好后再导入；表头请勿改动"
            self._fault("X-SHT-01", "没有认出任何一张表：找不到熟悉的表头", "", hint)
            return Raw(self._file, report=self._faults.report())
        self._spots[()] = Spot(Place(self._file))
        takes: tuple[tuple[Sheet, Callable[[_Line], None]], ...] = (
            (sheets.UNITS, self._take_unit),
            (sheets.TASKS, self._take_task),
            (sheets.CONTRIBUTIONS, self._take_owned),
            (sheets.BACKGROUND, self._take_owned),
            (sheets.DECLARATIONS, self._take_declarations),
            (sheets.PARTICIPANTS, self._take_share),
            (sheets.PEOPLE, self._take_person),
        )
        for sheet, take in takes:
            for grid, layout in self._laid:
                if layout.sheet is sheet:
                    self._tell_headings(grid, layout)
                    for line in self._not_copied(grid, layout):
                        take(line)
        named = frozenset((_TASKS, position) for position in self._drafted.values())
        return Raw(self._file, self._data, self._spots, self._faults.report(), mentioned=named)

    # --- sheets -----------------------------------------------------------------------

    def _layout_of(self, grid: Grid) -> Layout | None:
        if grid.title in {GUIDE, OPTIONS}:
            return None
        layout = recognised(grid)
        if layout is None:
            if grid.rows:
                message = f"没有认出工作表“{abridged(grid.title)}”，没有读入"
                self._fault("X-SHT-02", message, "", "需要读入的，请恢复原来的表头", Severity.INFO)
            return None
        if grid.is_hidden:
            self._fault("X-SHT-03", f"工作表“{abridged(grid.title)}”是隐藏的，也已读入", "", "请核对", Severity.INFO)
        self._is_form = self._is_form or (layout.is_card and layout.sheet is sheets.UNITS)
        return layout

    def _tell_headings(self, grid: Grid, layout: Layout) -> None:
        for place, column in layout.twice.items():
            if not self._holds_something(grid, layout, place):
                continue
            where = self._cell(grid, layout, place, heading=True)
            hint = "请只保留一处；这里的没有读入"
            self._fault("X-COL-01", f"“{column.heading}”出现了两次", where, hint)
        if not layout.is_card:
            self._tell_unheaded(grid, layout)
        known = [column.heading for column in layout.sheet.columns]
        for place, heading in layout.unknown.items():
            if not self._holds_something(grid, layout, place):
                continue
            near = most_like(sheets.plain_heading(heading), known, _ALIKE)
            where = self._cell(grid, layout, place, heading=True)
            message = f"没有“{abridged(heading, 20)}”这一项，没有读入"
            if near and near not in {column.heading for column, _ in layout.known.values()}:
                self._fault("X-COL-02", message, where, f"是否为“{near}”？请改正表头", Severity.WARNING)
            else:
                self._fault("X-COL-02", message, where, "自己添加的内容不会读入", Severity.INFO)

    def _tell_unheaded(self, grid: Grid, layout: Layout) -> None:
        """Tell of what stands beside a table, below no heading."""
        headed = grid.rows[layout.heading]
        below = ((row, grid.rows[row]) for row in sorted(grid.rows) if row >= layout.start)
        aside = [(row, place) for row, cells in below for place in sorted(cells) if place > max(headed)]
        if aside:
            row, place = aside[0]
            message = f"表的右边写的内容没有读入（{len(aside)} 格）"
            hint = "请核对其中有没有要用的内容，有的请写进表里"
            self._fault("X-COL-03", message, self._cell(grid, layout, place, row=row), hint, Severity.INFO)

    def _holds_something(self, grid: Grid, layout: Layout, place: int) -> bool:
        if layout.is_card:
            return grid.at(place, layout.start) is not None
        return any(place in cells for row, cells in grid.rows.items() if row >= layout.start)

    def _cell(self, grid: Grid, layout: Layout, place: int, *, heading: bool = False, row: int = 0) -> str:
        """Words that lead to a cell: of a place of the layout, in a row where that is a column."""
        column = (layout.heading if heading else layout.start) if layout.is_card else place
        row = place if layout.is_card else layout.heading if heading else row
        return f"工作表“{grid.title}”，{letters_of(column)}{row}"

    def _lines(self, grid: Grid, layout: Layout) -> Iterator[_Line]:
        if layout.is_card:
            cells = ((at, grid.at(at, layout.start)) for at in layout.known)
            line = self._line(grid, layout, layout.start, cells)
            if line.cells:
                self._tell_hidden(grid, [at for at in layout.known if grid.at(at, layout.start)])
                yield line
            return
        rows = [row for row in sorted(grid.rows) if row >= layout.start]
        told: list[int] = []
        for row in rows:
            own = [place for place in layout.known if grid.at(row, place)]
            if not own or self._is_heading_again(grid, layout, row) or self._is_sum(grid, row):
                continue
            told.append(row)
            yield self._line(grid, layout, row, ((at, grid.merged_at(row, at)) for at in layout.known))
        self._tell_hidden(grid, told)

    def _not_copied(self, grid: Grid, layout: Layout) -> Iterator[_Line]:
        """The lines of a sheet without the rows that another sheet of its kind has: people copy sheets to keep them."""
        if layout.is_card:
            yield from self._lines(grid, layout)
            return
        before = self._read_rows.setdefault(layout.sheet, {})
        own: dict[_Said, Grid] = {}
        copied: list[tuple[_Line, Grid]] = []
        for line in self._lines(grid, layout):
            said = line.said()
            if _says_something(line) and said in before:
                copied.append((line, before[said]))
            else:
                own[said] = grid
                yield line
        before.update(own)
        if copied:
            first, other = copied[0]
            message = f"有 {len(copied)} 行与工作表“{abridged(other.title)}”里的完全相同，没有再读"
            hint = "两张表只留一张；确有相同的几项的，请写在同一张表里"
            self._fault("X-ROW-05", message, first.where(), hint, Severity.WARNING)

    def _line(self, grid: Grid, layout: Layout, row: int, cells: Iterator[tuple[int, Cell | None]]) -> _Line:
        found = (
            (*layout.known[at], cell, self._cell(grid, layout, at, row=row)) for at, cell in cells if cell is not None
        )
        return _Line(grid, layout, row, tuple(found))

    def _is_heading_again(self, grid: Grid, layout: Layout, row: int) -> bool:
        alike = [
            place
            for place, (column, _unit) in layout.known.items()
            if (cell := grid.at(row, place)) and sheets.plain_heading(cell.words) == column.heading
        ]
        return len(alike) > 1

    def _is_sum(self, grid: Grid, row: int) -> bool:
        first = grid.rows[row][min(grid.rows[row])]
        texts = [cell.text for cell in grid.rows[row].values() if cell.text]
        is_sum = any(_SUM.fullmatch(_loose(text)) for text in (first.text, *texts[:1]))
        if is_sum:
            where = f"工作表“{grid.title}”，第 {row} 行"
            self._fault("X-ROW-02", "合计行没有读入", where, "合计由程序计算，不必填写", Severity.INFO)
        return is_sum

    def _tell_hidden(self, grid: Grid, rows: list[int]) -> None:
        for row in rows:
            if row in grid.hidden:
                where = f"工作表“{grid.title}”，第 {row} 行"
                self._fault("X-ROW-01", "这一行是隐藏的，也已读入", where, "不该读入的请删去这一行", Severity.INFO)

    # --- rows -------------------------------------------------------------------------

    def _take_unit(self, line: _Line) -> None:
        position = self._append(line, (_MEMBERS,), "")
        if position is None:
            return
        unit = self._data[_MEMBERS][position]
        for label in _NAMES:
            if name := unit.get(label):
                self._units.setdefault(_loose(name), set()).add(position)
        self._unit_places.setdefault(ordinal_unit(self._ordinal(line, position)), set()).add(position)

    def _take_task(self, line: _Line) -> None:
        position = self._append(line, (_TASKS,), "")
        if position is None:
            return
        task = self._data[_TASKS][position]
        for label in _TASK_NAMES:
            if name := task.get(label):
                self._tasks[label].setdefault(_loose(name), set()).add(position)
        ordinal = ordinal_task(self._ordinal(line, position))
        self._task_places.setdefault(ordinal, set()).add(position)

    def _ordinal(self, line: _Line, position: int) -> int:
        """The number that a row bears, counted from 0; its place where it bears none."""
        numbered = line.grid.at(line.row, line.layout.numbers) if line.layout.numbers else None
        words = numbered.words.partition(".")[0] if numbered else ""
        return int(words) - 1 if words.isascii() and words.isdigit() and 0 < len(words) < 6 else position

    def _take_owned(self, line: _Line) -> None:
        if not _says_something(line):
            return
        owner = self._owner(line)
        if owner is not None:
            self._append(line, (_MEMBERS, owner, _LISTS[line.layout.sheet]), "")

    def _take_declarations(self, line: _Line) -> None:
        if not _says_something(line):
            return
        owner = self._owner(line)
        if owner is not None:
            self._group(line, (_MEMBERS, owner, _DECLARATIONS))

    def _take_share(self, line: _Line) -> None:
        if not _says_something(line, besides=(_SHARE_MEMBER,)):
            return
        task = self._task(line)
        if task is None:
            return
        way = (_TASKS, task, _PARTICIPANTS)
        position = self._append(line, way, "")
        own = self._own_name()
        if position is not None and own:
            self._at(way)[position].setdefault(_SHARE_MEMBER, own)

    def _take_person(self, line: _Line) -> None:
        if not _says_something(line):
            return
        body = self._body(line)
        if body is None:
            return
        position = self._append(line, body.path, body.label)
        own = self._own_name()
        if position is not None and own:
            self._at(body.path)[position].setdefault(_SHARE_MEMBER, own)

    # --- references -------------------------------------------------------------------

    def _owner(self, line: _Line) -> int | None:
        """The unit that a row belongs to; told where there is none."""
        link = line.layout.sheet.link(Link.UNIT)
        has_column = any(column is link for column, _unit in line.layout.known.values())
        units = self._data.get(_MEMBERS, [])
        if not has_column:
            if len(units) == 1:
                return 0
            message = "工作簿里没有填写单位，这一行不知属于谁" if not units else "没有“单位”一栏，不知属于哪一家"
            self._fault("X-REF-02", message, line.where(), "请填写“单位”表，或补上“单位”一栏")
            return None
        name, where = self._link_text(line, Link.UNIT)
        if not name:
            if self._is_form and len(units) == 1:
                return 0
            self._fault("X-REF-02", "这一行没有写单位", where or line.where(), "请写单位的简称或全称")
            return None
        called = _loose(name)
        return self._only(self._units.get(called) or self._unit_places.get(called, set()), name, where)

    def _only(self, holders: set[int], name: str, where: str) -> int | None:
        if len(holders) == 1:
            return next(iter(holders))
        units = self._data.get(_MEMBERS, [])
        called = [unit.get(_NAMES[0]) or unit.get(_NAMES[1]) or "" for unit in units]
        if holders:
            which = "、".join(f"第 {n + 1} 家" for n in sorted(holders))
            message = f"“{abridged(name)}”可以指{which}单位"
            self._fault("X-REF-03", message, where, "请改写全称，或给这些单位取不同的简称")
            return None
        every = [n for unit in units for label in _NAMES[:2] if (n := unit.get(label))]
        near = most_like(name[:100], every, _ALIKE)
        listed = "、".join(n for n in called[:_LISTED] if n)
        hint = f"是否为“{near}”？" if near else f"请写简称或全称：{listed}" if listed else "请先填写“单位”表"
        self._fault("X-REF-01", f"“单位”表里没有“{abridged(name)}”", where, hint)
        return None

    def _task(self, line: _Line) -> int | None:
        """The task that a row is about. A form names tasks that stand elsewhere: they begin here with their names."""
        number, where = self._link_text(line, Link.TASK)
        title, where_title = self._link_text(line, Link.TASK_TITLE)
        for label, name in zip(_TASK_NAMES, (number, title), strict=True):
            holders = self._tasks[label].get(_loose(name), set()) if name else set()
            if not holders and label == _TASK_NAMES[0] and not self._is_form:
                holders = self._task_places.get(_loose(number), set())
            if len(holders) == 1:
                return next(iter(holders))
            if len(holders) > 1 and not self._is_form:
                self._fault(
                    "X-REF-05", f"有 {len(holders)} 项任务都叫“{abridged(name)}”", where, "请给任务编不同的编号"
                )
                return None
            if name and not self._is_form and self._data.get(_TASKS):
                hint = "请照“任务”表的编号填写"
                self._fault("X-REF-04", f"“任务”表里没有“{abridged(name)}”", where or where_title, hint)
                return None
        if not number and not title:
            self._fault("X-REF-04", "这一行没有写任务编号", line.where(), "请照“任务”表的编号填写")
            return None
        return self._begun_task(line, number, title)

    def _begun_task(self, line: _Line, number: str, title: str) -> int:
        key = _loose(number), _loose(title)
        if key not in self._drafted:
            way = (_TASKS,)
            named = {label: name for label, name in zip(_TASK_NAMES, (number, title), strict=True) if name}
            self._drafted[key] = self._new(way, Place(self._file, where=line.where()))
            self._at(way)[self._drafted[key]].update(named)
            for label in named:
                self._spots[*way, self._drafted[key], label] = Spot(Place(self._file, where=line.where()))
        return self._drafted[key]

    def _body(self, line: _Line) -> sheets.Body | None:
        name, where = self._link_text(line, Link.BODY)
        body = next((body for body in sheets.BODIES if body.label == _loose(name)), None)
        if body is None:
            labels = "、".join(body.label for body in sheets.BODIES)
            what = f"没有名为“{abridged(name)}”的机构" if name else "这一行没有写所在机构"
            self._fault("X-REF-06", what, where or line.where(), f"可选：{labels}")
        return body

    def _link_text(self, line: _Line, link: Link) -> tuple[str, str]:
        """What a row says in a link column, and where."""
        for column, unit, cell, where in line.cells:
            if column.link is link:
                value = self._value(column, unit, cell, where)
                return (value if isinstance(value, str) else ""), where
        return "", ""

    def _own_name(self) -> str:
        """In the form of one unit: what it is called."""
        units = self._data.get(_MEMBERS, [])
        if not self._is_form or len(units) != 1:
            return ""
        return next((str(units[0][label]) for label in _NAMES if units[0].get(label)), "")

    # --- the tree ---------------------------------------------------------------------

    def _append(self, line: _Line, way: RawPath, body: str) -> int | None:
        """A new item of a list, with the facts of a row; None where the row holds none that may be taken."""
        item: dict[str, Any] = {}
        spots: dict[RawPath, Spot] = {}
        self._fill(line, item, spots, body)
        if not item and not any(column.path for column, *_ in line.cells):
            return None
        position = self._new(way, Place(self._file, where=line.where()))
        self._at(way)[position].update(item)
        self._spots.update({(*way, position, *path): spot for path, spot in spots.items()})
        return position

    def _group(self, line: _Line, way: RawPath) -> None:
        group: dict[str, Any] = {}
        spots: dict[RawPath, Spot] = {}
        self._fill(line, group, spots, "")
        *above, label = way
        held = self._at(tuple(above)).setdefault(label, {})
        for name, value in group.items():
            if name in held:
                self._fault("X-ROW-04", f"“{name}”填写了两次，只读入了第一次的", line.where(), "请只保留一处")
            else:
                held[name] = value
                self._spots[*way, name] = spots[(name,)]
        self._spots.setdefault(way, Spot(Place(self._file, where=line.where())))

    def _fill(self, line: _Line, into: dict[str, Any], spots: dict[RawPath, Spot], body: str) -> None:
        for column, unit, cell, where in line.cells:
            if not column.path:
                continue
            if body and body not in column.bodies:
                message = f"{body}的人员不填“{column.heading}”，没有读入"
                self._fault("X-ROW-03", message, where, f"这一项只用于{'、'.join(column.bodies)}", Severity.WARNING)
                continue
            value = self._value(column, unit, cell, where)
            if value is None or value == "" or value == []:
                continue
            place = Spot(Place(self._file, where=where))
            group = into
            for depth, label in enumerate(column.path[:-1], start=1):
                group = group.setdefault(label, {})
                spots.setdefault(column.path[:depth], place)
            group[column.path[-1]] = value
            spots[column.path] = place
            if isinstance(value, list):
                spots.update({(*column.path, n): place for n in range(len(value))})

    def _value(self, column: Column, unit: str, cell: Cell, where: str) -> str | list[str] | None:
        given = taken(cell, column, unit, from_1904=self._from_1904)
        if given.complaint:
            one = given.complaint
            self._fault(one.code, f"“{column.heading}”：{one.message}", where, one.hint, one.severity)
        return given.value

    def _at(self, way: RawPath) -> Any:
        inner: Any = self._data
        for step in way:
            inner = inner[step]
        return inner

    def _new(self, way: RawPath, place: Place) -> int:
        """Make an empty item at the end of a list, and what leads to the list where it is not there yet."""
        inner: Any = self._data
        for depth, step in enumerate(way, start=1):
            if isinstance(step, str) and step not in inner:
                inner[step] = [] if depth == len(way) else {}
                self._spots[way[:depth]] = Spot(place)
            inner = inner[step]
        inner.append({})
        self._spots[*way, len(inner) - 1] = Spot(place)
        return len(inner) - 1

    def _fault(self, code: str, message: str, where: str, hint: str, severity: Severity = Severity.ERROR) -> None:
        self._faults.add(code, message, Place(self._file, where=where), hint, severity=severity)


def _says_something(line: _Line, besides: tuple[str, ...] = ()) -> bool:
    """Whether a row holds more than whom or what it is about."""
    return any(column.path and column.path[-1] not in besides for column, *_ in line.cells)


def _loose(name: str) -> str:
    """A name as it is compared: width and white space make no difference."""
    return "".join(unicodedata.normalize("NFKC", name).split())
