"""A small alliance in which everything fits, and ways to spoil it."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

from kit.model.alliance import Alliance

_SOUND: dict[str, Any] = {
    "联盟": {"名称": "津氢产业技术创新战略联盟", "对外责任主体单位": "甲", "组织形式": "契约型"},
    "成员单位": [
        {
            "名称": "津海（天津）氢能有限公司",
            "简称": "甲",
            "统一社会信用代码": "91120116MA0000007N",
            "联盟职务": "理事长单位",
            "法定代表人": "陈甲",
            "投入": [{"形式": "货币资金", "金额": "300万元", "到位日期": "2026-06-30"}],
        },
        {
            "名称": "滨海大学",
            "简称": "乙",
            "联盟职务": "副理事长单位",
            "法定代表人": "李乙",
            "签署代表": {
                "姓名": "王丁",
                "身份": "授权代理人",
                "授权委托书": {
                    "代理事项": "签署联盟协议",
                    "权限": "代表本单位签字",
                    "起始日期": "2026-03-01",
                    "截止日期": "2026-12-31",
                },
            },
        },
        {"名称": "津城研究院", "简称": "丙", "联盟职务": "观察员单位"},
    ],
    "技术创新目标": {"指标": [{"名称": "储氢密度", "目标值": "≥5.5"}]},
    "任务分工": [
        {"编号": "R-01", "牵头单位": "甲", "开始日期": "2026-04-01", "完成日期": "2028-06-30", "经费": "200万元"},
        {"编号": "R-02", "牵头单位": "乙", "开始日期": "2026-04-01", "完成日期": "2028-06-30", "经费": "100万元"},
    ],
    "组织机构": {
        "理事会": {
            "理事": [
                {"姓名": "陈甲", "单位": "甲", "理事会职务": "理事长"},
                {"姓名": "李乙", "单位": "乙", "理事会职务": "副理事长"},
            ],
            "席位": "2名",
        },
        "专家委员会": {"专家": [{"姓名": "沈己", "主任委员": "是"}]},
        "秘书处": {"人员": [{"姓名": "林庚", "单位": "甲"}]},
    },
    "经费": {
        "托管单位": "甲",
        "监督单位": "乙",
        "来源": [{"来源": "成员投入", "金额": "300万元"}],
        "用途": [{"用途": "研发", "金额": "300万元"}],
    },
    "知识产权": {"收益分配": "固定比例", "收益比例": [{"单位": "甲", "比例": "60%"}, {"单位": "乙", "比例": "40%"}]},
    "开放发展": {"最低成员数": "2家", "退出方案": "锁定期后通知", "锁定期届满日": "2028-12-31"},
    "争议解决": {"方式": "仲裁", "仲裁机构": "天津仲裁委员会"},
    "签署": {
        "签署日期": "2026-03-18",
        "期限起始日": "2026-03-18",
        "期限届满日": "2031-03-17",
        "生效方式": "达到家数生效",
        "生效家数": "2家",
        "报送份数": "3份",
        "正本份数": "5份",
    },
}


def alliance_with(changes: dict[str, Any]) -> Alliance:
    """The sound alliance with values put in at paths in labels, lists counted from 1; None takes a fact away."""
    data = deepcopy(_SOUND)
    for path, value in changes.items():
        *way, last = _steps(path)
        inner: Any = data
        for step in way:
            inner = inner[step] if isinstance(step, int) else inner.setdefault(step, {})
        if value is None:
            del inner[last]
        elif isinstance(last, int) and last == len(inner):
            inner.append(value)
        else:
            inner[last] = value
    return Alliance.model_validate(data)


def _steps(path: str) -> list[str | int]:
    found = re.findall(r"([^.\[\]]+)|\[(\d+)\]", path)
    return [label or int(position) - 1 for label, position in found]
