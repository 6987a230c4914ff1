"""Chapters 1 to 3: own contributions, declarations, who founds, staff and rules for the money (articles 5, 6, 9)."""

from __future__ import annotations

from collections.abc import Iterator

from kit.diagnostics import Severity
from kit.model.alliance import Alliance
from kit.model.funds import FundSource
from kit.model.members import MemberKind, Position
from kit.model.money import total
from kit.rules.general.completeness import MIN_PARTIES
from kit.rules.rule import Finding, Sureness, rule

_PUBLIC = frozenset({FundSource.GOVERNMENT_PROJECT, FundSource.GOVERNMENT_SUBSIDY})
_ON_THE_COUNCIL = frozenset({Position.CHAIR, Position.VICE_CHAIR, Position.DIRECTOR})
_ASKED_KINDS = (MemberKind.ENTERPRISE, MemberKind.UNIVERSITY, MemberKind.INSTITUTE)


@rule("C-FIL-18", "成员单位没有自主投入", basis=("MEASURE 5",))
def no_own_contribution(alliance: Alliance) -> Iterator[Finding]:
    """看成员单位有没有自己的投入，以及经费是不是全部来自政府资金。

    办法第五条要求防止缺乏成员单位自主投入的形式主义：没有一家填写投入的，是错误；
    没有货币投入而经费来源全是政府资金的，请再核实。请逐家填写“投入”，写明形式、金额和到位日期。
    """
    parties = alliance.parties
    if len(parties) < MIN_PARTIES:
        return
    if not any(member.contributions for member in parties):
        yield Finding(
            "成员单位",
            f"{len(parties)} 家成员单位都没有填写投入，联盟应有成员单位的自主投入",
            "请逐家填写“投入”：形式、内容、金额和到位日期",
        )
        return
    sources = [source.kind for source in alliance.funds.sources]
    if sources and _PUBLIC.issuperset(sources) and not total(member.cash_total for member in parties).fen:
        yield Finding(
            "经费.来源",
            "成员单位没有货币投入，经费来源全部是政府资金",
            "请核对成员单位的投入，并在“经费.来源”中列明成员投入",
            milder=Severity.WARNING,
        )


@rule("C-FIL-06", "成员单位声明有事故或违法情形", basis=("MEASURE 6(1)",))
def declared_against(alliance: Alliance) -> Iterator[Finding]:
    """逐家看成员单位的两项声明：组建前一年内无重大安全、质量事故，无环境违法违规行为。

    办法第六条第（一）项把这两项作为组建的前提。填“否”的单位不符合要求，应当调整成员或者附书面说明。
    没有填写的，申请书另行提示缺少的事实。
    """
    for number, member in enumerate(alliance.members, 1):
        if member.is_observer:
            continue
        declared = {
            "组建前一年内无重大安全质量事故": member.declarations.no_accident,
            "无环境违法违规行为": member.declarations.no_violation,
        }
        for label, value in declared.items():
            if value is False:
                yield Finding(
                    f"成员单位[{number}].声明.{label}",
                    f"“{member.name or member.short_name or ''}”声明“{label}”为 否，应为 是",
                    "请核实情况；属实的应当调整成员，或附书面说明后由负责人豁免",
                )


@rule(
    "C-FIL-25",
    "成员单位声明已列入失信名单",
    severity=Severity.WARNING,
    basis=("MEASURE 16",),
    sure=Sureness.JUDGEMENT,
)
def discredited(alliance: Alliance) -> Iterator[Finding]:
    """看各成员单位“未列入失信名单”的声明是不是“否”。

    办法第十六条把失信记录作为对责任主体的处理措施，没有写明失信单位能不能参加联盟，
    但信用情况是审核时必看的材料。请查询信用记录，必要时调整成员，或在申请前完成信用修复。
    """
    for number, member in enumerate(alliance.members, 1):
        if not member.is_observer and member.declarations.not_discredited is False:
            yield Finding(
                f"成员单位[{number}].声明.未列入失信名单",
                f"“{member.name or member.short_name or ''}”声明“未列入失信名单”为 否",
                "请查询信用记录；属实的建议先完成信用修复，或调整成员",
            )


@rule(
    "C-FIL-26",
    "没有写明制约产业的技术问题",
    severity=Severity.WARNING,
    basis=("MEASURE 6(3)",),
    sure=Sureness.JUDGEMENT,
)
def no_bottleneck(alliance: Alliance) -> Iterator[Finding]:
    """看“技术瓶颈”有没有内容。

    办法第六条第（三）项要求联盟围绕制约产业发展的关键和共性技术问题组建；
    空缺时申请书的问题清单只印“无”，评审看不出联盟要解决什么。请逐条写明。
    """
    bottlenecks = alliance.goals.bottlenecks
    if alliance.goals.indicators and not any(bottlenecks):
        yield Finding(
            "技术创新目标.技术瓶颈",
            "没有写明制约产业发展的关键和共性技术问题，申请书中将印“无”",
            "请在“技术瓶颈”中逐条写明，并与任务对应",
        )


@rule("C-FIL-03", "成员单位的构成缺少企业、高校或科研机构", basis=("MEASURE 9(1),11(3)",))
def kinds_missing(alliance: Alliance) -> Iterator[Finding]:
    """看签署协议的成员单位中是不是企业、高校和科研机构都有。

    办法第九条第（一）项和第十一条第（三）项要求由企业、高校和科研机构等多个独立法人组成。
    只有一类单位或者没有企业的，是错误；只缺高校或只缺科研机构的，请向受理机关核实能否接受。观察员不计入。
    """
    kinds = {member.kind for member in alliance.parties}
    if len(alliance.parties) < MIN_PARTIES or None in kinds:
        return
    missing = [kind for kind in _ASKED_KINDS if kind not in kinds]
    if not missing:
        return
    grave = len(kinds) == 1 or MemberKind.ENTERPRISE in missing
    only = "只有一类单位，" if len(kinds) == 1 else ""
    yield Finding(
        "成员单位",
        f"签署协议的成员单位中{only}没有{'、'.join(map(str, missing))}，应由企业、高校和科研机构等组成",
        "请增加相应的成员单位，或核对各单位的“单位性质”",
        milder=None if grave else Severity.WARNING,
    )


@rule(
    "C-FIL-28",
    "核心成员或理事单位既不承担任务也没有投入",
    severity=Severity.WARNING,
    basis=("MEASURE 5,9(2)",),
    sure=Sureness.JUDGEMENT,
)
def idle_core_member(alliance: Alliance) -> Iterator[Finding]:
    """看核心成员、理事长单位、副理事长单位和理事单位是不是既没有任务，也没有投入。

    办法第五条反对没有自主投入的形式主义，第九条第（二）项要求把任务落实到成员单位；
    列在核心却什么都不承担，评审会质疑。请补充分工或投入，或改变其联盟职务。
    """
    busy = {id(alliance.member(name)) for task in alliance.tasks for name in (task.lead, task.bearer)}
    busy |= {id(alliance.member(part.member)) for task in alliance.tasks for part in task.participants}
    anybody = any(member.contributions for member in alliance.parties)
    if not (alliance.tasks and anybody):
        return
    for number, member in enumerate(alliance.members, 1):
        central = member.core or member.position in _ON_THE_COUNCIL
        if central and not member.is_observer and not member.contributions and id(member) not in busy:
            standing = "核心成员" if member.core else str(member.position)
            yield Finding(
                f"成员单位[{number}].投入",
                f"“{member.name or member.short_name or ''}”是{standing}，既不承担任务，也没有投入",
                "请补充任务分工或投入，或改变该单位的联盟职务",
            )


@rule("C-FIL-13", "秘书处没有专职人员", basis=("MEASURE 9(3)",))
def nobody_full_time(alliance: Alliance) -> Iterator[Finding]:
    """看秘书处人员中有没有至少一名专职人员。

    办法第九条第（三）项要求执行机构配备专职人员。请落实至少一名专职人员，并准备派出文件或劳动关系证明。
    """
    secretariat = alliance.governance.secretariat
    if secretariat.staff and not secretariat.full_time_count:
        yield Finding(
            "组织机构.秘书处.人员",
            f"秘书处 {len(secretariat.staff)} 名人员都不是专职，至少应有 1 名专职人员",
            "请落实专职人员，把其“专职”填为 是",
        )


@rule(
    "C-FIL-27",
    "没有填写《经费管理办法》的通过日期",
    severity=Severity.WARNING,
    basis=("MEASURE 9(4)",),
    sure=Sureness.JUDGEMENT,
)
def no_fund_rules(alliance: Alliance) -> Iterator[Finding]:
    """看“经费.管理办法通过日期”是不是空缺。

    办法第九条第（四）项要求制定经费的内部管理办法；没有通过日期，申请书只印“无”，
    附件中也就没有可附的办法。请先由理事会通过办法，再填写日期。
    """
    if alliance.funds.sources and alliance.funds.rules_adopted_on is None:
        yield Finding(
            "经费.管理办法通过日期",
            "没有填写《经费管理办法》的通过日期，应有经费的内部管理办法",
            "请由理事会通过办法后填写日期，并附会议纪要",
        )


RULES = (
    no_own_contribution,
    declared_against,
    discredited,
    no_bottleneck,
    kinds_missing,
    idle_core_member,
    nobody_full_time,
    no_fund_rules,
)
