"""Which sheet of ours a sheet of the file is, however it was renamed, moved or widened: told by its headings."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from kit import patterns
from kit.intake.workbook.grid import Cell, Grid
from kit.intake.workbook.sheets import CARD_HEADINGS, CARDS, CODE_CHECK, NUMBER, SHEETS, Column, Sheet, plain_heading

_ENOUGH = 3
_HEAD_ROWS = 40
_CARD_COLUMNS = 12
_CARD_ROWS = 300
_UNIT = patterns.compiled(r"\(([^()]*)\)")
_MONEY_UNITS = ("亿元", "万元", "千元", "元")
_OURS = frozenset({NUMBER, CODE_CHECK, *CARD_HEADINGS})


@dataclass
class Layout:
    """How a sheet is laid out.

    is_card   one fact a line; else one item a row.
    start     the first row below the headings; for a card the column of the values.
    known     the columns by their place: in a table the column, in a card the row; with the unit of amounts.
    twice     places whose heading stands a second time; unknown: places with a heading that names nothing.
    numbers   the column that counts the rows; 0 where there is none.
    """

    sheet: Sheet
    is_card: bool
    start: int
    known: dict[int, tuple[Column, str]] = field(default_factory=dict)
    twice: dict[int, Column] = field(default_factory=dict)
    unknown: dict[int, str] = field(default_factory=dict)
    numbers: int = 0
    heading: int = 0


def recognised(grid: Grid) -> Layout | None:
    """The layout of a sheet, or None where it is none of ours."""
    best: tuple[int, bool, Layout] | None = None
    for count, layout in _candidates(grid):
        fits = layout.sheet.title == grid.title
        if count >= _ENOUGH and (best is None or (count, fits) > best[:2]):
            best = count, fits, layout
    return best[2] if best else None


def _candidates(grid: Grid) -> Iterator[tuple[int, Layout]]:
    for row in sorted(grid.rows)[:_HEAD_ROWS]:
        cells = grid.rows[row]
        names = {place: plain_heading(cell.words) for place, cell in cells.items()}
        for sheet in SHEETS:
            layout = Layout(sheet, False, row + 1, heading=row)
            _sort(layout, cells, names)
            yield len(layout.known), layout
    lines = {row: grid.rows[row] for row in sorted(grid.rows)[:_CARD_ROWS]}
    for column in range(1, _CARD_COLUMNS + 1):
        cells = {row: cell for row, line in lines.items() if (cell := line.get(column))}
        names = {row: plain_heading(cell.words) for row, cell in cells.items()}
        for sheet in CARDS:
            layout = Layout(sheet, True, _value_column(grid, column), heading=column)
            _sort(layout, cells, names)
            layout.known = {at: one for at, one in layout.known.items() if one[0].link is None}
            yield len(layout.known), layout


def _sort(layout: Layout, cells: dict[int, Cell], names: dict[int, str]) -> None:
    """Tell the headings apart."""
    by_heading = {plain_heading(column.heading): column for column in layout.sheet.columns}
    seen: set[str] = set()
    for place, name in names.items():
        if name == NUMBER:
            layout.numbers = place
        elif name in by_heading:
            column = by_heading[name]
            if name in seen:
                layout.twice[place] = column
            else:
                layout.known[place] = column, _unit_in(cells[place].words)
            seen.add(name)
        elif name and name not in _OURS:
            layout.unknown[place] = cells[place].words


def _unit_in(heading: str) -> str:
    """The unit of amounts that stands in brackets in a heading."""
    for inside in _UNIT.findall(unicodedata.normalize("NFKC", heading[:200])):
        words = inside.removeprefix("单位:").strip()
        if words in _MONEY_UNITS:
            return str(words)
    return ""


def _value_column(grid: Grid, labels: int) -> int:
    """Where the values of a card stand: under their heading, else beside the labels."""
    for row in sorted(grid.rows)[:_HEAD_ROWS]:
        for column, cell in grid.rows[row].items():
            if column > labels and plain_heading(cell.words) == CARD_HEADINGS[1]:
                return column
    return labels + 1
