"""One slip that many units share is one finding; people who get forty of a kind read none."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from kit.diagnostics import Severity
from kit.rules.case import Case
from kit.rules.judging import judge
from tests.rules.sample import DELETE, TODAY, found_in, sample_with

_M, _W, _C = "成员单位", "任务分工", "组织机构.理事会.理事"
_MEMBERS, _DIRECTORS, _TASKS = range(1, 15), range(1, 22), range(1, 7)


@pytest.mark.parametrize(
    "code,changes,words",
    [
        ("C-ORG-05", {f"{_M}[{n}].联盟职务": "理事单位" for n in (13, 14)}, "“矽川材料”"),
        ("C-ORG-06", {f"{_M}[{n}].联盟职务": DELETE for n in range(2, 9)}, "等 7 家"),
        ("C-IP-03", {"知识产权.共同成果归属": "按任务约定"}, "等 "),
        ("C-FIL-11", {f"{_W}[{n}].参加单位": [] for n in (1, 2)}, "“R-01”、任务“R-02”"),
    ],
)
def test_it_is_told_once(code: str, changes: dict[str, Any], words: str) -> None:
    (told,) = [found for found in found_in(Case(sample_with(changes), TODAY)) if found.code == code]
    assert words in told.message


def test_a_director_whose_unit_is_not_written_yet_proves_nothing() -> None:
    changes = {f"{_C}[21].单位": DELETE, f"{_M}[13].联盟职务": "理事单位"}
    assert "C-ORG-05" not in {found.code for found in found_in(Case(sample_with(changes), TODAY))}


def test_a_holder_is_not_compared_with_a_name_that_is_missing() -> None:
    changes = {f"{_M}[1].名称": DELETE}
    assert "C-IP-41" not in {found.code for found in found_in(Case(sample_with(changes), TODAY))}


def test_two_offices_of_one_person_are_no_contradiction() -> None:
    changes = {
        f"{_M}[3].法定代表人职务": "党委书记、董事长",
        f"{_M}[3].签署代表": {"姓名": "马赟", "职务": "董事长"},
    }
    assert "C-POA-02" not in {found.code for found in found_in(Case(sample_with(changes), TODAY))}


def test_half_of_the_facts_gone_is_not_forty_warnings() -> None:
    gone = {
        f"{_M}[{n}].{label}": DELETE
        for n in _MEMBERS
        for label in ("单位性质", "注册地区", "声明", "联系人", "职责分工")
    }
    gone |= {f"{_M}[{n}].联盟职务": DELETE for n in range(2, 15)}
    gone |= {f"{_C}[{n}].职务": DELETE for n in _DIRECTORS}
    found = judge(Case(sample_with(gone), TODAY))
    assert len(found) <= 12, Counter(one.code for one in found)
    assert not [one for one in found if one.severity is Severity.ERROR]
