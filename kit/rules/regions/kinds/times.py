"""How long something has existed, and when it falls due."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from kit.model.alliance import Alliance
from kit.rules.regions.kinds.condition import Condition, Hint
from kit.rules.regions.kinds.lead import called
from kit.rules.rule import Finding

_EVALUATED = "备案.评估日期"


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _in_words(months: int) -> str:
    return f"{months // 12} 年" if months % 12 == 0 else f"{months} 个月"


class Aged(Enum):
    """Whose age is looked at."""

    ALLIANCE = "alliance"
    MEMBERS = "members"


class Until(Enum):
    """On which day the age is reckoned: of the application (or today), or of the evaluation."""

    APPLICATION = "application"
    EVALUATION = "evaluation"


@dataclass(frozen=True, kw_only=True)
class Age(Condition):
    """The alliance has run, or every member has existed, for so many months; the day itself included."""

    of: Aged
    months: int
    until: Until = Until.APPLICATION

    @property
    def _event(self) -> str:
        return "申报" if self.until is Until.APPLICATION else "评估"

    @property
    def title(self) -> str:
        what = "联盟成立" if self.of is Aged.ALLIANCE else "成员单位登记"
        return f"至{self._event}时{what}不满 {_in_words(self.months)}"

    @property
    def demand(self) -> str:
        what = "联盟已成立运行" if self.of is Aged.ALLIANCE else "各单位登记注册"
        return f"{'原则上' if self.principle else ''}至{self._event}时{what}满 {_in_words(self.months)}"

    def find(self, alliance: Alliance, today: date) -> Iterator[Finding]:
        filing = alliance.filing
        day = (filing.filled_on or today) if self.until is Until.APPLICATION else filing.evaluated_on
        if day is None:
            return
        if self.of is Aged.ALLIANCE:
            yield from self._young("联盟", "联盟.成立日期", alliance.info.founded_on, day)
            return
        for number, member in enumerate(alliance.members, 1):
            if not member.is_observer:
                yield from self._young(f"“{called(member)}”", f"成员单位[{number}].成立日期", member.founded_on, day)

    def _young(self, who: str, field: str, founded: date | None, day: date) -> Iterator[Finding]:
        if founded is not None and day < months_after(founded, self.months):
            yield Finding(
                field,
                f"{who}成立于 {founded}，至{self._event}日期 {day} {self.should}满 {_in_words(self.months)}",
                "请核对两个日期；时间不够的，请待期满后再办，或向受理机关说明理由",
            )


@dataclass(frozen=True, kw_only=True)
class Review(Condition):
    """So many months after the filing there is an evaluation."""

    months: int

    @property
    def title(self) -> str:
        return f"备案满 {_in_words(self.months)}而没有评估"

    @property
    def demand(self) -> str:
        return f"试点（试运行）期 {_in_words(self.months)}，期满评估考核"

    def find(self, alliance: Alliance, today: date) -> Iterator[Finding]:
        filed, evaluated = alliance.filing.filed_on, alliance.filing.evaluated_on
        if filed is None:
            return
        due = months_after(filed, self.months)
        if today > due and (evaluated is None or evaluated < due):
            yield Finding(
                _EVALUATED,
                f"备案日期 {filed} 起满 {_in_words(self.months)}（{due}），没有填写此后的评估日期",
                "请向受理机关办理评估，已评估的请填写“备案.评估日期”",
            )


@dataclass(frozen=True, kw_only=True)
class Validity(Hint):
    """The result of an evaluation holds for so many months; only a hint, for the result itself is no fact here."""

    months: int

    @property
    def title(self) -> str:
        return f"最近一次评估已过 {_in_words(self.months)}"

    @property
    def demand(self) -> str:
        return f"评为优秀的，有效期 {_in_words(self.months)}"

    def find(self, alliance: Alliance, today: date) -> Iterator[Finding]:
        evaluated = alliance.filing.evaluated_on
        if evaluated is not None and today > months_after(evaluated, self.months):
            yield Finding(
                _EVALUATED,
                f"评估日期 {evaluated} 距今已过 {_in_words(self.months)}，“优秀”的有效期为 {_in_words(self.months)}",
                "评为优秀的，请核对是否需要重新评估",
            )
