"""The people of the bodies: everybody once, of an age that can be, and the same person everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kit.diagnostics import Severity
from kit.model.alliance import Alliance
from kit.records import Record
from kit.rules.comparing import folded, repeats
from kit.rules.rule import Finding, Sureness, dated_rule, rule

_DIRECTORS, _EXPERTS, _STAFF = "组织机构.理事会.理事", "组织机构.专家委员会.专家", "组织机构.秘书处.人员"
_OF_AGE, _VERY_OLD, _TOO_YOUNG_FOR_SENIOR = 18, 90, 25
_SENIOR = ("教授", "研究员", "正高级", "高级工程师", "主任医师", "院士")
_NOT_SENIOR = ("助理", "助教")
_ONE_OF_A_KIND = frozenset({"董事长", "执行董事", "总经理", "校长", "院长", "所长"})


class _Person(Record):
    """Somebody in a list: where, the name, the unit as folded words, the title and the year of birth."""

    field: str
    name: str
    unit: str
    title: str
    born: str


def _unit(alliance: Alliance, name: str | None) -> str:
    """A unit so that it can be compared: a member by its full name, another by what is written."""
    member = alliance.member(name)
    return folded((member.name if member else None) or name or "")


def _directors(alliance: Alliance) -> Iterator[_Person]:
    for number, d in enumerate(alliance.governance.council.directors, 1):
        yield _Person(f"{_DIRECTORS}[{number}]", d.name or "", _unit(alliance, d.member), d.title or "", d.born or "")


def _experts(alliance: Alliance) -> Iterator[_Person]:
    for number, e in enumerate(alliance.governance.experts.experts, 1):
        yield _Person(f"{_EXPERTS}[{number}]", e.name or "", _unit(alliance, e.unit), e.title or "", e.born or "")


def _staff(alliance: Alliance) -> Iterator[_Person]:
    for number, s in enumerate(alliance.governance.secretariat.staff, 1):
        yield _Person(f"{_STAFF}[{number}]", s.name or "", _unit(alliance, s.member), s.title or "", s.born or "")


def _everybody(alliance: Alliance) -> Iterator[_Person]:
    yield from _directors(alliance)
    yield from _experts(alliance)
    yield from _staff(alliance)


def _twice(people: Iterator[_Person], body: str) -> Iterator[Finding]:
    listed = list(people)
    for first, later in repeats(f"{person.name}\n{person.unit}" if person.name else None for person in listed):
        yield Finding(
            f"{listed[later].field}.姓名", f"“{listed[later].name}”在{body}中已列在第 {first + 1} 位", "一人只填写一次"
        )


@rule("C-PPL-01", "同一人在专家名单中出现两次")
def expert_twice(alliance: Alliance) -> Iterator[Finding]:
    """逐一比对专家名单中的姓名和单位，同一单位的同一个人只能填写一次；不同单位的同名者视为两人。
    重复填写会使委员人数和出席比例算错；请只保留一项。
    """
    yield from _twice(_experts(alliance), "专家名单")


@rule("C-PPL-02", "同一人在秘书处人员中出现两次")
def staff_twice(alliance: Alliance) -> Iterator[Finding]:
    """逐一比对秘书处人员的姓名和派出单位，同一单位的同一个人只能填写一次；不同单位的同名者视为两人。
    专职人员数会印在申请书里，重复填写就多算了；请只保留一项。
    """
    yield from _twice(_staff(alliance), "秘书处人员")


@rule("C-PPL-03", "专家委员会没有主任委员或多于一名")
def not_one_head(alliance: Alliance) -> Iterator[Finding]:
    """专家名单中应有且只有一名主任委员，协议印出他的姓名，章程规定由他召集会议。
    没有主任委员时无人召集，有两名时不知由谁主持；请在“主任委员”中改正。
    """
    experts = alliance.governance.experts.experts
    heads = [number for number, expert in enumerate(experts, 1) if expert.head]
    if not heads and any(expert.name for expert in experts):
        yield Finding(_EXPERTS, "专家名单中没有主任委员，应有一名", "请在一位专家的“主任委员”中填 是")
    for number in heads[1:]:
        yield Finding(
            f"{_EXPERTS}[{number}].主任委员",
            f"主任委员有 {len(heads)} 名，只能有一名；专家[{heads[0]}]已是主任委员",
            "请只保留一名，其余的“主任委员”改为 否",
        )


@rule("C-PPL-04", "同一人既是理事又是专家委员", severity=Severity.INFO, sure=Sureness.JUDGEMENT)
def director_and_expert(alliance: Alliance) -> Iterator[Finding]:
    """专家委员会向理事会提供咨询意见，同一人两边都在，是自己向自己提意见，评审时常被问到。
    没有规定禁止，只作提示；请确认这样安排，或换一名专家。
    """
    directors = {(folded(person.name), person.unit) for person in _directors(alliance) if person.name}
    for person in _experts(alliance):
        if (folded(person.name), person.unit) in directors:
            yield Finding(f"{person.field}.姓名", f"专家“{person.name}”同时是理事", "请确认这样安排，或换一名专家")


@dated_rule("C-PPL-05", "出生年份不合常理", severity=Severity.WARNING, sure=Sureness.JUDGEMENT)
def impossible_age(alliance: Alliance, today: date) -> Iterator[Finding]:
    """按协议签署日期（没有签署的按今天）计算，理事、专家、秘书处人员的年龄应在 18 至 90 岁之间。
    人员年龄明显不对是形式审查中常见的问题；多半是年份打错，请核对。
    """
    year = (alliance.signing.signed_on or today).year
    for person, age in _aged(alliance, year):
        if not _OF_AGE <= age <= _VERY_OLD:
            yield Finding(
                f"{person.field}.出生年份",
                f"“{person.name}”出生于 {person.born} 年，{year} 年时 {age} 岁"
                if age >= 0
                else f"出生年份 {person.born} 晚于 {year} 年",
                "请核对出生年份",
            )


@dated_rule("C-PPL-06", "年龄与高级职称不相称", severity=Severity.WARNING, sure=Sureness.JUDGEMENT)
def too_young_for_the_title(alliance: Alliance, today: date) -> Iterator[Finding]:
    """教授、研究员、高级工程师一类高级职称，很少有人在 25 岁以前取得；年龄和职称相差过大，审查时会怀疑材料失实。
    请核对出生年份和职称；确实如此的可以豁免。
    """
    year = (alliance.signing.signed_on or today).year
    for person, age in _aged(alliance, year):
        senior = any(word in person.title for word in _SENIOR) and not any(word in person.title for word in _NOT_SENIOR)
        if senior and _OF_AGE <= age < _TOO_YOUNG_FOR_SENIOR:
            yield Finding(
                f"{person.field}.出生年份",
                f"“{person.name}”{year} 年时 {age} 岁，职称或职务为“{person.title}”",
                "请核对出生年份和职称",
            )


def _aged(alliance: Alliance, year: int) -> Iterator[tuple[_Person, int]]:
    """Everybody whose year of birth is known, with the age in a year."""
    for person in _everybody(alliance):
        if person.born.isdigit():
            yield person, year - int(person.born)


@rule("C-PPL-07", "同一人的出生年份前后不一", severity=Severity.WARNING)
def two_years_of_birth(alliance: Alliance) -> Iterator[Finding]:
    """同一单位的同一个人出现在理事、专家或秘书处人员名单中，几处的出生年份不同，必有一处写错。
    请核对后改为一致。
    """
    known: dict[tuple[str, str], _Person] = {}
    for person in _everybody(alliance):
        if not person.name or not person.born:
            continue
        first = known.setdefault((folded(person.name), person.unit), person)
        if first.born != person.born:
            yield Finding(
                f"{person.field}.出生年份",
                f"“{person.name}”的出生年份为 {person.born}，{first.field}中为 {first.born}",
                "请核对后改为一致",
            )


@rule("C-PPL-08", "秘书长或首席科学家的单位与名单不一致", severity=Severity.WARNING)
def officer_of_another_unit(alliance: Alliance) -> Iterator[Finding]:
    """秘书长、首席科学家的姓名也出现在理事、专家或秘书处人员名单中，但所在单位都与这里写的不同。
    同一人写成了两个单位，或者两人同名；请核对，是同一人的改为一致。
    """
    listed: dict[str, list[_Person]] = {}
    for person in _everybody(alliance):
        listed.setdefault(folded(person.name), []).append(person)
    secretariat, scientist = alliance.governance.secretariat, alliance.governance.chief_scientist
    officers = [
        ("秘书长", "组织机构.秘书处.秘书长单位", secretariat.secretary_general, secretariat.secretary_general_member)
    ]
    if scientist:
        officers.append(("首席科学家", "组织机构.首席科学家.单位", scientist.name, scientist.unit))
    for post, field, name, unit in officers:
        namesakes = listed.get(folded(name), []) if name and unit else []
        others = [person for person in namesakes if person.unit]
        if others and _unit(alliance, unit) not in {person.unit for person in others}:
            yield Finding(
                field,
                f"{post}“{name}”的单位为“{unit}”，{others[0].field}中的同名者属于另一单位",
                "请核对是否同一人，是则改为一致",
            )


@rule("C-PPL-09", "同一单位有两个法定代表人职务", severity=Severity.WARNING)
def two_at_the_top(alliance: Alliance) -> Iterator[Finding]:
    """理事名单中有人的职务与所在单位的“法定代表人职务”相同（例如都是董事长、校长），姓名却不是法定代表人。
    一家单位只有一位董事长或校长，多半是法定代表人已经变更而有一处没有改；请按现在的登记核对。
    """
    for number, director in enumerate(alliance.governance.council.directors, 1):
        unit = alliance.member(director.member)
        if unit is None or not director.name or not unit.legal_representative:
            continue
        same_post = director.title in _ONE_OF_A_KIND and director.title == unit.legal_representative_title
        if same_post and folded(director.name) != folded(unit.legal_representative):
            yield Finding(
                f"{_DIRECTORS}[{number}].职务",
                f"“{director.name}”是“{unit.short_name or unit.name or ''}”的{director.title}，"
                f"登记的{director.title}是“{unit.legal_representative}”",
                "请按现在的登记核对法定代表人和理事的职务",
            )


RULES = (
    expert_twice,
    staff_twice,
    not_one_head,
    director_and_expert,
    impossible_age,
    too_young_for_the_title,
    two_years_of_birth,
    officer_of_another_unit,
    two_at_the_top,
)
