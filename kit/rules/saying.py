"""How findings name several things at once."""

from __future__ import annotations

from collections.abc import Iterable

_NAMED = 3


def listed(names: Iterable[str]) -> str:
    """The first few names, and how many there are in all where there are more: “甲”、“乙”、“丙”等 7 项."""
    every = list(names)
    more = f"等 {len(every)} 项" if len(every) > _NAMED else ""
    return "、".join(every[:_NAMED]) + more


def units(names: Iterable[str]) -> str:
    """The same for units, which are counted by 家; a name that is not known yet is passed over, but counted."""
    every = list(names)
    known = [f"“{name}”" for name in every if name][:_NAMED]
    if not known:
        return f"{len(every)} 家成员单位"
    return "、".join(known) + (f"等 {len(every)} 家" if len(every) > len(known) else "")
