"""The council and its people."""

from __future__ import annotations

from collections.abc import Iterator

from kit.diagnostics import Severity
from kit.model.alliance import Alliance
from kit.model.governance import CouncilPost
from kit.rules.consistency.comparing import repeats
from kit.rules.rule import Finding, rule

_DIRECTORS = "组织机构.理事会.理事"


@rule("C-ORG-01", "同一人在理事名单中出现两次")
def director_twice(alliance: Alliance) -> Iterator[Finding]:
    """A person has one seat; namesakes of different units are two people."""
    directors = alliance.governance.council.directors
    people = []
    for director in directors:
        unit = alliance.member(director.member)
        of = unit.name if unit else director.member
        people.append(f"{director.name}\n{of}" if director.name else None)
    for first, later in repeats(people):
        yield Finding(
            f"{_DIRECTORS}[{later + 1}].姓名",
            f"“{directors[later].name}”在理事名单中已是第 {first + 1} 位",
            "一人只填写一次，职务取最高的一项",
        )


@rule("C-ORG-02", "理事长不是恰好一人")
def not_one_chair(alliance: Alliance) -> Iterator[Finding]:
    """A council has exactly one chair."""
    directors = alliance.governance.council.directors
    chairs = [n for n, d in enumerate(directors) if d.post is CouncilPost.CHAIR]
    if directors and not chairs:
        yield Finding(_DIRECTORS, "理事名单中没有理事长，应有一人", "请在一位理事的“理事会职务”中填写 理事长")
    for number in chairs[1:]:
        yield Finding(
            f"{_DIRECTORS}[{number + 1}].理事会职务",
            f"理事长有 {len(chairs)} 人，只能有一人；第 {chairs[0] + 1} 位已是理事长",
            "请改为副理事长或理事",
        )


@rule("C-ORG-03", "理事长不出自理事长单位", severity=Severity.WARNING)
def chair_of_another_unit(alliance: Alliance) -> Iterator[Finding]:
    """Usually the chair unit sends the chair."""
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
    """There is a seat for everybody named."""
    council = alliance.governance.council
    if council.planned_seats is not None and council.planned_seats < len(council.directors):
        yield Finding(
            "组织机构.理事会.席位",
            f"席位 {council.planned_seats} 名，理事名单已有 {len(council.directors)} 人",
            "请增加席位或核对名单；席位空缺时按名单人数计",
        )


RULES = (director_twice, not_one_chair, chair_of_another_unit, too_few_seats)
