"""What follows from the facts: computed values of the alliance and its nouns."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from typing import Any

import pytest

from kit.model.alliance import Alliance
from kit.model.fact import Refused
from kit.model.members import SignatoryCapacity
from kit.model.money import Money

_WAN = 10**6


def _alliance(**more: Any) -> Alliance:
    members = [
        {
            "名称": "甲公司",
            "简称": "甲",
            "单位性质": "企业",
            "联盟职务": "理事长单位",
            "注册地区": "天津市",
            "核心成员": "是",
            "创新型企业": "是",
            "法定代表人": "陈甲",
            "住所": "海川路18号",
            "投入": [
                {"形式": "货币资金", "内容": "研发经费", "金额": "300万元"},
                {"形式": "人员", "内容": "工程师", "金额": "20万元", "人数": "6"},
            ],
        },
        {"名称": "乙大学", "简称": "乙", "单位性质": "高校", "注册地区": "北京市", "投入": [{"形式": "设备使用"}]},
        {"名称": "丙协会", "单位性质": "中介机构", "联盟职务": "观察员单位", "注册地区": "天津市"},
    ]
    return Alliance.model_validate(
        {"联盟": {"所在地区": "天津市", "对外责任主体单位": "乙"}, "成员单位": members, **more}
    )


def test_parties_are_the_members_that_sign() -> None:
    alliance = _alliance()
    assert [m.name for m in alliance.parties] == ["甲公司", "乙大学"]
    assert [m.name for m in alliance.observers] == ["丙协会"]
    assert alliance.chair is alliance.members[0]
    assert alliance.lead is alliance.members[1]


def test_counts_leave_observers_out() -> None:
    counts = _alliance().counts
    assert (counts.members, counts.observers) == (2, 1)
    assert (counts.enterprises, counts.universities, counts.intermediaries) == (1, 1, 0)
    assert (counts.local, counts.elsewhere, counts.beijing_hebei) == (1, 1, 1)
    assert (counts.core, counts.core_local_innovative) == (1, 1)
    assert counts.contribution_total == Money(320 * _WAN)
    assert counts.cash_total == Money(300 * _WAN)
    assert counts.originals == 2 + 3 + 1


def test_planned_originals_win() -> None:
    assert _alliance(签署={"正本份数": "30份"}).counts.originals == 30


def test_contributions_in_words() -> None:
    member = _alliance().members[0]
    assert member.contribution_summary == "货币资金：研发经费，计300万元；人员：工程师（6人），计20万元"
    assert _alliance().members[2].contribution_summary == "无"


def test_who_signs() -> None:
    member = _alliance().members[0]
    assert (member.signed_by, member.signing_capacity) == ("陈甲", SignatoryCapacity.LEGAL_REPRESENTATIVE)
    assert member.address_for_service == "海川路18号"
    agent = member.model_validate({"法定代表人": "陈甲", "签署代表": {"姓名": "王丁", "身份": "授权代理人"}})
    assert (agent.signed_by, agent.signed_by_agent) == ("王丁", True)


@pytest.mark.parametrize("seats,quorum,special,ordinary", [(21, 14, 14, 8), (20, 14, 14, 8), (3, 2, 2, 2)])
def test_arithmetic_of_the_council(seats: int, quorum: int, special: int, ordinary: int) -> None:
    council = _alliance(组织机构={"理事会": {"席位": f"{seats}名"}}).governance.council
    assert (council.quorum_count, council.special_count, council.ordinary_count) == (quorum, special, ordinary)


def test_facts_do_not_change() -> None:
    with pytest.raises(FrozenInstanceError, match="frozen"):
        _alliance().info.name = "丁"


def test_what_follows_from_facts_is_computed_once() -> None:
    alliance = _alliance()
    assert alliance.counts is alliance.counts
    assert alliance.parties is alliance.parties


def test_facts_are_alike_where_all_are() -> None:
    assert _alliance() == _alliance()
    assert hash(_alliance()) == hash(_alliance())
    assert _alliance() != _alliance(签署={"正本份数": "30份"})
    assert Alliance(members=_alliance().members).members[0].name == "甲公司"
    with pytest.raises(TypeError, match="nothing"):
        Alliance(nothing=1)


@pytest.mark.parametrize(
    ("data", "path", "words"),
    [
        ({"成员单位": [{}, {"核心成员": "也许"}]}, ("members", 1, "core"), "是 或 否"),
        ({"争议解决": {"协商期": "30年"}}, ("disputes", "negotiation_days"), "单位应为“日”"),
        ({"成员单位": [{"资质": ["甲", 5]}]}, ("members", 0, "qualifications", 1), "不是这里可以填写的内容"),
        ({"成员单位": "甲公司"}, ("members",), "清单"),
        ({"争议解决": "仲裁"}, ("disputes",), "一组字段"),
        ({"争议解决": {"方法": "仲裁"}}, ("disputes", "方法"), "没有“方法”"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(data: Any, path: tuple[str | int, ...], words: str) -> None:
    with pytest.raises(Refused) as refused:
        Alliance.model_validate(data)
    ((found, reason),) = refused.value.reasons.items()
    assert found == path
    assert words in str(reason)
