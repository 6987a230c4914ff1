"""The blank data file: every field with its help, ready to be filled in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kit import patterns
from kit.model.alliance import Alliance
from kit.model.fact import Fact
from kit.model.fields import Field, Kind, field_named, fields_of
from kit.model.members import Member

_STEP = "  "
_HEAD = """\
# 联盟数据文件。全部文书由此生成，每一事实只填写一次。
# 填写方法：
#   1. 值写在半角冒号后面，冒号后空一格；同一层的各行左对齐，缩进用空格，不用 Tab。
#   2. “- ”开头的是清单中的一项，可以整段复制，有几项写几项。
#   3. 井号开头的行是说明；写成“#字段:”的各行是尚未启用的内容，需要时删去每行的第一个井号。
#   4. 金额写明单位，例如 300万元；日期写成 2026-03-18；表决比例写成 三分之二以上、超过三分之二、过半数或全体一致。
#   5. 值里有冒号、井号，或以 > * & [ { % @ 等符号开头时，请给整个值加上引号。
# 填好后运行 kit check 检查。
"""
_MEMBER_EXAMPLE = field_named(Member, "short_name")


@dataclass(frozen=True)
class _Style:
    """Whether values are filled with examples."""

    example: bool


def skeleton(example: bool = False) -> str:
    """alliance.yaml with every field, its help, unit, example and choices as comments; defaults are written out.

    example  fill the fields with their examples, one item a list, and switch the optional ones on.
    It loads without a fault of form: what is not filled in is merely missing.
    """
    lines = [_HEAD]
    for field in fields_of(Alliance):
        lines += ["", *_lines(field, _Style(example))]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _lines(field: Field, style: _Style) -> list[str]:
    """A field with its comment and what is below it."""
    told = [f"# {line}" for line in _comment(field)]
    body = [f"{field.label}:{_value(field, style)}", *_below(field, style)]
    asleep = field.kind in {Kind.LIST, Kind.GROUP} and not field.needed and not style.example
    return told + [f"#{line}" if asleep else line for line in body]


def _below(field: Field, style: _Style) -> Iterator[str]:
    if field.kind is Kind.LIST:
        if field.group:
            yield from _as_item(list(_entries(field.group, style)))
        else:
            asleep = "#" if field.needed and not style.example else ""
            yield f"{asleep}{_STEP}- {_leaf_example(field) if style.example else ''}"
    elif field.group:
        yield from (f"{_STEP}{line}" if line else "" for line in _entries(field.group, style))


def _entries(noun: type[Fact], style: _Style) -> Iterator[str]:
    for field in fields_of(noun):
        yield from _lines(field, style)


def _as_item(lines: list[str]) -> Iterator[str]:
    """The lines of a list's item: the dash stands before the first that is no comment."""
    start = next(n for n, line in enumerate(lines) if not line.startswith("#"))
    for number, line in enumerate(lines):
        dash = "- " if number == start else _STEP
        yield f"{_STEP}{dash}{line}"


def _leaf_example(field: Field) -> str:
    """An item for a list of single values."""
    return _quoted(str(field.choices[-1]) if field.choices else field.example or "示例")


def _value(field: Field, style: _Style) -> str:
    """What stands behind the colon, with a space before it."""
    if field.kind in {Kind.LIST, Kind.GROUP}:
        return ""
    value = field.default
    if style.example:
        value = _example_of(field) or value
    return f" {_quoted(value)}" if value else ""


def _example_of(field: Field) -> str:
    if field.kind is Kind.MEMBER:
        assert _MEMBER_EXAMPLE
        return _MEMBER_EXAMPLE.example
    counted = field.kind is Kind.COUNT and field.example.isdigit()
    return f"{field.example}{field.unit}" if counted else field.example


def _comment(field: Field) -> Iterator[str]:
    """What to know before filling in a field: one line, and one for the choices."""
    need = "必填" if field.needed else "选填"
    parts = [f"{field.label}（{need}，{field.kind_in_words}）：{field.description}"]
    if field.unit:
        parts.append(f"单位：{field.unit}")
    if field.example and field.example not in field.help:
        parts.append(f"例：{field.example}")
    if field.default:
        parts.append(f"默认：{field.default}")
    yield "。".join(part.rstrip("。") for part in parts)
    if field.choices:
        yield f"  可选：{'、'.join(str(choice) for choice in field.choices)}"


_PLAIN = patterns.compiled(r"[\w¥￥≥≤（《“][^\n]*")


def _quoted(value: str) -> str:
    """The value as YAML reads it back: quoted where its signs would mean something."""
    safe = _PLAIN.fullmatch(value) and ": " not in value and " #" not in value and not value.endswith(":")
    return value if safe else '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
