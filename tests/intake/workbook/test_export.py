"""The workbook that is handed out: what it holds, what it guards, what a program works out in it, how it prints."""

from __future__ import annotations

import io
import subprocess
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from kit.diagnostics import Fault
from kit.intake.build import build
from kit.intake.raw import Raw
from kit.intake.workbook import sheets
from kit.intake.workbook.export import alliance_workbook, file_names, member_workbook
from kit.intake.workbook.sheets import SHEETS, Column, Sheet, plain_heading
from kit.model.alliance import Alliance
from kit.model.fields import Kind
from kit.model.members import Member
from kit.word.pdf import find_soffice
from tests.intake.workbook import making
from tests.intake.workbook.making import cell_of, changed, line_of
from tests.making import alliance as small

_BLANK = Alliance()


@cache
def _blank() -> Workbook:
    """The workbook of an alliance about which nothing is known."""
    return _book(alliance_workbook(_BLANK))


def _book(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


def _first_cell(book: Workbook, sheet: Sheet, column: Column) -> Any:
    return cell_of(book, sheet.title, column.heading, 1)


_COLUMNS = [(sheet, column) for sheet in SHEETS for column in sheet.columns]


def _named(value: object) -> str:
    return value.title if isinstance(value, Sheet) else value.heading if isinstance(value, Column) else str(value)


# --- what the sheets are ------------------------------------------------------------------


@pytest.mark.parametrize("sheet", SHEETS, ids=_named)
def test_headings_are_told_apart_and_read_as_printed(sheet: Sheet) -> None:
    printed = [plain_heading(column.title) for column in sheet.columns]
    assert len(set(printed)) == len(printed)
    assert printed == [column.heading for column in sheet.columns]


def test_every_fact_of_a_member_has_a_place() -> None:
    asked = {column.names[0] for column in sheets.UNITS.columns}
    own_sheets = {"contributions", "background", "declarations"}
    assert asked | own_sheets == {field.name for field in sheets.fields_of(Member)}


# --- the file -----------------------------------------------------------------------------


def test_the_same_facts_give_the_same_bytes() -> None:
    assert alliance_workbook(making.sample()) == making.whole()
    assert member_workbook(making.sample(), making.sample().members[0]) == making.form()
    with zipfile.ZipFile(io.BytesIO(making.whole())) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert core.count("2000-01-01T00:00:00Z") == 2


@pytest.mark.parametrize(
    "data", [making.whole(), making.form(), alliance_workbook(_BLANK)], ids=["whole", "form", "no"]
)
def test_the_sheets(data: bytes) -> None:
    book = _book(data)
    assert book.sheetnames[0] == "填写说明"
    assert set(book.sheetnames) == {sheets.GUIDE, sheets.OPTIONS, *(sheet.title for sheet in SHEETS)}
    assert [sheet.title for sheet in book if sheet.sheet_state != "visible"] == [sheets.OPTIONS]
    assert book.security.lockStructure


def test_a_unit_that_leads_no_task_is_not_asked_about_its_tasks() -> None:
    book = _book(making.form(1))
    assert "任务" not in book.sheetnames
    assert "任务分工" in book.sheetnames


@pytest.mark.parametrize("sheet,column", _COLUMNS, ids=_named)
def test_each_column_of_the_whole(sheet: Sheet, column: Column) -> None:
    book = _blank()
    heading, cell = cell_of(book, sheet.title, column.heading, 0), _first_cell(book, sheet, column)
    assert heading.value == column.title
    assert heading.value.startswith("＊") == column.needed
    assert heading.protection.locked
    assert not cell.protection.locked
    assert column.help.rstrip("。") in heading.offset(-1, 0).value
    if column.field.kind is Kind.DAY:
        assert cell.number_format == "yyyy-mm-dd"
    if column.field.kind in {Kind.TEXT, Kind.MEMBER}:
        assert cell.number_format == "@"
        assert book[sheet.title].column_dimensions[cell.column_letter].number_format == "@"
    (rule,) = [one for one in book[sheet.title].data_validations.dataValidation if cell.coordinate in one.sqref]
    assert rule.prompt.startswith("必填" if column.needed else "选填")
    assert len(rule.prompt) <= 255
    assert len(rule.promptTitle) <= 32
    choices = sheets.choices_of(column)
    assert (rule.type == "list") == (bool(choices) or column.field.kind is Kind.MEMBER)
    if choices:
        _, _, area = rule.formula1.partition("!")
        assert tuple(line[0].value for line in book[sheets.OPTIONS][area.replace("$", "")]) == choices


@pytest.mark.parametrize("sheet", SHEETS, ids=_named)
def test_each_sheet_guards_its_headings_and_prints_on_a4(sheet: Sheet) -> None:
    page = _book(making.whole())[sheet.title]
    assert page.protection.sheet
    assert page.protection.password is None
    assert not page.protection.insertRows
    assert page.freeze_panes is not None
    assert page.print_title_rows == "$4:$4"
    assert page.page_setup.paperSize == 9
    assert page.page_setup.fitToHeight == 0
    assert page.sheet_properties.pageSetUpPr.fitToPage


def test_nothing_becomes_a_formula() -> None:
    wicked = ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|'/c calc'!A0", "'a"]
    data = {"成员单位": [{"简称": f"甲{n}", "名称": text, "住所": text} for n, text in enumerate(wicked)]}
    alliance = build(Raw("坏的", data)).alliance
    assert alliance is not None
    book = _book(alliance_workbook(alliance))
    for row, text in enumerate(wicked, start=1):
        for heading in ("名称", "住所"):
            cell = cell_of(book, "单位", heading, row)
            assert (cell.value, cell.data_type) in {(text, "s"), (text, "inlineStr")}
            assert cell.quotePrefix
    with zipfile.ZipFile(io.BytesIO(alliance_workbook(alliance))) as archive:
        formulas = b"".join(archive.read(name) for name in archive.namelist()).count(b"<f>")
    checks = sum(str(cell.value).startswith("=IF(TRIM(") for line in book["单位"] for cell in line)
    assert formulas == checks


def test_a_text_no_cell_can_hold() -> None:
    long = small(任务分工=[{"编号": "R-01", "创新点": "长" * 33_000}])
    with pytest.raises(Fault) as caught:
        alliance_workbook(long)
    assert [d.code for d in caught.value.report] == ["X-OUT-01"]


@pytest.mark.parametrize(
    "names,files",
    [
        (["甲", "乙"], ["甲.xlsx", "乙.xlsx"]),
        (["甲", "甲"], ["甲.xlsx", "甲(2).xlsx"]),
        (["abc", "ABC"], ["abc.xlsx", "ABC(2).xlsx"]),
        (['../..\\a:b*?"<>|'], ["_.._a_b______.xlsx"]),
        (["CON"], ["CON_.xlsx"]),
        (["..."], ["第1家.xlsx"]),
        ([None], ["第1家.xlsx"]),
        (["长" * 90], [f"{'长' * 50}.xlsx"]),
    ],
)
def test_file_names(names: list[str | None], files: list[str]) -> None:
    found = file_names([Member(short_name=name) for name in names])
    assert found == files
    assert all(Path(name).name == name for name in found)


# --- what an office program makes of it ---------------------------------------------------

_CODES = {
    "91120116MAXH00010H": "√",
    " 91120116maxh00010h ": "√",
    "91120116MAXH00010G": "代码有误：校验码不符",
    "91120116MAXH0001H": "代码有误：不是18位",
    "9112011OMAXH00010H": "代码有误：含有不用的字符",
    "911201160000000112": "请核对第9至17位",
    None: None,
}


def _converted(files: dict[str, bytes], to: str, folder: Path) -> Path:
    soffice = find_soffice()
    assert soffice is not None, "LibreOffice Calc is needed: run make setup"
    source = folder / "in"
    source.mkdir()
    for name, data in files.items():
        (source / name).write_bytes(data)
    profile = (folder / "profile").as_uri()
    command = [str(soffice), f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", to]
    paths = [str(source / name) for name in files]
    out = folder / "out"
    ran = subprocess.run(
        [*command, "--outdir", str(out), *paths], capture_output=True, text=True, check=False, timeout=180
    )
    assert len(list(out.iterdir())) == len(files), ran.stdout + ran.stderr
    return out


def test_the_check_of_a_code_is_worked_out(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        for row, code in enumerate(_CODES, start=1):
            cell_of(book, "单位", "统一社会信用代码", row).value = code

    def in_form(book: Workbook) -> None:
        line_of(book, "单位", "统一社会信用代码").value = "91120116MAXH00010G"

    files = {"whole.xlsx": changed(alliance_workbook(_BLANK), change), "form.xlsx": changed(making.form(), in_form)}
    out = _converted(files, "xlsx", tmp_path)
    book = load_workbook(out / "whole.xlsx", data_only=True)
    for row, (code, told) in enumerate(_CODES.items(), start=1):
        assert (cell_of(book, "单位", sheets.CODE_CHECK, row).value or None) == told, code
    form = load_workbook(out / "form.xlsx", data_only=True)
    assert line_of(form, "单位", "统一社会信用代码").offset(0, 1).value == "代码有误：校验码不符"


def test_it_prints(tmp_path: Path) -> None:
    from pypdf import PdfReader

    out = _converted({"whole.xlsx": making.whole(), "form.xlsx": making.form()}, "pdf", tmp_path)
    for name, most in (("whole", 45), ("form", 14)):
        with PdfReader(out / f"{name}.pdf") as reader:
            assert len(reader.pages) <= most
            for page in reader.pages:
                short, long = sorted((float(page.mediabox.width), float(page.mediabox.height)))
                assert (round(short), round(long)) == (595, 842)
                assert page.extract_text().strip()
