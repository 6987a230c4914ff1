"""The alliance: everything that is true, in one frozen value."""

from __future__ import annotations

from functools import cached_property

from kit.model.alliance_info import AllianceInfo
from kit.model.covenants import Breach, Disputes, Openness, Secrecy
from kit.model.fact import Fact, One, derived, fact
from kit.model.filing import Filing
from kit.model.funds import Funds
from kit.model.goals import Goals
from kit.model.governance import Governance
from kit.model.ip import IpRules
from kit.model.members import Member, MemberKind, Position
from kit.model.money import Money, total
from kit.model.settings import Settings
from kit.model.signing import Signing
from kit.model.tasks import Task


class Alliance(Fact):
    """The whole data file."""

    info: AllianceInfo = fact("联盟", "联盟基本情况", default=AllianceInfo())
    members: tuple[Member, ...] = fact("成员单位", "逐家填写，全部文书的名单都由此生成", many=True)
    goals: Goals = fact("技术创新目标", "技术创新目标", default=Goals())
    tasks: tuple[Task, ...] = fact("任务分工", "任务与成员分工，逐项", many=True)
    governance: Governance = fact("组织机构", "理事会、专家委员会、秘书处", default=Governance())
    funds: Funds = fact("经费", "经费来源、托管与监督", default=Funds())
    ip: IpRules = fact("知识产权", "知识产权与收益规则", default=IpRules())
    breach: Breach = fact("违约责任", "违约责任", default=Breach())
    openness: Openness = fact("开放发展", "加入、退出、除名、解散", default=Openness())
    secrecy: Secrecy = fact("保密", "保密", default=Secrecy())
    disputes: Disputes = fact("争议解决", "仲裁或诉讼", default=Disputes())
    signing: Signing = fact("签署", "签署、生效、期限、修改", default=Signing())
    filing: Filing = fact("备案", "备案申请书另需的事实", default=Filing())
    settings: Settings = fact("设置", "工具设置", default=Settings())

    @cached_property
    def _by_name(self) -> dict[str, Member]:
        named: dict[str, Member] = {}
        for member in self.members:
            for name in (member.name, member.short_name, member.uscc):
                if name:
                    named.setdefault(name, member)
        return named

    def member(self, name: str | None) -> Member | None:
        """The member that a short name, full name or code refers to, or None."""
        return self._by_name.get(name) if name else None

    @derived("缔约单位", "签署协议的成员单位，即不含观察员的成员单位，按填写顺序", source="成员单位")
    def parties(self) -> tuple[Member, ...]:
        """The members that sign: all but the observers."""
        return tuple(m for m in self.members if not m.is_observer)

    @derived(
        "理事长单位",
        "联盟职务为理事长单位的成员单位",
        source="成员单位.联盟职务",
        one=One("理事长单位", "请在一家成员单位的“联盟职务”中填 理事长单位"),
    )
    def chair(self) -> Member | None:
        """The chair unit."""
        return next((m for m in self.members if m.position is Position.CHAIR), None)

    @derived("对外责任主体", "对外责任主体单位（牵头单位）的全部资料", source="联盟.对外责任主体单位")
    def lead(self) -> Member | None:
        """The externally liable unit, as a member."""
        return self.member(self.info.lead)

    @derived("观察员单位", "观察员单位，不签署协议")
    def observers(self) -> tuple[Member, ...]:
        """The observers."""
        return tuple(m for m in self.members if m.is_observer)

    @derived("统计", "由成员名单算出的各项数目")
    def counts(self) -> Counts:
        """The numbers that follow from the list of members."""
        return Counts.of(self)


class Counts(Fact):
    """Numbers that follow from the lists; nobody types them."""

    members: int = fact("成员数", "成员单位总数（不含观察员）", default=0)
    observers: int = fact("观察员数", "观察员单位数", default=0)
    enterprises: int = fact("企业数", "企业数", default=0)
    universities: int = fact("高校数", "高校数", default=0)
    institutes: int = fact("科研机构数", "科研机构数", default=0)
    intermediaries: int = fact("中介机构数", "中介机构数", default=0)
    others: int = fact("其他机构数", "其他机构数", default=0)
    local: int = fact("本地数", "注册在联盟所在地区的成员数", default=0)
    elsewhere: int = fact("外地数", "注册在其他地区的成员数", default=0)
    abroad: int = fact("境外机构数", "成员单位中的境外机构数", default=0)
    beijing_hebei: int = fact("京冀数", "注册在北京市、河北省的成员数", default=0)
    core: int = fact("核心成员数", "核心成员数", default=0)
    core_local_innovative: int = fact("核心本地创新型企业数", "核心成员中注册在本地的创新型企业数", default=0)
    tasks: int = fact("任务数", "任务数", default=0)
    indicators: int = fact("指标数", "指标数", default=0)
    originals: int = fact("正本份数", "协议正本份数", default=0)
    contribution_total: Money = fact("投入合计", "全体成员投入合计", default=Money(0))
    cash_total: Money = fact("货币投入合计", "全体成员货币投入合计", default=Money(0))
    budget_total: Money = fact("任务经费合计", "各任务经费合计", default=Money(0))

    @classmethod
    def of(cls, alliance: Alliance) -> Counts:
        """The counts of an alliance."""
        counted = alliance.parties
        region = alliance.info.region

        def kinds(kind: MemberKind) -> int:
            return sum(1 for m in counted if m.kind is kind)

        local = [m for m in counted if m.region and m.region == region]
        core = [m for m in counted if m.core]
        return cls(
            members=len(counted),
            observers=len(alliance.observers),
            enterprises=kinds(MemberKind.ENTERPRISE),
            universities=kinds(MemberKind.UNIVERSITY),
            institutes=kinds(MemberKind.INSTITUTE),
            intermediaries=kinds(MemberKind.INTERMEDIARY),
            others=kinds(MemberKind.OTHER),
            local=len(local),
            elsewhere=len(counted) - len(local),
            abroad=sum(1 for m in counted if m.is_from_abroad),
            beijing_hebei=sum(1 for m in counted if m.region in {"北京市", "河北省"}),
            core=len(core),
            core_local_innovative=sum(
                1 for m in core if m.innovative and m.region == region and m.kind is MemberKind.ENTERPRISE
            ),
            tasks=len(alliance.tasks),
            indicators=len(alliance.goals.indicators),
            originals=alliance.signing.planned_originals or len(counted) + (alliance.signing.filing_copies or 0) + 1,
            contribution_total=total(m.contribution_total for m in counted),
            cash_total=total(m.cash_total for m in counted),
            budget_total=total(t.budget for t in alliance.tasks),
        )
