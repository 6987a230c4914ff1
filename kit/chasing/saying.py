"""Fields of the data file in words that a unit understands: what it is asked for, and what to write."""

from __future__ import annotations

from datetime import date
from typing import Any

from kit.intake.origins import FieldPath, in_labels
from kit.model.alliance import Alliance
from kit.model.fact import Fact
from kit.model.fields import Field, Kind, field_named, fields_of, lookup

_TITLES = ("number", "title", "name", "member", "kind", "year")  # by which people know an item of a list
_LONGEST_TITLE = 24
_SILENT = {"governance", "filing", "members"}  # rooms of the data file that mean nothing to a unit


def in_words(alliance: Alliance, path: FieldPath) -> str:
    """A field as seen from the unit that owes it: 投入第 2 项（人员）的“金额”."""
    parts: list[str] = []
    value: Any = alliance
    noun: type[Fact] | None = Alliance
    for place, step in enumerate(path):
        if isinstance(step, int):
            value = value[step] if isinstance(value, tuple) and step < len(value) else None
            if parts:
                parts[-1] += f"第 {step + 1} 项{_title(value)}"
            continue
        field = field_named(noun, step) if noun else None
        value = getattr(value, field.name) if field and isinstance(value, Fact) else None
        noun = field.group if field else None
        if place or step not in _SILENT:
            is_last = place == len(path) - 1
            label = field.label if field else step
            parts.append(f"“{label}”" if is_last and not (field and field.group) else label)
    return "的".join(parts) if len(parts) > 1 else "".join(parts).strip("“”") or in_labels(path)


def list_in_words(alliance: Alliance, path: FieldPath) -> tuple[str, str]:
    """A list that nobody has begun, and what to write in each of its items."""
    field = _field_at(path)
    assert field
    about = field.help.removesuffix("填写").removesuffix("，逐项").removesuffix("，逐条")
    inside = fields_of(field.group) if field.group else ()
    needed = "、".join(one.label for one in inside if one.needed and one.kind is not Kind.GROUP)
    each = f"，逐项写明{needed}" if needed else "，逐条填写"
    return f"{in_words(alliance, path)}（一项也没有填写）", f"{about}{each}"


def how_to_fill(path: FieldPath) -> str:
    """What to write for a field: its explanation, choices, unit and example; empty for what is no field."""
    field = _field_at(path)
    if field is None:
        return ""
    parts = [field.help.rstrip("。")]
    if field.kind is Kind.FLAG and "是" not in field.help:
        parts.append("填 是 或 否")
    if field.choices and len(field.choices) > 2:
        parts.append(f"可选：{'、'.join(str(choice) for choice in field.choices)}")
    if field.unit:
        parts.append(f"以{field.unit}为单位")
    if _shows_a_form(field):
        parts.append(f"例：{field.example}")
    return "；".join(parts)


def in_chinese(day: date | None) -> str:
    """A day as letters write it; empty for none."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def days_in_words(days: int | None) -> str:
    """How many days are left, in words; empty where no day is known."""
    if days is None:
        return ""
    if days < 0:
        return f"已过 {-days} 天"
    return f"还有 {days} 天" if days else "今天到期"


def _shows_a_form(field: Field) -> bool:
    """Whether the example shows how to write something; that of a name or a story would only be a stranger's."""
    written_in_figures = field.example.isascii() or field.kind in {Kind.DAY, Kind.MONEY, Kind.COUNT, Kind.PERCENT}
    return bool(field.example) and written_in_figures and field.example not in field.help and not field.choices


def _field_at(path: FieldPath) -> Field | None:
    return lookup(in_labels(path)) if path else None


def _title(item: Any) -> str:
    """The name by which people know an item, in brackets; empty where it has none."""
    if not isinstance(item, Fact):
        return ""
    names = (getattr(item, name, None) for name in _TITLES)
    known = next((str(name) for name in names if name), "")
    return f"（{known[:_LONGEST_TITLE]}）" if known else ""
