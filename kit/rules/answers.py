"""What an instrument demands and what of ours answers it, as a pack declares it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kit.model.fields import Field, lookup
from kit.records import Record
from kit.rules.marks import Titles
from kit.tables import table_in


class Answer(Record):
    """One demand of an instrument and what answers it.

    article   the article, with its item: 9(2).
    demand    what it asks, in our own words, one sentence.
    clauses   ids of clauses by document; in a document without ids, the titles of its parts.
    rules     codes of the rules that look after it.
    fields    label paths in the data file.
    evidence  what proves it, in words.
    reason    why nothing of ours answers it; beside an answer, what that cannot show.
    """

    article: str
    demand: str
    clauses: Mapping[str, tuple[str, ...]]
    rules: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    reason: str = ""

    @property
    def is_ours(self) -> bool:
        """Whether anything of ours answers it."""
        return bool(self.rules or self.clauses or self.fields)


class Answers(Record):
    """All answers of a pack, and the titles of the clauses they name, by document and id."""

    every: tuple[Answer, ...]
    titles: Mapping[str, Mapping[str, Titles]]

    def articles_of(self, document: str, clause: str) -> tuple[str, ...]:
        """The articles that a clause answers."""
        found = (answer.article for answer in self.every if clause in answer.clauses.get(document, ()))
        return tuple(dict.fromkeys(found))


def load_answers(path: Path) -> Answers:
    """The answers that a file declares; see the head of tj2018/answers.toml."""
    declared = table_in(path)
    every = tuple(_answer(entry) for entry in declared["answer"])
    titles = {document: _titles(of_document) for document, of_document in declared["titles"].items()}
    for answer in every:
        for document, clauses in answer.clauses.items():
            for clause in clauses:
                titles.setdefault(document, {}).setdefault(clause, (clause,))
    return Answers(every, titles)


def _titles(declared: Mapping[str, str | list[str]]) -> dict[str, Titles]:
    return {clause: (named,) if isinstance(named, str) else tuple(named) for clause, named in declared.items()}


def _answer(entry: Mapping[str, Any]) -> Answer:
    return Answer(
        article=entry["article"],
        demand=entry["demand"],
        rules=tuple(entry.get("rules", ())),
        clauses={document: tuple(clauses) for document, clauses in entry.get("clauses", {}).items()},
        fields=tuple(entry.get("fields", ())),
        evidence=tuple(entry.get("evidence", ())),
        reason=entry.get("reason", ""),
    )


_LEAD = "对外责任主体."


def field_of(path: str) -> Field | None:
    """The field that a path of an answer names; below the lead, the field of a member."""
    return lookup(path.replace(_LEAD, "成员单位[].", 1) if path.startswith(_LEAD) else path)
