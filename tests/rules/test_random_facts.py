"""Facts and documents put together at random: rules judge them, nothing falls over, and every finding is presentable."""

from __future__ import annotations

import random
from copy import deepcopy
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kit.diagnostics import Report
from kit.intake.build import build
from kit.intake.raw import Raw
from kit.intake.yaml_file import read
from kit.model.settings import RulePack
from kit.outline import Line, Outline, Part
from kit.render.overview import Overview
from kit.resources import samples_root
from kit.rules.case import Case, Sheet
from kit.rules.catalogue import packs_of
from kit.rules.judging import judge
from kit.rules.tracing import trace
from kit.rules.waivers import faults_of_waivers, waived
from tests.rules.sample import TODAY

_SAMPLES = [read(samples_root() / name / "alliance.yaml").data for name in ("hydrogen", "seawater")]
_VALUES = [
    "无",
    "0",
    "-1",
    "1",
    "3家",
    "100%",
    "0%",
    "50%",
    "三分之二以上",
    "过半数",
    "2026-03-18",
    "1999-12-31",
    "2031-03-17",
    "津海氢能",
    "滨海大学",
    "300万元",
    "0元",
    "是",
    "否",
    "甲",
    "（",
    "）",
    "（）",
    "（有限合伙）",
    "大学",
    "分公司",
    "实验室",
    "ZL202119990004.6",
    "x@y.cn",
    "022-88880001",
    "联盟",
    "本联盟",
    "天津市",
    "江苏省",
    "仲裁",
    "诉讼",
    "仲裁委员会",
    "法院",
    "2026",
    "≥5",
    "<3",
    "按任务约定",
    "境外机构",
    "观察员单位",
    "理事长单位",
    "事业单位",
    "91120116MA00000001",
    "𠮷",
    "\u3000",
]
_WORDS = [
    "第",
    "条",
    "章",
    "附件",
    "一",
    "百",
    "10",
    "以下简称“",
    "”",
    "《",
    "》",
    "合同法",
    "仲裁法",
    "专利法",
    "民法典",
    "第九百条",
    "成员单位",
    "不得",
    "联盟",
    "统一",
    "价格",
    "向天津仲裁委员会",
    "申请仲裁",
    "法院",
    "起诉",
    "或者",
    "违约金",
    "300万元",
    "（人民币叁佰万元整）",
    "2026年3月18日",
    "至",
    "退出",
    "研究开发",
    "【",
    "】",
    "____",
    "XX",
    "电话",
    "022-88880001",
    "a@b.cn",
    "津海氢能装备股份有限公司",
    "（",
    "）",
    "。",
    "；",
    " ",
    "十四家",
    "三分之二以上",
    "理事",
    "席位",
    "天津市氢能装备产业技术创新战略联盟",
    "产业技术创新战略联盟",
    "91120116MA00000001",
    "托管单位：",
    "理事长为",
    "张三",
    "协议期限自",
    "起",
    "五年",
    "错误!",
    "𠮷",
]
_CLAUSES = ("", "", "purpose.nature", "ip.joint", "funds.host")


def _spoiled(chance: random.Random, value: Any, often: float) -> Any:
    if isinstance(value, dict):
        return {key: _spoiled(chance, one, often) for key, one in value.items() if chance.random() >= often}
    if isinstance(value, list):
        kept = [_spoiled(chance, one, often) for one in value if chance.random() >= often]
        return [*kept, deepcopy(kept[0])] if kept and chance.random() < 0.1 else kept
    return chance.choice(_VALUES) if chance.random() < often else value


def _outline(chance: random.Random) -> Outline:
    def line() -> Line:
        words = "".join(chance.choices(_WORDS, k=chance.randrange(15)))
        label = chance.choice(("", "第一条", "第九十九条", "第一章", "附件1"))
        return Line(chance.choice(list(Part)), words, label, chance.choice(_CLAUSES))

    return Outline(tuple(line() for _ in range(chance.randrange(25))))


def _case(chance: random.Random) -> Case | None:
    data = _spoiled(chance, chance.choice(_SAMPLES), chance.choice((0.02, 0.05, 0.1, 0.3, 0.6)))
    assert isinstance(data, dict)
    data["设置"] = {"规则包": chance.sample([str(pack) for pack in RulePack], chance.randrange(4))}
    alliance = build(Raw("随机", data)).alliance
    if alliance is None:
        return None
    titles = {"agreement": "联盟协议", "charter": "联盟章程", "application": "备案申请书"}
    sheets = {name: Sheet(name, title, f"{title}.docx", _outline(chance)) for name, title in titles.items()}
    return Case(alliance, TODAY + timedelta(days=chance.randrange(-3000, 3000)), sheets)


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_whatever_is_written_is_judged(seed: int) -> None:
    case = _case(random.Random(seed))
    if case is None:
        return
    found = judge(case)
    for one in found:
        assert one.hint, one.code
        assert not one.message.endswith("。"), one.message
        assert "None" not in one.message, one.message
    report = Report.of([*waived(case.alliance, found), *faults_of_waivers(case.alliance, found)])
    overview = Overview(report, "随机", case.today, case, packs_of(case.alliance))
    assert overview.counts["error"] == len(report.errors)
    for pack in packs_of(case.alliance):
        trace(pack, case, report.diagnostics)


def test_the_day_of_the_judgement_may_be_any() -> None:
    alliance = build(Raw("样例", deepcopy(_SAMPLES[0]))).alliance
    assert alliance is not None
    for day in (date(1, 1, 1), date(2020, 2, 29), date(9000, 12, 31)):
        judge(Case(alliance, day))
