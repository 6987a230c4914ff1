"""New items that may be ones that are there: asked about, and never written unasked."""

from __future__ import annotations

from pathlib import Path

import pytest

from kit.api import carry_out_import, plan_import
from kit.intake.merging.outcomes import Offer, Plan, Status
from kit.intake.merging.plan import as_one
from kit.intake.origins import FieldPath
from tests.intake.merging.projects import AT, codes, data_of, file, merged, told
from tests.intake.merging.returned import alliance, edit, filled, form, retyped, workbook

REWORDED = {
    "director": ("人员", "王五", "王伍", "组织机构.理事会.理事[3]", "理事[1]”（王五）"),
    "expert": ("人员", "沈怀瑾", "沈怀谨", "组织机构.专家委员会.专家[2]", "专家[1]”（沈怀瑾）"),
    "staff": ("人员", "林若溪", "林若曦", "组织机构.秘书处.人员[2]", "人员[1]”（林若溪）"),
    "task": ("任务", "R-01", "R-01a", "任务分工[3]", "任务分工[1]”（R-01）"),
    "contribution": ("投入", "研发经费", "研发经费（一期）", "成员单位[1].投入[2]", "投入[1]”（研发经费）"),
}


def _as_one(plan: Plan) -> Plan:
    """All doubtful items are the ones that are there."""
    return as_one(plan, {fact.item for fact in plan.facts if fact.item})


def _as_others(plan: Plan) -> dict[FieldPath, Offer | None]:
    return {fact.path: fact.offers[0] for fact in plan.of(Status.CONFLICT)}


@pytest.mark.parametrize("sheet,old,new,item,may_be", REWORDED.values(), ids=REWORDED)
def test_an_item_that_was_renamed_is_asked_about(
    tmp_path: Path, sheet: str, old: str, new: str, item: str, may_be: str
) -> None:
    opened = alliance(tmp_path)
    back = filled(workbook(opened), **{sheet: (old, new)})
    before = opened.data.read_bytes()
    plan = plan_import(opened, [back])
    assert codes(plan) == ["I-MRG-06"]
    (told_of,) = plan.report
    assert told_of.field == item
    assert may_be in told_of.message
    assert not plan.of(Status.NEW)
    assert all(field.startswith(item) for field in told(plan, Status.CONFLICT))
    assert merged(opened, back).written == 0
    assert opened.data.read_bytes() == before


@pytest.mark.parametrize("sheet,old,new,item,may_be", REWORDED.values(), ids=REWORDED)
def test_it_is_put_right_in_its_place_where_somebody_says_so(
    tmp_path: Path, sheet: str, old: str, new: str, item: str, may_be: str
) -> None:
    opened = alliance(tmp_path)
    back = filled(workbook(opened), **{sheet: (old, new)})
    text = opened.data.read_text(encoding="utf-8")
    plan = plan_import(opened, [back])
    outcome = carry_out_import(_as_one(plan), {}, at=AT)
    assert outcome.written == 1
    assert opened.data.read_text(encoding="utf-8") == text.replace(old, new, 1)
    assert not codes(plan_import(opened, [back]))


def test_it_is_another_where_somebody_says_so(tmp_path: Path) -> None:
    opened = alliance(tmp_path)
    back = filled(workbook(opened), 人员=("王五", "王伍"))
    plan = plan_import(opened, [back])
    carry_out_import(plan, _as_others(plan), at=AT)
    directors = data_of(opened)["组织机构"]["理事会"]["理事"]
    assert [one["姓名"] for one in directors] == ["王五", "马六", "王伍"]
    assert not plan_import(opened, [back]).of(Status.CONFLICT)


def test_the_file_that_is_to_win_does_not_decide_which_item_it_means(tmp_path: Path) -> None:
    opened = alliance(tmp_path)
    back = filled(workbook(opened), 人员=("王五", "王伍"))
    before = opened.data.read_bytes()
    plan = plan_import(opened, [back], take=[back])
    assert not plan.of(Status.NEW)
    assert "组织机构.理事会.理事[3].姓名" in told(plan, Status.CONFLICT)
    assert codes(plan) == ["I-MRG-06"]
    merged(opened, back, take=(back,))
    assert opened.data.read_bytes() == before


def test_one_who_comes_beside_the_others_is_new(tmp_path: Path) -> None:
    opened = alliance(tmp_path)
    people = [{"姓名": "王五", "单位": "甲厂"}, {"姓名": "王伍", "单位": "甲厂"}]
    plan = plan_import(opened, [file(tmp_path, "甲.json", {"组织机构": {"理事会": {"理事": people}}})])
    assert "组织机构.理事会.理事[3].姓名" in told(plan, Status.NEW)
    assert not codes(plan)


def test_people_of_other_units_are_other_people(tmp_path: Path) -> None:
    opened = alliance(tmp_path)
    people = [{"姓名": "王五", "单位": "乙大"}]
    plan = plan_import(opened, [file(tmp_path, "乙.json", {"组织机构": {"理事会": {"理事": people}}})])
    assert not {fact.as_old.path[:4] for fact in plan.of(Status.CONFLICT) if fact.as_old} & {
        ("governance", "council", "directors", 0)
    }


def test_what_stands_below_a_renamed_item_goes_to_its_place_too(tmp_path: Path) -> None:
    opened = alliance(tmp_path)
    task = {
        "编号": "R-01a",
        "名称": "储氢瓶研制",
        "牵头单位": "甲厂",
        "参加单位": [{"单位": "乙大", "分工": "试验和评价"}, {"单位": "甲厂", "分工": "总体"}],
    }
    plan = plan_import(opened, [file(tmp_path, "甲.json", {"任务分工": [task]})])
    carry_out_import(_as_one(plan), {}, at=AT)
    first = data_of(opened)["任务分工"][0]
    assert first == {**task, "经费": "600万元"}
    assert len(data_of(opened)["任务分工"]) == 2


# --- what becomes of the item that is there ---------------------------------------------------


def test_what_the_office_put_right_stays_where_the_unit_only_renamed_the_item(tmp_path: Path) -> None:
    opened = alliance(tmp_path)
    back = filled(workbook(opened), 任务=("R-01", "R-1"), 人员=("王五", "王伍"))
    edit(opened, "名称: 储氢瓶研制", "名称: 车载储氢瓶研制")
    edit(opened, "职务: 董事长", "职务: 总经理")
    text = opened.data.read_text(encoding="utf-8")
    plan = _as_one(plan_import(opened, [back]))
    assert told(plan, Status.CHANGED) == {"任务分工[1].编号": ["R-1"], "组织机构.理事会.理事[1].姓名": ["王伍"]}
    assert [fact.old for fact in plan.of(Status.CHANGED)] == ["R-01", "王五"]
    assert told(plan, Status.KEPT) == {"任务分工[1].名称": ["储氢瓶研制"], "组织机构.理事会.理事[1].职务": ["董事长"]}
    carry_out_import(plan, {}, at=AT)
    after = text.replace("R-01", "R-1").replace("王五", "王伍")
    assert opened.data.read_text(encoding="utf-8") == after
    assert merged(opened, back).written == 0  # and not when the same file comes again
    assert opened.data.read_text(encoding="utf-8") == after


def test_what_both_changed_of_a_renamed_item_is_a_conflict(tmp_path: Path) -> None:
    opened = alliance(tmp_path)
    back = filled(filled(workbook(opened), 人员=("王五", "王伍")), 人员=("董事长", "董事"))
    edit(opened, "职务: 董事长", "职务: 总经理")
    plan = _as_one(plan_import(opened, [back]))
    (fact,) = plan.of(Status.CONFLICT)
    assert (fact.old, told(plan, Status.CONFLICT)) == ("总经理", {"组织机构.理事会.理事[1].职务": ["董事"]})
    assert fact.why == "发出以后，数据文件和交来的都改了这一项"
    won = _as_one(plan_import(opened, [back], take=[back]))
    assert told(won, Status.CHANGED)["组织机构.理事会.理事[1].职务"] == ["董事"]


def test_what_others_say_of_the_item_that_is_there_is_heard(tmp_path: Path) -> None:
    opened = alliance(tmp_path)
    renamed = {"编号": "R-01a", "名称": "储氢瓶研制", "牵头单位": "甲厂", "经费": "700万元"}
    one = file(tmp_path, "甲.json", {"任务分工": [renamed]})
    other = file(tmp_path, "乙.json", {"任务分工": [{"编号": "R-01", "经费": "800万元"}]})
    plan = _as_one(plan_import(opened, [one, other]))
    assert told(plan, Status.CONFLICT) == {
        "任务分工[1].编号": ["R-01a"],
        "任务分工[1].经费": ["800万元", "700万元"],
    }
    assert not plan.of(Status.NEW)
    assert not plan.of(Status.CHANGED)


def test_two_units_that_rename_one_item_differently_disagree(tmp_path: Path) -> None:
    opened = alliance(tmp_path)
    files = [
        file(tmp_path, f"{number}.json", {"任务分工": [{"编号": number, "牵头单位": "甲厂", "经费": "600万元"}]})
        for number in ("R-01a", "R-01b")
    ]
    plan = _as_one(plan_import(opened, files))
    assert told(plan, Status.CONFLICT) == {"任务分工[1].编号": ["R-01a", "R-01b"]}
    assert not plan.of(Status.NEW)


# --- tasks that are only named ----------------------------------------------------------------


@pytest.mark.parametrize("number,hint", [("R02", "是否为 R-02？"), ("R-99", "是否为 R-02？")], ids=["figures", "title"])
def test_a_share_in_a_task_that_there_is_not_is_refused(tmp_path: Path, number: str, hint: str) -> None:
    opened = alliance(tmp_path)
    back = filled(workbook(opened), 任务分工=("R-02", number), 单位=("陆珺", "陆新珺"))
    plan = plan_import(opened, [back])
    (fault,) = plan.report
    assert (fault.code, fault.hint) == ("I-MRG-07", hint)
    assert fault.message == f"没有编号为 {number} 的任务，这一项分工没有读入"
    assert "工作表“任务分工”" in fault.place.where
    assert merged(opened, back).written == 1
    assert len(data_of(opened)["任务分工"]) == 2


def test_a_share_in_a_task_that_there_is_not_is_refused_in_a_form(tmp_path: Path) -> None:
    opened = alliance(tmp_path)
    back = retyped(form(opened), "R-02", "R-99")
    plan = plan_import(opened, [back])
    (fault,) = plan.report
    assert (fault.code, fault.hint[:6]) == ("I-MRG-07", "已有的任务：")
    assert "表“任务分工”第 1 行" in fault.place.where
    assert {fact.status for fact in plan.facts} == {Status.SAME}


def test_a_share_in_a_task_that_another_file_brings_is_taken(tmp_path: Path) -> None:
    opened = alliance(tmp_path)
    back = filled(filled(workbook(opened), 任务分工=("R-02", "R-09")), 任务分工=("电解槽研制", "检测平台"))
    whole = file(tmp_path, "任务.json", {"任务分工": [{"编号": "R-09", "名称": "检测平台", "牵头单位": "乙大"}]})
    plan = plan_import(opened, [back, whole])
    assert "任务分工[3].参加单位[1].单位" in told(plan, Status.NEW)
    assert not codes(plan)


# --- a unit by another name -------------------------------------------------------------------


def test_references_go_along_with_a_unit_that_changes_its_short_name(tmp_path: Path) -> None:
    opened = alliance(tmp_path)
    back = filled(workbook(opened), 单位=("甲厂", "甲氢"))
    text = opened.data.read_text(encoding="utf-8")
    plan = plan_import(opened, [back])
    assert told(plan, Status.CHANGED) == {
        "成员单位[1].简称": ["甲氢"],
        "任务分工[1].牵头单位": ["甲氢"],
        "任务分工[2].参加单位[1].单位": ["甲氢"],
        "组织机构.理事会.理事[1].单位": ["甲氢"],
        "组织机构.秘书处.人员[1].单位": ["甲氢"],
    }
    merged(opened, back)
    expected = text.replace("简称: 甲厂", "简称: 甲氢").replace("单位: 甲厂,", "单位: 甲氢,")
    assert opened.data.read_text(encoding="utf-8") == expected
    again = plan_import(opened, [back])
    assert {fact.status for fact in again.facts} == {Status.SAME}
    assert not codes(again)


def test_references_go_along_where_the_name_was_in_dispute(tmp_path: Path) -> None:
    opened = alliance(tmp_path)
    one, other = (
        file(tmp_path, f"{name}.json", {"成员单位": [{"名称": "甲厂有限公司", "简称": name}]})
        for name in ("甲氢", "甲能")
    )
    plan = plan_import(opened, [one, other])
    (fact,) = plan.of(Status.CONFLICT)
    carry_out_import(plan, {fact.path: fact.offers[1]}, at=AT)
    assert data_of(opened)["任务分工"][0]["牵头单位"] == "甲能"
    assert "甲厂," not in opened.data.read_text(encoding="utf-8")


def test_references_by_a_name_that_stays_are_left_alone(tmp_path: Path) -> None:
    opened = alliance(tmp_path)
    named = file(tmp_path, "乙.json", {"成员单位": [{"名称": "乙大学（新）", "简称": "乙大"}]})
    assert told(plan_import(opened, [named]), Status.CHANGED) == {"成员单位[2].名称": ["乙大学（新）"]}


def test_experts_go_along_with_a_unit_that_changes_its_full_name(tmp_path: Path) -> None:
    opened = alliance(tmp_path)
    early = form(opened)
    back = filled(workbook(opened), 单位=("甲厂有限公司", "甲氢有限公司"))
    text = opened.data.read_text(encoding="utf-8")
    plan = plan_import(opened, [back])
    assert told(plan, Status.CHANGED) == {
        "成员单位[1].名称": ["甲氢有限公司"],
        "组织机构.专家委员会.专家[1].单位": ["甲氢有限公司"],
    }
    merged(opened, back)
    after = text.replace("甲厂有限公司", "甲氢有限公司")
    assert opened.data.read_text(encoding="utf-8") == after
    assert {fact.status for fact in plan_import(opened, [back]).facts} == {Status.SAME}
    again = plan_import(opened, [early])  # went out before the unit changed its name
    assert not codes(again)
    assert not again.of(Status.NEW)
    merged(opened, early)
    assert opened.data.read_text(encoding="utf-8") == after


def test_an_expert_of_a_unit_under_its_former_name_is_the_same_expert(tmp_path: Path) -> None:
    opened = alliance(tmp_path)
    workbook(opened)
    merged(opened, file(tmp_path, "名.json", {"成员单位": [{"简称": "甲厂", "名称": "甲氢有限公司"}]}))
    experts = [{"姓名": "沈怀瑾", "单位": "甲厂有限公司", "职称": "研究员"}]
    plan = plan_import(opened, [file(tmp_path, "专家.json", {"组织机构": {"专家委员会": {"专家": experts}}})])
    assert told(plan, Status.CHANGED) == {"组织机构.专家委员会.专家[1].职称": ["研究员"]}
    assert not plan.of(Status.NEW)
    assert not plan.of(Status.CONFLICT)


def test_experts_from_elsewhere_stay_where_they_are(tmp_path: Path) -> None:
    opened = alliance(tmp_path)
    edit(opened, "单位: 甲厂有限公司, 职称", "单位: 滨海大学, 职称")
    back = filled(workbook(opened), 单位=("甲厂有限公司", "甲氢有限公司"))
    merged(opened, back)
    assert data_of(opened)["组织机构"]["专家委员会"]["专家"][0]["单位"] == "滨海大学"
