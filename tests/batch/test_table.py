"""Reading tables: encodings, odd shapes, and files that mean harm."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from kit.batch import table as tables
from kit.batch.table import Table, open_table
from kit.diagnostics import Fault
from tests.batch.tables import as_book, as_csv

_HEAD = ("编号", "联盟.名称")


def _open(path: Path) -> Table:
    return open_table(path, lambda _cells: 0)


def _words(table: Table) -> list[tuple[int, dict[int, str]]]:
    return [(row.number, {place: cell.words for place, cell in row.cells.items()}) for row in table.rows()]


def _code(path: Path) -> str:
    with pytest.raises(Fault) as raised:
        list(_open(path).rows())
    (fault,) = raised.value.report
    assert fault.place.file == str(path)
    assert fault.hint
    return fault.code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
def test_csv_in_the_encodings_of_office_programs(encoding: str, tmp_path: Path) -> None:
    table = _open(as_csv(tmp_path / "表.csv", [["1", "甲联盟"]], _HEAD, encoding))
    assert _words(table) == [(2, {1: "1", 2: "甲联盟"})]


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_with_the_delimiters_of_office_programs(delimiter: str, tmp_path: Path) -> None:
    (tmp_path / "表.csv").write_text(delimiter.join(_HEAD) + "\r\n" + delimiter.join(["1", "甲"]), encoding="utf-8")
    assert _words(_open(tmp_path / "表.csv")) == [(2, {1: "1", 2: "甲"})]


def test_rows_are_numbered_as_programs_show_them(tmp_path: Path) -> None:
    text = '编号,名称\n\n1,"甲\n乙"\n,\n2,丙\n'
    (tmp_path / "表.csv").write_text(text, encoding="utf-8")
    table = _open(tmp_path / "表.csv")
    assert _words(table) == [(3, {1: "1", 2: "甲\n乙"}), (5, {1: "2", 2: "丙"})]
    assert table.count == 2


def test_a_workbook_is_its_first_sheet_and_says_so(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = as_book(tmp_path / "表.xlsx", [["1", "甲联盟"]], _HEAD)
    book = load_workbook(path)
    book.create_sheet("别的").append(["x"])
    book.save(path)
    table = _open(path)
    assert _words(table) == [(2, {1: "1", 2: "甲联盟"})]
    assert [note.code for note in table.notes] == ["B-TAB-04"]
    assert table.sheet == "清单"


def test_what_is_no_table_is_refused(tmp_path: Path) -> None:
    def file(name: str, data: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    assert _code(file("a.csv", "编号,名称\n1,甲\n".encode("utf-16"))) == "B-TAB-05"
    assert _code(file("b.csv", b"%PDF-1.7\n")) == "B-TAB-05"
    assert _code(file("c.csv", b"\xff\x80\x81,\xff\n")) == "B-TAB-05"
    assert _code(file("d.csv", b"")) == "B-TAB-02"
    assert _code(file("e.csv", "编号,联盟.名称\n\n,\n".encode())) == "B-TAB-02"
    assert _code(file("f.csv", '编号,联盟.名称\n1,"甲\n2,乙\n'.encode())) == "B-TAB-06"
    assert _code(file("g.csv", '编号,联盟.名称\n1,"甲"乙"\n'.encode())) == "B-TAB-06"
    assert _code(file("h.xls", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600)) == "X-FIL-04"
    assert _code(file("i.xlsx", b"PK\x03\x04 no zip")) == "X-FIL-03"


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    assert _code(tmp_path / "无.csv") == "X-FIL-01"
    assert _code(tmp_path) == "X-FIL-01"
    assert _code(tmp_path / ("长" * 300)) in {"X-FIL-01", "B-TAB-01"}


def test_tables_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_ROWS", 3)
    monkeypatch.setattr(tables, "MAX_CSV", 4000)
    monkeypatch.setattr(tables, "MAX_RECORD", 1000)
    rows = [[str(n), "甲"] for n in range(4)]
    assert _code(as_csv(tmp_path / "a.csv", rows, _HEAD)) == "B-TAB-03"
    assert len(_words(_open(as_csv(tmp_path / "b.csv", rows[:3], _HEAD)))) == 3
    assert _code(as_csv(tmp_path / "c.csv", [["1", "甲" * 2000]], _HEAD)) == "B-TAB-03"
    assert _code(as_csv(tmp_path / "d.csv", [["1", "甲" * 900 + "\n乙" * 100]], _HEAD)) == "B-TAB-03"
    assert _code(as_csv(tmp_path / "e.csv", [["x"] * 401], _HEAD)) == "B-TAB-03"


def test_a_line_that_never_ends_takes_no_memory(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("编号,联盟.名称\n".encode() + b"," * 20_000_000)
    assert _code(tmp_path / "a.csv") == "B-TAB-03"


def test_a_bomb_of_a_workbook_is_refused(tmp_path: Path) -> None:
    path = as_book(tmp_path / "a.xlsx", [["1", "甲"]], _HEAD)
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b"</sheetData>", b" " * 60_000_000 + b"</sheetData>")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, data in parts.items():
            book.writestr(name, data)
    assert _code(path) == "B-TAB-03"


def test_cells_merged_over_rows_are_told(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = as_book(tmp_path / "a.xlsx", [["1", "甲"], ["2", None]], _HEAD)
    book = load_workbook(path)
    book["清单"].merge_cells("B2:B3")
    book.save(path)
    assert [note.code for note in _open(path).notes] == ["B-TAB-08"]


def test_a_formula_is_no_value(tmp_path: Path) -> None:
    (row,) = _open(as_book(tmp_path / "a.xlsx", [["1", '=HYPERLINK("http://x","甲")']], _HEAD)).rows()
    assert row.cells[2].is_formula
