"""Headings: fields by their paths, forgivingly; what is not understood is told with what may have been meant."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from kit.batch.columns import Columns, Per, columns_of, likeness
from kit.batch.table import open_table
from kit.diagnostics import Diagnostic, Fault
from tests.batch.tables import as_csv

_LENGTHS = {("members",): 2, ("tasks",): 0, ("members", 0, "contributions"): 1}


def _columns(folder: Path, *headings: str, per: Per = Per.ALLIANCE) -> Columns:
    table = open_table(as_csv(folder / "表.csv", [["x"] * len(headings)], headings), partial(likeness, per=per))
    return columns_of(table, per, _LENGTHS)


def _faults(folder: Path, *headings: str, per: Per = Per.ALLIANCE) -> list[Diagnostic]:
    with pytest.raises(Fault) as raised:
        _columns(folder, *headings, per=per)
    return list(raised.value.report)


@pytest.mark.parametrize(
    "heading,path",
    [
        ("联盟.名称", ("info", "name")),
        ("info.name", ("info", "name")),
        (" ＊联盟 . 名称 （必填）", ("info", "name")),
        ("联盟．名称", ("info", "name")),
        ("成员单位[2].联系人.电话", ("members", 1, "contact", "phone")),
        ("成员单位［2］.联系人.电话", ("members", 1, "contact", "phone")),
        ("成员单位[1].投入[1].金额（万元）", ("members", 0, "contributions", 0, "value")),
        ("成员单位[1].资质", ("members", 0, "qualifications")),
    ],
)
def test_a_heading_leads_to_its_field(heading: str, path: tuple[str | int, ...], tmp_path: Path) -> None:
    (column,) = _columns(tmp_path, "编号", heading).fields
    assert (column.path, column.of_member) == (path, False)


def test_a_unit_in_the_heading_is_for_amounts(tmp_path: Path) -> None:
    headings = ("编号", "成员单位[1].投入[1].金额（万元）", "联盟.名称（元）")
    assert [column.unit for column in _columns(tmp_path, *headings).fields] == ["万元", ""]


@pytest.mark.parametrize("heading", ["联系人.电话", "成员单位.联系人.电话"])
def test_a_row_of_a_member_has_its_fields(heading: str, tmp_path: Path) -> None:
    (column,) = _columns(tmp_path, "编号", heading, per=Per.MEMBER).fields
    assert (column.path, column.of_member) == (("contact", "phone"), True)


@pytest.mark.parametrize(
    "heading,code,words",
    [
        ("联盟.名程", "B-COL-01", "是否为“联盟.名称”？"),
        ("签署.日期", "B-COL-01", "是否为“签署.签署日期”？"),
        ("仲裁机构", "B-COL-01", "是否为“争议解决.仲裁机构”？"),
        ("说明", "B-COL-01", "备注"),
        ("统计.成员数", "B-COL-01", "由程序计算"),
        ("成员单位", "B-COL-03", "成员单位[1].名称"),
        ("成员单位.名称", "B-COL-03", "成员单位[1].名称"),
        ("联盟", "B-COL-03", "联盟.名称"),
        ("联盟[1].名称", "B-COL-03", "方括号"),
        ("成员单位[1].资质[2]", "B-COL-03", "顿号"),
        ("成员单位[3].名称", "B-COL-04", "只有 2 项"),
        ("成员单位[0].名称", "B-COL-01", ""),
        ("成员单位[99999999999999999999].名称", "B-COL-01", ""),
        ("联盟..名称", "B-COL-01", ""),
        ("[1]", "B-COL-01", ""),
        ("联盟.名称" * 5000, "B-COL-01", ""),
        ("=HYPERLINK(1)", "B-COL-01", ""),
    ],
)
def test_what_a_heading_cannot_be(heading: str, code: str, words: str, tmp_path: Path) -> None:
    (fault,) = _faults(tmp_path, "编号", heading)
    assert (fault.code, fault.place.where) == (code, "B1")
    assert words in fault.message + fault.hint


def test_all_faults_of_the_headings_come_in_one_run(tmp_path: Path) -> None:
    faults = _faults(tmp_path, "联盟.名称", "联盟.名程", "info.name", "成员单位")
    assert {d.place.where: d.code for d in faults} == {"B1": "B-COL-01", "C1": "B-COL-02", "D1": "B-COL-03"}


def test_a_table_needs_facts_and_names(tmp_path: Path) -> None:
    assert [d.code for d in _faults(tmp_path, "编号", "备注")] == ["B-COL-05"]
    assert [d.code for d in _faults(tmp_path, "签署.签订地")] == ["B-COL-06"]


def test_headings_may_stand_below_a_title(tmp_path: Path) -> None:
    table = open_table(
        as_csv(tmp_path / "表.csv", [["编号", "联盟.名称"], ["1", "甲联盟"]], ["2026年联盟清单"]),
        partial(likeness, per=Per.ALLIANCE),
    )
    assert (table.head.number, table.count) == (2, 1)
