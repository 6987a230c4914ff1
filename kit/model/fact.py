"""The ground of the model: how one fact is declared, once, for every face of the kit."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from enum import Enum
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator
from pydantic.fields import FieldInfo
from pydantic_core import core_schema

from kit.model.reading import NotReadable, Text, readable, unit_of_count


class Fact(BaseModel):
    """A noun of the alliance: frozen, closed, every field with a Chinese label.

    Every field may be absent (None or empty): whether an absence matters is decided where
    the fact is printed, so that one draft can be made before all facts are there.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    @field_validator("*", mode="before")
    @classmethod
    def _unit_is_the_declared_one(cls, value: Any, info: ValidationInfo) -> Any:
        if isinstance(value, str) and info.field_name:
            declared = (cls.model_fields[info.field_name].json_schema_extra or {}).get("unit", "")  # type: ignore[union-attr]
            written = unit_of_count(value)
            if declared and written and written != declared:
                raise NotReadable(f"“{value}”的单位应为“{declared}”", f"请换算成以“{declared}”为单位的整数")
        return value


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
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> core_schema.CoreSchema:
        return readable(cls._read, {"enum": [str(member) for member in cls]})

    @classmethod
    def _read(cls, value: Any) -> Self:
        if isinstance(value, cls):
            return value
        found = cls.of(str(value).strip())
        if found is None:
            labels = [str(member) for member in cls]
            near = get_close_matches(str(value), labels, n=1, cutoff=0.4)
            suggestion = f"是否为“{near[0]}”？" if near else ""
            raise NotReadable(f"“{value}”不在可选范围内", f"{suggestion}可选：{'、'.join(labels)}")
        return found

    def __str__(self) -> str:
        return str(self.value)


def fact(
    label: str,
    help: str,
    *,
    example: str = "",
    unit: str = "",
    needed: bool = True,
    default: Any = None,
    many: bool = False,
) -> Any:
    """Declare a fact: its label (the key users write), help, unit and example.

    needed   False marks a fact that documents can do without; the skeleton says 选填.
    default  what holds when the file is silent; a choice or a usual figure, never a name.
    many     a list; absent means empty.
    """
    extra: dict[str, Any] = {"needed": needed}
    if example:
        extra["example"] = example
    if unit:
        extra["unit"] = unit
    if many:
        return Field(default=(), alias=label, description=help, json_schema_extra=extra)
    return Field(default=default, alias=label, description=help, json_schema_extra=extra)


class Derived(property):
    """A property that is computed from facts, with the label and help users see."""

    def __init__(self, label: str, help: str, source: str, compute: Callable[[Any], Any]) -> None:
        super().__init__(compute)
        self.label = label
        self.help = help
        self.source = source


def derived(label: str, help: str, *, source: str = "") -> Callable[[Callable[[Any], Any]], Any]:
    """Declare a value that is computed from facts; templates and `kit fields` know it by its label.

    source  the fact to fill in where the value is missing, by labels from here on.
    """

    def mark(compute: Callable[[Any], Any]) -> Derived:
        return Derived(label, help, source or label, compute)

    return mark


def derived_of(noun: type[Fact]) -> dict[str, Derived]:
    """The computed values of a noun, by identifier."""
    found: dict[str, Derived] = {}
    for base in reversed(noun.__mro__):
        found.update({name: value for name, value in vars(base).items() if isinstance(value, Derived)})
    return found


def label_of(info: FieldInfo) -> str:
    """The label of a declared field."""
    return info.alias or ""


class MemberReference:
    """Marks a text that names a member: by its short name, its full name or its code."""


MemberName = Annotated[Text, MemberReference()]
