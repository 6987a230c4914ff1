"""The field dictionary: complete, unambiguous, and true of what the model reads."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from kit.model import fields
from kit.model.alliance import Alliance
from kit.model.fact import Fact, declared_of
from kit.model.fields import Field, Kind, every_field, fields_of, lookup
from kit.model.members import Member

_WRITTEN = [field for field in every_field() if not field.derived]


def _nouns() -> list[type[Fact]]:
    return list(dict.fromkeys([Alliance, *(f.group for f in _WRITTEN if f.group)]))


def test_paths_are_unique() -> None:
    assert not [path for path, times in Counter(f.path for f in every_field()).items() if times > 1]
    assert not [path for path, times in Counter(f.id_path for f in every_field()).items() if times > 1]


@pytest.mark.parametrize("noun", _nouns(), ids=lambda noun: noun.__name__)
def test_labels_and_identifiers_of_a_noun_are_told_apart(noun: type[Fact]) -> None:
    own = [*fields_of(noun), *fields.derived_fields_of(noun)]
    names = [f.label for f in own] + [f.name for f in own]
    assert len(names) == len(set(names))
    assert {f.name for f in fields_of(noun)} == set(declared_of(noun))


def test_words_that_are_printed_as_they_stand_give_units_their_full_names() -> None:
    full, short = (next(f.example for f in fields_of(Member) if f.label == label) for label in ("名称", "简称"))
    printed = [f for f in _WRITTEN if Kind.MEMBER not in (f.kind, f.item) and f.label != "简称"]
    assert not [f.path for f in printed if short in f.example.replace(full, "")]


@pytest.mark.parametrize("field", every_field(), ids=lambda f: f.id_path)
def test_every_field_is_declared_in_full(field: Field) -> None:
    assert field.label
    assert field.help
    assert not set(".[]:：# ") & set(field.label)
    assert (field.kind is Kind.LIST) == (field.item is not None)
    assert bool(field.choices) == (Kind.CHOICE in {field.kind, field.item})


@pytest.mark.parametrize(
    "path,kind,item",
    [
        ("联盟.名称", Kind.TEXT, None),
        ("联盟.组建宗旨", Kind.LONG_TEXT, None),
        ("联盟.成立日期", Kind.DAY, None),
        ("联盟.产业集群", Kind.CHOICE, None),
        ("联盟.对外责任主体单位", Kind.MEMBER, None),
        ("成员单位", Kind.LIST, Kind.GROUP),
        ("成员单位[].资质", Kind.LIST, Kind.TEXT),
        ("成员单位[].核心成员", Kind.FLAG, None),
        ("成员单位[].投入[].金额", Kind.MONEY, None),
        ("成员单位[].签署代表", Kind.GROUP, None),
        ("成员单位[].投入合计", Kind.MONEY, None),
        ("组织机构.理事会.任期", Kind.COUNT, None),
        ("组织机构.理事会.法定人数", Kind.MAJORITY, None),
        ("知识产权.提成比例", Kind.PERCENT, None),
        ("设置.规则包", Kind.LIST, Kind.CHOICE),
        ("缔约单位", Kind.LIST, Kind.MEMBER),
        ("理事长单位", Kind.MEMBER, None),
        ("统计.成员数", Kind.COUNT, None),
    ],
)
def test_kinds(path: str, kind: Kind, item: Kind | None) -> None:
    field = lookup(path)
    assert field is not None
    assert (field.kind, field.item) == (kind, item)


@pytest.mark.parametrize("path", ["成员单位[3].投入[1].金额", "members[].contributions[].value", "成员单位.投入.金额"])
def test_lookup_by_any_spelling(path: str) -> None:
    field = lookup(path)
    assert field is not None
    assert field.path == "成员单位[].投入[].金额"


def test_lookup_of_nothing() -> None:
    assert lookup("联盟.别名") is None
    assert lookup("") is None


@pytest.mark.parametrize("field", [f for f in _WRITTEN if f.example or f.default], ids=lambda f: f.id_path)
def test_examples_and_defaults_can_be_read(field: Field) -> None:
    for written in filter(None, (field.example, field.default)):
        tree: object = written
        for step in reversed(field.path.split(".")):
            tree = {step[:-2]: [tree]} if step.endswith("[]") else {step: tree}
        Alliance.model_validate(tree)


def test_defaults_are_what_silence_means() -> None:
    data: dict[str, dict[str, str]] = {}
    for field in _WRITTEN:
        group, _, name = field.path.partition(".")
        if field.default and "." not in name:
            data.setdefault(group, {})[name] = field.default
    del data["成员单位[]"], data["任务分工[]"]
    assert Alliance.model_validate(data) == Alliance()


@pytest.mark.parametrize(
    "asked,found",
    [
        ("争议解决.仲裁机关", "争议解决.仲裁机构"),
        ("成员单位.统一信用代码", "成员单位[].统一社会信用代码"),
        ("组织机构.理事会.席位书", "组织机构.理事会.席位"),
        ("xyz", None),
    ],
)
def test_near_misses(asked: str, found: str | None) -> None:
    assert fields.nearest(asked) == found


def test_near_misses_within_a_noun() -> None:
    assert fields.nearest_key(Member, "法人代表") == "法定代表人"
    assert fields.nearest_key(Member, "lega_representative") == "法定代表人"
    assert fields.nearest_key(Member, "甲") is None


def test_homes() -> None:
    assert fields.homes_of("仲裁机构") == ("争议解决",)
    assert fields.homes_of("institution") == ("争议解决",)
    assert fields.homes_of("成员单位") == ("最外层",)
    assert fields.homes_of("统计") == ()


def test_text_lists_every_field_or_those_asked_for() -> None:
    whole = fields.as_text()
    assert all(field.path in whole for field in every_field())
    about = fields.as_text("争议解决")
    assert "可选：仲裁、诉讼；默认：仲裁" in about
    assert "成员单位" not in about
    assert fields.as_text("没有这样的字段") == ""


def test_markdown_has_a_row_for_every_field() -> None:
    rows = [line for line in fields.as_markdown().splitlines() if line.startswith("| ")]
    assert len([row for row in rows if not row.startswith("| 字段 ")]) == len(every_field())
    assert all(row.count(" | ") == 6 for row in rows)


def test_schema_knows_every_field_in_both_spellings() -> None:
    schema = fields.json_schema()
    json.dumps(schema, ensure_ascii=False)
    assert schema["$schema"].endswith("draft-07/schema#")
    groups = [schema, *schema["definitions"].values()]
    assert all(group["additionalProperties"] is False for group in groups)
    for noun in _nouns():
        properties = (schema if noun is Alliance else schema["definitions"][noun.__name__])["properties"]
        own = fields_of(noun)
        assert set(properties) == {f.name for f in own} | {f.label for f in own}


def test_schema_of_a_choice_a_list_and_an_amount() -> None:
    member = fields.json_schema()["definitions"]["Member"]["properties"]
    assert member["单位性质"]["enum"][:2] == ["企业", "高校"]
    assert "ENTERPRISE" in member["单位性质"]["enum"]
    assert member["投入"]["items"] == {"$ref": "#/definitions/Contribution"}
    assert member["资质"]["items"]["type"] == ["string", "number", "null"]
    assert member["注册资本"]["examples"] == ["5000万元"]
    assert "单位：元或万元" in member["注册资本"]["description"]
