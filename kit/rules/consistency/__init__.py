"""Whether the facts of an alliance fit each other; what holds everywhere, whatever measure applies."""

from __future__ import annotations

from kit.diagnostics import Diagnostic
from kit.model.alliance import Alliance
from kit.rules.consistency import (
    bodies,
    choices,
    completeness,
    funds,
    identity,
    members,
    observers,
    signing,
    tasks,
    term,
)
from kit.rules.rule import pack

RULES = pack(
    identity.RULES,
    members.RULES,
    observers.RULES,
    bodies.RULES,
    tasks.RULES,
    funds.RULES,
    signing.RULES,
    term.RULES,
    choices.RULES,
    completeness.RULES,
)


def check(alliance: Alliance) -> list[Diagnostic]:
    """Everything that does not fit, in the order of the rules; fields are named, places are the caller's."""
    return [diagnostic for rule in RULES for diagnostic in rule.check(alliance)]
