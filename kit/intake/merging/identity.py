"""What makes two items of a list the same: the one table of it, and how an item is found again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import islice

from kit.intake.merging.facts import meaning
from kit.model.fact import Fact
from kit.model.fields import Field, Kind, field_named
from kit.model.filing import Achievement, Attachment, SubsidyUse, WorkDone, YearFigures
from kit.model.funds import Source, Use
from kit.model.goals import Indicator
from kit.model.governance import Director, Expert, Resolution, Staff
from kit.model.ip import RevenueShare
from kit.model.members import BackgroundRight, Contribution, Member
from kit.model.settings import Waiver
from kit.model.tasks import FieldOfUse, Participant, Task


@dataclass(frozen=True)
class Identity:
    """By which facts an item is known.

    ways      the facts that name it, the surest first; one of them suffices.
    beside    facts that must not contradict where both sides have them.
    repeats   whether several items may read alike; then the first is matched with the first, and so on.
    against   how many surer ways that contradict rule a match out.
    """

    ways: tuple[tuple[str, ...], ...]
    beside: tuple[str, ...] = ()
    repeats: bool = False
    against: int = 1

    @property
    def parts(self) -> tuple[str, ...]:
        """Every fact that counts."""
        return tuple(dict.fromkeys([*(part for way in self.ways for part in way), *self.beside]))


IDENTITIES: dict[type[Fact], Identity] = {
    Member: Identity((("uscc",), ("name",), ("short_name",)), against=2),
    Contribution: Identity((("kind", "description"),), repeats=True),
    BackgroundRight: Identity((("number",), ("title",))),
    Indicator: Identity((("name",),)),
    Task: Identity((("number",), ("title",))),
    Participant: Identity((("member",),)),
    FieldOfUse: Identity((("scope",),)),
    Director: Identity((("name",), ("member",)), beside=("member",)),
    Resolution: Identity((("subject",),), beside=("on",)),
    Expert: Identity((("name",), ("unit",)), beside=("unit",)),
    Staff: Identity((("name",), ("member",)), beside=("member",)),
    Source: Identity((("kind", "description"),), repeats=True),
    Use: Identity((("purpose",),), repeats=True),
    RevenueShare: Identity((("member",),)),
    WorkDone: Identity((("head", "facts"),), repeats=True),
    Achievement: Identity((("number",), ("title",))),
    YearFigures: Identity((("year",),)),
    Attachment: Identity((("title",),)),
    SubsidyUse: Identity((("purpose", "description"),), repeats=True),
    Waiver: Identity((("code", "field"),), repeats=True),
}
"""Every noun of which there are lists."""

_UNIT_OF_EXPERT = field_named(Expert, "unit")

Key = dict[str, str | None]
"""The facts of one item that count, by identifier, as they are compared; None where there is nothing to compare."""


def key_of(item: Fact, unit_of: Callable[[str], object] = lambda _name: None) -> Key:
    """What an item is known by; `unit_of` tells which member a name means, so that its names count as one."""
    return {part: _compared(item, part, unit_of) for part in IDENTITIES[type(item)].parts}


def _compared(item: Fact, part: str, unit_of: Callable[[str], object]) -> str | None:
    declared = field_named(type(item), part)
    value = getattr(item, part)
    if value is None or declared is None:
        return None
    unit = unit_of(value) if names_unit(declared) else None
    if unit is not None:
        return f"#{unit}"
    return None if declared.kind is Kind.MEMBER else meaning(declared, value)


def names_unit(field: Field) -> bool:
    """Whether a fact names a unit: one of the alliance, or as an expert's does, perhaps one of it."""
    return field.kind is Kind.MEMBER or field is _UNIT_OF_EXPERT


def fields_that_name(noun: type[Fact]) -> list[Field]:
    """The fields by which an item is known, for messages."""
    found = [field_named(noun, part) for way in IDENTITIES[noun].ways for part in way]
    return [known for known in found if known]


class Trouble(Enum):
    """Why an item cannot be placed."""

    UNNAMED = "unnamed"
    TWICE = "twice"
    MIXED = "mixed"


class Items:
    """The items of one list, those that are there and those that come; items get their positions here.

    there  what the items that are there are known by; None for one that waits to be filled in.
    """

    def __init__(self, identity: Identity, there: Sequence[Key | None]) -> None:
        self._identity = identity
        self._size = len(there)
        self._free = [position for position, key in enumerate(there) if key is None]
        self.slots = frozenset(self._free)
        self._known: dict[tuple[str | None, ...], list[tuple[int, Key]]] = {}
        self._all: list[tuple[int, Key]] = []
        self._equal: dict[tuple[str | None, ...], list[int]] = {}
        self._taken: set[tuple[object, int]] = set()
        for position, key in enumerate(there):
            if key is not None:
                self._add(position, key)

    def place(self, key: Key, giver: object, *, surely: bool = False) -> int | Trouble | None:
        """The position of the item that a giver's item is, or is to have.

        surely  only if it is there already beyond doubt, else None: these are to be placed before the others.
        """
        if self._identity.repeats or not is_named(self._identity, key):
            found = self._first_free(self._equal.get(tuple(key.values()), ()), giver)
            if not found and not surely:
                found = self._first_free((p for p, known in self._all if self._may_be(key, known)), giver)
        else:
            found = self._named_alike(key)
        if len(found) > 1:
            return Trouble.MIXED
        if not found and surely:
            return None
        if not found and not is_named(self._identity, key):
            return Trouble.UNNAMED
        position = found[0] if found else self.new()
        if (giver, position) in self._taken:
            return Trouble.TWICE
        self._taken.add((giver, position))
        self._add(position, key)
        return position

    def _first_free(self, positions: Iterable[int], giver: object) -> list[int]:
        """The first item that the giver has not given yet."""
        return list(islice((position for position in positions if (giver, position) not in self._taken), 1))

    def _may_be(self, one: Key, other: Key) -> bool:
        """Whether nothing contradicts and something agrees: one of the two may have been filled in further."""
        pairs = [(one[part], other[part]) for part in one if one[part] and other[part]]
        return bool(pairs) and self._identity.repeats and all(mine == theirs for mine, theirs in pairs)

    def _named_alike(self, key: Key) -> list[int]:
        """The items of the same name: by the surest way that finds one, or by all where several must contradict."""
        found: list[int] = []
        for number, way in enumerate(self._identity.ways):
            if _complete(key, way) and not (found and self._identity.against == 1):
                named = self._known.get((str(number), *(key[part] for part in way)), ())
                found += [position for position, known in named if self._is_same(key, known)]
        return list(dict.fromkeys(found))

    def _is_same(self, one: Key, other: Key) -> bool:
        if any(one[part] and other[part] and one[part] != other[part] for part in self._identity.beside):
            return False
        contradictions = 0
        for way in self._identity.ways:
            both = _complete(one, way) and _complete(other, way)
            if both and all(one[part] == other[part] for part in way):
                return contradictions < self._identity.against
            contradictions += both
        return False

    def _add(self, position: int, key: Key) -> None:
        self._all.append((position, key))
        self._equal.setdefault(tuple(key.values()), []).append(position)
        for number, way in enumerate(self._identity.ways):
            named = (str(number), *(key[part] for part in way))
            self._known.setdefault(named, []).append((position, key))

    def new(self) -> int:
        """The position of an item that is not there: one that waits to be filled in, else behind the last."""
        if self._free:
            return self._free.pop(0)
        self._size += 1
        return self._size - 1


def is_named(identity: Identity, key: Key) -> bool:
    """Whether enough is known of an item to tell it from others."""
    if identity.repeats:
        return any(key[part] for way in identity.ways for part in way)
    return any(_complete(key, way) for way in identity.ways)


def _complete(key: Key, way: Iterable[str]) -> bool:
    return all(key[part] for part in way)
