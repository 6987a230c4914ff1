"""Rules over documents and facts together: the same thing said in two ways, because a custom template has it typed in."""

from __future__ import annotations

from kit.rules.across import agreeing, amounts, contacts, figures, names
from kit.rules.rule import group

ACROSS = group(names.RULES, contacts.RULES, amounts.RULES, figures.RULES, agreeing.RULES)
