"""The data of an interview: what stands in the data file, as texts by identifier."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kit.intake.changes import Change, says_nothing
from kit.intake.origins import FieldPath
from kit.model.fact import Fact
from kit.model.fields import Field, Kind, field_named, fields_of

Data = dict[str, Any]
_NAMES = ("short_name", "name", "title", "number")


def by_identifier(noun: type[Fact], entries: Mapping[str, Any]) -> Data:
    """The entries of a group that say something, by identifier; keys that name no field are left out."""
    named: Data = {}
    for key, value in entries.items():
        field = field_named(noun, key)
        if field is None or value is None or (isinstance(value, str) and says_nothing(value)):
            continue
        named[field.name] = [] if field.says_none(value) else _named(field, value)
    return named


def _named(field: Field, value: Any) -> Any:
    if field.group is None:
        return value
    if field.kind is Kind.LIST:
        return [by_identifier(field.group, item) for item in value]
    return by_identifier(field.group, value)


def is_blank(noun: type[Fact], data: Mapping[str, Any]) -> bool:
    """Whether a group says nothing but defaults: an item of the blank data file that nobody has filled in yet."""
    return all(_is_idle(field, data.get(field.name)) for field in fields_of(noun))


def _is_idle(field: Field, value: Any) -> bool:
    if not value:
        return True
    if field.group is None:
        return field.kind is not Kind.LIST and value == field.default
    if field.kind is Kind.LIST:
        return not filled(field.group, value)
    return is_blank(field.group, value)


def filled(noun: type[Fact], items: Sequence[Mapping[str, Any]]) -> int:
    """How many items a list has, without the blank ones at its end."""
    count = len(items)
    while count and is_blank(noun, items[count - 1]):
        count -= 1
    return count


def value_at(data: Data, path: FieldPath) -> Any:
    """What stands at a path, or None."""
    value: Any = data
    for step in path:
        if isinstance(step, int):
            value = value[step] if isinstance(value, list) and 0 <= step < len(value) else None
        else:
            value = value.get(step) if isinstance(value, dict) else None
    return value


def changed(data: Data, changes: Iterable[Change]) -> Data:
    """The data with changes by identifiers applied, one after the other; the old data stay as they are."""
    for change in changes:
        data = _set(data, change.path, None if change.value == "" else change.value)
    return data


def _set(data: Any, path: FieldPath, value: Any) -> Any:
    step, *rest = path
    if isinstance(step, int):
        items = list(data or [])
        if value is None and not rest:
            return items[:step] + items[step + 1 :]
        old = items[step] if step < len(items) else None
        return [*items[:step], _set(old, tuple(rest), value) if rest else value, *items[step + 1 :]]
    entries = dict(data or {})
    if rest:
        entries[step] = _set(entries.get(step), tuple(rest), value)
    elif value is None:
        entries.pop(step, None)
    else:
        entries[step] = value
    return entries


def title_of(item: Any) -> str:
    """What to call an item of a list: its short name, name, title or number; empty where it has none yet."""
    found = (item.get(name) for name in _NAMES) if isinstance(item, dict) else iter(())
    return next((name for name in found if isinstance(name, str)), "")
