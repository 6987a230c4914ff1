"""What is judged: the facts, the day, and the documents made from the facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any

from kit.model.alliance import Alliance
from kit.model.fact import Fact, declared_of
from kit.outline import Outline
from kit.records import Record
from kit.rules.marks import Marks
from kit.rules.words import Words, squeezed


class Sheet(Record):
    """One document as its reader sees it.

    id     the document's identifier: agreement, charter, application.
    title  its title: 联盟协议. file  the name of its file: 联盟协议.docx.
    """

    id: str
    title: str
    file: str
    outline: Outline

    @cached_property
    def words(self) -> Words:
        """Its words, ready to be searched; made once."""
        return Words.of(self.outline)

    @cached_property
    def marks(self) -> Marks:
        """Where its clauses stand; made once."""
        return Marks(self.outline)


class Case(Record):
    """Everything a rule may look at.

    today   the day the judgement is for; rules read no clock.
    sheets  the documents by identifier; empty while only the facts are judged.
    """

    alliance: Alliance
    today: date
    sheets: Mapping[str, Sheet] = MappingProxyType({})

    @cached_property
    def written(self) -> str:
        """Every text among the facts, squeezed like the words of documents, one on a line; made once."""
        return "\n".join(dict.fromkeys(squeezed(text) for text in _texts(self.alliance)))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, Fact):
        for name in declared_of(type(value)):
            yield from _texts(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, str):
        yield value
