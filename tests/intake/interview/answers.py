"""What somebody would answer whose facts are known: the lines for a plain pipe, and the answer to each question."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kit.model.alliance import Alliance
from kit.model.fact import Fact
from kit.model.fields import Field, Kind, asked_of, fields_of

SKIP = "跳过"


def lines_for(data: dict[str, Any], noun: type[Fact] = Alliance, only: str = "") -> Iterator[str]:
    """One answer a line to every question of the interview, for data by identifiers; found without the interview.

    only  the label of the one field of the noun to answer for.
    """
    for declared in fields_of(noun):
        value = data.get(declared.name)
        field = asked_of(noun, declared, data.get) or (declared if value is not None else None)
        if field is None or only not in ("", field.label):
            continue
        if field.kind is Kind.LIST and field.group:
            for item in value or []:
                yield "是"
                yield from lines_for(item, field.group)
            yield "否"
        elif field.kind is Kind.LIST:
            yield from value or []
            yield "" if value else _nothing(field)
        elif field.group:
            if not field.needed:
                yield "是" if value else "否"
            if field.needed or value:
                yield from lines_for(value or {}, field.group)
        elif value is None:
            yield _nothing(field)
        elif field.kind is Kind.LONG_TEXT:
            yield from value.splitlines()
            yield ""
        else:
            yield value


def _nothing(field: Field) -> str:
    return SKIP if field.needed and not field.default else ""
