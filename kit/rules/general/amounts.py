"""Amounts that can hardly be meant: 元 written for 万元, nothing at all, people without a number."""

from __future__ import annotations

from collections.abc import Iterator

from kit.diagnostics import Severity
from kit.model.alliance import Alliance
from kit.model.members import Contribution, ContributionKind
from kit.model.money import Money
from kit.records import Record
from kit.rules.rule import Finding, Sureness, rule
from kit.rules.saying import units

_TIMES = 1000  # 元 for 万元 is ten thousand times: what is a thousand times the usual was hardly meant
_ENOUGH = 3  # of fewer amounts none is usual
_SMALLEST_CAPITAL = Money(10**6)


class _Amount(Record):
    """An amount and its field."""

    field: str
    value: Money


def _outliers(amounts: list[_Amount], what: str) -> Iterator[Finding]:
    """Those of one kind that are a thousand times, or a thousandth of, the middle one."""
    known = [amount for amount in amounts if amount.value.fen > 0]
    if len(known) < _ENOUGH:
        return
    middle = sorted(amount.value for amount in known)[(len(known) - 1) // 2]
    for amount in known:
        fen = amount.value.fen
        if fen >= _TIMES * middle.fen or fen * _TIMES <= middle.fen:
            yield Finding(
                amount.field,
                f"{what} {amount.value}，与同类金额（居中的一项为 {middle}）相差一千倍以上",
                "请核对单位是元还是万元",
            )


@rule("C-MNY-01", "投入金额与同类投入相差悬殊", severity=Severity.WARNING, sure=Sureness.JUDGEMENT)
def unusual_contribution(alliance: Alliance) -> Iterator[Finding]:
    """同一形式的投入至少有三项时，把每项金额与居中的一项比较，相差一千倍以上的多半是元与万元写错。
    金额单位错误是申报材料中最常见的问题之一；请核对，金额无误的可以豁免。
    """
    by_kind: dict[ContributionKind, list[_Amount]] = {}
    for number, member in enumerate(alliance.members, 1):
        for item, contribution in enumerate(member.contributions, 1):
            if contribution.kind and contribution.value is not None and not member.is_observer:
                amount = _Amount(f"成员单位[{number}].投入[{item}].金额", contribution.value)
                by_kind.setdefault(contribution.kind, []).append(amount)
    for kind, amounts in by_kind.items():
        yield from _outliers(amounts, f"{kind}投入")


@rule("C-MNY-02", "注册资本不足一万元", severity=Severity.WARNING, sure=Sureness.JUDGEMENT)
def tiny_capital(alliance: Alliance) -> Iterator[Finding]:
    """注册资本或开办资金不足一万元，与参加联盟的单位不相称，多半是把万元写成了元。
    请对照证照核对；事业单位填开办资金。
    """
    for number, member in enumerate(alliance.members, 1):
        capital = member.registered_capital
        if capital is not None and capital < _SMALLEST_CAPITAL:
            yield Finding(f"成员单位[{number}].注册资本", f"注册资本 {capital}，不足一万元", "请核对单位是元还是万元")


@rule("C-MNY-03", "任务经费与其他任务相差悬殊", severity=Severity.WARNING, sure=Sureness.JUDGEMENT)
def unusual_budget(alliance: Alliance) -> Iterator[Finding]:
    """至少有三项任务时，把每项任务的经费与居中的一项比较，相差一千倍以上的多半是元与万元写错。
    请核对，金额无误的可以豁免。
    """
    budgets = [(number, task.budget) for number, task in enumerate(alliance.tasks, 1)]
    yield from _outliers(
        [_Amount(f"任务分工[{n}].经费", value) for n, value in budgets if value is not None], "任务经费"
    )


@rule("C-MNY-04", "近三年数据的金额前后相差悬殊", severity=Severity.WARNING, sure=Sureness.JUDGEMENT)
def unusual_year(alliance: Alliance) -> Iterator[Finding]:
    """牵头单位三年的营业收入、研发投入分别比较，一年与居中的一年相差一千倍以上的，多半是亿元、万元、元写错。
    请对照审计报告核对。
    """
    figures = list(enumerate(alliance.filing.lead_profile.figures, 1))
    way = "备案.牵头单位情况.近三年数据"
    revenue = [_Amount(f"{way}[{n}].营业收入", year.revenue) for n, year in figures if year.revenue is not None]
    research = [_Amount(f"{way}[{n}].研发投入", year.research) for n, year in figures if year.research is not None]
    yield from _outliers(revenue, "营业收入")
    yield from _outliers(research, "研发投入")


@rule("C-MNY-05", "金额填写为零", severity=Severity.WARNING)
def nothing_promised(alliance: Alliance) -> Iterator[Finding]:
    """投入、任务经费、经费来源或用途的金额为零，等于没有这一项，文书上却会印出一行。
    请填写实际金额；没有这一项的请删去，还没有商定的请空缺不填。
    """
    amounts = [
        (f"成员单位[{number}].投入[{item}].金额", contribution.value)
        for number, member in enumerate(alliance.members, 1)
        for item, contribution in enumerate(member.contributions, 1)
        if not member.is_observer
    ]
    amounts += [(f"任务分工[{number}].经费", task.budget) for number, task in enumerate(alliance.tasks, 1)]
    amounts += [(f"经费.来源[{number}].金额", s.amount) for number, s in enumerate(alliance.funds.sources, 1)]
    amounts += [(f"经费.用途[{number}].金额", u.amount) for number, u in enumerate(alliance.funds.uses, 1)]
    for field, value in amounts:
        if value is not None and value.fen == 0:
            yield Finding(field, "金额填写为 0", "请填写实际金额；没有商定的空缺不填，没有这一项的删去")


@rule("C-MNY-06", "人员投入没有写明人数", severity=Severity.WARNING, sure=Sureness.JUDGEMENT)
def people_without_number(alliance: Alliance) -> Iterator[Finding]:
    """以人员作为投入，要写明派多少人，否则无从考核是否到位，违约时也算不出缺了多少。
    请在这项投入中填写“人数”。
    """
    unsaid = [
        (f"成员单位[{number}].投入[{item}].人数", member.short_name or member.name or "", contribution.headcount)
        for number, member in enumerate(alliance.members, 1)
        for item, contribution in enumerate(member.contributions, 1)
        if contribution.kind is ContributionKind.STAFF and not contribution.headcount and not member.is_observer
    ]
    for field, _, headcount in unsaid:
        if headcount == 0:
            yield Finding(field, "人员投入的人数填写为 0", "请填写派出的人数")
    empty = [(field, name) for field, name, headcount in unsaid if headcount is None]
    if empty:
        whose = units(dict.fromkeys(name for _, name in empty))
        yield Finding(empty[0][0], f"{whose}的人员投入没有填写人数", "请填写派出的人数")


@rule("C-MNY-07", "不是人员投入却填写了人数", severity=Severity.WARNING)
def number_without_people(alliance: Alliance) -> Iterator[Finding]:
    """“人数”只用于人员投入；货币、设备等投入填写了人数，不是形式选错，就是人数填错了行。
    请核对这项投入的形式，或删去人数。
    """
    for number, member in enumerate(alliance.members, 1):
        for item, contribution in enumerate(member.contributions, 1):
            if contribution.headcount and contribution.kind and contribution.kind is not ContributionKind.STAFF:
                yield Finding(
                    f"成员单位[{number}].投入[{item}].人数",
                    f"投入形式为“{contribution.kind}”，却填写了人数 {contribution.headcount} 人",
                    "请核对投入形式，或删去人数",
                )


@rule("C-MNY-08", "同一单位有两项完全相同的投入", severity=Severity.WARNING, sure=Sureness.JUDGEMENT)
def contribution_twice(alliance: Alliance) -> Iterator[Finding]:
    """在一家单位的投入中找形式、内容、金额和日期全部相同的两项，多半是复制行或者重复导入留下的，会重复计入合计。
    请删去重复的一项；确有两项的，请在内容中写出区别。
    """
    for number, member in enumerate(alliance.members, 1):
        seen: dict[Contribution, int] = {}
        for item, contribution in enumerate(member.contributions, 1):
            first = seen.setdefault(contribution, item)
            if first != item and contribution.description:
                yield Finding(
                    f"成员单位[{number}].投入[{item}]",
                    f"第 {item} 项投入“{contribution.description}”与第 {first} 项完全相同，会重复计入合计",
                    "请删去重复的一项；确有两项的，请在内容中写出区别",
                )


RULES = (
    unusual_contribution,
    tiny_capital,
    unusual_budget,
    unusual_year,
    nothing_promised,
    people_without_number,
    number_without_people,
    contribution_twice,
)
