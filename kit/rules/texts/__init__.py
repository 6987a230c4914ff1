"""Rules over the words of each document by itself: what custom templates and typed-in facts bring with them."""

from __future__ import annotations

from kit.rules.rule import group
from kit.rules.texts import (
    articles,
    blanks,
    competition,
    disputes,
    formation,
    liability,
    nature,
    outdated,
    property,
    references,
)

TEXTS = group(
    formation.RULES,
    nature.RULES,
    property.RULES,
    liability.RULES,
    competition.RULES,
    disputes.RULES,
    references.RULES,
    blanks.RULES,
    outdated.RULES,
    articles.RULES,
)
