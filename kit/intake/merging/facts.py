"""The single facts a file states: where each belongs, what it says, what it means, and where it was written."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from kit.diagnostics import Place
from kit.intake.build import Intake
from kit.intake.origins import FieldPath, from_labels
from kit.intake.raw import Raw
from kit.model.alliance import Alliance
from kit.model.fact import Fact
from kit.model.fields import Field, Kind, field_named, fields_of
from kit.model.money import Money
from kit.rules.comparing import folded

Text = str | tuple[str, ...]
"""What stands in a data file: one text, or those of a list."""

_AS_READ = {Kind.TEXT, Kind.LONG_TEXT, Kind.MEMBER, Kind.CHOICE}
_BETWEEN = "\x1f"


@dataclass(frozen=True)
class Given:
    """One fact as a file gives it.

    text     as it goes into the data file: days, choices and flags in their usual spelling, the rest as written.
    meaning  equal for two texts that say the same: 300万元 and 3,000,000元, full-width and plain digits.
    """

    path: FieldPath
    field: Field
    text: Text
    meaning: str
    place: Place

    @property
    def shown(self) -> str:
        """The text on one line."""
        return shown(self.text)


def shown(text: Text) -> str:
    """A text for people, on one line."""
    return " ".join(text.split()) if isinstance(text, str) else "、".join(text)


def facts_of(raw: Raw, intake: Intake, *, with_unread: bool = False) -> dict[FieldPath, Given]:
    """What a file states, by path; only what could be read.

    with_unread  also what is written but cannot be read: it means itself.
    """
    if intake.alliance is None or not isinstance(raw.data, dict):
        return {}
    walk = _Walk(intake, refused_in(intake), with_unread)
    return {given.path: given for given in walk.group(Alliance, raw.data, ())}


def refused_in(intake: Intake) -> frozenset[FieldPath]:
    """What could not be read; a name of a unit that is not in this file may be in another."""
    return intake.unread - {from_labels(d.field) for d in intake.report if d.code.startswith("D-REF-")}


@dataclass(frozen=True)
class _Walk:
    intake: Intake
    refused: frozenset[FieldPath]
    with_unread: bool

    def group(self, noun: type[Fact], entries: dict[str, Any], path: FieldPath) -> Iterator[Given]:
        seen: set[str] = set()
        for key, value in entries.items():
            field = field_named(noun, key)
            if field is None or field.name in seen or value is None or field.says_none(value):
                continue
            seen.add(field.name)
            here = (*path, field.name)
            if self.is_refused(field, value, here):
                if self.with_unread:
                    yield Given(here, field, str(value), str(value), self.place_of(here))
            elif field.kind is Kind.LIST and field.group and isinstance(value, list):
                for number, item in enumerate(value):
                    if isinstance(item, dict):
                        yield from self.group(field.group, item, (*here, number))
            elif field.kind is Kind.GROUP and field.group and isinstance(value, dict):
                yield from self.group(field.group, value, here)
            else:
                yield from self.single(field, value, here)

    def is_refused(self, field: Field, value: Any, path: FieldPath) -> bool:
        """Whether a fact could not be read, or one of the texts it lists."""
        items = range(len(value)) if isinstance(value, list) and not field.group else ()
        return path in self.refused or any((*path, number) in self.refused for number in items)

    def place_of(self, path: FieldPath) -> Place:
        """Where a fact was written, as the reader of its format tells it."""
        spot = self.intake.origins.spots.get(path)
        return spot.value if spot else self.intake.origins.place_of(path)

    def single(self, field: Field, value: Any, path: FieldPath) -> Iterator[Given]:
        place = self.place_of(path)
        read = value_at(self.intake.alliance, path)
        if isinstance(value, list) and isinstance(read, tuple):
            pairs = [(one, item) for one, item in zip(value, read, strict=True) if item is not None]
            texts = tuple(_text(field, one, item) for one, item in pairs)
            if texts:
                yield Given(path, field, texts, _BETWEEN.join(meaning(field, item) for _, item in pairs), place)
        elif read is not None and not isinstance(value, dict | list):
            yield Given(path, field, _text(field, value, read), meaning(field, read), place)


def value_at(noun: Any, path: FieldPath) -> Any:
    """The fact of an alliance that a path leads to; None where there is none."""
    for step in path:
        if isinstance(step, int):
            noun = noun[step] if isinstance(noun, tuple) and step < len(noun) else None
        else:
            noun = getattr(noun, step, None)
    return noun


def _text(field: Field, written: Any, read: Any) -> str:
    if isinstance(read, bool):
        return "是" if read else "否"
    if isinstance(read, date):
        return read.isoformat()
    if (field.item or field.kind) in _AS_READ:
        return str(read)
    return " ".join(unicodedata.normalize("NFKC", str(written)).split())


def meaning(field: Field, value: Any) -> str:
    """What a fact says, the same for every way to write it."""
    if isinstance(value, Money):
        return str(value.fen)
    words: str = folded(str(value))
    return words


def is_blank(noun: Fact) -> bool:
    """Whether a group says nothing but what holds without it: an item of the skeleton that waits to be filled in."""
    return all(_is_blank(field, getattr(noun, field.name), noun) for field in fields_of(type(noun)))


def _is_blank(field: Field, value: Any, noun: Fact) -> bool:
    if isinstance(value, tuple):
        return all(isinstance(item, Fact) and is_blank(item) for item in value)
    if isinstance(value, Fact):
        return is_blank(value)
    return bool(value == getattr(type(noun)(), field.name))
