"""The workbook of a whole alliance, and the form for one of its units: .xlsx with the facts that are known filled in.

The same facts give the same bytes. The facts to ask for are read off the model; see `sheets`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kit.files import safe_names
from kit.intake.workbook import sheets
from kit.intake.workbook.facts import Addressee, Row, rows_of, rows_of_member, unit_name, unit_names
from kit.intake.workbook.guide import add_guide
from kit.intake.workbook.saving import saved
from kit.intake.workbook.sheets import CARDS, Link, Sheet, ordinal_unit
from kit.intake.workbook.writing import Book, Table, add_card, add_table, new_book
from kit.model.alliance import Alliance
from kit.model.members import Member

ALLIANCE_FILE = "成员资料汇总表.xlsx"
_BLANK_ROWS = {sheets.CONTRIBUTIONS: 8, sheets.PEOPLE: 6, sheets.BACKGROUND: 6, sheets.TASKS: 0, sheets.PARTICIPANTS: 2}
_KEYS = {sheets.PARTICIPANTS: 2, sheets.PEOPLE: 2, sheets.TASKS: 2}


def alliance_workbook(alliance: Alliance) -> bytes:
    """The .xlsx with the units of an alliance, what they put in, their tasks and their people."""
    book = new_book(None)
    known = rows_of(alliance)
    add_guide(book, Addressee.of(alliance), sheets.SHEETS)
    for sheet in sheets.SHEETS:
        add_table(book, Table(sheet, sheet.columns, known[sheet], keys=_KEYS.get(sheet, 1)))
    return saved(book.workbook)


def member_workbook(alliance: Alliance, member: Member) -> bytes:
    """The .xlsx that one unit fills in: its own facts one below the other, lists as tables."""
    book = new_book(tuple(name for name in unit_names(alliance.members) if name))
    known = rows_of_member(alliance, member)
    contents = [sheet for sheet in sheets.SHEETS if sheet is not sheets.TASKS or known[sheet]]
    add_guide(book, Addressee.of(alliance, member), contents)
    for sheet in contents:
        _add_part(book, sheet, known[sheet], unit_name(member))
    return saved(book.workbook)


def _add_part(book: Book, sheet: Sheet, rows: list[Row], unit: str) -> None:
    if sheet in CARDS:
        add_card(book, sheet, rows[0], unit)
        return
    columns = tuple(column for column in sheet.columns if column.link is not Link.UNIT)
    locked: frozenset[str] = frozenset()
    about = ""
    if sheet is sheets.PARTICIPANTS:  # which tasks there are is given; a unit need not take part in any
        locked = frozenset(column.heading for column in columns if column.link or column.names == ("member",))
        columns = tuple(replace(column, needed=False) for column in columns)
        about = "本单位在各项任务中做什么；不参加的任务留空"
    add_table(book, Table(sheet, columns, rows, locked, about, _BLANK_ROWS[sheet], _KEYS.get(sheet, 1)))


def file_names(members: Sequence[Member]) -> list[str]:
    """A file name for the form of each unit: its short name in characters that every system takes, no two alike."""
    return safe_names((unit_name(m).strip(" .") or ordinal_unit(n) for n, m in enumerate(members)), ".xlsx")
