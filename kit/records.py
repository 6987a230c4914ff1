"""Records: named values that cannot be changed. Declared as data classes are, but ready at once: no code is made for them.

For classes that every command loads; where cached properties are not wanted either, a NamedTuple does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import FrozenInstanceError
from operator import attrgetter
from typing import Any, ClassVar, NoReturn, Self, dataclass_transform


@dataclass_transform(frozen_default=True)
class Record:
    """A class whose annotated names are its values, in their order; a value beside the name holds where none is given.

    Records of one class with equal values are equal. Cached properties may be added.
    """

    _names: ClassVar[tuple[str, ...]] = ()
    _needed: ClassVar[frozenset[str]] = frozenset()
    _key: ClassVar[Callable[[Any], Any]] = id  # the values, to compare by: all in one, or the only one by itself

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls._names = tuple(cls.__annotations__)
        cls._needed = frozenset(cls._names) - vars(cls).keys()
        if cls._names:
            cls._key = attrgetter(*cls._names)

    def __init__(self, *values: Any, **named: Any) -> None:
        if named or len(values) != len(self._names):
            self._check(values, named)
        vars(self).update(zip(self._names, values, strict=False), **named)

    def _check(self, values: Sequence[Any], named: Mapping[str, Any]) -> None:
        placed = frozenset(self._names[: len(values)])
        if len(values) > len(self._names) or placed & named.keys() or named.keys() - frozenset(self._names):
            raise TypeError(f"{type(self).__name__} takes {', '.join(self._names)}, each once")
        if missing := self._needed - placed - named.keys():
            raise TypeError(f"{type(self).__name__} needs {', '.join(sorted(missing))}")

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        raise FrozenInstanceError(f"{type(self).__name__} is frozen: {name} cannot be set")

    def __delattr__(self, name: str) -> NoReturn:
        raise FrozenInstanceError(f"{type(self).__name__} is frozen: {name} cannot be taken away")

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and type(self)._key(self) == type(self)._key(other)

    def __hash__(self) -> int:
        return hash(type(self)._key(self))

    def __repr__(self) -> str:
        told = (f"{name}={getattr(self, name)!r}" for name in self._names)
        return f"{type(self).__name__}({', '.join(told)})"

    def replace(self, **changed: Any) -> Self:
        """A record of the same values but for those that are given."""
        return type(self)(**{name: value for name, value in vars(self).items() if name in self._names} | changed)


class Ordered(Record):
    """Records that can be compared with others of their class, by their values in order."""

    def __lt__(self, other: object) -> bool:
        return bool(type(self)._key(self) < type(self)._key(other)) if type(other) is type(self) else NotImplemented

    def __le__(self, other: object) -> bool:
        return bool(type(self)._key(self) <= type(self)._key(other)) if type(other) is type(self) else NotImplemented

    def __gt__(self, other: object) -> bool:
        return bool(type(self)._key(self) > type(self)._key(other)) if type(other) is type(self) else NotImplemented

    def __ge__(self, other: object) -> bool:
        return bool(type(self)._key(self) >= type(self)._key(other)) if type(other) is type(self) else NotImplemented
