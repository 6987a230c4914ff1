"""No fact is asked for in vain: a document looks at it, or its description says that none does."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from itertools import islice
from typing import Any

import pytest

from kit.intake.build import build
from kit.intake.skeleton import skeleton
from kit.intake.yaml_file import read_bytes
from kit.model.alliance import Alliance
from kit.model.fact import Fact
from kit.model.fields import ONLY_CHECKED, Field, as_markdown, every_field, fields_of
from kit.render.documents import Maker
from kit.templates.catalogue import document_types, layers
from tests.render.variants import combinations, sample, variant

_KINDS = document_types()
_ROWS = 12  # enough for every option of the agreement


def _alliances() -> Iterator[Alliance]:
    full = build(read_bytes(skeleton(example=True).encode(), "")).alliance
    assert full
    yield full
    yield Alliance.model_validate(sample("seawater"))
    yield Alliance.model_validate(_with_one_from_abroad(sample("hydrogen")))
    yield from map(variant, islice(combinations(), _ROWS))


def _with_one_from_abroad(data: dict[str, Any]) -> dict[str, Any]:
    data = deepcopy(data)
    data["成员单位"][-1] |= {"境外因素": "境外机构", "注册登记号": "HRB 84512", "注册地区": "德国"}
    return data


def _looked_at(patch: pytest.MonkeyPatch) -> set[tuple[type, str]]:
    """The facts that are looked at while documents are made, by a template or on behalf of one."""
    seen: set[tuple[type, str]] = set()
    alliances = list(_alliances())

    def looking(noun: Fact, name: str) -> Any:
        seen.add((type(noun), name))
        return object.__getattribute__(noun, name)

    with patch.context() as watched:
        watched.setattr(Fact, "__getattribute__", looking)
        for alliance in alliances:
            Maker(alliance, layers()).make(_KINDS, frozenset(kind.id for kind in _KINDS))
    return seen


def _homes() -> Iterator[tuple[type[Fact], Field, bool]]:
    """Every noun with its fields, and whether a group around the noun says that no document prints it."""
    waiting: list[tuple[type[Fact], bool]] = [(Alliance, False)]
    while waiting:
        noun, is_marked = waiting.pop()
        for field in fields_of(noun):
            yield noun, field, is_marked
            if field.group:
                waiting.append((field.group, is_marked or field.only_checked))


def test_every_fact_is_looked_at_or_says_that_it_is_only_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = _looked_at(monkeypatch)
    silent, printed = [], []
    for noun, field, is_marked in _homes():
        says_so = is_marked or field.only_checked
        if not says_so and (noun, field.name) not in seen:
            silent.append(f"{noun.__name__}.{field.label}")
        if field.only_checked and (noun, field.name) in seen:
            printed.append(f"{noun.__name__}.{field.label}")
    assert silent == []
    assert printed == []


def test_what_only_rules_look_at_says_so_in_the_field_dictionary() -> None:
    marked = {field.path for field in every_field() if field.only_checked}
    assert {"联盟.刻制公章", "成员单位[].内部决策", "备案.信用查询日期"} <= marked
    assert f"查询信用信息的日期；{ONLY_CHECKED}" in as_markdown()
    assert not marked & {"技术创新目标.攻关清单", "组织机构.首席科学家", "备案.补贴申请", "签署.电子签名服务"}
