"""From rows to tasks: which facts a row gives, what its folder is called, and what is told."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from kit.batch.columns import Per, columns_of, likeness
from kit.batch.rows import Rows, RowTask
from kit.batch.table import open_table
from tests.batch.tables import as_book, as_csv
from tests.making import alliance


def _tasks(path: Path, per: Per = Per.ALLIANCE) -> list[RowTask]:
    table = open_table(path, partial(likeness, per=per))
    base = alliance()
    columns = columns_of(table, per, {("members",): len(base.members)})
    return list(Rows(table, columns, per, base))


def _csv(folder: Path, head: Sequence[str], *rows: Sequence[str], per: Per = Per.ALLIANCE) -> list[RowTask]:
    return _tasks(as_csv(folder / "表.csv", rows, head), per)


def test_an_empty_cell_takes_the_fact_away(tmp_path: Path) -> None:
    (task,) = _csv(tmp_path, ["编号", "联盟.名称", "联盟.网站"], ["1", "甲联盟", ""])
    assert {change.path[-1]: change.value for change in task.changes} == {"name": "甲联盟", "website": None}


def test_several_in_a_cell_are_a_list(tmp_path: Path) -> None:
    (task,) = _csv(tmp_path, ["编号", "成员单位[1].资质"], ["1", "高新技术企业、专精特新"])
    assert task.changes[0].value == ["高新技术企业", "专精特新"]


def test_folders_are_named_by_the_column_or_by_number_and_name(tmp_path: Path) -> None:
    head = ["文件夹", "编号", "联盟.简称", "联盟.名称"]
    tasks = _csv(
        tmp_path,
        head,
        ["甲", "1", "a", "A"],
        ["", "2", "b", "B"],
        ["", "3", "", "C"],
        ["", "", "d", "D"],
        ["", "5", "", ""],
    )
    assert [task.folder for task in tasks] == ["甲", "2-b", "3-C", "d", "5"]


def test_a_row_without_a_name_is_refused_at_its_cell(tmp_path: Path) -> None:
    (task,) = _csv(tmp_path, ["编号", "联盟.网站"], ["", "a.example.com"])
    assert [(d.code, d.place.where) for d in task.found] == [("B-DIR-01", "A2")]
    assert task.is_refused


def test_the_second_of_two_names_is_refused(tmp_path: Path) -> None:
    first, second, third = _csv(tmp_path, ["文件夹", "联盟.名称"], ["甲A", "x"], ["甲ａ", "y"], ["../甲A", "z"])
    assert not first.found
    assert [(d.code, d.place.where) for d in second.found] == [("B-DIR-02", "A3")]
    assert [d.code for d in third.found] == ["B-DIR-02"]
    assert "第 2 行" in second.found[0].message


def test_a_formula_names_no_folder(tmp_path: Path) -> None:
    (task,) = _tasks(as_book(tmp_path / "表.xlsx", [["=ROW()", "甲联盟"]], ["文件夹", "联盟.网站"]))
    assert [(d.code, d.place.where) for d in task.found] == [("X-CEL-01", "A2"), ("B-DIR-01", "A2")]


def test_a_changed_name_is_told(tmp_path: Path) -> None:
    (task,) = _csv(tmp_path, ["文件夹", "联盟.名称"], ["甲/乙", "x"])
    assert task.folder == "甲_乙"
    assert [d.code for d in task.found] == ["B-DIR-03"]
    assert not task.is_refused


def test_what_stands_beside_the_table_is_told(tmp_path: Path) -> None:
    (task,) = _csv(tmp_path, ["编号", "联盟.名称"], ["1", "甲联盟", "", "记得打电话"])
    assert [(d.code, d.place.where) for d in task.found] == [("B-ROW-01", "D2")]
    assert not task.is_refused


def test_a_member_is_found_by_code_or_name_else_it_is_new(tmp_path: Path) -> None:
    head = ["名称", "简称", "住所"]
    tasks = _csv(
        tmp_path, head, ["甲厂有限公司", "甲", "x"], ["改名大学", "乙大", "x"], ["丙所", "丙", "x"], per=Per.MEMBER
    )
    assert [task.changes[0].path[:2] for task in tasks] == [("members", 0), ("members", 1), ("members", 2)]


def test_a_number_that_lost_its_digits_is_told(tmp_path: Path) -> None:
    head = ["编号", "成员单位[1].统一社会信用代码", "联盟.成立日期"]
    (task,) = _tasks(as_book(tmp_path / "表.xlsx", [[1, 911201160000000000, 20260318]], head))
    assert [(d.code, d.place.where) for d in task.found] == [("X-CEL-02", "B2")]
    assert {change.path[-1]: (change.value, change.is_lost) for change in task.changes} == {
        "uscc": (None, True),
        "founded_on": ("2026-03-18", False),
    }
