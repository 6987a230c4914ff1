"""Names of members used elsewhere in the data: each must lead to exactly one member."""

from __future__ import annotations

from collections.abc import Iterator

from kit.diagnostics import Diagnostic
from kit.intake.origins import FieldPath, Origins, in_labels
from kit.intake.raw import MAX_FAULTS, abridged
from kit.likeness import most_like
from kit.model.alliance import Alliance
from kit.model.fact import Fact
from kit.model.fields import CUTOFF, Kind, fields_of

_LISTED = 12
_COMPARED = 600


def reference_faults(alliance: Alliance, origins: Origins) -> Iterator[Diagnostic]:
    """Every reference that leads to no member, and every name that leads to several."""
    owners = _owners(alliance)
    ambiguous: set[str] = set()
    dangling = 0
    for path, name in references(alliance):
        holders = owners.get(name, set())
        if not holders and dangling < MAX_FAULTS:
            dangling += 1
            yield _dangling(path, name, alliance, origins)
        elif len(holders) > 1 and name not in ambiguous:
            ambiguous.add(name)
            yield _ambiguous(path, name, holders, origins)


def references(noun: Fact, path: FieldPath = ()) -> Iterator[tuple[FieldPath, str]]:
    """Every place in the data that names a member, with the name."""
    for field in fields_of(type(noun)):
        value = getattr(noun, field.name)
        here = (*path, field.name)
        if field.kind is Kind.MEMBER and value:
            yield here, value
        elif field.kind is Kind.LIST and field.group:
            for number, item in enumerate(value):
                yield from references(item, (*here, number))
        elif field.group and value is not None:
            yield from references(value, here)


def _owners(alliance: Alliance) -> dict[str, set[int]]:
    """The members, by position, that a short name, full name or code belongs to."""
    owners: dict[str, set[int]] = {}
    for number, member in enumerate(alliance.members):
        for name in (member.name, member.short_name, member.uscc):
            if name:
                owners.setdefault(name, set()).add(number)
    return owners


def _dangling(path: FieldPath, name: str, alliance: Alliance, origins: Origins) -> Diagnostic:
    names = [n for member in alliance.members for n in (member.short_name, member.name) if n]
    near = most_like(name[:100], names[:_COMPARED], CUTOFF)
    known = [member.short_name or member.name or "" for member in alliance.members[:_LISTED]]
    if near:
        hint = f"是否为“{near}”？"
    elif names:
        more = "等" if len(alliance.members) > _LISTED else ""
        hint = f"请写成员单位的简称或全称：{'、'.join(n for n in known if n)}{more}"
    else:
        hint = "请先在“成员单位”中填写名称和简称"
    return Diagnostic(
        "D-REF-01",
        f"没有名为“{abridged(name)}”的成员单位",
        field=in_labels(path),
        place=origins.place_of(path),
        hint=hint,
    )


def _ambiguous(path: FieldPath, name: str, holders: set[int], origins: Origins) -> Diagnostic:
    which = "、".join(f"成员单位[{number + 1}]" for number in sorted(holders))
    return Diagnostic(
        "D-REF-02",
        f"“{abridged(name)}”可以指 {len(holders)} 家成员单位：{which}",
        field=in_labels(path),
        place=origins.place_of(path),
        hint="请给这些单位取不同的简称，或在这里写全称",
    )
