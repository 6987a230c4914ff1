"""Numbers that documents state in words of their own: how many there are, how long something takes, on which day."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from kit import patterns
from kit.diagnostics import Severity
from kit.model.alliance import Alliance
from kit.numerals import read_number
from kit.records import Record
from kit.rules.across.saying import differs, matches
from kit.rules.case import Case
from kit.rules.rule import Finding, Reads, Rule, Sureness, set_rule

_N = r"([0-9]{1,4}|[〇零一二两三四五六七八九十百]{1,6})"
_PEOPLE = "(?:名|人|位|席|个)"
_DAY = r"([12][0-9]{3})年([0-9]{1,2})月([0-9]{1,2})日"
_CONTRACT = ("agreement", "charter")


class Figure(Record):
    """A number that documents state.

    fact     what it is called, with its unit: 成员单位, 家.
    field    the field it comes from.
    pattern  its first group is the number.
    value    what the facts say; None where they say nothing.
    """

    code: str
    fact: str
    unit: str
    field: str
    pattern: str
    words: tuple[str, ...]
    value: Callable[[Alliance], int | None]
    documents: tuple[str, ...] = ()

    def find(self, case: Case) -> Iterator[Finding]:
        """Where a document states another number."""
        expected = self.value(case.alliance)
        if not expected:
            return
        for sheet, match in matches(case, patterns.compiled(self.pattern), self.words, self.documents):
            if _number(match) != expected:
                message = f"写有“{match[0]}”，数据中{self.fact}是 {expected} {self.unit}"
                yield differs(case, sheet, match, message, field=self.field)

    @property
    def rule(self) -> Rule:
        """The rule that looks for it."""
        explanation = (
            f"在各份文书中查找{self.fact}的数目，与“{self.field}”核对。"
            "协议、章程和申请书应当写同一个数；写错的多是模板里手打的数。请改成标签，由数据填入。"
        )
        title = f"文书中的{self.fact}与数据不一致"
        return Rule(
            self.code, title, self.find, Severity.WARNING, sure=Sureness.LOGIC, told=explanation, reads=Reads.SET
        )


_FIGURES = (
    Figure(
        "C-SET-11",
        "成员单位数",
        "家",
        "成员单位",
        rf"(?:成员单位|缔约单位|缔约各方|会员单位)(?:现有|现共有|共有|共计|合计|总数为|共)[:：]?{_N}(?:家|个)|(?:成员单位|缔约单位)[:：]共{_N}家",
        ("成员单位", "缔约单位", "缔约各方", "会员单位"),
        lambda a: a.counts.members,
    ),
    Figure(
        "C-SET-12",
        "理事席位数",
        "名",
        "组织机构.理事会.席位",
        rf"(?:理事总席位|理事席位|理事会(?:由|设|共有))(?:为|共|由|设|有)?{_N}{_PEOPLE}",
        ("理事总席位", "理事席位", "理事会由", "理事会设", "理事会共有"),
        lambda a: a.governance.council.seats,
    ),
    Figure(
        "C-SET-13",
        "专家委员会人数",
        "名",
        "组织机构.专家委员会.专家",
        rf"专家委员会(?:由|设|共有|共)?{_N}{_PEOPLE}(?:委员|专家|组成)",
        ("专家委员会",),
        lambda a: a.governance.experts.size,
    ),
    Figure(
        "C-SET-14",
        "秘书处专职人员数",
        "名",
        "组织机构.秘书处.人员",
        rf"专职(?:工作)?人员(?:为|共|共有|\|)?{_N}{_PEOPLE}",
        ("专职",),
        lambda a: a.governance.secretariat.full_time_count,
    ),
    Figure(
        "C-SET-15",
        "协议正本份数",
        "份",
        "签署.正本份数",
        rf"(?:协议)?正本(?:一式|共)?{_N}份",
        ("正本",),
        lambda a: a.counts.originals,
        _CONTRACT,
    ),
    Figure(
        "C-SET-16",
        "理事任期",
        "年",
        "组织机构.理事会.任期",
        rf"理事(?:会)?(?:的)?每届任期(?:为)?{_N}年|理事(?:会)?(?:的)?任期(?:为|每届){_N}年",
        ("任期",),
        lambda a: a.governance.council.term_years,
    ),
    Figure(
        "C-SET-17",
        "理事会会议通知期",
        "日",
        "组织机构.理事会.会议通知期",
        rf"会议召开{_N}日(?:以)?前",
        ("会议召开",),
        lambda a: a.governance.council.notice_days,
    ),
    Figure(
        "C-SET-18",
        "退出通知期",
        "日",
        "开放发展.退出通知期",
        rf"退出[^。；\n|]{{0,14}}提前{_N}日",
        ("退出",),
        lambda a: a.openness.withdrawal_days,
        _CONTRACT,
    ),
    Figure(
        "C-SET-19",
        "申辩期",
        "日",
        "开放发展.申辩期",
        rf"自收到告知之日起{_N}日内[^。；\n|]{{0,10}}(?:陈述|申辩)|申辩期(?:限)?(?:为)?{_N}日",
        ("申辩",),
        lambda a: a.openness.hearing_days,
        _CONTRACT,
    ),
    Figure(
        "C-SET-20",
        "最低成员数",
        "家",
        "开放发展.最低成员数",
        rf"成员单位(?:数)?(?:少于|不足|低于){_N}家",
        ("少于", "不足", "低于"),
        lambda a: a.openness.minimum_members,
        _CONTRACT,
    ),
)


def _number(match: re.Match[str]) -> int | None:
    return next((read_number(group) for group in match.groups() if group), None)


def _day(match: re.Match[str], first: int = 1) -> date | None:
    try:
        return date(*(int(match[first + n]) for n in range(3)))
    except ValueError:
        return None


def _in_words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


_TERM = patterns.compiled(rf"(?:本?协议|合同)(?:的)?(?:有效)?期限?[^。；\n]{{0,6}}{_DAY}(?:起)?至{_DAY}")
_YEARS = patterns.compiled(
    rf"(?:本?协议|合同|联盟)(?:的)?(?:有效期限|有效期|期限|存续期|存续期限)(?:为|是|共|：)?{_N}年"
)
_DATES: tuple[tuple[str, str, str, Callable[[Alliance], date | None]], ...] = (
    ("签署日期", "签署.签署日期", r"签署日期(?:为|是|[:：]|\|)", lambda a: a.signing.signed_on),
    ("填报日期", "备案.填报日期", r"填报日期(?:为|是|[:：]|\|)", lambda a: a.filing.filled_on),
    (
        "章程通过日期",
        "签署.章程通过日期",
        r"章程(?:于|通过日期(?:为|是|[:：]|\|))",
        lambda a: a.signing.charter_adopted_on,
    ),
    ("联盟成立日期", "联盟.成立日期", r"联盟(?:的)?成立日期(?:为|是|[:：]|\|)", lambda a: a.info.founded_on),
)


@set_rule("C-SET-21", "文书中的协议期限与数据不一致")
def another_term(case: Case) -> Iterator[Finding]:
    """查找“本协议期限自某日起至某日止”“有效期五年”一类写法，与“签署.期限起始日”“签署.期限届满日”核对。

    期限决定协议从哪天管到哪天，各份文书必须一致。请核对；模板里手打的日期和年数改成标签。
    """
    start, end = case.alliance.signing.term_start, case.alliance.signing.term_end
    if start is None or end is None:
        return
    for sheet, match in matches(case, _TERM, ("期",)):
        if (_day(match), _day(match, 4)) != (start, end):
            message = f"写有“{match[0]}”，数据中期限自{_in_words(start)}至{_in_words(end)}"
            yield differs(case, sheet, match, message, field="签署.期限届满日")
    for sheet, match in matches(case, _YEARS, ("期",)):
        years = _number(match)
        if years and abs((end - start + timedelta(days=1)).days - years * 365.25) > 31:
            message = f"写有“{match[0]}”，数据中期限自{_in_words(start)}至{_in_words(end)}"
            yield differs(case, sheet, match, message, field="签署.期限届满日")


@set_rule("C-SET-22", "文书中的签署、填报、通过日期与数据不一致", severity=Severity.WARNING)
def another_day(case: Case) -> Iterator[Finding]:
    """查找“签署日期：”“填报日期：”“章程通过日期”“联盟成立日期”之后的日期，与数据核对。

    同一件事在各份文书中只能有一个日期。请核对；模板里手打的日期改成标签。
    """
    for label, field, words, day_of in _DATES:
        expected = day_of(case.alliance)
        if expected is None:
            continue
        for sheet, match in matches(case, patterns.compiled(words + _DAY), (label[:2],)):
            if _day(match) != expected:
                message = f"写有“{match[0]}”，数据中{label}是{_in_words(expected)}"
                yield differs(case, sheet, match, message, field=field)


RULES: tuple[Rule, ...] = (*(figure.rule for figure in _FIGURES), another_term, another_day)
