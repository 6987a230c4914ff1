"""What the documents still lack, without finishing any: fast enough to be told while somebody is typing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kit.diagnostics import Fault
from kit.model.alliance import Alliance
from kit.render.documents import Maker
from kit.templates.catalogue import DocumentType, Layer, winning_template
from kit.templates.facts import Missing, Scope
from kit.templates.template import Template


@dataclass(frozen=True)
class Lacking:
    """The facts that documents print and the data lack.

    facts    the titles of the documents that print a fact, by the fact's path in labels.
    how      what to do about a fact, by its path, where that does not tell.
    unknown  titles of documents whose template is at fault, so that nobody can say.
    """

    facts: dict[str, tuple[str, ...]]
    unknown: tuple[str, ...] = ()
    how: Mapping[str, str] = field(default_factory=dict)


def lacking(alliance: Alliance, kinds: Sequence[DocumentType], layers: tuple[Layer, ...]) -> Lacking:
    """What the documents of some kinds lack."""
    survey = _Survey(alliance, layers)
    facts: dict[str, tuple[str, ...]] = {}
    unknown: list[str] = []
    how: dict[str, str] = {}
    for kind in kinds:
        try:
            for missing in survey.missing(kind):
                facts[missing.path] = (*facts.get(missing.path, ()), kind.title)
                if missing.how:
                    how[missing.path] = missing.how
        except Fault:  # told by whoever makes the document
            unknown.append(kind.title)
    return Lacking(facts, tuple(unknown), how)


class _Survey(Maker):
    """A maker that stops when all facts are put in: before numbers, references and contents are made right."""

    def missing(self, kind: DocumentType) -> list[Missing]:
        _layer, path = winning_template(kind, self.layers)
        scope = Scope(self.alliance)
        functions = self._functions(scope, kind) | {"条款": lambda _document, _clause: ""}
        Template.load(path).render(scope, functions)
        return list(scope.missing.values())
