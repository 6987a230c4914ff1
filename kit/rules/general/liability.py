"""What a breach costs: sums that would be cut, periods too short, remedies that come to nothing."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kit.diagnostics import Severity
from kit.model.alliance import Alliance
from kit.model.covenants import Damages
from kit.model.money import Money
from kit.model.percent import Percent
from kit.rules.general.teamwork import named
from kit.rules.rule import Finding, Sureness, rule

_EXCESSIVE = Percent(Decimal(30))
_STATUTORY_CURE = 30


@rule(
    "C-BR-02",
    "违约金可能过分高于损失",
    severity=Severity.WARNING,
    basis=("CC 585", "SPC-CT 65"),
    sure=Sureness.JUDGEMENT,
)
def excessive_damages(alliance: Alliance) -> Iterator[Finding]:
    """违约金超过造成损失的百分之三十，一般可以认定为过分高于损失，当事人可以请求减少。
    法律比的是实际损失；这里没有损失数额，改与承诺投入或未履行金额比，只作提醒。
    请降低数额，或另备一份预估损失的书面说明。"""
    breach = alliance.breach
    if breach.damages is Damages.BY_CONTRIBUTION:
        if breach.contribution_rate and breach.contribution_rate > _EXCESSIVE:
            yield _excess("投入违约金比例", f"违约金为未履行投入的 {breach.contribution_rate}，超过 {_EXCESSIVE}")
    elif breach.damages is Damages.FIXED and breach.fixed_amount:
        yield from _above_a_share(alliance, breach.fixed_amount)
    elif breach.damages is Damages.PER_DAY and breach.cap_rate and breach.cap_rate > _EXCESSIVE:
        yield _excess("违约金上限", f"违约金累计可达未履行金额的 {breach.cap_rate}，超过 {_EXCESSIVE}")


def _excess(label: str, fact: str) -> Finding:
    return Finding(f"违约责任.{label}", f"{fact}，可能被请求减少", "请降低，或留存预估损失的书面说明")


def _above_a_share(alliance: Alliance, amount: Money) -> Iterator[Finding]:
    totals = ((member, member.contribution_total) for member in alliance.parties)
    over = [(member, sum_) for member, sum_ in totals if sum_.fen and amount > _EXCESSIVE.of(sum_)]
    if over:
        member, least = min(over, key=lambda pair: pair[1])
        yield _excess(
            "违约金数额",
            f"违约金 {amount} 超过 {len(over)} 家单位各自承诺投入的 {_EXCESSIVE}，例如“{named(member)}”承诺投入 {least}",
        )


@rule("C-BR-12", "改正期短于技术合同的合理期限", severity=Severity.INFO, basis=("SPC-TECH 15",))
def short_cure(alliance: Alliance) -> Iterator[Finding]:
    """技术合同的一方迟延履行，催告后三十日内仍不履行，另一方才可以依法解除。
    约定更短的改正期可以作为约定的事由，但不等于法定解除的合理期限，只作提示。"""
    days = alliance.breach.cure_days
    if days is not None and 0 < days < _STATUTORY_CURE:
        yield Finding(
            "违约责任.改正期",
            f"改正期 {days} 日，短于技术合同催告后的 {_STATUTORY_CURE} 日",
            "可以保留；要据以依法解除的，请改为不少于 30日",
        )


@rule("C-BR-41", "选定的违约金为零", severity=Severity.WARNING)
def free_breach(alliance: Alliance) -> Iterator[Finding]:
    """违约金方案选定后，数额或比例却填了零，约定等于没有。请填写数额，或改选“赔偿实际损失”。"""
    breach = alliance.breach
    used: dict[Damages, tuple[str, Money | Percent | None]] = {
        Damages.FIXED: ("违约金数额", breach.fixed_amount),
        Damages.BY_CONTRIBUTION: ("投入违约金比例", breach.contribution_rate),
        Damages.PER_DAY: ("每日比例", breach.daily_rate),
    }
    chosen = [used[breach.damages]] if breach.damages in used else []
    for label, value in (*chosen, ("泄密违约金", breach.secrecy_amount)):
        if value in (Money(0), Percent(Decimal(0))):
            yield Finding(f"违约责任.{label}", f"{label}为零，违约不付代价", "请填写数额，或改选 赔偿实际损失")


@rule("C-BR-42", "按日违约金的上限低于一日的违约金", severity=Severity.WARNING)
def cap_below_a_day(alliance: Alliance) -> Iterator[Finding]:
    """按日计算违约金，上限却不到一日的比例，逾期第一天就封顶，按日计算没有意义。请核对两个比例。"""
    breach = alliance.breach
    cap, daily = breach.cap_rate, breach.daily_rate
    if breach.damages is Damages.PER_DAY and cap and daily and cap < daily:
        yield Finding("违约责任.违约金上限", f"违约金上限 {cap}，低于每日比例 {daily}", "请核对两个比例")


RULES = (excessive_damages, short_cure, free_breach, cap_below_a_day)
