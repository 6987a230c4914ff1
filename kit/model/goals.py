"""Why the alliance works, and how one will see that it has."""

from __future__ import annotations

from kit.model.fact import Fact, fact
from kit.model.reading import Day, LongText, Text


class Indicator(Fact):
    """One measurable target."""

    name: Text = fact("名称", "指标名称", example="70MPa 储氢瓶单位质量储氢密度")
    unit: Text = fact("单位", "计量单位", example="wt%", needed=False)
    baseline: Text = fact("现状", "组建时的水平", example="3.8")
    target: Text = fact("目标值", "应达到的水平", example="≥5.5")
    due: Day = fact("完成日期", "达到目标的最后日期", example="2028-12-31")


class Goals(Fact):
    """The technical goals."""

    overall: LongText = fact("总体目标", "一段话写清联盟期限内要达到的技术目标", example="到 2028 年底，……")
    industry_status: LongText = fact("产业现状", "产业与技术现状", example="……", needed=False)
    bottlenecks: tuple[Text, ...] = fact(
        "技术瓶颈", "制约产业的关键与共性技术问题，逐条；确实没有的写 无", many=True, may_be_empty=True
    )
    problems: tuple[Text, ...] = fact(
        "攻关清单", "拟攻克的具体难题，逐条；创新联合体的申报要求填写", many=True, needed=False
    )
    chain: LongText = fact("产业链分析", "产业链、创新链上各环节及成员分布", needed=False)
    plan_fit: LongText = fact("规划契合", "与国家和本市规划、产业政策的契合", needed=False)
    indicators: tuple[Indicator, ...] = fact("指标", "可考核的技术指标，逐项", many=True)
