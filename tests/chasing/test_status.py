"""Who owes what: each finding goes to the unit that can answer it, and a hundred per cent means nothing is left."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kit.api import open_project, status
from kit.chasing.status import Status, UnitStatus, status_of
from kit.diagnostics import Diagnostic, Fault, Report, Severity
from kit.model.alliance import Alliance
from kit.model.fields import Kind, every_field
from kit.resources import samples_root

TODAY = date(2026, 11, 23)
ALLIANCE = Alliance.model_validate(
    {
        "联盟": {"名称": "甲联盟", "对外责任主体单位": "甲厂"},
        "成员单位": [
            {
                "名称": "甲厂有限公司",
                "简称": "甲厂",
                "投入": [
                    {"形式": "货币资金", "到位日期": "2026-12-01"},
                    {"形式": "人员", "到位日期": "2026-01-01"},
                ],
                "联系人": {"姓名": "丁", "电话": "022-88880001"},
            },
            {"名称": "乙大学", "简称": "乙大"},
        ],
        "任务分工": [
            {"编号": "R-01", "牵头单位": "乙大", "完成日期": "2027-01-01", "参加单位": [{"单位": "甲厂"}, {}]},
            {"编号": "R-02"},
        ],
        "组织机构": {"理事会": {"理事": [{"单位": "乙大"}, {"姓名": "戊"}]}},
        "备案": {"截止日期": "2026-11-30", "成果": [{"单位": "甲厂"}]},
    }
)


def judged(*findings: Diagnostic) -> Status:
    return status_of(ALLIANCE, Report(findings), TODAY)


def missing(field: str, *documents: str) -> Diagnostic:
    return Diagnostic("M-FCT-01", "缺少", field=field, documents=documents)


def sample(name: str) -> Status:
    return status(open_project(samples_root() / name), today=TODAY)


@pytest.mark.parametrize(
    "field,unit",
    [
        ("成员单位[1].住所", "甲厂"),
        ("成员单位[2].联系人.电话", "乙大"),
        ("任务分工[1].交付成果", "乙大"),
        ("任务分工[1].参加单位[1].分工", "甲厂"),
        ("任务分工[1].参加单位[2].分工", "乙大"),
        ("组织机构.理事会.理事[1].姓名", "乙大"),
        ("备案.牵头单位情况.行业地位", "甲厂"),
        ("备案.成果[1].名称", "甲厂"),
        ("任务分工[2].交付成果", None),
        ("组织机构.理事会.理事[2].单位", None),
        ("组织机构.秘书处.人员[1].姓名", None),
        ("联盟.组建宗旨", None),
        ("签署.签订地", None),
    ],
)
def test_a_missing_fact_is_asked_of_whoever_can_give_it(field: str, unit: str | None) -> None:
    told = judged(missing(field))
    assert [one.called for one in told.owing] == ([unit] if unit else [])
    assert len(told.own.items) == (0 if unit else 1)


@pytest.mark.parametrize(
    "field,words",
    [
        ("成员单位[1].住所", "住所"),
        ("成员单位[1].联系人.电子邮箱", "联系人的“电子邮箱”"),
        ("成员单位[1].投入[2].金额", "投入第 2 项（人员）的“金额”"),
        ("成员单位[2].投入[1].金额", "投入（一项也没有填写）"),
        ("任务分工[1].参加单位[1].分工", "任务分工第 1 项（R-01）的参加单位第 1 项（甲厂）的“分工”"),
        ("组织机构.理事会.理事[1].姓名", "理事会的理事第 1 项（乙大）的“姓名”"),
    ],
)
def test_facts_are_named_as_the_unit_sees_them(field: str, words: str) -> None:
    (unit,) = judged(missing(field)).owing
    assert [item.words for item in unit.items] == [words]


def test_what_to_write_is_said_and_examples_only_where_they_show_a_form() -> None:
    fields = ("成员单位[1].法定代表人", "成员单位[1].单位性质", "成员单位[1].投入[1].金额")
    (unit,) = judged(*map(missing, fields)).owing
    assert [item.how for item in unit.items] == [
        "现登记的法定代表人姓名；境外机构填有权代表它的负责人",
        "企业、高校、科研机构、中介机构或其他机构；可选：企业、高校、科研机构、中介机构、其他机构",
        "货币金额，或非货币投入的约定计价；以元或万元为单位；例：300万元",
    ]


def test_a_list_that_was_not_begun_is_asked_for_once_for_all_documents() -> None:
    (unit,) = judged(
        missing("成员单位[2].投入[1].形式", "联盟协议"), missing("成员单位[2].投入[1].金额", "备案申请书")
    ).owing
    assert [(item.field, item.documents) for item in unit.items] == [("成员单位[2].投入", ("联盟协议", "备案申请书"))]


def test_faults_of_a_unit_s_facts_are_its_own_and_slips_of_the_data_file_are_not() -> None:
    told = judged(
        Diagnostic("D-VAL-01", "校验码不符", field="成员单位[1].统一社会信用代码", hint="请核对"),
        Diagnostic("C-USC-06", "请核对", Severity.WARNING, field="成员单位[1].国有属性"),
        Diagnostic("D-KEY-01", "没有这个字段", field="成员单位[1]"),
        Diagnostic("D-REF-01", "没有这家单位", field="任务分工[1].牵头单位"),
        Diagnostic("C-SIG-01", "提示", Severity.INFO, field="成员单位[1].住所"),
        Diagnostic("C-SIG-02", "已豁免", field="成员单位[1].住所", waiver="周晓岚"),
    )
    (unit,) = told.owing
    assert [(item.problem, item.severity) for item in unit.faulty] == [
        ("校验码不符", Severity.ERROR),
        ("请核对", Severity.WARNING),
    ]
    assert len(told.own.items) == 2


def test_days_are_counted_from_the_given_day() -> None:
    told = judged()
    assert told.days_left == 7
    assert status_of(ALLIANCE, Report(), TODAY, until=date(2026, 11, 20)).days_left == -3
    first = told.units[0]
    assert [due.days_left for due in first.dues] == [-326, 8]
    assert first.next_due
    assert first.next_due.words == "投入第 1 项（货币资金）"
    assert [due.on for due in told.units[1].dues] == [date(2027, 1, 1)]


def test_a_hundred_per_cent_only_where_nothing_stops_the_work() -> None:
    assert judged().percent == 100
    assert judged(Diagnostic("C-USC-06", "请核对", Severity.WARNING, field="成员单位[1].国有属性")).percent == 100
    assert judged(missing("成员单位[1].住所")).percent < 100
    many = UnitStatus("甲", "", ALLIANCE.members[0].contact, judged(missing("成员单位[1].住所")).units[0].items, 10_000)
    assert many.percent == 99


def test_answers_go_to_the_secretariat_and_else_to_the_lead() -> None:
    assert judged().office.person == "丁"
    office = sample("hydrogen").office
    assert (office.person, office.phone) == ("周晓岚", "022-88880002")


@pytest.mark.parametrize("name", ["hydrogen", "seawater", "large"])
def test_nobody_owes_a_missing_fact_where_all_are_there(name: str) -> None:
    told = sample(name)
    assert all(not unit.missing and unit.percent == 100 for unit in told.units)
    assert all(document.percent == 100 for document in told.documents)


def test_every_missing_fact_of_the_draft_is_somebody_s() -> None:
    told = sample("draft")
    assert [len(unit.missing) for unit in told.units] == [12, 6, 9, 7, 9]
    assert [document.percent < 100 for document in told.documents] == [True, True, True]


def test_a_file_that_cannot_be_read_has_no_status(tmp_path: Path) -> None:
    with pytest.raises(Fault):
        status(open_project(tmp_path), today=TODAY)


def test_any_list_that_is_empty_can_be_asked_for() -> None:
    for field in every_field():
        if field.kind is Kind.LIST and "[]" not in field.path and not field.derived:
            told = status_of(Alliance(), Report((missing(field.path),)), date(2026, 11, 23))
            (item,) = told.own.items
            assert item.how


def test_what_is_about_all_units_has_a_name() -> None:
    finding = Diagnostic("C-MEM-01", "签署协议的成员单位 2 家", Severity.WARNING, field="成员单位")
    (item,) = judged(finding).own.items
    assert item.words == "成员单位"


def test_no_answer_is_wanted_by_a_day_that_is_over() -> None:
    with pytest.raises(Fault) as caught:
        status(open_project(samples_root() / "draft"), today=TODAY, until=date(2026, 11, 22))
    assert [d.code for d in caught.value.report] == ["S-DAY-01"]
    assert status(open_project(samples_root() / "draft"), today=TODAY, until=TODAY).days_left == 0


@pytest.mark.parametrize("none,owed", [("", True), ("    投入: 无\n", False), ("    投入: []\n", False)])
def test_a_unit_that_puts_in_nothing_is_not_asked_again(none: str, owed: bool, tmp_path: Path) -> None:
    (tmp_path / "alliance.yaml").write_text(
        f"成员单位:\n  - 名称: 甲厂有限公司\n    简称: 甲厂\n{none}", encoding="utf-8"
    )
    (unit,) = status(open_project(tmp_path), today=TODAY).units
    assert any(item.field == "成员单位[1].投入" for item in unit.missing) == owed
