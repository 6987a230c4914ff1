"""What every kind of condition has in common, and how one is read from its declaration."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import Enum
from typing import Any, get_args, get_origin, get_type_hints

from kit.diagnostics import Severity
from kit.model.alliance import Alliance
from kit.model.fact import Choice
from kit.model.money import Money
from kit.model.percent import Percent
from kit.rules.regions.place import Place
from kit.rules.rule import Finding


@dataclass(frozen=True, kw_only=True)
class Condition(ABC):
    """One condition of an instrument: its parameters are declared, its words follow from them.

    place      where the instrument applies.
    principle  whether it says 原则上 or 一般.
    note       how its words were understood, where they leave room; told with the explanation.
    """

    place: Place
    principle: bool = False
    note: str = ""

    @property
    def severity(self) -> Severity:
        """How grave it is not to meet it; never more than a warning, for nothing of this was read in the original."""
        return Severity.WARNING

    @property
    @abstractmethod
    def title(self) -> str:
        """The fault, as `kit rules` lists it."""

    @property
    @abstractmethod
    def demand(self) -> str:
        """What is asked, as a sentence without a full stop."""

    @abstractmethod
    def find(self, alliance: Alliance, today: date) -> Iterator[Finding]:
        """What does not meet the condition. What is not known is taken to meet it."""

    @property
    def should(self) -> str:
        """The verb of a message."""
        return "原则上应" if self.principle else "应"


@dataclass(frozen=True, kw_only=True)
class Hint(Condition):
    """A condition that is only worth a hint."""

    @property
    def severity(self) -> Severity:
        return Severity.INFO


def read_condition(kind: type[Condition], written: Mapping[str, Any], given: Mapping[str, Any]) -> Condition:
    """The condition that a table declares. Raises ValueError for what the kind does not know or cannot read.

    given  what is not for the table to say: the place.
    """
    known = get_type_hints(kind)
    allowed = {field.name for field in fields(kind)} - given.keys()
    if unknown := written.keys() - allowed:
        raise ValueError(f"{kind.__name__} has no {', '.join(sorted(unknown))}")
    read = {name: _read(known[name], value) for name, value in written.items()}
    try:
        return kind(**given, **read)
    except TypeError as missing:
        raise ValueError(str(missing)) from missing


def _read(wanted: Any, written: Any) -> Any:
    if get_origin(wanted) is tuple:
        if not isinstance(written, list):
            raise ValueError(f"{written!r} is no list")
        return tuple(_read(get_args(wanted)[0], item) for item in written)
    if issubclass(wanted, (Choice, Money, Percent)):
        return wanted.read(written)
    if issubclass(wanted, Enum):
        return wanted(written)
    if not isinstance(written, wanted) or (isinstance(written, bool) and wanted is not bool):
        raise ValueError(f"{written!r} is no {wanted.__name__}")
    return written
