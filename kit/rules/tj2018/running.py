"""After the filing: plans, reports, the evaluation every three years, the bureau's name (articles 16 to 18)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kit.diagnostics import Severity
from kit.model.alliance import Alliance
from kit.rules.rule import Finding, Sureness, dated_rule, rule
from kit.rules.tj2018.tianjin import is_nothing, years_after

EVALUATION_YEARS = 3
_BUREAUS = ("科学技术局", "科技局", "科学技术委员会", "科委")


@rule("C-FIL-64", "没有工作计划", severity=Severity.WARNING, basis=("MEASURE 17,18",))
def no_plan(alliance: Alliance) -> Iterator[Finding]:
    """看下年度计划和三年计划是不是填了“无”。

    办法第十七条要求备案的联盟报送下年度工作计划；三年计划是第十八条评估的对照。请写明具体工作。
    """
    plan = alliance.filing.plan
    for label, text in (("下年度计划", plan.next_year), ("三年计划", plan.three_years)):
        if is_nothing(text):
            yield Finding(f"备案.工作计划.{label}", f"{label}填“{text}”，应有具体的工作计划", "请写明要做的工作和时间")


@dated_rule("C-FIL-65", "备案后的评估已到期或将到期", severity=Severity.WARNING, basis=("MEASURE 18",))
def evaluation_due(alliance: Alliance, today: date) -> Iterator[Finding]:
    """填写了备案日期的，提示下一次评估的日期；已过而没有评估日期的，是警告。

    办法第十八条规定自备案起每三年评估一次，并据此动态调整；不参加评估的可能被取消备案。
    评估后请更新“备案.评估日期”。
    """
    filing = alliance.filing
    if filing.filed_on is None:
        return
    last = max(filing.filed_on, filing.evaluated_on or filing.filed_on)
    due = years_after(last, EVALUATION_YEARS)
    if today > due:
        yield Finding(
            "备案.评估日期",
            f"应在 {due} 前后接受评估，已过 {(today - due).days} 天，没有新的评估日期",
            "请向专业管理机构核实评估安排；已评估的请填写评估日期",
        )
    else:
        yield Finding(
            "备案.评估日期",
            f"下一次评估在 {due} 前后，还有 {(due - today).days} 天",
            "请按三年计划积累证明材料",
            milder=Severity.INFO,
        )


@rule("C-FIL-66", "评估日期与备案日期矛盾", basis=("MEASURE 18",), sure=Sureness.LOGIC)
def evaluated_before_filed(alliance: Alliance) -> Iterator[Finding]:
    """看有评估日期的是不是也有备案日期，评估是不是在备案之后。评估是对已备案联盟的，次序不能颠倒。请核对两个日期。"""
    filed, evaluated = alliance.filing.filed_on, alliance.filing.evaluated_on
    if evaluated and filed is None:
        yield Finding(
            "备案.备案日期",
            f"填写了评估日期 {evaluated}，没有备案日期",
            "请填写备案日期，或删去评估日期",
            milder=Severity.WARNING,
        )
    elif evaluated and filed and evaluated <= filed:
        yield Finding("备案.评估日期", f"评估日期 {evaluated} 不晚于备案日期 {filed}", "请核对两个日期")


@rule("C-FIL-67", "备案日期早于填报日期", severity=Severity.WARNING, basis=("MEASURE 12(4)",), sure=Sureness.LOGIC)
def filed_before_applying(alliance: Alliance) -> Iterator[Finding]:
    """比较备案日期和填报日期。备案在申请、审查、评审、公示之后，不会早于填报。请核对两个日期。"""
    filed, filled = alliance.filing.filed_on, alliance.filing.filled_on
    if filed and filled and filed < filled:
        yield Finding("备案.备案日期", f"备案日期 {filed} 早于填报日期 {filled}", "请核对两个日期")


@rule("C-FIL-68", "协议在首次评估之前届满", severity=Severity.WARNING, basis=("MEASURE 18",), sure=Sureness.JUDGEMENT)
def ends_before_the_evaluation(alliance: Alliance) -> Iterator[Finding]:
    """看协议期限届满日是不是早于填报（或备案）之后三年。

    办法第十八条规定每三年评估一次，申请书也要写三年计划；协议先届满，联盟就不能接受评估。请延长期限或约定续期。
    """
    filing, end = alliance.filing, alliance.signing.term_end
    start = filing.filed_on or filing.filled_on
    if end and start and start <= end < years_after(start, EVALUATION_YEARS):
        yield Finding(
            "签署.期限届满日",
            f"协议期限于 {end} 届满，早于首次评估的 {years_after(start, EVALUATION_YEARS)}",
            "请延长协议期限，或及早办理续期",
        )


@rule(
    "C-FIL-69",
    "备案后有成员加入，属于应报送的重大事项",
    severity=Severity.INFO,
    basis=("MEASURE 17",),
    sure=Sureness.JUDGEMENT,
)
def joined_after_the_filing(alliance: Alliance) -> Iterator[Finding]:
    """看有没有成员单位的加入日期晚于备案日期。

    办法第十七条要求备案的联盟报送重大事项；成员变化在联盟协议中列为重大事项。已经报送的，可不理会。
    """
    filed = alliance.filing.filed_on
    for number, member in enumerate(alliance.members, 1):
        if filed and member.joined_on and member.joined_on > filed and not member.is_observer:
            yield Finding(
                f"成员单位[{number}].加入日期",
                f"“{member.name or member.short_name or ''}”于 {member.joined_on} 加入，晚于备案日期 {filed}",
                "请作为重大事项报送专业管理机构",
            )


@rule(
    "C-FIL-70",
    "联盟名称中有主管部门的名称",
    severity=Severity.WARNING,
    basis=("MEASURE 16",),
    sure=Sureness.JUDGEMENT,
)
def named_after_the_bureau(alliance: Alliance) -> Iterator[Finding]:
    """看联盟的名称、简称中有没有科技主管部门的名称。

    办法第十六条禁止借用市科技局的名义；名称中带有主管部门，容易使人误认为是官方机构。请改用地域加产业的名称。
    """
    for label, name in (("名称", alliance.info.name), ("简称", alliance.info.short_name)):
        word = next((word for word in _BUREAUS if word in (name or "")), "")
        if word:
            yield Finding(
                f"联盟.{label}", f"联盟{label}“{name}”含有“{word}”，易被认作主管部门的机构", "请改用地域加产业的名称"
            )


RULES = (
    no_plan,
    evaluation_due,
    evaluated_before_filed,
    filed_before_applying,
    ends_before_the_evaluation,
    joined_after_the_filing,
    named_after_the_bureau,
)
