"""The sheets of a workbook as cells with their places: what was typed, not what programs compute from it."""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from dataclasses import dataclass, field

from kit import patterns
from kit.diagnostics import Diagnostic, Fault
from kit.intake.workbook.container import MAIN, Container, elements, feed, relation_id

MAX_SHEETS = 60
MAX_ROWS = 10_000  # rows that hold something, of one sheet
MAX_COLUMN = 400
MAX_TEXT = 32_767
MAX_STRINGS_TOTAL = 24_000_000  # characters
MAX_MERGES = 5_000
MAX_ARRAYS = 200
MAX_SHEET_ROW = 1_048_576

_DAY_CODES = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
_PERCENT_CODES = frozenset({9, 10})
_QUOTED = patterns.compiled(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_DAY_SIGNS = patterns.compiled("[ymd]", re.IGNORECASE)
_ESCAPED = patterns.compiled(r"_x([0-9A-Fa-f]{4})_")
_REFERENCE = patterns.compiled(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass(frozen=True)
class Look:
    """What the number format of a cell says of its number."""

    is_day: bool = False
    is_percent: bool = False
    zeros: int = 0


@dataclass(frozen=True)
class Cell:
    """What a cell holds: a text, a number as written, a truth, an error, or the result of a formula."""

    text: str = ""
    number: str = ""
    truth: bool | None = None
    error: str = ""
    is_formula: bool = False
    look: Look = Look()

    @property
    def is_blank(self) -> bool:
        """Whether nothing is there but white space."""
        nothing = not (self.number or self.error or self.is_formula) and self.truth is None
        return nothing and not self.text.strip()

    @property
    def words(self) -> str:
        """What one reads in the cell, roughly: for headings and messages."""
        return self.text or self.number or self.error


@dataclass
class Grid:
    """A sheet: its cells by row and column, counted from 1.

    hidden  rows that are not shown; is_hidden: the whole sheet is not.
    merges  cells that are merged over several rows, by their column: first and last row.
    """

    title: str
    is_hidden: bool = False
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    merges: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    def at(self, row: int, column: int) -> Cell | None:
        """A cell that is not blank, or None."""
        return self.rows.get(row, {}).get(column)

    def merged_at(self, row: int, column: int) -> Cell | None:
        """A cell that is not blank, or the one above with which it is merged, or None."""
        own = self.at(row, column)
        if own or column not in self.merges:
            return own
        areas = self.merges[column]
        place = bisect_right(areas, (row, MAX_SHEET_ROW)) - 1
        return self.at(areas[place][0], column) if place >= 0 and row <= areas[place][1] else None


@dataclass(frozen=True)
class Read:
    """A workbook as read: its sheets, and whether its days count from 1904."""

    sheets: list[Grid]
    from_1904: bool


def letters_of(column: int) -> str:
    """The letters of a column."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def read_grids(container: Container) -> Read:
    """The sheets of a workbook, hidden ones too. Raises Fault where they break the bounds."""
    found = list(elements(container.part(container.book), container.book, _t("sheet"), _t("workbookPr")))
    sheets = [attributes for attributes in found if "sheetId" in attributes]
    from_1904 = any(a.get("date1904") in {"1", "true"} for a in found if "sheetId" not in a)
    if len(sheets) > MAX_SHEETS:
        raise _too_much(f"工作表超过 {MAX_SHEETS} 张")
    relations = container.relations(container.book)
    strings = _strings(container, relations)
    looks = _looks(container, relations)
    grids = []
    for attributes in sheets:
        kind, part = relations.get(relation_id(attributes), ("", ""))
        if kind != "worksheet":
            continue  # a chart sheet, or a sheet of the macros of old
        grid = Grid(attributes.get("name", "")[:60], attributes.get("state", "visible") != "visible")
        feed(container.part(part), part, _SheetTarget(grid, strings, looks))
        grids.append(grid)
    return Read(grids, from_1904)


def _t(name: str) -> str:
    return f"{{{MAIN}}}{name}"


def _too_much(what: str) -> Fault:
    return Fault(Diagnostic("X-PKG-02", f"工作簿的内容过多：{what}", hint="请删去不用的工作表、行和列后再试"))


def _related(container: Container, relations: dict[str, tuple[str, str]], kind: str) -> bytes:
    part = next((part for found, part in relations.values() if found == kind), "")
    return container.part(part) if part in container else b""


def _strings(container: Container, relations: dict[str, tuple[str, str]]) -> list[str]:
    data = _related(container, relations, "sharedStrings")
    target = _StringsTarget()
    if data:
        feed(data, "sharedStrings.xml", target)
    return target.strings


def decoded(text: str) -> str:
    """A text of the file as people see it: escaped characters back in place, line ends as line feeds."""
    text = _ESCAPED.sub(_unescaped, text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _unescaped(found: re.Match[str]) -> str:
    number = int(found[1], 16)
    return "\ufffd" if 0xD800 <= number <= 0xDFFF else chr(number)  # half a character is none


class _TextTarget:
    """Collects the text of t elements, without the phonetic ones."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._in_text = self._in_phonetic = False

    def _open(self, tag: str) -> None:
        if tag == _T:
            self._in_text = True
        elif tag == _RPH:
            self._in_phonetic = True

    def _shut(self, tag: str) -> None:
        if tag == _T:
            self._in_text = False
        elif tag == _RPH:
            self._in_phonetic = False

    def data(self, text: str) -> None:
        if self._in_text and not self._in_phonetic and self._length <= MAX_TEXT:
            self._pieces.append(text)
            self._length += len(text)

    def _taken(self) -> str:
        text = decoded("".join(self._pieces)[: MAX_TEXT + 1])
        self._pieces.clear()
        self._length = 0
        return text

    def close(self) -> None: ...


_T, _RPH, _SI = _t("t"), _t("rPh"), _t("si")


class _StringsTarget(_TextTarget):
    def __init__(self) -> None:
        super().__init__()
        self.strings: list[str] = []
        self._total = 0

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        self._open(tag)

    def end(self, tag: str) -> None:
        self._shut(tag)
        if tag == _SI:
            text = self._taken()
            self._total += len(text)
            if self._total > MAX_STRINGS_TOTAL:
                raise _too_much("文字太多")
            self.strings.append(text)


def _looks(container: Container, relations: dict[str, tuple[str, str]]) -> list[Look]:
    data = _related(container, relations, "styles")
    target = _StylesTarget()
    if data:
        feed(data, "styles.xml", target)
    return [_look(number, target.codes.get(number, "")) for number in target.used]


def _look(number: int, code: str) -> Look:
    plain = _QUOTED.sub("", code[:200]).partition(";")[0]
    is_day = number in _DAY_CODES if not code else bool(_DAY_SIGNS.search(plain)) and "general" not in plain.lower()
    zeros = len(plain) if plain and not plain.strip("0") and len(plain) > 1 else 0
    return Look(is_day, number in _PERCENT_CODES or plain.endswith("%"), zeros)


class _StylesTarget:
    def __init__(self) -> None:
        self.codes: dict[int, str] = {}
        self.used: list[int] = []
        self._in_used = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == _t("numFmt"):
            self.codes[_number(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif tag == _t("cellXfs"):
            self._in_used = True
        elif tag == _t("xf") and self._in_used:
            self.used.append(_number(attributes.get("numFmtId")))

    def end(self, tag: str) -> None:
        if tag == _t("cellXfs"):
            self._in_used = False

    def data(self, text: str) -> None: ...

    def close(self) -> None: ...


def _number(text: str | None) -> int:
    """A whole number of at most nine digits; 0 for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0


_ROW, _C, _V, _F, _IS, _MERGE = (_t(name) for name in ("row", "c", "v", "f", "is", "mergeCell"))
_PLAIN = Look()


class _SheetTarget(_TextTarget):
    """Takes the cells of a sheet as they come; only those that hold something."""

    def __init__(self, grid: Grid, strings: list[str], looks: list[Look]) -> None:
        super().__init__()
        self._grid, self._strings, self._looks = grid, strings, looks
        self._row = self._column = 0
        self._kind, self._style = "n", 0
        self._has_formula = self._in_value = False
        self._value: list[str] = []
        self._arrays: list[tuple[int, int, int, int]] = []
        self._merged = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == _C:
            self._start_cell(attributes)
        elif tag == _V:
            self._in_value = True
        elif tag == _F:
            self._has_formula = True
            if attributes.get("t") in {"array", "dataTable"}:
                self._arrays += _area(attributes.get("ref", ""))[:1]
                if len(self._arrays) > MAX_ARRAYS:
                    raise _too_much("数组公式太多")
        elif tag == _ROW:
            self._row = _number(attributes.get("r")) or self._row + 1
            self._column = 0
            if attributes.get("hidden") in {"1", "true"}:
                self._grid.hidden.add(self._row)
        elif tag == _MERGE:
            self._merge(attributes.get("ref", ""))
        else:
            self._open(tag)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        found = _REFERENCE.fullmatch(attributes.get("r", ""))
        self._column = _column_of(found[1]) if found else self._column + 1
        self._kind, self._style = attributes.get("t", "n"), _number(attributes.get("s"))
        self._has_formula = self._in_value = False
        self._value.clear()

    def data(self, text: str) -> None:
        if self._in_value:
            self._value.append(text)
        else:
            super().data(text)

    def end(self, tag: str) -> None:
        if tag == _V:
            self._in_value = False
        elif tag == _C:
            self._end_cell()
        else:
            self._shut(tag)

    def _end_cell(self) -> None:
        inline = self._taken() if self._pieces else ""
        value = "".join(self._value)[: MAX_TEXT + 1]
        if not (value or inline or self._has_formula) or self._column > MAX_COLUMN:
            return
        cell = self._cell(value, inline)
        if cell.is_blank:
            return
        cells = self._grid.rows.setdefault(self._row, {})
        if self._column in cells:
            raise Fault(
                Diagnostic("X-PKG-06", f"工作表“{self._grid.title}”中有两个相同的单元格", hint="请另存为 .xlsx 后再试")
            )
        cells[self._column] = cell
        if len(self._grid.rows) > MAX_ROWS:
            raise _too_much(f"工作表“{self._grid.title}”超过 {MAX_ROWS} 行")

    def _cell(self, value: str, inline: str) -> Cell:
        formula = self._has_formula or self._is_in_array()
        if formula:
            return Cell(text=value, is_formula=True)
        match self._kind:
            case "s":
                number = _number(value)
                return Cell(text=self._strings[number] if value and number < len(self._strings) else "")
            case "inlineStr":
                return Cell(text=inline)
            case "str":
                return Cell(text=decoded(value))
            case "b":
                return Cell(truth=value.strip() in {"1", "true"})
            case "e":
                return Cell(error=value[:40] or "#N/A")
            case "d":
                return Cell(text=value.partition("T")[0])
        look = self._looks[self._style] if self._style < len(self._looks) else _PLAIN
        return Cell(number=value.strip()[:40], look=look)

    def _is_in_array(self) -> bool:
        row, column = self._row, self._column
        return any(top <= row <= bottom and left <= column <= right for top, bottom, left, right in self._arrays)

    def _merge(self, reference: str) -> None:
        for top, bottom, left, _right in _area(reference):
            if bottom > top and self._merged < MAX_MERGES:
                self._merged += 1
                insort(self._grid.merges.setdefault(left, []), (top, bottom))


def _area(reference: str) -> list[tuple[int, int, int, int]]:
    """An area A1:B2 as first and last row, first and last column; nothing where it is none."""
    corners = [_REFERENCE.fullmatch(corner) for corner in reference[:40].split(":")]
    known = [(int(corner[2]), _column_of(corner[1])) for corner in corners if corner]
    if not known or len(known) != len(corners):
        return []
    rows, columns = [row for row, _ in known], [column for _, column in known]
    return [(min(rows), max(rows), min(columns), max(columns))]


def _column_of(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
