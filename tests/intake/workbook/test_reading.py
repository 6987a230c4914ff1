"""What people do to a workbook before it comes back: taken where its meaning is sure, else told by sheet and cell."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from kit.intake.build import build
from kit.intake.raw import Raw
from kit.intake.workbook import sheets
from kit.model.members import Member
from tests.intake.workbook import making
from tests.intake.workbook.making import Change, cell_of, changed, line_of, read, told


def _set(cell: Any, value: Any, number_format: str = "General") -> None:
    cell.value, cell.number_format = value, number_format


def _in_form(label: str, value: Any, number_format: str = "General", sheet: str = "单位") -> Change:
    return lambda book: _set(line_of(book, sheet, label), value, number_format)


def _in_table(sheet: str, heading: str, row: int, value: Any, number_format: str = "General") -> Change:
    return lambda book: _set(cell_of(book, sheet, heading, row), value, number_format)


def _member(raw: Raw) -> Member:
    alliance = build(raw).alliance
    assert alliance is not None
    return alliance.members[0]


# --- taken without a word -----------------------------------------------------------------


@pytest.mark.parametrize(
    "label,written,fact,number_format",
    [
        ("统一社会信用代码", " ９１１２０１１６ＭＡＸＨ０００１０Ｈ ", "91120116MAXH00010H", "@"),
        ("统一社会信用代码", "91120116maxh00010h", "91120116MAXH00010H", "@"),
        ("联系人电话", 13800000006, "13800000006", "General"),
        ("联系人电话", 13800000006.0, "13800000006", "0"),
        ("邮政编码", 300450, "300450", "General"),
        ("邮政编码", 10010, "010010", "000000"),
        ("成立日期", date(2016, 5, 16), "2016-05-16", "yyyy-mm-dd"),
        ("成立日期", datetime(2016, 5, 16, 8, 30), "2016-05-16", "yyyy/m/d h:mm"),
        ("成立日期", 42506, "2016-05-16", "General"),
        ("成立日期", 42506, "2016-05-16", 'yyyy"年"m"月"d"日"'),
        ("成立日期", 20160516, "2016-05-16", "General"),
        ("成立日期", "2016年5月16日", "2016-05-16", "@"),
        ("成立日期", "２０１６.５.１６", "2016-05-16", "General"),
        ("成立日期", "2016-05-16 00:00:00", "2016-05-16", "@"),
        ("成立日期", 59, "1900-02-28", "yyyy-mm-dd"),
        ("核心成员", True, "True", "General"),
        ("核心成员", "√", "True", "General"),
        ("核心成员", "✔", "True", "General"),
        ("核心成员", 1, "True", "General"),
        ("核心成员", "TRUE", "True", "@"),
        ("核心成员", "×", "False", "General"),
        ("核心成员", 0, "False", "General"),
        ("注册资本", 12000, "12,000万元", "#,##0"),
        ("注册资本", 0.1, "0.1万元", "General"),
        ("注册资本", "1.2亿元", "12,000万元", "@"),
        ("注册资本", "１２，０００", "12,000万元", "@"),
        ("单位性质", " 企业\n", "企业", "@"),
        ("上年度研发人员", "86人", "86", "@"),
        ("成立日期", "/", "None", "@"),
        ("注册资本", "无", "None", "@"),
        ("上年度研发人员", "——", "None", "@"),
        ("境外因素", "无", "无", "@"),
        ("法定代表人职务", "董事长\u3000", "董事长", "@"),
    ],
)
def test_a_value_as_people_write_it(label: str, written: Any, fact: str, number_format: str, tmp_path: Path) -> None:
    raw = read(changed(making.form(), _in_form(label, written, number_format)), tmp_path)
    assert told(raw, hints=True) == []
    column = next(c for c in sheets.UNITS.columns if c.heading == label)
    value: Any = _member(raw)
    for name in column.names:
        value = getattr(value, name, None)
    assert str(value) == fact


def _rename(book: Workbook) -> None:
    book["投入"].title = "附表二"
    book["单位"].title = "Sheet1"
    book.move_sheet("Sheet1", offset=3)


def _remove_marks(book: Workbook) -> None:
    for sheet in book:
        for line in sheet.iter_rows(max_row=120):
            for cell in line:
                if isinstance(cell.value, str):
                    cell.value = cell.value.replace("＊", "") if cell.value.startswith("＊") else cell.value


def _spread_headings(book: Workbook) -> None:
    cell_of(book, "投入", "形式", 0).value = " ＊ 形 式\n（必填）"
    cell_of(book, "投入", "金额", 0).value = "金额\n(单位：万元)"
    line_of(book, "单位", "名称").offset(0, -1).value = "名 称 ："


def _move_columns(book: Workbook) -> None:
    sheet = book["投入"]
    sheet.insert_cols(2, 2)
    sheet["B4"] = None
    sheet.insert_rows(1, 3)
    book["单位"].insert_rows(1, 2)
    book["单位"].insert_cols(1)


def _empty_rows(book: Workbook) -> None:
    book["投入"].insert_rows(6, 2)
    book["背景知识产权"].insert_rows(6)


def _drop_sheets(book: Workbook) -> None:
    del book["填写说明"], book["选项"]


def _unprotect(book: Workbook) -> None:
    for sheet in book:
        sheet.protection.sheet = False
        sheet.freeze_panes = None


@pytest.mark.parametrize(
    "change",
    [_rename, _remove_marks, _spread_headings, _move_columns, _empty_rows, _drop_sheets, _unprotect],
    ids=lambda change: change.__name__,
)
@pytest.mark.parametrize("number", [0, 3])
def test_a_form_that_was_rearranged(change: Change, number: int, tmp_path: Path) -> None:
    raw = read(changed(making.form(number), change), tmp_path)
    assert told(raw, hints=True) == []
    assert _member(raw) == making.sample().members[number]


def _merge_units(book: Workbook) -> None:
    sheet = book["投入"]
    for row in (6, 7, 8):
        sheet.cell(row, 2).value = None
    sheet.merge_cells("B5:B8")


def _repeat_headings(book: Workbook) -> None:
    sheet = book["投入"]
    sheet.insert_rows(8)
    for cell in sheet[4]:
        sheet.cell(8, cell.column).value = cell.value


@pytest.mark.parametrize("change", [_merge_units, _repeat_headings], ids=lambda change: change.__name__)
def test_a_table_that_was_rearranged(change: Change, tmp_path: Path) -> None:
    raw = read(changed(making.whole(), change), tmp_path)
    assert told(raw, hints=True) == []
    alliance = build(raw).alliance
    assert alliance is not None
    assert alliance.members == making.sample().members


def test_rows_that_were_added(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        for heading, value in (
            ("形式", "场地使用"),
            ("内容", "二层\n试验场地"),
            ("金额", 12.5),
            ("到位日期", "2026/7/1"),
        ):
            cell_of(book, "投入", heading, 30).value = value
        cell_of(book, "人员", "所在机构", 9).value = "专家委员会"
        cell_of(book, "人员", "姓名", 9).value = "沈怀瑾"

    raw = read(changed(making.form(), change), tmp_path)
    assert told(raw) == []
    assert told(raw, hints=True) == [("X-CEL-07", "“投入”，C34")]
    added = _member(raw).contributions[-1]
    assert (str(added.kind), added.description, str(added.value)) == ("场地使用", "二层试验场地", "12.5万元")
    alliance = build(raw).alliance
    assert alliance is not None
    assert alliance.governance.experts.experts[-1].unit == "津海氢能"


def test_days_that_count_from_1904(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book.epoch = datetime(1904, 1, 1)
        line_of(book, "单位", "成立日期").value = 42506 - 1462

    raw = read(changed(making.form(), change), tmp_path)
    assert str(_member(raw).founded_on) == "2016-05-16"


def test_a_table_somebody_made(tmp_path: Path) -> None:
    raw = read(
        making.table(
            名单=[
                ["2026 年成员名单"],
                [],
                ["序号", "简称", "名称（全称）", "单位性质", "备 注"],
                [1, "甲", "甲厂", "企业"],
            ],
            出资=[["单位", "形式", "金额（元）", "到位日期"], ["甲厂", "货币资金", 12500, "2026-06-30"]],
        ),
        tmp_path,
    )
    assert told(raw, hints=True) == []
    assert raw.data == {
        "成员单位": [
            {
                "简称": "甲",
                "名称": "甲厂",
                "单位性质": "企业",
                "投入": [{"形式": "货币资金", "金额": "12500元", "到位日期": "2026-06-30"}],
            }
        ]
    }


# --- told by its cell ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "change,code,where",
    [
        (_in_form("统一社会信用代码", 110101199003070017), "X-CEL-02", "“单位”，B7"),
        (_in_form("统一社会信用代码", "1.1010119900307E+17", "@"), "X-CEL-02", "“单位”，B7"),
        (_in_form("统一社会信用代码", "91120116MAXH00010G", "@"), "D-VAL-01", "“单位”，B7，成员“津海氢能”"),
        (_in_form("成立日期", "=TODAY()"), "X-CEL-01", "“单位”，B19"),
        (_in_form("成立日期", "2016-13-01", "@"), "D-VAL-02", "“单位”，B19，成员“津海氢能”"),
        (_in_form("成立日期", 2016), "D-VAL-02", "“单位”，B19，成员“津海氢能”"),
        (_in_form("注册资本", "一千万", "@"), "D-VAL-03", "“单位”，B23，成员“津海氢能”"),
        (_in_form("注册资本", -5), "D-VAL-03", "“单位”，B23，成员“津海氢能”"),
        (_in_form("核心成员", "是吧", "@"), "D-VAL-05", "“单位”，B24，成员“津海氢能”"),
        (_in_form("单位性质", "厂", "@"), "D-VAL-06", "“单位”，B9，成员“津海氢能”"),
        (_in_form("送达地址", date(2026, 3, 1), "m-d"), "X-CEL-04", "“单位”，B14"),
        (_in_form("执行部门", "#REF!"), "X-CEL-03", "“单位”，B30"),
        (_in_table("投入", "金额", 2, "=SUM(D5:D5)"), "X-CEL-01", "“投入”，D6"),
        (_in_table("投入", "人数", 1, 2.5), "D-VAL-04", "“投入”，E5，成员“津海氢能”"),
        (_in_table("背景知识产权", "号码", 1, 202319990001123456), "X-CEL-02", "“背景知识产权”，D5"),
        (_in_table("人员", "所在机构", 1, "监事会"), "X-REF-06", "“人员”，B5"),
        (_in_table("人员", "专职", 1, "是"), "X-ROW-03", "“人员”，K5"),
        (_in_table("人员", "出生年份", 1, "七二年"), "D-VAL-01", "“人员”，F5"),
        (_in_table("投入", "形式", 0, "投入形式"), "X-COL-02", "“投入”，B4"),
        (_in_table("投入", "到位日期", 0, "金额"), "X-COL-01", "“投入”，F4"),
    ],
)
def test_a_fault_of_the_form(change: Change, code: str, where: str, tmp_path: Path) -> None:
    assert told(read(changed(making.form(), change), tmp_path)) == [(code, where)]


@pytest.mark.parametrize(
    "change,code,where",
    [
        (_in_table("投入", "单位", 3, "津海轻能"), "X-REF-01", "“投入”，B7"),
        (_in_table("投入", "单位", 3, None), "X-REF-02", "“投入”，第 7 行"),
        (_in_table("单位", "简称", 2, "津海氢能"), "X-REF-03", "“投入”，B5"),
        (_in_table("任务分工", "任务编号", 1, "R-99"), "X-REF-04", "“任务分工”，B5"),
        (_in_table("任务分工", "单位", 1, "滨海大雪"), "D-REF-01", "“任务分工”，D5"),
        (_in_table("任务", "编号", 2, "R-01"), "X-REF-05", "“任务分工”，B5"),
        (_in_table("声明", "未列入失信名单", 2, "嗯"), "D-VAL-05", "“声明”，E6，成员“氢衡电池”"),
    ],
)
def test_a_fault_of_the_whole(change: Change, code: str, where: str, tmp_path: Path) -> None:
    found = told(read(changed(making.whole(), change), tmp_path))
    assert any(one == code and place.startswith(where) for one, place in found), found
    assert all(one.startswith((code[:5], "D-REF")) for one, _ in found)


def test_every_fault_in_one_run_and_the_rest_is_taken(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        line_of(book, "单位", "统一社会信用代码").value = "91120116MAXH00010G"
        line_of(book, "单位", "成立日期").value = "=TODAY()"
        cell_of(book, "投入", "金额", 1).value = "四百万"
        cell_of(book, "人员", "所在机构", 2).value = ""

    raw = read(changed(making.form(), change), tmp_path)
    assert {code for code, _ in told(raw)} == {"D-VAL-01", "X-CEL-01", "D-VAL-03", "X-REF-06"}
    member = _member(raw)
    assert (member.name, member.uscc, member.founded_on) == ("津海氢能装备股份有限公司", None, None)
    assert len(member.contributions) == len(making.sample().members[0].contributions)


def test_what_is_only_told(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book["投入"].row_dimensions[6].hidden = True
        book["人员"].sheet_state = "hidden"
        book["投入"]["B20"] = "合 计"
        book["投入"]["E20"] = "=SUM(E5:E19)"
        book["投入"]["K4"], book["投入"]["K5"] = "备注", "再议"
        book.create_sheet("草稿")["A1"] = "随手记"

    raw = read(changed(making.form(), change), tmp_path)
    assert told(raw) == []
    assert sorted(told(raw, hints=True)) == [
        ("X-COL-02", "“投入”，K4"),
        ("X-ROW-01", "“投入”，第 6 行"),
        ("X-ROW-02", "“投入”，第 20 行"),
        ("X-SHT-02", ""),
        ("X-SHT-03", ""),
    ]
    assert _member(raw) == making.sample().members[0]


def test_a_missing_fact_is_named_by_its_row(tmp_path: Path) -> None:
    intake = build(read(making.whole(), tmp_path))
    assert intake.origins.place_of("成员单位[2].邮政编码").where.startswith("工作表“单位”，")
    assert (
        intake.origins.place_of("成员单位[2].加入日期").where == "工作表“单位”，第 6 行，成员“氢衡电池”缺少“加入日期”"
    )


def test_a_workbook_of_something_else(tmp_path: Path) -> None:
    raw = read(making.table(Sheet1=[["日期", "天气"], ["周一", "晴"]]), tmp_path)
    assert raw.data is None
    assert [code for code, _ in told(raw)] == ["X-SHT-01"]


# --- what would count twice or be lost ----------------------------------------------------


def _copy_contributions(book: Workbook) -> None:
    copy = book.copy_worksheet(book["投入"])
    copy.title = "投入 (2)"


def test_a_copied_sheet_does_not_double_what_it_holds(tmp_path: Path) -> None:
    raw = read(changed(making.form(), _copy_contributions), tmp_path)
    assert _member(raw).contributions == making.sample().members[0].contributions
    assert told(raw) == [("X-ROW-05", "“投入 (2)”，第 5 行")]


def test_a_copied_sheet_that_was_changed_gives_what_is_new(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        _copy_contributions(book)
        _set(cell_of(book, "投入 (2)", "内容", 1), "另一项投入")

    raw = read(changed(making.form(), change), tmp_path)
    assert len(_member(raw).contributions) == len(making.sample().members[0].contributions) + 1
    assert "X-ROW-05" in [code for code, _place in told(raw)]


@pytest.mark.parametrize("words", ["合　计：", "合计（万元）", "总计"])
def test_a_row_of_sums_in_any_spelling_is_not_an_item(tmp_path: Path, words: str) -> None:
    def change(book: Workbook) -> None:
        row = len(making.sample().members[0].contributions) + 1
        _set(cell_of(book, "投入", "形式", row), words)
        _set(cell_of(book, "投入", "金额", row), 430)

    raw = read(changed(making.form(), change), tmp_path)
    assert told(raw) == []
    assert len(_member(raw).contributions) == len(making.sample().members[0].contributions)


def test_a_bare_year_in_a_cell_of_days_is_doubted(tmp_path: Path) -> None:
    raw = read(changed(making.form(), _in_table("投入", "到位日期", 1, 2026, "yyyy-mm-dd")), tmp_path)
    assert [code for code, _place in told(raw)] == ["X-CEL-08"]
    assert ["1905-07-18" in d.message for d in raw.report] == [True]


def test_words_beside_a_table_are_told(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        last = cell_of(book, "投入", "评估文件", 1)
        _set(last.offset(column=1), "分两期到账")

    raw = read(changed(making.form(), change), tmp_path)
    assert ("X-COL-03", "“投入”，I5") in told(raw, hints=True)
