"""The options of clauses, as the manifest of a template has them."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree


class OptionRule(NamedTuple):
    """The condition of one option, as the template's manifest has it."""

    clause: str
    option: str
    when: str
    under: tuple[str, ...]  # conditions of the clause and its chapter

    @property
    def conditions(self) -> tuple[str, ...]:
        """All conditions that decide about it."""
        return (self.when, *self.under)


def rules_in(manifest: etree._Element | None) -> tuple[OptionRule, ...]:
    """The options of all clauses, in the order of the text."""
    rules: list[OptionRule] = []
    chapter, clause = "", ""
    for entry in manifest if manifest is not None else ():
        kind, when = etree.QName(entry).localname, entry.get("when", "")
        if kind in {"chapter", "annex"}:
            chapter, clause = when, ""
        elif kind == "clause":
            clause = when
        elif kind == "option":
            owner, _, option = entry.get("id", "").partition("/")
            rules.append(OptionRule(owner, option, when, tuple(c for c in (chapter, clause) if c)))
    return tuple(rules)
