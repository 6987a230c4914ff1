"""What to say when an entry has the wrong name or the wrong shape."""

from __future__ import annotations

import re
from typing import Any

from kit import patterns
from kit.intake.raw import abridged
from kit.model.fact import Fact
from kit.model.fields import Field, Kind, derived_fields_of, field_named, fields_of, homes_of, is_none, nearest_key

FOR_ROOT = "请从“联盟:”写起，各项写在下面并缩进两个空格；可用 kit new 生成一份带说明的空白数据文件"
_MAX_HOMES = 3
_FULL_WIDTH = patterns.compiled(r"\s*\S{1,30}?：")
_DASH = patterns.compiled(r"\s*(?P<sign>[-－—–−‐])\s*(?P<rest>\S.*)", re.DOTALL)
_NO_SPACE = patterns.compiled(r"\s*[^\s:]{1,30}:\S")

Complaint = tuple[str, str, str]
"""Code, message and hint."""


def for_unknown_key(noun: type[Fact], key: str) -> str:
    """What may have been meant by a key that the noun does not have."""
    if any(field.label == key or field.name == key for field in derived_fields_of(noun)):
        return f"“{key}”由程序计算，不必填写，请删去"
    head, colon, _rest = key.replace("：", ":").partition(":")
    if colon and field_named(noun, head.strip()):
        wide = "是全角“：”" if "：" in key else "后面缺少空格"
        return f"“{head.strip()}”的冒号{wide}，请改成半角冒号加一个空格"
    near = nearest_key(noun, key)
    homes = homes_of(key)
    parts = [f"是否为“{near}”？"] if near else []
    if 0 < len(homes) <= _MAX_HOMES:
        parts.append(f"“{key}”应写在{'、'.join(f'“{home}”' for home in homes)}之下")
    if not parts:
        parts.append(f"可以填写：{'、'.join(field.label for field in fields_of(noun))}")
    return "".join(parts)


def on_shape(field: Field, value: Any) -> Complaint | None:
    """What is wrong with the shape of a value, or None; whether it is a group, a list or a single value."""
    if field.kind is Kind.LIST:
        return None if isinstance(value, list) else _no_list(field, value)
    if field.kind is Kind.GROUP:
        return None if isinstance(value, dict) else _no_group(field.label, field, value)
    return _no_value(field.label, value)


def on_item(field: Field, number: int, value: Any) -> Complaint | None:
    """What is wrong with an item of a list, or None."""
    name = f"{field.label}”的第 {number} 项“"
    if value is None:
        return "D-TYP-07", f"“{field.label}”的第 {number} 项是空的", "请填写内容，或删去这一行的“-”"
    if field.group is None:
        complaint = _no_value(name, value)
    else:
        complaint = None if isinstance(value, dict) else _no_group(name, field, value)
    if complaint is None:
        return None
    code, message, hint = complaint
    return code, message.replace("项“”", "项"), hint


def _no_list(field: Field, value: Any) -> Complaint:
    if isinstance(value, dict):
        hint = _dash_hint(next(iter(value), "")) or "请在这一组的第一行前加上“- ”，其余各行再缩进两格对齐"
        return "D-TYP-03", f"“{field.label}”应是清单，这里只有一组内容", hint
    hint = _dash_hint(value) or _colon_hint(value) or _item_hint(field, value)
    return "D-TYP-02", f"“{field.label}”应是清单，这里是一段文字", hint


def _item_hint(field: Field, value: Any) -> str:
    """How the first item of a list begins; a list that must have some is not answered with 无."""
    if is_none(value):
        return f"“{field.label}”不能填“{abridged(str(value))}”，{_entries(field)}；还没有定的，冒号后面空着"
    if field.group:
        return _entries(field)
    return f"请另起一行，写成“- {abridged(str(value))}”"


def _entries(field: Field) -> str:
    if field.group is None:
        return "请另起一行逐项填写，每项以“- ”开头"
    first = fields_of(field.group)[0]
    return f"请另起一行逐项填写，每项以“- ”开头，例如“- {first.label}: {first.example}”"


def _no_group(name: str, field: Field, value: Any) -> Complaint:
    assert field.group
    if isinstance(value, list):
        return "D-TYP-06", f"“{name}”应是一组字段，这里是清单", "请删去各行前的“- ”"
    first = fields_of(field.group)[0]
    hint = _colon_hint(value) or f"请另起一行，缩进后逐项填写，例如“{first.label}: {first.example}”"
    return "D-TYP-01", f"“{name}”应是一组字段，这里是一段文字", hint


def _no_value(name: str, value: Any) -> Complaint | None:
    if isinstance(value, list):
        hint = "请写成一行文字；如果文字以方括号或“- ”开头，请给整个值加上引号"
        return "D-TYP-04", f"“{name}”应是单个值，这里是清单", hint
    if isinstance(value, dict):
        hint = "请写成一行文字；如果文字里有花括号或冒号，请给整个值加上引号"
        return "D-TYP-05", f"“{name}”应是单个值，这里是一组字段", hint
    return None


def _dash_hint(value: Any) -> str:
    """A dash that is none for the parser: without its space, or another sign that looks alike."""
    found = _DASH.match(str(value))
    if found is None:
        return ""
    if found["sign"] == "-":
        return f"“-”后面缺少空格，请写成“- {abridged(found['rest'], 20)}”，其余各行与“-”后的文字对齐"
    return f"“{found['sign']}”不是半角的“-”，请写成“- {abridged(found['rest'], 20)}”，其余各行与“-”后的文字对齐"


def _colon_hint(value: Any) -> str:
    """A group all of whose colons are wrong arrives as one text."""
    text = str(value)
    if _FULL_WIDTH.match(text):
        return "里面的冒号是全角“：”，请改成半角冒号加一个空格"
    if _NO_SPACE.match(text):
        return "里面的冒号后面缺少空格，请在冒号后空一格"
    return ""
