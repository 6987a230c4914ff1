"""Rules for intellectual property and for the money it earns."""

from __future__ import annotations

from kit.model.fact import Choice, Fact, MemberName, derived, fact
from kit.model.percent import Percent
from kit.model.reading import Count


class Background(Choice):
    """Background IP."""

    LISTED = "清单登记"
    GENERIC = "概括约定"


class SingleOwnership(Choice):
    """Results one member made alone."""

    MAKER = "完成方所有"
    TASK_LEAD = "任务牵头单位所有"


class JointOwnership(Choice):
    """Results several members made together."""

    EQUAL = "等额共有"
    BY_CONTRIBUTION = "按贡献共有"
    TASK_LEAD = "任务牵头单位所有"
    BY_FIELD = "按应用领域划分"
    BY_TASK = "按任务约定"


class Improvements(Choice):
    """Later improvements."""

    IMPROVER = "改进方所有"
    GRANT_BACK = "互惠有偿许可"


class InternalLicence(Choice):
    """Licence to other members."""

    FREE_RESEARCH = "研发免费商用有偿"
    PREFERENTIAL = "成员优惠许可"
    FAIR = "公平合理协商"
    TASK_ONLY = "限任务参加单位"


class Diffusion(Choice):
    """How publicly funded results reach others."""

    ORDINARY = "公开普通许可"
    DELAYED = "成员先行延迟扩散"
    OPEN_LICENCE = "专利开放许可"
    SERVICE = "服务示范扩散"


class RevenueSplit(Choice):
    """Who gets what a result earns."""

    OWNERS = "权利人享有"
    FIXED = "固定比例"
    SCORED = "按贡献评分"
    ROYALTY = "入门费加提成"


class RoyaltyBase(Choice):
    """What a royalty is counted on (民法典第八百四十六条)."""

    PRICE = "产品销售额"
    ADDED_OUTPUT = "新增产值"
    PROFIT = "新增利润"


class Publication(Choice):
    """Papers and theses."""

    NOTICE = "事先通知"
    CONSENT = "事先书面同意"


class RevenueShare(Fact):
    """A fixed share of revenue."""

    member: MemberName = fact("单位", "写简称或全称", example="津海氢能")
    share: Percent | None = fact("比例", "收益比例，各单位之和应为 100%", example="40%")


class IpRules(Fact):
    """The alliance's rules for intellectual property."""

    background: Background | None = fact("背景知识产权", "清单登记，或概括约定", default=Background.LISTED)
    single: SingleOwnership | None = fact("单独成果归属", "由一家完成的成果归谁", default=SingleOwnership.MAKER)
    joint: JointOwnership | None = fact(
        "共同成果归属", "由多家共同完成的成果归谁", default=JointOwnership.BY_CONTRIBUTION
    )
    improvements: Improvements | None = fact("后续改进", "后续改进成果归谁", default=Improvements.IMPROVER)
    internal_licence: InternalLicence | None = fact(
        "内部许可", "成员之间怎样许可", default=InternalLicence.FREE_RESEARCH
    )
    discount: Percent | None = fact("优惠幅度", "成员优惠许可时，较对外许可费降低的幅度", example="30%", needed=False)
    diffusion: Diffusion | None = fact("成果扩散", "政府资助成果怎样向联盟外扩散", default=Diffusion.ORDINARY)
    delay_months: Count = fact("延迟月数", "成员先行使用的月数", unit="月", default=12, needed=False)
    answer_days: Count = fact("许可答复期", "收到许可申请后答复的日数", unit="日", default=30)
    revenue: RevenueSplit | None = fact("收益分配", "转化收益怎样分配", default=RevenueSplit.OWNERS)
    revenue_shares: tuple[RevenueShare, ...] = fact("收益比例", "固定比例时逐家填写", many=True, needed=False)
    royalty_base: RoyaltyBase | None = fact("提成基数", "提成的计算基数", default=RoyaltyBase.PRICE, needed=False)
    royalty_rate: Percent | None = fact("提成比例", "提成比例上限", example="3%", needed=False)
    notice_days: Count = fact("成果通报期", "成果完成后通报的日数", unit="日", default=30)
    filing_review_days: Count = fact("申请专利征询期", "共有人对申请专利提出意见的日数", unit="日", default=20)
    publication: Publication | None = fact("论文发表", "发表前通知，或须书面同意", default=Publication.NOTICE)
    review_days: Count = fact("发表审查期", "发表前留给其他单位审查的日数", unit="日", default=30)
    delay_days: Count = fact("发表延后上限", "为申请专利延后发表的最多日数", unit="日", default=90)

    @derived("收益比例合计", "固定比例之和，应为 100%")
    def revenue_total(self) -> Percent | None:
        """The sum of the fixed shares."""
        known = [s.share.value for s in self.revenue_shares if s.share is not None]
        return Percent(sum(known[1:], known[0])) if known else None
