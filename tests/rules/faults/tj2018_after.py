"""Articles 13 to 18 of the Tianjin measure: grants, plans, the evaluation."""

from datetime import date
from typing import Any

from tests.rules.sample import DELETE, Fault, Fine

_F, _SUB = "备案", "备案.补贴申请"


def _asking(amount: str = "50万元", kind: str = "备案补贴", **use: Any) -> dict[str, Any]:
    """The sample asking for a grant with one use."""
    uses = [{"用途": "行业学术交流", "说明": "技术交流会两次", "金额": amount} | use]
    return {_SUB: {"类型": kind, "金额": amount, "用途": uses}}


_EVALUATED = {f"{_F}.备案日期": "2026-12-20", f"{_F}.评估日期": "2029-12-10"}
_THEN = date(2030, 1, 5)
_LATER = date(2028, 4, 1)
_DUE = frozenset({"C-FIL-65"})  # says on every report of a filed alliance when it will be evaluated

FAULTS: tuple[Fault, ...] = (
    Fault("C-FIL-56", _asking("50.01万元"), f"{_SUB}.金额", "不应超过 50万元"),
    Fault("C-FIL-56", _asking("49万元", "国家试点补贴"), f"{_SUB}.金额", "定额 50万元"),
    Fault("C-FIL-57", _asking(用途="其他", 说明="购置办公家具"), f"{_SUB}.用途[1].用途", "购置办公家具"),
    Fault("C-FIL-58", _asking(金额="40万元"), f"{_SUB}.用途", "合计 40万元，申请金额 50万元"),
    Fault("C-FIL-59", {_SUB: {"类型": "备案补贴", "金额": "50万元"}}, _SUB, "没有写明用途"),
    Fault(
        "C-FIL-60",
        _asking()
        | {
            "经费.来源[3]": {"来源": "政府活动补贴", "说明": "拟申请的活动补贴", "金额": "40万元"},
            "经费.来源[4]": {"来源": "其他合法来源", "说明": "培训与检测服务收入", "金额": "60万元"},
        },
        f"{_SUB}.金额",
        "经费来源中的政府活动补贴 40万元",
    ),
    Fault("C-FIL-61", _asking("30万元", "评估补贴"), f"{_SUB}.类型", "没有备案日期"),
    Fault("C-FIL-62", _asking(说明="任务R-02的样机试制"), f"{_SUB}.用途[1].说明", "R-02"),
    Fault(
        "C-FIL-63",
        _asking() | {f"{_F}.牵头单位情况.银行账号": DELETE},
        f"{_F}.牵头单位情况.银行账号",
        "没有填写牵头单位的银行账号",
    ),
    Fault("C-FIL-64", {f"{_F}.工作计划.下年度计划": "无"}, f"{_F}.工作计划.下年度计划", "应有具体的工作计划"),
    Fault("C-FIL-65", {f"{_F}.备案日期": "2026-11-22"}, f"{_F}.评估日期", "2029-11-22 前后"),
    Fault("C-FIL-65", {f"{_F}.备案日期": "2026-12-20"}, words="已过 1 天", today=date(2029, 12, 21)),
    Fault("C-FIL-66", {f"{_F}.评估日期": "2026-11-20"}, f"{_F}.备案日期", "没有备案日期"),
    Fault("C-FIL-66", {f"{_F}.备案日期": "2026-11-22", f"{_F}.评估日期": "2026-11-22"}, words="不晚于", beside=_DUE),
    Fault("C-FIL-67", {f"{_F}.备案日期": "2026-11-19"}, f"{_F}.备案日期", "早于填报日期 2026-11-20", beside=_DUE),
    Fault("C-FIL-68", {f"{_F}.备案日期": "2028-03-18"}, "签署.期限届满日", "2031-03-18", today=_LATER, beside=_DUE),
    Fault(
        "C-FIL-69",
        {f"{_F}.备案日期": "2026-11-21", "成员单位[14].加入日期": "2026-11-22"},
        "成员单位[14].加入日期",
        "晚于备案日期",
        beside=_DUE,
    ),
    Fault("C-FIL-70", {"联盟.简称": "津科技局氢能联盟"}, "联盟.简称", "科技局"),
)
FINE: tuple[Fine, ...] = (
    Fine("C-FIL-56", _asking("50万元")),
    Fine("C-FIL-56", _asking("50万元", "国家试点补贴")),
    Fine("C-FIL-58", _asking("40万元")),
    Fine("C-FIL-61", _asking("30万元", "评估补贴") | _EVALUATED, today=_THEN),
    Fine("C-FIL-62", _asking(说明="任务P-01的开放日活动")),
    Fine("C-FIL-66", _EVALUATED, today=_THEN),
    Fine("C-FIL-67", {f"{_F}.备案日期": "2026-11-20"}),
    Fine("C-FIL-68", {f"{_F}.备案日期": "2028-03-17"}, today=_LATER),
    Fine("C-FIL-69", {f"{_F}.备案日期": "2026-12-20", "成员单位[14].加入日期": "2026-12-20"}),
)
