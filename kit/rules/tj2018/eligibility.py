"""Who can be filed: Tianjin, the lead, the number and kinds of members, the field (articles 7, 11, 19)."""

from __future__ import annotations

from collections.abc import Iterator

from kit.diagnostics import Severity
from kit.model.alliance import Alliance
from kit.model.filing import FilingKind
from kit.model.members import MemberKind
from kit.rules.general.completeness import MIN_PARTIES
from kit.rules.rule import Finding, Sureness, rule
from kit.rules.tj2018.tianjin import CITY, in_tianjin, is_nothing, path_of

MIN_MEMBERS = 10
_LEADING = "领军"


@rule("C-FIL-41", "联盟不在规则包适用的地区", severity=Severity.WARNING, basis=("MEASURE 7",), sure=Sureness.LOGIC)
def outside_tianjin(alliance: Alliance) -> Iterator[Finding]:
    """看“联盟.所在地区”是不是天津市。

    本规则包所依据的办法只管在天津市备案的联盟；联盟在别处的，应改选当地的规则包，或核对所在地区。
    """
    region = alliance.info.region
    if region and not in_tianjin(region):
        yield Finding(
            "联盟.所在地区",
            f"联盟所在地区为“{region}”，本规则包只适用于{CITY}",
            "请核对所在地区，或在“设置.规则包”中改选当地的规则包",
        )


@rule("C-FIL-07", "没有归入十大产业集群", severity=Severity.WARNING, basis=("MEASURE 11(1)",))
def no_cluster(alliance: Alliance) -> Iterator[Finding]:
    """看“联盟.产业集群”有没有选定。

    办法第十一条第（一）项要求聚焦十大高端产业集群。产业跨几个集群的，选关系最密切的一个；
    都不沾边的，请先向受理机关咨询。
    """
    if alliance.info.name and alliance.info.cluster is None:
        yield Finding(
            "联盟.产业集群",
            "没有选定产业集群，备案的联盟应聚焦十大高端产业集群之一",
            "请选最接近的一个；都不相符的先向受理机关咨询",
        )


@rule("C-FIL-02", "成员单位不足十家", severity=Severity.WARNING, basis=("MEASURE 11(3)",))
def too_few_members(alliance: Alliance) -> Iterator[Finding]:
    """数签署协议的成员单位，观察员不计入，不足十家时提醒。

    办法第十一条第（三）项写的是“原则上不少于10家”，所以是警告而不是错误。
    请补足成员，或在申请书中说明理由并事先与受理机关沟通。
    """
    parties = len(alliance.parties)
    if MIN_PARTIES <= parties < MIN_MEMBERS:
        yield Finding(
            "成员单位",
            f"签署协议的成员单位 {parties} 家，原则上应不少于 {MIN_MEMBERS} 家",
            "请补足成员单位，或说明理由并事先与受理机关沟通",
        )


@rule("C-FIL-04", "对外责任主体单位不在天津市注册", basis=("MEASURE 11(2)",))
def lead_elsewhere(alliance: Alliance) -> Iterator[Finding]:
    """看对外责任主体单位的注册地区是不是天津市。

    办法第十一条第（二）项规定对外责任主体单位必须在天津市境内注册。注册在外地的，
    应改由注册在天津的成员担任；它不是理事长单位的，还要在协议中约定理由。
    """
    lead = alliance.lead
    if lead and not lead.is_observer and lead.region and not in_tianjin(lead.region):
        yield Finding(
            f"{path_of(alliance, lead)}.注册地区",
            f"对外责任主体单位“{lead.name or lead.short_name or ''}”注册在{lead.region}，应在{CITY}注册",
            "请改由注册在天津市的成员单位担任，或核对注册地区",
        )


@rule(
    "C-MEM-04",
    "对外责任主体不是理事长单位而未说明理由",
    severity=Severity.WARNING,
    basis=("MEASURE 9(3)",),
    sure=Sureness.JUDGEMENT,
)
def lead_is_not_chair(alliance: Alliance) -> Iterator[Finding]:
    """看对外责任主体是不是理事长单位；不是的，看有没有写明理由。

    办法第九条第（三）项规定一般由理事长单位承担，特殊情形由联盟协议具体约定。
    协议写明是哪一家就算有了约定，写明理由是起草时的判断：审查时会问为什么特殊。请在“对外责任例外”中写明，或改由理事长单位承担。
    """
    lead, chair = alliance.lead, alliance.chair
    if lead and chair and lead is not chair and not alliance.governance.lead_exception:
        yield Finding(
            "组织机构.对外责任例外",
            f"对外责任主体“{lead.name or lead.short_name or ''}”不是理事长单位“{chair.name or chair.short_name or ''}”，"
            "协议中没有写明理由",
            "请在“对外责任例外”中写明理由，或改由理事长单位对外承担责任",
        )


@rule(
    "C-FIL-36",
    "对外责任主体单位不是核心成员",
    severity=Severity.WARNING,
    basis=("MEASURE 11(2)",),
    sure=Sureness.JUDGEMENT,
)
def lead_is_not_core(alliance: Alliance) -> Iterator[Finding]:
    """看对外责任主体单位有没有标为核心成员。

    办法第十一条第（二）项要求它在本行业处于骨干地位，由非核心成员担任说不过去。
    请核对“核心成员”，或改由核心成员担任。不是理事长单位而没有写明理由的，先由另一条规则指出。
    """
    lead = alliance.lead
    explained = lead is alliance.chair or alliance.governance.lead_exception
    if lead and explained and not lead.core and any(member.core for member in alliance.parties):
        yield Finding(
            f"{path_of(alliance, lead)}.核心成员",
            f"对外责任主体单位“{lead.name or lead.short_name or ''}”不是核心成员，它应处于行业骨干地位",
            "请核对“核心成员”，或改由核心成员单位担任",
        )


@rule(
    "C-FIL-37",
    "没有写明牵头单位的行业地位",
    severity=Severity.WARNING,
    basis=("MEASURE 11(2)",),
    sure=Sureness.JUDGEMENT,
)
def no_standing(alliance: Alliance) -> Iterator[Finding]:
    """看“牵头单位情况.行业地位”是不是填了“无”。

    办法第十一条第（二）项要求对外责任主体单位处于行业骨干地位，申请书须写明依据，例如市场份额、主持的标准、平台和资质。
    """
    standing = alliance.filing.lead_profile.standing
    if is_nothing(standing):
        yield Finding(
            "备案.牵头单位情况.行业地位",
            f"行业地位填“{standing}”，对外责任主体单位应处于行业骨干地位",
            "请写明市场份额、标准、平台、资质等依据",
        )


@rule("C-FIL-35", "没有核心成员单位", severity=Severity.WARNING, basis=("MEASURE 11(3)",), sure=Sureness.JUDGEMENT)
def nobody_core(alliance: Alliance) -> Iterator[Finding]:
    """看有没有成员单位标为核心成员。

    办法第十一条第（三）项对核心成员单位的构成有要求，一家也没有标，就无从判断。请在各单位的“核心成员”中填写 是。
    """
    if len(alliance.parties) >= MIN_PARTIES and not any(member.core for member in alliance.parties):
        yield Finding(
            "成员单位",
            "没有一家成员单位标为核心成员，核心成员应以在天津注册的创新型企业为主",
            "请在核心成员单位的“核心成员”中填写 是",
        )


@rule(
    "C-FIL-05",
    "核心成员不以天津的创新型企业为主",
    severity=Severity.WARNING,
    basis=("MEASURE 11(3)",),
    sure=Sureness.JUDGEMENT,
)
def core_is_not_local_and_innovative(alliance: Alliance) -> Iterator[Finding]:
    """数核心成员中注册在天津的创新型企业，不过半数时提醒。

    办法第十一条第（三）项写的是“为主”，没有写比例；过半数是本工具的理解。
    请核对“核心成员”“创新型企业”和“注册地区”，或调整核心成员。注册地区空缺的按在天津计。
    """
    core = [member for member in alliance.parties if member.core]
    fitting = [
        member
        for member in core
        if member.innovative
        and member.kind is MemberKind.ENTERPRISE
        and (not member.region or in_tianjin(member.region))
    ]
    if core and len(fitting) * 2 <= len(core):
        yield Finding(
            "成员单位",
            f"核心成员 {len(core)} 家，其中注册在天津的创新型企业 {len(fitting)} 家，没有过半数",
            "请核对各单位的“核心成员”“创新型企业”，或调整核心成员",
        )


@rule("C-FIL-38", "观察员单位标为核心成员", severity=Severity.WARNING, basis=("MEASURE 11(3)",), sure=Sureness.LOGIC)
def observer_is_core(alliance: Alliance) -> Iterator[Finding]:
    """看观察员单位有没有标为核心成员。观察员不签署协议、不计入成员数，不能是核心成员。请改变联盟职务或取消标记。"""
    for number, member in enumerate(alliance.members, 1):
        if member.is_observer and member.core:
            yield Finding(
                f"成员单位[{number}].核心成员",
                f"“{member.name or member.short_name or ''}”是观察员单位，不签署协议，不能是核心成员",
                "请把“核心成员”改为 否，或改变该单位的联盟职务",
            )


@rule(
    "C-FIL-39", "不是企业的单位标为创新型企业", severity=Severity.WARNING, basis=("MEASURE 11(3)",), sure=Sureness.LOGIC
)
def innovative_but_no_enterprise(alliance: Alliance) -> Iterator[Finding]:
    """看标为创新型企业的单位是不是企业。高校、科研机构等不计入核心成员中的创新型企业。请核对“单位性质”和“创新型企业”。"""
    for number, member in enumerate(alliance.members, 1):
        if member.innovative and member.kind and member.kind is not MemberKind.ENTERPRISE:
            yield Finding(
                f"成员单位[{number}].创新型企业",
                f"“{member.name or member.short_name or ''}”的单位性质是{member.kind}，却标为创新型企业",
                "请核对“单位性质”和“创新型企业”",
            )


@rule("C-FIL-42", "领军企业联盟的牵头单位没有领军资质", basis=("MEASURE 19",))
def not_led_by_a_leading_enterprise(alliance: Alliance) -> Iterator[Finding]:
    """备案类型选领军企业产学研用创新联盟的，看牵头单位是不是企业，资质中有没有领军企业或领军培育企业。

    办法第十九条只把天津市科技领军企业及领军培育企业牵头的联盟纳入。请在资质中写明，并附认定文件；没有的改为新申请备案。
    """
    lead = alliance.lead
    if alliance.filing.kind is not FilingKind.LEADING_ENTERPRISE or lead is None:
        return
    if not any(_LEADING in (name or "") for name in lead.qualifications):
        yield Finding(
            f"{path_of(alliance, lead)}.资质",
            f"备案类型为“{FilingKind.LEADING_ENTERPRISE}”，牵头单位的资质中没有科技领军企业或领军培育企业",
            "请在牵头单位的“资质”中写明并附认定文件，或把备案类型改为新申请备案",
        )


RULES = (
    outside_tianjin,
    no_cluster,
    too_few_members,
    lead_elsewhere,
    lead_is_not_chair,
    lead_is_not_core,
    no_standing,
    nobody_core,
    core_is_not_local_and_innovative,
    observer_is_core,
    innovative_but_no_enterprise,
    not_led_by_a_leading_enterprise,
)
