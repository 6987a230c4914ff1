"""Every field of the model, once: the field dictionary, near misses, the JSON Schema of the data file.

The declarations in this package are the only source; everything here is read off them.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator
from datetime import date
from enum import Enum
from functools import cache
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin, get_type_hints

from kit.likeness import most_like
from kit.model.alliance import Alliance
from kit.model.fact import Choice, Fact, MemberReference, Only, annotations_of, declared_of, derived_of
from kit.model.majority import Majority
from kit.model.members import Member
from kit.model.money import Money
from kit.model.percent import Percent
from kit.model.reading import LongText, read_uscc
from kit.model.settings import Waiver
from kit.model.spellings import PATTERNS, pattern_of

CUTOFF = 0.5  # of two characters one may be wrong


ONLY_CHECKED = "只用于检查，不印在文书中"
NONE = "无"
_NONE = (NONE, "没有")


class Kind(Enum):
    """What a field holds, in the user's words."""

    TEXT = "文字"
    LONG_TEXT = "多行文字"
    DAY = "日期"
    MONEY = "金额"
    COUNT = "整数"
    FLAG = "是否"
    CHOICE = "选择"
    MAJORITY = "表决比例"
    PERCENT = "百分比"
    MEMBER = "成员"
    LIST = "清单"
    GROUP = "组"

    def __str__(self) -> str:
        return self.value


class Field(NamedTuple):
    """One field of a noun.

    path, id_path   the way to it in labels and in identifiers, lists marked []: 成员单位[].投入[].金额.
    kind, item      what it holds; for a list, what each item is.
    group           the noun below a group, or of the items of a list of groups.
    default         as a user would write it; empty when silence means absence.
    only            of which items of its list it is asked; see `asked_of`.
    may_be_empty    a needed list that [] answers: there are none.
    only_checked    rules look at it, no document prints it.
    derived         computed from other fields; not to be written in the data file.
    pattern         what editors may ask of a text that stands for it; empty where any may.
    """

    name: str
    label: str
    path: str
    id_path: str
    kind: Kind
    help: str
    item: Kind | None = None
    group: type[Fact] | None = None
    choices: tuple[Choice, ...] = ()
    unit: str = ""
    example: str = ""
    default: str = ""
    needed: bool = True
    may_be_empty: bool = False
    only_checked: bool = False
    derived: bool = False
    only: Only | None = None
    pattern: str = ""

    @property
    def description(self) -> str:
        """The help, and that no document prints the field where none does."""
        return f"{self.help}；{ONLY_CHECKED}" if self.only_checked else self.help

    @property
    def may_say_none(self) -> bool:
        """Whether it is a list that may be answered with 无."""
        return self.kind is Kind.LIST and (self.may_be_empty or not self.needed)

    def says_none(self, value: Any) -> bool:
        """Whether a value says of a list that there is nothing to put in it: 无, where that is an answer."""
        return self.may_say_none and is_none(value)

    @property
    def kind_in_words(self) -> str:
        """What it holds, with the items of a list: 清单（文字）."""
        return f"{self.kind}（{self.item}）" if self.item else str(self.kind)


def is_none(value: Any) -> bool:
    """Whether a value reads 无."""
    return isinstance(value, str) and value.strip() in _NONE


@cache
def fields_of(noun: type[Fact]) -> tuple[Field, ...]:
    """The declared fields of a noun in their order; their paths start at the noun."""
    return tuple(_declared(noun))


@cache
def derived_fields_of(noun: type[Fact]) -> tuple[Field, ...]:
    """The computed fields of a noun."""
    return tuple(_derived(noun))


@cache
def _by_either_name(noun: type[Fact]) -> dict[str, Field]:
    fields = fields_of(noun)
    return {field.name: field for field in fields} | {field.label: field for field in fields}


def field_named(noun: type[Fact], key: str) -> Field | None:
    """The declared field that a label or an identifier names, or None."""
    return _by_either_name(noun).get(key)


def asked_of(noun: type[Fact], field: Field, answers: Callable[[str], Any]) -> Field | None:
    """The field as it is asked where other fields have these answers, by identifier; None where it is not."""
    if field.only is None:
        return field
    chosen = field_named(noun, field.only.choice)
    assert chosen
    answer = str(answers(chosen.name) or chosen.default)
    is_meant = any(answer in (str(choice), choice.name) for choice in field.only.among)
    return field._replace(needed=True) if is_meant else None


_KINDS: dict[Any, Kind] = {
    str: Kind.TEXT,
    date: Kind.DAY,
    bool: Kind.FLAG,
    int: Kind.COUNT,
    Money: Kind.MONEY,
    Percent: Kind.PERCENT,
    Majority: Kind.MAJORITY,
}
_LONG = get_args(LongText)[1]


class _Type(NamedTuple):
    kind: Kind
    item: Kind | None = None
    group: type[Fact] | None = None
    choices: tuple[Choice, ...] = ()
    pattern: str = ""


@cache
def _type_of(annotation: Any, marks: tuple[Any, ...] = ()) -> _Type:
    """What an annotation stands for, without its None."""
    if get_origin(annotation) is Annotated:
        bare, *more = get_args(annotation)
        return _type_of(bare, (*marks, *more))
    if get_origin(annotation) in (Union, types.UnionType):
        (bare,) = (arg for arg in get_args(annotation) if arg is not type(None))
        return _type_of(bare, marks)
    if get_origin(annotation) is tuple:
        item = _type_of(get_args(annotation)[0])
        return _Type(Kind.LIST, item.kind, item.group, item.choices, item.pattern)
    if issubclass(annotation, Fact):
        return _Type(Kind.GROUP, group=annotation)
    if issubclass(annotation, Choice):
        return _Type(Kind.CHOICE, choices=tuple(annotation))
    if any(isinstance(mark, MemberReference) for mark in marks):
        return _Type(Kind.MEMBER)
    if _LONG in marks:
        return _Type(Kind.LONG_TEXT)
    return _Type(_KINDS[annotation], pattern=pattern_of(annotation, marks))


def _declared(noun: type[Fact]) -> Iterator[Field]:
    annotations = annotations_of(noun)
    for name, declared in declared_of(noun).items():
        kind = _type_of(annotations[name])
        yield Field(
            name=name,
            label=declared.label,
            path=declared.label,
            id_path=name,
            kind=kind.kind,
            help=declared.help,
            item=kind.item,
            group=kind.group,
            choices=kind.choices,
            unit=declared.unit,
            example=declared.example,
            default=_written(declared.default, declared.unit),
            needed=declared.needed,
            only=declared.only,
            may_be_empty=declared.may_be_empty,
            only_checked=declared.only_checked,
            pattern=kind.pattern,
        )


def _derived(noun: type[Fact]) -> Iterator[Field]:
    for name, value in derived_of(noun).items():
        kind = _type_of(get_type_hints(value.func)["return"])
        if kind.group is Member:
            kind = _Type(Kind.LIST, Kind.MEMBER) if kind.item else _Type(Kind.MEMBER)
        yield Field(
            name=name,
            label=value.label,
            path=value.label,
            id_path=name,
            kind=kind.kind,
            help=value.help,
            item=kind.item,
            group=kind.group,
            choices=kind.choices,
            needed=False,
            derived=True,
        )


def _written(default: Any, unit: str) -> str:
    """A default as one would write it in the data file."""
    if default is None or isinstance(default, Fact | tuple):
        return ""
    if isinstance(default, bool):
        return "是" if default else "否"
    return f"{default}{unit}" if isinstance(default, int) else str(default)


def _walk(noun: type[Fact], label_way: str = "", id_way: str = "", derived: bool = False) -> Iterator[Field]:
    for field in (*fields_of(noun), *derived_fields_of(noun)):
        mark = "[]" if field.kind is Kind.LIST else ""
        path, id_path = f"{label_way}{field.path}", f"{id_way}{field.id_path}"
        computed = derived or field.derived
        yield field._replace(path=path, id_path=id_path, derived=computed)
        if field.group:
            yield from _walk(field.group, f"{path}{mark}.", f"{id_path}{mark}.", computed)


@cache
def every_field() -> tuple[Field, ...]:
    """Every field of the data file and every computed value, in the order of the model, each group before what is in it."""
    return tuple(_walk(Alliance))


def lookup(path: str) -> Field | None:
    """The field that a path in labels or identifiers names, with or without positions: 成员单位[3].名称."""
    return _by_path().get(_without_positions(path))


@cache
def _by_path() -> dict[str, Field]:
    found: dict[str, Field] = {}
    for field in every_field():
        found[_without_positions(field.id_path)] = field
        found[_without_positions(field.path)] = field
    return found


def _without_positions(path: str) -> str:
    return ".".join(part.partition("[")[0] for part in path.split("."))


def nearest(path: str) -> str | None:
    """The label path that is most like a path which names no field, or None."""
    paths = [field.path for field in every_field()]
    return most_like(path[:200], paths, CUTOFF) or None


def nearest_key(noun: type[Fact], key: str) -> str | None:
    """The label of the noun's field that is most like a key which names none, or None."""
    near = most_like(key[:200], _by_either_name(noun), CUTOFF)
    return _by_either_name(noun)[near].label if near else None


def homes_of(key: str) -> tuple[str, ...]:
    """The label paths of the groups in which a field of this label or identifier is written; 最外层 for the root."""
    found = (field for field in every_field() if not field.derived and key in (field.name, field.label))
    return tuple(dict.fromkeys(field.path.rpartition(".")[0] or "最外层" for field in found))


def as_text(about: str = "") -> str:
    """The fields as lines for a terminal; only those whose path contains `about`, when it is given."""
    return "\n".join(line for field in _about(about) for line in _told(field))


def _about(words: str) -> list[Field]:
    return [f for f in every_field() if words in f.path or words in f.id_path]


def _told(field: Field) -> Iterator[str]:
    yield f"{field.path}  （{field.kind_in_words}，{_need(field)}）"
    yield f"    {field.description}"
    details = [
        ("可选", "、".join(str(choice) for choice in field.choices)),
        ("单位", field.unit),
        ("默认", field.default),
        ("示例", field.example),
        ("英文", field.id_path),
    ]
    yield "    " + "；".join(f"{name}：{value}" for name, value in details if value)


def _need(field: Field) -> str:
    if field.derived:
        return "由程序计算"
    return "必填" if field.needed else "选填"


def as_markdown() -> str:
    """The field dictionary: one table for each part of the data file."""
    lines = ["# 字段表", "", "“字段”一栏是数据文件中的写法，`[]` 表示清单，可以有多项。", ""]
    for field in every_field():
        if "." not in field.path:
            lines += ["", f"## {field.path}", "", field.description, ""]
            lines += ["| 字段 | 类型 | 填写 | 说明 | 可选、单位、示例 | 默认 | 英文 |", "|---|---|---|---|---|---|---|"]
        lines.append(_row(field))
    return "\n".join(lines) + "\n"


def _row(field: Field) -> str:
    choices = "、".join(str(choice) for choice in field.choices)
    unit = f"单位：{field.unit}" if field.unit else ""
    example = f"例：{field.example}" if field.example else ""
    detail = "；".join(part for part in (choices, unit, example) if part)
    what = (field.path, field.kind_in_words, _need(field), field.description)
    cells = (*what, detail, field.default, f"`{field.id_path}`")
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def json_schema() -> dict[str, Any]:
    """The JSON Schema of alliance.yaml, for editors that complete and check while one types: draft 7, which they read."""
    definitions: dict[str, Any] = {}
    root = _group_schema(Alliance, definitions)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "联盟数据文件",
        **root,
        "definitions": definitions,
    }


def _group_schema(noun: type[Fact], definitions: dict[str, Any]) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    for field in fields_of(noun):
        schema = _field_schema(field, definitions)
        properties[field.label] = schema
        properties[field.name] = {**schema, "title": field.label}
    schema = {"type": ["object", "null"], "properties": properties, "additionalProperties": False}
    if noun in _WHOLE_OR_NOTHING:
        schema["allOf"] = [{"anyOf": [{"required": [f.label]}, {"required": [f.name]}]} for f in _asked(noun)]
    return schema


_WHOLE_OR_NOTHING = (Waiver,)  # without one of its needed facts it has no effect


def _asked(noun: type[Fact]) -> Iterator[Field]:
    return (field for field in fields_of(noun) if field.needed)


def _field_schema(field: Field, definitions: dict[str, Any]) -> dict[str, Any]:
    schema: dict[str, Any] = {"description": field.description + (f"（单位：{field.unit}）" if field.unit else "")}
    if field.example:
        schema["examples"] = [field.example]
    if field.default:
        schema["default"] = field.default
    if field.kind is Kind.LIST:
        assert field.item is not None
        items = _value_schema(field.item, field, definitions)
        if field.may_say_none:
            return {**schema, "type": ["array", "string", "null"], "pattern": f"^({'|'.join(_NONE)})$", "items": items}
        return {**schema, "type": ["array", "null"], "items": items}
    value = _value_schema(field.kind, field, definitions)
    return {**schema, "allOf": [value]} if field.group else {**schema, **value}  # draft 7 reads nothing beside a $ref


_ANY_SCALAR = ["string", "number", "null"]


def _value_schema(kind: Kind, field: Field, definitions: dict[str, Any]) -> dict[str, Any]:
    if field.group:
        name = field.group.__name__
        if name not in definitions:
            definitions[name] = {}
            definitions[name].update(_group_schema(field.group, definitions))
        return {"$ref": f"#/definitions/{name}"}
    if kind is Kind.CHOICE:
        return {"enum": [*(str(c) for c in field.choices), *(c.name for c in field.choices), None]}
    if kind is Kind.FLAG:
        return {"enum": ["是", "否", True, False, None]}
    written = {"pattern": field.pattern} if field.pattern else {}
    if kind is Kind.COUNT:
        return {"type": ["integer", "string", "null"], **written}
    if kind in {Kind.DAY, Kind.MONEY, Kind.PERCENT, Kind.MAJORITY}:
        return {"type": ["string", "null"], **written}
    return {"type": _ANY_SCALAR, **written, **({"minimum": 10**17} if field.pattern == PATTERNS[read_uscc] else {})}
