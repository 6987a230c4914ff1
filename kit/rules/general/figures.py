"""The figures of the application: three years of the lead, and totals that are sums of the members'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from kit.diagnostics import Severity
from kit.model.alliance import Alliance
from kit.model.filing import YearFigures
from kit.model.members import LastYear, Member, MemberKind
from kit.model.money import Money, total
from kit.rules.rule import Finding, Sureness, rule

_LEAD = "备案.牵头单位情况"
_YEARS = f"{_LEAD}.近三年数据"
_USUAL = 3
_OLDEST_LATEST = 2  # early in a year the accounts of the year before are not closed yet


def _years(alliance: Alliance) -> list[int]:
    """The years of the lead's figures as they are listed; empty unless every one is known."""
    years = [int(f.year) if f.year and f.year.isdigit() else None for f in alliance.filing.lead_profile.figures]
    known = [year for year in years if year is not None]
    return known if len(known) == len(years) else []


def _filing_year(alliance: Alliance) -> int | None:
    year = alliance.filing.year
    return int(year) if year and year.isdigit() else None


@rule("C-FIG-01", "近三年数据的年度重复、不连续或次序颠倒", severity=Severity.WARNING)
def years_out_of_order(alliance: Alliance) -> Iterator[Finding]:
    """“近三年数据”应当是相连的三个年度，由前到后各填一行；年度重复、跳过或颠倒，读者就看不出增长。
    请核对每行的年度。
    """
    years = _years(alliance)
    for number, (earlier, later) in enumerate(pairwise(years), 2):
        if later != earlier + 1:
            yield Finding(
                f"{_YEARS}[{number}].年度",
                f"上一行是 {earlier} 年度，这一行写的是 {later}，应为 {earlier + 1}",
                "请由前到后填写相连的年度",
            )


@rule("C-FIG-02", "近三年数据含有尚未结束的年度", severity=Severity.WARNING)
def unfinished_year(alliance: Alliance) -> Iterator[Finding]:
    """申报当年还没有结束，没有全年的营业收入和研发投入，“近三年”应当到申报年度的上一年为止。
    请改填申报年度以前的三个年度。
    """
    filing_year = _filing_year(alliance)
    for number, year in enumerate(_years(alliance), 1):
        if filing_year and year >= filing_year:
            yield Finding(
                f"{_YEARS}[{number}].年度",
                f"年度 {year} 不早于申报年度 {filing_year}，全年数据还没有",
                "请改填申报年度以前的三个年度",
            )


@rule("C-FIG-03", "近三年数据过旧", severity=Severity.WARNING, sure=Sureness.JUDGEMENT)
def stale_years(alliance: Alliance) -> Iterator[Finding]:
    """“近三年数据”的最后一年比申报年度早两年以上，多半是沿用了旧材料；年初决算未出时最后一年可以是前年。
    请更新为申报年度以前的三个年度。
    """
    filing_year, years = _filing_year(alliance), _years(alliance)
    if filing_year and years and max(years) < filing_year - _OLDEST_LATEST:
        yield Finding(_YEARS, f"最近一年为 {max(years)}，申报年度为 {filing_year}", "请更新为申报年度以前的三个年度")


@rule("C-FIG-04", "近三年数据不足三年", severity=Severity.WARNING, sure=Sureness.JUDGEMENT)
def fewer_than_three_years(alliance: Alliance) -> Iterator[Finding]:
    """申请书要求填写牵头单位近三年的营业收入与研发投入；成立不满三年的，从成立的年度填起。
    请补齐；确实没有的年度可以豁免并说明。
    """
    years, lead = _years(alliance), alliance.lead
    in_order = all(later == earlier + 1 for earlier, later in pairwise(years))
    if not years or not in_order or len(years) >= _USUAL or lead is None:
        return
    first = years[-1] - _USUAL + 1
    founded = lead.founded_on.year if lead.founded_on else first
    missing = [str(year) for year in range(max(first, founded), years[0])]
    if missing:
        yield Finding(_YEARS, f"近三年数据缺少 {'、'.join(missing)} 年度", "请补齐三个年度")


@rule("C-FIG-05", "企业的研发投入高于营业收入", severity=Severity.WARNING, sure=Sureness.JUDGEMENT)
def research_above_revenue(alliance: Alliance) -> Iterator[Finding]:
    """企业一年的研发投入高于同年的营业收入，除初创企业外很少见，多半是两栏填反或者单位写错。
    请对照审计报告核对，数字无误的可以豁免；高校和科研机构不作判断。
    """
    lead = alliance.lead
    if lead and lead.kind is MemberKind.ENTERPRISE:
        for number, year in enumerate(alliance.filing.lead_profile.figures, 1):
            yield from _above(f"{_YEARS}[{number}].研发投入", year)
    for number, member in enumerate(alliance.members, 1):
        if member.kind is MemberKind.ENTERPRISE and member.last_year:
            yield from _above(f"成员单位[{number}].上年度.研发投入", member.last_year)


def _above(field: str, figures: YearFigures | LastYear) -> Iterator[Finding]:
    if figures.research is not None and figures.revenue is not None and figures.research > figures.revenue:
        yield Finding(field, f"研发投入 {figures.research} 高于营业收入 {figures.revenue}", "请核对两栏的金额和单位")


@rule("C-FIG-06", "成员单位的合计与各家上年度数据不符", severity=Severity.WARNING)
def totals_differ(alliance: Alliance) -> Iterator[Finding]:
    """申请书中的成员营业收入、研发投入、研发人员合计，应当是各成员单位上年度数据之和。
    各家都已填写时两者应当相等；只有几家填写时，合计也不能少于这几家之和。请核对合计和各家的数据。
    """
    filing, latest = alliance.filing, _lead_latest(alliance)
    revenue = [_revenue_of(member, alliance.lead, latest) for member in alliance.parties]
    research = [_research_of(member, alliance.lead, latest) for member in alliance.parties]
    staff = [member.last_year.staff if member.last_year else None for member in alliance.parties]
    yield from _compared("备案.成员营业收入合计", filing.total_revenue, revenue)
    yield from _compared("备案.成员研发投入合计", filing.total_research, research)
    known = [number for number in staff if number is not None]
    wrong = (
        sum(known) != filing.research_staff if len(known) == len(staff) else sum(known) > (filing.research_staff or 0)
    )
    if filing.research_staff is not None and known and wrong:
        yield Finding(
            "备案.研发人员合计",
            f"合计 {filing.research_staff} 人，{_who(known, staff)}上年度研发人员之和为 {sum(known)} 人",
            "请核对合计和各家的数据",
        )


def _lead_latest(alliance: Alliance) -> YearFigures | None:
    """The lead's figures of the year before the application."""
    year = _filing_year(alliance)
    return next((f for f in alliance.filing.lead_profile.figures if year and f.year == str(year - 1)), None)


def _revenue_of(member: Member, lead: Member | None, latest: YearFigures | None) -> Money | None:
    own = member.last_year.revenue if member.last_year else None
    return own if own is not None or member is not lead or latest is None else latest.revenue


def _research_of(member: Member, lead: Member | None, latest: YearFigures | None) -> Money | None:
    own = member.last_year.research if member.last_year else None
    return own if own is not None or member is not lead or latest is None else latest.research


def _compared(field: str, told: Money | None, parts: Sequence[Money | None]) -> Iterator[Finding]:
    known = [part for part in parts if part is not None]
    if told is None or not known:
        return
    added = total(known)
    if added > told or (len(known) == len(parts) and added != told):
        label = field.rpartition(".")[2].removeprefix("成员").removesuffix("合计")
        yield Finding(field, f"合计 {told}，{_who(known, parts)}上年度{label}之和为 {added}", "请核对合计和各家的数据")


def _who(known: Sequence[object], parts: Sequence[object]) -> str:
    return f"全部 {len(parts)} 家" if len(known) == len(parts) else f"已填写的 {len(known)} 家"


@rule("C-FIG-07", "牵头单位的上年度数据前后不一", severity=Severity.WARNING)
def lead_told_twice(alliance: Alliance) -> Iterator[Finding]:
    """牵头单位的“上年度”数据与“近三年数据”中申报年度上一年的那一行，说的是同一件事，两处应当相等。
    请核对后改为一致。
    """
    lead, latest = alliance.lead, _lead_latest(alliance)
    if lead is None or lead.last_year is None or latest is None:
        return
    number = next(n for n, member in enumerate(alliance.members, 1) if member is lead)
    pairs = (
        ("营业收入", lead.last_year.revenue, latest.revenue),
        ("研发投入", lead.last_year.research, latest.research),
    )
    for label, own, told in pairs:
        if own is not None and told is not None and own != told:
            yield Finding(
                f"成员单位[{number}].上年度.{label}",
                f"上年度{label}为 {own}，“近三年数据”中 {latest.year} 年为 {told}",
                "请核对后改为一致",
            )


@rule("C-FIG-08", "牵头单位的专职研发人员多于研发人员", severity=Severity.WARNING)
def more_full_time_than_all(alliance: Alliance) -> Iterator[Finding]:
    """专职研发人员是研发人员的一部分，不能多于牵头单位上年度的研发人员，也不能多于全体成员的研发人员合计。
    请核对这几个人数。
    """
    full_time, lead = alliance.filing.lead_profile.research_staff, alliance.lead
    own = lead.last_year.staff if lead and lead.last_year else None
    for what, number in (("牵头单位上年度研发人员", own), ("研发人员合计", alliance.filing.research_staff)):
        if full_time is not None and number is not None and full_time > number:
            yield Finding(
                f"{_LEAD}.专职研发人员", f"专职研发人员 {full_time} 人，多于{what} {number} 人", "请核对这几个人数"
            )
            return


RULES = (
    years_out_of_order,
    unfinished_year,
    stale_years,
    fewer_than_three_years,
    research_above_revenue,
    totals_differ,
    lead_told_twice,
    more_full_time_than_all,
)
