"""The ground of the model: how one fact is declared, once, for every face of the kit."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Mapping
from dataclasses import FrozenInstanceError
from enum import Enum
from functools import cache, cached_property
from typing import Annotated, Any, NamedTuple, Self, get_args, get_origin

from kit.likeness import most_like
from kit.model.reading import NotReadable, Reader, Text, unit_of_count

Path = tuple[str | int, ...]
"""Identifiers and positions in lists, counted from 0."""


class Refused(ValueError):
    """Values that cannot be read: why, by where each stands."""

    def __init__(self, reasons: Mapping[Path, NotReadable]) -> None:
        super().__init__("；".join(f"{path}：{reason}" for path, reason in reasons.items()))
        self.reasons = reasons


class Noun(type):
    """The class of nouns. They are keys of caches, which mypy allows only to a class of a class of its own."""


class Fact(metaclass=Noun):
    """A noun of the alliance: frozen, closed, every field with a Chinese label.

    Every field may be absent (None or empty): whether an absence matters is decided where
    the fact is printed, so that one draft can be made before all facts are there.
    """

    def __init__(self, **facts: Any) -> None:
        declared = declared_of(type(self))
        if unknown := facts.keys() - declared.keys():
            raise TypeError(f"{type(self).__name__} has no {', '.join(sorted(unknown))}")
        vars(self).update({name: facts.get(name, field.default) for name, field in declared.items()})

    @classmethod
    def model_validate(cls, data: Any) -> Self:
        """The noun that plain data describe: entries by label or identifier. Raises Refused with all that cannot be read."""
        refused: _Refusals = {}
        noun: Self = _group(cls)(data, (), refused)
        if refused:
            raise Refused(refused)
        return noun

    def __setattr__(self, name: str, value: Any) -> None:
        raise FrozenInstanceError(f"{type(self).__name__} is frozen: {name} cannot be set")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Fact) and type(other) is type(self) and _values_of(other) == _values_of(self)

    def __hash__(self) -> int:
        return hash(_values_of(self))

    def __repr__(self) -> str:
        told = (f"{name}={value!r}" for name, value in zip(declared_of(type(self)), _values_of(self), strict=True))
        return f"{type(self).__name__}({', '.join(told)})"


class Choice(Enum):
    """A closed list of answers. The member's name is the identifier, its value the label users see."""

    @classmethod
    def of(cls, text: str) -> Self | None:
        """The choice that a label or an identifier (any case) names, or None."""
        for member in cls:
            if text == member.value or text.casefold() == member.name.casefold():
                return member
        return None

    @classmethod
    def read(cls, written: Any) -> Self:
        """The choice that was written. Raises NotReadable where there is no such one."""
        if isinstance(written, cls):
            return written
        found = cls.of(str(written).strip())
        if found is None:
            labels = [str(member) for member in cls]
            near = most_like(str(written), labels, 0.4)
            suggestion = f"是否为“{near}”？" if near else ""
            raise NotReadable(f"“{written}”不在可选范围内", f"{suggestion}可选：{'、'.join(labels)}")
        return found

    def __str__(self) -> str:
        return str(self.value)


class Declared:
    """A fact as declared: its label (the key users write), help, unit and example.

    needed   False marks a fact that documents can do without; the skeleton says 选填.
    only     of which nouns it is asked; those need it, the others are to leave it empty.
    default  what holds when the file is silent; a choice or a usual figure, never a name.
    may_be_empty  True marks a needed list that an empty list, written out, answers: there are none.
    only_checked  True marks a fact that rules look at and no document prints.
    """

    def __init__(
        self,
        label: str,
        help: str,
        example: str,
        unit: str,
        needed: bool,
        only: Only | None,
        default: Any,
        may_be_empty: bool,
        only_checked: bool,
    ) -> None:
        self.label, self.help, self.example, self.unit = label, help, example, unit
        self.needed, self.only, self.default = needed, only, default
        self.may_be_empty, self.only_checked = may_be_empty, only_checked


class Only(NamedTuple):
    """Nouns that are told apart by a choice: its identifier, and the answers that are meant."""

    choice: str
    among: tuple[Choice, ...]


def fact(
    label: str,
    help: str,
    *,
    example: str = "",
    unit: str = "",
    needed: bool = True,
    only: Only | None = None,
    default: Any = None,
    many: bool = False,
    may_be_empty: bool = False,
    only_checked: bool = False,
) -> Any:
    """Declare a fact; see Declared.

    many  a list; absent means empty.
    """
    return Declared(label, help, example, unit, needed, only, () if many else default, may_be_empty, only_checked)


class WrittenEmpty(tuple[Any, ...]):
    """A list that was written out and has no items: somebody has said that there are none. A silent list is ()."""

    __slots__ = ()


class Derived(cached_property[Any]):
    """A value that is computed from facts, with the label and help users see. Facts do not change: once is enough."""

    def __init__(self, label: str, help: str, source: str, one: One | None, compute: Callable[[Any], Any]) -> None:
        super().__init__(compute)
        self.label = label
        self.help = help
        self.source = source
        self.one = one


class One(NamedTuple):
    """The one of a list that a mark singles out: what it is called, and what to do where none is marked."""

    called: str
    how: str


def derived(
    label: str, help: str, *, source: str = "", one: One | None = None
) -> Callable[[Callable[[Any], Any]], Any]:
    """Declare a value that is computed from facts; templates and `kit fields` know it by its label.

    source  the fact to fill in where the value is missing, by labels from here on.
    one     of a value that is the marked one of a list: its name alone would not tell what is missing.
    """

    def mark(compute: Callable[[Any], Any]) -> Derived:
        return Derived(label, help, source or label, one, compute)

    return mark


@cache
def declared_of(noun: type[Fact]) -> dict[str, Declared]:
    """The facts of a noun, by identifier."""
    return {name: value for name, value in _members_of(noun) if isinstance(value, Declared)}


@cache
def derived_of(noun: type[Fact]) -> dict[str, Derived]:
    """The computed values of a noun, by identifier."""
    return {name: value for name, value in _members_of(noun) if isinstance(value, Derived)}


def _members_of(noun: type[Fact]) -> list[tuple[str, Any]]:
    return [member for base in reversed(noun.__mro__) for member in vars(base).items()]


@cache
def annotations_of(noun: type[Fact]) -> dict[str, Any]:
    """What each fact of a noun is, by identifier."""
    return {
        name: _meant(written, base.__module__)
        for base in reversed(noun.__mro__)
        if issubclass(base, Fact)
        for name, written in inspect.get_annotations(base).items()
    }


@cache
def _meant(annotation: str, module: str) -> Any:
    """What an annotation means in a module; most are said of many facts."""
    names = vars(sys.modules[module])
    return names[annotation] if annotation in names else eval(annotation, names)


def _values_of(noun: Fact) -> tuple[Any, ...]:
    return tuple(vars(noun)[name] for name in declared_of(type(noun)))


class MemberReference:
    """Marks a text that names a member: by its short name, its full name or its code."""


MemberName = Annotated[Text, MemberReference()]


# --- reading ------------------------------------------------------------------------------

_Refusals = dict[Path, NotReadable]
_Reading = Callable[[Any, Path, _Refusals], Any]
"""What makes a fact of what was written; what cannot be read goes to the refusals, by where it stands."""


@cache
def _readings_of(noun: type[Fact]) -> dict[str, tuple[str, _Reading]]:
    """By label and by identifier: the identifier of a fact, and how it is read."""
    found: dict[str, tuple[str, _Reading]] = {}
    for name, declared in declared_of(noun).items():
        found[declared.label] = found[name] = name, _reading_of(annotations_of(noun)[name], declared.unit)
    return found


def _reading_of(annotation: Any, unit: str) -> _Reading:
    """How a value of a type is read: a text with its reader, a list, a noun, or a class that reads; any of them or None."""
    if get_origin(annotation) is Annotated:
        reader = next(mark for mark in annotation.__metadata__ if isinstance(mark, Reader))
        return _optional(_single(reader.read, unit))
    if get_origin(annotation) is tuple:
        return _items(_reading_of(get_args(annotation)[0], unit))
    if get_args(annotation):
        return _optional(_reading_of(get_args(annotation)[0], unit))
    return (
        _group(annotation) if issubclass(annotation, Fact) else _single(getattr(annotation, "read", annotation), unit)
    )


def _optional(reading: _Reading) -> _Reading:
    return lambda written, path, refused: None if written is None else reading(written, path, refused)


def _single(read: Callable[[Any], Any], unit: str) -> _Reading:
    def reading(written: Any, path: Path, refused: _Refusals) -> Any:
        try:
            if unit and isinstance(written, str):
                _refuse_other_unit(written, unit)
            return read(written)
        except NotReadable as reason:
            refused[path] = reason
            return None

    return reading


def _items(item: _Reading) -> _Reading:
    def reading(written: Any, path: Path, refused: _Refusals) -> tuple[Any, ...]:
        if not isinstance(written, list | tuple):
            refused[path] = NotReadable("这里应是清单")
            return ()
        items = tuple(item(value, (*path, number), refused) for number, value in enumerate(written))
        return items or WrittenEmpty()

    return reading


def _group(noun: type[Fact]) -> _Reading:
    def reading(written: Any, path: Path, refused: _Refusals) -> Any:
        if isinstance(written, noun):
            return written
        if not isinstance(written, Mapping):
            refused[path] = NotReadable("这里应是一组字段")
            return None
        known = _readings_of(noun)
        facts: dict[str, Any] = {}
        for key, value in written.items():
            if key in known:
                name, read = known[key]
                facts[name] = read(value, (*path, name), refused)
            else:
                refused[*path, key] = NotReadable(f"没有“{key}”这个字段")
        return noun(**facts)

    return reading


def _refuse_other_unit(written: str, declared: str) -> None:
    unit = unit_of_count(written)
    if unit and unit != declared:
        raise NotReadable(f"“{written}”的单位应为“{declared}”", f"请换算成以“{declared}”为单位的整数")
