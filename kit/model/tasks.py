"""The split of work: one task, one lead, a deliverable and how it is accepted."""

from __future__ import annotations

from kit.model.fact import Choice, Fact, MemberName, fact
from kit.model.ip import JointOwnership
from kit.model.money import Money
from kit.model.reading import Day, Flag, LongText, Text


class TaskFamily(Choice):
    """The five families of the measure's article 3."""

    RESEARCH = "关键技术研发"
    PLATFORM = "公共服务平台"
    REGION = "服务京津冀协同发展"
    TRANSFER = "成果转移转化"
    TALENT = "人才培训"


class ParticipationKind(Choice):
    """How a member takes part; money alone does not make a joint developer (民法典第八百五十五条)."""

    RESEARCH = "承担研发"
    FUNDS_ONLY = "仅提供经费"
    SUPPORT = "配套支持"


class FundingKind(Choice):
    """Where the money of a task comes from."""

    OWN = "成员自筹"
    GOVERNMENT_PROJECT = "政府计划项目"
    GOVERNMENT_SUBSIDY = "政府活动补贴"
    OTHER = "其他"


class TransferRoute(Choice):
    """How personal information may leave the country (个人信息保护法第三十八条)."""

    ASSESSMENT = "安全评估"
    CERTIFICATION = "保护认证"
    STANDARD_CONTRACT = "标准合同"


class DataUse(Fact):
    """The data a task works with, where the law asks about them."""

    personal: Flag = fact("个人信息", "是否处理个人信息", default=False, only_checked=True)
    important: Flag = fact("重要数据", "是否处理重要数据", default=False, only_checked=True)
    agreement: Text = fact("处理约定", "数据处理约定的名称或编号", example="R-01 数据处理约定", needed=False)
    abroad: Flag = fact("出境", "是否向境外提供", default=False, only_checked=True)
    route: TransferRoute | None = fact("出境路径", "向境外提供的合法路径", needed=False, only_checked=True)


class Participant(Fact):
    """A member's share in a task."""

    member: MemberName = fact("单位", "参加单位，写简称或全称", example="滨海大学")
    kind: ParticipationKind | None = fact(
        "参与方式", "承担研发、仅提供经费或配套支持", default=ParticipationKind.RESEARCH
    )
    work: Text = fact("分工", "承担的工作", example="材料体系设计与评价")


class FieldOfUse(Fact):
    """A field of use of joint results, and who owns them there."""

    scope: Text = fact("领域", "以技术特征和使用场合写明，各领域不重叠", example="车载储氢")
    owner: MemberName = fact("权利人", "这一领域的权利人，写简称或全称", example="津海氢能")


class Task(Fact):
    """A task of the alliance."""

    number: Text = fact("编号", "任务编号", example="R-01")
    title: Text = fact("名称", "任务名称", example="70MPa 车载储氢瓶研制")
    family: TaskFamily | None = fact("任务类别", "五类任务之一", example="关键技术研发")
    lead: MemberName = fact("牵头单位", "任务牵头单位，写简称或全称", example="津海氢能")
    participants: tuple[Participant, ...] = fact(
        "参加单位", "参加单位及分工；牵头单位不必重复，由牵头单位独自完成的写 无", many=True, may_be_empty=True
    )
    novelty: LongText = fact("创新点", "新在哪里", example="首次采用……", needed=False)
    deliverable: LongText = fact("交付成果", "交付什么", example="样机 2 套、检测报告 1 份")
    acceptance: LongText = fact("验收标准", "怎样算完成", example="经第三方检测，储氢密度不低于 5.5 wt%")
    start: Day = fact("开始日期", "开始日期", example="2026-04-01")
    due: Day = fact("完成日期", "完成日期", example="2028-06-30")
    budget: Money | None = fact("经费", "任务经费", unit="元或万元", example="600万元")
    funding: FundingKind | None = fact("经费来源", "经费主要来源", default=FundingKind.OWN)
    bearer: MemberName = fact("项目承担单位", "政府计划项目的承担单位", needed=False)
    ip_option: JointOwnership | None = fact("共同成果归属", "本任务另行约定的共同成果归属，空缺时从协议", needed=False)
    fields_of_use: tuple[FieldOfUse, ...] = fact(
        "应用领域归属", "共同成果按应用领域划分的，逐个领域写明权利人", many=True, needed=False
    )
    agreed_ownership: LongText = fact(
        "归属约定",
        "共同成果按任务约定的，写明归谁、怎样行使；照原文印出，单位写全称",
        example="归津海氢能装备股份有限公司所有，滨海大学可以无偿用于教学和研究",
        needed=False,
    )
    classified: Flag = fact("涉密", "是否涉及国家秘密；涉密内容不得写入本文件", default=False)
    dual_use: Flag = fact("两用物项", "是否涉及两用物项出口管制", default=False, needed=False)
    export_licence: Text = fact("出口许可", "两用物项出口许可的编号", needed=False)
    data: DataUse | None = fact("数据", "涉及个人信息、重要数据的填写", needed=False)
    genetic: Flag = fact("人类遗传资源", "是否利用人类遗传资源", default=False, needed=False, only_checked=True)
    genetic_approval: Text = fact("人类遗传资源批准", "批准或备案的编号", needed=False)
