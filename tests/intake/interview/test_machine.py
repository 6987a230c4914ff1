"""The interview as a machine: which question comes, what an answer does, without files and faces."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.diagnostics import Severity
from kit.intake.interview import Accepted, Interview, Position, Refused
from kit.intake.interview.data import by_identifier
from kit.intake.origins import FieldPath, from_labels
from kit.intake.yaml_file import read_bytes
from kit.model.alliance import Alliance
from kit.model.fields import Kind, fields_of

TODAY = date(2026, 11, 23)


def _interview(text: str = "", position: str = "", section: str = "") -> Interview:
    data = by_identifier(Alliance, read_bytes(text.encode(), "").data) if text else {}
    kept = Position(from_labels(position)) if position else None
    return Interview(data, kept, from_labels(section), today=TODAY)


def _asked(interview: Interview) -> str:
    question = interview.question
    return f"{question.where}.{question.label}".lstrip(".") if question else ""


def _say(interview: Interview, *answers: str) -> None:
    for answer in answers:
        taken = interview.answer(answer)
        assert isinstance(taken, Accepted), f"{_asked(interview)}: {taken}"


def _refused(interview: Interview, answer: str) -> Refused:
    before = interview.question
    taken = interview.answer(answer)
    assert isinstance(taken, Refused)
    assert interview.question == before
    return taken


# --- the questions ----------------------------------------------------------------------------


def test_every_field_is_asked_for_once_in_the_order_of_the_declarations() -> None:
    interview = _interview()
    labels = []
    while (question := interview.question) and question.where in ("", "联盟"):
        labels.append(question.label)
        interview.skip()
    info = fields_of(Alliance)[0].group
    assert info
    assert labels == [*(field.label for field in fields_of(info)), "填写“成员单位”吗？"]


def test_a_question_says_what_the_field_declares() -> None:
    question = _interview(section="联盟.产业集群").question
    assert question
    assert (question.kind, question.required, question.choices[:2]) == (
        Kind.CHOICE,
        True,
        ("高端装备", "新一代信息技术"),
    )
    assert (question.help, question.example) == ("十大高端产业集群之一；联盟不在天津市的可不填", "新能源")
    money = _interview(section="经费.理事会审批限额").question
    assert money
    assert (money.unit, money.default, money.current) == ("元或万元", "20万元", None)


def test_members_are_offered_by_their_short_names() -> None:
    text = "成员单位: [{名称: 甲公司, 简称: 甲}, {名称: 乙公司}]\n"
    question = _interview(text, section="联盟.对外责任主体单位").question
    assert question
    assert question.choices == ("甲", "乙公司")


def test_it_begins_at_the_first_required_fact_that_is_missing() -> None:
    text = "联盟: {名称: 甲, 组织形式: 契约型, 所在地区: 天津市}\n"
    assert _asked(_interview(text)) == "联盟.产业集群"
    assert _asked(_interview(text, position="联盟.英文名称")) == "联盟.英文名称"
    assert _asked(_interview(text, position="联盟.没有的")) == "联盟.产业集群"


def test_a_value_that_cannot_be_read_is_asked_for_again() -> None:
    interview = _interview("联盟: {名称: 甲, 所在地区: 天津市, 成立日期: 明年}\n", section="联盟.成立日期")
    assert interview.question
    assert "明年" in interview.question.fault
    _say(interview, "2026-03-18")
    assert interview.data["info"]["founded_on"] == "2026-03-18"


def test_of_items_that_were_there_only_what_is_required_and_missing_is_asked_for() -> None:
    whole = (Path(__file__).parent / "compact.yaml").read_text(encoding="utf-8")
    first = whole[whole.index("成员单位:") : whole.index("  - 名称: 滨海大学")]
    second = first.removeprefix("成员单位:\n").replace("津海", "滨海")
    interview = _interview(first + second, position="成员单位[1].加入日期")
    interview.skip()
    assert _asked(interview) == "再加一家成员单位？"
    interview = _interview(first + second.replace("    法定代表人: 陈砺沄\n", ""), position="成员单位[1].加入日期")
    interview.skip()
    assert _asked(interview) == "成员单位[2]（滨海氢能）.法定代表人"


def test_a_section_in_which_nothing_is_missing_is_asked_for_again() -> None:
    interview = _interview("争议解决: {方式: 诉讼, 仲裁机构: 甲, 仲裁员人数: 1名}\n", section="争议解决.仲裁机构")
    assert interview.question
    assert interview.question.current == "甲"
    _say(interview, "")
    assert interview.question is None


# --- answers ----------------------------------------------------------------------------------


def test_no_answer_keeps_takes_the_default_or_leaves_out() -> None:
    interview = _interview("联盟: {名称: 甲}\n", position="联盟.名称")
    _say(interview, "", "", "", "")  # kept, left out, left out, the default
    assert interview.data["info"] == {"name": "甲", "legal_form": "契约型"}
    assert "跳过" in _refused(interview, "").hint
    interview.skip()
    assert _asked(interview) == "联盟.所在城市"


def test_refusals_say_what_to_write() -> None:
    for section, answer, words in (
        ("联盟.成立日期", "三月", "2026-11-23"),
        ("经费.理事会审批限额", "20", "万元"),
        ("签署.报送份数", "3家", "份"),
        ("联盟.产业集群", "新能", "是否为“新能源”？"),
        ("联盟.刻制公章", "大概", "是 或 否"),
        ("联盟.名称", "甲\u200b乙", "删去"),
        ("联盟.名称", "甲\n乙", "换行"),
        ("联盟.名称", "\udcff", "删去"),
        ("联盟.名称", "甲" * 20_001, "分开"),
        ("成员单位", "也许", "是 或 否"),
    ):
        refused = _refused(_interview(section=section), answer)
        assert words in refused.hint, (answer, refused)
        assert len(refused.message) < 250


def test_what_is_written_is_what_the_kit_understands() -> None:
    for section, answer, written in (
        ("联盟.产业集群", "6", "新能源"),
        ("联盟.产业集群", "新能源", "新能源"),
        ("联盟.刻制公章", "no", "否"),
        ("联盟.刻制公章", "1", "是"),
        ("经费.理事会审批限额", "300万元", "300万元"),
        ("联盟.名称", "  天津　联盟 ", "天津　联盟"),
    ):
        interview = _interview(section=section)
        _say(interview, answer)
        (section_name, name) = from_labels(section)
        assert interview.data[section_name][name] == written


def test_a_text_of_several_lines_ends_with_an_empty_one() -> None:
    interview = _interview(section="联盟.组建宗旨")
    _say(interview, "第一行", "第二行")
    assert interview.position == Position(("info", "purpose"), 2)
    assert interview.data["info"]["purpose"] == "第一行\n第二行"
    again = Interview(interview.data, interview.position, ("info", "purpose"), today=TODAY)
    _say(again, "第三行\n第四行", "")
    assert again.data["info"]["purpose"] == "第一行\n第二行\n第三行\n第四行"
    assert again.question is None


def test_a_list_of_values_ends_with_an_empty_one() -> None:
    interview = _interview(section="技术创新目标.技术瓶颈")
    assert "必填" in _refused(interview, "").message
    _say(interview, "甲", "乙")
    assert "已经填过" in _refused(interview, "甲").message
    _say(interview, "")
    assert interview.data["goals"]["bottlenecks"] == ["甲", "乙"]


def test_items_are_added_one_after_the_other() -> None:
    interview = _interview(section="技术创新目标.指标")
    assert interview.question
    assert (interview.question.label, interview.question.default) == ("填写“指标”吗？", "是")
    _say(interview, "", "甲", "", "3", "5", "2028-12-31")
    assert (interview.question.label, interview.question.default) == ("再加一项指标？", "否")
    _say(interview, "是", "乙")
    interview.jump(("goals", "indicators", 1, "baseline"))
    assert [item["name"] for item in interview.data["goals"]["indicators"]] == ["甲", "乙"]


def test_blank_items_of_a_new_data_file_are_taken_out_where_there_are_none() -> None:
    interview = _interview("成员单位:\n  - 名称:\n    联盟职务: 普通成员单位\n", section="成员单位")
    assert _asked(interview) == "填写“成员单位”吗？"
    taken = interview.answer("否")
    assert isinstance(taken, Accepted)
    assert [(change.path, change.value) for change in taken.changes] == [(("members", 0), None)]
    assert interview.data["members"] == []


def test_an_optional_group_is_entered_or_passed_by() -> None:
    interview = _interview(position="组织机构.首席科学家")
    _say(interview, "否")
    assert _asked(interview) == "组织机构.对外责任例外"
    assert interview.back()
    _say(interview, "是")
    assert _asked(interview) == "组织机构.首席科学家.姓名"


def test_findings_are_those_of_this_very_field() -> None:
    text = "成员单位: [{名称: 甲公司, 简称: 甲}, {名称: 乙公司}]\n签署: {期限起始日: 2026-03-18}\n"
    taken = _interview(text, section="成员单位[2].简称").answer("甲")
    assert isinstance(taken, Accepted)
    assert {from_labels(found.field) for found in taken.findings} == {("members", 1, "short_name")}
    assert Severity.ERROR in {found.severity for found in taken.findings}
    dangling = _interview(text, section="联盟.对外责任主体单位").answer("丙")
    assert isinstance(dangling, Accepted)
    assert "D-REF-01" in {found.code for found in dangling.findings}


def test_without_members_nobody_can_say_that_a_name_is_wrong() -> None:
    interview = _interview(section="联盟.对外责任主体单位")
    taken = interview.answer("津海氢能")
    assert isinstance(taken, Accepted)
    assert taken.findings == ()


# --- other moves ------------------------------------------------------------------------------


def test_optional_fields_are_skipped_in_one_go_for_one_group() -> None:
    interview = _interview(position="成员单位[1]")
    _say(interview, "是", "甲公司", "甲")
    interview.skip_optional()
    labels = []
    while interview.question and interview.question.where.startswith("成员单位[1]"):
        assert interview.question.required or interview.question.is_gate
        labels.append(interview.question.label)
        interview.skip()
    assert labels[0] == "统一社会信用代码"
    assert "送达地址" not in labels
    assert "填写“签署代表”吗？" not in labels
    assert _asked(interview) == "再加一家成员单位？"
    assert interview.position.required is None


def test_only_what_is_required_everywhere() -> None:
    interview = _interview()
    interview.require_only()
    for _ in range(200):
        if interview.question is None:
            break
        assert interview.question.required or interview.question.default == "是"
        interview.skip()
    assert interview.question is None


def test_back_without_a_history_goes_to_the_question_before() -> None:
    interview = _interview("联盟: {名称: 甲}\n", position="联盟.简称")
    assert interview.back()
    assert _asked(interview) == "联盟.英文名称"
    assert interview.back()
    assert interview.question
    assert interview.question.current == "甲"
    assert not interview.back()


def test_a_jump_comes_back_after_the_answer() -> None:
    interview = _interview("联盟: {名称: 甲, 组建宗旨: 乙}\n", position="争议解决.仲裁机构")
    assert not interview.jump(("info", "nothing"))
    assert interview.jump(("info", "purpose"))
    _say(interview, "丙", "丁", "")
    assert _asked(interview) == "争议解决.仲裁机构"
    assert interview.data["info"]["purpose"] == "丙\n丁"


def test_an_answer_is_taken_back() -> None:
    interview = _interview("联盟: {名称: 甲}\n技术创新目标: {技术瓶颈: [甲, 乙]}\n", position="联盟.名称")
    assert isinstance(interview.clear(), Accepted)
    assert isinstance(interview.clear(), Refused)
    assert interview.data["info"] == {}
    interview.jump(("goals", "bottlenecks", 0))
    interview.clear()
    assert interview.data["goals"]["bottlenecks"] == ["乙"]


def test_an_item_is_removed_whole() -> None:
    interview = _interview("成员单位: [{简称: 甲}, {简称: 乙}]\n", position="成员单位[1].简称")
    assert interview.item == "成员单位[1]（甲）"
    assert isinstance(interview.remove(), Accepted)
    assert interview.data["members"] == [{"short_name": "乙"}]
    assert (_asked(interview), interview.item) == ("再加一家成员单位？", "")
    assert isinstance(interview.remove(), Refused)


def test_an_item_that_was_the_section_leaves_nothing_to_ask() -> None:
    interview = _interview("成员单位: [{简称: 甲}, {简称: 乙}]\n", section="成员单位[2].简称")
    assert isinstance(interview.remove(), Accepted)
    assert interview.question is None
    assert interview.data["members"] == [{"short_name": "甲"}]


def test_what_was_answered_is_listed_in_order() -> None:
    interview = _interview("签署: {签订地: 某地}\n成员单位: [{资质: [甲], 简称: 乙}]\n")
    assert [(fact.words, fact.value) for fact in interview.answered()] == [
        ("成员单位[1].简称", "乙"),
        ("成员单位[1].资质[1]", "甲"),
        ("签署.签订地", "某地"),
    ]


@pytest.mark.parametrize(
    "data",
    [None, [], {}, {"位置": 1}, {"位置": "甲", "已填行数": True}, {"位置": "甲", "已填行数": -1}, {"位置": "甲[0"}],
)
def test_what_is_no_position_is_none(data: Any) -> None:
    assert Position.from_data(data) is None


@given(st.data())
@settings(max_examples=30, deadline=None)
def test_whatever_is_answered_the_position_leads_back_to_the_same_question(data: st.DataObject) -> None:
    interview = _interview()
    moves = st.sampled_from(("跳过", "返回", "略过", "清空", "删除", "是", "否", "1", "", "甲", "2026-03-18", "5万元"))
    for move in data.draw(st.lists(moves, min_size=10, max_size=60)):
        if interview.question is None:
            break
        commands = {"跳过": interview.skip, "返回": interview.back, "略过": interview.skip_optional}
        commands |= {"清空": interview.clear, "删除": interview.remove}
        commands.get(move, lambda move=move: interview.answer(move))()
        kept = Position.from_data(interview.position.as_data())
        assert kept == interview.position
        again = Interview(interview.data, kept, today=TODAY)
        assert again.question == interview.question


_OF_ONE = "成员单位:\n  - 名称: 甲公司\n    简称: 甲\n"


def test_no_items_at_all_is_an_answer_where_it_may_be() -> None:
    interview = _interview(f"{_OF_ONE}    投入:\n      - 形式:\n", section="成员单位[1].投入")
    assert _asked(interview) == "成员单位[1]（甲）.填写“投入”吗？"
    taken = interview.answer("否")
    assert isinstance(taken, Accepted)
    assert [(change.path, change.value) for change in taken.changes] == [(("members", 0, "contributions"), "无")]
    assert interview.data["members"][0]["contributions"] == []


def test_a_list_of_values_may_be_answered_with_none() -> None:
    interview = _interview(section="技术创新目标.技术瓶颈")
    assert "输入 无" in _refused(interview, "").hint
    taken = interview.answer("无")
    assert isinstance(taken, Accepted)
    assert [(change.path, change.value) for change in taken.changes] == [(("goals", "bottlenecks"), "无")]
    assert interview.question is None


@pytest.mark.parametrize("none", ["无", "[]"])
def test_what_was_answered_with_none_is_not_asked_for_again(none: str) -> None:
    def first(text: str) -> FieldPath:
        return _interview(text, section="成员单位[1]").position.path

    known = "    统一社会信用代码: 91120116MA0000007N\n    单位性质: 企业\n    法定代表人: 丙\n    住所: 乙路\n"
    rest = "    注册地区: 天津市\n    职责分工: 研发\n"
    assert first(f"{_OF_ONE}{known}{rest}") == ("members", 0, "contributions", 0)
    assert first(f"{_OF_ONE}{known}{rest}    投入: {none}\n") == ("members", 0, "contact", "name")
