"""Three that are merged: what was handed out, what came back, and what the office made of the data file since."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kit.api import export_workbooks, open_project, plan_import
from kit.diagnostics import Fault
from kit.intake.merging.outcomes import Status
from tests.intake.merging.projects import all_files, codes, data_of, merged, told
from tests.intake.merging.returned import alliance, edit, filled, form, retyped, workbook

HEAD = "成员单位[1].法定代表人"
RECORD = ".kit/发出.json"


@pytest.mark.parametrize("write", [workbook, form], ids=["workbook", "form"])
def test_what_came_back_untouched_changes_nothing_that_the_office_put_right(tmp_path: Path, write: object) -> None:
    opened = alliance(tmp_path)
    assert callable(write)
    back = write(opened)
    edit(opened, "陆珺", "陆新珺")
    before = opened.data.read_bytes()
    plan = plan_import(opened, [back])
    assert told(plan, Status.KEPT) == {HEAD: ["陆珺"]}
    assert [fact.old for fact in plan.of(Status.KEPT)] == ["陆新珺"]
    assert merged(opened, back).written == 0
    assert opened.data.read_bytes() == before


def test_what_only_the_unit_changed_is_a_plain_change(tmp_path: Path) -> None:
    opened = alliance(tmp_path)
    back = filled(workbook(opened), 单位=("陆珺", "陆新珺"))
    edit(opened, "海川路18号", "海川路20号")
    plan = plan_import(opened, [back])
    assert told(plan, Status.CHANGED) == {HEAD: ["陆新珺"]}
    assert told(plan, Status.KEPT) == {"成员单位[1].住所": ["天津市海川路18号"]}


def test_what_both_changed_is_a_conflict(tmp_path: Path) -> None:
    opened = alliance(tmp_path)
    back = filled(workbook(opened), 单位=("陆珺", "陆君"))
    edit(opened, "陆珺", "陆新珺")
    (fact,) = plan_import(opened, [back]).of(Status.CONFLICT)
    assert (fact.old, fact.why) == ("陆新珺", "发出以后，数据文件和交来的都改了这一项")
    assert told(plan_import(opened, [back], take=[back]), Status.CHANGED) == {HEAD: ["陆君"]}


def test_the_file_that_is_to_win_decides_conflicts_and_nothing_else(tmp_path: Path) -> None:
    opened = alliance(tmp_path)
    back = filled(workbook(opened), 单位=("陆珺", "陆君"))
    edit(opened, "陆珺", "陆新珺")
    edit(opened, "海川路18号", "海川路20号")
    plan = plan_import(opened, [back], take=[back])
    assert told(plan, Status.CHANGED) == {HEAD: ["陆君"]}
    assert told(plan, Status.KEPT) == {"成员单位[1].住所": ["天津市海川路18号"]}


def test_a_unit_that_changes_its_name_brings_back_nothing_the_office_put_right(tmp_path: Path) -> None:
    opened = alliance(tmp_path)
    back = filled(workbook(opened), 单位=("甲厂有限公司", "甲氢有限公司"))
    edit(opened, "陆珺", "陆新珺")
    merged(opened, back)
    assert merged(opened, back).written == 0
    assert data_of(opened)["成员单位"][0]["法定代表人"] == "陆新珺"


def test_what_both_changed_to_the_same_is_the_same(tmp_path: Path) -> None:
    opened = alliance(tmp_path)
    back = filled(workbook(opened), 单位=("陆珺", "陆新珺"))
    edit(opened, "陆珺", "陆新珺")
    assert {fact.status for fact in plan_import(opened, [back]).facts} == {Status.SAME}


def test_a_version_from_before_the_last_one_that_was_handed_out_is_a_conflict(tmp_path: Path) -> None:
    opened = alliance(tmp_path)
    first = workbook(opened)
    edit(opened, "陆珺", "陆新珺")
    workbook(opened, to="第二次")
    (fact,) = plan_import(opened, [first]).of(Status.CONFLICT)
    assert (fact.old, [offer.shown for offer in fact.offers]) == ("陆新珺", ["陆珺"])


def test_another_unit_s_form_handed_out_later_makes_no_difference(tmp_path: Path) -> None:
    opened = alliance(tmp_path)
    back = form(opened, "甲厂")
    edit(opened, "陆珺", "陆新珺")
    form(opened, "乙大")
    assert told(plan_import(opened, [back]), Status.KEPT) == {HEAD: ["陆珺"]}


def test_a_unit_may_correct_itself_again(tmp_path: Path) -> None:
    opened = alliance(tmp_path)
    back = workbook(opened)
    merged(opened, filled(back, 单位=("陆珺", "陆君")))
    assert told(plan_import(opened, [filled(back, 单位=("陆君", "陆新珺"))]), Status.CHANGED) == {HEAD: ["陆新珺"]}


def test_a_sheet_that_nobody_touched_is_no_voice_against_a_unit_that_did(tmp_path: Path) -> None:
    opened = alliance(tmp_path)
    whole = export_workbooks(opened).files[0]
    back = filled(workbook(opened), 单位=("陆珺", "陆新珺"))
    assert told(plan_import(opened, [whole, back]), Status.CHANGED) == {HEAD: ["陆新珺"]}


def test_what_the_office_deleted_does_not_come_back_untouched(tmp_path: Path) -> None:
    opened = alliance(tmp_path)
    back = workbook(opened)
    for gone in (
        "    法定代表人: 陆珺\n",
        "      - {姓名: 王五, 单位: 甲厂, 职务: 董事长}\n",
        "      - {形式: 货币资金, 内容: 研发经费, 金额: 300万元}\n",
    ):
        edit(opened, gone, "")
    before = opened.data.read_bytes()
    plan = plan_import(opened, [back])
    assert len(plan.of(Status.KEPT)) == 1 + 4 + 3  # 理事会职务 holds as 理事
    merged(opened, back)
    assert opened.data.read_bytes() == before


def test_an_item_the_office_deleted_and_the_unit_changed_is_asked_about(tmp_path: Path) -> None:
    opened = alliance(tmp_path)
    back = filled(workbook(opened), 人员=("董事长", "总经理"))
    edit(opened, "      - {姓名: 王五, 单位: 甲厂, 职务: 董事长}\n", "")
    plan = plan_import(opened, [back])
    assert {fact.why for fact in plan.of(Status.CONFLICT)} == {"发出以后，数据文件里删去了这一项"}
    assert not plan.of(Status.NEW)


def test_a_row_whose_name_the_office_put_right_does_not_come_back_beside_it(tmp_path: Path) -> None:
    opened = alliance(tmp_path)
    back = workbook(opened)
    edit(opened, "姓名: 王五", "姓名: 王伍")
    edit(opened, "内容: 研发经费", "内容: 研究开发经费")
    edit(opened, "名称: 甲厂有限公司", "名称: 甲厂股份有限公司")
    edit(opened, "分工: 加工", "分工: 机加工")
    before = opened.data.read_bytes()
    merged(opened, back)
    assert opened.data.read_bytes() == before


def test_a_form_changed_by_its_unit_after_an_office_s_edit_elsewhere(tmp_path: Path) -> None:
    opened = alliance(tmp_path)
    back = retyped(form(opened), "陆珺", "陆新珺")
    edit(opened, "海川路18号", "海川路20号")
    merged(opened, back)
    assert data_of(opened)["成员单位"][0]["法定代表人"] == "陆新珺"
    assert data_of(opened)["成员单位"][0]["住所"] == "天津市海川路20号"


# --- the record -------------------------------------------------------------------------------


def test_the_record_is_the_same_each_time_and_holds_no_value(tmp_path: Path) -> None:
    opened = alliance(tmp_path)
    workbook(opened)
    once = (opened.folder / RECORD).read_bytes()
    workbook(opened)
    assert (opened.folder / RECORD).read_bytes() == once
    assert "陆珺" not in once.decode()


def test_nothing_is_recorded_where_nothing_is_written(tmp_path: Path) -> None:
    opened = alliance(tmp_path)
    (tmp_path / "夹").mkdir()
    (tmp_path / "夹/甲厂.xlsx").write_bytes(b"filled")
    before = all_files(opened)
    with pytest.raises(Fault):
        export_workbooks(opened, out=tmp_path / "夹", each=True)
    assert all_files(opened) == before


@pytest.mark.parametrize(
    "text",
    ["[", "[]", '{"alliance.yaml": 1}', '{"alliance.yaml": {"甲": 1}}', '{"alliance.yaml": []}', "\ud800", "[" * 99999],
)
def test_a_spoiled_record_is_told(tmp_path: Path, text: str) -> None:
    opened = alliance(tmp_path)
    (opened.folder / ".kit").mkdir()
    (opened.folder / RECORD).write_bytes(text.encode("utf-8", "surrogatepass"))
    for attempt in (lambda: plan_import(opened, []), lambda: export_workbooks(opened)):
        with pytest.raises(Fault) as caught:
            attempt()
        assert [d.code for d in caught.value.report] == ["I-PRV-02"]
    assert not opened.output.exists()


@pytest.mark.parametrize("values", [[], [1, None, "x" * 9], ["0" * 16] * 500])
def test_a_record_that_says_odd_things_is_no_more_than_that(tmp_path: Path, values: list[object]) -> None:
    opened = alliance(tmp_path)
    back = workbook(opened)
    odd = {"alliance.yaml": {"成员单位[甲厂有限公司].法定代表人": values}}
    (opened.folder / RECORD).write_text(json.dumps(odd), encoding="utf-8")
    edit(opened, "陆珺", "陆新珺")
    assert HEAD in {
        **told(plan_import(opened, [back]), Status.CHANGED),
        **told(plan_import(opened, [back]), Status.CONFLICT),
    }


def test_a_project_whose_record_has_no_place_is_told_and_the_files_stand(tmp_path: Path) -> None:
    opened = alliance(tmp_path)
    (opened.folder / ".kit").write_text("", encoding="utf-8")
    exported = export_workbooks(opened, out=tmp_path / "夹", each=True)
    assert [d.code for d in exported.report] == ["I-PRV-03"]
    assert all(path.is_file() for path in exported.files)


def test_what_other_data_files_handed_out_is_kept(tmp_path: Path) -> None:
    opened = alliance(tmp_path)
    workbook(opened)
    other = opened.folder / "另一份.yaml"
    other.write_bytes(opened.data.read_bytes())
    export_workbooks(open_project(other), out=tmp_path / "夹")
    assert set(json.loads((opened.folder / RECORD).read_text(encoding="utf-8"))) == {
        "说明",
        "alliance.yaml",
        "另一份.yaml",
    }


def test_a_project_without_a_record_is_merged_as_ever(tmp_path: Path) -> None:
    opened = alliance(tmp_path)
    back = workbook(opened)
    (opened.folder / RECORD).unlink()
    edit(opened, "陆珺", "陆新珺")
    plan = plan_import(opened, [back])
    assert told(plan, Status.CHANGED) == {HEAD: ["陆珺"]}
    assert not codes(plan)
