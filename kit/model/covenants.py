"""Breach, openness, secrecy, disputes: the rules the members set for each other."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from kit.model.fact import Choice, Fact, fact
from kit.model.majority import Majority
from kit.model.money import Money
from kit.model.percent import Percent
from kit.model.reading import Count, Day, Flag, Text


class Damages(Choice):
    """How a breach is paid for."""

    ACTUAL_LOSS = "赔偿实际损失"
    FIXED = "固定违约金"
    BY_CONTRIBUTION = "按承诺投入比例"
    PER_DAY = "按日计算"


class Breach(Fact):
    """Breach and its consequences."""

    damages: Damages | None = fact("违约金方案", "违约金怎样计算", default=Damages.BY_CONTRIBUTION)
    cure_days: Count = fact("改正期", "书面催告后改正的日数", unit="日", default=30)
    fixed_amount: Money | None = fact("违约金数额", "固定违约金的数额", unit="元或万元", example="20万元", needed=False)
    contribution_rate: Percent | None = fact(
        "投入违约金比例", "占未履行投入金额的比例", default=Percent(Decimal(10)), example="10%", needed=False
    )
    daily_rate: Percent | None = fact(
        "每日比例", "逾期每日占未履行金额的比例", default=Percent(Decimal("0.03")), example="0.03%", needed=False
    )
    cap_rate: Percent | None = fact(
        "违约金上限", "违约金占未履行金额的上限", default=Percent(Decimal(20)), example="20%", needed=False
    )
    secrecy_amount: Money | None = fact(
        "泄密违约金", "违反保密义务的违约金", unit="元或万元", default=Money(30 * 10**6), example="30万元"
    )
    clawback_days: Count = fact("返还期限", "返还项目经费的日数", unit="日", default=30)


class Accession(Choice):
    """Who admits a new member."""

    COUNCIL = "理事会决议"
    ALL_MEMBERS = "全体成员同意"


class OldResults(Choice):
    """What a new member gets of earlier results."""

    NONE = "不当然享有"
    PAID = "有偿使用"


class Withdrawal(Choice):
    """How a member leaves."""

    NOTICE = "提前通知"
    LOCK_IN = "锁定期后通知"
    CONSENT = "理事会同意"


class Dissolution(Choice):
    """Who may end the alliance early."""

    COUNCIL = "理事会特别多数"
    ALL_MEMBERS = "全体成员一致"


class Openness(Fact):
    """Coming, going, ending."""

    accession: Accession | None = fact("加入方案", "新成员怎样加入", default=Accession.COUNCIL)
    observers: Flag = fact("设观察员", "是否设观察员单位", default=True)
    old_results: OldResults | None = fact("既有成果", "新成员怎样使用加入前的成果", default=OldResults.NONE)
    withdrawal: Withdrawal | None = fact("退出方案", "成员怎样退出", default=Withdrawal.NOTICE)
    withdrawal_days: Count = fact("退出通知期", "提前书面通知的日数", unit="日", default=90)
    lock_in_until: Day = fact("锁定期届满日", "锁定期后通知方案的锁定期届满日", example="2027-12-31", needed=False)
    hearing_days: Count = fact("申辩期", "拟除名单位陈述申辩的日数", unit="日", default=15)
    dissolution: Dissolution | None = fact("提前解散", "提前解散怎样决定", default=Dissolution.COUNCIL)
    dissolution_majority: Majority | None = fact(
        "解散表决比例", "占全体理事的比例", default=Majority(Fraction(3, 4), True), needed=False
    )
    minimum_members: Count = fact("最低成员数", "成员少于此数即应补足或解散", unit="家", default=10)
    substitute_days: Count = fact("补足期", "补足成员或替换对外责任主体的日数", unit="日", default=180)


class SecrecyModel(Choice):
    """How long secrecy lasts and how it is graded."""

    TAIL = "期限加商业秘密延续"
    FIXED = "单一固定期限"
    GRADED = "分级管理"


class Secrecy(Fact):
    """Confidentiality."""

    model: SecrecyModel | None = fact("方案", "保密期限的安排", default=SecrecyModel.TAIL)
    years: Count = fact("年限", "退出或协议终止后继续保密的年数", unit="年", default=5)
    incident_hours: Count = fact("泄密报告时限", "发现泄密后报告的小时数", unit="小时", default=24)


class DisputeMode(Choice):
    """Arbitration or court, never both."""

    ARBITRATION = "仲裁"
    COURT = "诉讼"


class CourtPlace(Choice):
    """A place connected with the dispute (民事诉讼法第三十五条)."""

    DEFENDANT = "被告住所地"
    PLAINTIFF = "原告住所地"
    SIGNING = "协议签订地"
    PERFORMANCE = "协议履行地"


class Disputes(Fact):
    """How disputes end."""

    mode: DisputeMode | None = fact("方式", "仲裁或诉讼，只能选一种", default=DisputeMode.ARBITRATION)
    institution: Text = fact("仲裁机构", "一家仲裁机构的准确全称", example="天津仲裁委员会")
    seat: Text = fact("仲裁地", "仲裁地", example="天津市", needed=False)
    arbitrators: Count = fact("仲裁员人数", "1 或 3", unit="名", default=3)
    court_place: CourtPlace | None = fact(
        "管辖地", "与争议有实际联系的地点", default=CourtPlace.DEFENDANT, needed=False
    )
    negotiation_days: Count = fact("协商期", "协商的日数", unit="日", default=30)
    mediation_days: Count = fact("调解期", "理事会调解的日数", unit="日", default=30)
