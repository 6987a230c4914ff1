"""Changes to the data of an alliance, and what the data are with them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kit.intake.origins import FieldPath, in_identifiers
from kit.model.alliance import Alliance
from kit.model.fact import Fact
from kit.model.fields import field_named


@dataclass(frozen=True)
class Change:
    """One value to set.

    path   identifiers or labels and positions, as the data are now; a position past the end of a list appends.
    value  a text, a list, or a group by identifiers or labels; "" leaves the field without a value, None takes it out.
           Entries and items in it that say nothing are left out.
    """

    path: FieldPath
    value: Any


class Patch(dict[str | int, Any]):
    """Changes below one group or list: by identifier or position, a value, None, or a patch again."""

    @property
    def is_for_group(self) -> bool:
        """Whether it is for a group, not a list."""
        return not any(isinstance(step, int) for step in self)

    def as_value(self) -> Any:
        """What the patch makes where nothing is yet."""
        made = {step: inner for step, value in self.items() if not says_nothing(inner := _made(value))}
        return made if self.is_for_group else [made[step] for step in sorted(made)]


def _made(value: Any) -> Any:
    return value.as_value() if isinstance(value, Patch) else value


def patch_of(changes: Iterable[Change]) -> Patch:
    """All changes as one patch from the root. Raises ValueError where one is inside another."""
    root = Patch()
    for change in changes:
        *way, last = in_identifiers(change.path)
        inner = root
        for step in way:
            inner = inner.setdefault(step, Patch())
            if not isinstance(inner, Patch):
                raise ValueError(f"{change.path} is inside another change")
        if last in inner:
            raise ValueError(f"{change.path} is changed twice")
        inner[last] = _without_nothing(change.value)
    return root


def _without_nothing(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nothing(inner) for key, inner in value.items() if not says_nothing(inner)}
    if isinstance(value, list):
        return [_without_nothing(inner) for inner in value if not says_nothing(inner)]
    return value


def applied(data: Any, patch: Patch, group: type[Fact] | None = Alliance) -> Any:
    """Plain data with a patch applied; new entries by their labels."""
    if patch.is_for_group:
        return _applied_to_group(data if isinstance(data, dict) else {}, patch, group)
    items = list(data) if isinstance(data, list) else []
    size = len(items)
    gone = {step for step, value in patch.items() if value is None}
    for step in sorted(step for step in patch if isinstance(step, int)):
        if step < size:
            items[step] = _changed(items[step], patch[step], group)
        else:
            new = _changed(None, patch[step], group)
            items += [] if says_nothing(new) else [new]
    return [item for number, item in enumerate(items) if number >= size or number not in gone]


def _applied_to_group(data: dict[str, Any], patch: Patch, group: type[Fact] | None) -> dict[str, Any]:
    entries = dict(data)
    for step, value in patch.items():
        field = field_named(group, str(step)) if group else None
        names = (field.label, field.name) if field else (str(step),)
        keys = [key for key in data if key in names] or [names[0]]
        if value is None:
            entries = {key: inner for key, inner in entries.items() if key not in keys}
        else:
            entries[keys[0]] = _changed(entries.get(keys[0]), value, field.group if field else None)
    return entries


def _changed(old: Any, value: Any, group: type[Fact] | None) -> Any:
    if isinstance(value, Patch):
        return applied(old, value, group)
    if isinstance(value, dict):
        return applied({}, Patch(value), group)
    if isinstance(value, list):
        return [_changed(None, inner, group) for inner in value]
    return value


def says_nothing(value: Any) -> bool:
    """Whether a value is as good as absent: nothing, blanks, or a list or group of nothing."""
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, dict):
        return all(says_nothing(inner) for inner in value.values())
    return all(says_nothing(inner) for inner in value) if isinstance(value, list) else value is None


def same(one: Any, other: Any) -> bool:
    """Whether two plain data say the same: an empty value is as good as none, and so is a line end at the end of a text."""
    return bool(_bare(one) == _bare(other))


def _bare(value: Any) -> Any:
    if says_nothing(value):
        return None
    if isinstance(value, dict):
        return {key: bare for key, inner in value.items() if (bare := _bare(inner)) is not None}
    if isinstance(value, list):
        return [_bare(inner) for inner in value]
    return value.rstrip("\n") if isinstance(value, str) else value
