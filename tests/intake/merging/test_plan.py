"""What a merge would do: new, changed, in conflict, the same; and what is at fault in the files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kit.api import carry_out_import, create_project, open_project, plan_import
from kit.diagnostics import Fault
from kit.intake.build import load
from kit.intake.merging.identity import IDENTITIES
from kit.intake.merging.outcomes import Plan, Status
from kit.model.fields import Kind, every_field
from kit.resources import samples_root
from tests.intake.merging.projects import AT, DATA, codes, data_of, file, member, merged, project, told

SAMPLES = sorted(path for path in samples_root().iterdir() if path.is_dir())


def _plan(folder: Path, *handed: dict[str, Any], text: str = DATA) -> Plan:
    opened = project(folder / "项目", text)
    return plan_import(opened, [file(folder, f"{number}.json", data) for number, data in enumerate(handed, 1)])


def test_every_noun_of_which_there_are_lists_has_an_identity() -> None:
    assert {
        field.group for field in every_field() if field.kind is Kind.LIST and field.group and not field.derived
    } <= set(IDENTITIES)


# --- the same unit ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "facts",
    [
        {"统一社会信用代码": "91120116MAXH00010H"},
        {"统一社会信用代码": "９１１２０１１６ｍａｘｈ０００１０ｈ"},
        {"名称": "甲厂有限公司"},
        {"名称": "甲厂 有限公司"},
        {"简称": "甲厂"},
        {"统一社会信用代码": "91120116MAXH00010H", "名称": "甲厂股份有限公司"},
        {"统一社会信用代码": "91120110MAXH00029P", "名称": "甲厂有限公司"},
        {"简称": "甲厂", "名称": "甲厂股份有限公司"},
    ],
)
def test_a_unit_is_known_by_its_code_its_name_or_its_short_name(tmp_path: Path, facts: dict[str, str]) -> None:
    plan = _plan(tmp_path, member(**facts, 邮政编码="300308"))
    assert told(plan, Status.NEW) == {"成员单位[1].邮政编码": ["300308"]}


def test_another_unit_with_the_same_short_name_is_another_unit(tmp_path: Path) -> None:
    plan = _plan(tmp_path, member(统一社会信用代码="91120110MAXH00029P", 名称="甲厂（集团）公司", 简称="甲厂"))
    assert "成员单位[3].名称" in told(plan, Status.NEW)


def test_two_files_tell_of_one_new_unit(tmp_path: Path) -> None:
    plan = _plan(tmp_path, member(名称="丙所", 简称="丙"), member(简称="丙", 邮政编码="300308"))
    assert told(plan, Status.NEW) == {
        "成员单位[3].名称": ["丙所"],
        "成员单位[3].简称": ["丙"],
        "成员单位[3].邮政编码": ["300308"],
    }


@pytest.mark.parametrize(
    "members,code",
    [
        ([{"住所": "天津市"}], "I-MRG-01"),
        ([{"简称": "甲厂"}, {"名称": "甲厂有限公司", "住所": "天津市"}], "I-MRG-02"),
        ([{"统一社会信用代码": "91120116MAXH00010H", "名称": "乙大学"}], "I-MRG-03"),
    ],
)
def test_units_that_cannot_be_told(tmp_path: Path, members: list[dict[str, str]], code: str) -> None:
    plan = _plan(tmp_path, {"成员单位": members})
    (fault,) = plan.report
    assert fault.code == code
    assert fault.place.file.endswith("1.json")
    assert fault.place.line == 1


def test_a_unit_whose_only_name_is_faulty_is_complained_of_once(tmp_path: Path) -> None:
    plan = _plan(tmp_path, member(统一社会信用代码="91120116MAXH00010G", 住所="天津市"))
    assert codes(plan) == ["D-VAL-01"]
    assert not told(plan, Status.NEW) | told(plan, Status.CHANGED)


# --- other items ------------------------------------------------------------------------------


def test_items_are_found_by_what_names_them(tmp_path: Path) -> None:
    text = DATA + (
        "任务分工:\n  - {编号: R-01, 名称: 研制, 牵头单位: 甲厂, 参加单位: [{单位: 乙大, 分工: 试验}]}\n"
        "组织机构:\n  理事会:\n    理事:\n      - {姓名: 王甲, 单位: 甲厂}\n      - {姓名: 王甲, 单位: 乙大}\n"
    )
    handed = {
        "任务分工": [{"编号": "Ｒ-01", "参加单位": [{"单位": "乙大学", "分工": "试验和评价"}, {"单位": "甲厂"}]}],
        "组织机构": {"理事会": {"理事": [{"姓名": "王甲", "单位": "乙大学", "职务": "校长"}, {"姓名": "李乙"}]}},
    }
    plan = _plan(tmp_path, handed, text=text)
    assert told(plan, Status.CHANGED) == {"任务分工[1].参加单位[1].分工": ["试验和评价"]}
    assert told(plan, Status.NEW) == {
        "任务分工[1].参加单位[2].单位": ["甲厂"],
        "组织机构.理事会.理事[2].职务": ["校长"],
        "组织机构.理事会.理事[3].姓名": ["李乙"],
    }
    assert not codes(plan)


def test_items_that_read_alike_are_matched_in_their_order(tmp_path: Path) -> None:
    two = [{"形式": "货币资金", "内容": "研发经费", "金额": amount} for amount in ("300万元", "100万元")]
    plan = _plan(tmp_path, member(简称="甲厂", 投入=two))
    assert list(told(plan, Status.NEW)) == [f"成员单位[1].投入[2].{name}" for name in ("形式", "内容", "金额")]
    assert not plan.of(Status.CHANGED)


def test_an_item_that_was_merged_in_part_is_filled_in_and_not_doubled(tmp_path: Path) -> None:
    opened = project(tmp_path / "项目", "成员单位:\n  - 简称: 甲厂\n")
    faulty = {"形式": "现钱", "内容": "研发经费", "金额": "300万元"}
    merged(opened, file(tmp_path, "甲.json", member(简称="甲厂", 投入=[faulty])))
    merged(opened, file(tmp_path, "甲.json", member(简称="甲厂", 投入=[{**faulty, "形式": "货币资金"}])))
    assert data_of(opened)["成员单位"][0]["投入"] == [{**faulty, "形式": "货币资金"}]


def test_an_item_of_which_nothing_sound_names_it_waits_until_it_is_mended(tmp_path: Path) -> None:
    opened = project(tmp_path / "项目", "成员单位:\n  - 简称: 甲厂\n")
    merged(opened, file(tmp_path, "甲.json", member(简称="甲厂", 投入=[{"形式": "现钱", "金额": "300万元"}])))
    assert data_of(opened) == {"成员单位": [{"简称": "甲厂"}]}


def test_too_long_a_list_of_items_that_read_alike_is_refused(tmp_path: Path) -> None:
    plan = _plan(tmp_path, member(简称="甲厂", 投入=[{"形式": "货币资金"}] * 301, 邮政编码="300308"))
    assert codes(plan) == ["I-MRG-04"]
    assert list(told(plan, Status.NEW)) == ["成员单位[1].邮政编码"]


# --- values -----------------------------------------------------------------------------------


def test_what_means_the_same_is_the_same(tmp_path: Path) -> None:
    same = member(
        简称="甲厂", 住所="天津市海川路１８号", 投入=[{"形式": "货币资金", "内容": "研发经费", "金额": "3,000,000元"}]
    )
    plan = _plan(tmp_path, same)
    assert {fact.status for fact in plan.facts} == {Status.SAME}


def test_what_holds_without_being_written_is_nothing_new(tmp_path: Path) -> None:
    plan = _plan(tmp_path, member(简称="甲厂", 独立法人="是", 核心成员="是"))
    assert told(plan, Status.NEW) == {"成员单位[1].核心成员": ["是"]}


@pytest.mark.parametrize(
    "label,written,text",
    [
        ("成立日期", "2012年5月16日", "2012-05-16"),
        ("核心成员", "√", "是"),
        ("注册资本", " ５000 万元", "5000 万元"),
        ("单位性质", "enterprise", "企业"),
        ("资质", [" 高新技术企业 ", "甲: 乙"], "高新技术企业、甲: 乙"),
    ],
)
def test_values_are_written_in_their_usual_spelling(tmp_path: Path, label: str, written: Any, text: str) -> None:
    plan = _plan(tmp_path, member(简称="甲厂", **{label: written}))
    assert told(plan, Status.NEW) == {f"成员单位[1].{label}": [text]}


def test_a_fact_that_reads_otherwise_is_a_change_with_both_values(tmp_path: Path) -> None:
    plan = _plan(tmp_path, member(简称="甲厂", 住所="天津市海川路20号"))
    (fact,) = plan.of(Status.CHANGED)
    assert (fact.unit, fact.label, fact.old) == ("甲厂", "住所", "天津市海川路18号")
    assert [offer.shown for offer in fact.offers] == ["天津市海川路20号"]


def test_faulty_values_are_told_with_their_place_and_the_rest_is_planned(tmp_path: Path) -> None:
    facts = {
        "简称": "甲厂",
        "邮政编码": "3003",
        "注册资本": "5000",
        "资质": ["甲", ["乙"]],
        "住趾": "x",
        "规模": "大型",
    }
    plan = _plan(tmp_path, member(**facts))
    assert sorted(codes(plan)) == ["D-KEY-01", "D-TYP-04", "D-VAL-01", "D-VAL-03"]
    assert all(d.place.line == 1 and d.place.column for d in plan.report)
    assert told(plan, Status.NEW) == {"成员单位[1].规模": ["大型"]}


def test_a_unit_that_is_named_must_be_known_from_some_file(tmp_path: Path) -> None:
    handed = {"联盟": {"对外责任主体单位": "丙所"}, "经费": {"托管单位": "丙 所", "监督单位": "甲长"}}
    plan = _plan(tmp_path, handed, member(简称="丙所"))
    (fault,) = plan.report
    assert (fault.code, fault.field, fault.hint) == ("D-REF-01", "经费.监督单位", "是否为“甲厂”？")
    assert "经费.托管单位" in told(plan, Status.NEW)


def test_a_participant_that_is_nobody_is_not_taken_and_complained_of_once(tmp_path: Path) -> None:
    task = {"编号": "R-01", "参加单位": [{"单位": "没有这家", "分工": "试验"}, {"单位": "乙大"}]}
    plan = _plan(tmp_path, {"任务分工": [task]})
    assert codes(plan) == ["D-REF-01"]
    assert "任务分工[1].参加单位[1].单位" in told(plan, Status.NEW)
    carry_out_import(plan, {}, at=AT)
    data = data_of(open_project(tmp_path / "项目"))
    assert data["任务分工"] == [{"编号": "R-01", "参加单位": [{"单位": "乙大"}]}]


def test_a_file_that_is_wrong_throughout_is_not_listed_to_its_end(tmp_path: Path) -> None:
    plan = _plan(tmp_path, {"成员单位": [{"住所": "天津市"}] * 2000})
    assert codes(plan).count("I-MRG-01") == 500
    assert codes(plan).count("D-FIL-06") == 1


# --- conflicts --------------------------------------------------------------------------------


def test_files_that_disagree_are_a_conflict_even_if_one_says_what_stands(tmp_path: Path) -> None:
    for number, other in enumerate(("天津市海川路18号", "天津市澄宇大道66号")):
        folder = tmp_path / str(number)
        folder.mkdir()
        plan = _plan(folder, member(简称="甲厂", 住所="天津市海川路20号"), member(简称="甲厂", 住所=other))
        (fact,) = plan.of(Status.CONFLICT)
        assert fact.why == "交来的文件说法不一"


def test_files_that_agree_are_no_conflict(tmp_path: Path) -> None:
    plan = _plan(tmp_path, member(简称="丙", 注册资本="300万元"), member(简称="丙", 注册资本="3000000元"))
    assert not plan.of(Status.CONFLICT)


# --- the data file ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text,code",
    [
        ("联盟: [", "D-YML-08"),
        ("联盟:\n  名称: 甲\n  名称: 乙\n", "D-YML-16"),
        ("成员单位: 甲厂\n", "D-TYP-02"),
        ("联盟:\n  名称: 甲\n  name: 乙\n", "D-KEY-02"),
        ("甲", "D-TYP-08"),
    ],
)
def test_a_data_file_that_cannot_be_changed_safely_is_refused(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(Fault) as caught:
        _plan(tmp_path, member(简称="丙"), text=text)
    assert [d.code for d in caught.value.report] == [code]


def test_a_faulty_value_in_the_data_file_can_be_mended_by_an_import(tmp_path: Path) -> None:
    plan = _plan(tmp_path, member(简称="甲厂", 邮政编码="300308"), text="成员单位:\n- {简称: 甲厂, 邮政编码: 3003}\n")
    (fact,) = plan.of(Status.CHANGED)
    assert fact.old == "3003"


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
@pytest.mark.parametrize("text", ["", "# 空的\n", None], ids=["empty", "comment", "skeleton"])
def test_a_whole_sample_is_merged_into_nothing(sample: Path, text: str | None, tmp_path: Path) -> None:
    opened = create_project(tmp_path / "项目")
    if text is not None:
        opened.data.write_text(text, encoding="utf-8")
    merged(opened, sample / "alliance.yaml")
    again = plan_import(opened, [sample / "alliance.yaml"])
    assert {fact.status for fact in again.facts} == {Status.SAME}
    assert not codes(again)
    if text is not None or sample.name != "draft":  # the skeleton's items wait on where the draft fills none
        assert load(opened.data).alliance == load(sample / "alliance.yaml").alliance


# --- items that may be the same ---------------------------------------------------------------


@pytest.mark.parametrize(
    "contributions,expected",
    [
        ([{"形式": "货币资金", "内容": "研发经费（第一期）", "金额": "300万元"}], ["I-MRG-06"]),
        ([{"形式": "货币资金", "内容": "研发经费"}, {"形式": "人员", "内容": "工程师"}], []),
        ([{"形式": "货币资金", "内容": "研发经费", "金额": "310万元"}], []),
    ],
    ids=["reworded", "added", "changed"],
)
def test_a_reworded_item_is_not_counted_twice_without_a_word(
    tmp_path: Path, contributions: list[dict[str, str]], expected: list[str]
) -> None:
    assert codes(_plan(tmp_path, member(简称="甲厂", 投入=contributions))) == expected


def test_a_file_that_says_nothing_is_told(tmp_path: Path) -> None:
    assert codes(_plan(tmp_path, {"成员单位": [{}]})) == ["I-FIL-11"]
