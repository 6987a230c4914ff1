"""Money of the alliance: held by a host unit on mandate, never by the alliance."""

from __future__ import annotations

from kit.model.fact import Choice, Fact, MemberName, derived, fact
from kit.model.money import Money, total
from kit.model.reading import Count, Day, Text


class FundSource(Choice):
    """Where money comes from."""

    MEMBERS = "成员投入"
    GOVERNMENT_PROJECT = "政府计划项目经费"
    GOVERNMENT_SUBSIDY = "政府活动补贴"
    OTHER = "其他合法来源"


class Source(Fact):
    """One source of money."""

    kind: FundSource | None = fact("来源", "经费来源", example="成员投入")
    description: Text = fact("说明", "说明", example="成员单位承诺的货币投入")
    amount: Money | None = fact("金额", "金额", unit="元或万元", example="1200万元")


class Use(Fact):
    """One use of money."""

    purpose: Text = fact("用途", "用途", example="共性技术研发")
    amount: Money | None = fact("金额", "金额", unit="元或万元", example="900万元")


class Funds(Fact):
    """The funds of the alliance."""

    host: MemberName = fact("托管单位", "受托管理经费的成员单位，写简称或全称", example="津海氢能")
    supervisor: MemberName = fact("监督单位", "牵头内部监督的成员单位，宜不同于托管单位", example="滨海大学")
    rules_adopted_on: Day = fact("管理办法通过日期", "《经费管理办法》通过日期", example="2026-03-18", needed=False)
    sources: tuple[Source, ...] = fact("来源", "经费来源，逐项；确实没有的写 无", many=True, may_be_empty=True)
    uses: tuple[Use, ...] = fact("用途", "经费用途，逐项", many=True, needed=False)
    approval_limit: Money | None = fact(
        "理事会审批限额", "单笔支出达到此数须经理事会批准", unit="元或万元", default=Money(20 * 10**6), example="20万元"
    )
    secretary_limit: Money | None = fact(
        "秘书长审批限额",
        "单笔支出不超过此数的由秘书长批准，应低于理事会审批限额；秘书长不批准支出的填 0元",
        unit="元或万元",
        default=Money(5 * 10**6),
        example="5万元",
    )
    report_months: Count = fact("报告周期", "托管单位每隔几个月报告收支", unit="月", default=6)
    return_days: Count = fact("结余返还期", "结算后返还结余的日数", unit="日", default=60)

    @derived("秘书长批准支出", "秘书长是否批准支出；秘书长审批限额为零的为否")
    def secretary_approves(self) -> bool:
        """Whether there are payments that the secretary general approves; a limit that is missing is asked for."""
        return self.secretary_limit is None or self.secretary_limit > Money(0)

    @derived("来源合计", "经费来源合计")
    def sources_total(self) -> Money:
        """The sum of all sources."""
        return total(s.amount for s in self.sources)

    @derived("用途合计", "经费用途合计")
    def uses_total(self) -> Money:
        """The sum of all uses."""
        return total(u.amount for u in self.uses)
