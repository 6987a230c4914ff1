"""At least so many: members of a kind, people, entries of a list, copies."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from kit.diagnostics import Severity
from kit.model.alliance import Alliance
from kit.model.members import MemberKind, Size
from kit.rules.regions.kinds.condition import Condition
from kit.rules.regions.place import Place
from kit.rules.rule import Finding

_ACADEMIC = (MemberKind.UNIVERSITY, MemberKind.INSTITUTE)
_ACADEMIC_WORDS = ("大学", "学院", "研究院", "研究所", "科学院")


class Countable(Enum):
    """What can be counted."""

    MEMBERS = "members"
    PARTNERS = "partners"
    ENTERPRISES = "enterprises"
    ACADEMIC = "universities-and-institutes"
    SMALL = "small-enterprises"
    OUTSIDE = "members-from-outside"
    FULL_TIME = "full-time-staff"
    CHIEF_SCIENTIST = "chief-scientist"
    ACADEMIC_EXPERTS = "academic-experts"
    RESEARCH_STAFF = "research-staff"
    PROBLEMS = "problems"
    PLATFORMS = "platforms"
    COPIES = "filing-copies"


@dataclass(frozen=True)
class _Counted:
    """How something is counted: its name, unit and field, the count, and what to do where it is too small.

    count  the most it can be: what is not known counts as fitting; None where nothing is stated.
    asked  whether only such instruments ask for it, so that nobody else tells that it is missing.
    """

    name: str
    unit: str
    field: str
    count: Callable[[Alliance, Place], int | None]
    hint: str
    asked: bool = False


@dataclass(frozen=True, kw_only=True)
class Count(Condition):
    """At least so many of something."""

    of: Countable
    least: int

    @property
    def _counted(self) -> _Counted:
        return _COUNTED[self.of]

    @property
    def title(self) -> str:
        counted = self._counted
        return f"没有{counted.name}" if self.least == 1 else f"{counted.name}不足 {self.least} {counted.unit}"

    @property
    def demand(self) -> str:
        counted = self._counted
        return f"{counted.name}{'原则上' if self.principle else ''}不少于 {self.least} {counted.unit}"

    def find(self, alliance: Alliance, today: date) -> Iterator[Finding]:
        counted = self._counted
        number = counted.count(alliance, self.place)
        limit = f"{self.should}不少于 {self.least} {counted.unit}"
        if number is None:
            if counted.asked:
                message = f"没有填写{counted.name}的人数，{limit}"
                yield Finding(counted.field, message, f"请填写“{counted.field}”", milder=Severity.INFO)
        elif number < self.least:
            found = f"{counted.name} {number} {counted.unit}" if number else f"没有{counted.name}"
            yield Finding(counted.field, f"{found}，{limit}", counted.hint)


def _of_kinds(*kinds: MemberKind) -> Callable[[Alliance, Place], int | None]:
    def count(alliance: Alliance, place: Place) -> int | None:
        return sum(1 for m in alliance.parties if m.kind is None or m.kind in kinds) if alliance.parties else None

    return count


def _members(alliance: Alliance, place: Place) -> int | None:
    return len(alliance.parties) or None


def _partners(alliance: Alliance, place: Place) -> int | None:
    parties, lead = alliance.parties, alliance.lead
    return sum(1 for member in parties if member is not lead) if parties and lead else None


def _small(alliance: Alliance, place: Place) -> int | None:
    """Enterprises that are not known to be large."""
    enterprises = [m for m in alliance.parties if m.kind in (None, MemberKind.ENTERPRISE)]
    return sum(1 for m in enterprises if m.size is not Size.LARGE) if alliance.parties else None


def _outside(alliance: Alliance, place: Place) -> int | None:
    parties = alliance.parties
    return sum(1 for m in parties if place.holds(m.region, m.city) is not True) if parties else None


def _full_time(alliance: Alliance, place: Place) -> int | None:
    secretariat = alliance.governance.secretariat
    return secretariat.full_time_count if secretariat.staff else None


def _chief_scientist(alliance: Alliance, place: Place) -> int:
    scientist = alliance.governance.chief_scientist
    return int(scientist is not None and bool(scientist.name))


def _academic_experts(alliance: Alliance, place: Place) -> int | None:
    experts = alliance.governance.experts.experts
    return sum(1 for expert in experts if _is_academic(alliance, expert.unit)) if experts else None


def _is_academic(alliance: Alliance, unit: str | None) -> bool:
    member = alliance.member(unit)
    if unit is None or (member is not None and member.kind in _ACADEMIC):
        return True
    return any(word in unit for word in _ACADEMIC_WORDS)


_COUNTED = {
    Countable.MEMBERS: _Counted("成员单位", "家", "成员单位", _members, "请增加成员单位，或向受理机关说明理由"),
    Countable.PARTNERS: _Counted(
        "牵头单位以外的共建单位", "家", "成员单位", _partners, "请增加共建单位，或向受理机关说明理由"
    ),
    Countable.ENTERPRISES: _Counted(
        "企业成员", "家", "成员单位", _of_kinds(MemberKind.ENTERPRISE), "请增加企业成员，或核对各单位的“单位性质”"
    ),
    Countable.ACADEMIC: _Counted(
        "高校、科研机构成员", "家", "成员单位", _of_kinds(*_ACADEMIC), "请增加高校或科研机构，或核对各单位的“单位性质”"
    ),
    Countable.SMALL: _Counted("中小微企业成员", "家", "成员单位", _small, "请吸纳中小微企业参加，或核对各企业的“规模”"),
    Countable.OUTSIDE: _Counted(
        "当地以外的成员单位", "家", "成员单位", _outside, "请吸纳外地单位参加，或核对各单位的注册地"
    ),
    Countable.FULL_TIME: _Counted(
        "秘书处专职人员", "人", "组织机构.秘书处.人员", _full_time, "请配备专职人员，并在“专职”中填写 是"
    ),
    Countable.CHIEF_SCIENTIST: _Counted(
        "首席科学家", "人", "组织机构.首席科学家", _chief_scientist, "请选聘首席科学家，并填写“组织机构.首席科学家”"
    ),
    Countable.ACADEMIC_EXPERTS: _Counted(
        "来自高校、科研院所的专家",
        "人",
        "组织机构.专家委员会.专家",
        _academic_experts,
        "请依托高校、科研院所组建专家团队，并写明专家的单位全称",
    ),
    Countable.RESEARCH_STAFF: _Counted(
        "牵头单位专职研发人员",
        "人",
        "备案.牵头单位情况.专职研发人员",
        lambda alliance, place: alliance.filing.lead_profile.research_staff,
        "请核对人数，或改由符合条件的单位牵头",
        asked=True,
    ),
    Countable.PROBLEMS: _Counted(
        "拟攻克的技术难题",
        "项",
        "技术创新目标.攻关清单",
        lambda alliance, place: len(alliance.goals.problems),
        "请在“技术创新目标.攻关清单”中逐条写明拟攻克的难题",
    ),
    Countable.PLATFORMS: _Counted(
        "牵头单位的省级以上创新平台",
        "个",
        "备案.牵头单位情况.创新平台",
        lambda alliance, place: len(alliance.filing.lead_profile.platforms),
        "请在“备案.牵头单位情况.创新平台”中逐项填写",
    ),
    Countable.COPIES: _Counted(
        "报送的材料", "份", "签署.报送份数", lambda alliance, place: alliance.signing.filing_copies, "请增加报送份数"
    ),
}
