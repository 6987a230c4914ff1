"""The council and its people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kit.diagnostics import Severity
from kit.model.alliance import Alliance
from kit.model.governance import CouncilPost
from kit.model.members import Member, Position
from kit.rules.comparing import repeats
from kit.rules.rule import Finding, rule
from kit.rules.saying import units

_DIRECTORS = "组织机构.理事会.理事"
_SENDING = frozenset({Position.CHAIR, Position.VICE_CHAIR, Position.DIRECTOR})


@rule("C-ORG-01", "同一人在理事名单中出现两次")
def director_twice(alliance: Alliance) -> Iterator[Finding]:
    """逐一比对理事名单中的姓名和单位，同一单位的同一个人只能占一个席位。
    不同单位的同名者视为两人。重复填写会使席位、法定人数和票数都算错，请只保留一项，职务取最高的。
    """
    directors = alliance.governance.council.directors
    people = []
    for director in directors:
        unit = alliance.member(director.member)
        of = unit.name if unit else director.member
        people.append(f"{director.name}\n{of}" if director.name else None)
    for first, later in repeats(people):
        yield Finding(
            f"{_DIRECTORS}[{later + 1}].姓名",
            f"“{directors[later].name}”在理事名单中已列在第 {first + 1} 位",
            "一人只填写一次，职务取最高的一项",
        )


@rule("C-ORG-02", "没有理事长或多于一人")
def not_one_chair(alliance: Alliance) -> Iterator[Finding]:
    """理事名单中应有且只有一名理事长，协议和章程都按一名理事长写。
    没有理事长时无人召集会议，有两名时不知由谁主持；请在“理事会职务”中改正。
    """
    directors = alliance.governance.council.directors
    chairs = [n for n, d in enumerate(directors) if d.post is CouncilPost.CHAIR]
    if not chairs and any(director.name for director in directors):
        yield Finding(_DIRECTORS, "理事名单中没有理事长，应有一人", "请在一位理事的“理事会职务”中填写 理事长")
    for number in chairs[1:]:
        yield Finding(
            f"{_DIRECTORS}[{number + 1}].理事会职务",
            f"理事长有 {len(chairs)} 人，只能有一人；第 {chairs[0] + 1} 位已是理事长",
            "请改为副理事长或理事",
        )


@rule("C-ORG-03", "理事长不出自理事长单位", severity=Severity.WARNING)
def chair_of_another_unit(alliance: Alliance) -> Iterator[Finding]:
    """协议约定理事长由理事长单位委派的理事担任，这里比对理事长所在单位与理事长单位是否一致。
    不一致时请核对理事长的单位，或改正哪一家是理事长单位。
    """
    chair_unit = alliance.chair
    for number, director in enumerate(alliance.governance.council.directors):
        unit = alliance.member(director.member)
        if director.post is CouncilPost.CHAIR and chair_unit and unit and unit is not chair_unit:
            yield Finding(
                f"{_DIRECTORS}[{number + 1}].单位",
                f"理事长“{director.name or ''}”来自“{unit.name}”，理事长单位是“{chair_unit.name}”",
                "请核对理事长的单位或理事长单位",
            )


@rule("C-ORG-04", "理事席位少于理事人数")
def too_few_seats(alliance: Alliance) -> Iterator[Finding]:
    """“席位”是理事总席位，法定人数和特别决议票数都以它为基数，所以不能少于名单上的人数。
    请增加席位或核对名单；席位空缺不填时，按名单人数计算。
    """
    council = alliance.governance.council
    if council.planned_seats is not None and council.planned_seats < len(council.directors):
        yield Finding(
            "组织机构.理事会.席位",
            f"席位 {council.planned_seats} 名，理事名单已有 {len(council.directors)} 人",
            "请增加席位或核对名单；席位空缺时按名单人数计",
        )


@rule("C-ORG-05", "理事单位没有委派理事", severity=Severity.WARNING)
def unit_without_director(alliance: Alliance) -> Iterator[Finding]:
    """协议约定理事由理事长单位、副理事长单位和理事单位委派，这些单位在理事名单中却没有人。
    理事名单会作为协议的附件，漏列的单位没有表决席位；有理事还没有写明单位时不作判断。
    请补列理事，或改变该单位的联盟职务。
    """
    directors = alliance.governance.council.directors
    sending = {id(alliance.member(director.member)) for director in directors}
    if not directors or id(None) in sending:
        return
    silent = [
        (number, member)
        for number, member in enumerate(alliance.members, 1)
        if member.position in _SENDING and id(member) not in sending
    ]
    if silent:
        yield Finding(
            f"成员单位[{silent[0][0]}].联盟职务",
            f"{_with_position(silent)}，理事名单中没有它委派的理事",
            "请在理事名单中补列，或改变该单位的联盟职务",
        )


def _with_position(silent: Sequence[tuple[int, Member]]) -> str:
    """One unit with its position, or several together."""
    if len(silent) == 1:
        member = silent[0][1]
        return f"“{member.short_name or member.name or ''}”是{member.position}"
    return f"{units(member.short_name or member.name or '' for _, member in silent)}是理事会的组成单位"


@rule("C-ORG-06", "普通成员单位委派了理事", severity=Severity.WARNING)
def director_of_an_ordinary_member(alliance: Alliance) -> Iterator[Finding]:
    """协议约定只有理事长单位、副理事长单位和理事单位委派理事，普通成员单位列席会议，不参加表决。
    理事名单中有普通成员单位的人，与协议矛盾；请把该单位改为理事单位，或改由别家委派。
    """
    ordinary: dict[int, tuple[int, Member]] = {}
    for number, director in enumerate(alliance.governance.council.directors, 1):
        unit = alliance.member(director.member)
        if unit and unit.position is Position.ORDINARY:
            ordinary.setdefault(id(unit), (number, unit))
    if ordinary:
        sending = list(ordinary.values())
        yield Finding(
            f"{_DIRECTORS}[{sending[0][0]}].单位",
            f"{units(unit.short_name or unit.name or '' for _, unit in sending)}委派了理事，"
            "联盟职务却是普通成员单位（空缺按普通成员单位计）",
            "请把单位的联盟职务改为理事单位，或改由其他单位委派",
        )


@rule("C-ORG-07", "副理事长不出自副理事长单位", severity=Severity.WARNING)
def vice_chair_of_another_unit(alliance: Alliance) -> Iterator[Finding]:
    """副理事长通常由理事长单位或副理事长单位委派，这里比对副理事长所在单位的联盟职务。
    不一致时，单位的联盟职务与人的职务必有一处要改；请核对。
    """
    for number, director in enumerate(alliance.governance.council.directors, 1):
        unit = alliance.member(director.member)
        if director.post is CouncilPost.VICE_CHAIR and unit and unit.position is Position.DIRECTOR:
            yield Finding(
                f"{_DIRECTORS}[{number}].理事会职务",
                f"“{director.name or ''}”是副理事长，所在的“{unit.short_name or unit.name or ''}”是{unit.position}",
                "请核对理事会职务和该单位的联盟职务",
            )


RULES = (
    director_twice,
    not_one_chair,
    chair_of_another_unit,
    too_few_seats,
    unit_without_director,
    director_of_an_ordinary_member,
    vice_chair_of_another_unit,
)
