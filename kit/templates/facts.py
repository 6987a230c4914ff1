"""What a template sees of an alliance: facts by label or identifier, gaps where a fact is missing.

Nothing but declared facts can be reached from a template.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

from kit.diagnostics import Diagnostic, Fault
from kit.likeness import most_like
from kit.model.alliance import Alliance
from kit.model.fact import Choice, Fact, MemberReference, One, WrittenEmpty, annotations_of, declared_of, derived_of
from kit.model.majority import Majority
from kit.model.members import Member
from kit.model.money import Money
from kit.model.percent import Percent
from kit.word.marks import GAP_CLOSE, GAP_OPEN

# What is handed over as it is; the first that a field may hold is what filters ask for.
_VALUES: tuple[type[Any], ...] = (Money, Majority, Percent, bool, int, date, str)
_PLAIN = frozenset(_VALUES)


class FieldName(NamedTuple):
    """One name a template may use behind a dot."""

    attribute: str
    label: str
    needed: bool
    names_member: bool
    noun: type[Fact] | None  # the noun behind the field, alone or in a list
    many: bool  # a list
    may_be_empty: bool  # a list that is answered by having none
    choice: type[Choice] | None  # a closed list of answers
    value: type[Any] | None  # money, a majority, a count: what filters ask for
    source: str  # what to fill in where it is missing: the label itself, or of a computed value the fact behind it
    one: One | None = None  # of the marked one of a list

    @property
    def behind(self) -> tuple[type[Fact] | None, bool]:
        """The noun behind the field, and whether that is a member chosen from the list, not a part of this noun."""
        is_chosen = self.names_member or (self.noun is Member and not self.many)
        return Member if self.names_member else self.noun, is_chosen

    def gap(self, scope: Scope, path: str, how: str = "") -> Gap:
        """What stands where the value is missing; the path leads to what is to be filled in.

        how  what to do about it, where the path does not tell.
        """
        label = self.one.called if self.one else self.source.rpartition(".")[2]
        return Gap(scope, path, label, *self.behind, how=self.one.how if self.one else how)


@cache
def field_names(noun: type[Fact]) -> dict[str, FieldName]:
    """Every name of a noun's facts, by label and by identifier."""
    found: dict[str, FieldName] = {}
    annotations = annotations_of(noun)
    for attribute, declared in declared_of(noun).items():
        entry = _name(attribute, declared.label, annotations[attribute], declared.needed, declared.may_be_empty)
        found[attribute] = found[entry.label] = entry
    for attribute, value in derived_of(noun).items():
        entry = _name(attribute, value.label, get_type_hints(value.func).get("return"), source=value.source)
        entry = entry._replace(one=value.one)
        found[attribute] = found[entry.label] = entry
    return found


def _name(
    attribute: str, label: str, annotation: Any, needed: bool = True, may_be_empty: bool = False, source: str = ""
) -> FieldName:
    names_member, noun, many, choice, value = _kind_of(annotation)
    return FieldName(attribute, label, needed, names_member, noun, many, may_be_empty, choice, value, source or label)


class _Kind(NamedTuple):
    """What an annotation says; see FieldName."""

    names_member: bool
    noun: type[Fact] | None
    many: bool
    choice: type[Choice] | None
    value: type[Any] | None


@cache
def _kind_of(annotation: Any) -> _Kind:
    pieces = tuple(_pieces_of(annotation))
    kinds = [piece for piece in pieces if isinstance(piece, type)]
    return _Kind(
        any(isinstance(piece, MemberReference) for piece in pieces),
        next((kind for kind in kinds if issubclass(kind, Fact)), None),
        get_origin(annotation) is tuple,
        next((kind for kind in kinds if issubclass(kind, Choice)), None),
        next((value for value in _VALUES if any(issubclass(kind, value) for kind in kinds)), None),
    )


def _pieces_of(annotation: Any) -> Iterator[Any]:
    """The classes and marks that an annotation names, however deep."""
    inner = get_args(annotation)
    if not inner:
        yield annotation
    for part in inner:
        yield from _pieces_of(part)


class Missing(NamedTuple):
    """A fact that a document prints and the data file lacks; `how` to supply it, where its path does not tell."""

    path: str
    label: str
    how: str = ""


class Scope:
    """One render's view of the alliance: what was found missing on the way."""

    def __init__(self, alliance: Alliance) -> None:
        self.alliance = alliance
        self.missing: dict[str, Missing] = {}
        self._index = {id(member): number for number, member in enumerate(alliance.members, 1)}

    def path_of(self, fact: Fact, path: str) -> str:
        """Where a fact stands in the data file: members are found wherever they are reached from."""
        number = self._index.get(id(fact))
        return f"成员单位[{number}]" if number else path

    def wrap(self, value: Any, path: str, name: FieldName) -> Any:
        """A model value as templates see it."""
        if name.names_member and isinstance(value, str):
            value = self.alliance.member(value)
        if value is None:
            return name.gap(self, path)
        if isinstance(value, Fact):
            return FactView(self, value, self.path_of(value, path))
        if isinstance(value, tuple):
            return FactList(self, value, path, name)
        return ChoiceText.of(value) if isinstance(value, Choice) else value

    def roots(self) -> dict[str, Any]:
        """The names at the top of a template: 联盟, 成员单位, … and their identifiers."""
        return {name: self.root(name) for name in field_names(Alliance)}

    def root(self, name: str) -> Any:
        """One of the names at the top of a template."""
        return _read(self, self.alliance, "", name)


def _read(scope: Scope, fact: Fact, path: str, name: str) -> Any:
    entry = field_names(type(fact)).get(name)
    if entry is None:
        raise unknown_field(type(fact), path, name)
    value = getattr(fact, entry.attribute)
    if type(value) in _PLAIN and not entry.names_member:
        return value
    return scope.wrap(value, f"{path}.{entry.source}" if path else entry.source, entry)


def unknown_field(noun: type[Fact], path: str, name: str) -> Fault:
    """The fault of a template that asks for a fact that does not exist."""
    labels = [entry.label for entry in field_names(noun).values()]
    near = most_like(name, [*labels, *field_names(noun)], 0.5)
    below = f"{path}." if path else ""
    hint = f"是否为 {below}{near}？" if near else ""
    return Fault(Diagnostic("T-FLD-01", f"没有字段 {below}{name}", hint=f"{hint}kit fields 列出全部字段"))


def unknown_name(name: str, known: Iterable[str]) -> Fault:
    """The fault of a template that says a name nobody has declared."""
    near = most_like(name, known, 0.5)
    hint = f"是否为 {near}？" if near else ""
    return Fault(Diagnostic("T-FLD-01", f"没有字段 {name}", hint=f"{hint}kit fields 列出全部字段"))


def unknown_choice(kind: type[Choice], text: str) -> Fault:
    """The fault of a condition that asks for an option that does not exist."""
    labels = "、".join(str(member) for member in kind)
    return Fault(Diagnostic("T-OPT-02", f"条件中的选项“{text}”不存在", hint=f"可选：{labels}"))


class ChoiceText(str):
    """A choice's label; comparing it with a label that does not exist is a fault of the template."""

    kind: type[Choice]

    @classmethod
    def of(cls, choice: Choice) -> ChoiceText:
        """The text of a choice."""
        text = cls(choice.value)
        text.kind = type(choice)
        return text

    def __eq__(self, other: object) -> bool:
        if isinstance(other, str) and not isinstance(other, ChoiceText) and self.kind.of(other) is None:
            raise unknown_choice(self.kind, other)
        return str.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = str.__hash__


class FactView:
    """A noun as templates see it."""

    __slots__ = ("_fact", "_path", "_scope")

    def __init__(self, scope: Scope, fact: Fact, path: str) -> None:
        self._scope, self._fact, self._path = scope, fact, path

    def read(self, name: str) -> Any:
        """The fact of that label or identifier."""
        return _read(self._scope, self._fact, self._path, name)

    @property
    def fact(self) -> Fact:
        """The noun itself, for the kit's own functions."""
        return self._fact

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FactView) and other._fact is self._fact

    def __hash__(self) -> int:
        return id(self._fact)

    def __str__(self) -> str:
        if isinstance(self._fact, Member):
            return str(self.read("名称"))
        raise Fault(Diagnostic("T-PRN-01", f"“{self._path}”是一组事实，不能直接输出", hint="写出其中的字段"))

    __html__ = __str__


class FactList(Sequence[Any]):
    """A list as templates see it. A needed list that is empty shows one row of gaps, unless none is an answer."""

    __slots__ = ("_items", "_name", "_path", "_scope")

    def __init__(self, scope: Scope, items: tuple[Any, ...], path: str, name: FieldName) -> None:
        self._scope, self._items, self._path, self._name = scope, items, path, name

    def _wrap(self, position: int) -> Any:
        return self._scope.wrap(self._items[position], f"{self._path}[{position + 1}]", self._name)

    def __getitem__(self, position: Any) -> Any:
        return self._wrap(range(len(self._items))[position])

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Any]:
        if self._items:
            yield from (self._wrap(position) for position in range(len(self._items)))
        elif self._name.needed and not (self._name.may_be_empty and isinstance(self._items, WrittenEmpty)):
            how = f"请补填；没有{self._name.label}的写 无" if self._name.may_be_empty else ""
            yield Gap(self._scope, f"{self._path}[1]", self._name.label, self._name.noun, how=how)

    def __str__(self) -> str:
        raise Fault(Diagnostic("T-PRN-01", f"“{self._path}”是清单，不能直接输出", hint="用 for 循环或 |列举"))

    __html__ = __str__


class Gap:
    """A missing fact. Printing it leaves a mark and is remembered; testing it says no."""

    __slots__ = ("_how", "_is_chosen", "_label", "_noun", "_path", "_scope")

    def __init__(
        self,
        scope: Scope,
        path: str,
        label: str,
        noun: type[Fact] | None = None,
        is_chosen: bool = False,
        how: str = "",
    ) -> None:
        self._scope, self._path, self._label, self._noun, self._is_chosen = scope, path, label, noun, is_chosen
        self._how = how

    def read(self, name: str) -> Gap:
        """The gap behind a gap: the field that would stand there; of a member not yet chosen, the choice itself."""
        if self._is_chosen and self._noun is None:
            return self
        if self._noun is None:
            return Gap(self._scope, f"{self._path}.{name}", name)
        entry = field_names(self._noun).get(name)
        if entry is None:
            raise unknown_field(self._noun, self._path, name)
        if self._is_chosen:
            return Gap(self._scope, self._path, self._label, None, True, self._how)
        return entry.gap(self._scope, f"{self._path}.{entry.source}", self._how)

    def __bool__(self) -> bool:
        return False

    def __len__(self) -> int:
        return 0

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Gap) and other._path == self._path

    def __hash__(self) -> int:
        return hash(self._path)

    def __str__(self) -> str:
        label = _full_label(self._path, self._label)
        self._scope.missing.setdefault(self._path, Missing(self._path, label, self._how))
        return f"{GAP_OPEN}待补：{label}{GAP_CLOSE}"

    __html__ = __str__


_SAYS_LITTLE = frozenset(
    ["名称", "编号", "地址", "电话", "电子邮箱", "姓名", "单位", "金额", "内容", "来源", "用途", "任期", "年度", "日期"]
)


def _full_label(path: str, label: str) -> str:
    """A label that says by itself what is meant: 联盟名称 rather than 名称."""
    group = re.sub(r"\[\d+\]", "", path.rpartition(".")[0].rpartition(".")[2])
    return f"{group}{label}" if label in _SAYS_LITTLE and group else label
