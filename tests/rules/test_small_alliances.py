"""Rules over small alliances, on both sides of their limit."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from kit.diagnostics import Diagnostic
from kit.model.alliance import Alliance
from kit.rules.case import Case as Judged
from kit.rules.general import GENERAL
from kit.rules.judging import judge
from kit.rules.rule import group
from tests.rules.sound import alliance_with

_M, _W, _C = "成员单位", "任务分工", "组织机构.理事会"
_POWER = f"{_M}[2].签署代表.授权委托书"


@dataclass(frozen=True)
class Case:
    """Changes to the sound alliance, and the finding they lead to; no words: nothing is found."""

    code: str
    changes: dict[str, Any] = field(default_factory=dict)
    at: str = ""
    words: str = ""

    def __str__(self) -> str:
        return f"{self.code} {self.at or 'passes'}"


CASES = [
    # names
    Case("C-NAM-01", {"联盟.名称": "津氢合作体"}, "联盟.名称", "没有“联盟”二字"),
    Case("C-NAM-01"),
    Case("C-NAM-02", {"联盟.组织形式": "社会团体"}, "联盟.组织形式", "社会团体"),
    Case("C-NAM-02"),
    Case("C-NAT-03", {"联盟.名称": "津氢产业协会联盟"}, "联盟.名称", "协会"),
    Case("C-NAT-03", {"联盟.名称": "中国氢能联盟"}, "联盟.名称", "中国"),
    Case("C-NAT-03", {"联盟.名称": "津氢联盟（对接全国市场）"}),
    # members
    Case("C-MEM-01", {f"{_M}[2].名称": "津海(天津) 氢能有限公司"}, f"{_M}[2].名称", "成员单位[1]"),
    Case("C-MEM-01", {f"{_M}[2].名称": "津海（北京）氢能有限公司"}),
    Case("C-PTY-02", {f"{_M}[2].统一社会信用代码": "91120116MA0000007N"}, f"{_M}[2].统一社会信用代码", "成员单位[1]"),
    Case("C-PTY-02"),
    Case("C-MEM-02", {f"{_M}[3].简称": "甲"}, f"{_M}[3].简称", "成员单位[1]"),
    Case("C-MEM-02", {f"{_M}[3].简称": "滨海大学"}, f"{_M}[3].简称", "全称"),
    Case("C-MEM-02", {f"{_M}[2].简称": "滨海大学"}),
    Case("C-MEM-03", {f"{_M}[1].联盟职务": "理事单位"}, _M, "没有理事长单位"),
    Case("C-MEM-03", {f"{_M}[2].联盟职务": "理事长单位"}, f"{_M}[2].联盟职务", "有 2 家"),
    Case("C-MEM-03"),
    Case("C-PTY-03", {"联盟.对外责任主体单位": None}, "联盟.对外责任主体单位", "没有填写"),
    Case("C-PTY-03", {"联盟.对外责任主体单位": "丙"}, "联盟.对外责任主体单位", "观察员"),
    Case("C-PTY-03"),
    # bodies
    Case("C-ORG-01", {f"{_C}.理事[2]": {"姓名": "陈 甲", "单位": "甲"}}, f"{_C}.理事[2].姓名", "第 1 位"),
    Case(
        "C-ORG-01",
        {f"{_C}.理事[2]": {"姓名": "陈甲", "单位": "津海（天津）氢能有限公司"}},
        f"{_C}.理事[2].姓名",
        "第 1 位",
    ),
    Case("C-ORG-01", {f"{_C}.理事[2]": {"姓名": "陈甲", "单位": "乙"}}),
    Case("C-ORG-02", {f"{_C}.理事[1].理事会职务": "理事"}, f"{_C}.理事", "没有理事长"),
    Case("C-ORG-02", {f"{_C}.理事[2].理事会职务": "理事长"}, f"{_C}.理事[2].理事会职务", "有 2 人"),
    Case("C-ORG-02", {f"{_C}.理事": []}),
    Case("C-ORG-03", {f"{_C}.理事[1].单位": "乙"}, f"{_C}.理事[1].单位", "滨海大学"),
    Case("C-ORG-03"),
    Case("C-ORG-04", {f"{_C}.席位": "1名"}, f"{_C}.席位", "已有 2 人"),
    Case("C-ORG-04"),
    Case("C-ORG-04", {f"{_C}.席位": None}),
    # tasks
    Case("C-WRK-01", {f"{_W}[2].编号": "Ｒ-01"}, f"{_W}[2].编号", "任务分工[1]"),
    Case("C-WRK-01"),
    Case("C-WRK-02", {f"{_W}[1].完成日期": "2026-03-31"}, f"{_W}[1].完成日期", "早于"),
    Case("C-WRK-02", {f"{_W}[1].完成日期": "2026-04-01"}),
    Case("C-WRK-03", {f"{_W}[1].开始日期": "2026-03-17"}, f"{_W}[1].开始日期", "早于"),
    Case("C-WRK-03", {f"{_W}[1].完成日期": "2031-03-18"}, f"{_W}[1].完成日期", "晚于"),
    Case("C-WRK-03", {f"{_W}[1].开始日期": "2026-03-18", f"{_W}[1].完成日期": "2031-03-17"}),
    Case("C-SEC-01", {f"{_W}[2].涉密": "是"}, f"{_W}[2].涉密", "国家秘密"),
    Case("C-SEC-01", {f"{_W}[2].涉密": "否"}),
    # money
    Case("C-FND-01", {"经费.来源[1].金额": "310万元"}, "经费.用途", "310万元"),
    Case("C-FND-01", {"经费.来源[1].金额": "3000000元"}),
    Case("C-FND-01", {"经费.用途": None}),
    Case("C-FND-01", {"经费.来源[2]": {"来源": "其他合法来源"}}),
    Case("C-FND-02", {f"{_W}[1].经费": "201万元"}, _W, "301万元"),
    Case("C-FND-02"),
    Case("C-FND-02", {f"{_W}[1].经费": "900万元", f"{_W}[2].经费": None}),
    Case("C-FIL-15", {"经费.监督单位": "津海（天津）氢能有限公司"}, "经费.监督单位", "同为"),
    Case("C-FIL-15"),
    Case("C-FND-03", {"经费.秘书长审批限额": "20.01万元"}, "经费.秘书长审批限额", "高于"),
    Case("C-FND-03", {"经费.秘书长审批限额": "20万元"}, "经费.秘书长审批限额", "等于"),
    Case("C-FND-03", {"经费.秘书长审批限额": "19.99万元"}),
    Case("C-REV-01", {"知识产权.收益比例[1].比例": "60.5%"}, "知识产权.收益比例", "100.5%"),
    Case("C-REV-01", {"知识产权.收益比例[2].比例": None}),
    Case("C-REV-01", {"知识产权.收益比例[1].比例": "60.5%", "知识产权.收益分配": "权利人享有"}),
    Case("C-REV-01"),
    # signing
    Case("C-SIG-01", {_POWER: None}, _POWER, "没有填写授权委托书"),
    Case("C-SIG-01"),
    Case("C-SIG-03", {f"{_POWER}.权限": None, f"{_POWER}.截止日期": None}, _POWER, "权限、截止日期"),
    Case("C-SIG-03"),
    Case("C-SIG-04", {f"{_POWER}.起始日期": "2026-03-19"}, f"{_POWER}.起始日期", "晚于签署日期"),
    Case("C-SIG-04", {f"{_POWER}.截止日期": "2026-03-17"}, f"{_POWER}.截止日期", "早于签署日期"),
    Case("C-SIG-04", {f"{_POWER}.起始日期": "2026-03-18", f"{_POWER}.截止日期": "2026-03-18"}),
    Case("C-SIG-04", {f"{_POWER}.截止日期": "2026-03-17", "签署.签署日期": None}),
    Case("C-TRM-04", {f"{_POWER}.截止日期": "2026-02-28"}, f"{_POWER}.截止日期", "早于起始日期"),
    Case("C-TRM-04"),
    Case("C-SIG-06", {f"{_M}[1].签署代表": {"姓名": "赵辛"}}, f"{_M}[1].签署代表.姓名", "赵辛"),
    Case("C-SIG-06", {f"{_M}[1].签署代表": {"姓名": "陈 甲"}}),
    Case("C-SIG-08", {"签署.生效家数": "1"}, "签署.生效家数", "不少于 2 家"),
    Case("C-SIG-08", {"签署.生效家数": "3"}, "签署.生效家数", "只有 2 家"),
    Case("C-SIG-08", {"签署.生效家数": "3", "签署.生效方式": "全体签署生效"}),
    Case("C-SIG-08"),
    Case("C-SIG-13", {"签署.正本份数": "4"}, "签署.正本份数", "报送 3 份"),
    Case("C-SIG-13"),
    Case("C-SIG-13", {"签署.正本份数": None}),
    # term
    Case("C-NAT-14", {"签署.期限届满日": "2026-03-18"}, "签署.期限届满日", "不晚于"),
    Case("C-NAT-14", {"签署.期限届满日": "2026-03-19"}),
    Case("C-TRM-01", {"签署.签署日期": "2026-03-19"}, "签署.签署日期", "晚于"),
    Case("C-TRM-01"),
    Case("C-TRM-02", {f"{_M}[1].投入[1].到位日期": "2026-03-17"}, f"{_M}[1].投入[1].到位日期", "早于"),
    Case("C-TRM-02", {f"{_M}[1].投入[1].到位日期": "2031-03-18"}, f"{_M}[1].投入[1].到位日期", "晚于"),
    Case("C-TRM-02"),
    Case("C-TRM-03", {"开放发展.锁定期届满日": "2031-03-18"}, "开放发展.锁定期届满日", "晚于"),
    Case("C-TRM-03", {"开放发展.锁定期届满日": "2031-03-18", "开放发展.退出方案": "提前通知"}),
    Case("C-TRM-03"),
    # what a choice makes necessary
    Case("M-CON-01", {f"{_W}[2].经费来源": "政府计划项目"}, f"{_W}[2].项目承担单位", "政府计划项目"),
    Case("M-CON-01", {f"{_W}[2].经费来源": "政府计划项目", f"{_W}[2].项目承担单位": "乙"}),
    Case("M-CON-02", {"争议解决.仲裁机构": None}, "争议解决.仲裁机构", "“仲裁”"),
    Case("M-CON-02", {"争议解决.仲裁机构": None, "争议解决.方式": "诉讼"}),
    Case("M-CON-03", {"违约责任.违约金方案": "固定违约金"}, "违约责任.违约金数额", "“固定违约金”"),
    Case("M-CON-03", {"违约责任.违约金方案": "固定违约金", "违约责任.违约金数额": "20万元"}),
    Case("M-CON-04", {"开放发展.锁定期届满日": None}, "开放发展.锁定期届满日", "“锁定期后通知”"),
    Case("M-CON-04"),
    Case("M-CON-05", {"签署.生效家数": None}, "签署.生效家数", "“达到家数生效”"),
    Case("M-CON-05"),
    Case("M-CON-06", {"签署.生效方式": "指定日期生效"}, "签署.生效日期", "“指定日期生效”"),
    Case("M-CON-06", {"签署.生效方式": "指定日期生效", "签署.生效日期": "2026-04-01"}),
    Case("M-CON-07", {"知识产权.内部许可": "成员优惠许可"}, "知识产权.优惠幅度", "“成员优惠许可”"),
    Case("M-CON-07", {"知识产权.内部许可": "成员优惠许可", "知识产权.优惠幅度": "30%"}),
    Case("M-CON-08", {"知识产权.收益比例": []}, "知识产权.收益比例", "“固定比例”"),
    Case("M-CON-08"),
    Case("M-CON-09", {"知识产权.收益分配": "入门费加提成"}, "知识产权.提成比例", "“入门费加提成”"),
    Case("M-CON-09", {"知识产权.收益分配": "入门费加提成", "知识产权.提成比例": "3%"}),
    # lists that must not be empty
    Case("M-LST-01", {f"{_M}[2].联盟职务": "观察员单位"}, _M, "1 家"),
    Case("M-LST-01"),
    Case("M-LST-02", {"技术创新目标.指标": []}, "技术创新目标.指标", "技术创新指标"),
    Case("M-LST-02"),
    Case("M-LST-03", {_W: []}, _W, "任务"),
    Case("M-LST-03"),
    Case("M-LST-04", {f"{_C}.理事": []}, f"{_C}.理事", "理事名单"),
    Case("M-LST-04"),
    Case("M-LST-05", {"组织机构.专家委员会.专家": []}, "组织机构.专家委员会.专家", "专家名单"),
    Case("M-LST-05"),
    Case("C-OBS-01", {"开放发展.设观察员": "否"}, f"{_M}[3].联盟职务", "津城研究院"),
    Case("C-OBS-01", {"开放发展.设观察员": "是"}),
    Case("C-OBS-02", {f"{_C}.理事[2].单位": "丙"}, f"{_C}.理事[2].单位", "不能委派理事"),
    Case("C-OBS-02", {"组织机构.秘书处.依托单位": "丙"}, "组织机构.秘书处.依托单位", "秘书处"),
    Case("C-OBS-02", {"经费.托管单位": "丙"}, "经费.托管单位", "托管经费"),
    Case("C-OBS-02", {"经费.监督单位": "丙"}, "经费.监督单位", "监督经费"),
    Case("C-OBS-02", {f"{_W}[1].牵头单位": "丙"}, f"{_W}[1].牵头单位", "牵头任务"),
    Case("C-OBS-02", {f"{_W}[1].参加单位": [{"单位": "丙"}]}, f"{_W}[1].参加单位[1].单位", "参加任务"),
    Case("C-OBS-02"),
    Case("C-OBS-03", {f"{_M}[3].投入": [{"形式": "人员"}]}, f"{_M}[3].投入", "不承担投入义务"),
    Case("C-OBS-03"),
    Case("C-MEM-05", {"开放发展.最低成员数": "3家"}, "成员单位", "2 家，少于“开放发展.最低成员数”的 3 家"),
    Case("C-MEM-05"),
    Case("M-LST-06", {"组织机构.秘书处.人员": []}, "组织机构.秘书处.人员", "秘书处人员"),
    Case("M-LST-06"),
]


def _judged(alliance: Alliance) -> list[Diagnostic]:
    return judge(Judged(alliance, date(2026, 11, 23)))


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rule(case: Case) -> None:
    found = [d for d in _judged(alliance_with(case.changes)) if d.code == case.code]
    assert [d.field for d in found] == ([case.at] if case.at else [])
    assert all(case.words in d.message and d.hint for d in found)


def test_of_nothing_only_the_missing_is_told() -> None:
    codes = {d.code for d in _judged(Alliance())}
    assert "M-LST-01" in codes
    assert {code for code in codes if not code.startswith("M-")} == set()


def test_a_new_data_file_has_no_fault_yet() -> None:
    blank = Alliance.model_validate({"成员单位": [{}], "组织机构": {"理事会": {"理事": [{}]}}})
    assert {d.code for d in _judged(blank)} == {"M-LST-01", "M-LST-02", "M-LST-03", "M-LST-05", "M-LST-06", "M-CON-02"}


def test_a_code_is_taken_once() -> None:
    with pytest.raises(ValueError, match="C-MEM-01"):
        group(GENERAL.rules, GENERAL.rules[:9])
